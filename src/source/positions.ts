/** Finds the line of the app's source that made a construct, though the app may have run on another machine. */
import type * as traceMapping from '@jridgewell/trace-mapping';
import path from 'node:path';
import { object, type StackArtifact } from '../assembly/assembly.js';
import { strings, type Entries } from '../assembly/construct-metadata.js';
import { readJson } from '../assembly/read-json.js';
import { load } from '../lazy.js';
import type { Files, Position } from '../types.js';
import { userFrame, type Frame } from './trace.js';

export interface Project {
  /** Whether a project folder (with a cdk.json, or named) was found around the assembly. */
  readonly found: boolean;
  /** @param constructPath without leading slash. @param options property: prefer the line that assigned it; trace: the trace that comes with a warning. */
  locate(entries: Entries, constructPath: string, options: { readonly property?: string; readonly trace?: readonly string[] }): Position | undefined;
}

const LEVELS = 4;

export function openProject(files: Files, stage: StackArtifact['stage'], where: { readonly root: string; readonly sourceRoot?: string }): Project {
  const above = Array.from({ length: LEVELS }, (_, up) => path.resolve(stage, ...Array<string>(up + 1).fill('..')));
  const home = above.find((folder) => files.read(path.join(folder, 'cdk.json')) !== undefined);
  const roots = [...new Set([where.sourceRoot, home, above[0], where.root].filter((folder) => folder !== undefined))];
  const mapped = new Map<string, string | undefined>(), lines = new Map<string, readonly string[]>();
  const here = (file: string): string | undefined => {
    if (!mapped.has(file)) mapped.set(file, existing(file));
    return mapped.get(file);
  };
  /** The longest end of the path that is a file below one of the roots. */
  const existing = (file: string): string | undefined => {
    const steps = file.split(/[\\/]+/).filter((step) => step !== '' && step !== '.' && !/^[A-Za-z]:$/.test(step));
    for (let skip = 0; skip < steps.length; skip++) for (const root of roots) {
      const candidate = path.join(root, ...steps.slice(skip));
      if (!path.relative(root, candidate).startsWith('..') && files.read(candidate) !== undefined) return candidate;
    }
    return undefined;
  };
  const position = (frame: Frame): Position | undefined => {
    const file = here(frame.file), origin = file === undefined ? undefined : throughMap(files, { ...frame, file });
    if (origin === undefined) return undefined;
    const text = lines.get(origin.file) ?? Buffer.from(files.read(origin.file) ?? new Uint8Array()).toString('utf8').split(/\r\n|\n|\r/);
    lines.set(origin.file, text);
    const line = text[origin.line - 1];
    if (line === undefined) return undefined;
    const first = Math.max(1, origin.line - 1);
    return { file: origin.file, line: origin.line, column: Math.min(origin.column, line.length + 1), endLine: origin.line, endColumn: line.length + 1, frame: { firstLine: first, lines: text.slice(first - 1, origin.line + 1) } };
  };
  const entry = (): Position | undefined => {
    if (home === undefined) return undefined;
    const read = readJson(files, path.join(home, 'cdk.json')), app = 'json' in read ? object(read.json)['app'] : undefined;
    const script = typeof app === 'string' ? app.split(/\s+/).find((word) => /\.(ts|mts|cts|js|mjs|cjs|py|java|cs|go)$/.test(word) && files.read(path.join(home, word)) !== undefined) : undefined;
    return position({ file: path.join(home, script ?? 'cdk.json'), line: 1, column: 1 });
  };
  return {
    found: home !== undefined || where.sourceRoot !== undefined,
    locate(entries, constructPath, { property, trace }) {
      const traces: (readonly string[])[] = trace ? [trace] : [];
      for (let at = constructPath, own = true; ; at = at.slice(0, at.lastIndexOf('/')), own = false) {
        const list = entries.get(at) ?? [];
        if (own && property !== undefined) for (const { type, data } of list) if (type === 'aws:cdk:propertyAssignment' && object(data)['propertyName'] === property) traces.push(strings(object(data)['stackTrace']));
        for (const { type, data, trace: noted } of list) if (type === 'aws:cdk:creationStack') traces.push(strings(data)); else if (type === 'aws:cdk:logicalId') traces.push(noted);
        // An L2 construct has no frame of its own, but its resource was made in its constructor.
        if (!own) for (const { type, data } of entries.get(`${at}/Resource`) ?? []) if (type === 'aws:cdk:creationStack') traces.push(strings(data));
        if (!at.includes('/')) break;
      }
      for (const frames of traces) { const frame = userFrame(frames), found = frame && position(frame); if (found) return found; }
      return entry();
    },
  };
}

/** JavaScript that was compiled from something else, back to that, where its map is there. */
function throughMap(files: Files, frame: Frame): Frame {
  if (!/\.[cm]?js$/.test(frame.file)) return frame;
  const map = readJson(files, `${frame.file}.map`);
  if (!('json' in map)) return frame;
  const { TraceMap, originalPositionFor } = load('@jridgewell/trace-mapping') as typeof traceMapping;
  try {
    const { source, line, column } = originalPositionFor(new TraceMap(map.json as unknown as string, frame.file), { line: frame.line, column: frame.column - 1 });
    return source === null || files.read(source) === undefined ? frame : { file: source, line, column: column + 1 };
  } catch { return frame; }
}
