/** Components and rings, held against brute force on small graphs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Link } from '../types.js';
import { components } from './components.js';
import { ringsOf } from './rings.js';

const edge = (from: string, to: string, more: Partial<Link> = {}): Link => ({ from, to, kind: 'import', name: `${from}${to}`, at: { file: `${from}.json`, pointer: `/${to}` }, hard: true, holds: 'yes', ...more });
const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
const graph = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), { maxLength: 16 }).map((pairs) => pairs.map(([a, b]) => edge(names[a] ?? '', names[b] ?? '')));

/** All that can be reached from a node, by taking the closure of the edges until nothing is added. */
function closure(links: readonly Link[]): Map<string, Set<string>> {
  const reach = new Map(names.map((name) => [name, new Set(links.filter(({ from }) => from === name).map(({ to }) => to))]));
  for (let grew = true; grew;) { grew = false; for (const to of reach.values()) for (const via of [...to]) for (const far of reach.get(via) ?? []) if (!to.has(far)) { to.add(far); grew = true; } }
  return reach;
}
/** The length of the shortest ring through a node, by trying all simple paths. */
function shortestRing(start: string, links: readonly Link[], at = start, seen: readonly string[] = []): number {
  return Math.min(...links.filter(({ from }) => from === at).map(({ to }) => (to === start ? 1 : seen.includes(to) ? Infinity : 1 + shortestRing(start, links, to, [...seen, to]))), Infinity);
}

describe('components', () => {
  it('two nodes are together exactly if each reaches the other', () => {
    fc.assert(fc.property(graph, (links) => {
      const reach = closure(links), parts = components(names, (node) => links.filter(({ from }) => from === node).map(({ to }) => to));
      for (const a of names) for (const b of names) {
        const together = parts.some((part) => part.includes(a) && part.includes(b));
        expect(together).toBe(a === b || (reach.get(a)?.has(b) === true && reach.get(b)?.has(a) === true));
      }
    }));
  });
  it('does not recurse, and is linear', () => {
    const size = 100_000, parts = components(Array.from({ length: size }, (_, i) => i), (node) => [(node + 1) % size]);
    expect(parts.map(({ length }) => length)).toEqual([size]);
  });
});

describe('rings', () => {
  it('one for each component, the shortest, one edge after the other', () => {
    fc.assert(fc.property(graph, (links) => {
      const proper = links.filter(({ from, to }) => from !== to), reach = closure(proper), onRing = names.filter((name) => reach.get(name)?.has(name));
      const rings = ringsOf(links);
      const groups = new Set(onRing.map((name) => onRing.filter((other) => reach.get(name)?.has(other) && reach.get(other)?.has(name)).join('')));
      expect(rings).toHaveLength(groups.size);
      for (const { stacks, edges, holds } of rings) {
        const group = [...groups].find((members) => members.includes(stacks[0] ?? '?')) ?? '';
        expect(edges).toHaveLength(Math.min(...names.filter((one) => group.includes(one)).map((name) => shortestRing(name, proper))));
        expect(edges.map(({ from }) => from)).toEqual(stacks);
        for (const [i, { to }] of edges.entries()) expect(to).toBe(edges[(i + 1) % edges.length]?.from);
        expect(holds).toBe('yes');
      }
    }));
  });
  it('the order of the links changes nothing', () => {
    fc.assert(fc.property(graph.chain((links) => fc.tuple(fc.constant(links), fc.shuffledSubarray(links, { minLength: links.length }))), ([links, shuffled]) => { expect(ringsOf(shuffled)).toEqual(ringsOf(links)); }));
  });
  it('prefers what is certain, then what is hard, then what tells more', () => {
    const [ring] = ringsOf([edge('A', 'B', { holds: 'unknown' }), edge('B', 'A'), edge('A', 'C'), edge('C', 'B', { kind: 'manifest' }), edge('C', 'B', { kind: 'import' })]);
    expect(ring?.holds).toBe('yes');
    expect(ring?.edges.map(({ from, to, kind }) => `${from}${to} ${kind}`)).toEqual(['AC import', 'CB import', 'BA import']);
    expect(ringsOf([edge('A', 'B', { holds: 'unknown' }), edge('B', 'A')])[0]?.holds).toBe('unknown');
    expect(ringsOf([edge('A', 'B', { hard: false }), edge('B', 'A'), edge('A', 'C'), edge('C', 'A')])[0]?.stacks).toEqual(['A', 'C']);
  });
  it('what does not hold, and a stack that needs itself, is no ring', () => { expect(ringsOf([edge('A', 'A'), edge('A', 'B', { holds: 'no' }), edge('B', 'A')])).toEqual([]); });
});
