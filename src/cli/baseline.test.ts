/** The baseline on the command line: made, kept to, pruned; and what is said where that cannot be done. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { run, TOP } from './testing.js';

const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-baseline-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});
const FILE = path.join(scratch, 'kms-lint-baseline.json');
const lint = (...argv: string[]) => run(argv, { cwd: scratch });
beforeEach(() => {
  rmSync(scratch, { recursive: true, force: true });
  cpSync(path.join(TOP, 'fixtures/assemblies/demo'), scratch, { recursive: true });
});
const template = path.join(scratch, 'cdk.out/Payments.template.json');
const replace = (file: string, from: string | RegExp, to: string): void => {
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(from);
  writeFileSync(file, text.replace(from, to));
};

describe('a gate on an old app', () => {
  it('is green at once, tells what is new, and asks to prune what is gone', async () => {
    expect((await lint()).exit).toBe(1);
    const made = await lint('--update-baseline');
    expect([made.exit, made.error]).toEqual([0, 'kms-lint: kms-lint-baseline.json holds 5 findings: 5 added, 0 taken out\n']);
    expect(made.out).toMatch(/^✔ No new findings, 5 in the baseline · scanned/);
    expect(readFileSync(FILE, 'utf8')).toMatch(/^\{\n {2}"version": 1,\n {2}"findings": \[\n {4}\{"rule":"cross-stack-cycle"/);

    expect(await lint()).toMatchObject({ exit: 0, error: '' });
    expect((await lint('--no-baseline')).exit).toBe(1);

    // One more fault, of a new key.
    replace(
      template,
      '"Resources": {',
      '"Resources": { "New": { "Type": "AWS::KMS::Key", "Properties": { "KeySpec": "HMAC_256", "KeyUsage": "SIGN_VERIFY" } },',
    );
    const worse = await lint('--format', 'json');
    const { findings, summary } = JSON.parse(worse.out) as { findings: { baselineState: string }[]; summary: object };
    expect([worse.exit, findings.filter(({ baselineState }) => baselineState === 'new').length]).toEqual([1, 1]);
    expect(summary).toMatchObject({ errors: 1, warnings: 0, inBaseline: findings.length - 1 });
  });
  it('a finding that is gone is asked to be pruned; --prune-baseline takes it out and adds nothing', async () => {
    await lint('--update-baseline');
    replace(template, '"ECC_NIST_EDWARDS25519"', '"ECC_NIST_EDWARDS25519",\n    "KeyUsage": "SIGN_VERIFY"');
    const better = await lint();
    expect(better.exit).toBe(0);
    expect(better.out.replaceAll(/\s+/g, ' ')).toContain(
      '1 finding of the baseline is gone (invalid-key-usage on Payments/ReceiptKey/Resource)',
    );
    const pruned = await lint('--prune-baseline');
    expect([pruned.exit, pruned.error]).toEqual([0, 'kms-lint: kms-lint-baseline.json holds 4 findings: 0 added, 1 taken out\n']);
    expect((await lint()).out).not.toContain('gone');
  });
  it('moved lines and a reformatted template change nothing', async () => {
    await lint('--update-baseline');
    const source = path.join(scratch, 'lib/payments-stack.ts');
    writeFileSync(source, `\n\n${readFileSync(source, 'utf8')}`);
    writeFileSync(template, JSON.stringify(JSON.parse(readFileSync(template, 'utf8'))));
    expect((await lint()).exit).toBe(0);
  });
  it('rules that did not run keep their findings', async () => {
    await lint('--update-baseline');
    const before = readFileSync(FILE, 'utf8');
    expect((await lint('--rule', 'invalid-key-usage', '--update-baseline')).exit).toBe(0);
    expect(readFileSync(FILE, 'utf8')).toBe(before);
  });
});

describe('which file', () => {
  it('the one that is named, else that of the configuration, else the one beside it', async () => {
    writeFileSync(path.join(scratch, 'kms-lint.config.json'), '{ "baseline": "known/here.json" }');
    expect(await lint('--update-baseline')).toMatchObject({
      exit: 2,
      error: expect.stringContaining('known/here.json cannot be written') as string,
    });
    expect((await lint('--baseline', 'mine.json', '--update-baseline')).exit).toBe(0);
    expect(existsSync(path.join(scratch, 'mine.json'))).toBe(true);
    expect((await lint('--baseline', 'mine.json')).exit).toBe(0);
    expect(await lint()).toMatchObject({
      exit: 2,
      error: expect.stringContaining('there is no baseline known/here.json: make it with --update-baseline') as string,
    });
    writeFileSync(path.join(scratch, 'kms-lint.config.json'), '{ "baseline": "mine.json" }');
    expect((await run(['../cdk.out', '--config', '../kms-lint.config.json'], { cwd: path.join(scratch, 'lib') })).exit).toBe(0);
  });
  it.each<[string[], RegExp]>([
    [['--baseline', 'no.json'], /there is no baseline no\.json: make it with --update-baseline/],
    [['--prune-baseline'], /there is no baseline kms-lint-baseline\.json/],
    [['--prune-baseline', '--update-baseline'], /give one of the two/],
    [['--no-baseline', '--update-baseline'], /--no-baseline cannot be given with/],
  ])('%j is a usage error', async (argv, message) => {
    expect(await lint(...argv)).toMatchObject({ exit: 2, out: '', error: expect.stringMatching(message) as string });
  });
});

describe('what cannot be kept to', () => {
  it('a file that is no baseline is told with its line, and mended by --update-baseline', async () => {
    writeFileSync(FILE, '{\n  "version": 1,\n<<<<<<< HEAD\n');
    expect(await lint()).toMatchObject({
      exit: 2,
      out: '',
      error: expect.stringMatching(/^kms-lint: kms-lint-baseline\.json:3:1: /) as string,
    });
    expect((await lint('--update-baseline')).exit).toBe(0);
  });
  it('nothing is written where not everything could be linted', async () => {
    writeFileSync(template, '{');
    expect(await lint('--update-baseline')).toMatchObject({ exit: 2, error: expect.stringContaining('was not written') as string });
    expect(existsSync(FILE)).toBe(false);
  });
});
