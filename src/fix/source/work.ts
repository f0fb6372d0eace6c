/** What the edits of one construct share: how its file is set, the names it has, and the smallest changes of its text. */
import type * as t from '@babel/types';
import type { Syntax } from '../../source/calls/syntax.js';
import { insertLast, lineIndent, removeItem, type Layout, type ListText } from '../lists.js';
import type { FileEdits } from '../overlay.js';
import type { TextEdit } from '../text-edit.js';
import type { Writer } from './cdk-code.js';
import { nameCode, printCode, sameCode, type Code, type Style } from './code.js';
import { lineOf, propertyOf, type Made } from './made.js';

/** No edits: the source says it already. */
export type SourceEdits = readonly FileEdits[];

export interface Work extends Made {
  readonly style: Style;
  readonly writer: Writer;
}

export const here = ({ syntax }: Made, edits: readonly TextEdit[]): SourceEdits => [{ file: syntax.file, edits }];

/** Sets or (without code) removes an entry of an object. */
export function entryEdits(work: Work, object: t.ObjectExpression, name: string, code: Code | undefined): SourceEdits {
  const { syntax, style } = work;
  const property = propertyOf(object, name);
  if (code === undefined) return property ? here(work, removeItem(listText(syntax, object), object.properties.indexOf(property))) : [];
  if (property?.type === 'ObjectProperty')
    return isCode(work, property.value, code) ? [] : here(work, replaced(work, property.value, code));
  return here(
    work,
    insertLast(listText(syntax, object), (indent) => `${nameCode(name, style)}: ${printCode(code, style, indent)}`, layoutOf(style)),
  );
}

export function replaced({ syntax, style }: Work, node: t.Node, code: Code): readonly TextEdit[] {
  const indent = lineIndent(syntax.text, node.start ?? 0);
  return [{ start: node.start ?? 0, end: node.end ?? 0, text: printCode(code, style, indent) }];
}

export function listText(syntax: Syntax, node: t.ObjectExpression | t.ArrayExpression): ListText {
  const items = node.type === 'ObjectExpression' ? node.properties : node.elements.flatMap((element) => element ?? []);
  return {
    text: syntax.text,
    open: (node.start ?? 0) + 1,
    close: (node.end ?? 0) - 1,
    items: items.map(({ start, end }) => ({ start: start ?? 0, end: end ?? 0 })),
  };
}

export const layoutOf = ({ eol, unit }: Style): Layout => ({ eol, unit, empty: 'spaced', spaced: true });
export const textIn = ({ text }: Syntax, { start, end }: t.Node): string => text.slice(start ?? 0, end ?? 0);
export const isCode = ({ syntax, style }: Work, node: t.Node, code: Code | undefined): boolean =>
  code !== undefined && sameCode(textIn(syntax, node), printCode(code, style, undefined));

export function where({ syntax }: Pick<Made, 'syntax'>, node: t.Node): string {
  return lineOf(syntax, node);
}
