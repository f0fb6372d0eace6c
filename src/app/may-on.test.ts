/** What decides whether a role may do an action on a key, one after the other. */
import { describe, expect, it } from 'vitest';
import {
  defineRule,
  groupOf,
  keyArn,
  mayOn,
  nameOf,
  relatedTo,
  roleNamed,
  rolesOf,
  type Key,
  type Program,
  type RoleOrUser,
} from '../rule-kit.js';
import { runRule } from '../rule-tester.js';
import type { ExampleStack } from '../types/rule.js';
import type { Json, JsonObject } from '../types/files.js';

const D = 'kms:ScheduleKeyDeletion';
/** What a function says of the first key and the program of these stacks. */
function asked<T>(stacks: Readonly<Record<string, JsonObject | ExampleStack>>, ask: (key: Key, program: Program) => T): T {
  const answers: T[] = [];
  const rule = defineRule({
    id: 'asks',
    title: 'Asks',
    level: 'note',
    on: 'program',
    why: 'For this test only.',
    remedy: 'None is needed.',
    references: [],
    check: (program) => {
      const [key] = program.keys;
      if (key) answers.push(ask(key, program));
      return [];
    },
    examples: { bad: [], good: [] },
  });
  expect(runRule(rule, { stacks }).problems).toEqual([]);
  return answers[0] as T;
}
const role = (program: Program): RoleOrUser => rolesOf(program)[0] as RoleOrUser;
const env = ['111122223333', 'eu-west-1'] as const;
const key = (...Statement: readonly Json[]): JsonObject => ({
  Type: 'AWS::KMS::Key',
  Properties: { KeyPolicy: { Version: '2012-10-17', Statement } },
});
const root: JsonObject = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' };
const theRole: JsonObject = { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } };
const iam = (Action: string, Effect = 'Allow', Resource: Json = '*'): JsonObject => ({ Effect, Action, Resource });
const withRole = (Properties: JsonObject): JsonObject => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: {}, ...Properties },
});
const inline = (...Statement: readonly Json[]): JsonObject => ({
  Policies: [{ PolicyName: 'P', PolicyDocument: { Version: '2012-10-17', Statement } }],
});
const answer = (Key: JsonObject, Role: JsonObject, more: JsonObject = {}, foreign = false): string =>
  asked(
    foreign
      ? {
          Keys: { template: { Resources: { Key } }, env },
          App: { template: { Resources: { Role, ...more } }, env: ['444455556666', 'eu-west-1'] },
        }
      : { App: { template: { Resources: { Key, Role, ...more } }, env } },
    (one, program) => mayOn(role(program), D, one, program).answer,
  );
const bound = (...Statement: readonly Json[]): JsonObject => ({
  Bound: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement } } },
});

