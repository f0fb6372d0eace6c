/** `kms-lint access` of one app with a key of each sort, as the three formats show it. UPDATE_GOLDEN=1 writes the golden files anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ACCESS_FORMATS, accessReport } from '../report/access.js';
import { filesOf } from '../rule-tester.js';
import type { Json, JsonObject } from '../types/files.js';
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
  Reader: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'reader',
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Shared', 'Arn'] } }],
      },
    },
  },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: { Ref: 'Shared' } } },
  Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'Default' } } },
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
  },
  Alarm: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, AlarmActions: [{ Ref: 'Topic' }] },
  },
  Logs: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
  },
};
const template: JsonObject = {
  Parameters: { Partner: { Type: 'String' }, Stage: { Type: 'String' } },
  Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
  Resources,
};
const { keys, importedKeys, problems } = access({
  files: filesOf({ stacks: { Keys: { template, env: ['111122223333', 'eu-west-1'] } } }),
  paths: ['/app/cdk.out'],
  root: '/app',
});

describe('the access table', () => {
  it.each(ACCESS_FORMATS)('as %s', (format) => {
    const golden = new URL(`../../fixtures/reports/access.${{ text: 'txt', json: 'json', markdown: 'md' }[format]}`, import.meta.url);
    const shown = accessReport(format, { keys, importedKeys }, 160);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, shown);
    expect(shown).toBe(readFileSync(golden, 'utf8'));
  });
  it('has no problems of its own', () => {
    expect(problems).toEqual([]);
  });
  it('says so where there are no keys', () => {
    expect(ACCESS_FORMATS.map((format) => accessReport(format, { keys: [], importedKeys: [] }, 100))).toEqual([
      'No keys.\n',
      '{\n  "keys": [],\n  "importedKeys": []\n}\n',
      'No keys.\n',
    ]);
  });
});

describe('a row', () => {
  const of = (stacks: Readonly<Record<string, JsonObject>>) => {
    const given = Object.fromEntries(
      Object.entries(stacks).map(([name, one]) => [name, { template: one, env: ['111122223333', 'eu-west-1'] as const }]),
    );
    return access({ files: filesOf({ stacks: given }), paths: ['/app/cdk.out'], root: '/app' }).keys;
  };
  const role: JsonObject = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };
  const exported = { Resources: { Role: role }, Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] }, Export: { Name: 'Arn' } } } };
  const conditional = { Parameters: template['Parameters'] ?? {}, Conditions: template['Conditions'] ?? {} };

  it('is of one role, though another stack has one of the same logical id', () => {
    const statements = [
      allow({ AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } }, 'kms:Decrypt'),
      allow({ AWS: { 'Fn::ImportValue': 'Arn' } }, 'kms:Encrypt'),
      allow({ AWS: { 'Fn::ImportValue': 'Elsewhere' } }, 'kms:Sign'),
    ];
    const [one] = of({ A: { Resources: { Role: role, Key: key(...statements) } }, B: exported });
    expect(one?.principals.map(({ name, principal, actions }) => [name, principal, actions])).toEqual([
      ['A/Role', '${Role.Arn}', ['kms:Decrypt']],
      ['B/Role', '${Role.Arn}', ['kms:Encrypt']],
      ['import "Elsewhere"', '${Elsewhere}', []],
    ]);
  });
  it('says for certain what holds in all worlds', () => {
    const action = { 'Fn::If': ['Prod', ['kms:PutKeyPolicy', 'kms:Decrypt'], ['kms:PutKeyPolicy', 'kms:Encrypt']] };
    const only = { 'Fn::If': ['Prod', allow({ AWS: '444455556666' }, 'kms:Decrypt'), { Ref: 'AWS::NoValue' }] };
    const [one] = of({ A: { ...conditional, Resources: { Key: key(allow(root, action), only) } } });
    expect(one?.principals.map(({ name, may, actions, perhaps }) => [name, may['policy'], may['use'], actions, perhaps])).toEqual([
      ['the account by IAM policies', 'yes', 'unknown', ['kms:PutKeyPolicy'], ['kms:Decrypt', 'kms:Encrypt']],
      ['the account 444455556666', 'no', 'unknown', [], ['kms:Decrypt']],
    ]);
    expect(one?.foreignAccounts).toEqual([
      { account: '444455556666', name: '444455556666', foreign: 'unknown', organizations: [], conditions: [] },
    ]);
    expect(one?.verdicts.crossAccount.because.map(({ says }) => says)).toEqual([
      'if not Prod: no statement lets a principal of another account in',
      'if Prod: statement 2 allows kms:Decrypt to the account 444455556666',
    ]);
  });
  it('fences what conditions fence in every world in which it is allowed', () => {
    // Values of the forms that these keys have: of another form they fit no request, and nothing is allowed (policy/value-form.ts).
    const VALUES = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'aws:SourceVpc': 'vpc-0123456789abcdef0' };
    const fenced = (name: keyof typeof VALUES) => allow('*', 'kms:Decrypt', { Condition: { StringEquals: { [name]: VALUES[name] } } });
    const [first, second] = of({
      A: { ...conditional, Resources: { Key: key({ 'Fn::If': ['Prod', fenced('kms:ViaService'), fenced('aws:SourceVpc')] }) } },
      B: { ...conditional, Resources: { Key: key({ 'Fn::If': ['Prod', fenced('kms:ViaService'), allow('*', 'kms:Decrypt')] }) } },
    });
    expect([first, second].map((one) => one?.principals[0]?.conditions)).toEqual([
      { use: expect.arrayContaining([['kms:ViaService'], ['aws:SourceVpc']]) as unknown },
      {},
    ]);
  });
  it('lists the services that may do something', () => {
    const [one] = of({
      A: {
        Resources: {
          Key: key(allow({ Service: ['sns.amazonaws.com', 's3.amazonaws.com'] }, 'kms:Decrypt'), {
            ...allow({ Service: 'sns.amazonaws.com' }),
            Effect: 'Deny',
          }),
        },
      },
    });
    expect(one?.services).toEqual(['s3.amazonaws.com']);
  });
});
