/** Untrusted text made harmless: names come from templates and sources, and reach terminals and web pages. */

/** Control characters, direction and other format characters, line separators and halves of surrogate pairs: what a reader cannot see, or what a terminal obeys. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Hidden characters are written as escapes: `\n`, `\u{1b}`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (hidden) => SHORT[hidden] ?? `\\u{${(hidden.codePointAt(0) ?? 0).toString(16)}}`);
}

/** JSON that means the same and is safe on a terminal, indented, with a line end. */
export function jsonText(value: unknown): string {
  const escaped = JSON.stringify(value, null, 2).replace(HIDDEN, (hidden) =>
    hidden === '\n'
      ? hidden
      : Array.from({ length: hidden.length }, (_, unit) => `\\u${hidden.charCodeAt(unit).toString(16).padStart(4, '0')}`).join(''),
  );
  return `${escaped}\n`;
}
