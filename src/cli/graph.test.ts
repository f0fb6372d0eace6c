/** `kms-lint graph`: the demo app in each format, cycles and what breaks them marked, one key in focus, and what is said of a key that is not there. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtCli, run, TOP } from './testing.js';

/** Built before the first test, which is not to wait for it. */
const BIN = builtCli();

const DEMO = 'fixtures/assemblies/demo/cdk.out';
const graph = (...argv: readonly string[]) => run(['graph', ...argv, DEMO]);

describe('kms-lint graph', () => {
  it('as text: stacks with their keys, and under each what it points to', async () => {
    const { exit, out } = await graph();
    expect(exit).toBe(0);
    expect(out).toContain('stack Orders\n├─ key Key\n│  └─ → principal Role: lets in\n');
    expect(out).toContain('→ stack Invoices: imports Role [in the cycle] [BREAK HERE]');
    expect(out).toContain('stack Orders/Returns\n');
  });
  it('as JSON: each edge with all that its label sums up', async () => {
    const { edges } = JSON.parse((await graph('--format', 'json')).out) as {
      edges: { label: string; toBreak: boolean; details: string[] }[];
    };
    expect(edges.filter(({ toBreak }) => toBreak)).toMatchObject([
      { label: 'imports Role', details: ['Key imports the export "InvoicingRoleArn" of Invoices'] },
    ]);
  });
  it('as Mermaid and DOT', async () => {
    expect((await graph('--format', 'mermaid')).out).toMatch(/^flowchart LR\n[^]*BREAK: imports Role[^]*linkStyle/);
    expect((await graph('--format', 'dot')).out).toMatch(/^digraph "kms-lint" \{\n[^]*\}\n$/);
  });
  it('as SVG, which stands in the README (npm run docs writes it)', async () => {
    const { exit, out } = await graph('--format', 'svg');
    expect(exit).toBe(0);
    expect(out).toBe(readFileSync(path.join(TOP, 'docs/graph.svg'), 'utf8'));
    expect(out).toMatch(/<svg[^]*BREAK: imports Role[^]*<\/svg>/);
  });
  it.each(['Orders/Key', 'LogKey'])('with the key %s in focus: only what has to do with it', async (key) => {
    const { out } = await graph('--focus', key);
    expect(out).not.toContain('TrailKey');
    expect(out.includes('BREAK HERE')).toBe(key === 'Orders/Key');
  });
  it('of a key that is not there, or of more than one', async () => {
    expect(await graph('--focus', 'Ordrs/Key')).toMatchObject({
      exit: 2,
      out: '',
      error: expect.stringContaining('there is no key Ordrs/Key; did you mean Orders/Key?') as string,
    });
    const both = await run(['graph', '--focus', 'TrailKey', DEMO, 'fixtures/assemblies/ok-default/cdk.out']);
    expect(both.exit).toBe(0);
  });
  it('a name in a mistake is escaped, too: a log would obey it', async () => {
    expect((await graph('--focus', '##[error]')).error).toContain('there is no key \\u{23}#[error]; the keys are ');
  });
  it('where nothing can be read', async () => {
    expect(await run(['graph', 'fixtures/assemblies/broken-empty/cdk.out'])).toMatchObject({
      exit: 2,
      error: expect.stringContaining('manifest.json') as string,
    });
  });
  it('as a process: a mistake is told in one sentence, though the command is in a bundle of its own', () => {
    const { status, stderr } = spawnSync(process.execPath, [BIN, 'graph', '--format', 'png', DEMO], {
      cwd: TOP,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([2, 'kms-lint: --format takes text, mermaid, dot, svg or json, not png\nSee kms-lint --help.\n']);
  });
});
