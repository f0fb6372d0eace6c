/** A key that is created disabled. */
import { booleanFact, defineRule, nameOf, say, type JsonObject } from '../src/rule-kit.js';
import { isWrittenByHand, usesOf } from '../src/rule-kit/built-in.js';

const key = (properties: JsonObject): JsonObject => ({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: properties } } });

/** What the rule says. */
const messages = {
  disabled: '{key} is disabled: {whatFails} until somebody enables it.',
  calls: 'every call that needs the key fails',
  uses: 'nothing can be encrypted or decrypted in {target}',
  cdk: 'Leave enabled out, or set it to true. If nobody needs the key any more, schedule its deletion.',
  byHand: 'Leave Enabled out, or set it to true. If nobody needs the key any more, schedule its deletion.',
} as const;

export default defineRule({
  id: 'key-disabled',
  title: 'A key that is disabled',
  level: 'note',
  on: 'key',
  why: 'With Enabled: false CloudFormation disables the key: nobody can encrypt or decrypt with it, resources that use it stop working, and it costs as much as before. Rotation of a disabled key cannot be changed.',
  messages,
  remedy: 'Leave enabled out, or set it to true. If nobody needs the key any more, schedule its deletion.',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html'],
  *check(subject, program) {
    const enabled = subject.properties['Enabled'],
      fact = booleanFact(enabled);
    if (!enabled || fact.is === 'absent' || (fact.is === 'known' && fact.value)) return;
    const uses = usesOf(subject.id, program).filter(({ certainty }) => certainty === 'certain');
    const [first] = uses;
    yield {
      at: enabled.at,
      when: fact.is === 'known' ? 'yes' : 'unknown',
      detail: 'disabled',
      message: say(messages.disabled, {
        key: nameOf(subject.id),
        whatFails: first ? say(messages.uses, { target: nameOf(first.by) }) : messages.calls,
      }),
      remedy: isWrittenByHand(subject, program) ? messages.byHand : messages.cdk,
      related: uses.map(({ at, by }) => ({ at, message: `${nameOf(by)} uses the key` })),
    };
  },
  examples: {
    bad: [{ title: 'disabled', stacks: { Keys: key({ Enabled: false }) } }],
    good: [
      { title: 'enabled', stacks: { Keys: key({ Enabled: true }) } },
      { title: 'enabled by default', stacks: { Keys: key({}) } },
    ],
  },
});
