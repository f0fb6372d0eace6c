import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { Log, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import { clean, mixed } from '../../fixtures/reports/result.js';
import type { Finding, LintResult } from '../types.js';
import { REPORT_NAMES, report, type ReportOptions } from './index.js';

const fixture = (name: string): URL => new URL(`../../fixtures/reports/${name}`, import.meta.url);
const hash = (file: string, line: number): string | undefined => (file === 'lib/keys-stack.ts' ? `feed${line}:1` : undefined);
const runOf = (result: LintResult, options: ReportOptions = { hash }): Run => {
  const [run] = (JSON.parse(report('sarif', result, options)) as Log).runs;
  if (!run) throw new Error('no run');
  return run;
};
const [cycle, minified, dev, prod, hostile] = mixed.findings;

// UPDATE_GOLDEN=1 writes them anew; look at the difference before it is kept.
describe('golden reports', () => {
  const goldens: readonly (readonly [file: string, text: () => string])[] = [
    ['mixed-80.txt', () => report('text', mixed, { width: 80 })],
    ['mixed-160-colour.txt', () => report('text', mixed, { width: 160, colour: true })],
    ['mixed-80-ascii.txt', () => report('text', mixed, { width: 80, unicode: false })],
    ['clean.txt', () => report('text', clean)],
    ['mixed.json', () => report('json', mixed)],
    ['clean.json', () => report('json', clean)],
    ['mixed.sarif', () => report('sarif', mixed, { hash })],
    ['clean.sarif', () => report('sarif', clean)],
  ];
  it.each(goldens)('%s', (file, text) => {
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(fixture(file), text());
    expect(text()).toBe(readFileSync(fixture(file), 'utf8'));
  });
});

describe('the text report', () => {
  const lines = (width: number, colour = false): string[] => report('text', mixed, { width, colour }).split('\n');

  it('keeps to the width, but for paths, marks of the place and the count', () => {
    for (const width of [60, 80, 120])
      expect(lines(width).filter((line) => line.length > width && !/:\d+:\d+: |· scanned/.test(line))).toEqual([]);
  });

  it('is the same text with colour and without', () => {
    // eslint would see a control character in a literal pattern.
    const sgr = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
    expect(lines(100, true).join('\n').replace(sgr, '')).toBe(lines(100).join('\n'));
  });

  it('marks what the position covers, also behind tabs, wide characters and a cut', () => {
    const text = report('text', mixed),
      rows = text.split('\n');
    const underlined = rows.flatMap((row, index) =>
      row.includes('^') ? [(rows[index - 1] ?? '').slice(row.indexOf('^'), row.lastIndexOf('^') + 1)] : [],
    );
    expect(underlined).toEqual([
      '"KeyPolicy":{}',
      "new kms.Key(this, 'Key', { policy: onlyFor(admins) })",
      expect.stringContaining('.grantDecrypt(漢字Role)'),
    ]);
  });

  it('names the other stacks of a copy and counts places', () => {
    expect(report('text', mixed)).toContain('= also in: Prod/Keys\n');
    const many = Array.from({ length: 9 }, (_, index): Finding => ({ ...(dev as Finding), stackName: `S${index}/Keys` }));
    expect(report('text', { ...mixed, findings: many })).toContain('= also in: S1/Keys, S2/Keys, S3/Keys, S4/Keys, S5/Keys and 3 more\n');
  });

  it('tells the template once, and calls metadata by its name', () => {
    const told = (finding: Partial<Finding>): string => report('text', { ...mixed, findings: [{ ...(dev as Finding), ...finding }] });
    const template = dev?.template ?? APP_ENTRY,
      metadata = { ...template, file: 'cdk.out/Keys.metadata.json' };
    expect(told({})).toContain('= template: cdk.out/assembly-Dev/DevKeys.template.json:7:6\n');
    expect(told({ related: [{ at: template, message: 'the policy' }] })).not.toContain('= template:');
    expect(told({ template: metadata })).toContain('= metadata: cdk.out/Keys.metadata.json:7:6\n');
  });

  it('shows the gravest of the copies', () => {
    const findings = [{ ...(dev as Finding), level: 'warning' as const }, prod as Finding];
    expect(report('text', { ...mixed, findings })).toMatch(/^lib\/keys-stack\.ts:14:17: error/);
    expect(runOf({ ...mixed, findings }).results).toMatchObject([{ level: 'error', properties: { stacks: ['Prod/Keys', 'Dev/Keys'] } }]);
  });

  it('says that there is no key', () => {
    expect(report('text', { ...clean, summary: { ...clean.summary, keys: 0 } })).toBe(
      '✔ No KMS key found · scanned 0 keys, 12 resources, 1 stack, 1 assembly\n',
    );
  });
});

describe('the JSON report', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8')) as object,
  );
  it('keeps to its schema', () => {
    for (const result of [mixed, clean]) {
      validate(JSON.parse(report('json', result)));
      expect(validate.errors).toBeNull();
    }
  });
  it('the schema is tight', () => {
    const json = JSON.parse(report('json', mixed)) as { findings: object[] };
    expect(
      [
        { ...json, schemaVersion: 2 },
        { ...json, more: 1 },
        { ...json, findings: [{ ...json.findings[0], level: 'fatal' }] },
        { ...json, findings: [{ ...json.findings[0], source: {} }] },
      ].map((broken) => validate(broken)),
    ).toEqual([false, false, false, false]);
  });
});

