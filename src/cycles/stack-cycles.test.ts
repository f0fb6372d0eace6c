/** Cycles, held against all cycles of small graphs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Link } from '../types/program.js';
import { cyclicParts } from './digraph/digraph.js';
import { stackCycles as cyclesBy } from './stack-cycles.js';
import { link as edge } from './testing.js';

const cyclesOf = (links: readonly Link[]) => cyclesBy(links, ({ kind }) => (kind === 'manifest' ? 1 : 2));
const name = fc.constantFrom(...Array.from('ABCDEFGH'));
const link = fc
  .record({
    from: name,
    to: name,
    kind: fc.constantFrom('import' as const, 'manifest' as const, 'physical-name' as const),
    hard: fc.boolean(),
    certainty: fc.constantFrom('certain' as const, 'certain' as const, 'possible' as const),
  })
  .map(({ from, to, ...more }) => edge(from, to, more));
const graph = fc.array(link, { maxLength: 14 });

/** Every cycle that names no stack twice, from its first stack by name. */
function allCycles(links: readonly Link[]): (readonly Link[])[] {
  const from = (start: string, path: readonly Link[]): (readonly Link[])[] =>
    links
      .filter((next) => next.from === (path.at(-1)?.to ?? start) && next.from !== next.to)
      .flatMap((next) =>
        next.to === start
          ? [[...path, next]]
          : next.to < start || path.some((step) => step.from === next.to)
            ? []
            : from(start, [...path, next]),
      );
  return [...new Set(links.map((each) => each.from))].flatMap((start) => from(start, []));
}
/**
 * What a cycle is judged by, the most important first: certain and hard, certain, short, few unsure edges, few soft ones, few declared
 * ones, the names.
 */
function judge(cycle: readonly Link[]): readonly (number | string)[] {
  const unsure = cycle.filter(({ certainty }) => certainty !== 'certain').length,
    soft = cycle.filter(({ hard }) => !hard).length;
  return [
    unsure === 0 && soft === 0 ? 0 : 1,
    unsure === 0 ? 0 : 1,
    cycle.length,
    unsure,
    soft,
    cycle.filter(({ kind }) => kind === 'manifest').length,
    cycle.map((each) => each.from).join(),
  ];
}
const best = (cycles: readonly (readonly Link[])[]): readonly (number | string)[] | undefined =>
  cycles.map(judge).sort((a, b) => {
    const i = a.findIndex((item, at) => item !== b[at]);
    return i < 0 ? 0 : (a[i] ?? 0) < (b[i] ?? 0) ? -1 : 1;
  })[0];

