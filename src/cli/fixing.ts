/** `kms-lint --fix`: fixes in memory, shows what came of it, writes. In the bundle of the other commands, since a lint needs none of it. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type * as diffLibrary from 'diff';
import { relative } from '../lint/relative.js';
import type { Examined, LintInput } from '../lint/lint.js';
import { fix, type FixResult } from '../fix/fix.js';
import type { ChangedFile } from '../fix/overlay.js';
import type { Target } from '../fix/plan.js';
import { readOnly } from '../fix/read-only.js';
import { writeChanges } from '../fix/write.js';
import { load } from '../core/lazy.js';
import { fixTable } from '../report/fix-table.js';
import { oneOf, type ExitCode, type Streams, type OptionValues } from './command.js';
import { FIX_TARGETS, type FixValues } from './fix-options.js';
import { lookOf, type LOOK_OPTIONS } from './look.js';
import type { Meter } from './meter.js';
import type { ReportRequest } from './reports.js';

export interface Fixing {
  readonly input: LintInput;
  readonly values: FixValues & OptionValues<typeof LOOK_OPTIONS>;
  /** The rules whose promotable fixes count as safe. */
  readonly promoted: readonly string[];
  readonly formats: ReportRequest['formats'];
  readonly meter: Meter;
  readonly streams: Streams;
  /** Writes the reports that were asked for, or these of them. */
  readonly report: (examined: Examined, formats?: ReportRequest['formats']) => ExitCode;
}

export function fixAndReport({ input, values, promoted, formats, meter, streams, report }: Fixing): ExitCode {
  // Whether standard output is for people, not for a report that a program reads.
  const toPeople = formats.every(({ name, file }) => name === 'text' || file !== undefined);
  const dryRun = values['fix-dry-run'] === true;
  const result = fix(input, {
    targets: targetsOf(values['fix-target'] ?? ['source', 'cdk-json']),
    unsafe: values['unsafe-fixes'] === true,
    promoted,
    readOnly: readOnly(input.files, input.root, isIgnored),
  });
  meter.done();
  const table = fixTable(result, { ...lookOf(values, streams, input.root), dryRun });
  return dryRun ? show(result, table) : write(result, table);

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

  function write({ after, changes }: FixResult, text: string): ExitCode {
    const { refused } = writeChanges(input.files, changes);
    const exit = report(after);
    (toPeople ? streams.out : streams.error)(text);
    for (const { file, why } of refused) streams.error(`kms-lint: ${relative(input.root, file)} was not written: ${why}\n`);
    return refused.length > 0 ? 2 : exit;
  }
}

function targetsOf(given: readonly string[]): readonly Target[] {
  return given.flatMap((list) => list.split(',')).map((name) => oneOf('fix-target', name, FIX_TARGETS));
}

function unifiedDiff({ file, before, after }: ChangedFile, root: string): string {
  const { createTwoFilesPatch } = load('diff') as typeof diffLibrary;
  const name = relative(root, file);
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, { context: 3 }).replace(/^=+\n/, '');
}

/** Whether git ignores a file: then it is made by something. Without git nothing is. */
function isIgnored(file: string): boolean {
  const { status } = spawnSync('git', ['check-ignore', '--quiet', '--', file], { cwd: path.dirname(file), stdio: 'ignore' });
  return status === 0;
}
