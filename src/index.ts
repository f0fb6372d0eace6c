/** The library: what the command line does, as functions of files. The one place where the engine and the built-in rules meet. */
import { rules } from '../rules/index.js';
import { nodeFiles } from './files/node.js';
import { lintInputs, type LintInput } from './lint/lint.js';
import type { LintResult } from './types/report.js';
import { TOOL } from './core/version.js';

export { rules };
export { report, type ReportName } from './report/index.js';
export { rulePage, rulesPage } from './report/rule-page.js';
export type { AnyRule, Rule } from './types/rule.js';
export type { Config, FailOn, Level } from './types/config.js';
export type { Files, Position } from './types/files.js';
export type { Finding, LintResult, Problem, Summary } from './types/report.js';

/** As LintInput of the engine; files, rules and the working directory have defaults. */
export type LintOptions = Partial<LintInput> & Pick<LintInput, 'paths'>;

/**
 * Lints cloud assemblies.
 * @param options paths: folders that `cdk synth` wrote; root: what paths in the result are relative to (default: the working directory)
 * @returns findings, problems and the exit code that they mean; it never throws on bad input
 */
export function lint(options: LintOptions): LintResult {
  return lintInputs({ files: nodeFiles, root: process.cwd(), rules, today: new Date().toISOString().slice(0, 10), tool: TOOL, ...options });
}
