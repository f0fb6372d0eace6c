/** KeySpec, KeyUsage and Origin that do not go together, or do not exist: AWS refuses to make such a key. */
import {
  answered,
  defineRule,
  judgeKey,
  keyModelTable,
  nameOf,
  plainKey,
  referenceFix,
  say,
  type Difference,
  type JsonObject,
} from '../src/rule-kit.js';

const key = (properties: JsonObject): JsonObject => ({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: properties } } });
/** What is no matter of usage has a rule of its own. */
const KINDS: readonly Difference['kind'][] = [
  'unknown-spec',
  'unknown-usage',
  'unknown-origin',
  'api-only',
  'spec-usage',
  'spec-partition',
  'spec-origin',
];

/** What a check of the values alone finds as well. */
const NOT_IN_ENUM: readonly Difference['kind'][] = ['unknown-spec', 'unknown-usage', 'unknown-origin', 'api-only'];

/** Where one value alone is wrong, that is what must change. */
function remedyOf({ kind, property, nearest }: Difference): { readonly remedy?: string } {
  if (nearest !== undefined) return { remedy: say(messages.setTo, { property, value: nearest }) };
  return NOT_IN_ENUM.includes(kind) ? { remedy: say(messages.setToAny, { property }) } : {};
}

/** What the rule says. */
const messages = {
  refused: '{key} cannot be created: the key {fault}{refusal}.',
  setTo: 'Set {property} to {value}. It is fixed for ever: on a key that exists already, this needs a new key.',
  setToAny:
    'Set {property} to a value that CloudFormation takes. It is fixed for ever: on a key that exists already, this needs a new key.',
} as const;

export default defineRule({
  id: 'invalid-key-usage',
  title: 'KeySpec, KeyUsage and Origin do not go together',
  level: 'error',
  on: 'key',
  why: 'Each kind of key can do one kind of work: an elliptic curve key signs, an HMAC key makes codes, a symmetric key encrypts. KMS refuses a key whose KeyUsage its KeySpec cannot do, and CloudFormation fills in ENCRYPT_DECRYPT where the usage is left out, so the stack fails when it is deployed. CDK checks only its own Key construct, and that with holes.',
  messages,
  remedy:
    'Say what the key is for: set keyUsage to one that the KeySpec can do. Both are fixed for ever: changing them on a key that exists needs a new key.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html',
  ],
  table: keyModelTable,
  *check(subject, program) {
    if (subject.kind !== 'key') return;
    const differences = judgeKey(plainKey(subject)).filter(({ kind }) => KINDS.includes(kind));
    if (differences.length === 0) return;
    const fix = referenceFix(subject, program, 'kind');
    for (const difference of differences) {
      yield {
        at: subject.properties[difference.property]?.at ?? subject.properties['KeySpec']?.at ?? subject.at,
        when: difference.answer,
        detail: [
          difference.kind,
          ...[subject.spec, subject.usage, subject.origin].map((fact) => (fact.is === 'known' ? fact.value : fact.is)),
        ].join(':'),
        message: say(messages.refused, { key: nameOf(subject.id), fault: difference.says, refusal: answered(difference.refusal) }),
        ...(fix ? { fix } : {}),
        ...(NOT_IN_ENUM.includes(difference.kind) ? { validator: ['W3030'] } : {}),
        ...remedyOf(difference),
      };
    }
  },
  examples: {
    bad: [
      { title: 'a symmetric key cannot sign', stacks: { Keys: key({ KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'SIGN_VERIFY' }) } },
      { title: 'the usage is left out', stacks: { Keys: key({ KeySpec: 'ECC_NIST_P256' }) } },
      { title: 'no such KeySpec', stacks: { Keys: key({ KeySpec: 'RSA_1024', KeyUsage: 'SIGN_VERIFY' }) } },
    ],
    good: [
      { title: 'an elliptic curve key that signs', stacks: { Keys: key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }) } },
      { title: 'a symmetric key needs neither', stacks: { Keys: key({}) } },
    ],
  },
});
