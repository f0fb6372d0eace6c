/** Whether those who must use a key can: the key policy and, for roles, their IAM policies together. */
import { and, or } from '../core/answer.js';
import { logicalIdOf, stackIdOf } from '../core/ids.js';
import { memoOf } from '../core/memo.js';
import { identical, sameText } from '../core/text.js';
import type { Decision, KeyPolicy, Request, Sent } from '../types/policy.js';
import type { Key, RoleOrUser } from '../types/program.js';
import type { RequiredAccess, RoleAccess, RolePolicies, ServiceAccess } from '../types/required-access.js';
import type { Statement } from '../types/statement.js';
import type { Answer, Text } from '../types/values.js';

/** What a use of a key lacks: the actions of the set that comes nearest, and how sure that is. */
export interface Lack {
  readonly answer: Answer;
  readonly missing: readonly string[];
}

/**
 * The least that is missing: no where the use surely fails.
 * @param othersMay whether the rights of somebody else may do for an action
 */
function leastOf(
  enough: readonly (readonly string[])[],
  may: (action: string) => Answer,
  othersMay: (action: string) => boolean = () => false,
): Lack {
  const sets = enough.map((actions) => {
    const answers = actions.map((action) => [action, may(action)] as const),
      answer = and(...answers.map(([action, one]) => (one === 'no' && othersMay(action) ? 'unknown' : one)));
    return { answer, missing: answers.filter(([, one]) => one === 'no').map(([action]) => action) };
  });
  const answer = or(...sets.map((one) => one.answer));
  const [nearest] = sets.filter((one) => one.answer === answer).sort((a, b) => a.missing.length - b.missing.length);
  return { answer, missing: nearest?.missing ?? [] };
}

/** Whether one of the names of a service may do what it must, by the policy of the key in one scenario. */
export function serviceLack({ principals, enough, callerMay, sent, kind }: ServiceAccess, { policy }: Pick<Key, 'policy'>): Lack {
  if (kind === 'impossible') return { answer: 'no', missing: [] };
  const lacks = principals.map((name) =>
    leastOf(
      enough,
      (action) => policy.decide({ principal: callerOf(name, kind, policy), action, route: 'any', sends: sentWith(action, sent) }).answer,
      (action) => callerMay.includes(action) && policy.delegatesToIam(action).answer !== 'no',
    ),
  );
  const answer = or(...lacks.map((one) => one.answer));
  const [nearest] = lacks.filter((one) => one.answer === answer).sort((a, b) => a.missing.length - b.missing.length);
  return nearest ?? { answer: 'unknown', missing: [] };
}

/**
 * What decides about the first action that a service must do and may not: the Deny statements among the reasons are in its way.
 * @returns undefined where it may do all of one set
 */
export function serviceRefusal(
  { principals: [name], enough: [actions = []], sent, kind }: ServiceAccess,
  { policy }: Pick<Key, 'policy'>,
): Decision | undefined {
  if (!name) return undefined;
  return actions
    .map((action) => policy.decide({ principal: callerOf(name, kind, policy), action, route: 'any', sends: sentWith(action, sent) }))
    .find(({ answer }) => answer === 'no');
}

function callerOf(name: Text, kind: ServiceAccess['kind'], policy: KeyPolicy): Parameters<KeyPolicy['decide']>[0]['principal'] {
  return kind === 'service' ? { is: 'service', name } : policy.principal(name, false);
}

/** Requests of DescribeKey carry no encryption context. */
function sentWith(action: string, sent: Sent): Sent {
  if (action !== 'kms:DescribeKey') return sent;
  return new Map([...sent].filter(([key]) => !key.startsWith('kms:encryptioncontext:')));
}

type AskedKey = Pick<Key, 'policy' | 'id' | 'env'>;

/** What decides whether a role may do one action. */
export interface RoleDecision {
  readonly answer: Answer;
  /** What the key policy says to the role, with all that IAM policies may give. */
  readonly keyPolicy: Decision;
  /** What its IAM policies give; a Deny among them counts. */
  readonly iam: Answer;
  /** What its permissions boundary leaves; yes where it has none. */
  readonly boundary: Answer;
  /** The Deny statements of its IAM policies that surely match; looked for when asked. */
  readonly denies: readonly Statement[];
}

/**
 * Whether a role of the app may do what it must on a key of the app in one scenario, and what is missing; undefined where it is no role of
 * the app. Worked out once: the policies of a role are large, and not kept.
 */
export function roleLack(access: RoleAccess, key: AskedKey, { policiesOf }: Pick<RequiredAccess, 'policiesOf'>): Lack | undefined {
  const known = lacksOf(access),
    before = known.find((one) => one.key === key);
  if (before) return before.lack;
  const held = access.role.resource === undefined ? undefined : policiesOf(access.role.resource),
    lack = held && leastOf(access.enough, (action) => mayUse(action, access, key, held));
  known.push({ key, lack });
  return lack;
}

