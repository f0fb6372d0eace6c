/** Edits of a fix as data, in the words of the template, and fixes that the tool works out. */
import { referenceRemedy } from '../remedies/reference-remedy.js';
import { rootTrustRemedy, type Wanted } from '../remedies/root-trust-remedy.js';
import type { Key, Program } from '../types/program.js';
import type { Fix } from '../types/rule.js';
import { fixOf } from '../words/fix.js';
import { keyProperties } from '../words/key-property.js';

export { addStatement, removeProperty, removeStatement, setProperty } from '../remedies/edits.js';

/**
 * The least change of a key's policy after which IAM policies of the account manage the key, grant everything on it, or its deployer can
 * put its policy.
 * @param more lockoutCheck: the key leaves BypassPolicyLockoutSafetyCheck out as well
 * @returns undefined where it is so already, or no single change helps
 * @example rootTrustFix(key, program, 'fullRootTrust')
 */
export function rootTrustFix(key: Key, program: Program, wanted?: Wanted, more?: { readonly lockoutCheck?: boolean }): Fix | undefined {
  return fixOf(rootTrustRemedy(key, program, wanted, more), keyProperties(key, program));
}

/**
 * What makes a key the nearest legal one: in its kind (spec, usage and origin), or only in its rotation.
 * @returns undefined where nothing is to change, or nobody knows to what
 * @example referenceFix(key, program, 'rotation')
 */
export function referenceFix(key: Key, program: Program, what: 'kind' | 'rotation'): Fix | undefined {
  return fixOf(referenceRemedy(key, program, what), keyProperties(key, program));
}
