/** The report as workflow commands of GitHub Actions, which become annotations on the changed files. */
import type { Finding, LintResult, Problem } from '../types/report.js';
import type { Level } from '../types/config.js';
import type { Position } from '../types/files.js';
import { commandData, commandProperty, visible } from '../core/escape.js';
import { byGravity, grouped, nameOfCopy, type Group } from './group.js';
import { locationText, noticesOf, ofWeight, oneLine, scannedOf, sentenceOf, verdictOf } from './summary.js';

const COMMAND: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };
/** GitHub shows so many of each kind for one step; the rest are lines of the log. https://docs.github.com/en/rest/checks/runs */
const MOST_OF_A_KIND = 10;

/** An annotation, and the line of the log that stands for it where there are too many. */
interface Entry {
  readonly command: string;
  readonly at: { readonly file: string; readonly line?: number; readonly column?: number; readonly endColumn?: number } | undefined;
  readonly title: string | undefined;
  readonly text: readonly string[];
}

export function githubReport(result: LintResult): string {
  const groups = [...grouped(result.findings)].sort((a, b) => byGravity(a.shown, b.shown));
  const entries = [...ofWeight(result, 'fatal').map(problemEntry), ...groups.map(findingEntry)];
  const shown = new Map<string, number>();
  const lines = entries.map((entry) => {
    const before = shown.get(entry.command) ?? 0;
    shown.set(entry.command, before + 1);
    return before < MOST_OF_A_KIND ? commandLine(entry) : logLine(entry);
  });
  const notices = noticesOf(result).map((problem) => logLine(problemEntry(problem)));
  return [...lines, ...notices, `kms-lint: ${verdictOf(result, groups.length)}, ${scannedOf(result)}`].map((line) => `${line}\n`).join('');
}

function findingEntry({ shown, others }: Group): Entry {
  const copies = [...new Set(others.map((copy) => nameOfCopy(shown, copy)))];
  const place = shown.source ?? shown.template;
  return {
    command: COMMAND[shown.level],
    at: place ? onOneLine(place) : undefined,
    title: `${shown.confidence === 'possible' ? 'possible ' : ''}${shown.ruleId}${nameOfSubject(shown)}`,
    text: [
      oneLine(sentenceOf(shown)),
      `What to do: ${oneLine(shown.remedy)}`,
      ...(copies.length > 0 ? [`Also in ${copies.join(', ')}`] : []),
      ...shown.flow.map(({ at, message }, index) => `${index + 1}. ${message} (${locationText(at)})`),
    ],
  };
}

/** GitHub puts an annotation below the last line of its region: below the first, the reader sees what is meant. */
function onOneLine({ file, line, column, endLine, endColumn }: Position): Entry['at'] {
  return { file, line, column, ...(endLine === line ? { endColumn } : {}) };
}

function nameOfSubject({ constructPath, stackName }: Finding): string {
  const name = constructPath?.replace(/\/Resource$/, '') ?? stackName;
  return name === null ? '' : `: ${name}`;
}

function problemEntry({ weight, message, at }: Problem): Entry {
  return {
    command: weight === 'fatal' ? 'error' : 'notice',
    at,
    title: weight === 'fatal' ? 'could not be linted' : undefined,
    text: [message],
  };
}

function commandLine({ command, at, title, text }: Entry): string {
  const line = at?.line === undefined ? {} : { line: at.line, endLine: at.line, col: at.column, endColumn: at.endColumn };
  const properties = { ...(at ? { file: at.file } : {}), ...line, title };
  const written = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${commandProperty(String(value))}`],
  );
  return `::${command} ${written.join(',')}::${commandData(text.map(visible).join('\n'))}`;
}

function logLine({ command, at, title, text: [first = ''] }: Entry): string {
  return visible([...(at ? [locationText(at)] : []), command, ...(title === undefined ? [] : [title]), first].join(': '));
}
