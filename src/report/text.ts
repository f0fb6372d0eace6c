/** The report for people: location first, a frame around the place, what is wrong, what to do, and a last line that counts. */
import type { Finding, LintResult, Problem, Related } from '../types/report.js';
import type { Level } from '../types/config.js';
import type { Position } from '../types/files.js';
import { visible } from '../core/escape.js';
import { drawFrame } from './frame.js';
import { byRule, type RuleBlock } from './by-rule.js';
import { blocksOf, grouped, nameOfCopy, nameOfTemplate, type Block, type Group } from './group.js';
import { painter, wrap, type Hyperlink, type Paint, type Piece, type TextStyle } from './layout.js';
import { ruleAddresses } from './rule-address.js';
import { snippetLines } from './snippet.js';
import { countsByRule, fixableText, statisticsLines } from './statistics.js';
import { asideOf, locationText, noticesOf, ofWeight, oneLine, scannedOf, sentenceOf, snippetsOf, verdictOf } from './summary.js';

export interface TextOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Whether more than ASCII can be shown. */
  readonly unicode: boolean;
  /** Errors only, and nothing where there is none. */
  readonly quiet?: boolean;
  /** All copies, the lines of every place that is named, references, and what is suppressed. */
  readonly verbose?: boolean;
  /** Counts by rule in place of the findings. */
  readonly statistics?: boolean;
  /** The rules whose promotable fixes `--fix` applies, too. */
  readonly promoted?: readonly string[];
  /** Where a click on a place leads; undefined where the terminal has no links. */
  readonly fileLink?: (file: string, line: number) => string | undefined;
  /** Whether the ids of rules lead to their pages. */
  readonly links?: boolean;
}
interface Look extends TextOptions {
  readonly paint: Paint;
  /** The addresses of a rule, the first of them where its id leads. */
  readonly references: (ruleId: string) => readonly string[];
}

const STYLE: Readonly<Record<Level, TextStyle>> = { error: 'red', warning: 'yellow', note: 'cyan' };
/** More copies than this are counted, not named. */
const NAMED_COPIES = 6;
/** More places than this are shown by rule, where not all is asked for. */
const SINGLE_PLACES = 20;

