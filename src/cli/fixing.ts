/** `kms-lint --fix`: fixes in memory, shows what came of it, writes. In the bundle of the other commands, since a lint needs none of it. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type * as diffLibrary from 'diff';
import { relative } from '../lint/relative.js';
import type { Examined, LintInput } from '../lint/lint.js';
import { fix, type FixOptions, type FixResult } from '../fix/fix.js';
import type { ChangedFile } from '../fix/overlay.js';
import type { Target } from '../fix/plan.js';
import { openJournal } from '../files/journal.js';
import { readOnly } from '../fix/read-only.js';
import { writeChanges } from '../fix/write.js';
import { load } from '../core/lazy.js';
import { fixTable } from '../report/fix-table.js';
import { globCovers } from '../lint/globs.js';
import type { Synth } from '../types/config.js';
import { oneOf, wholeNumber, type ExitCode, type Streams, type OptionValues } from './command.js';
import { FIX_TARGETS, type FixValues } from './fix-options.js';
import { gitRoot } from '../files/git-root.js';
import { lookOf, type LOOK_OPTIONS } from './look.js';
import type { Meter } from './meter.js';
import { proved, type Proved } from './prove.js';
import type { ReportRequest } from './reports.js';

export interface Fixing {
  readonly input: LintInput;
  readonly values: FixValues & OptionValues<typeof LOOK_OPTIONS>;
  /** The rules whose promotable fixes count as safe. */
  readonly promoted: readonly string[];
  /** Further configurations of the app, in which fixes are proved. */
  readonly configurations: (assembly: string) => readonly Synth[];
  readonly formats: ReportRequest['formats'];
  readonly meter: Meter;
  readonly streams: Streams;
  /** Writes the reports that were asked for, or these of them. */
  readonly report: (examined: Examined, formats?: ReportRequest['formats']) => ExitCode;
}

export async function fixAndReport({
  input,
  values,
  promoted,
  configurations,
  formats,
  meter,
  streams,
  report,
}: Fixing): Promise<ExitCode> {
  // Whether standard output is for people, not for a report that a program reads.
  const toPeople = formats.every(({ name, file }) => name === 'text' || file !== undefined);
  const dryRun = values['fix-dry-run'] === true;
  const seconds = wholeNumber('verify-timeout', values['verify-timeout'] ?? '300');
  const constructs = values.construct;
  const journal = openJournal(input.root);
  const options: FixOptions = {
    targets: targetsOf(values['fix-target'] ?? ['source', 'cdk-json']),
    unsafe: values['unsafe-fixes'] === true,
    promoted,
    readOnly: readOnly(input.files, input.root, isIgnored),
    ...(constructs ? { wanted: ({ constructPath }) => constructPath !== null && globCovers(constructs, [constructPath]) } : {}),
  };
  tellBroken();
  if (dryRun) {
    const result = fix(input, options);
    meter.done();
    return show(result, fixTable(result, { ...lookOf(values, streams, input.root), dryRun }));
  }
  if (values.verify === false) {
    const result = fix(input, options);
    meter.done();
    return write({ result, proof: { why: '--no-verify was given' } });
  }
  const proof = await proved({
    // The steps of a lint are not told while an app is synthesized.
    input: { ...input, observe: () => undefined },
    options,
    configurations,
    seconds,
    env: streams.env,
    progress: (what) => {
      meter.done();
      if (streams.errorTerminal) streams.error(`kms-lint: ${what} …\n`);
    },
  });
  meter.done();
  return write(proof);

  function show({ before, changes, review }: FixResult, text: string): ExitCode {
    const toDiff = toPeople ? streams.out : streams.error;
    for (const change of changes) toDiff(unifiedDiff(change, input.root));
    if (values.verbose === true) for (const { file, text: difference } of review()) streams.error(`${file}\n${difference}\n`);
    // The diff alone is on standard output, so that it can be applied: the text report would be in its way.
    const forPrograms = formats.filter(({ name, file }) => name !== 'text' || file !== undefined);
    const exit = forPrograms.length > 0 ? report(before, forPrograms) : before.result.exitCode;
    streams.error(text);
    return exit === 2 ? 2 : changes.length > 0 ? 1 : 0;
  }

  function write({ result, proof: how }: Proved): ExitCode {
    const { before, after, changes, plans } = result;
    const { written, refused } = writeChanges(input.files, changes, journal);
    const inSource = plans.some(({ target }) => target !== 'template');
    const failed = refused.length > 0;
    // What was not written is not fixed, and what is not proved may be found again.
    const unproved = inSource && how !== undefined && 'why' in how;
    const exit = report(failed || unproved ? before : after);
    const told = failed
      ? { fixed: [], left: [...result.left, ...result.fixed.map(({ finding }) => ({ finding, why: 'nothing was written' }))] }
      : result;
    const table = fixTable(told, { ...lookOf(values, streams, input.root), dryRun, ...(how ? { proof: proofSentence(how) } : {}) });
    (toPeople ? streams.out : streams.error)(table);
    for (const { file, why } of refused) streams.error(`kms-lint: ${relative(input.root, file)} was not written: ${why}\n`);
    for (const file of failed ? written : [])
      streams.error(`kms-lint: ${relative(input.root, file)} could not be put back and is changed\n`);
    return failed ? 2 : exit;
  }

  /** What a run before left half done. */
  function tellBroken(): void {
    const broken = journal.pending();
    if (broken.length === 0) return;
    streams.error(
      `kms-lint: an earlier --fix was ended while it wrote: ${broken.map((file) => relative(input.root, file)).join(', ')} may be changed or not: look at them with git diff\n`,
    );
  }
}

const proofSentence = (how: NonNullable<Proved['proof']>): string =>
  'why' in how
    ? `Not verified, so that the findings count as still there: ${how.why}.`
    : `Verified: the app was synthesized with the changes${how.configurations > 1 ? ` in ${how.configurations} configurations, and nothing else changed.` : ', and nothing else changed in this configuration of it.'}`;

function targetsOf(given: readonly string[]): readonly Target[] {
  return given.flatMap((list) => list.split(',')).map((name) => oneOf('fix-target', name, FIX_TARGETS));
}

function unifiedDiff({ file, before, after }: ChangedFile, root: string): string {
  const { createTwoFilesPatch } = load('diff') as typeof diffLibrary;
  const name = relative(root, file);
  const text = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, { context: 3 }).replace(/^=+\n/, '');
  // By this line git takes the names as those of the whole repository, in whatever folder of it the patch is applied.
  return gitRoot(root) === root ? `diff --git a/${name} b/${name}\n${text}` : text;
}

/** Whether git ignores a file: then it is made by something. Without git nothing is. */
export function isIgnored(file: string): boolean {
  const { status } = spawnSync('git', ['check-ignore', '--quiet', '--', file], { cwd: path.dirname(file), stdio: 'ignore' });
  return status === 0;
}
