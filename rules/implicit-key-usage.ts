/** A key pair without KeyUsage, of which CloudFormation silently makes an encryption key. */
import {
  defineRule,
  intentOf,
  keyModelTable,
  nameOf,
  plainKey,
  say,
  setProperty,
  usageFilledIn,
  usagesOf,
  usageStated,
  type JsonObject,
} from '../src/rule-kit.js';

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
  filledIn: '{key} is an {spec} key without KeyUsage, of which CloudFormation makes an encryption key.',
  filledInWrong:
    '{key} is an {spec} key without KeyUsage, of which CloudFormation makes an encryption key, though the app gives actions on it that need {usage}.',
  perhaps: '{key} may become an encryption key.',
  set: 'Set keyUsage to {usage}. A key that exists already cannot be changed: it takes a new one.',
} as const;

export default defineRule({
  id: 'implicit-key-usage',
  title: 'An RSA or SM2 key without KeyUsage becomes an encryption key',
  level: 'warning',
  on: 'key',
  why: 'An RSA or SM2 key can encrypt or sign, never both. Where KeyUsage is left out, CloudFormation fills in ENCRYPT_DECRYPT without a word, so that a key that was meant for signatures deploys well and then refuses every signature. The usage is fixed for ever.',
  messages,
  remedy:
    'Say what the key is for: keyUsage: kms.KeyUsage.SIGN_VERIFY or kms.KeyUsage.ENCRYPT_DECRYPT. A key that exists already can only be replaced by a new one.',
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
    const instead = spec === undefined || stated === undefined || !usagesOf(spec).includes(stated) ? undefined : stated;
    const key = nameOf(subject.id);
    const usage = instead ?? 'ENCRYPT_DECRYPT';
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
      // Written out, what CloudFormation fills in anyway changes nothing; anything else is a new key.
      fix: {
        title: `Set KeyUsage to ${usage}`,
        safety: instead === undefined ? 'safe' : 'unsafe',
        edits: [setProperty(subject.id, 'KeyUsage', usage)],
      },
      ...(instead === undefined ? {} : { remedy: say(messages.set, { usage: instead }) }),
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
