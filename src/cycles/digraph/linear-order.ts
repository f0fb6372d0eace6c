/** Orders of vertices in which little weight points backwards: the arcs that do are a feedback arc set. */

export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/**
 * The order with the least weight backwards, by dynamic programming over subsets: O(2^size · size²) time, 9 · 2^size bytes.
 * @returns the place of each vertex
 */
export function cheapestOrder(size: number, arcs: readonly Arc[]): Int32Array {
  const out = Array.from({ length: size }, () => new Float64Array(size));
  for (const { from, to, weight } of arcs) {
    const row = out[from];
    if (row) row[to] = (row[to] ?? 0) + weight;
  }
  const least = new Float64Array(2 ** size).fill(Infinity),
    last = new Int8Array(2 ** size);
  least[0] = 0;
  for (let placed = 0; placed < least.length; placed++) {
    for (let vertex = 0; vertex < size; vertex++) {
      const grown = placed | (1 << vertex);
      if (grown === placed) continue;
      let sum = least[placed] ?? 0;
      for (let rest = placed, row = out[vertex]; rest !== 0; rest &= rest - 1) sum += row?.[31 - Math.clz32(rest & -rest)] ?? 0;
      if (sum < (least[grown] ?? 0)) {
        least[grown] = sum;
        last[grown] = vertex;
      }
    }
  }
  const place = new Int32Array(size);
  for (let placed = least.length - 1, at = size - 1; at >= 0; at--) {
    const vertex = last[placed] ?? 0;
    place[vertex] = at;
    placed ^= 1 << vertex;
  }
  return place;
}

interface Touch {
  readonly other: number;
  readonly weight: number;
  readonly leaves: boolean;
}
/** Passes over all vertices; on random graphs the last of them gains less than a hundredth. */
const PASSES = 12;

/**
 * A good order in near-linear time: that of Eades, Lin and Smyth (1993), its vertices then moved one by one to where they cost least, as
 * long as that helps.
 * @returns the place of each vertex
 */
export function goodOrder(size: number, arcs: readonly Arc[]): Int32Array {
  const touching = Array.from({ length: size }, (): Touch[] => []);
  for (const { from, to, weight } of arcs) {
    touching[from]?.push({ other: to, weight, leaves: true });
    touching[to]?.push({ other: from, weight, leaves: false });
  }
  let place = eadesLinSmyth(touching);
  for (let pass = 0; pass < PASSES; pass++) {
    const { better, gain } = sift(place, touching);
    place = better;
    if (gain === 0) break;
  }
  return place;
}

/**
 * Vertices that nothing enters come first, those that nothing leaves last; between them the one with the most weight out less weight in
 * goes next to the first.
 */
function eadesLinSmyth(touching: readonly (readonly Touch[])[]): Int32Array {
  const size = touching.length,
    place = new Int32Array(size),
    placed = new Uint8Array(size),
    ins = new Int32Array(size),
    outs = new Int32Array(size),
    surplus = new Float64Array(size);
  const add = (to: Int32Array | Float64Array, at: number, by: number): void => {
    to[at] = (to[at] ?? 0) + by;
  };
  for (const [vertex, touches] of touching.entries())
    for (const { leaves, weight } of touches) {
      add(leaves ? outs : ins, vertex, 1);
      add(surplus, vertex, leaves ? weight : -weight);
    }
  const heap: Entry[] = [],
    sources: number[] = [],
    sinks: number[] = [];
  let head = 0,
    tail = size - 1;
  const note = (vertex: number): void => {
    if (ins[vertex] === 0) sources.push(vertex);
    else if (outs[vertex] === 0) sinks.push(vertex);
    else push(heap, { vertex, key: surplus[vertex] ?? 0 });
  };
  const put = (vertex: number, at: number): void => {
    place[vertex] = at;
    placed[vertex] = 1;
    for (const { other, weight, leaves } of touching[vertex] ?? []) {
      if (placed[other] === 1) continue;
      add(leaves ? ins : outs, other, -1);
      add(surplus, other, leaves ? weight : -weight);
      note(other);
    }
  };
  for (let vertex = 0; vertex < size; vertex++) note(vertex);
  while (head <= tail) {
    const sink = sinks.pop(),
      source = sink === undefined ? sources.pop() : undefined;
    if (sink !== undefined) {
      if (placed[sink] === 0) put(sink, tail--);
      continue;
    }
    if (source !== undefined) {
      if (placed[source] === 0) put(source, head++);
      continue;
    }
    const top = pop(heap);
    // Entries whose weights have changed since are passed over; a newer one is in the heap.
    if (top && placed[top.vertex] === 0 && Object.is(top.key, surplus[top.vertex])) put(top.vertex, head++);
  }
  return place;
}

/** Moves each vertex to the place between its neighbours where the least weight points backwards. */
function sift(place: Int32Array, touching: readonly (readonly Touch[])[]): { readonly better: Int32Array; readonly gain: number } {
  const at = Float64Array.from(place);
  let gain = 0;
  for (const [vertex, touches] of touching.entries()) {
    const here = at[vertex] ?? 0,
      sorted = touches.map(({ other, weight, leaves }) => ({ where: at[other] ?? 0, weight, leaves })).sort((a, b) => a.where - b.where);
    // Before all neighbours, the arcs that enter point backwards; each neighbour passed turns its arc round.
    let cost = sorted.reduce((sum, { weight, leaves }) => (leaves ? sum : sum + weight), 0),
      now = cost,
      least = cost,
      best = (sorted[0]?.where ?? here) - 1;
    for (const [i, { where, weight, leaves }] of sorted.entries()) {
      cost += leaves ? weight : -weight;
      if (where < here) now = cost;
      const next = sorted[i + 1]?.where;
      if (next === where || cost >= least) continue;
      least = cost;
      best = next === undefined ? where + 1 : (where + next) / 2;
    }
    // Halves of halves may meet a neighbour's own place; then the vertex stays, since two ends of an arc must differ.
    if (least >= now || sorted.some(({ where }) => where === best)) continue;
    gain += now - least;
    at[vertex] = best;
  }
  const better = new Int32Array(place.length);
  for (const [rank, vertex] of [...place.keys()].sort((a, b) => (at[a] ?? 0) - (at[b] ?? 0) || a - b).entries()) better[vertex] = rank;
  return { better, gain };
}

/** A binary heap with the largest key on top; of equal keys the vertex with the smaller number. */
interface Entry {
  readonly vertex: number;
  readonly key: number;
}
const above = (a: Entry, b: Entry): boolean => a.key > b.key || (a.key === b.key && a.vertex < b.vertex);
function push(heap: Entry[], entry: Entry): void {
  let at = heap.push(entry) - 1;
  for (let parent = (at - 1) >> 1; at > 0; parent = (at - 1) >> 1) {
    const upper = heap[parent];
    if (!upper || !above(entry, upper)) break;
    heap[at] = upper;
    at = parent;
  }
  heap[at] = entry;
}
function pop(heap: Entry[]): Entry | undefined {
  const top = heap[0],
    entry = heap.pop();
  if (!entry || heap.length === 0) return top;
  let at = 0;
  for (;;) {
    const left = heap[2 * at + 1],
      right = heap[2 * at + 2],
      child = left && right && above(right, left) ? right : left;
    if (!child || !above(child, entry)) break;
    heap[at] = child;
    at = child === right ? 2 * at + 2 : 2 * at + 1;
  }
  heap[at] = entry;
  return top;
}
