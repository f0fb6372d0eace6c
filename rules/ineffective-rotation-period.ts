/** A rotation period on a key whose rotation is off. */
import { defineRule, nameOf, plainKey, removeProperty, say, setProperty, type JsonObject } from '../src/rule-kit.js';
import { isWrittenByHand, judgeKey, keyModelTable, rotates } from '../src/rule-kit/built-in.js';

const key = (properties: JsonObject): JsonObject => ({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: properties } } });

/** What the rule says. */
const messages = {
  ineffective: '{key} {fault}.',
  cannotRotate: 'Remove the rotation period: KMS does not rotate keys with {reason}.',
  switchOn: 'Switch rotation on: set EnableKeyRotation to true.',
} as const;

export default defineRule({
  id: 'ineffective-rotation-period',
  title: 'A rotation period without rotation has no effect',
  level: 'note',
  on: 'key',
  why: 'RotationPeriodInDays says how often a key is rotated, but does not switch rotation on. Without EnableKeyRotation CloudFormation accepts the period, and the key is never rotated. Readers of the template will think that it is.',
  messages,
  remedy: 'Switch rotation on with enableKeyRotation: true.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html#cfn-kms-key-rotationperiodindays',
  ],
  table: keyModelTable,
  *check(subject, program) {
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
        // A period shows that rotation is meant; it costs a little money, as with rotation-disabled, whose fix it is as well.
        fix:
          can === 'no'
            ? {
                // The L2 construct has a name of its own for it.
                title: `Remove ${isWrittenByHand(subject, program) ? 'RotationPeriodInDays' : 'the rotation period'}`,
                safety: 'unsafe',
                edits: [removeProperty(subject.id, 'RotationPeriodInDays')],
              }
            : { title: 'Switch rotation on', safety: 'promotable', edits: [setProperty(subject.id, 'EnableKeyRotation', true)] },
        ...(can === 'no'
          ? { remedy: say(messages.cannotRotate, { reason: because }) }
          : isWrittenByHand(subject, program)
            ? { remedy: messages.switchOn }
            : {}),
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
