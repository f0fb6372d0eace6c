/** What a request carries under each condition key, as far as the caller and the action decide it. */
import { carries, type Action } from '../reference/actions.js';
import { arnOf, literal, text } from '../cfn/text.js';
import type { Text } from '../types.js';
import type { Lookup, Slot } from './conditions.js';
import type { Subject } from './principals.js';
import { FRESH, type PolicyScope } from './scope.js';

/**
 * direct: the caller calls KMS itself, as one must to manage a key. any: the request may also come through a service on the caller's behalf,
 * which sets kms:ViaService and the like.
 */
export type Route = 'direct' | 'any';
export type Slots = ReadonlyMap<string, Slot>;

const ABSENT: Slot = { present: 'no' }, SOME: Slot = { present: 'yes' }, UNKNOWN: Slot = { present: 'unknown' };
const is = (...values: readonly Text[]): Slot => ({ present: 'yes', values });

/** Set by AWS where a service calls for somebody, and by no direct call. */
const OF_ROUTES = ['kms:viaservice', 'aws:calledvia', 'aws:calledviafirst', 'aws:calledvialast'];
/** Set where a service calls in its own name for one of its resources. */
const OF_SERVICES = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths', 'aws:sourceowner', 'aws:principalservicename', 'aws:principalservicenameslist'];
/** Tell of an IAM principal, and are absent where a service calls in its own name. */
const OF_PRINCIPALS = ['aws:principalaccount', 'aws:principalarn', 'aws:principalorgid', 'aws:principalorgpaths', 'aws:principaltag/*', 'aws:multifactorauthpresent', 'aws:multifactorauthage', 'aws:username'];

/** The same for every request on the key. KMS has TLS endpoints only; the Region asked is the key's. */
function ofKey(scope: PolicyScope): [string, Slot][] {
  return [['aws:securetransport', is(['true'])], ['aws:requestedregion', is(scope.env.region)], ['aws:resourceaccount', is(scope.env.account)], ['aws:currenttime', SOME], ['aws:epochtime', SOME]];
}

/** The ARN of an IAM principal as aws:PrincipalArn has it: that of the role where a session is meant; its path is then not known. */
export function principalArn(named: Subject & { is: 'named' }): Text | undefined {
  if (named.kind !== 'session') return named.kind === 'unknown' ? undefined : named.text;
  const arn = arnOf(named.text), role = arn && /^assumed-role\/([^/]+)\//.exec(literal(arn.resource) ?? '')?.[1];
  return arn && role !== undefined ? text('arn:', arn.partition, ':iam::', arn.account, ':role/', { of: 'other', name: 'path of the role', scope: '' }, role) : undefined;
}

export function ofSubject(subject: Subject, scope: PolicyScope, route: Route): Slots {
  const { account, partition } = scope.env;
  const slots = new Map<string, Slot>(ofKey(scope));
  const put = (names: readonly string[], slot: Slot): void => { for (const name of names) slots.set(name, slot); };
  if (subject.is === 'service') {
    put(OF_PRINCIPALS, ABSENT);
    put(['aws:principalservicename'], is(subject.name));
    put(['aws:principalisawsservice'], is(['true']));
    return slots;
  }
  const home = subject.is === 'own' ? account : subject.account, whose = home ? is(home) : SOME;
  put(['kms:calleraccount', 'aws:principalaccount'], whose);
  put(['aws:principalisawsservice'], is(['false']));
  put(['aws:userid', 'aws:principaltype'], SOME);
  // A plain call does not ask to bypass the lockout check; whether it then carries the key with "false" or not at all is not documented.
  put(['kms:bypasspolicylockoutsafetycheck'], { present: 'unknown', values: [['false']] });
  if (route === 'direct') {
    put(OF_ROUTES, ABSENT);
    put(['aws:viaawsservice'], is(['false']));
  }
  if (route === 'direct' || subject.is === 'foreign') put(OF_SERVICES, ABSENT);
  if (subject.is === 'own') {
    put(['aws:principalarn'], is(subject.who === 'root' ? text('arn:', partition, ':iam::', account, ':root') : text('arn:', partition, ':iam::', account, ':', FRESH)));
    if (subject.who === 'root') put(['aws:principaltype'], is(['Account']));
  } else if (subject.is === 'named') {
    const arn = principalArn(subject);
    put(['aws:principalarn'], arn ? is(arn) : SOME);
    if (subject.kind !== 'unknown') put(['aws:principaltype'], subject.kind === 'user' ? is(['User']) : subject.kind === 'role' ? is(['AssumedRole']) : SOME);
  } else put(['aws:principalarn'], is(text('arn:', partition, ':iam::', subject.account, ':', FRESH)));
  return slots;
}

/** The request of one action: what its tables say goes before what the caller decides. */
export function request(slots: Slots, action: Action): Lookup {
  return (key) => {
    const carried = carries(action, key);
    if (carried === 'no') return ABSENT;
    const family = key.startsWith('aws:principaltag/') ? 'aws:principaltag/*' : key;
    return slots.get(key) ?? slots.get(family) ?? (carried === 'yes' ? SOME : UNKNOWN);
  };
}
