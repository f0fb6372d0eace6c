/** What public-key-access says of the actions: only those that a Deny leaves open. */
import { expect, it } from 'vitest';
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
