/** Where a comment that suppresses is written, and that it never changes what the code means. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentsIn } from '../lint/suppressions/comments.js';
import type { Finding } from '../types/report.js';
import { withComments, type LineToSuppress, type CommentSide } from './comment.js';
import { isHarmless } from './harmless.js';

const WHY = 'known';
const commented = (text: string, line: number, where: CommentSide = 'above', file = 'app.ts', rules = ['rule-a']): string | undefined => {
  const done = withComments(file, text, [{ line, rules, reason: WHY }], where);
  return done.refused.size > 0 ? undefined : done.text;
};
const NEXT = 'kms-lint-disable-next-line';

describe('above the line', () => {
  it.each<[string, string, number, string | undefined]>([
    ['keeps indentation', 'f(() => {\n\tnew Key();\n});\n', 2, `f(() => {\n\t// ${NEXT} rule-a -- known\n\tnew Key();\n});\n`],
    ['keeps CRLF', 'a();\r\n  b();\r\n', 2, `a();\r\n  // ${NEXT} rule-a -- known\r\n  b();\r\n`],
    ['keeps CR alone', 'a();\rb();\r', 2, `a();\r// ${NEXT} rule-a -- known\rb();\r`],
    ['on the last line, without a line end', 'a();\r\nb();', 2, `a();\r\n// ${NEXT} rule-a -- known\r\nb();`],
    ['behind a byte order mark', '\uFEFFa();\n', 1, `\uFEFF// ${NEXT} rule-a -- known\na();\n`],
    ['between the lines of an expression', 'return (\n  new Key()\n);', 2, `return (\n  // ${NEXT} rule-a -- known\n  new Key()\n);`],
    ['between a decorator and its class', '@dec()\nclass A {}', 2, `@dec()\n// ${NEXT} rule-a -- known\nclass A {}`],
    ['not inside a template literal', 'x(`a\n  b ${new Key()}`);', 2, undefined],
    ['not behind its first quote', 'x(`\n`);', 2, undefined],
    ['inside of a placeholder, which is code', 'x(`a ${\n  new Key()}`);', 2, `x(\`a \${\n  // ${NEXT} rule-a -- known\n  new Key()}\`);`],
    ['not inside a text that goes on', "x('a \\\n b', new Key());", 2, undefined],
    ['not before the line of the shell', '#!/usr/bin/env node\nx();', 1, undefined],
    ['not between the comment of another tool and its line', '// eslint-disable-next-line no-new\nnew Key();', 2, undefined],
    ['not between @ts-expect-error and its line', '// @ts-expect-error old\nnew Key();', 2, undefined],
    ['adds its rule to one of the same reason', `// ${NEXT} rule-b -- known\r\nx();`, 2, `// ${NEXT} rule-a, rule-b -- known\r\nx();`],
    ['gives its reason to one without', `/* ${NEXT} rule-a */\nx();`, 2, undefined],
    ['gives its reason to one without', `// ${NEXT} rule-a\nx();`, 2, `// ${NEXT} rule-a -- known\nx();`],
    [
      'stands beside one of another reason',
      `// ${NEXT} rule-b -- other\nx();`,
      2,
      `// ${NEXT} rule-b -- other\n// ${NEXT} rule-a -- known\nx();`,
    ],
    [
      'finds one of the same reason among several',
      `// ${NEXT} rule-b -- known\n// ${NEXT} rule-c -- other\nx();`,
      3,
      `// ${NEXT} rule-a, rule-b -- known\n// ${NEXT} rule-c -- other\nx();`,
    ],
    [
      'does not change code that stands before one',
      `y(); // ${NEXT} rule-b -- known\nx();`,
      2,
      `y(); // ${NEXT} rule-b -- known\n// ${NEXT} rule-a -- known\nx();`,
    ],
  ])('%s', (_, before, line, after) => {
    expect(commented(before, line)).toBe(after);
  });
  it('is not put into JSX, where it would be shown', () => {
    expect(commented('const a = <p>\n  text\n</p>;', 2, 'above', 'a.tsx')).toBeUndefined();
    expect(commented('const a = <p\n  b={new Key()}\n/>;', 2, 'above', 'a.tsx')).toContain(`<p\n  // ${NEXT} rule-a -- known\n  b=`);
  });
});

describe('behind the line', () => {
  it.each<[string, string, number, string | undefined]>([
    ['before its line end', 'new Key();\r\nb();', 1, 'new Key(); // kms-lint-disable-line rule-a -- known\r\nb();'],
    ['behind another comment', 'new Key(); // ours', 1, 'new Key(); // ours // kms-lint-disable-line rule-a -- known'],
    ['not inside a template literal', 'x(new Key(), `a\n`);', 1, undefined],
    ['not behind the line of the shell', '#!/usr/bin/env node\n', 1, undefined],
    [
      'adds its rule to one of the same reason',
      'x(); // kms-lint-disable-line rule-b -- known\n',
      1,
      'x(); // kms-lint-disable-line rule-a, rule-b -- known\n',
    ],
  ])('%s', (_, before, line, after) => {
    expect(commented(before, line, 'behind')).toBe(after);
  });
});

