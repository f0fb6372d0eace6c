/** Applies a change in the words of JSON Patch (RFC 6902) to a JSON value: what a template is to be after a fix. */
import { isObject } from '../core/json.js';
import { stepsOf } from '../core/pointer.js';
import type { Json, JsonObject } from '../types/files.js';

export interface Patch {
  readonly op: 'add' | 'replace' | 'remove';
  /** An RFC 6901 pointer; a last step `-` means the end of a list. */
  readonly path: string;
  readonly value?: Json;
}

/** @returns undefined where the path leads to nothing that can be changed: a missing parent, an intrinsic function, a string. */
export function patched(json: Json, patch: Patch, steps: readonly string[] = stepsOf(patch.path)): Json | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return undefined;
  if (rest.length === 0) return changed(json, step, patch);
  const child = childOf(json, step);
  // Lists of one thing may be written without the list.
  const inner = child === undefined ? firstProperty(step, rest, patch) : patched(child, patch, rest);
  if (inner === undefined) return undefined;
  if (Array.isArray(json)) return (json as readonly Json[]).map((item, index) => (index === Number(step) ? inner : item));
  return { ...(json as JsonObject), [step]: inner };
}

/** A resource may be written without Properties: the first of them is added together with the member. */
export function firstProperty(step: string, [name, ...deeper]: readonly string[], { op, value = null }: Patch): JsonObject | undefined {
  return op === 'add' && step === 'Properties' && name !== undefined && name !== '-' && deeper.length === 0 ? { [name]: value } : undefined;
}

function childOf(json: Json, step: string): Json | undefined {
  if (Array.isArray(json)) return /^\d+$/.test(step) ? (json as readonly Json[])[Number(step)] : undefined;
  return isObject(json) && Object.hasOwn(json, step) ? json[step] : undefined;
}

function changed(json: Json, step: string, patch: Patch): Json | undefined {
  if (Array.isArray(json)) return changedList(json as readonly Json[], step, patch);
  const { op, value = null } = patch;
  if (isObject(json) && isIntrinsic(json)) return undefined;
  if (step === '-') return op === 'add' ? [json, value] : undefined;
  if (!isObject(json) || (op !== 'add' && !Object.hasOwn(json, step))) return undefined;
  return op === 'remove' ? Object.fromEntries(Object.entries(json).filter(([name]) => name !== step)) : { ...json, [step]: value };
}

function changedList(items: readonly Json[], step: string, { op, value = null }: Patch): Json | undefined {
  const index = step === '-' ? items.length : Number(step);
  if (!Number.isInteger(index) || index > items.length) return undefined;
  if (op === 'add') return [...items.slice(0, index), value, ...items.slice(index)];
  if (index === items.length) return undefined;
  return op === 'replace' ? items.map((item, at) => (at === index ? value : item)) : [...items.slice(0, index), ...items.slice(index + 1)];
}

/** A function of CloudFormation stands where a value would be: nothing can be added to it. */
function isIntrinsic(json: JsonObject): boolean {
  const names = Object.keys(json);
  return names.length === 1 && /^(Ref|Fn::\w+|Condition)$/.test(names[0] ?? '');
}
