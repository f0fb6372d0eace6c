/** The configuration on the command line: where it is found, how it is loaded, what is said of a wrong one. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { configSchema } from '../config/schema.js';
import { rules } from '../../rules/index.js';
import { builtCli, run, TOP } from './testing.js';

/** Built before the first test, which is not to wait for it. */
const BIN = builtCli();

const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-config-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});
let made = 0;
/** A folder with these files in it. */
function folder(files: Readonly<Record<string, string | object>>): string {
  const dir = path.join(scratch, String((made += 1)));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return dir;
}
const DEMO = path.join(TOP, 'fixtures/assemblies/demo/cdk.out');
const printed = async (cwd: string, ...argv: string[]): Promise<unknown> => {
  const { exit, out, error } = await run(['--print-config', '--format', 'json', ...argv], { cwd });
  expect([exit, error]).toEqual([0, '']);
  return JSON.parse(out);
};

describe('where it is found', () => {
  it('nearest from the working directory upward, as far as the repository goes', async () => {
    const dir = folder({
      'kms-lint.config.json': { failOn: 'never' },
      'repo/.git/HEAD': '',
      'repo/kms-lint.config.json': { failOn: 'note' },
      'repo/packages/app/deep/x': '',
      'repo/packages/lib/package.json': { 'kms-lint': { failOn: 'warning' } },
      'repo/packages/lib/src/x': '',
    });
    expect(await printed(path.join(dir, 'repo/packages/app/deep'))).toMatchObject({ failOn: 'note' });
    expect(await printed(path.join(dir, 'repo/packages/lib/src'))).toMatchObject({ failOn: 'warning' });
    rmSync(path.join(dir, 'repo/kms-lint.config.json'));
    expect(await printed(path.join(dir, 'repo/packages/app/deep'))).toMatchObject({ failOn: 'error' });
  });
  it('without a repository as far as the nearest package.json', async () => {
    const dir = folder({ 'kms-lint.config.json': { failOn: 'note' }, 'app/package.json': '{}', 'app/src/x': '', 'loose/x': '' });
    expect(await printed(path.join(dir, 'app/src'))).toMatchObject({ failOn: 'error' });
    expect(await printed(path.join(dir, 'loose'))).toMatchObject({ failOn: 'error' });
  });
  it('of two in one folder one is read, and the other is told', async () => {
    const dir = folder({ 'package.json': '{}', 'kms-lint.config.json': '{}', 'kms-lint.config.ts': 'export default {};' });
    const { error } = await run(['rules'], { cwd: dir });
    expect(error).toBe('kms-lint: kms-lint.config.json is the configuration; kms-lint.config.ts beside it is not read\n');
  });
  it('--config names another, --no-config none', async () => {
    const dir = folder({ 'kms-lint.config.json': { failOn: 'note' }, 'other.json': { failOn: 'never' } });
    expect(await printed(dir, '--config', 'other.json')).toMatchObject({ failOn: 'never' });
    expect(await printed(dir, '--no-config')).toMatchObject({ failOn: 'error' });
    expect(await run(['--config', 'nowhere.json'], { cwd: dir })).toMatchObject({
      exit: 2,
      error: expect.stringContaining('there is no configuration nowhere.json') as string,
    });
    expect((await run(['--config', 'other.json', '--no-config'], { cwd: dir })).exit).toBe(2);
  });
});

describe('how it is written', () => {
  it.each<[string, string]>([
    ['kms-lint.config.json', '{ "failOn": "note" }'],
    ['kms-lint.config.mjs', "export default { failOn: 'note' };"],
    ['kms-lint.config.cjs', "module.exports = { failOn: 'note' };"],
    ['kms-lint.config.js', "module.exports = { failOn: 'note' };"],
    [
      'kms-lint.config.ts',
      "enum Level { Note = 'note' }\ninterface Settings { readonly failOn: string }\nexport default { failOn: Level.Note } satisfies Settings;",
    ],
    ['package.json', '{ "name": "x", "kms-lint": { "failOn": "note" } }'],
  ])('%s', async (name, text) => {
    expect(await printed(folder({ [name]: text }))).toMatchObject({ failOn: 'note' });
  });
});

