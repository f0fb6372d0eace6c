/** The report for terminals and the problem matchers of editors: a line for each finding, `file:line:col: level rule-id message`. */
import type { LintResult, Problem } from '../types/report.js';
import { visible } from '../core/escape.js';
import { grouped, nameOfCopy, type Group } from './group.js';
import { asideOf, locationText, noticesOf, ofWeight, oneLine, scannedOf, sentenceOf, verdictOf } from './summary.js';

export function conciseReport(result: LintResult, { quiet = false }: { readonly quiet?: boolean } = {}): string {
  const groups = grouped(result.findings);
  const lines = [...groups.map(findingLine), ...[...ofWeight(result, 'fatal'), ...noticesOf(result)].map(problemLine)];
  const last = quiet && lines.length === 0 ? [] : [`${verdictOf(result, groups.length)}${asideOf(result)} - ${scannedOf(result)}`];
  return [...lines, ...last].map((line) => `${visible(line)}\n`).join('');
}

function findingLine({ shown, others }: Group): string {
  const copies = [...new Set(others.map((copy) => nameOfCopy(shown, copy)))];
  const also = copies.length === 0 ? '' : ` (also in ${copies.join(', ')})`;
  return `${placeText(shown.source ?? shown.template)}${shown.level} ${shown.ruleId} ${oneLine(sentenceOf(shown))}${also}`;
}

const problemLine = ({ weight, message, at }: Problem): string => `${placeText(at)}${weight} ${oneLine(message)}`;

const placeText = (at: Parameters<typeof locationText>[0] | null | undefined): string => (at ? `${locationText(at)}: ` : '');
