/** The configuration as a command gets it. */
import path from 'node:path';
import { rules as builtIn } from '../../rules/index.js';
import { configsBeside, findConfig, foldersUpward, unreadConfigs } from '../config/find.js';
import { isInside } from '../core/inside.js';
import { visible } from '../core/escape.js';
import { loadModule } from '../config/load-module.js';
import { reading, readLater, type Configured } from '../config/read.js';
import { nodeFiles } from '../files/node.js';
import type { NamedInput } from './inputs.js';
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

/**
 * Finds, reads and checks the configuration: the one that is named, else the nearest one from the working directory upward.
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
  if (file === undefined && !values['no-config'])
    for (const name of unreadConfigs(nodeFiles, cwd))
      error(
        `kms-lint: ${visible(name)} is not read: the configuration is kms-lint.config.json (or .jsonc, .ts, .mts, .cts, .mjs, .cjs, .js), or "kms-lint" in package.json\n`,
      );
  return readAt(file, { cwd, error }, named === undefined);
}

async function readAt(file: string | undefined, { cwd, error }: Pick<Streams, 'cwd' | 'error'>, isFound: boolean): Promise<Configured> {
  const [beside] = file !== undefined && isFound ? configsBeside(nodeFiles, file) : [];
  if (file !== undefined && beside !== undefined)
    error(`kms-lint: ${path.relative(cwd, file) || file} is the configuration; ${path.relative(cwd, beside)} beside it is not read\n`);
  const read = await readLater(reading(file, cwd, builtIn), loadModule);
  if ('faults' in read) throw new ConfigError(read.faults);
  return read;
}

/** A configuration with the apps, assemblies and templates that it holds for. */
export interface ConfiguredPart extends Configured {
  readonly homes: readonly string[];
}

/**
 * The configurations of all that is read: where one is named, or --no-config is given, that for all; else of each app the nearest one
 * from its folder upward. That of the working directory holds for what has none, and for what lies in another repository; the first is
 * the one for all that lies in no home of the others.
 * @throws as readConfig
 */
export async function readConfigs(
  values: OptionValues<typeof CONFIG_OPTIONS>,
  streams: Pick<Streams, 'cwd' | 'error'>,
  inputs: readonly NamedInput[],
): Promise<readonly [ConfiguredPart, ...ConfiguredPart[]]> {
  const { cwd } = streams;
  const here = findConfig(nodeFiles, cwd),
    top = foldersUpward(nodeFiles, cwd).at(-1) ?? cwd;
  const homesOf = new Map<string | undefined, string[]>();
  if (values.config === undefined && !values['no-config'])
    for (const { place, home } of inputs) {
      const isInRepository = isInside(top, place) && nodeFiles.realpath(place) !== undefined;
      const file = isInRepository ? (findConfig(nodeFiles, home) ?? here) : here;
      homesOf.set(file, [...(homesOf.get(file) ?? []), ...new Set([place, home])]);
    }
  const parts: ConfiguredPart[] = [];
  // That of the working directory comes first.
  for (const [file, homes] of [...homesOf].sort(([a], [b]) => Number(b === here) - Number(a === here)))
    parts.push({ ...(file === here ? await readConfig(values, streams) : await readAt(file, streams, true)), homes });
  const [first, ...others] = parts;
  return first ? [first, ...others] : [{ ...(await readConfig(values, streams)), homes: [] }];
}
