/** The command line: as a function with made streams, and once as the process that users start. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Streams } from './command.js';
import { MORE } from './main.js';
import { commands } from './more.js';
import { builtCli, run } from './testing.js';

/** Built before the first test, which is not to wait for it. */
const BIN = builtCli();

const demo = 'fixtures/assemblies/demo/cdk.out';
const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

describe('options', () => {
  it.each<[string[], RegExp]>([
    [['--format', 'sarf'], /--format takes text, .* or agent, not sarf; did you mean sarif\?/],
    [[demo, '--fail-on', 'all'], /--fail-on takes error, warning, note or never, not all/],
    [[demo, '--rule', 'missing-root-trus'], /there is no rule missing-root-trus; did you mean missing-root-trust\?/],
    [[demo, '--rule', 'missing-root-trust=loud'], /takes error, warning, note or off, not loud/],
    [['--nope'], /there is no option --nope/],
    [['--facts'], /^kms-lint: --facts needs a value: --facts FILE$/m],
    [['-o', '--verbose'], /^kms-lint: --output-file needs a value: --output-file FILE$/m],
    [['--format', '--verbose'], /^kms-lint: --format needs a value: --format NAME\[=FILE\]$/m],
    [['--fail-om', 'note'], /there is no option --fail-om; did you mean --fail-on\?/],
    [['--sarif'], /there is no option --sarif; did you mean --format sarif\?/],
    [['--json'], /there is no option --json; did you mean --format json\?/],
    [['access', '--html'], /there is no option --html$/m],
    [['--out', 'x'], /there is no option --out; did you mean --output-file FILE\?/],
    [['--severity', 'high'], /there is no option --severity; did you mean --fail-on LEVEL\?/],
    [['--dry-run'], /there is no option --dry-run; did you mean --fix-dry-run\?/],
    [['graph', '--dry-run'], /there is no option --dry-run$/m],
    [
      ['--ignore', 'x'],
      /there is no option --ignore: --rule ID=off switches a rule off, and exclude in the configuration leaves files out$/m,
    ],
    [['--foo'], /there is no option --foo$/m],
    [['--constructor'], /there is no option --constructor; did you mean --construct\?/],
    [['explain'], /explain needs the id of a rule/],
    [['--format', 'json', '--format', 'sarif'], /only one --format can go to standard output/],
  ])('%j is a usage error: exit 2, what is right on the error stream', async (argv, message) => {
    const { exit, out, error } = await run(argv);
    expect([exit, out]).toEqual([2, '']);
    expect(error).toMatch(message);
  });
  it('several options may be negated at once', async () => {
    expect(await run([demo, '--no-config', '--no-baseline', '--no-ci', '--fail-on', 'never'])).toMatchObject({ exit: 0, error: '' });
    expect(await run([demo, '--no-config', '--no-preset'])).toMatchObject({
      exit: 2,
      error: expect.stringContaining('no option --no-preset') as string,
    });
  });
  it('help, version, rules and explain', async () => {
    expect(await run(['--help'])).toMatchObject({ exit: 0, error: '' });
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await run(['rules'])).out).toMatch(/^missing-root-trust +error/m);
    expect((await run(['explain', 'missing-root-trust'])).out).toMatch(/^## missing-root-trust/);
  });
});

describe('the commands', () => {
  it('of the second bundle are those that main knows by name', () => {
    expect(commands.map(({ name }) => name)).toEqual([...MORE]);
  });
  it.each(commands.map((command) => [command.name, command] as const))('%s shows its own help', async (name, { summary, options }) => {
    const { exit, out } = await run([name, '--help']);
    expect(exit).toBe(0);
    expect(out).toContain(summary);
    for (const option of Object.keys(options)) expect(out).toContain(`--${option}`);
  });
});

describe('a word that is no path', () => {
  it.each([
    ['explian', 'explain'],
    ['acces', 'access'],
    ['grpah', 'graph'],
    ['verison', 'version'],
  ])('%s is told to be nearly %s, and nothing is linted', async (word, meant) => {
    expect(await run([word, 'missing-root-trust'])).toEqual({
      exit: 2,
      out: '',
      error: `kms-lint: there is no command ${word}, and no file or folder; did you mean ${meant}?\nSee kms-lint --help.\n`,
    });
  });
  it('that is like no command is a path', async () => {
    expect((await run(['dist-of-app'])).out).toMatch(/dist-of-app/);
  });
  it('help and version are commands', async () => {
    expect((await run(['help'])).out).toBe((await run(['--help'])).out);
    expect((await run(['help', 'help'])).out).toBe((await run(['--help'])).out);
    expect((await run(['help', 'access'])).out).toBe((await run(['access', '--help'])).out);
    expect((await run(['help', 'lint'])).out).toBe((await run(['lint', '--help'])).out);
    expect(await run(['help', 'acess'])).toMatchObject({ exit: 2, error: expect.stringContaining('did you mean access?') as string });
    expect((await run(['version'])).out).toBe((await run(['--version'])).out);
    expect((await run(['lint', demo])).out).toBe((await run([demo])).out);
  });
});

