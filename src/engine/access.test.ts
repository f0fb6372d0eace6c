/** `kms-lint access` of one app with a key of each sort, as the three formats show it. UPDATE_GOLDEN=1 writes the golden files anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ACCESS_FORMATS, accessReport } from '../report/access.js';
import { filesOf } from '../rule-tester.js';
import type { Json, JsonObject } from '../types.js';
import { access } from './access.js';

const root = { AWS: 'arn:aws:iam::111122223333:root' };
const allow = (principal: Json, action: Json = 'kms:*', more: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: '*',
  ...more,
});
const key = (...statements: readonly Json[]): JsonObject => ({
  Type: 'AWS::KMS::Key',
  Properties: { KeyPolicy: { Version: '2012-10-17', Statement: statements } },
});

const Resources: JsonObject = {
  Default: { Type: 'AWS::KMS::Key', Metadata: { 'aws:cdk:path': 'Keys/Default/Resource' } },
  Shared: key(
    allow(root),
    allow({ AWS: ['arn:aws:iam::444455556666:root', { Ref: 'Partner' }] }, ['kms:Decrypt', 'kms:PutKeyPolicy']),
    allow({ Service: 'sns.amazonaws.com' }, ['kms:Decrypt', 'kms:GenerateDataKey*']),
    allow({ AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } }, 'kms:CreateGrant', { Condition: { Bool: { 'kms:GrantIsForAWSResource': true } } }),
  ),
  AdministratorsOnly: key(allow(root, ['kms:Put*', 'kms:Get*', 'kms:Describe*', 'kms:GenerateDataKey'])),
  Locked: key(allow(root), { Sid: 'Never', Effect: 'Deny', Principal: '*', Action: 'kms:PutKeyPolicy', Resource: '*' }),
  Fenced: key(allow('*', 'kms:*', { Condition: { StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } } } })),
  Open: key(allow('*', 'kms:Decrypt')),
  Conditional: key(allow({ AWS: { 'Fn::If': ['Prod', 'arn:aws:iam::111122223333:role/Admin', root.AWS] } })),
  Refused: key(allow({ AWS: 'arn:aws:iam::111122223333:root' }), { Effect: 'allow', Principal: '*', Action: 'kms:*', Resource: '*' }),
  Hostile: {
    ...key(allow({ AWS: 'arn:aws:iam::111122223333:role/`a`|<b>/x' })),
    Metadata: { 'aws:cdk:path': 'Keys/*|`x`\u001b[31m/Resource' },
  },
  Asymmetric: {
    ...key(allow(root, 'kms:Sign')),
    Properties: { ...(key(allow(root, 'kms:Sign'))['Properties'] as JsonObject), KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
  },
  Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
};
const template: JsonObject = {
  Parameters: { Partner: { Type: 'String' }, Stage: { Type: 'String' } },
  Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
  Resources,
};
const { keys, problems } = access({
  files: filesOf({ stacks: { Keys: { template, env: ['111122223333', 'eu-west-1'] } } }),
  paths: ['/app/cdk.out'],
  root: '/app',
});

describe('the access table', () => {
  it.each(ACCESS_FORMATS)('as %s', (format) => {
    const golden = new URL(`../../fixtures/reports/access.${{ text: 'txt', json: 'json', markdown: 'md' }[format]}`, import.meta.url);
    const shown = accessReport(format, keys, 160);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, shown);
    expect(shown).toBe(readFileSync(golden, 'utf8'));
  });
  it('has no problems of its own', () => {
    expect(problems).toEqual([]);
  });
  it('says so where there are no keys', () => {
    expect(ACCESS_FORMATS.map((format) => accessReport(format, [], 100))).toEqual(['No keys.\n', '{\n  "keys": []\n}\n', 'No keys.\n']);
  });
});
