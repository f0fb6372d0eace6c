/** What a lint amounts to, in words that all reports share. */
import type { Finding, LintResult, Problem } from '../types/report.js';

export const counted = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

export const ofWeight = ({ problems }: LintResult, weight: Problem['weight']): readonly Problem[] =>
  problems.filter((problem) => problem.weight === weight);

/** What is worth knowing beside the findings: the notices, and apps whose source was not found. */
export function noticesOf(result: LintResult): readonly Problem[] {
  const missing = result.summary.sourcesMissing.map((file): Problem => ({
    weight: 'notice',
    at: { file },
    message: "the app's source was not found: calls on imported keys that leave no trace in the templates were not checked",
  }));
  return [...ofWeight(result, 'notice'), ...missing];
}

/** `2 errors, 1 warning`, or that there is nothing. @param places in how many places the findings stand, where copies are shown as one */
export function verdictOf(result: LintResult, places: number): string {
  const { errors, warnings, notes, keys, importedKeys, inBaseline } = result.summary;
  const counts = [
    [ofWeight(result, 'fatal').length, 'fatal problem'],
    [errors, 'error'],
    [warnings, 'warning'],
    [notes, 'note'],
  ] as const;
  const found = counts.filter(([number]) => number > 0).map(([number, name]) => counted(number, name));
  if (found.length === 0 && keys + importedKeys === 0) return 'No KMS key found';
  if (found.length === 0) return inBaseline > 0 ? 'No new findings' : 'No findings';
  const findings = errors + warnings + notes;
  return `${found.join(', ')}${places < findings && places > 0 ? ` in ${counted(places, 'place')}` : ''}`;
}

/** `, 1 suppressed, 2 in the baseline`: what is not among the findings; empty where there is nothing. */
export function asideOf({ summary: { suppressed, inBaseline } }: LintResult): string {
  return [...(suppressed > 0 ? [`, ${suppressed} suppressed`] : []), ...(inBaseline > 0 ? [`, ${inBaseline} in the baseline`] : [])].join(
    '',
  );
}

/** `scanned 4 keys, 2 imported keys, 18 resources, 6 stacks, 1 assembly; not judged: who may use 2 imported keys` */
export function scannedOf({ summary: { keys, importedKeys, resources, stacks, assemblies, notJudged } }: LintResult): string {
  const counts = [
    counted(keys, 'key'),
    ...(importedKeys > 0 ? [counted(importedKeys, 'imported key')] : []),
    counted(resources, 'resource'),
    counted(stacks, 'stack'),
    // Templates by themselves belong to none.
    ...(assemblies > 0 ? [counted(assemblies, 'assembly', 'assemblies')] : []),
  ];
  const unseen = [
    [notJudged.importedKeys, 'imported key', 'imported keys'],
    [notJudged.rolesOutside, 'role outside the app', 'roles outside the app'],
    [notJudged.unknownServices, 'use by a service not in the tables', 'uses by services not in the tables'],
  ] as const;
  const left = unseen.filter(([number]) => number > 0).map(([number, one, many]) => counted(number, one, many));
  return `scanned ${counts.join(', ')}${left.length > 0 ? `; access not judged: ${left.join(', ')}` : ''}`;
}

/** `lib/keys.ts:14:17`; where the line is not known, the file alone. */
export function locationText({ file, line, column }: { readonly file: string; readonly line?: number; readonly column?: number }): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}

/** The authors of rules may break a remedy into lines. */
export const oneLine = (text: string): string => text.trim().replace(/ *\r?\n */g, ' ');

/** What a finding says. Of what is only possible the sentence itself tells so, since it is read where no label stands beside it. */
export const sentenceOf = ({ confidence, message }: Pick<Finding, 'confidence' | 'message'>): string =>
  `${confidence === 'possible' ? 'Possible: ' : ''}${message}`;

/** Texts to paste where this app cannot mend it, with what each is for; `language` is that of a block of code. */
export interface Snippet {
  readonly name: string;
  readonly heading: string;
  readonly language: string;
  readonly text: string;
}
const SNIPPETS: readonly Omit<Snippet, 'text'>[] = [
  { name: 'cdk', heading: 'in the CDK app that owns the key', language: 'ts' },
  { name: 'cli', heading: 'with the AWS CLI', language: 'sh' },
  { name: 'json', heading: 'as JSON', language: 'json' },
];

export function snippetsOf(fix: Finding['fix']): readonly Snippet[] {
  return SNIPPETS.flatMap((snippet) => {
    const text = fix?.snippets?.[snippet.name];
    return text === undefined ? [] : [{ ...snippet, text: oneLine(text) }];
  });
}
