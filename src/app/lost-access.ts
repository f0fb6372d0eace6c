/** Calls on imported keys by which the app meant to change a key policy, and what was lost with them: the access that services need. */
import { and } from '../core/answer.js';
import { literal } from '../core/text.js';
import { appOf, logicalIdOf, stackIdOf } from '../core/ids.js';
import type { Call, ImportedKey, Program } from '../types/program.js';
import type { RoleAccess, ServiceAccess } from '../types/required-access.js';
import type { Answer, Text } from '../types/values.js';
import { askedIn, isCalled, vouchedFor } from './external-keys.js';
import { importedKeyId } from './imported-keys.js';

/** A call that was to change the policy of a key that others own. */
export interface PolicyCall {
  readonly call: Call;
  /** Whether it had no effect, and the configuration does not vouch for the real policy. */
  readonly when: Answer;
  /** The access of services that it was to give, as far as it can be told. */
  readonly access: readonly ServiceAccess[];
}

/** Grants to roles by an alias are alias-grant-ignored's; what the recorder saw while the app ran needs no second voice from the source. */
export function policyCalls(program: Program): readonly PolicyCall[] {
  const recorded = new Set(program.calls.filter(({ by }) => by === 'recorder').map(({ constructPath }) => constructPath));
  const calls = program.calls.flatMap((call): readonly Omit<PolicyCall, 'access'>[] => {
    const isOfAlias =
      call.by !== 'warning' && call.imported === 'fromAliasName' && (call.grantee === 'identity' || call.grantee === 'unknown');
    const isSeen = call.by === 'source' && call.constructPath !== undefined && recorded.has(call.constructPath);
    const vouched = isCallVouchedFor(call, program);
    if (call.effective === 'yes' || isOfAlias || isSeen || vouched === 'yes' || isJudgedElsewhere(call, program)) return [];
    return [{ call, when: call.effective === 'no' && vouched === 'no' ? 'yes' : 'unknown' }];
  });
  const lost = lostTo(
    calls.filter(({ when }) => when === 'yes').map(({ call }) => call),
    program,
  );
  return calls.map((one) => ({ ...one, access: lost.get(one.call) ?? [] }));
}

/**
 * Whether the configuration says that a key of others allows what a call on it means to give: a rule is silent where it does, and not sure
 * where that is not known.
 */
export function isCallVouchedFor(call: Call, { externalKeys }: Pick<Program, 'externalKeys'>): Answer {
  const names = [call.key, ...(call.constructPath === undefined ? [] : [call.constructPath])];
  const stacks = stacksOf(call);
  return and(
    ...[call.statement, ...(call.further ?? [])].map((statement) =>
      vouchedFor(externalKeys, { names, ...(stacks.length > 0 ? { stacks } : {}), ...askedIn(statement) }),
    ),
  );
}

/**
 * Whether a call that CDK makes for a service is about a key of another app whose policy is here, and about no other: then
 * service-access-missing knows whether the service may use the key.
 */
function isJudgedElsewhere(call: Call, { requiredAccess, stacks }: Program): boolean {
  if (call.by === 'source' || (call.by === 'recorder' && call.implicit !== true)) return false;
  const services = servicesOf(call);
  const fitting = requiredAccess.services.filter(
    (access) =>
      access.kind === 'service' && services.includes(serviceIn(access)) && isIn(access, call) && reaches(access, call, { stacks }),
  );
  const ofOthers = fitting.filter(({ key }) => key.is === 'own' && appOf(stackIdOf(key.key)) !== appOf(call.stack));
  return ofOthers.length > 0 && fitting.every(({ key }) => key.is !== 'imported');
}

/** Some key: what no IAM policy of a role allows on it, the role may do on no key whose ARN nobody knows. */
const SOME_KEY: Text = [{ of: 'request', name: 'the key behind the alias', scope: '' }];

/** The roles of the app that must use the key of a call, and have no right on any that may be it. */
export function rolesLeftOut({ key: called }: Pick<Call, 'key'>, { requiredAccess }: Program): readonly RoleAccess[] {
  return requiredAccess.roles.filter(({ key, role, enough, sent, certainty }) => {
    if (key.is !== 'imported' || certainty !== 'certain' || !isOneOf([called], key)) return false;
    const held = role.resource === undefined ? undefined : requiredAccess.policiesOf(role.resource);
    return held !== undefined && enough.every((set) => set.some((action) => held.allows(action, SOME_KEY, sent) === 'no'));
  });
}

