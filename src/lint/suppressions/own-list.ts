/** The list that people write into metadata: `{ "ignore": [ { "id", "reason", "expires" } ] }`. */

import { objectOf } from '../../core/json.js';
import { didYouMean } from '../../core/nearest.js';
import type { Json } from '../../types/files.js';

export const OWN_KEY = 'kms-lint';
export const OWN_FORM = `"${OWN_KEY}": { "ignore": [ { "id": "RULE", "reason": "why" } ] }`;

export interface OwnEntry {
  readonly index: number;
  readonly id: string;
  readonly reason: string;
  readonly expires?: string;
}

/** @returns the entries that have the form, and what is wrong with the others, each as the end of a sentence */
export function ownList(json: Json | undefined): { readonly entries: readonly OwnEntry[]; readonly faults: readonly string[] } {
  const { ignore, ...others } = objectOf(json);
  const unknown = Object.keys(others).map((name) => `has no such member as "${name}"${didYouMean(name, ['ignore'])}`);
  if (!Array.isArray(ignore)) return { entries: [], faults: unknown.length > 0 ? unknown : ['has no list "ignore"'] };
  const read = (ignore as readonly Json[]).map((item, index) => entryOf(item, index));
  return {
    entries: read.flatMap(({ entry }) => (entry ? [entry] : [])),
    faults: [...unknown, ...read.flatMap(({ faults }) => faults)],
  };
}

function entryOf(item: Json, index: number): { readonly entry?: OwnEntry; readonly faults: readonly string[] } {
  const { id, reason, expires, ...others } = objectOf(item);
  const where = `ignore[${index}]`;
  const faults = Object.keys(others).map(
    (name) => `has no such member in ${where} as "${name}"${didYouMean(name, ['id', 'reason', 'expires'])}`,
  );
  if (typeof id !== 'string') return { faults: [...faults, `names no rule in ${where}: it has no "id"`] };
  const entry = {
    index,
    id,
    reason: typeof reason === 'string' ? reason.trim() : '',
    ...(typeof expires === 'string' ? { expires } : {}),
  };
  return { entry, faults };
}
