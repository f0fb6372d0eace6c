/** Which statements can never have an effect, and which only look so. */
import { describe, expect, it } from 'vitest';
import type { Fact } from '../types/values.js';
import type { Json } from '../types/files.js';
import { ineffectiveStatements } from './said.testing.js';
import type { KeyFacts } from './scope.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';

const at = { file: '', pointer: '' },
  absent: Fact<never> = { is: 'absent' };
const symmetric: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent };
const rsa: KeyFacts = { ...symmetric, spec: { is: 'known', value: 'RSA_2048', at }, usage: { is: 'known', value: 'ENCRYPT_DECRYPT', at } };
const unknown: KeyFacts = {
  ...symmetric,
  spec: { is: 'unknown', at, why: { of: 'properties' } },
  usage: { is: 'unknown', at, why: { of: 'properties' } },
};
const dead = (statement: Json, key = symmetric): readonly string[] =>
  ineffectiveStatements(policyOf(document(allow(ROOT), statement)), scopeIn(), key).map(
    ({ statement: { index }, part, why }) => `${index + 1} ${part}: ${why}`,
  );

const logs = { Service: 'logs.us-east-1.amazonaws.com' },
  sns = { Service: 'sns.amazonaws.com' };
const CONTEXT = when('ArnLike', 'kms:EncryptionContext:aws:logs:arn', `arn:aws:logs:us-east-1:${OWN}:*`);

