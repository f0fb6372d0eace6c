/** A note on the disk that several files of a project are being written: where it is still there, a run was ended between two of them. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    rmSync(note, { force: true });
  };
  return {
    begin(files) {
      writeFileSync(note, JSON.stringify(files), { mode: 0o600 });
    },
    end,
    pending() {
      let files: unknown;
      try {
        files = JSON.parse(readFileSync(note, 'utf8'));
      } catch {
        return [];
      }
      end();
      return Array.isArray(files) ? files.filter((file): file is string => typeof file === 'string') : [];
    },
  };
}
