/** What apps tell each other: `--facts` writes it beside a lint, `--with` reads that of others. */
import { factsText } from '../lint/facts.js';
import type { Examined, LintInput } from '../lint/lint.js';
import { UsageError, type Options, type OptionValues, type Streams } from './command.js';
import { matching, type Inputs } from './inputs.js';
import { wrote } from './wrote.js';

export const FACTS_OPTIONS = {
  facts: { type: 'string', value: 'FILE', help: 'write what other apps need to know of this one, for --with and kms-lint link' },
  with: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    help: 'link with the facts of other apps, which are not linted: files or globs; may be repeated',
  },
} as const satisfies Options;

/** The files of facts that are read. */
export function withFacts({ with: given }: OptionValues<typeof FACTS_OPTIONS>, { cwd }: Pick<Streams, 'cwd'>): Pick<LintInput, 'facts'> {
  return given === undefined ? {} : { facts: given.flatMap((pattern) => matching(pattern, cwd)) };
}

/**
 * Writes the facts that were asked for; of an app that could not be read whole, none.
 * @returns whether nothing went wrong
 */
export function writeFacts(
  examined: Examined,
  { files, root }: Inputs,
  values: OptionValues<typeof FACTS_OPTIONS>,
  streams: Streams,
): boolean {
  const { facts } = values;
  if (facts === undefined) return true;
  if (facts === '') throw new UsageError('--facts needs the name of a file');
  if (examined.result.exitCode === 2) {
    streams.error('kms-lint: no facts were written, since something could not be linted\n');
    return false;
  }
  return wrote(facts, factsText(examined, files, root), streams);
}
