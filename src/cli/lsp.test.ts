/** `kms-lint lsp` as editors run it: a process that is spoken to by the protocol. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, Diagnostic, TextDocumentEdit, TextEdit } from 'vscode-languageserver/node';
import { afterEach, expect, it, vi } from 'vitest';
import { startEditor, type Editor, type EditorOptions } from '../lsp/client.testing.js';
import { uriOfFile } from '../lsp/uri.js';
import { builtCli, TOP } from './testing.js';

const cli = builtCli();
vi.setConfig({ testTimeout: 120_000 });
const made: string[] = [];
const editors: Editor[] = [];
afterEach(async () => {
  for (const editor of editors.splice(0)) await editor.close().catch(() => undefined);
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** The demo app, synthesized just now. @param name of its folder */
function demo(name = 'demo', top = mkdtempSync(path.join(tmpdir(), 'kms-lint-lsp-'))): string {
  made.push(top);
  const dir = path.join(top, name);
  cpSync(path.join(TOP, 'fixtures/assemblies/demo'), dir, { recursive: true });
  writeFileSync(path.join(dir, 'package.json'), '{}');
  return dir;
}

async function edit(folders: readonly string[], more: Partial<EditorOptions> = {}): Promise<Editor> {
  const editor = await startEditor({ cli, folders, ...more });
  editors.push(editor);
  return editor;
}

const AUDIT = 'lib/audit-stack.ts';
const uri = (dir: string, file = AUDIT): string => uriOfFile(path.join(dir, file));
const text = (dir: string, file = AUDIT): string => readFileSync(path.join(dir, file), 'utf8');
const lineOf = (content: string, part: string): number => content.split(/\r\n|\n/).findIndex((line) => line.includes(part));
const places = (diagnostics: readonly Diagnostic[] | undefined): readonly string[] =>
  (diagnostics ?? []).map(({ range, code }) => `${range.start.line + 1}:${range.start.character + 1} ${String(code)}`).sort();
const FOUND = ['16:5 deployer-locked-out', '16:5 missing-root-trust', '28:13 imported-key-policy-ignored'];

const editsOf = (action: CodeAction, of: string): readonly TextEdit[] =>
  (action.edit?.documentChanges as TextDocumentEdit[] | undefined)
    ?.find(({ textDocument }) => textDocument.uri === of)
    ?.edits.map((one) => one as TextEdit) ??
  action.edit?.changes?.[of] ??
  [];
const applied = (action: CodeAction, of: string, content: string): string =>
  TextDocument.applyEdits(TextDocument.create(of, 'typescript', 1, content), [...editsOf(action, of)]);

it('starts, shows what cdk synth wrote on the lines of the source, and ends as it should', async () => {
  const dir = demo();
  const editor = await edit([dir]);
  expect(editor.started.serverInfo).toEqual({ name: 'kms-lint', version: '0.1.0' });
  expect(editor.started.capabilities).toMatchObject({ hoverProvider: true, codeActionProvider: { codeActionKinds: ['quickfix'] } });
  await editor.until('all files', () => editor.published().length >= 3);
  expect(places(editor.diagnostics(uri(dir)))).toEqual(FOUND);
  const [locked] = editor.diagnostics(uri(dir)) ?? [];
  expect(locked).toMatchObject({ severity: 1, source: 'kms-lint', message: expect.stringContaining('Audit/TrailKey') as string });
  expect(locked?.relatedInformation?.map(({ location }) => path.basename(location.uri))).toContain('Audit.template.json');
  expect(editor.diagnostics(uri(dir))?.find(({ code }) => code === 'imported-key-policy-ignored')).toMatchObject({
    severity: 2,
    tags: [1],
  });
  expect(editor.published().every((one) => one.startsWith(uriOfFile(dir)))).toBe(true);
  expect(editor.messages).toEqual([]);
  expect(await editor.close()).toBe(0);
  editors.pop();
});

it('ends with 1 without a shutdown, as the protocol says', async () => {
  const editor = await edit([demo()]);
  editors.pop();
  expect(await editor.close(false)).toBe(1);
});

it('over a line it tells why, and what to do', async () => {
  const dir = demo();
  const editor = await edit([dir]);
  await editor.until('diagnostics', () => editor.diagnostics(uri(dir)) !== undefined);
  const hover = await editor.hover(uri(dir), 15, 10);
  expect(hover?.contents).toMatchObject({
    kind: 'markdown',
    value: expect.stringMatching(/deployer-locked-out[^]*What to do\.[^]*missing-root-trust/) as string,
  });
  expect(await editor.hover(uri(dir), 1, 1)).toBeNull();
});

