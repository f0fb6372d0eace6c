/** What a lint does, counted: each file is read, parsed and judged about once, whatever the number of rules. Time is not measured here. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeFiles } from '../files/node.js';
import { rules } from '../../rules/index.js';
import type { Files } from '../types/files.js';
import { examine } from './lint.js';

const top = path.resolve(import.meta.dirname, '../..');
const count = vi.hoisted(() => ({ templates: 0, metadata: 0, policies: 0, folds: 0 }));

/** The module with one function of it counted. */
const counted = vi.hoisted(() => (module: object, name: string, as: keyof typeof count): object => {
  const real = (module as Record<string, (...given: unknown[]) => unknown>)[name];
  if (!real) throw new Error(`there is no ${name}`);
  const counting = (...given: unknown[]): unknown => {
    count[as]++;
    return real(...given);
  };
  return { ...module, [name]: counting };
});
vi.mock('../assembly/read-template.js', async (module) => counted(await module(), 'readTemplate', 'templates'));
vi.mock('../assembly/construct-metadata.js', async (module) => counted(await module(), 'readMetadata', 'metadata'));
vi.mock('../policy/document.js', async (module) => counted(await module(), 'readStatements', 'policies'));
vi.mock('../cfn/fold.js', async (module) => counted(await module(), 'fold', 'folds'));

const made = mkdtempSync(path.join(tmpdir(), 'kms-lint-counts-'));
afterAll(() => {
  rmSync(made, { recursive: true });
});
beforeEach(() => Object.assign(count, { templates: 0, metadata: 0, policies: 0, folds: 0 }));

/** Lints a folder with every rule, and tells the kinds of files that were read and how often. */
function lint(dir: string): { readonly reads: (end: string) => number; readonly most: number; readonly resources: number } {
  const reads = new Map<string, number>();
  const files: Files = {
    ...nodeFiles,
    read: (file) => {
      reads.set(file, (reads.get(file) ?? 0) + 1);
      return nodeFiles.read(file);
    },
  };
  const { loaded } = examine({
    files,
    paths: [dir],
    root: top,
    rules,
    config: { presets: ['recommended', 'strict'] },
    today: '2026-01-01',
    tool: { name: 'kms-lint', version: '0' },
  });
  const resources = [...loaded.program.stacks.values()].reduce((sum, stack) => sum + stack.resources.length, 0);
  return {
    reads: (end) => [...reads.keys()].filter((file) => file.endsWith(end)).length,
    most: Math.max(...reads.values()),
    resources,
  };
}

describe('the work of a lint', () => {
  it('on the demo app: each file is read a few times, each template and each key policy once', () => {
    const { reads, most } = lint(path.join(top, 'fixtures/assemblies/demo/cdk.out'));
    expect({ templates: count.templates, read: reads('.template.json') }).toEqual({ templates: 6, read: 6 });
    expect(most).toBeLessThanOrEqual(4);
    expect(count.metadata).toBeLessThanOrEqual(4);
    // Four keys, and the policy that a fix proposes for one.
    expect(count.policies).toBe(5);
    expect(count.folds).toBeLessThanOrEqual(20);
  });

  it('on 50 stacks with 300 keys: no resource is folded twice, however many rules ask', async () => {
    const { generate } = (await import(pathToFileURL(path.join(top, 'bench/generate.mjs')).href)) as {
      readonly generate: (folder: string, size: object) => void;
    };
    generate(made, { stacks: 50, keys: 6, others: 20 });
    const { reads, most, resources } = lint(made);
    expect({ templates: count.templates, read: reads('.template.json') }).toEqual({ templates: 50, read: 50 });
    expect(most).toBeLessThanOrEqual(5);
    // Once for what was noted of calls, once for the places of findings.
    expect(count.metadata).toBeLessThanOrEqual(100);
    // Policies of the same words are read once.
    expect(count.policies).toBeLessThanOrEqual(117);
    // About two for each resource that uses a key or a role, and those texts that may name what another stack exports.
    expect(count.folds).toBeLessThanOrEqual(2749);
    expect(resources).toBe(650);
  });
});
