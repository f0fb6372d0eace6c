/**
 * Cycles of stacks that need each other: one for each strongly connected component, the surest and shortest way round, and the edges to
 * break.
 */
import { compare } from '../core/compare.js';
import type { Link, Cycle } from '../types/program.js';
import { breaksOf } from './breaks.js';
import { cyclicParts } from './digraph/digraph.js';
import { shortestCycle } from './digraph/shortest-cycle.js';
import { certaintyOfAll, dependencies } from './dependencies.js';

/** Which of two parallel edges says more: a manifest dependency says less than the reference that made it, so it comes last. */
const TELLING: Readonly<Record<Link['kind'], number>> = {
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
/**
 * More than a cycle has steps, so that one possible edge counts more than any number of soft ones, and a soft one more than any number of
 * manifest edges.
 */
const MANY = 2 ** 17;
const unease = (link: Link): number =>
  (link.certainty === 'certain' ? 0 : MANY * MANY) + (link.hard ? 0 : MANY) + (link.kind === 'manifest' ? 1 : 0);

/**
 * A component in which a cycle of certain and hard edges exists shows the shortest of those, else the shortest of certain edges, else the
 * shortest of all.
 * The breaks leave no cycle that is as sure as the one shown: nobody is told to break one that may not be there.
 * @param links the edges between stacks; a stack that needs itself makes a cycle of one
 * @param breakCost what it costs to break an edge: not negative
 * @returns in the order of their stacks; `edges` starts at the first stack by id
 */
export function stackCycles(links: readonly Link[], breakCost: (link: Link) => number): readonly Cycle[] {
  const sorted = [...links].sort(byWorth);
  return [...cyclesOfSeveral(sorted, breakCost), ...cyclesOfOne(sorted)].sort((a, b) => compareLists(a.stacks, b.stacks));
}

function cyclesOfSeveral(links: readonly Link[], breakCost: (link: Link) => number): readonly Cycle[] {
  return cyclicParts(links).flatMap((component): Cycle[] => {
    for (const chosen of [
      component.filter(({ certainty, hard }) => certainty === 'certain' && hard),
      component.filter(({ certainty }) => certainty === 'certain'),
      component,
    ]) {
      const edges = shortestCycle(chosen, unease);
      if (edges.length > 0)
        return [
          {
            stacks: edges.map(({ from }) => from),
            edges,
            ...breaksIn(chosen, edges, breakCost),
            certainty: certaintyOfAll(edges),
          },
        ];
    }
    return [];
  });
}

/** Stacks that need themselves. */
function cyclesOfOne(links: readonly Link[]): readonly Cycle[] {
  const first = new Map<string, Link>();
  for (const link of links) if (link.from === link.to && !first.has(link.from)) first.set(link.from, link);
  return [...first.values()].map((link) => ({ stacks: [link.from], edges: [link], breaks: [link], others: [], certainty: link.certainty }));
}

/** More ways round than this are not told: who has broken those sees the rest. */
const MOST_OTHERS = 5;

/** The edges of a component to break, and the ways round that the shown one does not stand for. */
function breaksIn(links: readonly Link[], shown: readonly Link[], breakCost: (link: Link) => number): Pick<Cycle, 'breaks' | 'others'> {
  const breaks = breaksOf(links, breakCost);
  const steps = new Map(breaks.map((link) => [`${link.from}\n${link.to}`, link] as const));
  for (const { from, to } of shown) steps.delete(`${from}\n${to}`);
  const order = dependencies(links);
  const others = [...steps.values()].slice(0, MOST_OTHERS).map((link) => [link, ...(order.path(link.to, link.from) ?? [])]);
  return { breaks, others };
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
