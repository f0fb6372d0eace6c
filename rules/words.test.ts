/** Remedies that can be followed: the value that was meant, in the words of what the template was written with. */
import { describe, expect, it } from 'vitest';
import { runRule } from '../src/rule-tester.js';
import type { Finding } from '../src/types/report.js';
import type { Json, JsonObject } from '../src/types/files.js';
import grantWithoutRootTrust from './grant-without-root-trust.js';
import ineffectiveStatement from './ineffective-statement.js';
import invalidKeyPolicy from './invalid-key-policy.js';
import serviceAccessMissing from './service-access-missing.js';

const root = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' };
const policy = (...statements: readonly JsonObject[]): JsonObject => ({ Version: '2012-10-17', Statement: [root, ...statements] });
const app = (KeyPolicy: Json, others: JsonObject = {}): { readonly stacks: JsonObject } => ({
  stacks: {
    App: {
      template: { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } }, ...others } },
      env: ['111122223333', 'eu-west-1'],
    },
  },
});
type Example = Parameters<typeof runRule>[1];
const only = (findings: readonly Finding[]): Finding => {
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
};

describe('a value of a condition key', () => {
  const given = (operator: string, key: string, value: string): Finding =>
    only(
      runRule(
        ineffectiveStatement,
        app(
          policy({
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/r' },
            Action: 'kms:Decrypt',
            Resource: '*',
            Condition: { [operator]: { [key]: value } },
          }),
        ) as unknown as Example,
      ).findings,
    );
  it.each([
    ['kms:ViaService', 'rds', 'rds.eu-west-1.amazonaws.com'],
    ['aws:PrincipalOrgID', 'ou-ab12-cdef3456', 'aws:PrincipalOrgPaths'],
    ['aws:PrincipalOrgID', '111122223333', 'aws:PrincipalAccount'],
    ['aws:PrincipalType', 'Role', 'AssumedRole'],
    ['aws:SourceVpce', 'vpc-0123456789abcdef0', 'aws:SourceVpc'],
  ])('%s %s: %s', (key, value, meant) => {
    const { remedy } = given('StringEquals', key, value);
    expect(remedy).toContain(meant);
    expect(remedy).not.toMatch(/delete/);
  });
});

describe('a principal that KMS does not know', () => {
  const remedyOf = (document: Json): string => only(runRule(invalidKeyPolicy, app(document) as unknown as Example).findings).remedy;
  it.each([
    ['1234-5678-9012', 'Write 123456789012 in place of 1234-5678-9012.'],
    ['MyRole', 'Write the ARN in place of MyRole: arn:aws:iam::111122223333:role/MyRole if it is a role.'],
    ['arn:aws:iam::111122223333:role/app-*', '"ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app-*" }'],
    ['arn:aws:sts::111122223333:assumed-role/App/*', 'arn:aws:iam::111122223333:role/App'],
  ])('%s', (written, meant) => {
    expect(remedyOf(policy({ ...root, Principal: { AWS: written } }))).toContain(meant);
  });
  it('a misspelt Statement is renamed', () => {
    expect(remedyOf({ Version: '2012-10-17', Statements: [root] })).toContain('Write Statement in place of Statements.');
  });
});

describe('a Deny or a condition that is the cause', () => {
  it('of a grant without effect is named, and nothing is deleted', () => {
    const Role = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {},
        Policies: [
          {
            PolicyName: 'p',
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }] },
          },
        ],
      },
    };
    const deny = { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
    const { message, remedy, fix } = only(runRule(grantWithoutRootTrust, app(policy(deny), { Role }) as unknown as Example).findings);
    expect(message).toContain('statement 2 denies it');
    expect(remedy).toMatch(/^Statement 2 denies it, .* Exempt those who are granted/);
    expect(fix).toBeNull();
  });
  it('of a service that is kept out is named', () => {
    const events = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    };
    const others = {
      Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: { ScheduleExpression: 'rate(1 hour)', Targets: [{ Id: 'a', Arn: { Ref: 'Topic' } }] },
      },
    };
    const { message, remedy } = only(runRule(serviceAccessMissing, app(policy(events), others) as unknown as Example).findings);
    expect(message).toContain('the condition on aws:SourceAccount in statement 2');
    expect(remedy).toMatch(/^Change statement 2: remove the condition on aws:SourceAccount/);
  });
});
