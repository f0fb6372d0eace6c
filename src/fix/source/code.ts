/** Pieces of TypeScript that are to be written, and how the file around them is set. */
import { descend } from '../../source/calls/nodes.js';
import type { Syntax } from '../../source/calls/syntax.js';

/** raw text, a call of what is named, a list, or an object of entries in their order. */
export type Code =
  | string
  | { readonly call: string; readonly args: readonly Code[] }
  | { readonly list: readonly Code[] }
  | { readonly object: readonly (readonly [name: string, value: Code])[] };

export interface Style {
  readonly quote: "'" | '"';
  readonly semicolon: boolean;
  readonly eol: string;
  /** One step of indentation. */
  readonly unit: string;
}

/** Longer lines are broken. */
const WIDTH = 120;

export function styleOf({ text, program }: Syntax): Style {
  const single = text.match(/'/g)?.length ?? 0;
  const double = text.match(/"/g)?.length ?? 0;
  const statements = descend(program, (node) =>
    /^(Import|Expression|Variable|Return)\w*(Statement|Declaration)$/.test(node.type) ? node : undefined,
  );
  const closed = statements.filter(({ end }) => text[(end ?? 0) - 1] === ';');
  const unit = /^(?:\t|  +)(?=[^\s*])/m.exec(text)?.[0];
  return {
    quote: double > single ? '"' : "'",
    semicolon: statements.length === 0 || closed.length * 2 >= statements.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    unit: unit ?? '  ',
  };
}

export function quoted(value: string, { quote }: Pick<Style, 'quote'>): string {
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"');
  return `${quote}${escaped.replaceAll(quote, `\\${quote}`)}${quote}`;
}

/** The name of a property as it is written in an object. */
export function nameCode(name: string, style: Style): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name, style);
}

/**
 * @param indent of the line that it begins on; undefined where all must stay on one line. @param before columns that the line holds
 * already.
 */
export function printCode(code: Code, style: Style, indent: string | undefined, before = 0): string {
  const line = onOneLine(code, style);
  if (indent === undefined || typeof code === 'string' || before + line.length <= WIDTH) return line;
  const { eol, unit } = style;
  const inner = indent + unit;
  const lines = (open: string, items: readonly string[], close: string): string =>
    `${open}${items.map((item) => `${eol}${inner}${item},`).join('')}${eol}${indent}${close}`;
  if ('call' in code)
    return `${code.call}(${code.args.map((arg) => printCode(arg, style, indent, before + code.call.length + 1)).join(', ')})`;
  if ('list' in code)
    return lines(
      '[',
      code.list.map((item) => printCode(item, style, inner, inner.length)),
      ']',
    );
  return lines(
    '{',
    code.object.map(([name, value]) => `${nameCode(name, style)}: ${printCode(value, style, inner, inner.length + name.length + 2)}`),
    '}',
  );
}

function onOneLine(code: Code, style: Style): string {
  if (typeof code === 'string') return code;
  if ('call' in code) return `${code.call}(${code.args.map((arg) => onOneLine(arg, style)).join(', ')})`;
  if ('list' in code) return `[${code.list.map((item) => onOneLine(item, style)).join(', ')}]`;
  return `{ ${code.object.map(([name, value]) => `${nameCode(name, style)}: ${onOneLine(value, style)}`).join(', ')} }`;
}

/** Two pieces of code that differ in blanks, quotes and trailing commas only are the same. */
export function sameCode(one: string, other: string): boolean {
  const plain = (code: string): string =>
    code
      .replace(/\s+/g, '')
      .replaceAll('"', "'")
      .replace(/,(?=[\])}])/g, '');
  return plain(one) === plain(other);
}
