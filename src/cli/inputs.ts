/** From what the user names to the paths that are read: globs, standard input; and what paths in reports are relative to. */
import type * as globLibrary from 'glob';
import path from 'node:path';
import { inputsAmong, inputsAt, isOwnFile, inputPath, STANDARD_INPUT } from '../assembly/inputs.js';
import { appAbove, appsBelow, type AppFolder } from '../config/apps.js';
import { visible } from '../core/escape.js';
import { gitRoot } from '../files/git-root.js';
import { nodeFiles, withStandardInput } from '../files/node.js';
import { isExcluded } from '../lint/excluded.js';
import { load } from '../core/lazy.js';
import type { Exclusion } from '../types/config.js';
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

/**
 * @param named what the user named; where that is nothing, what cdk.json says
 * @param exclusions what globs and a search for apps leave out; a path that is named is read all the same
 */
export function readInputs(
  named: readonly string[],
  values: OptionValues<typeof INPUT_OPTIONS>,
  streams: Streams,
  exclusions: readonly Exclusion[] = [],
): Inputs {
  const { cwd } = streams;
  const absolute = (file: string): string => path.resolve(cwd, file);
  const { context, root, 'source-root': sourceRoot, 'stdin-filename': stdinName = STANDARD_INPUT } = values;
  const stdin = absolute(stdinName);
  return {
    files: named.includes('-') ? withStandardInput(nodeFiles, stdin) : nodeFiles,
    paths: named.length > 0 ? pathsOf(named, { stdin, cwd, exclusions }) : defaultPaths(streams, exclusions),
    root: root === undefined ? (gitRoot(cwd) ?? cwd) : absolute(root),
    ...(context === undefined ? {} : { context: absolute(context) }),
    ...(sourceRoot === undefined ? {} : { sourceRoot: absolute(sourceRoot) }),
  };
}

/**
 * What is read where the user names nothing: what `cdk synth` writes for the nearest app from the working directory upward, else for all
 * apps below it.
 */
function defaultPaths({ cwd, error }: Streams, exclusions: readonly Exclusion[]): readonly string[] {
  const above = appAbove(nodeFiles, cwd);
  if (above) return [above.assembly];
  const apps = appsBelow(nodeFiles, cwd).filter(({ assembly }) => !isExcluded(exclusions, assembly));
  const isThere = ({ assembly }: AppFolder): boolean => nodeFiles.realpath(assembly) !== undefined;
  const synthesized = apps.filter(isThere);
  if (synthesized.length === 0) return apps.length > 0 ? apps.map(({ assembly }) => assembly) : [path.join(cwd, 'cdk.out')];
  for (const { folder, assembly } of apps.filter((app) => !isThere(app)))
    error(
      `kms-lint: ${visible(path.relative(cwd, assembly))} is not there, so that app was not linted: ` +
        `run \`npx cdk synth\` in ${visible(path.relative(cwd, folder))}\n`,
    );
  return synthesized.map(({ assembly }) => assembly);
}

interface Naming {
  readonly stdin: string;
  readonly cwd: string;
  readonly exclusions: readonly Exclusion[];
}

function pathsOf(named: readonly string[], { stdin, cwd, exclusions }: Naming): readonly string[] {
  const paths = named.flatMap((pattern) => (pattern === '-' ? [stdin] : expand(pattern, cwd, exclusions)));
  const inputs = paths.filter((file) => !isOwnFile(nodeFiles, file));
  return inputs.length > 0 ? inputs : paths;
}

/** An assembly or template, with the folder of the app that it is of, as far as that is known. */
export interface NamedInput {
  readonly place: string;
  readonly home: string;
}

/** What is meant, before the configurations that belong to it are known; the apps where nothing is named. */
export function inputsNamed(named: readonly string[], cwd: string): readonly NamedInput[] {
  if (named.length === 0) {
    const above = appAbove(nodeFiles, cwd);
    return (above ? [above] : appsBelow(nodeFiles, cwd)).map(({ folder, assembly }) => ({ place: assembly, home: folder }));
  }
  const found = named.flatMap((pattern) => (pattern === '-' ? [] : matching(pattern, cwd)));
  const places = found.flatMap((file) => (nodeFiles.list(file).length > 0 ? inputsAt(nodeFiles, file).map(inputPath) : [file]));
  return places.map((place) => ({ place, home: path.dirname(place) }));
}

/** A path as given, or what of the matches of a glob can be linted; where nothing can, all of them, so that it is told. */
function expand(pattern: string, cwd: string, exclusions: readonly Exclusion[]): readonly string[] {
  const found = matching(pattern, cwd),
    wanted = found.length > 1 ? found.filter((file) => !isExcluded(exclusions, file)) : found,
    inputs = inputsAmong(nodeFiles, wanted);
  return found.length > 1 && inputs.length > 0 ? inputs : found;
}

/** A path as given, or what a glob matches. @param system the rules of paths: a backslash parts folders on Windows only */
export function matching(pattern: string, cwd: string, { sep }: Pick<path.PlatformPath, 'sep'> = path): readonly string[] {
  const there = path.resolve(cwd, pattern);
  if (nodeFiles.realpath(there) !== undefined || !/[*?[{]/.test(pattern)) return [there];
  const found = (load('glob') as typeof globLibrary).globSync(pattern, { cwd, absolute: true, windowsPathsNoEscape: sep === '\\' }).sort();
  return found.length > 0 ? found : [there];
}
