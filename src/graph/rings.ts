/** Rings of stacks that need each other: one for each strongly connected component, the surest and shortest that goes round. */
import type { Link, LinkKind, Ring, StackId } from '../types.js';
import { components } from './components.js';

/** A manifest dependency says less than the reference that made it, so of two parallel edges it is shown last. */
const TELLING: readonly LinkKind[] = ['import', 'stack-output', 'cross-region-export', 'ssm-parameter', 'key-policy-principal', 'physical-name', 'manifest'];

/** @param links the edges between stacks; those that do not hold and those to the stack itself are left out. */
export function ringsOf(links: readonly Link[]): readonly Ring[] {
  const open = links.filter(({ from, to, holds }) => holds !== 'no' && from !== to).sort(byWorth);
  return groups(open).flatMap((component) => {
    // What is certain and stops a deployment is shown before what is shorter but may not be.
    for (const edges of [component.filter((link) => link.holds === 'yes' && link.hard), component.filter(({ holds }) => holds === 'yes'), component]) {
      const rings = groups(edges).map((part) => shortest(part)).sort((a, b) => a.length - b.length || compare(ringKey(a), ringKey(b)));
      const [ring] = rings;
      if (ring) return [{ stacks: ring.map(({ from }) => from), edges: ring, cut: [], holds: ring.every(({ holds }) => holds === 'yes') ? 'yes' as const : 'unknown' as const }];
    }
    return [];
  }).sort((a, b) => compare(ringKey(a.edges), ringKey(b.edges)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const ringKey = (edges: readonly Link[]): string => edges.map(({ from }) => from).join('\n');
const worth = (link: Link): number => (link.holds === 'yes' ? 0 : 100) + (link.hard ? 0 : 50) + TELLING.indexOf(link.kind);
function byWorth(a: Link, b: Link): number {
  return compare(a.from, b.from) || compare(a.to, b.to) || worth(a) - worth(b) || compare(a.at.file, b.at.file) || compare(a.at.pointer, b.at.pointer) || compare(a.name, b.name);
}

/** The edges inside each component of more than one stack. */
function groups(links: readonly Link[]): Link[][] {
  const next = adjacency(links), parts = components([...next.keys()].sort(compare), (id) => (next.get(id) ?? []).map(({ to }) => to));
  return parts.filter(({ length }) => length > 1).map((stacks) => { const inside = new Set(stacks); return links.filter(({ from, to }) => inside.has(from) && inside.has(to)); });
}

/** The outgoing edges of each stack, the best of parallel ones only. */
function adjacency(links: readonly Link[]): Map<StackId, Link[]> {
  const next = new Map<StackId, Link[]>(), seen = new Set<string>();
  for (const link of links) {
    const key = `${link.from}\n${link.to}`, out = next.get(link.from) ?? [];
    next.set(link.from, out);
    if (!seen.has(key)) out.push(link);
    seen.add(key);
  }
  return next;
}

/** The shortest way round in a component, by a breadth-first search from each of its stacks; of equal ones the first by name. */
function shortest(links: readonly Link[]): readonly Link[] {
  const next = adjacency(links);
  let best: readonly Link[] = [];
  for (const start of [...next.keys()].sort(compare)) {
    const ring = roundFrom(start, next, best.length === 0 ? Infinity : best.length);
    if (ring && (best.length === 0 || ring.length < best.length)) best = ring;
    if (best.length === 2) break;
  }
  return best;
}

function roundFrom(start: StackId, next: ReadonlyMap<StackId, readonly Link[]>, limit: number): readonly Link[] | undefined {
  const came = new Map<StackId, Link>();
  let front: StackId[] = [start];
  for (let steps = 1; front.length > 0 && steps < limit; steps++) {
    const ahead: StackId[] = [];
    for (const id of front) for (const link of next.get(id) ?? []) {
      if (link.to === start) {
        const ring = [link];
        for (let at = link.from; at !== start;) { const edge = came.get(at); if (!edge) break; ring.unshift(edge); at = edge.from; }
        return ring;
      }
      if (!came.has(link.to)) { came.set(link.to, link); ahead.push(link.to); }
    }
    front = ahead;
  }
  return undefined;
}
