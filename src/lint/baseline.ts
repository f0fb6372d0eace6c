/**
 * The baseline: findings that a team has accepted for now. They are known by rule, construct path below the Stage, and detail, never by
 * line.
 */

import { objectOf } from '../core/json.js';
import { parseJson } from '../core/read-json.js';
import type { BaselineEntry, Finding, Problem } from '../types/report.js';
import type { Json } from '../types/files.js';
import { notice } from './suppressions/suppression.js';

export const BASELINE_NAME = 'kms-lint-baseline.json';
const VERSION = 1;

/** update: to what is found now; prune: what is gone is taken out, nothing is added. */
export interface BaselineInput {
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
  readonly change?: 'update' | 'prune';
}

export interface Compared {
  readonly findings: readonly Finding[];
  /** The baseline as it is to be written. */
  readonly entries: readonly BaselineEntry[];
  readonly problems: readonly Problem[];
}

/** What is known of the run beside its findings. */
export interface Run {
  /** Whether a rule has looked; an entry of a rule that is no more has nothing to find either. */
  readonly looked: (rule: string) => boolean;
  /** What is only possible, of these rules, and is not shown. */
  readonly hidden: (rules: ReadonlySet<string>) => readonly Finding[];
  /** Whether all of the input could be read: else what is not found need not be gone. */
  readonly complete: boolean;
}

/** Sets `baselineState` of each finding that is not suppressed, after the baseline was changed as asked; asks to prune what is gone. */
export function compareWithBaseline(findings: readonly Finding[], baseline: BaselineInput, run: Run): Compared {
  const counted = findings.filter(({ suppressed }) => !suppressed);
  const found = new Set(counted.map((finding) => keyOf(entryOf(finding))));
  const unseen = run.complete ? baseline.entries.filter((entry) => run.looked(entry.rule) && !found.has(keyOf(entry))) : [];
  const possible = unseen.length > 0 ? run.hidden(new Set(unseen.map(({ rule }) => rule))) : [];
  const stillPossible = new Set(possible.map((finding) => keyOf(entryOf(finding))));
  const gone = new Set(unseen.map(keyOf).filter((key) => !stillPossible.has(key)));
  const kept = baseline.entries.filter((entry) => !gone.has(keyOf(entry)));
  const entries =
    baseline.change === 'update'
      ? distinct([...kept, ...counted.map(entryOf)])
      : baseline.change === 'prune'
        ? distinct(kept)
        : baseline.entries;
  const known = new Set(entries.map(keyOf));
  return {
    entries,
    findings: findings.map((finding) =>
      finding.suppressed ? finding : { ...finding, baselineState: known.has(keyOf(entryOf(finding))) ? 'unchanged' : 'new' },
    ),
    problems:
      baseline.change === undefined && gone.size > 0
        ? [
            goneNotice(
              unseen.filter((entry) => gone.has(keyOf(entry))),
              baseline.file,
            ),
          ]
        : [],
  };
}

function goneNotice(gone: readonly BaselineEntry[], file: string): Problem {
  const [first] = gone;
  const count = gone.length === 1 ? '1 finding of the baseline is gone' : `${gone.length} findings of the baseline are gone`;
  return notice(
    `${count} (${first?.rule ?? ''} on ${first?.construct ?? ''}${gone.length > 1 ? ', ...' : ''}): run kms-lint --prune-baseline`,
    { file },
  );
}

/**
 * Reads the text of a baseline.
 * @param file the name under which a fault is told
 */
export function readBaseline(text: string, file: string): { readonly entries: readonly BaselineEntry[] } | { readonly problem: Problem } {
  const read = parseJson(text, file);
  if ('problem' in read) return read;
  const { version, findings } = objectOf(read.json);
  const fault = (message: string): { readonly problem: Problem } => ({
    problem: { weight: 'fatal', message: `this is no baseline: ${message}; make it anew with --update-baseline`, at: { file } },
  });
  if (version !== VERSION) return fault(`its version is ${JSON.stringify(version ?? null)}, not ${VERSION}`);
  if (!Array.isArray(findings)) return fault('it has no list "findings"');
  const entries = (findings as readonly Json[]).map(entryIn);
  const wrong = entries.indexOf(undefined);
  return wrong < 0
    ? { entries: entries.filter((entry) => entry !== undefined) }
    : fault(`findings[${wrong}] is no object of the texts rule, construct and detail`);
}

function entryIn(json: Json): BaselineEntry | undefined {
  const { rule, construct, detail } = objectOf(json);
  return typeof rule === 'string' && typeof construct === 'string' && typeof detail === 'string' ? { rule, construct, detail } : undefined;
}

/** In a stable order, a line for each finding: two teams' changes merge, and a review shows what came and went. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const lines = distinct(entries).map((entry) => `    ${JSON.stringify(entry)}`);
  return `{\n  "version": ${VERSION},\n  "findings": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`;
}

function distinct(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  const byKey = new Map(entries.map((entry) => [keyOf(entry), entry] as const));
  return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []);
}

const entryOf = ({ ruleId, subject, detail }: Finding): BaselineEntry => ({ rule: ruleId, construct: subject, detail });
const keyOf = ({ rule, construct, detail }: BaselineEntry): string => JSON.stringify([rule, construct, detail]);
