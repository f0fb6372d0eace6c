/**
 * Untrusted text made harmless: names come from templates and sources, and reach terminals, logs and web pages. Each medium has its own
 * escape.
 */

/**
 * Control characters, direction and other format characters, line separators and halves of surrogate pairs: what a reader cannot see, or
 * what a terminal obeys.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** ASCII that is seen, and line ends. */
const PLAIN = /^[ -~\n]*$/;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** What the log of a GitHub workflow obeys at the start of a line, or anywhere (`##[`). */
const OBEYED = /(^|\s):(?=:)|#(?=#\[)/g;

const hexadecimal = (sign: string): string => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`;

/** Hidden characters are written as escapes: `\n`, `\u{1b}`; so is the first sign of what a log would obey. */
export function visible(text: string): string {
  return text
    .replace(HIDDEN, (hidden) => SHORT[hidden] ?? hexadecimal(hidden))
    .replace(OBEYED, (found, before: string | undefined) => (before ?? '') + hexadecimal(found.slice(-1)));
}

/** JSON that means the same and is safe on a terminal and in a log, indented, with a line end. */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(value, null, 2);
  // Nearly every report is plain ASCII, where nothing can be hidden: the classes of Unicode take long to build.
  const shown = PLAIN.test(json) ? json : json.replace(HIDDEN, (hidden) => (hidden === '\n' ? hidden : units(hidden)));
  return `${shown.replace(/#(?=#\[)/g, units)}\n`;
}

/** The escapes of JSON for each UTF-16 unit. */
function units(text: string): string {
  return Array.from({ length: text.length }, (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}

const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/** Text of an element or an attribute of XML 1.0, which has no way to write U+FFFE and U+FFFF. */
export function xmlText(text: string): string {
  return visible(text)
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/[&<>"']/g, (sign) => XML[sign] ?? sign);
}

/** The text of a workflow command: lines are kept. https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
export function commandData(text: string): string {
  return text.split('\n').map(visible).join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A');
}
/** The value of a property of a workflow command. */
export function commandProperty(text: string): string {
  return commandData(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * What Markdown, HTML and GitHub's own syntax would read, an underscore between letters not among it; an entity where a backslash would not
 * do.
 */
const MARKDOWN = /[\\`*[\]<>|~&#$]|_(?!\w)|(?<!\w)_|@(?=\w)/g;
const MARKDOWN_AS: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '#': '&#35;',
  $: '&#36;',
  // A comment parts the sign from the name: an entity would still be a mention.
  '@': '@<!-- -->',
};
const markdownPart = (text: string): string => visible(text).replace(MARKDOWN, (sign) => MARKDOWN_AS[sign] ?? `\\${sign}`);
/** What would make a list or a heading of a line. */
const lineStart = (line: string): string => line.trim().replace(/^(\d*)([-+=.)])/, '$1\\$2');

/** One line of plain text in Markdown, also at the start of a line and in a cell of a table. */
export const markdownText = (text: string): string => lineStart(markdownPart(text));
/** Text inside an element of HTML that stands in Markdown, where backslashes mean nothing. */
export function htmlText(text: string): string {
  return visible(text).replace(/[<>&]|@(?=\w)/g, (sign) => MARKDOWN_AS[sign] ?? sign);
}
/**
 * As markdownText, but what stands between backticks stays code. A template literal of the user's language keeps its backticks, so that it
 * can be copied.
 */
export function markdownProse(text: string, code: (text: string) => string = markdownCode): string {
  const parts = text.split(/(`[^`\n]+`)/);
  const span = (part: string): string => code(part.includes('${') ? part : part.slice(1, -1));
  return lineStart(parts.map((part, index) => (index % 2 === 1 ? span(part) : markdownPart(part))).join(''));
}
/**
 * A code span: longer backticks around it than any in it, and a blank where it begins or ends with one, or with blanks that would be
 * dropped (https://spec.commonmark.org/0.31.2/#code-spans).
 */
export function markdownCode(text: string): string {
  const shown = visible(text);
  const ticks = fence(shown, 1);
  const blank = /^`|`$|^ .*[^ ].* $/.test(shown) ? ' ' : '';
  return shown === '' ? '' : `${ticks}${blank}${shown}${blank}${ticks}`;
}
/**
 * Code in a cell of a table, which a bar would end, even in a code span (https://github.github.com/gfm/#tables-extension-); and a span has
 * no way to write a bar behind a backslash.
 */
export function markdownCellCode(text: string): string {
  return visible(text).includes('\\|')
    ? `<code>${markdownPart(text).replaceAll('\\|', '&#124;')}</code>`
    : markdownCode(text).replaceAll('|', '\\|');
}

/** The fewest backticks, from a number on, of which the text has no such run. */
function fence(text: string, least: number): string {
  const runs = new Set(Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  let length = least;
  while (runs.has(length)) length++;
  return '`'.repeat(length);
}

/** A fenced block of code, with a fence longer than any in the text. */
export function markdownFence(language: string, text: string): string {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => visible(line.replaceAll('\t', '    ')));
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return [`${ticks}${language}`, ...lines, ticks].join('\n');
}
