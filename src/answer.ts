/** Three-valued logic as Kleene has it: unknown is a third answer, and a known part decides where it can. */
import type { Answer } from './types.js';

export function not(a: Answer): Answer {
  return a === 'yes' ? 'no' : a === 'no' ? 'yes' : 'unknown';
}

export function and(...answers: readonly Answer[]): Answer {
  return answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';
}

export function or(...answers: readonly Answer[]): Answer {
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
}

/** What holds whichever of two cases is the true one: the first where `which` is yes, the second where it is no. */
export function either(which: Answer, first: Answer, second: Answer): Answer {
  return which === 'yes' ? first : which === 'no' ? second : first === second ? first : 'unknown';
}
