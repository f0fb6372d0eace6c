/** What docs/editors.md says to paste is what editors take. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { expect, it } from 'vitest';
import { run, TOP } from './testing.js';

const page = readFileSync(path.join(TOP, 'docs/editors.md'), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, name, text = '']) => (name === language ? [text] : []));

it('the problem matcher reads each finding of the concise report', async () => {
  const tasks = blocks('json').map((text) => JSON.parse(text) as Tasks);
  const [pattern] = tasks.flatMap((one) => one.tasks?.flatMap(({ problemMatcher }) => problemMatcher?.pattern ?? []) ?? []);
  const { out } = await run(['fixtures/assemblies/demo/cdk.out', '--format', 'concise']);
  const lines = out.trimEnd().split('\n').slice(0, -1);
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) {
    const found = new RegExp(pattern?.regexp ?? '').exec(line);
    const { file, line: row, column, severity, code, message } = pattern ?? ({} as Pattern);
    expect([file, row, column, severity, code, message].map((index) => found?.[index])).toEqual([
      expect.stringMatching(/^fixtures\/assemblies\/demo\/.*\.ts$/),
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^(error|warning|note)$/),
      expect.stringMatching(/^[a-z-]+$/),
      expect.stringMatching(/^[A-Z]/),
    ]);
  }
});

interface Pattern {
  readonly regexp: string;
  readonly file: number;
  readonly line: number;
  readonly column: number;
  readonly severity: number;
  readonly code: number;
  readonly message: number;
}
interface Tasks {
  readonly tasks?: readonly { readonly problemMatcher?: { readonly pattern: Pattern } }[];
}

it('each editor starts the server that there is', async () => {
  const words = ['kms-lint', 'lsp', '--stdio'];
  const given = [
    ...blocks('json').flatMap((text) => (parse(text) as Record<string, readonly string[]>)['glspc.server.commandArguments'] ?? []),
    ...[...page.matchAll(/^(?:args = | {2}cmd = )[[{](.*)[\]}],?$/gm)].flatMap(([, list = '']) =>
      [...list.matchAll(/["']([^"']+)["']/g)].map(([, word = '']) => word).filter((word) => word !== 'npx'),
    ),
  ];
  expect(given).toEqual([...words, ...words, ...words]);
  const { exit, out } = await run(['lsp', '--help']);
  expect(exit).toBe(0);
  for (const option of ['--stdio', '--config', '--no-config']) expect(out).toContain(option);
});
