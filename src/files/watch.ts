/** Watches files by looking at their times: also such that are not there yet, and folders that are made anew. */
import { unwatchFile, watchFile } from 'node:fs';

export interface FileWatch {
  /** Watches these files and no others. */
  set(files: readonly string[]): void;
}

/** How often the times are looked at, in milliseconds. */
const OFTEN = 1000;

/** @param changed called when one was written, made or taken away */
export function watchFiles(changed: (file: string) => void): FileWatch {
  const watched = new Map<string, () => void>();
  return {
    set(files) {
      for (const [file, listener] of watched)
        if (!files.includes(file)) {
          unwatchFile(file, listener);
          watched.delete(file);
        }
      for (const file of files) {
        if (watched.has(file)) continue;
        const listener = (): void => {
          changed(file);
        };
        watched.set(file, listener);
        watchFile(file, { persistent: false, interval: OFTEN }, listener);
      }
    },
  };
}
