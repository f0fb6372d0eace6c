/** The baseline on the command line: which file it is, what is read from it and what is written to it. */
import path from 'node:path';
import { decode } from '../core/read-json.js';
import { BASELINE_NAME, baselineText, readBaseline, type BaselineInput } from '../lint/baseline.js';
import { nodeFiles } from '../files/node.js';
import type { Examined } from '../lint/lint.js';
import type { Config } from '../types/config.js';
import type { LintResult } from '../types/report.js';
import { ConfigError, UsageError, type Options, type Streams, type OptionValues } from './command.js';

export const BASELINE_OPTIONS = {
  baseline: {
    type: 'string',
    value: 'FILE',
    help: `findings that are accepted for now: only others count (default: ${BASELINE_NAME} beside the configuration,\nelse in the working directory, if it is there)`,
  },
  'no-baseline': { type: 'boolean', help: 'count all findings' },
  'update-baseline': { type: 'boolean', help: 'write all that is found now to the baseline' },
  'prune-baseline': { type: 'boolean', help: 'take out of the baseline what is found no more' },
} as const satisfies Options;

/**
 * The baseline that is asked for, of each configuration; undefined where there is none.
 * @param parts the configurations, each with its folder
 * @throws UsageError where a file that was named is not there. ConfigError where it is no baseline
 */
export function openBaselines(
  values: OptionValues<typeof BASELINE_OPTIONS>,
  streams: Pick<Streams, 'cwd'>,
  parts: readonly { readonly config: Pick<Config, 'baseline'>; readonly folder: string }[],
): readonly (BaselineInput | undefined)[] {
  // Of several apps one may have nothing to prune.
  const isThere = (file: string | undefined, folder: string): boolean =>
    nodeFiles.read(path.resolve(folder, file ?? BASELINE_NAME)) !== undefined;
  const some = parts.some(({ config, folder }) => isThere(config.baseline, folder));
  return parts.map(({ config, folder }) => {
    const isWithout = some && values['prune-baseline'] === true && values.baseline === undefined && config.baseline === undefined;
    return isWithout && !isThere(undefined, folder) ? undefined : openBaseline(values, streams, config.baseline, folder);
  });
}

function openBaseline(
  values: OptionValues<typeof BASELINE_OPTIONS>,
  { cwd }: Pick<Streams, 'cwd'>,
  configured: string | undefined,
  folder: string,
): BaselineInput | undefined {
  const { baseline: named, 'no-baseline': none, 'update-baseline': update, 'prune-baseline': prune } = values;
  if (update && prune) throw new UsageError('--update-baseline takes out what is gone, too: give one of the two');
  if (none && (named !== undefined || update || prune))
    throw new UsageError('--no-baseline cannot be given with another option of the baseline');
  if (none) return undefined;
  const asked = named === undefined ? configured && path.resolve(folder, configured) : path.resolve(cwd, named);
  const file = asked ?? path.join(folder, BASELINE_NAME);
  const bytes = nodeFiles.read(file);
  const change = update ? ({ change: 'update' } as const) : prune ? ({ change: 'prune' } as const) : {};
  if (bytes === undefined) {
    if (update) return { file, entries: [], ...change };
    if (asked === undefined && !prune) return undefined;
    throw new UsageError(`there is no baseline ${path.relative(cwd, file)}: make it with --update-baseline`);
  }
  const shown = path.relative(cwd, file);
  const read = readBaseline(decode(bytes), shown);
  if ('entries' in read) return { file, entries: read.entries, ...change };
  // A baseline with a conflict of a merge in it is mended by writing it anew.
  if (update) return { file, entries: [], ...change };
  const { at, message } = read.problem;
  const place = [shown, at?.line, at?.column].filter((part) => part !== undefined).join(':');
  throw new ConfigError([`${place}: ${message}`]);
}

/**
 * Writes the baselines where that was asked for, and tells what became of them.
 * @returns whether all could be written; what could be linted only in part is not written down
 */
export function writeBaselines(
  before: readonly BaselineInput[],
  { baselines, result }: Pick<Examined, 'baselines' | 'result'>,
  streams: Pick<Streams, 'cwd' | 'error'>,
): boolean {
  const asked = before.filter(({ change }) => change !== undefined);
  const written = asked.map((one) => {
    const now = baselines.find(({ file }) => file === one.file);
    return writeBaseline(one, now && { baseline: now, exitCode: result.exitCode }, streams);
  });
  return written.every((isWritten) => isWritten);
}

function writeBaseline(
  before: BaselineInput,
  now: Pick<LintResult, 'baseline' | 'exitCode'> | undefined,
  { cwd, error }: Pick<Streams, 'cwd' | 'error'>,
): boolean {
  const shown = path.relative(cwd, before.file);
  const baseline = now?.baseline;
  if (!baseline || now.exitCode === 2) {
    error(`kms-lint: ${shown} was not written, since not everything could be linted\n`);
    return false;
  }
  try {
    nodeFiles.write(before.file, Buffer.from(baselineText(baseline.entries)));
  } catch {
    error(`kms-lint: ${shown} cannot be written: is its folder there, and may you write to it?\n`);
    return false;
  }
  const { entries } = baseline;
  const stayed = before.entries.filter((old) => entries.some((entry) => JSON.stringify(entry) === JSON.stringify(old))).length;
  error(
    `kms-lint: ${shown} holds ${count(entries.length)}: ${entries.length - stayed} added, ${before.entries.length - stayed} taken out\n`,
  );
  return true;
}

const count = (findings: number): string => `${findings} finding${findings === 1 ? '' : 's'}`;
