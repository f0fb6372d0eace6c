/** Places in a policy: made relative to it, so that it can be told which policies are the same, and found again in the template. */
import type { Address } from '../types/files.js';
import type { PolicyPlace } from '../types/statement.js';
import type { Fact, Value } from '../types/values.js';

/** The policy itself. */
export const WHOLE: PolicyPlace = { file: '', pointer: '' };

/** @param policy where the policy stands */
export function placeIn(policy: Address, { file, pointer }: PolicyPlace): Address {
  return file === '' ? { file: policy.file, pointer: policy.pointer + pointer } : { file, pointer };
}

function within(policy: Address, at: Address): PolicyPlace {
  const { pointer } = policy;
  if (at.file !== policy.file || !at.pointer.startsWith(pointer)) return at;
  const rest = at.pointer.slice(pointer.length);
  return rest === '' || rest.startsWith('/') ? { file: '', pointer: rest } : at;
}

/** The document with relative places. */
export function relativeDocument(document: Fact<Value>, policy: Address): Fact<Value> {
  if (document.is === 'absent') return document;
  const at = within(policy, document.at);
  return document.is === 'known' ? { ...document, at, value: relativeValue(document.value, policy) } : { ...document, at };
}

function relativeValue(value: Value, policy: Address): Value {
  const at = within(policy, value.at);
  switch (value.is) {
    case 'list':
      return { ...value, at, items: value.items.map((item) => relativeValue(item, policy)) };
    case 'map':
      return { ...value, at, entries: mapped(value.entries, (entry) => relativeValue(entry, policy)) };
    default:
      return { ...value, at };
  }
}

function mapped(entries: Readonly<Record<string, Value>>, change: (value: Value) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]));
}

/**
 * A string that is the same for documents that say the same at the same places, symbol for symbol: a symbol carries the stack or
 * environment in which it is
 * one, so that a GetAtt of another stack is another symbol.
 */
export function contentKey(document: Fact<Value>, policy: Address): string {
  if (document.is === 'absent') return 'absent';
  const place = (at: Address): string => {
    const { file, pointer } = within(policy, at);
    return file === '' ? pointer : `${file}#${pointer}`;
  };
  const keyOf = (value: Value): string => {
    const at = place(value.at);
    switch (value.is) {
      case 'text':
        return `${JSON.stringify(value.text)}@${at}`;
      case 'scalar':
        return `${String(value.value)}@${at}`;
      case 'unknown':
        return `?${JSON.stringify(value.why)}@${at}`;
      case 'list':
        return `[${value.items.map(keyOf).join()}]@${at}`;
      case 'map':
        return `{${Object.entries(value.entries)
          .map(([name, entry]) => `${JSON.stringify(name)}:${keyOf(entry)}`)
          .join()}}@${at}`;
    }
  };
  return document.is === 'known' ? keyOf(document.value) : `?${JSON.stringify(document.why)}@${place(document.at)}`;
}
