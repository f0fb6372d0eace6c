/** Reads what CDK noted of each construct: in `<Stack>.metadata.json`, or in the manifest before aws-cdk-lib 2.246. */
import { objectOf } from '../core/json.js';
import type { Files, Json } from '../types/files.js';
import type { Problem } from '../types/report.js';
import { type StackArtifact } from './assembly.js';
import { readJson } from '../core/read-json.js';

export interface Entry {
  readonly type: string;
  readonly data: Json;
  readonly trace: readonly string[];
}
/** By construct path without the leading slash. */
export type Entries = ReadonlyMap<string, readonly Entry[]>;

/** A pattern of all words, so that one pass finds any: a pass for each costs six times as much. @param words of ASCII, at least one */
export function anyOf(words: readonly string[]): RegExp {
  return new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'));
}

/**
 * Whether the metadata can hold one of the words. A file of its own is told by its bytes: most are never parsed. What stands in the
 * manifest is parsed already.
 */
export function mentions(
  files: Files,
  { metadataFile, manifestMetadata }: Pick<StackArtifact, 'metadataFile' | 'manifestMetadata'>,
  words: RegExp,
): boolean {
  if (metadataFile === undefined) return manifestMetadata !== undefined;
  const bytes = files.read(metadataFile);
  // A sign for each byte is the cheapest text of it, and the same for words of ASCII.
  return bytes !== undefined && words.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
}

/** All entries. A fault of this evidence is a notice: it changes no finding. */
export function readMetadata(
  files: Files,
  artifact: Pick<StackArtifact, 'metadataFile' | 'manifestMetadata'>,
): { readonly entries: Entries; readonly problem?: Problem } {
  const read = artifact.metadataFile === undefined ? { json: artifact.manifestMetadata ?? null } : readJson(files, artifact.metadataFile);
  if ('problem' in read) return { entries: new Map(), problem: { ...read.problem, weight: 'notice' } };
  const entries = new Map<string, readonly Entry[]>();
  for (const [path, list] of Object.entries(objectOf(read.json)))
    entries.set(path.startsWith('/') ? path.slice(1) : path, Array.isArray(list) ? (list as readonly Json[]).map(entry) : []);
  return { entries };
}

function entry(json: Json): Entry {
  const { type, data, trace } = objectOf(json);
  return { type: typeof type === 'string' ? type : '', data: data ?? null, trace: strings(trace) };
}

/** The strings of a list; traces are lists of frames. */
export function strings(json: Json | undefined): readonly string[] {
  return Array.isArray(json) ? (json as readonly Json[]).filter((item) => typeof item === 'string') : [];
}

/** The construct paths of each logical id: more than one where a nested stack uses the same id. */
export function constructPaths(entries: Entries): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const [path, list] of entries)
    for (const { type, data } of list) {
      if (type !== 'aws:cdk:logicalId' || typeof data !== 'string') continue;
      const known = paths.get(data);
      if (known) known.push(path);
      else paths.set(data, [path]);
    }
  return paths;
}
