/** Which edges to break so that no cycle is left: few, and such as are easily given up. */
import type { Link } from '../types/program.js';
import { cyclicParts, digraphOf } from './digraph/digraph.js';
import { feedbackArcs } from './digraph/feedback-arcs.js';

/**
 * The cheapest choice: with all these edges gone no cycle is left, and no other choice costs less (exact up to 15 stacks in one component,
 * near it beyond). Parallel edges are broken together;
 * a manifest edge beside others costs nothing, since CDK writes it for the reference and it goes with it. Of choices with the same cost,
 * one with the fewest steps.
 * @param breakCost not negative; Infinity for an edge that is broken only where nothing else helps
 * @returns in the order given
 */
export function breaksOf(links: readonly Link[], breakCost: (link: Link) => number): readonly Link[] {
  const gone = new Set<Link>();
  for (const part of cyclicParts(links)) {
    const vertices = digraphOf(part),
      steps = vertices.flatMap(({ out }) => out);
    const arcs = steps.map(({ from, to, edges }) => ({
      from: from.rank,
      to: to.rank,
      weight: Math.min(costOfStep(edges, breakCost), UNBREAKABLE),
    }));
    for (const i of feedbackArcs(vertices.length, arcs)) for (const link of steps[i]?.edges ?? []) gone.add(link);
  }
  return links.filter((link) => gone.has(link));
}

/** More than any sum of ordinary costs, and still exact in sums. */
const UNBREAKABLE = 2 ** 24;
function costOfStep(edges: readonly Link[], breakCost: (link: Link) => number): number {
  const made = edges.filter(({ kind }) => kind !== 'manifest');
  return (made.length > 0 ? made : edges).reduce((sum, link) => sum + Math.max(0, breakCost(link)), 0);
}
