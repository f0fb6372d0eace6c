/** What is read where the user names nothing, a folder or a glob: told by --list-files, over folders on the disk. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matching } from './inputs.js';
import { run } from './testing.js';

const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-inputs-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const KEY = JSON.stringify({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: {} } } });
const CDK = JSON.stringify({ app: 'npx tsx app.ts' });
/** What CDK writes into the folder of an assembly. */
const assembly = (dir: string, stack: string): Record<string, string> => ({
  [`${dir}/manifest.json`]: JSON.stringify({
    version: '48.0.0',
    artifacts: { [stack]: { type: 'aws:cloudformation:stack', properties: { templateFile: `${stack}.template.json` } } },
  }),
  [`${dir}/${stack}.template.json`]: KEY,
  [`${dir}/${stack}.assets.json`]: '{"version":"48.0.0","files":{"Resources":{"type":"AWS::"}}}',
  [`${dir}/tree.json`]: '{"version":"tree-0.1","tree":{"Resources":"AWS::KMS::Key"}}',
  [`${dir}/cdk.out`]: '{"version":"48.0.0"}',
});

function lay(texts: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(texts)) {
    mkdirSync(path.dirname(path.join(scratch, file)), { recursive: true });
    writeFileSync(path.join(scratch, file), text);
  }
}

const listed = async (from: string, ...argv: readonly string[]): Promise<{ exit: number; files: readonly string[]; error: string }> => {
  const { exit, out, error } = await run([...argv, '--list-files', '--no-config'], { cwd: path.join(scratch, from) });
  return { exit, files: out.split('\n').filter(Boolean), error };
};

beforeAll(() => {
  lay({
    'one/.git/HEAD': '',
    'one/cdk.json': JSON.stringify({ app: 'npx tsx app.ts', output: 'build/synth' }),
    'one/lib/deep/stack.ts': '',
    ...assembly('one/build/synth', 'Shop'),
    'mono/.git/HEAD': '',
    'mono/packages/a/cdk.json': CDK,
    ...assembly('mono/packages/a/cdk.out', 'A'),
    'mono/packages/b/cdk.json': JSON.stringify({ app: 'npx tsx b.ts', output: '../../out/b' }),
    ...assembly('mono/out/b', 'B'),
    'mono/packages/c/cdk.json': CDK,
    'mono/packages/lib/package.json': '{"name":"lib"}',
    'mono/node_modules/x/cdk.json': CDK,
    'none/.git/HEAD': '',
    'unsynthesized/.git/HEAD': '',
    'unsynthesized/packages/a/cdk.json': CDK,
    'broken/.git/HEAD': '',
    'broken/cdk.json': '{',
    ...assembly('broken/cdk.out', 'Shop'),
    'plain/.git/HEAD': '',
    'plain/sub/.keep': '',
    ...assembly('plain/cdk.out', 'Shop'),
  });
});

describe('without a path', () => {
  it('what cdk.json says, from any folder of the app', async () => {
    expect(await listed('one')).toEqual({
      exit: 0,
      files: ['build/synth/manifest.json', 'build/synth/Shop.template.json'],
      error: '',
    });
    expect((await listed('one/lib/deep')).files).toEqual(['../../build/synth/manifest.json', '../../build/synth/Shop.template.json']);
  });
  it('cdk.out, where cdk.json does not say or cannot be read, and where there is none', async () => {
    expect((await listed('broken')).files).toContain('cdk.out/Shop.template.json');
    expect((await listed('plain')).files).toContain('cdk.out/Shop.template.json');
    expect((await listed('plain/sub')).files).toContain('../cdk.out/Shop.template.json');
  });
  it('all apps below the top of a monorepo; one that was not synthesized is told', async () => {
    const { exit, files, error } = await listed('mono');
    expect(files).toEqual([
      'packages/a/cdk.out/manifest.json',
      'out/b/manifest.json',
      'packages/a/cdk.out/A.template.json',
      'out/b/B.template.json',
    ]);
    expect([exit, error]).toEqual([
      0,
      'kms-lint: packages/c/cdk.out is not there, so that app was not linted: run `npx cdk synth` in packages/c\n',
    ]);
    expect((await listed('mono/packages/a')).files).toEqual(['cdk.out/manifest.json', 'cdk.out/A.template.json']);
  });
  it('where nothing was synthesized: exit 2, with the folder that was looked for', async () => {
    expect(await listed('none')).toMatchObject({ exit: 2, files: [], error: expect.stringContaining('cdk.out') as string });
    expect(await listed('unsynthesized')).toMatchObject({
      exit: 2,
      error: expect.stringContaining(path.join('packages', 'a', 'cdk.out')) as string,
    });
  });
});

