/**
 * Windows, simulated: the demo app with the paths, traces and line ends of Windows, in an engine that has Windows' rules of paths. The law is
 * that it says what it says elsewhere.
 */
import type path from 'node:path';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LintInput } from '../lint/lint.js';
import type { LintResult } from '../types/report.js';
import { TOP } from './testing.js';

const DEMO = `${TOP}/fixtures/assemblies/demo`;
/** The texts of the demo app by their paths in it, with slashes. */
function demo(below = ''): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(`${DEMO}/${below}`).flatMap((name) => {
      const file = `${below}${name}`;
      return statSync(`${DEMO}/${file}`).isDirectory()
        ? Object.entries(demo(`${file}/`))
        : [[file, readFileSync(`${DEMO}/${file}`, 'utf8')]];
    }),
  );
}
type Texts = Readonly<Record<string, string>>;
const crlf = (text: string): string => text.replaceAll(/\r?\n/g, '\r\n');
const mapped = (texts: Texts, nameOf: (name: string) => string, textOf: (text: string) => string): Texts =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [nameOf(name), textOf(text)]));

interface Engine {
  readonly fixed: (texts: Texts, input: Pick<LintInput, 'paths' | 'root'>) => readonly { readonly file: string; readonly after: string }[];
  readonly lint: (
    texts: Texts,
    more: Omit<LintInput, 'files' | 'rules' | 'tool' | 'paths' | 'root'> & Pick<LintInput, 'paths' | 'root'>,
  ) => LintResult;
  readonly report: (name: 'sarif' | 'json' | 'github' | 'gitlab', result: LintResult) => string;
  readonly suppressed: (
    texts: Texts,
    input: Pick<LintInput, 'paths' | 'root'>,
    configuration: string,
  ) => readonly { readonly file: string; readonly after: string }[];
}

async function engine(system: 'windows' | 'posix'): Promise<Engine> {
  vi.resetModules();
  if (system === 'windows')
    vi.doMock('node:path', async (original) => {
      const { win32 } = await original<typeof path>();
      return { ...win32, default: win32 };
    });
  const { lintInputs } = await import('../lint/lint.js'),
    { memoryFiles } = await import('../files/memory.js'),
    { rules } = await import('../../rules/index.js'),
    { report } = await import('../report/index.js'),
    { suppressFindings } = await import('../suppress/suppress.js'),
    { fix } = await import('../fix/fix.js');
  vi.doUnmock('node:path');
  const tool = { name: 'kms-lint', version: '1.0.0' };
  return {
    lint: (texts, more) => lintInputs({ files: memoryFiles(texts), rules, tool, today: '2026-12-01', ...more }),
    report: (name, result) => report(name, result),
    fixed: (texts, input) =>
      fix(
        { files: memoryFiles(texts), rules, tool, today: '2026-12-01', ...input },
        { targets: ['source', 'cdk-json'], unsafe: true, promoted: [], readOnly: () => undefined },
      ).changes,
    suppressed: (texts, input, configuration) =>
      suppressFindings(
        { files: memoryFiles(texts), rules, tool, today: '2026-12-01', ...input },
        { reason: 'known', wanted: () => true, readOnly: () => undefined, configuration: () => ({ file: configuration, steps: [] }) },
      ).changes,
  };
}

/** The app below C:\repo, where it was synthesized as well. */
const onWindows = (texts: Texts, textOf = crlf): Texts =>
  mapped(
    texts,
    (name) => `C:\\repo\\shop\\${name.replaceAll('/', '\\')}`,
    (text) =>
      textOf(text.replaceAll(/\/home\/dev\/app\/([^:)]*)/g, (_, file: string) => `C:\\\\repo\\\\shop\\\\${file.replaceAll('/', '\\\\')}`)),
  );
const elsewhere = (texts: Texts): Texts =>
  mapped(
    texts,
    (name) => `/repo/shop/${name}`,
    (text) => text,
  );

const TEXTS = demo();
let windows: Engine, posix: Engine;
beforeAll(async () => {
  posix = await engine('posix');
  windows = await engine('windows');
});
afterAll(() => {
  vi.resetModules();
});

const IN = { windows: { paths: ['C:\\repo\\shop\\cdk.out'], root: 'C:\\repo' }, posix: { paths: ['/repo/shop/cdk.out'], root: '/repo' } };

