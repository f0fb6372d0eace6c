/** The CDK apps of a repository: the folders with a cdk.json, and where `cdk synth` writes for each. */
import path from 'node:path';
import { objectOf } from '../core/json.js';
import { parseJson } from '../core/read-json.js';
import type { Files, JsonObject } from '../types/files.js';
import { foldersUpward } from './find.js';

/** An app. Paths are joined to that of the folder that was searched. */
export interface AppFolder {
  /** The folder of cdk.json. */
  readonly folder: string;
  /** What `cdk synth` writes there: `"output"` of cdk.json, else cdk.out. */
  readonly assembly: string;
}

/** Folders without apps, and how deep a monorepo is searched. */
const SKIPPED = /^(\..*|node_modules|cdk\.out|dist|build|coverage|vendor|venv)$/;
const DEEPEST = 5;

/** The nearest app or synthesized assembly from a folder upward, as far as a configuration is looked for; undefined where there is none. */
export function appAbove(files: Files, from: string): AppFolder | undefined {
  for (const folder of foldersUpward(files, from)) {
    const app = appIn(files, folder);
    if (app) return app;
  }
  return undefined;
}

/** All apps in a folder and below it, in the order of their paths; a cdk.json that starts no app is not one. */
export function appsBelow(files: Files, top: string, depth = 0): readonly AppFolder[] {
  const names = files.list(top);
  const here = names.includes('cdk.json') && typeof readCdkJson(files, top)['app'] === 'string' ? [appIn(files, top)] : [];
  const below = depth === DEEPEST ? [] : names.filter((name) => !SKIPPED.test(name));
  return [...here.filter((app) => app !== undefined), ...below.flatMap((name) => appsBelow(files, path.join(top, name), depth + 1))];
}

function appIn(files: Files, folder: string): AppFolder | undefined {
  const isApp = files.read(path.join(folder, 'cdk.json')) !== undefined;
  if (!isApp && files.read(path.join(folder, 'cdk.out', 'manifest.json')) === undefined) return undefined;
  const { output } = readCdkJson(files, folder);
  return { folder, assembly: path.resolve(folder, typeof output === 'string' && output !== '' ? output : 'cdk.out') };
}

/** Empty where it is not there or broken: reading the app's context tells that. */
function readCdkJson(files: Files, folder: string): JsonObject {
  const bytes = files.read(path.join(folder, 'cdk.json'));
  const read = bytes === undefined ? undefined : parseJson(Buffer.from(bytes).toString('utf8'), '');
  return read && 'json' in read ? objectOf(read.json) : {};
}
