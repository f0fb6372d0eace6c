/** Changes of JSON as edits of its text: a template, a manifest, cdk.json. Formatting, comments and the order of members stay. */
import { stepsOf } from '../core/pointer.js';
import type * as Jsonc from 'jsonc-parser';
import { load } from '../core/lazy.js';
import type { Json } from '../types/files.js';
import { insertLast, lineIndent, removeItem, type Layout, type ListText } from './lists.js';
import { firstProperty, type Patch } from './patch.js';
import type { TextEdit } from './text-edit.js';

type Node = Jsonc.Node;

/** @returns undefined where the text holds no place that the path means. Comments and trailing commas are understood, as in cdk.json. */
export function jsonEdits(text: string, patch: Patch): readonly TextEdit[] | undefined {
  const { parseTree } = load('jsonc-parser') as typeof Jsonc;
  // The mark at the beginning counts as an offset, but the parser takes it for an error.
  const root = parseTree(text.replace(/^\uFEFF/, ' '), [], { allowTrailingComma: true });
  const steps = stepsOf(patch.path);
  const name = steps.at(-1);
  let at = root;
  for (const [index, step] of steps.slice(0, -1).entries()) {
    const child = at && childOf(at, step);
    const first = child ? undefined : firstProperty(step, steps.slice(index + 1), patch);
    if (at?.type === 'object' && first) return editsAt(text, at, step, { ...patch, value: first });
    at = child;
  }
  return at && name !== undefined ? editsAt(text, at, name, patch) : undefined;
}

function editsAt(text: string, parent: Node, name: string, { op, value = null }: Patch): readonly TextEdit[] | undefined {
  const layout = jsonLayoutOf(text);
  const written =
    (json: Json) =>
    (indent: string | undefined): string =>
      jsonText(json, indent, layout);
  if (parent.type !== 'array' && parent.type !== 'object')
    return name === '-' && op === 'add' ? wrapped(text, parent, value, layout) : undefined;
  if (parent.type === 'object' && name === '-') return op === 'add' ? wrapped(text, parent, value, layout) : undefined;
  const existing = childOf(parent, name);
  if (op === 'remove') {
    const index = existing ? (parent.children ?? []).findIndex((child) => child === existing || child.children?.[1] === existing) : -1;
    return index < 0 ? undefined : removeItem(listOf(text, parent), index);
  }
  if (existing && !(parent.type === 'array' && op === 'add')) {
    const indent = layout.empty === 'block' ? lineIndent(text, existing.offset) : undefined;
    return [{ start: existing.offset, end: existing.offset + existing.length, text: jsonText(value, indent, layout) }];
  }
  if (op === 'replace') return undefined;
  if (parent.type === 'array') return name === '-' ? insertLast(listOf(text, parent), written(value), layout) : undefined;
  const colon = layout.spaced ? ': ' : ':';
  return insertLast(listOf(text, parent), (indent) => `${JSON.stringify(name)}${colon}${written(value)(indent)}`, layout);
}

/** A single thing becomes a list of it and another. */
function wrapped(text: string, node: Node, value: Json, layout: Layout): readonly TextEdit[] {
  const { offset, length } = node;
  const separator = layout.spaced ? ', ' : ',';
  const indent = layout.empty === 'block' ? lineIndent(text, offset) : undefined;
  return [
    { start: offset, end: offset, text: '[' },
    { start: offset + length, end: offset + length, text: `${separator}${jsonText(value, indent, layout)}]` },
  ];
}

/** Of a member that is written twice the last counts, as in JSON.parse. */
function childOf(node: Node, step: string): Node | undefined {
  if (node.type === 'array') return /^\d+$/.test(step) ? node.children?.[Number(step)] : undefined;
  const property = node.children?.findLast(({ children }) => children?.[0]?.value === step);
  return property?.children?.[1];
}

function listOf(text: string, { offset, length, children = [] }: Node): ListText {
  return {
    text,
    open: offset + 1,
    close: offset + length - 1,
    items: children.map((child) => ({ start: child.offset, end: child.offset + child.length })),
  };
}

/** How the file is set: on lines with this indentation, or all on one line. */
function jsonLayoutOf(text: string): Layout {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const unit = /^[^\S\r\n]*[{[][^\S\r\n]*\r?\n([ \t]+)\S/.exec(text.replace(/^\uFEFF/, ''))?.[1];
  return {
    eol,
    unit: unit ?? ' ',
    empty: unit === undefined ? 'tight' : 'block',
    spaced: unit !== undefined || /^[^"]*"[^"]*": /.test(text),
  };
}

function jsonText(value: Json, indent: string | undefined, { unit, eol, spaced }: Layout): string {
  if (indent === undefined) return spaced ? spacedText(value) : JSON.stringify(value);
  return JSON.stringify(value, null, unit).replaceAll('\n', `${eol}${indent}`);
}

/** JSON on one line. */
export function spacedText(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(spacedText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, entry]) => `${JSON.stringify(name)}: ${spacedText(entry)}`)
    .join(', ')}}`;
}
