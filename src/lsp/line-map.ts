/** Where the lines of a text are after it was edited. */
import type * as diffLibrary from 'diff';
import { load } from '../core/lazy.js';

/** A line, from 1; same: it says what it said. */
export interface MovedLine {
  readonly line: number;
  readonly same: boolean;
}

export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);

/** @returns for each line of the text as it was, from 0, where it is now; undefined where it was taken away */
export function lineMap(was: string, now: string): readonly (MovedLine | undefined)[] {
  const { diffArrays } = load('diff') as typeof diffLibrary;
  const moved: (MovedLine | undefined)[] = [];
  let next = 1;
  let gone = 0;
  // Lines that are taken away and lines that come in their place were edited, one by one as far as both go.
  for (const { added, removed, count } of diffArrays([...linesOf(was)], [...linesOf(now)]))
    if (removed) gone = count;
    else if (added) {
      for (let index = 0; index < gone; index++) moved.push(index < count ? { line: next + index, same: false } : undefined);
      next += count;
      gone = 0;
    } else {
      for (; gone > 0; gone--) moved.push(undefined);
      for (let index = 0; index < count; index++) moved.push({ line: next++, same: true });
    }
  for (; gone > 0; gone--) moved.push(undefined);
  return moved;
}
