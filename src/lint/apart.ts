/** Findings of one rule that share subject and detail are told apart by a number, so that none hides behind another. */
import type { Place } from '../types/files.js';
import type { Program } from '../types/program.js';
import type { TemplateFacts } from '../types/facts.js';
import type { ResourceId } from '../types/values.js';
import { stackFinder, type Said } from './run.js';

/**
 * Of those that differ in place or message the first keeps its detail, the next is `detail#2`. The certain ones come first, so that
 * `--pedantic` changes no number; then the place decides, by its stack and what stands in the template, which is the same in every Stage.
 */
export function toldApart(said: readonly Said[], program: Pick<Program, 'stacks'>): readonly Said[] {
  const stackOf = stackFinder(program);
  const alike = new Map<string, Said[]>();
  for (const one of said) {
    const facts = stackOf(one.stack, one.report);
    const { constructPath, at, detail } = one.report;
    const key = JSON.stringify([one.rule.id, facts?.id, constructPath ?? one.resource ?? resourceAt(at, facts), detail]);
    const same = alike.get(key);
    if (same) same.push(one);
    else alike.set(key, [one]);
  }
  /** What is said twice of one place in the same words is one finding, and has one text. */
  const textOf = ({ report: { at, message } }: Said): string =>
    JSON.stringify([stackOf(undefined, { at })?.id ?? at.file, 'pointer' in at ? at.pointer : String(at.start).padStart(9, '0'), message]);
  const details = new Map<Said, string>();
  for (const same of [...alike.values()].filter(({ length }) => length > 1)) {
    const inOrder = [true, false].flatMap((sure) =>
      same
        .filter(({ certain }) => certain === sure)
        .map(textOf)
        .sort(),
    );
    const texts = [...new Set(inOrder)];
    for (const one of same) {
      const number = texts.indexOf(textOf(one)) + 1;
      if (number > 1) details.set(one, `${one.report.detail}#${number}`);
    }
  }
  return said.map((one) => {
    const detail = details.get(one);
    return detail === undefined ? one : { ...one, report: { ...one.report, detail } };
  });
}

/** The resource of this stack's template that a place lies in. */
export function resourceAt(at: Place, facts: TemplateFacts | undefined): ResourceId | undefined {
  if (!facts || !('pointer' in at) || at.file !== facts.file) return undefined;
  const [, logicalId] = /^\/Resources\/([^/]+)/.exec(at.pointer) ?? [];
  return logicalId === undefined ? undefined : `${facts.id}#${logicalId}`;
}
