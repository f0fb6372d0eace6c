/**
 * The requests that principals of other accounts can make: they choose much of what a request carries, so a guard holds only if no choice
 * passes it.
 */
import type { Action } from '../reference/actions.js';
import type { Statement } from '../types/statement.js';
import type { Answer } from '../types/values.js';
import { areConsistent, choicesOf, type Choice, type Foreigner } from './choices.js';
import { holds } from './conditions.js';
import type { Lookup, Slot } from './lookup.js';
import { ofSubject, request } from './context.js';
import { actionAnswer } from './action-element.js';
import { concerning, decide, representatives, type Concern, type Outcome, type Prepared } from './evaluate.js';
import type { PolicyScope } from './scope.js';

const MOST_REQUESTS = 512;

/** A way in which a foreign principal asks, and what comes of it. */
export interface Attempt {
  readonly action: Action;
  readonly bound: boolean;
  readonly answer: Answer;
  readonly outcome: Outcome;
}

/**
 * What a foreign principal can do at most: for each action the attempts that do not fail. One Allow statement is enough for a success, so
 * each is tried by itself
 * with the Deny statements. A first certain and unbound success ends the search. cut: there were too many requests to try, so a failure is
 * not certain.
 */
export function attempts(
  prepared: Prepared,
  subject: Foreigner,
  actions: readonly Action[],
): { readonly found: readonly Attempt[]; readonly cut: boolean } {
  const concerns = concerning(prepared, subject),
    denies = concerns.filter(({ effect }) => effect === 'Deny'),
    found: Attempt[] = [];
  let cut = false;
  for (const allow of concerns) {
    if (allow.effect !== 'Allow') continue;
    const tried = tryOne([allow, ...denies], allow.statement, subject, actions, prepared.scope);
    found.push(...tried.found);
    cut ||= tried.cut;
    if (tried.found.some(({ answer, bound }) => answer === 'yes' && !bound)) break;
  }
  return { found, cut };
}

function tryOne(
  concerns: readonly Concern[],
  allow: Statement,
  subject: Foreigner,
  actions: readonly Action[],
  scope: PolicyScope,
): ReturnType<typeof attempts> {
  const base = ofSubject(subject, scope, 'any'),
    found: Attempt[] = [];
  let cut = false;
  for (const action of representatives(concerns, actions)) {
    if (actionAnswer(allow, action) === 'no') continue;
    const plain = request(base, action);
    const tests = concerns.flatMap(({ statement }) =>
      actionAnswer(statement, action) === 'no' ? [] : statement.conditions.filter((test) => plain(test.key).present !== 'no'),
    );
    const open = [...new Set(tests.map((test) => test.key))].flatMap((key) => {
      const choices = choicesOf(
        key,
        tests.filter((test) => test.key === key),
        subject,
        scope,
        plain,
      );
      return choices ? [{ key, choices: choices.filter(({ slot }) => passes(allow, key, slot, plain)) }] : [];
    });
    if (open.reduce((product, { choices }) => product * choices.length, 1) > MOST_REQUESTS) cut = true;
    let tried = 0;
    for (const chosen of combinations(open)) {
      if (tried++ >= MOST_REQUESTS) break;
      if (!areConsistent(chosen.slots)) continue;
      const made = decide(
        concerns,
        action,
        request((key) => chosen.slots.get(key) ?? base(key), action),
      );
      const outcome = chosen.sure || made.answer !== 'yes' ? made : doubtful(made),
        { answer } = outcome;
      if (answer !== 'no') found.push({ action, bound: chosen.bound, answer, outcome });
      if (answer === 'yes' && !chosen.bound) return { found, cut };
    }
  }
  return { found, cut };
}

/** The outcome of a request of which nobody knows whether it can be made. */
const doubtful = (made: Outcome): Outcome => ({
  ...made,
  answer: 'unknown',
  allows: made.allows.map((hit) => ({ ...hit, answer: 'unknown', unsure: 'condition' })),
});

/** Whether the Allow statement's own tests of a key leave room for a choice: most choices end here. */
function passes(allow: Statement, key: string, slot: Slot, plain: Lookup): boolean {
  return allow.conditions.every((test) => test.key !== key || holds(test, (name) => (name === key ? slot : plain(name))) !== 'no');
}

interface Chosen {
  readonly slots: ReadonlyMap<string, Slot>;
  readonly bound: boolean;
  readonly sure: boolean;
}
function* combinations(
  open: readonly { readonly key: string; readonly choices: readonly Choice[] }[],
  at = 0,
  chosen: Chosen = { slots: new Map(), bound: false, sure: true },
): Generator<Chosen> {
  const next = open[at];
  if (!next) {
    yield chosen;
    return;
  }
  for (const { slot, bound, sure } of next.choices)
    yield* combinations(open, at + 1, {
      slots: new Map(chosen.slots).set(next.key, slot),
      bound: chosen.bound || bound,
      sure: chosen.sure && sure,
    });
}

/** The best of the attempts: of all, or of those that anybody could make. */
export function best(
  result: ReturnType<typeof attempts>,
  unboundOnly: boolean,
): { readonly answer: Answer; readonly attempt: Attempt | undefined } {
  let answer: Answer = result.cut ? 'unknown' : 'no',
    attempt: Attempt | undefined;
  for (const one of result.found) {
    if (answer === 'yes' || (unboundOnly && one.bound)) continue;
    if (one.answer === 'yes' || attempt === undefined) attempt = one;
    answer = one.answer;
  }
  return { answer, attempt };
}
