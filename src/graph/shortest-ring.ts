/** The shortest way round in a directed graph, and of equally short ones the cheapest, then the first by name. */
import { digraphOf, type Edge, type Step } from './digraph.js';

/** Steps looked at before the search settles for the best ring found so far: only graphs of many thousand nodes without a short ring come near. */
const WORK = 20_000_000;

/**
 * @param edges of parallel ones the first given stands for all
 * @param cost decides between rings of the same length; whole numbers whose sum along a ring stays below 2^53
 * @returns the edges one after the other, starting at the first node by name; empty where there is no ring
 */
export function shortestRing<E extends Edge>(edges: readonly E[], cost: (edge: E) => number): readonly E[] {
  const { names, out, into } = digraphOf(edges), size = names.length;
  const costs = out.map((steps) => steps.map(({ edges: [edge] }) => cost(edge)));
  const alive = new Uint8Array(size).fill(1), outs = Int32Array.from(out, ({ length }) => length), ins = Int32Array.from(into, ({ length }) => length);
  const priced = into.map(() => [] as { from: number; cost: number }[]);
  for (const [from, steps] of out.entries()) for (const [i, { to }] of steps.entries()) priced[to]?.push({ from, cost: costs[from]?.[i] ?? 0 });

  /** Takes a node away, and with it all that then lies on no ring since nothing leads there or away. */
  const remove = (first: number): void => {
    const gone = [first];
    alive[first] = 0;
    for (let node = gone.pop(); node !== undefined; node = gone.pop()) {
      for (const { to } of out[node] ?? []) if (alive[to] === 1 && --ins[to]! === 0) { alive[to] = 0; gone.push(to); }
      for (const { from } of into[node] ?? []) if (alive[from] === 1 && --outs[from]! === 0) { alive[from] = 0; gone.push(from); }
    }
  };
  return [];
}
