/** A drawing as SVG. Graphviz is a megabyte of WebAssembly, loaded when a picture is asked for. */
import type * as WasmGraphviz from '@hpcc-js/wasm-graphviz';
import { importModule } from '../core/import-module.js';
import type { Drawing } from '../types/report.js';
import { drawDot } from './dot.js';
import { textWidth } from './text-width.js';

/** @returns what draws, once Graphviz is loaded */
export async function svgDrawer(): Promise<(drawing: Drawing) => string> {
  const { Graphviz } = (await importModule('@hpcc-js/wasm-graphviz')) as typeof WasmGraphviz;
  const graphviz = await Graphviz.load();
  return (drawing) => fitted(graphviz.dot(drawDot(drawing)));
}

const TEXT = /(<text [^>]*font-size="([\d.]+)"[^>]*)>([^<]*)<\/text>/g;
const ENTITY = /&(?:#(\d+)|(amp|lt|gt|quot|apos));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Each text with the width that its box was made for, so that it fits in whatever font the viewer has. */
function fitted(svg: string): string {
  return svg.replace(TEXT, (whole, head: string, size: string, written: string) => {
    const text = written.replace(ENTITY, (_, code?: string, name?: string) =>
      code ? String.fromCodePoint(Number(code)) : (NAMED[name ?? ''] ?? ''),
    );
    const width = textWidth(text, Number(size));
    return width ? `${head} textLength="${width.toFixed(1)}" lengthAdjust="spacingAndGlyphs">${written}</text>` : whole;
  });
}
