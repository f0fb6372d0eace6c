/** Finds the range of text that a JSON pointer names in YAML, through aliases, merge keys and the short forms of intrinsic functions. */
import type * as Yaml from 'yaml';
import { load } from '../core/lazy.js';
import type { Finder, TextRange } from './find-in-json.js';
import { longForm, shortTag } from './read-yaml.js';

export function yamlFinder(text: string): Finder {
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
  return (steps) => {
    let node = resolved(document.contents),
      range = rangeOf(text, node),
      tag = tagOf(node);
    for (const step of steps) {
      if (tag !== undefined && step === longForm(tag)) {
        range = rangeOf(text, node);
        tag = undefined;
        continue;
      }
      const next = tag === undefined ? child(node, step) : undefined;
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
  readonly range: TextRange;
}
/** What the nodes of `yaml` have in common. */
interface YamlNode {
  readonly tag?: string;
  readonly range?: readonly [number, number, number] | null;
}
const isNode = (node: unknown): node is YamlNode => typeof node === 'object' && node !== null;
const tagOf = (node: unknown): string | undefined => (isNode(node) ? shortTag(node) : undefined);

/** From the tag, which `yaml` leaves out of a node's range, to the end of the value. */
function rangeOf(text: string, node: unknown): TextRange {
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
