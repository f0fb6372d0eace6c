/** Several changes of the same files as one: side by side where they can stand so, else one after another. */
import type * as diffLibrary from 'diff';
import { load } from '../core/lazy.js';
import { overlay, type FileEdits, type Overlay } from './overlay.js';
import type { Why } from './source/made.js';
import { conflicts, merged, type TextEdit } from './text-edit.js';

/** Makes its edits for the texts as they are in an overlay, over which the steps before have passed or not. */
export type FixStep = (over: Overlay) => readonly FileEdits[] | Why;

/** @returns edits of the texts of `over`, each file once */
export function inSteps(over: Overlay, steps: readonly FixStep[]): readonly FileEdits[] | Why {
  const alone = steps.map((step) => step(over));
  const refused = alone.find((one): one is Why => 'why' in one);
  if (refused) return refused;
  const all = alone.flatMap((one) => ('why' in one ? [] : one));
  return sideBySide(all) ?? oneByOne(over, steps);
}

/** The edits of each file together; undefined where two of them are in each other's way. */
export function sideBySide(all: readonly FileEdits[]): readonly FileEdits[] | undefined {
  const byFile = new Map<string, readonly TextEdit[]>();
  for (const { file, edits } of all) {
    const before = byFile.get(file) ?? [];
    if (before.some((one) => edits.some((other) => conflicts(one, other)))) return undefined;
    byFile.set(file, merged(before, edits));
  }
  return [...byFile].map(([file, edits]) => ({ file, edits }));
}

function oneByOne(over: Overlay, steps: readonly FixStep[]): readonly FileEdits[] | Why {
  let at = overlay(over.files);
  for (const step of steps) {
    const made = step(at);
    if ('why' in made) return made;
    at = at.with(made);
  }
  return at.changes.map(({ file, before, after }) => ({ file, edits: hunks(before, after) }));
}

/** The lines that differ, without what is the same at their beginning and end: so that the places on them stay known. */
function hunks(before: string, after: string): readonly TextEdit[] {
  const { diffLines } = load('diff') as typeof diffLibrary;
  const edits: TextEdit[] = [];
  let at = 0;
  for (const { value, added, removed } of diffLines(before, after)) {
    const last = edits.at(-1);
    if (added && last?.end === at && last.text === '') edits[edits.length - 1] = { ...last, text: value };
    else if (added) edits.push({ start: at, end: at, text: value });
    else if (removed) edits.push({ start: at, end: at + value.length, text: '' });
    if (!added) at += value.length;
  }
  return edits.map((edit) => trimmed(before, edit));
}

function trimmed(before: string, { start, end, text }: TextEdit): TextEdit {
  const old = before.slice(start, end);
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}
