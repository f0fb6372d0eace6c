/** The construct that an import makes, as the construct tree of the assembly knows it. */
import path from 'node:path';
import { objectOf } from '../../core/json.js';
import { decode, readJson } from '../../core/read-json.js';
import type { StackArtifact } from '../../assembly/assembly.js';
import type { Files } from '../../types/files.js';
import type { Answer } from '../../types/values.js';

export interface Tree {
  /** Whether there is a tree to ask. */
  known(): boolean;
  /** Whether it holds anything imported at all. */
  hasImports(): boolean;
  /** Whether any construct has this id. */
  has(id: string): boolean;
  /** The paths of imported constructs with this id: the tree calls them plain resources. */
  imported(id: string): readonly string[];
  /** Whether the app makes a key under this id, or under any where the id is not known. */
  makesKey(id: string | undefined): Answer;
}

/** A node as CDK writes it: id, path and, of an imported construct, no children before its class. */
const IMPORTED =
  /^,\s*"path":\s*"([^"]*)"(?:,\s*"children":\s*\{\s*\})?,\s*"constructInfo":\s*\{\s*"fqn":\s*"(?:aws-cdk-lib|@aws-cdk\/core|monocdk)\.Resource"/;
const IMPORTED_CLASS = /"fqn":\s*"(?:aws-cdk-lib|@aws-cdk\/core|monocdk)\.Resource"/;
const WINDOW = 2000;
/** A resource as CDK writes it: path, perhaps its class and no children, and its type first among its attributes. */
const KEY_AFTER_PATH =
  /^",\s*(?:"children":\s*\{\s*\},\s*)?(?:"constructInfo":\s*\{[^{}]*\},\s*)?"attributes":\s*\{\s*"aws:cdk:cloudformation:type":\s*"AWS::KMS::(?:Replica)?Key"/;
const KEY_TYPE = /"AWS::KMS::(?:Replica)?Key"/;

/**
 * Opens tree.json of the assemblies, and the pieces that large ones are split into. Read when first asked; never parsed, since it is large
 * and one construct is looked for.
 */
export function openConstructTree(files: Files, artifacts: readonly StackArtifact[]): Tree {
  let read: readonly string[] | undefined;
  const texts = (): readonly string[] =>
    (read ??= foldersOf(files, artifacts).flatMap((folder) =>
      files
        .list(folder)
        .filter((name) => /^trees?(-\d+)?\.json$/.test(name))
        .flatMap((name) => {
          const bytes = files.read(path.join(folder, name));
          return bytes ? [decode(bytes)] : [];
        }),
    ));
  /** What follows the id in the tree, for each node with that id. Trees are large: nothing but the id is searched for. */
  const after = (id: string): readonly string[] =>
    texts().flatMap((text) => {
      const name = JSON.stringify(id),
        found: string[] = [];
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
        if (/"id":\s*$/.test(text.slice(Math.max(0, at - 12), at))) found.push(text.slice(at + name.length, at + name.length + WINDOW));
      return found;
    });
  /** Whether a resource with this end of its path is a key. */
  const isKeyAt = (end: string): boolean =>
    texts().some((text) => {
      for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1))
        if (/["/]$/.test(text.slice(Math.max(0, at - 1), at)) && KEY_AFTER_PATH.test(text.slice(at + end.length, at + end.length + WINDOW)))
          return true;
      return false;
    });
  let keys: boolean | undefined;
  const hasKeys = (): boolean =>
    (keys ??= [...new Set([...artifacts].map(({ templateFile }) => templateFile))].some((file) => {
      const bytes = files.read(file);
      return bytes === undefined || KEY_TYPE.test(decode(bytes));
    }));
  let paths: readonly (string | undefined)[] | undefined;
  /** Without a tree: by the paths that CDK notes in the templates; a key without one may have any id. */
  const isKeyByMetadata = (id: string): Answer => {
    paths ??= artifacts.flatMap(({ templateFile }) => keyPathsIn(files, templateFile));
    if (paths.some((one) => one !== undefined && `/${one}`.replace(/\/Resource$/, '').endsWith(`/${id}`))) return 'yes';
    return paths.includes(undefined) ? 'unknown' : 'no';
  };
  return {
    makesKey(id) {
      if (!hasKeys()) return 'no';
      if (id === undefined) return 'unknown';
      if (texts().length === 0) return isKeyByMetadata(id);
      const name = JSON.stringify(id).slice(1, -1);
      return isKeyAt(name) || isKeyAt(`${name}/Resource`) ? 'yes' : 'no';
    },
    known: () => texts().length > 0,
    hasImports: () => texts().some((text) => IMPORTED_CLASS.test(text)),
    has: (id) => after(id).length > 0,
    imported: (id) => [...new Set(after(id).flatMap((text) => IMPORTED.exec(text)?.[1] ?? []))],
  };
}

/** The construct paths of the keys of a template, undefined for each without one. */
function keyPathsIn(files: Files, file: string): readonly (string | undefined)[] {
  const template = readJson(files, file);
  if ('problem' in template) return [undefined];
  return Object.values(objectOf(objectOf(template.json)['Resources'])).flatMap((resource) => {
    const { Type: type, Metadata: metadata } = objectOf(resource),
      written = objectOf(metadata)['aws:cdk:path'];
    if (type !== 'AWS::KMS::Key' && type !== 'AWS::KMS::ReplicaKey') return [];
    return [typeof written === 'string' ? written : undefined];
  });
}

/** The folders that may hold the tree: only the root assembly has one, and a Stage's assembly lies below it. */
function foldersOf(files: Files, artifacts: Iterable<StackArtifact>): readonly string[] {
  const folders = new Set<string>();
  for (const { stage } of artifacts)
    for (let folder = stage; !folders.has(folder); folder = path.dirname(folder)) {
      folders.add(folder);
      if (files.read(path.join(path.dirname(folder), 'manifest.json')) === undefined) break;
    }
  return [...folders];
}
