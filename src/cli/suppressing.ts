/** `kms-lint --suppress`: suppresses what is found, shows what came of it, writes. In the bundle of the other commands. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { isJsonConfig, PACKAGE_KEY } from '../config/find.js';
import { openJournal } from '../files/journal.js';
import { nodeFiles } from '../files/node.js';
import { readOnly } from '../fix/read-only.js';
import { writeChanges } from '../fix/write.js';
import { globCovers } from '../lint/globs.js';
import type { Examined, LintInput } from '../lint/lint.js';
import { relative } from '../lint/relative.js';
import { visible } from '../core/escape.js';
import { suppressFindings, type ConfigFile } from '../suppress/suppress.js';
import type { Config } from '../types/config.js';
import type { ExitCode, OptionValues, Streams } from './command.js';
import { UsageError } from './command.js';
import type { FIX_OPTIONS } from './fix-options.js';
import type { LintSettings } from './lint-settings.js';
import type { LOOK_OPTIONS } from './look.js';
import type { SUPPRESS_OPTIONS } from './suppress-options.js';

export interface Suppressing {
  readonly input: LintInput;
  readonly values: OptionValues<typeof SUPPRESS_OPTIONS & typeof LOOK_OPTIONS & Pick<typeof FIX_OPTIONS, 'construct'>>;
  readonly parts: LintSettings['parts'];
  readonly streams: Streams;
  readonly report: (examined: Examined) => ExitCode;
}

/** @throws UsageError where no reason is given */
export async function suppressAndReport({ input, values, parts, streams, report }: Suppressing): Promise<ExitCode> {
  const reason = await reasonOf(values.reason, streams);
  const { root, files } = input;
  const closed = readOnly(files, root, isIgnored);
  const configuration = (config: Config | undefined): ConfigFile | undefined => {
    const found = parts.find((part) => part.config === config)?.layers.at(-1)?.at.file;
    const file = found ?? path.join(streams.cwd, 'kms-lint.config.json');
    return isJsonConfig(file) ? { file, steps: path.basename(file) === 'package.json' ? [PACKAGE_KEY] : [] } : undefined;
  };
  const constructs = values.construct;
  const result = suppressFindings(input, {
    reason,
    wanted: ({ level, constructPath }) =>
      (values.quiet !== true || level === 'error') && (!constructs || (constructPath !== null && globCovers(constructs, [constructPath]))),
    readOnly: (name) => closed(name, /\.(json|ya?ml|template)$/i.test(name) ? 'template' : 'source'),
    configuration,
  });
  const { written, refused } = writeChanges(files, result.changes, openJournal(root));
  const failed = refused.length > 0 || !isMade(result.made, streams);
  const exit = report(failed ? result.before : result.after);
  const { error } = streams;
  for (const one of refused) error(`kms-lint: ${relative(root, one.file)} was not written: ${one.why}\n`);
  for (const one of failed ? written : [])
    if (refused.length > 0) error(`kms-lint: ${relative(root, one)} could not be put back and is changed\n`);
  if (failed) return 2;
  const byFile = new Map<string, number>();
  for (const one of result.suppressed) byFile.set(one.file, (byFile.get(one.file) ?? 0) + 1);
  for (const [name, count] of byFile) error(`kms-lint: ${visible(name)}: ${count} finding${count === 1 ? '' : 's'} suppressed\n`);
  // A comment above a line moves what is below. A lint finds it again by what stands there; a fix does not trust that.
  if (result.suppressed.some(({ finding: { source }, file }) => source?.file === file))
    error('kms-lint: run npx cdk synth: what was synthesized still names the lines of the source as they were before these comments\n');
  if (byFile.size === 0) error('kms-lint: there was nothing to suppress\n');
  for (const { finding, why } of result.left)
    error(`kms-lint: ${finding.ruleId} on ${visible(finding.constructPath ?? finding.subject)} was not suppressed: ${visible(why)}\n`);
  return exit;
}

function isMade(made: { readonly file: string; readonly text: string } | undefined, { cwd, error }: Streams): boolean {
  if (!made) return true;
  try {
    nodeFiles.write(made.file, Buffer.from(made.text));
    return true;
  } catch {
    error(`kms-lint: ${path.relative(cwd, made.file)} cannot be written: may you write to its folder?\n`);
    return false;
  }
}

/** On one line, and without what would end a comment. */
async function reasonOf(given: string | undefined, { ask }: Streams): Promise<string> {
  const said = given ?? (await ask?.('Why are these findings meant to stay? '));
  if (said === undefined)
    throw new UsageError("--suppress needs a reason, for whoever reads this next year: --reason 'why they are meant to stay'");
  const reason = said.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /').trim();
  if (reason === '') throw new UsageError('--reason must say why the findings are meant to stay');
  return reason;
}

/** Whether git ignores a file: then it is made by something. Without git nothing is. */
function isIgnored(file: string): boolean {
  return spawnSync('git', ['check-ignore', '--quiet', '--', file], { cwd: path.dirname(file), stdio: 'ignore' }).status === 0;
}
