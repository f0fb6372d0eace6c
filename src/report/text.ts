/** The report for people: location first, a frame around the place, what is wrong, what to do, and a last line that counts. */
import type { Finding, Level, LintResult, Position, Problem, Related } from '../types.js';
import { visible } from './escape.js';
import { drawFrame } from './frame.js';
import { grouped, nameOfCopy, nameOfTemplate, type Group } from './group.js';
import { painter, wrap, type Paint, type Piece, type Style } from './layout.js';

export interface TextOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Whether more than ASCII can be shown. */
  readonly unicode: boolean;
}
interface Look extends TextOptions {
  readonly paint: Paint;
}

const STYLE: Readonly<Record<Level, Style>> = { error: 'red', warning: 'yellow', note: 'cyan' };
/** More copies than this are counted, not named. */
const NAMED_COPIES = 6;

export function textReport(result: LintResult, options: TextOptions): string {
  const look: Look = { ...options, width: Math.max(40, options.width), paint: painter(options.colour) };
  const groups = grouped(result.findings);
  const blocks = [
    ...groups.map((group) => findingLines(group, look)),
    [...ofWeight(result, 'fatal'), ...ofWeight(result, 'notice'), ...sourcesMissing(result)].flatMap((problem) =>
      problemLines(problem, look),
    ),
    [summaryLine(result, groups.length, look)],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

// ── Findings ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

function findingLines(group: Group, look: Look): readonly string[] {
  const { shown, others } = group,
    { paint, width } = look,
    style = STYLE[shown.level];
  const place = shown.source ?? shown.template,
    frame = place && drawFrame(place, { ...look, style });
  const margin = ' '.repeat((frame?.gutter ?? 1) + 1),
    indent = `${margin}  `;
  const template = shown.source && shown.template,
    told = [...shown.related, ...shown.flow].map(({ at }) => location(at));
  const label: Piece = [`${shown.confidence === 'possible' ? 'possible ' : ''}${shown.level}[${visible(shown.ruleId)}]`, style, 'bold'];
  const note = (name: string, ...pieces: readonly Piece[]): readonly string[] =>
    wrap([[`${name}:`, 'bold'], ...pieces], width, `${margin}= `, indent, paint);
  return [
    ...wrap([...(place ? ([[location(place), 'bold'], [': ']] satisfies Piece[]) : []), label], Infinity, '', '', paint),
    ...(frame ? [...frame.lines, paint(`${margin}${look.unicode ? '│' : '|'}`, 'dim')] : []),
    ...wrap([[visible(shown.message), 'bold']], width, margin, margin, paint),
    ...note('help', [` ${oneLine(shown.remedy)}`]),
    ...fixLines(shown.fix, note, indent),
    ...shown.related.flatMap((related) => note('note', [' '], ...placed(related, look))),
    ...(shown.flow.length > 0
      ? [...note('steps'), ...shown.flow.flatMap((step, index) => stepLines(step, index, shown.flow.length, indent, look))]
      : []),
    ...(template && !told.includes(location(template)) ? note(nameOfTemplate(template), [` ${location(template)}`]) : []),
    ...(others.length > 0 ? note('also in', [` ${copyNames(shown, others)}`]) : []),
  ];
}

/** What they are for, and how they are headed. */
const SNIPPETS: readonly (readonly [name: string, heading: string])[] = [
  ['cdk', 'in the CDK app that owns the key'],
  ['cli', 'with the AWS CLI'],
  ['json', 'as JSON'],
];

/** What would mend it; texts to paste are printed whole, whatever the width. */
function fixLines(
  fix: Finding['fix'],
  note: (name: string, ...pieces: readonly Piece[]) => readonly string[],
  indent: string,
): readonly string[] {
  if (!fix) return [];
  const snippets = SNIPPETS.flatMap(([name, heading]) => {
    const snippet = fix.snippets?.[name];
    return snippet === undefined ? [] : [...note(heading), indent + oneLine(snippet)];
  });
  return [...(fix.edits.length > 0 ? note('fix', [` ${oneLine(fix.title)} (${fix.safety})`]) : []), ...snippets];
}

function stepLines(step: Related, index: number, count: number, indent: string, look: Look): readonly string[] {
  const { width, paint } = look;
  const number = `${String(index + 1).padStart(String(count).length)}. `;
  return wrap(placed(step, look), width, indent + number, indent + ' '.repeat(number.length), paint);
}

function copyNames(shown: Finding, others: readonly Finding[]): string {
  const names = [...new Set(others.map((copy) => visible(nameOfCopy(shown, copy))))];
  return names.length <= NAMED_COPIES
    ? names.join(', ')
    : `${names.slice(0, NAMED_COPIES - 1).join(', ')} and ${names.length - NAMED_COPIES + 1} more`;
}

const location = ({ file, line, column }: Position): string => `${visible(file)}:${line}:${column}`;
const placed = ({ at, message }: Related, { unicode }: Look): readonly Piece[] => [
  [visible(message)],
  [` ${unicode ? '→' : '->'}\u00a0${location(at)}`, 'dim'],
];
/** The authors of rules may break a remedy into lines. */
const oneLine = (text: string): string => visible(text.trim().replace(/ *\r?\n */g, ' '));

// ── Problems and the count ───────────────────────────────────────────────────────────────────────────────────────────────

const ofWeight = ({ problems }: LintResult, weight: Problem['weight']): readonly Problem[] =>
  problems.filter((problem) => problem.weight === weight);

function sourcesMissing({ summary }: LintResult): readonly Problem[] {
  return summary.sourcesMissing.map((file) => ({
    weight: 'notice',
    at: { file },
    message: "the app's source was not found: calls on imported keys that leave no trace in the templates were not checked",
  }));
}

function problemLines({ weight, message, at }: Problem, { width, paint }: Look): readonly string[] {
  const place =
    at && [visible(at.file), at.line, at.line === undefined ? undefined : at.column].filter((part) => part !== undefined).join(':');
  const pieces: readonly Piece[] = [
    ...(place === undefined ? [] : ([[place, 'bold'], [': ']] satisfies Piece[])),
    [`${weight}:`, weight === 'fatal' ? 'red' : 'cyan', 'bold'],
    [` ${visible(message)}`],
  ];
  return wrap(pieces, width, '', '  ', paint);
}

function summaryLine(result: LintResult, places: number, { paint, unicode }: Look): string {
  const { errors, warnings, notes, suppressed, inBaseline, keys, resources, stacks, assemblies } = result.summary,
    fatal = ofWeight(result, 'fatal').length,
    findings = errors + warnings + notes;
  const found = [count(fatal, 'fatal problem'), count(errors, 'error'), count(warnings, 'warning'), count(notes, 'note')]
    .filter((text) => !text.startsWith('0 '))
    .join(', ');
  const where = places < findings && places > 0 ? ` in ${count(places, 'place')}` : '';
  const scanned = [
    count(keys, 'key'),
    count(resources, 'resource'),
    count(stacks, 'stack'),
    // Templates by themselves belong to none.
    ...(assemblies > 0 ? [count(assemblies, 'assembly', 'assemblies')] : []),
  ].join(', ');
  const style: Style = fatal + errors > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green',
    sign = !unicode ? '' : style === 'red' ? '✖ ' : style === 'yellow' ? '⚠ ' : '✔ ';
  const verdict = found === '' ? (keys === 0 ? 'No KMS key found' : inBaseline > 0 ? 'No new findings' : 'No findings') : found + where;
  const aside = [
    ...(suppressed > 0 ? [`, ${suppressed} suppressed`] : []),
    ...(inBaseline > 0 ? [`, ${inBaseline} in the baseline`] : []),
  ].join('');
  return `${paint(`${sign}${verdict}`, style, 'bold')}${aside} ${unicode ? '·' : '-'} ${paint(`scanned ${scanned}`, 'dim')}`;
}

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;
