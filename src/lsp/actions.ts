/** What an editor offers for a finding: the changes of its fix, and a comment that suppresses it. */
import path from 'node:path';
import type { CodeAction, TextEdit } from 'vscode-languageserver/node';
import { fix } from '../fix/fix.js';
import type { FixOptions } from '../fix/fix.js';
import type { LintInput } from '../lint/lint.js';
import type { FileChange, Finding } from '../types/report.js';
import type { Shown } from './diagnostics.js';
import { linesWithEnds, withComments } from '../suppress/comment.js';
import type { Texts } from './texts.js';

/** An action without the form that the client takes edits in. */
export interface QuickFix extends Pick<CodeAction, 'title' | 'isPreferred'> {
  readonly shown: Shown;
  /** By absolute path. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
}

/** What fixes are worked out with. */
export interface FixSetup {
  readonly input: LintInput;
  readonly promoted: readonly string[];
  readonly readOnly: FixOptions['readOnly'];
}

/** Changes of source and of cdk.json, in the texts as the app was synthesized; by fingerprint. */
export function proposedChanges(
  { input, promoted, readOnly }: FixSetup,
  texts: Texts,
  wanted: readonly Finding[],
): ReadonlyMap<string, readonly FileChange[]> {
  const fingerprints = new Set(wanted.map(({ fingerprint }) => fingerprint));
  const { before } = fix(
    { ...input, files: texts.was },
    {
      targets: ['source', 'cdk-json'],
      unsafe: true,
      promoted,
      readOnly,
      wanted: ({ fingerprint }) => fingerprints.has(fingerprint),
    },
  );
  return new Map(before.result.findings.flatMap(({ fingerprint, changes }) => (changes ? [[fingerprint, changes] as const] : [])));
}

/** The fix of what is shown, where one was found and the text that it changes is still there. */
export function fixAction(
  shown: Shown,
  changes: readonly FileChange[],
  { input: { root }, promoted }: FixSetup,
  texts: Texts,
): readonly QuickFix[] {
  const [finding] = shown.findings;
  if (!finding?.fix || changes.length === 0) return [];
  const { title, safety } = finding.fix;
  const now = changes.map((change) => texts.changeNow({ ...change, file: path.resolve(root, change.file) }));
  if (!now.every((change) => change !== undefined)) return [];
  const isSafe = safety === 'safe' || (safety === 'promotable' && promoted.includes(finding.ruleId));
  const edits = new Map(
    now.map(({ file, replacements }) => [
      file,
      replacements.map(({ line, column, endLine, endColumn, text }) => ({
        range: { start: { line: line - 1, character: column - 1 }, end: { line: endLine - 1, character: endColumn - 1 } },
        newText: text.replaceAll(/\r?\n/g, lineEnd(texts.text(file))),
      })),
    ]),
  );
  return [{ title: `Fix: ${title}${isSafe ? '' : ' (unsafe: look at what it changes)'}`, isPreferred: isSafe, shown, edits }];
}

/**
 * A comment above the line that suppresses the rule there, else behind it, as far as it changes nothing else; the reason is for the user
 * to write.
 */
export function suppressAction(shown: Shown, texts: Texts): readonly QuickFix[] {
  const { file, diagnostic } = shown;
  const rule = String(diagnostic.code);
  const text = texts.text(file);
  const wanted = [{ line: diagnostic.range.start.line + 1, rules: [rule], reason: 'say why' }];
  const done = (['above', 'behind'] as const)
    .map((side) => withComments(file, text, wanted, side))
    .find(({ refused }) => refused.size === 0);
  const title = `Suppress ${rule} on this line`;
  return done ? [{ title, isPreferred: false, shown, edits: new Map([[file, [changedLines(text, done.text)]]]) }] : [];
}

/** The lines that one text has in the place of another's, as one edit. */
function changedLines(before: string, after: string): TextEdit {
  const [old, now] = [linesWithEnds(before), linesWithEnds(after)];
  let start = 0;
  while (start < old.length && old[start] === now[start]) start++;
  let [end, nowEnd] = [old.length, now.length];
  for (; end > start && nowEnd > start && old[end - 1] === now[nowEnd - 1]; end--) nowEnd--;
  return { range: { start: { line: start, character: 0 }, end: { line: end, character: 0 } }, newText: now.slice(start, nowEnd).join('') };
}

const lineEnd = (text: string): string => (/\r\n|\n|\r/.exec(text) ?? ['\n'])[0];
