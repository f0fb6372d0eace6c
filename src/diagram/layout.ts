/** A drawing: what is shown of an app as nodes and edges, brought into an order that does not depend on that of the input. */
import type { DrawnEdge, DrawnNode, Drawing } from '../types/report.js';
import { compare } from '../core/compare.js';

export interface Box {
  readonly node: DrawnNode;
  readonly members: readonly DrawnNode[];
  readonly number: number;
}
export interface Laid {
  readonly boxes: readonly Box[];
  readonly loose: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  readonly numberOf: ReadonlyMap<string, number>;
  readonly byId: ReadonlyMap<string, DrawnNode>;
}

/**
 * Everything in sorted order and numbered, so that the order of the input changes nothing. Edges whose ends are not drawn are left out, and
 * those between a stack and what stands in it, which the nesting says.
 */
export function lay({ nodes, edges }: Drawing): Laid {
  const byId = new Map(nodes.map((node) => [node.id, node])),
    sorted = [...byId.values()].sort((a, b) => compare(a.label, b.label) || compare(a.id, b.id));
  const numberOf = new Map(sorted.map(({ id }, i) => [id, i])),
    isStack = (id: string | undefined): boolean => id !== undefined && byId.get(id)?.kind === 'stack';
  const members = new Map<string, DrawnNode[]>(),
    loose: DrawnNode[] = [];
  for (const node of sorted) {
    if (node.kind === 'stack') continue;
    if (node.group === undefined || !isStack(node.group)) loose.push(node);
    else {
      const inside = members.get(node.group);
      if (inside) inside.push(node);
      else members.set(node.group, [node]);
    }
  }
  return {
    boxes: sorted
      .filter(({ kind }) => kind === 'stack')
      .map((node) => ({ node, members: members.get(node.id) ?? [], number: numberOf.get(node.id) ?? 0 })),
    loose,
    numberOf,
    byId,
    edges: edges
      .filter(({ from, to }) => byId.has(from) && byId.has(to) && byId.get(from)?.group !== to && byId.get(to)?.group !== from)
      .sort(
        (a, b) =>
          (numberOf.get(a.from) ?? 0) - (numberOf.get(b.from) ?? 0) ||
          (numberOf.get(a.to) ?? 0) - (numberOf.get(b.to) ?? 0) ||
          compare(a.label, b.label),
      ),
  };
}

/** The label with the marks that a reader without colours needs. */
export const labelOf = ({ label, toBreak, possible }: DrawnEdge): string =>
  [...(toBreak ? ['BREAK:'] : []), ...(label === '' ? [] : [label]), ...(possible ? ['(possibly)'] : [])].join(' ');
