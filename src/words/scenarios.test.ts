/** Reasons that hold in some scenarios only. */
import { describe, expect, it } from 'vitest';
import type { Because } from '../types/report.js';
import type { Scenario } from '../types/values.js';
import { perScenario } from './scenarios.js';

const because = (says: string): Because => ({ says, at: { file: 'a.json', line: 1 } });
const said = (...scenarios: readonly (readonly [Scenario, ...string[]])[]): readonly string[] =>
  perScenario(scenarios.map(([scenario, ...lines]) => ({ scenario, lines: lines.map(because) }))).map((one) => one.says);

describe('what is said in some worlds', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['all', said([{ A: true }, 'x'], [{ A: false }, 'x']), ['x']],
    ['one condition', said([{ A: true }, 'x', 'y'], [{ A: false }, 'z', 'y']), ['if A: x', 'y', 'if not A: z']],
    [
      'one condition of two',
      said([{ A: true, B: true }, 'x'], [{ A: true, B: false }, 'x'], [{ A: false, B: true }], [{ A: false, B: false }, 'y']),
      ['if A: x', 'if not A and not B: y'],
    ],
    [
      'one of two conditions',
      said([{ A: true, B: true }, 'x'], [{ A: true, B: false }, 'x'], [{ A: false, B: true }, 'x'], [{ A: false, B: false }]),
      ['if A and B, or A and not B, or not A and B: x'],
    ],
  ])('by %s', (_case, lines, expected) => {
    expect(lines).toEqual(expected);
  });
  it('in more than a few worlds they are not spelled out', () => {
    const ways = [true, false].flatMap((A) => [true, false].flatMap((B) => [true, false].map((C): Scenario => ({ A, B, C }))));
    expect(said(...ways.map((scenario, i) => [scenario, ...(i < 5 ? ['x'] : [])] as const))).toEqual(['in some cases: x']);
  });
  it('of two places it is told twice', () => {
    const lines = [because('x'), { says: 'x', at: { file: 'a.json', line: 2 } }];
    expect(perScenario([{ scenario: {}, lines }])).toEqual(lines);
  });
});
