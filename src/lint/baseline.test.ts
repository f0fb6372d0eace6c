/** The baseline: what it knows again, what it asks for, and the text that is committed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BaselineEntry, Finding } from '../types/report.js';
import { baselineText, compareWithBaseline, readBaseline, type BaselineInput, type Run } from './baseline.js';

const finding = (rule: string, subject: string, more: Partial<Finding> = {}): Finding => ({
  ruleId: rule,
  level: 'error',
  confidence: 'certain',
  message: 'm.',
  remedy: 'r',
  detail: 'd',
  stackId: null,
  stackName: null,
  logicalId: null,
  constructPath: null,
  template: null,
  source: null,
  related: [],
  flow: [],
  group: 'g',
  subject,
  fingerprint: 'f',
  fix: null,
  suppressed: null,
  ...more,
});
const entry = (rule: string, construct: string): BaselineEntry => ({ rule, construct, detail: 'd' });
const ordinary: Run = { looked: () => true, hidden: () => [], complete: true };
const compare = (findings: readonly Finding[], baseline: Omit<BaselineInput, 'file'>, run: Partial<Run> = {}) =>
  compareWithBaseline(findings, { file: 'b.json', ...baseline }, { ...ordinary, ...run });

describe('compared with a baseline', () => {
  it('a finding is unchanged or new; a suppressed one is neither', () => {
    const { findings, problems } = compare(
      [finding('a', 'X'), finding('a', 'Y'), finding('b', 'X'), finding('a', 'Z', { suppressed: { by: 'comment', reason: 'r' } })],
      { entries: [entry('a', 'X')] },
    );
    expect(findings.map(({ baselineState }) => baselineState)).toEqual(['unchanged', 'new', 'new', undefined]);
    expect(problems).toEqual([]);
  });
  it('what is gone asks to prune, once', () => {
    const { problems, entries } = compare([finding('a', 'X')], { entries: [entry('a', 'X'), entry('a', 'Y'), entry('b', 'Z')] });
    expect(problems).toEqual([
      {
        weight: 'notice',
        message: '2 findings of the baseline are gone (a on Y, ...): run kms-lint --prune-baseline',
        at: { file: 'b.json' },
      },
    ]);
    expect(entries).toHaveLength(3);
  });
  it('what was suppressed since is gone from it, too', () => {
    const { problems } = compare([finding('a', 'X', { suppressed: { by: 'comment', reason: 'r' } })], { entries: [entry('a', 'X')] });
    expect(problems[0]?.message).toMatch(/^1 finding of the baseline is gone \(a on X\): /);
  });
  it.each<[string, Partial<Run>]>([
    ['its rule did not look', { looked: (rule) => rule !== 'a' }],
    ['it is only possible now, and not shown', { hidden: (rules) => (rules.has('a') ? [finding('a', 'Y')] : []) }],
    ['something could not be read', { complete: false }],
  ])('nothing is gone where %s', (_, run) => {
    expect(compare([], { entries: [entry('a', 'Y')] }, run).problems).toEqual([]);
    expect(compare([], { entries: [entry('a', 'Y')], change: 'prune' }, run).entries).toEqual([entry('a', 'Y')]);
  });
  it('update takes what is found, leaves what was not looked for, and drops what is gone', () => {
    const { entries, findings, problems } = compare(
      [finding('a', 'New'), finding('a', 'Old'), finding('a', 'New')],
      { entries: [entry('a', 'Gone'), entry('a', 'Old'), entry('off', 'Kept')], change: 'update' },
      { looked: (rule) => rule !== 'off' },
    );
    expect(entries).toEqual([entry('a', 'New'), entry('a', 'Old'), entry('off', 'Kept')]);
    expect([findings.map(({ baselineState }) => baselineState), problems]).toEqual([['unchanged', 'unchanged', 'unchanged'], []]);
  });
  it('prune only takes out: what is new stays new', () => {
    const { entries, findings } = compare([finding('a', 'New'), finding('a', 'Old')], {
      entries: [entry('a', 'Gone'), entry('a', 'Old')],
      change: 'prune',
    });
    expect(entries).toEqual([entry('a', 'Old')]);
    expect(findings.map(({ baselineState }) => baselineState)).toEqual(['new', 'unchanged']);
  });
});

describe('the text', () => {
  const entries = fc.array(fc.record({ rule: fc.string(), construct: fc.string(), detail: fc.string() }));
  it('law: what is written is read again, in one order whatever the order was', () => {
    fc.assert(
      fc.property(entries, (given) => {
        const text = baselineText(given);
        const read = readBaseline(text, 'b.json');
        expect('entries' in read && baselineText(read.entries)).toBe(text);
        expect(baselineText(given.toReversed())).toBe(text);
        expect(new Set('entries' in read ? read.entries.map((one) => JSON.stringify(one)) : [])).toEqual(
          new Set(given.map((one) => JSON.stringify(one))),
        );
      }),
    );
  });
  it('has a line for each finding', () => {
    expect(baselineText([entry('b', 'Y'), entry('a', 'X')])).toBe(
      '{\n  "version": 1,\n  "findings": [\n    {"rule":"a","construct":"X","detail":"d"},\n    {"rule":"b","construct":"Y","detail":"d"}\n  ]\n}\n',
    );
    expect(baselineText([])).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });
  it.each<[string, RegExp]>([
    ['{', /not valid JSON/],
    ['[]', /this is no baseline: its version is null, not 1; make it anew with --update-baseline/],
    ['{ "version": 2, "findings": [] }', /its version is 2/],
    ['{ "version": 1 }', /it has no list "findings"/],
    ['{ "version": 1, "findings": [{ "rule": "a" }] }', /findings\[0\] is no object of the texts rule, construct and detail/],
  ])('%s is none', (text, message) => {
    expect(readBaseline(text, 'b.json')).toMatchObject({ problem: { weight: 'fatal', message: expect.stringMatching(message) as string } });
  });
});

describe('a baseline that git checked out on Windows', () => {
  it('says the same with CRLF', () => {
    const entries = [entry('a', 'X'), entry('b', 'Y')];
    expect(readBaseline(baselineText(entries).replaceAll('\n', '\r\n'), 'b.json')).toEqual({ entries });
  });
});
