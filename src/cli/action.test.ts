/** The action, its steps run one after the other as the runner of GitHub does, with an upload that only writes down what it was given. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateAction } from '@action-validator/core';
import { parse } from 'yaml';
import { commandsIn } from '../report/testing.js';
import { builtCli, TOP } from './testing.js';

/** Built before the first test, which is not to wait for it. */
const BIN = builtCli();

interface Step {
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
  readonly 'continue-on-error'?: string;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}
const action = parse(readFileSync(path.join(TOP, 'action.yml'), 'utf8')) as Action;

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'kms-lint-action-'));
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** A checkout with the demo app in it, and kms-lint as the project has installed it. */
function checkout(name: string, assembly = 'fixtures/assemblies/demo'): string {
  const dir = path.join(scratch, name);
  mkdirSync(path.join(dir, '.git'), { recursive: true });
  cpSync(path.join(TOP, assembly), dir, { recursive: true });
  const bin = path.join(dir, 'node_modules/.bin/kms-lint');
  mkdirSync(path.dirname(bin), { recursive: true });
  writeFileSync(bin, `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
  chmodSync(bin, 0o755);
  return dir;
}

interface Given {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly github?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** What becomes of an upload. */
  readonly upload?: 'success' | 'failure';
}
interface Ran {
  readonly conclusion: 'success' | 'failure';
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly uploaded: readonly { readonly sarif_file: string; readonly id: unknown }[];
  /** The artifacts of the run: what they are called, and the file in each. */
  readonly kept: readonly { readonly name: string; readonly text: string }[];
  readonly summary: string;
}

/** Runs the steps of the action on a checkout; without the page of HTML, whose graph takes a while, where the test does not ask for it. */
function runAction(dir: string, { inputs = {}, github = {}, env = {}, upload = 'success' }: Given = {}): Ran {
  const temp = mkdtempSync(path.join(scratch, 'runner-'));
  const given = {
    ...Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default])),
    html: 'false',
    ...inputs,
  };
  const context: Record<string, string> = { ...prefixed('inputs', given), ...prefixed('github', { repository: 'shop/app', ...github }) };
  const uploaded: { sarif_file: string; id: unknown }[] = [];
  const kept: { name: string; text: string }[] = [];
  const summaryFile = path.join(temp, 'summary.md');
  let failed = false;
  let log = '';
  for (const step of action.runs.steps) {
    if (step.if === undefined ? failed : !holds(step.if, context)) {
      if (step.id !== undefined) context[`steps.${step.id}.outcome`] = 'skipped';
      continue;
    }
    const outputFile = path.join(temp, `${step.id ?? 'step'}.output`);
    writeFileSync(outputFile, '');
    let ok: boolean;
    if (step.uses === undefined) {
      const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', filled(step.run ?? '', context)], {
        cwd: path.resolve(dir, filled(step['working-directory'] ?? '.', context)),
        encoding: 'utf8',
        env: {
          PATH: `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
          GITHUB_ACTIONS: 'true',
          GITHUB_ACTION_PATH: TOP,
          GITHUB_OUTPUT: outputFile,
          GITHUB_REPOSITORY: 'shop/app',
          GITHUB_STEP_SUMMARY: summaryFile,
          RUNNER_TEMP: temp,
          ...env,
          ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value, context)])),
        },
      });
      log += ran.stdout + ran.stderr;
      ok = ran.status === 0;
      if (step.name === 'Gate') context['gate'] = String(ran.status);
    } else if (step.uses.startsWith('actions/upload-artifact@')) {
      const { name = '', path: file = '' } = step.with ?? {};
      kept.push({ name: filled(name, context), text: readFileSync(filled(file, context), 'utf8') });
      ok = true;
    } else {
      const file = filled(step.with?.['sarif_file'] ?? '', context);
      const { runs } = JSON.parse(readFileSync(file, 'utf8')) as { runs: { automationDetails?: { id: string } }[] };
      uploaded.push({ sarif_file: file, id: runs[0]?.automationDetails?.id });
      ok = upload === 'success';
    }
    for (const line of readFileSync(outputFile, 'utf8').split('\n').filter(Boolean)) {
      const at = line.indexOf('=');
      context[`steps.${step.id ?? ''}.outputs.${line.slice(0, at)}`] = line.slice(at + 1);
    }
    if (step.id !== undefined) context[`steps.${step.id}.outcome`] = ok ? 'success' : 'failure';
    if (!ok && filled(step['continue-on-error'] ?? '', context) !== 'true') failed = true;
  }
  const outputs = Object.fromEntries(Object.entries(action.outputs).map(([name, { value }]) => [name, filled(value, context)]));
  return {
    conclusion: failed ? 'failure' : 'success',
    log,
    outputs: { ...outputs, gate: context['gate'] ?? '' },
    uploaded,
    kept,
    summary: existsSync(summaryFile) ? readFileSync(summaryFile, 'utf8') : '',
  };
}

