/**
 * What the built-in rules use besides the rule kit: words of one rule, the reference key model, calls on imported keys. Not exported by the
 * package, so it may change.
 */
import { askedIn, vouchedFor } from '../app/external-keys.js';
import { breakRemedy } from '../remedies/break-remedy.js';
import type { Call, Link, Program } from '../types/program.js';
import type { Fix } from '../types/rule.js';
import type { Answer } from '../types/values.js';
import { fixOf } from '../words/fix.js';

export { linksTo } from '../app/by-key.js';
export { PLACEHOLDER_KEY_ID } from '../app/key-lookups.js';
export { ownedAs } from '../app/owned-as.js';
export { intentOf, needOf } from '../app/reference-of.js';
export { textKey } from '../core/text.js';
export { dependencies, type Dependencies } from '../cycles/dependencies.js';
export { LIMITS } from '../reference/cloudformation.js';
export { suits, type KeyNeed } from '../reference/consumers.js';
export { isAccepted, judgeKey, rotates, usageFilledIn, type Difference } from '../reference/key-usage.js';
export { usagesOf } from '../reference/keyspecs.js';
export { keyModelTable, serviceKeysTable } from '../reference/page.js';
export { referenceFor, usageStated } from '../reference/reference-for.js';
export { answered, quote } from '../reference/refusals.js';
export { meanThisKey } from '../remedies/edits.js';
export { breakAdvice } from '../words/break-advice.js';
export { ineffectiveClause, writtenActions } from '../words/ineffective.js';
export { linkPhrase } from '../words/link.js';
export { refusalSentence } from '../words/refusals.js';
export { statementSnippets } from '../words/snippets.js';
export { whomOf } from '../words/statement.js';
export { isWrittenByHand, perhapsOwn, rootStatementIn } from '../words/trust.js';

/** What breaks edges of a cycle, where key policies alone make them; undefined where one is made by something else. */
export function breakFix(links: readonly Link[], program: Program): Fix | undefined {
  return fixOf(breakRemedy(links, program));
}

/**
 * Whether the configuration says that a key of others allows what a call on it means to give: a rule is silent where it does, and not sure
 * where that is not known.
 */
export function isCallVouchedFor({ key, constructPath, statement }: Call, { externalKeys }: Program): Answer {
  return vouchedFor(externalKeys, { names: [key, ...(constructPath === undefined ? [] : [constructPath])], ...askedIn(statement) });
}
