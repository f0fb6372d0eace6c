/** Configurations that go on from others, with comments, and what --print-config tells of them. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { afterAll, describe, expect, it } from 'vitest';
import { builtCli, run, TOP } from './testing.js';

const BIN = builtCli();
const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-extends-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});
let made = 0;
/** The demo app in a repository of its own, with these files beside it. */
function project(files: Readonly<Record<string, string | object>>): string {
  const dir = path.join(scratch, String((made += 1)));
  mkdirSync(path.join(dir, '.git'), { recursive: true });
  for (const name of ['cdk.json', 'cdk.out', 'lib', 'bin'])
    cpSync(path.join(TOP, 'fixtures/assemblies/demo', name), path.join(dir, name), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return dir;
}
interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}
async function kmsLint(cwd: string, ...argv: string[]): Promise<Ran> {
  const { exit, out, error } = await run(argv, { cwd });
  return { status: exit, out, error };
}
const printed = async (cwd: string): Promise<unknown> => {
  const { status, out, error } = await kmsLint(cwd, '--print-config', '--format', 'json');
  expect([status, error]).toEqual([0, '']);
  return JSON.parse(out);
};

describe('comments in JSON', () => {
  it('and trailing commas are read, and a fault behind them is told on its line', async () => {
    const dir = project({
      'kms-lint.config.json': '\uFEFF// ours\r\n{\r\n  /* not "error": */\r\n  "failOn": "note", // "x": {\r\n  "maxWarnings": 3,\r\n}\r\n',
    });
    expect(await printed(dir)).toMatchObject({ failOn: 'note', maxWarnings: 3 });
    writeFileSync(path.join(dir, 'kms-lint.config.json'), '// ours\r\n{\r\n  // "{\r\n  "failOn": "nte",\r\n}\r\n');
    expect(await kmsLint(dir)).toEqual({
      status: 2,
      out: '',
      error: 'kms-lint: kms-lint.config.json:4:3: failOn: "nte" is not error, warning, note or never; did you mean note?\n',
    });
  });
  it('the name may end with jsonc; package.json stays without them', async () => {
    expect(await printed(project({ 'kms-lint.config.jsonc': '{ "failOn": "note", }' }))).toMatchObject({ failOn: 'note' });
  });
  it('a name that is not looked for is told', async () => {
    expect((await kmsLint(project({ 'kms-lint.config.yaml': 'failOn: note' }), '--list-files')).error).toBe(
      'kms-lint: kms-lint.config.yaml is not read: the configuration is kms-lint.config.json (or .jsonc, .ts, .mts, .cts, .mjs, .cjs, .js), or "kms-lint" in package.json\n',
    );
  });
});