export function textReport(result: LintResult, options: TextOptions): string {
  const rules = new Map(
    result.rules.map((rule) => [rule.id, ruleAddresses(rule)]),
  );
  const look: Look = {
    ...options,
    width: Math.max(40, options.width),
    paint: painter(options.colour, options.links === true || options.fileLink !== undefined),
    references: (id) => rules.get(id) ?? [],
  };
  const { quiet = false, verbose = false } = options;
  const all = blocksOf(grouped(result.findings));
  const groups = quiet ? all.filter(({ shown }) => shown.level === 'error') : all;
  const problems = [...ofWeight(result, 'fatal'), ...(quiet ? [] : noticesOf(result))];
  const isMany = !verbose && groups.length > SINGLE_PLACES;
  const shownGroups = groups.flatMap((block) => [block, ...block.also]);
  const blocks = [
    ...(options.statistics === true
      ? []
      : isMany
        ? byRule(shownGroups, result.rules).map((rule) => ruleLines(rule, look))
        : groups.map((group, index) => findingLines(group, groups[index - 1], look))),
    problems.flatMap((problem) => problemLines(problem, look)),
    ...(verbose ? [result.findings.flatMap((finding) => suppressedLines(finding, look))] : []),
    ...(quiet && groups.length + problems.length === 0
      ? []
      : [[...countLines(shownGroups, isMany, look), summaryLine(result, all.length, look)]]),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

// ── Findings ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** @param before what is shown above it: where that is of the same place, the frame stands there already */
function findingLines({ shown, others, also }: Block, before: Block | undefined, look: Look): readonly string[] {
  const { paint, width, verbose = false } = look;
  const style = STYLE[shown.level];
  const place = placeOf(shown);
  const frame = place && drawFrame(place, { ...look, style });
  const isFirst = !before || !isSamePlace(place, placeOf(before.shown));
  const margin = ' '.repeat((frame?.gutter ?? 1) + 1);
  const indent = `${margin}  `;
  const note = (name: string, ...pieces: readonly Piece[]): readonly string[] =>
    wrap([[`${name}:`, 'bold'], ...pieces], width, `${margin}= `, indent, paint);
  const template = shown.source && shown.template;
  const told = [...shown.related, ...shown.flow].map(({ at }) => locationText(at));
  const references = verbose ? look.references(shown.ruleId) : [];
  return [
    headLine(shown, place, look),
    ...(frame && isFirst ? [...frame.lines, paint(`${margin}${look.unicode ? '│' : '|'}`, 'dim')] : []),
    ...wrap([[visible(sentenceOf(shown)), 'bold']], width, margin, margin, paint),
    ...also.flatMap((one) => note('also', [' '], ...alsoPieces(one.shown, place, look))),
    ...note('help', [` ${visible(oneLine(shown.remedy))}`]),
    ...fixLines(shown.fix, note, indent, look),
    ...shown.related.flatMap((related) => [...note('note', [' '], ...placed(related, look)), ...placeLines(related.at, indent, look)]),
    ...(shown.flow.length > 0 ? note('steps') : []),
    ...shown.flow.flatMap((step, index) => stepLines(step, index, shown.flow.length, indent, look)),
    ...(template && !told.includes(locationText(template)) ? note(nameOfTemplate(template), [' '], location(template, look)) : []),
    ...(others.length > 0 ? note('also in', [` ${copyNames(shown, others, look)}`]) : []),
    ...references.flatMap((url) => note('see', [' '], [visible(url), { url }])),
  ];
}

/** All findings of a rule: what it is about and what to do once, then the places. */
function ruleLines({ shown, title, head, remedy, places, more }: RuleBlock, look: Look): readonly string[] {
  const { paint, width } = look;
  const [reference] = look.references(shown.ruleId);
  const id: Piece = [visible(shown.ruleId), STYLE[shown.level], 'bold', ...linkTo(look.links === true ? reference : undefined)];
  return [
    wrap([levelPiece(shown), id, [']', STYLE[shown.level], 'bold'], [`: ${head}`]], Infinity, '', '', paint).join(''),
    ...wrap([[title, 'bold']], width, '  ', '  ', paint),
    ...wrap([['help:', 'bold'], [` ${remedy}`]], width, '  = ', '    ', paint),
    ...places.map((pieces) => `    ${pieces.map(([text, ...styles]) => paint(text, ...styles)).join('')}`),
    ...(more === undefined ? [] : [`    ${paint(more, 'dim')}`]),
  ];
}

const levelPiece = ({ level, confidence }: Finding): Piece => [
  `${confidence === 'possible' ? 'possible ' : ''}${level}[`,
  STYLE[level],
  'bold',
];

const placeOf = ({ source, template }: Finding): Position | null => source ?? template;

function isSamePlace(a: Position | null, b: Position | null): boolean {
  if (a === null || b === null) return false;
  return a.file === b.file && a.line === b.line && a.column === b.column && a.endColumn === b.endColumn;
}

function headLine(shown: Finding, place: Position | null, look: Look): string {
  const [reference] = look.references(shown.ruleId);
  const id: Piece = [visible(shown.ruleId), STYLE[shown.level], 'bold', ...linkTo(look.links === true ? reference : undefined)];
  const pieces: readonly Piece[] = [
    ...(place ? ([location(place, look, 'bold'), [': ']] satisfies Piece[]) : []),
    levelPiece(shown),
    id,
    [']', STYLE[shown.level], 'bold'],
  ];
  return wrap(pieces, Infinity, '', '', look.paint).join('');
}

/** A finding that goes with the one above it: its place only where that is another. */
function alsoPieces(finding: Finding, place: Position | null, look: Look): readonly Piece[] {
  const own = placeOf(finding);
  return [
    levelPiece(finding),
    [visible(finding.ruleId), STYLE[finding.level], 'bold'],
    [']', STYLE[finding.level], 'bold'],
    ...(own && !isSamePlace(place, own) ? ([[' at '], location(own, look)] satisfies Piece[]) : []),
    [`: ${visible(sentenceOf(finding))}`],
  ];
}

/** What would mend it; of the texts to paste the first, and the others where much is asked for. */
function fixLines(
  fix: Finding['fix'],
  note: (name: string, ...pieces: readonly Piece[]) => readonly string[],
  indent: string,
  { width, verbose = false }: Look,
): readonly string[] {
  if (!fix) return [];
  const snippets = snippetsOf(fix)
    .slice(0, verbose ? undefined : 1)
    .flatMap(({ heading, language, text }) => [
      ...note(heading),
      ...snippetLines({ language, text: visible(text) }, width - indent.length).map((line) => indent + line),
    ]);
  return [...(fix.edits.length > 0 ? note('fix', [` ${visible(oneLine(fix.title))} (${fix.safety})`]) : []), ...snippets];
}

function stepLines(step: Related, index: number, count: number, indent: string, look: Look): readonly string[] {
  const { width, paint } = look;
  const number = `${String(index + 1).padStart(String(count).length)}. `;
  const inner = indent + ' '.repeat(number.length);
  return [...wrap(placed(step, look), width, indent + number, inner, paint), ...placeLines(step.at, inner, look)];
}

/** The line of another place; those of generated files only where much is asked for. */
function placeLines(at: Position, indent: string, look: Look): readonly string[] {
  if (look.verbose !== true && /\.(json|ya?ml|template)$/.test(at.file)) return [];
  const frame = drawFrame(at, { ...look, width: look.width - indent.length, style: 'blue', short: true });
  return frame ? frame.lines.map((line) => indent + line) : [];
}

function copyNames(shown: Finding, others: readonly Finding[], { verbose = false }: Look): string {
  const names = [...new Set(others.map((copy) => visible(nameOfCopy(shown, copy))))];
  if (verbose || names.length <= NAMED_COPIES) return names.join(', ');
  return `${names.slice(0, NAMED_COPIES - 1).join(', ')} and ${names.length - NAMED_COPIES + 1} more`;
}

function location(at: Position, { fileLink }: Look, ...styles: TextStyle[]): Piece {
  return [visible(locationText(at)), ...styles, ...linkTo(fileLink?.(at.file, at.line))];
}

const linkTo = (url: string | undefined): Hyperlink[] => (url === undefined ? [] : [{ url }]);

/** The place stands behind its message, on the same line if it can. */
function placed({ at, message }: Related, look: Look): readonly Piece[] {
  return [[visible(message)], [` ${look.unicode ? '→' : '->'}\u00a0`, 'dim'], location(at, look, 'dim')];
}

function suppressedLines(finding: Finding, look: Look): readonly string[] {
  const { suppressed, ruleId, level, source, template } = finding;
  if (!suppressed) return [];
  const place = source ?? template;
  const pieces: readonly Piece[] = [
    ...(place ? ([location(place, look, 'bold'), [': ']] satisfies Piece[]) : []),
    [`suppressed ${level}[${visible(ruleId)}]`, 'dim'],
    [` ${visible(oneLine(sentenceOf(finding)))} (${visible(suppressed.by)}: ${visible(oneLine(suppressed.reason))})`],
  ];
  return wrap(pieces, look.width, '', '  ', look.paint);
}

// ── Problems and the count ───────────────────────────────────────────────────────────────────────────────────────────────

function problemLines({ weight, message, at }: Problem, { width, paint }: Look): readonly string[] {
  const pieces: readonly Piece[] = [
    ...(at ? ([[visible(locationText(at)), 'bold'], [': ']] satisfies Piece[]) : []),
    [`${weight}:`, weight === 'fatal' ? 'red' : 'cyan', 'bold'],
    [` ${visible(message)}`],
  ];
  return wrap(pieces, width, '', '  ', paint);
}

/** How many there are of each rule, and how many can be fixed. @param isMany whether the findings were shown by rule, with their numbers */
function countLines(groups: readonly Group[], isMany: boolean, { statistics = false, promoted, width, paint }: Look): readonly string[] {
  const counts = countsByRule(
    groups.flatMap(({ shown, others }) => [shown, ...others]),
    promoted,
  );
  if (statistics) return [...statisticsLines(counts), ...(counts.length > 0 ? [''] : [])];
  const rules = counts.map(({ ruleId, count }) => `${count}\u00a0${visible(ruleId)}`).join(', ');
  const fixable = fixableText(counts);
  return [
    ...(isMany
      ? wrap([[`More than ${SINGLE_PLACES} places, shown by rule: --verbose shows each with its source.`]], width, '', '', paint)
      : []),
    ...(counts.length > 1 && !isMany ? wrap([['By rule: ', 'bold'], [rules]], width, '', '  ', paint) : []),
    ...(fixable === undefined ? [] : [`${fixable}.`]),
  ];
}

const SIGN = { red: '✖ ', yellow: '⚠ ', green: '✔ ' } as const;

function summaryLine(result: LintResult, places: number, { paint, unicode }: Look): string {
  const { errors, warnings } = result.summary;
  const grave = errors + ofWeight(result, 'fatal').length;
  const style = grave > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green';
  const verdict = paint(`${unicode ? SIGN[style] : ''}${verdictOf(result, places)}`, style, 'bold');
  return `${verdict}${asideOf(result)} ${unicode ? '·' : '-'} ${paint(scannedOf(result), 'dim')}`;
}
