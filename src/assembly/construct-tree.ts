/** Reads the construct tree of an assembly, tree.json, and the files trees-N.json that a large one is split into. */
import { objectOf } from '../core/json.js';
import path from 'node:path';
import type { Files, Json } from '../types/files.js';
import type { Problem } from '../types/report.js';

import { readJson } from '../core/read-json.js';

/** The logical id of each construct that has one, by construct path: an attribute of the tree since aws-cdk-lib 2.251. */
export interface ConstructTree {
  readonly logicalIds: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** @param dir the folder of the root assembly: the assemblies of Stages have no tree of their own. A fault is a notice, since the tree is evidence only. */
export function readConstructTree(files: Files, dir: string): ConstructTree {
  const logicalIds = new Map<string, string>(),
    problems: Problem[] = [],
    forests = new Map<string, Json>();
  const read = (name: string): Json => {
    const known = forests.get(name);
    if (known !== undefined) return known;
    const file = path.join(dir, path.basename(name)),
      got = files.read(file) === undefined ? { json: null } : readJson(files, file);
    if ('problem' in got) problems.push({ ...got.problem, weight: 'notice' });
    const json = 'json' in got ? got.json : null;
    forests.set(name, json);
    return json;
  };
  const seen = new Set<string>();
  // An own stack: pieces of a split tree lead on to other pieces.
  for (const waiting: Json[] = [objectOf(read('tree.json'))['tree'] ?? null]; waiting.length > 0;) {
    const node = objectOf(waiting.pop()),
      { path: at, fileName, treeId, attributes, children } = node;
    if (typeof fileName === 'string' && typeof treeId === 'string') {
      const piece = `${fileName}#${treeId}`;
      if (!seen.has(piece)) waiting.push(objectOf(objectOf(read(fileName))['forest'])[treeId] ?? null);
      seen.add(piece);
      continue;
    }
    const id = objectOf(attributes)['aws:cdk:cloudformation:logicalId'];
    if (typeof at === 'string' && typeof id === 'string') logicalIds.set(at, id);
    waiting.push(...Object.values(objectOf(children)));
  }
  return { logicalIds, problems };
}
