/** `kms-lint access` as a command: its formats, its help, and paths that hold nothing. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { builtCli, run, TOP } from './testing.js';

/** Built before the first test, which is not to wait for it. */
const BIN = builtCli();

const DEMO = 'fixtures/assemblies/demo/cdk.out';

describe('kms-lint access', () => {
  it('a path that is not there is an error that names it, as of a lint and of the graph', async () => {
    const missing = 'there is no such file or folder: run `npx cdk synth` first, or name the folder that it writes to';
    expect(await run(['access', 'no/such'])).toEqual({ exit: 2, out: '', error: `kms-lint: no/such: ${missing}\n` });
    expect((await run(['graph', 'no/such'])).error).toBe(`kms-lint: no/such: ${missing}\n`);
    const lint = await run(['no/such']);
    expect([lint.exit, lint.out.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(`no/such: fatal: ${missing}`) as string]);
  });
  it('a file that is not there, too; JSON is complete', async () => {
    expect(await run(['access', 'no-such.yaml', '--format', 'json'])).toEqual({
      exit: 2,
      out: '{\n  "keys": [],\n  "importedKeys": []\n}\n',
      error: 'kms-lint: no-such.yaml: the file is missing or cannot be read\n',
    });
  });
  it('as a process too, beside a bundle of its own', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'access', 'no/such'], {
      cwd: TOP,
      encoding: 'utf8',
    });
    expect([status, stdout, stderr.startsWith('kms-lint: no/such: there is no such file or folder')]).toEqual([2, '', true]);
  });
  it('breaks its lines at the width of the terminal', async () => {
    const longest = async (width: number): Promise<number> =>
      Math.max(...(await run(['access', DEMO], { width })).out.split('\n').map((line) => line.length));
    expect([await longest(100), (await longest(200)) > 100]).toEqual([expect.toSatisfy((columns: number) => columns <= 100), true]);
  });
  it('its help says what manageable and durable mean', async () => {
    const { out } = await run(['access', '--help']);
    expect(out).toMatch(/^ {2}manageable {2,}somebody in the account can change the key policy$/m);
    expect(out).toMatch(/^ {2}durable {2,}somebody can, and that does not hang on one role or user that may be deleted$/m);
    expect(out).toContain('--format NAME');
  });
  it('what can be read is shown beside a path that cannot', async () => {
    const { exit, out, error } = await run(['access', 'no/such', DEMO]);
    expect([exit, out.includes('managed by') || out.includes('as by default'), error.startsWith('kms-lint: no/such: ')]).toEqual([
      2,
      true,
      true,
    ]);
  });
});
