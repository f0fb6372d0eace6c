/** One condition at a time, for a request of which everything, something or nothing is known. */
import { describe, expect, it } from 'vitest';
import { valueOf } from '../cfn/value.js';
import type { Answer } from '../types.js';
import { holds, operatorOf, readConditions, type Slot } from './conditions.js';

const at = { file: '', pointer: '' };
const ask = (operator: string, wanted: unknown, slot: Slot, key = 'aws:x', more: Readonly<Record<string, Slot>> = {}): Answer => {
  const [test] = readConditions(valueOf({ [operator]: { [key]: wanted } }, at), 'yes');
  return test ? holds(test, (name) => (name === key.toLowerCase() ? slot : (more[name] ?? { present: 'no' }))) : 'unknown';
};
const has = (...values: readonly string[]): Slot => ({ present: 'yes', values: values.map((value) => [value]) });
const absent: Slot = { present: 'no' },
  perhaps: Slot = { present: 'unknown' },
  some: Slot = { present: 'yes' };

describe('a request without the key', () => {
  it.each<[string, Answer]>([
    ['StringEquals', 'no'],
    ['ArnLike', 'no'],
    ['Bool', 'no'],
    ['IpAddress', 'no'],
    ['NumericLessThan', 'no'],
    ['StringNotEquals', 'yes'],
    ['ArnNotLike', 'yes'],
    ['NotIpAddress', 'yes'],
    ['StringEqualsIfExists', 'yes'],
    ['ForAllValues:StringLike', 'yes'],
    ['ForAnyValue:StringLike', 'no'],
    ['ForAnyValue:StringNotLike', 'no'],
    ['ForAllValues:StringNotEquals', 'yes'],
  ])('%s: %s', (operator, expected) => {
    expect(ask(operator, 'v', absent)).toBe(expected);
  });
  it('Null true', () => {
    expect([ask('Null', 'true', absent), ask('Null', false, absent), ask('Null', 'true', perhaps), ask('Null', 'false', some)]).toEqual([
      'yes',
      'no',
      'unknown',
      'yes',
    ]);
  });
});

describe('a request with the key', () => {
  it.each<[string, unknown, string, Answer]>([
    ['StringEquals', ['a', 'b'], 'b', 'yes'],
    ['StringEquals', 'A', 'a', 'no'],
    ['StringEqualsIgnoreCase', 'A', 'a', 'yes'],
    ['StringNotEquals', ['a', 'b'], 'b', 'no'],
    ['StringNotEquals', ['a', 'b'], 'c', 'yes'],
    ['StringNotEqualsIgnoreCase', 'A', 'a', 'no'],
    ['StringLike', 'a*', 'abc', 'yes'],
    ['StringNotLike', 'a*', 'abc', 'no'],
    ['Bool', true, 'true', 'yes'],
    ['Bool', 'TRUE', 'true', 'yes'],
    ['Bool', 'false', 'true', 'no'],
    ['NumericEquals', 7, '7', 'yes'],
    ['NumericNotEquals', 7, '7', 'no'],
    ['NumericLessThan', '7', '7', 'no'],
    ['NumericLessThanEquals', '7', '7', 'yes'],
    ['NumericGreaterThan', 7, '8', 'yes'],
    ['NumericGreaterThanEquals', 9, '8', 'no'],
    ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z', 'yes'],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z', 'no'],
    ['IpAddress', '10.1.0.0/16', '10.1.2.3', 'yes'],
    ['IpAddress', '10.1.0.0/16', '10.2.2.3', 'no'],
    ['NotIpAddress', ['10.1.0.0/16', '192.168.1.1'], '192.168.1.1', 'no'],
    ['IpAddress', '0.0.0.0/0', '200.1.2.3', 'yes'],
    ['IpAddress', '200.0.0.0/8', '200.1.2.3', 'yes'],
    ['BinaryEquals', 'QQ==', 'QQ==', 'unknown'],
    ['StringEqualz', 'a', 'a', 'unknown'],
  ])('%s %j for %s: %s', (operator, wanted, value, expected) => {
    expect(ask(operator, wanted, has(value))).toBe(expected);
  });

  it('whose value nobody knows: only what anything passes is certain', () => {
    expect([
      ask('StringLike', '*', some),
      ask('StringEquals', 'a', some),
      ask('StringNotLike', '*', some),
      ask('StringLike', '*', perhaps),
      ask('StringLikeIfExists', '*', perhaps),
      ask('Bool', ['true', 'false'], some),
    ]).toEqual(['yes', 'unknown', 'no', 'unknown', 'yes', 'yes']);
  });
  it('with several values', () => {
    const operations = has('Decrypt', 'Encrypt');
    expect(
      ['ForAllValues:StringEquals', 'ForAnyValue:StringEquals', 'ForAnyValue:StringNotEquals'].map((operator) =>
        ask(operator, 'Decrypt', operations, 'kms:GrantOperations'),
      ),
    ).toEqual(['no', 'yes', 'yes']);
    expect(ask('ForAllValues:StringEquals', ['Decrypt', 'Encrypt', 'Sign'], operations, 'kms:GrantOperations')).toBe('yes');
  });
});

describe('policy variables', () => {
  it('become what the request carries, and match nothing where it carries nothing', () => {
    expect(ask('StringEquals', '${aws:PrincipalAccount}', has('1'), 'kms:CallerAccount', { 'aws:principalaccount': has('1') })).toBe('yes');
    expect(ask('StringEquals', '${aws:PrincipalAccount}', has('1'), 'kms:CallerAccount')).toBe('no');
    expect(ask('StringEquals', "${aws:PrincipalTag/team, 'none'}", has('none'))).toBe('yes');
    expect(ask('StringLike', 'a${*}', has('a*'))).toBe('yes');
  });
});

describe('operatorOf', () => {
  it('reads sets and IfExists in any letter case, and knows what does not exist', () => {
    expect(operatorOf('ForAnyValue:stringNotLikeIfExists')).toEqual({
      base: 'string-like',
      order: 'equals',
      negated: true,
      ifExists: true,
      set: 'any',
    });
    expect(
      ['StringEqual', 'ForSomeValues:StringEquals', 'NullIfExists', 'ForAllValues:Null', 'NumericLike', 'constructor', ''].map(operatorOf),
    ).toEqual(Array(7).fill(undefined));
  });
});
