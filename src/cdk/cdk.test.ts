/**
 * The plugin in CDK's own tools: `cdk synth`, `cdk validate`, and the language server behind the editor; in the older interface; with the
 * configuration of the command line.
 */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IPolicyValidationPlugin } from 'aws-cdk-lib';
import type { IPolicyValidationPluginBeta1 } from 'aws-cdk-lib-old';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { freshDist } from '../cli/testing.js';
import { lint } from '../index.js';
import type { KmsLintOptions } from './options.js';
import { KmsLint } from './plugin.js';
import type { PluginReport } from './report.js';

// A synthesis takes two seconds, but a busy machine many more.
vi.setConfig({ testTimeout: 240_000 });
const TOP = path.resolve(import.meta.dirname, '../..');
freshDist();
const CDK = path.join(TOP, 'node_modules/aws-cdk/bin/cdk');
const scratch = realpathSync(mkdtempSync(path.join(tmpdir(), 'kms-lint-cdk-')));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const APP = readFileSync(path.join(TOP, 'fixtures/editor/app.cjs'), 'utf8');
let made = 0;
function project(files: Readonly<Record<string, string>> = {}, library = 'aws-cdk-lib'): string {
  const dir = path.join(scratch, String((made += 1)));
  const modules = path.join(dir, 'node_modules');
  mkdirSync(modules, { recursive: true });
  symlinkSync(path.join(TOP, 'node_modules', library), path.join(modules, 'aws-cdk-lib'));
  symlinkSync(path.join(TOP, 'node_modules/constructs'), path.join(modules, 'constructs'));
  symlinkSync(TOP, path.join(modules, 'kms-lint'));
  for (const [name, text] of Object.entries({ 'package.json': '{}', 'cdk.json': '{"app":"node app.js"}', 'app.js': APP, ...files }))
    writeFileSync(path.join(dir, name), text);
  return dir;
}
const run = (dir: string, ...command: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, command, {
    cwd: dir,
    encoding: 'utf8',
    env: {
      ...process.env,
      CDK_OUTDIR: path.join(dir, 'cdk.out'),
      CDK_VALIDATION: 'false',
      CDK_DISABLE_CLI_TELEMETRY: '1',
      CI: '1',
      NO_COLOR: '1',
      NODE_ENV: '',
    },
  });

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly conclusion: string;
    readonly metadata?: Readonly<Record<string, string>>;
    readonly violations: readonly {
      readonly ruleName: string;
      readonly severity: string;
      readonly ruleMetadata: Readonly<Record<string, string>>;
      readonly violatingConstructs: readonly { readonly constructPath: string; readonly stackTraces?: readonly string[] }[];
    }[];
  }[];
}
const reportIn = (dir: string): Report['pluginReports'][number] | undefined =>
  (JSON.parse(readFileSync(path.join(dir, 'cdk.out/validation-report.json'), 'utf8')) as Report).pluginReports.find(
    ({ pluginName }) => pluginName === 'kms-lint',
  );

it('is a plugin by its shape, for both interfaces', () => {
  const plugins: readonly [IPolicyValidationPlugin, IPolicyValidationPluginBeta1] = [new KmsLint(), new KmsLint({ failOn: 'never' })];
  expect(plugins.map(({ name }) => name)).toEqual(['kms-lint', 'kms-lint']);
});

describe('in the tools of CDK', () => {
  const dir = project();
  const synth = run(dir, CDK, 'synth', '--quiet');
  it('cdk synth prints the findings with their lines and fails', () => {
    expect(synth.status).toBe(1);
    expect(synth.stdout + synth.stderr).toMatch(
      /app\.js:8:8\nERROR grantDecrypt\(\) on the imported key arn:aws:kms:eu-west-1:111122223333:key\/\S+ has no effect/,
    );
    expect(synth.stdout + synth.stderr).toMatch(/app\.js:9:1\nERROR The key policy of Shop\/Data lets nobody in its own account change it/);
    expect(synth.stdout + synth.stderr).toContain("Acknowledge with 'kms-lint::unmanageable-key'");
  });
  it('the report has construct paths, severities and lines', () => {
    const found = reportIn(dir)?.violations.map(({ ruleName, severity, violatingConstructs: [one] }) => [
      ruleName,
      severity,
      one?.constructPath,
      /app\.js:\d+/.exec(one?.stackTraces?.[0] ?? '')?.[0],
    ]);
    expect(found).toEqual([
      ['imported-key-policy-ignored', 'error', 'Shop/Shared', 'app.js:8'],
      ['unmanageable-key', 'error', 'Shop/Data/Resource', 'app.js:9'],
      ['rotation-disabled', 'info', 'Shop/Data/Resource', 'app.js:9'],
    ]);
  });
  it('cdk validate fails with them, too', () => {
    const { status, stdout, stderr } = run(dir, CDK, 'validate', '--unstable=validate');
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain('lets nobody in its own account change it');
  });
  it('the language server puts them on the lines of the editor, as the picture shows', async () => {
    const { diagnosticsOf, editorPicture } = (await import(new URL('../../scripts/editor.mjs', import.meta.url).href)) as Editor;
    const diagnostics = await diagnosticsOf(dir, path.join(dir, 'app.js'));
    expect(diagnostics.map(({ range, message }) => [range.start.line + 1, /has no effect|lets nobody/.exec(message)?.[0]])).toEqual(
      expect.arrayContaining([
        [8, 'has no effect'],
        [9, 'lets nobody'],
      ]),
    );
    expect(editorPicture(APP, diagnostics), 'stale: npm run docs').toBe(readFileSync(path.join(TOP, 'docs/editor.svg'), 'utf8'));
  });
});

