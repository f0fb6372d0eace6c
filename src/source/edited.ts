/** Where a line of the time of synthesis is now, in a file that was edited since: by what stands there, since what stood there is gone. */
import type { Frame } from './trace.js';

/** So far a line is looked for. */
const FARTHEST = 200;
/** The arguments of a construct, its id among them, may begin on one of so many lines. */
const ARGUMENTS = 3;
/** What V8 notes the place of: `new`, or the name of what is called. */
const CALL = /^(?:new\b|[\w$]+\s*(?:<[^()]*>)?\s*\()/;
const NO_CODE = /^\s*(?:$|\/\/|\/\*|\*|#)/;

/**
 * @param lines the file as it is. @param at the place at the time of synthesis.
 * @param id of the construct that was made there, '' where it is not known: it is looked for where it is written out
 * @returns sure: whether what is there may be what was there: else nothing of it is worth showing
 */
export function whereNow(lines: readonly string[], at: Frame, id: string): { readonly at: Frame; readonly sure: boolean } {
  const isCall = (line: number, column: number): boolean => CALL.test((lines[line - 1] ?? '').slice(column - 1));
  const names = (line: number, column: number): boolean =>
    id !== '' && isNamed([(lines[line - 1] ?? '').slice(column - 1), ...deeper(lines, line)].join('\n'), id);
  const fits = (line: number): boolean => isCall(line, at.column) && names(line, at.column);
  if (fits(at.line)) return { at, sure: true };
  // Lines are added more often than taken away: below goes before above.
  for (let away = 1; away <= FARTHEST; away++)
    for (const line of [at.line + away, at.line - away]) if (line > 0 && fits(line)) return { at: { ...at, line }, sure: true };
  // What was made there has no id that is written out. A comment, or nothing, makes no construct.
  let line = at.line;
  while (line < lines.length && NO_CODE.test(lines[line - 1] ?? '')) line++;
  return { at: { ...at, line }, sure: isCall(line, at.column) };
}

/** The lines below one that are set in more than it is: those of its arguments. */
function deeper(lines: readonly string[], line: number): readonly string[] {
  const indent = (text: string | undefined): number => (text ?? '').search(/\S|$/),
    below = lines.slice(line, line + ARGUMENTS - 1),
    end = below.findIndex((text) => indent(text) <= indent(lines[line - 1]));
  return end < 0 ? below : below.slice(0, end);
}

const isNamed = (text: string, id: string): boolean => ["'", '"', '`'].some((quote) => text.includes(quote + id + quote));
