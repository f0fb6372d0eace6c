/** The report for coding agents: a line for each finding, with all that is needed to act on it, and a last line that counts. */
import type { LintResult, Problem } from '../types/report.js';
import { visible } from '../core/escape.js';
import { grouped, nameOfCopy, nameOfTemplate, type Group } from './group.js';
import { locationText, noticesOf, ofWeight, oneLine, snippetsOf, verdictOf } from './summary.js';

export function agentReport(result: LintResult): string {
  const groups = grouped(result.findings);
  const lines = [
    ...ofWeight(result, 'fatal').map(problemLine),
    ...groups.map(findingLine),
    ...noticesOf(result).map(problemLine),
    verdictOf(result, groups.length),
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}

function findingLine({ shown, others }: Group): string {
  const place = shown.source ?? shown.template;
  const copies = [...new Set(others.map((copy) => nameOfCopy(shown, copy)))];
  const parts = [
    `${place ? `${locationText(place)}: ` : ''}${shown.confidence === 'possible' ? 'possible ' : ''}${shown.level}[${shown.ruleId}] ${oneLine(shown.message)}`,
    `what to do: ${oneLine(shown.remedy)}`,
    ...snippetsOf(shown.fix).flatMap(({ name, heading, text }) => (name === 'json' ? [] : [`${heading}: ${text}`])),
    ...(shown.source && shown.template ? [`${nameOfTemplate(shown.template)}: ${locationText(shown.template)}`] : []),
    ...shown.related.map(({ at, message }) => `related: ${message} (${locationText(at)})`),
    ...shown.flow.map(({ at, message }, index) => `step ${index + 1}: ${message} (${locationText(at)})`),
    ...(copies.length > 0 ? [`also in: ${copies.join(', ')}`] : []),
  ];
  return parts.join(' | ');
}

function problemLine({ weight, message, at }: Problem): string {
  return `${at ? `${locationText(at)}: ` : ''}${weight}: ${message}`;
}
