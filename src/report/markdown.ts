/**
 * The report as Markdown: for the summary of a CI job and for comments; with the cycles as a diagram and the table of who may do what with
 * each key.
 */
import { capital } from '../core/first-letter.js';
import type { KeyAccess, LintResult, Related } from '../types/report.js';
import type { Level } from '../types/config.js';
import type { Position } from '../types/files.js';
import { accessTable } from './access.js';
import { htmlText, markdownCellCode, markdownCode, markdownFence, markdownProse, markdownText } from '../core/escape.js';
import { blocksOf, byGravity, grouped, nameOfCopy, nameOfTemplate, type Block } from './group.js';
import { asideOf, locationText, noticesOf, ofWeight, oneLine, scannedOf, sentenceOf, snippetsOf, verdictOf } from './summary.js';

export interface MarkdownOptions {
  /** The address of a line on the web, where there is one. */
  readonly link?: (file: string, line: number) => string | undefined;
  /** Who may do what with each key: a table below the findings. */
  readonly access?: readonly KeyAccess[];
  /** The cycles between stacks as text of Mermaid: a diagram below the findings. */
  readonly diagram?: string;
}

const SIGN: Readonly<Record<Level, string>> = { error: '❌', warning: '⚠️', note: 'ℹ️' };
/** So many findings and keys are shown: a job summary may hold 1 MiB, a comment 65,536 characters. */
const MOST_FINDINGS = 100;
const MOST_KEYS = 50;
const LONGEST_LINE = 400;

export function markdownReport(result: LintResult, options: MarkdownOptions): string {
  const groups = [...blocksOf(grouped(result.findings))].sort((a, b) => byGravity(a.shown, b.shown));
  const blocks = [
    `## kms-lint: ${markdownText(verdictOf(result, groups.length))}`,
    markdownText(`${capital(scannedOf(result))}${asideOf(result)}.`),
    ...problemList(result),
    ...findingTable(groups, options),
    ...groups.slice(0, MOST_FINDINGS).map((group) => details(group, options)),
    ...(options.diagram === undefined ? [] : ['### Stacks that depend on each other', markdownFence('mermaid', options.diagram)]),
    ...accessBlocks(options.access ?? []),
  ];
  return `${blocks.map((block) => block.trimEnd()).join('\n\n')}\n`;
}

function findingTable(groups: readonly Block[], options: MarkdownOptions): readonly string[] {
  if (groups.length === 0) return [];
  const rows = groups.slice(0, MOST_FINDINGS).map(({ shown, also }) => {
    const place = shown.source ?? shown.template;
    return [
      levelText(shown),
      place ? placeText(place, options) : '',
      markdownCellCode(shown.ruleId),
      [shown, ...also.map((one) => one.shown)]
        .map(
          (finding, i) =>
            (i === 0 ? '' : `<br>also ${markdownCellCode(finding.ruleId)}: `) +
            markdownProse(oneLine(sentenceOf(finding)), markdownCellCode),
        )
        .join(''),
    ];
  });
  const table = [['', 'where', 'rule', 'what'], ['---', '---', '---', '---'], ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const more = groups.length - MOST_FINDINGS;
  return [table.join('\n'), ...(more > 0 ? [`And ${more} more.`] : [])];
}

/** What to do, folded away below the table. */
function details({ shown, others, also }: Block, options: MarkdownOptions): string {
  const place = shown.source ?? shown.template;
  const item = ({ at, message }: Related): string => `${markdownText(message)} (${placeText(at, options)})`;
  const copies = [...new Set(others.map((copy) => markdownText(nameOfCopy(shown, copy))))];
  const { source, template } = shown;
  return [
    `<details><summary>${SIGN[shown.level]} <code>${htmlText(shown.ruleId)}</code> ${place ? htmlText(locationText(place)) : ''}</summary>`,
    markdownProse(oneLine(sentenceOf(shown))),
    ...(place ? frameBlock(place) : []),
    ...also.map(
      (one) => `Also ${levelText(one.shown)} ${markdownCode(one.shown.ruleId)}: ${markdownProse(oneLine(sentenceOf(one.shown)))}`,
    ),
    `**What to do:** ${markdownProse(oneLine(shown.remedy))}`,
    ...snippetsOf(shown.fix).flatMap(({ heading, language, text }) => [`${capital(heading)}:`, markdownFence(language, text)]),
    ...(shown.flow.length > 0 ? [shown.flow.map((step, index) => `${index + 1}. ${item(step)}`).join('\n')] : []),
    ...(shown.related.length > 0 ? [shown.related.map((related) => `- ${item(related)}`).join('\n')] : []),
    ...(source && template ? [`${nameOfTemplate(template)}: ${placeText(template, options)}`] : []),
    ...(copies.length > 0 ? [`Also in ${copies.join(', ')}.`] : []),
    '</details>',
  ].join('\n\n');
}

/** The source lines; not those of a minified template, where a line is the whole file. */
function frameBlock({ file, frame }: Position): readonly string[] {
  if (!frame || frame.lines.some((line) => line.length > LONGEST_LINE)) return [];
  return [markdownFence(languageOf(file), frame.lines.join('\n'))];
}

function levelText({ level, confidence }: { level: Level; confidence: string }): string {
  return `${SIGN[level]} ${confidence === 'possible' ? 'possible ' : ''}${level}`;
}

function placeText(place: Pick<Position, 'file' | 'line' | 'column'>, { link }: MarkdownOptions): string {
  const text = markdownText(`${place.file}:${place.line}`);
  const url = link?.(place.file, place.line);
  return url === undefined ? text : `[${text}](${url})`;
}

function problemList(result: LintResult): readonly string[] {
  const problems = [...ofWeight(result, 'fatal'), ...noticesOf(result)];
  if (problems.length === 0) return [];
  const items = problems.map(({ weight, message, at }) => {
    const place = at ? `${markdownText(locationText(at))}: ` : '';
    return `- ${weight === 'fatal' ? '❌ **could not be linted**' : 'ℹ️'} ${place}${markdownText(message)}`;
  });
  return [items.join('\n')];
}

function accessBlocks(access: readonly KeyAccess[]): readonly string[] {
  if (access.length === 0) return [];
  const more = access.length - MOST_KEYS;
  return [
    '### Who may do what with each key',
    accessTable(access.slice(0, MOST_KEYS)),
    ...(more > 0 ? [`And ${more} keys more: \`kms-lint access\` shows all.`] : []),
  ];
}

const LANGUAGES = new Map(
  Object.entries({
    ts: 'ts',
    tsx: 'tsx',
    js: 'js',
    py: 'python',
    json: 'json',
    yaml: 'yaml',
    yml: 'yaml',
  }),
);
const languageOf = (file: string): string => LANGUAGES.get(file.slice(file.lastIndexOf('.') + 1)) ?? '';
