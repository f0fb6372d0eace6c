/** The graph of an app as text: a tree for people, Mermaid, Graphviz DOT and JSON. Pure functions of plain data; each escapes for its own medium, since names are untrusted. */
import { compare } from './digraph.js';

export type DrawnKind = 'stack' | 'key' | 'alias' | 'principal' | 'service';
/** group: the id of the stack that it stands in; without one it stands outside the app. */
export interface DrawnNode {
  readonly id: string;
  readonly kind: DrawnKind;
  readonly label: string;
  readonly group?: string;
}
/** inRing: part of the ring that is shown; cut: to be removed; possible: it is not certain that it holds. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly inRing: boolean;
  readonly cut: boolean;
  readonly possible: boolean;
}
export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

/** Hidden characters: what a terminal obeys or a reader cannot see. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const visible = (text: string): string => text.replace(HIDDEN, (hidden) => `\\u{${(hidden.codePointAt(0) ?? 0).toString(16)}}`);

interface Box {
  readonly node: DrawnNode;
  readonly members: readonly DrawnNode[];
  readonly number: number;
}
interface Laid {
  readonly boxes: readonly Box[];
  readonly loose: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  readonly numberOf: ReadonlyMap<string, number>;
  readonly byId: ReadonlyMap<string, DrawnNode>;
}

/** Everything in sorted order and numbered, so that the order of the input changes nothing. Edges whose ends are not drawn are left out, and those between a stack and what stands in it, which the nesting says. */
function lay({ nodes, edges }: Drawing): Laid {
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

/** Stacks, what stands in them, and under each thing what it points to; the edges of a ring and those to cut say so in words. */
export function drawText(drawing: Drawing): string {
  const { boxes, loose, edges, byId } = lay(drawing),
    lines: string[] = [],
    out = new Map<string, DrawnEdge[]>();
  for (const edge of edges) {
    const others = out.get(edge.from);
    if (others) others.push(edge);
    else out.set(edge.from, [edge]);
  }
  const named = (node: DrawnNode): string => `${node.kind} ${visible(node.label)}`;
  const marks = (edge: DrawnEdge): string =>
    [...(edge.inRing ? ['in the ring'] : []), ...(edge.cut ? ['CUT HERE'] : []), ...(edge.possible ? ['possibly'] : [])]
      .map((mark) => ` [${mark}]`)
      .join('');
  const arrow = (edge: DrawnEdge): string => {
    const to = byId.get(edge.to);
    return `→ ${to ? named(to) : ''}${edge.label === '' ? '' : `: ${visible(edge.label)}`}${marks(edge)}`;
  };
  const branch = (node: DrawnNode, members: readonly DrawnNode[], indent: string): void => {
    const below = [
      ...members.map((member) => ({ text: named(member), member })),
      ...(out.get(node.id) ?? []).map((edge) => ({ text: arrow(edge), member: undefined })),
    ];
    for (const [i, { text, member }] of below.entries()) {
      const last = i === below.length - 1;
      lines.push(`${indent}${last ? '└─ ' : '├─ '}${text}`);
      if (member) branch(member, [], `${indent}${last ? '   ' : '│  '}`);
    }
  };
  for (const { node, members } of boxes) {
    lines.push(named(node));
    branch(node, members, '');
  }
  if (loose.length > 0) lines.push('outside the app');
  for (const [i, node] of loose.entries()) {
    const last = i === loose.length - 1;
    lines.push(`${last ? '└─ ' : '├─ '}${named(node)}`);
    branch(node, [], last ? '   ' : '│  ');
  }
  return lines.map((line) => `${line}\n`).join('');
}

const MERMAID_SHAPE: Readonly<Record<DrawnKind, readonly [open: string, close: string]>> = {
  stack: ['[', ']'],
  key: ['([', '])'],
  alias: ['>', ']'],
  principal: ['{{', '}}'],
  service: ['[/', '/]'],
};
/** All but letters, digits and a few harmless signs as entity codes, which Mermaid reads in quoted text: no name can end the quotes, start Markdown (a list too) or HTML, or be taken for a directive. */
const mermaidText = (text: string): string =>
  `"${visible(text).replace(/[^\p{L}\p{N}\p{M} .,:/_-]|[.-](?= )/gu, (sign) => `#${sign.codePointAt(0) ?? 0};`) || ' '}"`;

/** A Mermaid flowchart; stacks are subgraphs. Rings are red, edges to cut are orange, dashed and say so in the label. */
export function drawMermaid(drawing: Drawing): string {
  const { boxes, loose, edges, numberOf } = lay(drawing),
    node = (drawn: DrawnNode): string => {
      const [open, close] = MERMAID_SHAPE[drawn.kind];
      return `n${numberOf.get(drawn.id) ?? 0}${open}${mermaidText(drawn.label)}${close}`;
    };
  const lines = ['flowchart LR'];
  // A subgraph without nodes is not drawn everywhere, so a stack that shows nothing inside is a box.
  for (const box of boxes)
    lines.push(
      ...(box.members.length === 0
        ? [`  ${node(box.node)}`]
        : [`  subgraph n${box.number}[${mermaidText(box.node.label)}]`, ...box.members.map((member) => `    ${node(member)}`), '  end']),
    );
  lines.push(...loose.map((drawn) => `  ${node(drawn)}`));
  for (const edge of edges) {
    const label = labelOf(edge);
    lines.push(
      `  n${numberOf.get(edge.from) ?? 0} ${edge.possible || edge.cut ? '-.->' : '-->'}${label === '' ? '' : `|${mermaidText(label)}|`} n${numberOf.get(edge.to) ?? 0}`,
    );
  }
  const styled = (style: string, which: (edge: DrawnEdge) => boolean): string[] => {
    const at = edges.flatMap((edge, i) => (which(edge) ? [i] : []));
    return at.length === 0 ? [] : [`  linkStyle ${at.join(',')} ${style}`];
  };
  lines.push(
    ...styled('stroke:#c0392b,stroke-width:2px', ({ inRing }) => inRing),
    ...styled('stroke:#e67e22,stroke-width:3px', ({ cut }) => cut),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** The label with the marks that a reader without colours needs. */
const labelOf = ({ label, cut, possible }: DrawnEdge): string =>
  [...(cut ? ['CUT:'] : []), ...(label === '' ? [] : [label]), ...(possible ? ['(possibly)'] : [])].join(' ');

const DOT_SHAPE: Readonly<Record<DrawnKind, string>> = {
  stack: 'box',
  key: 'ellipse',
  alias: 'cds',
  principal: 'hexagon',
  service: 'component',
};
/** A quoted string of DOT: backslashes are doubled, so that neither `\"` nor the escapes of labels (`\N`, `\G`) arise; entities are not read, since the ampersand is written as one. */
const dotText = (text: string): string => `"${visible(text).replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/&/g, '&amp;')}"`;

/** A Graphviz digraph; stacks are clusters, whose own edges end at an invisible point inside them. */
export function drawDot(drawing: Drawing): string {
  const { boxes, loose, edges, numberOf } = lay(drawing),
    lines = [
      'digraph "kms-lint" {',
      '  graph [rankdir=LR, compound=true];',
      '  node [fontname="Helvetica"];',
      '  edge [fontname="Helvetica"];',
    ];
  const clusters = new Set(boxes.filter(({ members }) => members.length > 0).map(({ node }) => node.id));
  const node = (drawn: DrawnNode): string =>
    `n${numberOf.get(drawn.id) ?? 0} [shape=${DOT_SHAPE[drawn.kind]}, label=${dotText(drawn.label)}];`;
  for (const box of boxes)
    lines.push(
      ...(box.members.length === 0
        ? [`  ${node(box.node)}`]
        : [
            `  subgraph cluster_${box.number} {`,
            `    label=${dotText(box.node.label)};`,
            `    n${box.number} [shape=point, style=invis];`,
            ...box.members.map((member) => `    ${node(member)}`),
            '  }',
          ]),
    );
  lines.push(...loose.map((drawn) => `  ${node(drawn)}`));
  for (const edge of edges) {
    const from = numberOf.get(edge.from) ?? 0,
      to = numberOf.get(edge.to) ?? 0;
    const attributes = [
      `label=${dotText(labelOf(edge))}`,
      ...(clusters.has(edge.from) ? [`ltail=cluster_${from}`] : []),
      ...(clusters.has(edge.to) ? [`lhead=cluster_${to}`] : []),
      ...(edge.cut ? ['color="#e67e22"', 'penwidth=3'] : edge.inRing ? ['color="#c0392b"', 'penwidth=2'] : []),
      ...(edge.cut || edge.possible ? ['style=dashed'] : []),
    ];
    lines.push(`  n${from} -> n${to} [${attributes.join(', ')}];`);
  }
  return [...lines, '}'].map((line) => `${line}\n`).join('');
}

/** The drawing itself for programs, in sorted order, hidden characters escaped so that it is safe on a terminal. */
export function drawJson(drawing: Drawing): string {
  const { boxes, loose, edges } = lay(drawing),
    nodes = [...boxes.flatMap(({ node, members }) => [node, ...members]), ...loose];
  const json = JSON.stringify(
    {
      schemaVersion: 1,
      nodes: nodes.map(({ id, kind, label, group }) => ({ id, kind, label, group: group ?? null })),
      edges: edges.map(({ from, to, label, inRing, cut, possible }) => ({ from, to, label, inRing, cut, possible })),
    },
    null,
    2,
  );
  return `${json.replace(HIDDEN, (hidden) => (hidden === '\n' ? hidden : Array.from({ length: hidden.length }, (_, unit) => `\\u${hidden.charCodeAt(unit).toString(16).padStart(4, '0')}`).join('')))}\n`;
}
