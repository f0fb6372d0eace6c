/**
 * Cycles of stacks and in templates: levels, remedies by the kind of the edge to cut, fixes, and what stands one statement away from a
 * cycle.
 */
import { describe, expect, it } from 'vitest';
import { runRule } from '../src/rule-tester.js';
import type { Example } from '../src/types/rule.js';
import type { Finding } from '../src/types/report.js';
import type { Json, JsonObject } from '../src/types/files.js';
import crossStackCycle from './cross-stack-cycle.js';
import keyPolicyCycle from './key-policy-cycle.js';
import principalCreatedLater from './principal-created-later.js';

const HERE = ['111122223333', 'eu-west-1'] as const,
  THERE = ['444455556666', 'eu-west-1'] as const;
const ROOT = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' };
const allow = (principal: Json, Action: Json = 'kms:Decrypt', more: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal: principal,
  Action,
  Resource: '*',
  ...more,
});
const keys = (...statements: readonly JsonObject[]): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: statements } } } },
  Outputs: { Key: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] }, Export: { Name: 'KeyArn' } } },
});
/** A role that may do something with the key, by the key's export. */
const app = (Action: Json = 'kms:Decrypt', properties: JsonObject = {}): JsonObject => ({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        ...properties,
        AssumeRolePolicyDocument: {},
        Policies: [
          { PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: { 'Fn::ImportValue': 'KeyArn' } }] } },
        ],
      },
    },
  },
  Outputs: { Role: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] }, Export: { Name: 'RoleArn' } } },
});
const ROLE = { AWS: { 'Fn::ImportValue': 'RoleArn' } };
const lint = (rule: typeof crossStackCycle, stacks: Example['stacks']): readonly Finding[] => runRule(rule, { stacks }).findings;
const cycle = (stacks: Example['stacks']): Finding => {
  const [finding, ...more] = lint(crossStackCycle, stacks);
  expect(more).toEqual([]);
  if (!finding) throw new Error('no cycle');
  return finding;
};
const here = (template: JsonObject) => ({ template, env: HERE });

describe('the remedy and the fix of a cycle', () => {
  it('the role has by IAM what the key policy gives it: taking it out changes nothing', () => {
    const { remedy, fix, message, flow, stackName } = cycle({
      Keys: here(keys(ROOT, allow(ROLE))),
      App: here(app(['kms:Decrypt', 'kms:Encrypt'])),
    });
    expect(remedy).toBe(
      'Leave App/Role out of the key policy of Keys/Key. Its own IAM policy already grants the same, and the key policy lets IAM policies decide, so nothing is lost.',
    );
    expect(fix?.safety).toBe('safe');
    expect(fix?.edits).toMatchObject([{ is: 'resource', op: 'remove', path: '/Properties/KeyPolicy/Statement/1' }]);
    expect(stackName).toBe('Keys');
    expect(message).toBe(
      'Keys and App depend on each other in a cycle (Keys imports the export "RoleArn" of App, App imports the export "KeyArn" of Keys), so none of them can be deployed first.',
    );
    expect(flow.map(({ message: step }) => step)).toEqual([
      'Keys depends on App: it imports the export "RoleArn" (in Keys/Key)',
      'App depends on Keys: it imports the export "KeyArn" (in App/Role)',
    ]);
  });
  it('one of several principals', () => {
    const { fix } = cycle({
      Keys: here(keys(ROOT, allow({ AWS: ['arn:aws:iam::111122223333:role/other', { 'Fn::ImportValue': 'RoleArn' }] }))),
      App: here(app()),
    });
    expect(fix?.edits).toMatchObject([{ path: '/Properties/KeyPolicy/Statement/1/Principal/AWS/1' }]);
  });
  it('the role has less by IAM: it is unsafe', () => {
    const { remedy, fix } = cycle({ Keys: here(keys(ROOT, allow(ROLE, 'kms:*'))), App: here(app()) });
    expect(remedy).toContain("The key policy lets the account's IAM policies decide");
    expect(fix?.safety).toBe('unsafe');
  });
  it('the key policy does not let IAM decide: that comes first, and no fix is offered', () => {
    const { remedy, fix } = cycle({ Keys: here(keys(allow(ROLE))), App: here(app()) });
    expect(remedy).toMatch(/^Let the account's IAM policies decide about Keys\/Key/);
    expect(fix).toBeNull();
  });
  it('a role of another account', () => {
    const foreign = {
      AWS: { 'Fn::GetStackOutput': { StackName: 'App', OutputName: 'Role', RoleArn: 'arn:aws:iam::444455556666:role/read' } },
    };
    const output = { 'Fn::GetStackOutput': { StackName: 'Keys', OutputName: 'Key', RoleArn: 'arn:aws:iam::111122223333:role/read' } };
    const user = {
      ...app(),
      Resources: { ...(app()['Resources'] as JsonObject), Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: output } } },
    };
    const { remedy } = cycle({ Keys: here(keys(ROOT, allow(foreign))), App: { template: user, env: THERE } });
    expect(remedy).toContain('name the account of App/Role instead');
  });
  it('a condition of the key policy', () => {
    const bySource = allow({ Service: 's3.amazonaws.com' }, 'kms:Decrypt', {
      Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::ImportValue': 'RoleArn' } } },
    });
    expect(cycle({ Keys: here(keys(ROOT, bySource)), App: here(app()) }).remedy).toBe(
      'In the key policy of Keys/Key, write the value from App as text, or use a condition on the account (aws:SourceAccount) instead.',
    );
  });
  it('a Deny loses something when its principal is left out', () => {
    const { fix } = cycle({ Keys: here(keys(ROOT, { ...allow(ROLE), Effect: 'Deny' })), App: here(app()) });
    expect(fix).toBeNull();
  });
  it('a declared dependency', () => {
    const other: JsonObject = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
    const { remedy } = cycle({ Keys: { ...here(keys(ROOT)), dependsOn: ['App'] }, App: { ...here({ ...other, ...app() }) } });
    expect(remedy).toBe('Remove the dependency of Keys on App (addDependency): nothing else needs it.');
  });
  it('references', () => {
    const topics = (own: string, others: string): JsonObject => ({
      Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': others } } } },
      Outputs: { O: { Value: { Ref: 'Topic' }, Export: { Name: own } } },
    });
    expect(cycle({ A: topics('a', 'b'), B: topics('b', 'a') }).remedy).toMatch(
      /^Move what (A uses of B \(B\/Topic\)|B uses of A \(A\/Topic\)) into/,
    );
  });
});

