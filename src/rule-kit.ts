/** All that a rule may import: the vocabulary, reading of values and texts, and what the tool knows of keys and policies. */
export { keyActionsOf } from './reference/actions.js';
import { askedIn, vouchedFor, type Asked } from './app/external-keys.js';
import { iamAllowsBeside } from './app/iam-allows.js';
import { scopeOf } from './app/policy-scope.js';
import { deployerOn } from './remedies/trust-fix.js';
import { allowsPrincipal, delegates } from './policy/access.js';
import { ineffectiveStatements, type IneffectiveStatement } from './policy/dead.js';
import { notDelegated, type NotDelegated } from './policy/undelegated.js';
import { refusals, type PolicyRefusal } from './policy/validity.js';
import type { Answer, Text } from './types/values.js';
import type { Call, IamAllow, Key, Program, RoleOrUser, Verdict, Verdicts } from './types/program.js';
import type { JsonObject } from './types/files.js';
import type { Rule, Subjects } from './types/rule.js';

export { addStatement, editAt, meanThisKey, removeProperty, removeStatement, setProperty } from './remedies/edits.js';
export { denying, rootTrustFix, withLockoutCheck } from './remedies/trust-fix.js';
export { isWrittenByHand, letIamDecide, perhapsOwn, rootStatementIn, spareThem } from './words/trust.js';
export { logicalIdOf, stackIdOf } from './core/ids.js';
export { mark as nameOf } from './words/resource.js';
export { enumerated as listOf } from './words/list.js';
export { booleanFact, inside, items, member, numberFact, stringFact, stringOf, textOf } from './core/value.js';
export { sameEnv } from './cfn/env.js';
export { arnOf, literal, onlySymbol, printText, sameText, text, textKey } from './core/text.js';
export { PLACEHOLDER_KEY_ID } from './app/key-lookups.js';
export { ownedAs } from './app/own-imports.js';
export { statementSnippets } from './words/snippets.js';
export { nameOf as nameOfStatement, whomOf } from './policy/statement.js';
export { linkPhrase as howOf } from './words/link.js';
export { breakFix as fixOf } from './remedies/break-fix.js';
export { breakRemedy as remedyFor } from './words/break.js';
export { dependencies, type Dependencies } from './cycles/dependencies.js';
export { linksTo, scenariosOfKey as scenariosOfKey } from './app/by-key.js';
export { referenceFix } from './remedies/reference-fix.js';
export { intentOf, needOf, plainKey, referenceOf } from './app/reference.js';
export { whileBothExist as together } from './app/coexistence.js';
export { keyNamed } from './app/key-names.js';
export { inScenarios as inScenarios } from './app/scenarios.js';
export { LIMITS } from './reference/cloudformation.js';
export { suits, type KeyNeed } from './reference/consumers.js';
export { isAccepted, judgeKey, rotates, usageFilledIn, type Difference, type PlainKey } from './reference/key-usage.js';
export { usagesOf } from './reference/keyspecs.js';
export { keyModelTable, serviceKeysTable } from './reference/page.js';
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
  Verdict,
  Verdicts,
} from './types/program.js';
export type { Level } from './types/config.js';
export type { Resource, TemplateFacts as StackFacts } from './types/facts.js';

/** Keeps the types of the subject and of the options while a rule is written down. */
export function defineRule<On extends keyof Subjects, O extends JsonObject = JsonObject>(rule: Rule<On, O>): Rule<On> {
  return rule;
}

/** The six verdicts on a key's policy: who may manage, use and delegate it. */
export function verdictsOf({ verdicts }: Key): Verdicts {
  return verdicts;
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
export function letsIamGrant(key: Key, program: Program, action: string, to?: RoleOrUser): Answer {
  const scope = scopeOf(key, program);
  if (!to) return delegates(key.policy, scope, action).answer;
  const answers = [to.attribute, ...(to.arn ? [to.arn] : [])].map(
    (principal) => allowsPrincipal(key.policy, scope, principal, action, 'allow').answer,
  );
  return answers.find((answer) => answer !== 'unknown') ?? 'unknown';
}

/** Whether the role with which CloudFormation deploys the key may do the action, as far as the key policy goes; undefined where no manifest names one. */
export function letsDeployer(key: Key, program: Program, action: string): { readonly role: Text; readonly verdict: Verdict } | undefined {
  return deployerOn(key.policy, key, program, action);
}

/** The actions on the key that its policy does not let IAM policies of the account grant. */
export function notDelegatedOn(key: Key, program: Program): NotDelegated {
  return notDelegated(key.policy, scopeOf(key, program), key);
}

/** The statements of the key policy that can never have an effect. */
export function ineffectiveIn(key: Key, program: Program): readonly IneffectiveStatement[] {
  return ineffectiveStatements(key.policy, scopeOf(key, program), key);
}

/** What KMS refuses in the key policy, and what is odd in it. */
export function refusalsOf(key: Key, program: Program): readonly PolicyRefusal[] {
  return refusals(key.policy, scopeOf(key, program));
}

/** Three-valued logic (Kleene): no wins in and, yes wins in or, unknown stays unknown. */
export { and, not, or } from './core/answer.js';
