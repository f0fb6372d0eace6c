/** Whether a role of the app may do an action on a key: key policy, IAM policies, Deny, boundary and account together. */
import { and, not, or } from '../core/answer.js';
import { sameText } from '../core/text.js';
import type { Address } from '../types/files.js';
import type { Decision, Sent } from '../types/policy.js';
import type { Key, Program, RoleOrUser } from '../types/program.js';
import type { HeldPolicy } from '../types/required-access.js';
import type { Answer, ResourceId } from '../types/values.js';
import { keyArn, roleCaller } from './may-use.js';

/** What a role may do, and by what. */
export interface May {
  readonly answer: Answer;
  /** What its IAM policies say, their Deny statements and the boundary among them; unknown where some of them cannot be read. */
  readonly iam: Answer;
  /** What the key policy says to the role, with all that IAM policies may give: its reasons go into relatedTo. */
  readonly keyPolicy: Decision;
  /** Whether the key policy lets it in by its name, so that it needs no IAM policy. */
  readonly named: Answer;
  /** The Allow statements of IAM policies that give the action, or may: none where the key policy alone does it. */
  readonly grants: readonly { readonly at: Address; readonly by: ResourceId | undefined }[];
}

/** Nothing is known of the request. */
const ANY: Sent = new Map();

/**
 * Whether a role of the app may do an action on a key, directly or through a service: by key policy and IAM policies together, those on `*`
 * and those that AWS manages among them, against every Deny, its permissions boundary and the account. Service control policies and grants
 * are not known. unknown also of a user, and where a policy that the role has cannot be read: it may deny.
 * @example const { answer, grants } = mayOn(role, 'kms:ScheduleKeyDeletion', key, program);
 */
export function mayOn(
  role: RoleOrUser,
  action: string,
  key: Key,
  { requiredAccess, stacks }: Pick<Program, 'requiredAccess' | 'stacks'>,
): May {
  const held = requiredAccess.policiesOf(role.resource.id),
    target = keyArn(key);
  const ask = (iam: boolean): Decision => key.policy.decide({ principal: roleCaller(role, key.policy, iam), action, route: 'any' });
  const keyPolicy = ask(true),
    home = stacks.get(role.resource.stack)?.env.account,
    own = home ? sameText(home, key.env.account) : 'unknown',
    named = and(own, ask(false).answer);
  if (!held) return { answer: and(or(named, keyPolicy.answer), 'unknown'), iam: 'unknown', keyPolicy, named, grants: [] };
  const of = ({ policy, certain }: HeldPolicy): { readonly answer: Answer; readonly denied: Answer } => {
    const { answer, denied } = policy.allows(action, target, ANY);
    return { answer: and(answer, certain ? 'yes' : 'unknown'), denied: and(denied, certain ? 'yes' : 'unknown') };
  };
  const bound = held.boundary ? of(held.boundary).answer : held.bounded ? 'unknown' : 'yes';
  // What cannot be read may deny as well.
  const spared = and(bound, not(or(...held.policies.map((one) => of(one).denied), held.complete ? 'no' : 'unknown')));
  const iam = and(held.allows(action, target, ANY), spared);
  const grants = held.policies.flatMap(({ policy, by }) => policy.allows(action, target, ANY).allows.map(({ at }) => ({ at, by })));
  return { answer: or(and(iam, keyPolicy.answer), and(named, spared)), iam, keyPolicy, named, grants };
}
