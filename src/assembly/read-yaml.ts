/** Reads YAML as CloudFormation does: version 1.1 without dates, with the short tags of its functions (`!Ref`, `!Sub`). */
import { objectOf } from '../core/json.js';
import type * as Yaml from 'yaml';
import { load } from '../core/lazy.js';
import type { Json } from '../types/files.js';
import type { Problem } from '../types/report.js';
import { DEEPEST } from '../core/read-json.js';

/** So many values at most: aliases of aliases can make a short file endless. */
const MOST_VALUES = 500_000;

/**
 * Tags that CloudFormation does not know: `Version: 2012-10-17` is a string, not a date
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html).
 */
const LEFT_OUT = new Set(['binary', 'omap', 'pairs', 'set', 'timestamp'].map((name) => `tag:yaml.org,2002:${name}`));

/** Why a text cannot be read, and where. Thrown and caught in this module only. */
class Fault extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/** @param file the name under which a fault is told: keys that stand twice are one. */
export function parseYaml(source: string, file: string): { readonly json: Json; readonly text: string } | { readonly problem: Problem } {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const { LineCounter, parseDocument } = load('yaml') as typeof Yaml;
  const lines = new LineCounter();
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  try {
    const document = parseDocument(text, {
      version: '1.1',
      customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !LEFT_OUT.has(tag.tag)),
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
      lineCounter: lines,
    });
    const [error] = document.errors;
    if (error) throw new Fault(inOurWords(error), error.pos[0]);
    return { json: reader(document, lineOf)(document.contents, 0, []), text };
  } catch (error) {
    // Nesting so deep that the stack ends is a RangeError.
    if (!(error instanceof Fault || error instanceof RangeError)) throw error;
    const { message, offset } = error instanceof Fault ? error : { message: TOO_DEEP, offset: 0 };
    const { line, col } = lines.linePos(offset);
    return { problem: { weight: 'fatal', message, at: { file, line: Math.max(1, line), column: Math.max(1, col) } } };
  }
}

const TOO_DEEP = `nested more than ${DEEPEST} levels deep, which is not read`;

function inOurWords({ code, message }: Pick<Yaml.YAMLParseError, 'code' | 'message'>): string {
  if (code === 'MULTIPLE_DOCS') return 'the file holds more than one document';
  if (code === 'RESOURCE_EXHAUSTION') return TOO_DEEP;
  const [first = ''] = message.split('\n');
  return `not valid YAML: ${first.charAt(0).toLowerCase()}${first.slice(1)}`;
}

/** The long name of a short tag: `!Sub x` is `{ "Fn::Sub": x }`. */
export function longForm(tag: string): string {
  return tag === '!Ref' || tag === '!Condition' ? tag.slice(1) : `Fn::${tag.slice(1)}`;
}

/** The short tag of a node, which makes it the argument of a function. */
export function shortTag(node: unknown): string | undefined {
  const { tag } = node as { tag?: unknown };
  return typeof tag === 'string' && tag.startsWith('!') && tag.length > 1 ? tag : undefined;
}

type Read = (node: unknown, depth: number, inside: readonly unknown[]) => Json;

function reader(document: Yaml.Document, lineOf: (offset: number) => number): Read {
  const { isAlias, isMap, isScalar, isSeq } = load('yaml') as typeof Yaml;
  let values = 0;

  const read: Read = (node, depth, inside) => {
    values += 1;
    if (values > MOST_VALUES) throw new Fault('its aliases make it too large to be read', offsetOf(node));
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (!target) throw new Fault(`there is no anchor ${node.source} before this alias`, offsetOf(node));
      if (inside.includes(target)) throw new Fault(`the anchor ${node.source} contains itself`, offsetOf(node));
      return read(target, depth, [...inside, target]);
    }
    if (depth > DEEPEST) throw new Fault(TOO_DEEP, offsetOf(node));
    const tag = shortTag(node ?? {});
    if (tag === undefined) return plain(node, depth, inside);
    const argument = plain(node, depth + 1, inside);
    return { [longForm(tag)]: tag === '!GetAtt' && typeof argument === 'string' ? attribute(argument) : argument };
  };

  const plain: Read = (node, depth, inside) => {
    if (isScalar(node)) return scalar(node);
    if (isSeq(node)) return node.items.map((item) => read(item, depth + 1, inside));
    if (!isMap(node)) return null;
    return Object.fromEntries([...merged(node, depth, inside), ...own(node, depth, inside)]);
  };

  /** What `<<` brings in; what the map says itself goes before it. */
  const merged = (map: Yaml.YAMLMap, depth: number, inside: readonly unknown[]): readonly [string, Json][] =>
    map.items
      .filter(isMerge)
      .flatMap(({ value }) => (isSeq(value) ? value.items.toReversed() : [value]))
      .flatMap((from) => Object.entries(objectOf(read(from, depth, inside))));

  const own = (map: Yaml.YAMLMap, depth: number, inside: readonly unknown[]): readonly [string, Json][] => {
    const seen = new Map<string, number>();
    return map.items
      .filter((pair) => !isMerge(pair))
      .map(({ key, value }) => {
        const name = nameOf(key);
        const before = seen.get(name);
        const offset = offsetOf(key);
        if (before !== undefined)
          throw new Fault(`${name} stands twice in this map, first in line ${lineOf(before)}: rename or remove one of them`, offset);
        seen.set(name, offset);
        return [name, read(value, depth + 1, inside)];
      });
  };

  const isMerge = ({ key }: Yaml.Pair): boolean => isScalar(key) && key.source === '<<' && key.type === 'PLAIN';

  const nameOf = (key: unknown): string => {
    if (!isScalar(key)) throw new Fault('not valid YAML for CloudFormation: a key must be a string', offsetOf(key));
    return key.type === 'PLAIN' && key.source !== undefined ? key.source : String(key.value);
  };
  return read;
}

/** A number stays one only where it is written as JSON writes it: account numbers keep their leading zero, versions their last one. */
function scalar({ value, source, type }: Yaml.Scalar): Json {
  if (typeof value === 'string' || value === null) return value;
  if (typeof value === 'boolean') return type === 'PLAIN' && /^[yn]$/i.test(source ?? '') ? (source ?? '') : value;
  return typeof value === 'number' && String(value) === source ? value : (source ?? '');
}

/** `Resource.Attribute`; the attribute may have dots of its own. */
function attribute(text: string): Json {
  const dot = text.indexOf('.');
  return dot < 0 ? text : [text.slice(0, dot), text.slice(dot + 1)];
}

function offsetOf(node: unknown): number {
  const { range } = (node ?? {}) as { range?: readonly [number, number, number] | null };
  return range?.[0] ?? 0;
}
