/** A key that KMS could rotate by itself is not rotated. */
import {
  and,
  booleanFact,
  defineRule,
  nameOf,
  not,
  plainKey,
  say,
  setProperty,
  type Answer,
  type Fact,
  type JsonObject,
} from '../src/rule-kit.js';
import { isAccepted, isOfPipeline, isWrittenByHand, keyModelTable, rotates } from '../src/rule-kit/built-in.js';

const key = (properties: JsonObject): JsonObject => ({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: properties } } });

/** What the rule says. */
const messages = {
  off: '{key} is not rotated: its key material never changes.',
  byHand: 'Set EnableKeyRotation to true.',
  ofPipeline: 'CDK makes this key for a pipeline: set enableKeyRotation: true on the pipeline.',
} as const;

export default defineRule({
  id: 'rotation-disabled',
  title: 'A key that KMS could rotate is not rotated',
  level: 'note',
  levels: ['warning'],
  securitySeverity: '4.0',
  standards: { securityHub: ['KMS.4'], cis: ['3.6'], nist: ['SC-12', 'SC-12(2)', 'SC-28(3)'], pci: ['3.7.4'] },
  on: 'key',
  why: 'With automatic rotation KMS makes new key material every year (or as often as the rotation period says) and keeps the old material for what was encrypted with it. Nothing else changes, and no data is encrypted again. CIS AWS Foundations 3.6 and Security Hub KMS.4 ask for it. Asymmetric keys, HMAC keys and imported key material cannot be rotated automatically, and are not reported. The first two rotations of a key cost a little more each month.',
  messages,
  remedy: 'Set enableKeyRotation: true on the Key (on a CfnKey too).',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4',
  ],
  table: keyModelTable,
  *check(subject, program) {
    if (subject.kind !== 'key') return;
    const on = holds(subject.rotation, false);
    const enabled = holds(booleanFact(subject.properties['Enabled']), true);
    const plain = plainKey(subject);
    // What is wrong with a key that cannot be created is told by another rule.
    if (isAccepted(plain) === 'no') return;
    const { can } = rotates(plain);
    yield {
      at: subject.properties['EnableKeyRotation']?.at ?? subject.at,
      when: and(can, enabled, not(on)),
      detail: 'rotation',
      message: say(messages.off, { key: nameOf(subject.id) }),
      // Each rotation costs a little more money.
      fix: { title: 'Switch rotation on', safety: 'promotable', edits: [setProperty(subject.id, 'EnableKeyRotation', true)] },
      ...(isOfPipeline(subject) ? { remedy: messages.ofPipeline } : isWrittenByHand(subject, program) ? { remedy: messages.byHand } : {}),
    };
  },
  examples: {
    bad: [
      { title: 'rotation is left out', stacks: { Keys: key({}) } },
      { title: 'rotation is off', stacks: { Keys: key({ EnableKeyRotation: false }) } },
    ],
    good: [
      { title: 'rotated every year', stacks: { Keys: key({ EnableKeyRotation: true }) } },
      { title: 'a key that signs cannot be rotated', stacks: { Keys: key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }) } },
      { title: 'imported key material is rotated on demand', stacks: { Keys: key({ Origin: 'EXTERNAL' }) } },
      { title: 'a disabled key', stacks: { Keys: key({ Enabled: false }) } },
    ],
  },
});

/** What a boolean is with its default. */
function holds(fact: Fact<boolean>, leftOut: boolean): Answer {
  if (fact.is === 'unknown') return 'unknown';
  return (fact.is === 'known' ? fact.value : leftOut) ? 'yes' : 'no';
}
