/** Findings brought together: copies of one, as one line of source in several Stages makes them, and what one fix removes. */
import { LEVEL_RANK } from '../core/level-rank.js';
import type { Finding } from '../types/report.js';
import type { Position } from '../types/files.js';

/** shown: the gravest of the copies; others: the rest, in order. */
export interface Group {
  readonly shown: Finding;
  readonly others: readonly Finding[];
}

/** What one fix removes on one construct. also: the other findings that it removes, in order. */
export interface Block extends Group {
  readonly also: readonly Group[];
}

const rank = ({ level, confidence }: Finding): number => 2 * LEVEL_RANK[level] + (confidence === 'certain' ? 0 : 1);

/** The graver first, the certain before the possible. */
export const byGravity = (a: Finding, b: Finding): number => rank(a) - rank(b);

/** Whether a finding is to be shown to people: neither suppressed nor in the baseline. */
export const isNews = ({ suppressed, baselineState }: Finding): boolean => suppressed === null && baselineState !== 'unchanged';

/**
 * One group for each `group` of the findings, in the order of their first appearance. Suppressed copies stand in groups of their own.
 * @param wanted which findings are taken: the news, where nothing else is asked
 */
export function grouped(findings: readonly Finding[], wanted: (finding: Finding) => boolean = isNews): readonly Group[] {
  const byGroup = new Map<string, Finding[]>();
  for (const finding of findings.filter(wanted)) {
    const key = JSON.stringify([finding.group, finding.suppressed]);
    const copies = byGroup.get(key);
    if (copies) copies.push(finding);
    else byGroup.set(key, [finding]);
  }
  return [...byGroup.values()].map((copies) => {
    const shown = copies.reduce((gravest, copy) => (byGravity(copy, gravest) < 0 ? copy : gravest));
    return { shown, others: copies.filter((copy) => copy !== shown) };
  });
}

/**
 * One cause, one block: groups whose fix makes the same edits of the same resources, on whatever construct they stand; the gravest ahead,
 * where the first of them stood.
 */
export function blocksOf(groups: readonly Group[]): readonly Block[] {
  const blocks: Group[][] = [];
  const byCause = new Map<string, Group[]>();
  for (const group of groups) {
    const causes = causesOf(group);
    const known = causes.find((cause) => byCause.has(cause)),
      same = byCause.get(known ?? '') ?? [];
    if (same.push(group) === 1) blocks.push(same);
    for (const cause of causes) byCause.set(cause, same);
  }
  return blocks.flatMap((same) => {
    const [first, ...rest] = [...same].sort((a, b) => byGravity(a.shown, b.shown));
    return first ? [{ ...first, also: rest }] : [];
  });
}

/**
 * What its copies ask for: which copy is shown may differ between two groups. A fix that edits nothing says nothing of its cause; a flag is
 * one of the whole app, so it stands for the construct as well.
 */
function causesOf({ shown, others }: Group): readonly string[] {
  return [shown, ...others].flatMap(({ fix, subject, logicalId }) => {
    if (!fix || fix.edits.length === 0) return [];
    const isOfResources = fix.edits.some(({ is }) => is === 'resource');
    return [JSON.stringify(isOfResources ? fix.edits : [subject, logicalId, fix.edits])];
  });
}

/** The construct that a user wrote, not the L1 that CDK keeps in it: so it is called in messages, too. */
const userConstruct = (path: string): string => path.replace(/\/Resource$/, '');

/** What a copy is called beside the one that is shown: its stack, or its construct where the stack is the same. */
export function nameOfCopy(shown: Finding, copy: Finding): string {
  const construct = copy.constructPath === null ? copy.logicalId : userConstruct(copy.constructPath);
  return copy.stackName !== null && (copy.stackName !== shown.stackName || construct === null)
    ? copy.stackName
    : (construct ?? copy.detail);
}

/** What the file of a `template` position is called: CDK's own warnings stand in the metadata. */
export function nameOfTemplate({ file }: Position): 'template' | 'metadata' {
  return /(?:\.metadata|(?:^|\/)manifest)\.json$/.test(file) ? 'metadata' : 'template';
}