describe('what goes first', () => {
  it('an option of the command line, the configuration, the default', async () => {
    const dir = folder({
      'kms-lint.config.json': { $schema: 'x', presets: ['cis'], failOn: 'warning', rules: { 'cross-stack-cycle': 'note' }, pedantic: true },
    });
    expect(await printed(dir)).toEqual({
      presets: ['cis'],
      rules: { 'cross-stack-cycle': 'note' },
      overrides: [],
      externalKeys: [],
      exclude: [],
      ignores: [],
      safeFixes: [],
      synth: [],
      customRules: [],
      pedantic: true,
      failOn: 'warning',
    });
    expect(
      await printed(dir, '--preset', 'strict', '--no-pedantic', '--max-warnings', '3', '--rule', 'cross-stack-cycle=off'),
    ).toMatchObject({
      presets: ['strict'],
      pedantic: false,
      failOn: 'warning',
      maxWarnings: 3,
      overrides: [{ stacks: ['**'], rules: { 'cross-stack-cycle': 'off' } }],
    });
  });
  it('levels of rules, and of rules on some stacks, up to the exit code', async () => {
    const lint = async (config: object, ...argv: string[]): Promise<readonly string[]> => {
      const { out, exit } = await run([DEMO, '--format', 'json', ...argv], { cwd: folder({ 'kms-lint.config.json': config }) });
      const { findings } = JSON.parse(out) as { findings: { ruleId: string; level: string; stack: string }[] };
      return [String(exit), ...findings.map(({ ruleId, level, stack }) => `${stack} ${ruleId} ${level}`).sort()];
    };
    const quiet = { 'cross-stack-cycle': 'off', 'deployer-locked-out': 'off', 'imported-key-policy-ignored': 'off' };
    expect(await lint({ rules: quiet })).toEqual(['1', 'Audit missing-root-trust warning', 'Payments invalid-key-usage error']);
    expect(await lint({ rules: { ...quiet, 'invalid-key-usage': { level: 'note' } } })).toEqual([
      '0',
      'Audit missing-root-trust warning',
      'Payments invalid-key-usage note',
    ]);
    const overrides = [
      { stacks: ['Pay*', 'Audit'], rules: { 'invalid-key-usage': 'off', 'missing-root-trust': 'note' } },
      { stacks: ['Payments'], rules: { 'invalid-key-usage': 'warning' } },
    ];
    expect(await lint({ rules: quiet, overrides })).toEqual(['0', 'Audit missing-root-trust note', 'Payments invalid-key-usage warning']);
    expect(await lint({ rules: quiet, overrides, maxWarnings: 0 })).toEqual(expect.arrayContaining(['1']));
    expect(await lint({ rules: quiet, overrides, maxWarnings: 0 }, '--fail-on', 'never')).toEqual(expect.arrayContaining(['0']));
    expect(await lint({ rules: quiet, overrides }, '--rule', 'invalid-key-usage')).toEqual(['0', 'Payments invalid-key-usage warning']);
    expect(await lint({ rules: { 'invalid-key-usage': { level: 'note' } } }, '--rule', 'invalid-key-usage')).toEqual([
      '0',
      'Payments invalid-key-usage note',
    ]);
    expect(await lint({ rules: { 'invalid-key-usage': 'off' } }, '--rule', 'invalid-key-usage')).toEqual([
      '1',
      'Payments invalid-key-usage error',
    ]);
    // A rule that is off, but on for one stack, runs for that stack alone.
    expect(
      await lint({
        rules: { ...quiet, 'invalid-key-usage': 'off' },
        overrides: [{ stacks: ['Payments'], rules: { 'invalid-key-usage': 'on' } }],
      }),
    ).toEqual(['1', 'Audit missing-root-trust warning', 'Payments invalid-key-usage error']);
  });
});

