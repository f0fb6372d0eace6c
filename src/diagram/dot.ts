/** A drawing in DOT, the language of Graphviz. Names are untrusted, so they are escaped for it. */
import type { Drawing, DrawnEdge, DrawnKind, DrawnNode } from '../types/report.js';
import { visible } from '../core/escape.js';
import { labelOf, lay } from './layout.js';

const NODE: Readonly<Record<DrawnKind, string>> = {
  stack: 'shape=box, style="rounded,filled", fillcolor="#f6f8fa", color="#8c959f"',
  key: 'shape=ellipse, style=filled, fillcolor="#fff8c5", color="#9a6700"',
  alias: 'shape=cds, style=filled, fillcolor="#ffffff", color="#9a6700"',
  principal: 'shape=hexagon, style=filled, fillcolor="#ddf4ff", color="#0969da"',
  service: 'shape=component, style=filled, fillcolor="#ffffff", color="#0969da"',
  resource: 'shape=box, style=filled, fillcolor="#ffffff", color="#8c959f"',
};
/**
 * A quoted string of DOT: backslashes are doubled, so that neither `\"` nor the escapes of labels (`\N`, `\G`) arise; entities are not
 * read, since the ampersand is written as one.
 */
const quoted = (text: string): string => `"${visible(text).replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/&/g, '&amp;')}"`;

/**
 * A Graphviz digraph; stacks are clusters, whose own edges end at an invisible point inside them. Cycles are red; what is to be cut is
 * dashed, orange and says so.
 */
/**
 * A Graphviz digraph; stacks are clusters, whose own edges end at an invisible point inside them. Cycles are red; what is to be broken is
 * dashed, orange and says so.
 */
export function drawDot(drawing: Drawing): string {
  const { boxes, loose, edges, numberOf } = lay(drawing);
  const number = (id: string): number => numberOf.get(id) ?? 0;
  const node = ({ id, kind, label }: DrawnNode): string => `n${number(id)} [label=${quoted(label)}, ${NODE[kind]}];`;
  const hasEdges = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const clusters = new Set(boxes.filter(({ members }) => members.length > 0).map((box) => box.node.id));
  const lines = [
    'digraph "kms-lint" {',
    '  graph [rankdir=LR, compound=true, fontname="Helvetica", fontsize=12, nodesep=0.3, ranksep=0.9];',
    '  node [fontname="Helvetica", fontsize=11, color="#57606a"];',
    '  edge [fontname="Helvetica", fontsize=9, color="#57606a", fontcolor="#57606a"];',
  ];
  for (const box of boxes)
    if (box.members.length === 0) lines.push(`  ${node(box.node)}`);
    else
      lines.push(
        `  subgraph cluster_${box.number} {`,
        `    graph [label=${quoted(box.node.label)}, style="rounded,filled", fillcolor="#f6f8fa", color="#8c959f"];`,
        ...(hasEdges.has(box.node.id) ? [`    n${box.number} [shape=point, style=invis];`] : []),
        ...box.members.map((member) => `    ${node(member)}`),
        '  }',
      );
  lines.push(...loose.map((drawn) => `  ${node(drawn)}`));
  for (const edge of edges) lines.push(`  n${number(edge.from)} -> n${number(edge.to)} [${attributesOf(edge, clusters, number)}];`);
  return [...lines, '}'].map((line) => `${line}\n`).join('');
}

function attributesOf(edge: DrawnEdge, clusters: ReadonlySet<string>, number: (id: string) => number): string {
  return [
    `label=${quoted(labelOf(edge))}`,
    ...(clusters.has(edge.from) ? [`ltail=cluster_${number(edge.from)}`] : []),
    ...(clusters.has(edge.to) ? [`lhead=cluster_${number(edge.to)}`] : []),
    ...colourOf(edge),
    ...(edge.toBreak || edge.possible ? ['style=dashed'] : []),
  ].join(', ');
}

function colourOf({ toBreak, inCycle }: DrawnEdge): readonly string[] {
  if (toBreak) return ['color="#bc4c00"', 'fontcolor="#bc4c00"', 'penwidth=3'];
  return inCycle ? ['color="#cf222e"', 'fontcolor="#cf222e"', 'penwidth=2'] : [];
}
