/** All that a rule may import: the vocabulary, reading of values and texts, and what the tool knows of keys and policies. */
export { keyActionsOf } from './reference/actions.js';
import { askedIn, vouchedFor, type Asked } from './app/external-keys.js';
import { iamAllowsBeside } from './app/iam-allows.js';
import { roleMay as roleMayUse, serviceMay as serviceMayUse, type Lack } from './app/may-use.js';
import { roleRemedy, serviceRemedy, serviceStatements } from './remedies/access-remedy.js';
import { breakRemedy } from './remedies/break-remedy.js';
import { referenceRemedy } from './remedies/reference-remedy.js';
import { rootTrustRemedy, type Wanted } from './remedies/root-trust-remedy.js';
import { deployerOn } from './app/deployer.js';
import type { Answer, Text } from './types/values.js';
import type { Decision, Reason } from './types/policy.js';
import type { Call, IamAllow, Key, Link, Program, RoleOrUser } from './types/program.js';
import { reasonSentence } from './words/reasons.js';
import type { Address, JsonObject } from './types/files.js';
import type { Fix, Rule, Subjects } from './types/rule.js';
import type { RoleAccess, ServiceAccess } from './types/required-access.js';
import { cdkStatement } from './words/snippets.js';
import { fixOf } from './words/fix.js';

export { addStatement, editAt, meanThisKey, removeProperty, removeStatement, setProperty } from './remedies/edits.js';
export { denying } from './remedies/root-trust-remedy.js';
export { isWrittenByHand, letIamDecide, perhapsOwn, rootStatementIn, spareThem } from './words/trust.js';
export { logicalIdOf, stackIdOf } from './core/ids.js';
export { mark as nameOf } from './words/resource.js';
export { enumerated as listOf } from './words/list.js';
export { booleanFact, inside, items, member, numberFact, stringFact, stringOf, textOf } from './core/value.js';
export { sameEnv } from './cfn/env.js';
export { arnOf, literal, onlySymbol, printText, sameText, splitText, text, textKey } from './core/text.js';
export { PLACEHOLDER_KEY_ID } from './app/key-lookups.js';
export { ownedAs } from './app/own-imports.js';
export { statementSnippets } from './words/snippets.js';
export { statementName, whomOf } from './words/statement.js';
export { refusalSentence } from './words/refusals.js';
export { ineffectiveClause, writtenActions } from './words/ineffective.js';
export { linkPhrase as howOf } from './words/link.js';
export { breakAdvice } from './words/break-advice.js';
export { dependencies, type Dependencies } from './cycles/dependencies.js';
export { linksTo, scenariosOfKey as scenariosOfKey } from './app/by-key.js';
export { intentOf, needOf, plainKey, referenceOf } from './app/reference.js';
export { whileBothExist as together } from './app/coexistence.js';
export { keyNamed } from './app/key-names.js';
export { crossAccountLacks, type CrossAccountLack } from './app/cross-account.js';
export { keyHomeFinder, meantRegionFinder, propertyOf } from './app/key-region.js';
export { inScenarios as inScenarios } from './app/scenarios.js';
export { LIMITS } from './reference/cloudformation.js';
export { suits, type KeyNeed } from './reference/consumers.js';
export { isAccepted, judgeKey, rotates, usageFilledIn, type Difference, type PlainKey } from './reference/key-usage.js';
export { usagesOf } from './reference/keyspecs.js';
export { keyModelTable, serviceKeysTable } from './reference/page.js';
export { say } from './words/say.js';
export { answered, quote } from './reference/refusals.js';
export { referenceFor, usageStated } from './reference/reference-for.js';

export type { Address, Json, JsonObject, Place } from './types/files.js';
export type { Answer, Fact, Text, Value } from './types/values.js';
export type { AnyRule, Edit, Example, ExampleStack, Fix, Report, Rule } from './types/rule.js';
export type {
  Call,
  RoleOrUser as Holder,
  IamAllow as IamGrant,
  Key,
  KeyLookup,
  KeyUse,
  Link,
  Program,
  Cycle as Cycle,
  TemplateCycle as TemplateCycle,
} from './types/program.js';
export type { Decision, IneffectiveStatement, KeyPolicy, NotDelegated, Reason, Refusal } from './types/policy.js';
export type { PolicyPlace, PrincipalElement, RequestPrincipal, Statement } from './types/statement.js';
export type { Level } from './types/config.js';
export type { Resource, TemplateFacts as StackFacts } from './types/facts.js';