describe('cycles', () => {
  it('are, one for each component, the best of all cycles in it', () => {
    fc.assert(
      fc.property(graph, (links) => {
        const cycles = cyclesOf(links),
          ofOne = [...new Set(links.filter(({ from, to }) => from === to).map(({ from }) => from))].map((stack) =>
            best(links.filter(({ from, to }) => from === stack && to === stack).map((link) => [link])),
          ),
          expected = [...cyclicParts(links).map((part) => best(allCycles(part))), ...ofOne];
        expect(
          cycles
            .map(({ edges }) => judge(edges))
            .map(String)
            .sort(),
        ).toEqual(expected.map(String).sort());
        for (const { stacks, edges, certainty } of cycles) {
          expect(edges.map(({ from }) => from)).toEqual(stacks);
          expect([...stacks].sort()[0]).toBe(stacks[0]);
          for (const [i, { to }] of edges.entries()) expect(to).toBe(edges[(i + 1) % edges.length]?.from);
          expect(certainty).toBe(edges.every((each) => each.certainty === 'certain') ? 'certain' : 'possible');
        }
      }),
      { numRuns: 500 },
    );
  });
  it('the breaks leave no cycle that is as sure as the one shown', () => {
    fc.assert(
      fc.property(graph, (links) => {
        const cycles = cyclesOf(links),
          gone = new Set(cycles.flatMap(({ breaks }) => breaks)),
          left = allCycles(links.filter((each) => !gone.has(each)));
        for (const { stacks, edges, breaks } of cycles.filter((cycle) => cycle.stacks.length > 1)) {
          expect(breaks.length).toBeGreaterThan(0);
          const part = cyclicParts(links).find((each) => each.some(({ from }) => from === stacks[0])) ?? [];
          const [hard, certain] = judge(edges),
            rest = left.filter(([first]) => first && part.includes(first)).map(judge);
          expect(rest.filter(([h, c]) => (h ?? 1) <= (hard ?? 0) && (c ?? 1) <= (certain ?? 0))).toEqual([]);
        }
      }),
    );
  });
  it('the order of the links changes nothing', () => {
    fc.assert(
      fc.property(
        graph.chain((links) => fc.tuple(fc.constant(links), fc.shuffledSubarray(links, { minLength: links.length }))),
        ([links, shuffled]) => {
          expect(cyclesOf(shuffled)).toEqual(cyclesOf(links));
        },
      ),
    );
  });
  it('prefers what is certain, then what is hard, then what tells more', () => {
    const [cycle] = cyclesOf([
      edge('A', 'B', { certainty: 'possible' }),
      edge('B', 'A'),
      edge('A', 'C'),
      edge('C', 'B', { kind: 'manifest' }),
      edge('C', 'B', { kind: 'import' }),
    ]);
    expect(cycle?.certainty).toBe('certain');
    expect(cycle?.edges.map(({ from, to, kind }) => `${from}${to} ${kind}`)).toEqual(['AC import', 'CB import', 'BA import']);
    expect(cyclesOf([edge('A', 'B', { certainty: 'possible' }), edge('B', 'A')])[0]?.certainty).toBe('possible');
    expect(cyclesOf([edge('A', 'B', { hard: false }), edge('B', 'A'), edge('A', 'C'), edge('C', 'A')])[0]?.stacks).toEqual(['A', 'C']);
    expect(cyclesOf([edge('A', 'B', { hard: false }), edge('B', 'A'), edge('A', 'C'), edge('C', 'D'), edge('D', 'A')])[0]?.stacks).toEqual([
      'A',
      'C',
      'D',
    ]);
    expect(
      cyclesOf([edge('A', 'B', { kind: 'manifest' }), edge('A', 'B', { kind: 'nested-output' }), edge('B', 'A')])[0]?.edges.map(
        ({ kind }) => kind,
      ),
    ).toEqual(['nested-output', 'import']);
  });
  it('a stack that needs itself is one', () => {
    expect(cyclesOf([edge('A', 'A'), edge('B', 'A')]).map(({ stacks }) => stacks)).toEqual([['A']]);
  });
  it('the others go through the edges to break that the shown one does not use', () => {
    const [cycle] = cyclesOf([edge('A', 'B'), edge('B', 'A'), edge('A', 'C'), edge('C', 'D'), edge('D', 'A')]);
    expect(cycle?.stacks).toEqual(['A', 'B']);
    expect(cycle?.others.map((other) => other.map(({ from }) => from).sort())).toEqual([['A', 'C', 'D']]);
  });
  it('goes round 5,000 stacks, and past a hub that all of them need', () => {
    const size = 5_000,
      id = (i: number): string => `S${String(i).padStart(4, '0')}`;
    expect(
      cyclesOf(Array.from({ length: size }, (_, i) => edge(id(i), id((i + 1) % size)))).map(({ edges, breaks }) => [
        edges.length,
        breaks.length,
      ]),
    ).toEqual([[size, 1]]);
    expect(
      cyclesOf(Array.from({ length: size }, (_, i) => [edge(id(i), 'Hub'), edge('Hub', id(i))]).flat()).map(({ stacks, breaks }) => [
        stacks,
        breaks.length,
      ]),
    ).toEqual([[['Hub', id(0)], size]]);
  });
});