describe('the SARIF report', () => {
  const run = runOf(mixed),
    results = run.results ?? [];

  it('lists the rules in the order of their ids, and results point at them', () => {
    const ids = run.tool.driver.rules?.map(({ id }) => id) ?? [];
    expect(ids).toEqual([...ids].sort());
    for (const { ruleId, ruleIndex } of results) expect(ids[ruleIndex ?? -1]).toBe(ruleId);
  });

  it('links the help of a rule to its first reference that is an address', () => {
    const [rule] = mixed.rules,
      helpUri = (...references: string[]): unknown =>
        runOf({ ...mixed, rules: rule ? [{ ...rule, references }] : [] }).tool.driver.rules?.[0]?.helpUri;
    expect([
      helpUri(),
      helpUri('RFC 6901'),
      helpUri('javascript:alert(1)'),
      helpUri('our wiki', 'https://example.com/a b', 'https://example.com/c'),
    ]).toEqual([undefined, undefined, undefined, 'https://example.com/a%20b']);
  });

  it('every link of a message has its related location, and the other way round', () => {
    for (const { message, relatedLocations = [] } of results) {
      const links = [...(message.text ?? '').matchAll(/(?<!\\)\](?=\((\d+)\))/g)].map(({ 1: id }) => Number(id));
      expect(links.sort()).toEqual(relatedLocations.map(({ id }) => id));
    }
  });

  it("takes GitHub's hash for a line of code, and an own one where that says nothing", () => {
    const hashes = (findings: readonly (Finding | undefined)[], options?: ReportOptions): unknown[] =>
      runOf({ ...mixed, findings: findings.flatMap((finding) => finding ?? []) }, options).results?.map(
        ({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash'],
      ) ?? [];
    const own = expect.stringMatching(/^[0-9a-f]{16}:1$/) as unknown;
    expect(hashes([cycle, minified, dev])).toEqual([own, own, 'feed14:1']);
    expect(hashes([dev], {})).toEqual([own]);
    // A second finding of the rule on the same line is another alert.
    expect(hashes([dev, dev && { ...dev, group: 'other' }])).toEqual(['feed14:1', own]);
    expect(hashes([dev && { ...dev, source: { ...APP_ENTRY } }], { hash: () => 'feed:1' })).toEqual([own]);
  });

  it('writes clean relative URIs', () => {
    const uri = (file: string): string | undefined =>
      runOf({ ...mixed, findings: [{ ...(dev as Finding), source: { ...APP_ENTRY, file } }] }).results?.[0]?.locations?.[0]
        ?.physicalLocation?.artifactLocation?.uri;
    expect(['lib/a b.ts', 'a#b?c%.ts', 'D:/x.ts', '../../out/x.ts', './x.ts', 'ü/[id].ts', '\ud800.ts', 'a\\b.ts'].map(uri)).toEqual([
      'lib/a%20b.ts',
      'a%23b%3Fc%25.ts',
      'D%3A/x.ts',
      'out/x.ts',
      'x.ts',
      '%C3%BC/%5Bid%5D.ts',
      '%EF%BF%BD.ts',
      'a%5Cb.ts',
    ]);
  });

  it('leaves out what is suppressed, which GitHub would show as open', () => {
    expect(report('sarif', mixed)).not.toContain('Known and accepted');
  });
});

describe('what a baseline has', () => {
  const [first, ...others] = mixed.findings;
  const known: LintResult = {
    ...mixed,
    findings: [
      ...(first ? [{ ...first, baselineState: 'unchanged' as const }] : []),
      ...others.map((one) => ({ ...one, baselineState: 'new' as const })),
    ],
    summary: { ...mixed.summary, inBaseline: 1 },
  };
  it('people see only what is new, and how much is not', () => {
    const text = report('text', known);
    expect(text).not.toContain('need each other');
    expect(text).toMatch(/, 1 suppressed, 1 in the baseline · scanned/);
    expect(report('text', { ...clean, summary: { ...clean.summary, inBaseline: 2 } })).toContain('No new findings, 2 in the baseline');
  });
  it('scripts and code scanning get all, each with its state', () => {
    const { runs } = JSON.parse(report('sarif', known)) as { runs: { results: { baselineState?: string }[] }[] };
    expect(runs[0]?.results.map(({ baselineState }) => baselineState)).toEqual(['unchanged', 'new', 'new', 'new', 'new']);
    const { findings } = JSON.parse(report('json', known)) as { findings: { baselineState: string | null }[] };
    expect(findings.map(({ baselineState }) => baselineState)).toEqual(['unchanged', ...others.map(() => 'new')]);
  });
});

const APP_ENTRY = { file: 'cdk.json', line: 1, column: 1, endLine: 1, endColumn: 1 };

describe('all reports', () => {
  it('law: whatever a name holds, nothing reaches a terminal that it would obey, and nobody throws', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('\u001b[31m', '\n', '\r', '\u009b', '\u202e', '\ud800', '](0)', '[', '\\', '`', ' ', '漢', 'e\u0301', '😀'),
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
          };
          const written = report(
            format,
            { ...mixed, findings: [finding], problems: [{ weight: 'fatal', message: name, at: { file: name } }] },
            { width, hash },
          );
          expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202e]/u);
          expect(written.endsWith('\n')).toBe(true);
          if (format !== 'text') JSON.parse(written);
        },
      ),
      { numRuns: 500 },
    );
  });
});
