/** What an editor offers for a finding: the changes of its fix, and a comment that suppresses it. */
import path from 'node:path';
import type { CodeAction, TextEdit } from 'vscode-languageserver/node';
import { fix } from '../fix/fix.js';
import type { FixOptions } from '../fix/fix.js';
import type { LintInput } from '../lint/lint.js';
import type { FileChange, Finding } from '../types/report.js';
import type { Shown } from './diagnostics.js';
import { linesOf } from './line-map.js';
import type { Texts } from './texts.js';

/** An action without the form that the client takes edits in. */
export interface Action extends Pick<CodeAction, 'title' | 'isPreferred'> {
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
): readonly Action[] {
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

/** Comments begin with a hash in these; JSON has none. */
const HASH = /\.(py|ya?ml)$/;

/** A comment above the line that suppresses the rule there; the reason is for the user to write. */
export function suppressAction(shown: Shown, texts: Texts): readonly Action[] {
  const { file, diagnostic } = shown;
  if (file.endsWith('.json')) return [];
  const text = texts.text(file);
  const { line } = diagnostic.range.start;
  const [indent = ''] = /^\s*/.exec(linesOf(text)[line] ?? '') ?? [];
  const rule = String(diagnostic.code);
  const at = { line, character: 0 };
  const comment = `${indent}${HASH.test(file) ? '#' : '//'} kms-lint-disable-next-line ${rule} -- say why${lineEnd(text)}`;
  const title = `Suppress ${rule} on this line`;
  return [{ title, isPreferred: false, shown, edits: new Map([[file, [{ range: { start: at, end: at }, newText: comment }]]]) }];
}

const lineEnd = (text: string): string => (/\r\n|\n|\r/.exec(text) ?? ['\n'])[0];