describe('a statement is dead', () => {
  it.each<[string, Json, KeyFacts, string]>([
    ['without Resource', without(allow(ADMIN), 'Resource'), symmetric, '2 resource: it has no Resource'],
    ['without Action', without(allow(ADMIN), 'Action'), symmetric, '2 action: it has no Action'],
    ['on another resource', { ...allow(ADMIN), Resource: 'arn:aws:s3:::b' }, symmetric, '2 resource: its Resource is not this key'],
    [
      'on an alias',
      { ...allow(ADMIN), Resource: `arn:aws:kms:us-east-1:${OWN}:alias/mine` },
      symmetric,
      '2 resource: its Resource is not this key',
    ],
    [
      'on another key of the template',
      { ...allow(ADMIN), Resource: { 'Fn::GetAtt': ['OtherKey', 'Arn'] } },
      symmetric,
      '2 resource: its Resource is not this key',
    ],
    [
      'on a written key id, which KMS makes up',
      { ...allow(ADMIN), Resource: `arn:aws:kms:us-east-1:${OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab` },
      symmetric,
      '2 resource: its Resource is not this key',
    ],
    [
      'for principals that KMS does not know',
      allow({ Federated: 'accounts.google.com' }, 'kms:Decrypt'),
      symmetric,
      '2 principal: KMS does not know principals of the kind Federated',
    ],
    [
      'with a condition key that KMS does not have',
      allow(ADMIN, 'kms:Decrypt', when('StringEquals', 'kms:CallerAcount', OWN)),
      symmetric,
      `2 condition: no request for kms:Decrypt by ${ADMIN} carries kms:CallerAcount`,
    ],
    [
      'with the source of a service, which a role has not',
      allow(ADMIN, 'kms:Decrypt', when('StringEquals', 'aws:SourceAccount', OWN)),
      symmetric,
      `2 condition: no request for kms:Decrypt by ${ADMIN} carries aws:SourceAccount`,
    ],
    [
      'with a service that has no Region',
      allow(ADMIN, 'kms:Decrypt', when('StringEquals', 'kms:ViaService', 's3.amazonaws.com')),
      symmetric,
      '2 condition: its condition compares kms:ViaService with a value that no request has',
    ],
    [
      'with a wildcard under StringEquals',
      allow(ADMIN, 'kms:Decrypt', when('StringEquals', 'kms:ViaService', 's3.*.amazonaws.com')),
      symmetric,
      '2 condition: its condition compares kms:ViaService with a value that no request has',
    ],
    [
      'with an account that is none',
      allow('*', 'kms:Decrypt', when('StringEquals', 'kms:CallerAccount', 'undefined')),
      symmetric,
      '2 condition: its condition compares kms:CallerAccount with a value that no request has',
    ],
    ['with a permission that does not exist', allow(ADMIN, 'kms:ReEncrypt'), symmetric, '2 action: kms:ReEncrypt is no action of KMS'],
    [
      'with an action of IAM policies only',
      allow(ADMIN, ['kms:ListKeys', 'kms:CreateKey']),
      symmetric,
      '2 action: no key policy decides about kms:ListKeys, kms:CreateKey',
    ],
    [
      'with actions of another kind of key',
      allow(ADMIN, 'kms:GenerateDataKey'),
      rsa,
      '2 action: kms:GenerateDataKey does not work on a key with KeySpec RSA_2048',
    ],
    [
      'with an encryption context that DescribeKey does not carry',
      allow(logs, 'kms:DescribeKey', CONTEXT),
      symmetric,
      '2 condition: no request for kms:DescribeKey by logs.us-east-1.amazonaws.com carries kms:EncryptionContext:aws:logs:arn',
    ],
    [
      'with an encryption context on an asymmetric key',
      allow(ADMIN, 'kms:Decrypt', CONTEXT),
      rsa,
      `2 condition: no request for kms:Decrypt by ${ADMIN} carries kms:EncryptionContext:aws:logs:arn`,
    ],
    [
      'with an organisation, which a service has not',
      allow(sns, ['kms:Decrypt', 'kms:GenerateDataKey'], when('StringEquals', 'aws:PrincipalOrgID', 'o-abcd1234')),
      symmetric,
      '2 condition: no request for kms:Decrypt and kms:GenerateDataKey by sns.amazonaws.com carries aws:PrincipalOrgID',
    ],
    [
      'with the name of a user, which a role has not',
      allow([ADMIN, `arn:aws:sts::${OWN}:assumed-role/App/s`], 'kms:Decrypt', when('StringLike', 'aws:username', '*')),
      symmetric,
      `2 condition: no request for kms:Decrypt by ${ADMIN} and arn:aws:sts::${OWN}:assumed-role/App/s carries aws:username`,
    ],
    [
      'with an encryption context that the service on the way never sends',
      allow(ADMIN, 'kms:Decrypt', {
        Condition: {
          StringEquals: { 'kms:ViaService': 'dynamodb.us-east-1.amazonaws.com', 'kms:EncryptionContext:aws:dynamodb:table': 't' },
        },
      }),
      symmetric,
      `2 condition: no request for kms:Decrypt by ${ADMIN} carries kms:EncryptionContext:aws:dynamodb:table`,
    ],
    [
      'with the name of another user, where one of its principals is a role',
      allow([`arn:aws:iam::${OWN}:user/ana`, ADMIN], 'kms:Decrypt', when('StringEquals', 'aws:username', 'bob')),
      symmetric,
      '2 condition: its condition compares aws:username with a value that no request has',
    ],
    [
      'as a Deny too',
      deny('*', 'kms:PutKeyPolicy', when('Bool', 'kms:GrantIsForAWSResource', 'true')),
      symmetric,
      '2 condition: no request for kms:PutKeyPolicy by anybody carries kms:GrantIsForAWSResource',
    ],
    [
      'with a condition that its principals never meet',
      allow(ROOT, 'kms:*', when('StringEquals', 'kms:CallerAccount', OTHER)),
      symmetric,
      '2 condition: its condition compares kms:CallerAccount with a value that no request has',
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
      '2 condition: its condition compares kms:KeySpec with a value that no request has',
    ],
    ['with a Resource that names nothing', { ...allow(ADMIN), Resource: [] }, symmetric, '2 resource: its Resource names nothing'],
    [
      'with a permission that grants decide about',
      allow(ADMIN, 'kms:RetireGrant'),
      symmetric,
      '2 action: no key policy decides about kms:RetireGrant',
    ],
    ['with an Action that names nothing', allow(ADMIN, []), symmetric, '2 action: its Action names nothing'],
    [
      'with a NotAction that leaves nothing',
      without({ ...allow(ADMIN), NotAction: '*' }, 'Action'),
      symmetric,
      '2 action: its NotAction leaves no action of KMS',
    ],
    [
      'with permissions that do not exist',
      allow(ADMIN, ['kms:ReEncrypt', 'kms:Use', 's3:*', 'kms:Foo']),
      symmetric,
      '2 action: kms:ReEncrypt, kms:Use, s3:* are no actions of KMS',
    ],
    ['with one action of IAM policies', allow(ADMIN, 'kms:ListKeys'), symmetric, '2 action: no key policy decides about kms:ListKeys'],
    [
      'with actions of another usage, where the spec is not known',
      allow(ADMIN, ['kms:Sign', 'kms:Verify']),
      { ...unknown, usage: absent },
      '2 action: kms:Sign and kms:Verify do not work on a key with KeyUsage ENCRYPT_DECRYPT',
    ],
    [
      'with an action of keys whose material is imported',
      allow(ADMIN, 'kms:ImportKeyMaterial'),
      symmetric,
      '2 action: kms:ImportKeyMaterial does not work on a key with Origin AWS_KMS',
    ],
    [
      'with an action of multi-Region keys',
      allow(ADMIN, 'kms:ReplicateKey'),
      symmetric,
      '2 action: kms:ReplicateKey does not work on a key with MultiRegion false',
    ],
    [
      'with an action of asymmetric keys, where the usage is not known',
      allow(ADMIN, 'kms:GetPublicKey'),
      { ...unknown, spec: absent },
      '2 action: kms:GetPublicKey does not work on a key with KeySpec SYMMETRIC_DEFAULT',
    ],
    [
      'with actions of several kinds of key',
      allow(ADMIN, ['kms:Sign', 'kms:ImportKeyMaterial']),
      symmetric,
      '2 action: kms:ImportKeyMaterial and kms:Sign do not work on a key with KeyUsage ENCRYPT_DECRYPT and Origin AWS_KMS',
    ],
    [
      'with an action of keys that KMS made, where the spec is not known',
      allow(ADMIN, 'kms:RotateKeyOnDemand'),
      { ...unknown, origin: { is: 'known', value: 'AWS_CLOUDHSM', at } },
      '2 action: kms:RotateKeyOnDemand does not work on a key with Origin AWS_CLOUDHSM',
    ],
    [
      'with an action of another usage, where nobody knows whether it is multi-Region',
      allow(ADMIN, 'kms:Sign'),
      { ...symmetric, multiRegion: { is: 'unknown', at, why: { of: 'properties' } } },
      '2 action: kms:Sign does not work on a key with KeyUsage ENCRYPT_DECRYPT',
    ],
    [
      'for another account, with three actions',
      allow(FOREIGN, ['kms:PutKeyPolicy', 'kms:EnableKey', 'kms:DisableKey']),
      symmetric,
      "2 principal: kms:DisableKey and kms:EnableKey and kms:PutKeyPolicy work only inside the key's own account",
    ],
    [
      'where the account is to be another than it is',
      allow(ROOT, 'kms:Decrypt', when('StringNotEquals', 'aws:PrincipalAccount', OWN)),
      symmetric,
      '2 condition: its condition compares aws:PrincipalAccount with a value that no request has',
    ],
    [
      'where its principals are to be of another account than they are',
      allow(ROOT, 'kms:Decrypt', when('ArnNotLike', 'aws:PrincipalArn', [`arn:aws:iam::${OWN}:*`, `arn:aws:sts::${OWN}:*`])),
      symmetric,
      '2 condition: its condition compares aws:PrincipalArn with a value that no request has',
    ],
    [
      'for a role of another account',
      allow(`arn:aws:iam::${OTHER}:role/Guest`, 'kms:PutKeyPolicy'),
      symmetric,
      "2 principal: kms:PutKeyPolicy works only inside the key's own account",
    ],
    [
      'for somebody of another account, with four actions or more',
      allow({ 'Fn::Sub': `arn:aws:iam::${OTHER}:\${Param}` }, ['kms:En*Key', 'kms:Dis*', 'kms:PutKeyPolicy']),
      symmetric,
      "2 principal: kms:DisableKey, kms:DisableKeyRotation and 2 other actions work only inside the key's own account",
    ],
    [
      'with a condition on an account that is not the role’s',
      allow(ADMIN, 'kms:Decrypt', when('StringEquals', 'aws:PrincipalAccount', OTHER)),
      symmetric,
      '2 condition: its condition compares aws:PrincipalAccount with a value that no request has',
    ],
    [
      'with a condition on a role of an account that it does not name',
      allow(
        ROOT,
        'kms:Decrypt',
        when('ArnLike', 'aws:PrincipalArn', [`arn:aws:iam::${OTHER}:role/x`, `arn:aws:sts::${OWN}:assumed-role/x/*`]),
      ),
      symmetric,
      '2 condition: its condition compares aws:PrincipalArn with a value that no request has',
    ],
    [
      'with an organisation that a service has not, and an account that the own account is not',
      allow({ AWS: ROOT, ...sns }, 'kms:Decrypt', {
        Condition: { Null: { 'aws:PrincipalArn': 'false' }, StringEquals: { 'aws:PrincipalAccount': OTHER } },
      }),
      symmetric,
      '2 condition: its conditions can never hold for any of its actions',
    ],
    [
      'with a condition on a service, beside a group, which is nobody',
      allow({ AWS: `arn:aws:iam::${OWN}:group/Devs`, ...sns }, 'kms:Decrypt', when('StringEquals', 'aws:PrincipalOrgID', 'o-abcd1234')),
      symmetric,
      `2 condition: no request for kms:Decrypt by arn:aws:iam::${OWN}:group/Devs and sns.amazonaws.com carries aws:PrincipalOrgID`,
    ],
    [
      'with one condition of two that never holds',
      allow(sns, 'kms:Decrypt', {
        Condition: { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:PrincipalOrgID': 'o-abcd1234' } },
      }),
      symmetric,
      '2 condition: no request for kms:Decrypt by sns.amazonaws.com carries aws:PrincipalOrgID',
    ],
    [
      'with two conditions, of which each action meets another',
      allow(ADMIN, ['kms:CreateGrant', 'kms:Decrypt'], {
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' }, StringEquals: { 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' } },
      }),
      symmetric,
      '2 condition: its conditions can never hold for any of its actions',
    ],
    [
      'for all but some, with what no request carries',
      without(
        { ...deny('*', 'kms:PutKeyPolicy', when('Bool', 'kms:GrantIsForAWSResource', 'true')), NotPrincipal: { AWS: ADMIN } },
        'Principal',
      ),
      symmetric,
      '2 condition: no request for kms:PutKeyPolicy by anybody carries kms:GrantIsForAWSResource',
    ],
  ])('%s', (_why, statement, key, expected) => {
    expect(dead(statement, key)).toEqual([expected]);
  });
});

it('a statement is dead whatever KMS refuses in the others, and in itself; what is misspelt is no dead statement', () => {
  const statements = [
    { ...allow(ADMIN), Effect: 'allow' },
    allow(ADMIN, 'Decrypt'),
    { ...allow(ADMIN, []), Effect: 'allow' },
    { ...without(allow(ADMIN), 'Action'), Actions: 'kms:*' },
  ];
  const found = ineffectiveStatements(policyOf(document(...statements)), scopeIn(), symmetric);
  expect(found.map(({ statement: { index }, fault }) => [index, fault])).toEqual([
    [1, 'no such action'],
    [2, 'no such action'],
  ]);
});

describe('a statement is not dead', () => {
  it('that keeps callers from bypassing the lockout check', () => {
    expect(dead(deny(ADMIN, 'kms:PutKeyPolicy', when('Bool', 'kms:BypassPolicyLockoutSafetyCheck', 'true')))).toEqual([]);
  });
  it.each(['kms:CallerAccount', 'aws:PrincipalAccount'])('that asks what a service carries as %s, which nobody documents', (key) => {
    expect(dead(deny(sns, 'kms:Decrypt', when('Null', key, 'true')))).toEqual([]);
  });
});
