/** The sentence for each kind of mistake in a condition. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../types/files.js';
import { mistakeSentence } from '../words/mistakes.js';
import { mistakesIn } from './mistakes.js';
import { readStatements } from './document.js';
import { policyOf, scopeIn } from './testing.js';

const said = (Condition: Json, Version = '2012-10-17'): readonly string[] => {
  const statement = { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*', Condition };
  const read = readStatements(policyOf({ Version, Statement: [statement] }), scopeIn());
  return (read.is === 'read' ? read.statements : [])
    .flatMap(mistakesIn)
    .map((mistake) => mistakeSentence(mistake, { region: ['eu-west-1'] }));
};

describe('what was meant', () => {
  it.each<[string, Json, string]>([
    [
      'a condition key that KMS does not have',
      { StringEquals: { 'kms:CallerAccont': '111122223333' } },
      'Write kms:CallerAccount in place of kms:CallerAccont',
    ],
    ['the tags of a key', { StringEquals: { 'kms:ResourceTag/team': 'a' } }, 'Write aws:ResourceTag/team in place of kms:ResourceTag/team'],
    [
      'a pseudo parameter outside of Fn::Sub',
      { StringEquals: { 'kms:CallerAccount': '${AWS::AccountId}' } },
      'Put what kms:CallerAccount is compared with into Fn::Sub',
    ],
    [
      'a wildcard that is none',
      { StringNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Admin*' } },
      'Write StringNotLike in place of StringNotEquals',
    ],
    [
      'a wildcard whatever the letter case',
      { StringEqualsIgnoreCase: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Admin*' } },
      'Write StringLike in place of StringEqualsIgnoreCase',
    ],
    ['a wildcard in a tag', { StringEquals: { 'aws:PrincipalTag/team': 'a*' } }, 'Write StringLike in place of StringEquals'],
    [
      'a wildcard in the ARN of a source',
      { 'ForAnyValue:StringEqualsIfExists': { 'aws:SourceArn': 'arn:aws:s3:::bucket*' } },
      'Write ForAnyValue:StringLikeIfExists',
    ],
    [
      'the ARN of a session',
      { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:sts::111122223333:assumed-role/Admin/me' } },
      'Write arn:aws:iam::111122223333:role/Admin',
    ],
    [
      'an ARN for an account',
      { StringEquals: { 'aws:SourceAccount': 'arn:aws:iam::111122223333:root' } },
      'Write 111122223333: aws:SourceAccount is an account id',
    ],
    [
      'the ARN of any session of a role',
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:sts::111122223333:assumed-role/Admin/*' } },
      'Write arn:aws:iam::111122223333:role/Admin',
    ],
    ['a name for an ARN', { ArnEquals: { 'aws:PrincipalArn': 'Admin' } }, 'it is the ARN of a role or user'],
    [
      'a misspelt global condition key',
      { ArnEquals: { 'aws:PrincipleArn': 'arn:aws:iam::111122223333:role/Admin' } },
      'Write aws:PrincipalArn in place of aws:PrincipleArn',
    ],
    ['a misspelt family', { StringEquals: { 'aws:PrincipleTag/team': 'a' } }, 'Write aws:PrincipalTag/team in place of'],
    [
      'a condition key without its prefix',
      { StringEquals: { ViaService: 's3.eu-west-1.amazonaws.com' } },
      'Write kms:ViaService in place of',
    ],
    ['a family without its last part', { StringEquals: { 'kms:EncryptionContext': 'a' } }, 'Write kms:EncryptionContext:NAME in place of'],
    [
      'the ARN of the own account',
      { StringEquals: { 'aws:PrincipalAccount': { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } } },
      'Write 111122223333: aws:PrincipalAccount is an account id',
    ],
    [
      'a service in the wrong case, with a blank',
      { StringEquals: { 'kms:ViaService': 'S3.eu-west-1.amazonaws.com ' } },
      'Write s3.eu-west-1.amazonaws.com:',
    ],
    ['an account with hyphens', { StringEquals: { 'aws:SourceAccount': '1111-2222-3333' } }, 'Write 111122223333:'],
    ['a service without its Region', { StringEquals: { 'kms:ViaService': 'rds' } }, 'Write rds.eu-west-1.amazonaws.com'],
    ['an alias without its prefix', { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'orders' } }, 'Write alias/orders'],
    ['a role for a type of principal', { StringEquals: { 'aws:PrincipalType': 'Role' } }, 'Write AssumedRole'],
    [
      'an account for an organisation',
      { StringEquals: { 'aws:PrincipalOrgID': '111122223333' } },
      'Test aws:PrincipalAccount for 111122223333',
    ],
    [
      'a unit for an organisation',
      { StringEquals: { 'aws:PrincipalOrgID': 'ou-ab12-11111111' } },
      'Test aws:PrincipalOrgPaths with a whole path',
    ],
    [
      'a pattern for an organisation, which would mean all',
      { StringEquals: { 'aws:PrincipalOrgID': 'o-*' } },
      'Correct what aws:PrincipalOrgID is compared with',
    ],
    ['a VPC for its endpoint', { StringEquals: { 'aws:SourceVpce': 'vpc-1a2b3c4d' } }, 'Test aws:SourceVpc for vpc-1a2b3c4d'],
  ])('of %s', (_what, condition, expected) => {
    expect(said(condition)).toEqual([expect.stringContaining(expected)]);
  });

  it('of a variable under an old Version', () => {
    expect(said({ StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } }, '2008-10-17')).toEqual([
      expect.stringContaining('Write "Version": "2012-10-17"'),
    ]);
  });

  it.each<[string, Json]>([
    ['a pattern where patterns are taken', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Admin*' } }],
    ['a policy variable', { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } }],
    ['whatever a caller may write', { StringEquals: { 'kms:EncryptionContext:path': 'a/*' } }],
    ['a key that may be new', { StringEquals: { 'aws:SourceVpcIds': 'vpc-1a2b3c4d', 'aws:SourceOrg': 'o-abcdefghij' } }],
    ['a key of another service', { ArnEquals: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:eu-west-1:111122223333:function:f' } }],
    ['a federated user', { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:sts::111122223333:federated-user/Bob' } }],
    ['an account', { StringEquals: { 'kms:CallerAccount': ['111122223333', '444455556666'] } }],
  ])('nothing of %s', (_what, condition) => {
    expect(said(condition)).toEqual([]);
  });
});