describe('in other languages', () => {
  it.each<[string, string, number, string | undefined]>([
    ['app.py', 'class A:\n    key = Key(self)\n', 2, `class A:\n    # ${NEXT} rule-a -- known\n    key = Key(self)\n`],
    ['app.py', 'x = """\nKey\n"""\n', 2, undefined],
    ['app.py', "x = '''a\\'''\nKey'''\n", 2, undefined],
    ['app.py', 'key = \\\n  Key(self)\n', 2, undefined],
    ['App.java', 'String s = """\n  a // b\n  """;', 2, undefined],
    ['App.java', 'a();\nnew Key();', 2, `a();\n// ${NEXT} rule-a -- known\nnew Key();`],
    ['App.java', '/* a\n new Key() */', 2, `/* a\n // ${NEXT} rule-a -- known\n new Key() */`],
    ['App.cs', 'var a = @"c:\\\n";', 2, undefined],
    ['main.go', 'a := `\n`', 2, undefined],
    ['main.go', "a := '`'\nb()", 2, `a := '\`'\n// ${NEXT} rule-a -- known\nb()`],
    [
      't.yaml',
      'Resources:\n  Key:\n    Type: AWS::KMS::Key\n',
      2,
      `Resources:\n  # ${NEXT} rule-a -- known\n  Key:\n    Type: AWS::KMS::Key\n`,
    ],
    ['t.yaml', 'A: |\n  one\n  two\n', 2, undefined],
    ['notes.txt', 'a', 1, undefined],
  ])('%s: %j', (file, before, line, after) => {
    expect(commented(before, line, 'above', file)).toBe(after);
  });
});

/** Pieces of code that are awkward to put a line into. */
const PIECE = fc.constantFrom(
  ['new Key();'],
  ['x(`a', 'new Key();', '`);'],
  ['x(`${', 'new Key()', '} b', '`);'],
  ['g = () => {', '  return (', '    new Key()', '  );', '};'],
  ['@dec()', 'class A {', '  @dec()', '  a = 1;', '}'],
  ['/*', 'new Key();', '*/'],
  ['// eslint-disable-next-line x', 'new Key();'],
  [`// ${NEXT} rule-b -- known`, 'new Key();'],
  [`// ${NEXT} rule-a -- other`, `// ${NEXT} rule-b -- known`, 'new Key();'],
  ['y(); // kms-lint-disable-line rule-c -- known'],
  ['y(); // kms-lint-disable-line rule-c -- other'],
  ['if (a)', "  s = '`';", 'else', '  /x`/.test(b);'],
  ["t = 'a \\", "b';"],
  [''],
);
const SOURCE = fc.record({
  lines: fc.array(PIECE, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.flat()),
  end: fc.constantFrom('\n', '\r\n'),
  wanted: fc.uniqueArray(fc.record({ line: fc.integer({ min: 1, max: 12 }), rules: fc.constantFrom(['rule-a'], ['rule-b', 'rule-a']) }), {
    selector: ({ line }) => line,
    maxLength: 3,
  }),
  where: fc.constantFrom<CommentSide>('above', 'behind'),
});
const finding = (ruleId: string, line: number): Finding =>
  ({ ruleId, source: { file: 'app.ts', line, column: 1 }, template: null }) as unknown as Finding;

describe('laws', () => {
  it('the code stays the same, all that is not refused is covered where it then stands, and a second run finds it covered', () => {
    let covered = 0;
    fc.assert(
      fc.property(SOURCE, ({ lines, end, wanted, where }) => {
        const before = lines.join(end);
        const all = wanted.filter(({ line }) => line <= lines.length).map((one): LineToSuppress => ({ ...one, reason: WHY }));
        const { text, refused } = withComments('app.ts', before, all, where);
        expect(text === before || isHarmless('app.ts', before, text)).toBe(true);
        // Each line that was there is still there, in its order; comments of the same reason may have become longer.
        const known = /kms-lint-disable/;
        const [old, now] = [before, text].map((one) =>
          one
            .split(/\r\n|\n/)
            .filter((line) => !known.test(line))
            .map((line) => line.trimEnd()),
        );
        const rest = now?.map((line) => line.replace(/ \/\/ kms-lint-.*$/, '')) ?? [];
        if (where === 'above') expect(rest).toEqual(old);
        const { suppressions } = commentsIn('app.ts', text, 'app.ts', () => false);
        for (const { line, rules } of all.filter((one) => !refused.has(one.line)))
          for (const rule of rules) {
            // A line of the old text stands behind the comments that were put above it and above those before it.
            const shift = where === 'above' ? text.split(/\r\n|\n/).length - lines.length : 0;
            const places = Array.from({ length: shift + 1 }, (_, index) => line + index).filter(
              (at) => where === 'behind' || text.split(/\r\n|\n/)[at - 1] === lines[line - 1],
            );
            const isCovered = places.some((at) =>
              suppressions.some((one) => one.rule === rule && one.reason === WHY && one.covers({ finding: finding(rule, at) } as never)),
            );
            expect(isCovered, JSON.stringify({ before, text, line, rule })).toBe(true);
            covered += 1;
          }
      }),
      { numRuns: 300 },
    );
    expect(covered).toBeGreaterThan(100);
  });
});
