/** The list of the built-in rules. */
import type { AnyRule } from '../src/rule-kit.js';
import aliasGrantIgnored from './alias-grant-ignored.js';
import crossStackCycle from './cross-stack-cycle.js';
import grantWithoutRootTrust from './grant-without-root-trust.js';
import importedKeyPolicyIgnored from './imported-key-policy-ignored.js';
import ineffectiveStatement from './ineffective-statement.js';
import invalidKeyPolicy from './invalid-key-policy.js';
import invalidKeyUsage from './invalid-key-usage.js';
import keyPolicyCycle from './key-policy-cycle.js';
import lockoutCheckBypassed from './lockout-check-bypassed.js';
import missingRootTrust from './missing-root-trust.js';
import principalCreatedLater from './principal-created-later.js';
import staleKeyContext from './stale-key-context.js';
import unmanageableKey from './unmanageable-key.js';
import unresolvedKeyLookup from './unresolved-key-lookup.js';

export const rules: readonly AnyRule[] = [
  aliasGrantIgnored,
  crossStackCycle,
  grantWithoutRootTrust,
  importedKeyPolicyIgnored,
  ineffectiveStatement,
  invalidKeyPolicy,
  invalidKeyUsage,
  keyPolicyCycle,
  lockoutCheckBypassed,
  missingRootTrust,
  principalCreatedLater,
  staleKeyContext,
  unmanageableKey,
  unresolvedKeyLookup,
];
