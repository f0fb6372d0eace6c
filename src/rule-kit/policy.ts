/**
 * What a key policy answers is asked of `key.policy` (manageable, decide, delegatesToIam, refusals, ineffective, …); these are the
 * questions that need more than the policy.
 */
import { deployerOn } from '../app/deployer.js';
import { roleLack, serviceLack, type Lack } from '../app/may-use.js';
import type { Decision, Reason } from '../types/policy.js';
import type { Key, Program } from '../types/program.js';
import type { Address } from '../types/files.js';
import type { RoleAccess, ServiceAccess } from '../types/required-access.js';
import type { Text } from '../types/values.js';
import { reasonInMessage } from '../words/reasons.js';

export { mayOn } from '../app/may-on.js';
export { groupOf, keyActionsOf } from '../reference/actions.js';
export { denying } from '../remedies/root-trust-remedy.js';

/**
 * Whether the role with which CloudFormation deploys the key may do the action, as far as the key policy goes; undefined where no manifest
 * names one.
 * @example letsDeployer(key, program, 'kms:PutKeyPolicy')?.decision.answer
 */
export function letsDeployer(key: Key, program: Program, action: string): { readonly role: Text; readonly decision: Decision } | undefined {
  return deployerOn(key.policy, key, program, action);
}

/**
 * The reasons of an answer in words, each at its place in the template: what `related` of a finding takes.
 * @example yield { …, related: relatedTo(key, key.policy.manageable.reasons) }
 */
export function relatedTo({ policy }: Key, reasons: readonly Reason[]): readonly { readonly at: Address; readonly message: string }[] {
  return reasons.map((reason) => ({ at: policy.place(reason.at), message: reasonInMessage(reason) }));
}

/**
 * Whether a service may use a key as it must, by the key policy in one scenario, and what is missing.
 * @example for (const access of program.requiredAccess.services) serviceMay(access, key).answer
 */
export function serviceMay(access: ServiceAccess, key: Key): Lack {
  return serviceLack(access, key);
}

/**
 * Whether a role may use a key as it must, by its IAM policies and the key policy together; undefined where the role is not one of the app.
 * @example for (const access of program.requiredAccess.roles) roleMay(access, key, program)?.answer
 */
export function roleMay(access: RoleAccess, key: Key, { requiredAccess }: Program): Lack | undefined {
  return roleLack(access, key, requiredAccess);
}