/** Keeps the types of the subject and of the options while a rule is written down. */
export function defineRule<On extends keyof Subjects, O extends JsonObject = JsonObject>(rule: Rule<On, O>): Rule<On> {
  return rule;
}

/** The least change of a key's policy after which IAM policies of the account manage the key, grant everything on it, or its deployer can put its policy. */
export function rootTrustFix(key: Key, program: Program, wanted?: Wanted, more?: { readonly lockoutCheck?: boolean }): Fix | undefined {
  return fixOf(rootTrustRemedy(key, program, wanted, more));
}

/** What makes a key the nearest legal one: in its kind (spec, usage and origin), or only in its rotation. */
export function referenceFix(key: Key, program: Program, what: 'kind' | 'rotation'): Fix | undefined {
  return fixOf(referenceRemedy(key, program, what));
}

/** What breaks edges of a cycle, where key policies alone make them; undefined where one is made by something else. */
export function breakFix(links: readonly Link[], program: Program): Fix | undefined {
  return fixOf(breakRemedy(links, program));
}

/** What the IAM policies of the app give on a key, as far as they can be there together with it. */
export function iamGrants(key: Key, program: Program): readonly IamAllow[] {
  return iamAllowsBeside(key, program);
}

/** Whether the configuration says that a key of others allows this: a rule is silent where it does, and not sure where that is not known. */
export function isVouchedFor(asked: Asked, { externalKeys }: Program): Answer {
  return vouchedFor(externalKeys, asked);
}

/** The same for what a call on an imported key means to give. */
export function isCallVouchedFor({ key, constructPath, statement }: Call, program: Program): Answer {
  return isVouchedFor({ names: [key, ...(constructPath === undefined ? [] : [constructPath])], ...askedIn(statement) }, program);
}

/** Whether the key policy lets an IAM policy of the account grant the action: to whomever, or to this role or user. */
export function letsIamGrant({ policy }: Key, action: string, to?: RoleOrUser): Answer {
  if (!to) return policy.delegatesToIam(action).answer;
  const answers = [to.attribute, ...(to.arn ? [to.arn] : [])].map(
    (arn) => policy.decide({ principal: policy.principal(arn, true), action, route: 'any' }).answer,
  );
  return answers.find((answer) => answer !== 'unknown') ?? 'unknown';
}

/** Whether the role with which CloudFormation deploys the key may do the action, as far as the key policy goes; undefined where no manifest names one. */
export function letsDeployer(key: Key, program: Program, action: string): { readonly role: Text; readonly decision: Decision } | undefined {
  return deployerOn(key.policy, key, program, action);
}

/** The reasons of an answer in words, each at its place in the template: what `related` of a finding takes. */
export function relatedTo({ policy }: Key, reasons: readonly Reason[]): readonly { readonly at: Address; readonly message: string }[] {
  return reasons.map((reason) => ({ at: policy.place(reason.at), message: reasonSentence(reason) }));
}

/** Three-valued logic (Kleene): no wins in and, yes wins in or, unknown stays unknown. */
export { and, answerOf, not, or } from './core/answer.js';

export type { RoleAccess, ServiceAccess } from './types/required-access.js';
export type { KeyName, ImportedKey } from './types/program.js';
export type { Lack } from './app/may-use.js';

/** Whether a service may use a key as it must, by the key policy in one scenario, and what is missing. */
export function serviceMay(access: ServiceAccess, key: Key): Lack {
  return serviceMayUse(access, key);
}

/** Whether a role may use a key as it must, by its IAM policies and the key policy together; undefined where the role is not one of the app. */
export function roleMay(access: RoleAccess, key: Key, { requiredAccess }: Program): Lack | undefined {
  const held = access.role.resource === undefined ? undefined : requiredAccess.policiesOf(access.role.resource);
  return held && roleMayUse(access, key, held);
}

/** The fix that lets a service use a key, and the same in words: as CDK code, for the app that makes the key. */
export function serviceFix(
  key: Key,
  access: ServiceAccess,
  name: string,
  program: Program,
): { readonly fix: Fix | undefined; readonly code: string } {
  const code = serviceStatements({ ...access, principals: [name] })
    .map((statement) => cdkStatement(statement))
    .join(' ');
  return { fix: fixOf(serviceRemedy(key, access, name, program)), code };
}

/** The fix that lets a role use a key. */
export function roleFix(key: Key, access: RoleAccess, missing: readonly string[], { requiredAccess }: Program): Fix | undefined {
  const held = access.role.resource === undefined ? undefined : requiredAccess.policiesOf(access.role.resource);
  return held && fixOf(roleRemedy(key, access, missing, held));
}
