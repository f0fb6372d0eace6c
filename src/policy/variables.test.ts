/** Policy variables in condition values (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html). */
import { describe, expect, it } from 'vitest';
import { valueOf } from '../core/value.js';
import type { Answer, Text, Value } from '../types/values.js';
import { holds, readConditions } from './conditions.js';
import type { Slot } from './lookup.js';
import { substitute } from './variables.js';

const at = { file: '', pointer: '' };
const has = (...values: readonly string[]): Slot => ({ present: 'yes', values: values.map((value) => [value]) });
const absent: Slot = { present: 'no' };
/** Whether a condition on aws:x holds for its value. */
function ask(operator: string, wanted: string | Value, value: Slot, more: Readonly<Record<string, Slot>> = {}, variables: Answer = 'yes') {
  const entry = typeof wanted === 'string' ? valueOf(wanted, at) : wanted;
  const [test] = readConditions({ is: 'map', at, entries: { [operator]: { is: 'map', at, entries: { 'aws:x': entry } } } }, variables);
  return test && holds(test, (key) => (key === 'aws:x' ? value : (more[key] ?? absent)));
}

const TEAM = 'red-${aws:PrincipalTag/Team}!';
const team = (slot: Slot): Readonly<Record<string, Slot>> => ({ 'aws:principaltag/team': slot });

describe('a variable', () => {
  it.each<[string, string, string, string, Slot, Answer]>([
    ['becomes the value of its key', 'StringEquals', TEAM, 'red-a!', has('a'), 'yes'],
    ['and no other', 'StringEquals', TEAM, 'red-b!', has('a'), 'no'],
    ['is not itself any more', 'StringEquals', TEAM, TEAM, has('a'), 'no'],
    ['may be anything where the value is not known', 'StringEquals', TEAM, 'red-a!', { present: 'yes' }, 'unknown'],
    ['but what stands around it stays', 'StringEquals', TEAM, 'blue-a!', { present: 'yes' }, 'no'],
    ['has one value, not a list', 'StringEquals', TEAM, 'red-a!', has('a', 'b'), 'unknown'],
    ['is not certain where the key may be absent', 'StringEquals', TEAM, 'red-a!', { present: 'unknown', values: [['a']] }, 'unknown'],
    ['whose value cannot match does not', 'StringEquals', TEAM, 'red-b!', { present: 'unknown', values: [['a']] }, 'no'],
    ['without a value equals nothing', 'StringEquals', TEAM, 'red-!', absent, 'no'],
    ['nor is it like anything', 'StringLike', `*${TEAM}`, 'red-!', absent, 'no'],
    ['not even what stands before it', 'StringLike', TEAM, 'red-', absent, 'no'],
    ['so that inverted operators hold', 'StringNotEquals', TEAM, 'red-!', absent, 'yes'],
    ['takes its default where the key is absent', 'StringEquals', "${aws:PrincipalTag/Team, 'no, none'}", 'no, none', absent, 'yes'],
    ['and its value where it is there', 'StringEquals', "${aws:PrincipalTag/Team, 'none'}", 'none', has('a'), 'no'],
    [
      'is the one or the other where that is open',
      'StringEquals',
      "${aws:PrincipalTag/Team, 'none'}",
      'none',
      { present: 'unknown', values: [['a']] },
      'unknown',
    ],
  ])('%s', (_why, operator, wanted, value, slot, expected) => {
    expect(ask(operator, wanted, has(value), team(slot))).toBe(expected);
  });
  it('may stand more than once', () => {
    const more = { 'aws:a': has('1'), 'aws:b': has('2') };
    expect(ask('StringEquals', '${aws:a}-${aws:b}-${aws:a}', has('1-2-1'), more)).toBe('yes');
  });
  it('stands beside what only the deployment knows', () => {
    const P: Text = [{ of: 'parameter', name: 'P', scope: '' }, '/${aws:a}'];
    const text: Value = { is: 'text', text: P, at };
    expect([has('x/1'), has('x/2')].map((value) => ask('StringEquals', text, value, { 'aws:a': has('1') }))).toEqual(['unknown', 'no']);
    expect(ask('StringEquals', { is: 'text', text: P.slice(0, 1), at }, has('x'))).toBe('unknown');
  });
  it('is one only under Version 2012-10-17', () => {
    const under = (value: string): readonly unknown[] =>
      (['yes', 'no', 'unknown'] as const).map((variables) => ask('StringEquals', '${aws:a}', has(value), { 'aws:a': has('1') }, variables));
    expect([under('1'), under('${aws:a}'), under('2')]).toEqual([
      ['yes', 'no', 'unknown'],
      ['no', 'yes', 'unknown'],
      ['no', 'no', 'no'],
    ]);
  });
});

describe('a character in braces is itself', () => {
  it.each<[string, string, string, Answer]>([
    ['StringEquals', 'a${*}b${?}c${$}', 'a*b?c$', 'yes'],
    ['StringEquals', 'a${*}', 'ab', 'no'],
    ['StringLike', 'a${$}*', 'a$bc', 'yes'],
    // No wildcard: what it is not is certain, what it is would have to be looked at.
    ['StringLike', 'a${*}', 'a*', 'unknown'],
    ['StringLike', 'a${*}', 'abc', 'no'],
    ['StringLike', '*${?}', '', 'no'],
    ['StringNotLike', 'a${*}', 'abc', 'yes'],
    ['ArnLike', 'arn:aws:iam::1:role/${*}', 'arn:aws:iam::1:role/App', 'no'],
  ])('%s %s for %s: %s', (operator, wanted, value, expected) => {
    expect(ask(operator, wanted, has(value))).toBe(expected);
  });
});

describe('substitute', () => {
  it('reads names of keys in any letter case and leaves the same unknown for the same key', () => {
    const some = (): Slot => ({ present: 'yes' });
    const texts = ['${aws:PrincipalTag/Team}', '${AWS:principaltag/team}'].map((one) => substitute([one], some, false)?.text);
    expect(texts[0]).toEqual(texts[1]);
    expect(texts[0]).not.toEqual(substitute(['${aws:PrincipalTag/Cost}'], some, false)?.text);
  });
});
