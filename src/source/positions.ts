/** Finds the line of the app's source that made a construct, though the app may have run on another machine. */

import { objectOf } from '../core/json.js';
import { strings, type Entries, type Entry } from '../assembly/construct-metadata.js';
import type { Files, Position } from '../types/files.js';
import { whereNow } from './edited.js';
import { openTree, type SourceTree } from './project.js';
import { userFrames, withColumn, type Frame } from './trace.js';

/** Where a place of the time of synthesis is now, in a file that was edited since; undefined where that is not known. */
export type Moved = (frame: Frame) => Frame | undefined;

/** How places are told of an app that may have run elsewhere, and before its files were edited. */
export interface Where {
  /** Of the repository. */
  readonly root: string;
  /** The app's folder, where it is not beside the assembly. */
  readonly sourceRoot?: string;
  readonly moved?: Moved;
  /** Whether a file is newer than the assembly: then what its lines were at the time of synthesis is guessed by what stands there now. */
  readonly changed?: (file: string) => boolean;
}

export interface SourceProject {
  /** Whether a project folder (with a cdk.json, or named) was found around the assembly. */
  readonly found: boolean;
  readonly tree: SourceTree;
  /**
   * Its own frame, else its nearest ancestor's, else the stack's: undefined where CDK wrote no trace of them, or their files are not here.
   * @param constructPath without leading slash. @param options property: prefer the line that assigned it; trace: the trace that comes
   * with a warning.
   */
  locate(
    entries: Entries,
    constructPath: string,
    options: { readonly property?: string; readonly trace?: readonly string[] },
  ): Position | undefined;
  /**
   * The user's own lines that made this very construct, or its resource, the innermost first; undefined stands for one that is not here.
   */
  creation(entries: Entries, constructPath: string): readonly (Frame | undefined)[];
  /** The same lines as the assembly names them, wherever they are. */
  told(entries: Entries, constructPath: string): readonly Frame[];
}

/** @param assembly the folder of the assembly or of a Stage's nested assembly */
export function openProject(files: Files, assembly: string, where: Where): SourceProject {
  const tree = openTree(files, assembly, where),
    lines = new Map<string, readonly string[]>();
  const linesOf = (file: string): readonly string[] => {
    const text = lines.get(file) ?? (tree.text(file) ?? '').split(/\r\n|\n|\r/);
    lines.set(file, text);
    return text;
  };
  /** The line of the user's own file that a frame names, as it was. */
  const atSynthesis = (frame: Frame): Frame | undefined => {
    const file = tree.here(frame.file);
    if (file === undefined) return undefined;
    const exact = withColumn({ ...frame, file }, frame.cut ? (linesOf(file)[frame.line - 1] ?? '') : '');
    return tree.original(exact);
  };
  const here = (frame: Frame): Frame | undefined => {
    const then = atSynthesis(frame);
    return then && (where.moved?.(then) ?? then);
  };
  /** @param id of the construct that was made there */
  const position = (frame: Frame, id: string): Position | undefined => {
    const then = atSynthesis(frame);
    if (then === undefined) return undefined;
    const moved = where.moved?.(then),
      text = linesOf(then.file),
      now = !moved && where.changed?.(then.file) === true ? whereNow(text, then, id) : { at: moved ?? then, sure: true },
      { at } = now;
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
          ...(now.sure ? { frame: { firstLine: first, lines: text.slice(first - 1, at.line + 1) } } : {}),
        };
  };
  const told = (entries: Entries, constructPath: string): readonly Frame[] => {
    const [made = []] = [constructPath, `${constructPath}/Resource`].flatMap((path) => (entries.get(path) ?? []).flatMap(creation));
    return userFrames(made);
  };
  return {
    found: tree.found,
    tree,
    locate(entries, constructPath, { property, trace }) {
      for (const { frames, id } of tracesOf(entries, constructPath, property, trace))
        for (const frame of userFrames(frames)) {
          const found = position(frame, id);
          if (found) return found;
        }
      return undefined;
    },
    creation: (entries, constructPath) => told(entries, constructPath).map(here),
    told,
  };
}

/** Whether CDK wrote down where any construct of a stack was made: aws-cdk-lib before 2.251 does so with CDK_DEBUG alone. */
export function hasTraces(entries: Entries): boolean {
  for (const list of entries.values())
    if (list.some((entry) => creation(entry).some((frames) => userFrames(frames).length > 0))) return true;
  return false;
}

interface Trace {
  readonly frames: readonly string[];
  /** Of the construct that was made there; '' where the frames are those of something else. */
  readonly id: string;
}

/** The traces that may tell where a construct was made, the best first. */
function* tracesOf(
  entries: Entries,
  constructPath: string,
  property: string | undefined,
  trace: readonly string[] | undefined,
): Generator<Trace> {
  if (trace) yield { frames: trace, id: '' };
  const own = entries.get(constructPath) ?? [];
  if (property !== undefined)
    for (const { type, data } of own.toReversed())
      if (type === 'aws:cdk:propertyAssignment' && objectOf(data)['propertyName'] === property)
        yield { frames: strings(objectOf(data)['stackTrace']), id: '' };
  const madeAt = (path: string): readonly Trace[] =>
    (entries.get(path) ?? []).flatMap(creation).map((frames) => ({ frames, id: idOf(path) }));
  yield* madeAt(constructPath);
  for (let at = constructPath; at !== '';) {
    // An L2 construct has no frame of its own, but its resource was made in its constructor.
    yield* madeAt(`${at}/Resource`);
    at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
    yield* madeAt(at);
  }
}

/** The id that the user gave: an L2 construct calls its own resource Resource or Default. */
const idOf = (path: string): string =>
  path
    .replace(/\/(Resource|Default)$/, '')
    .split('/')
    .at(-1) ?? '';

/** Since aws-cdk-lib 2.251 a trace is an entry of its own; before, with CDK_DEBUG=1, it hangs on the logical id. */
function creation({ type, data, trace }: Entry): readonly (readonly string[])[] {
  return type === 'aws:cdk:creationStack' ? [strings(data)] : type === 'aws:cdk:logicalId' && trace.length > 0 ? [trace] : [];
}
