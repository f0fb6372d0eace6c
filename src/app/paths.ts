/**
 * Values of a resource by the paths that the reference tables write: `Rules[].Destination.KmsKeyId`, `Actions.*[].Uri`, on into JSON that
 * stands in a text.
 */
import { memo } from '../core/memo.js';
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
  const found: PathValue[] = [];
  if (root) follow(root, stepsOf(path), 0, taken, found);
  return found;
}

/** One step of a path. here: the path up to it. */
interface Step {
  readonly name: string;
  readonly isOpen: boolean;
  readonly here: string;
}

/** The tables hold some hundred paths, each of which is followed from many resources. */
const stepsOf = memo((path: string): readonly Step[] => {
  const steps = path.split('.');
  return steps.map((step, index) => ({
    name: step.replace('[]', ''),
    isOpen: step.endsWith('[]'),
    here: steps.slice(0, index + 1).join('.'),
  }));
});

function follow(value: Value, steps: readonly Step[], index: number, taken: Taken, found: PathValue[]): void {
  const step = steps[index];
  if (!step) {
    found.push({ value, taken });
    return;
  }
  const { name, here } = step;
  const map = jsonIn(value);
  if (typeof map === 'string' || map.is !== 'map') return;
  if (name === '*') {
    for (const [entry, inner] of Object.entries(map.entries)) each(inner, steps, index, along(taken, `${here}=`, entry), found);
    return;
  }
  const next = Object.hasOwn(map.entries, name) ? map.entries[name] : undefined;
  if (next) each(next, steps, index, taken, found);
}

function each(value: Value, steps: readonly Step[], index: number, taken: Taken | undefined, found: PathValue[]): void {
  const { isOpen, here } = steps[index] ?? { isOpen: false, here: '' };
  if (!taken) return;
  if (!isOpen) {
    follow(value, steps, index + 1, taken, found);
    return;
  }
  for (const [nth, item] of items(value).entries()) {
    const further = along(taken, here, String(nth));
    if (further) follow(item, steps, index + 1, further, found);
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
