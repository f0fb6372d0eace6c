/**
 * Things that templates know of each other by name: which names lead to which stack, for certain or perhaps, and whether anybody looks that
 * the thing is there.
 */
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../types/files.js';
import { edgesOf, type TestStack } from './testing.js';

const HERE = ['111122223333', 'eu-west-1'] as const,
  OTHER_REGION = ['111122223333', 'us-east-1'] as const,
  OTHER_ACCOUNT = ['444455556666', 'eu-west-1'] as const;
const template = (type: string, properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  Resources: { R: { Type: type, Properties: properties } },
  ...more,
});
/** What B needs of A. */
const needs = (b: JsonObject, a: JsonObject, more: Partial<TestStack> = {}, own: Partial<TestStack> = {}): string[] =>
  edgesOf({ A: { template: a, env: HERE, ...more }, B: { template: b, env: HERE, ...own } });

const role = template('AWS::IAM::Role', { RoleName: 'worker' });
const keyFor = (principal: Json): JsonObject =>
  template('AWS::KMS::Key', {
    KeyPolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'kms:*', Resource: '*' }] },
  });

describe('principals of key policies', () => {
  it.each<[string, Json, string[]]>([
    ['by ARN', 'arn:aws:iam::111122223333:role/worker', ['B>A key-policy-principal hard certain']],
    ['in a list', ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:role/worker'], ['B>A key-policy-principal hard certain']],
    [
      'joined, with the account and partition of the stack',
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/worker']] },
      ['B>A key-policy-principal hard certain'],
    ],
    ['in another account', 'arn:aws:iam::444455556666:role/worker', []],
    ['of another name', 'arn:aws:iam::111122223333:role/work', []],
    ['of another kind', 'arn:aws:iam::111122223333:user/worker', []],
    ['the account', '111122223333', []],
    ['everybody', '*', []],
    ['with a path that the role does not have', 'arn:aws:iam::111122223333:role/service/worker', []],
  ])('%s', (_, principal, edges) => {
    expect(needs(keyFor(principal), role)).toEqual(edges);
  });
  it('with the path of the role', () => {
    const withPath = template('AWS::IAM::Role', { RoleName: 'worker', Path: '/service/' });
    expect(needs(keyFor('arn:aws:iam::111122223333:role/service/worker'), withPath)).toEqual(['B>A key-policy-principal hard certain']);
    expect(needs(keyFor('arn:aws:iam::111122223333:role/worker'), withPath)).toEqual([]);
  });
  it('a policy that is a JSON string', () => {
    const text = JSON.stringify({
      Statement: { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' }, Action: 'kms:*' },
    });
    expect(needs(template('AWS::KMS::Key', { KeyPolicy: text }), role)).toEqual(['B>A key-policy-principal hard certain']);
  });
  it('under a condition is possible; in a branch that is never taken it is nothing', () => {
    const of = (condition: string): JsonObject => ({
      ...keyFor({ 'Fn::If': [condition, 'arn:aws:iam::111122223333:role/worker', '111122223333'] }),
      Parameters: { P: { Type: 'String' } },
      Conditions: { Maybe: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] }, Never: { 'Fn::Equals': ['a', 'b'] } },
    });
    expect(needs(of('Maybe'), role)).toEqual(['B>A key-policy-principal hard possible']);
    expect(needs(of('Never'), role)).toEqual([]);
  });
  it('of a stack in the same account and another Region are the same', () => {
    expect(needs(keyFor('arn:aws:iam::111122223333:role/worker'), role, { env: OTHER_REGION })).toEqual([
      'B>A key-policy-principal hard certain',
    ]);
  });
  it('of unknown accounts: certain inside one Stage, possible between two', () => {
    const principal = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/worker' };
    const agnostic = (stage: string): TestStack => ({ template: role, stage });
    expect(edgesOf({ A: agnostic('x'), B: { template: keyFor(principal), stage: 'x' } })).toEqual([
      'B>A key-policy-principal hard certain',
    ]);
    expect(edgesOf({ A: agnostic('y'), B: { template: keyFor(principal), stage: 'x' } })).toEqual([
      'B>A key-policy-principal hard possible',
    ]);
    expect(edgesOf({ A: agnostic('y'), C: agnostic('x'), B: { template: keyFor(principal), stage: 'x' } })).toEqual([
      'B>C key-policy-principal hard certain',
    ]);
  });
  it('given by the parent of a nested stack', () => {
    const child = { ...keyFor({ Ref: 'Who' }), Parameters: { Who: { Type: 'String' } } };
    const parent = template('AWS::CloudFormation::Stack', {
      Parameters: { Who: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/worker' } },
    });
    expect(
      edgesOf({
        A: { template: role, env: HERE },
        B: { template: parent, env: HERE },
        'B/R': { template: child, env: HERE, parent: 'B#R' },
      }),
    ).toEqual(['B>A physical-name soft certain', 'B>A key-policy-principal hard certain']);
  });
  it('a default is possible: the deployment may give another name', () => {
    const named = {
      ...keyFor({ 'Fn::Sub': 'arn:aws:iam::111122223333:role/${Name}' }),
      Parameters: { Name: { Type: 'String', Default: 'worker' } },
    };
    expect(needs(named, role)).toEqual(['B>A key-policy-principal hard possible']);
    const choice = { ...role, Parameters: { Name: { Type: 'String', AllowedValues: ['worker', 'idler'] } } };
    const chosen = { ...choice, Resources: { R: { Type: 'AWS::IAM::Role', Properties: { RoleName: { Ref: 'Name' } } } } };
    expect(needs(keyFor('arn:aws:iam::111122223333:role/worker'), chosen)).toEqual(['B>A key-policy-principal hard possible']);
  });
});

describe('other names', () => {
  const bucket = template('AWS::S3::Bucket', { BucketName: 'data' });
  const alias = template('AWS::KMS::Alias', { AliasName: 'alias/data', TargetKeyId: 'x' });
  it.each<[string, JsonObject, JsonObject, string[]]>([
    [
      'the principal of a trust policy',
      template('AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' } }],
        },
      }),
      role,
      ['B>A physical-name hard certain'],
    ],
    [
      'the principal of a queue policy is not known to be looked for',
      template('AWS::SQS::QueuePolicy', {
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:*', Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' } }] },
      }),
      role,
      ['B>A physical-name soft certain'],
    ],
    [
      'what an IAM policy speaks of need not be there',
      template('AWS::IAM::Policy', {
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'] }] },
      }),
      bucket,
      [],
    ],
    [
      'a bucket by name, where a bucket is wanted',
      template('AWS::S3::BucketPolicy', { Bucket: 'data' }),
      bucket,
      ['B>A physical-name hard certain'],
    ],
    ['the same word elsewhere is a word', template('AWS::SNS::Topic', { DisplayName: 'data' }), bucket, []],
    ['an alias', template('AWS::SNS::Topic', { KmsMasterKeyId: 'alias/data' }), alias, ['B>A physical-name soft certain']],
    [
      'the ARN of an alias',
      template('AWS::SNS::Topic', { KmsMasterKeyId: { 'Fn::Sub': 'arn:aws:kms:eu-west-1:${AWS::AccountId}:alias/data' } }),
      alias,
      ['B>A physical-name soft certain'],
    ],
    [
      'the ARN of an alias of another Region',
      template('AWS::SNS::Topic', { KmsMasterKeyId: 'arn:aws:kms:us-east-1:111122223333:alias/data' }),
      alias,
      [],
    ],
    [
      "AWS's own alias",
      template('AWS::SNS::Topic', { KmsMasterKeyId: 'alias/aws/sns' }),
      template('AWS::KMS::Alias', { AliasName: 'alias/aws/sns' }),
      [],
    ],
    ['a second alias of the same name', template('AWS::KMS::Alias', { AliasName: 'alias/data', TargetKeyId: 'y' }), alias, []],
    ['the environment of a function', template('AWS::Lambda::Function', { Environment: { Variables: { KEY: 'alias/data' } } }), alias, []],
    ['the role of a policy', template('AWS::IAM::Policy', { Roles: ['worker'] }), role, ['B>A physical-name hard certain']],
    ['a role of its own', template('AWS::IAM::Policy', { Roles: [{ Ref: 'R' }] }), role, []],
    [
      'a queue',
      template('AWS::SNS::Subscription', {
        TopicArn: 'arn:aws:sns:eu-west-1:111122223333:news',
        Endpoint: 'arn:aws:sqs:eu-west-1:111122223333:inbox',
      }),
      template('AWS::SQS::Queue', { QueueName: 'inbox' }),
      ['B>A physical-name soft certain'],
    ],
    [
      'a topic',
      template('AWS::SNS::Subscription', { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:news' }),
      template('AWS::SNS::Topic', { TopicName: 'news' }),
      ['B>A physical-name hard certain'],
    ],
    [
      'a function',
      template('AWS::Lambda::Permission', { FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:work:live' }),
      template('AWS::Lambda::Function', { FunctionName: 'work' }),
      ['B>A physical-name hard certain'],
    ],
    [
      'a managed policy',
      template('AWS::IAM::Role', { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/use'] }),
      template('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'use' }),
      ['B>A physical-name hard certain'],
    ],
    [
      'a secret by a dynamic reference',
      template('AWS::RDS::DBInstance', { P: '{{resolve:secretsmanager:db:SecretString:password}}' }),
      template('AWS::SecretsManager::Secret', { Name: 'db' }),
      ['B>A physical-name hard certain'],
    ],
  ])('%s', (_, b, a, edges) => {
    expect(needs(b, a)).toEqual(edges);
  });
  it("of two stacks that make a bucket of the name, the own Stage's is meant", () => {
    const user = template('AWS::S3::BucketPolicy', { Bucket: 'data' });
    expect(
      edgesOf({ X: { template: bucket, stage: 'x' }, Y: { template: bucket, stage: 'y' }, B: { template: user, stage: 'y' } }),
    ).toEqual(['B>Y physical-name hard certain']);
  });
});

describe('parameters of SSM', () => {
  const parameter = template('AWS::SSM::Parameter', { Name: '/shared/key', Type: 'String', Value: 'x' });
  const typed = (name: string): JsonObject => ({
    ...template('AWS::SNS::Topic', { KmsMasterKeyId: { Ref: 'K' } }),
    Parameters: { K: { Type: 'AWS::SSM::Parameter::Value<String>', Default: name } },
  });
  it.each<[string, JsonObject, string[]]>([
    ['a parameter of the template', typed('/shared/key'), ['B>A ssm-parameter hard certain']],
    ['a version of it', typed('/shared/key:3'), ['B>A ssm-parameter hard certain']],
    ['another', typed('/shared/keys'), []],
    ['a dynamic reference', template('AWS::SNS::Topic', { N: '{{resolve:ssm:/shared/key}}' }), ['B>A ssm-parameter hard certain']],
    [
      'with a version, inside other text',
      template('AWS::SNS::Topic', { N: 'a {{resolve:ssm:/shared/key:1}} b' }),
      ['B>A ssm-parameter hard certain'],
    ],
    [
      'whose name is put together',
      template('AWS::SNS::Topic', { N: { 'Fn::Join': ['', ['{{resolve:ssm:/', { 'Fn::Sub': 'shared' }, '/key}}']] } }),
      ['B>A ssm-parameter hard certain'],
    ],
    [
      'a parameter that nothing refers to is read all the same',
      { ...typed('/shared/key'), Resources: {} },
      ['B>A ssm-parameter hard certain'],
    ],
  ])('%s', (_, b, edges) => {
    expect(needs(b, parameter)).toEqual(edges);
  });
  it('of another Region or account are others', () => {
    expect(needs(typed('/shared/key'), parameter, { env: OTHER_REGION })).toEqual([]);
    expect(needs(typed('/shared/key'), parameter, { env: OTHER_ACCOUNT })).toEqual([]);
  });
  it('that the stack itself makes are not there when it is created', () => {
    const own = {
      ...typed('/shared/key'),
      Resources: { ...(typed('/shared/key')['Resources'] as JsonObject), P: (parameter['Resources'] as JsonObject)['R'] ?? {} },
    };
    expect(edgesOf({ B: { template: own } })).toEqual(['B>B ssm-parameter hard certain']);
  });
});

describe('exports', () => {
  const exporter = (name: Json): JsonObject => ({
    Outputs: { O: { Value: 'x', Export: { Name: name } } },
    Parameters: { Network: { Type: 'String', Default: 'net' } },
  });
  const importer = (name: Json): JsonObject => ({
    ...template('AWS::SNS::Topic', { N: { 'Fn::ImportValue': name } }),
    Parameters: { Network: { Type: 'String', Default: 'net' } },
  });
  it('whose names are put together with a parameter: its default is possible', () => {
    expect(needs(importer({ 'Fn::Sub': '${Network}-key' }), exporter('net-key'))).toEqual(['B>A import hard possible']);
    expect(needs(importer('net-key'), exporter({ 'Fn::Sub': '${Network}-key' }))).toEqual(['B>A import hard possible']);
    expect(needs(importer({ 'Fn::Sub': '${Network}-key' }), exporter({ 'Fn::Sub': '${Network}-key' }))).toEqual([
      'B>A import hard possible',
    ]);
    expect(needs(importer('other-key'), exporter({ 'Fn::Sub': '${Network}-key' }))).toEqual([]);
  });
  it('are there only when their stack is done: one that a nested stack imports of its own parent never comes', () => {
    const parent = { ...exporter('k'), ...template('AWS::CloudFormation::Stack', {}) };
    expect(edgesOf({ A: { template: parent }, 'A/R': { template: importer('k'), parent: 'A#R' } })).toEqual(['A>A import hard certain']);
    const child = template('AWS::CloudFormation::Stack', {});
    expect(edgesOf({ A: { template: { ...child, ...importer('k') } }, 'A/R': { template: exporter('k'), parent: 'A#R' } })).toEqual([]);
  });
});

describe('the cross-Region writer', () => {
  it('of the same name in another Stage is another', () => {
    const writer = (): JsonObject =>
      template('Custom::CrossRegionExportWriter', { WriterProps: { region: 'eu-west-1', exports: { '/cdk/exports/B/x': 'v' } } });
    const reader = template('Custom::CrossRegionExportReader', {
      ReaderProps: { imports: { '/cdk/exports/B/x': '{{resolve:ssm:/cdk/exports/B/x}}' } },
    });
    expect(
      edgesOf({
        A: { template: writer(), env: OTHER_REGION },
        X: { template: writer(), env: ['444455556666', 'us-east-1'], stage: 'other' },
        B: { template: reader, env: HERE },
      }),
    ).toEqual(['B>A cross-region-export hard certain']);
  });
});