describe('globs', () => {
  const A = ['packages/a/cdk.out/manifest.json', 'packages/a/cdk.out/A.template.json'];
  it.each([
    ['**/cdk.out', A],
    ['packages/*', A],
    ['packages/**', A],
    ['packages/a/cdk.out/*', A],
    ['**/{manifest,tree}.json', ['out/b/manifest.json', ...A.slice(0, 1), 'out/b/B.template.json', ...A.slice(1)]],
    ['packages/a/cdk.out/*.template.json', A.slice(1)],
    ['packages/a/cdk.out/A*.json', A.slice(1)],
  ])('%s takes no file of CDK for a template', async (glob, files) => {
    expect(await listed('mono', glob)).toEqual({ exit: 0, files, error: '' });
  });
  it('of the shell name the marker together with what it marks', async () => {
    const all = ['A.assets.json', 'A.template.json', 'cdk.out', 'manifest.json', 'tree.json'].map((name) => `packages/a/cdk.out/${name}`);
    const { exit, files } = await listed('mono', 'packages/a/cdk.out', ...all);
    expect([exit, files.slice(0, 1)]).toEqual([0, A.slice(0, 1)]);
    expect(files.filter((file) => /assets|tree|cdk\.out$/.test(file))).toEqual([]);
  });
  it('without any match that can be linted are told: exit 2', async () => {
    expect((await listed('mono', 'packages/*/nothing-*')).exit).toBe(2);
    expect((await listed('mono', 'packages/*/package.json')).error).toMatch(/is not a template/);
  });
});

describe('a glob with backslashes', () => {
  it('parts folders on Windows, and escapes elsewhere', () => {
    lay({ 'globs/apps/a/cdk.out/x.json': KEY, 'globs/apps/b/cdk.out/x.json': KEY });
    const cwd = path.join(scratch, 'globs');
    const found = ['a', 'b'].map((name) => path.join(cwd, 'apps', name, 'cdk.out'));
    expect(matching('apps\\*\\cdk.out', cwd, path.win32)).toEqual(found);
    expect(matching('.\\apps\\{a,b}\\cdk.out', cwd, path.win32)).toEqual(found);
    expect(matching('apps/*/cdk.out', cwd, path.win32)).toEqual(found);
    expect(matching('apps\\*\\cdk.out', cwd, path.posix)).toEqual([path.resolve(cwd, 'apps\\*\\cdk.out')]);
  });
});

it.each<[string, string, string]>([
  [
    'a pattern without a match',
    'none-*/cdk.oot',
    'nothing matches this pattern: run `npx cdk synth` first, or name the folder that it writes to',
  ],
  [
    'the source, as other linters take it',
    'source/keys.ts',
    'this is source code, and no template: kms-lint reads what `cdk synth` wrote; leave the path out, or name cdk.out',
  ],
])('%s is told as what it is', async (_, named, message) => {
  lay({ 'source/keys.ts': "import * as kms from 'aws-cdk-lib/aws-kms';\nexport const a: string = `x`;\n" });
  const { exit, out } = await run([path.join(scratch, named), '--format', 'json']);
  expect([exit, (JSON.parse(out) as { problems: { message: string }[] }).problems.map((one) => one.message)]).toEqual([2, [message]]);
});
