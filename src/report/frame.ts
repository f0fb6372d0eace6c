/** The frame around a place: its line, the lines before and after, and marks under what is meant. */
import type { Position } from '../types/files.js';
import { visible } from '../core/escape.js';
import { columns, fit, type Paint, type TextStyle } from './layout.js';

export interface FrameOptions {
  readonly width: number;
  readonly unicode: boolean;
  readonly paint: Paint;
  readonly style: TextStyle;
  /** Only the line that is meant, without those around it. */
  readonly short?: boolean;
}
export interface CodeFrame {
  readonly lines: readonly string[];
  /** The width of the line numbers. */ readonly gutter: number;
}

const shown = (text: string): string => visible(text.replaceAll('\t', '    '));

/** Undefined where the position carries no source lines. */
export function drawFrame(
  { frame, line, column, endColumn }: Position,
  { width, unicode, paint, style, short = false }: FrameOptions,
): CodeFrame | undefined {
  const marked = frame?.lines[line - frame.firstLine];
  if (!frame || marked === undefined) return undefined;
  const bar = unicode ? '│' : '|',
    ellipsis = unicode ? '…' : '...';
  const numbered = frame.lines
    .map((text, index) => ({ number: frame.firstLine + index, text: text.trimEnd() }))
    .filter(({ number, text }) => number === line || (text !== '' && !short));
  const gutter = Math.max(...numbered.map(({ number }) => String(number).length)),
    room = Math.max(20, width - gutter - 3);
  const mark = markIn(marked, column - 1, Math.max(column, endColumn - 1), room, ellipsis);
  const cut = (text: string): string =>
    mark.from === 0
      ? fit(shown(text.slice(0, 2 * room)), room, ellipsis)
      : fit((text.length > 0 ? ellipsis : '') + shown(text.slice(mark.from, mark.from + 2 * room)), room, ellipsis);
  const row = (number: string, text: string): string =>
    `${paint(`${number.padStart(gutter)} ${bar}`, 'dim')}${text === '' ? '' : ` ${text}`}`;
  const lines = short ? [] : [row('', '')];
  for (const { number, text } of numbered) {
    if (number !== line) {
      lines.push(row(String(number), paint(cut(text), 'dim')));
      continue;
    }
    lines.push(
      `${paint(String(number).padStart(gutter), style, 'bold')} ${paint(bar, 'dim')} ${cut(text)}`,
      row('', ' '.repeat(mark.start) + paint('^'.repeat(mark.length), style, 'bold')),
    );
  }
  return { lines, gutter };
}

/** Where the marks stand, in columns, and from which unit on the lines are shown: a long line is cut so that the place can be seen. */
function markIn(
  line: string,
  start: number,
  end: number,
  room: number,
  ellipsis: string,
): { readonly from: number; readonly start: number; readonly length: number } {
  const before = start <= room ? columns(shown(line.slice(0, start))) : Infinity,
    length = Math.max(1, columns(shown(line.slice(start, Math.min(end, start + room)))));
  const from = before + Math.min(length, room / 2) <= room ? 0 : Math.max(1, start - Math.floor(room / 4));
  const at = from === 0 ? before : ellipsis.length + columns(shown(line.slice(from, start)));
  return { from, start: at, length: Math.max(1, Math.min(length, room - at)) };
}
