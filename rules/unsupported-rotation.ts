/** Automatic rotation is switched on for a key that KMS cannot rotate. */
import { defineRule, nameOf, plainKey, referenceFix, say, type JsonObject } from '../src/rule-kit.js';
import { answered, isWrittenByHand, judgeKey, keyModelTable } from '../src/rule-kit/built-in.js';

const key = (properties: JsonObject): JsonObject => ({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: properties } } });

/** What the rule says. */
const messages = {
  refused: '{key} cannot be deployed: it {fault}{refusal}.',
  byHand:
    'Remove EnableKeyRotation and RotationPeriodInDays. To rotate such a key, create a new one and move its alias to it. Imported symmetric key material can be rotated on demand.',
  perhaps: '{key} may not be deployable: it {fault}{refusal}.',
} as const;

export default defineRule({
  id: 'unsupported-rotation',
  title: 'Rotation is on for a key that KMS cannot rotate',
  level: 'error',
  on: 'key',
  why: 'KMS rotates only symmetric encryption keys with key material that KMS generated. With EnableKeyRotation on an RSA, elliptic curve, HMAC, ML-DSA or SM2 key, or on imported key material, the deployment fails. In CDK rotationPeriod alone switches rotation on, even if the construct refuses enableKeyRotation.',
  messages,
  remedy:
    'Remove enableKeyRotation and rotationPeriod. To rotate such a key, create a new one and move its alias to it. Imported symmetric key material can be rotated on demand.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html#cfn-kms-key-enablekeyrotation',
  ],
  table: keyModelTable,
  *check(subject, program) {
    if (subject.kind !== 'key') return;
    const differences = judgeKey(plainKey(subject)).filter(({ kind }) => kind === 'rotation');
    if (differences.length === 0) return;
    const fix = referenceFix(subject, program, 'rotation');
    for (const { answer, says, refusal } of differences) {
      yield {
        at: subject.properties['EnableKeyRotation']?.at ?? subject.at,
        when: answer,
        detail: [subject.spec, subject.origin].map((fact) => (fact.is === 'known' ? fact.value : fact.is)).join(':'),
        message: say(answer === 'yes' ? messages.refused : messages.perhaps, {
          key: nameOf(subject.id),
          fault: says,
          refusal: answered(refusal),
        }),
        ...(isWrittenByHand(subject, program) ? { remedy: messages.byHand } : {}),
        ...(fix ? { fix } : {}),
      };
    }
  },
  examples: {
    bad: [
      { title: 'a key that signs', stacks: { Keys: key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', EnableKeyRotation: true }) } },
      { title: 'imported key material', stacks: { Keys: key({ Origin: 'EXTERNAL', EnableKeyRotation: true }) } },
      {
        title: 'what CDK writes for rotationPeriod alone',
        stacks: { Keys: key({ KeySpec: 'RSA_4096', KeyUsage: 'SIGN_VERIFY', EnableKeyRotation: true, RotationPeriodInDays: 180 }) },
      },
    ],
    good: [
      { title: 'a symmetric key', stacks: { Keys: key({ EnableKeyRotation: true, RotationPeriodInDays: 180 }) } },
      {
        title: 'rotation is off',
        stacks: { Keys: key({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC', EnableKeyRotation: false }) },
      },
    ],
  },
});
