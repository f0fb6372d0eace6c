/** A feature flag in cdk.json, beside the app that is synthesized. */
import { pointerStep } from '../core/pointer.js';
import path from 'node:path';
import type { Edit } from '../types/rule.js';
import type { FixableApp } from './app.js';
import { jsonEdits } from './json-edits.js';
import type { Why } from './source/made.js';
import type { FixStep } from './steps.js';

export function flagSteps({ examined }: FixableApp, { flag, value }: Edit & { is: 'flag' }): readonly FixStep[] | Why {
  const { loaded, evidence } = examined;
  const homes = [...new Set(loaded.assemblies.flatMap(({ dir }) => evidence.tree(dir).home ?? []))];
  if (homes.length === 0) return { why: 'no cdk.json was found beside the assembly or above it' };
  return homes.map((home): FixStep => {
    const file = path.join(home, 'cdk.json');
    return (over) => {
      const text = over.text(file);
      if (text === undefined) return { why: 'cdk.json cannot be read' };
      const now = jsonEdits(text, { op: 'replace', path: `/context/${pointerStep(flag)}`, value });
      const there = now?.[0];
      if (there && text.slice(there.start, there.end) === there.text) return [];
      const edits =
        now ??
        jsonEdits(text, { op: 'add', path: `/context/${pointerStep(flag)}`, value }) ??
        jsonEdits(text, { op: 'add', path: '/context', value: { [flag]: value } });
      return edits ? [{ file, edits }] : { why: 'cdk.json cannot be read' };
    };
  });
}