describe('a lint', () => {
  it('exit codes: by level, by switch, by what cannot be read', async () => {
    expect((await run([demo])).exit).toBe(1);
    expect((await run([demo, '--fail-on', 'never'])).exit).toBe(0);
    expect(
      (await run([demo, '--rule', 'cross-stack-cycle=off', '--rule', 'deployer-locked-out=warning', '--rule', 'invalid-key-usage=note']))
        .exit,
    ).toBe(0);
    const noErrors = ['cross-stack-cycle=off', 'deployer-locked-out=off', 'invalid-key-usage=off'].flatMap((rule) => ['--rule', rule]);
    expect(await run([demo, ...noErrors, '--max-warnings', '2'])).toMatchObject({ exit: 0, error: '' });
    expect(await run([demo, ...noErrors, '--max-warnings', '1', '--quiet'])).toMatchObject({
      exit: 1,
      out: '',
      error: 'kms-lint: there are 2 warnings, more than the 1 that --max-warnings or maxWarnings allows\n',
    });
    expect(await run(['no-such-folder'])).toMatchObject({ exit: 2 });
    expect((await run(['fixtures/assemblies/ok-default/cdk.out'])).exit).toBe(0);
  });
  it('one rule of each step in the demo, each on its line of source', async () => {
    const { findings } = JSON.parse((await run([demo, '--format', 'json'])).out) as {
      findings: { ruleId: string; source: { file: string } }[];
    };
    expect(findings.map(({ ruleId, source }) => `${ruleId} ${path.basename(source.file)}`)).toEqual([
      'deployer-locked-out audit-stack.ts',
      'missing-root-trust audit-stack.ts',
      'imported-key-policy-ignored audit-stack.ts',
      'cross-stack-cycle orders-stack.ts',
      'invalid-key-usage payments-stack.ts',
    ]);
  });
  it('several formats in one run, standard output holds one report only', async () => {
    const file = path.join(scratch, 'out.sarif'),
      { out } = await run([demo, '--format', 'json', '--format', `sarif=${file}`]);
    expect(Object.keys(JSON.parse(out) as object)).toContain('findings');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: '2.1.0', runs: [{ results: { length: 5 } }] });
  });
  it('exit 2 prints JSON with the problem, but no SARIF where nothing could be linted', async () => {
    expect(JSON.parse((await run(['nowhere', '--format', 'json'])).out)).toMatchObject({ problems: [{ weight: 'fatal' }] });
    expect((await run(['nowhere', '--format', 'sarif'])).out).toBe('');
  });
  it('says so where a report cannot be written', async () => {
    expect(await run([demo, '--format', `json=${scratch}/no/such/folder.json`])).toMatchObject({
      exit: 2,
      error: expect.stringMatching(/cannot be written/) as string,
    });
  });
  it('globs, a manifest, and a project folder name assemblies too', async () => {
    const scanned = async (...paths: string[]): Promise<number> =>
      (JSON.parse((await run([...paths, '--format', 'json', '--fail-on', 'never'])).out) as { summary: { assemblies: number } }).summary
        .assemblies;
    expect(await scanned('fixtures/assemblies/ok-*/cdk.out')).toBeGreaterThan(4);
    expect(await scanned('fixtures/assemblies/ok-*')).toBeGreaterThan(4);
    expect(await scanned(`${demo}/manifest.json`)).toBe(1);
  });
  it('colour only where it is wanted', async () => {
    const coloured = async (argv: string[], more: Partial<Streams>): Promise<boolean> =>
      (await run([demo, ...argv], more)).out.includes('\u001b[');
    expect(await coloured([], {})).toBe(false);
    expect(await coloured([], { terminal: true })).toBe(true);
    expect(await coloured([], { terminal: true, env: { NO_COLOR: '1' } })).toBe(false);
    expect(await coloured([], { env: { FORCE_COLOR: '1' } })).toBe(true);
    expect(await coloured(['--no-color'], { terminal: true })).toBe(false);
  });
  it('takes the context file that is named, and says where it is broken', async () => {
    const file = path.join(scratch, 'context.json');
    writeFileSync(file, '{\n  "a": }');
    const { exit, out } = await run([demo, '--context', file, '--format', 'json']);
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ problems: [{ weight: 'fatal', line: 2 }] });
  });
  it('shows hostile names without letting them act', async () => {
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
    const { out } = await run([dir]);
    expect(out).not.toContain('\u001b');
    expect(out).not.toMatch(/^::error/m);
  });
});

