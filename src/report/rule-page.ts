/** A rule as a page of Markdown: what `explain` prints and rules/README.md holds. */
import { levelsOf } from '../core/level-rank.js';
import type { AnyRule } from '../types/rule.js';
import { ruleHelp } from './rule-help.js';

/** One section: the id, the level, and the help that SARIF carries too. */
export function rulePage(rule: AnyRule): string {
  const level = `Level: ${levelsOf(rule).join(', or ')}.${rule.securitySeverity === undefined ? '' : ` Security severity: ${rule.securitySeverity}.`}`;
  return `## ${rule.id}\n\n${level}\n\n${ruleHelp(rule).markdown}\n`;
}

/** All rules, in id order: the text of rules/README.md. */
export function rulesPage(rules: readonly AnyRule[]): string {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    '# The rules of kms-lint',
    '',
    '<!-- Written by `npm run docs`; a test fails when it is stale. -->',
    '',
    '| rule | level | says |',
    '|---|---|---|',
    ...sorted.map((rule) => `| [${rule.id}](#${rule.id}) | ${levelsOf(rule).join(', ')} | ${rule.title} |`),
    '',
    ...sorted.map(rulePage),
  ].join('\n');
}
