// Whole processes measured in turn, so that what the machine does meanwhile touches all alike.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'kms-lint-measure-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const METER = path.join(folder, 'meter.cjs');
writeFileSync(
  METER,
  `process.on('exit', () => require('node:fs').writeFileSync(process.env.KMS_LINT_PEAK, String(process.resourceUsage().maxRSS)));`,
);

// A certificate file that is loaded at start-up costs Node 20 more than a small lint does.
const env = { ...process.env, KMS_LINT_PEAK: path.join(folder, 'peak') };
delete env.NODE_EXTRA_CA_CERTS;
delete env.NODE_OPTIONS;

/** A Node process, whose peak memory is told as well. */
export const node = (...args) => [process.execPath, '--require', METER, ...args];

/**
 * CPU (user and system, with that of its children) and, of a Node process, peak memory of one run.
 * @param command the program and its arguments
 * @param most the highest exit code that is an answer; a higher one is an error, thrown
 * @param cwd the folder in which it runs
 * @returns cpu in milliseconds, memory in MiB or undefined
 */
function measured(command, most, cwd) {
  rmSync(env.KMS_LINT_PEAK, { force: true });
  const script = 'TIMEFORMAT="%U %S"; { time "$@" > "$0.out" 2> "$0"; } 2>&1; exit $?';
  const { status, stdout } = spawnSync('bash', ['-c', script, path.join(folder, 'said'), ...command], { env, cwd, encoding: 'utf8' });
  if (status === null || status > most)
    throw new Error(`${command.join(' ')} ended with ${status}: ${readFileSync(path.join(folder, 'said'), 'utf8').slice(0, 2000)}`);
  const [user, system] = stdout.trim().split(' ').map(Number);
  const peak = command[0] === process.execPath ? Number(readFileSync(env.KMS_LINT_PEAK, 'utf8')) / 1024 : undefined;
  return { cpu: (user + system) * 1000, memory: peak };
}

/**
 * Runs the commands in turn.
 * @param commands each `{ name, command, most?, rounds?, cwd? }`: the highest exit code that is no failure, how many rounds it takes part in,
 * and where it runs
 * @returns the figures of each, round by round, by its name
 */
export function inTurn(commands, rounds) {
  const figures = new Map(commands.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const { name, command, most = 1, rounds: own = rounds, cwd } of commands)
      if (round < own) figures.get(name).push(measured(command, most, cwd));
  return figures;
}

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** The median of the ratios of one to another, round by round, and how far they spread: `3.10 (2.95 to 3.32)`. */
export function ratio(one, other, what = 'cpu') {
  const ratios = one.flatMap((figure, round) => (other[round] ? [figure[what] / other[round][what]] : [])).sort((a, b) => a - b);
  const shown = (number) => number.toFixed(number < 10 ? 2 : 1);
  return `${shown(median(ratios))} (${shown(ratios[0])} to ${shown(ratios.at(-1))})`;
}
