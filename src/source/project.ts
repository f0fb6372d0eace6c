/** The app's source tree on this machine: where it is, how it is started, and how paths and compiled positions of another machine lead into it. */
import type * as traceMapping from '@jridgewell/trace-mapping';
import path from 'node:path';
import { object } from '../assembly/assembly.js';
import { decode, parseJson, readJson } from '../assembly/read-json.js';
import { load } from '../lazy.js';
import type { Files, Json } from '../types.js';
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
}

/** How far above the assembly a project folder is looked for. */
const LEVELS = 4;
export const SCRIPT = /\.([cm]?[jt]s|[jt]sx)$/;
const OTHER_LANGUAGES = /\.(py|java|cs|go|fs|vb)$/;
const SCRIPTS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'];

export function openTree(files: Files, assembly: string, where: { readonly root: string; readonly sourceRoot?: string }): SourceTree {
  const above = Array.from({ length: LEVELS }, (_, up) => path.resolve(assembly, ...Array<string>(up + 1).fill('..')));
  const home = above.find((folder) => files.read(path.join(folder, 'cdk.json')) !== undefined);
  const roots = [
    ...new Set(
      [where.sourceRoot, home, above[0], where.root].filter((folder) => folder !== undefined).map((folder) => path.resolve(folder)),
    ),
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
  const inside = (file: string): boolean =>
    roots.some((root) => {
      const to = path.relative(root, file);
      return !to.startsWith('..') && !path.isAbsolute(to);
    });
  const here = (file: string): string | undefined =>
    once(mapped, file, () => {
      const steps = file.split(/[\\/]+/).filter((step) => step !== '' && step !== '.' && !/^[A-Za-z]:$/.test(step));
      for (let skip = 0; skip < steps.length; skip++)
        for (const root of roots) {
          const candidate = path.join(root, ...steps.slice(skip));
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
    entry() {
      if (home === undefined) return undefined;
      const cdkJson = path.join(home, 'cdk.json'),
        script = scriptOf(appCommand(files, home), home, text);
      if (script !== undefined) return { file: script, line: 1, column: 1 };
      const lines = (text(cdkJson) ?? '').split(/\r\n|\n|\r/),
        at = lines.findIndex((line) => /"app"\s*:/.test(line));
      return { file: cdkJson, line: Math.max(at, 0) + 1, column: 1 };
    },
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

/** The command of `app` in cdk.json; one that only names a script of package.json is looked up there. */
function appCommand(files: Files, home: string): string {
  const read = readJson(files, path.join(home, 'cdk.json')),
    app = 'json' in read ? object(read.json)['app'] : undefined;
  if (typeof app !== 'string') return '';
  const script = /^(?:npm|pnpm|yarn|bun) (?:run )?(?:-s |--silent )?([\w:.-]+)\s*$/.exec(app)?.[1];
  const manifest = script === undefined ? undefined : readJson(files, path.join(home, 'package.json'));
  const found = manifest && 'json' in manifest && script !== undefined ? object(object(manifest.json)['scripts'])[script] : undefined;
  return typeof found === 'string' ? found : app;
}

/** The script that a command starts, as it is written in the project: `node dist/bin/app.js` where only bin/app.ts is there means bin/app.ts. */
function scriptOf(command: string, home: string, text: (file: string) => string | undefined): string | undefined {
  const words = command
    .split(/\s+|&&|;/)
    .map((word) => word.replace(/^["']|["']$/g, ''))
    .filter((word) => word !== '' && !word.startsWith('-'));
  const known = (file: string): string | undefined => (text(file) === undefined ? undefined : file);
  // The folder of a `cd` before it.
  const folders = [home, ...words.flatMap((word, i) => (words[i - 1] === 'cd' ? [path.resolve(home, word)] : []))];
  for (const word of words.toReversed())
    for (const folder of folders) {
      const named = OTHER_LANGUAGES.test(word)
        ? known(path.resolve(folder, word))
        : /\.(cs|fs|vb)proj$/.test(word)
          ? known(path.resolve(folder, path.dirname(word), 'Program.cs'))
          : undefined;
      if (named !== undefined) return named;
      if (!SCRIPT.test(word) && !word.includes('/')) continue;
      for (let steps = word.replace(/^\.\//, '').split('/'); steps.length > 0; steps = steps.slice(1)) {
        const found = scriptAt(path.resolve(folder, steps.join('/')), text);
        if (found !== undefined) return found;
      }
    }
  return undefined;
}

/** The script that a name without or with the extension of its compiled form means: `./x`, `./x.js` that is x.ts, `./x` that is x/index.ts. */
export function scriptAt(file: string, text: (file: string) => string | undefined): string | undefined {
  const stem = SCRIPT.exec(file) ? file.replace(SCRIPT, '') : undefined;
  const typed = stem === undefined ? [] : SCRIPTS.filter((ending) => ending.includes('t')).map((ending) => stem + ending);
  const compiled = /\.[cm]?jsx?$/.test(file);
  const candidates = [
    ...(compiled ? typed : []),
    ...(SCRIPT.test(file) ? [file] : []),
    ...SCRIPTS.map((ending) => file + ending),
    ...SCRIPTS.map((ending) => path.join(file, `index${ending}`)),
  ];
  return candidates.find((candidate) => text(candidate) !== undefined);
}
