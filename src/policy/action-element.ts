/** The Action and NotAction elements: for each action of KMS, whether a statement means it. */
import { memo } from '../core/memo.js';
import { literal } from '../core/text.js';
import { items, textOf } from '../core/value.js';
import { ACTIONS, actionsMatching, type Action } from '../reference/actions.js';
import type { ActionAnswers, ActionElement } from '../types/statement.js';
import type { Answer, Text, Value } from '../types/values.js';
import { not } from '../core/answer.js';
import { like } from './match.js';

/** Itself where all answers are yes, which is quick to ask about. */
export const EVERY_ACTION: ActionAnswers = ACTIONS.map(() => 'yes');
export const PERHAPS_EVERY_ACTION: ActionAnswers = ACTIONS.map(() => 'unknown');

/** Undefined where the statement has neither: then it has no effect. */
export function readActions(positive: Value | undefined, negative: Value | undefined): ActionElement | undefined {
  const value = positive ?? negative;
  if (!value) return undefined;
  const listed = listedIn(value);
  return positive ? { answers: listed, negated: false, value } : { answers: listed.map(not), negated: true, value };
}

function listedIn(value: Value): ActionAnswers {
  const texts = items(value).map(textOf),
    known = texts.map((text) => text && literal(text));
  return known.includes(undefined) ? answersOf(texts) : answersOfKnown(JSON.stringify(known));
}

/** The same few lists stand in the policies of all roles. */
const answersOfKnown = memo((names: string): ActionAnswers => answersOf((JSON.parse(names) as string[]).map((name) => [name])));

function answersOf(texts: readonly (Text | undefined)[]): ActionAnswers {
  const answers = new Array<Answer>(ACTIONS.length).fill('no');
  for (const text of texts) {
    const known = text && literal(text);
    if (known === undefined) markPossible(text, answers);
    else for (const { index } of actionsMatching(known)) answers[index] = 'yes';
  }
  return answers.every((answer) => answer === 'yes') ? EVERY_ACTION : answers;
}

/** @param text undefined: it may be any action. */
function markPossible(text: Text | undefined, answers: Answer[]): void {
  const pattern = text?.map((part) => (typeof part === 'string' ? part.toLowerCase() : part));
  for (const { id, index } of ACTIONS) {
    if (answers[index] !== 'no') continue;
    if (!pattern || like(pattern, [id.toLowerCase()], true) !== 'no') answers[index] = 'unknown';
  }
}

export function actionAnswer({ actions }: { readonly actions: ActionElement | undefined }, action: Action): Answer {
  return actions?.answers[action.index] ?? 'no';
}