const prefixed = (name: string, values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${name}.${key}`, value]));

/**
 * The few expressions that the action uses: a value, `==`, `!=`, `&&`, `||`, parentheses, always(). A context that is not there is empty.
 */
function holds(expression: string, context: Readonly<Record<string, string>>): boolean {
  const alternatives = expression
    .replace(/^always\(\) && /, '')
    .replace(/^\((.*)\)$/, '$1')
    .split(' || ');
  return alternatives.some((alternative) => alternative.split(' && ').every((comparison) => compared(comparison, context)));
}
function compared(comparison: string, context: Readonly<Record<string, string>>): boolean {
  const [, left = '', operator, right] = /^(\S+) (==|!=) '([^']*)'$/.exec(comparison) ?? [];
  if (operator === undefined) throw new Error(`the test does not know the expression ${comparison}`);
  return ((context[left] ?? '') === right) === (operator === '==');
}
function filled(text: string, context: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) =>
    / (==|!=) /.test(expression) ? String(compared(expression, context)) : (context[expression] ?? ''),
  );
}

describe('the action', () => {
  it('synthesizes where it is told to, with the recorder where the project has it', () => {
    const dir = checkout('synth it');
    const inputs = { synth: 'node -p process.env.NODE_OPTIONS > options.txt', 'fail-on': 'never', upload: 'false' };
    const options = (): string => readFileSync(path.join(dir, 'options.txt'), 'utf8').trim();
    expect(runAction(dir, { inputs }).conclusion).toBe('success');
    expect(options()).toBe('');
    symlinkSync(TOP, path.join(dir, 'node_modules/kms-lint'));
    expect(runAction(dir, { inputs, env: { NODE_OPTIONS: '--no-warnings' } }).conclusion).toBe('success');
    expect(options()).toBe(`--no-warnings --require "${path.join(TOP, 'dist/record.cjs')}"`);
  });
  it('stops where the synthesis fails', () => {
    const { conclusion, log, outputs } = runAction(checkout('no synth'), { inputs: { synth: 'false' } });
    expect([conclusion, outputs['exit-code']]).toEqual(['failure', '2']);
    expect(log).toContain('The synthesis failed');
  });
  it('is what GitHub takes for an action, and pins what it uses to a commit', () => {
    expect(validateAction(readFileSync(path.join(TOP, 'action.yml'), 'utf8')).errors).toEqual([]);
    for (const { uses } of action.runs.steps) expect(uses ?? '').toMatch(/^$|@[0-9a-f]{40}$/);
  });

  it('never puts an input into a script', () => {
    for (const { run } of action.runs.steps) expect(run ?? '').not.toContain('${{');
  });

  it('lints, uploads, and fails last', () => {
    const dir = checkout('red');
    const { conclusion, log, outputs, uploaded, summary } = runAction(dir, { github: { 'event.repository.private': 'false' } });
    expect(conclusion).toBe('failure');
    expect(outputs).toMatchObject({ 'exit-code': '1', gate: '1', 'sarif-file': uploaded[0]?.sarif_file });
    expect(uploaded).toMatchObject([{ id: 'kms-lint/' }]);
    expect(log).toContain('3 errors, 2 warnings in 4 places');
    expect(commandsIn(log).commands).toEqual([]);
    expect(summary).toContain('## kms-lint: 3 errors, 2 warnings in 4 places');
  });

  it('uploads an empty run where all is well, so that old alerts close', () => {
    const { conclusion, outputs, uploaded } = runAction(checkout('green', 'fixtures/assemblies/ok-default'));
    expect([conclusion, outputs['exit-code'], uploaded.length]).toEqual(['success', '0', 1]);
  });

  it.each([
    ['a private repository', { github: { 'event.repository.private': 'true' } }],
    ['a pull request from a fork', { github: { 'event.pull_request.head.repo.full_name': 'stranger/app' } }],
    ['Dependabot', { env: { GITHUB_ACTOR: 'dependabot[bot]' } }],
    ['upload: false', { inputs: { upload: 'false' } }],
  ] satisfies readonly (readonly [string, Given])[])('annotates instead: %s', (_, given) => {
    const { conclusion, uploaded, log } = runAction(checkout('elsewhere'), given);
    expect([conclusion, uploaded]).toEqual(['failure', []]);
    expect(commandsIn(log).commands.map(({ command, properties }) => [command, properties['file']])).toEqual([
      ['error', 'lib/audit-stack.ts'],
      ['error', 'lib/orders-stack.ts'],
      ['error', 'lib/payments-stack.ts'],
      ['warning', 'lib/audit-stack.ts'],
      ['warning', 'lib/audit-stack.ts'],
    ]);
  });

  it('annotates where an upload fails; that fails the job only where it was asked for', () => {
    const failing = (value: string): Ran =>
      runAction(checkout('no-licence'), { inputs: { upload: value, 'fail-on': 'never' }, upload: 'failure' });
    expect(failing('auto')).toMatchObject({ conclusion: 'success', outputs: { gate: '' } });
    expect(commandsIn(failing('auto').log).commands).toHaveLength(5);
    expect(failing('true').conclusion).toBe('failure');
  });

  it('has a category for each app of a monorepo', () => {
    const dir = path.join(checkout('monorepo'), 'packages/shop app');
    cpSync(path.join(TOP, 'fixtures/assemblies/demo'), dir, { recursive: true });
    const inputs = { 'working-directory': 'packages/shop app' };
    expect(runAction(checkout('monorepo'), { inputs }).uploaded).toMatchObject([{ id: 'kms-lint/packages/shop app/' }]);
    expect(runAction(checkout('monorepo'), { inputs: { ...inputs, category: 'shop' } }).uploaded).toMatchObject([{ id: 'shop/' }]);
  });

  it('passes paths with blanks and more options on, and runs nothing that stands in an input', () => {
    const dir = checkout('inputs');
    cpSync(path.join(dir, 'cdk.out'), path.join(dir, 'other out'), { recursive: true });
    const proof = path.join(dir, 'proof');
    const inputs = { paths: `\nother out\n$(touch ${proof})\n`, args: `--rule missing-root-trust=off --pedantic`, 'fail-on': 'error' };
    const { log, outputs } = runAction(dir, { inputs });
    expect(outputs['exit-code']).toBe('2');
    expect(log).toContain('there is no such file or folder');
    expect(log).not.toContain('missing-root-trust');
    expect(existsSync(proof)).toBe(false);
    expect(runAction(dir, { inputs: { 'fail-on': `x; touch ${proof}`, args: `$(touch ${proof})` } }).outputs['exit-code']).toBe('2');
    expect(existsSync(proof)).toBe(false);
  });

  it('keeps the page of HTML, one for each app, unless it is told not to', () => {
    expect(action.inputs['html']?.default).toBe('true');
    const { kept, outputs } = runAction(checkout('page'), { inputs: { html: 'true' } });
    expect(kept).toEqual([{ name: 'kms-lint', text: readFileSync(outputs['html-file'] ?? '', 'utf8') }]);
    expect(kept[0]?.text).toMatch(/<h1>kms-lint: 3 errors, 2 warnings in 4 places<\/h1>[^]*Audit\/TrailKey[^]*<svg /);
    expect(runAction(checkout('page'), { inputs: { html: 'true', category: 'shop/Δ app' } }).kept.map(({ name }) => name)).toEqual([
      'shop----app',
    ]);
    expect(runAction(checkout('page'), { inputs: { html: 'false' } })).toMatchObject({ kept: [], outputs: { 'html-file': '' } });
  });

  it.each([
    [{ html: 'page.html' }, 'html takes true or false'],
    [{ upload: 'yes' }, 'upload takes auto, true or false'],
    [{ version: '1.0.0; touch proof' }, 'version takes a version of npm'],
  ])('refuses %j', (inputs: Readonly<Record<string, string>>, message) => {
    const { conclusion, log, outputs, uploaded } = runAction(checkout('refused'), { inputs });
    expect([conclusion, outputs['exit-code'], outputs['gate'], uploaded]).toEqual(['failure', '2', '2', []]);
    expect(log).toContain(`::error title=kms-lint::${message}`);
  });

  it('uploads nothing where nothing could be linted, which would close every alert', () => {
    const dir = checkout('nothing');
    rmSync(path.join(dir, 'cdk.out'), { recursive: true });
    const { conclusion, outputs, uploaded, log } = runAction(dir);
    expect([conclusion, outputs['exit-code'], uploaded]).toEqual(['failure', '2', []]);
    expect(commandsIn(log).commands).toMatchObject([{ command: 'error', properties: { title: 'could not be linted' } }]);
  });
});
