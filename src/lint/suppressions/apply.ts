/** Findings held against suppressions: which are meant to stay, and which suppressions do nothing, or no longer. */
import { didYouMean } from '../../core/nearest.js';
import type { Finding, Problem } from '../../types/report.js';
import type { TemplateFacts } from '../../types/facts.js';
import { isOwn, notice, ORDER, type Candidate, type Suppression } from './suppression.js';

export interface Applied {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

export interface Circumstances {
  /** The ids of all rules. */
  readonly rules: readonly string[];
  /** Whether a rule looks at a stack, or at any where none is given. */
  readonly runs: (rule: string, stack: TemplateFacts | undefined) => boolean;
  /** 2026-11-25; without it nothing expires. */
  readonly today: string | undefined;
  /** Whether all of the input could be read: else a suppression may seem to cover nothing. */
  readonly complete: boolean;
  /** What is only possible, of these rules, and is not shown: it may be what a suppression is for. */
  readonly hidden: (rules: ReadonlySet<string>) => readonly Candidate[];
}

export function applySuppressions(
  candidates: readonly Candidate[],
  suppressions: readonly Suppression[],
  circumstances: Circumstances,
): Applied {
  const { today, rules, complete, runs, hidden } = circumstances;
  const faulty = (suppression: Suppression): string | undefined => faultOf(suppression, rules, today);
  const honoured = [...suppressions]
    .filter((suppression) => faulty(suppression) === undefined)
    .sort((a, b) => ORDER.indexOf(a.by) - ORDER.indexOf(b.by));
  const used = new Set<string>();
  const findings = candidates.map((candidate) => {
    const [first] = covering(candidate, honoured, used);
    return first ? { ...candidate.finding, suppressed: { by: first.by, reason: first.reason } } : candidate.finding;
  });

  const unused = (): readonly Suppression[] =>
    honoured.filter((one) => isOwn(one) && !used.has(one.copy) && runs(one.rule, one.stack) && one.doubtful?.() !== true);
  // Only where something seems to cover nothing the possible findings are looked at: that costs reading metadata and source.
  const inDoubt = complete ? unused() : [];
  if (inDoubt.length > 0) for (const candidate of hidden(new Set(inDoubt.map(({ rule }) => rule)))) covering(candidate, honoured, used);
  const problems = [
    ...suppressions.flatMap((suppression) => {
      const fault = faulty(suppression);
      return fault === undefined ? [] : [notice(fault, suppression.at())];
    }),
    ...(inDoubt.length > 0 ? unused() : []).map((suppression) => {
      const owner = ownerBeside(suppression, candidates);
      const advice =
        owner === undefined ? 'covers no finding any more: remove it' : `does nothing: the finding here belongs to ${owner}, put it there`;
      return notice(`this suppression of ${suppression.rule} ${advice}`, suppression.at());
    }),
  ];
  return { findings, problems: distinct(problems) };
}

/** The suppressions that cover a finding; all of them count as used. */
function covering(candidate: Candidate, honoured: readonly Suppression[], used: Set<string>): readonly Suppression[] {
  const found = honoured.filter(({ rule, covers }) => rule === candidate.finding.ruleId && covers(candidate));
  for (const { copy } of found) used.add(copy);
  return found;
}

/** To what a finding belongs that stands where a suppression is written, and is about something else. */
function ownerBeside({ rule, covers }: Suppression, candidates: readonly Candidate[]): string | undefined {
  return candidates.find(
    ({ finding, owner, elsewhere }) => rule === finding.ruleId && elsewhere && covers({ finding, owner, ...elsewhere() }),
  )?.owner;
}

/** Why a suppression is not honoured, if it is not. */
function faultOf(suppression: Suppression, rules: readonly string[], today: string | undefined): string | undefined {
  if (!isOwn(suppression)) return undefined;
  const { rule, reason, reasonForm, expires } = suppression;
  if (!rules.includes(rule)) return `this suppression does nothing: there is no rule ${rule}${didYouMean(rule, rules)}`;
  if (reason === '') return `this suppression of ${rule} does nothing, since it gives no reason: write ${reasonForm}`;
  if (expires !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(expires))
    return `this suppression of ${rule} does nothing, since "${expires}" is no date: write it like 2026-12-31`;
  if (expires !== undefined && today !== undefined && today > expires)
    return `this suppression of ${rule} expired on ${expires}, so its findings count again`;
  return undefined;
}

/** What copies of one line in several Stages say is told once. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem] as const)).values()];
}
