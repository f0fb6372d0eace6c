/** The evaluator against a second definition, and its laws, on random policies. KMS_LINT_RUNS says how many. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../types/values.js';
import type { Json } from '../types/files.js';
import { naiveVerdicts } from './naive.testing.js';
import type { PlainStatement } from './plain.testing.js';
import { policy, statement } from './random.testing.js';
import { document, policyOf, scopeIn } from './testing.js';
import { judge } from './said.testing.js';

const numRuns = Number(process.env['KMS_LINT_RUNS'] ?? 2000),
  parameters = { numRuns, ...(process.env['KMS_LINT_SEED'] === undefined ? {} : { seed: Number(process.env['KMS_LINT_SEED']) }) };
const NAMES = ['rootTrust', 'fullRootTrust', 'manageable', 'durable', 'public', 'crossAccount'] as const;
function verdicts(statements: readonly Json[]): readonly Answer[] {
  const judged = judge(policyOf(document(...statements)), scopeIn());
  return NAMES.map((name) => judged[name].answer);
}
const plain = (statements: readonly PlainStatement[]): readonly Json[] => statements as unknown as readonly Json[];

const conditionsOf = (statements: readonly PlainStatement[]): number => statements.filter((one) => one.Condition !== undefined).length;

describe('the evaluator and the naive definition', () => {
  it('never say yes and no to the same, and say the same where one condition at most is in play', () => {
    fc.assert(
      fc.property(policy, (statements) => {
        const ours = verdicts(plain(statements)),
          naive = naiveVerdicts(statements),
          few = conditionsOf(statements) <= 1;
        expect(ours.map((one, i) => (one === 'unknown' && !few ? naive[i] : one))).toEqual(naive);
      }),
      parameters,
    );
  }, 3_600_000);
});

const changes = { ...parameters, numRuns: Math.ceil(numRuns / 4) };
describe('laws', () => {
  it('another Allow never turns yes into no', () => {
    fc.assert(
      fc.property(policy, statement, (statements, more) => {
        const before = verdicts(plain(statements)),
          after = verdicts(plain([...statements, { ...more, Effect: 'Allow' }]));
        expect(before.filter((one, i) => one === 'yes' && after[i] === 'no')).toEqual([]);
      }),
      changes,
    );
  });
  it('another Deny never turns no into yes', () => {
    fc.assert(
      fc.property(policy, statement, (statements, more) => {
        const before = verdicts(plain(statements)),
          after = verdicts(plain([...statements, { ...more, Effect: 'Deny' }]));
        expect(before.filter((one, i) => one === 'no' && after[i] === 'yes')).toEqual([]);
      }),
      changes,
    );
  });
  it('order and repetition of statements change nothing', () => {
    fc.assert(
      fc.property(policy, fc.nat(), (statements, turn) => {
        const at = turn % statements.length,
          turned = [...statements.slice(at), ...statements.slice(0, at)];
        expect(verdicts(plain([...turned, ...statements.slice(at, at + 1)].reverse()))).toEqual(verdicts(plain(statements)));
      }),
      changes,
    );
  });
  it('one statement for each principal, action and resource says the same as their lists', () => {
    const each = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
    const split = (one: PlainStatement): readonly PlainStatement[] => {
      const { Principal: principals } = one;
      const who =
        principals === undefined || principals === '*'
          ? [one]
          : Object.entries(principals).flatMap(([kind, names]) =>
              each(names).map((name) => ({ ...one, Principal: { [kind]: name as string } })),
            );
      return who
        .flatMap((a) => (a.Action === undefined ? [a] : each(a.Action).map((name) => ({ ...a, Action: name as string }))))
        .flatMap((b) => (b.Resource === undefined ? [b] : each(b.Resource).map((name) => ({ ...b, Resource: name as string }))));
    };
    fc.assert(
      fc.property(policy, (statements) => {
        const parts = statements.flatMap(split);
        fc.pre(parts.length > 0);
        expect(verdicts(plain(parts))).toEqual(verdicts(plain(statements)));
      }),
      changes,
    );
  });
  it('a value that becomes unknown only ever makes an answer unknown', () => {
    const blurred = (value: unknown, at: { left: number }): unknown => {
      // A parameter whose value is itself a policy variable is not thought of.
      if (typeof value === 'string') return at.left-- === 0 && !value.includes('${') ? { Ref: 'Param' } : value;
      if (Array.isArray(value)) return value.map((one) => blurred(one, at));
      return typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, blurred(one, at)]))
        : value;
    };
    fc.assert(
      fc.property(policy, fc.nat({ max: 12 }), (statements, left) => {
        const before = verdicts(plain(statements)),
          after = verdicts(blurred(statements, { left }) as readonly Json[]);
        expect(after.every((one, i) => one === 'unknown' || one === before[i])).toBe(true);
      }),
      changes,
    );
  });
});
