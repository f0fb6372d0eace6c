/** The report as GitLab's Code Quality reads it, a JSON array of issues. https://docs.gitlab.com/ci/testing/code_quality/ */
import { createHash } from 'node:crypto';
import type { AnyRule } from '../types/rule.js';
import type { Finding, LintResult } from '../types/report.js';
import type { Position } from '../types/files.js';
import { jsonText, visible } from '../core/escape.js';
import { grouped, type Group } from './group.js';
import { oneLine, sentenceOf } from './summary.js';

type Severity = 'info' | 'minor' | 'major' | 'critical' | 'blocker';

/** The finding has no place at all, but GitLab wants one: the app as a whole stands for it. */
const APP = { file: 'cdk.json', line: 1 } as const;

export function gitlabReport(result: LintResult): string {
  const rules = new Map(result.rules.map((rule) => [rule.id, rule]));
  const taken = new Set<string>();
  return jsonText(grouped(result.findings).map((group) => issue(group, rules, taken)));
}

function issue({ shown }: Group, rules: ReadonlyMap<string, AnyRule>, taken: Set<string>): object {
  const place: Pick<Position, 'file' | 'line'> = shown.source ?? shown.template ?? shown.flow[0]?.at ?? shown.related[0]?.at ?? APP;
  return {
    description: `${visible(oneLine(sentenceOf(shown)))} What to do: ${visible(oneLine(shown.remedy))}`,
    check_name: visible(shown.ruleId),
    fingerprint: fingerprint(shown, place.file, taken),
    severity: severityOf(shown, rules.get(shown.ruleId)),
    location: { path: place.file, lines: { begin: place.line } },
  };
}

/**
 * GitLab shows one issue for each fingerprint, so that a second of the same gets one of its own; no line number is in it, so that lines may
 * move.
 */
function fingerprint(finding: Finding, file: string, taken: Set<string>): string {
  let value = finding.fingerprint;
  for (let count = 1; taken.has(value); count++) {
    const parts = [finding.fingerprint, file, finding.stackName, count];
    value = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  }
  taken.add(value);
  return value;
}

function severityOf({ level, confidence }: Finding, rule: AnyRule | undefined): Severity {
  if (level === 'note' || confidence === 'possible') return 'info';
  if (level === 'warning') return 'minor';
  const severity = Number(rule?.securitySeverity ?? 0);
  if (severity >= 9) return 'blocker';
  return severity >= 7 ? 'critical' : 'major';
}