it('a fix changes the source, and a comment suppresses', async () => {
  const dir = demo();
  const editor = await edit([dir], { capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } });
  const file = 'lib/payments-stack.ts';
  await editor.until('diagnostics', () => editor.diagnostics(uri(dir, file)) !== undefined);
  await editor.open(uri(dir, file), text(dir, file));
  const line = editor.diagnostics(uri(dir, file))?.[0]?.range.start.line ?? -1;
  const actions = await editor.actions(uri(dir, file), line, editor.diagnostics(uri(dir, file)));
  expect(actions.map(({ title }) => title)).toEqual([
    expect.stringMatching(/^Fix: .*\(unsafe: look at what it changes\)$/) as string,
    'Suppress invalid-key-usage on this line',
  ]);
  const [fix, suppress] = actions;
  if (!fix || !suppress) throw new Error('no actions');
  expect(applied(fix, uri(dir, file), text(dir, file))).toContain('keyUsage: kms.KeyUsage.SIGN_VERIFY');
  const suppressed = applied(suppress, uri(dir, file), text(dir, file));
  expect(suppressed.split('\n')[line]).toBe('    // kms-lint-disable-next-line invalid-key-usage -- say why');
  await editor.change(uri(dir, file), suppressed);
  await editor.until('the suppressed one goes', () => editor.diagnostics(uri(dir, file))?.length === 0);
});

it('while a file is edited, what is found moves with its line, and goes with it', async () => {
  const dir = demo();
  const editor = await edit([dir]);
  await editor.until('diagnostics', () => editor.diagnostics(uri(dir)) !== undefined);
  const content = text(dir);
  await editor.open(uri(dir), content);
  await editor.change(uri(dir), `// one\n// two\n${content}`);
  const moved = ['18:5 deployer-locked-out', '18:5 missing-root-trust', '30:13 imported-key-policy-ignored'];
  await editor.until('two lines down', () => places(editor.diagnostics(uri(dir))).join() === moved.join());
  // Saved, the text is newer than what was synthesized; the lines stay known.
  writeFileSync(path.join(dir, AUDIT), `// one\n// two\n${content}`);
  utimesSync(path.join(dir, AUDIT), new Date(), new Date(Date.now() + 60_000));
  await editor.notify('textDocument/didSave', { textDocument: { uri: uri(dir) } });
  await editor.change(uri(dir), `// one\n// two\n// three\n${content}`);
  await editor.until('three lines down', () => places(editor.diagnostics(uri(dir)))[0] === '19:5 deployer-locked-out');
  const start = lineOf(content, "new kms.Key(this, 'TrailKey'");
  const without = content
    .split('\n')
    .filter((_, index) => index < start || index > start + 6)
    .join('\n');
  await editor.change(uri(dir), without);
  await editor.until('gone', () => !places(editor.diagnostics(uri(dir))).some((place) => place.includes('missing-root-trust')));
});

