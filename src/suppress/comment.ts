/** Writes one comment that suppresses rules into a source file, above a line or behind it, so that the code stays what it was. */
import { DIRECTIVE, directiveOn, LINE, NEXT_LINE } from '../lint/suppressions/comments.js';
import { isHarmless } from './harmless.js';

/** What is to be suppressed on one line, which counts from 1. */
export interface LineToSuppress {
  readonly line: number;
  readonly rules: readonly string[];
  readonly reason: string;
}
export type CommentSide = 'above' | 'behind';

/** Comments of other tools that are about the very next line: nothing may come between. */
const ABOUT_NEXT_LINE =
  /(?<!kms-lint)-disable-next-line\b|@ts-(?:ignore|expect-error)\b|\b(?:biome|prettier)-ignore\b|\b(?:c8|v8|istanbul) ignore\b/;

/**
 * The text with comments for all that is wanted.
 * @param file its name tells the language
 * @returns refused: the lines where no comment can stand without changing what the code means
 */
export function withComments(
  file: string,
  text: string,
  wanted: readonly LineToSuppress[],
  where: CommentSide,
): { readonly text: string; readonly refused: ReadonlySet<number> } {
  const byLine = [...wanted].sort((a, b) => b.line - a.line);
  const all = byLine.reduce((so, one) => commented(file, so, one, where) ?? so, text);
  const isDone = byLine.every((one) => commented(file, text, one, where) !== undefined);
  if (isDone && isHarmless(file, text, all)) return { text: all, refused: new Set() };
  // One of them is the culprit: each is tried by itself, from the last line to the first, so that the lines above stay where they are.
  const refused = new Set<number>();
  let done = text;
  for (const one of byLine) {
    const next = commented(file, done, one, where);
    if (next !== undefined && isHarmless(file, done, next)) done = next;
    else refused.add(one.line);
  }
  return { text: done, refused };
}

/** The text with one comment; undefined where there is no place for it. */
function commented(file: string, text: string, { line, rules, reason }: LineToSuppress, where: CommentSide): string | undefined {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  const index = line - 1;
  const target = lines[index];
  if (target === undefined) return undefined;
  const end = /[\r\n]*$/.exec(target)?.[0] ?? '';
  const code = target.slice(0, target.length - end.length);
  const sign = /\.(?:py|ya?ml|template)$/i.test(file) ? '#' : '//';
  const words = (word: string, all: readonly string[]): string => `${word} ${[...new Set(all)].sort().join(', ')} -- ${reason}`;
  const put = (at: number, remove: number, ...added: readonly string[]): string => lines.toSpliced(at, remove, ...added).join('');
  if (where === 'behind') {
    const known = directiveOn(code);
    if (known && known.word === LINE && joins(known.reason, reason))
      return put(index, 1, code.slice(0, known.start) + words(LINE, [...known.rules, ...rules]) + end);
    // Of two directives on one line the second is not read.
    if (known || code.endsWith('\\') || (line === 1 && code.startsWith('#!'))) return undefined;
    return put(index, 1, `${code.trimEnd()} ${sign} ${words(LINE, rules)}${end}`);
  }
  for (let above = index - 1; above >= 0; above -= 1) {
    const whole = lines[above] ?? '';
    const known = directiveOn(whole);
    if (known?.word !== NEXT_LINE || !DIRECTIVE.test(whole.trimStart())) break;
    if (!joins(known.reason, reason)) continue;
    const ending = /[\r\n]*$/.exec(whole)?.[0] ?? '';
    return put(above, 1, whole.slice(0, known.start) + words(NEXT_LINE, [...known.rules, ...rules]) + ending);
  }
  if (directiveOn(code)?.word === NEXT_LINE) return undefined;
  const before = lines[index - 1] ?? '';
  if (code.startsWith('#!') || /\\[\r\n]*$/.test(before) || ABOUT_NEXT_LINE.test(before)) return undefined;
  const mark = index === 0 && code.startsWith('\uFEFF') ? '\uFEFF' : '';
  const indent = /^\s*/.exec(code.slice(mark.length))?.[0] ?? '';
  const eol = end !== '' ? end : (/\r\n|\n|\r/.exec(text)?.[0] ?? '\n');
  return put(index, 1, `${mark}${indent}${sign} ${words(NEXT_LINE, rules)}${eol}`, target.slice(mark.length));
}

/** A comment that gives the same reason takes more rules, and one that gives none is given it. */
const joins = (known: string, reason: string): boolean => known === '' || known === reason;
