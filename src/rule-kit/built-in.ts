/**
 * What the built-in rules use besides the rule kit: words of one rule, the reference key model, calls on imported keys. Not exported by the
 * package, so it may change.
 */
import { vouchedFor, type Asked } from '../app/external-keys.js';
import { deniesOfService, roleRemedy, serviceRemedy, statementsFor } from '../remedies/access-remedy.js';
import { roleObstacles, type RoleObstacle } from '../remedies/role-obstacle.js';
import { breakRemedy } from '../remedies/break-remedy.js';
import { grantRemedy } from '../remedies/grant-remedy.js';
import { kindFaultOf, legalKind, multiRegion, statedUsage } from '../remedies/kind-remedy.js';
import { keyProperties } from '../words/key-property.js';
import type { IneffectiveStatement } from '../types/policy.js';
import type { Statement } from '../types/statement.js';
import type { Key, Link, Program, RoleOrUser } from '../types/program.js';
import type { RoleAccess, ServiceAccess } from '../types/required-access.js';
import { cdkStatement } from '../words/snippets.js';
import type { Fix } from '../types/rule.js';
import type { Answer } from '../types/values.js';
import { fixOf } from '../words/fix.js';

export type { RoleObstacle } from '../remedies/role-obstacle.js';
export { linksTo, usesOf } from '../app/by-key.js';
export { fateOf } from '../app/deletion.js';
export { keptResource } from '../app/named-resources.js';
export { outlivingData, type OutlivingData } from '../app/outliving-data.js';
export { isBucketOfPipeline, isCdkGrant, isOfPipeline } from '../app/cdk-made.js';
export { allKeysPermissions, type AllKeysPermission } from '../app/all-keys-permissions.js';
export { grantCreators, type GrantCreator } from '../app/grant-creators.js';
export { bucketEncryptions, bucketsIn, foreignWriters, isAliasName, replicationKeys } from '../app/bucket-encryption.js';
export { replicaDrift } from '../app/replica-drift.js';
export { selfGrantedAccess } from '../app/self-granted-access.js';
export { waysOut, type WayOut } from '../app/shared-keys.js';
export { unscopedServices } from '../app/unscoped-services.js';
export { deniedServices, fencesIn, isDeniedByFence, type DeniedService } from '../app/denied-services.js';
export { importedKeyId, isSurelyImported } from '../app/imported-keys.js';
export { sharedData, type SharedData } from '../app/shared-data.js';
export { failingGroups, type FailingGroup } from '../app/failing-access.js';
export { isCallVouchedFor, policyCalls, rolesLeftOut, type PolicyCall } from '../app/lost-access.js';
export { crossAccountLacks, type CrossAccountLack } from '../app/cross-account.js';
export { keyHomeFinder, meantRegionFinder, consumingPropertyOf as propertyOf } from '../app/key-region.js';
export { PLACEHOLDER_KEY_ID } from '../app/key-lookups.js';
export { ownedAs } from '../app/owned-as.js';
export { intentOf, needOf } from '../app/reference-of.js';
export { objectOf } from '../core/json.js';
export { splitText, textKey } from '../core/text.js';
export { dependencies, type Dependencies } from '../cycles/dependencies.js';
export { LIMITS } from '../reference/cloudformation.js';
export { suits, type KeyNeed } from '../reference/consumers.js';
export { openToAccount } from '../policy/open-to-account.js';
export { openStatements } from '../policy/open-statements.js';
export { isAccepted, judgeKey, rotates, usageFilledIn, type Difference } from '../reference/key-usage.js';
export { specsFor, usagesOf } from '../reference/keyspecs.js';
export { keyModelTable, serviceKeysTable } from '../reference/page.js';
export { referenceFor, usageStated } from '../reference/reference-for.js';
export { answered, quote } from '../reference/refusals.js';
export { editAt, meanThisKey, move, retain } from '../remedies/edits.js';
export { mistakeIn, mistakesIn, type Mistake } from '../policy/mistakes.js';
export { actionNamed, isAction, meantActions } from '../reference/actions.js';
export { contextsInstead, contextsOf } from '../reference/services.js';
export { sameDeployment } from '../cfn/env.js';
export type { Test } from '../types/statement.js';
export { consequenceForIt, consequenceOf } from '../words/consequence.js';
export { breakAdvice } from '../words/break-advice.js';
export { importedKeyName } from '../words/imported-key.js';
export { ineffectiveClause } from '../words/ineffective.js';
export { keyProperties, type KeyProperties } from '../words/key-property.js';
export { linkPhrase } from '../words/link.js';
export { meantValues, mistakeSentence, ofPrincipalsInstead, OWN_ACCOUNT } from '../words/mistakes.js';
export { variableOf } from '../words/resource.js';
export { refusalRemedy, refusalSentence, wrongText } from '../words/refusals.js';
export { statementsFor } from '../remedies/access-remedy.js';
export { statementSnippets } from '../words/snippets.js';
export { actionsOf, shortList, whomOf, writtenActions, writtenPrincipals } from '../words/statement.js';
export {
  causeOf,
  isWrittenByHand,
  namesOfStatements,
  orLetIamDecide,
  perhapsOwn,
  removeConditions,
  rootStatementIn,
  spareService,
} from '../words/trust.js';
export { KIND_DIFFERENCES } from '../remedies/kind-remedy.js';
export { conditionalRoots } from '../remedies/root-trust-remedy.js';

