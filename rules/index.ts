/** The list of the built-in rules. */
import type { AnyRule } from '../src/rule-kit.js';
import aliasGrantIgnored from './alias-grant-ignored.js';
import crossAccountKeyAccess from './cross-account-key-access.js';
import crossStackCycle from './cross-stack-cycle.js';
import denyBlocksServices from './deny-blocks-services.js';
import deployerLockedOut from './deployer-locked-out.js';
import duplicateAlias from './duplicate-alias.js';
import grantWithoutRootTrust from './grant-without-root-trust.js';
import implicitKeyUsage from './implicit-key-usage.js';
import importedKeyAccessUnverified from './imported-key-access-unverified.js';
import importedKeyPolicyIgnored from './imported-key-policy-ignored.js';
import ineffectiveRotationPeriod from './ineffective-rotation-period.js';
import ineffectiveStatement from './ineffective-statement.js';
import invalidKeyPolicy from './invalid-key-policy.js';
import invalidKeyReference from './invalid-key-reference.js';
import invalidKeyUsage from './invalid-key-usage.js';
import invalidReplica from './invalid-replica.js';
import keyAccessMissing from './key-access-missing.js';
import keyPolicyCycle from './key-policy-cycle.js';
import lockoutCheckBypassed from './lockout-check-bypassed.js';
import managedKeyAcrossAccounts from './managed-key-across-accounts.js';
import missingRootTrust from './missing-root-trust.js';
import partialRootTrust from './partial-root-trust.js';
import principalCreatedLater from './principal-created-later.js';
import reservedAliasName from './reserved-alias-name.js';
import rotationDisabled from './rotation-disabled.js';
import serviceAccessMissing from './service-access-missing.js';
import serviceCannotUseKey from './service-cannot-use-key.js';
import staleKeyContext from './stale-key-context.js';
import unmanageableKey from './unmanageable-key.js';
import unresolvedKeyLookup from './unresolved-key-lookup.js';
import unsupportedRotation from './unsupported-rotation.js';
import wrongKeyType from './wrong-key-type.js';

export const rules: readonly AnyRule[] = [
  aliasGrantIgnored,
  crossAccountKeyAccess,
  crossStackCycle,
  denyBlocksServices,
  deployerLockedOut,
  duplicateAlias,
  grantWithoutRootTrust,
  implicitKeyUsage,
  importedKeyAccessUnverified,
  importedKeyPolicyIgnored,
  ineffectiveRotationPeriod,
  ineffectiveStatement,
  invalidKeyPolicy,
  invalidKeyReference,
  invalidKeyUsage,
  invalidReplica,
  keyAccessMissing,
  keyPolicyCycle,
  lockoutCheckBypassed,
  managedKeyAcrossAccounts,
  missingRootTrust,
  partialRootTrust,
  principalCreatedLater,
  reservedAliasName,
  rotationDisabled,
  serviceAccessMissing,
  serviceCannotUseKey,
  staleKeyContext,
  unmanageableKey,
  unresolvedKeyLookup,
  unsupportedRotation,
  wrongKeyType,
];
