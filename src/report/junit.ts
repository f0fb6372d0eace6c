/**
 * The report as JUnit XML, which most CI systems show: a suite for each rule, a failed case for each finding, a passed one where there is
 * none.
 */
import type { Finding, LintResult, Problem } from '../types/report.js';
import { visible, xmlText } from '../core/escape.js';
import { grouped, nameOfCopy, type Group } from './group.js';
import { locationText, ofWeight, oneLine, sentenceOf } from './summary.js';

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}
/** A case of a suite with what came of it; passed where `outcome` is left out. */
interface Case {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  readonly outcome?: {
    readonly element: 'failure' | 'error' | 'skipped';
    readonly message: string;
    readonly type?: string;
    readonly text?: string;
  };
  /** What stands beside a passed case: notes fail no gate. */
  readonly output?: string;
}

export function junitReport(result: LintResult): string {
  const groups = grouped(result.findings, () => true);
  const ids = [...new Set([...result.rules.map(({ id }) => id), ...groups.map(({ shown }) => shown.ruleId)])].sort();
  const suites = ids.map((id) =>
    suiteOf(
      id,
      groups.filter(({ shown }) => shown.ruleId === id),
    ),
  );
  const fatal = ofWeight(result, 'fatal');
  const all = fatal.length > 0 ? [...suites, { name: 'input', cases: fatal.map(problemCase) }] : suites;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: 'kms-lint', ...countsOf(all.flatMap(({ cases }) => cases)) })}>`,
    ...all.flatMap(suiteLines),
    '</testsuites>',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function suiteOf(id: string, groups: readonly Group[]): Suite {
  return { name: id, cases: groups.length > 0 ? groups.map(caseOf) : [{ name: 'no findings' }] };
}

function caseOf({ shown, others }: Group): Case {
  const place = shown.source ?? shown.template;
  const name = shown.constructPath ?? shown.stackName ?? 'the app';
  const shared = { name: `${name} (${shown.detail})`, ...(place ? { file: place.file, line: place.line } : {}) };
  if (shown.suppressed)
    return { ...shared, outcome: { element: 'skipped', message: `${shown.suppressed.by}: ${shown.suppressed.reason}` } };
  const text = textOf(shown, [...new Set(others.map((copy) => nameOfCopy(shown, copy)))]);
  if (shown.level === 'note') return { ...shared, output: text };
  return { ...shared, outcome: { element: 'failure', message: oneLine(sentenceOf(shown)), type: shown.level, text } };
}

function textOf(shown: Finding, copies: readonly string[]): string {
  const place = shown.source ?? shown.template;
  return [
    `${place ? `${locationText(place)}: ` : ''}${shown.level}: ${oneLine(sentenceOf(shown))}`,
    `What to do: ${oneLine(shown.remedy)}`,
    ...shown.related.map(({ at, message }) => `Related: ${message} (${locationText(at)})`),
    ...shown.flow.map(({ at, message }, index) => `${index + 1}. ${message} (${locationText(at)})`),
    ...(copies.length > 0 ? [`Also in ${copies.join(', ')}`] : []),
  ]
    .map(visible)
    .join('\n');
}

function problemCase({ message, at }: Problem): Case {
  return {
    name: at ? locationText(at) : 'kms-lint',
    ...(at ? { file: at.file, ...(at.line === undefined ? {} : { line: at.line }) } : {}),
    outcome: { element: 'error', message, type: 'fatal' },
  };
}

// ── XML ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function suiteLines({ name, cases }: Suite): readonly string[] {
  return [`  <testsuite ${attributes({ name, ...countsOf(cases) })}>`, ...cases.flatMap((one) => caseLines(name, one)), '  </testsuite>'];
}

function caseLines(classname: string, { name, file, line, outcome, output }: Case): readonly string[] {
  const open = `    <testcase ${attributes({ classname: `kms-lint.${classname}`, name, file, line })}`;
  if (outcome) {
    const { element, message, type, text } = outcome;
    const inside = `      <${element} ${attributes({ message, type })}`;
    return [`${open}>`, text === undefined ? `${inside}/>` : `${inside}>${lines(text)}</${element}>`, '    </testcase>'];
  }
  if (output !== undefined) return [`${open}>`, `      <system-out>${lines(output)}</system-out>`, '    </testcase>'];
  return [`${open}/>`];
}

const lines = (text: string): string => text.split('\n').map(xmlText).join('\n');

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${xmlText(String(value))}"`]))
    .join(' ');
}

function countsOf(cases: readonly Case[]): Readonly<Record<string, number>> {
  const count = (element: string): number => cases.filter(({ outcome }) => outcome?.element === element).length;
  return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}
