/** The reporters: each a pure function that turns the result of a lint into the text of one format. */
import type { LintResult } from '../types.js';
import { jsonReport } from './json.js';
import { sarifReport, type SarifOptions } from './sarif.js';
import { textReport, type TextOptions } from './text.js';

/** What the text reporter and the SARIF reporter need beside the result; the others take no notice. */
export type ReportOptions = Partial<TextOptions> & SarifOptions;

const REPORTERS = {
  text: (result, { colour = false, width = 80, unicode = true }) => textReport(result, { colour, width, unicode }),
  json: jsonReport,
  sarif: sarifReport,
} as const satisfies Readonly<Record<string, (result: LintResult, options: ReportOptions) => string>>;

export type ReportName = keyof typeof REPORTERS;
/** The names that `report` takes. */
export const REPORT_NAMES = Object.keys(REPORTERS) as readonly ReportName[];

/** @returns the whole report, with a line end after its last line. */
export function report(name: ReportName, result: LintResult, options: ReportOptions = {}): string {
  return REPORTERS[name](result, options);
}
