/** A request that meets the conditions of a statement, but for some that are asked about. */
import type { Sent } from '../types/policy.js';
import type { Statement, Test } from '../types/statement.js';
import type { Text } from '../types/values.js';

/** What a pattern matches, with an unlikely word for each wildcard. */
export const instanceOf = (pattern: Text): Text =>
  pattern.map((part) => (typeof part === 'string' ? part.replaceAll('*', 'kms-lint').replaceAll('?', 'q') : part));

/** @param asked the request carries this under these keys, whatever the statement wants · undefined: as the statement wants it */
export function requestMeeting(
  { conditions }: Pick<Statement, 'conditions'>,
  asked: (test: Test) => readonly Text[] | 'absent' | undefined,
): Sent {
  const sent = new Map<string, readonly Text[] | 'absent'>();
  for (const test of conditions) {
    const given = asked(test);
    const [wanted] = test.values;
    if (given !== undefined) sent.set(test.key, given);
    else if (!test.negated && wanted && test.base !== 'null' && !sent.has(test.key)) sent.set(test.key, [instanceOf(wanted)]);
  }
  return sent;
}
