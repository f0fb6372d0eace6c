/** A drawing for programs. */
import { jsonText } from '../core/escape.js';
import type { Drawing } from '../types/report.js';
import { lay } from './layout.js';

/** The drawing itself for programs, in sorted order, hidden characters escaped so that it is safe on a terminal and in a log. */
export function drawJson(drawing: Drawing): string {
  const { boxes, loose, edges } = lay(drawing),
    nodes = [...boxes.flatMap(({ node, members }) => [node, ...members]), ...loose];
  return jsonText({
    schemaVersion: 1,
    nodes: nodes.map(({ id, kind, label, group }) => ({ id, kind, label, group: group ?? null })),
    edges: edges.map(({ from, to, label, inCycle, toBreak, possible, details }) => ({
      from,
      to,
      label,
      inCycle,
      toBreak,
      possible,
      details,
    })),
  });
}
