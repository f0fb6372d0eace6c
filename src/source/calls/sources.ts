/** The source files of an app: what its entry and the traces of its constructs name, and what these import by a relative path. */
import path from 'node:path';
import type { StackArtifact } from '../../assembly/assembly.js';
import type { Files } from '../../types/files.js';
import { SCRIPT, scriptAt } from '../entry.js';
import type { SourceTree } from '../project.js';
import { userFrames } from '../trace.js';
import { LONGEST } from './parse.js';

const RELATIVE_IMPORT = /\b(?:from|import|require)\s*\(?\s*(['"])(\.{1,2}(?:\/[^'"\n]*)?)\1/g;
/** Where a trace's first frames stand: in the first entries of the metadata, which are the stack's own. More is not read for this. */
const BEGINNING = 4096;
/** What a bundle holds of other packages is not the user's. */
const OF_A_PACKAGE = /[\\/]node_modules[\\/]/;
/** An app of more files than this is not followed to its end. */
const MOST = 2000;

/** All files reached, each path once, in the order in which they were reached. */
export function sourcesOf(files: Files, tree: SourceTree, artifacts: Iterable<StackArtifact>): readonly string[] {
  const found = new Set<string>(),
    entry = tree.entry()?.file;
  const waiting = [...(entry === undefined ? [] : [entry]), ...framesOf(files, tree, artifacts)].flatMap((file) => written(file, tree));
  for (let file = waiting.shift(); file !== undefined && found.size < MOST; file = waiting.shift()) {
    if (found.has(file) || !SCRIPT.test(file) || file.endsWith('.d.ts')) continue;
    found.add(file);
    waiting.push(...importsOf(file, tree));
  }
  return [...found];
}

/** What a relative import of a file means. */
export function resolveImport(from: string, name: string, tree: SourceTree): string | undefined {
  const target = scriptAt(path.resolve(path.dirname(from), name), (file) => (SCRIPT.test(file) ? tree.text(file) : undefined));
  return target === undefined ? undefined : written(target, tree)[0];
}

function importsOf(file: string, tree: SourceTree): readonly string[] {
  const text = tree.text(file) ?? '';
  if (text.length > LONGEST) return [];
  return [...text.matchAll(RELATIVE_IMPORT)].flatMap(([, , name = '']) => resolveImport(file, name, tree) ?? []);
}

/** The files that the user wrote, where one that was compiled from them is named. */
function written(file: string, tree: SourceTree): readonly string[] {
  const originals = tree.originals(file);
  return originals.length > 0 ? originals.filter((original) => !OF_A_PACKAGE.test(original)) : [file];
}

function framesOf(files: Files, tree: SourceTree, artifacts: Iterable<StackArtifact>): readonly string[] {
  const frames = new Set<string>(),
    read = new Set<string>();
  for (const { metadataFile, manifestFile } of artifacts) {
    const file = metadataFile ?? manifestFile;
    if (file === undefined) continue;
    const bytes = read.has(file) ? undefined : files.read(file);
    read.add(file);
    const text = bytes && Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, BEGINNING)).toString('utf8');
    for (const [, frame = ''] of text?.matchAll(/"([^"]*\.[cm]?[jt]sx?:\d+:\d+\)?)"/g) ?? []) frames.add(frame);
  }
  const named = new Set(userFrames([...frames].map((frame) => frame.replaceAll('\\\\', '\\'))).map(({ file }) => file));
  return [...named].flatMap((name) => tree.here(name) ?? []);
}
