/** Statements of policies stand in a file of facts once, however many policies have them: most key policies start alike. */
import { isObject } from '../core/json.js';
import type { Json, JsonObject } from '../types/files.js';

/** A value with what stands in its `Statement` lists replaced. @param replace what stands for one item of such a list */
export function withStatements(json: Json, replace: (statement: Json) => Json): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map((item) => withStatements(item, replace));
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      name,
      name === 'Statement' && Array.isArray(value) ? (value as readonly Json[]).map(replace) : withStatements(value, replace),
    ]),
  );
}

/** The definitions with their statements in place again. A number that stands for none is left as it is: no statement is a number. */
export function withSharedStatements(definitions: readonly JsonObject[], statements: readonly Json[]): readonly JsonObject[] {
  const replace = (statement: Json): Json => (typeof statement === 'number' ? (statements[statement] ?? statement) : statement);
  return definitions.map((definition) => withStatements(definition, replace) as JsonObject);
}
