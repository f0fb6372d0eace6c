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
function commented(file: string, text: string, wanted: LineToSuppress, where: CommentSide): string | undefined {
  const lines = linesWithEnds(text);
  const sign = /\.(?:py|ya?ml|template)$/i.test(file) ? '#' : '//';
  return (where === 'above' ? above : behind)(lines, wanted, sign)?.join('');
}

/** @param lines with their ends. @returns the lines with a comment at the end of one */
function behind(lines: readonly string[], { line, rules, reason }: LineToSuppress, sign: string): readonly string[] | undefined {
  const target = lines[line - 1];
  if (target === undefined) return undefined;
  const { code, end } = parted(target);
  const known = directiveOn(code);
  if (known?.word === LINE && joins(known.reason, reason))
    return lines.with(line - 1, code.slice(0, known.start) + directive(LINE, [...known.rules, ...rules], reason) + end);
  // Of two directives on one line the second is not read.
  if (known || code.endsWith('\\') || (line === 1 && code.startsWith('#!'))) return undefined;
  return lines.with(line - 1, `${code.trimEnd()} ${sign} ${directive(LINE, rules, reason)}${end}`);
}

/** @param lines with their ends. @returns the lines with a comment above one, or with more rules in a comment that stands there */
function above(lines: readonly string[], { line, rules, reason }: LineToSuppress, sign: string): readonly string[] | undefined {
  const index = line - 1;
  const target = lines[index];
  if (target === undefined) return undefined;
  for (let at = index - 1; at >= 0; at -= 1) {
    const { code, end } = parted(lines[at] ?? '');
    const known = directiveOn(code);
    if (known?.word !== NEXT_LINE || !DIRECTIVE.test(code.trimStart())) break;
    if (joins(known.reason, reason))
      return lines.with(at, code.slice(0, known.start) + directive(NEXT_LINE, [...known.rules, ...rules], reason) + end);
  }
  const { code, end } = parted(target);
  if (directiveOn(code)?.word === NEXT_LINE || code.startsWith('#!')) return undefined;
  const before = parted(lines[index - 1] ?? '').code;
  if (before.endsWith('\\') || ABOUT_NEXT_LINE.test(before)) return undefined;
  const mark = index === 0 && code.startsWith('\uFEFF') ? '\uFEFF' : '';
  const indent = /^\s*/.exec(code.slice(mark.length))?.[0] ?? '';
  // The last line may have no end: then that of the others.
  const lineEnd = end || parted(lines[0] ?? '').end || '\n';
  return lines.toSpliced(index, 1, `${mark}${indent}${sign} ${directive(NEXT_LINE, rules, reason)}${lineEnd}`, target.slice(mark.length));
}

/** The lines of a text, each with its end. */
export const linesWithEnds = (text: string): readonly string[] => text.split(/(?<=\r\n|\n|\r(?!\n))/);
function parted(line: string): { readonly code: string; readonly end: string } {
  const end = /[\r\n]*$/.exec(line)?.[0] ?? '';
  return { code: line.slice(0, line.length - end.length), end };
}
const directive = (word: string, rules: readonly string[], reason: string): string =>
  `${word} ${[...new Set(rules)].sort().join(', ')} -- ${reason}`;
/** A comment that gives the same reason takes more rules, and one that gives none is given it. */
const joins = (known: string, reason: string): boolean => known === '' || known === reason;
