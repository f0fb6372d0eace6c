/** A rule as a page of Markdown: what `explain` prints and rules/README.md holds. */
import type { AnyRule, Example } from '../types.js';

/** One section: what the rule says, why, what to do, an example of each kind. */
export function rulePage(rule: AnyRule): string {
  const [bad] = rule.examples.bad, [good] = rule.examples.good;
  const levels = [rule.level, ...(rule.levels ?? [])].join(', or ');
  return [
    `## ${rule.id}`, '', `**${rule.title}.** Level: ${levels}.${rule.securitySeverity === undefined ? '' : ` Security severity: ${rule.securitySeverity}.`}`, '',
    rule.why, '', `**What to do.** ${rule.remedy}`, '',
    ...(bad ? [`Reported${titleOf(bad)}:`, '', ...example(bad), ''] : []), ...(good ? [`Not reported${titleOf(good)}:`, '', ...example(good), ''] : []),
    ...rule.references.map((url) => `- <${url}>`), '',
  ].join('\n');
}

/** All rules, in id order: the text of rules/README.md. */
export function rulesPage(rules: readonly AnyRule[]): string {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return ['# The rules of kms-lint', '', '<!-- Written by `npm run docs`; a test fails when it is stale. -->', '', '| rule | level | says |', '|---|---|---|',
    ...sorted.map((rule) => `| [${rule.id}](#${rule.id}) | ${rule.level} | ${rule.title} |`), '', ...sorted.map(rulePage)].join('\n');
}

const titleOf = (example: Example): string => (example.title === undefined ? '' : ` (${example.title})`);

function example(example: Example): string[] {
  return Object.entries(example.stacks).flatMap(([name, stack]) => {
    const template = 'template' in stack ? stack['template'] : stack;
    return [`\`${name}.template.json\``, '', '```json', JSON.stringify(template, null, 2), '```'];
  });
}
