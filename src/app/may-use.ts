/** Whether those who must use a key can: the key policy and, for roles, their IAM policies together. */
import { and, or } from '../core/answer.js';
import { logicalIdOf, stackIdOf } from '../core/ids.js';
import type { Decision, KeyPolicy, Sent } from '../types/policy.js';
import type { Key } from '../types/program.js';
import type { RoleAccess, RolePolicies, ServiceAccess } from '../types/required-access.js';
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

/** Whether a role of the app may do what it must on a key of the app. */
export function roleLack({ enough, sent, role }: RoleAccess, { policy, id }: Pick<Key, 'policy' | 'id'>, policies: RolePolicies): Lack {
  const arn = keyArn({ id });
  return leastOf(enough, (action) => {
    const sends = sentWith(action, sent),
      ask = (iam: boolean): Answer => policy.decide({ principal: policy.principal(role.text, iam), action, route: 'any', sends }).answer;
    const named = ask(false);
    if (named === 'yes') return 'yes';
    const byIam = and(ask(true), policies.allows(action, arn, sends));
    const answer = or(named, byIam);
    return answer === 'no' && policies.bounded ? 'unknown' : answer;
  });
}

/**
 * The ARN of a key of the app, as GetAtt gives it: what IAM policies are asked about.
 * @example program.requiredAccess.policiesOf(role.id)?.allows('kms:Decrypt', keyArn(key), new Map())
 */
export function keyArn({ id }: Pick<Key, 'id'>): Text {
  return [{ of: 'attribute', name: `${logicalIdOf(id)}.Arn`, scope: stackIdOf(id) }];
}
