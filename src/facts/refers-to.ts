/** The names that Ref, Fn::GetAtt and Fn::Sub mean in a value: logical ids, and parameters. */
import { isObject } from '../core/json.js';
import type { Json } from '../types/files.js';

/** @returns each name as often as it stands there; pseudo parameters (`AWS::Region`) are left out */
export function refersTo(json: Json | undefined): readonly string[] {
  const found: string[] = [];
  walk(json ?? null, found);
  return found;
}

function walk(json: Json, found: string[]): void {
  if (Array.isArray(json)) for (const item of json as readonly Json[]) walk(item, found);
  else if (isObject(json))
    for (const [key, value] of Object.entries(json)) {
      if (key === 'Ref' && typeof value === 'string') add(value, found);
      else if (key === 'Fn::GetAtt') {
        const [named] = Array.isArray(value) ? (value as readonly Json[]) : [value];
        if (typeof named === 'string') add(named, found);
      } else if (key === 'Fn::Sub') {
        const [written] = Array.isArray(value) ? (value as readonly Json[]) : [value];
        if (typeof written === 'string') for (const [, name = ''] of written.matchAll(/\$\{([^}!]+)\}/g)) add(name, found);
        walk(value, found);
      } else walk(value, found);
    }
}

function add(name: string, found: string[]): void {
  const [first = ''] = name.trim().split('.');
  if (first !== '' && !first.startsWith('AWS::')) found.push(first);
}
