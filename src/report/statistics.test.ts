/** Counts by rule, against what a reader counts by hand; quiet in every format. */
import { describe, expect, it } from 'vitest';
import { clean, mixed } from '../../fixtures/reports/result.js';
import type { Finding, LintResult } from '../types/report.js';
import { REPORT_NAMES, report } from './index.js';
import { countsByRule, fixableText } from './statistics.js';

const [, , dev] = mixed.findings as [Finding, Finding, Finding];
const edits = dev.fix?.edits ?? [];
const finding = (ruleId: string, more: Partial<Finding> = {}): Finding => ({ ...dev, ruleId, group: ruleId, fix: null, ...more });
const fixOf = (safety: 'safe' | 'promotable' | 'unsafe', some = edits): Partial<Finding> => ({
  fix: { title: 'mend it', safety, edits: some },
});

const findings: readonly Finding[] = [
  finding('rare', { level: 'note', ...fixOf('safe') }),
  finding('often', { level: 'note', ...fixOf('promotable') }),
  finding('often', { level: 'warning', ...fixOf('unsafe') }),
  finding('often', { level: 'note', ...fixOf('safe', []) }),
  finding('often', { suppressed: { by: 'comment', reason: 'meant' } }),
  finding('known', { baselineState: 'unchanged' }),
];

describe('counts by rule', () => {
  it('take each finding that counts, the gravest level, and the fixes that edit something', () => {
    expect(countsByRule(findings)).toEqual([
      { ruleId: 'often', level: 'warning', count: 3, fixable: 0, unsafeFixable: 2 },
      { ruleId: 'rare', level: 'note', count: 1, fixable: 1, unsafeFixable: 0 },
    ]);
  });
  it('take a promotable fix as safe where the configuration says so', () => {
    expect(countsByRule(findings, ['often'])[0]).toMatchObject({ fixable: 1, unsafeFixable: 1 });
  });
  it('add up to the summary', () => {
    const { errors, warnings, notes } = mixed.summary;
    expect(countsByRule(mixed.findings).reduce((sum, { count }) => sum + count, 0)).toBe(errors + warnings + notes);
  });
  it('say how many can be fixed, and by what', () => {
    const text = (fixable: number, unsafeFixable: number): string | undefined =>
      fixableText([{ ruleId: 'r', level: 'error', count: 9, fixable, unsafeFixable }]);
    expect([text(2, 1), text(2, 0), text(0, 1), text(0, 0)]).toEqual([
      '2 fixable with --fix, 1 more with --unsafe-fixes',
      '2 fixable with --fix',
      '1 fixable with --unsafe-fixes',
      undefined,
    ]);
  });
});

describe('the text report', () => {
  const text = (given: readonly Finding[], options = {}): string => report('text', { ...clean, findings: given }, options);
  const places = (count: number): readonly Finding[] =>
    Array.from({ length: count }, (_, index) => finding(index % 2 === 0 ? 'often' : 'rare', { group: `g${index}` }));

  it('ends with the counts where there is more than one rule', () => {
    expect(text(findings)).toContain('\nBy rule: 3 often, 1 rare\n1 fixable with --fix, 2 more with --unsafe-fixes.\n');
    expect(text([finding('rare')])).not.toMatch(/By rule|fixable/);
  });
  it('goes by rule from 21 places on, unless all is asked for', () => {
    expect(text(places(20))).not.toContain('--verbose');
    expect(text(places(21))).toContain('More than 20 places, shown by rule: --verbose shows each with its source.');
    expect(text(places(21)).match(/^error\[/gm)).toHaveLength(2);
    expect(text(places(21))).toMatch(/error\[often\]: 11 findings\n/);
    expect(text(places(21))).toContain('and 1 more place\n');
    expect(text(places(21), { verbose: true })).not.toContain('shown by rule');
  });
});

describe('quiet', () => {
  const warned: LintResult = { ...clean, findings: [finding('rare', { level: 'warning', message: 'Only a warning.' })] };
  it.each(REPORT_NAMES)('%s leaves warnings out, and keeps errors', (name) => {
    expect(report(name, warned)).toContain('Only a warning.');
    expect(report(name, warned, { quiet: true })).not.toContain('Only a warning.');
    const graver = { ...warned, findings: [finding('rare', { message: 'An error.' })] };
    expect(report(name, graver, { quiet: true })).toContain('An error.');
  });
});

describe('concise', () => {
  it('is a line for each place, as problem matchers read it', () => {
    const lines = report('concise', { ...mixed, problems: [] }).split('\n');
    const matched = lines.filter((line) => /^[^:]+:\d+:\d+: (error|warning|note) [a-z-]+ \S/.test(line));
    expect(matched.length).toBeGreaterThan(2);
    expect(lines.at(-2)).toMatch(/^4 errors.* - scanned /);
  });
  it('is empty where only errors are asked for and there is none', () => {
    expect(report('concise', clean, { quiet: true })).toBe('');
  });
});
