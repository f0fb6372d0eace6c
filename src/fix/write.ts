/** Writes what was fixed in memory: each file whole, all of them or none, and none where one was changed by somebody else meanwhile. */
import type { Files } from '../types/files.js';
import { encoded, type ChangedFile } from './overlay.js';

/** written: what is changed on the disk afterwards; beside a refusal, what could not be put back. */
export interface WrittenFiles {
  readonly written: readonly string[];
  readonly refused: readonly { readonly file: string; readonly why: string }[];
}
/** Remembers beyond the end of the process that several files are being written. */
export interface Journal {
  begin(files: readonly string[]): void;
  end(): void;
}

export function writeChanges(files: Files, changes: readonly ChangedFile[], journal?: Journal): WrittenFiles {
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
  // Through a link the file that it names is written, and the link stays.
  const write = (file: string, bytes: Uint8Array): void => {
    files.write(files.realpath(file) ?? file, bytes);
  };
  if (changes.length > 1) journal?.begin(changes.map(({ file }) => file));
  const written: ChangedFile[] = [];
  try {
    for (const change of changes) {
      try {
        write(change.file, encoded(change.after, change.bytes));
        written.push(change);
      } catch (error) {
        const kept = written.filter(
          ({ file, bytes }) =>
            !isDone(() => {
              write(file, bytes);
            }),
        );
        return { written: kept.map(({ file }) => file), refused: [{ file: change.file, why: reasonOf(error) }] };
      }
    }
  } finally {
    journal?.end();
  }
  return { written: written.map(({ file }) => file), refused: [] };
}

function isDone(what: () => void): boolean {
  try {
    what();
    return true;
  } catch {
    return false;
  }
}

function reasonOf(error: unknown): string {
  const code = (error as { readonly code?: unknown }).code;
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
    ? 'you may not write it'
    : `it cannot be written${typeof code === 'string' ? ` (${code})` : ''}`;
}
