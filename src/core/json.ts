/** JSON values of which nobody knows the shape, looked at without throwing. */
import type { Json, JsonObject } from '../types/files.js';

export const isObject = (json: unknown): json is JsonObject => typeof json === 'object' && json !== null && !Array.isArray(json);

/** The value itself where it is an object, else an empty one. */
export const objectOf = (json: unknown): JsonObject => (isObject(json) ? json : {});

/** The items of a list; a single thing is a list of one, as CloudFormation and IAM take it; nothing is an empty one. */
export const listOf = (json: Json | undefined): readonly Json[] =>
  Array.isArray(json) ? (json as readonly Json[]) : json === undefined ? [] : [json];

/** Sets a property of the object itself, whatever its name: an assignment to `__proto__` would give it a prototype. */
export function setOwn<T>(object: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  else object[name] = value;
}
