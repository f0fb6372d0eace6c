/**
 * Runs the command line in a test: as a function, with streams that keep what is written; or as users run it, built, in a process of its
 * own.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { ExitCode, Streams } from './command.js';
import { main } from './main.js';

/** The top of the repository, the working directory of `run` unless another is given. */
export const TOP = path.resolve(import.meta.dirname, '../..');

export async function run(argv: readonly string[], more: Partial<Streams> = {}): Promise<{ exit: ExitCode; out: string; error: string }> {
  const written = { out: '', error: '' };
  const exit = await main(argv, {
    out: (text) => void (written.out += text),
    error: (text) => void (written.error += text),
    env: {},
    terminal: false,
    width: 100,
    errorTerminal: false,
    errorWidth: 100,
    now: () => 0,
    cwd: TOP,
    ...more,
  });
  return { exit, ...written };
}

/** The command line as users run it, built from the sources as they are now: the path of its script for Node. */
export function builtCli(): string {
  freshDist();
  return path.join(TOP, 'bin/kms-lint.js');
}

let isFresh = false;
/** The folder of what is built, from the sources as they are now: the test files of one process ask once. */
export function freshDist(): string {
  if (!isFresh) execFileSync(process.execPath, [path.join(TOP, 'scripts/fresh.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
  isFresh = true;
  return path.join(TOP, 'dist');
}
