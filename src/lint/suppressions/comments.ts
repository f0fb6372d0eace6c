/**
 * Suppressions in the source, as comments: `kms-lint-disable-next-line RULE -- reason` above the line that a finding stands on,
 * `kms-lint-disable-line` on it, `kms-lint-disable` before and `kms-lint-enable` behind a block, `kms-lint-disable-file` for all.
 */
import type { Finding, Problem } from '../../types/report.js';
import { didYouMean } from '../../core/nearest.js';
import { notice, type Suppression, type Found } from './suppression.js';

export const NEXT_LINE = 'kms-lint-disable-next-line';
export const LINE = 'kms-lint-disable-line';
const ENABLE = 'kms-lint-enable';
const DISABLE = [NEXT_LINE, LINE, 'kms-lint-disable', 'kms-lint-disable-file'] as const;
type Disable = (typeof DISABLE)[number];
/** How a comment of a directive begins, in the languages of CDK and in YAML. */
const COMMENT = /(?:\/\/|\/\*|\*|#)\s*(kms-lint-(?:disable|ignore|enable)[\w-]*)([^\n]*)/;

/** Whether a text begins with a directive. */
export const DIRECTIVE = new RegExp(`^(?:${COMMENT.source})`);

/** The directive on a line. start: where its word begins. */
export function directiveOn(
  line: string,
): { readonly word: string; readonly start: number; readonly rules: readonly string[]; readonly reason: string } | undefined {
  const [, word, rest = ''] = COMMENT.exec(line) ?? [];
  return word === undefined ? undefined : { word, start: line.indexOf(word), ...read(rest.replace(/\r$/, '')) };
}

/** Whether a text can hold a directive: spares reading its lines. */
export const mayHoldDirectives = (text: string): boolean => text.includes('kms-lint-');

/**
 * The directives of a file.
 * @param file as findings name it. @param text what stands in it. @param path where it is, for notices.
 * @param doubtful whether findings may stand on other lines of it than they should, or on none
 */
export function commentsIn(file: string, text: string, path: string, doubtful: () => boolean): Found {
  const lines = text.split(/\r\n|\n|\r/);
  const suppressions: Suppression[] = [];
  const problems: Problem[] = [];
  for (const [index, line] of lines.entries()) {
    const [, word, rest = ''] = COMMENT.exec(line) ?? [];
    if (word === undefined) continue;
    const at = { file: path, line: index + 1, column: line.indexOf('kms-lint-') + 1 };
    const { rules, reason } = read(rest);
    if (word === ENABLE) {
      if (!endsBlock(lines, index, rules))
        problems.push(notice('this kms-lint-enable ends nothing: no kms-lint-disable of its rules stands above it', at));
      continue;
    }
    const directive = DISABLE.find((known) => known === word);
    if (directive === undefined) {
      const known = [...DISABLE, ENABLE];
      const meant = didYouMean(word, known) || `: write // ${NEXT_LINE} RULE -- why on the line above the one that the finding stands on`;
      problems.push(notice(`there is no ${word}${meant}`, at));
      continue;
    }
    if (rules.length === 0) problems.push(notice(`this comment names no rule: write // ${directive} RULE -- why`, at));
    for (const rule of rules) {
      const [first, last] = linesOf(directive, rule, lines, index);
      suppressions.push({
        by: 'comment',
        rule,
        reason,
        copy: `${file}:${index + 1}#${rule}`,
        at: () => at,
        doubtful,
        reasonForm: '-- why, after the rule',
        covers({ finding }) {
          const place = placeOf(finding);
          return place?.file === file && place.line >= first && place.line <= last;
        },
      });
    }
  }
  return { suppressions, problems };
}

/** `rule-a, rule-b -- why`. */
function read(rest: string): { readonly rules: readonly string[]; readonly reason: string } {
  const [named = '', ...said] = rest.replace(/\*\/.*$/, '').split(/\s--(?:\s|$)/);
  return { rules: named.split(/[\s,]+/).filter((name) => name !== ''), reason: said.join(' -- ').trim() };
}

/** The first and the last line that a directive is about, from 1. @param index its own, from 0 */
function linesOf(directive: Disable, rule: string, lines: readonly string[], index: number): readonly [first: number, last: number] {
  if (directive === 'kms-lint-disable-file') return [1, Infinity];
  if (directive === LINE) return [index + 1, index + 1];
  if (directive === NEXT_LINE) {
    const target = targetOf(lines, index);
    return [target, target];
  }
  const end = lines.findIndex((line, at) => {
    const [, word, rest = ''] = at > index ? (COMMENT.exec(line) ?? []) : [];
    return word === ENABLE && ends(read(rest).rules, rule);
  });
  return [index + 1, end < 0 ? Infinity : end + 1];
}

/** Whether an enable of these rules ends the block of a rule: one that names none ends all. */
const ends = (rules: readonly string[], rule: string): boolean => rules.length === 0 || rules.includes(rule);

/** Whether a kms-lint-disable above an enable is ended by it, and by no other before. */
function endsBlock(lines: readonly string[], index: number, rules: readonly string[]): boolean {
  return lines.some((line, before) => {
    const [, word, rest = ''] = before < index ? (COMMENT.exec(line) ?? []) : [];
    if (word !== 'kms-lint-disable') return false;
    return read(rest).rules.some((rule) => ends(rules, rule) && linesOf(word, rule, lines, before)[1] === index + 1);
  });
}

/** The file and line that a reader is sent to; comments are looked for there. JSON has none. */
export function placeOf({ source, template }: Finding): { readonly file: string; readonly line: number } | undefined {
  const place = source ?? template;
  return place && !place.file.endsWith('.json') ? place : undefined;
}

/** The line that a directive is about: the next that is no directive itself. From 1. */
function targetOf(lines: readonly string[], index: number): number {
  let target = index + 1;
  while (COMMENT.exec(lines[target] ?? '')?.[1] === NEXT_LINE) target += 1;
  return target + 1;
}
