/** Statements that look as if they had no effect and have one, or whose fault is another. */
import { describe, expect, it } from 'vitest';
import type { Fact } from '../types/values.js';
import type { Json } from '../types/files.js';
import { ineffectiveStatements } from './said.testing.js';
import type { KeyFacts } from './scope.js';
import { ADMIN, allow, document, FOREIGN, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';

const at = { file: '', pointer: '' },
  absent: Fact<never> = { is: 'absent' };
const symmetric: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent };
const rsa: KeyFacts = { ...symmetric, spec: { is: 'known', value: 'RSA_2048', at }, usage: { is: 'known', value: 'ENCRYPT_DECRYPT', at } };
const unknown: KeyFacts = {
  ...symmetric,
  spec: { is: 'unknown', at, why: { of: 'properties' } },
  usage: { is: 'unknown', at, why: { of: 'properties' } },
};
const dead = (policy: Json | undefined, key: KeyFacts): readonly number[] =>
  ineffectiveStatements(policyOf(policy), scopeIn(), key).map(({ statement }) => statement.index);

const logs = { Service: 'logs.us-east-1.amazonaws.com' },
  sns = { Service: 'sns.amazonaws.com' };
const CONTEXT = when('ArnLike', 'kms:EncryptionContext:aws:logs:arn', `arn:aws:logs:us-east-1:${OWN}:*`);

describe('a statement is alive', () => {
  it.each<[string, Json, KeyFacts]>([
    [
      'as in the documentation of CloudWatch Logs: DescribeKey stands beside data actions',
      allow(logs, ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'], CONTEXT),
      symmetric,
    ],
    ['with ListKeys beside others', allow(ADMIN, ['kms:ListKeys', 'kms:DescribeKey']), symmetric],
    [
      'on all keys of the account',
      { ...allow(ADMIN), Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*' } },
      symmetric,
    ],
    [
      'with GenerateDataKey* beside Encrypt on an RSA key, as CDK writes it',
      allow(ADMIN, ['kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*']),
      rsa,
    ],
    ['where the spec is not known', allow(ADMIN, 'kms:GenerateDataKey'), unknown],
    ['through a service', allow(ROOT, 'kms:Decrypt', when('StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com')), symmetric],
    [
      'for one of several principals',
      allow({ AWS: ROOT, Service: 'sns.amazonaws.com' }, 'kms:Decrypt', when('StringEquals', 'aws:PrincipalOrgID', 'o-abcd1234')),
      symmetric,
    ],
    ['where a parameter decides', { ...allow(ADMIN), Resource: { Ref: 'Param' } }, symmetric],
    ['where a macro writes it', { 'Fn::Transform': { Name: 'M' } }, symmetric],
    [
      'for a multi-Region id, which a replica shares',
      { ...allow(ADMIN), Resource: `arn:aws:kms:us-east-1:${OWN}:key/mrk-1234abcd12ab34cd56ef1234567890ab` },
      symmetric,
    ],
    ['with aws:PrincipalArn of a role of the account', allow('*', 'kms:*', when('ArnLike', 'aws:PrincipalArn', ADMIN)), symmetric],
    ['with a NotResource that leaves everything', without({ ...allow(ADMIN), NotResource: [] }, 'Resource'), symmetric],
    ['for a role, with what works only inside its account', allow(ADMIN, 'kms:PutKeyPolicy'), symmetric],
    ['for one of two accounts', allow([FOREIGN, ROOT], 'kms:PutKeyPolicy'), symmetric],
    ['for another account, where one action works from there', allow(FOREIGN, ['kms:PutKeyPolicy', 'kms:Decrypt']), symmetric],
    ['for a service, of whose account nothing is known', allow(sns, 'kms:PutKeyPolicy'), symmetric],
    ['for a list of principals that is empty, which is another fault', allow({ AWS: [] }, 'kms:PutKeyPolicy'), symmetric],
    [
      'for a group only, which is another fault',
      allow(`arn:aws:iam::${OWN}:group/Devs`, 'kms:PutKeyPolicy', when('Bool', 'kms:GrantIsForAWSResource', 'true')),
      symmetric,
    ],
    ['for a role of the account that a condition names', allow(ROOT, 'kms:*', when('ArnLike', 'aws:PrincipalArn', ADMIN)), symmetric],
    [
      'for a federated user of the account, who goes by an ARN of STS',
      allow(ROOT, 'kms:*', when('ArnLike', 'aws:PrincipalArn', `arn:aws:sts::${OWN}:federated-user/ana`)),
      symmetric,
    ],
    ...['StringNotEquals', 'StringEqualsIfExists', 'ForAllValues:StringEquals', 'Null'].map((operator): [string, Json, KeyFacts] => [
      `with a context that the service never sends and ${operator} does not ask for`,
      allow(ADMIN, 'kms:Decrypt', {
        Condition: {
          StringEquals: { 'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com' },
          [operator]: { 'kms:EncryptionContext:aws:dynamodb:table': operator === 'Null' ? 'true' : 't' },
        },
      }),
      symmetric,
    ]),
    [
      'with a context that another service on the way may send',
      allow(ADMIN, 'kms:Decrypt', {
        Condition: {
          StringEquals: {
            'kms:ViaService': ['dynamodb.us-east-1.amazonaws.com', 's3.us-east-1.amazonaws.com'],
            'kms:EncryptionContext:aws:dynamodb:table': 't',
          },
        },
      }),
      symmetric,
    ],
    ['for a user by its name', allow(`arn:aws:iam::${OWN}:user/ana`, 'kms:*', when('StringEquals', 'aws:username', 'ana')), symmetric],
    ['for whoever of the account has the name of a user', allow(ROOT, 'kms:*', when('StringEquals', 'aws:username', 'ana')), symmetric],
    ['for a role whose ARN a condition repeats', allow(ADMIN, 'kms:*', when('ArnEquals', 'aws:PrincipalArn', ADMIN)), symmetric],
    [
      'for all but some of an organisation',
      without({ ...allow('*', 'kms:*', when('StringEquals', 'aws:PrincipalOrgID', 'o-1')), NotPrincipal: { AWS: ADMIN } }, 'Principal'),
      symmetric,
    ],
    [
      'for a role, through a service',
      allow(ADMIN, 'kms:Decrypt', when('StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com')),
      symmetric,
    ],
    [
      'where the condition fits one of two actions',
      allow(ADMIN, ['kms:PutKeyPolicy', 'kms:CreateGrant'], when('Bool', 'kms:GrantIsForAWSResource', 'true')),
      symmetric,
    ],
  ])('%s', (_why, statement, key) => {
    expect(dead(document(allow(ROOT), statement), key)).toEqual([]);
  });
});

describe('no statement is dead', () => {
  it.each<[string, Json | undefined]>([
    ['of the default policy', undefined],
    ['of a policy that is no policy', '{"Statement":['],
    ['of a policy that a parameter writes', { Ref: 'Param' }],
  ])('%s', (_why, policy) => {
    expect(dead(policy, rsa)).toEqual([]);
  });
});
