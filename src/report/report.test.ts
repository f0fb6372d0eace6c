/** What holds of every report: its golden files, and that no name can act. */
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { access, clean, diagram, graph, importedKeys, mixed } from '../../fixtures/reports/result.js';
import type { Finding, LintResult } from '../types/report.js';
import { REPORT_NAMES, report } from './index.js';
import { commandsIn, markdownBlocks, xml } from './testing.js';

const fixture = (name: string): URL => new URL(`../../fixtures/reports/${name}`, import.meta.url);
const hash = (file: string, line: number): string | undefined => (file === 'lib/keys-stack.ts' ? `feed${line}:1` : undefined);
const link = (file: string, line: number): string => `https://example.com/blob/main/${encodeURI(file).replaceAll('#', '%23')}#L${line}`;
const fileLink = (file: string): string => `file:///home/dev/shop/${encodeURI(file)}`;
/** So many places that they are shown by rule. */
const many: LintResult = {
  ...mixed,
  findings: [
    ...mixed.findings,
    ...Array.from({ length: 24 }, (_, index): Finding => {
      const [, , dev] = mixed.findings;
      if (!dev?.source) throw new Error('the third finding has a place in the source');
      return { ...dev, group: `more${index}`, fix: null, source: { ...dev.source, line: 100 + index } };
    }),
  ],
};
const hostile = mixed.findings[4];

// UPDATE_GOLDEN=1 writes them anew; look at the difference before it is kept.
describe('golden reports', () => {
  const goldens: readonly (readonly [file: string, text: () => string])[] = [
    ['mixed-80.txt', () => report('text', mixed, { width: 80 })],
    ['mixed-160-colour.txt', () => report('text', mixed, { width: 160, colour: true })],
    ['mixed-80-ascii.txt', () => report('text', mixed, { width: 80, unicode: false })],
    ['mixed-100-links.txt', () => report('text', mixed, { width: 100, colour: true, links: true, fileLink })],
    ['mixed-80-verbose.txt', () => report('text', mixed, { width: 80, verbose: true })],
    ['mixed-80-quiet.txt', () => report('text', mixed, { width: 80, quiet: true })],
    ['mixed-80-statistics.txt', () => report('text', mixed, { width: 80, statistics: true, promoted: ['missing-root-trust'] })],
    ['many-80.txt', () => report('text', many, { width: 80 })],
    ['clean.txt', () => report('text', clean)],
    ['mixed.concise.txt', () => report('concise', mixed)],
    ['clean.concise.txt', () => report('concise', clean)],
    ['mixed.json', () => report('json', mixed)],
    ['clean.json', () => report('json', clean)],
    ['mixed.sarif', () => report('sarif', mixed, { hash, category: 'shop' })],
    ['suppressed.sarif', () => report('sarif', mixed, { hash, suppressed: 'include' })],
    ['clean.sarif', () => report('sarif', clean)],
    ['mixed.github.txt', () => report('github', mixed)],
    ['clean.github.txt', () => report('github', clean)],
    ['mixed.gitlab.json', () => report('gitlab', mixed)],
    ['clean.gitlab.json', () => report('gitlab', clean)],
    ['mixed.junit.xml', () => report('junit', mixed)],
    ['clean.junit.xml', () => report('junit', clean)],
    ['mixed.md', () => report('markdown', mixed, { link, access, diagram })],
    ['clean.md', () => report('markdown', clean)],
    ['mixed.html', () => report('html', mixed, { access, importedKeys, graph })],
    ['clean.html', () => report('html', clean)],
    ['mixed.agent.txt', () => report('agent', mixed)],
    ['clean.agent.txt', () => report('agent', clean)],
  ];
  it.each(goldens)('%s', (file, text) => {
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(fixture(file), text());
    expect(text()).toBe(readFileSync(fixture(file), 'utf8'));
  });
});

/** What a name may not become: a link, an element of HTML, a block of code of its own, a row or a cell. */
function onlyOwnMarkdown(text: string): void {
  const { links, html, tables, code } = markdownBlocks(text);
  expect(links).toEqual([]);
  expect(code).toEqual(['', 'ts', 'sh', 'json']);
  expect(html.filter((tag) => !/^(<\/?(details|summary|code)>|<!-- -->)$/.test(tag))).toEqual([]);
  expect(tables.map(({ columns, rows }) => [columns, rows.length])).toEqual([[4, 1]]);
}

/** A finding and a fatal problem: two annotations, whatever their names hold. */
function onlyAnnotations(log: string): void {
  expect(commandsIn(log).commands.map(({ command, properties }) => [command, Object.keys(properties)])).toEqual([
    ['error', ['file', 'title']],
    ['warning', ['file', 'line', 'endLine', 'col', 'endColumn', 'title']],
  ]);
}

describe('all reports', () => {
  it('law: whatever a name holds, nothing reaches a terminal that it would obey, and nobody throws', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(
          '\u001b[31m',
          '\n',
          '\r',
          '\u009b',
          '\u202e',
          '\ud800',
          '](0)',
          '[',
          '\\',
          '`',
          ' ',
          '::error::',
          '##[',
          '|',
          '<b>',
          '-->',
          ']]>',
          '&',
          '%0A',
          '@a',
          '\uffff',
          '漢',
          'e\u0301',
          '😀',
        ),
      }),
    );
    fc.assert(
      fc.property(
        text,
        text,
        fc.nat(400),
        fc.constantFrom(...REPORT_NAMES),
        fc.integer({ min: 1, max: 200 }),
        (name, line, column, format, width) => {
          const at = { file: name, line: 1, column: column + 1, endLine: 1, endColumn: column + 5, frame: { firstLine: 1, lines: [line] } };
          const finding: Finding = {
            ...(hostile as Finding),
            ruleId: 'x',
            message: name,
            remedy: name,
            detail: name,
            stackName: name,
            constructPath: name,
            source: at,
            template: at,
            related: [{ at, message: name }],
            flow: [{ at, message: name }],
            fix: { title: name, safety: 'unsafe', edits: [], snippets: { cdk: name, cli: line, json: name } },
          };
          const written = report(
            format,
            { ...mixed, findings: [finding], problems: [{ weight: 'fatal', message: name, at: { file: name } }] },
            { width, hash },
          );
          expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202e]/u);
          expect(written.endsWith('\n')).toBe(true);
          if (['json', 'sarif', 'gitlab'].includes(format)) JSON.parse(written);
          if (format === 'junit') xml(written);
          if (format === 'markdown') onlyOwnMarkdown(written);
          if (format === 'github') onlyAnnotations(written);
          else expect(commandsIn(written).commands).toEqual([]);
          expect(written).not.toContain('##[');
        },
      ),
      { numRuns: 500 },
    );
  });
});
