/**
 * Values that CloudFormation computes, folded as far as they are known; texts of which some pieces only the deployment knows; answers of
 * yes, no and unknown.
 */
export { and, answerOf, not, or } from '../core/answer.js';
export { arnOf, literal, printText, sameText, text } from '../core/text.js';
export { booleanFact, inside, items, member, numberFact, stringOf, textOf } from '../core/value.js';
