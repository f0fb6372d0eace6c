/** Two findings of one rule with the same subject and detail: each is told, known again, and new where it is new. */
import { describe, expect, it } from 'vitest';
import { defineRule, nameOf, type Address, type JsonObject, type Key } from '../rule-kit.js';
import { report } from '../report/index.js';
import { filesOf } from '../rule-tester.js';
import type { BaselineInput } from './baseline.js';
import type { AnyRule, Example } from '../types/rule.js';
import type { Finding, LintResult } from '../types/report.js';
import { lintInputs } from './lint.js';

/** Says of each key which roles stand anywhere, at the role: the detail is the role's logical id. */
const roles = defineRule({
  id: 'role-told',
  title: 'A role beside a key',
  level: 'error',
  on: 'key',
  why: 'For this test only.',
  remedy: 'Take the role away.',
  references: [],
  *check(key, { stacks }) {
    for (const { resources } of stacks.values())
      for (const { id, at, logicalId, type, condition } of resources)
        if (type === 'AWS::IAM::Role')
          yield {
            at,
            when: condition === undefined ? 'yes' : 'unknown',
            detail: logicalId,
            message: `${nameOf(key.id)} has ${nameOf(id)} beside it.`,
          };
  },
  examples: { bad: [], good: [] },
});

const Keys: JsonObject = { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: {} } } };
const Role: JsonObject = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };
const stack = (more: JsonObject = {}): JsonObject => ({ Resources: { Role: { ...Role, ...more } } });
const lint = (
  stacks: Example['stacks'],
  more: { readonly baseline?: BaselineInput; readonly pedantic?: boolean } = {},
  rule: AnyRule = roles,
): LintResult =>
  lintInputs({
    files: filesOf({ stacks }),
    paths: ['/app/cdk.out'],
    root: '/app',
    rules: [rule],
    config: { rules: { [rule.id]: 'on' }, pedantic: more.pedantic ?? false },
    tool: { name: 'kms-lint', version: '0' },
    ...(more.baseline ? { baseline: more.baseline } : {}),
  });
const told = ({ findings }: LintResult): readonly string[] => findings.map(({ detail, message }) => `${detail}: ${message}`);
const only = ({ findings }: LintResult): Finding => {
  const [finding, more] = findings;
  if (!finding || more) throw new Error(`${findings.length} findings`);
  return finding;
};

describe('two stacks each with a resource of one name', () => {
  const alone = only(lint({ Keys, A: stack() }));
  const both = lint({ Keys, A: stack(), B: stack() });

  it('are numbered in an order that does not hang on the order of the stacks', () => {
    const expected = ['Role: Keys/Key has A/Role beside it.', 'Role#2: Keys/Key has B/Role beside it.'];
    expect(told(both)).toEqual(expected);
    expect(told(lint({ B: stack(), A: stack(), Keys }))).toEqual(expected);
  });
  it('have fingerprints of their own; the one that was alone keeps its', () => {
    const [first, second] = both.findings;
    expect(first?.fingerprint).toBe(alone.fingerprint);
    expect(second?.fingerprint).not.toBe(alone.fingerprint);
  });
  it('the second is new to a baseline that has the first', () => {
    const baseline: BaselineInput = { file: 'b.json', entries: [{ rule: 'role-told', construct: alone.subject, detail: alone.detail }] };
    expect(lint({ Keys, A: stack(), B: stack() }, { baseline }).findings.map(({ baselineState }) => baselineState)).toEqual([
      'unchanged',
      'new',
    ]);
    const updated = lint({ Keys, A: stack(), B: stack() }, { baseline: { ...baseline, change: 'update' } }).baseline;
    expect(updated?.entries.map(({ detail }) => detail)).toEqual(['Role', 'Role#2']);
  });
  it('both are in the text and in SARIF, none as a copy of the other', () => {
    expect(report('text', both, { width: 100 })).not.toContain('also in');
    const { runs } = JSON.parse(report('sarif', both, { width: 100 })) as {
      runs: readonly { results: readonly { partialFingerprints: Readonly<Record<string, string>> }[] }[];
    };
    expect(new Set(runs[0]?.results.map(({ partialFingerprints }) => partialFingerprints['kmsLint/v1'])).size).toBe(2);
  });
  it('what is only possible takes no number from what is certain', () => {
    const stacks = {
      Keys,
      A: { ...stack({ Condition: 'C' }), Conditions: { C: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } },
      B: stack(),
    };
    expect(told(lint(stacks))).toEqual(['Role: Keys/Key has B/Role beside it.']);
    expect([...told(lint(stacks, { pedantic: true }))].sort()).toEqual([
      'Role#2: Keys/Key has A/Role beside it.',
      'Role: Keys/Key has B/Role beside it.',
    ]);
  });
});

describe('one place', () => {
  const saying = (...said: readonly (readonly [at: Address['pointer'], message: string])[]): AnyRule => ({
    ...roles,
    check: (key: Key) =>
      said.map(([pointer, message]) => ({ at: { file: key.at.file, pointer }, when: 'yes' as const, detail: 'd', message })),
  });
  it.each<[string, AnyRule, readonly string[]]>([
    ['twice in the same words is one', saying(['/Resources/Key', 'A.'], ['/Resources/Key', 'A.']), ['d: A.']],
    ['in other words are two', saying(['/Resources/Key', 'B.'], ['/Resources/Key', 'A.']), ['d#2: B.', 'd: A.']],
    ['and another are two', saying(['/Resources/Key/Type', 'A.'], ['/Resources/Key', 'A.']), ['d#2: A.', 'd: A.']],
  ])('%s', (_, rule, expected) => {
    expect([...told(lint({ Keys }, {}, rule))].sort()).toEqual([...expected].sort());
  });
});
