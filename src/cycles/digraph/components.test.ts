/** Components, held against the definition on small graphs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { components } from './components.js';
import { cyclicParts } from './digraph.js';

const nodes = Array.from('ABCDEFGH');
const graph = fc.array(fc.record({ from: fc.constantFrom(...nodes), to: fc.constantFrom(...nodes) }), { maxLength: 20 });
type Edges = readonly { readonly from: string; readonly to: string }[];
const after =
  (edges: Edges) =>
  (node: string): string[] =>
    edges.filter(({ from }) => from === node).map(({ to }) => to);

/** All that can be reached from each node by one edge or more: the closure, taken until nothing is added. */
function closure(edges: Edges): ReadonlyMap<string, ReadonlySet<string>> {
  const reach = new Map(nodes.map((name) => [name, new Set(after(edges)(name))]));
  for (let grew = true; grew;) {
    grew = false;
    for (const to of reach.values())
      for (const via of [...to])
        for (const far of reach.get(via) ?? [])
          if (!to.has(far)) {
            to.add(far);
            grew = true;
          }
  }
  return reach;
}

describe('components', () => {
  it('two nodes are together exactly if each reaches the other', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const reach = closure(edges),
          parts = components(nodes, after(edges));
        expect(parts.flat().sort()).toEqual(nodes);
        for (const a of nodes)
          for (const b of nodes)
            expect(parts.some((part) => part.includes(a) && part.includes(b))).toBe(
              a === b || (reach.get(a)?.has(b) === true && reach.get(b)?.has(a) === true),
            );
      }),
    );
  });
  it('each component comes after those that it points to', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const parts = components(nodes, after(edges)),
          at = (node: string): number => parts.findIndex((part) => part.includes(node));
        for (const { from, to } of edges) expect(at(to)).toBeLessThanOrEqual(at(from));
      }),
    );
  });
  it('does not recurse, and is linear', () => {
    const size = 100_000,
      all = Array.from({ length: size }, (_, i) => i);
    expect(components(all, (node) => [(node + 1) % size]).map(({ length }) => length)).toEqual([size]);
    expect(components(all, (node) => (node + 1 < size ? [node + 1] : []))).toHaveLength(size);
  });
});

describe('cyclic parts', () => {
  it('hold exactly the edges whose ends reach each other', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const reach = closure(edges),
          kept = new Set(cyclicParts(edges).flat());
        for (const edge of edges) expect(kept.has(edge)).toBe(edge.from !== edge.to && reach.get(edge.to)?.has(edge.from) === true);
      }),
    );
  });
});
