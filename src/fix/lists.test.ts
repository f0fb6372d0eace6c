/** Items and statements that go with their own lines, and the comments that go with them, whatever ends a line. */
import { describe, expect, it } from 'vitest';
import { ownLines } from './lists.js';

describe.each([
  ['Unix', '\n'],
  ['Windows', '\r\n'],
])('line ends of %s', (_name, eol) => {
  const without = (lines: readonly string[], gone: string): string | undefined => {
    const text = lines.join(eol),
      start = text.indexOf(gone),
      own = ownLines(text, start, start + gone.length);
    return own && text.slice(0, own.start) + text.slice(own.end);
  };
  it.each<[string, readonly string[], readonly string[]]>([
    ['one', ['a,', '  // about b', '  item()', 'c'], ['a,', 'c']],
    ['two', ['a,', '  // about', '  // b', '  item()', 'c'], ['a,', 'c']],
    ['a block', ['a,', '  /* about', '     b */', '  item()', 'c'], ['a,', 'c']],
    ['none above a blank line', ['// about all', '', '  item()', 'c'], ['// about all', '', 'c']],
  ])('takes comments along: %s', (_what, before, after) => {
    expect(without(before, 'item()')).toBe(after.join(eol));
  });
});