describe('extends', () => {
  it('goes on from a path, a folder and a package, JSON and TypeScript; of several the last wins, as a process too', async () => {
    const dir = project({
      'kms-lint.config.ts':
        "export default { extends: ['@acme/kms', './base.json', './more'], rules: { 'key-disabled': 'note' }, maxWarnings: 1 };",
      'node_modules/@acme/kms/package.json': { name: '@acme/kms', version: '1.0.0' },
      'node_modules/@acme/kms/kms-lint.config.mjs': "export default { presets: ['strict'], failOn: 'note', maxWarnings: 9 };",
      'base.json': { failOn: 'warning', rules: { 'key-disabled': 'error', 'rotation-disabled': 'off' }, safeFixes: ['missing-root-trust'] },
      'more/kms-lint.config.json': { overrides: [{ stacks: ['Audit'], rules: { 'rotation-disabled': 'note' } }], baseline: 'known.json' },
    });
    const { stdout } = spawnSync(process.execPath, [BIN, '--print-config', '--format', 'json'], { cwd: dir, encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual(await printed(dir));
    expect(await printed(dir)).toMatchObject({
      presets: ['strict'],
      failOn: 'warning',
      maxWarnings: 1,
      rules: { 'key-disabled': 'note', 'rotation-disabled': 'off' },
      overrides: [{ stacks: ['Audit'], rules: { 'rotation-disabled': 'note' } }],
      safeFixes: ['missing-root-trust'],
      baseline: 'more/known.json',
    });
  });
  it('a file that two go on from counts once', async () => {
    const dir = project({
      'kms-lint.config.json': { extends: ['./a.json', './b.json'] },
      'a.json': { extends: './base.json', failOn: 'never' },
      'b.json': { extends: './base.json' },
      'base.json': { failOn: 'note', safeFixes: ['missing-root-trust'] },
    });
    expect(await printed(dir)).toMatchObject({ failOn: 'never', safeFixes: ['missing-root-trust'] });
  });
  it('custom rules of a shared configuration are found from its own folder', async () => {
    const rule = "export default { id: 'own-flaw', title: 't', level: 'note', on: 'key', why: 'w', remedy: 'r', references: [],";
    const dir = project({
      'app/kms-lint.config.json': { extends: '../shared/kms.json' },
      'shared/kms.json': { customRules: ['./rules/own-flaw.mjs'] },
      'shared/rules/own-flaw.mjs': `${rule} examples: { bad: [], good: [] }, *check() {} };`,
    });
    expect(await printed(path.join(dir, 'app'))).toMatchObject({ customRules: ['../shared/rules/own-flaw.mjs'] });
    expect((await kmsLint(path.join(dir, 'app'), 'rules')).out).toContain('own-flaw');
  });
  it.each<[string, Readonly<Record<string, string | object>>, string]>([
    [
      'a circle',
      { 'kms-lint.config.json': '{\n  "extends": "./a.json"\n}', 'a.json': '{\n  "extends": [\n    "./kms-lint.config.json"\n  ]\n}' },
      'kms-lint: a.json:3:5: extends[0]: this goes in a circle: kms-lint.config.json → a.json → kms-lint.config.json\n',
    ],
    [
      'a missing file',
      { 'kms-lint.config.json': '{\n  "extends": "./b.json" }' },
      'kms-lint: kms-lint.config.json:2:3: extends: ./b.json is not there: DIR/b.json is no file, and no folder with a configuration\n',
    ],
    [
      'a missing package',
      { 'kms-lint.config.json': { extends: ['@acme/none'] } },
      'kms-lint: kms-lint.config.json:3:5: extends[0]: @acme/none is not installed here: install it, or write a path that begins with ./\n',
    ],
    [
      'a package without a configuration',
      { 'kms-lint.config.json': { extends: ['@acme/empty'] }, 'node_modules/@acme/empty/package.json': '{ "name": "@acme/empty" }' },
      'kms-lint: kms-lint.config.json:3:5: extends[0]: @acme/empty is installed, but holds no configuration: it needs a kms-lint.config.json, or "exports" in package.json that names one\n',
    ],
    [
      'a path without its dot',
      { 'kms-lint.config.json': '{ "extends": "base.json" }', 'base.json': '{}' },
      'kms-lint: kms-lint.config.json:1:3: extends: base.json is taken for a package, which is not installed here: write ./base.json\n',
    ],
    [
      'a fault in the file that is extended',
      { 'kms-lint.config.json': { extends: './base.json' }, 'base.json': '{\n  "rules": { "key-disable": "off" }\n}' },
      'kms-lint: base.json:2:14: rules.key-disable: there is no rule key-disable; did you mean key-disabled?\n',
    ],
  ])('tells %s with file and line', async (_, files, expected) => {
    const dir = project(files);
    const { status, out, error } = await kmsLint(dir);
    expect({ status, out, error: error.replaceAll(dir, 'DIR') }).toEqual({ status: 2, out: '', error: expected });
  });
});

describe('--print-config', () => {
  const files = {
    'kms-lint.config.json':
      '{\n  "extends": "./base.json",\n  "rules": { "key-disabled": "note" },\n  "overrides": [\n    { "stacks": ["Audit"], "rules": { "missing-root-trust": "error" } }\n  ]\n}',
    'base.json': '{\n  "failOn": "warning",\n  "rules": { "rotation-disabled": "off" }\n}',
  };
  it('tells with each setting the file and line that say it, and is a configuration again', async () => {
    const dir = project(files);
    const { status, out } = await kmsLint(dir, '--print-config', '--max-warnings', '4', '--rule', 'key-disabled=off');
    expect(status).toBe(0);
    for (const line of [
      '"failOn": "warning", // base.json:2',
      '"rotation-disabled": "off", // base.json:3',
      '"key-disabled": "note" // the command line',
      '{ "stacks": ["Audit"], "rules": { "missing-root-trust": "error" } }, // kms-lint.config.json:5',
      '{ "stacks": ["**"], "rules": { "key-disabled": "off" } } // the command line',
      '"presets": ["recommended"], // default',
      '"maxWarnings": 4 // the command line',
    ])
      expect(out).toContain(line);
    writeFileSync(path.join(dir, 'printed.json'), out);
    const again = await kmsLint(dir, '--config', 'printed.json', '--print-config', '--format', 'json');
    expect(JSON.parse(again.out)).toEqual(parse(out));
  });
  it('of a stack, by its name or its template: the level of every rule, and why', async () => {
    const dir = project(files);
    const { status, out } = await kmsLint(dir, '--print-config', 'Audit');
    expect(status).toBe(0);
    expect(out).toContain('"missing-root-trust": "error", // kms-lint.config.json:5');
    expect(out).toContain('"key-disabled": "note", // kms-lint.config.json:3');
    expect(out).toContain('"rotation-disabled": "off", // base.json:3');
    expect(out).toContain('"cross-stack-cycle": "error", // preset recommended');
    expect((await kmsLint(dir, '--print-config', 'cdk.out/Audit.template.json')).out).toBe(out);
    expect((await kmsLint(dir, '--print-config', 'Orders')).out).toContain('"missing-root-trust": "error", // preset recommended');
  });
  it('a stack that is not there is told with what is meant', async () => {
    expect(await kmsLint(project(files), '--print-config', 'Audti')).toMatchObject({
      status: 2,
      error: 'kms-lint: there is no file and no stack Audti; did you mean Audit?\nSee kms-lint --help.\n',
    });
  });
});

describe('exclude', () => {
  const found = ({ out }: Ran): readonly string[] => {
    const { findings } = JSON.parse(out) as { findings: { ruleId: string; stack: string }[] };
    return findings.map(({ ruleId, stack }) => `${stack} ${ruleId}`).sort();
  };
  it('a template of an assembly is read for what others import, and nothing is found in it', async () => {
    const dir = project({ 'kms-lint.config.json': { exclude: ['cdk.out/Audit.template.json'] } });
    const all = found(await kmsLint(dir, '--format', 'json', '--no-config'));
    const left = found(await kmsLint(dir, '--format', 'json'));
    expect(left).toEqual(all.filter((one) => !one.startsWith('Audit ')));
    expect(left.length).toBeLessThan(all.length);
    expect((await kmsLint(dir, '--list-files')).out).not.toContain('Audit');
  });
  it('an assembly below a folder that is named, or that a glob matches; named itself it is linted all the same', async () => {
    const dir = project({ 'kms-lint.config.json': { exclude: ['legacy'] }, 'legacy/x': '' });
    cpSync(path.join(dir, 'cdk.out'), path.join(dir, 'legacy/cdk.out'), { recursive: true });
    const read = async (...argv: string[]): Promise<boolean> => (await kmsLint(dir, '--list-files', ...argv)).out.includes('legacy');
    expect([await read('.'), await read('**/cdk.out'), await read('legacy'), await read('legacy/cdk.out')]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
  it('all of it is told, and so is an entry that names a stack or nothing', async () => {
    const dir = project({ 'kms-lint.config.json': { exclude: ['cdk.out'] } });
    const { status, out } = await kmsLint(dir, '.');
    expect(status).toBe(2);
    expect(out.replaceAll(/\s+/g, ' ')).toContain('is excluded by the configuration, so nothing was linted');
    writeFileSync(path.join(dir, 'kms-lint.config.json'), '{ "exclude": ["Audit", "lib/none"] }');
    const told = (await kmsLint(dir, '--format', 'concise')).out;
    expect(told).toContain(
      'kms-lint.config.json:1:15: notice exclude takes files, and Audit is a stack: write cdk.out/Audit.template.json',
    );
    expect(told).toContain('kms-lint.config.json:1:24: notice this excludes nothing: lib/none is not there');
  });
});

describe('in a monorepo', () => {
  const own = { 'kms-lint.config.json': { failOn: 'warning' }, 'packages/a/kms-lint.config.json': { failOn: 'never' } };
  const withApp = (files: Readonly<Record<string, string | object>>, ...names: string[]): string => {
    const dir = project(files);
    for (const name of names) {
      cpSync(path.join(dir, 'cdk.out'), path.join(dir, name, 'cdk.out'), { recursive: true });
      cpSync(path.join(dir, 'cdk.json'), path.join(dir, name, 'cdk.json'));
    }
    for (const name of ['cdk.out', 'cdk.json']) rmSync(path.join(dir, name), { recursive: true });
    return dir;
  };
  it('the configuration of the app that is named holds from the root, too', async () => {
    const dir = withApp(own, 'packages/a');
    expect((await kmsLint(dir, 'packages/a/cdk.out')).status).toBe(0);
    expect((await kmsLint(dir)).status).toBe(0);
    expect((await kmsLint(dir, 'packages/a/cdk.out', '--config', 'kms-lint.config.json')).status).toBe(1);
  });
});
