/** Text on a terminal: how wide it is, colour, lines broken at a width. */

export type TextStyle = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan' | 'blue';
/** Where a click on the text leads, in terminals that can do that (OSC 8). */
export interface Hyperlink {
  readonly url: string;
}
/** Text of one style, or of several at once. */
export type Piece = readonly [text: string, ...styles: (TextStyle | Hyperlink)[]];
export type Paint = (text: string, ...styles: readonly (TextStyle | Hyperlink)[]) => string;

/** The codes of SGR that switch a style on and off, as util.styleText writes them. */
const CODES: Readonly<Record<TextStyle, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  cyan: [36, 39],
  blue: [34, 39],
};

/** https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda */
const hyperlink = (text: string, url: string): string => `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;

/** @param colour whether styles are written. @param links whether links are */
export function painter(colour: boolean, links = false): Paint {
  const painted = (text: string, style: TextStyle | Hyperlink): string => {
    if (typeof style === 'object') return links ? hyperlink(text, style.url) : text;
    return colour ? `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m` : text;
  };
  return (text, ...styles) => (text === '' ? text : styles.reduceRight<string>(painted, text));
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const ZERO = /\p{M}/u;
const columnsOf = (character: string): number => (character <= '\u02ff' ? 1 : ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

/** How many columns of a terminal a text takes. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += columnsOf(character);
  return sum;
}

/** The text cut to so many columns; where something is cut off, an ellipsis says so. */
export function fit(text: string, room: number, ellipsis: string): string {
  let used = 0,
    at = 0,
    kept = 0;
  for (const character of text) {
    used += columnsOf(character);
    if (used > room) return text.slice(0, kept) + ellipsis;
    at += character.length;
    if (used <= room - ellipsis.length) kept = at;
  }
  return text;
}

/**
 * Breaks pieces at blanks into painted lines. A word that is wider than the room stays whole, so that paths can be clicked and copied; a
 * no-break space keeps words together, and is written as a blank.
 */
export function wrap(pieces: readonly Piece[], width: number, first: string, indent: string, paint: Paint): string[] {
  const lines: Piece[][] = [[]];
  let used = columns(first);
  let fresh = true;
  for (const [index, word] of wordsOf(pieces).entries()) {
    const needs = columns(word.map(([text]) => text).join(''));
    if (index > 0 && !fresh && used + 1 + needs > width) {
      lines.push([]);
      used = columns(indent);
      fresh = true;
    }
    const blank = index > 0 && !fresh;
    lines.at(-1)?.push(...(blank ? afterBlank(word) : word));
    used += needs + (blank ? 1 : 0);
    if (needs > 0) fresh = false;
  }
  const painted = (line: readonly Piece[]): string =>
    joined(line)
      .map(([text, ...styles]) => paint(text.replaceAll('\u00a0', ' '), ...styles))
      .join('');
  return lines.map((line, index) => (index === 0 ? first : indent) + painted(line));
}

/** The words between blanks; a word may be of several pieces. */
function wordsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const words: Piece[][] = [[]];
  for (const [text, ...styles] of pieces)
    for (const [index, part] of text.split(' ').entries()) {
      if (index > 0) words.push([]);
      words.at(-1)?.push([part, ...styles]);
    }
  return words;
}

/** The blank has the style of what follows it. */
function afterBlank([first, ...rest]: readonly Piece[]): readonly Piece[] {
  if (!first) return rest;
  const [text, ...styles] = first;
  return [[` ${text}`, ...styles], ...rest];
}

/** Neighbours of one style made one, so that each is painted once. */
function joined(line: readonly Piece[]): readonly Piece[] {
  const done: Piece[] = [];
  for (const piece of line) {
    const [text, ...styles] = piece;
    const last = done.at(-1);
    if (last && sameStyles(last, piece)) done[done.length - 1] = [last[0] + text, ...styles];
    else done.push(piece);
  }
  return done;
}

function sameStyles([, ...a]: Piece, [, ...b]: Piece): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
