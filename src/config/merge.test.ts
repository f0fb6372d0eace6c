/** The configuration joined with the command line. */
import { expect, it } from 'vitest';
import { checkForm } from './check.js';
import { merge } from './merge.js';

it('fills in every default, and what comes out is a configuration again that changes no more', () => {
  const merged = merge({});
  expect(merged).toEqual({
    presets: ['recommended'],
    rules: {},
    overrides: [],
    externalKeys: [],
    exclude: [],
    ignores: [],
    safeFixes: [],
    synth: [],
    customRules: [],
    pedantic: false,
    failOn: 'error',
  });
  expect(checkForm(merged)).toEqual([]);
  expect(merge(merged)).toEqual(merged);
});
it('what the command line says goes first, also where it says no or nothing', () => {
  const config = { presets: ['cis'], pedantic: true, failOn: 'note', maxWarnings: 5, baseline: 'a.json' } as const;
  expect(merge(config, { presets: ['strict'], pedantic: false, failOn: 'never', maxWarnings: 0, baseline: 'b.json' })).toMatchObject({
    presets: ['strict'],
    pedantic: false,
    failOn: 'never',
    maxWarnings: 0,
    baseline: 'b.json',
  });
  expect(merge(config)).toMatchObject(config);
});
it('rules of the command line hold for every stack: they come after all overrides', () => {
  const overrides = [{ stacks: ['Dev'], rules: { a: 'off' } }] as const;
  expect(merge({ overrides, rules: { a: 'note' } }, { rules: { a: 'error' } })).toMatchObject({
    rules: { a: 'note' },
    overrides: [...overrides, { stacks: ['**'], rules: { a: 'error' } }],
  });
  expect(merge({ overrides }, { rules: {} }).overrides).toEqual(overrides);
});
it('a rule of the command line that is only switched on keeps its level', () => {
  const overrides = [
    { stacks: ['Dev'], rules: { a: 'off', b: 'off' } },
    { stacks: ['Prod'], rules: { a: 'warning' } },
  ] as const;
  expect(merge({ overrides, rules: { a: { level: 'note', options: { x: 1 } } } }, { rules: { a: 'on', b: 'off' } })).toMatchObject({
    rules: { a: { level: 'note', options: { x: 1 } } },
    overrides: [
      { stacks: ['Dev'], rules: { b: 'off' } },
      { stacks: ['Prod'], rules: { a: 'warning' } },
      { stacks: ['**'], rules: { b: 'off' } },
    ],
  });
  expect(merge({ rules: { a: 'off' } }, { rules: { a: 'on' } })).toMatchObject({ rules: { a: { level: 'on' } }, overrides: [] });
});
