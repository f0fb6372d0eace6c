/** Numbers, dates and addresses: what one operator makes of two values. */
import { describe, expect, it } from 'vitest';
import type { Answer, Text } from '../types/values.js';
import { compareText } from './compare.js';
import { operatorOf } from './conditions.js';
import { FRESH } from './scope.js';

const P: Text = [{ of: 'parameter', name: 'P', scope: '' }];
function compare(operator: string, pattern: string | Text, value: string | Text): Answer {
  const parts = operatorOf(operator);
  if (!parts) throw new Error(`${operator} does not exist`);
  return compareText(parts, typeof pattern === 'string' ? [pattern] : pattern, typeof value === 'string' ? [value] : value);
}

describe('numbers and dates in order', () => {
  it.each<[string, below: Answer, equal: Answer, above: Answer]>([
    ['Equals', 'no', 'yes', 'no'],
    ['LessThan', 'yes', 'no', 'no'],
    ['LessThanEquals', 'yes', 'yes', 'no'],
    ['GreaterThan', 'no', 'no', 'yes'],
    ['GreaterThanEquals', 'no', 'yes', 'yes'],
  ])('%s: below %s, equal %s, above %s', (operator, ...expected) => {
    expect(['6.5', '7', '10'].map((value) => compare(`Numeric${operator}`, '7', value))).toEqual(expected);
    const dates = ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'];
    expect(dates.map((value) => compare(`Date${operator}`, '2026-01-01T00:00:00Z', value))).toEqual(expected);
  });
  it.each<[string, string | Text, string | Text, Answer]>([
    ['NumericEquals', ' 7 ', '7.0', 'yes'],
    ['NumericEquals', 'seven', '7', 'unknown'],
    ['NumericEquals', '7', 'seven', 'unknown'],
    ['NumericEquals', ' ', '0', 'unknown'],
    ['NumericLessThan', P, '7', 'unknown'],
    ['NumericLessThan', '7', P, 'unknown'],
    ['DateEquals', '1767225600', '2026-01-01T00:00:00Z', 'yes'],
    ['DateEquals', '2026-01-01', '2026-01-01T00:00:00Z', 'yes'],
    ['DateEquals', '2026-01', '2026-01-01', 'yes'],
    ['DateEquals', '2026-01-01T00:00Z', '2026-01-01', 'yes'],
    ['DateEquals', '2026-01-01T00:00:00.000Z', '2026-01-01', 'yes'],
    ['DateEquals', '2026-01-01T02:00:00+02:00', '2026-01-01T00:00:00Z', 'yes'],
    // Without a zone it is another moment on each machine.
    ['DateEquals', '2026-01-01T00:00:00', '2026-01-01', 'unknown'],
    ['DateEquals', '2026-1-1', '2026-01-01', 'unknown'],
    ['DateEquals', '2026-01-01 (x)', '2026-01-01', 'unknown'],
    ['DateLessThan', '12026-01', '2026-01-01', 'unknown'],
    ['DateLessThan', 'tomorrow', '2026-01-01', 'unknown'],
    ['DateLessThan', '2026-01-01', P, 'unknown'],
  ])('%s %s for %s: %s', (operator, pattern, value, expected) => {
    expect(compare(operator, pattern, value)).toBe(expected);
  });
});

describe('IpAddress', () => {
  it.each<[string, string | Text, string | Text, Answer]>([
    ['one address', '10.1.2.3', '10.1.2.3', 'yes'],
    ['another one', '10.1.2.3', '10.1.2.4', 'no'],
    ['the last of a block', '10.1.0.0/16', '10.1.255.255', 'yes'],
    ['the first behind it', '10.1.0.0/16', '10.2.0.0', 'no'],
    ['a block need not begin at its bound', '10.1.2.3/16', '10.1.0.0', 'yes'],
    ['the upper half of the world', '128.0.0.0/1', '255.255.255.255', 'yes'],
    ['is not the lower', '128.0.0.0/1', '127.255.255.255', 'no'],
    ['all of IPv4', '0.0.0.0/0', '255.255.255.255', 'yes'],
    ['a block of one address', '10.1.2.3/32', '10.1.2.3', 'yes'],
    ['no block has more bits', '10.1.2.3/33', '10.1.2.3', 'unknown'],
    ['a bit count is a number', '10.1.2.3/', '10.1.2.3', 'unknown'],
    ['a byte ends at 255', '10.1.2.256', '10.1.2.3', 'unknown'],
    ['four bytes', '10.1.2', '10.1.2.0', 'unknown'],
    ['and not five', '10.1.2.3.4', '10.1.2.3', 'unknown'],
    ['digits only', 'x10.1.2.3', '10.1.2.3', 'unknown'],
    ['IPv6 is not thought of', '2001:db8::/32', '2001:db8::1', 'unknown'],
    ['a parameter may be any block', P, '10.1.2.3', 'unknown'],
    ['an address that nobody knows may be in a block', '10.1.0.0/16', P, 'unknown'],
    ['one that no policy names is in none', '10.1.0.0/16', FRESH, 'no'],
    ['but in the whole world', '0.0.0.0/0', FRESH, 'yes'],
    ['of IPv6 too', '::/0', FRESH, 'yes'],
    ['and perhaps in a parameter', P, FRESH, 'unknown'],
  ])('%s', (_why, pattern, value, expected) => {
    expect(compare('IpAddress', pattern, value)).toBe(expected);
  });
});

describe('other operators', () => {
  it.each<[string, string, string, Answer]>([
    ['StringEqualsIgnoreCase', 'Ä*', 'ä*', 'yes'],
    ['StringEqualsIgnoreCase', 'a*', 'ab', 'no'],
    ['Bool', 'True', 'true', 'yes'],
    ['StringEquals', 'a*', 'ab', 'no'],
    ['StringLike', 'a*', 'ab', 'yes'],
    ['ArnEquals', 'arn:aws:iam::1:role/*', 'arn:aws:iam::1:role/App', 'yes'],
  ])('%s %s for %s: %s', (operator, pattern, value, expected) => {
    expect(compare(operator, pattern, value)).toBe(expected);
  });
  it('leaves symbols as they are where letter case does not count', () => {
    expect(compare('StringEqualsIgnoreCase', ['Team/', ...P], ['team/', ...P])).toBe('yes');
  });
});
