/** A key policy that KMS refuses to take. */
import { defineRule, isWrittenByHand, nameOf, refusalsOf, type Json, type JsonObject } from '../src/rule-kit.js';

const key = (statement: Json): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [statement] } } } },
});
const root = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };

export default defineRule({
  id: 'invalid-key-policy',
  title: 'KMS refuses the key policy',
  level: 'error',
  levels: ['note'],
  on: 'key',
  why: 'KMS checks a key policy when it is written: its elements, its size, its characters, and that each principal is of a form that it knows. A policy that fails is refused as a whole, and the deployment rolls back.',
  remedy: 'Correct the place that is named; build policies with iam.PolicyStatement and iam principals, which write the right forms.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html',
  ],
  *check(subject, program) {
    const remedy = isWrittenByHand(subject, program) ? { remedy: 'Correct the place that is named.' } : {};
    for (const { at, why, level, kind } of refusalsOf(subject, program)) {
      yield {
        at,
        when: 'yes',
        level: level === 'note' ? 'note' : 'error',
        detail: `${kind}:${why}`,
        message:
          level === 'note'
            ? `In the key policy of ${nameOf(subject.id)} ${why}.`
            : `KMS refuses the key policy of ${nameOf(subject.id)}, so the deployment fails: ${why}.`,
        ...remedy,
      };
    }
  },
  examples: {
    bad: [
      {
        title: 'a wildcard inside a principal',
        stacks: { Keys: key({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/*' }, Action: 'kms:*', Resource: '*' }) },
      },
      {
        title: 'an element that does not exist',
        stacks: { Keys: key({ Effect: 'Allow', Principals: root, Action: 'kms:*', Resource: '*' }) },
      },
    ],
    good: [{ title: 'as CDK writes it', stacks: { Keys: key({ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }) } }],
  },
});
