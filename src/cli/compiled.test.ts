/** The code that V8 compiled is kept for the next run: whatever becomes of it, the answer is the same. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { builtCli } from './testing.js';

const cli = builtCli();
const home = mkdtempSync(path.join(tmpdir(), 'kms-lint-cache-'));
afterAll(() => {
  chmodSync(home, 0o700);
  rmSync(home, { recursive: true });
});
const folder = path.join(home, 'kms-lint');
const LINT = ['--fail-on', 'never', 'fixtures/assemblies/demo/cdk.out'];
const run = (more: NodeJS.ProcessEnv = {}, args: readonly string[] = LINT) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args], {
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '', XDG_CACHE_HOME: home, ...more },
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
};
const isKeptByNode = !process.versions.node.startsWith('20.');

it('is not written by what is no lint, which compiles little of what one needs', () => {
  for (const args of [['--version'], ['rules'], ['explain', 'missing-root-trust']])
    expect(run({}, args)).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(home)).toEqual([]);
});
it('is written by the first lint, and the next ones say the same', () => {
  const first = run();
  expect(first).toMatchObject({ status: 0, stderr: '' });
  if (!isKeptByNode) expect(readdirSync(folder)).toHaveLength(1);
  expect(run()).toEqual(first);
});
it.skipIf(isKeptByNode)('is made anew where it is broken, or of another build', () => {
  const wanted = run(),
    [name = ''] = readdirSync(folder),
    file = path.join(folder, name),
    whole = readFileSync(file);
  for (const broken of [Buffer.alloc(0), whole.subarray(0, 1000), Buffer.concat([Buffer.alloc(16), whole.subarray(16)])]) {
    writeFileSync(file, broken);
    expect(run()).toEqual(wanted);
    expect(readFileSync(file).subarray(0, 16)).toEqual(whole.subarray(0, 16));
  }
});
it('is not missed where it cannot be written, or is not wanted', () => {
  const wanted = run();
  expect(run({ XDG_CACHE_HOME: '/dev/null' })).toEqual(wanted);
  rmSync(folder, { recursive: true, force: true });
  expect(run({ NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual(wanted);
  expect(readdirSync(home)).toEqual([]);
});
