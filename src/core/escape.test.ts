/** What is written for Markdown, read again by a Markdown reader: names from templates and sources come back as they are. */
import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import { markdownCellCode, markdownCode, markdownFence, markdownProse, visible } from './escape.js';

/** What Markdown reads something into, and what it does not. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('`', '|', '\\', ' ', 'a', '$', '{', '<', '&', '*', '_') }),
  fc.string({ unit: 'binary' }),
);
const inline = (markdown: string): readonly Token[] => (marked.lexer(markdown)[0] as Tokens.Paragraph | undefined)?.tokens ?? [];
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&#35;': '#', '&#36;': '$', '&#124;': '|' };
/** What a browser shows of these tokens. */
const shown = (tokens: readonly Token[]): string =>
  tokens
    .map((token) =>
      token.type === 'codespan' || token.type === 'escape'
        ? (token as Tokens.Codespan).text
        : token.type === 'html'
          ? ''
          : token.raw.replace(/&[^;]+;/g, (entity) => ENTITIES[entity] ?? entity),
    )
    .join('');

describe('a code span', () => {
  it.each([
    ['`arn:${name}`', '`` `arn:${name}` ``'],
    ['a`b``c', '```a`b``c```'],
    [' a ', '`  a  `'],
    ['  ', '`  `'],
    ['a | b', '`a | b`'],
    ['', ''],
  ])('of %j is %j', (code, expected) => {
    expect(markdownCode(code)).toBe(expected);
  });
  it('law: is one, and holds the text', () => {
    fc.assert(
      fc.property(text, (code) => {
        const tokens = inline(`x${markdownCode(code)}x`);
        if (code === '') return;
        expect(tokens.map(({ type }) => type)).toEqual(['text', 'codespan', 'text']);
        // A reader makes lines of nothing but blanks no shorter; marked does.
        if (code.trim() !== '') expect((tokens[1] as Tokens.Codespan).text).toBe(visible(code));
      }),
      { numRuns: 500 },
    );
  });
  it('law: in a cell of a table it is of that cell, and shows the text', () => {
    fc.assert(
      fc.property(text, (code) => {
        const [table] = marked.lexer(`| a | b |\n| --- | --- |\n| x${markdownCellCode(code)}x | y |\n`) as Tokens.Table[];
        const [first, second] = table?.rows[0] ?? [];
        expect(second?.text).toBe('y');
        expect(shown(first?.tokens ?? [])).toBe(`x${visible(code)}x`);
      }),
      { numRuns: 500 },
    );
  });
});

describe('prose', () => {
  it('keeps a template literal whole, and takes the backticks from what is code anyway', () => {
    expect(markdownProse("Run `cdk synth`; add { 'aws:SourceArn': `arn:${this.partition}:x` }, a|b")).toBe(
      "Run `cdk synth`; add { 'aws:SourceArn': `` `arn:${this.partition}:x` `` }, a\\|b",
    );
  });
  it('in a cell, a bar in code ends nothing', () => {
    expect(markdownProse('Write `a || b`, not `a \\| b`.', markdownCellCode)).toBe('Write `a \\|\\| b`, not <code>a \\\\&#124; b</code>.');
  });
});

it('law: a block holds the text, whatever fences are in it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('`', '~', 'a', '\\') }), { minLength: 1 }), (lines) => {
      const [block, ...more] = marked.lexer(`${markdownFence('ts', lines.join('\n'))}\n\nend`).filter(({ type }) => type !== 'space');
      expect([block?.type, (block as Tokens.Code).text.trimEnd()]).toEqual(['code', lines.join('\n').trimEnd()]);
      expect(more.map(({ raw }) => raw)).toEqual(['end']);
    }),
    { numRuns: 300 },
  );
});
