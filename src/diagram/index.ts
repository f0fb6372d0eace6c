/** Drawings by the name of their format. */
import type { Drawing } from '../types/report.js';
import { drawDot } from './dot.js';
import { drawJson } from './json.js';
import { drawMermaid } from './mermaid.js';
import { drawText } from './text.js';

export { drawDot, drawJson, drawMermaid, drawText };

/** The formats that are text by themselves; svg is made of DOT by Graphviz. */
export const DRAW: Readonly<Record<'text' | 'mermaid' | 'dot' | 'json', (drawing: Drawing) => string>> = {
  text: drawText,
  mermaid: drawMermaid,
  dot: drawDot,
  json: drawJson,
};
