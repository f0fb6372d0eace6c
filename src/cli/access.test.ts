/** `kms-lint access` as a command: its formats, its help, and paths that hold nothing. */
import { describe, expect, it } from 'vitest';
import { run } from './testing.js';

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
      out: '{\n  "keys": []\n}\n',
      error: 'kms-lint: no-such.yaml: the file is missing or cannot be read\n',
    });
  });
  it('what can be read is shown beside a path that cannot', async () => {
    const { exit, out, error } = await run(['access', 'no/such', DEMO]);
    expect([exit, out.includes('managed by'), error.startsWith('kms-lint: no/such: ')]).toEqual([2, true, true]);
  });
});
