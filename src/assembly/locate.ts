/** Finds the line and column of a place: a pointer into JSON or YAML, or a span of source. Only what is shown to a person is located. */
import { memoLast } from '../core/memo.js';
import { stepsOf } from '../core/pointer.js';
import { decode, parseJson } from '../core/read-json.js';
import type { Files, Place, Position } from '../types/files.js';
import { jsonFinder, type Finder } from './find-in-json.js';
import { yamlFinder } from './find-in-yaml.js';

export interface Locator {
  /**
   * Undefined where the file cannot be read. A place that is not there any more gives its nearest ancestor. Offsets of a span count the
   * byte order mark, if there is one.
   */
  position(place: Place): Located | undefined;
}
/** The pointer of an address stays with its position: the JSON report tells it. */
export interface Located extends Position {
  readonly pointer?: string;
}

/** Files that are held at once: a finding's own, and those of the places that are told with it. */
const HELD = 8;

/** Holds the files that were looked at last, so that each is read and parsed once where places are asked for file by file. */
export function openLocator(files: Files): Locator {
  const opened = memoLast(HELD, (name: string) => {
    const bytes = files.read(name);
    return bytes && openFile(decode(bytes), name);
  });
  return {
    position(place) {
      const file = opened(place.file);
      if (!file) return undefined;
      if (!('pointer' in place)) return positionIn(file, place.file, place.start, place.end);
      return { ...positionIn(file, place.file, ...file.find(stepsOf(place.pointer))), pointer: place.pointer };
    },
  };
}

interface OpenFile {
  readonly text: string;
  readonly lineStarts: readonly number[];
  readonly find: Finder;
}

function openFile(text: string, file: string): OpenFile {
  const lineStarts = lineStartsOf(text);
  let finder: Finder | undefined;
  return { text, lineStarts, find: (segments) => (finder ??= looksLikeJson(text, file) ? jsonFinder(text) : yamlFinder(text))(segments) };
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [text.startsWith('\uFEFF') ? 1 : 0];
  if (text.includes('\r')) for (const { 0: lineEnd, index } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + lineEnd.length);
  // A search for one character is several times faster.
  else for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** YAML may open with a bracket too (`{Resources: ...}`): where the name does not promise JSON, the text must be JSON. */
function looksLikeJson(text: string, file: string): boolean {
  if (/\.jsonc?$/.test(file)) return /^\s*(?:[{[]|\/[/*])/.test(text);
  return /^\s*[{[]/.test(text) && 'json' in parseJson(text, file);
}

/** A copy: V8 keeps a whole text for a piece of it. */
const freed = (piece: string): string => piece.split('').join('');

/** A range that spans lines is cut to its first. */
function positionIn({ text, lineStarts }: OpenFile, file: string, start: number, end: number): Position {
  const from = Math.max(lineStarts[0] ?? 0, Math.min(start, text.length));
  let low = 0,
    high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= from) low = middle;
    else high = middle;
  }
  const startOf = (line: number): number => lineStarts[line] ?? text.length;
  const textOf = (line: number): string => text.slice(startOf(line), startOf(line + 1)).replace(/[\r\n]+$/, '');
  const column = from - startOf(low) + 1,
    line = low + 1;
  const endColumn = Math.max(column, Math.min(end - startOf(low), textOf(low).trimEnd().length) + 1);
  const first = Math.max(0, low - 1),
    isLast = low + 1 >= lineStarts.length || startOf(low + 1) >= text.length;
  const lines = Array.from({ length: low - first + (isLast ? 1 : 2) }, (_, index) => freed(textOf(first + index)));
  return { file, line, column, endLine: line, endColumn, frame: { firstLine: first + 1, lines } };
}