/** Each way to be wrong, by what is wrong; the text of a file, or files beside one another. */
const RULE = { id: 'key-without-owner', title: 'A key without an owner', why: 'w', remedy: 'r', level: 'error', on: 'key', references: [] };
const ruleModule = (rule: object): string =>
  `export default { ...${JSON.stringify(rule)}, check: () => [], examples: { bad: [], good: [] } };\n`;
const WRONG: Readonly<Record<string, string | object | Readonly<Record<string, string>>>> = {
  'no JSON': '{ "rules": }',
  'nothing in it': '',
  'not an object': '[]',
  'a setting that does not exist': { rule: {}, colour: 'never' },
  'a rule that does not exist': { rules: { 'missing-root-trus': 'off' } },
  'a rule that does not exist, in an override': { overrides: [{ stacks: ['Dev'], rules: { 'cross-stack-cycel': 'off' } }] },
  'a level that does not exist': {
    rules: { 'missing-root-trust': 'eror', 'cross-stack-cycle': 2, 'invalid-key-usage': { level: 'info' } },
  },
  'options of a rule that has none': { rules: { 'missing-root-trust': { level: 'error', options: { days: 3 } } } },
  'words that do not exist': { presets: ['strickt'], failOn: 'warn' },
  'an empty list': { presets: [] },
  'a text where a list belongs': { ignores: { rule: 'x' }, safeFixes: 'missing-root-trust', pedantic: 'yes' },
  'an ignore without a reason': { ignores: [{ rule: 'missing-root-trust', construct: 'Dev/**' }] },
  'an ignore with an empty reason': { ignores: [{ rule: 'missing-root-trust', reason: '' }] },
  'an ignore of a rule that does not exist': { ignores: [{ rule: 'rotation', reason: 'x' }] },
  'an ignore with no date': { ignores: [{ rule: 'missing-root-trust', reason: 'x', expires: 'next year' }] },
  'an ignore with a day that is none': { ignores: [{ rule: 'missing-root-trust', reason: 'x', expires: '2026-02-30' }] },
  'a safe fix of a rule that does not exist': { safeFixes: ['root-trust-missing-everywhere'] },
  'an external key without what it allows': { externalKeys: [{ key: 'alias/shared' }] },
  'an external key that allows nonsense': {
    externalKeys: [
      { key: 'alias/shared', allow: 'everything' },
      { key: 'alias/other', allow: [{ actions: ['s3:GetObject'], principal: 's3.amazonaws.com' }] },
    ],
  },
  'fewer than no warnings': { maxWarnings: -1 },
  'warnings in parts': { maxWarnings: 1.5 },
  'in package.json': { 'package.json': '{\n  "name": "x",\n  "kms-lint": {\n    "failon": "note"\n  }\n}' },
  'a module that throws': { 'kms-lint.config.mjs': '\nthrow new Error("no network");\n' },
  'a module with a syntax error': { 'kms-lint.config.mjs': 'export default {\n  failOn: ,\n};\n' },
  'a module without a default export': { 'kms-lint.config.mjs': 'export const config = {};\n' },
  'a module with a function in it': { 'kms-lint.config.mjs': 'export default { failOn: () => "note" };\n' },
  'rules that are not there': { customRules: ['./rules/mine.js', 'no-such-package-of-rules'] },
  'a module of rules that throws': {
    'kms-lint.config.json': '{ "customRules": ["./rule.mjs"] }',
    'rule.mjs': 'import { no } from "./no.mjs";\n',
  },
  'a module of rules without a default export': {
    'kms-lint.config.json': '{ "customRules": ["./rule.mjs"] }',
    'rule.mjs': 'export const a = 1;\n',
  },
  'a module of rules that exports something else': {
    'kms-lint.config.json': '{ "customRules": ["./rule.mjs"] }',
    'rule.mjs': 'export default 7;\n',
  },
  'a module of an empty list': { 'kms-lint.config.json': '{ "customRules": ["./rule.mjs"] }', 'rule.mjs': 'export default [];\n' },
  'a rule with faults': {
    'kms-lint.config.json': '{ "customRules": ["./rule.mjs"] }',
    'rule.mjs': 'export default [{ id: "NoOwner", level: "info", on: "keys" }];\n',
  },
  'a rule with the id of a built-in one': {
    'kms-lint.config.json': '{\n  "customRules": ["./rule.mjs"]\n}',
    'rule.mjs': ruleModule({ ...RULE, id: 'missing-root-trust' }),
  },
  'options of a custom rule that has none': {
    'kms-lint.config.json': '{ "customRules": ["./rule.mjs"], "rules": { "key-without-owner": { "options": { "tag": "owner" } } } }',
    'rule.mjs': ruleModule(RULE),
  },
  'wrong options of a custom rule': {
    'kms-lint.config.json':
      '{\n  "customRules": ["./rule.mjs"],\n  "rules": { "key-without-owner": { "options": { "tags": "owner", "most": 12 } } }\n}',
    'rule.mjs': ruleModule({
      ...RULE,
      options: {
        defaults: { tag: 'owner', most: 1 },
        schema: {
          type: 'object',
          additionalProperties: false,
          properties: { tag: { type: 'string' }, most: { type: 'integer', maximum: 9 } },
        },
      },
    }),
  },
};

