/** Cuts, held against all cuts of small graphs, and in large ones against the absence of cycles. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Link } from '../types/program.js';
import { breaksOf as cutBy } from './breaks.js';
import { cyclicParts } from './digraph/digraph.js';
import { feedbackArcs } from './digraph/feedback-arcs.js';
import type { Arc } from './digraph/linear-order.js';
import { link } from './testing.js';

/** No cycle: vertices that nothing enters can be taken away one after the other until none is left. */
function isAcyclic(arcs: readonly { readonly from: number; readonly to: number }[]): boolean {
  let left = arcs;
  for (let before = -1; before !== left.length;) {
    before = left.length;
    const entered = new Set(left.map(({ to }) => to));
    left = left.filter(({ from }) => entered.has(from));
  }
  return left.length === 0;
}
const weigh = (arcs: readonly Arc[], cut: readonly number[]): number => cut.reduce((sum, i) => sum + (arcs[i]?.weight ?? NaN), 0);
const without = (arcs: readonly Arc[], cut: readonly number[]): readonly Arc[] => arcs.filter((_, i) => !cut.includes(i));
const graph = (size: number, most: number): fc.Arbitrary<readonly Arc[]> =>
  fc.uniqueArray(
    fc
      .record({ from: fc.nat(size - 1), to: fc.nat(size - 1), weight: fc.integer({ min: 0, max: 5 }) })
      .filter(({ from, to }) => from !== to),
    { maxLength: most, selector: ({ from, to }) => `${from} ${to}` },
  );

/** The least weight, then the fewest arcs, of all sets of arcs without which no cycle is left. */
function bruteForce(arcs: readonly Arc[]): readonly [weight: number, size: number] {
  let least: readonly [number, number] = [Infinity, Infinity];
  for (let set = 0; set < 2 ** arcs.length; set++) {
    const cut = [...arcs.keys()].filter((i) => (set >> i) & 1),
      weight = weigh(arcs, cut);
    if ((weight < least[0] || (weight === least[0] && cut.length < least[1])) && isAcyclic(without(arcs, cut)))
      least = [weight, cut.length];
  }
  return least;
}

describe('feedback arcs', () => {
  it('are the cheapest of all sets without which no ring is left, and of those the smallest', () => {
    fc.assert(
      fc.property(graph(8, 11), (arcs) => {
        const cut = feedbackArcs(8, arcs);
        expect(isAcyclic(without(arcs, cut))).toBe(true);
        expect([weigh(arcs, cut), cut.length]).toEqual(bruteForce(arcs));
      }),
    );
  });
  it('of four vertices that all need each other, half', () => {
    const arcs = [0, 1, 2, 3].flatMap((from) => [0, 1, 2, 3].filter((to) => to !== from).map((to) => ({ from, to, weight: 1 })));
    expect(feedbackArcs(4, arcs)).toHaveLength(6);
    expect(bruteForce(arcs)[0]).toBe(6);
  });
  it('found near the best where the search is not exact, and none of them is needless', () => {
    let near = 0,
      exact = 0;
    fc.assert(
      fc.property(graph(10, 45), (arcs) => {
        const cut = feedbackArcs(10, arcs, 0),
          least = weigh(arcs, feedbackArcs(10, arcs));
        expect(isAcyclic(without(arcs, cut))).toBe(true);
        for (const i of cut)
          expect(
            isAcyclic(
              without(
                arcs,
                cut.filter((other) => other !== i),
              ),
            ),
          ).toBe(false);
        expect(weigh(arcs, cut)).toBeGreaterThanOrEqual(least);
        near += weigh(arcs, cut);
        exact += least;
      }),
      { seed: 7 },
    );
    expect(near / exact).toBeLessThan(1.15);
  });
  it('leave no ring in graphs of up to 2,000 vertices', () => {
    const big = fc
      .record({ size: fc.integer({ min: 16, max: 2000 }), needs: fc.integer({ min: 1, max: 5 }), seed: fc.nat() })
      .map(({ size, needs, seed }) => {
        let state = seed;
        const random = (): number => {
          state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
          return (state >>> 8) % size;
        };
        const arcs = new Map(
          Array.from({ length: needs * size }, () => ({ from: random(), to: random(), weight: random() % 4 }))
            .filter(({ from, to }) => from !== to)
            .map((arc) => [`${arc.from} ${arc.to}`, arc]),
        );
        return { size, arcs: [...arcs.values()] };
      });
    fc.assert(
      fc.property(big, ({ size, arcs }) => {
        const cut = new Set(feedbackArcs(size, arcs));
        expect(cut.size).toBeLessThanOrEqual(arcs.length / 2);
        expect(cyclicParts(arcs.filter((_, i) => !cut.has(i)).map(({ from, to }) => ({ from: String(from), to: String(to) })))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

/** A reference in a key policy is cheap, a literal name dear. */
const weightOf = ({ kind, at }: Link): number =>
  at.pointer.includes('/KeyPolicy') ? 1 : kind === 'physical-name' ? 16 : kind === 'manifest' ? 4 : 8;
const cutOf = (links: readonly Link[], weight = weightOf): readonly Link[] => cutBy(links, weight);

describe('cuts', () => {
  it('take the key policy rather than the literal name, and the literal name rather than an edge that must stay', () => {
    const policy = link('Keys', 'App', {
        at: { file: 'Keys.json', pointer: '/Resources/Key/Properties/KeyPolicy/Statement/1/Principal/AWS' },
      }),
      literal = link('App', 'Keys', { kind: 'physical-name' });
    expect(cutOf([policy, literal])).toEqual([policy]);
    expect(cutOf([policy, literal], (edge) => (edge === policy ? Infinity : weightOf(edge)))).toEqual([literal]);
  });
  it('count a manifest edge with the reference that made it', () => {
    const reference = link('A', 'B'),
      manifest = link('A', 'B', { kind: 'manifest' }),
      back = link('B', 'A', { kind: 'stack-output' }),
      other = link('B', 'A');
    expect(cutOf([manifest, back, reference, other])).toEqual([manifest, reference]);
    expect(cutOf([link('A', 'B', { kind: 'manifest' }), back])).toEqual([link('A', 'B', { kind: 'manifest' })]);
  });
  it('cut one edge of two rings that share it, though others are cheaper one by one', () => {
    const shared = link('A', 'B'),
      cheap = (from: string, to: string): Link => link(from, to, { at: { file: '', pointer: '/Resources/K/Properties/KeyPolicy' } });
    expect(cutOf([shared, link('B', 'C'), link('C', 'A'), link('B', 'D'), link('D', 'A')])).toEqual([shared]);
    expect(cutOf([shared, cheap('B', 'C'), link('C', 'A'), cheap('B', 'D'), link('D', 'A')])).toEqual([cheap('B', 'C'), cheap('B', 'D')]);
  });
  it('nothing where there is no ring', () => {
    expect(cutOf([link('A', 'B'), link('A', 'A')])).toEqual([]);
  });
});