/** A call that names no key by its ARN, id or alias is for the keys of its stack that its service needs: where it can be for no others. */
function lostTo(calls: readonly Call[], program: Program): ReadonlyMap<Call, readonly ServiceAccess[]> {
  const lost = new Map<Call, readonly ServiceAccess[]>();
  if (calls.length === 0) return lost;
  const needs = program.requiredAccess.services.filter(({ kind, key }) => kind === 'service' && key.is === 'imported');
  const nameless = new Map<string, Call[]>();
  for (const call of calls) {
    const services = servicesOf(call),
      names = [call.key, ...(call.by === 'source' ? (call.otherKeys ?? []) : [])].filter(isName);
    const fitting = needs.filter((access) => services.includes(serviceIn(access)) && isIn(access, call) && reaches(access, call, program));
    if (names.length > 0) {
      lost.set(
        call,
        fitting.filter(({ key }) => key.is === 'imported' && isOneOf(names, key)),
      );
      continue;
    }
    const place = `${stacksOf(call).join(' ')} ${services.join(' ')} ${warningOf(call) ?? ''}`;
    nameless.set(place, [...(nameless.get(place) ?? []), call]);
    lost.set(call, fitting);
  }
  for (const alike of nameless.values()) {
    const keys = [...new Set(alike.flatMap((call) => (lost.get(call) ?? []).flatMap(({ key }) => idOf(key))))];
    // As many calls as keys: one for each. Which is which does not matter to who is told of what.
    for (const [index, call] of alike.entries())
      lost.set(
        call,
        alike.length === keys.length
          ? (lost.get(call) ?? []).filter(({ key }) => idOf(key)[0] === keys[index])
          : keys.length === 1
            ? (lost.get(call) ?? [])
            : [],
      );
  }
  return lost;
}

/** The warning by which CDK tells of a call of its own. */
const warningOf = (call: Call): string | undefined => (call.by === 'source' ? undefined : call.warning);
const idOf = (key: ServiceAccess['key']): readonly string[] => (key.is === 'imported' ? [importedKeyId(key)] : []);
const isName = (key: string): boolean => /^(?:arn:|alias\/|(?:mrk-)?[\da-f]{8,})/.test(key);
const serviceIn = ({ principals }: ServiceAccess): string => literal(principals[0] ?? []) ?? '';

function isOneOf(names: readonly string[], { name }: Pick<ImportedKey, 'name'>): boolean {
  const known = literal(name);
  return known !== undefined && names.some((one) => isCalled(one, known));
}

function servicesOf(call: Call): readonly string[] {
  const { principals = [] } = askedIn(call.statement);
  return [...principals, ...(call.by === 'warning' && call.service !== undefined ? [call.service] : [])];
}

const stacksOf = (call: Call): readonly string[] => (call.by === 'source' ? call.stacks : [call.stack]);
const isIn = ({ source, target }: ServiceAccess, call: Call): boolean => {
  const stacks = stacksOf(call);
  return stacks.length === 0 || [source, target].some((id) => stacks.includes(stackIdOf(id)));
};

/** CDK's warnings tell what they are about: the key of a queue, of a topic, of the bucket behind a distribution, of a function's code. */
const TARGETS: readonly (readonly [warning: RegExp, type: string])[] = [
  [/:sqsKMS/, 'AWS::SQS::Queue'],
  [/:snsKMS/, 'AWS::SNS::Topic'],
  [/aws-cloudfront-origins:/, 'AWS::S3::Bucket'],
  [/EnvVar/, 'AWS::Lambda::Function'],
];
function reaches({ target }: ServiceAccess, call: Call, { stacks }: Pick<Program, 'stacks'>): boolean {
  const [, type] = TARGETS.find(([warning]) => warning.test(warningOf(call) ?? '')) ?? [];
  return type === undefined || stacks.get(stackIdOf(target))?.types[logicalIdOf(target)] === type;
}
