/** Text on a terminal: how wide it is, colour, lines broken at a width. */

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan' | 'blue';
/** Text of one style, or of several at once. */
export type Piece = readonly [text: string, ...styles: Style[]];
export type Paint = (text: string, ...styles: readonly Style[]) => string;

/** The codes of SGR that switch a style on and off, as util.styleText writes them. */
const CODES: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  cyan: [36, 39],
  blue: [34, 39],
};

export function painter(colour: boolean): Paint {
  return (text, ...styles) =>
    colour && text !== ''
      ? styles.reduceRight((inner, style) => `\u001b[${CODES[style][0]}m${inner}\u001b[${CODES[style][1]}m`, text)
      : text;
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

/** Breaks pieces at blanks into painted lines. A word that is wider than the room stays whole, so that paths can be clicked and copied; a no-break space keeps words together, and is written as a blank. */
export function wrap(pieces: readonly Piece[], width: number, first: string, indent: string, paint: Paint): string[] {
  const lines: Piece[][] = [[]];
  let used = columns(first),
    fresh = true;
  for (const [text, ...styles] of pieces) {
    for (const [index, word] of text.split(' ').entries()) {
      const blank = index > 0,
        needs = columns(word);
      if (blank && !fresh && used + 1 + needs > width) {
        lines.push([]);
        used = columns(indent);
        fresh = true;
      }
      const put = blank && !fresh ? ` ${word}` : word;
      lines.at(-1)?.push([put, ...styles]);
      used += columns(put);
      if (word !== '') fresh = false;
    }
  }
  return lines.map(
    (line, index) =>
      (index === 0 ? first : indent) +
      joined(line)
        .map(([text, ...styles]) => paint(text.replaceAll('\u00a0', ' '), ...styles))
        .join(''),
  );
}

/** Neighbours of one style made one, so that each is painted once. */
function joined(line: readonly Piece[]): readonly Piece[] {
  return line.reduce<Piece[]>((done, [text, ...styles]) => {
    const last = done.at(-1);
    return last && last.slice(1).join() === styles.join()
      ? [...done.slice(0, -1), [last[0] + text, ...styles]]
      : [...done, [text, ...styles]];
  }, []);
}
