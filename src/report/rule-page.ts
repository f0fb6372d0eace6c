/** A rule as a page of Markdown: what `explain` prints and rules/README.md holds. */
import { levelsOf } from '../core/level-rank.js';
import type { AnyRule } from '../types/rule.js';
import { ruleHelp } from './rule-help.js';
import { requirementsOf } from './sarif/standards.js';

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
    '| rule | level | presets | says |',
    '|---|---|---|---|',
    ...sorted.map((rule) => `| [${rule.id}](#${rule.id}) | ${levelsOf(rule).join(', ')} | ${presetsOf(rule)} | ${rule.title} |`),
    '',
    ...standardsTable(sorted),
    ...sorted.map(rulePage),
  ].join('\n');
}

/** strict has all of recommended, too. */
const presetsOf = ({ presets = { recommended: 'note' } }: AnyRule): string => Object.keys(presets).join(', ');

/** Which rule finds the fault that a published list names, each number with the page that says so. */
function standardsTable(rules: readonly AnyRule[]): readonly string[] {
  const rows = rules.flatMap((rule) => {
    const cells = requirementsOf(rule).map((all) => all.map(({ id, source }) => `[${id}](${source})`).join(', '));
    return cells.some((cell) => cell !== '') ? [`| [${rule.id}](#${rule.id}) | ${cells.join(' | ')} |`] : [];
  });
  if (rows.length === 0) return [];
  return [
    '## Standards',
    '',
    'Only where it is the same fault. Each number leads to the page that says so: for NIST and PCI that is Security Hub, under "Related requirements" of its control. KMS.3 asks whether the deletion of a key is scheduled: no template shows that.',
    '',
    '| rule | Security Hub | CIS AWS Foundations 5.0 | NIST SP 800-53 r5 | PCI DSS 4.0.1 |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ];
}