it('a fix is offered in an edited file where its lines are as they were, and only there', async () => {
  const dir = demo();
  const editor = await edit([dir]);
  const file = 'lib/payments-stack.ts';
  await editor.until('diagnostics', () => editor.diagnostics(uri(dir, file)) !== undefined);
  const content = text(dir, file);
  await editor.open(uri(dir, file), content);
  await editor.change(uri(dir, file), `// one\n${content}`);
  const key = lineOf(content, "new kms.Key(this, 'ReceiptKey'");
  await editor.until('one line down', () => editor.diagnostics(uri(dir, file))?.[0]?.range.start.line === key + 1);
  const [fix] = await editor.actions(uri(dir, file), key + 1);
  expect(fix && applied(fix, uri(dir, file), `// one\n${content}`)).toMatch(/^\/\/ one\n[^]*keyUsage: kms.KeyUsage.SIGN_VERIFY/);
  const edited = content.replace(/^(.*ReceiptKey'.*)$/m, '$1 // here').replace('ECC_NIST_EDWARDS25519', 'ECC_NIST_P256');
  await editor.change(uri(dir, file), edited);
  await editor.until('back', () => editor.diagnostics(uri(dir, file))?.[0]?.range.start.line === key);
  expect((await editor.actions(uri(dir, file), key)).map(({ title }) => title)).toEqual(['Suppress invalid-key-usage on this line']);
});

/** Makes a synthesis in which the key of the audit trail is not wrong any more. */
function synthesizeAgain(dir: string): void {
  const template = path.join(dir, 'cdk.out/Audit.template.json');
  const audit = JSON.parse(readFileSync(template, 'utf8')) as { Resources: Record<string, { Type: string }> };
  for (const [id, { Type }] of Object.entries(audit.Resources)) if (Type === 'AWS::KMS::Key') Reflect.deleteProperty(audit.Resources, id);
  writeFileSync(template, JSON.stringify(audit));
  const manifest = path.join(dir, 'cdk.out/manifest.json');
  writeFileSync(manifest, readFileSync(manifest));
}

it.each([
  ['that tells what changes', true],
  ['that does not', false],
])('a new synthesis is shown to a client %s', async (_, dynamicRegistration) => {
  const dir = demo();
  const editor = await edit([dir], { capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration } } } });
  await editor.until('diagnostics', () => places(editor.diagnostics(uri(dir))).length === 3);
  if (dynamicRegistration) await editor.until('a registration', () => editor.watching.length > 0);
  expect(editor.watching).toEqual(dynamicRegistration ? ['workspace/didChangeWatchedFiles'] : []);
  synthesizeAgain(dir);
  if (dynamicRegistration)
    await editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri(dir, 'cdk.out/manifest.json'), type: 2 }] });
  await editor.until('fewer', () => places(editor.diagnostics(uri(dir))).join() === '28:13 imported-key-policy-ignored');
});

it('a synthesis that is half written is waited for; one that stays broken, and one that is gone, are told', async () => {
  const dir = demo();
  const editor = await edit([dir]);
  await editor.until('diagnostics', () => places(editor.diagnostics(uri(dir))).length === 3);
  const manifest = path.join(dir, 'cdk.out/manifest.json');
  const whole = readFileSync(manifest, 'utf8');
  writeFileSync(manifest, whole.slice(0, 500));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(places(editor.diagnostics(uri(dir)))).toEqual(FOUND);
  await editor.until('a message', () => editor.messages.length > 0);
  expect(editor.messages).toEqual([expect.stringMatching(/^kms-lint: .*manifest\.json/) as string]);
  writeFileSync(manifest, whole);
  await editor.until('found again', () => places(editor.diagnostics(uri(dir))).length === 3);
  renameSync(path.join(dir, 'cdk.out'), path.join(dir, 'gone'));
  await editor.until('nothing', () => places(editor.diagnostics(uri(dir))).length === 0);
  await editor.until('a second message', () => editor.messages.length === 2);
  expect(editor.messages[1]).toContain('cdk synth');
  renameSync(path.join(dir, 'gone'), path.join(dir, 'cdk.out'));
  await editor.until('found once more', () => places(editor.diagnostics(uri(dir))).length === 3);
});

it('takes the configuration and the baseline of each folder, and tells what is wrong with one', async () => {
  const dir = demo();
  const other = demo('other');
  writeFileSync(path.join(dir, 'kms-lint.config.json'), '{ "rules": { "missing-root-trust": "off" } }');
  writeFileSync(path.join(other, 'kms-lint.config.json'), '{ "rules": { "missing-root-trst": "off" } }');
  const editor = await edit([dir, other]);
  await editor.until('diagnostics', () => places(editor.diagnostics(uri(dir))).length === 2);
  await editor.until('a message', () => editor.messages.length > 0);
  expect(editor.messages[0]).toMatch(/kms-lint\.config\.json.*missing-root-trst/);
  expect(editor.diagnostics(uri(other))).toBeUndefined();
  writeFileSync(path.join(other, 'kms-lint.config.json'), '{ "rules": {} }');
  await editor.open(uri(other), text(other));
  await editor.until('the other', () => places(editor.diagnostics(uri(other))).length === 3);
  await editor.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [{ uri: uriOfFile(dir), name: 'app' }] } });
  await editor.until('the first is gone', () => editor.diagnostics(uri(dir))?.length === 0);
});

