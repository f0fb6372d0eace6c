/** Minimum feedback arc sets: the cheapest arcs of a directed graph whose removal leaves no cycle. */
import { components } from './components.js';
import { cheapestOrder, goodOrder, type Arc } from './linear-order.js';

/** Up to so many vertices in one component the answer is exact: 2^15 subsets take some ten milliseconds. */
const EXACT = 15;
/** Added to each weight: of cuts with the same weight the one with fewer arcs is taken. Sums of it stay exact beside whole numbers. */
const ONE_ARC = 2 ** -20;
/** Steps of the search for arcs that were cut in vain, before the rest of the cut is left as it is. */
const WORK = 10_000_000;

/** An arc of the kernel: cutting it means cutting the given arcs `cuts`. */
interface KernelArc extends Arc {
  weight: number;
  cuts: number[];
}
interface KernelVertex {
  readonly out: Map<number, KernelArc>;
  readonly into: Map<number, KernelArc>;
}

/**
 * @param size vertices are 0 to size - 1
 * @param arcs without parallel ones and without arcs from a vertex to itself; weights are finite and not negative
 * @param exactUpTo the largest component, after all chains are drawn together, that is solved exactly
 * @returns indices into `arcs`, ascending. No arc of the cut is needless in graphs up to some thousand vertices.
 */
export function feedbackArcs(size: number, arcs: readonly Arc[], exactUpTo = EXACT): readonly number[] {
  const { kernelVertices, cut } = kernel(size, arcs);
  const parts = components(kernelVertices.keys(), (vertex) => kernelVertices[vertex]?.out.keys() ?? []).filter(({ length }) => length > 1);
  for (const part of parts) {
    const vertices = part.sort((a, b) => a - b),
      local = new Map(vertices.map((vertex, i) => [vertex, i]));
    const inside = vertices.flatMap((vertex) =>
      [...(kernelVertices[vertex]?.out.values() ?? [])].filter(({ to }) => local.has(to)).sort((a, b) => a.to - b.to),
    );
    const renumbered = inside.map(({ from, to, weight }) => ({ from: local.get(from) ?? 0, to: local.get(to) ?? 0, weight })),
      exact = vertices.length <= exactUpTo;
    const place = exact ? cheapestOrder(vertices.length, renumbered) : goodOrder(vertices.length, renumbered);
    const back = renumbered.map(({ from, to }) => (place[from] ?? 0) > (place[to] ?? 0));
    if (!exact) keepNeedless(vertices.length, renumbered, back);
    for (const [i, arc] of inside.entries()) if (back[i]) for (const index of arc.cuts) cut.push(index);
  }
  return cut.sort((a, b) => a - b);
}

/**
 * Draws chains together: all cycles through a vertex with one arc in and one out use both, so only the cheaper counts, and the vertex can
 * go. Parallel arcs that arise are cut together;
 * a cycle of one vertex that arises must be cut. What is left has the same smallest cut, and most cycles of stacks come out solved.
 */
function kernel(size: number, arcs: readonly Arc[]): { readonly kernelVertices: readonly KernelVertex[]; readonly cut: number[] } {
  const kernelVertices = Array.from({ length: size }, (): KernelVertex => ({ out: new Map(), into: new Map() })),
    cut: number[] = [];
  const add = (arc: KernelArc): void => {
    const old = kernelVertices[arc.from]?.out.get(arc.to);
    if (!old) {
      kernelVertices[arc.from]?.out.set(arc.to, arc);
      kernelVertices[arc.to]?.into.set(arc.from, arc);
      return;
    }
    const [more, fewer] = old.cuts.length >= arc.cuts.length ? [old.cuts, arc.cuts] : [arc.cuts, old.cuts];
    for (const index of fewer) more.push(index);
    old.weight += arc.weight;
    old.cuts = more;
  };
  for (const [index, { from, to, weight }] of arcs.entries()) add({ from, to, weight: weight + ONE_ARC, cuts: [index] });
  const waiting = [...kernelVertices.keys()].reverse();
  for (let vertex = waiting.pop(); vertex !== undefined; vertex = waiting.pop()) {
    const component = kernelVertices[vertex];
    if (!component || component.out.size !== 1 || component.into.size !== 1) continue;
    const [before] = component.into.values(),
      [after] = component.out.values();
    if (!before || !after) continue;
    component.into.clear();
    component.out.clear();
    kernelVertices[before.from]?.out.delete(vertex);
    kernelVertices[after.to]?.into.delete(vertex);
    const cheaper = before.weight <= after.weight ? before : after;
    if (before.from === after.to) for (const index of cheaper.cuts) cut.push(index);
    else add({ from: before.from, to: after.to, weight: cheaper.weight, cuts: cheaper.cuts });
    waiting.push(after.to, before.from);
  }
  return { kernelVertices, cut };
}

/** Takes arcs back into the graph that close no cycle there, the heaviest first. */
function keepNeedless(size: number, arcs: readonly Arc[], back: boolean[]): void {
  const next = Array.from({ length: size }, (): number[] => []),
    seen = new Int32Array(size);
  for (const [i, { from, to }] of arcs.entries()) if (!back[i]) next[from]?.push(to);
  let work = 0,
    round = 0;
  const reaches = (from: number, target: number): boolean => {
    const path = [from];
    round++;
    for (let at = path.pop(); at !== undefined; at = path.pop()) {
      if (at === target) return true;
      for (const to of next[at] ?? []) {
        work++;
        if (seen[to] !== round) {
          seen[to] = round;
          path.push(to);
        }
      }
    }
    return false;
  };
  for (const { from, to, i } of arcs
    .flatMap((arc, i) => (back[i] ? [{ ...arc, i }] : []))
    .sort((a, b) => b.weight - a.weight || a.i - b.i)) {
    if (work > WORK) return;
    if (reaches(to, from)) continue;
    next[from]?.push(to);
    back[i] = false;
  }
}
