/** The baseline on the command line: which file it is, what is read from it and what is written to it. */
import path from 'node:path';
import { decode } from '../core/read-json.js';
import { BASELINE_NAME, baselineText, readBaseline, type BaselineInput } from '../lint/baseline.js';
import { nodeFiles } from '../files/node.js';
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
 * The baseline that is asked for; undefined where there is none.
 * @param configured the file that the configuration names. @param folder of the configuration
 * @throws UsageError where a file that was named is not there. ConfigError where it is no baseline
 */
export function openBaseline(
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
 * Writes the baseline where that was asked for, and tells what became of it.
 * @returns whether it could be written; what could be linted only in part is not written down
 */
export function writeBaseline(
  before: BaselineInput,
  { baseline, exitCode }: LintResult,
  { cwd, error }: Pick<Streams, 'cwd' | 'error'>,
): boolean {
  const shown = path.relative(cwd, before.file);
  if (!baseline || exitCode === 2) {
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
