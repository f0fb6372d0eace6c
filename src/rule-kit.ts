/** All that a rule may import: the vocabulary, reading of values and texts, and what the tool knows of keys and policies. */
import { askedIn, vouchedFor, type Asked } from './keys/external.js';
import { grantsBeside } from './keys/grants.js';
import { scopeOf } from './keys/scope.js';
import { deployerOn } from './keys/trust-fix.js';
import { allowsPrincipal, delegates } from './policy/access.js';
import { deadStatements, type Dead } from './policy/dead.js';
import { undelegated, type Undelegated } from './policy/undelegated.js';
import { refusals, type Refusal } from './policy/validity.js';
import type { Answer, Call, Holder, IamGrant, Key, Program, Text, Verdict, Verdicts } from './types.js';

export { addStatement, editAt, meanThisKey, removeProperty, removeStatement, setProperty } from './keys/edits.js';
export { denying, rootTrustFix, withLockoutCheck } from './keys/trust-fix.js';
export { isWrittenByHand, letIamDecide, perhapsOwn, rootStatementIn, spareThem } from './keys/trust-words.js';
export { defineRule } from './engine/define-rule.js';
export { logicalIdOf, stackIdOf } from './cfn/ids.js';
export { nameOf } from './engine/names.js';
export { listOf } from './engine/words.js';
export { booleanFact, inside, items, member, numberFact, stringFact, stringOf, textOf } from './cfn/value.js';
export { sameEnv } from './cfn/env.js';
export { arnOf, literal, onlySymbol, printText, sameText, text, textKey } from './cfn/text.js';
export { PLACEHOLDER_KEY_ID } from './keys/lookups.js';
export { ownedAs } from './keys/imports.js';
export { statementSnippets } from './policy/snippets.js';
export { nameOf as nameOfStatement, whomOf } from './policy/statement.js';
export { howOf } from './graph/words.js';
export { fixOf } from './graph/cut-fix.js';
export { remedyFor } from './graph/remedies.js';
export { dependencies, type Dependencies } from './graph/topology.js';
export { linksTo, worldsOfKey } from './keys/index-of.js';
export { referenceFix } from './keys/reference-fix.js';
export { intentOf, needOf, plainKey, referenceOf } from './keys/reference.js';
export { together } from './keys/together.js';
export { keyNamed } from './keys/uses.js';
export { inWorlds } from './keys/worlds.js';
export { LIMITS } from './reference/cloudformation.js';
export { suits, type KeyNeed } from './reference/consumers.js';
export { isAccepted, judgeKey, rotates, usageFilledIn, type Difference, type PlainKey } from './reference/key-usage.js';
export { usagesOf } from './reference/keyspecs.js';
export { keyModelTable, serviceKeysTable } from './reference/page.js';
export { answered, quote } from './reference/refusals.js';
export { referenceFor, usageStated } from './reference/reference-for.js';
export { keyActionsOf } from './policy/access.js';
export type {
  Address,
  Answer,
  AnyRule,
  Call,
  Edit,
  Example,
  ExampleStack,
  Fact,
  Fix,
  Holder,
  IamGrant,
  Json,
  JsonObject,
  Key,
  KeyLookup,
  KeyUse,
  Level,
  Link,
  Place,
  Program,
  Report,
  Resource,
  Ring,
  Rule,
  StackFacts,
  TemplateRing,
  Text,
  Value,
  Verdict,
  Verdicts,
} from './types.js';

/** The six verdicts on a key's policy: who may manage, use and delegate it. */
export function verdictsOf({ verdicts }: Key): Verdicts {
  return verdicts;
}

/** What the IAM policies of the app give on a key, as far as they can be there together with it. */
export function iamGrants(key: Key, program: Program): readonly IamGrant[] {
  return grantsBeside(key, program);
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
export function letsIamGrant(key: Key, program: Program, action: string, to?: Holder): Answer {
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
export function undelegatedOn(key: Key, program: Program): Undelegated {
  return undelegated(key.policy, scopeOf(key, program), key);
}

/** The statements of the key policy that can never have an effect. */
export function deadIn(key: Key, program: Program): readonly Dead[] {
  return deadStatements(key.policy, scopeOf(key, program), key);
}

/** What KMS refuses in the key policy, and what is odd in it. */
export function refusalsOf(key: Key, program: Program): readonly Refusal[] {
  return refusals(key.policy, scopeOf(key, program));
}

/** Three-valued logic (Kleene): no wins in and, yes wins in or, unknown stays unknown. */
export { and, not, or } from './answer.js';