/** What breaks edges of a cycle, where key policies alone make them; undefined where one is made by something else. */
export function breakFix(links: readonly Link[], program: Program): Fix | undefined {
  return fixOf(breakRemedy(links, program));
}

/**
 * The fix that lets a service use a key for all of these, and the same in words. code: the statement as CDK code, for the app that makes
 * the key; extends: the statement that only has to allow more actions; denies: those that keep the service out whatever is allowed.
 */
export function serviceFix(
  key: Key,
  accesses: readonly ServiceAccess[],
  name: string,
  program: Program,
): {
  readonly fix: Fix | undefined;
  readonly code: string;
  readonly denies: readonly Statement[];
  readonly extends: { readonly statement: Statement; readonly actions: readonly string[] } | undefined;
} {
  const code = statementsFor(accesses, name)
    .map((statement) => cdkStatement(statement))
    .join(' ');
  const remedy = serviceRemedy(key, accesses, name, program),
    part = remedy?.parts.length === 1 ? remedy.parts[0] : undefined;
  return {
    fix: fixOf(remedy),
    code,
    denies: remedy ? [] : deniesOfService(key, accesses, name, program),
    extends: part?.kind === 'allow-service-more' ? part : undefined,
  };
}

/** The fix that lets a role use a key. */
export function roleFix(key: Key, access: RoleAccess, missing: readonly string[], { requiredAccess }: Program): Fix | undefined {
  const held = access.role.resource === undefined ? undefined : requiredAccess.policiesOf(access.role.resource);
  return held && fixOf(roleRemedy(key, access, missing, held));
}

/** What keeps a role of the app from what it must be able to do on a key, obstacle by obstacle. */
export function obstaclesOf(
  key: Key,
  role: string,
  uses: Parameters<typeof roleObstacles>[0],
  { requiredAccess }: Program,
): readonly RoleObstacle[] {
  const held = requiredAccess.policiesOf(role);
  return held ? roleObstacles(uses, key, held) : [];
}

/** Whether the configuration says that a key of others allows this. */
export function isVouchedFor(asked: Asked, { externalKeys }: Program): Answer {
  return vouchedFor(externalKeys, asked);
}

/** What lets those in to whom IAM policies grant in vain: the key policy names them. */
export function grantFix(key: Key, grants: Parameters<typeof grantRemedy>[1], program: Program): Fix | undefined {
  return fixOf(grantRemedy(key, grants, program));
}

/** What makes a key that AWS refuses the nearest legal kind, where the app shows what it is for. */
export function legalKindFix(key: Key, program: Program): Fix | undefined {
  return fixOf(legalKind(key, program), keyProperties(key, program));
}

/** The usage that the app shows, for a key pair without one. */
export function statedUsageFix(key: Key, program: Program): Fix | undefined {
  return fixOf(statedUsage(key, program), keyProperties(key, program));
}

/** What makes the primary of a replica a multi-Region key. */
export const multiRegionFix = (primary: Key, program: Program): Fix => fixOf(multiRegion(primary), keyProperties(primary, program));

/** The finding on the kind of the key that a statement hangs on: its properties, and its fix. Undefined where the kind is right. */
export function kindFaultFix(
  key: Key,
  program: Program,
  dead: IneffectiveStatement,
): { readonly properties: readonly string[]; readonly fix: Fix | undefined } | undefined {
  const fault = kindFaultOf(key, program, dead);
  return fault && { properties: fault.properties, fix: fixOf(fault.remedy, keyProperties(key, program)) };
}

/**
 * Whether the key policy lets an IAM policy of the account grant the action: to whomever, or to this role or user.
 */
export function letsIamGrant({ policy }: Key, action: string, to?: RoleOrUser): Answer {
  if (!to) return policy.delegatesToIam(action).answer;
  const answers = [to.attribute, ...(to.arn ? [to.arn] : [])].map(
    (arn) => policy.decide({ principal: policy.principal(arn, true), action, route: 'any' }).answer,
  );
  return answers.find((answer) => answer !== 'unknown') ?? 'unknown';
}
