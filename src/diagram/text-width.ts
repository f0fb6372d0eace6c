/**
 * How wide Graphviz takes a text to be: by the metrics of Helvetica, in thousandths of its size. A viewer without Helvetica takes another
 * font, so the width is written beside the text.
 * Source: the Core 14 AFM files of Adobe (Helvetica.afm), which Graphviz estimates by as well.
 */
const FIRST = 32;
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278,
  278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
  667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556,
  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/** @returns the width in the unit of the size; undefined where the text has more than the printable characters of ASCII */
export function textWidth(text: string, size: number): number | undefined {
  let sum = 0;
  for (const character of text) {
    const width = WIDTHS[character.charCodeAt(0) - FIRST];
    if (width === undefined) return undefined;
    sum += width;
  }
  return (sum * size) / 1000;
}
