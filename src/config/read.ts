/**
 * Reads the configuration and the rules of the user, and checks both. Their modules are loaded by whoever can: the command line waits for
 * them, a synthesis cannot.
 */
import path from 'node:path';
import { openLocator } from '../assembly/locate.js';
import { readJson } from '../core/read-json.js';
import { nodeFiles } from '../files/node.js';
import type { Config } from '../types/config.js';
import type { Address, Json } from '../types/files.js';
import type { Problem } from '../types/report.js';
import type { AnyRule } from '../types/rule.js';
import { checkForm, checkRules } from './check.js';
import { rulesOf } from './custom-rules.js';
import { inPackage, PACKAGE_KEY } from './find.js';
import { resolvePackage } from './load-module.js';
import { pathOf, type ConfigFault } from './messages.js';

export interface Configured {
  readonly config: Config;
  /** Where it stands; undefined where there is none. */
  readonly at: Address | undefined;
  /** What paths in the configuration are relative to. */
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
  if (file === undefined) return { config: {}, at: undefined, folder: cwd, rules: builtIn };
  const shown = path.relative(cwd, file) || file;
  const content = yield* contentOf(file, shown);
  if ('faults' in content) return content;
  const wrongForm = checkForm(content.given);
  if (wrongForm.length > 0) return located(file, wrongForm, shown);
  const config = content.given as Config;
  const custom = yield* customRules(config.customRules ?? [], file, builtIn);
  const rules = [...builtIn, ...custom.rules];
  const faults = custom.faults.length > 0 ? custom.faults : checkRules(config, rules, new Set(builtIn.map(({ id }) => id)));
  return faults.length > 0
    ? located(file, faults, shown)
    : { config, at: { file, pointer: prefixOf(file) }, folder: path.dirname(file), rules };
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
  if (file.endsWith('.json')) {
    const read = readJson(nodeFiles, file);
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
  const file = isPath(name) ? nodeFiles.realpath(path.resolve(path.dirname(config), name)) : resolvePackage(name, config);
  if (file === undefined)
    return { faults: [isPath(name) ? 'is not there' : 'is not installed here: install it, or write a path that starts with ./'] };
  const loaded = yield file;
  return 'reason' in loaded ? { faults: [`cannot be loaded: ${loaded.reason}`] } : rulesOf(loaded.module, known);
}

const isPath = (name: string): boolean => /^\.{0,2}\//.test(name) || path.isAbsolute(name);

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
function located(file: string, faults: readonly ConfigFault[], shown: string): Faulty {
  const locator = openLocator(nodeFiles);
  const lines = faults.map(({ pointer, message }) => {
    const at = file.endsWith('.json') ? locator.position({ file, pointer: prefixOf(file) + pointer }) : undefined;
    const place = at ? `${shown}:${at.line}:${at.column}` : shown;
    return { line: at?.line ?? 0, text: [place, ...(pointer === '' ? [] : [pathOf(pointer)]), message].join(': ') };
  });
  return { faults: lines.sort((a, b) => a.line - b.line).map(({ text }) => text) };
}

/** Where in its file the configuration begins. */
const prefixOf = (file: string): string => (path.basename(file) === 'package.json' ? `/${PACKAGE_KEY}` : '');

function faultLine({ message, at }: Problem, shown: string): string {
  const place = [shown, at?.line, at?.line === undefined ? undefined : at.column].filter((part) => part !== undefined);
  return `${place.join(':')}: ${message}`;
}
