/** What goes, goes whole: with the comments that are about it, and without the semicolon that the next statement needs. */
import { describe, expect, it } from 'vitest';
import { parse } from '../../source/calls/parse.js';
import { removeItem } from '../lists.js';
import { applyEdits } from '../text-edit.js';
import { withoutNode } from './removal.js';

describe('a statement', () => {
  const without = (text: string, index: number): string => {
    const syntax = parse('app.ts', text);
    if ('problem' in syntax) throw new Error(syntax.problem.message);
    const node = syntax.program.body[index];
    return node ? applyEdits(text, withoutNode(syntax, node)) : text;
  };
  it('leaves the semicolon that is written before the next one', () => {
    expect(without('const a = b\nkey.go(1)\n;[a].forEach(log)\n', 1)).toBe('const a = b\n;[a].forEach(log)\n');
  });
  it('leaves one where the next would go on with the one before', () => {
    expect(without('const a = b\nkey.go(1);\n[a].forEach(log);\n', 1)).toBe('const a = b;\n[a].forEach(log);\n');
  });
  it('goes with its comments, not with a heading', () => {
    expect(without('// ---- Keys ----\n\n// Go.\nkey.go(1); // now\nend();\n', 0)).toBe('// ---- Keys ----\n\nend();\n');
  });
});

describe('an item', () => {
  const without = (text: string, index: number): string => {
    const items = [...text.matchAll(/\w+: \d/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
    return applyEdits(text, removeItem({ text, items, open: 1, close: text.length - 1 }, index));
  };
  it.each([
    ['{\n  a: 1,\n  /* of b */ b: 2, // two\n  c: 3,\n}', '{\n  a: 1,\n  c: 3,\n}'],
    ['{ a: 1, /* of b */ b: 2, /* of c */ c: 3 }', '{ a: 1, /* of c */ c: 3 }'],
    ['{ a: 1, /* of b */ b: 2 }', '{ a: 1 }'],
  ])('goes with the comment before it: %j', (text, wanted) => {
    expect(without(text, 1)).toBe(wanted);
  });
});
