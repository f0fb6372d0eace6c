/** The file port over a record of texts: for examples, tests and templates that come from standard input. */
import path from 'node:path';
import type { Files } from '../types/files.js';

/** @param texts contents by path; paths are made absolute. */
export function memoryFiles(texts: Readonly<Record<string, string>>): Files {
  const byPath = new Map(Object.entries(texts).map(([file, content]) => [path.resolve(file), Buffer.from(content, 'utf8') as Uint8Array]));
  const folders = new Map<string, Set<string>>();
  const enter = (file: string): void => {
    const dir = path.dirname(file);
    const names = folders.get(dir) ?? new Set();
    folders.set(dir, names.add(path.basename(file)));
    if (dir !== path.dirname(dir) && names.size === 1) enter(dir);
  };
  for (const file of byPath.keys()) enter(file);
  return {
    read: (file) => byPath.get(path.resolve(file)),
    list: (dir) => [...(folders.get(path.resolve(dir)) ?? [])].sort(),
    realpath: (file) => (byPath.has(path.resolve(file)) || folders.has(path.resolve(file)) ? path.resolve(file) : undefined),
    modified: (file) => (byPath.has(path.resolve(file)) ? 0 : undefined),
    write: (file, bytes) => {
      byPath.set(path.resolve(file), bytes);
      enter(path.resolve(file));
    },
  };
}
