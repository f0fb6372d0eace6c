/** Many findings for people: each rule once, with what to do and where its findings stand. */
import { visible } from '../core/escape.js';
import type { Finding, LintResult } from '../types/report.js';
import { byGravity, type Group } from './group.js';
import { columns, type Piece } from './layout.js';
import { counted, locationText, oneLine } from './summary.js';

/** So many places are named of a rule; the rest is counted. */
const NAMED_PLACES = 10;

/** The findings of one rule. */
export interface RuleBlock {
  /** The gravest of them. */
  readonly shown: Finding;
  readonly title: string;
  readonly head: string;
  readonly remedy: string;
  /** Place and construct, in two columns. */
  readonly places: readonly (readonly [place: Piece, thing: Piece])[];
  /** `and 7 more places`; undefined where all are named. */
  readonly more: string | undefined;
}

/** The gravest rule first, of equals the most frequent. */
export function byRule(groups: readonly Group[], rules: LintResult['rules']): readonly RuleBlock[] {
  const byId = new Map<string, Group[]>();
  for (const group of groups) byId.set(group.shown.ruleId, [...(byId.get(group.shown.ruleId) ?? []), group]);
  return [...byId.values()]
    .map((same) => [...same].sort((a, b) => byGravity(a.shown, b.shown)))
    .sort((a, b) => (a[0] && b[0] ? byGravity(a[0].shown, b[0].shown) : 0) || b.length - a.length)
    .flatMap((same) => {
      const [first] = same;
      return first ? [ruleBlock(first.shown, same, rules)] : [];
    });
}

function ruleBlock(shown: Finding, same: readonly Group[], rules: LintResult['rules']): RuleBlock {
  const rule = rules.find(({ id }) => id === shown.ruleId);
  const findings = same.reduce((sum, { others }) => sum + 1 + others.length, 0);
  const named = same.slice(0, NAMED_PLACES).map(({ shown: one, others }) => {
    const place = one.source ?? one.template;
    const copies = others.length > 0 ? ` and ${counted(others.length, 'copy', 'copies')}` : '';
    return [place ? visible(locationText(place)) : '', visible(thingOf(one)) + copies] as const;
  });
  const width = Math.max(...named.map(([place]) => columns(place)));
  const rest = same.length - named.length;
  return {
    shown,
    title: visible(oneLine(rule?.title ?? shown.message)),
    head: `${counted(findings, 'finding')}${same.length < findings ? ` in ${counted(same.length, 'place')}` : ''}`,
    remedy: visible(oneLine(rule?.remedy ?? shown.remedy)),
    places: named.map(([place, thing]) => [[place], [' '.repeat(width - columns(place) + 2) + thing, 'dim']]),
    more: rest > 0 ? `and ${counted(rest, 'more place', 'more places')}` : undefined,
  };
}

const thingOf = ({ constructPath, stackName, logicalId, detail }: Finding): string =>
  constructPath?.replace(/\/Resource$/, '') ?? ([stackName, logicalId].filter(Boolean).join('/') || detail);
