/** The reporters: each a pure function that turns the result of a lint into the text of one format. */
import type { LintResult } from '../types/report.js';
import { agentReport } from './agent.js';
import { conciseReport } from './concise.js';
import { githubReport } from './github.js';
import { gitlabReport } from './gitlab.js';
import { htmlReport, type HtmlOptions } from './html/page.js';
import { jsonReport } from './json.js';
import { junitReport } from './junit.js';
import { markdownReport, type MarkdownOptions } from './markdown.js';
import { sarifReport, type SarifOptions } from './sarif/log.js';
import { textReport, type TextOptions } from './text.js';

/** What the reporters for text, SARIF, Markdown and HTML need beside the result; the others take no notice. */
export type ReportOptions = Partial<TextOptions> & SarifOptions & MarkdownOptions & HtmlOptions;

const REPORTERS = {
  text: (result, { colour = false, width = 80, unicode = true, ...more }) => textReport(result, { ...more, colour, width, unicode }),
  concise: conciseReport,
  json: jsonReport,
  sarif: sarifReport,
  github: githubReport,
  gitlab: gitlabReport,
  junit: junitReport,
  markdown: markdownReport,
  html: htmlReport,
  agent: agentReport,
} as const satisfies Readonly<Record<string, (result: LintResult, options: ReportOptions) => string>>;

export type ReportName = keyof typeof REPORTERS;
/** The names that `report` takes. */
export const REPORT_NAMES = Object.keys(REPORTERS) as readonly ReportName[];

/** @returns the whole report, with a line end after its last line. */
export function report(name: ReportName, result: LintResult, options: ReportOptions = {}): string {
  // The report for people counts also what it does not show.
  return REPORTERS[name](options.quiet === true && name !== 'text' ? errorsOnly(result) : result, options);
}

/** What `quiet` leaves: errors, and what could not be linted. The summary stays that of the lint. */
function errorsOnly(result: LintResult): LintResult {
  return {
    ...result,
    findings: result.findings.filter(({ level }) => level === 'error'),
    problems: result.problems.filter(({ weight }) => weight === 'fatal'),
    summary: { ...result.summary, sourcesMissing: [] },
  };
}
