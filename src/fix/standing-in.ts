/** A folder of the disk seen under the path of another: what was synthesized anew has the names of what was linted. */
import path from 'node:path';
import type { Files } from '../types/files.js';

/** The same files, but below `place` those of `dir`: what lies at `place` itself is not seen. */
export function standingIn(files: Files, dir: string, place: string): Files {
  const [from, to] = [path.resolve(place), path.resolve(dir)];
  const real = files.realpath(to) ?? to;
  const there = (file: string): string => moved(file, from, to) ?? file;
  return {
    ...files,
    read: (file) => files.read(there(file)),
    list: (folder) => files.list(there(folder)),
    modified: (file) => files.modified(there(file)),
    realpath(file) {
      const found = files.realpath(there(file));
      return found === undefined ? undefined : (moved(found, real, from) ?? found);
    },
    write: (file, bytes) => {
      files.write(there(file), bytes);
    },
  };
}

/** The path of what lies in one folder as if it lay in the other; undefined for what lies elsewhere. */
function moved(file: string, from: string, to: string): string | undefined {
  const way = path.relative(from, path.resolve(file));
  return way.startsWith('..') || path.isAbsolute(way) ? undefined : path.join(to, way);
}
