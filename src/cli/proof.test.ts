/** Fixes of the source as they are proved: a small app is really synthesized, in a copy of its project, before anything is written. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run, TOP } from './testing.js';

const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-proof-'));
const usual = process.env['TMPDIR'];
afterAll(() => {
  if (usual === undefined) Reflect.deleteProperty(process.env, 'TMPDIR');
  else process.env['TMPDIR'] = usual;
  rmSync(scratch, { recursive: true, force: true });
});

/** A folder of its own for copies of projects: other tests make theirs at the same time. */
const temporary = path.join(scratch, 'tmp');
mkdirSync(temporary);
process.env['TMPDIR'] = temporary;

const HEAD = `const { App, Stack } = require('aws-cdk-lib');
const { CfnKey } = require('aws-cdk-lib/aws-kms');
const app = new App();
const stack = new Stack(app, 'Main');
`;
const RSA = `new CfnKey(stack, 'Sign', { keySpec: 'RSA_2048', keyUsage: 'SIGN_VERIFY', enableKeyRotation: true });\n`;

/** An app that was synthesized. */
function project(
  name: string,
  source: string,
  more: Readonly<Record<string, string>> = {},
  links: Readonly<Record<string, string>> = {},
): string {
  const dir = path.join(scratch, name);
  mkdirSync(dir);
  for (const [link, to] of Object.entries(links)) symlinkSync(to, path.join(dir, link));
  symlinkSync(path.join(TOP, 'node_modules'), path.join(dir, 'node_modules'));
  for (const [file, text] of Object.entries({ 'app.js': source, 'cdk.json': '{ "app": "node app.js" }', ...more }))
    writeFileSync(path.join(dir, file), text);
  const env = { ...process.env, CDK_OUTDIR: path.join(dir, 'cdk.out'), CDK_CONTEXT_JSON: '{}', CDK_VALIDATION: 'false' };
  expect(spawnSync(process.execPath, ['app.js'], { cwd: dir, env }).status).toBe(0);
  return dir;
}
const fixIn = (cwd: string, ...argv: string[]) =>
  run(['--root', '.', '--no-ci', '--fix', '--rule', 'unsupported-rotation', ...argv], { cwd, env: { PATH: process.env['PATH'] } });
const copies = (): readonly string[] => readdirSync(temporary).filter((name) => /^kms-lint-\w{6}$/.test(name));

