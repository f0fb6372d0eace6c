/** The verdicts on small policies, each with the reason: rootTrust fullRootTrust manageable durable public crossAccount. */
import { describe, expect, it } from 'vitest';
import type { Answer, Env, Scenario } from '../types/values.js';
import type { Json } from '../types/files.js';
import type { SaidVerdicts as Verdicts } from './said.testing.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';
import { judge } from './said.testing.js';

const NAMES = ['rootTrust', 'fullRootTrust', 'manageable', 'durable', 'public', 'crossAccount'] as const;
const LETTERS: Readonly<Record<Answer, string>> = { yes: 'y', no: 'n', unknown: '?' };
const letters = (verdicts: Verdicts): string => NAMES.map((name) => LETTERS[verdicts[name].answer]).join('');
/** The verdicts over all ways in which the condition C can be decided: what does not hold in both is unknown. */
function verdicts(policy: Json | undefined, where?: Env): string {
  const scenarios: readonly Scenario[] = JSON.stringify(policy ?? null).includes('Fn::If') ? [{ C: true }, { C: false }] : [{}];
  const [first = '', ...rest] = scenarios.map((scenario) => letters(judge(policyOf(policy, where, scenario), scopeIn(where))));
  return Array.from(first, (letter, i) => (rest.every((other) => other[i] === letter) ? letter : '?')).join('');
}

const root = allow(ROOT),
  star = (action: Json, operator: string, key: string, value: Json): Json => allow('*', action, when(operator, key, value));
const gov: Env = { account: [OWN], region: ['us-gov-west-1'], partition: ['aws-us-gov'] };
const LEGACY = [
  'kms:Create*',
  'kms:Describe*',
  'kms:Enable*',
  'kms:List*',
  'kms:Put*',
  'kms:Update*',
  'kms:Revoke*',
  'kms:Disable*',
  'kms:Get*',
  'kms:Delete*',
  'kms:ScheduleKeyDeletion',
  'kms:CancelKeyDeletion',
  'kms:GenerateDataKey',
  'kms:TagResource',
  'kms:UntagResource',
];
const nobody = 'nnnnnn',
  trusted = 'yyyynn';

