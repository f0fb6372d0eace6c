/** A note on the disk that several files of a project are being written: where it is still there, a run was ended between two of them. */
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** @param root of the project: each has a note of its own, outside of it */
export function openJournal(root: string): {
  begin(files: readonly string[]): void;
  end(): void;
  /** The files of a run that was ended, told once. */
  pending(): readonly string[];
} {
  const note = path.join(tmpdir(), `kms-lint-fix-${createHash('sha256').update(path.resolve(root)).digest('hex').slice(0, 16)}.json`);
  const end = (): void => {
    attempt(() => {
      rmSync(note, { force: true });
    });
  };
  return {
    begin(files) {
      end();
      // Where there is no room for the note, the files are written all the same. Nothing that lies there is written through.
      attempt(() => {
        writeFileSync(note, JSON.stringify(files), { mode: 0o600, flag: 'wx' });
      });
    },
    end,
    pending() {
      const files = attempt((): unknown => (isOwn(note) ? JSON.parse(readFileSync(note, 'utf8')) : undefined));
      if (files === undefined) return [];
      end();
      return Array.isArray(files) ? files.filter((file): file is string => typeof file === 'string') : [];
    },
  };
}

/** Undefined where the disk says no. */
function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}

/** The folder is everybody's: only a file of the user's own is believed. */
function isOwn(file: string): boolean {
  const stat = lstatSync(file);
  return stat.isFile() && (process.getuid === undefined || stat.uid === process.getuid());
}
