/**
 * Values of a resource by the paths that the reference tables write: `Rules[].Destination.KmsKeyId`, `Actions.*[].Uri`, on into JSON that
 * stands in a text.
 */
import { inside, items } from '../core/value.js';
import { jsonIn } from '../core/json-text.js';
import type { Value } from '../types/values.js';

/** Which item of a list, or entry of a map, was taken at each open step of a path: by the path up to it, `Targets[]` → `0`. */
export type Taken = ReadonlyMap<string, string>;

/** A value that a path leads to, and the items that lead there. */
export interface PathValue {
  readonly value: Value;
  readonly taken: Taken;
}

const NOTHING: Taken = new Map();

/**
 * The values that a path leads to. `[]` after a name stands for each item of a list, and one that is no list is taken for its only item,
 * as CloudFormation
 * does; `*` stands for each entry of a map.
 * @param root the properties of a resource
 * @param taken where the path runs along one that was followed before, the same items are taken: `Targets[].RoleArn` beside a certain
 * `Targets[].Arn`
 */
export function valuesAt(root: Value | undefined, path: string, taken: Taken = NOTHING): readonly PathValue[] {
  return root ? [...follow(root, path.split('.'), '', taken)] : [];
}

function* follow(value: Value, [step, ...rest]: readonly string[], before: string, taken: Taken): Generator<PathValue> {
  if (step === undefined) {
    yield { value, taken };
    return;
  }
  const name = step.replace('[]', ''),
    here = before === '' ? step : `${before}.${step}`;
  const map = jsonIn(value);
  if (typeof map === 'string' || map.is !== 'map') return;
  if (name === '*') {
    for (const [entry, inner] of Object.entries(map.entries)) yield* each(inner, step, rest, here, along(taken, `${here}=`, entry));
    return;
  }
  const next = Object.hasOwn(map.entries, name) ? map.entries[name] : undefined;
  if (next) yield* each(next, step, rest, here, taken);
}

function* each(value: Value, step: string, rest: readonly string[], here: string, taken: Taken | undefined): Generator<PathValue> {
  if (!taken) return;
  if (!step.endsWith('[]')) {
    yield* follow(value, rest, here, taken);
    return;
  }
  for (const [index, item] of items(value).entries()) {
    const further = along(taken, here, String(index));
    if (further) yield* follow(item, rest, here, further);
  }
}

/** The items taken with one more; undefined where another one was taken at this step. */
function along(taken: Taken, at: string, name: string): Taken | undefined {
  const before = taken.get(at);
  if (before === undefined) return new Map(taken).set(at, name);
  return before === name ? taken : undefined;
}

/** The properties of a resource as the root of paths. */
export function rootOf(properties: Readonly<Record<string, Value>>, at: Parameters<typeof inside>[0]): Value {
  return { is: 'map', entries: properties, at: inside(at, 'Properties') };
}
