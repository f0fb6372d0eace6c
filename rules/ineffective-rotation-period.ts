/** A rotation period on a key whose rotation is off. */
import { defineRule, judgeKey, keyModelTable, nameOf, plainKey, removeProperty, rotates, say, type JsonObject } from '../src/rule-kit.js';

const key = (properties: JsonObject): JsonObject => ({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: properties } } });

/** What the rule says. */
const messages = {
  ineffective: '{key} {fault}.',
  cannotRotate: 'Take the rotation period away: KMS does not rotate keys with {reason}.',
} as const;

export default defineRule({
  id: 'ineffective-rotation-period',
  title: 'A rotation period without rotation has no effect',
  level: 'note',
  on: 'key',
  why: 'RotationPeriodInDays says how often a key is rotated, not that it is: without EnableKeyRotation CloudFormation takes it and nothing is ever rotated. Whoever reads the template believes otherwise.',
  messages,
  remedy: 'Switch rotation on with enableKeyRotation: true, or take rotationPeriod away.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html#cfn-kms-key-rotationperiodindays',
  ],
  table: keyModelTable,
  *check(subject) {
    if (subject.kind !== 'key') return;
    const plain = plainKey(subject);
    for (const { kind, answer, says } of judgeKey(plain)) {
      if (kind !== 'period-without-rotation') continue;
      const { can, because } = rotates(plain);
      yield {
        at: subject.properties['RotationPeriodInDays']?.at ?? subject.at,
        when: answer,
        detail: 'period',
        message: say(messages.ineffective, { key: nameOf(subject.id), fault: says }),
        fix: { title: 'Leave RotationPeriodInDays out', safety: 'safe', edits: [removeProperty(subject.id, 'RotationPeriodInDays')] },
        ...(can === 'no' ? { remedy: say(messages.cannotRotate, { reason: because }) } : {}),
      };
    }
  },
  examples: {
    bad: [
      { title: 'a period alone', stacks: { Keys: key({ RotationPeriodInDays: 180 }) } },
      { title: 'rotation is off', stacks: { Keys: key({ RotationPeriodInDays: 180, EnableKeyRotation: false }) } },
    ],
    good: [
      { title: 'rotated every half year', stacks: { Keys: key({ RotationPeriodInDays: 180, EnableKeyRotation: true }) } },
      { title: 'rotation without a period: every year', stacks: { Keys: key({ EnableKeyRotation: true }) } },
    ],
  },
});
