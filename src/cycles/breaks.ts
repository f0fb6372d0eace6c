/** Which edges to cut so that no cycle is left: few, and such as are easily given up. */
import type { Link } from '../types/program.js';
import { cyclicParts, digraphOf } from './digraph/digraph.js';
import { feedbackArcs } from './digraph/feedback-arcs.js';

/**
 * The smallest cut: with all these edges gone no cycle is left, and no other choice weighs less (exact up to 15 stacks in one component, near it beyond). Parallel edges are cut together;
 * a manifest edge beside others costs nothing, since CDK writes it for the reference and it goes with it. Of cuts with the same weight, one with the fewest steps.
 * @param weight not negative; Infinity for an edge that is cut only where nothing else helps
 * @returns in the order given
 */
export function breaksOf(links: readonly Link[], weight: (link: Link) => number): readonly Link[] {
  const gone = new Set<Link>();
  for (const part of cyclicParts(links)) {
    const vertices = digraphOf(part),
      steps = vertices.flatMap(({ out }) => out);
    const arcs = steps.map(({ from, to, edges }) => ({
      from: from.rank,
      to: to.rank,
      weight: Math.min(stepWeight(edges, weight), UNCUTTABLE),
    }));
    for (const i of feedbackArcs(vertices.length, arcs)) for (const link of steps[i]?.edges ?? []) gone.add(link);
  }
  return links.filter((link) => gone.has(link));
}

/** Heavier than any sum of ordinary weights, and still exact in sums. */
const UNCUTTABLE = 2 ** 24;
function stepWeight(edges: readonly Link[], weight: (link: Link) => number): number {
  const made = edges.filter(({ kind }) => kind !== 'manifest');
  return (made.length > 0 ? made : edges).reduce((sum, link) => sum + Math.max(0, weight(link)), 0);
}
