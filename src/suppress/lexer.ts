/** Just enough of Python, Java, C# and Go to tell code from comments and texts. */

/** strings: what opens and closes a text, the longer first; those of three signs, Go's backquotes and C#'s @" go on over lines. */
export interface Language {
  readonly line: string;
  readonly block?: readonly [open: string, close: string];
  readonly strings: readonly string[];
}

/** The code and texts of a file without its comments, and without blanks at the ends of lines and empty lines. */
export function lineEndsIn(text: string, { line, block, strings }: Language): string {
  let code = '';
  for (let at = 0; at < text.length;) {
    const opens = (sign: string): boolean => text.startsWith(sign, at);
    const string = strings.find(opens);
    if (opens(line)) at = endOf(text, at, /[\r\n]|$/g, 0);
    else if (block && opens(block[0])) {
      const end = text.indexOf(block[1], at + block[0].length);
      at = end < 0 ? text.length : end + block[1].length;
    } else if (string !== undefined) {
      const end = endOfString(text, at, string);
      code += text.slice(at, end);
      at = end;
    } else code += text[at++] ?? '';
  }
  return code.replaceAll(/[ \t]*(?:\r\n|\n|\r)\s*/g, '\n').trim();
}

function endOfString(text: string, at: number, open: string): number {
  if (open === '@"') return endOf(text, at + 2, /(?:[^"]|"")*("|$)/g, undefined);
  if (open === '`') return endOf(text, at + 1, /[^`]*(`|$)/g, undefined);
  if (open.length === 3) {
    const close = new RegExp(`(?:\\\\[\\s\\S]|(?!${open})[\\s\\S])*(?:${open}|$)`, 'g');
    return endOf(text, at + 3, close, undefined);
  }
  return endOf(text, at + 1, open === '"' ? /(?:\\.|[^"\\\r\n])*("|(?=[\r\n])|$)/g : /(?:\\.|[^'\\\r\n])*('|(?=[\r\n])|$)/g, undefined);
}

/** The end of the next match from an offset, or where it begins. */
function endOf(text: string, from: number, pattern: RegExp, begins: 0 | undefined): number {
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  if (!found) return text.length;
  return begins === 0 ? found.index : Math.max(found.index + found[0].length, from);
}
