/** A key policy is read once for each key and scenario, and once more for each change of it that a fix tries: counted on the demo app. */
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { rules } from '../../rules/index.js';
import { nodeFiles } from '../files/node.js';
import { examine } from '../lint/lint.js';
import type { WrittenPolicy } from '../types/policy.js';

const read = vi.hoisted((): unknown[] => []);
vi.mock(import('./document.js'), async (original) => {
  const module = await original();
  return {
    ...module,
    readStatements: (policy, scope) => {
      read.push(policy.document);
      return module.readStatements(policy, scope);
    },
  };
});

/** What a document says, wherever it stands. */
const content = (document: unknown): string => JSON.stringify(document, (name, value: unknown) => (name === 'at' ? undefined : value));

it('is read at most once for each key and scenario, and once for each proposal', () => {
  const top = path.resolve(import.meta.dirname, '../..');
  const { loaded, result } = examine({
    files: nodeFiles,
    paths: [path.join(top, 'fixtures/assemblies/demo/cdk.out')],
    root: top,
    rules,
    config: { presets: ['recommended', 'strict'] },
    today: '2026-01-01',
    tool: { name: 'kms-lint', version: '0' },
  });
  const { keys } = loaded.program;
  const written = new Set(keys.map(({ policy }: { policy: WrittenPolicy }) => content(policy.document)));
  const own = read.filter((document) => written.has(content(document)));
  expect(own.length).toBeGreaterThan(0);
  expect(own.length).toBeLessThanOrEqual(keys.length);
  expect(read.length - own.length).toBeLessThanOrEqual(result.findings.filter(({ fix }) => fix).length);
});