describe('the process', () => {
  it('tells a mistake in a command of the second bundle as it tells one in a lint', () => {
    const { status, stderr } = spawnSync(process.execPath, [BIN, 'explain', 'missing-root-trus'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([
      2,
      'kms-lint: there is no rule missing-root-trus; did you mean missing-root-trust?\nSee kms-lint --help.\n',
    ]);
  });
  it('starts, and stays whole when its reader goes away', () => {
    expect(spawnSync(process.execPath, [BIN, '--version'], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    expect(spawnSync('sh', ['-c', `"${process.execPath}" "${BIN}" --help | head -1`], { encoding: 'utf8' }).stderr).toBe('');
  });
});

describe('a template on standard input', () => {
  const lintOf = (input: string, ...argv: string[]) => spawnSync(process.execPath, [BIN, '-', ...argv], { encoding: 'utf8', input });
  const KEY = 'Resources:\n  Key:\n    Type: AWS::KMS::Key\n    Properties: { KeySpec: HMAC_256, KeyUsage: SIGN_VERIFY }\n';

  it('is linted, under the name that the user gives it', () => {
    expect(lintOf(KEY)).toMatchObject({
      status: 1,
      stderr: '',
      stdout: expect.stringMatching(/^<stdin>:4:38: error\[invalid-key-usage\]/) as string,
    });
    expect(lintOf(KEY, '--stdin-filename', 'infra/key.yaml').stdout).toMatch(/^infra\/key.yaml:4:38: error/);
    expect(lintOf(JSON.stringify({ Resources: { Key: { Type: 'AWS::KMS::Key' } } })).status).toBe(0);
  });
  it('that is none is told: exit 2', () => {
    expect(lintOf('')).toMatchObject({ status: 2, stdout: expect.stringMatching(/<stdin>/) as string });
    expect(lintOf('a: [').stdout).toMatch(/<stdin>:1:\d+: fatal: not valid YAML/);
  });
});

describe('explain --log', () => {
  const log = (name: string, text: string): string => {
    const file = path.join(scratch, name);
    writeFileSync(file, text);
    return file;
  };
  it('explains the cycle of a failed synth, colours and all, with the line of the call', async () => {
    const said = `\u001b[31m«DependencyCycle» 'A' depends on 'B' (<A>.addStackDependency(<B>)). Adding this dependency (<B>.addStackDependency(<A>)) would create a cyclic reference.\u001b[39m\n    ...aws-cdk-lib...\n    at kms (/app/lib/app.ts:7:3)\n`;
    const { exit, out } = await run(['explain', '--log', log('synth.txt', said)]);
    expect(exit).toBe(0);
    expect(out).toBe(`The stacks A and B depend on each other in a cycle, so neither can be deployed first, and CDK
refuses the app.

The cycle, step by step:
  1. A is declared to be deployed after B
  2. B is declared to be deployed after A, which closes the cycle
     → /app/lib/app.ts:7:3

To break it, take one step away:
  1. Take back the dependency of A on B (addStackDependency), if nothing else asks for it.
  2. Take back the dependency of B on A (addStackDependency), if nothing else asks for it.
`);
  });
  it.each([
    [['explain', '--log', 'no-such-file'], 'no-such-file cannot be read'],
    [['explain', 'missing-root-trust', '--log', 'x'], 'a rule or --log FILE, not both'],
  ])('%j is told', async (argv, says) => {
    const { exit, error } = await run(argv);
    expect(exit).toBe(2);
    expect(error).toContain(says);
  });
  it('says what it looks for where there is none of it', async () => {
    expect((await run(['explain', '--log', log('fine.txt', 'Successfully synthesized')])).error).toContain(
      'would create a cyclic reference',
    );
  });
});
