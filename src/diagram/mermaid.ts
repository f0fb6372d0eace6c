/** A drawing as a Mermaid flowchart. Names are untrusted, so they are escaped for it. */
import type { Drawing, DrawnEdge, DrawnKind, DrawnNode } from '../types/report.js';
import { visible } from '../core/escape.js';
import { labelOf, lay } from './layout.js';

const MERMAID_SHAPE: Readonly<Record<DrawnKind, readonly [open: string, close: string]>> = {
  stack: ['[', ']'],
  key: ['([', '])'],
  alias: ['>', ']'],
  principal: ['{{', '}}'],
  service: ['[/', '/]'],
  resource: ['(', ')'],
};
/**
 * All but letters, digits and a few harmless signs as entity codes, which Mermaid reads in quoted text: no name can end the quotes, start
 * Markdown (a list too) or HTML, or be taken for a directive.
 */
const mermaidText = (text: string): string =>
  `"${visible(text).replace(/[^\p{L}\p{N}\p{M} .,:/_-]|[.-](?= )/gu, (sign) => `#${sign.codePointAt(0) ?? 0};`) || ' '}"`;

/** A Mermaid flowchart; stacks are subgraphs. Cycles are red, edges to break are orange, dashed and say so in the label. */
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
      `  n${numberOf.get(edge.from) ?? 0} ${edge.possible || edge.toBreak ? '-.->' : '-->'}${label === '' ? '' : `|${mermaidText(label)}|`} n${numberOf.get(edge.to) ?? 0}`,
    );
  }
  const styled = (style: string, which: (edge: DrawnEdge) => boolean): string[] => {
    const at = edges.flatMap((edge, i) => (which(edge) ? [i] : []));
    return at.length === 0 ? [] : [`  linkStyle ${at.join(',')} ${style}`];
  };
  lines.push(
    ...styled('stroke:#c0392b,stroke-width:2px', ({ inCycle }) => inCycle),
    ...styled('stroke:#e67e22,stroke-width:3px', ({ toBreak }) => toBreak),
  );
  return lines.map((line) => `${line}\n`).join('');
}
