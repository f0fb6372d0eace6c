/** What a request carries under each condition key, as far as the caller and the action decide it. */
import { carries, type Action } from '../reference/actions.js';
import { callsItself, contextsInstead, contextsOf } from '../reference/services.js';
import { arnOf, literal, printText, text } from '../core/text.js';
import type { Route } from '../types/policy.js';
import type { RequestPrincipal } from '../types/statement.js';
import type { Text } from '../types/values.js';
import type { Lookup, Slot } from './lookup.js';
import { keyValues } from './live.js';
import { FRESH, FRESH_NAME, type KeyFacts, type PolicyScope } from './scope.js';

/** Undefined where the subject has no say. */
export type Slots = (key: string) => Slot | undefined;

const ABSENT: Slot = { present: 'no' },
  SOME: Slot = { present: 'yes' },
  UNKNOWN: Slot = { present: 'unknown' };
const is = (...values: readonly Text[]): Slot => ({ present: 'yes', values });

/** Set by AWS where a service calls for somebody, and by no direct call. */
const OF_ROUTES: ReadonlySet<string> = new Set(['kms:viaservice', 'aws:calledvia', 'aws:calledviafirst', 'aws:calledvialast']);
/** Whether the key holds the service that a call comes through. */
export const namesService = (key: string): boolean => OF_ROUTES.has(key);
/** Whether the key tells a direct call from one through a service. */
export const isOfRoute = (key: string): boolean => namesService(key) || key === 'aws:viaawsservice';
/**
 * Set where a service calls in its own name for one of its resources: "only available when the call … is made directly by an AWS service
 * principal"
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html), so by no role or user, also where a service
 * calls on its behalf.
 */
export const OF_SERVICES: ReadonlySet<string> = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:principalservicename',
  'aws:principalservicenameslist',
]);
/** Tell of an IAM principal, and are absent where a service calls in its own name. */
const OF_PRINCIPALS: ReadonlySet<string> = new Set([
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:multifactorauthpresent',
  'aws:multifactorauthage',
  'aws:username',
]);

/** Whether the key tells of an IAM principal only: no service that calls in its own name carries it. */
export const isOfPrincipals = (key: string): boolean => OF_PRINCIPALS.has(key) || key.startsWith('aws:principaltag/');

/** What the key itself decides. Only symmetric encryption keys have an encryption context. */
function ofKeyFacts(name: string, key: KeyFacts): Slot | undefined {
  const { spec, usage, origin, multiRegion } = keyValues(key);
  if (name.startsWith('kms:encryptioncontext')) return spec !== undefined && spec !== 'SYMMETRIC_DEFAULT' ? ABSENT : undefined;
  const known: Readonly<Record<string, string | undefined>> = {
    'kms:keyspec': spec,
    'kms:keyusage': usage,
    'kms:keyorigin': origin,
    'kms:multiregion': multiRegion === undefined ? undefined : String(multiRegion),
  };
  const value = Object.hasOwn(known, name) ? known[name] : undefined;
  return value === undefined ? undefined : is([value]);
}

/** The same for every request on the key. KMS has TLS endpoints only; the Region asked is the key's. */
export function ofKey(key: string, scope: PolicyScope): Slot | undefined {
  switch (key) {
    case 'aws:securetransport':
      return is(['true']);
    case 'aws:requestedregion':
      return is(scope.env.region);
    case 'aws:resourceaccount':
      return is(scope.env.account);
    // If the key's account is in one.
    case 'aws:resourceorgid':
      return { present: 'unknown', values: [[{ of: 'other', name: "the organisation of the key's account", scope: '' }]] };
    case 'aws:currenttime':
    case 'aws:epochtime':
      return SOME;
    default:
      return scope.key && ofKeyFacts(key, scope.key);
  }
}

/**
 * CloudFormation calls with a role that it assumed itself: without a second factor
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent),
 * and through no endpoint of a VPC of the account (…#condition-keys-sourcevpce).
 */
const OF_PEOPLE: ReadonlySet<string> = new Set([
  'aws:multifactorauthpresent',
  'aws:multifactorauthage',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpcsourceip',
]);

const isRoot = (subject: RequestPrincipal): boolean =>
  (subject.is === 'own' && subject.who === 'root') || (subject.is === 'foreign' && subject.root === true);

/** The ARN of an IAM principal as aws:PrincipalArn has it: that of the role where a session is meant; its path is then not known. */
export function principalArn(named: RequestPrincipal & { is: 'named' }): Text | undefined {
  if (named.kind !== 'session') return named.kind === 'unknown' ? undefined : named.text;
  const arn = arnOf(named.text),
    role = arn && /^assumed-role\/([^/]+)\//.exec(literal(arn.resource) ?? '')?.[1];
  return arn && role !== undefined
    ? text('arn:', arn.partition, ':iam::', arn.account, ':role/', { of: 'other', name: 'path of the role', scope: '' }, role)
    : undefined;
}

/** What the requests of a subject carry under a key, as far as the subject decides it. */
export function ofSubject(subject: RequestPrincipal, scope: PolicyScope, route: Route): Slots {
  return (key) => ofKey(key, scope) ?? (subject.is === 'service' ? ofService(key, subject.name) : ofPrincipal(key, subject, scope, route));
}

