/** What was found, as an editor shows it: by file, copies of one line as one. */
import path from 'node:path';
import type { Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Range } from 'vscode-languageserver/node';
import { grouped, nameOfCopy, type Group } from '../report/group.js';
import type { Examined } from '../lint/lint.js';
import type { Level } from '../types/config.js';
import type { Position } from '../types/files.js';
import type { Finding } from '../types/report.js';
import type { AnyRule } from '../types/rule.js';
import { isInside } from '../core/inside.js';
import { uriOf } from './uri.js';

/** A diagnostic with what it was made of. */
export interface Shown {
  readonly file: string;
  readonly diagnostic: Diagnostic;
  readonly findings: readonly Finding[];
  readonly rule: AnyRule | undefined;
}

/** DiagnosticSeverity: 1 error, 2 warning, 3 information. */
const SEVERITY: Readonly<Record<Level, DiagnosticSeverity>> = { error: 1, warning: 2, note: 3 };
/** DiagnosticTag.Unnecessary: an editor fades what has no effect. */
const UNNECESSARY = 1;
/** Rules that speak of code without any effect. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['imported-key-policy-ignored', 'alias-grant-ignored']);
const EDITED = 'This file was edited after cdk.out was written, so that the line is not known: run npx cdk synth.';

/** @param folder of the workspace: what lies outside it is not told. @param link the page of a rule */
export function shownOf({ result, evidence }: Examined, folder: string, link: (rule: AnyRule) => string | undefined): readonly Shown[] {
  const rules = new Map(result.rules.map((rule) => [rule.id, rule]));
  const absolute = (file: string): string => path.resolve(result.root, file);
  return grouped(result.findings).flatMap((group): readonly Shown[] => {
    const { shown, others } = group;
    const at = shown.source ?? shown.template;
    const file = at && absolute(at.file);
    if (!file || !isInside(folder, file) || /[\\/]node_modules[\\/]/.test(file)) return [];
    const rule = rules.get(shown.ruleId);
    const href = rule && link(rule);
    const lost = shown.source !== null && at.frame === undefined && evidence.changed(file);
    const diagnostic: Diagnostic = {
      range: lost ? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } : rangeOf(at),
      severity: SEVERITY[shown.level],
      source: 'kms-lint',
      code: shown.ruleId,
      ...(href === undefined ? {} : { codeDescription: { href } }),
      message: [messageOf(group), ...(lost ? [EDITED] : [])].join('\n'),
      ...(WITHOUT_EFFECT.has(shown.ruleId) ? { tags: [UNNECESSARY] } : {}),
      relatedInformation: relatedOf(shown, at, absolute),
      data: { fingerprint: shown.fingerprint },
    };
    return [{ file, diagnostic, findings: [shown, ...others], rule }];
  });
}

const rangeOf = ({ line, column, endLine, endColumn }: Position): Range => ({
  start: { line: line - 1, character: column - 1 },
  end: { line: endLine - 1, character: endColumn - 1 },
});

function messageOf({ shown, others }: Group): string {
  const copies = [...new Set(others.map((copy) => nameOfCopy(shown, copy)))];
  return copies.length === 0 ? shown.message : `${shown.message} The same in ${copies.join(', ')}.`;
}

function relatedOf({ related, flow, template }: Finding, at: Position, absolute: (file: string) => string): DiagnosticRelatedInformation[] {
  const own = template && template !== at ? [{ at: template, message: 'what cdk synth wrote' }] : [];
  return [...related, ...flow, ...own].map((one) => ({
    location: { uri: uriOf(absolute(one.at.file)), range: rangeOf(one.at) },
    message: one.message,
  }));
}
