/** Finds the context of an app: cdk.context.json and the `context` of cdk.json, beside the assembly or above it. */
import { objectOf } from '../core/json.js';
import path from 'node:path';
import type { Files, Json, JsonObject } from '../types/files.js';
import type { Problem } from '../types/report.js';
import { readJson } from '../core/read-json.js';

export interface Context {
  /** All values: those of cdk.json, and over them those that were saved. */
  readonly values: JsonObject;
  /** Those of cdk.context.json alone. */
  readonly saved: JsonObject;
  /** Those of cdk.json alone. */
  readonly flags: JsonObject;
  readonly file: string | undefined;
  readonly cdkJson: string | undefined;
  readonly problems: readonly Problem[];
}

/** How far above the assembly a project folder is looked for. */
const LEVELS = 3;

/** @param named the file given by --context, which is then the only one read; relative to the working directory. */
export function readContext(files: Files, assemblyDir: string, named?: string): Context {
  const folders = Array.from({ length: LEVELS + 1 }, (_, up) => path.resolve(assemblyDir, ...Array<string>(up).fill('..')));
  const find = (name: string): string | undefined =>
    folders.map((folder) => path.join(folder, name)).find((file) => files.read(file) !== undefined);
  const cdkJson = find('cdk.json'),
    file = named ?? find('cdk.context.json'),
    problems: Problem[] = [];
  const read = (from: string | undefined, weight: Problem['weight']): JsonObject => {
    if (from === undefined) return {};
    const got = readJson(files, from);
    if ('json' in got) return objectOf(got.json);
    problems.push({ ...got.problem, weight });
    return {};
  };
  const saved = read(file, 'fatal'),
    flags = objectOf(read(cdkJson, 'notice')['context']);
  return { values: { ...flags, ...saved } satisfies Record<string, Json>, saved, flags, file, cdkJson, problems };
}
