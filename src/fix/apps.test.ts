/**
 * Whole apps, as CDK synthesized them, with all their fixes: what the source becomes (`fixed/`), what is left and why (`fixed/left.txt`), and what a synthesis of the
 * fixed source gave (`fixed/cdk.out`, made by scripts/synth-fixes.mjs, which also type-checks it). UPDATE_GOLDEN=1 writes the first two anew; then run that script.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { lint, type LintInput } from '../engine/lint.js';
import { nodeFiles } from '../files/node.js';
import type { Finding } from '../types.js';
import { fix, type FixResult } from './fix.js';
import type { Target } from './plan.js';

const APPS = path.resolve(import.meta.dirname, '../../fixtures/fixes');
const inputOf = (root: string): LintInput => ({
  files: nodeFiles,
  paths: [path.join(root, 'cdk.out')],
  root,
  rules,
  config: { presets: ['recommended', 'strict'] },
  tool: { name: 'kms-lint', version: '0' },
});
const fixed = (root: string, targets: readonly Target[]): FixResult =>
  fix(inputOf(root), { targets, unsafe: true, promoted: [], readOnly: () => undefined });
// The fixed assemblies are kept without metadata: there a construct is known by its logical id, which is its name and a hash.
const said = ({ ruleId, constructPath, stackName, logicalId }: Finding): string =>
  `${ruleId} ${constructPath?.replace(/\/Resource$/, '') ?? `${stackName ?? ''}/${logicalId?.replace(/[0-9A-F]{8}$/, '') ?? ''}`}`;
const apps = readdirSync(APPS).filter((name) => existsSync(path.join(APPS, name, 'cdk.json')));

it('they are many', () => {
  expect(apps.length).toBeGreaterThanOrEqual(15);
});

describe.each(apps)('%s', (name) => {
  const root = path.join(APPS, name);
  const golden = path.join(root, 'fixed');

  it('its source and cdk.json become what is in fixed/', () => {
    const { changes, fixed: done, left } = fixed(root, ['source', 'cdk-json']);
    const texts = new Map(changes.map(({ file, after }) => [path.relative(root, file), after]));
    const lines = [
      ...left.map(({ finding, why }) => `${said(finding)}: ${why}\n`),
      ...done.filter(({ waits }) => waits).map(({ finding }) => `${said(finding)}: the source says so already\n`),
    ];
    texts.set('left.txt', lines.length === 0 ? 'nothing\n' : lines.join(''));
    mkdirSync(golden, { recursive: true });
    if (process.env['UPDATE_GOLDEN'] === '1') for (const [file, text] of texts) writeFileSync(path.join(golden, file), text);
    expect([...texts.keys()].sort()).toEqual(
      readdirSync(golden)
        .filter((file) => file !== 'cdk.out')
        .sort(),
    );
    for (const [file, text] of texts) expect(text, file).toBe(readFileSync(path.join(golden, file), 'utf8'));
  });

  it('what the fixed source was synthesized to has nothing but what was left', () => {
    const left = readFileSync(path.join(golden, 'left.txt'), 'utf8');
    const { findings, problems } = lint({ ...inputOf(golden), sourceRoot: golden });
    expect(problems.filter(({ weight }) => weight === 'fatal')).toEqual([]);
    const found = findings.filter((finding) => finding.confidence === 'certain' && !left.includes(`${said(finding)}: `));
    expect(found.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });
});
