/** The report for code scanning: what GitHub reads of it, and what it refuses. */
import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import { clean, mixed } from '../../../fixtures/reports/result.js';
import type { Finding, LintResult, OtherFinding } from '../../types/report.js';
import type { Position } from '../../types/files.js';
import { report, type ReportOptions } from '../index.js';
import { schema } from '../testing.js';
import { sarifLimits } from './log.js';

const hash = (file: string, line: number): string | undefined => (file === 'lib/keys-stack.ts' ? `feed${line}:1` : undefined);
const runOf = (result: LintResult, options: ReportOptions = { hash }): Run => {
  const [run] = (JSON.parse(report('sarif', result, options)) as Log).runs;
  if (!run) throw new Error('no run');
  return run;
};
const [cycle, minified, dev, prod] = mixed.findings;
const APP_ENTRY = { file: 'cdk.json', line: 1, column: 1, endLine: 1, endColumn: 1 };

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

  it('shows the gravest of the copies, with the stacks of all', () => {
    const findings = [{ ...(dev as Finding), level: 'warning' as const }, prod as Finding];
    expect(runOf({ ...mixed, findings }).results).toMatchObject([{ level: 'error', properties: { stacks: ['Prod/Keys', 'Dev/Keys'] } }]);
  });
});

describe('SARIF as GitHub takes it', () => {
  const faults = schema('sarif');
  const sarif = (result: LintResult, options: ReportOptions = {}): unknown => JSON.parse(report('sarif', result, { hash, ...options }));

  it('keeps to its schema', () => {
    for (const options of [{}, { category: 'shop' }, { suppressed: 'include' as const }])
      for (const result of [mixed, clean]) expect(faults(sarif(result, options))).toEqual([]);
  });

  it('what other tools said has rules of its own, in an extension for each tool', () => {
    const at = { file: 'lib/app.ts', line: 3, column: 1, endLine: 3, endColumn: 5 };
    const other = (ruleId: string, message: string, reason?: string): OtherFinding => ({
      tool: { name: 'cdk-nag', version: '3.0.1' },
      ruleId,
      level: 'error',
      message,
      remedy: 'add them',
      constructPath: 'App/Bucket',
      source: at,
      template: { ...at, file: 'cdk.out/App.template.json' },
      suppressed: reason === undefined ? null : { by: 'acknowledgement', reason },
    });
    const others = [other('nag::B', 'no logs [x](y)'), other('nag::A', 'no SSL', 'a test'), other('nag::B', 'no logs either')];
    const log = sarif(clean, { others, suppressed: 'include' }) as Log;
    expect(faults(log)).toEqual([]);
    const [run] = log.runs;
    expect(run?.tool.extensions?.map(({ name, rules }) => [name, rules?.map(({ id }) => id)])).toEqual([['cdk-nag', ['nag::A', 'nag::B']]]);
    expect(run?.results?.map(({ rule, message }) => [rule?.index, rule?.toolComponent?.index, message.text])).toEqual([
      [1, 0, 'no logs \\[x\\](y). What to do: add them. See [the template](0).'],
      [0, 0, 'no SSL. What to do: add them. See [the template](0).'],
      [1, 0, 'no logs either. What to do: add them. See [the template](0).'],
    ]);
    expect((sarif(clean, { others }) as Log).runs[0]?.results).toHaveLength(2);
  });

  it('the schema sees what GitHub refuses', () => {
    const broken = (change: (run: Run, result: Result) => void): readonly string[] => {
      const log = sarif(mixed) as Log;
      const [run] = log.runs;
      const [result] = run?.results ?? [];
      if (run && result) change(run, result);
      return faults(log);
    };
    const changes: readonly ((run: Run, result: Result) => void)[] = [
      (run) => delete run.results,
      (_, result) => delete result.locations,
      (_, result) => delete result.partialFingerprints,
      (_, { locations }) => ((locations?.[0]?.physicalLocation?.artifactLocation ?? {}).uri = '../x.ts'),
      (_, { locations }) => ((locations?.[0]?.physicalLocation?.artifactLocation ?? {}).uri = 'file:///x.ts'),
      (_, { locations }) => ((locations?.[0]?.physicalLocation?.region ?? {}).startLine = 0),
      (run) => delete run.tool.driver.rules?.[0]?.help,
      (run) => ((run.tool.driver.rules?.[0]?.properties ?? {})['security-severity'] = 6),
    ];
    expect(changes.map((change) => broken(change).length > 0)).toEqual(changes.map(() => true));
  });

  it('ends the category with its slash, and has none where none was given', () => {
    const id = (category?: string): unknown => runOf(mixed, category === undefined ? {} : { category }).automationDetails?.id;
    expect([id('shop'), id('shop/'), id('apps/shop'), id()]).toEqual(['shop/', 'shop/', 'apps/shop/', undefined]);
  });

  it('leaves out what is suppressed, which GitHub would show as open, unless it is asked for', () => {
    expect(report('sarif', mixed)).not.toContain('Known and accepted');
    const included = runOf(mixed, { suppressed: 'include' }).results?.filter(({ suppressions }) => suppressions);
    expect(included).toMatchObject([
      {
        message: { text: expect.stringContaining('Known and accepted') as string },
        suppressions: [{ kind: 'inSource', justification: 'a test key' }],
      },
    ]);
  });

  it('points at one line only, since an alert shows in a pull request only where all its lines changed', () => {
    const over: Position = {
      file: 'a.ts',
      line: 3,
      column: 5,
      endLine: 9,
      endColumn: 2,
      frame: { firstLine: 3, lines: ['    new Key({  ', '', ''] },
    };
    const [result] = runOf({ ...mixed, findings: [{ ...(dev as Finding), source: over }] }).results ?? [];
    expect(result?.locations?.[0]?.physicalLocation?.region).toEqual({ startLine: 3, startColumn: 5, endLine: 3, endColumn: 14 });
  });

  it('holds what a fix replaces, where that was worked out', () => {
    const replacements = [
      { line: 3, column: 5, endLine: 3, endColumn: 5, text: ', policy' },
      { line: 9, column: 1, endLine: 10, endColumn: 1, text: '' },
    ];
    const log = sarif({ ...mixed, findings: [{ ...(dev as Finding), changes: [{ file: 'lib/a b.ts', replacements }] }] }, {}) as Log;
    expect(faults(log)).toEqual([]);
    expect(log.runs[0]?.results?.[0]?.fixes).toEqual([
      {
        description: { text: 'add the statement for the account root' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'lib/a%20b.ts', uriBaseId: '%SRCROOT%' },
            replacements: [
              { deletedRegion: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 5 }, insertedContent: { text: ', policy' } },
              { deletedRegion: { startLine: 9, startColumn: 1, endLine: 10, endColumn: 1 } },
            ],
          },
        ],
      },
    ]);
    expect((sarif(mixed) as Log).runs[0]?.results?.some(({ fixes }) => fixes)).toBe(false);
  });

  it('tags a rule with its weaknesses and controls, and lists them as taxonomies', () => {
    const { tool, taxonomies = [] } = runOf(mixed);
    const rule = tool.driver.rules?.find(({ id }) => id === 'missing-root-trust');
    expect(rule?.properties?.tags).toEqual(['security', 'external/cwe/cwe-732', 'security-hub/KMS.5', 'cis-aws/3.6', 'availability']);
    for (const { target } of rule?.relationships ?? []) {
      const taxonomy = taxonomies[target.toolComponent?.index ?? -1];
      expect([taxonomy?.name, taxonomy?.taxa?.[target.index ?? -1]?.id]).toEqual([target.toolComponent?.name, target.id]);
    }
    expect(runOf({ ...clean, rules: [] }).taxonomies).toBeUndefined();
  });

  it('is less sure of a rule that also speaks of what is only possible', () => {
    const precision = Object.fromEntries(
      runOf(mixed).tool.driver.rules?.map(({ id, properties }) => [id, properties?.['precision']]) ?? [],
    );
    expect(precision).toEqual({
      'cross-stack-cycle': 'very-high',
      'imported-key-policy-ignored': 'medium',
      'missing-root-trust': 'very-high',
    });
  });

  it('keeps what GitHub takes, the gravest first, and says what it will not show', () => {
    const many = (count: number): LintResult => ({
      ...clean,
      findings: Array.from({ length: count }, (_, index): Finding => ({
        ...(dev as Finding),
        related: [],
        remedy: '',
        level: index % 2 === 0 ? 'note' : 'error',
        group: String(index),
      })),
    });
    const notes = (run: Run): unknown[] => run.invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text) ?? [];
    expect(sarifLimits(many(5000), {})).toEqual([]);
    const shown = runOf(many(5001));
    expect(shown.results).toHaveLength(5001);
    expect(notes(shown)).toEqual([expect.stringMatching(/^GitHub code scanning shows the 5000 gravest of 5001 results: /)]);
    const kept = runOf(many(26_000));
    expect(kept.results).toHaveLength(25_000);
    expect(kept.results?.filter(({ level }) => level === 'error')).toHaveLength(13_000);
    expect(notes(kept)).toEqual([expect.stringContaining('the SARIF holds the 25000 that it takes')]);
  });

  it('keeps so many related places and steps as GitHub keeps, and names the rest', () => {
    const at = { file: 'a.ts', line: 1, column: 1, endLine: 1, endColumn: 2 };
    const places = (count: number) => Array.from({ length: count }, (_, index) => ({ at, message: `place ${index}` }));
    const [result] = runOf({ ...mixed, findings: [{ ...(dev as Finding), related: places(150), flow: places(1200) }] }).results ?? [];
    expect(result?.relatedLocations).toHaveLength(100);
    expect(result?.message.text).toContain('Related: place 149.');
    expect(result?.codeFlows?.[0]?.threadFlows[0]?.locations).toHaveLength(1000);
  });
});
