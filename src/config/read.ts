/**
 * Reads the configuration and the rules of the user, and checks both. Their modules are loaded by whoever can: the command line waits for
 * them, a synthesis cannot.
 */
import path from 'node:path';
import { openLocator } from '../assembly/locate.js';
import { decode, parseJsonWithComments } from '../core/read-json.js';
import { nodeFiles } from '../files/node.js';
import type { Config } from '../types/config.js';
import type { Json } from '../types/files.js';
import type { Problem } from '../types/report.js';
import type { AnyRule } from '../types/rule.js';
import { checkForm, checkRules } from './check.js';
import { rulesOf } from './custom-rules.js';
import { configIn, inPackage, isJsonConfig, PACKAGE_KEY } from './find.js';
import { join, type Layer } from './join.js';
import { resolvePackage } from './load-module.js';
import { pathOf, type ConfigFault } from './messages.js';

export interface Configured {
  /** What all its files say together. */
  readonly config: Config;
  /** The files, each with those before it that it goes on from: the last is the one that was found or named. Empty where there is none. */
  readonly layers: readonly Layer[];
  /** The folder of the last file, else the working directory. */
  readonly folder: string;
  /** The built-in rules and those of the user. */
  readonly rules: readonly AnyRule[];
}
/** What is wrong, each fault in one line, with its place. */
export interface Faulty {
  readonly faults: readonly string[];
}

/** A module of the user, or why it could not be loaded. */
export type LoadedModule = { readonly module: unknown } | { readonly reason: string };
/** Gives the files of the modules that are to be loaded, one after the other, and takes each as it comes. */
export type ConfigReading<T> = Generator<string, T, LoadedModule>;

/**
 * @param file the configuration; undefined where there is none
 * @param cwd what the places of faults are relative to
 * @param builtIn the rules of kms-lint
 */
export function* reading(file: string | undefined, cwd: string, builtIn: readonly AnyRule[]): ConfigReading<Configured | Faulty> {
  if (file === undefined) return { config: {}, layers: [], folder: cwd, rules: builtIn };
  const read = yield* layersOf(file, { cwd, within: [], seen: new Set() });
  if ('faults' in read) return read;
  const { layers } = read;
  const rules = [...builtIn];
  const faults: string[] = [];
  for (const { config, at } of layers) {
    const custom = yield* customRules(config.customRules ?? [], at.file, rules);
    rules.push(...custom.rules);
    faults.push(...located(at.file, custom.faults, cwd));
  }
  const own = new Set(builtIn.map(({ id }) => id));
  if (faults.length === 0) for (const { config, at } of layers) faults.push(...located(at.file, checkRules(config, rules, own), cwd));
  return faults.length > 0 ? { faults } : { config: join(layers), layers, folder: path.dirname(file), rules };
}

/** within: the files that lead to one by `extends`. seen: what was read already, which counts once. */
interface Way {
  readonly cwd: string;
  readonly within: readonly string[];
  readonly seen: Set<string>;
}

/** A file, behind those that it goes on from. */
function* layersOf(file: string, { cwd, within, seen }: Way): ConfigReading<{ readonly layers: readonly Layer[] } | Faulty> {
  const content = yield* contentOf(file, shownIn(cwd, file));
  if ('faults' in content) return content;
  const wrongForm = checkForm(content.given);
  if (wrongForm.length > 0) return { faults: located(file, wrongForm, cwd) };
  const config = content.given as Config;
  const layers: Layer[] = [];
  const names = config.extends === undefined ? [] : [config.extends].flat();
  for (const [index, name] of names.entries()) {
    const pointer = typeof config.extends === 'string' ? '/extends' : `/extends/${index}`;
    const wrong = (message: string): Faulty => ({ faults: located(file, [{ pointer, message }], cwd) });
    const base = extendedFile(name, file);
    if (typeof base !== 'string') return wrong(`${name} ${base.fault}`);
    const real = realpath(base);
    const way = [...within, realpath(file)];
    if (way.includes(real))
      return wrong(`this goes in a circle: ${[...way.slice(way.indexOf(real)), real].map((one) => shownIn(cwd, one)).join(' → ')}`);
    if (seen.has(real)) continue;
    seen.add(real);
    const read = yield* layersOf(base, { cwd, within: way, seen });
    if ('faults' in read) return read;
    layers.push(...read.layers);
  }
  return { layers: [...layers, { at: { file, pointer: prefixOf(file) }, config }] };
}

const realpath = (file: string): string => nodeFiles.realpath(file) ?? file;

/** The file that a name under `extends` means in a configuration, or why there is none, as the end of a sentence. */
function extendedFile(name: string, config: string): string | { readonly fault: string } {
  const isFile = (file: string): boolean => nodeFiles.read(file) !== undefined;
  const inFolder = (folder: string): string | undefined => configIn(nodeFiles, folder);
  if (isPath(name)) {
    const file = resolved(config, name);
    return (isFile(file) ? file : inFolder(file)) ?? { fault: `is not there: ${file} is no file, and no folder with a configuration` };
  }
  const file = resolvePackage(name, config);
  if (file !== undefined && path.isAbsolute(file) && isFile(file)) return file;
  const manifest = resolvePackage(`${name}/package.json`, config);
  const found = manifest === undefined ? undefined : inFolder(path.dirname(manifest));
  if (found !== undefined) return found;
  if (manifest !== undefined)
    return {
      fault: 'is installed, but holds no configuration: it needs a kms-lint.config.json, or "exports" in package.json that names one',
    };
  return isFile(resolved(config, name))
    ? { fault: `is taken for a package, which is not installed here: write ./${name}` }
    : { fault: 'is not installed here: install it, or write a path that begins with ./' };
}

