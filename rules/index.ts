/** The list of the built-in rules. */
import type { AnyRule } from '../src/rule-kit.js';
import crossStackCycle from './cross-stack-cycle.js';
import importedKeyPolicyIgnored from './imported-key-policy-ignored.js';
import invalidKeyUsage from './invalid-key-usage.js';
import missingRootTrust from './missing-root-trust.js';

export const rules: readonly AnyRule[] = [crossStackCycle, importedKeyPolicyIgnored, invalidKeyUsage, missingRootTrust];
