/** How reports are written: formats and their files, and what is added for a CI system. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsIn, markdownBlocks } from '../report/testing.js';
import { lookOf } from './look.js';
import { run, TOP } from './testing.js';

const demo = 'fixtures/assemblies/demo/cdk.out';
let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'kms-lint-reports-'));
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});
const file = (name: string, text?: string): string => {
  const at = path.join(scratch, name);
  if (text !== undefined) writeFileSync(at, text);
  return at;
};

describe('formats', () => {
  it('writes them all in one run, each to its file, the text to the screen', async () => {
    const names = ['json', 'sarif', 'github', 'gitlab', 'junit', 'markdown', 'html', 'agent'];
    const { exit, out, error } = await run([demo, '--format', 'text', ...names.flatMap((name) => ['--format', `${name}=${file(name)}`])]);
    expect([exit, error]).toEqual([1, '']);
    expect(out).toContain('✖ 3 errors, 2 warnings in 4 places');
    expect(names.filter((name) => !existsSync(file(name)))).toEqual([]);
    expect(readFileSync(file('gitlab'), 'utf8')).toContain('"path": "fixtures/assemblies/demo/lib/payments-stack.ts"');
  });
  it('Markdown has the rings as a diagram and the access table', async () => {
    const { tables, code } = markdownBlocks((await run([demo, '--format', 'markdown'])).out);
    expect(code).toContain('mermaid');
    expect(tables.map(({ columns, rows }) => [columns, rows.length])).toEqual([
      [4, 4],
      [17, 4],
    ]);
    expect(markdownBlocks((await run(['fixtures/assemblies/ok-default/cdk.out', '--format', 'markdown'])).out).code).toEqual([]);
  });
  it.each([
    [['--category', 'apps/shop'], 'apps/shop/'],
    [[], undefined],
  ])('SARIF with %j has the category %s', async (argv, id) => {
    const { runs } = JSON.parse((await run([demo, '--format', 'sarif', ...argv])).out) as {
      runs: { automationDetails?: { id: string } }[];
    };
    expect(runs[0]?.automationDetails?.id).toBe(id);
  });
  it('SARIF leaves suppressed findings out, or takes them with their reason', async () => {
    const suppressed = 'fixtures/assemblies/suppressed';
    const count = async (...argv: string[]): Promise<number> => {
      const { out } = await run(['cdk.out', '--format', 'sarif', ...argv], { cwd: path.join(TOP, suppressed) });
      const { runs } = JSON.parse(out) as { runs: { results: { suppressions?: object[] }[] }[] };
      return runs[0]?.results.filter(({ suppressions }) => suppressions !== undefined).length ?? -1;
    };
    expect(await count()).toBe(0);
    expect(await count('--sarif-suppressed', 'omit')).toBe(0);
    expect(await count('--sarif-suppressed', 'include')).toBeGreaterThan(3);
  });
  it.each([
    [['--sarif-suppressed', 'inlcude'], /--sarif-suppressed takes omit or include, not inlcude; did you mean include\?/],
    [['--category', '/'], /--category needs a name/],
  ])('%j is a usage error', async (argv, message) => {
    expect(await run([demo, ...argv])).toMatchObject({ exit: 2, out: '', error: expect.stringMatching(message) as string });
  });
  it('--quiet shows errors only, and nothing where there is none', async () => {
    const { out } = await run([demo, '--quiet']);
    expect(out.match(/^\S+: (error|warning|note)\[/gm)?.map((line) => line.split(' ')[1])).toEqual(['error[', 'error[', 'error[']);
    expect((await run(['fixtures/assemblies/ok-default/cdk.out', '-q'])).out).toBe('');
  });
  it('--quiet holds in every format, and leaves the exit code', async () => {
    const { exit, out } = await run([demo, '--quiet', '--format', 'json']);
    const levels = (JSON.parse(out) as { findings: { level: string }[] }).findings.map(({ level }) => level);
    expect([exit, levels]).toEqual([1, ['error', 'error', 'error']]);
  });
  it('--statistics counts by rule in place of the findings', async () => {
    const { out } = await run([demo, '--statistics', '--no-color']);
    expect(out).toMatch(/^1 {2}error {4}cross-stack-cycle {12}1 fixable with --unsafe-fixes\n/);
    expect(out).not.toContain('= help');
    const json = JSON.parse((await run([demo, '--statistics', '--format', 'json'])).out) as { statistics: object[]; findings: object[] };
    expect([json.statistics.length, json.findings.length]).toEqual([5, 5]);
    expect(await run([demo, '--statistics', '--format', 'sarif'])).toMatchObject({
      exit: 2,
      error: expect.stringContaining('--statistics is for the formats text and json') as string,
    });
  });
  it('--output-file takes the report that has no file', async () => {
    const target = file('report.json', '');
    expect(await run([demo, '--format', 'json', '--output-file', target])).toMatchObject({ exit: 1, out: '' });
    expect(JSON.parse(readFileSync(target, 'utf8'))).toHaveProperty('findings');
    expect(await run([demo, '--format', `json=${target}`, '-o', target])).toMatchObject({
      exit: 2,
      error: expect.stringContaining('each has one here') as string,
    });
  });
  it('--verbose shows the lines of every place, and references', async () => {
    const { out } = await run([demo, '--verbose']);
    expect(out).toContain('= see: https://docs.aws.amazon.com/');
    expect(out).toMatch(/Payments\.template\.json:46:3\n\s+46 │/);
  });
});

describe('in GitHub Actions', () => {
  const event = (value: object): string => file('event.json', JSON.stringify(value));
  const inActions = async (argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const summary = file('summary.md', 'before\n');
    const variables = {
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'shop/app',
      GITHUB_SHA: 'c0ffee',
      ...env,
    };
    const ran = await run([demo, ...argv], { env: variables });
    return { ...ran, annotations: commandsIn(ran.error).commands.length, summary: readFileSync(summary, 'utf8') };
  };

  it('adds annotations and a job summary, and leaves the report as it is', async () => {
    const plain = await run([demo, '--format', 'json']);
    const { exit, out, annotations, summary } = await inActions(['--format', 'json']);
    expect([exit, out, annotations]).toEqual([1, plain.out, 5]);
    expect(summary).toMatch(/^before\n## kms-lint: 3 errors, 2 warnings in 4 places\n/);
  });
  it('links to the lines of the commit; what was synthesized is not in the repository', async () => {
    const { links } = markdownBlocks((await inActions([])).summary);
    expect(links.length).toBeGreaterThanOrEqual(4);
    expect(links).toContain('https://github.com/shop/app/blob/c0ffee/fixtures/assemblies/demo/lib/payments-stack.ts#L16');
    expect(links.filter((link) => link.includes('cdk.out'))).toEqual([]);
  });
  it.each([
    ['a SARIF that becomes alerts', {}, {}, 0],
    ['a private repository', { repository: { private: true } }, {}, 5],
    ['a pull request from a fork', { pull_request: { head: { repo: { full_name: 'stranger/app' } } } }, {}, 5],
    ['a pull request from a fork that is gone', { pull_request: { head: { repo: null } } }, {}, 0],
    ['a pull request from here', { pull_request: { head: { repo: { full_name: 'shop/app' } } } }, {}, 0],
    ['Dependabot', {}, { GITHUB_ACTOR: 'dependabot[bot]' }, 5],
  ])('with --format sarif=FILE and %s', async (_, value, env, wanted) => {
    const { annotations } = await inActions(['--format', `sarif=${file('x.sarif')}`], { GITHUB_EVENT_PATH: event(value), ...env });
    expect(annotations).toBe(wanted);
  });
  it('annotates once where --format github is asked for', async () => {
    const { out, annotations } = await inActions(['--format', 'github']);
    expect([commandsIn(out).commands.length, annotations]).toEqual([5, 0]);
  });
  it('adds nothing with --no-ci', async () => {
    const { error, summary } = await inActions(['--no-ci']);
    expect([error, summary]).toEqual(['', 'before\n']);
  });
  it('says so where the summary is full or cannot be written', async () => {
    const full = file('full.md', 'x'.repeat(1024 * 1024));
    expect((await inActions([], { GITHUB_STEP_SUMMARY: full })).error).toContain('the job summary is full');
    expect((await inActions([], { GITHUB_STEP_SUMMARY: '/no/such/folder/s.md' })).error).toContain('cannot be written');
  });
});

describe('links in the terminal', () => {
  const wanted = (env: Readonly<Record<string, string>>, terminal = true, values: { links?: boolean } = {}) => {
    const streams = {
      out: () => undefined,
      error: () => undefined,
      env,
      terminal,
      width: 80,
      errorTerminal: false,
      errorWidth: 80,
      cwd: '/',
      now: () => 0,
    };
    const { links, fileLink } = lookOf(values, streams, '/srv/app');
    return [links, fileLink?.('lib/a b.ts', 3)];
  };
  const place = 'file:///srv/app/lib/a%20b.ts';
  it.each([
    [{ VTE_VERSION: '7600' }, [true, place]],
    [{ VTE_VERSION: '4800' }, [false, undefined]],
    [{ TERM_PROGRAM: 'iTerm.app' }, [true, place]],
    [{ TERM_PROGRAM: 'iTerm.app', CI: '1' }, [false, undefined]],
    [{ TERM_PROGRAM: 'vscode' }, [true, undefined]],
    [{ TERM: 'xterm-kitty', SSH_CONNECTION: 'x' }, [true, undefined]],
    [{ TERM: 'xterm-256color' }, [false, undefined]],
    [{ TERM: 'dumb', WT_SESSION: 'x' }, [false, undefined]],
    [{ FORCE_HYPERLINK: '1' }, [true, place]],
    [{ FORCE_HYPERLINK: '0', WT_SESSION: 'x' }, [false, undefined]],
  ])('%j', (env, links) => {
    expect(wanted(env as unknown as Record<string, string>)).toEqual(links);
  });
  it('none where the output goes elsewhere, and as the user says', () => {
    expect(wanted({ WT_SESSION: 'x' }, false)).toEqual([false, undefined]);
    expect(wanted({}, false, { links: true })).toEqual([true, place]);
    expect(wanted({ WT_SESSION: 'x' }, true, { links: false })).toEqual([false, undefined]);
  });
});
