/** What an editor shows over a line with a finding: why it matters, and what to do. */
import { markdownProse } from '../core/escape.js';
import type { Shown } from './diagnostics.js';

/** Markdown; the findings of a line, each under its rule. @param link the page of a rule */
export function hoverText(shown: readonly Shown[]): string {
  return shown
    .map(({ diagnostic, findings: [finding], rule }) => {
      const id = `\`${String(diagnostic.code)}\``;
      const head = diagnostic.codeDescription ? `[${id}](${diagnostic.codeDescription.href})` : id;
      return [
        `**${markdownProse(rule?.title ?? 'kms-lint')}** (${head})`,
        ...(rule ? [markdownProse(rule.why)] : []),
        ...(finding ? [`**What to do.** ${markdownProse(finding.remedy)}`] : []),
      ].join('\n\n');
    })
    .join('\n\n---\n\n');
}
