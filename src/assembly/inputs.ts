/** What a path that the user names holds: cloud assemblies, or templates by themselves. */
import path from 'node:path';
import type { Files } from '../types/files.js';
import type { StackArtifact } from './assembly.js';
import { parseJson, decode } from '../core/read-json.js';
import { mayBeTemplate } from './read-template.js';

/**
 * named: the user has named this very file, so it must be a template; else it was found in a folder, where other files lie beside
 * templates.
 */
export type Input =
  { readonly is: 'assembly'; readonly dir: string } | { readonly is: 'template'; readonly file: string; readonly named: boolean };

/** The folder of an assembly, or the file. */
export const inputPath = (input: Input): string => (input.is === 'assembly' ? input.dir : input.file);

/** What a template on standard input is called where the user gives it no name. */
export const STANDARD_INPUT = '<stdin>';

const EXTENSIONS = /\.(template\.json|json|yaml|yml|template)$/i;
/** Folders that hold other people's templates, or none. */
const NOT_LOOKED_INTO = /^(node_modules|\..*)$/;

/**
 * - a manifest.json of CDK's, or its folder: that assembly
 * - another file: one template
 * - another folder: every template and every assembly in it and below
 * - nothing of these: an assembly, so that reading it tells what is wrong
 */
export function inputsAt(files: Files, named: string): readonly Input[] {
  if (path.basename(named) === 'manifest.json') return [{ is: 'assembly', dir: path.dirname(named) }];
  if (isFile(files, named)) return [{ is: 'template', file: named, named: true }];
  const found = [...searched(files, named)];
  return found.length > 0 ? found : [{ is: 'assembly', dir: named }];
}

/** What CDK writes beside its templates, by name. */
const OWN_FILES = /^(?:cdk\.out|tree\.json|validation-report\.json|.*\.(?:assets|metadata)\.json)$/;

/** Whether CDK wrote a file beside its templates: a glob of the shell names it together with them. */
export function isOwnFile(files: Files, file: string): boolean {
  return (
    OWN_FILES.test(path.basename(file)) &&
    files.read(file) !== undefined &&
    files.read(path.join(path.dirname(file), 'cdk.out')) !== undefined
  );
}

/**
 * What of the matches of a glob can be linted, each once: no file that CDK writes beside templates, none that is no template by its words,
 * no folder without anything to lint, and nothing in a folder or an assembly that is matched itself.
 */
export function inputsAmong(files: Files, matches: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const match of matches) {
    const folder = path.basename(match) === 'manifest.json' && holdsAssembly(files, path.dirname(match)) ? path.dirname(match) : match;
    if (files.read(folder) === undefined && !searched(files, folder).next().done) folders.add(folder);
  }
  return [...new Set([...folders, ...matches])].filter((match) => {
    if (foldersAbove(match).some((dir) => folders.has(dir))) return false;
    const bytes = files.read(match);
    return bytes === undefined ? folders.has(match) : !OWN_FILES.test(path.basename(match)) && mayBeTemplate(bytes);
  });
}

/** The folders that a path lies in. */
function foldersAbove(file: string): readonly string[] {
  const dir = path.dirname(file);
  return dir === file ? [] : [dir, ...foldersAbove(dir)];
}

/** A file that is not there is taken for one by its name, so that the fault is told of a template. */
function isFile(files: Files, named: string): boolean {
  if (files.read(named) !== undefined) return true;
  return files.realpath(named) === undefined && EXTENSIONS.test(named);
}

/** A manifest.json that says artifacts, or one that is broken: programs of other kinds have a manifest.json too. */
function holdsAssembly(files: Files, dir: string): boolean {
  const bytes = files.read(path.join(dir, 'manifest.json'));
  if (bytes === undefined) return false;
  const text = decode(bytes);
  return text.includes('"artifacts"') || 'problem' in parseJson(text, dir);
}

/** CDK's own name, or what it writes beside a manifest, but no manifest: a synthesis that failed, no folder of templates. */
function looksBroken(files: Files, dir: string): boolean {
  if (path.basename(dir) === 'cdk.out' && files.list(dir).length > 0) return true;
  return ['cdk.out', 'tree.json'].some((name) => files.read(path.join(dir, name)) !== undefined);
}

function* searched(files: Files, dir: string, seen = new Set<string>()): Generator<Input> {
  const real = files.realpath(dir) ?? dir;
  if (seen.has(real)) return;
  seen.add(real);
  if (holdsAssembly(files, dir) || looksBroken(files, dir)) {
    yield { is: 'assembly', dir };
    return;
  }
  for (const name of files.list(dir)) {
    if (NOT_LOOKED_INTO.test(name)) continue;
    const file = path.join(dir, name);
    const bytes = EXTENSIONS.test(name) ? files.read(file) : undefined;
    if (bytes === undefined) yield* searched(files, file, seen);
    else if (mayBeTemplate(bytes)) yield { is: 'template', file, named: false };
  }
}

/**
 * A template by itself, as a stack of which nothing else is known: each is a stage of its own, so that the unknown environments of two are
 * never the same.
 */
export function loneArtifact(file: string): StackArtifact {
  return {
    id: `${file}#`,
    artifactId: '',
    stackName: '',
    displayName: path.basename(file).replace(EXTENSIONS, ''),
    stage: file,
    stagePath: '',
    manifestFile: undefined,
    templateFile: file,
    account: undefined,
    region: undefined,
    dependsOn: [],
    executionRole: undefined,
    metadataFile: undefined,
    manifestMetadata: undefined,
    assetManifests: [],
  };
}
