/** Cycles of stacks that need each other: one for each strongly connected component, the surest and shortest way round, and the edges to cut. */
import { compare } from '../core/compare.js';
import type { Link, Cycle } from '../types/program.js';
import type { LinkKind } from '../types/facts.js';
import { breaksOf } from './breaks.js';
import { cyclicParts } from './digraph/digraph.js';
import { shortestCycle } from './digraph/shortest-cycle.js';
import { dependencies } from './dependencies.js';

/** Which of two parallel edges says more: a manifest dependency says less than the reference that made it, so it comes last. */
const TELLING: Readonly<Record<LinkKind, number>> = {
  import: 0,
  'stack-output': 1,
  'cross-region-export': 2,
  'ssm-parameter': 3,
  'key-policy-principal': 4,
  'physical-name': 5,
  'nested-parameter': 6,
  'nested-output': 7,
  reference: 8,
  'depends-on': 9,
  manifest: 10,
};
/** More than a cycle has steps, so that one unsure edge counts more than any number of soft ones, and a soft one more than any number of manifest edges. */
const MANY = 2 ** 17;
const unease = (link: Link): number =>
  (link.holds === 'yes' ? 0 : MANY * MANY) + (link.hard ? 0 : MANY) + (link.kind === 'manifest' ? 1 : 0);

/**
 * A component in which a cycle of certain and hard edges exists shows the shortest of those, else the shortest of certain edges, else the shortest of all.
 * The cut leaves no cycle that is as sure as the one shown: nobody is told to cut for a cycle that may not be there.
 * @param links the edges between stacks; those that do not hold are left out; a stack that needs itself makes a cycle of one
 * @param weight what it costs to cut an edge, see `cutOf` and `costOf`
 * @returns in the order of their stacks; `edges` starts at the first stack by id
 */
export function stackCycles(links: readonly Link[], weight: (link: Link) => number): readonly Cycle[] {
  const open = links.filter(({ holds }) => holds !== 'no').sort(byWorth);
  return [...cyclicCycles(open, weight), ...cyclesOfOne(open)].sort((a, b) => compareLists(a.stacks, b.stacks));
}

function cyclicCycles(open: readonly Link[], weight: (link: Link) => number): readonly Cycle[] {
  return cyclicParts(open).flatMap((component): Cycle[] => {
    for (const sure of [
      component.filter(({ holds, hard }) => holds === 'yes' && hard),
      component.filter(({ holds }) => holds === 'yes'),
      component,
    ]) {
      const edges = shortestCycle(sure, unease);
      if (edges.length > 0)
        return [
          {
            stacks: edges.map(({ from }) => from),
            edges,
            ...cutIn(sure, edges, weight),
            holds: edges.every(({ holds }) => holds === 'yes') ? 'yes' : 'unknown',
          },
        ];
    }
    return [];
  });
}

/** Stacks that need themselves. */
function cyclesOfOne(open: readonly Link[]): readonly Cycle[] {
  const first = new Map<string, Link>();
  for (const link of open) if (link.from === link.to && !first.has(link.from)) first.set(link.from, link);
  return [...first.values()].map((link) => ({ stacks: [link.from], edges: [link], breaks: [link], others: [], holds: link.holds }));
}

/** More ways round than this are not told: who has cut those sees the rest. */
const MOST_OTHERS = 5;

/** The cut of a component, and the ways round that the shown one does not stand for. */
function cutIn(links: readonly Link[], shown: readonly Link[], weight: (link: Link) => number): Pick<Cycle, 'breaks' | 'others'> {
  const cut = breaksOf(links, weight);
  const steps = new Map(cut.map((link) => [`${link.from}\n${link.to}`, link] as const));
  for (const { from, to } of shown) steps.delete(`${from}\n${to}`);
  const order = dependencies(links);
  const others = [...steps.values()].slice(0, MOST_OTHERS).map((link) => [link, ...(order.path(link.to, link.from) ?? [])]);
  return { breaks: cut, others };
}

/** A total order of links, the best of parallel ones first. */
function byWorth(a: Link, b: Link): number {
  return (
    compare(a.from, b.from) ||
    compare(a.to, b.to) ||
    unease(a) - unease(b) ||
    TELLING[a.kind] - TELLING[b.kind] ||
    compare(a.at.file, b.at.file) ||
    compare(a.at.pointer, b.at.pointer) ||
    compare(a.name, b.name)
  );
}
function compareLists(a: readonly string[], b: readonly string[]): number {
  for (const [i, item] of a.entries()) {
    const order = compare(item, b[i] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
