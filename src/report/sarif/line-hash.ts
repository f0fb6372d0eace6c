/** The fingerprint by which GitHub code scanning knows a line again when the file around it changes (`primaryLocationLineHash`). */

/** So many characters from the start of the line count, running on into the lines that follow. */
const WINDOW = 100;
const TAB = 9,
  LINE_FEED = 10,
  CARRIAGE_RETURN = 13,
  SPACE = 32,
  END_OF_FILE = 0xffff,
  HALF = 2 ** 32;

/**
 * The hashes that github/codeql-action computes for the lines of a file: Σ unit[i]·37^(99−i) mod 2^64 over UTF-16 units without blanks, in
 * hexadecimal, and after a colon how often that hash has been seen in the file up to this line. Each line is hashed once, when it, or one
 * after it, is first asked for.
 * @param text the text of the file as it stands
 * @returns gives the hash of a line, from 1; undefined for a line that the file does not have
 */
export function lineHashes(text: string): (line: number) => string | undefined {
  const { units, starts } = unitsOf(text),
    seen = new Map<string, number>(),
    hashes: string[] = [];
  return (line) => {
    for (const start of starts.slice(hashes.length, line)) {
      const hash = windowHash(units, start),
        count = (seen.get(hash) ?? 0) + 1;
      seen.set(hash, count);
      hashes.push(`${hash}:${count}`);
    }
    return hashes[line - 1];
  };
}

/** The units that count, and where in them each line starts. */
function unitsOf(text: string): { readonly units: readonly number[]; readonly starts: readonly number[] } {
  const units: number[] = [],
    starts: number[] = [];
  let lineStarts = true,
    afterReturn = false;
  const take = (unit: number): void => {
    if (lineStarts) starts.push(units.length);
    units.push(unit);
    lineStarts = unit === LINE_FEED;
  };
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // As in the original: a blank between the two ends the pairing of carriage return and line feed.
    const dropped = unit === SPACE || unit === TAB || (afterReturn && unit === LINE_FEED);
    afterReturn = unit === CARRIAGE_RETURN;
    if (!dropped) take(afterReturn ? LINE_FEED : unit);
  }
  take(END_OF_FILE);
  return { units, starts };
}

/** 64 bits in two halves, which stay exact in doubles. */
function windowHash(units: readonly number[], start: number): string {
  let high = 0,
    low = 0;
  for (let at = start; at < start + WINDOW; at += 1) {
    const sum = low * 37 + (units[at] ?? 0);
    low = sum % HALF;
    high = (high * 37 + Math.floor(sum / HALF)) % HALF;
  }
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}