const TABLE: readonly (readonly [why: string, policy: Json | undefined, expected: string, where?: Env])[] = [
  ["KMS's own default policy", document(root), trusted],
  ['no policy at all: KMS applies its default', undefined, trusted],
  ['AWS::NoValue removes the property: the default again', { Ref: 'AWS::NoValue' }, trusted],
  ['Ref AWS::AccountId is the own account whatever it is', document(allow({ Ref: 'AWS::AccountId' })), trusted],
  [
    'what aws-cdk-lib renders for AccountRootPrincipal',
    document(allow({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] })),
    trusted,
  ],
  ['arn:aws is nobody in aws-us-gov', document(allow({ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' })), nobody, gov],
  ['an account id that YAML made a number', document(allow(Number(OWN))), trusted],
  ['Statement may be one object', { Version: '2012-10-17', Statement: root }, trusted],
  ['a string that is not JSON: there is no key', '{"Version":"2012-10-17","Statement":[', nobody],
  ['a string that is JSON', JSON.stringify(document(root)), trusted],
  ['? stands for one character', document(allow(ROOT, 'kms:Put?eyPolicy')), 'ynyynn'],
  ['Action * has every action of KMS', document(allow(ROOT, '*')), trusted],
  ["CDK's list before version 2: manageable, but IAM cannot grant Decrypt", document(allow(ROOT, LEGACY)), 'ynyynn'],
  ['kms:* to another account: what works from outside, CreateGrant among it', document(allow([ROOT, FOREIGN])), 'yyyyny'],
  ['ordinary use from another account', document(root, allow(FOREIGN, ['kms:Decrypt', 'kms:DescribeKey'])), 'yyyyny'],
  ['everybody', document({ ...root, Principal: '*' }), 'yyyyyy'],
  ['everybody in the own account', document(star('kms:*', 'StringEquals', 'kms:CallerAccount', OWN)), trusted],
  [
    'the shape of AWS managed keys; names of condition keys know no case',
    document(
      root,
      allow('*', ['kms:Decrypt', 'kms:CreateGrant'], {
        Condition: {
          StringEquals: {
            'KMS:calleraccount': { Ref: 'AWS::AccountId' },
            'kms:ViaService': { 'Fn::Sub': 's3.${AWS::Region}.amazonaws.com' },
          },
        },
      }),
    ),
    trusted,
  ],
  ['a guard that everybody passes', document(root, star('kms:Decrypt', 'StringLike', 'kms:CallerAccount', '*')), 'yyyyyy'],
  ['bound to an organisation', document(root, star('kms:Decrypt', 'StringEquals', 'aws:PrincipalOrgID', 'o-abcd1234')), 'yyyyny'],
  [
    'IfExists lets callers without an organisation through',
    document(root, star('kms:Decrypt', 'StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-abcd1234')),
    'yyyyyy',
  ],
  [
    'ForAllValues holds where the key is absent',
    document(root, star('kms:Decrypt', 'ForAllValues:StringEquals', 'aws:PrincipalOrgID', ['o-abcd1234'])),
    'yyyyyy',
  ],
  ['a role of this template', document(allow({ 'Fn::GetAtt': ['AdminRole', 'Arn'] })), 'nnynnn'],
  ['the id of a deleted role: whose, cannot be told', document(root, allow('AROAEXAMPLEID1234567A', 'kms:Decrypt')), 'yyyyn?'],
  ['Deny for everybody, the root user among them', document(root, { ...deny('*', 'kms:PutKeyPolicy'), Principal: '*' }), nobody],
  ['Deny for another account', document(root, deny(FOREIGN)), trusted],
  [
    'all but one role are denied: it alone manages the key',
    document(root, deny('*', 'kms:PutKeyPolicy', when('ArnNotEquals', 'aws:PrincipalArn', ADMIN))),
    'nnynnn',
  ],
  [
    'PutKeyPolicy never carries kms:GrantIsForAWSResource: the Deny is dead',
    document(root, deny('*', 'kms:PutKeyPolicy', when('Bool', 'kms:GrantIsForAWSResource', 'true'))),
    trusted,
  ],
  [
    'Allow with NotPrincipal is the rest of the world',
    document(without({ ...root, NotPrincipal: { AWS: FOREIGN } }, 'Principal')),
    'yyyyyy',
  ],
  [
    'NotAction leaves PutKeyPolicy in',
    document(without({ ...root, NotAction: ['kms:ScheduleKeyDeletion', 'kms:Delete*'] }, 'Action')),
    'ynyynn',
  ],
  ['trust with MFA only', document(allow(ROOT, 'kms:*', when('Bool', 'aws:MultiFactorAuthPresent', 'true'))), '????nn'],
  ['only the root user passes', document(allow(ROOT, 'kms:*', when('ArnLike', 'aws:PrincipalArn', ROOT))), 'nnyynn'],
  [
    'the condition binds the account too, and no direct call carries aws:SourceArn',
    document(
      allow(
        { AWS: ROOT, Service: 'cloudfront.amazonaws.com' },
        ['kms:*'],
        when('StringEquals', 'AWS:SourceArn', `arn:aws:cloudfront::${OWN}:distribution/E1`),
      ),
    ),
    nobody,
  ],
  ['never true of own principals', document(allow(ROOT, 'kms:*', when('StringEquals', 'kms:CallerAccount', OTHER))), nobody],
  ['Resource is something else', document({ ...root, Resource: 'arn:aws:s3:::bucket' }), nobody],
  ['Resource is a pattern that means this key', document({ ...root, Resource: `arn:aws:kms:us-east-1:${OWN}:key/*` }), trusted],
  ['a parameter could be anybody', document(allow({ Ref: 'Param' })), '??????'],
  ['the whole policy is a parameter', { Ref: 'Param' }, '??????'],
  [
    'whether another account may use the key, a condition decides',
    document(root, { 'Fn::If': ['C', allow(FOREIGN, 'kms:Decrypt'), { Ref: 'AWS::NoValue' }] }),
    'yyyyn?',
  ],
  ['a condition decides who is trusted', document(allow({ 'Fn::If': ['C', ROOT, FOREIGN] })), '????n?'],
  ['a condition decides the effect', document({ ...root, Effect: { 'Fn::If': ['C', 'Allow', 'Deny'] } }), '????nn'],
  ['a service never manages the policy', document(allow({ Service: 'logs.us-east-1.amazonaws.com' })), nobody],
  ['CreateGrant without bounds changes none of the six', document(root, allow(`arn:aws:iam::${OWN}:role/App`, 'kms:CreateGrant')), trusted],
  [
    'CanonicalUser is nobody to KMS',
    document(root, allow({ CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }, 'kms:Decrypt')),
    trusted,
  ],
  ['a group is nobody', document(root, allow(`arn:aws:iam::${OWN}:group/Devs`, 'kms:Decrypt')), trusted],
  ['Effect is case-sensitive', document({ ...root, Effect: 'allow' }), nobody],
  [
    'Null true holds for all but CreateGrant, ListGrants and RevokeGrant',
    document(allow(ROOT, 'kms:*', when('Null', 'kms:GrantIsForAWSResource', 'true'))),
    'y?yynn',
  ],
  [
    'a variable that equals itself for every caller',
    document(root, star('kms:Decrypt', 'StringEquals', 'kms:CallerAccount', '${aws:PrincipalAccount}')),
    'yyyyyy',
  ],
  ['Federated is nobody to KMS', document(root, allow({ Federated: 'accounts.google.com' }, 'kms:Decrypt')), trusted],
  [
    'no name of a role or user holds a colon, so StringNotLike spares one name only, as ArnNotLike does',
    document(root, deny('*', 'kms:*', when('StringNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/Admin'))),
    'nnynnn',
  ],
  [
    'an account id has twelve digits: nobody calls from an ARN',
    document(root, star('kms:Decrypt', 'StringEquals', 'kms:CallerAccount', ROOT)),
    trusted,
  ],
  [
    'a role is an AssumedRole, not a User',
    document(root, allow(`arn:aws:iam::${OTHER}:role/Guest`, 'kms:Decrypt', when('StringEquals', 'aws:PrincipalType', 'User'))),
    trusted,
  ],
  [
    'the type Account is that of the root user alone',
    document(allow(ROOT, 'kms:*', when('StringEquals', 'aws:PrincipalType', 'Account'))),
    'nnyynn',
  ],
  ['one named session', document(allow(`arn:aws:sts::${OWN}:assumed-role/Admin/alice`)), 'nnynnn'],
];

describe('the verdicts', () => {
  for (const [why, policy, expected, where] of TABLE)
    it(why, () => {
      expect(verdicts(policy, where)).toBe(expected);
    });
});
