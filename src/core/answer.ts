/** Three-valued logic as Kleene has it: unknown is a third answer, and a known part decides where it can. */
import type { Answer, Certainty } from '../types/values.js';

export function not(a: Answer): Answer {
  if (a === 'unknown') return 'unknown';
  return a === 'yes' ? 'no' : 'yes';
}

export function and(...answers: readonly Answer[]): Answer {
  let sum: Answer = 'yes';
  for (const answer of answers) {
    if (answer === 'no') return 'no';
    if (answer === 'unknown') sum = 'unknown';
  }
  return sum;
}

export function or(...answers: readonly Answer[]): Answer {
  let sum: Answer = 'no';
  for (const answer of answers) {
    if (answer === 'yes') return 'yes';
    if (answer === 'unknown') sum = 'unknown';
  }
  return sum;
}

/** A certain thing is so, a possible one may be. */
export const answerOf = (certainty: Certainty): Answer => (certainty === 'certain' ? 'yes' : 'unknown');

/** The certainty of what is not ruled out. */
export const certaintyOf = (answer: Exclude<Answer, 'no'>): Certainty => (answer === 'yes' ? 'certain' : 'possible');

/** What holds whichever of two cases is the true one: the first where `which` is yes, the second where it is no. */
export function either(which: Answer, first: Answer, second: Answer): Answer {
  if (which === 'yes') return first;
  if (which === 'no') return second;
  return first === second ? first : 'unknown';
}
