/** A key pair without KeyUsage, of which CloudFormation silently makes an encryption key. */
import { defineRule, nameOf, plainKey, say, type JsonObject } from '../src/rule-kit.js';
import { intentOf, keyModelTable, keyProperties, statedUsageFix, usageFilledIn, usagesOf, usageStated } from '../src/rule-kit/built-in.js';

const key = (properties: JsonObject): JsonObject => ({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: properties } } });
const allow = (...actions: readonly string[]): JsonObject => ({
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/app' } },
      Action: actions,
      Resource: '*',
    },
  ],
});

/** What the rule says. */
const messages = {
  filledIn: '{key} is a key with KeySpec {spec} and without KeyUsage. CloudFormation makes an encryption key of it, which cannot sign.',
  filledInWrong:
    '{key} is a key with KeySpec {spec} and without KeyUsage. CloudFormation makes an encryption key of it, but the app allows actions on it that need {usage}.',
  perhaps: '{key} has no KeyUsage and may become an encryption key.',
  set: 'Set {property} to {usage}. The usage of an existing key cannot be changed: it needs a new key.',
  choose:
    'Write down what the key is for: set {property} to {usages}. With ENCRYPT_DECRYPT an existing key stays as it is. Any other usage needs a new key: the usage can never be changed.',
} as const;

export default defineRule({
  id: 'implicit-key-usage',
  title: 'An RSA or SM2 key without KeyUsage becomes an encryption key',
  level: 'warning',
  on: 'key',
  why: 'An RSA or SM2 key has one usage: it can encrypt or sign, never both. If KeyUsage is left out, CloudFormation fills in ENCRYPT_DECRYPT without a warning. A key that was meant to sign is then deployed without an error, and refuses every signature. The usage can never be changed.',
  messages,
  remedy:
    'Write down what the key is for: keyUsage: kms.KeyUsage.SIGN_VERIFY or kms.KeyUsage.ENCRYPT_DECRYPT. The usage of an existing key can never be changed: it needs a new key.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html#cfn-kms-key-keyusage',
    'https://docs.aws.amazon.com/kms/latest/developerguide/create-keys.html',
  ],
  table: keyModelTable,
  *check(subject, program) {
    if (subject.kind !== 'key') return;
    const plain = plainKey(subject);
    const filledIn = usageFilledIn(plain);
    if (filledIn === 'no') return;
    const stated = usageStated(intentOf(subject, program));
    // Whoever is given kms:Encrypt on it says what it is for.
    if (stated === 'ENCRYPT_DECRYPT') return;
    const spec = plain.spec.is === 'known' ? plain.spec.value : undefined;
    const fix = statedUsageFix(subject, program),
      instead = fix && stated;
    const key = nameOf(subject.id);
    const write = keyProperties(subject, program),
      property = write.name('KeyUsage');
    yield {
      at: subject.properties['KeySpec']?.at ?? subject.at,
      when: filledIn,
      detail: spec ?? 'unknown',
      message:
        spec === undefined
          ? say(messages.perhaps, { key })
          : instead === undefined
            ? say(messages.filledIn, { key, spec })
            : say(messages.filledInWrong, { key, spec, usage: instead }),
      // A usage can never be changed, so it is not guessed: only what the app shows is proposed.
      ...(instead === undefined
        ? { remedy: say(messages.choose, { property, usages: write.oneOf('KeyUsage', usagesIn(spec)) }) }
        : {
            ...(fix ? { fix } : {}),
            remedy: say(messages.set, { property, usage: write.value('KeyUsage', instead) }),
          }),
    };
  },
  examples: {
    bad: [
      { title: 'an RSA key, no usage', stacks: { Keys: key({ KeySpec: 'RSA_2048' }) } },
      { title: 'the app signs with it', stacks: { Keys: key({ KeySpec: 'RSA_2048', KeyPolicy: allow('kms:Sign', 'kms:GetPublicKey') }) } },
      { title: 'SM2', stacks: { Keys: { template: key({ KeySpec: 'SM2' }), env: ['111122223333', 'cn-north-1'] } } },
    ],
    good: [
      { title: 'the usage is written out', stacks: { Keys: key({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }) } },
      { title: 'the app encrypts with it', stacks: { Keys: key({ KeySpec: 'RSA_2048', KeyPolicy: allow('kms:Encrypt', 'kms:Decrypt') }) } },
      { title: 'a symmetric key cannot do anything else', stacks: { Keys: key({}) } },
    ],
  },
});

/** The usages to choose from. */
function usagesIn(spec: string | undefined): readonly string[] {
  const usages = spec === undefined ? [] : usagesOf(spec);
  return usages.length > 0 ? usages : ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'];
}
