/** A drawing as a tree for people. */
import type { Drawing, DrawnEdge, DrawnNode } from '../types/report.js';
import { visible } from '../core/escape.js';
import { lay } from './layout.js';

/** Stacks, what stands in them, and under each thing what it points to; the edges of a cycle and those to break say so in words. */
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
    [...(edge.inCycle ? ['in the cycle'] : []), ...(edge.toBreak ? ['BREAK HERE'] : []), ...(edge.possible ? ['possibly'] : [])]
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
