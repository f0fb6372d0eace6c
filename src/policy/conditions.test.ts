/** One condition at a time, for a request of which everything, something or nothing is known. */
import { describe, expect, it } from 'vitest';
import { valueOf } from '../core/value.js';
import type { Answer, Value } from '../types/values.js';
import { holds, operatorOf, readConditions } from './conditions.js';
import type { Slot } from './lookup.js';
import { glob } from './plain.testing.js';

const at = { file: '', pointer: '' };
const ask = (operator: string, wanted: unknown, slot: Slot, key = 'aws:x', more: Readonly<Record<string, Slot>> = {}): Answer => {
  const [test] = readConditions(valueOf({ [operator]: { [key]: wanted } }, at), 'yes');
  return test ? holds(test, (name) => (name === key.toLowerCase() ? slot : (more[name] ?? { present: 'no' }))) : 'unknown';
};
const has = (...values: readonly string[]): Slot => ({ present: 'yes', values: values.map((value) => [value]) });
const absent: Slot = { present: 'no' },
  perhaps: Slot = { present: 'unknown' },
  some: Slot = { present: 'yes' };

describe('an ARN operator on what is no ARN', () => {
  const account = has('111122223333');
  it.each(['111122223333', '${aws:PrincipalAccount}', '*'])('%s: nobody knows', (wanted) => {
    for (const operator of ['ArnLike', 'ArnNotLike'])
      expect(ask(operator, wanted, account, 'aws:PrincipalAccount', { 'aws:principalaccount': account })).toBe('unknown');
  });
});

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
    ['ForAllValues:StringEqualsIfExists', 'yes'],
    ['ForAnyValue:StringEqualsIfExists', 'unknown'],
    ['ForAnyValue:StringNotEqualsIfExists', 'unknown'],
  ])('%s: %s', (operator, expected) => {
    expect(ask(operator, 'v', absent)).toBe(expected);
  });
  it('Null with both answers holds, whatever the request carries', () => {
    expect([absent, perhaps, some].map((slot) => ask('Null', ['true', 'false'], slot))).toEqual(['yes', 'yes', 'yes']);
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

describe('a request with some value of the key', () => {
  it.each<[string, string, string, Answer]>([
    ['StringEquals', 'aws:PrincipalType', 'User', 'unknown'],
    ['StringEquals', 'aws:PrincipalType', 'user', 'no'],
    ['StringEqualsIgnoreCase', 'aws:PrincipalType', 'user', 'unknown'],
    ['StringEqualsIgnoreCase', 'aws:PrincipalType', 'nobody', 'no'],
    ['StringNotEqualsIgnoreCase', 'aws:PrincipalType', 'nobody', 'yes'],
    ['Bool', 'aws:ViaAWSService', 'True', 'unknown'],
    ['StringEquals', 'aws:ViaAWSService', 'True', 'no'],
  ])('%s %s %s: %s', (operator, key, value, expected) => {
    expect(ask(operator, value, { present: 'yes' }, key)).toBe(expected);
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

/** What IAM makes of one request: the values that it carries, or undefined. */
function iam(operator: string, wanted: readonly string[], carried: readonly string[] | undefined): boolean {
  const [, set, base = '', ifExists] = /^(For\w+:)?(\w+?)(IfExists)?$/.exec(operator) ?? [],
    negated = base.includes('Not');
  if (carried === undefined) return ifExists !== undefined || set === 'ForAllValues:' || (negated && set === undefined);
  const one = (value: string): boolean =>
    wanted.some((pattern) => (base.endsWith('Like') ? glob(pattern, value) : pattern === value)) !== negated;
  return set === 'ForAnyValue:' ? carried.some(one) : carried.every(one);
}

describe('every form of a string operator', () => {
  const forms = ['', 'ForAllValues:', 'ForAnyValue:'].flatMap((set) =>
    ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'].flatMap((base) =>
      // Of IfExists with ForAnyValue the guide says two things.
      (set === 'ForAnyValue:' ? [''] : ['', 'IfExists']).map((end) => `${set}${base}${end}`),
    ),
  );
  it.each(forms)('%s says what comes out for every request that the deployment may bring', (operator) => {
    const lists = operator.startsWith('For') ? [['a'], ['b'], ['*'], ['a', 'b'], ['b', '*']] : [['a'], ['b'], ['*']];
    const known = lists.map((list) => ({ slot: has(...list), requests: [list] }));
    const slots: readonly { readonly slot: Slot; readonly requests: readonly (readonly string[] | undefined)[] }[] = [
      ...known,
      ...known.map(({ slot, requests }) => ({ slot: { ...slot, present: 'unknown' } as const, requests: [...requests, undefined] })),
      { slot: absent, requests: [undefined] },
      { slot: some, requests: lists },
      { slot: perhaps, requests: [...lists, undefined] },
    ];
    const wrong = [['a'], ['a', 'b'], ['*'], ['a', '*'], []].flatMap((wanted) =>
      slots.flatMap(({ slot, requests }) => {
        const outcomes = new Set(requests.map((request) => iam(operator, wanted, request))),
          meant = outcomes.size > 1 ? 'unknown' : outcomes.has(true) ? 'yes' : 'no',
          said = ask(operator, wanted, slot);
        return said === meant ? [] : [`${JSON.stringify({ wanted, slot })}: ${said}, and it is ${meant}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('a condition that is not known', () => {
  const unknown: Value = { is: 'unknown', why: { of: 'properties' }, at },
    P: Value = { is: 'text', text: [{ of: 'parameter', name: 'P', scope: '' }], at };
  const map = (entries: Readonly<Record<string, Value>>): Value => ({ is: 'map', entries, at });
  it.each<[string, Value, string]>([
    ['as a whole', unknown, 'Condition '],
    ['under its operator', map({ StringEquals: unknown }), 'StringEquals '],
    ['under an operator that does not exist', map({ StringEqualz: map({ 'aws:X': P }) }), 'StringEqualz aws:X'],
  ])('%s holds for some requests', (_why, condition, name) => {
    const tests = readConditions(condition, 'yes');
    expect(tests.map((test) => `${test.operator} ${test.name}`)).toEqual([name]);
    expect(tests.flatMap((test) => [absent, has('a')].map((slot) => holds(test, () => slot)))).toEqual(['unknown', 'unknown']);
  });
  const values = (operator: string, ...items: readonly Value[]): readonly (Answer | undefined)[] => {
    const [test] = readConditions(map({ [operator]: map({ 'aws:X': { is: 'list', items, at } }) }), 'yes');
    return [has('a'), has('b'), absent].map((slot) => test && holds(test, () => slot));
  };
  const a: Value = { is: 'text', text: ['a'], at },
    truth: Value = { is: 'scalar', value: true, at };
  it('in one of its values: another that matches is enough', () => {
    expect(values('StringEquals', a, unknown)).toEqual(['yes', 'unknown', 'no']);
    expect(values('StringNotEquals', a, unknown)).toEqual(['no', 'unknown', 'yes']);
    expect(values('StringEquals', a, P)).toEqual(['yes', 'unknown', 'no']);
  });
  it('in a value of Null, which has one of two', () => {
    expect(values('Null', truth, unknown)).toEqual(['unknown', 'unknown', 'yes']);
    expect(values('Null', truth, P)).toEqual(['unknown', 'unknown', 'yes']);
    expect(values('Null', P)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(values('Null', a)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(values('Null')).toEqual(['no', 'no', 'no']);
  });
  it('in its key, whose letter case does not count', () => {
    const [test] = readConditions(map({ StringEqualz: map({ 'AWS:x': a }) }), 'yes');
    expect(test?.key).toBe('aws:x');
  });
});

describe('true and false together', () => {
  const both = ['True', 'FALSE'];
  it('are all that Null and Bool can ask', () => {
    expect([absent, perhaps, some].map((slot) => ask('Null', both, slot))).toEqual(['yes', 'yes', 'yes']);
    expect([absent, perhaps, some].map((slot) => ask('Bool', both, slot))).toEqual(['no', 'unknown', 'yes']);
  });
  it('are two strings among others to StringEquals', () => {
    expect([has('maybe'), some].map((slot) => ask('StringEquals', ['true', 'false'], slot))).toEqual(['no', 'unknown']);
  });
  it('are not there where a value is a parameter', () => {
    expect(ask('Bool', ['true'], some)).toBe('unknown');
  });
});

describe('a key with several values under an operator for one', () => {
  it('is certain where all values say the same', () => {
    const operations = has('Decrypt', 'Encrypt');
    expect([['Sign'], ['Decrypt'], ['Decrypt', 'Encrypt']].map((wanted) => ask('StringEquals', wanted, operations))).toEqual([
      'no',
      'unknown',
      'yes',
    ]);
  });
});

describe('Null with a set operator', () => {
  it.each(['ForAllValues:Null', 'ForAnyValue:Null'])('what %s says is not documented', (operator) => {
    expect(['true', 'false'].map((value) => ask(operator, value, absent))).toEqual(['unknown', 'unknown']);
  });
});

describe('operatorOf', () => {
  it.each([
    ['NumericNotEquals', { base: 'numeric', order: 'equals', negated: true }],
    ['DateGreaterThanEquals', { base: 'date', order: 'greater-or-equal', negated: false }],
    ['NotIpAddress', { base: 'ip', order: 'equals', negated: true }],
  ])('%s', (written, parts) => {
    expect(operatorOf(written)).toEqual({ ...parts, ifExists: false, set: undefined });
  });
  it('reads sets and IfExists in any letter case, and knows what does not exist', () => {
    expect(operatorOf('ForAnyValue:stringNotLikeIfExists')).toEqual({
      base: 'string-like',
      order: 'equals',
      negated: true,
      ifExists: true,
      set: 'any',
    });
    const none = ['StringEqual', 'ForSomeValues:StringEquals', 'NullIfExists', 'NumericLike', 'Numeric', 'constructor', ''];
    expect(none.filter(operatorOf)).toEqual([]);
  });
});
