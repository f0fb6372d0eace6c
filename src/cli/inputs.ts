/** From what the user names to the folders that are read: globs, manifests, project folders; and what paths in reports are relative to. */
import type * as globLibrary from 'glob';
import path from 'node:path';
import { nodeFiles } from '../files/node.js';
import { load } from '../lazy.js';
import type { Options, Streams, Values } from './command.js';

/** The options of every command that reads assemblies. */
export const INPUT_OPTIONS = {
  context: { type: 'string', value: 'FILE', help: 'the cdk.context.json to use (default: found beside or above the assembly)' },
  root: { type: 'string', value: 'DIR', help: 'what paths in reports are relative to (default: the git root, else the working directory)' },
  'source-root': { type: 'string', value: 'DIR', help: "where the app's source is, if it is not beside or above the assembly" },
} as const satisfies Options;

export interface Inputs {
  /** Folders of assemblies. */
  readonly paths: readonly string[];
  readonly root: string;
  readonly context?: string;
  readonly sourceRoot?: string;
}

/** @param positionals what the user named; `cdk.out` where that is nothing. */
export function readInputs(positionals: readonly string[], values: Values<typeof INPUT_OPTIONS>, { cwd }: Streams): Inputs {
  const named = positionals.length > 0 ? positionals : ['cdk.out'];
  const absolute = (file: string): string => path.resolve(cwd, file);
  const { context, root, 'source-root': sourceRoot } = values;
  return {
    paths: named.flatMap((pattern) => expand(pattern, cwd)),
    root: root === undefined ? (gitRoot(cwd) ?? cwd) : absolute(root),
    ...(context === undefined ? {} : { context: absolute(context) }),
    ...(sourceRoot === undefined ? {} : { sourceRoot: absolute(sourceRoot) }),
  };
}

/** A path as given, or what a glob matches; the manifest's own path and a project folder with a cdk.out in it are understood too. */
function expand(pattern: string, cwd: string): readonly string[] {
  const there = path.resolve(cwd, pattern);
  if (nodeFiles.realpath(there) === undefined && /[*?[{]/.test(pattern)) {
    const found = (load('glob') as typeof globLibrary).globSync(pattern, { cwd, absolute: true }).sort();
    return found.length > 0 ? found.map(assemblyIn) : [there];
  }
  return [assemblyIn(there)];
}

function assemblyIn(file: string): string {
  if (path.basename(file) === 'manifest.json') return path.dirname(file);
  const inside = path.join(file, 'cdk.out');
  const hasManifest = (dir: string): boolean => nodeFiles.realpath(path.join(dir, 'manifest.json')) !== undefined;
  return !hasManifest(file) && hasManifest(inside) ? inside : file;
}

function gitRoot(from: string): string | undefined {
  for (let dir = from; ; dir = path.dirname(dir)) {
    if (nodeFiles.realpath(path.join(dir, '.git')) !== undefined) return dir;
    if (dir === path.dirname(dir)) return undefined;
  }
}