describe('a fix of the source', () => {
  it('is written where the synthesis shows that only it has changed, and no copy is left', async () => {
    const cwd = project('right', HEAD + RSA);
    const before = copies();
    const { exit, out } = await fixIn(cwd);
    expect(out).toMatch(/app\.js:5/);
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /Verified: the app was synthesized with the changes, and nothing else changed in this configuration of it\./,
    );
    expect(exit).toBe(0);
    expect(readFileSync(path.join(cwd, 'app.js'), 'utf8')).toBe(HEAD + RSA.replace(', enableKeyRotation: true', ''));
    expect(copies().filter((name) => !before.includes(name))).toEqual([]);
    // The source is newer than the assembly now: that is said, and nothing is written again.
    const again = await fixIn(cwd);
    expect([again.exit, again.out]).toEqual([1, expect.stringMatching(/1 left/)]);
  }, 60_000);

  it('is left where something that is not seen sets the property, and the exit code says so', async () => {
    const source = `${HEAD}${RSA}for (const each of stack.node.findAll())\n  if (each instanceof CfnKey) each['enable' + 'KeyRotation'] = true;\n`;
    const cwd = project('elsewhere', source);
    const { exit, out } = await fixIn(cwd);
    expect(out).toMatch(/something else sets it/);
    expect(exit).toBe(1);
    expect(readFileSync(path.join(cwd, 'app.js'), 'utf8')).toBe(source);
  }, 60_000);

  it('is left where the source does not give what was linted', async () => {
    const cwd = project('stale', HEAD + RSA);
    const source = HEAD + RSA.replace("'RSA_2048'", "'RSA_3072'");
    writeFileSync(path.join(cwd, 'app.js'), source);
    const { exit, out } = await fixIn(cwd);
    expect(out).toMatch(/the source does not give what was linted: run `npx cdk synth`/);
    expect([exit, readFileSync(path.join(cwd, 'app.js'), 'utf8')]).toEqual([1, source]);
  }, 60_000);

  it('is left where the source is newer than what was synthesized, even if it says the same', async () => {
    const cwd = project('newer', HEAD + RSA);
    writeFileSync(path.join(cwd, '.gitignore'), 'cdk.out\n');
    const later = new Date(Date.now() + 60_000);
    utimesSync(path.join(cwd, 'app.js'), later, later);
    const { exit, out } = await fixIn(cwd);
    expect(out.replace(/\s+/g, ' ')).toContain('app.js was changed after cdk.out was written: run `npx cdk synth` first, then fix');
    expect([exit, readFileSync(path.join(cwd, 'app.js'), 'utf8')]).toEqual([1, HEAD + RSA]);
  }, 60_000);

  it('is written and told as not verified where the app is not synthesized here; the finding counts as still there', async () => {
    const cwd = project('broken', HEAD + RSA);
    writeFileSync(path.join(cwd, 'cdk.json'), '{ "app": "node missing.js" }');
    const { exit, out } = await fixIn(cwd);
    expect(out).toMatch(/Not verified, so that the findings count as still there: `node missing\.js` fails/);
    expect(exit).toBe(1);
    expect(readFileSync(path.join(cwd, 'app.js'), 'utf8')).not.toContain('enableKeyRotation');
  }, 60_000);

  it('is told as not verified where the app needs look-ups that nobody has made', async () => {
    const source = `${HEAD.replace("'Main'", "'Main', { env: { account: '111122223333', region: 'eu-west-1' } }")}${RSA}require('aws-cdk-lib/aws-kms').Key.fromLookup(stack, 'Other', { aliasName: 'alias/other' });\n`;
    const cwd = project('look-up', source);
    const { exit, out } = await fixIn(cwd);
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /Not verified, so that the findings count as still there: the app needs what is not in cdk\.context\.json \(key-provider:account=111122223333:aliasName=alias\/other:region=eu-west-1\)/,
    );
    expect([exit, readFileSync(path.join(cwd, 'app.js'), 'utf8')]).toEqual([1, source.replace(', enableKeyRotation: true', '')]);
  }, 60_000);

  it('is not made in a file outside the project, even through a link: the file is named', async () => {
    const outside = path.join(scratch, 'outside.js');
    writeFileSync(outside, `const { CfnKey } = require('aws-cdk-lib/aws-kms');\nexports.make = (stack) => ${RSA}`);
    symlinkSync(path.join(TOP, 'node_modules'), path.join(scratch, 'node_modules'));
    const cwd = project('link', `${HEAD}require('./lib.js').make(stack);\n`, {}, { 'lib.js': outside });
    const before = readFileSync(outside, 'utf8');
    const { exit, out } = await fixIn(cwd);
    expect(out.replace(/\s+/g, ' ')).toContain('it is made at ../outside.js:2, which is outside the project');
    expect([exit, readFileSync(outside, 'utf8')]).toEqual([1, before]);
  }, 60_000);

  it('must hold in the further configurations, too', async () => {
    const source = `${HEAD}const key = new CfnKey(stack, 'Sign', { keySpec: 'RSA_2048', keyUsage: 'SIGN_VERIFY', enableKeyRotation: true });
if (app.node.tryGetContext('data')) for (const name of ['keySpec', 'keyUsage']) Reflect.set(key, name, undefined);\n`;
    const config = JSON.stringify({ synth: [{ context: { data: true } }] });
    const cwd = project('configurations', source, { 'kms-lint.config.json': config });
    const { exit, out, error } = await fixIn(cwd);
    expect(error).toBe('');
    expect(out.replace(/\s+/g, ' ')).toMatch(/it would change .*Sign.* in another configuration \(data=true\)/);
    expect([exit, readFileSync(path.join(cwd, 'app.js'), 'utf8')]).toEqual([1, source]);
  }, 60_000);

  it('is ended after the time that it is given', async () => {
    const cwd = project('slow', HEAD + RSA);
    writeFileSync(path.join(cwd, 'cdk.json'), '{ "app": "node -e \\"setTimeout(() => {}, 60000)\\"" }');
    const { out } = await fixIn(cwd, '--verify-timeout', '1');
    expect(out.replace(/\s+/g, ' ')).toMatch(/took more than 1 seconds: --verify-timeout gives it more/);
  }, 60_000);

  it('is not proved by a dry run, which runs nothing', async () => {
    const cwd = project('dry', HEAD + RSA);
    writeFileSync(path.join(cwd, 'cdk.json'), '{ "app": "touch ran" }');
    const { exit, out } = await run(['--root', '.', '--fix-dry-run', '--rule', 'unsupported-rotation'], { cwd });
    expect([exit, readdirSync(cwd).includes('ran')]).toEqual([1, false]);
    expect(out).toMatch(/^-.*enableKeyRotation: true/m);
  }, 60_000);
});
