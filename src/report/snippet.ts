/**
 * A text to paste, broken into lines where its language lets it be: it means the same, and a narrow terminal does not break it anywhere
 * else.
 */
import { columns } from './layout.js';
import type { Snippet } from './summary.js';

const INDENT = '  ';

/** @param room the columns that there are. @returns one line where the text fits, or where nobody knows how to break it */
export function snippetLines({ language, text }: Pick<Snippet, 'language' | 'text'>, room: number): readonly string[] {
  if (columns(text) <= room) return [text];
  if (language === 'ts') return parts(text, ['; ']).flatMap((call) => callLines(call.trimEnd()));
  if (language === 'sh') return commandLines(text);
  return [text];
}

/** `f(new X({ a: 1, b: [2, 3] }));`, each property on a line. */
function callLines(text: string): readonly string[] {
  const [, head, inside, tail] = /^([^'"`{]*\(\{) (.*) (\}\)+;?)$/.exec(text) ?? [];
  if (head === undefined || inside === undefined || tail === undefined) return [text];
  return [head, ...parts(inside, [', ']).map((property) => `${INDENT}${property.replace(/,? ?$/, '')},`), tail];
}

/** A shell goes on reading where a line ends with `|` or `&&`. */
function commandLines(text: string): readonly string[] {
  return parts(text, [' | ', ' && ']).map((command, index) => `${index === 0 ? '' : INDENT}${command.trimEnd()}`);
}

/** The text cut behind the separators that stand neither in quotes nor in brackets. */
function parts(text: string, separators: readonly string[]): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\\') at += 1;
    else if (quote !== '') quote = sign === quote ? '' : quote;
    else if (`'"\``.includes(sign)) quote = sign;
    else if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    else if (depth === 0) {
      const separator = separators.find((one) => text.startsWith(one, at));
      if (separator === undefined) continue;
      found.push(text.slice(start, at + separator.length));
      start = at + separator.length;
      at = start - 1;
    }
  }
  return [...found, text.slice(start)];
}
