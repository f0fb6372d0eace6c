/** `kms-lint --suppress`: the command line as a process, and a second lint that finds nothing left. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { builtCli, run, TOP } from './testing.js';

const BIN = builtCli();
const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-suppress-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});
let made = 0;
function folder(files: Readonly<Record<string, string | object>> = {}): string {
  const dir = path.join(scratch, String((made += 1)));
  mkdirSync(path.join(dir, '.git'), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return dir;
}
/** The demo app, whose cdk.out git ignores, so that a file that is newer is seen to be. */
function demo(files: Readonly<Record<string, string | object>> = {}): string {
  const dir = folder();
  for (const name of ['cdk.json', 'cdk.out', 'lib', 'bin'])
    cpSync(path.join(TOP, 'fixtures/assemblies/demo', name), path.join(dir, name), { recursive: true });
  for (const [name, content] of Object.entries({ '.gitignore': 'cdk.out\n', ...files }))
    writeFileSync(path.join(dir, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  const past = new Date(Date.now() - 3_600_000);
  for (const name of ['lib/audit-stack.ts', 'lib/orders-stack.ts', 'lib/payments-stack.ts', 'cdk.json', 'cdk.out/manifest.json'])
    utimesSync(path.join(dir, name), past, past);
  return dir;
}
const text = (dir: string, name: string): string => readFileSync(path.join(dir, name), 'utf8');
const suppress = (cwd: string, ...argv: string[]): ReturnType<typeof run> =>
  run(['--suppress', '--reason', 'known: T-1', ...argv], { cwd });
async function findings(cwd: string, ...argv: string[]): Promise<{ open: string[]; notices: string[] }> {
  const { out } = await run(['--format', 'json', ...argv], { cwd });
  const { findings: all, problems } = JSON.parse(out) as {
    findings: { ruleId: string; suppressed: { by: string; reason: string } | null }[];
    problems: { message: string }[];
  };
  return { open: all.filter(({ suppressed }) => !suppressed).map(({ ruleId }) => ruleId), notices: problems.map(({ message }) => message) };
}

describe('an app', () => {
  it('gets comments above the lines, by the process; a second lint finds none of them', async () => {
    const dir = demo();
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, '--suppress', '--reason', 'known: T-1'], {
      cwd: dir,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([
      0,
      'kms-lint: lib/audit-stack.ts: 3 findings suppressed\nkms-lint: lib/orders-stack.ts: 1 finding suppressed\nkms-lint: lib/payments-stack.ts: 1 finding suppressed\n' +
        'kms-lint: run npx cdk synth: what was synthesized still names the lines of the source as they were before these comments\n',
    ]);
    expect(stdout).toContain('No findings, 5 suppressed');
    // Behind them where a call without an id, which is not found again when lines shift, is among those of the file.
    expect(text(dir, 'lib/payments-stack.ts')).toContain(
      "    // kms-lint-disable-next-line invalid-key-usage -- known: T-1\n    new kms.Key(this, 'ReceiptKey', {",
    );
    expect(text(dir, 'lib/audit-stack.ts')).toContain(
      "    new kms.Key(this, 'TrailKey', { // kms-lint-disable-line deployer-locked-out, missing-root-trust -- known: T-1\n",
    );
    expect((await findings(dir)).open).toEqual([]);
    // Nothing is left to do.
    const again = text(dir, 'lib/audit-stack.ts');
    expect((await suppress(dir)).error).toBe('kms-lint: there was nothing to suppress\n');
    expect(text(dir, 'lib/audit-stack.ts')).toBe(again);
  });
  it('keeps CRLF, and what stands in the files besides', async () => {
    const dir = demo();
    const file = path.join(dir, 'lib/payments-stack.ts');
    const before = text(dir, 'lib/payments-stack.ts').replaceAll('\n', '\r\n');
    writeFileSync(file, before);
    utimesSync(file, new Date(Date.now() - 3_600_000), new Date(Date.now() - 3_600_000));
    await suppress(dir);
    const after = text(dir, 'lib/payments-stack.ts');
    expect(after.replaceAll(/ *\/\/ kms-lint-.*\r\n/g, '')).toBe(before);
    expect(after).not.toBe(before);
    expect((await findings(dir)).open).toEqual([]);
  });
  it('only what --rule, --construct or --quiet leave', async () => {
    const dir = demo();
    await suppress(dir, '--rule', 'missing-root-trust');
    expect((await findings(dir)).open).not.toContain('missing-root-trust');
    expect((await findings(dir)).open).toHaveLength(4);
    await suppress(dir, '--construct', 'Payments');
    expect((await findings(dir)).open).toHaveLength(3);
    await suppress(dir, '--quiet');
    expect((await findings(dir)).open).toEqual(['imported-key-policy-ignored']);
    expect(text(dir, 'lib/audit-stack.ts')).toContain(
      '// kms-lint-disable-next-line deployer-locked-out, missing-root-trust -- known: T-1\n',
    );
  });
  it('where its source is not here, in the configuration, comments of which stay; a new one is made where there is none', async () => {
    const dir = demo({ 'kms-lint.config.json': '// ours\r\n{\r\n\t"failOn": "note", // strict\r\n}\r\n' });
    rmSync(path.join(dir, 'lib'), { recursive: true });
    rmSync(path.join(dir, 'bin'), { recursive: true });
    const { error } = await suppress(dir);
    expect(error).toContain('kms-lint: kms-lint.config.json: ');
    expect(text(dir, 'kms-lint.config.json')).toMatch(/^\/\/ ours\r\n\{\r\n\t"ignores": \[\r\n/);
    expect(text(dir, 'kms-lint.config.json')).toMatch(/\r\n\t"failOn": "note", \/\/ strict\r\n\}\r\n$/);
    expect(text(dir, 'kms-lint.config.json')).not.toMatch(/[^\r]\n/);
    expect((await findings(dir)).open).toEqual([]);
    rmSync(path.join(dir, 'kms-lint.config.json'));
    await suppress(dir);
    expect(JSON.parse(text(dir, 'kms-lint.config.json'))).toHaveProperty('ignores');
    expect((await findings(dir)).open).toEqual([]);
  });
  it('a configuration that is code is told what to take', async () => {
    const dir = demo({ 'kms-lint.config.mjs': 'export default {};\n' });
    rmSync(path.join(dir, 'lib'), { recursive: true });
    rmSync(path.join(dir, 'bin'), { recursive: true });
    const { error, exit } = await suppress(dir);
    expect(error).toContain(
      'was not suppressed: it stands in no file that takes a comment, and the configuration is code: add it to `ignores` there\n',
    );
    expect(exit).toBe(1);
  });
  it.runIf(process.getuid?.() !== 0)('a file that is read-only is left alone', async () => {
    const dir = demo();
    const before = text(dir, 'lib/orders-stack.ts');
    chmodSync(path.join(dir, 'lib/orders-stack.ts'), 0o444);
    await suppress(dir);
    expect(text(dir, 'lib/orders-stack.ts')).toBe(before);
  });
});

describe('a template by itself', () => {
  const KEY = { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'ECC_NIST_EDWARDS25519' } };
  it('of JSON gets Metadata on the resource, beside what is there', async () => {
    const dir = folder({ 'keys.json': { Resources: { A: KEY, B: { ...KEY, Metadata: { Owner: 'x' } } } } });
    expect((await findings(dir, 'keys.json')).open.length).toBeGreaterThan(1);
    expect((await suppress(dir, 'keys.json')).error).not.toContain('cdk synth');
    expect((await findings(dir, 'keys.json')).open).toEqual([]);
    const { Resources } = JSON.parse(text(dir, 'keys.json')) as { Resources: Record<string, { Metadata: object }> };
    expect(Resources['B']?.Metadata).toMatchObject({
      Owner: 'x',
      'kms-lint': { ignore: [{ id: 'invalid-key-usage', reason: 'known: T-1' }] },
    });
    expect(existsSync(path.join(dir, 'kms-lint.config.json'))).toBe(false);
  });
  it('of YAML gets comments', async () => {
    const dir = folder({
      'keys.yaml': 'Resources:\r\n  A:\r\n    Type: AWS::KMS::Key\r\n    Properties:\r\n      KeySpec: ECC_NIST_EDWARDS25519\r\n',
    });
    await suppress(dir, 'keys.yaml');
    expect((await findings(dir, 'keys.yaml')).open).toEqual([]);
    expect(text(dir, 'keys.yaml')).toMatch(/\r\n +# kms-lint-disable-next-line [\w, -]+ -- known: T-1\r\n/);
  });
});

describe('the reason', () => {
  it('is asked for once on a terminal, and put on one line', async () => {
    const dir = demo();
    const asked: string[] = [];
    const ask = (question: string): Promise<string> => {
      asked.push(question);
      return Promise.resolve('  a */ b\nc ');
    };
    await run(['--suppress'], { cwd: dir, ask });
    expect(asked).toEqual(['Why are these findings meant to stay? ']);
    expect(text(dir, 'lib/payments-stack.ts')).toContain(' -- a * / b c\n');
    expect((await findings(dir)).open).toEqual([]);
  });
  it.each<[string[], string]>([
    [['--suppress'], 'kms-lint: --suppress needs a reason, for whoever reads this next year: --reason '],
    [['--suppress', '--reason', ' '], 'kms-lint: --reason must say why'],
    [['--reason', 'x'], 'kms-lint: --reason is for --suppress'],
    [['--suppress', '--reason', 'x', '--fix'], 'kms-lint: --suppress and --fix cannot be given in one run'],
    [['--suppress', '--reason', 'x', '--update-baseline'], 'kms-lint: --suppress and --update-baseline cannot be given in one run'],
    [['--suppress', '--reason', 'x', '-'], 'kms-lint: what comes on standard input cannot be suppressed'],
  ])('%j is refused, and nothing is written', async (argv, message) => {
    const dir = demo();
    const before = text(dir, 'lib/audit-stack.ts');
    const { exit, error } = await run(argv, { cwd: dir });
    expect([exit, error.slice(0, message.length)]).toEqual([2, message]);
    expect(text(dir, 'lib/audit-stack.ts')).toBe(before);
  });
});
