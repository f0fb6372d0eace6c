/** Markup in which every text is escaped: what stands between the tags of a template is text, unless it is markup itself. */
import { xmlText } from '../../core/escape.js';

export interface Markup {
  readonly html: string;
}
export type MarkupPart = string | number | Markup | undefined | readonly MarkupPart[];

/**
 * A template of HTML, written so that it is XML too: elements are closed, attributes quoted. Lists are put one after the other, undefined
 * is nothing.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  return { html: strings.map((string, index) => (index === 0 ? '' : written(parts[index - 1])) + string.replace(/\n +/g, '\n')).join('') };
}

function written(part: MarkupPart): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return xmlText(String(part));
  return 'html' in part ? part.html : part.map(written).join('');
}

/** Text of which what stands between backticks is code. A template literal keeps its backticks, so that it can be copied. */
export function prose(text: string): Markup {
  const code = (part: string): Markup => markup`<code>${part.includes('${') ? part : part.slice(1, -1)}</code>`;
  return markup`${text.split(/(`[^`\n]+`)/).map((part, index) => (index % 2 === 1 ? code(part) : part))}`;
}

/** The parts one below the other, as the lines of a block of code. */
export const lineByLine = (parts: readonly MarkupPart[]): MarkupPart =>
  parts.map((part, index) => (index === 0 ? part : markup`\n${part}`));