interface Diagnostic {
  readonly range: { readonly start: { readonly line: number } };
  readonly message: string;
}
interface Editor {
  readonly diagnosticsOf: (dir: string, file: string) => Promise<readonly Diagnostic[]>;
  readonly editorPicture: (source: string, diagnostics: readonly Diagnostic[]) => string;
}

it('through the older interface, with the library of 2023', () => {
  const old = APP.replace('Validations.of(app).addPlugins(new KmsLint());\n', '').replace(
    'new App()',
    'new App({ policyValidationBeta1: [new KmsLint()] })',
  );
  const { status, stderr } = run(project({ 'app.js': old }, 'aws-cdk-lib-old'), 'app.js');
  expect(status).toBe(1);
  expect(stderr).toMatch(/Construct Path: Shop\/Data\/Resource[^]*Properties\.KeyPolicy[^]*lets nobody in its own account change it/);
  expect(stderr).toMatch(/grantDecrypt\(\) on the imported key \S+ has no effect[^]*source: app\.js:7:8/);
});

it('a look-up that CDK is about to make keeps no app from being synthesized', () => {
  const dir = project(
    {
      'app.js': `const { App, Stack } = require('aws-cdk-lib');
const kms = require('aws-cdk-lib/aws-kms'), sqs = require('aws-cdk-lib/aws-sqs');
const app = new App({ policyValidationBeta1: [new (require('kms-lint/cdk').KmsLint)()] });
const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
new sqs.Queue(stack, 'Queue', { encryptionMasterKey: kms.Key.fromLookup(stack, 'Key', { aliasName: 'alias/shop' }) });
`,
    },
    'aws-cdk-lib-old',
  );
  const { status, stderr } = run(dir, 'app.js');
  expect([status, stderr]).toEqual([0, expect.not.stringContaining('unresolved-key-lookup')]);
  // Asked of what is left in the end, the command line tells it.
  expect(lint({ paths: [path.join(dir, 'cdk.out')] }).findings.map(({ ruleId }) => ruleId)).toEqual(['unresolved-key-lookup']);
});

it('a finding in another package of the repository stands where the command line says', () => {
  const top = project({ 'app.js': '' });
  const [app = '', library = ''] = ['app', 'library'].map((name) => path.join(top, 'packages', name));
  for (const dir of [path.join(top, '.git'), app, library]) mkdirSync(dir, { recursive: true });
  const [head = '', call = ''] = APP.split('shared.grantDecrypt');
  writeFileSync(path.join(library, 'index.js'), 'exports.letIn = (key, who) => {\n  key.grantDecrypt(who);\n};\n');
  writeFileSync(path.join(app, 'app.js'), `${head}require('../library').letIn(shared, ${call.slice(1)}`);
  expect(run(app, 'app.js').status).toBe(1);
  const places = reportIn(app)?.violations.map(({ ruleMetadata }) => ruleMetadata['source']);
  const { findings } = lint({ paths: [path.join(app, 'cdk.out')], root: top });
  expect(places?.map((place) => path.posix.join('packages/app', place ?? ''))).toEqual(
    findings.map(({ source }) => `${source?.file}:${source?.line}:${source?.column}`),
  );
  expect(places).toContain('../library/index.js:2:7');
});

