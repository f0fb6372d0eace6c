/** The formats of CI systems: each keeps to its schema, and says what its readers need. */
import { describe, expect, it } from 'vitest';
import { access, clean, diagram, mixed } from '../../fixtures/reports/result.js';
import type { Finding, LintResult } from '../types/report.js';
import type { Level } from '../types/config.js';
import { report } from './index.js';
import { agentLine, commandsIn, markdownBlocks, schema, xml } from './testing.js';

const [, , dev] = mixed.findings;
const of = (count: number, level: Level, more: Partial<Finding> = {}): readonly Finding[] =>
  Array.from({ length: count }, (_, index) => ({ ...(dev as Finding), level, group: `${level}${index}`, ...more }));
const withFindings = (...findings: readonly Finding[]): LintResult => ({ ...clean, findings });

describe('github', () => {
  const faults = schema('github');
  it('writes commands that the runner reads', () => {
    const { commands, lines } = commandsIn(report('github', mixed));
    expect(commands.flatMap(faults)).toEqual([]);
    expect(commands.map(({ command }) => command)).toEqual(['error', 'error', 'error', 'error', 'error', 'warning', 'notice']);
    expect(lines.at(-2)).toMatch(/^kms-lint: 2 fatal problems, 4 errors/);
    expect(faults({ command: 'debug', properties: { line: '1' }, message: '' })).not.toEqual([]);
  });
  it('annotates ten of a kind, the gravest first, and leaves the rest to the log', () => {
    const { commands, lines } = commandsIn(report('github', withFindings(...of(2, 'note'), ...of(12, 'warning'), ...of(11, 'error'))));
    expect(commands.map(({ command }) => command)).toEqual([
      ...Array<string>(10).fill('error'),
      ...Array<string>(10).fill('warning'),
      'notice',
      'notice',
    ]);
    expect(lines.filter((line) => line.startsWith('lib/keys-stack.ts:14:17: ')).map((line) => line.split(' ')[1])).toEqual([
      'error:',
      'warning:',
      'warning:',
    ]);
  });
  it('says nothing but the count where there is nothing', () => {
    expect(report('github', clean)).toBe('kms-lint: No findings, scanned 1 key, 12 resources, 1 stack, 1 assembly\n');
  });
});

describe('gitlab', () => {
  const issues = (result: LintResult) => JSON.parse(report('gitlab', result)) as { fingerprint: string; severity: string }[];
  it('keeps to its schema', () => {
    const faults = schema('gitlab');
    for (const result of [mixed, clean]) expect(faults(issues(result))).toEqual([]);
    expect(faults([{ ...issues(mixed)[0], severity: 'error' }])).not.toEqual([]);
    expect(faults([{ ...issues(mixed)[0], location: { path: './a.ts', lines: { begin: 1 } } }])).not.toEqual([]);
  });
  it('gives each issue a fingerprint of its own, which holds no line', () => {
    const alike = withFindings(...of(3, 'error'));
    const prints = issues(alike).map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(3);
    const moved = withFindings(...of(3, 'error', { source: { ...(dev?.source as NonNullable<Finding['source']>), line: 99 } }));
    expect(issues(moved).map(({ fingerprint }) => fingerprint)).toEqual(prints);
  });
  it('grades by level and security severity', () => {
    const graded = (securitySeverity: string, level: Level): string | undefined =>
      issues({ ...withFindings(...of(1, level)), rules: mixed.rules.map((rule) => ({ ...rule, securitySeverity })) })[0]?.severity;
    expect([
      graded('9.5', 'error'),
      graded('8.0', 'error'),
      graded('6.0', 'error'),
      graded('9.5', 'warning'),
      graded('9.5', 'note'),
    ]).toEqual(['blocker', 'critical', 'major', 'minor', 'info']);
  });
});

describe('junit', () => {
  it('is well-formed XML that keeps to its schema', () => {
    const faults = schema('junit');
    for (const result of [mixed, clean]) expect(faults(xml(report('junit', result)))).toEqual([]);
    expect(faults(xml('<testsuites name="x"><testsuite name="y"/></testsuites>'))).not.toEqual([]);
  });
  it('has a case for each finding, and a passed one for each rule without', () => {
    const text = report('junit', mixed);
    expect(text).toContain('<testsuites name="kms-lint" tests="8" failures="4" errors="2" skipped="1">');
    expect(text).toContain('<skipped message="acknowledgement: a test key"/>');
    expect(report('junit', clean).match(/name="no findings"/g)).toHaveLength(clean.rules.length);
  });
});

describe('markdown', () => {
  const faults = schema('markdown');
  it('is what a parser of Markdown takes it for', () => {
    const blocks = markdownBlocks(report('markdown', mixed, { link: (_, line) => `https://example.com/${line}`, access, diagram }));
    expect(faults(blocks)).toEqual([]);
    expect(blocks).toMatchObject({
      details: 5,
      code: ['ts', 'ts', 'ts', 'sh', 'json', 'mermaid'],
      tables: [{ columns: 4 }, { columns: 17 }],
    });
    expect(blocks.tables.map(({ rows }) => rows.length)).toEqual([5, 2]);
    expect(faults(markdownBlocks(report('markdown', clean)))).toEqual([]);
  });
  it('shows so much as a comment and a summary can hold', () => {
    const text = report('markdown', withFindings(...of(150, 'error', { fix: null })), {
      access: Array.from({ length: 60 }, () => access[0] ?? never()),
    });
    expect(text).toContain('\nAnd 50 more.\n');
    expect(text).toContain('\nAnd 10 keys more: `kms-lint access` shows all.\n');
  });
});

describe('agent', () => {
  it('is a line for each finding, and a line that counts', () => {
    const faults = schema('agent');
    const lines = report('agent', mixed).trimEnd().split('\n');
    const findings = lines.map(agentLine).filter((line) => line !== undefined);
    expect(findings.flatMap(faults)).toEqual([]);
    expect(findings).toHaveLength(5);
    expect(lines.at(-1)).toBe('2 fatal problems, 4 errors, 1 warning, 1 note in 5 places');
    expect(faults({ ...findings[0], parts: ['why not'] })).not.toEqual([]);
  });
});

function never(): never {
  throw new Error('the fixture has no row');
}
