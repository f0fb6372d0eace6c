/** The list of the built-in rules. */
import { pageOfRule } from '../src/core/home.js';
import type { AnyRule } from '../src/rule-kit.js';
import aliasAccessSelfGranted from './alias-access-self-granted.js';
import aliasDeletedBeforeKey from './alias-deleted-before-key.js';
import aliasGrantIgnored from './alias-grant-ignored.js';
import allowNotPrincipal from './allow-not-principal.js';
import bucketKeyByAlias from './bucket-key-by-alias.js';
import bucketKeyDisabled from './bucket-key-disabled.js';
import crossAccountKeyAccess from './cross-account-key-access.js';
import crossStackCycle from './cross-stack-cycle.js';
import dataOutlivesKey from './data-outlives-key.js';
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
import keyDisabled from './key-disabled.js';
import keyOpenToAccount from './key-open-to-account.js';
import keyPolicyCycle from './key-policy-cycle.js';
import keyPolicyNearLimit from './key-policy-near-limit.js';
import kmsPermissionOnAllKeys from './kms-permission-on-all-keys.js';
import lockoutCheckBypassed from './lockout-check-bypassed.js';
import managedKeyAcrossAccounts from './managed-key-across-accounts.js';
import missingRootTrust from './missing-root-trust.js';
import { inPresets } from './presets.js';
import partialRootTrust from './partial-root-trust.js';
import principalCreatedLater from './principal-created-later.js';
import publicKeyAccess from './public-key-access.js';
import replicaPolicyDrift from './replica-policy-drift.js';
import reservedAliasName from './reserved-alias-name.js';
import rotationDisabled from './rotation-disabled.js';
import serviceAccessMissing from './service-access-missing.js';
import serviceCannotUseKey from './service-cannot-use-key.js';
import sharedKeyDeletedWithStack from './shared-key-deleted-with-stack.js';
import shortDeletionWindow from './short-deletion-window.js';
import staleKeyContext from './stale-key-context.js';
import unmanageableKey from './unmanageable-key.js';
import unresolvedKeyLookup from './unresolved-key-lookup.js';
import unrestrictedGrantCreation from './unrestricted-grant-creation.js';
import unscopedServicePrincipal from './unscoped-service-principal.js';
import unsupportedRotation from './unsupported-rotation.js';
import wrongKeyType from './wrong-key-type.js';

const all: readonly AnyRule[] = [
  aliasAccessSelfGranted,
  aliasDeletedBeforeKey,
  aliasGrantIgnored,
  allowNotPrincipal,
  bucketKeyByAlias,
  bucketKeyDisabled,
  crossAccountKeyAccess,
  crossStackCycle,
  dataOutlivesKey,
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
  keyDisabled,
  keyOpenToAccount,
  keyPolicyCycle,
  keyPolicyNearLimit,
  kmsPermissionOnAllKeys,
  lockoutCheckBypassed,
  managedKeyAcrossAccounts,
  missingRootTrust,
  partialRootTrust,
  principalCreatedLater,
  publicKeyAccess,
  replicaPolicyDrift,
  reservedAliasName,
  rotationDisabled,
  serviceAccessMissing,
  serviceCannotUseKey,
  sharedKeyDeletedWithStack,
  shortDeletionWindow,
  staleKeyContext,
  unmanageableKey,
  unresolvedKeyLookup,
  unrestrictedGrantCreation,
  unscopedServicePrincipal,
  unsupportedRotation,
  wrongKeyType,
];

export const rules: readonly AnyRule[] = all.map(inPresets).map((rule) => {
  const page = pageOfRule(rule.id);
  return page === undefined ? rule : { ...rule, page };
});