describe('an app on Windows', () => {
  it.each(['json', 'sarif', 'github', 'gitlab'] as const)(
    'has the same report %s as elsewhere, though all its lines end with CRLF',
    (name) => {
      const expected = posix.report(name, posix.lint(elsewhere(TEXTS), IN.posix)),
        found = windows.report(name, windows.lint(onWindows(TEXTS), IN.windows));
      expect(found).toBe(expected);
      expect(expected).toContain('shop/lib/');
    },
  );
  const places = ({ findings }: LintResult): readonly string[] =>
    findings.map(({ ruleId, source }) => `${ruleId} ${source?.file ?? ''}:${source?.line ?? ''}`);
  const expected = (): readonly string[] => places(posix.lint(elsewhere(TEXTS), IN.posix));
  const traced = (file: (name: string) => string): Texts =>
    mapped(
      TEXTS,
      (name) => name,
      (text) => text.replaceAll(/\/home\/dev\/app\/([^:)"]*)/g, (_, name: string) => file(name)),
    );

  it.each<[string, (name: string) => string]>([
    ['URLs', (name) => `file:///C:/repo/shop/${name}`],
    ['a drive in small letters', (name) => `c:\\\\repo\\\\shop\\\\${name.replaceAll('/', '\\\\')}`],
    ['slashes', (name) => `C:/repo/shop/${name}`],
    ['another drive, of a machine of the CI', (name) => `D:\\\\a\\\\1\\\\s\\\\shop\\\\${name.replaceAll('/', '\\\\')}`],
    ['a container', (name) => `/app/${name}`],
  ])('finds its lines by traces with %s, on Windows and where it was copied to', (_, file) => {
    expect(places(windows.lint(onWindows(traced(file)), IN.windows))).toEqual(expected());
    expect(places(posix.lint(elsewhere(traced(file)), IN.posix))).toEqual(expected());
  });
  it('has problems with the same places', () => {
    const broken = { ...TEXTS, 'cdk.out/Audit.template.json': '{\n  "Resources": {,\n}' };
    const on = (one: LintResult): unknown => one.problems.map(({ message, at }) => [message, at]);
    expect(on(windows.lint(onWindows(broken), IN.windows))).toEqual(on(posix.lint(elsewhere(broken), IN.posix)));
    expect(on(windows.lint(onWindows(broken), IN.windows))).toContainEqual([
      expect.any(String),
      { file: 'shop/cdk.out/Audit.template.json', line: 2, column: 17 },
    ]);
  });
  it('takes comments in lines with CRLF, and writes them so', () => {
    const before = onWindows(TEXTS),
      changes = windows.suppressed(before, IN.windows, 'C:\\repo\\shop\\kms-lint.config.json');
    const scripts = changes.filter(({ file }) => file.endsWith('.ts'));
    expect(scripts.map(({ file }) => file)).toContain('C:\\repo\\shop\\lib\\audit-stack.ts');
    for (const { after } of scripts) expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const now = windows.lint({ ...before, ...Object.fromEntries(scripts.map(({ file, after }) => [file, after])) }, IN.windows);
    const commented = now.findings.filter(({ suppressed }) => suppressed?.by === 'comment' && suppressed.reason === 'known');
    expect(commented.length).toBeGreaterThan(2);
    // As elsewhere, but for the ends of lines.
    const others = posix
      .suppressed(elsewhere(TEXTS), IN.posix, '/repo/shop/kms-lint.config.json')
      .filter(({ file }) => file.endsWith('.ts'));
    expect(scripts.map(({ after }) => after.replaceAll('\r\n', '\n'))).toEqual(others.map(({ after }) => after));
  });
  it('is fixed by the same edits', () => {
    const edits = (changes: readonly { readonly file: string; readonly after: string }[]): readonly string[] =>
      changes.map(({ after }) => after.replaceAll('\r\n', '\n'));
    const here = windows.fixed(onWindows(TEXTS), IN.windows),
      there = posix.fixed(elsewhere(TEXTS), IN.posix);
    expect(edits(here)).toEqual(edits(there));
    expect(here.length).toBeGreaterThan(0);
    for (const { after } of here) expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
  it.each([
    'cdk.out\\Audit.template.json',
    'cdk.out/Audit.template.json',
    'CDK.OUT\\audit.template.json',
    '.\\cdk.out\\A*.json',
    'Audit.template.json',
  ])('leaves out what the configuration calls %s', (pattern) => {
    const folder = 'C:\\repo\\shop';
    const exclusions = [{ pattern, folder, top: folder, at: { file: `${folder}\\kms-lint.config.json`, pointer: '/exclude/0' } }];
    const { findings, problems } = windows.lint(onWindows(TEXTS), { ...IN.windows, exclusions });
    expect(findings.some(({ stackName }) => stackName === 'Orders')).toBe(true);
    expect(findings.filter(({ stackName }) => stackName === 'Audit')).toEqual([]);
    expect(problems.filter(({ message }) => message.includes('exclude'))).toEqual([]);
  });
  it('has the configuration of its folder in a monorepo, whatever the letters of its drive', () => {
    const two = {
      ...onWindows(TEXTS),
      ...Object.fromEntries(Object.entries(onWindows(TEXTS)).map(([file, text]) => [file.replace('shop', 'other'), text])),
    };
    const own = { config: { presets: [] }, rules: [] };
    const { findings } = windows.lint(two, {
      root: 'C:\\repo',
      paths: ['C:\\repo\\other\\cdk.out\\Audit.template.json', 'C:\\repo\\shop\\cdk.out\\Audit.template.json'],
      apps: [{ homes: ['c:\\repo\\Shop'], ...own }],
    });
    expect(new Set(findings.map(({ template }) => template?.file))).toEqual(new Set(['other/cdk.out/Audit.template.json']));
  });
});
