/** Which statements can never have an effect, and which only look so. */
import { describe, expect, it } from 'vitest';
import type { Fact, Json } from '../types.js';
import { deadStatements } from './dead.js';
import type { KeyFacts } from './scope.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';

const at = { file: '', pointer: '' },
  absent: Fact<never> = { is: 'absent' };
const symmetric: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent };
const rsa: KeyFacts = { ...symmetric, spec: { is: 'known', value: 'RSA_2048', at }, usage: { is: 'known', value: 'ENCRYPT_DECRYPT', at } };
const unknown: KeyFacts = { ...symmetric, spec: { is: 'unknown', at, why: '' }, usage: { is: 'unknown', at, why: '' } };
const dead = (statement: Json, key = symmetric): readonly string[] =>
  deadStatements(policyOf(document(allow(ROOT), statement)), scopeIn(), key).map(
    ({ statement: { index }, part, why }) => `${index + 1} ${part}: ${why}`,
  );

const logs = { Service: 'logs.us-east-1.amazonaws.com' },
  sns = { Service: 'sns.amazonaws.com' };
const CONTEXT = when('ArnLike', 'kms:EncryptionContext:aws:logs:arn', `arn:aws:logs:us-east-1:${OWN}:*`);

describe('a statement is dead', () => {
  it.each<[string, Json, KeyFacts, string]>([
    ['without Resource', without(allow(ADMIN), 'Resource'), symmetric, '2 resource: it has no Resource'],
    ['without Action', without(allow(ADMIN), 'Action'), symmetric, '2 action: it has no Action'],
    [
      'on another resource',
      { ...allow(ADMIN), Resource: 'arn:aws:s3:::b' },
      symmetric,
      '2 resource: its Resource is not this key; in a key policy, "*" means the key itself',
    ],
    [
      'on an alias',
      { ...allow(ADMIN), Resource: `arn:aws:kms:us-east-1:${OWN}:alias/mine` },
      symmetric,
      '2 resource: its Resource is not this key; in a key policy, "*" means the key itself',
    ],
    [
      'on another key of the template',
      { ...allow(ADMIN), Resource: { 'Fn::GetAtt': ['OtherKey', 'Arn'] } },
      symmetric,
      '2 resource: its Resource is not this key; in a key policy, "*" means the key itself',
    ],
    [
      'on a written key id, which KMS makes up',
      { ...allow(ADMIN), Resource: `arn:aws:kms:us-east-1:${OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab` },
      symmetric,
      '2 resource: its Resource is not this key; in a key policy, "*" means the key itself',
    ],
    ['with a permission that does not exist', allow(ADMIN, 'kms:ReEncrypt'), symmetric, '2 action: kms:ReEncrypt is no action of KMS'],
    [
      'with an action of IAM policies only',
      allow(ADMIN, ['kms:ListKeys', 'kms:CreateKey']),
      symmetric,
      '2 action: kms:ListKeys, kms:CreateKey have no key as resource, so that only an IAM policy can grant them',
    ],
    [
      'with actions of another kind of key',
      allow(ADMIN, 'kms:GenerateDataKey'),
      rsa,
      '2 action: kms:GenerateDataKey does not work on a key with KeySpec RSA_2048 and KeyUsage ENCRYPT_DECRYPT',
    ],
    [
      'with an encryption context that DescribeKey does not carry',
      allow(logs, 'kms:DescribeKey', CONTEXT),
      symmetric,
      '2 condition: no request for kms:DescribeKey by this principal carries kms:EncryptionContext:aws:logs:arn',
    ],
    [
      'with an encryption context on an asymmetric key',
      allow(ADMIN, 'kms:Decrypt', CONTEXT),
      rsa,
      '2 condition: no request for kms:Decrypt by this principal carries kms:EncryptionContext:aws:logs:arn',
    ],
    [
      'with an organisation, which a service has not',
      allow(sns, ['kms:Decrypt', 'kms:GenerateDataKey'], when('StringEquals', 'aws:PrincipalOrgID', 'o-abcd1234')),
      symmetric,
      '2 condition: no request for kms:Decrypt and kms:GenerateDataKey by this principal carries aws:PrincipalOrgID',
    ],
    [
      'as a Deny too',
      deny('*', 'kms:PutKeyPolicy', when('Bool', 'kms:GrantIsForAWSResource', 'true')),
      symmetric,
      '2 condition: no request for kms:PutKeyPolicy by this principal carries kms:GrantIsForAWSResource',
    ],
    [
      'with a condition that its principals never meet',
      allow(ROOT, 'kms:*', when('StringEquals', 'kms:CallerAccount', OTHER)),
      symmetric,
      '2 condition: kms:CallerAccount can never be what its condition wants',
    ],
    [
      'for another account, which administers nothing here',
      allow(FOREIGN, ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion']),
      symmetric,
      "2 principal: kms:PutKeyPolicy and kms:ScheduleKeyDeletion work only inside the key's own account",
    ],
    [
      'with a condition on another KeySpec',
      allow(ADMIN, 'kms:*', when('StringEquals', 'kms:KeySpec', 'RSA_2048')),
      symmetric,
      '2 condition: kms:KeySpec can never be what its condition wants',
    ],
  ])('%s', (_why, statement, key, expected) => {
    expect(dead(statement, key)).toEqual([expected]);
  });
});

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
  ])('%s', (_why, statement, key) => {
    expect(dead(statement, key)).toEqual([]);
  });
});

it('each dead statement has a name of its own: its Sid, or else what it lets do', () => {
  const elsewhere = { Resource: 'arn:aws:s3:::b' };
  const statements = [
    { ...allow(ADMIN, 'kms:Decrypt'), ...elsewhere, Sid: 'Read' },
    { ...allow(ADMIN, ['kms:Encrypt', 'kms:Decrypt']), ...elsewhere },
  ];
  const found = deadStatements(policyOf(document(...statements)), scopeIn(), symmetric);
  expect(found.map(({ name }) => name)).toEqual(['Read', 'kms:Encrypt kms:Decrypt']);
});
