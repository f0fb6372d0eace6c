/** Three-valued logic as Kleene has it: unknown is a third answer, and a known part decides where it can. */
import type { Answer, Certainty } from '../types/values.js';

/**
 * The opposite; unknown stays unknown.
 * @example not('yes') // 'no'
 */
export function not(a: Answer): Answer {
  if (a === 'unknown') return 'unknown';
  return a === 'yes' ? 'no' : 'yes';
}

/**
 * Whether all hold: no wins, then unknown; yes of none.
 * @example and('yes', 'unknown') // 'unknown'
 */
export function and(...answers: readonly Answer[]): Answer {
  let sum: Answer = 'yes';
  for (const answer of answers) {
    if (answer === 'no') return 'no';
    if (answer === 'unknown') sum = 'unknown';
  }
  return sum;
}

/**
 * Whether one holds: yes wins, then unknown; no of none.
 * @example or('no', 'unknown') // 'unknown'
 */
export function or(...answers: readonly Answer[]): Answer {
  let sum: Answer = 'no';
  for (const answer of answers) {
    if (answer === 'yes') return 'yes';
    if (answer === 'unknown') sum = 'unknown';
  }
  return sum;
}

/**
 * A certain thing is so, a possible one may be: of the certainty of a link or a use.
 * @example answerOf(link.certainty)
 */
export const answerOf = (certainty: Certainty): Answer => (certainty === 'certain' ? 'yes' : 'unknown');

/** What holds whichever of two cases is the true one: the first where `which` is yes, the second where it is no. */
export function either(which: Answer, first: Answer, second: Answer): Answer {
  if (which === 'yes') return first;
  if (which === 'no') return second;
  return first === second ? first : 'unknown';
}