describe('mayOn', () => {
  it.each<[string, string, JsonObject, JsonObject, JsonObject?]>([
    ['kms:* on *', 'yes', key(root), withRole(inline(iam('kms:*')))],
    ['* on *', 'yes', key(root), withRole(inline(iam('*')))],
    ['a policy that AWS manages', 'yes', key(root), withRole({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] })],
    ['no policy', 'no', key(root), withRole({})],
    ['another key', 'no', key(root), withRole(inline(iam('kms:*', 'Allow', 'arn:aws:kms:us-east-1:111122223333:key/1')))],
    [
      'the key policy leaves nothing to IAM',
      'no',
      key({ ...root, Principal: theRole, Action: 'kms:Decrypt' }),
      withRole(inline(iam('kms:*'))),
    ],
    ['the key policy alone', 'yes', key(root, { ...root, Principal: theRole }), withRole({})],
    [
      'the key policy alone, by the name of the role',
      'yes',
      key(root, { ...root, Principal: { AWS: 'arn:aws:iam::111122223333:role/admin/Named' } }),
      withRole({ RoleName: 'Named', Path: '/admin/' }),
    ],
    ['a Deny of the same policy', 'no', key(root), withRole(inline(iam('kms:*'), iam(D, 'Deny')))],
    [
      'a Deny of another policy, against the key policy',
      'no',
      key(root, { ...root, Principal: theRole }),
      withRole(inline(iam('kms:*'))),
      {
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyName: 'D', Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [iam(D, 'Deny')] } },
        },
      },
    ],
    ['a Deny of the key policy', 'no', key(root, { ...root, Effect: 'Deny', Principal: '*', Action: D }), withRole(inline(iam('kms:*')))],
    [
      'a Deny of the key policy for all but a path',
      'no',
      key(root, {
        ...root,
        Effect: 'Deny',
        Principal: '*',
        Action: D,
        Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin/*' } },
      }),
      withRole({ RoleName: 'Named', ...inline(iam('kms:*')) }),
    ],
    ['a policy that cannot be read', 'unknown', key(root), withRole({ ...inline(iam('kms:*')), ManagedPolicyArns: [{ Ref: 'Arn' }] })],
    [
      'a boundary that gives it',
      'yes',
      key(root),
      withRole({ ...inline(iam('kms:*')), PermissionsBoundary: { Ref: 'Bound' } }),
      bound(iam('*')),
    ],
    [
      'a boundary that does not give it',
      'no',
      key(root),
      withRole({ ...inline(iam('kms:*')), PermissionsBoundary: { Ref: 'Bound' } }),
      bound(iam('s3:*')),
    ],
    [
      'a boundary that cannot be read',
      'unknown',
      key(root),
      withRole({ ...inline(iam('kms:*')), PermissionsBoundary: 'arn:aws:iam::111122223333:policy/B' }),
    ],
  ])('%s: %s', (_, expected, Key, Role, more) => {
    expect(answer(Key, Role, more)).toBe(expected);
  });
  it.each<[string, string, string]>([
    ['one that works across accounts', 'kms:Decrypt', 'yes'],
    ['one that does not', D, 'no'],
  ])('a role of another account needs both sides, for an action that works there: %s', (_, action, expected) => {
    const foreign = (principal: Json, statements: readonly Json[]) =>
      asked(
        {
          Keys: { template: { Resources: { Key: key(root, { ...root, Principal: principal }) } }, env },
          App: {
            template: { Resources: { Role: withRole({ RoleName: 'R', ...inline(...statements) }) } },
            env: ['444455556666', 'eu-west-1'],
          },
        },
        (one, program) => mayOn(role(program), action, one, program).answer,
      );
    const account: JsonObject = { AWS: 'arn:aws:iam::444455556666:root' },
      named: JsonObject = { AWS: 'arn:aws:iam::444455556666:role/R' };
    expect([foreign(account, [iam('kms:*')]), foreign(named, [iam('kms:*')]), foreign(account, []), foreign(named, [])]).toEqual([
      expected,
      expected,
      'no',
      'no',
    ]);
  });
  it('tells the statements that give it, and calls the role by its construct path in the reasons', () => {
    const told = asked(
      { App: { template: { Resources: { Key: key({ ...root, Principal: theRole }), Role: withRole(inline(iam('kms:*'))) } }, env } },
      (one, program) => {
        const { grants, keyPolicy, named } = mayOn(role(program), D, one, program);
        return [
          named,
          grants.map(({ at }) => at.pointer),
          relatedTo(one, keyPolicy.reasons).map(({ message }) => message),
          nameOf(role(program).resource.id),
        ] as const;
      },
    );
    expect(told.slice(0, 3)).toEqual([
      'yes',
      ['/Resources/Role/Properties/Policies/0/PolicyDocument/Statement/0'],
      [`statement 1 allows ${D} to ${told[3]}`],
    ]);
  });
});

describe('roles and their names', () => {
  const stacks = {
    App: {
      template: {
        Resources: {
          Key: key(root),
          A: withRole({}),
          B: withRole({ RoleName: 'B', Path: '/admin/' }),
          C: withRole({ RoleName: { Ref: 'Name' } }),
        },
        Outputs: { A: { Value: { 'Fn::GetAtt': ['A', 'Arn'] }, Export: { Name: 'RoleA' } } },
      },
      env,
    },
  };
  const named = (text: Parameters<typeof roleNamed>[0]) => asked(stacks, (_, program) => roleNamed(text, program)?.resource.logicalId);
  it('each has its resource, and its ARN as far as it is known', () => {
    expect(
      asked(stacks, (_, program) =>
        rolesOf(program).map(({ resource, arn }) => [resource.logicalId, arn?.filter((part) => typeof part === 'string').join('…')]),
      ),
    ).toEqual([
      ['A', 'arn:aws:iam::111122223333:role/App'],
      ['B', 'arn:aws:iam::111122223333:role/admin/B'],
      ['C', 'arn:aws:iam::111122223333:role/'],
    ]);
  });
  it('one is found by GetAtt, and by an ARN that is spelt out', () => {
    expect([
      asked(stacks, (_, program) => roleNamed(role(program).attribute, program)?.resource.logicalId),
      named(['arn:aws:iam::111122223333:role/admin/B']),
      named(['arn:aws:iam::111122223333:role/B']),
      named(['arn:aws:iam::444455556666:role/admin/B']),
    ]).toEqual(['A', 'B', undefined, undefined]);
  });
  it('the ARN of a key is what IAM policies are asked about', () => {
    expect(asked(stacks, (one, program) => program.resource(keyArn(one))?.id === one.id)).toBe(true);
  });
  it('an action has a group', () => {
    expect(['kms:ScheduleKeyDeletion', 'kms:decrypt', 'kms:Nothing'].map(groupOf)).toEqual(['administer', 'use', undefined]);
  });
});
