/** A key policy that KMS refuses to take. */
import { defineRule, isWrittenByHand, nameOf, refusalSentence, type Json, type JsonObject, type Refusal } from '../src/rule-kit.js';

const key = (statement: Json): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [statement] } } } },
});
const root = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };

/** What fingerprints call the faults. */
const KIND: Readonly<Record<Refusal['fault'], string>> = {
  'not-json': 'shape',
  'not-an-object': 'shape',
  'no-statements': 'shape',
  'statement-not-an-object': 'shape',
  'no-effect': 'shape',
  'bad-effect': 'shape',
  'no-principal': 'shape',
  'names-nobody': 'shape',
  'unknown-element': 'element',
  'both-elements': 'element',
  'bad-version': 'version',
  'bad-operator': 'operator',
  'set-operator': 'set-operator',
  'bad-principal': 'principal',
  'too-large': 'size',
  'bad-character': 'characters',
  'duplicate-sid': 'duplicate-sid',
};

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
    for (const refusal of subject.policy.refusals) {
      const why = refusalSentence(refusal);
      yield {
        at: subject.policy.place(refusal.at),
        when: 'yes',
        level: refusal.odd ? 'note' : 'error',
        detail: `${KIND[refusal.fault]}:${why}`,
        message: refusal.odd
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
