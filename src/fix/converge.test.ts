/** Fixes converge: whatever is wrong with an app at once, one run of all fixes leaves nothing for a second, and brings nothing new. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { filesOf } from '../rule-tester.js';
import type { Example, ExampleStack } from '../types/rule.js';
import type { Finding } from '../types/report.js';
import type { JsonObject } from '../types/files.js';
import { fix, type FixResult } from './fix.js';
import { writeChanges } from './write.js';

const examples = rules.flatMap(({ examples: { bad } }) => bad).filter(({ missing, context, source }) => !missing && !context && !source);

/** The stacks of several examples in one app: those of the first under their own names, so that what names them still does. */
function joined(parts: readonly Example[]): Example {
  const stacks: Record<string, JsonObject | ExampleStack> = {};
  for (const [index, part] of parts.entries())
    for (const [name, stack] of Object.entries(part.stacks)) stacks[index === 0 ? name : `${name}${index}`] = stack;
  return { stacks, ...(parts[0]?.flags ? { flags: parts[0].flags } : {}) };
}

const heavy = ({ before, after }: FixResult): readonly (readonly Finding[])[] =>
  [before, after].map(({ result }) => result.findings.filter(({ level, confidence }) => level !== 'note' && confidence === 'certain'));

it('for any examples side by side, safe fixes or all, whatever is promoted', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...examples), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      fc.subarray(rules.map(({ id }) => id)),
      (parts, unsafe, promoted) => {
        const files = filesOf(joined(parts));
        const run = (): FixResult =>
          fix(
            { files, paths: ['/app/cdk.out'], root: '/app', rules, tool: { name: 'kms-lint', version: '0' } },
            { targets: ['template'], unsafe, promoted, readOnly: () => undefined },
          );
        const first = run();
        expect(first.left.filter(({ why }) => /did not settle/.test(why))).toEqual([]);
        const [was = [], is = []] = heavy(first);
        expect(is.length).toBeLessThanOrEqual(was.length);
        expect(writeChanges(files, first.changes).refused).toEqual([]);
        expect(run().changes).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
}, 240_000);

it('reads the app once before the fixes, and once after each round of them', () => {
  const [example] = rules.find(({ id }) => id === 'rotation-disabled')?.examples.bad ?? [];
  if (!example) throw new Error('the rule has an example');
  const steps: string[] = [];
  const { fixed } = fix(
    {
      files: filesOf(example),
      paths: ['/app/cdk.out'],
      root: '/app',
      rules,
      tool: { name: 'kms-lint', version: '0' },
      observe: (step) => void steps.push(step),
    },
    { targets: ['template'], unsafe: true, promoted: [], readOnly: () => undefined },
  );
  expect(fixed.length).toBeGreaterThan(0);
  expect(steps.filter((step) => step === 'load')).toHaveLength(2);
});
