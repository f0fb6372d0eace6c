/** The shortest way round in a directed graph; of equally short ones the cheapest, of equally cheap ones the first by name. */
import { digraphOf, type Edge } from './digraph.js';

/**
 * Steps looked at before the search settles for the best cycle found so far. Only graphs of many thousand vertices in which every cycle is
 * long come near.
 */
const WORK = 10_000_000;

interface Spot<E> {
  readonly out: { readonly to: Spot<E>; readonly cost: number; readonly edge: E }[];
  readonly into: { readonly from: Spot<E>; readonly cost: number }[];
  /** How many steps lead out and in that can still lie on a cycle. */
  outs: number;
  ins: number;
  alive: boolean;
  /** Of the search from `seenFrom`: the steps from here to its start, and the least that so many steps cost. */
  seenFrom: Spot<E> | undefined;
  hops: number;
  costs: number;
  /** Whose search may close its cycle by a step to this spot, and what that step costs. */
  closes: Spot<E> | undefined;
  closing: number;
}

/**
 * @param edges of parallel ones the first given stands for all
 * @param cost decides between cycles of the same length; whole numbers whose sum along a cycle stays below 2^53
 * @returns the edges one after the other, starting at the first vertex by name; empty where there is no cycle
 */
export function shortestCycle<E extends Edge>(edges: readonly E[], cost: (edge: E) => number): readonly E[] {
  let cycle: readonly E[] = [],
    best = { hops: Infinity, costs: Infinity },
    work = 0;
  for (const start of spotsOf(edges, cost)) {
    if (!start.alive) continue;
    // Every cycle through the start is known after its search, so the start is taken away: no cycle is found twice, and each begins at its
    // first name.
    const found = nearest(start, best.hops, () => {
      work++;
    });
    if (found && (found.hops < best.hops || found.costs < best.costs)) {
      best = found;
      cycle = walk(start, found);
    }
    if (work > WORK) break;
    remove(start);
  }
  return cycle;
}

function spotsOf<E extends Edge>(edges: readonly E[], cost: (edge: E) => number): readonly Spot<E>[] {
  const vertices = digraphOf(edges);
  const spots = vertices.map((): Spot<E> => ({
    out: [],
    into: [],
    outs: 0,
    ins: 0,
    alive: true,
    seenFrom: undefined,
    hops: 0,
    costs: 0,
    closes: undefined,
    closing: 0,
  }));
  for (const vertex of vertices)
    for (const step of vertex.out) {
      const from = spots[vertex.rank],
        to = spots[step.to.rank],
        [edge] = step.edges,
        price = cost(edge);
      if (!from || !to) continue;
      from.out.push({ to, cost: price, edge });
      from.outs++;
      to.into.push({ from, cost: price });
      to.ins++;
    }
  for (const spot of spots) if (spot.alive && (spot.ins === 0 || spot.outs === 0)) remove(spot);
  return spots;
}

/** Takes a spot away, and with it all that then lies on no cycle, since nothing leads there or nothing leads away. */
function remove<E>(first: Spot<E>): void {
  const gone = [first];
  first.alive = false;
  const drop = (spot: Spot<E>): void => {
    spot.alive = false;
    gone.push(spot);
  };
  for (let spot = gone.pop(); spot; spot = gone.pop()) {
    for (const { to } of spot.out) if (to.alive && --to.ins === 0) drop(to);
    for (const { from } of spot.into) if (from.alive && --from.outs === 0) drop(from);
  }
}

/** The length and the least cost of the shortest cycles through a spot: a breadth-first search against the direction of the steps. */
function nearest<E>(start: Spot<E>, limit: number, count: () => void): { readonly hops: number; readonly costs: number } | undefined {
  for (const { to, cost } of start.out) {
    to.closes = start;
    to.closing = cost;
  }
  start.seenFrom = start;
  start.hops = 0;
  start.costs = 0;
  for (let layer = [start], hops = 1; layer.length > 0; hops++) {
    const costs = layer.reduce((least, spot) => (spot.closes === start ? Math.min(least, spot.costs + spot.closing) : least), Infinity);
    if (costs < Infinity) return { hops, costs };
    if (hops >= limit) return undefined;
    const next: Spot<E>[] = [];
    for (const spot of layer)
      for (const { from, cost } of spot.into) {
        count();
        if (!from.alive) continue;
        if (from.seenFrom !== start) {
          from.seenFrom = start;
          from.hops = hops;
          from.costs = spot.costs + cost;
          next.push(from);
        } else if (from.hops === hops) from.costs = Math.min(from.costs, spot.costs + cost);
      }
    layer = next;
  }
  return undefined;
}

/** The first by name of the cycles that `nearest` measured: from each spot the first step that loses nothing. */
function walk<E>(start: Spot<E>, found: { readonly hops: number; readonly costs: number }): readonly E[] {
  const cycle: E[] = [];
  for (let spot = start, { hops, costs } = found; hops > 0;) {
    const left = hops - 1,
      spent = costs;
    const step = spot.out.find(({ to, cost }) => to.alive && to.seenFrom === start && to.hops === left && cost + to.costs === spent);
    if (!step) return [];
    cycle.push(step.edge);
    spot = step.to;
    hops = left;
    costs = spot.costs;
  }
  return cycle;
}
