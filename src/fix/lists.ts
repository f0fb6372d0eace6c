/**
 * Adds and removes items of a list in text (an object, an array, arguments; JSON or TypeScript) so that it keeps the layout that it has.
 */
import type { TextEdit } from './text-edit.js';

export interface ListText {
  readonly text: string;
  /** The offset after the opening bracket, and that of the closing one. */
  readonly open: number;
  readonly close: number;
  readonly items: readonly { readonly start: number; readonly end: number }[];
}
export interface Layout {
  readonly eol: string;
  /** One step of indentation. */
  readonly unit: string;
  /** How the first item of an empty list is set: on a line of its own, or inside the brackets, with or without blanks. */
  readonly empty: 'block' | 'spaced' | 'tight';
  /** Whether items on one line are set apart by a blank. */
  readonly spaced: boolean;
}

/** @param item the text of the item, whose further lines begin with the given indentation; undefined stands for an item on one line. */
export function insertLast(list: ListText, item: (indent: string | undefined) => string, layout: Layout): readonly TextEdit[] {
  const { text, items, open, close } = list;
  const last = items.at(-1);
  if (!last) return [firstItem(list, item, layout)];
  const indent = indentOf(text, last.start);
  if (indent === undefined || last.start < open) {
    const separator = layout.spaced ? ', ' : ',';
    return [{ start: last.end, end: last.end, text: separator + item(undefined), joins: true }];
  }
  const tail = text.slice(last.end, close);
  const comma = /^\s*,/.exec(tail)?.[0];
  // A comment at the end of the line belongs to the item before.
  const rest = text.slice(last.end + (comma?.length ?? 0), close);
  const comment = /^[ \t]*(\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)/.exec(rest)?.[0].length ?? 0;
  const at = last.end + (comma?.length ?? 0) + comment;
  const line = `${layout.eol}${indent}${item(indent)}`;
  if (comma !== undefined) return [{ start: at, end: at, text: `${line},`, joins: true }];
  if (comment === 0) return [{ start: at, end: at, text: `,${line}`, joins: true }];
  return [
    { start: last.end, end: last.end, text: ',' },
    { start: at, end: at, text: line },
  ];
}

function firstItem({ text, open, close }: ListText, item: (indent: string | undefined) => string, layout: Layout): TextEdit {
  if (layout.empty !== 'block') {
    const blank = layout.empty === 'spaced' ? ' ' : '';
    return text.slice(open, close).trim() === ''
      ? { start: open, end: close, text: `${blank}${item(undefined)}${blank}` }
      : { start: open, end: open, text: `${blank}${item(undefined)},` };
  }
  const around = lineIndent(text, open);
  const inner = around + layout.unit;
  const line = `${layout.eol}${inner}${item(inner)}`;
  return text.slice(open, close).trim() === ''
    ? { start: open, end: close, text: `${line}${layout.eol}${around}` }
    : { start: open, end: open, text: `${line},` };
}

/** Takes an item away with its comma; one that has its lines for itself goes with them. */
export function removeItem({ text, items, open, close }: ListText, index: number): readonly TextEdit[] {
  const item = items[index];
  if (!item) return [];
  const next = items[index + 1];
  const previous = items[index - 1];
  const start = commentBefore(text, item.start, previous?.end ?? open);
  const own = ownLines(text, start, endWithComma(text, item.end, close));
  if (own && next) return [{ ...own, text: '' }];
  if (own && previous) {
    const comma = endWithComma(text, previous.end, item.start);
    // The last of several: the comma before it goes where none came after it.
    const trailing = endWithComma(text, item.end, close) > item.end;
    return trailing || comma === previous.end
      ? [{ ...own, text: '' }]
      : [
          { start: comma - 1, end: comma, text: '' },
          { ...own, text: '' },
        ];
  }
  if (next) return [{ start, end: commentBefore(text, next.start, item.end), text: '' }];
  if (previous) return [{ start: previous.end, end: item.end, text: '' }];
  return [{ start: open, end: close, text: '' }];
}

/** Where a comment begins that stands directly before an item on its line: it is about that item. */
function commentBefore(text: string, start: number, from: number): number {
  const comment = /\/\*(?:(?!\*\/)[^\r\n])*\*\/[ \t]*$/.exec(text.slice(from, start));
  return comment ? from + comment.index : start;
}

/** The indentation of an offset that begins its line; undefined where something else stands before it. */
export function indentOf(text: string, offset: number): string | undefined {
  const before = text.slice(lineStart(text, offset), offset);
  return /^[ \t]*$/.test(before) && lineStart(text, offset) > 0 ? before : undefined;
}

/** The indentation of the line that an offset lies in. */
export function lineIndent(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function endWithComma(text: string, end: number, limit: number): number {
  const comma = /^\s*,/.exec(text.slice(end, limit))?.[0];
  return end + (comma?.length ?? 0);
}

/**
 * From the beginning of the line to the beginning of the next, where a range and a comment behind it have the lines for themselves; with
 * the comments above.
 */
export function ownLines(text: string, start: number, end: number): { readonly start: number; readonly end: number } | undefined {
  if (lineStart(text, start) > 0 ? indentOf(text, start) === undefined : text.slice(0, start).trim() !== '') return undefined;
  const rest = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?(\r\n|\n|\r|$)/.exec(text.slice(end));
  return rest ? { start: commentsAbove(text, start), end: end + rest[0].length } : undefined;
}

/** A comment that is about more than what stands below it: a heading, the mark of a region, an instruction to a tool. */
const HEADING =
  /^\s*(\/\/|\/\*+)\s*([-=─━#*~]{3}|#?(end)?region\b|eslint-(disable|enable)\b(?!-next-line)|@ts-nocheck|prettier-ignore-(start|end))/;

/**
 * Where the lines of the comments begin that stand directly above a line and belong to it; the beginning of the line itself where there are
 * none.
 */
export function commentsAbove(text: string, offset: number): number {
  let start = lineStart(text, offset);
  for (;;) {
    if (start === 0) return start;
    // Both characters of a line end of Windows belong to the line above.
    const above = lineStart(text, start - (text.startsWith('\r\n', start - 2) ? 2 : 1));
    const line = text.slice(above, start).trimEnd();
    if (HEADING.test(line)) return start;
    if (/^\s*\/\//.test(line)) start = above;
    else if (line.endsWith('*/')) {
      const opened = text.lastIndexOf('/*', start);
      const first = lineStart(text, opened);
      const closes = text.indexOf('*/', opened) + 2;
      if (opened < 0 || text.slice(first, opened).trim() !== '' || closes < above + line.length || HEADING.test(text.slice(first, closes)))
        return start;
      start = first;
    } else return start;
  }
}
