/** `--fix` on the command line: what it prints, what it writes, how it exits. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Log } from 'sarif';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { builtCli, run, TOP } from './testing.js';

/** Built before the first test, which is not to wait for it. */
const BIN = builtCli();

const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-fix-'));
const cwd = path.join(scratch, 'demo');
const source = path.join(cwd, 'lib/audit-stack.ts');
const template = path.join(cwd, 'cdk.out/Audit.template.json');
const text = (file: string): string => readFileSync(file, 'utf8');
const ROOT = 'new iam.AccountRootPrincipal()';

beforeEach(() => {
  rmSync(cwd, { recursive: true, force: true });
  cpSync(path.join(TOP, 'fixtures/assemblies/demo'), cwd, { recursive: true });
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});
// What is written here is proved in proof.test.ts.
const lint = (...argv: string[]) => run(['--root', '.', '--no-verify', ...argv], { cwd });

describe('--fix', () => {
  it('applies what is safe and says what it left, and why', async () => {
    const before = text(source);
    const { exit, out } = await lint('--fix');
    expect(exit).toBe(1);
    expect(text(source)).toBe(before);
    expect(out).toMatch(/\d left\n/);
    expect(out).toMatch(/missing-root-trust +Audit\/TrailKey +it is not safe/);
  });
  it('--unsafe-fixes writes the source; what is not verified counts as still there', async () => {
    const { exit, out } = await lint('--unsafe-fixes', '--rule', 'missing-root-trust', '--rule', 'invalid-key-usage');
    expect(text(source)).toContain(ROOT);
    expect(out).toMatch(/2 fixed/);
    expect(out).toMatch(/Run `npx cdk synth` and kms-lint again/);
    expect(out.replace(/\s+/g, ' ')).toMatch(/Not verified.*--no-verify was given/);
    expect(exit).toBe(1);
    const again = text(source);
    expect((await lint('--unsafe-fixes', '--rule', 'missing-root-trust')).out.replace(/\s+/g, ' ')).toMatch(/the source says so already/);
    expect(text(source)).toBe(again);
  });
  it('writes templates only where that is asked for, and keeps the hashes by which CDK names them', async () => {
    const before = text(template);
    await lint('--unsafe-fixes');
    expect(text(template)).toBe(before);
    await lint('--unsafe-fixes', '--fix-target', 'template');
    expect(text(template)).not.toBe(before);
    expect((await lint('--rule', 'missing-root-trust')).exit).toBe(0);
    expect(JSON.parse(text(template))).toBeTruthy();
  });
});

it('--construct chooses what is fixed', async () => {
  const { out } = await lint('--unsafe-fixes', '--rule', 'missing-root-trust', '--construct', 'Nothing/There');
  expect(out).toMatch(/0 fixed|1 left/);
  expect((await lint('--unsafe-fixes', '--rule', 'missing-root-trust', '--construct', 'Audit')).out).toMatch(/1 fixed/);
});

describe('--fix-dry-run', () => {
  it('prints diffs that git can apply, writes nothing, and exits with 1', async () => {
    const before = text(source);
    const { exit, out, error } = await lint('--fix-dry-run', '--unsafe-fixes');
    expect(exit).toBe(1);
    expect(text(source)).toBe(before);
    expect(error).toMatch(/would be fixed/);
    expect(spawnSync('git', ['apply', '--unsafe-paths', '--directory', '.', '-'], { cwd, input: out, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(text(source)).toContain(ROOT);
  });
  it('in a repository the diff is that of the repository, and git applies it in the folder of the app', async () => {
    const top = path.join(scratch, 'repository');
    const app = path.join(top, 'infra/my app');
    cpSync(path.join(TOP, 'fixtures/assemblies/demo'), app, { recursive: true });
    expect(spawnSync('git', ['init', '-q'], { cwd: top }).status).toBe(0);
    const { out } = await run(['--fix-dry-run', '--unsafe-fixes'], { cwd: app });
    expect(out).toMatch(/^diff --git a\/infra\/my app\/lib\/audit-stack\.ts b\/infra\/my app\/lib\/audit-stack\.ts$/m);
    expect(spawnSync('git', ['apply', '-'], { cwd: app, input: out, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    expect(text(path.join(app, 'lib/audit-stack.ts'))).toContain(ROOT);
  });
  it('diff and table are as in fixtures/reports (UPDATE_GOLDEN=1 writes them again)', async () => {
    const { out, error } = await lint('--fix-dry-run', '--unsafe-fixes', '--no-color');
    const { error: review } = await lint('--fix-dry-run', '--unsafe-fixes', '--no-color', '--verbose');
    for (const [file, text] of [
      ['fix.diff', out],
      ['fix.txt', error],
      ['fix-verbose.txt', review],
    ] as const) {
      const golden = path.join(TOP, 'fixtures/reports', file);
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text);
      expect(text).toBe(readFileSync(golden, 'utf8'));
    }
  });
  it('SARIF in a file has the fixes while standard output is the diff, nothing else', async () => {
    const argv = ['--fix-dry-run', '--unsafe-fixes', '--rule', 'missing-root-trust', '--format', 'text', '--format', 'sarif=out.sarif'];
    const { out } = await lint(...argv);
    expect(out).toMatch(/^--- a\/lib\/audit-stack\.ts\n/);
    expect(out).not.toContain('warning[missing-root-trust]');
    const { runs } = JSON.parse(text(path.join(cwd, 'out.sarif'))) as Log;
    expect(runs[0]?.results?.map(({ fixes }) => fixes?.length)).toEqual([1]);
  });
  it('SARIF holds the replacements, which make the same text', async () => {
    const { out } = await lint('--fix-dry-run', '--unsafe-fixes', '--rule', 'missing-root-trust', '--format', 'sarif');
    const [run] = (JSON.parse(out) as Log).runs;
    const fixes = (run?.results ?? []).flatMap((result) => result.fixes ?? []);
    expect(fixes.length).toBeGreaterThan(0);
    const [change] = fixes[0]?.artifactChanges ?? [];
    const lines = text(path.join(cwd, change?.artifactLocation.uri ?? '')).split('\n');
    const offset = (line = 1, column = 1): number => lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
    const whole = lines.join('\n');
    const patched = (change?.replacements ?? []).toReversed().reduce((now, { deletedRegion: at, insertedContent }) => {
      return (
        now.slice(0, offset(at.startLine, at.startColumn)) + (insertedContent?.text ?? '') + now.slice(offset(at.endLine, at.endColumn))
      );
    }, whole);
    await lint('--unsafe-fixes', '--rule', 'missing-root-trust');
    expect(patched).toBe(text(source));
  });
  it('exits with 0 where nothing would change', async () => {
    expect(await lint('--fix-dry-run')).toMatchObject({ exit: 0, out: '' });
  });
  it('leaves standard output to a report that was asked for', async () => {
    const { exit, out, error } = await lint('--fix-dry-run', '--unsafe-fixes', '--format', 'json');
    expect(exit).toBe(1);
    expect((JSON.parse(out) as { findings: unknown[] }).findings.length).toBeGreaterThan(0);
    expect(error).toMatch(/^--- a\/lib/m);
  });
});

it('a wrong target is a usage error, also in the process that users start', () => {
  const { status, stderr } = spawnSync(process.execPath, [BIN, '--fix', '--fix-target', 'sauce'], { cwd, encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^kms-lint: --fix-target takes source, cdk-json or template, not sauce; did you mean source\?/);
});