/** Of a service's own request nobody documents what these are. */
const UNDOCUMENTED: ReadonlySet<string> = new Set(['kms:calleraccount', 'aws:principalaccount', 'aws:principaltype', 'aws:userid']);
/** What requests carry that a service or anybody may make. */
export const ofAnybody = (key: string): Slot | undefined => (UNDOCUMENTED.has(key) ? UNKNOWN : undefined);

const CONTEXT = 'kms:encryptioncontext:';

/** Whether no service sends the context, or this one sends others only. */
const isOtherContext = (context: string, service: string): boolean =>
  contextsInstead(context) !== undefined || contextsOf(service)?.includes(context) === false;
function ofService(key: string, name: Text): Slot | undefined {
  if (key === 'aws:principalservicename') return is(name);
  if (key === 'aws:principalisawsservice') return is(['true']);
  if (key === 'kms:viaservice' && callsItself(printText(name))) return ABSENT;
  if (key.startsWith(CONTEXT) && isOtherContext(key.slice(CONTEXT.length), printText(name))) return ABSENT;
  return isOfPrincipals(key) ? ABSENT : ofAnybody(key);
}

function ofPrincipal(
  key: string,
  subject: Exclude<RequestPrincipal, { is: 'service' }>,
  scope: PolicyScope,
  route: Route,
): Slot | undefined {
  const home = subject.is === 'own' ? scope.env.account : subject.account;
  if (isOfRoute(key)) return ofRoute(key, route, scope);
  if (route === 'cloudformation' && OF_PEOPLE.has(key)) return ABSENT;
  // The call comes from a machine of CloudFormation, which is in no block of addresses that a policy names.
  if (route === 'cloudformation' && key === 'aws:sourceip') return { present: 'unknown', values: [FRESH] };
  if (OF_SERVICES.has(key)) return ABSENT;
  switch (key) {
    case 'kms:calleraccount':
    case 'aws:principalaccount':
      return home ? is(home) : SOME;
    case 'aws:principalisawsservice':
      return is(['false']);
    case 'aws:userid':
      return SOME;
    // A plain call does not ask to bypass the lockout check; whether it then carries the key with "false" or not at all is not documented.
    case 'kms:bypasspolicylockoutsafetycheck':
      return { present: 'unknown', values: [['false']] };
    case 'aws:principaltype':
      return principalType(subject);
    // Of users only (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable).
    case 'aws:username':
      return isRoot(subject) ? ABSENT : subject.is === 'named' ? userName(subject) : undefined;
    case 'aws:principalarn': {
      if (subject.is === 'named') {
        const arn = principalArn(subject);
        return arn ? is(arn) : SOME;
      }
      const start = text('arn:', scope.env.partition, ':iam::', home ?? [], ':');
      return is(isRoot(subject) ? text(start, 'root') : text(start, FRESH_NAME));
    }
    default:
      return undefined;
  }
}

/**
 * CloudFormation sets aws:CalledVia where it calls with the caller's own permissions
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-calledvia), but not where it has
 * a role of its own;
 * whether it also sets kms:ViaService is not documented. So nothing that rests on this route is certain.
 */
function ofRoute(key: string, route: Route, scope: PolicyScope): Slot | undefined {
  if (route === 'any') return undefined;
  if (key === 'aws:viaawsservice') return route === 'direct' ? is(['false']) : SOME;
  if (route === 'direct') return ABSENT;
  const service = key === 'kms:viaservice' ? text('cloudformation.', scope.env.region, '.amazonaws.com') : ['cloudformation.amazonaws.com'];
  return { present: 'unknown', values: [service] };
}

/** Of a user its name without the path, of roles and sessions none. */
function userName({ kind, text }: RequestPrincipal & { is: 'named' }): Slot | undefined {
  if (kind !== 'user') return kind === 'unknown' ? undefined : ABSENT;
  const [, name] = /^user\/(?:.*\/)?([^/]+)$/.exec(literal(arnOf(text)?.resource ?? []) ?? '') ?? [];
  return name === undefined ? SOME : is([name]);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
function principalType(subject: RequestPrincipal): Slot {
  if (isRoot(subject)) return is(['Account']);
  if (subject.is === 'named' && subject.kind === 'user') return is(['User']);
  // A federated user is a session too, and none of a role.
  if (subject.is === 'named' && subject.kind !== 'unknown' && principalArn(subject)) return is(['AssumedRole']);
  // The root user of the own account is asked about by itself; of another account it is one of those that are meant.
  return subject.is === 'own' ? { present: 'yes', oneOf: [['User'], ['AssumedRole'], ['FederatedUser']] } : SOME;
}

/** The request of one action: what its tables say goes before what the caller decides. */
export function request(slots: Slots, action: Action): Lookup {
  return (key) => {
    const carried = carries(action, key);
    return carried === 'no' ? ABSENT : (slots(key) ?? (carried === 'yes' ? SOME : UNKNOWN));
  };
}
