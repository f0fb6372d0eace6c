/** Which properties name a key of the app: directly, through exports, by an alias; and what conditions make of it. */
import { describe, expect, it } from 'vitest';
import { defineRule } from '../rule-kit.js';
import { runRule } from '../rule-tester.js';
import type { Example } from '../types/rule.js';
import type { Json, JsonObject } from '../types/files.js';
import type { KeyUse } from '../types/program.js';

function uses(stacks: Example['stacks']): readonly string[] {
  const found: KeyUse[] = [];
  const rule = defineRule({
    id: 'uses',
    title: 'collects the uses',
    level: 'note',
    on: 'program',
    why: '',
    remedy: '',
    references: [],
    *check(program) {
      found.push(...program.uses);
      yield* [];
    },
    examples: { bad: [], good: [] },
  });
  expect(runRule(rule, { stacks }).problems).toEqual([]);
  const own = found.filter(({ key }) => key.is === 'own');
  return own.map(({ by, path, at, key, certainty }) =>
    [by, path, at.pointer, key.is === 'own' ? key.key : key.is, certainty].map((part) => part.replace('/app/cdk.out', '')).join(' '),
  );
}

const KEY = { Type: 'AWS::KMS::Key' };
const topic = (key: Json, more: JsonObject = {}): JsonObject => ({ Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: key }, ...more });
const CONDITIONS = { Parameters: { P: { Type: 'String' } }, Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'P' }, 'prod'] } } };
const USE = '#S#Topic KmsMasterKeyId /Resources/Topic/Properties/KmsMasterKeyId #S#Key';

describe('the uses of a key', () => {
  it.each<[string, Json]>([
    ['its id', { Ref: 'Key' }],
    ['its ARN', { 'Fn::GetAtt': ['Key', 'Arn'] }],
    ['an ARN around its id', { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}' }],
    ['an alias of the app', { Ref: 'Alias' }],
  ])('by %s', (_, key) => {
    const alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/app', TargetKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } };
    const [first, ...others] = uses({ S: { Resources: { Key: KEY, Alias: alias, Topic: topic(key) } } }).filter((use) =>
      use.includes('Topic'),
    );
    expect(first).toBe(`${USE} certain`);
    expect(others).toEqual([]);
  });

  it('in lists, and through an export', () => {
    const Rules = (id: Json): Json => [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: id } }];
    const bucket = (id: Json): JsonObject => ({
      Type: 'AWS::S3::Bucket',
      Properties: { BucketEncryption: { ServerSideEncryptionConfiguration: Rules(id) }, BucketName: 'not kept' },
    });
    expect(
      uses({
        Keys: { Resources: { Key: KEY }, Outputs: { Key: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] }, Export: { Name: 'the-key' } } } },
        Data: { Resources: { Bucket: bucket({ 'Fn::ImportValue': 'the-key' }), Other: bucket('alias/aws/s3') } },
      }),
    ).toEqual([
      '#Data#Bucket BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID ' +
        '/Resources/Bucket/Properties/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID #Keys#Key certain',
    ]);
  });

  it('that hang on a condition hold perhaps; those of a resource that hangs on one hold wherever it exists', () => {
    const chosen = topic({ 'Fn::If': ['Prod', { Ref: 'Key' }, { Ref: 'AWS::NoValue' }] });
    expect(uses({ S: { ...CONDITIONS, Resources: { Key: KEY, Topic: chosen } } })).toEqual([
      `#S#Topic KmsMasterKeyId /Resources/Topic/Properties/KmsMasterKeyId/Fn::If/1 #S#Key possible`,
    ]);
    const conditional = topic({ Ref: 'Key' }, { Condition: 'Prod' });
    expect(uses({ S: { ...CONDITIONS, Resources: { Key: KEY, Topic: conditional } } })).toEqual([`${USE} certain`]);
  });

  it('are none where the key is not of the app, or not known', () => {
    const keys: readonly Json[] = ['alias/aws/sns', { Ref: 'P' }, { 'Fn::ImportValue': 'elsewhere' }, { Ref: 'Other' }];
    for (const key of keys)
      expect(uses({ S: { ...CONDITIONS, Resources: { Key: KEY, Other: { Type: 'AWS::SQS::Queue' }, Topic: topic(key) } } })).toEqual([]);
  });
});
