/** The construct that an import makes, as the construct tree of the assembly knows it. */
import path from 'node:path';
import { decode } from '../../assembly/read-json.js';
import type { StackArtifact } from '../../assembly/assembly.js';
import type { Files } from '../../types.js';

export interface Tree {
  /** Whether there is a tree to ask. */
  readonly known: boolean;
  /** Whether any construct has this id. */
  has(id: string): boolean;
  /** The paths of imported constructs with this id: the tree calls them plain resources. */
  imported(id: string): readonly string[];
}

/** Opens tree.json of the assemblies, and the pieces that large ones are split into. Read when first asked; never parsed, since it is large and one construct is looked for. */
export function openConstructTree(files: Files, artifacts: Iterable<StackArtifact>): Tree {
  const folders = new Set<string>();
  // Only the root assembly has a tree; a Stage's assembly lies below it.
  for (const { stage } of artifacts) for (let folder = stage; ; folder = path.dirname(folder)) {
    folders.add(folder);
    if (folder === path.dirname(folder) || files.read(path.join(path.dirname(folder), 'manifest.json')) === undefined) break;
  }
  const texts = [...folders].flatMap((folder) => files.list(folder).filter((name) => /^trees?(-\d+)?\.json$/.test(name)).flatMap((name) => { const bytes = files.read(path.join(folder, name)); return bytes ? [decode(bytes)] : []; }));
  const named = (id: string): string => `"id":\\s*${JSON.stringify(id).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
  return {
    known: texts.length > 0,
    has: (id) => texts.some((text) => new RegExp(named(id)).test(text)),
    imported(id) {
      const pattern = new RegExp(`${named(id)},\\s*"path":\\s*"([^"]*)"(?:,\\s*"children":\\s*\\{\\s*\\})?,\\s*"constructInfo":\\s*\\{\\s*"fqn":\\s*"(?:aws-cdk-lib|@aws-cdk/core|monocdk)\\.Resource"`, 'g');
      return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, found = '']) => found)))];
    },
  };
}
