/** What is said of grants that the key policy does not delegate: once for each key, with all that is lost. */
import { describe, expect, it } from 'vitest';
import { runRule } from '../src/rule-tester.js';
import type { Finding } from '../src/types/report.js';
import type { Json, JsonObject } from '../src/types/files.js';
import rule from './grant-without-root-trust.js';

const ROOT = { AWS: 'arn:aws:iam::111122223333:root' },
  ADMIN = { AWS: 'arn:aws:iam::111122223333:role/KeyAdmin' };
const allow = (principal: Json, action: Json = 'kms:*'): JsonObject => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: '*',
});

describe('grant-without-root-trust', () => {
  const grant = (actions: Json, key = 'Key'): JsonObject => ({
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'grant',
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: { 'Fn::GetAtt': [key, 'Arn'] } }] },
    },
  });
  const Role: JsonObject = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };
  const found = (statements: readonly Json[], grants: JsonObject): readonly Finding[] => {
    const Key: JsonObject = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: statements } } };
    const template = { Resources: { Key, Role, ...grants } };
    return runRule(rule, { stacks: { App: { template, env: ['111122223333', 'eu-west-1'] } } }).findings;
  };
  it('names what is lost of a grant, and says where that is a part of it', () => {
    const [part] = found([allow(ROOT, ['kms:PutKeyPolicy', 'kms:Decrypt'])], { One: grant(['kms:Decrypt', 'kms:Encrypt', 'kms:Verify']) });
    expect(part?.message).toBe(
      'App/One grants kms:Encrypt and kms:Verify on App/Key, but the key policy does not let IAM policies grant that. This part of the grant has no effect, and the call is refused.',
    );
    const [whole] = found([allow(ADMIN)], { One: grant('kms:Decrypt') });
    expect(whole?.message).toContain('grant that. The grant has no effect');
    expect(whole?.detail).toBe('One:kms:Decrypt');
  });
  it('speaks once of a key, whatever many grants are lost, and names each', () => {
    const [all, ...others] = found([allow(ADMIN)], { One: grant('kms:Decrypt'), Two: grant(['kms:Encrypt', 'kms:Decrypt']) });
    expect(others).toEqual([]);
    expect(all?.message).toBe(
      '2 IAM policies of the app grant kms:Decrypt and kms:Encrypt on App/Key, but the key policy does not let IAM policies grant that. The grants have no effect, and the calls are refused.',
    );
    expect(all?.detail).toBe('One Two');
    expect(all?.related.map(({ message }) => message)).toEqual([
      'App/One grants kms:Decrypt without effect',
      'App/Two grants kms:Encrypt and kms:Decrypt without effect',
    ]);
  });
  it('tells what is lost for certain from what may be', () => {
    const attached = grant('kms:Decrypt');
    const Open = { ...attached, Properties: { ...(attached['Properties'] as JsonObject), Groups: ['Developers'] } };
    const both = found([allow(ADMIN)], { One: grant('kms:Decrypt'), Open });
    expect(both.map(({ confidence, detail }) => [confidence, detail])).toEqual([
      ['certain', 'One:kms:Decrypt'],
      ['possible', 'Open:kms:Decrypt'],
    ]);
  });
  it('counts the statements of one policy together', () => {
    const document = [
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } },
      { Effect: 'Allow', Action: 'kms:Encrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } },
    ];
    const Twice: JsonObject = {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: 'grant', Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: document } },
    };
    expect(found([allow(ADMIN)], { Twice }).map(({ detail }) => detail)).toEqual(['Twice:kms:Decrypt,kms:Encrypt']);
  });
});
