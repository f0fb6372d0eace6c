/** A directed graph over numbers: things numbered by name, parallel edges joined to one step, so that the searches need neither names nor maps. */
import { components } from './components.js';

/** An edge between two named things: a link between stacks, a reference inside a template. */
export interface Edge { readonly from: string; readonly to: string }
/** All edges from one thing to another, in the order in which they were given. */
export interface Step<E extends Edge> { readonly from: number; readonly to: number; readonly edges: readonly [E, ...E[]] }
export interface Digraph<E extends Edge> {
  /** In sorted order; a node is an index into it. */
  readonly names: readonly string[];
  /** The steps out of each node and into each node, sorted by the other end. */
  readonly out: readonly (readonly Step<E>[])[]; readonly into: readonly (readonly Step<E>[])[];
}

/** Sorts by UTF-16 code units, which no locale changes. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Edges from a thing to itself are left out: nothing can be ordered or cut there. */
export function digraphOf<E extends Edge>(edges: readonly E[]): Digraph<E> {
  const names = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort(compare), numbers = new Map(names.map((name, i) => [name, i]));
  const steps = new Map<number, { from: number; to: number; edges: [E, ...E[]] }>();
  for (const edge of edges) {
    const from = numbers.get(edge.from) ?? 0, to = numbers.get(edge.to) ?? 0, step = steps.get(from * names.length + to);
    if (from === to) continue;
    if (step) step.edges.push(edge);
    else steps.set(from * names.length + to, { from, to, edges: [edge] });
  }
  const out: Step<E>[][] = names.map(() => []), into: Step<E>[][] = names.map(() => []);
  for (const step of steps.values()) { out[step.from]?.push(step); into[step.to]?.push(step); }
  for (const list of out) list.sort((a, b) => a.to - b.to);
  for (const list of into) list.sort((a, b) => a.from - b.from);
  return { names, out, into };
}

/**
 * The edges that lie on a ring, one list for each strongly connected component, each in the order given; edges that lie on no ring are left out.
 * The components are in the order of their first names.
 */
export function cyclicParts<E extends Edge>(edges: readonly E[]): E[][] {
  const { names, out } = digraphOf(edges), numbers = new Map(names.map((name, i) => [name, i])), part = new Int32Array(names.length).fill(-1);
  const parts = components(names.keys(), (node) => (out[node] ?? []).map(({ to }) => to)).filter(({ length }) => length > 1);
  const first = parts.map((nodes) => nodes.reduce((a, b) => Math.min(a, b)));
  const ordered = parts.map((nodes, i) => ({ nodes, first: first[i] ?? 0 })).sort((a, b) => a.first - b.first);
  for (const [i, { nodes }] of ordered.entries()) for (const node of nodes) part[node] = i;
  const found: E[][] = ordered.map(() => []);
  for (const edge of edges) {
    const from = numbers.get(edge.from) ?? 0, to = numbers.get(edge.to) ?? 0, at = part[from] ?? -1;
    if (from !== to && at >= 0 && at === part[to]) found[at]?.push(edge);
  }
  return found;
}