describe('the level of a cycle', () => {
  const aliased: JsonObject = {
    Resources: {
      Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/shared', TargetKeyId: 'x' } },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': 'TopicArn' } } },
    },
  };
  const user: JsonObject = {
    Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: 'alias/shared' } } },
    Outputs: { O: { Value: { Ref: 'Topic' }, Export: { Name: 'TopicArn' } } },
  };
  it('is a note where one of its edges is a name that nobody looks up', () => {
    const { level, message } = cycle({ A: aliased, B: user });
    expect(level).toBe('note');
    expect(message).toMatch(/no deployment fails because of it\.$/);
  });
  it('is an error where a hard cycle is there as well, though a longer one', () => {
    const middle: JsonObject = {
      Resources: { M: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': 'A' } } } },
      Outputs: { O: { Value: { Ref: 'M' }, Export: { Name: 'M' } } },
    };
    const first = { ...aliased, Outputs: { A: { Value: { Ref: 'Topic' }, Export: { Name: 'A' } } } };
    const last = {
      ...user,
      Resources: {
        Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: 'alias/shared', DisplayName: { 'Fn::ImportValue': 'M' } } },
      },
    };
    const { level, flow } = cycle({ A: first, B: last, M: middle });
    expect([level, flow.length]).toEqual(['error', 3]);
  });
});

