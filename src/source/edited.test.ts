/** Where a line is in a file that was edited after the synthesis. */
import { describe, expect, it } from 'vitest';
import { whereNow } from './edited.js';

const AT = { file: 'app.ts', line: 2, column: 1 };
const found = (text: string, id = 'Key', at = AT): string => {
  const { at: now, sure } = whereNow(text.split('\n'), at, id);
  return `${now.line}${sure ? '' : ' perhaps'}`;
};

describe('a construct whose id is written out', () => {
  it.each([
    ['stays where nothing moved', "new Stack(app, 'S');\nnew Key(s, 'Key');\n", '2'],
    ['below comments that were put above it', "new Stack(app, 'S');\n// one\n// two\nnew Key(s, 'Key');", '4'],
    ['below other constructs', "new Key(s, 'A');\nnew Key(s, 'B');\nnew Key(s, 'Key');", '3'],
    ['above, where lines were taken away', "new Key(s, 'Key');\nfoo();\n", '1'],
    ['with arguments on lines of their own', "a();\n\nnew Key(\n  s,\n  'Key',\n);", '3'],
    ['not another of which its name is a part', "a();\nnew Key(s, 'KeyTwo');\nnew Key(s, 'Key');", '3'],
  ])('%s', (_, text, line) => {
    expect(found(text)).toBe(line);
  });
});

describe('a place without such an id', () => {
  it.each([
    ['a call that may be the same', 'a();\nb();', '2'],
    ['never a comment or an empty line', 'a();\n// kms-lint-disable-next-line x -- y\n\nb();', '4'],
    ['what is no call is told without its line', 'a();\nconst x = 1;', '2 perhaps'],
  ])('%s', (_, text, line) => {
    expect(found(text, '')).toBe(line);
  });
});
