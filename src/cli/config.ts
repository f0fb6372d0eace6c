/** The configuration as a command gets it: found, read, loaded where it is code, checked, with the rules of the user. */
import path from 'node:path';
import { rules as builtIn } from '../../rules/index.js';
import { openLocator } from '../assembly/locate.js';
import { readJson } from '../core/read-json.js';
import { checkForm, checkRules } from '../config/check.js';
import { rulesOf } from '../config/custom-rules.js';
import { configsBeside, findConfig, inPackage, PACKAGE_KEY } from '../config/find.js';
import { pathOf, type ConfigFault } from '../config/messages.js';
import { nodeFiles } from '../files/node.js';
import type { Address, Json } from '../types/files.js';
import type { AnyRule } from '../types/rule.js';
import type { Config } from '../types/config.js';
import type { Problem } from '../types/report.js';
import { ConfigError, UsageError, type Options, type Streams, type OptionValues } from './command.js';

/** The options of every command that takes the configuration. */
export const CONFIG_OPTIONS = {
  config: {
    type: 'string',
    value: 'FILE',
    help: 'the configuration to use (default: kms-lint.config.* from here upward, or package.json)',
  },
  'no-config': { type: 'boolean', help: 'use none' },
} as const satisfies Options;

export interface Configured {
  readonly config: Config;
  /** Where it stands; undefined where there is none. */
  readonly at: Address | undefined;
  /** What paths in the configuration are relative to. */
  readonly folder: string;
  /** The built-in rules and those of the user. */
  readonly rules: readonly AnyRule[];
}

/**
 * Finds, reads and checks the configuration.
 * @throws ConfigError that tells every fault. UsageError where the file that was named is not there
 */
export async function readConfig(
  values: OptionValues<typeof CONFIG_OPTIONS>,
  { cwd, error }: Pick<Streams, 'cwd' | 'error'>,
): Promise<Configured> {
  const named = values.config === undefined ? undefined : path.resolve(cwd, values.config);
  if (named !== undefined && values['no-config']) throw new UsageError('--config and --no-config cannot both be given');
  if (named !== undefined && nodeFiles.read(named) === undefined) throw new UsageError(`there is no configuration ${values.config ?? ''}`);
  const file = values['no-config'] ? undefined : (named ?? findConfig(nodeFiles, cwd));
  if (file === undefined) return { config: {}, at: undefined, folder: cwd, rules: builtIn };
  const shown = path.relative(cwd, file) || file;
  const [beside] = named === undefined ? configsBeside(nodeFiles, file) : [];
  if (beside !== undefined) error(`kms-lint: ${shown} is the configuration; ${path.relative(cwd, beside)} beside it is not read\n`);
  const tell = (faults: readonly ConfigFault[]): void => {
    if (faults.length > 0) throw new ConfigError(located(file, faults, shown));
  };
  const given = await contentOf(file, shown);
  tell(checkForm(given));
  const config = given as Config;
  const folder = path.dirname(file);
  const custom = await customRules(config.customRules ?? [], file);
  tell(custom.faults);
  const rules = [...builtIn, ...custom.rules];
  tell(checkRules(config, rules, new Set(builtIn.map(({ id }) => id))));
  return { config, at: { file, pointer: prefixOf(file) }, folder, rules };
}

async function contentOf(file: string, shown: string): Promise<unknown> {
  if (path.basename(file) === 'package.json') {
    const inside = inPackage(nodeFiles, file);
    if (inside === undefined) throw new ConfigError([`${shown}: it has no key "${PACKAGE_KEY}"`]);
    return inside;
  }
  if (file.endsWith('.json')) return jsonOf(file, shown);
  const module = await loaded(file);
  if ('reason' in module) throw new ConfigError([`${shown}: it cannot be loaded: ${module.reason}`]);
  const { default: content } = module.module as { readonly default?: unknown };
  if (content === undefined) throw new ConfigError([`${shown}: it has no default export, which should be the configuration`]);
  return content;
}

function jsonOf(file: string, shown: string): Json {
  const read = readJson(nodeFiles, file);
  if ('problem' in read) throw new ConfigError([faultLine(read.problem, shown)]);
  return read.json;
}

/**
 * The rules of the modules, in their order, and what is wrong with them. @param names paths from the folder of the configuration, or
 * packages.
 */
async function customRules(
  names: readonly string[],
  config: string,
): Promise<{ readonly rules: readonly AnyRule[]; readonly faults: readonly ConfigFault[] }> {
  const rules: AnyRule[] = [];
  const faults: ConfigFault[] = [];
  for (const [index, name] of names.entries()) {
    const known = new Set([...builtIn, ...rules].map(({ id }) => id));
    const read = await rulesIn(name, config, known);
    if ('rules' in read) rules.push(...read.rules);
    else faults.push(...read.faults.map((message) => ({ pointer: `/customRules/${index}`, message: `${name} ${message}` })));
  }
  return { rules, faults };
}

async function rulesIn(name: string, config: string, known: ReadonlySet<string>): Promise<ReturnType<typeof rulesOf>> {
  const file = await resolved(name, config);
  if (file === undefined)
    return { faults: [isPath(name) ? 'is not there' : 'is not installed here: install it, or write a path that starts with ./'] };
  const module = await loaded(file);
  return 'reason' in module ? { faults: [`cannot be loaded: ${module.reason}`] } : rulesOf(module.module, known);
}

const isPath = (name: string): boolean => /^\.{0,2}\//.test(name) || path.isAbsolute(name);

/** The file of a module, as an import in the configuration would find it. */
async function resolved(name: string, config: string): Promise<string | undefined> {
  if (isPath(name)) return nodeFiles.realpath(path.resolve(path.dirname(config), name));
  const { resolvePackage } = await import('./load-module.js');
  return resolvePackage(name, config);
}

/** Loads a module of the user, or tells why that failed. */
async function loaded(file: string): Promise<{ readonly module: unknown } | { readonly reason: string }> {
  const { loadModule } = await import('./load-module.js');
  try {
    return { module: await loadModule(file) };
  } catch (error) {
    return { reason: reasonOf(error, file) };
  }
}

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
function located(file: string, faults: readonly ConfigFault[], shown: string): readonly string[] {
  const locator = openLocator(nodeFiles);
  const lines = faults.map(({ pointer, message }) => {
    const at = file.endsWith('.json') ? locator.position({ file, pointer: prefixOf(file) + pointer }) : undefined;
    const place = at ? `${shown}:${at.line}:${at.column}` : shown;
    return { line: at?.line ?? 0, text: [place, ...(pointer === '' ? [] : [pathOf(pointer)]), message].join(': ') };
  });
  return lines.sort((a, b) => a.line - b.line).map(({ text }) => text);
}

/** Where in its file the configuration begins. */
const prefixOf = (file: string): string => (path.basename(file) === 'package.json' ? `/${PACKAGE_KEY}` : '');

function faultLine({ message, at }: Problem, shown: string): string {
  const place = [shown, at?.line, at?.line === undefined ? undefined : at.column].filter((part) => part !== undefined);
  return `${place.join(':')}: ${message}`;
}