it('types are there for apps of both kinds, whatever they resolve by', () => {
  const app =
    "import { KmsLint, type KmsLintOptions } from 'kms-lint/cdk';\nconst options: KmsLintOptions = { failOn: 'never' };\nexport const name: string = new KmsLint(options).name;\n";
  const dir = project({ 'a.cts': app, 'b.mts': app, 'c.ts': app });
  const tsc = (...options: readonly string[]): string =>
    run(dir, path.join(TOP, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck', ...options).stdout;
  expect(tsc('--module', 'node16', 'a.cts', 'b.mts', 'c.ts')).toBe('');
  expect(tsc('--module', 'commonjs', '--moduleResolution', 'node10', '--ignoreDeprecations', '6.0', 'c.ts')).toBe('');
});

it('cdk synth fails where the configuration is broken, and says why', () => {
  const { status, stdout, stderr } = run(project({ 'kms-lint.config.json': '{ "rules": 7 }' }), CDK, 'synth', '--quiet');
  expect([status, stdout + stderr]).toEqual([1, expect.stringMatching(/kms-lint\.config\.json:1:3: rules: /)]);
});

describe('the configuration of the command line', () => {
  const demo = path.join(TOP, 'fixtures/assemblies/demo/cdk.out');
  const templates = readdirSync(demo)
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => path.join(demo, name));
  const validate = (files: Readonly<Record<string, string>>, options: KmsLintOptions = {}): PluginReport => {
    const dir = project(files);
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(dir);
    try {
      return new KmsLint(options).validate({ templatePaths: templates });
    } finally {
      cwd.mockRestore();
    }
  };
  const told = ({ violations }: PluginReport): readonly string[] => [...new Set(violations.map(({ ruleName }) => ruleName))];
  const all = told(validate({}));

  it.each([
    ['JSON', { 'kms-lint.config.json': '{ "rules": { "deployer-locked-out": "off" }, "failOn": "never" }' }],
    [
      'TypeScript',
      {
        'kms-lint.config.ts':
          "enum Level { Off = 'off' }\nexport default { rules: { 'deployer-locked-out': Level.Off as const }, failOn: 'never' };",
      },
    ],
    ['an ES module', { 'kms-lint.config.mjs': "export default { rules: { 'deployer-locked-out': 'off' }, failOn: 'never' };" }],
    ['CommonJS', { 'kms-lint.config.cjs': "module.exports = { rules: { 'deployer-locked-out': 'off' }, failOn: 'never' };" }],
    ['package.json', { 'package.json': '{ "kms-lint": { "rules": { "deployer-locked-out": "off" }, "failOn": "never" } }' }],
  ])('in %s', (_, files) => {
    const report = validate(files);
    expect(all).toContain('deployer-locked-out');
    expect([report.success, told(report)]).toEqual([true, all.filter((id) => id !== 'deployer-locked-out')]);
  });
  it('the options of the plugin go first; config: false means none', () => {
    const files = { 'kms-lint.config.json': '{ "failOn": "never" }' };
    expect(validate(files).success).toBe(true);
    expect(validate(files, { failOn: 'error' }).success).toBe(false);
    expect(validate(files, { config: false }).success).toBe(false);
    expect(told(validate(files, { rules: Object.fromEntries(all.map((id) => [id, 'off'])) }))).toEqual([]);
  });
  it('with rules of the user', () => {
    const rule =
      "import { defineRule } from 'kms-lint/rule-kit';\nexport default defineRule({ id: 'own-rule', title: 't', level: 'warning', on: 'key', why: 'w', remedy: 'r', references: [], *check(key) { yield { at: key.resource.at, when: 'yes', detail: '', message: 'own' }; }, examples: { bad: [], good: [] } });";
    expect(told(validate({ 'own.ts': rule, 'kms-lint.config.json': '{ "customRules": ["./own.ts"] }' }))).toContain('own-rule');
  });
  it('with the baseline beside it', () => {
    const entries = lint({ paths: [demo], baseline: { file: '/x', entries: [], change: 'update' } }).baseline?.entries;
    expect(validate({ 'kms-lint-baseline.json': JSON.stringify({ version: 1, findings: entries }) })).toMatchObject({
      success: true,
      violations: [],
    });
  });
  it.each([
    [
      'an unknown rule',
      { 'kms-lint.config.json': '{\n  "rules": { "deployer-locked-ou": "off" }\n}' },
      {},
      /kms-lint\.config\.json:2:\d+: rules\.deployer-locked-ou: there is no rule deployer-locked-ou; did you mean deployer-locked-out/,
    ],
    [
      'top-level await',
      { 'kms-lint.config.mjs': 'export default await Promise.resolve({});' },
      {},
      /kms-lint\.config\.mjs: it cannot be loaded: it uses await at its top level, but a synthesis cannot wait/,
    ],
    [
      'one that throws',
      { 'kms-lint.config.ts': "throw new Error('no such team');" },
      {},
      /kms-lint\.config\.ts: it cannot be loaded: no such team/,
    ],
    ['a file that is not there', {}, { config: 'other.json' }, /there is no configuration .*other\.json/],
    ['wrong options', {}, { failOn: 'errors' as 'error' }, /the options of KmsLint: failOn: /],
    ['a baseline that is none', { 'kms-lint-baseline.json': '{}' }, {}, /kms-lint-baseline\.json: this is no baseline/],
  ])('%s is told', (_, files, options, message) => {
    const { success, violations } = validate(files, options);
    expect([success, violations.map(({ ruleName }) => ruleName)]).toEqual([false, ['could-not-lint']]);
    expect(violations[0]?.description).toMatch(message);
  });
});