it('says nothing in a folder without an app, and finds the app of a file that is opened alone', async () => {
  const empty = mkdtempSync(path.join(tmpdir(), 'kms-lint-lsp-'));
  made.push(empty);
  const dir = demo();
  const editor = await edit([empty]);
  await editor.open(uri(dir), text(dir));
  await editor.until('diagnostics', () => places(editor.diagnostics(uri(dir))).length === 3);
  expect(editor.messages).toEqual([]);
  expect(editor.published().every((one) => one.startsWith(uriOfFile(dir)))).toBe(true);
});

it('several apps of one workspace, in folders with blanks and signs', async () => {
  const top = mkdtempSync(path.join(tmpdir(), 'kms-lint-lsp-'));
  const apps = [demo('my app', top), demo('ünï%20c#de', top)];
  mkdirSync(path.join(top, '.git'));
  // As an editor may write it: all that is not plain is escaped, the tilde and brackets too.
  const editor = await edit([uriOfFile(top)]);
  for (const app of apps) await editor.until(app, () => places(editor.diagnostics(uri(app))).length === 3);
  const [, odd = ''] = apps;
  const own = uri(odd).replace('lib/', '%6Cib/');
  await editor.open(own, text(odd));
  await editor.until('under its own name', () => places(editor.diagnostics(own)).length === 3);
  expect(await editor.hover(own, 15, 6)).not.toBeNull();
});

it('lines that end as on Windows, and signs of two units before the place', async () => {
  const dir = demo();
  const content = text(dir).replace('    const shared = kms', '    /* 🔑🔑 */ const shared = kms').replaceAll('\n', '\r\n');
  writeFileSync(path.join(dir, AUDIT), content);
  utimesSync(path.join(dir, AUDIT), new Date(0), new Date(0));
  const editor = await edit([dir]);
  await editor.until('diagnostics', () => places(editor.diagnostics(uri(dir))).length === 3);
  await editor.open(uri(dir), content);
  const line = lineOf(content, "new kms.Key(this, 'TrailKey'");
  const actions = await editor.actions(uri(dir), line);
  expect(actions.length).toBeGreaterThan(1);
  for (const action of actions) {
    const after = applied(action, uri(dir), content);
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(after).not.toBe(content);
  }
});

it('a configuration in code may print, and is read anew when it is written', async () => {
  const dir = demo();
  const config = path.join(dir, 'kms-lint.config.ts');
  const off = (rule: string): string =>
    `console.log('hello');\nprocess.stdout.write('there');\nexport default { rules: { '${rule}': 'off' as const } };\n`;
  writeFileSync(config, off('missing-root-trust'));
  const editor = await edit([dir]);
  await editor.until('two', () => places(editor.diagnostics(uri(dir))).join() === [FOUND[0], FOUND[2]].join());
  writeFileSync(config, off('deployer-locked-out'));
  await editor.until('two others', () => places(editor.diagnostics(uri(dir))).join() === [FOUND[1], FOUND[2]].join());
});

it('what is no file, no app or no message at all does not end it; a client that is gone does', async () => {
  const dir = demo();
  const link = path.join(path.dirname(dir), 'link');
  symlinkSync(dir, link, 'junction');
  const editor = await edit(['untitled://x', 'file://server%2Fx/y', link]);
  await editor.open('untitled:Untitled-1', 'x');
  await editor.open('git:/a.ts?{}', 'x');
  await editor.notify('textDocument/didChange', {
    textDocument: { uri: 'file:///nowhere.ts', version: 3 },
    contentChanges: [{ text: 'x' }],
  });
  await editor.notify('no/such', {});
  editor.raw('Content-Length: 9\r\n\r\n{"no json');
  await editor.until('diagnostics under the name that the editor has', () => places(editor.diagnostics(uri(link))).length === 3);
  expect(await editor.hover('untitled:Untitled-1', 0, 0)).toBeNull();
  expect(await editor.actions('git:/a.ts?{}', 0)).toEqual([]);
  expect(editor.messages).toEqual([]);
  editors.pop();
  expect(await editor.leave()).toBe(1);
});

it('of a folder in an app only what lies in it is told', async () => {
  const dir = demo();
  const editor = await edit([path.join(dir, 'lib')]);
  await editor.until('diagnostics', () => places(editor.diagnostics(uri(dir))).length === 3);
  const bin = await edit([path.join(dir, 'bin')]);
  await bin.open(uri(dir, 'bin/shop.ts'), text(dir, 'bin/shop.ts'));
  expect(await bin.hover(uri(dir, 'bin/shop.ts'), 0, 0)).toBeNull();
  expect(bin.published()).toEqual([]);
});
