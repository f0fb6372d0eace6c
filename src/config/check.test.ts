/**
 * A configuration against its schema and against the rules: where a fault stands. The sentences are in fixtures/reports/config-faults.txt.
 */
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import type { AnyRule } from '../types/rule.js';
import type { Config } from '../types/config.js';
import { checkForm, checkRules } from './check.js';

describe('checkForm', () => {
  it('has nothing to say of what is right, nothing at all among it', () => {
    expect(checkForm({})).toEqual([]);
    expect(
      checkForm({
        presets: ['strict', 'cis'],
        rules: { 'missing-root-trust': 'off', 'cross-stack-cycle': { level: 'warning' }, 'of-mine': { options: { any: 1 } } },
        overrides: [{ stacks: ['Dev'], rules: { 'missing-root-trust': 'note' } }],
        externalKeys: [{ key: 'alias/a', allow: [{ actions: ['kms:Decrypt'] }], reason: 'asked' }],
        ignores: [{ rule: 'x', construct: 'Dev/**', reason: 'why', expires: '2026-12-31' }],
        maxWarnings: 0,
      }),
    ).toEqual([]);
  });
  it.each<[unknown, ...string[]]>([
    [[], ''],
    [{ rule: {}, failOn: 'warn' }, '/rule', '/failOn'],
    [{ presets: [] }, '/presets'],
    [{ ignores: [{ rule: 'x' }, { rule: 'y', reason: '' }] }, '/ignores/0/reason', '/ignores/1/reason'],
    [{ externalKeys: [{ key: 'a', allow: [{ actions: ['s3:GetObject'] }] }] }, '/externalKeys/0/allow/0/actions/0'],
    [{ 'a/b~c': 1 }, '/a~1b~0c'],
  ])('%j', (config, ...pointers) => {
    expect(checkForm(config).map(({ pointer }) => pointer)).toEqual(pointers);
  });
});

describe('checkRules', () => {
  const builtIn = new Set(rules.map(({ id }) => id));
  const plain = { ...(rules.find(({ options }) => !options) as AnyRule), id: 'plain' };
  const schema = { type: 'object', properties: { most: { type: 'integer' } } };
  const mine: AnyRule = { ...plain, id: 'of-mine', options: { defaults: {}, schema } };
  const pointers = (config: Config): readonly string[] =>
    checkRules(config, [...rules, mine, plain], builtIn).map(({ pointer }) => pointer);

  it('knows each place that names a rule', () => {
    const there = {
      rules: { 'of-mine': 'off' },
      overrides: [{ stacks: ['A'], rules: { plain: 'on' } }],
      ignores: [{ rule: 'of-mine', reason: 'x' }],
      safeFixes: ['plain'],
    } as const;
    expect(pointers(there)).toEqual([]);
    expect(
      pointers({
        rules: { no: 'off' },
        overrides: [{ stacks: ['A'], rules: { no: 'on' } }],
        ignores: [{ rule: 'no', reason: 'x' }],
        safeFixes: ['no'],
      }),
    ).toEqual(['/rules/no', '/overrides/0/rules/no', '/ignores/0/rule', '/safeFixes/0']);
  });
  it('names a rule that is meant', () => {
    expect(checkRules({ rules: { 'missing-root-trus': 'off' } }, rules, builtIn)).toEqual([
      { pointer: '/rules/missing-root-trus', message: 'there is no rule missing-root-trus; did you mean missing-root-trust?' },
    ]);
  });
  it.each([
    ['2026-02-28', 0],
    ['2024-02-29', 0],
    ['2026-02-29', 1],
    ['2026-13-01', 1],
    ['2026-00-10', 1],
  ])('%s: %i faults', (expires, count) => {
    expect(pointers({ ignores: [{ rule: 'plain', reason: 'x', expires }] })).toHaveLength(count);
  });
  it('holds the options of a rule of the user’s own against its schema', () => {
    expect(pointers({ rules: { 'of-mine': { options: { most: 3 } } } })).toEqual([]);
    expect(pointers({ rules: { 'of-mine': { options: { most: 'x' } }, plain: { options: {} } } })).toEqual([
      '/rules/of-mine/options/most',
      '/rules/plain/options',
    ]);
  });
});
