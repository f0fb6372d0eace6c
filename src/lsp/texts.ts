/**
 * The texts of source files at three times: when the app was synthesized, as they are saved, as they are in the editor. What is found is
 * found in the first and shown in the last.
 */
import path from 'node:path';
import { decode } from '../core/read-json.js';
import type { Moved } from '../source/positions.js';
import type { Files } from '../types/files.js';
import type { FileChange } from '../types/report.js';
import { lineMap, type MovedLine } from './line-map.js';

/** A synthesis writes many files: what is so near to the manifest is older than it. In milliseconds. */
const TOGETHER = 10_000;

/** What an editor holds, by its path. */
export type Buffers = (file: string) => string | undefined;

export interface Texts {
  /** The files as they are in the editor. */
  readonly now: Files;
  /** The files as they were when their app was synthesized, as far as that was seen. */
  readonly was: Files;
  /** Where a place of the time of synthesis is now; undefined where the text of that time was not seen. */
  readonly moved: Moved;
  /** What stands in a file now. */
  text(file: string): string;
  /** A change of the text as it was, as one of the text as it is; undefined where what it changes was edited since. */
  changeNow(change: FileChange): FileChange | undefined;
}

/**
 * Keeps what was seen from one lint to the next.
 * @param clock milliseconds since 1970
 */
export function openTexts(disk: Files, buffers: Buffers, clock: () => number): (made: (file: string) => number | undefined) => Texts {
  const seen = new Map<string, { readonly made: number; readonly text: string }>();
  const saved = (file: string): string | undefined => {
    const bytes = disk.read(file);
    return bytes && decode(bytes);
  };
  return (madeOf) => {
    /** The text of a file at the time of synthesis, noted when it is first asked for after that. */
    const atSynthesis = (file: string): string | undefined => {
      const made = madeOf(file);
      if (made === undefined) return undefined;
      const known = seen.get(file);
      if (known?.made === made) return known.text;
      const text = (disk.modified(file) ?? Infinity) <= made + TOGETHER ? saved(file) : undefined;
      if (text === undefined) seen.delete(file);
      else seen.set(file, { made, text });
      return text;
    };
    const edited = (file: string): string | undefined => {
      const text = buffers(file);
      return text === undefined || text === saved(file) ? undefined : text;
    };
    const text = (file: string): string => buffers(file) ?? saved(file) ?? '';
    const maps = new Map<string, readonly (MovedLine | undefined)[]>();
    const lines = (file: string, was: string): readonly (MovedLine | undefined)[] => {
      const now = text(file);
      const key = `${file}\0${was}\0${now}`;
      const map = maps.get(key) ?? lineMap(was, now);
      maps.set(key, map);
      return map;
    };
    return {
      text,
      now: {
        ...disk,
        read(file) {
          const buffer = edited(path.resolve(file));
          return buffer === undefined ? disk.read(file) : Buffer.from(buffer);
        },
        modified: (file) => (edited(path.resolve(file)) === undefined ? disk.modified(file) : clock()),
      },
      was: {
        ...disk,
        read(file) {
          const known = seen.get(path.resolve(file));
          return known && known.text !== saved(file) ? Buffer.from(known.text) : disk.read(file);
        },
        modified: (file) => seen.get(path.resolve(file))?.made ?? disk.modified(file),
      },
      moved(frame) {
        const was = atSynthesis(frame.file);
        if (was === undefined) return undefined;
        const now = lines(frame.file, was)[frame.line - 1];
        // No line is numbered 0: the place of what was around it is taken.
        return { ...frame, line: now?.line ?? 0 };
      },
      changeNow({ file, replacements }) {
        const map = lines(file, seen.get(file)?.text ?? saved(file) ?? '');
        const moved = replacements.map((one) => {
          const first = map[one.line - 1];
          const all = map.slice(one.line - 1, one.endLine);
          const stays = first !== undefined && all.every((line, index) => line?.same === true && line.line === first.line + index);
          return stays ? { ...one, line: first.line, endLine: first.line + one.endLine - one.line } : undefined;
        });
        return moved.every((one) => one !== undefined) ? { file, replacements: moved } : undefined;
      },
    };
  };
}
