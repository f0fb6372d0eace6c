/** The contract that every rule keeps (src/tester/contract.ts), and what holds for all of them together. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint, rulesPage } from '../src/index.js';
import { CONTRACT } from '../src/rule-tester.js';
import { rules } from './index.js';

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('is named after its file', () => {
    expect(existsSync(new URL(`${id}.ts`, import.meta.url))).toBe(true);
  });
  it.each(Object.entries(CONTRACT))('%s', (_, breaches) => {
    expect(breaches(rule)).toEqual([]);
  });
});

describe('all rules', () => {
  it('are in the list, one for each file', () => {
    const files = readdirSync(new URL('.', import.meta.url))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !['index.ts', 'presets.ts'].includes(name))
      .map((name) => name.slice(0, -3));
    expect(rules.map(({ id }) => id).sort()).toEqual(files.sort());
  });
  it('silence: none speaks on the healthy apps', () => {
    const folder = new URL('../fixtures/assemblies/', import.meta.url),
      healthy = readdirSync(folder).filter((name) => name.startsWith('ok-'));
    expect(healthy.length).toBeGreaterThan(3);
    for (const name of healthy) {
      const result = lint({ paths: [new URL(`${name}/cdk.out`, folder).pathname] });
      expect(result.findings.map(({ ruleId, message }) => `${name} ${ruleId}: ${message}`)).toEqual([]);
      expect(result.problems.filter(({ weight }) => weight === 'fatal')).toEqual([]);
      expect(result.summary.stacks).toBeGreaterThan(0);
    }
  });
  it('rules/README.md is what the rules say now (npm run docs writes it)', () => {
    expect(readFileSync(new URL('README.md', import.meta.url), 'utf8')).toBe(rulesPage(rules));
  });
});
