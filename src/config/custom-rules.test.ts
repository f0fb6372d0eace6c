/** What a module of rules may export, and what an author is told of each fault. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { rulesOf } from './custom-rules.js';

const RULE = {
  id: 'key-without-owner',
  title: 'A key without an owner',
  why: 'w',
  remedy: 'r',
  level: 'error',
  on: 'key',
  references: [],
  check: () => [],
  examples: { bad: [], good: [] },
};
const of = (exported: unknown, known: readonly string[] = []): unknown => rulesOf(exported, new Set(known));
const faultsOf = (exported: unknown, known: readonly string[] = []): readonly string[] => {
  const read = rulesOf(exported, new Set(known));
  return 'faults' in read ? read.faults : [];
};

describe('rulesOf', () => {
  it('takes a rule, a list of rules, and either of CommonJS that came through an import', () => {
    for (const module of [{ default: RULE }, { default: [RULE] }, { default: { default: RULE } }, { default: { default: [RULE] } }])
      expect(of(module)).toEqual({ rules: [RULE] });
  });
  it('takes every built-in rule: what is asked for is what rules are', () => {
    expect(of({ default: rules })).toEqual({ rules });
  });
  it.each<[unknown, RegExp]>([
    [{}, /no default export/],
    [undefined, /no default export/],
    [{ default: [] }, /an empty list/],
    [{ default: 7 }, /its default export is a number, not a rule/],
    [{ default: null }, /its default export is null, not a rule/],
    [{ default: [RULE, 'x'] }, /rule 2 of the list is a string, not a rule/],
  ])('%j', (module, fault) => {
    expect(faultsOf(module)).toEqual([expect.stringMatching(fault)]);
  });
  it.each<[keyof typeof RULE, unknown]>([
    ['id', 'NoOwner'],
    ['id', 'owner-'],
    ['title', ' '],
    ['why', 3],
    ['remedy', ''],
    ['level', 'info'],
    ['on', 'keys'],
    ['check', 'x'],
    ['references', {}],
    ['examples', { bad: [] }],
  ])('a rule whose %s is %j: one fault, which names it', (name, value) => {
    expect(faultsOf({ default: { ...RULE, [name]: value } })).toEqual([expect.stringContaining(`\`${name}`)]);
    expect(faultsOf({ default: Object.fromEntries(Object.entries(RULE).filter(([key]) => key !== name)) })).toHaveLength(1);
  });
  it('an id is taken once, by a built-in rule or in the list itself', () => {
    expect(faultsOf({ default: RULE }, [RULE.id])).toEqual([expect.stringContaining('has a rule key-without-owner, but there is one')]);
    expect(faultsOf({ default: [RULE, { ...RULE }] })).toHaveLength(1);
  });
});
