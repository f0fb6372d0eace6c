/**
 * Changes of a YAML template as edits of its text: comments, quotes, anchors and the order of members stay. What is reached through an
 * alias or a merge key is somebody else's as well, and is not changed.
 */
import type * as Yaml from 'yaml';
import { longForm, shortTag } from '../assembly/read-yaml.js';
import { load } from '../core/lazy.js';
import { stepsOf } from '../core/pointer.js';
import type { Json } from '../types/files.js';
import { spacedText } from './json-edits.js';
import { insertLast, removeItem, type Layout, type ListText } from './lists.js';
import { firstProperty, type Patch } from './patch.js';
import type { TextEdit } from './text-edit.js';
import { openYamlText, type YamlText } from './yaml-text.js';

type Edits = readonly TextEdit[] | undefined;
type Collection = Yaml.YAMLMap | Yaml.YAMLSeq;

/** @returns undefined where the text holds no place that the path means, or not one that can be changed */
export function yamlEdits(source: string, patch: Patch): Edits {
  // The mark at the beginning counts as an offset, but is no part of the document.
  const mark = source.startsWith('\uFEFF') ? 1 : 0;
  const yaml = load('yaml') as typeof Yaml;
  const text = openYamlText(source.slice(mark), yaml);
  const document = yaml.parseDocument(text.text, { version: '1.1', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const edits = along({ yaml, text }, document.contents, stepsOf(patch.path), patch);
  return edits?.map((edit) => ({ ...edit, start: edit.start + mark, end: edit.end + mark }));
}

interface Document {
  readonly yaml: typeof Yaml;
  readonly text: YamlText;
}

function along(document: Document, node: unknown, steps: readonly string[], patch: Patch): Edits {
  const [step = '', ...rest] = steps;
  const tag = shortTag(node ?? {});
  // A short tag is a step of the path that is not written as one; `!GetAtt a.b` is a list that is not written as one.
  if (tag !== undefined && !(step === '-' && rest.length === 0))
    return step === longForm(tag) && tag !== '!GetAtt' ? within(document, node, rest, patch) : undefined;
  if (step === '-' && rest.length === 0 && !(document.yaml.isSeq(node) && tag === undefined))
    return patch.op === 'add' ? listed(document, node, patch.value ?? null) : undefined;
  return within(document, node, steps, patch);
}

function within(document: Document, node: unknown, [step, ...rest]: readonly string[], patch: Patch): Edits {
  const { isMap, isSeq, isScalar } = document.yaml;
  if (step === undefined) return undefined;
  if (isSeq(node)) {
    if (rest.length === 0) return inList(document, node, step, patch);
    return /^\d+$/.test(step) ? along(document, node.items[Number(step)], rest, patch) : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.findLast(({ key }) => isScalar(key) && (String(key.value) === step || key.source === step));
  if (rest.length === 0) return inMap(document, node, pair, step, patch);
  if (pair) return along(document, pair.value, rest, patch);
  const first = firstProperty(step, rest, patch);
  return first && inMap(document, node, undefined, step, { ...patch, value: first });
}

function inMap(document: Document, map: Yaml.YAMLMap, pair: Yaml.Pair | undefined, name: string, { op, value = null }: Patch): Edits {
  const { text } = document;
  if (op === 'remove') return pair && without(document, map, map.items.indexOf(pair), '{}');
  if (pair) return replaced(document, map, pair, value);
  if (op === 'replace') return undefined;
  if (map.flow === true) return insertLast(flowList(document, map), () => `${JSON.stringify(name)}: ${spacedText(value)}`, FLOW);
  const indent = text.columnOf(text.rangeOf(map.items[0]).start);
  return [text.lineBehind(text.rangeOf(map.items.at(-1)).end, indent, text.block({ [name]: value }))];
}

/** The value of a member; one with an anchor is a value elsewhere too. */
function replaced({ yaml, text }: Document, map: Yaml.YAMLMap, { key, value: old }: Yaml.Pair, value: Json): Edits {
  const { isScalar } = yaml;
  if (yaml.isAlias(old) || (old as { readonly anchor?: string } | null)?.anchor !== undefined) return undefined;
  const { start, end } = text.rangeOf(old);
  if (map.flow === true) return [{ start, end, text: spacedText(value) }];
  const behindColon = text.text.indexOf(':', text.rangeOf(key).end) + 1;
  const outer = text.columnOf(text.rangeOf(key).start);
  if (typeof value !== 'object' || value === null) {
    const written = text.indented(outer + text.unit, text.block(value));
    return isScalar(old) && start < end ? [{ start, end, text: written }] : [{ start: behindColon, end, text: ` ${written}` }];
  }
  const ownLines = (yaml.isMap(old) || yaml.isSeq(old)) && old.flow !== true && shortTag(old) === undefined;
  // A list may stand no further in than its name; a map may not.
  const asBefore = ownLines && (Array.isArray(value) || text.columnOf(start) > outer);
  const indent = asBefore ? text.columnOf(start) : outer + text.unit;
  return [{ start: behindColon, end, text: text.newLine(indent) + text.indented(indent, text.block(value)) }];
}

function inList(document: Document, list: Yaml.YAMLSeq, step: string, { op, value = null }: Patch): Edits {
  const { text, yaml } = document;
  const index = step === '-' ? list.items.length : Number(step);
  const item = list.items[index];
  if (op === 'remove') return item === undefined ? undefined : without(document, list, index, '[]');
  if (op === 'replace') {
    if (item === undefined || yaml.isAlias(item)) return undefined;
    const { start, end } = text.rangeOf(item);
    return [{ start, end, text: list.flow === true ? spacedText(value) : text.indented(text.columnOf(start), text.block(value)) }];
  }
  if (index !== list.items.length) return undefined;
  if (list.flow === true) return insertLast(flowList(document, list), () => spacedText(value), FLOW);
  const dash = text.dashBefore(text.rangeOf(list.items[0]).start);
  if (dash === undefined) return undefined;
  return [text.lineBehind(text.rangeOf(list.items.at(-1)).end, text.columnOf(dash), text.block([value]))];
}

/** What stands alone becomes a list of it and another. */
function listed({ yaml, text }: Document, node: unknown, value: Json): Edits {
  const { start, end } = text.rangeOf(node);
  if (start === end || yaml.isAlias(node)) return undefined;
  if ((node as { readonly flow?: boolean }).flow === true)
    return [
      { start, end: start, text: '[' },
      { start: end, end, text: `, ${spacedText(value)}]` },
    ];
  const own = text.text.slice(start, end);
  const before = text.text.slice(start - text.columnOf(start), start);
  const another = (indent: number): string => text.newLine(indent) + text.indented(indent, text.block([value]));
  // On lines of its own: these move in by the width of the dash.
  if (/^ *$/.test(before)) {
    const inner = own.replaceAll(/\r\n|\n/g, (end_) => `${end_}  `);
    return [{ start, end, text: `- ${inner}${another(before.length)}` }];
  }
  const gap = /:([ \t]*)$/.exec(before)?.[1]?.length;
  if (gap === undefined || /[\r\n]/.test(own)) return undefined;
  const indent = (/^ *(?:- +)*/.exec(before)?.[0].length ?? 0) + text.unit;
  return [{ start: start - gap, end, text: `${text.newLine(indent)}- ${own}${another(indent)}` }];
}

/** Takes an item away with the comments directly above it; of the last one an empty collection is left. */
function without(document: Document, from: Collection, index: number, empty: string): Edits {
  const { text, yaml } = document;
  if (from.flow === true) return removeItem(flowList(document, from), index);
  const items = from.items as readonly unknown[];
  const { start, end } = text.rangeOf(items[index]);
  const begin = yaml.isSeq(from) ? text.dashBefore(start) : start;
  if (begin === undefined) return undefined;
  if (items.length === 1) {
    const isOnOwnLine = /^ *$/.test(text.text.slice(begin - text.columnOf(begin), begin));
    if (!isOnOwnLine) return [{ start: begin, end, text: empty }];
    // What is no block may not stand as far out as its name, as a list may: it goes behind the colon.
    const [, gap] = /:([ \t]*(?:\r?\n[ \t]*)+)$/.exec(text.text.slice(Math.max(0, begin - 200), begin)) ?? [];
    return gap === undefined ? undefined : [{ start: begin - gap.length, end, text: ` ${empty}` }];
  }
  // The first member of an item stands behind its dash: what follows, and the comments that are about it, comes to its place.
  if (!/^ *$/.test(text.text.slice(begin - text.columnOf(begin), begin)))
    return index > 0 ? undefined : [{ start: begin, end: text.contentFrom(text.nextLine(end)), text: '' }];
  // A comment above the first one may be about all of them.
  return [{ start: index === 0 ? begin - text.columnOf(begin) : text.commentsAbove(begin), end: text.nextLine(end), text: '' }];
}

function flowList({ text, yaml }: Document, node: Collection): ListText {
  const { start, end } = text.rangeOf(node);
  // An anchor or tag may stand before the bracket.
  const open = text.text.indexOf(yaml.isSeq(node) ? '[' : '{', start) + 1;
  return { text: text.text, open, close: end - 1, items: (node.items as readonly unknown[]).map((item) => text.rangeOf(item)) };
}

const FLOW: Layout = { eol: '\n', unit: '  ', empty: 'tight', spaced: true };
