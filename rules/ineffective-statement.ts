/** A statement of a key policy that can never have an effect. */
import { deadIn, defineRule, editAt, nameOf, removeStatement, type Fix, type JsonObject, type Key } from '../src/rule-kit.js';

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

type Dead = ReturnType<typeof deadIn>[number];

/** A Resource that is another key was meant to be this one. What else is dead is of no use: without it all is as it was. */
function fixOf(subject: Key, { statement, part, at }: Dead): Fix | undefined {
  if (part === 'resource' && statement.resources && !statement.resources.not) {
    const edit = editAt(subject, at, { value: '*' });
    return edit && { title: 'Let the statement mean this key (Resource "*")', safety: 'unsafe', edits: [edit] };
  }
  const edit = statement.effect === 'unknown' ? undefined : removeStatement(subject, statement);
  return edit && { title: 'Delete the statement', safety: statement.effect === 'Allow' ? 'safe' : 'unsafe', edits: [edit] };
}

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
    for (const dead of deadIn(subject, program)) {
      const { statement, fault, at, why, name } = dead;
      const fix = fixOf(subject, dead);
      yield {
        at,
        when: 'yes',
        detail: `${fault}:${name}`,
        message: `Statement ${statement.index + 1} of the key policy of ${nameOf(subject.id)} never has an effect: ${why}.`,
        ...(fix ? { fix } : {}),
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