/** Lists, since they are short: a key has few scenarios. */
const lacksOf = memoOf<RoleAccess, { readonly key: AskedKey; readonly lack: Lack | undefined }[]>(() => []);

/**
 * An answer hangs on what is read of the request, and on nothing else of it: a role is asked again only where that differs. It may do the
 * same with most of what it uses a key for.
 */
function mayUse(action: string, { role, sent }: RoleAccess, key: AskedKey, held: RolePolicies): Answer {
  const sends = sentWith(action, sent),
    answered = answersOf(held);
  const known = answered.find(
    (one) =>
      one.action === action &&
      one.key === key &&
      one.role === role.text &&
      one.read.every(([name, said]) => sameSaid(sends.get(name), said)),
  );
  if (known) return known.answer;
  const noted = new NotedReads(sends),
    { answer } = decisionOn(action, role, noted, key, held);
  answered.push({ role: role.text, key, action, read: [...noted.read], answer });
  return answer;
}

type Said = ReturnType<Sent['get']>;
/** role: the text with which it is named. */
interface Answered {
  readonly role: Text;
  readonly key: AskedKey;
  readonly action: string;
  readonly read: readonly (readonly [name: string, said: Said])[];
  readonly answer: Answer;
}
/** As long as the policies of the role are at hand. */
const answersOf = memoOf<RolePolicies, Answered[]>(() => []);

/** What a request carries, with what was read of it. */
class NotedReads extends Map<string, NonNullable<Said>> {
  readonly read = new Map<string, Said>();

  override get(name: string): Said {
    const said = super.get(name);
    this.read.set(name, said);
    return said;
  }
}

function sameSaid(one: Said, other: Said): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  return one.length === other.length && one.every((text, i) => identical(text, other[i] ?? []));
}

export function roleDecision(
  action: string,
  { sent, role }: Pick<RoleAccess, 'sent' | 'role'>,
  key: AskedKey,
  held: RolePolicies,
): RoleDecision {
  return decisionOn(action, role, sentWith(action, sent), key, held);
}

function decisionOn(
  action: string,
  role: RoleAccess['role'],
  sends: Sent,
  { policy, id, env }: AskedKey,
  held: RolePolicies,
): RoleDecision {
  const arn = keyArn({ id }),
    names = { resource: held.role, attribute: role.text, arn: held.arn };
  const ask = (iam: boolean): Decision => policy.decide({ principal: roleCaller(names, policy, iam), action, route: 'any', sends });
  const keyPolicy = ask(true),
    iam = held.allows(action, arn, sends),
    boundary = boundaryLeaves(held, action, arn, sends),
    byIam = and(keyPolicy.answer, iam, boundary);
  // Across accounts it is not enough to be named: an IAM policy must allow it as well.
  const named = (): Answer => and(sameText(held.account, env.account), ask(false).answer);
  const answer = byIam === 'yes' ? byIam : or(byIam, named());
  return {
    // A boundary that nobody can read is a sign that others write policies for the role.
    answer: answer === 'no' && held.bounded ? 'unknown' : answer,
    keyPolicy,
    iam,
    boundary,
    get denies() {
      return held.policies.flatMap(({ policy: own, certain }) => {
        const said = own.allows(action, arn, sends);
        return certain && said.denied === 'yes' ? said.denies : [];
      });
    },
  };
}

/** What the boundary of a role, where it can be read, leaves of an action: it gives nothing, it only takes away. */
function boundaryLeaves({ boundary }: RolePolicies, action: string, arn: Text, sends: Sent): Answer {
  if (!boundary) return 'yes';
  const { answer } = boundary.policy.allows(action, arn, sends);
  return boundary.certain ? answer : and(answer, 'unknown');
}

/** The role under both its names: a key policy may spell its ARN, or take it from the template. */
export function roleCaller({ resource, attribute, arn }: RoleOrUser, policy: KeyPolicy, iam: boolean): Request['principal'] {
  const spelled = arn && policy.principal(arn, iam);
  return spelled?.is === 'named' ? { ...spelled, resource: resource.id } : policy.principal(attribute, iam);
}

/**
 * The ARN of a key of the app, as GetAtt gives it: what IAM policies are asked about.
 * @example program.requiredAccess.policiesOf(role.id)?.allows('kms:Decrypt', keyArn(key), new Map())
 */
export function keyArn({ id }: Pick<Key, 'id'>): Text {
  return [{ of: 'attribute', name: `${logicalIdOf(id)}.Arn`, scope: stackIdOf(id) }];
}
