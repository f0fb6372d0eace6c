/**
 * A cycle that goes through an SSM parameter is cut only where the template stops reading it: the parameter goes too, unless it is used for
 * more.
 */
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { filesOf } from '../rule-tester.js';
import type { JsonObject } from '../types/files.js';
import { fix } from './fix.js';

const statement = (principal: JsonObject, actions: string): JsonObject => ({
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action: actions,
  Resource: '*',
});
const keys = (more: JsonObject = {}, name = '/role'): JsonObject => ({
  ...more,
  Parameters: { RoleArn: { Type: 'AWS::SSM::Parameter::Value<String>', Default: name }, Stage: { Type: 'String', Default: 'x' } },
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        EnableKeyRotation: true,
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            statement({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' }, 'kms:*'),
            statement({ Ref: 'RoleArn' }, 'kms:Decrypt'),
          ],
        },
      },
    },
  },
  Outputs: { Key: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] }, Export: { Name: 'key' } } },
});
const app: JsonObject = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Statement: [] } },
    },
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'p',
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::ImportValue': 'key' } }] },
      },
    },
    Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/role', Type: 'String', Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  },
};
const fixed = (template: JsonObject): { readonly parameters: unknown; readonly left: readonly string[] } => {
  const env = ['111122223333', 'eu-west-1'] as const;
  const files = filesOf({ stacks: { Keys: { template, env }, App: { template: app, env } } });
  const { changes, left } = fix(
    { files, paths: ['/app/cdk.out'], root: '/app', rules, tool: { name: 'kms-lint', version: '0' } },
    { targets: ['template'], unsafe: false, promoted: [], readOnly: () => undefined },
  );
  const after = changes.find(({ file }) => file.endsWith('Keys.template.json'))?.after;
  return {
    parameters: after === undefined ? undefined : Object.keys((JSON.parse(after) as { Parameters: object }).Parameters),
    left: left.filter(({ finding }) => finding.ruleId === 'cross-stack-cycle').map(({ why }) => why),
  };
};

describe('the parameter', () => {
  it('goes with the statement that used it', () => {
    expect(fixed(keys())).toEqual({ parameters: ['Stage'], left: [] });
  });
  it('is known by the need for it, also where its name has a version', () => {
    expect(fixed(keys({}, '/role:3'))).toEqual({ parameters: ['Stage'], left: [] });
  });
  it.each<[string, JsonObject]>([
    ['by Ref', { Ref: 'RoleArn' }],
    ['by Fn::Sub', { 'Fn::Sub': 'role ${RoleArn}' }],
  ])('stays where something else uses it, %s, and so does the ring', (_, value) => {
    const { parameters, left } = fixed(keys({ Conditions: { HasRole: { 'Fn::Not': [{ 'Fn::Equals': [value, ''] }] } } }));
    expect(parameters).toBeUndefined();
    expect(left).toEqual(['the parameter RoleArn is used elsewhere in Keys.template.json']);
  });
});
