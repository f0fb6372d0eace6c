/** Finds the line and column of a place: a pointer into JSON or YAML, or a span of source. Only what is shown to a person is located. */
import type * as Yaml from 'yaml';
import type { Address, Files, Place, Position } from '../types/files.js';
import { load } from '../core/lazy.js';
import { decode, parseJson } from '../core/read-json.js';
import { longForm, shortTag } from './read-yaml.js';

/** Offsets in UTF-16 code units, the end exclusive. */
type Range = readonly [start: number, end: number];
/** Gives the property (key and value) or item that a pointer names, or its nearest ancestor that is there. */
type Finder = (segments: readonly string[]) => Range;

export interface Locator {
  /** Undefined where the file cannot be read. A place that is not there any more gives its nearest ancestor. Offsets of a span count the byte order mark, if there is one. */
  position(place: Place): Located | undefined;
}
/** The pointer of an address stays with its position: the JSON report tells it. */
export interface Located extends Position {
  readonly pointer?: string;
}

/** Holds the files that were looked at, so that each is read and parsed once however many places in it are asked for. */
export function openLocator(files: Files): Locator {
  const opened = new Map<string, OpenFile | undefined>();
  return {
    position(place) {
      if (!opened.has(place.file)) {
        const bytes = files.read(place.file);
        opened.set(place.file, bytes && openFile(decode(bytes), place.file));
      }
      const file = opened.get(place.file);
      if (!file) return undefined;
      if (!('pointer' in place)) return positionIn(file, place.file, place.start, place.end);
      return { ...positionIn(file, place.file, ...file.find(segmentsOf(place.pointer))), pointer: place.pointer };
    },
  };
}

/** The position of one address; the start of the file where the file cannot be read. */
export function positionOf(files: Files, address: Address): Located {
  return openLocator(files).position(address) ?? { ...address, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** An RFC 6901 pointer taken apart. */
function segmentsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

// ── Text, lines and columns ──────────────────────────────────────────────────────────────────────────────────────────────

interface OpenFile {
  readonly text: string;
  readonly lineStarts: readonly number[];
  readonly find: Finder;
}

function openFile(text: string, file: string): OpenFile {
  const lineStarts = [text.startsWith('\uFEFF') ? 1 : 0];
  for (const { 0: lineEnd, index } of text.matchAll(/\r\n|\r|\n/g)) lineStarts.push(index + lineEnd.length);
  let finder: Finder | undefined;
  return { text, lineStarts, find: (segments) => (finder ??= looksLikeJson(text, file) ? jsonFinder(text) : yamlFinder(text))(segments) };
}

/** YAML may open with a bracket too (`{Resources: ...}`): where the name does not promise JSON, the text must be JSON. */
function looksLikeJson(text: string, file: string): boolean {
  return /^\s*[{[]/.test(text) && (file.endsWith('.json') || 'json' in parseJson(text, file));
}

/** A range that spans lines is cut to its first. */
function positionIn({ text, lineStarts }: OpenFile, file: string, start: number, end: number): Position {
  const from = Math.max(lineStarts[0] ?? 0, Math.min(start, text.length));
  let low = 0,
    high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= from) low = middle;
    else high = middle;
  }
  const startOf = (line: number): number => lineStarts[line] ?? text.length;
  const textOf = (line: number): string => text.slice(startOf(line), startOf(line + 1)).replace(/[\r\n]+$/, '');
  const column = from - startOf(low) + 1,
    line = low + 1;
  const endColumn = Math.max(column, Math.min(end - startOf(low), textOf(low).trimEnd().length) + 1);
  const first = Math.max(0, low - 1),
    isLast = low + 1 >= lineStarts.length || startOf(low + 1) >= text.length;
  const lines = Array.from({ length: low - first + (isLast ? 1 : 2) }, (_, index) => textOf(first + index));
  return { file, line, column, endLine: line, endColumn, frame: { firstLine: first + 1, lines } };
}

// ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const QUOTE = 0x22,
  BACKSLASH = 0x5c,
  OPEN_BRACE = 0x7b,
  CLOSE_BRACE = 0x7d,
  OPEN_BRACKET = 0x5b,
  CLOSE_BRACKET = 0x5d;

interface Member {
  readonly start: number;
  readonly value: number;
  readonly end: number;
}

/** Reads only the objects and lists on the way to a pointer, each once; the rest is skipped by counting brackets. Text that is not JSON ends a list early. */
function jsonFinder(text: string): Finder {
  const known = new Map<number, ReadonlyMap<string, Member>>();
  const membersAt = (at: number): ReadonlyMap<string, Member> => {
    const members = known.get(at) ?? readMembers(text, at);
    known.set(at, members);
    return members;
  };
  const start = skipBlanks(text, 0),
    root: Member = { start, value: start, end: skipValue(text, start) };
  return (segments) => {
    let member = root;
    for (const segment of segments) {
      const next = membersAt(member.value).get(segment);
      if (!next) break;
      member = next;
    }
    return [member.start, member.end];
  };
}

/** The members of the object or list that opens at an offset. Of a key that is written twice the last counts, as in JSON.parse. */
function readMembers(text: string, open: number): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>(),
    unit = text.charCodeAt(open);
  if (unit !== OPEN_BRACE && unit !== OPEN_BRACKET) return members;
  for (let at = skipBlanks(text, open + 1), index = 0; at < text.length; index += 1) {
    const start = at;
    let key = String(index);
    if (unit === OPEN_BRACE) {
      if (text.charCodeAt(at) !== QUOTE) break;
      at = skipString(text, at);
      key = unescaped(text.slice(start, at));
      at = skipBlanks(text, at);
      if (text[at] !== ':') break;
      at = skipBlanks(text, at + 1);
    }
    const end = skipValue(text, at);
    if (end === at) break;
    members.set(key, { start, value: at, end });
    at = skipBlanks(text, end);
    if (text[at] !== ',') break;
    at = skipBlanks(text, at + 1);
  }
  return members;
}

function unescaped(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  const read = parseJson(literal, '');
  return 'json' in read && typeof read.json === 'string' ? read.json : literal;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? '')) at += 1;
  return at;
}

