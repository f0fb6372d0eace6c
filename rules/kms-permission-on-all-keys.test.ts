/** Which statements on every key CDK wrote for a key of another environment, and which its user did. */
import { describe, expect, it } from 'vitest';
import { runRule } from '../src/rule-tester.js';
import type { ExampleStack, Json, JsonObject } from '../src/rule-kit.js';
import rule from './kms-permission-on-all-keys.js';

const HOME = '111122223333';
const statement = (Principal: Json, Action: Json): JsonObject => ({
  Effect: 'Allow',
  Principal: { AWS: Principal },
  Action,
  Resource: '*',
});
/** A key in this Region, whose policy has a statement besides that of the root. */
const keyIn = (region: string, ...more: readonly JsonObject[]): ExampleStack => ({
  template: {
    Resources: {
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [statement(`arn:aws:iam::${HOME}:root`, 'kms:*'), ...more] } },
      },
    },
  },
  env: [HOME, region],
});
/** A role with the policy that CDK makes for it. */
const role = (Action: Json, Resource: Json = '*', more: JsonObject = {}): ExampleStack => ({
  template: {
    Resources: {
      Reader: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'reader', AssumeRolePolicyDocument: {} } },
      ReaderDefaultPolicy12AB34CD: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'P',
          Roles: [{ Ref: 'Reader' }],
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource, ...more }] },
        },
      },
    },
  },
  env: [HOME, 'eu-west-1'],
});
const READER = `arn:aws:iam::${HOME}:role/reader`,
  OTHER = `arn:aws:iam::${HOME}:role/other`;
const levels = (stacks: Readonly<Record<string, ExampleStack>>): readonly string[] =>
  runRule(rule, { stacks }).findings.map(({ level }) => level);

describe('a statement on every key, in the policy that CDK makes for a role', () => {
  it.each<[string, Readonly<Record<string, ExampleStack>>, string]>([
    [
      'the key of another Region lets the role in',
      { Keys: keyIn('us-east-1', statement(READER, 'kms:Decrypt')), App: role('kms:Decrypt') },
      'note',
    ],
    [
      'it lets the account in',
      { Keys: keyIn('us-east-1', statement(`arn:aws:iam::${HOME}:root`, 'kms:Decrypt')), App: role('kms:Decrypt') },
      'note',
    ],
    [
      'merged with another action',
      { Keys: keyIn('us-east-1', statement(READER, 'kms:Decrypt')), App: role(['kms:Decrypt', 'xray:PutTelemetryRecords']) },
      'note',
    ],
    ['for a bucket and a key out of sight', { Keys: keyIn('us-east-1'), App: role(['kms:Decrypt', 'kms:DescribeKey']) }, 'note'],
    [
      'beside what a bucket grants, in an app of which a part is missing',
      { Keys: keyIn('eu-west-1'), App: role(['kms:Decrypt', 'kms:DescribeKey', 's3:GetBucket*']) },
      'note',
    ],
    ['the key lets another role in', { Keys: keyIn('us-east-1', statement(OTHER, 'kms:Decrypt')), App: role('kms:Decrypt') }, 'warning'],
    [
      'the key gives the role another action',
      { Keys: keyIn('us-east-1', statement(READER, 'kms:Encrypt')), App: role('kms:Decrypt') },
      'warning',
    ],
    ['the key is of the same Region', { Keys: keyIn('eu-west-1', statement(READER, 'kms:Decrypt')), App: role('kms:Decrypt') }, 'warning'],
    ['the app has one environment', { Keys: keyIn('eu-west-1'), App: role(['kms:Decrypt', 'kms:DescribeKey']) }, 'warning'],
    [
      'CDK does not write key/*',
      { Keys: keyIn('us-east-1', statement(READER, 'kms:Decrypt')), App: role('kms:Decrypt', 'arn:aws:kms:*:*:key/*') },
      'warning',
    ],
    [
      'CDK writes no Sid',
      { Keys: keyIn('us-east-1', statement(READER, 'kms:Decrypt')), App: role('kms:Decrypt', '*', { Sid: 'Mine' }) },
      'warning',
    ],
  ])('%s: %3$s', (_case, stacks, level) => {
    expect(levels(stacks)).toEqual([level]);
  });
});
