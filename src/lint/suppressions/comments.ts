/** Suppressions in the source: `// kms-lint-disable-next-line RULE -- reason` on the line above the one that a finding stands on. */
import type { Finding, Problem } from '../../types/report.js';
import { notice, type Suppression, type Found } from './suppression.js';

const DIRECTIVE = 'kms-lint-disable-next-line';
/** How a comment of a directive begins, in the languages of CDK and in YAML. */
const COMMENT = /(?:\/\/|\/\*|\*|#)\s*(kms-lint-(?:disable|ignore|enable)[\w-]*)([^\n]*)/;
const FORM = `// ${DIRECTIVE} RULE -- why`;

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
    if (word !== DIRECTIVE) {
      problems.push(notice(`there is no ${word}: write ${FORM} on the line above the one that the finding stands on`, at));
      continue;
    }
    const [named = '', ...said] = rest.replace(/\*\/\s*$/, '').split(/\s--(?:\s|$)/);
    const rules = named.split(/[\s,]+/).filter((name) => name !== '');
    if (rules.length === 0) problems.push(notice(`this comment names no rule: write ${FORM}`, at));
    const target = targetOf(lines, index);
    for (const rule of rules)
      suppressions.push({
        by: 'comment',
        rule,
        reason: said.join(' -- ').trim(),
        copy: `${file}:${index + 1}#${rule}`,
        at: () => at,
        doubtful,
        reasonForm: '-- why, after the rule',
        covers: ({ finding }) => placeOf(finding)?.file === file && placeOf(finding)?.line === target,
      });
  }
  return { suppressions, problems };
}

/** The file and line that a reader is sent to; comments are looked for there. JSON has none. */
export function placeOf({ source, template }: Finding): { readonly file: string; readonly line: number } | undefined {
  const place = source ?? template;
  return place && !place.file.endsWith('.json') ? place : undefined;
}

/** The line that a directive is about: the next that is no directive itself. From 1. */
function targetOf(lines: readonly string[], index: number): number {
  let target = index + 1;
  while (COMMENT.exec(lines[target] ?? '')?.[1] === DIRECTIVE) target += 1;
  return target + 1;
}
