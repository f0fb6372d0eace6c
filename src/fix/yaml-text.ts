/** The text of a YAML file as its writer set it: where things stand, how far in, and new lines that look like the others. */
import type * as Yaml from 'yaml';
import type { Json } from '../types/files.js';
import type { TextEdit } from './text-edit.js';

export interface YamlText {
  readonly text: string;
  /** One step of indentation, in blanks. */
  readonly unit: number;
  /** Of a node, with the anchor and tag before it, to the end of what is written; of a pair, from its key to its value. */
  rangeOf(node: unknown): { readonly start: number; readonly end: number };
  columnOf(offset: number): number;
  /** The dash of a list's item that begins at an offset. */
  dashBefore(offset: number): number | undefined;
  /** The beginning of the line of an offset, or of the comments directly above it that are set as far in. */
  commentsAbove(offset: number): number;
  /** The beginning of the line after that of an offset. */
  nextLine(offset: number): number;
  /** The first place at or after an offset that is no white space. */
  contentFrom(offset: number): number;
  /** A value as lines that begin at the left. */
  block(value: Json): string;
  newLine(indent: number): string;
  /** Lines that begin at the left, all but the first of them set in. */
  indented(indent: number, lines: string): string;
  /** Lines that are written behind the line of an offset. */
  lineBehind(offset: number, indent: number, lines: string): TextEdit;
}

export function openYamlText(text: string, { isPair, stringify }: typeof Yaml): YamlText {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  // That of the first member which stands under another.
  const unit = /^\S[^\r\n]*:[ \t]*\r?\n( +)[^\s#-]/m.exec(text)?.[1]?.length ?? 2;
  const lineStart = (offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = (offset: number): number => offset + (/^[^\r\n]*/.exec(text.slice(offset))?.[0].length ?? 0);
  const columnOf = (offset: number): number => offset - lineStart(offset);
  const newLine = (indent: number): string => eol + ' '.repeat(indent);
  const indented = (indent: number, lines: string): string => lines.replaceAll('\n', newLine(indent));
  return {
    text,
    unit,
    rangeOf,
    columnOf,
    newLine,
    indented,
    dashBefore(offset) {
      // What an item holds may begin on the line below its dash.
      const before = text.slice(0, offset).trimEnd();
      return before.endsWith('-') ? before.length - 1 : undefined;
    },
    commentsAbove(offset) {
      let start = lineStart(offset);
      while (start > 0) {
        const above = lineStart(start - 1);
        if (/^ *(?=#)/.exec(text.slice(above, start))?.[0].length !== columnOf(offset)) break;
        start = above;
      }
      return start;
    },
    nextLine: (offset) => lineEnd(offset) + (/^\r?\n/.exec(text.slice(lineEnd(offset)))?.[0].length ?? 0),
    contentFrom: (offset) => offset + (/^\s*/.exec(text.slice(offset))?.[0].length ?? 0),
    block: (value) => stringify(value, { version: '1.1', indent: unit, lineWidth: 0 }).trimEnd(),
    lineBehind: (offset, indent, lines) => ({
      start: lineEnd(offset),
      end: lineEnd(offset),
      text: newLine(indent) + indented(indent, lines),
      joins: true,
    }),
  };

  function rangeOf(node: unknown): { readonly start: number; readonly end: number } {
    if (isPair(node)) {
      const key = rangeOf(node.key);
      return { start: key.start, end: Math.max(rangeOf(node.value).end, key.end) };
    }
    const { range, tag, anchor } = (node ?? {}) as Partial<Pick<Yaml.Scalar, 'range' | 'tag' | 'anchor'>>;
    if (!range) return { start: 0, end: 0 };
    const marks = [tag?.startsWith('!') === true ? tag : undefined, anchor === undefined ? undefined : `&${anchor}`];
    let start = range[0];
    // They may stand in either order.
    for (const mark of [...marks, ...marks]) {
      const before = text.slice(0, start).trimEnd();
      if (mark !== undefined && before.endsWith(mark)) start = before.length - mark.length;
    }
    return { start, end: start + text.slice(start, range[1]).trimEnd().length };
  }
}
