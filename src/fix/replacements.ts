/** Edits as what a report tells: the region that goes, and the text that comes. */
import { relative } from '../lint/relative.js';
import type { FileChange } from '../types/report.js';
import { lineAndColumn, type FileEdits, type Overlay } from './overlay.js';

/** @param base the files that the edits were made for */
export function fileChanges(edits: readonly FileEdits[], base: Overlay, root: string): readonly FileChange[] {
  return edits.map(({ file, edits: all }) => {
    const text = base.text(file) ?? '';
    const replacements = [...all]
      .sort((a, b) => a.start - b.start)
      .map((edit) => {
        const start = lineAndColumn(text, edit.start);
        const end = lineAndColumn(text, edit.end);
        return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column, text: edit.text };
      });
    return { file: relative(root, file), replacements };
  });
}