describe('cycles that share stacks', () => {
  it('are told once, with the other ways round that are to be broken', () => {
    const topics = (own: string, others: readonly string[]): JsonObject => ({
      Resources: Object.fromEntries(
        others.map((other) => [`T${other}`, { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': other } } }]),
      ),
      Outputs: { O: { Value: 'x', Export: { Name: own } } },
    });
    const { message, related } = cycle({ A: topics('a', ['b', 'c']), B: topics('b', ['a']), C: topics('c', ['d']), D: topics('d', ['a']) });
    expect(message).toMatch(/^A and B|^B and A/);
    expect(related.map(({ message: text }) => text).filter((text) => text.startsWith('another cycle'))).toHaveLength(1);
  });
  it('in two Stages are two, with the same detail', () => {
    const [one, ...more] = lint(crossStackCycle, { Keys: keys(ROOT, allow(ROLE)), App: app() });
    expect([one?.detail, more]).toEqual(['App > Keys', []]);
  });
});

describe('one statement away from a cycle', () => {
  it('a key whose policy decides alone, used by another stack', () => {
    const [near, ...more] = lint(crossStackCycle, {
      Keys: here(keys(allow({ AWS: 'arn:aws:iam::111122223333:role/admin' }, 'kms:*'))),
      App: here(app()),
    });
    expect(more).toEqual([]);
    expect([near?.level, near?.confidence, near?.stackName]).toEqual(['note', 'possible', 'App']);
    expect(near?.message).toMatch(/^App and Keys are one statement away from a cycle\. App uses Keys\/Key/);
  });
  it('is not where IAM decides, nor where the cycle is there', () => {
    expect(lint(crossStackCycle, { Keys: here(keys(ROOT)), App: here(app()) })).toEqual([]);
    expect(lint(crossStackCycle, { Keys: here(keys(allow(ROLE))), App: here(app()) }).map(({ level }) => level)).toEqual(['error']);
  });
});

describe('a principal that is created later', () => {
  const WORKER = { AWS: 'arn:aws:iam::111122223333:role/worker' };
  const later = (stacks: Example['stacks']) => runRule(principalCreatedLater, { stacks }).findings;
  it('in a cycle no order helps: an error, and no fix', () => {
    const [found] = later({ Keys: here(keys(ROOT, allow(WORKER))), App: here(app('kms:Decrypt', { RoleName: 'worker' })) });
    expect([found?.level, found?.fix, found?.detail]).toEqual(['error', null, 'Key > Role']);
    expect(found?.remedy).toMatch(/^Leave App\/Role out/);
  });
  it('else the order is the fix', () => {
    const [found, ...more] = later({
      Keys: here(keys(ROOT, allow(WORKER), allow(WORKER, 'kms:Encrypt'))),
      App: here({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker' } } } }),
    });
    expect(more).toEqual([]);
    expect([found?.level, found?.confidence, found?.fix?.safety]).toEqual(['warning', 'certain', 'safe']);
    expect(found?.fix?.edits).toMatchObject([{ is: 'dependency' }]);
  });
  it('an import the same way is an order, too', () => {
    const keysAfter: JsonObject = { ...keys(ROOT, allow(WORKER)), Outputs: { O: { Value: { 'Fn::ImportValue': 'RoleArn' } } } };
    expect(
      later({
        Keys: here(keysAfter),
        App: here({ ...app(), Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker' } } } }),
      }),
    ).toEqual([]);
  });
});

describe('a cycle through a key policy', () => {
  const bucket = { Type: 'AWS::S3::Bucket', Properties: { K: { 'Fn::GetAtt': ['Key', 'Arn'] } } };
  it('names the statement, and the condition that needs no reference', () => {
    const statement = allow({ Service: 's3.amazonaws.com' }, 'kms:Decrypt', {
      Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': ['B', 'Arn'] } } },
    });
    const [found] = runRule(keyPolicyCycle, {
      stacks: { S: { Resources: { ...(keys(ROOT, statement)['Resources'] as JsonObject), B: bucket } } },
    }).findings;
    expect(found?.message).toContain('statement 2 of the key policy of S/Key refers to S/B, S/B refers to S/Key');
    expect(found?.remedy).toMatch(/^Use a condition on the account, not on S\/B: .* Or give S\/B a key of its own\.$/);
    expect(found?.flow).toHaveLength(2);
  });
  it('of one key for topic and queue is made by a feature flag of CDK: two keys come first, and the fix takes the flag back', () => {
    const topic = { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } };
    const statement = allow({ Service: 'sns.amazonaws.com' }, ['kms:Decrypt', 'kms:GenerateDataKey'], {
      Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'T' } } },
    });
    const found = (flags: JsonObject) =>
      runRule(keyPolicyCycle, {
        flags,
        stacks: { S: { Resources: { ...(keys(ROOT, statement)['Resources'] as JsonObject), T: topic } } },
      }).findings[0];
    const flag = '@aws-cdk/aws-sns-subscriptions:restrictSqsDescryption';
    expect(found({ [flag]: true })?.remedy).toMatch(/restrictSqsDescryption is on: .* Give the queue and S\/T a key each/);
    expect(found({ [flag]: true })?.fix).toMatchObject({ safety: 'unsafe', edits: [{ is: 'flag', flag, value: false }] });
    expect(found({ [flag]: false })?.remedy).toMatch(/^Use a condition on the account/);
  });
  it('the fix takes a role out, as in a cycle of stacks', () => {
    const role = {
      Type: 'AWS::IAM::Role',
      Properties: {
        Policies: [
          {
            PolicyName: 'p',
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }] },
          },
        ],
      },
    };
    const statement = allow({ AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } });
    const [found] = runRule(keyPolicyCycle, {
      stacks: { S: here({ Resources: { ...(keys(ROOT, statement)['Resources'] as JsonObject), Role: role } }) },
    }).findings;
    expect(found?.fix).toMatchObject({ safety: 'safe', edits: [{ path: '/Properties/KeyPolicy/Statement/1' }] });
  });
});
