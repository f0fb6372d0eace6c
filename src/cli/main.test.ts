/** The command line: as a function with made streams, and once as the process that users start. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main, type Streams } from './main.js';

const top = path.resolve(import.meta.dirname, '../..'),
  demo = 'fixtures/assemblies/demo/cdk.out';
const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

function run(argv: readonly string[], more: Partial<Streams> = {}) {
  let out = '',
    error = '';
  const exit = main(argv, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    env: {},
    terminal: false,
    width: 100,
    cwd: top,
    ...more,
  });
  return { exit, out, error };
}

describe('options', () => {
  it.each<[string[], RegExp]>([
    [['--format', 'sarf'], /--format takes text, json, sarif, not sarf; did you mean sarif\?/],
    [['--fail-on', 'all'], /--fail-on takes error, warning, note or never, not all/],
    [['--rule', 'missing-root-trus'], /there is no rule missing-root-trus; did you mean missing-root-trust\?/],
    [['--rule', 'missing-root-trust=loud'], /takes error, warning, note or off, not loud/],
    [['--nope'], /Unknown option '--nope'/],
    [['explain'], /explain needs the id of a rule/],
    [['--format', 'json', '--format', 'sarif'], /only one --format can go to standard output/],
  ])('%j is a usage error: exit 2, what is right on the error stream', (argv, message) => {
    const { exit, out, error } = run(argv);
    expect([exit, out]).toEqual([2, '']);
    expect(error).toMatch(message);
  });
  it('help, version, rules and explain', () => {
    expect(run(['--help'])).toMatchObject({ exit: 0, error: '' });
    expect(run(['--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(run(['rules']).out).toMatch(/^missing-root-trust +error/m);
    expect(run(['explain', 'missing-root-trust']).out).toMatch(/^## missing-root-trust/);
  });
});

describe('a lint', () => {
  it('exit codes: by level, by switch, by what cannot be read', () => {
    expect(run([demo]).exit).toBe(1);
    expect(run([demo, '--fail-on', 'never']).exit).toBe(0);
    expect(run([demo, '--rule', 'cross-stack-cycle=off', '--rule', 'invalid-key-usage=note']).exit).toBe(0);
    expect(run(['no-such-folder'])).toMatchObject({ exit: 2 });
    expect(run(['fixtures/assemblies/ok-default/cdk.out']).exit).toBe(0);
  });
  it('one rule of each step in the demo, each on its line of source', () => {
    const { findings } = JSON.parse(run([demo, '--format', 'json']).out) as { findings: { ruleId: string; source: { file: string } }[] };
    expect(findings.map(({ ruleId, source }) => `${ruleId} ${path.basename(source.file)}`)).toEqual([
      'missing-root-trust audit-stack.ts',
      'imported-key-policy-ignored audit-stack.ts',
      'cross-stack-cycle invoices-stack.ts',
      'invalid-key-usage payments-stack.ts',
    ]);
  });
  it('several formats in one run, standard output holds one report only', () => {
    const file = path.join(scratch, 'out.sarif'),
      { out } = run([demo, '--format', 'json', '--format', `sarif=${file}`]);
    expect(Object.keys(JSON.parse(out) as object)).toContain('findings');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: '2.1.0', runs: [{ results: { length: 4 } }] });
  });
  it('exit 2 prints JSON with the problem, but no SARIF where nothing could be linted', () => {
    expect(JSON.parse(run(['nowhere', '--format', 'json']).out)).toMatchObject({ problems: [{ weight: 'fatal' }] });
    expect(run(['nowhere', '--format', 'sarif']).out).toBe('');
  });
  it('says so where a report cannot be written', () => {
    expect(run([demo, '--format', `json=${scratch}/no/such/folder.json`])).toMatchObject({
      exit: 2,
      error: expect.stringMatching(/cannot be written/) as string,
    });
  });
  it('globs, a manifest, and a project folder name assemblies too', () => {
    const scanned = (...paths: string[]): number =>
      (JSON.parse(run([...paths, '--format', 'json', '--fail-on', 'never']).out) as { summary: { assemblies: number } }).summary.assemblies;
    expect(scanned('fixtures/assemblies/ok-*/cdk.out')).toBeGreaterThan(4);
    expect(scanned('fixtures/assemblies/ok-*')).toBeGreaterThan(4);
    expect(scanned(`${demo}/manifest.json`)).toBe(1);
  });
  it('colour only where it is wanted', () => {
    const coloured = (argv: string[], more: Partial<Streams>): boolean => run([demo, ...argv], more).out.includes('\u001b[');
    expect(coloured([], {})).toBe(false);
    expect(coloured([], { terminal: true })).toBe(true);
    expect(coloured([], { terminal: true, env: { NO_COLOR: '1' } })).toBe(false);
    expect(coloured([], { env: { FORCE_COLOR: '1' } })).toBe(true);
    expect(coloured(['--no-color'], { terminal: true })).toBe(false);
  });
  it('takes the context file that is named, and says where it is broken', () => {
    const file = path.join(scratch, 'context.json');
    writeFileSync(file, '{\n  "a": }');
    const { exit, out } = run([demo, '--context', file, '--format', 'json']);
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ problems: [{ weight: 'fatal', line: 2 }] });
  });
  it('shows hostile names without letting them act', () => {
    const dir = path.join(scratch, 'hostile');
    mkdirSync(dir);
    const name = 'Evil\u001b[31m\n::error::x';
    writeFileSync(
      path.join(dir, 'manifest.json'),
      JSON.stringify({ artifacts: { [name]: { type: 'aws:cloudformation:stack', properties: { templateFile: 't.json' } } } }),
    );
    writeFileSync(
      path.join(dir, 't.json'),
      JSON.stringify({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'HMAC_256', KeyUsage: 'SIGN_VERIFY' } } } }),
    );
    const { out } = run([dir]);
    expect(out).not.toContain('\u001b');
    expect(out).not.toMatch(/^::error/m);
  });
});

describe('the process', () => {
  it('starts, and stays whole when its reader goes away', () => {
    const bin = path.join(top, 'bin/kms-lint.js');
    expect(spawnSync(process.execPath, [bin, '--version'], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    expect(spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" --help | head -1`], { encoding: 'utf8' }).stderr).toBe('');
  });
});

describe('the README', () => {
  it('shows the report as it is printed (npm run docs writes it)', () => {
    const shown = /<!-- report:[^>]*-->\n```text\n([^]*?)```\n<!-- \/report -->/.exec(
      readFileSync(path.join(top, 'README.md'), 'utf8'),
    )?.[1];
    expect(shown).toBe(run([demo, '--no-color', '--fail-on', 'never', '--root', '.']).out);
  });
});
