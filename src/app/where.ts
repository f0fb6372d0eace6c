/** Whether the conditions of a row of the reference tables hold for a resource. */
import { and, or } from '../core/answer.js';
import { literal } from '../core/text.js';
import { textOf } from '../core/value.js';
import type { SourceCondition } from '../reference/delivery-facts.js';
import type { Answer, Value } from '../types/values.js';
import { valuesAt, type Taken } from './paths.js';

/** @param on the properties of the resource that a condition with `on` is about */
export function holdsFor(where: readonly SourceCondition[], root: Value, taken: Taken, on?: Value): Answer {
  return and(...where.map((one) => (one.on === undefined ? answerOf(one, root, taken) : on ? answerOf(one, on, new Map()) : 'unknown')));
}

function answerOf({ property, equals, orAbsent, present, absent, matches }: SourceCondition, root: Value, taken: Taken): Answer {
  const found = valuesAt(root, property, taken).map(({ value }) => value);
  if (absent) return found.length === 0 ? 'yes' : 'no';
  if (found.length === 0) return orAbsent ? 'yes' : 'no';
  if (present) return 'yes';
  const fits = (value: Value): Answer => {
    const text = textOf(value),
      known = text && literal(text);
    // How a text begins, `s3://${Bucket}/…`, is often all that is asked for.
    if (known === undefined && matches?.startsWith('^') && !matches.includes('$') && typeof text?.[0] === 'string')
      return new RegExp(matches).test(text[0]) ? 'yes' : 'unknown';
    if (known === undefined) return value.is === 'map' || value.is === 'list' ? 'no' : 'unknown';
    return (equals ? equals.includes(known) : new RegExp(matches ?? '').test(known)) ? 'yes' : 'no';
  };
  return or(...found.map(fits));
}
