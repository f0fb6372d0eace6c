/** How the rules on trust share out one key: each fault is said once, by the rule that knows its consequence. */
import { describe, expect, it } from 'vitest';
import { runRule } from '../src/rule-tester.js';
import type { ExampleStack } from '../src/types/rule.js';
import type { Json, JsonObject } from '../src/types/files.js';
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
    env = ['111122223333', 'eu-west-1'],
    ...properties
  }: { grant?: string; attached?: JsonObject; BypassPolicyLockoutSafetyCheck?: boolean; env?: ExampleStack['env'] } = {},
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
    .flatMap((rule) => runRule(rule, { stacks: { App: { template, env } } }).findings)
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
  it('only warn where it is not known whether the named role is of the account: AWS takes the policy only if it is', () => {
    const env = ['unknown-account', 'unknown-region'] as const;
    expect(said([allow(ADMIN)], { env })).toEqual(['warning missing-root-trust']);
    expect(said([allow(ADMIN)], { env, grant: 'kms:Decrypt' })).toContain('error missing-root-trust');
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

describe('grant-without-root-trust', () => {
  const decrypt = (more: JsonObject = {}): JsonObject => ({
    Type: 'AWS::IAM::Policy',
    ...more,
    Properties: {
      PolicyName: 'grant',
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }] },
    },
  });
  const app = (principal: Json, grant: JsonObject): JsonObject => ({
    Parameters: { Stage: { Type: 'String' } },
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, IsNotProd: { 'Fn::Not': [{ Condition: 'IsProd' }] } },
    Resources: {
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [allow({ AWS: principal })] } } },
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
      Grant: grant,
    },
  });
  const trust: Json = { 'Fn::If': ['IsProd', ADMIN.AWS, ROOT.AWS] };
  const found = (template: JsonObject): readonly string[] => {
    const rule = rules.find(({ id }) => id === 'grant-without-root-trust');
    if (!rule) throw new Error('no such rule');
    return runRule(rule, { stacks: { App: { template, env: ['111122223333', 'eu-west-1'] } } }).findings.map(
      ({ confidence }) => confidence,
    );
  };
  it('is silent where the grant exists only when the key policy trusts the account', () => {
    expect(found(app(trust, decrypt({ Condition: 'IsNotProd' })))).toEqual([]);
    expect(found(app(trust, decrypt({ Condition: 'IsProd' })))).toEqual(['possible']);
  });
  it('counts a grant that only may come to be, and counts it once', () => {
    expect(found(app(ADMIN.AWS, decrypt({ Condition: 'IsProd' })))).toEqual(['certain']);
    const statements: Json = {
      'Fn::If': ['IsProd', [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }], []],
    };
    const grant = decrypt();
    expect(
      found(
        app(ADMIN.AWS, { ...grant, Properties: { ...(grant['Properties'] as JsonObject), PolicyDocument: { Statement: statements } } }),
      ),
    ).toEqual(['certain']);
  });
  it('does not follow a condition that is never met', () => {
    const template = app(ADMIN.AWS, decrypt({ Condition: 'Never' }));
    expect(found({ ...template, Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } })).toEqual([]);
  });
  it('knows the inline policy of a role by the role that it names', () => {
    const inline: JsonObject = {
      Type: 'AWS::IAM::RolePolicy',
      Properties: { ...(decrypt()['Properties'] as JsonObject), RoleName: { Ref: 'Role' } },
    };
    expect(found(app(ADMIN.AWS, inline))).toEqual(['certain']);
  });
});

describe('a grant in another stack', () => {
  it('is a dead letter in one account, and a matter of its own in two', () => {
    const key: JsonObject = {
      Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [allow(ADMIN)] } } } },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] }, Export: { Name: 'key' } } },
    };
    const use: JsonObject = {
      Resources: {
        Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
        Grant: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'grant',
            Roles: [{ Ref: 'Role' }],
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::ImportValue': 'key' } }] },
          },
        },
      },
    };
    const rule = rules.find(({ id }) => id === 'grant-without-root-trust');
    const of = (stacks: Parameters<typeof runRule>[1]['stacks']) =>
      rule && runRule(rule, { stacks }).findings.map(({ confidence }) => confidence);
    expect(of({ Keys: key, Use: use })).toEqual(['certain']);
    expect(
      of({ Keys: { template: key, env: ['111122223333', 'eu-west-1'] }, Use: { template: use, env: ['444455556666', 'eu-west-1'] } }),
    ).toEqual([]);
  });
});

describe('a replica', () => {
  it('is what its primary is, so that no action is said not to work on it', () => {
    const replica: JsonObject = {
      Type: 'AWS::KMS::ReplicaKey',
      Properties: {
        PrimaryKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab',
        KeyPolicy: { Version: '2012-10-17', Statement: [allow(ROOT), allow(ADMIN, 'kms:Sign'), allow(ADMIN, 'kms:UpdatePrimaryRegion')] },
      },
    };
    const rule = rules.find(({ id }) => id === 'ineffective-statement');
    const stack = { template: { Resources: { Replica: replica } }, env: ['111122223333', 'eu-west-1'] as const };
    expect(rule && runRule(rule, { stacks: { App: stack } }).findings).toEqual([]);
  });
});
