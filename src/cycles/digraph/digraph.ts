/** Edges between named things as a directed graph: parallel edges joined to one step, everything in sorted order. */
import { compare } from '../../core/compare.js';
import { components } from './components.js';

/** An edge between two named things: a link between stacks, a reference inside a template. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}
/** All edges from one thing to another, in the order in which they were given. */
export interface Step<E extends Edge> {
  readonly from: Vertex<E>;
  readonly to: Vertex<E>;
  readonly edges: readonly [E, ...E[]];
}
/** rank: its place among all names; out: sorted by the rank of the other end. */
export interface Vertex<E extends Edge> {
  readonly name: string;
  readonly rank: number;
  readonly out: readonly Step<E>[];
}

/** The vertices of a list of edges by name. Edges from a thing to itself are left out: there is nothing to order or to cut. */
export function digraphOf<E extends Edge>(edges: readonly E[]): readonly Vertex<E>[] {
  interface Building {
    name: string;
    rank: number;
    out: { from: Building; to: Building; edges: [E, ...E[]] }[];
  }
  const names = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort(compare),
    vertices = names.map((name, rank): Building => ({ name, rank, out: [] }));
  const byName = new Map(vertices.map((vertex) => [vertex.name, vertex])),
    steps = new Map<number, Building['out'][number]>();
  for (const edge of edges) {
    const from = byName.get(edge.from),
      to = byName.get(edge.to);
    if (!from || !to || from === to) continue;
    const key = from.rank * names.length + to.rank,
      step = steps.get(key);
    if (step) {
      step.edges.push(edge);
      continue;
    }
    const made: Building['out'][number] = { from, to, edges: [edge] };
    steps.set(key, made);
    from.out.push(made);
  }
  for (const { out } of vertices) out.sort((a, b) => a.to.rank - b.to.rank);
  return vertices;
}

/**
 * The edges that lie on a cycle, one list for each strongly connected component, each in the order given; edges that lie on no cycle are
 * left out.
 * The components come in the order of their first names.
 */
export function cyclicParts<E extends Edge>(edges: readonly E[]): readonly (readonly E[])[] {
  const found = components(digraphOf(edges), ({ out }) => out.map(({ to }) => to)).filter(({ length }) => length > 1);
  const parts = found
    .map((vertices) => ({ vertices, first: vertices.reduce((least, { rank }) => Math.min(least, rank), Infinity), edges: [] as E[] }))
    .sort((a, b) => a.first - b.first);
  const partOf = new Map(parts.flatMap((part) => part.vertices.map(({ name }) => [name, part] as const)));
  for (const edge of edges) {
    const part = partOf.get(edge.from);
    if (part && edge.from !== edge.to && part === partOf.get(edge.to)) part.edges.push(edge);
  }
  return parts.map((part) => part.edges);
}
