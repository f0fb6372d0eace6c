/** Several configurations joined to one, and which file said what. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exclusionsOf, join, writtenAt, type Layer } from './join.js';
import { pointerOf } from '../core/pointer.js';
import type { Config } from '../types/config.js';

const layer = (config: Config, file = '/app/kms-lint.config.json', pointer = ''): Layer => ({ at: { file, pointer }, config });

describe('join', () => {
  it('a level alone leaves the options of a rule, options alone its level; options are joined by name', () => {
    const joined = (...settings: NonNullable<Config['rules']>[string][]): unknown =>
      join(settings.map((a) => layer({ rules: { a } }))).rules?.['a'];
    expect(joined({ level: 'note', options: { x: 1, y: 2 } }, 'error')).toEqual({ level: 'error', options: { x: 1, y: 2 } });
    expect(joined({ level: 'note', options: { x: 1, y: 2 } }, { options: { y: 3 } })).toEqual({ level: 'note', options: { x: 1, y: 3 } });
    expect(joined('off', { options: { y: 3 } })).toEqual({ level: 'off', options: { y: 3 } });
    expect(joined('off', 'note')).toBe('note');
  });
  it('takes the paths of each file as seen from the last', () => {
    const joined = join([layer({ baseline: 'b.json', customRules: ['./r.ts', '@acme/r'] }, '/shared/base.json'), layer({})]);
    expect(joined).toEqual({ baseline: '../shared/b.json', customRules: ['../shared/r.ts', '@acme/r'] });
    expect(exclusionsOf([layer({ exclude: ['x'] }, '/shared/base.json'), layer({ exclude: ['y'] })])).toEqual([
      { pattern: 'x', folder: '/shared', top: '/app', at: { file: '/shared/base.json', pointer: '/exclude/0' } },
      { pattern: 'y', folder: '/app', top: '/app', at: { file: '/app/kms-lint.config.json', pointer: '/exclude/0' } },
    ]);
  });
});

const level = fc.constantFrom('error', 'warning', 'note', 'off');
const id = fc.constantFrom('a', 'b~c', 'd/e');
const setting = fc.oneof(level, fc.record({ level, options: fc.dictionary(id, fc.integer()) }, { requiredKeys: [] }));
const config = fc.record(
  {
    presets: fc.constant(['strict']),
    rules: fc.dictionary(id, setting),
    ignores: fc.array(fc.record({ rule: id, reason: fc.string({ minLength: 1 }) })),
    failOn: fc.constantFrom('error', 'never'),
    maxWarnings: fc.nat(),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Config>;

describe('laws', () => {
  const layers = fc
    .array(config, { minLength: 1, maxLength: 4 })
    .map((all) => all.map((one, index) => layer(one, `/app/${index}.json`, '/kms-lint')));
  it('it makes no difference which are joined first', () => {
    fc.assert(
      fc.property(layers, fc.nat(3), (all, cut) => {
        const [first, rest] = [all.slice(0, cut), all.slice(cut)];
        expect(join([layer(join(first), '/app/first.json'), ...rest])).toEqual(join(all));
      }),
    );
  });
  it('what is told to be written in a file is written there', () => {
    fc.assert(
      fc.property(layers, (all) => {
        const whole = join(all);
        const inFile = (steps: readonly (string | number)[]): unknown => {
          const at = writtenAt(all, pointerOf(steps));
          expect(at).toBeDefined();
          const [, index = ''] = /(\d+)\.json$/.exec(at?.file ?? '') ?? [];
          const names = (at?.pointer ?? '').split('/').slice(2);
          return names.reduce<unknown>(
            (value, name) => (value as Record<string, unknown>)[name.replaceAll('~1', '/').replaceAll('~0', '~')],
            all[Number(index)]?.config,
          );
        };
        for (const name of ['presets', 'failOn', 'maxWarnings'] as const)
          if (whole[name] !== undefined) expect(inFile([name])).toEqual(whole[name]);
        for (const [index, ignore] of (whole.ignores ?? []).entries()) expect(inFile(['ignores', index])).toEqual(ignore);
        for (const [rule, joined] of Object.entries(whole.rules ?? {}))
          if (typeof joined === 'string') expect(inFile(['rules', rule])).toEqual(joined);
          else if (typeof inFile(['rules', rule]) === 'object')
            expect(joined.options ?? {}).toMatchObject({ ...(inFile(['rules', rule]) as { options?: object }).options });
      }),
    );
    expect(writtenAt([layer({})], '/failOn')).toBeUndefined();
    expect(writtenAt([layer({ ignores: [] })], '/ignores/0')).toBeUndefined();
  });
});