/** @returns the offset after the closing quote. */
function skipString(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return Math.min(at + 1, text.length);
}

function skipValue(text: string, from: number): number {
  let at = from,
    depth = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = skipString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (unit === OPEN_BRACE || unit === OPEN_BRACKET) depth += 1;
    else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) {
      if (depth <= 1) return depth === 1 ? at + 1 : at;
      depth -= 1;
    } else if (depth === 0 && /[,\s]/.test(text[at] ?? '')) return at;
    at += 1;
  }
  return at;
}

// ── YAML ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function yamlFinder(text: string): Finder {
  const yaml = load('yaml') as typeof Yaml,
    document = parseYaml(yaml, text);
  if (!document) return () => [0, 0];
  const { isAlias, isMap, isScalar, isSeq } = yaml;
  const resolved = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  const named = (map: Yaml.YAMLMap, key: string): Yaml.Pair | undefined =>
    map.items.findLast((pair) => isScalar(pair.key) && (String(pair.key.value) === key || pair.key.source === key));
  const child = (parent: unknown, key: string, seen: readonly unknown[] = []): Found | undefined => {
    if (isSeq(parent)) {
      const item = /^\d+$/.test(key) ? parent.items[Number(key)] : undefined;
      return item === undefined ? undefined : { node: item, range: rangeOf(text, item) };
    }
    if (!isMap(parent) || seen.includes(parent)) return undefined;
    const pair = named(parent, key);
    if (pair) {
      const [start, end] = rangeOf(text, pair.key);
      return { node: pair.value, range: [start, Math.max(end, rangeOf(text, pair.value)[1])] };
    }
    const merged = resolved(named(parent, '<<')?.value);
    return (isSeq(merged) ? merged.items.toReversed() : [merged])
      .map((from) => child(resolved(from), key, [...seen, parent]))
      .find((found) => found !== undefined);
  };
  return (segments) => {
    let node = resolved(document.contents),
      range = rangeOf(text, node),
      tag = tagOf(node);
    for (const segment of segments) {
      if (tag !== undefined && segment === longForm(tag)) {
        range = rangeOf(text, node);
        tag = undefined;
        continue;
      }
      const next = tag === undefined ? child(node, segment) : undefined;
      if (!next) break;
      range = next.range;
      node = resolved(next.node);
      tag = tagOf(node);
    }
    return range;
  };
}

interface Found {
  readonly node: unknown;
  readonly range: Range;
}
/** What the nodes of `yaml` have in common. */
interface YamlNode {
  readonly tag?: string;
  readonly range?: readonly [number, number, number] | null;
}
const isNode = (node: unknown): node is YamlNode => typeof node === 'object' && node !== null;
const tagOf = (node: unknown): string | undefined => (isNode(node) ? shortTag(node) : undefined);

/** From the tag, which `yaml` leaves out of a node's range, to the end of the value. */
function rangeOf(text: string, node: unknown): Range {
  if (!isNode(node) || !node.range) return [0, 0];
  const [start, end] = node.range,
    tag = tagOf(node),
    before = tag === undefined ? -1 : text.lastIndexOf(tag, start);
  return [before < 0 ? start : before, end];
}

/** Unknown tags are only warnings to `yaml`, and faults leave what could be read; nesting so deep that the stack ends leaves nothing. */
function parseYaml(yaml: typeof Yaml, text: string): Yaml.Document | undefined {
  try {
    return yaml.parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  } catch {
    return undefined;
  }
}
