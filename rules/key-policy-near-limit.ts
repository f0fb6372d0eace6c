/** A key policy that is nearly as large as KMS takes. */
import { defineRule, nameOf, say, type JsonObject } from '../src/rule-kit.js';
import { LIMITS } from '../src/rule-kit/built-in.js';

/** A policy with an id so long. */
const stack = (length: number): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: {
          Version: '2012-10-17',
          Id: 'a'.repeat(length),
          Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' }],
        },
      },
    },
  },
});

/** From which part of the limit on the rule speaks. */
const NEAR = 0.75;

/** What the rule says. */
const messages = {
  near: 'The key policy of {key} has {least}{bytes} of the {most} bytes that KMS takes at most: when it grows over that, the deployment fails.',
  atLeast: 'at least ',
} as const;

export default defineRule({
  id: 'key-policy-near-limit',
  title: 'The key policy is nearly as large as KMS takes',
  level: 'note',
  on: 'key',
  why: 'A key policy has 32 KiB at most, and AWS raises that for nobody. Each grant of CDK to another account adds a statement: secret.grantRead(role) adds one for the secret, and one for the role. When the policy is full, the next grant makes the deployment fail.',
  messages,
  remedy:
    'Let the account of the readers in once, with new iam.AccountPrincipal(…) or a condition on aws:PrincipalOrgID, in place of each role; let IAM policies do the rest.',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html'],
  *check({ id, policy }) {
    const { bytes, exact } = policy.size;
    if (bytes < NEAR * LIMITS.policyBytes || bytes > LIMITS.policyBytes) return;
    yield {
      at: policy.document.is === 'known' ? policy.document.at : policy.at,
      when: 'yes',
      detail: 'size',
      message: say(messages.near, { key: nameOf(id), least: exact ? '' : messages.atLeast, bytes, most: LIMITS.policyBytes }),
    };
  },
  examples: {
    bad: [{ title: '30,000 bytes', stacks: { Keys: stack(30_000) } }],
    good: [
      { title: 'an ordinary policy', stacks: { Keys: stack(10) } },
      { title: 'over the limit, which is an error of its own', stacks: { Keys: stack(40_000) } },
    ],
  },
});
