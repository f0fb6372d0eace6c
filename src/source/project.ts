/**
 * The app's source tree on this machine: where it is, how it is started, and how paths and compiled positions of another machine lead into
 * it.
 */
import type * as traceMapping from '@jridgewell/trace-mapping';
import path from 'node:path';
import { isInside } from '../core/inside.js';
import { decode, parseJson } from '../core/read-json.js';
import { load } from '../core/lazy.js';
import type { Files, Json } from '../types/files.js';
import { entryOf, otherLanguageOf } from './entry.js';
import type { Frame } from './trace.js';

export interface SourceTree {
  /** The folder of cdk.json, beside the assembly or above it. */
  readonly home: string | undefined;
  /** Whether there is a project: a cdk.json, or a folder that was named. */
  readonly found: boolean;
  /** The text of a file, read once. */
  text(file: string): string | undefined;
  /** The file that a path, perhaps of another machine or container, means here: its longest end that is a file of the project. */
  here(file: string): string | undefined;
  /** The place in what the user wrote, for one in JavaScript that was compiled from it; else the same. */
  original(frame: Frame): Frame;
  /** The files that a compiled file was made from, where its source map names them and they are there. */
  originals(file: string): readonly string[];
  /** Where the app starts, by `app` in cdk.json: its script, else the line of cdk.json itself. */
  entry(): Frame | undefined;
  /** The language of the app, by the same command, where it is neither TypeScript nor JavaScript. */
  otherLanguage(): string | undefined;
}

/** How far above the assembly a project folder is looked for. */
const LEVELS = 4;
/** Where the sources of the Java virtual machine's languages lie, by the custom of Maven and Gradle. */
const ON_JVM = /\.(java|kt|kts|scala|groovy)$/;
const JVM_FOLDERS = [
  '',
  'src/main/java',
  'src/main/kotlin',
  'src/main/scala',
  'src/main/groovy',
  'app/src/main/java',
  'app/src/main/kotlin',
];

export function openTree(files: Files, assembly: string, where: { readonly root: string; readonly sourceRoot?: string }): SourceTree {
  const above = Array.from({ length: LEVELS }, (_, up) => path.resolve(assembly, ...Array<string>(up + 1).fill('..')));
  const home = [where.sourceRoot, ...above].find(
    (folder) => folder !== undefined && files.read(path.join(folder, 'cdk.json')) !== undefined,
  );
  // An assembly from elsewhere is not of the project that one happens to be in.
  const around = isInside(path.resolve(where.root), path.resolve(assembly)) ? where.root : undefined;
  const roots = [
    ...new Set([where.sourceRoot, home, above[0], around].filter((folder) => folder !== undefined).map((folder) => path.resolve(folder))),
  ];
  const texts = new Map<string, string | undefined>(),
    mapped = new Map<string, string | undefined>(),
    maps = new Map<string, traceMapping.TraceMap | undefined>();
  const once = <T>(cache: Map<string, T>, key: string, make: () => T): T => {
    const known = cache.get(key);
    if (known !== undefined || cache.has(key)) return known as T;
    const made = make();
    cache.set(key, made);
    return made;
  };
  const text = (file: string): string | undefined =>
    once(texts, file, () => {
      const bytes = files.read(file);
      return bytes && decode(bytes);
    });
  /** Traces and maps are untrusted: nothing outside the project is shown. */
  const inside = (file: string): boolean => roots.some((root) => isInside(root, file));
  const here = (file: string): string | undefined =>
    once(mapped, file, () => {
      // What is on this machine, but not of the project, is no file of another machine.
      if (path.isAbsolute(file) && text(file) !== undefined) return inside(path.normalize(file)) ? path.normalize(file) : undefined;
      const steps = file.split(/[\\/]+/).filter((step) => step !== '' && step !== '.' && !/^[A-Za-z]:$/.test(step));
      const folders = roots.flatMap((root) => (ON_JVM.test(file) ? JVM_FOLDERS : ['']).map((folder) => path.join(root, folder)));
      for (let skip = 0; skip < steps.length; skip++)
        for (const folder of folders) {
          const candidate = path.join(folder, ...steps.slice(skip));
          if (inside(candidate) && text(candidate) !== undefined) return candidate;
        }
      return undefined;
    });
  const mapOf = (file: string): traceMapping.TraceMap | undefined =>
    once(maps, file, () => {
      if (!/\.[cm]?js$/.test(file)) return undefined;
      const json = sourceMap(file, text);
      if (json === undefined) return undefined;
      const { TraceMap } = load('@jridgewell/trace-mapping') as typeof traceMapping;
      // A map is evidence: a broken one leaves the place in the compiled file.
      try {
        return new TraceMap(json as unknown as string);
      } catch {
        return undefined;
      }
    });
  const sourceOf = (name: string | null, file: string): string | undefined => {
    if (name === null) return undefined;
    const beside = path.resolve(path.dirname(file), name.replace(/^file:\/\//, ''));
    return inside(beside) && text(beside) !== undefined ? beside : here(name.replace(/^[\w-]+:\/{2,3}(\w*\/)?/, ''));
  };
  return {
    home,
    found: home !== undefined || where.sourceRoot !== undefined,
    text,
    here,
    original(frame) {
      const map = mapOf(frame.file);
      if (!map) return frame;
      const { originalPositionFor } = load('@jridgewell/trace-mapping') as typeof traceMapping;
      const { source, line, column } = originalPositionFor(map, { line: Math.max(1, frame.line), column: Math.max(0, frame.column - 1) });
      const file = sourceOf(source, frame.file);
      return file === undefined || line === null ? frame : { file, line, column: column + 1 };
    },
    originals: (file) => (mapOf(file)?.resolvedSources ?? []).flatMap((source) => sourceOf(source, file) ?? []),
    entry: () => (home === undefined ? undefined : entryOf(files, home, text)),
    otherLanguage: () => (home === undefined ? undefined : otherLanguageOf(files, home)),
  };
}

/** The source map of a compiled file: named by its last sourceMappingURL, beside it or inside it. */
function sourceMap(file: string, text: (file: string) => string | undefined): Json | undefined {
  const url = [...(text(file) ?? '').matchAll(/^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm)].at(-1)?.[1];
  const [, encoded] = /^data:application\/json[^,]*;base64,(.+)$/.exec(url ?? '') ?? [];
  const found =
    encoded === undefined
      ? text(path.resolve(path.dirname(file), url === undefined || url.includes(':') ? `${path.basename(file)}.map` : url))
      : Buffer.from(encoded, 'base64').toString('utf8');
  const read = found === undefined ? undefined : parseJson(found, `${file}.map`);
  return read && 'json' in read ? read.json : undefined;
}