describe('what is said of a wrong one', () => {
  it('each message is in fixtures/reports/config-faults.txt (UPDATE_GOLDEN=1 writes it again)', async () => {
    const texts: string[] = [];
    for (const [title, content] of Object.entries(WRONG)) {
      const isFiles = typeof content === 'object' && Object.keys(content).some((name) => name.includes('.'));
      const dir = folder(isFiles ? (content as Record<string, string>) : { 'kms-lint.config.json': content });
      const { exit, out, error } = await run([DEMO], { cwd: dir });
      expect([exit, out], title).toEqual([2, '']);
      // What a module throws is told by Node, in words of its own.
      texts.push(`# ${title}\n${error.replaceAll(/(cannot be loaded: ).*/g, '$1(what Node says)')}`);
    }
    const golden = path.join(TOP, 'fixtures/reports/config-faults.txt');
    const text = texts.join('\n');
    if (process.env['UPDATE_GOLDEN'] !== undefined || !existsSync(golden)) writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });
});

describe('a module that cannot be loaded', () => {
  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      'throws',
      { 'kms-lint.config.mjs': '\nthrow new Error("no network");\n' },
      /cannot be loaded: no network \(kms-lint\.config\.mjs:2:7\)/,
    ],
    ['has a syntax error', { 'kms-lint.config.mjs': 'export default {\n  failOn: ,\n};\n' }, /cannot be loaded: Unexpected token ','/],
    [
      'imports what is not there, in TypeScript',
      { 'kms-lint.config.ts': "import { no } from './no.js';\nexport default { failOn: no as string };\n" },
      /cannot be loaded: Cannot find module '[^']*no\.js'/,
    ],
    [
      'imports kms-lint, which is not installed there',
      {
        'kms-lint.config.json': '{ "customRules": ["./rule.ts"] }',
        'rule.ts': "import { defineRule } from 'kms-lint/rule-kit';\nexport default defineRule;",
      },
      /customRules\[0\]: \.\/rule\.ts cannot be loaded: Cannot find (module|package) .*must be installed in the project/,
    ],
  ])('%s: said by the process, exit 2', (_, files, message) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, DEMO], { cwd: folder(files), encoding: 'utf8' });
    expect(stderr).toMatch(message);
    expect([status, stdout]).toEqual([2, '']);
  });
});

describe('the schema', () => {
  it('in the package is made of the rules as they are (npm run docs writes it)', () => {
    expect(readFileSync(path.join(TOP, 'schema/config.schema.json'), 'utf8')).toBe(`${JSON.stringify(configSchema(rules), null, 2)}\n`);
  });
});
