/** The configuration as a command gets it. */
import path from 'node:path';
import { rules as builtIn } from '../../rules/index.js';
import { configsBeside, findConfig, foldersUpward, unreadConfigs } from '../config/find.js';
import { visible } from '../core/escape.js';
import { loadModule } from '../config/load-module.js';
import { reading, readLater, type Configured } from '../config/read.js';
import { nodeFiles } from '../files/node.js';
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
 * Finds, reads and checks the configuration: the one that is named, else the nearest one of all that is read, else that of the working
 * directory.
 * @param inputs the assemblies and templates that are read
 * @throws ConfigError that tells every fault. UsageError where the file that was named is not there
 */
export async function readConfig(
  values: OptionValues<typeof CONFIG_OPTIONS>,
  { cwd, error }: Pick<Streams, 'cwd' | 'error'>,
  inputs: readonly string[] = [],
): Promise<Configured> {
  const named = values.config === undefined ? undefined : path.resolve(cwd, values.config);
  if (named !== undefined && values['no-config']) throw new UsageError('--config and --no-config cannot both be given');
  if (named !== undefined && nodeFiles.read(named) === undefined) throw new UsageError(`there is no configuration ${values.config ?? ''}`);
  const file = values['no-config'] ? undefined : (named ?? configOf(inputs, { cwd, error }));
  if (file !== undefined) {
    const [beside] = named === undefined ? configsBeside(nodeFiles, file) : [];
    if (beside !== undefined)
      error(`kms-lint: ${path.relative(cwd, file) || file} is the configuration; ${path.relative(cwd, beside)} beside it is not read\n`);
  }
  if (file === undefined && !values['no-config'])
    for (const name of unreadConfigs(nodeFiles, cwd))
      error(
        `kms-lint: ${visible(name)} is not read: the configuration is kms-lint.config.json (or .jsonc, .ts, .mts, .cts, .mjs, .cjs, .js), or "kms-lint" in package.json\n`,
      );
  const read = await readLater(reading(file, cwd, builtIn), loadModule);
  if ('faults' in read) throw new ConfigError(read.faults);
  return read;
}

/** Where apps have configurations of their own that differ, none of these is read, and that is told. */
function configOf(inputs: readonly string[], { cwd, error }: Pick<Streams, 'cwd' | 'error'>): string | undefined {
  const here = findConfig(nodeFiles, cwd),
    top = foldersUpward(nodeFiles, cwd).at(-1) ?? cwd;
  const own = inputs.map((input) => {
    const isInRepository = input.startsWith(top + path.sep) && nodeFiles.realpath(input) !== undefined;
    return isInRepository ? (findConfig(nodeFiles, path.dirname(input)) ?? here) : here;
  });
  const [first, ...others] = [...new Set(own)];
  if (own.length > 0 && others.length === 0) return first;
  for (const config of new Set(own))
    if (config !== undefined && config !== here)
      error(
        `kms-lint: ${visible(path.relative(cwd, config))} is not read, since apps with other configurations are linted in the same run: ` +
          `run kms-lint in ${visible(path.relative(cwd, path.dirname(config)))}, or name the configuration for all with --config\n`,
      );
  return here;
}
