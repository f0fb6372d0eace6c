/** The files as they are to be: a layer of changed texts over the disk, in which a lint sees a fix before it is written. */
import path from 'node:path';
import { decode } from '../core/read-json.js';
import type { Frame } from '../source/trace.js';
import type { Files } from '../types/files.js';
import { applyEdits, movedOffset, type TextEdit } from './text-edit.js';

export interface FileEdits {
  readonly file: string;
  readonly edits: readonly TextEdit[];
}
export interface ChangedFile {
  readonly file: string;
  /** The bytes as they were read. */
  readonly bytes: Uint8Array;
  readonly before: string;
  readonly after: string;
}
export interface Overlay {
  readonly files: Files;
  /** What a file holds now; undefined where it cannot be read, or not be written back as it was. */
  text(file: string): string | undefined;
  with(edits: readonly FileEdits[]): Overlay;
  /** The files that differ from the disk, in the order in which they were first changed. */
  readonly changes: readonly ChangedFile[];
  /** Where a place of the disk's text is now. */
  readonly moved: (frame: Frame) => Frame;
}

interface Layer extends ChangedFile {
  readonly rounds: readonly (readonly TextEdit[])[];
}

export function overlay(base: Files, layers: ReadonlyMap<string, Layer> = new Map()): Overlay {
  const files: Files = {
    ...base,
    read(file) {
      const layer = layers.get(path.resolve(file));
      return layer ? encoded(layer.after, layer.bytes) : base.read(file);
    },
    write: () => {
      throw new Error('nothing is written through an overlay');
    },
  };
  const original = (file: string): { readonly bytes: Uint8Array; readonly text: string } | undefined => {
    const bytes = base.read(file);
    const text = bytes && decode(bytes);
    // A text that is not valid in its encoding would not come back as it was.
    return bytes && text !== undefined && Buffer.compare(encoded(text, bytes), bytes) === 0 ? { bytes, text } : undefined;
  };
  return {
    files,
    text: (file) => layers.get(path.resolve(file))?.after ?? original(file)?.text,
    with(all) {
      const next = new Map(layers);
      for (const { file, edits } of all) {
        const name = path.resolve(file);
        const read = next.get(name) ?? fresh(name, original(name));
        if (!read || edits.length === 0) continue;
        next.set(name, { ...read, after: applyEdits(read.after, edits), rounds: [...read.rounds, edits] });
      }
      return overlay(base, next);
    },
    changes: [...layers.values()].filter(({ before, after }) => before !== after),
    moved(frame) {
      const layer = layers.get(path.resolve(frame.file));
      if (!layer) return frame;
      const offset = layer.rounds.reduce((at, edits) => movedOffset(edits, at), offsetOf(layer.before, frame.line, frame.column));
      return { ...frame, ...lineAndColumn(layer.after, offset) };
    },
  };
}

function fresh(file: string, read: { readonly bytes: Uint8Array; readonly text: string } | undefined): Layer | undefined {
  return read && { file, bytes: read.bytes, before: read.text, after: read.text, rounds: [] };
}

/** In the encoding that the file had. */
export function encoded(text: string, like: Uint8Array): Uint8Array {
  return Buffer.from(text, like[0] === 0xff && like[1] === 0xfe ? 'utf16le' : 'utf8');
}

const LINE_END = /\r\n|\n|\r/g;

/** The offset of a line and column, both counted from 1. */
export function offsetOf(text: string, line: number, column: number): number {
  const ends = [...text.matchAll(LINE_END)];
  const before = ends[line - 2];
  return (line === 1 || !before ? 0 : before.index + before[0].length) + column - 1;
}

/** The line and column of an offset, both counted from 1. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split(LINE_END);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
