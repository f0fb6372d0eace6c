import { describe, expect, it } from 'vitest';
import { managedPolicyText } from './managed-policies.data.js';
import { managedPolicy } from './managed-policies.js';

interface Generator {
  readonly managedPolicyLines: (policies: object, dataActions: readonly string[]) => readonly string[];
}
const generator = async (): Promise<Generator> =>
  (await import(new URL('../../scripts/managed-policies.mjs', import.meta.url).href)) as Generator;

/** The line that the generator writes for a policy of these statements. */
async function lineOf(...statements: readonly object[]): Promise<unknown> {
  const { managedPolicyLines } = await generator();
  const document = { Version: '2012-10-17', Statement: statements };
  const [line = ''] = managedPolicyLines(
    { P: { arn: 'arn:aws:iam::aws:policy/P', latestVersionId: 'v2', versions: { v1: { document: {} }, v2: { document } } } },
    ['sqs:SendMessage', 's3:GetObject'],
  );
  const [name, json] = line.split('\t');
  expect(name).toBe('P');
  return json === undefined ? undefined : JSON.parse(json);
}

describe('the table of policies that AWS manages', () => {
  it('can be read line by line', () => {
    const lines = managedPolicyText().trim().split('\n');
    expect(lines.length).toBeGreaterThan(1500);
    expect(new Set(lines.map((line) => line.split('\t')[0])).size).toBe(lines.length);
    for (const line of lines) {
      const [path = '', json] = line.split('\t');
      expect(managedPolicy(path)).toEqual(json === undefined ? [] : JSON.parse(json));
    }
  });
  it('holds what a policy says of KMS', async () => {
    const Condition = { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } };
    expect(await lineOf({ Sid: 'A', Effect: 'Allow', Action: ['kms:Decrypt', 'ec2:Run*'], Resource: ['*'], Condition })).toEqual([
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Condition },
    ]);
    expect(await lineOf({ Effect: 'Deny', Action: ['*'], NotResource: 'arn:aws:kms:*:*:key/*' })).toEqual([
      { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:kms:*:*:key/*' },
    ]);
    expect(
      await lineOf(
        { Effect: 'Allow', NotAction: ['iam:*', 'kms:Decrypt'], Resource: '*' },
        { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' },
      ),
    ).toEqual([
      { Effect: 'Allow', NotAction: 'kms:Decrypt', Resource: '*' },
      { Effect: 'Deny', Action: '*', Resource: '*' },
    ]);
  });
  it('holds the data actions that a policy gives on every resource', async () => {
    expect(await lineOf({ Effect: 'Allow', Action: ['sqs:*', 'SQS:Send*', 'sns:Publish'], Resource: '*' })).toEqual([
      { Effect: 'Allow', Action: ['sqs:*', 'SQS:Send*'], Resource: '*' },
    ]);
    expect(await lineOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::aws-*' })).toBeUndefined();
    expect(
      await lineOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
    ).toBeUndefined();
    expect(await lineOf({ Effect: 'Deny', Action: 's3:GetObject', Resource: '*' })).toBeUndefined();
  });
});
