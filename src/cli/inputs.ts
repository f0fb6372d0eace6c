/** From what the user names to the paths that are read: globs, standard input; and what paths in reports are relative to. */
import type * as globLibrary from 'glob';
import path from 'node:path';
import { STANDARD_INPUT } from '../assembly/inputs.js';
import { nodeFiles, withStandardInput } from '../files/node.js';
import { load } from '../core/lazy.js';
import type { Files } from '../types/files.js';
import type { Options, Streams, OptionValues } from './command.js';

/** The options of every command that reads assemblies and templates. */
export const INPUT_OPTIONS = {
  context: { type: 'string', value: 'FILE', help: 'the cdk.context.json to use (default: found beside or above the assembly)' },
  root: { type: 'string', value: 'DIR', help: 'what paths in reports are relative to (default: the git root, else the working directory)' },
  'stdin-filename': { type: 'string', value: 'NAME', help: 'what the template on standard input (the path -) is called in reports' },
  'source-root': { type: 'string', value: 'DIR', help: "where the app's source is, if it is not beside or above the assembly" },
} as const satisfies Options;

export interface Inputs {
  readonly files: Files;
  /** Assemblies, project folders, templates, folders of them. */
  readonly paths: readonly string[];
  readonly root: string;
  readonly context?: string;
  readonly sourceRoot?: string;
}

/** @param positionals what the user named; `cdk.out` where that is nothing. */
export function readInputs(positionals: readonly string[], values: OptionValues<typeof INPUT_OPTIONS>, { cwd }: Streams): Inputs {
  const named = positionals.length > 0 ? positionals : ['cdk.out'];
  const absolute = (file: string): string => path.resolve(cwd, file);
  const { context, root, 'source-root': sourceRoot, 'stdin-filename': stdinName = STANDARD_INPUT } = values;
  const stdin = absolute(stdinName);
  return {
    files: named.includes('-') ? withStandardInput(nodeFiles, stdin) : nodeFiles,
    paths: named.flatMap((pattern) => (pattern === '-' ? [stdin] : expand(pattern, cwd))),
    root: root === undefined ? (gitRoot(cwd) ?? cwd) : absolute(root),
    ...(context === undefined ? {} : { context: absolute(context) }),
    ...(sourceRoot === undefined ? {} : { sourceRoot: absolute(sourceRoot) }),
  };
}

/** A path as given, or what a glob matches. */
export function expand(pattern: string, cwd: string): readonly string[] {
  const there = path.resolve(cwd, pattern);
  if (nodeFiles.realpath(there) !== undefined || !/[*?[{]/.test(pattern)) return [there];
  const found = (load('glob') as typeof globLibrary).globSync(pattern, { cwd, absolute: true }).sort();
  return found.length > 0 ? found : [there];
}

/** The folder with .git in it, from this one upward. */
export function gitRoot(from: string): string | undefined {
  for (let dir = from; ; dir = path.dirname(dir)) {
    if (nodeFiles.realpath(path.join(dir, '.git')) !== undefined) return dir;
    if (dir === path.dirname(dir)) return undefined;
  }
}
