/** A drawing for programs. */
import type { Drawing } from '../types/report.js';
import { HIDDEN, lay } from './layout.js';

/** The drawing itself for programs, in sorted order, hidden characters escaped so that it is safe on a terminal. */
export function drawJson(drawing: Drawing): string {
  const { boxes, loose, edges } = lay(drawing),
    nodes = [...boxes.flatMap(({ node, members }) => [node, ...members]), ...loose];
  const json = JSON.stringify(
    {
      schemaVersion: 1,
      nodes: nodes.map(({ id, kind, label, group }) => ({ id, kind, label, group: group ?? null })),
      edges: edges.map(({ from, to, label, inRing, cut, possible, details }) => ({ from, to, label, inRing, cut, possible, details })),
    },
    null,
    2,
  );
  return `${json.replace(HIDDEN, (hidden) => (hidden === '\n' ? hidden : Array.from({ length: hidden.length }, (_, unit) => `\\u${hidden.charCodeAt(unit).toString(16).padStart(4, '0')}`).join('')))}\n`;
}
