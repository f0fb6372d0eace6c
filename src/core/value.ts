/** Reading folded values: members, lists, and facts of a wanted type. */

import { isObject } from './json.js';
import { pointerStep } from './pointer.js';
import type { Address } from '../types/files.js';
import type { Fact, Text, Value } from '../types/values.js';
import { literal, printText } from './text.js';

/**
 * A member of a map; undefined where there is none or where the value is no map.
 * @example member(tag, 'Key')
 */
export function member(value: Value | undefined, name: string): Value | undefined {
  return value?.is === 'map' && Object.hasOwn(value.entries, name) ? value.entries[name] : undefined;
}

/**
 * CloudFormation and IAM take a single thing where a list is wanted: the items, or the thing itself.
 * @example items(key.properties['Tags']).map((tag) => stringOf(member(tag, 'Key')))
 */
export function items(value: Value | undefined): readonly Value[] {
  if (!value) return [];
  return value.is === 'list' ? value.items : [value];
}

/**
 * The text of a string, number or boolean (CloudFormation turns them into strings); undefined for anything else.
 * @example textOf(key.properties['Description'])
 */
export function textOf(value: Value | undefined): Text | undefined {
  if (value?.is === 'text') return value.text;
  return value?.is === 'scalar' && value.value !== null ? [String(value.value)] : undefined;
}

/**
 * The string where all of it is known; undefined where a piece is not, or where it is no text.
 * @example stringOf(key.properties['Description'])
 */
export function stringOf(value: Value | undefined): string | undefined {
  const text = textOf(value);
  return text && literal(text);
}

export function stringFact(value: Value | undefined): Fact<string> {
  return fact(value, (known) => known);
}

/**
 * A boolean property as a fact: known, absent or unknown. "true" and "false" count as booleans, as for CloudFormation.
 * @example booleanFact(key.properties['Enabled']).is === 'absent'
 */
export function booleanFact(value: Value | undefined): Fact<boolean> {
  return fact(value, (known) => (/^true$/i.test(known) ? true : /^false$/i.test(known) ? false : undefined));
}

/**
 * A number property as a fact: known, absent or unknown. Text that is a number counts, as for CloudFormation.
 * @example numberFact(key.properties['PendingWindowInDays'])
 */
export function numberFact(value: Value | undefined): Fact<number> {
  return fact(value, (known) => (/^-?\d+(\.\d+)?$/.test(known) ? Number(known) : undefined));
}

function fact<T>(value: Value | undefined, read: (known: string) => T | undefined): Fact<T> {
  if (!value) return { is: 'absent' };
  const text = textOf(value);
  if (!text) return { is: 'unknown', at: value.at, why: value.is === 'unknown' ? value.why : { of: 'type' } };
  const known = literal(text);
  if (known === undefined) return { is: 'unknown', at: value.at, why: { of: 'text', text } };
  const read_ = read(known);
  return read_ === undefined ? { is: 'unknown', at: value.at, why: { of: 'type' } } : { is: 'known', value: read_, at: value.at };
}

/** A folded value as JSON again, for policy documents that stand in a string and for printing; symbols in `${…}` notation. */
export function plain(value: Value): unknown {
  switch (value.is) {
    case 'text':
      return printText(value.text);
    case 'scalar':
      return value.value;
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries(Object.entries(value.entries).map(([key, entry]) => [key, plain(entry)]));
    case 'unknown':
      return `\${${'name' in value.why ? value.why.name : 'unknown'}}`;
  }
}

/**
 * A place inside an address.
 * @example inside(key.at, 'Properties', 'Tags', 0)
 */
export function inside(at: Address, ...path: readonly (string | number)[]): Address {
  let { pointer } = at;
  for (const step of path) pointer += `/${typeof step === 'number' ? step : pointerStep(step)}`;
  return { file: at.file, pointer };
}

/** JSON without intrinsics as a folded value: for documents that were parsed out of a string. All nodes stand at the string's own place. */
export function valueOf(json: unknown, at: Address): Value {
  if (typeof json === 'string') return { is: 'text', text: json === '' ? [] : [json], at };
  if (Array.isArray(json)) return { is: 'list', items: json.map((item) => valueOf(item, at)), at };
  if (isObject(json))
    return { is: 'map', entries: Object.fromEntries(Object.entries(json).map(([key, entry]) => [key, valueOf(entry, at)])), at };
  return typeof json === 'number' || typeof json === 'boolean' ? { is: 'scalar', value: json, at } : { is: 'scalar', value: null, at };
}
