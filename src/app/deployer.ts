/** The role with which CloudFormation deploys the stack of a key, as the manifest names it. */
import type { Decision, KeyPolicy } from '../types/policy.js';
import type { Key, Program } from '../types/program.js';
import type { Text } from '../types/values.js';

/**
 * Whether the role may do an action, whatever its own IAM policies give; undefined where no manifest names one. It is there before the
 * stack, so that it is no role of it.
 */
export function deployerOn(
  policy: KeyPolicy,
  { stack }: Pick<Key, 'stack'>,
  { stacks }: Pick<Program, 'stacks'>,
  action: string,
): { readonly role: Text; readonly decision: Decision } | undefined {
  const role = stacks.get(stack)?.executionRole;
  if (!role) return undefined;
  const named = policy.principal(role, true);
  const principal = named.is === 'named' ? { ...named, before: stack } : named;
  return { role, decision: policy.decide({ principal, action, route: 'cloudformation' }) };
}
