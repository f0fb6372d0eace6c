/** Finds the line of the app's source that made a construct, though the app may have run on another machine. */

import { objectOf } from '../core/json.js';
import { strings, type Entries, type Entry } from '../assembly/construct-metadata.js';
import type { Files, Position } from '../types/files.js';
import { openTree, type SourceTree } from './project.js';
import { userFrames, withColumn, type Frame } from './trace.js';

/** Where a place of the time of synthesis is now, in a file that was edited since. */
export type Moved = (frame: Frame) => Frame;

export interface SourceProject {
  /** Whether a project folder (with a cdk.json, or named) was found around the assembly. */
  readonly found: boolean;
  readonly tree: SourceTree;
  /**
   * Its own frame, else its nearest ancestor's, the stack's, the app's entry, cdk.json: undefined only where there is no project.
   * @param constructPath without leading slash. @param options property: prefer the line that assigned it; trace: the trace that comes with a warning.
   */
  locate(
    entries: Entries,
    constructPath: string,
    options: { readonly property?: string; readonly trace?: readonly string[] },
  ): Position | undefined;
  /** The user's own lines that made this very construct, or its resource, the innermost first; undefined stands for one that is not here. */
  creation(entries: Entries, constructPath: string): readonly (Frame | undefined)[];
}

/** @param assembly the folder of the assembly or of a Stage's nested assembly. @param where root: of the repository; sourceRoot: the app's folder, where it is not beside the assembly. */
export function openProject(
  files: Files,
  assembly: string,
  where: { readonly root: string; readonly sourceRoot?: string; readonly moved?: Moved },
): SourceProject {
  const tree = openTree(files, assembly, where),
    lines = new Map<string, readonly string[]>();
  const linesOf = (file: string): readonly string[] => {
    const text = lines.get(file) ?? (tree.text(file) ?? '').split(/\r\n|\n|\r/);
    lines.set(file, text);
    return text;
  };
  const here = (frame: Frame): Frame | undefined => {
    const file = tree.here(frame.file);
    if (file === undefined) return undefined;
    const exact = withColumn({ ...frame, file }, frame.cut ? (linesOf(file)[frame.line - 1] ?? '') : ''),
      original = tree.original(exact);
    return where.moved?.(original) ?? original;
  };
  const position = (frame: Frame): Position | undefined => {
    const at = here(frame);
    if (at === undefined) return undefined;
    const text = linesOf(at.file);
    const line = text[at.line - 1],
      first = Math.max(1, at.line - 1);
    return line === undefined
      ? undefined
      : {
          file: at.file,
          line: at.line,
          // Where no column is told: where the code of the line begins.
          column: Math.min(Math.max(at.column, line.search(/\S|$/) + 1), line.length + 1),
          endLine: at.line,
          endColumn: line.length + 1,
          frame: { firstLine: first, lines: text.slice(first - 1, at.line + 1) },
        };
  };
  return {
    found: tree.found,
    tree,
    locate(entries, constructPath, { property, trace }) {
      for (const frames of tracesOf(entries, constructPath, property, trace))
        for (const frame of userFrames(frames)) {
          const found = position(frame);
          if (found) return found;
        }
      const entry = tree.entry();
      return entry && position(entry);
    },
    creation(entries, constructPath) {
      const [made = []] = [constructPath, `${constructPath}/Resource`].flatMap((path) => (entries.get(path) ?? []).flatMap(creation));
      return userFrames(made).map(here);
    },
  };
}

/** The traces that may tell where a construct was made, the best first. */
function* tracesOf(
  entries: Entries,
  constructPath: string,
  property: string | undefined,
  trace: readonly string[] | undefined,
): Generator<readonly string[]> {
  if (trace) yield trace;
  const own = entries.get(constructPath) ?? [];
  if (property !== undefined)
    for (const { type, data } of own.toReversed())
      if (type === 'aws:cdk:propertyAssignment' && objectOf(data)['propertyName'] === property) yield strings(objectOf(data)['stackTrace']);
  yield* own.flatMap(creation);
  for (let at = constructPath; at !== '';) {
    // An L2 construct has no frame of its own, but its resource was made in its constructor.
    yield* (entries.get(`${at}/Resource`) ?? []).flatMap(creation);
    at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
    yield* (entries.get(at) ?? []).flatMap(creation);
  }
}

/** Since aws-cdk-lib 2.251 a trace is an entry of its own; before, with CDK_DEBUG=1, it hangs on the logical id. */
function creation({ type, data, trace }: Entry): readonly (readonly string[])[] {
  return type === 'aws:cdk:creationStack' ? [strings(data)] : type === 'aws:cdk:logicalId' && trace.length > 0 ? [trace] : [];
}
