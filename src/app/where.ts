/** Whether the conditions of a row of the reference tables hold for a resource. */
import { and, or } from '../core/answer.js';
import { literal } from '../core/text.js';
import { member, textOf } from '../core/value.js';
import type { SourceCondition } from '../reference/delivery-facts.js';
import type { Answer, Text, Value } from '../types/values.js';
import { valuesAt, type PathValue, type Taken } from './paths.js';

/** @param others the properties of the resources that conditions with `on` are about, by type */
export function holdsFor(
  where: readonly SourceCondition[],
  root: Value,
  taken: Taken,
  others: ReadonlyMap<string, Value> = new Map(),
): Answer {
  return and(
    ...where.map((one) => {
      if (one.on === undefined) return answerOf(one, root, taken);
      const other = others.get(one.on);
      return other ? answerOf(one, other, new Map()) : 'unknown';
    }),
  );
}

function answerOf({ property, equals, orAbsent, present, absent, matches, pair }: SourceCondition, root: Value, taken: Taken): Answer {
  if (pair) return pairIn(valuesAt(root, property), pair);
  const found = valuesAt(root, property, taken).map(({ value }) => value);
  if (absent) return found.length === 0 ? 'yes' : 'no';
  if (found.length === 0) return orAbsent ? 'yes' : 'no';
  if (present) return 'yes';
  const fits = (value: Value): Answer => {
    const text = textOf(value),
      known = text && literal(text);
    // How a text begins, `s3://${Bucket}/…`, is often all that is asked for.
    if (known === undefined && text && matches?.startsWith('^') && !matches.includes('$'))
      return new RegExp(matches).test(beginning(text)) ? 'yes' : 'unknown';
    if (known === undefined) return value.is === 'map' || value.is === 'list' ? 'no' : 'unknown';
    return (equals ? equals.includes(known) : new RegExp(matches ?? '').test(known)) ? 'yes' : 'no';
  };
  return or(...found.map(fits));
}

/** A text up to what only the deployment knows; the partition, Region and account in an ARN are some words. */
function beginning(text: Text): string {
  const end = text.findIndex((part) => typeof part === 'object' && part.of !== 'pseudo');
  return (end < 0 ? text : text.slice(0, end)).map((part) => (typeof part === 'object' ? 'x' : part)).join('');
}

/** Whether a list of Key and Value holds this pair; an item whose Key is not known may be it. */
function pairIn(list: readonly PathValue[], [key, wanted]: readonly [string, string]): Answer {
  return or(
    ...list.map(({ value: item }): Answer => {
      const same = (name: string, expected: string): Answer => {
        const known = literal(textOf(member(item, name)) ?? []);
        return known === undefined ? 'unknown' : known.toLowerCase() === expected ? 'yes' : 'no';
      };
      return and(same('Key', key), same('Value', wanted));
    }),
  );
}
