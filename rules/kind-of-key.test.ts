/** A statement that is right while the kind of its key is wrong: one cause, one fix, and nothing that shows the intent is deleted. */
import { describe, expect, it } from 'vitest';
import { filesOf } from '../src/rule-tester.js';
import { fix } from '../src/fix/fix.js';
import type { JsonObject } from '../src/types/files.js';
import { rules } from './index.js';

const root = { Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, Action: 'kms:*', Resource: '*' };
const app = (action: string, properties: JsonObject, others: JsonObject = {}): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        // Ahead of the other properties: what comes first in the file is not the cause.
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            root,
            { Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/R' } }, Action: action, Resource: '*' },
          ],
        },
        ...properties,
      },
    },
    ...others,
  },
});
const arn = { 'Fn::GetAtt': ['Key', 'Arn'] };

describe.each<[string, JsonObject, JsonObject]>([
  ['a usage that is left out', app('kms:Sign', { KeySpec: 'RSA_2048' }), { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }],
  [
    'a usage that the spec cannot have',
    app('kms:GenerateMac', { KeySpec: 'HMAC_256' }),
    { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  ],
  ['an origin in the wrong case', app('kms:ImportKeyMaterial', { Origin: 'external' }), { Origin: 'EXTERNAL' }],
  [
    'a primary that is not multi-Region',
    app(
      'kms:ReplicateKey',
      {},
      { Replica: { Type: 'AWS::KMS::ReplicaKey', Properties: { PrimaryKeyArn: arn, KeyPolicy: { Statement: [root] } } } },
    ),
    { MultiRegion: true },
  ],
  [
    'a key of another kind than its service takes',
    app(
      'kms:Decrypt',
      { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
      { Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: arn } } },
    ),
    {},
  ],
])('%s', (_, template, wanted) => {
  const files = filesOf({ stacks: { App: template } });
  const { before, fixed, changes } = fix(
    { files, paths: ['/app/cdk.out'], root: '/app', rules, tool: { name: 'kms-lint', version: '0' } },
    { targets: ['template'], unsafe: true, promoted: [], readOnly: () => undefined },
  );
  const dead = before.result.findings.filter(({ ruleId }) => ruleId === 'ineffective-statement');

  it('the statement has the fix of the cause and no other', () => {
    expect(dead).toHaveLength(1);
    const cause = before.result.findings.find(
      (one) => one.ruleId !== 'ineffective-statement' && JSON.stringify(one.fix?.edits) === JSON.stringify(dead[0]?.fix?.edits),
    );
    expect(cause?.fix?.edits.length).toBeGreaterThan(0);
    expect(dead[0]?.remedy).not.toMatch(/delete/i);
  });
  it('the key is mended, and the statement stays', () => {
    expect(fixed.map(({ finding }) => finding.ruleId)).toContain('ineffective-statement');
    const { Resources } = JSON.parse(changes.find(({ file }) => file.endsWith('App.template.json'))?.after ?? '{}') as {
      Resources: { Key: { Properties: JsonObject } };
    };
    const { KeyPolicy, ...properties } = Resources.Key.Properties,
      // Rotation has a rule of its own.
      kind = Object.fromEntries(Object.entries(properties).filter(([name]) => name !== 'EnableKeyRotation'));
    expect(kind).toEqual(wanted);
    expect((KeyPolicy as { Statement: readonly unknown[] }).Statement).toHaveLength(2);
  });
});

describe('two fixes of one key', () => {
  it('are made one after the other: what the first makes needless is not made', () => {
    // Without the lighter finding's own knowledge of the cause, as rules of others are.
    const files = filesOf({ stacks: { App: app('kms:Sign', { KeySpec: 'RSA_2048' }) } });
    const naive = rules.map((rule) =>
      rule.id === 'ineffective-statement' && rule.on === 'key'
        ? {
            ...rule,
            *check(...asked: Parameters<typeof rule.check>) {
              for (const report of rule.check(...asked))
                yield {
                  ...report,
                  fix: {
                    title: 'Delete the statement',
                    safety: 'unsafe' as const,
                    edits: [
                      { is: 'resource' as const, resource: asked[0].id, op: 'remove' as const, path: '/Properties/KeyPolicy/Statement/1' },
                    ],
                  },
                };
            },
          }
        : rule,
    );
    const { changes } = fix(
      { files, paths: ['/app/cdk.out'], root: '/app', rules: naive, tool: { name: 'kms-lint', version: '0' } },
      { targets: ['template'], unsafe: true, promoted: [], readOnly: () => undefined },
    );
    expect(changes[0]?.after).toContain('kms:Sign');
    expect(changes[0]?.after).toContain('SIGN_VERIFY');
  });
});

it('a key that is written for signing is not made an encryption key: its service needs another', () => {
  const files = filesOf({
    stacks: {
      App: app(
        'kms:Sign',
        { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
        { Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: arn } } },
      ),
    },
  });
  const { result } = fix(
    { files, paths: ['/app/cdk.out'], root: '/app', rules, tool: { name: 'kms-lint', version: '0' } },
    { targets: ['template'], unsafe: true, promoted: [], readOnly: () => undefined },
  ).before;
  expect(result.findings.filter(({ ruleId }) => ruleId === 'wrong-key-type').map((one) => one.fix)).toEqual([null]);
});
