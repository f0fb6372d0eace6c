/** A statement of a key policy that can never have an effect. */
import { deadIn, defineRule, nameOf, type JsonObject } from '../src/rule-kit.js';

const key = (statement: JsonObject, properties: JsonObject = {}): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        ...properties,
        KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }, statement] },
      },
    },
  },
});
const root = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const service = { Service: 'sns.amazonaws.com' };

export default defineRule({
  id: 'ineffective-statement',
  title: 'A statement of the key policy can never have an effect',
  level: 'warning',
  on: 'key',
  why: 'KMS takes statements that can never match: without an Action or Resource, on another key, for actions that this kind of key cannot do, or under a condition that no such request fulfils. What the statement was written for is missing, and nothing says so.',
  remedy: 'Correct the part that is named, or delete the statement.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html',
  ],
  *check(subject, program) {
    for (const { statement, part, at, why } of deadIn(subject, program)) {
      yield {
        at,
        when: 'yes',
        detail: `${part}:${why}`,
        message: `Statement ${statement.index + 1} of the key policy of ${nameOf(subject.id)} never has an effect: ${why}.`,
      };
    }
  },
  examples: {
    bad: [
      { title: 'no such action', stacks: { Keys: key({ Effect: 'Allow', Principal: service, Action: 'kms:ReEncrypt', Resource: '*' }) } },
      {
        title: 'another key as Resource',
        stacks: {
          Keys: {
            template: key({
              Effect: 'Allow',
              Principal: service,
              Action: 'kms:Decrypt',
              Resource: 'arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab',
            }),
            env: ['111122223333', 'eu-west-1'],
          },
        },
      },
      {
        title: 'signing with a key that encrypts',
        stacks: { Keys: key({ Effect: 'Allow', Principal: service, Action: 'kms:Sign', Resource: '*' }) },
      },
    ],
    good: [
      {
        title: 'the usual statement for a service',
        stacks: {
          Keys: key({
            Effect: 'Allow',
            Principal: service,
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
            Resource: '*',
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
          }),
        },
      },
      {
        title: 'one action of several works',
        stacks: { Keys: key({ Effect: 'Allow', Principal: service, Action: ['kms:Decrypt', 'kms:Sign'], Resource: '*' }) },
      },
    ],
  },
});
