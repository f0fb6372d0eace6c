/** Writes what was fixed in memory: each file whole or not at all, and none where one was changed by somebody else meanwhile. */
import type { Files } from '../types/files.js';
import { encoded, type ChangedFile } from './overlay.js';

export interface WrittenFiles {
  readonly written: readonly string[];
  readonly refused: readonly { readonly file: string; readonly why: string }[];
}

export function writeChanges(files: Files, changes: readonly ChangedFile[]): WrittenFiles {
  const changed = changes.filter(({ file, bytes }) => {
    const now = files.read(file);
    return !now || Buffer.compare(now, bytes) !== 0;
  });
  // The edits of one fix may lie in several files: half of a fix is worse than none.
  if (changed.length > 0)
    return {
      written: [],
      refused: changed.map(({ file }) => ({ file, why: 'it was changed since it was read, so that nothing was written: run again' })),
    };
  const written: string[] = [];
  for (const { file, bytes, after } of changes) {
    try {
      // Through a link the file that it names is written, and the link stays.
      files.write(files.realpath(file) ?? file, encoded(after, bytes));
      written.push(file);
    } catch (error) {
      return { written, refused: [{ file, why: reasonOf(error) }] };
    }
  }
  return { written, refused: [] };
}

function reasonOf(error: unknown): string {
  const code = (error as { readonly code?: unknown }).code;
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
    ? 'you may not write it'
    : `it cannot be written${typeof code === 'string' ? ` (${code})` : ''}`;
}
