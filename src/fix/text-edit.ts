/** Changes of a text by position: applied together, compared for conflicts, and what they do to other positions. */

/** Offsets in UTF-16 code units of the text as it was, the end exclusive. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** An insertion that brings its own separator, so that others may be inserted at the same place, in their order. */
  readonly joins?: boolean;
}

/** @throws where edits overlap: that is a bug of the caller */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of inOrder(edits)) {
    if (edit.start < at) throw new Error(`edits overlap at ${edit.start}`);
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** Whether both can be applied to the same text. Of two edits that are the same, one is enough. */
export function conflicts(one: TextEdit, other: TextEdit): boolean {
  if (sameEdit(one, other)) return false;
  if (one.start === one.end && other.start === other.end) return one.start === other.start && !(one.joins && other.joins);
  if (one.start < other.end && other.start < one.end) return true;
  // An insertion at the edge of a replaced range may stand among separators that go. Two ranges may touch.
  const isInsertion = one.start === one.end || other.start === other.end;
  return isInsertion && (one.start === other.end || other.start === one.end);
}

function sameEdit(one: TextEdit, other: TextEdit): boolean {
  return one.start === other.start && one.end === other.end && one.text === other.text;
}

/** The edits of both, each once. */
export function merged(one: readonly TextEdit[], other: readonly TextEdit[]): readonly TextEdit[] {
  return [...one, ...other.filter((edit) => !one.some((known) => sameEdit(known, edit)))];
}

/** Where an offset of the old text is in the new one. One inside a replaced range is at its start. */
export function movedOffset(edits: readonly TextEdit[], offset: number): number {
  let shift = 0;
  for (const edit of inOrder(edits)) {
    if (edit.start > offset || (edit.start === offset && edit.end > edit.start)) break;
    if (edit.end > offset) return edit.start + shift;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return offset + shift;
}

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}
