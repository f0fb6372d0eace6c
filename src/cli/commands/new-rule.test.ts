/** A new rule: what is written where, and that it breaks the contract until it is written. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { run, TOP } from '../testing.js';
import { listed } from './new-rule.js';

const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-new-rule-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});
beforeEach(() => {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch);
});
const read = (file: string): string => readFileSync(path.join(scratch, file), 'utf8');
const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(scratch, file)), { recursive: true });
  writeFileSync(path.join(scratch, file), text);
};
const kmsLint = (...argv: string[]) => run(argv, { cwd: scratch });

describe("in a user's project", () => {
  it('writes JavaScript, or TypeScript where there is a tsconfig.json, and names it in the configuration', async () => {
    expect(await kmsLint('new-rule', 'key-without-owner')).toMatchObject({
      exit: 0,
      error: '',
      out: 'kms-lint-rules/key-without-owner.mjs is written: fill in what says TODO\nkms-lint.config.json names it in customRules\nthen: kms-lint rules --test\n',
    });
    write('tsconfig.json', '{}');
    await kmsLint('new-rule', 'key-too-old', '--dir', 'lint/kms');
    expect(read('lint/kms/key-too-old.ts')).toContain("from 'kms-lint/rule-kit'");
    expect(JSON.parse(read('kms-lint.config.json'))).toEqual({
      customRules: ['./kms-lint-rules/key-without-owner.mjs', './lint/kms/key-too-old.ts'],
    });
  });
  it('writes TypeScript where that is asked for, and no second file of a rule in another language', async () => {
    expect((await kmsLint('new-rule', 'key-too-new', '--ts')).out).toContain('kms-lint-rules/key-too-new.ts is written');
    expect(await kmsLint('new-rule', 'key-too-new', '--js')).toMatchObject({
      exit: 2,
      out: '',
      error: expect.stringContaining(
        'kms-lint-rules/key-too-new.ts is there already: to write it anew, delete it and take it out of customRules first',
      ) as string,
    });
    expect(await kmsLint('new-rule', 'key-too-old', '--js', '--ts')).toMatchObject({ exit: 2, out: '' });
    expect(JSON.parse(read('kms-lint.config.json'))).toEqual({ customRules: ['./kms-lint-rules/key-too-new.ts'] });
  });
  it('leaves what stands in a configuration as it is', async () => {
    write('package.json', '{\n  "name": "app",\n  "kms-lint": { "failOn": "note" }\n}\n');
    expect((await kmsLint('new-rule', 'key-without-owner')).out).toContain('package.json names it');
    expect(JSON.parse(read('package.json'))).toEqual({
      name: 'app',
      'kms-lint': { failOn: 'note', customRules: ['./kms-lint-rules/key-without-owner.mjs'] },
    });
  });
  it('tells what to write in a configuration that is code', async () => {
    write('kms-lint.config.mjs', 'export default {};\n');
    expect((await kmsLint('new-rule', 'key-without-owner')).out).toContain(
      'add "./kms-lint-rules/key-without-owner.mjs" to customRules in kms-lint.config.mjs',
    );
  });
  it.each<[string[], RegExp]>([
    [[], /new-rule takes one id/],
    [['KeyWithoutOwner'], /KeyWithoutOwner is no id of a rule: write it in kebab-case/],
    [['missing-root-trust'], /there is a rule missing-root-trust already/],
  ])('%j is a usage error', async (argv, message) => {
    expect(await kmsLint('new-rule', ...argv)).toMatchObject({ exit: 2, out: '', error: expect.stringMatching(message) as string });
  });
  it('does not write over a file', async () => {
    write('kms-lint-rules/key-without-owner.mjs', 'mine');
    expect(await kmsLint('new-rule', 'key-without-owner')).toMatchObject({
      exit: 2,
      error: expect.stringContaining('kms-lint-rules/key-without-owner.mjs is there already') as string,
    });
    expect(read('kms-lint-rules/key-without-owner.mjs')).toBe('mine');
  });
  it('fails its test until it is written', async () => {
    await kmsLint('new-rule', 'key-without-owner');
    const file = 'kms-lint-rules/key-without-owner.mjs';
    // As if kms-lint were installed there.
    write(file, read(file).replace('kms-lint/rule-kit', path.join(TOP, 'src/rule-kit.ts')));
    const before = await kmsLint('rules', '--test');
    expect([before.exit, before.out.split('\n')[0]]).toEqual([1, 'key-without-owner:']);
    expect(before.out).toContain('is documented: `title` is still to be written');
    expect(before.out).toContain('speaks on its bad examples: "TODO: what is reported": nothing is reported');
    // A module is loaded once in a process: the written one has another name.
    await kmsLint('new-rule', 'key-without-name');
    write(
      'kms-lint-rules/key-without-name.mjs',
      read(file)
        .replaceAll('key-without-owner', 'key-without-name')
        .replace("if (description !== 'TODO') return;", 'if (description !== undefined || key.properties.Description) return;')
        .replace('is TODO, so that ...', 'has no description.')
        .replaceAll('TODO: ', ''),
    );
    expect(await kmsLint('rules', '--test', 'key-without-name')).toMatchObject({ exit: 0, out: 'key-without-name: keeps the contract\n' });
    expect((await kmsLint('rules')).out).toMatch(/^key-without-name +warning +the flaw in a few words$/m);
    expect((await kmsLint('explain', 'key-without-name')).out).toContain('## key-without-name');
  });
});

describe('in the repository of kms-lint', () => {
  it('writes the rule, and puts it into the list where it belongs', async () => {
    write('package.json', '{ "name": "kms-lint" }');
    write('rules/index.ts', readFileSync(path.join(TOP, 'rules/index.ts'), 'utf8'));
    expect(await kmsLint('new-rule', 'key-too-old')).toMatchObject({ exit: 0, error: '' });
    expect(read('rules/key-too-old.ts')).toContain("from '../src/rule-kit.js'");
    expect(read('rules/index.ts')).toContain("import keyTooOld from './key-too-old.js';\n");
    expect(read('rules/index.ts')).toContain('  keyTooOld,\n');
  });
  it.each(['aaa', 'key-too-old', 'zzz'])('the list stays in order: %s', (id) => {
    const list = readFileSync(path.join(TOP, 'rules/index.ts'), 'utf8');
    const lines = listed(list, id).split('\n');
    const imports = lines.flatMap((line) => /^import \w+ from '\.\/([\w-]+)\.js'/.exec(line)?.[1] ?? []);
    const entries = lines.flatMap((line) => /^ {2}(\w+),$/.exec(line)?.[1] ?? []);
    expect([imports, entries]).toEqual([imports.toSorted(), entries.toSorted()]);
    expect([imports, entries.length]).toEqual([expect.arrayContaining([id]), imports.length]);
  });
});
