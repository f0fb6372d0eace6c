/** Where the configuration is: the nearest one from the working directory upward, within the repository or the project. */
import { objectOf } from '../core/json.js';
import path from 'node:path';
import { parseJson } from '../core/read-json.js';
import type { Files, Json } from '../types/files.js';

/** In the order in which they are looked for in a folder; after them package.json with the key "kms-lint". */
export const CONFIG_NAMES = [
  'kms-lint.config.json',
  'kms-lint.config.jsonc',
  'kms-lint.config.ts',
  'kms-lint.config.mts',
  'kms-lint.config.cts',
  'kms-lint.config.mjs',
  'kms-lint.config.cjs',
  'kms-lint.config.js',
] as const;
export const PACKAGE_KEY = 'kms-lint';

/** The file that holds the configuration, package.json among them; undefined where there is none. */
export function findConfig(files: Files, from: string): string | undefined {
  for (const folder of foldersUpward(files, from)) {
    const found = configIn(files, folder);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The configuration in one folder. */
export function configIn(files: Files, folder: string): string | undefined {
  const named = CONFIG_NAMES.map((name) => path.join(folder, name)).find((file) => files.realpath(file) !== undefined);
  if (named !== undefined) return named;
  const manifest = path.join(folder, 'package.json');
  return inPackage(files, manifest) === undefined ? undefined : manifest;
}

/** Names that somebody may give a configuration, which are not looked for. */
const UNREAD = /^(?:kms-lint\.config\.(?:ya?ml|toml)|\.?kms-lint(?:rc)?\.(?:jsonc?|ya?ml|toml|[cm]?[jt]s)|\.kms-lintrc)$/;

/** Files in a folder that look as if they were meant to be a configuration, and are none by their names. */
export const unreadConfigs = (files: Files, folder: string): readonly string[] => files.list(folder).filter((name) => UNREAD.test(name));

/** Whether a configuration of this name is JSON, in which comments and trailing commas are allowed. */
export const isJsonConfig = (file: string): boolean => /\.jsonc?$/.test(file);

/** The other configurations that stand beside the one that was found: they are not read. */
export function configsBeside(files: Files, config: string): readonly string[] {
  const folder = path.dirname(config);
  return CONFIG_NAMES.map((name) => path.join(folder, name)).filter((file) => file !== config && files.realpath(file) !== undefined);
}

/** The configuration in a package.json; undefined where it has none. A broken package.json is not ours to tell. */
export function inPackage(files: Files, file: string): Json | undefined {
  const bytes = files.read(file);
  const text = bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
  if (!text.includes(`"${PACKAGE_KEY}"`)) return undefined;
  const read = parseJson(text, file);
  return 'json' in read ? objectOf(read.json)[PACKAGE_KEY] : undefined;
}

/**
 * The folders from this one up to the top of the repository, or without one to the nearest folder with a package.json:
 * what lies above belongs to others, and a configuration may be code.
 */
export function foldersUpward(files: Files, from: string): readonly string[] {
  const above: string[] = [];
  for (let dir = path.resolve(from); ; dir = path.dirname(dir)) {
    above.push(dir);
    if (dir === path.dirname(dir)) break;
  }
  const has = (name: string): number => above.findIndex((dir) => files.realpath(path.join(dir, name)) !== undefined);
  const repository = has('.git');
  const top = repository >= 0 ? repository : Math.max(0, has('package.json'));
  return above.slice(0, top + 1);
}
