/** What a baseline has: people see only what is new, scripts see all. */
import { describe, expect, it } from 'vitest';
import { clean, mixed } from '../../fixtures/reports/result.js';
import type { LintResult } from '../types/report.js';
import { report } from './index.js';

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