/** Reads with modules that can only be waited for. */
export async function readLater<T>(work: ConfigReading<T>, load: (file: string) => Promise<unknown>): Promise<T> {
  let step = work.next();
  while (!step.done) {
    const file = step.value;
    step = work.next(
      await load(file).then(
        (module): LoadedModule => ({ module }),
        (error: unknown): LoadedModule => ({ reason: reasonOf(error, file) }),
      ),
    );
  }
  return step.value;
}

/** Reads with modules that are there at once. */
export function readNow<T>(work: ConfigReading<T>, load: (file: string) => unknown): T {
  const loaded = (file: string): LoadedModule => {
    try {
      return { module: load(file) };
    } catch (error) {
      return { reason: reasonOf(error, file) };
    }
  };
  let step = work.next();
  while (!step.done) step = work.next(loaded(step.value));
  return step.value;
}

function* contentOf(file: string, shown: string): ConfigReading<{ readonly given: unknown } | Faulty> {
  if (path.basename(file) === 'package.json') {
    const given = inPackage(nodeFiles, file);
    return given === undefined ? { faults: [`${shown}: it has no key "${PACKAGE_KEY}"`] } : { given };
  }
  if (isJsonConfig(file)) {
    const bytes = nodeFiles.read(file);
    if (bytes === undefined) return { faults: [`${shown}: the file is missing or cannot be read`] };
    const read = parseJsonWithComments(decode(bytes), file);
    return 'problem' in read ? { faults: [faultLine(read.problem, shown)] } : { given: read.json satisfies Json };
  }
  const loaded = yield file;
  if ('reason' in loaded) return { faults: [`${shown}: it cannot be loaded: ${loaded.reason}`] };
  const { default: given } = loaded.module as { readonly default?: unknown };
  return given === undefined ? { faults: [`${shown}: it has no default export, which should be the configuration`] } : { given };
}

/**
 * The rules of the modules, in their order, and what is wrong with them.
 * @param names paths from the folder of the configuration, or packages
 */
function* customRules(
  names: readonly string[],
  config: string,
  builtIn: readonly AnyRule[],
): ConfigReading<{ readonly rules: readonly AnyRule[]; readonly faults: readonly ConfigFault[] }> {
  const rules: AnyRule[] = [];
  const faults: ConfigFault[] = [];
  for (const [index, name] of names.entries()) {
    const known = new Set([...builtIn, ...rules].map(({ id }) => id));
    const read = yield* rulesIn(name, config, known);
    if ('rules' in read) rules.push(...read.rules);
    else faults.push(...read.faults.map((message) => ({ pointer: `/customRules/${index}`, message: `${name} ${message}` })));
  }
  return { rules, faults };
}

function* rulesIn(name: string, config: string, known: ReadonlySet<string>): ConfigReading<ReturnType<typeof rulesOf>> {
  // As an import in the configuration would find it.
  const file = isPath(name) ? nodeFiles.realpath(resolved(config, name)) : resolvePackage(name, config);
  if (file === undefined)
    return { faults: [isPath(name) ? 'is not there' : 'is not installed here: install it, or write a path that starts with ./'] };
  const loaded = yield file;
  return 'reason' in loaded ? { faults: [`cannot be loaded: ${loaded.reason}`] } : rulesOf(loaded.module, known);
}

const isPath = (name: string): boolean => /^\.{0,2}\/|^\.{1,2}(\\|$)/.test(name) || path.isAbsolute(name);

/** A path in a configuration, where a backslash parts folders as well, if it begins with one. */
const resolved = (config: string, name: string): string =>
  path.resolve(path.dirname(config), /^\.{1,2}\\/.test(name) ? name.replaceAll('\\', '/') : name);

/** The message of an error, with the line of the user's own file. */
function reasonOf(error: unknown, file: string): string {
  if (!(error instanceof Error)) return String(error);
  const [message = ''] = error.message.split('\n');
  const frame = (error.stack ?? '').split('\n').find((line) => line.includes(path.basename(file)) && /:\d+/.test(line));
  const [, place] = /:(\d+(?::\d+)?)\)?\s*$/.exec(frame ?? '') ?? [];
  const hint = /kms-lint\/(rule-kit|rule-tester)|'kms-lint'/.test(message)
    ? ' (kms-lint must be installed in the project: npm i -D kms-lint)'
    : '';
  return `${message}${place === undefined ? '' : ` (${path.basename(file)}:${place})`}${hint}`;
}

/** The faults in the order of the file, with line and column where the configuration is JSON. */
function located(file: string, faults: readonly ConfigFault[], cwd: string): readonly string[] {
  const locator = openLocator(nodeFiles),
    shown = shownIn(cwd, file);
  const lines = faults.map(({ pointer, message }) => {
    const at = isJsonConfig(file) ? locator.position({ file, pointer: prefixOf(file) + pointer }) : undefined;
    const place = at ? `${shown}:${at.line}:${at.column}` : shown;
    return { line: at?.line ?? 0, text: [place, ...(pointer === '' ? [] : [pathOf(pointer)]), message].join(': ') };
  });
  return lines.sort((a, b) => a.line - b.line).map(({ text }) => text);
}

const shownIn = (cwd: string, file: string): string => path.relative(cwd, file) || file;

/** Where in its file the configuration begins. */
const prefixOf = (file: string): string => (path.basename(file) === 'package.json' ? `/${PACKAGE_KEY}` : '');

function faultLine({ message, at }: Problem, shown: string): string {
  const place = [shown, at?.line, at?.line === undefined ? undefined : at.column].filter((part) => part !== undefined);
  return `${place.join(':')}: ${message}`;
}
