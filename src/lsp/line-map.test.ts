import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineMap, linesOf } from './line-map.js';

const shown = (was: string, now: string): readonly string[] =>
  lineMap(was, now).map((moved) => (moved === undefined ? '-' : `${moved.line}${moved.same ? '' : '?'}`));

it.each([
  ['a\nb', 'a\nb', ['1', '2']],
  ['a\r\nb', 'a\nb', ['1', '2']],
  ['a\nb', 'x\ny\na\nb', ['3', '4']],
  ['a\nb\nc', 'a\nc', ['1', '-', '2']],
  ['a\nb\nc', 'a\nB\nc', ['1', '2?', '3']],
  ['a\nb\nc\nd', 'a\nX\nd', ['1', '2?', '-', '3']],
  ['a\nb', '', ['1?', '-']],
])('from %j to %j', (was, now, lines) => {
  expect(shown(was, now)).toEqual(lines);
});

it('a line that stays the same says the same, and no two change places', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '', '}'), { maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (was, now) => {
      const map = lineMap(was, now);
      expect(map).toHaveLength(linesOf(was).length);
      const found = map.flatMap((moved, index) => (moved ? [{ ...moved, from: index }] : []));
      for (const { line, same, from } of found) if (same) expect(linesOf(now)[line - 1]).toBe(linesOf(was)[from]);
      for (const [index, { line }] of found.entries()) expect(line).toBeGreaterThan(found[index - 1]?.line ?? 0);
      expect(lineMap(was, was).every((moved, index) => moved?.same === true && moved.line === index + 1)).toBe(true);
    }),
  );
});
