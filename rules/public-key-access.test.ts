/** What public-key-access says of the actions: only those that a Deny leaves open. */
import { describe, expect, it } from 'vitest';
import { runRule } from '../src/tester/example.js';
import type { JsonObject } from '../src/rule-kit.js';
import publicKeyAccess from './public-key-access.js';

const root: JsonObject = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const messagesOn = (...statements: readonly JsonObject[]): readonly string[] => messagesOnKey({}, ...statements);
function messagesOnKey(kind: JsonObject, ...statements: readonly JsonObject[]): readonly string[] {
  const Statement = [{ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }, ...statements];
  const template = {
    Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { ...kind, KeyPolicy: { Version: '2012-10-17', Statement } } } },
  };
  return runRule(publicKeyAccess, { stacks: { Keys: template } }).findings.map(({ message }) => message);
}
const open: JsonObject = { Effect: 'Allow', Principal: '*', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*' };
const fence = (action: string): JsonObject => ({
  Effect: 'Deny',
  Principal: '*',
  Action: action,
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } },
});

it('names what the statement gives', () => {
  expect(messagesOn(open)).toEqual([expect.stringContaining('anybody can call kms:Decrypt and kms:GenerateDataKey with the key')]);
});
it('leaves out what a Deny takes away', () => {
  expect(messagesOn(open, fence('kms:Decrypt'))).toEqual([expect.stringContaining('anybody can call kms:GenerateDataKey with the key')]);
});
it('leaves out what such a key cannot do', () => {
  const signing = { KeySpec: 'RSA_3072', KeyUsage: 'SIGN_VERIFY' };
  expect(messagesOnKey(signing, { ...open, Action: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:GetPublicKey', 'kms:Sign'] })).toEqual([
    expect.stringContaining('anybody can call kms:Sign and kms:GetPublicKey with the key'),
  ]);
});
it('says nothing where the Deny takes all', () => {
  expect(messagesOn(open, fence('kms:*'))).toEqual([]);
});

describe('a condition that keeps nobody out', () => {
  const remedyOf = (Condition: JsonObject): string => {
    const Statement = [
      { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' },
      { ...open, Condition },
    ];
    const template = { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement } } } } };
    const { findings } = runRule(publicKeyAccess, { stacks: { Keys: template } });
    expect(findings).toHaveLength(1);
    return findings[0]?.remedy ?? '';
  };
  it.each<[JsonObject, string]>([
    [{ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abcdefghij' } }, 'Write StringEquals in place of StringEqualsIfExists: '],
    [
      { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-abcdefghij/*' } },
      'Write ForAnyValue:StringLike in place of ForAllValues:StringLike: ',
    ],
    [{ StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } }, 'Write StringEquals with those who are meant.'],
    [{ StringLike: { 'aws:PrincipalOrgID': '*' } }, 'Write those who are meant in place of * for aws:PrincipalOrgID: '],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin' } }, 'in place of arn:aws:iam::*:role/Admin for aws:PrincipalArn: '],
    [{ Null: { 'aws:PrincipalOrgID': 'false' } }, 'Null only tests whether a request has aws:PrincipalOrgID. Write StringEquals '],
    [{ StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }, 'Name the principals that need the key in place of "*". If'],
  ])('%j: the cause is named', (condition, cause) => {
    expect(remedyOf(condition)).toContain(cause);
  });
  it.each(['*role/app', '*:role/app', '*-app', '*:user/*'])('%s: every account can have such a role or user', (pattern) => {
    expect(remedyOf({ StringLike: { 'aws:PrincipalArn': pattern } })).toContain(`in place of ${pattern} for aws:PrincipalArn`);
  });
  it.each(['*:111122223333:role/app', 'arn:aws:iam::111122223333:*'])('%s is of one account', (pattern) => {
    expect(messagesOn({ ...open, Condition: { StringLike: { 'aws:PrincipalArn': pattern } } })).toEqual([]);
  });
});
