/** Counts by rule: how many findings there are of each, and how many of them a fix can mend. */
import { LEVEL_RANK } from '../core/level-rank.js';
import { visible } from '../core/escape.js';
import type { Level } from '../types/config.js';
import type { Finding } from '../types/report.js';
import { isNews } from './group.js';
import { columns } from './layout.js';

/** The findings of one rule, each instance counted, as in the summary: neither the suppressed nor those of the baseline. */
export interface RuleCount {
  readonly ruleId: string;
  /** The gravest that one of them has. */
  readonly level: Level;
  readonly count: number;
  /** How many `--fix` has an edit for, and how many more `--unsafe-fixes`. */
  readonly fixable: number;
  readonly unsafeFixable: number;
}

/** The most frequent rule first. @param promoted the rules whose promotable fixes count as safe */
export function countsByRule(findings: readonly Finding[], promoted: readonly string[] = []): readonly RuleCount[] {
  const byRule = new Map<string, RuleCount>();
  for (const finding of findings.filter(isNews)) {
    const { ruleId, level, fix } = finding;
    const before = byRule.get(ruleId) ?? { ruleId, level, count: 0, fixable: 0, unsafeFixable: 0 };
    const isSafe = fix?.safety === 'safe' || (fix?.safety === 'promotable' && promoted.includes(ruleId));
    const hasEdits = fix !== null && fix.edits.length > 0;
    byRule.set(ruleId, {
      ruleId,
      level: LEVEL_RANK[level] < LEVEL_RANK[before.level] ? level : before.level,
      count: before.count + 1,
      fixable: before.fixable + (hasEdits && isSafe ? 1 : 0),
      unsafeFixable: before.unsafeFixable + (hasEdits && !isSafe ? 1 : 0),
    });
  }
  return [...byRule.values()].sort((a, b) => b.count - a.count || (a.ruleId < b.ruleId ? -1 : 1));
}

/** `2 fixable with --fix, 1 more with --unsafe-fixes`; undefined where there is none. */
export function fixableText(counts: readonly RuleCount[]): string | undefined {
  const safe = counts.reduce((sum, { fixable }) => sum + fixable, 0),
    unsafe = counts.reduce((sum, { unsafeFixable }) => sum + unsafeFixable, 0);
  if (safe > 0) return `${safe} fixable with --fix${unsafe > 0 ? `, ${unsafe} more with --unsafe-fixes` : ''}`;
  return unsafe > 0 ? `${unsafe} fixable with --unsafe-fixes` : undefined;
}

/** A line for each rule: how many, how grave, which, and how many can be fixed. */
export function statisticsLines(counts: readonly RuleCount[]): readonly string[] {
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(columns));
  const width = widest(counts.map(({ count }) => String(count))),
    names = widest(counts.map(({ ruleId }) => ruleId));
  return counts.map((row) => {
    const fixable = fixableText([row]);
    const line = `${String(row.count).padStart(width)}  ${row.level.padEnd(7)}  ${visible(row.ruleId).padEnd(names)}`;
    return fixable === undefined ? line.trimEnd() : `${line}  ${fixable}`;
  });
}
