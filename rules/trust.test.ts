/** How the rules on trust share out one key: each fault is said once, by the rule that knows its consequence. */
import { describe, expect, it } from 'vitest';
import { runRule } from '../src/rule-tester.js';
import type { Json, JsonObject } from '../src/types.js';
import { rules } from './index.js';

const TRUST = ['grant-without-root-trust', 'invalid-key-policy', 'lockout-check-bypassed', 'missing-root-trust', 'unmanageable-key'];
const ROLE = { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } },
  ADMIN = { AWS: 'arn:aws:iam::111122223333:role/KeyAdmin' },
  ROOT = { AWS: 'arn:aws:iam::111122223333:root' };
const allow = (principal: Json, action: Json = 'kms:*'): JsonObject => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: '*',
});

/** The certain findings on a key with this policy; a role of the app may be granted an action by IAM. */
function said(
  statements: readonly JsonObject[],
  {
    grant,
    attached = { Roles: [{ Ref: 'Role' }] },
    ...properties
  }: { grant?: string; attached?: JsonObject; BypassPolicyLockoutSafetyCheck?: boolean } = {},
): readonly string[] {
  const iam: JsonObject =
    grant === undefined
      ? {}
      : {
          Grant: {
            Type: 'AWS::IAM::Policy',
            Properties: {
              PolicyName: 'grant',
              ...attached,
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: grant, Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }],
              },
            },
          },
        };
  const template: JsonObject = {
    Resources: {
      ...iam,
      Key: { Type: 'AWS::KMS::Key', Properties: { ...properties, KeyPolicy: { Version: '2012-10-17', Statement: statements } } },
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
    },
  };
  return rules
    .filter(({ id }) => TRUST.includes(id))
    .flatMap((rule) => runRule(rule, { stacks: { App: { template, env: ['111122223333', 'eu-west-1'] } } }).findings)
    .filter(({ confidence }) => confidence === 'certain')
    .map(({ level, ruleId }) => `${level} ${ruleId}`);
}

describe('the rules on trust', () => {
  it('are silent where the account decides by IAM', () => {
    expect(said([allow(ROOT)], { grant: 'kms:Decrypt' })).toEqual([]);
  });
  it('warn where a named role can still manage the key', () => {
    expect(said([allow(ADMIN)])).toEqual(['warning missing-root-trust']);
  });
  it('name the lost grant, and call its cause an error', () => {
    expect(said([allow(ADMIN)], { grant: 'kms:Decrypt' })).toEqual(['error grant-without-root-trust', 'error missing-root-trust']);
  });
  it('count no grant as lost whose role the key policy names too, as CDK writes both sides', () => {
    expect(said([allow(ADMIN), allow(ROLE, 'kms:Decrypt')], { grant: 'kms:Decrypt' })).toEqual(['warning missing-root-trust']);
  });
  it('count no grant as lost whose holder may be one that is named', () => {
    expect(said([allow(ADMIN)], { grant: 'kms:Decrypt', attached: { Roles: ['KeyAdmin'] } })).toEqual(['warning missing-root-trust']);
  });
  it('find the one action that is not delegated', () => {
    expect(said([allow(ROOT, ['kms:Put*', 'kms:Decrypt'])], { grant: 'kms:Decrypt' })).toEqual([]);
    expect(said([allow(ROOT, ['kms:Put*', 'kms:Decrypt'])], { grant: 'kms:Encrypt' })).toEqual(['error grant-without-root-trust']);
  });
  it('say unmanageable instead of missing trust and of the bypassed check', () => {
    expect(said([allow({ Service: 'sns.amazonaws.com' })], { BypassPolicyLockoutSafetyCheck: true })).toEqual(['error unmanageable-key']);
  });
  it('do not call a key unmanageable that KMS refuses to make', () => {
    expect(said([allow({ AWS: 'arn:aws:iam::111122223333:role/*' })])).toEqual(['error invalid-key-policy']);
  });
});
