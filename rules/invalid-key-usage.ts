/** KeySpec, KeyUsage and Origin that do not go together, or do not exist: AWS refuses to make such a key. */
import { defineRule, nameOf, plainKey, say, type JsonObject, type PlainKey } from '../src/rule-kit.js';
import {
  answered,
  judgeKey,
  keyModelTable,
  keyProperties,
  KIND_DIFFERENCES,
  legalKindFix,
  specsFor,
  usagesOf,
  type Difference,
  type KeyProperties,
} from '../src/rule-kit/built-in.js';

const key = (properties: JsonObject): JsonObject => ({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: properties } } });
/** What a check of the values alone finds as well. */
const NOT_IN_ENUM: readonly Difference['kind'][] = ['unknown-spec', 'unknown-usage', 'unknown-origin', 'api-only'];

/** Where one value alone is wrong, that is what must change; where spec and usage do not go together, both ways are told. */
function remedyOf({ kind, property, nearest }: Difference, { spec, usage }: PlainKey, write: KeyProperties): { readonly remedy?: string } {
  const written = write.name(property);
  if (kind === 'spec-usage') {
    const name = spec.is === 'known' ? spec.value : 'SYMMETRIC_DEFAULT';
    const wanted = usage.is === 'known' ? usage.value : undefined;
    const specs = wanted === undefined ? [] : specsFor(wanted);
    const properties = { usageProperty: write.name('KeyUsage'), specProperty: write.name('KeySpec') };
    const keepSpec = say(messages.keepSpec, { ...properties, spec: name, usages: write.oneOf('KeyUsage', usagesOf(name)) });
    const keepUsage =
      wanted === undefined || specs.length === 0
        ? []
        : [say(messages.keepUsage, { specProperty: properties.specProperty, usage: wanted, specs: write.oneOf('KeySpec', specs) })];
    return { remedy: [...keepUsage, keepSpec, messages.forEver].join(' ') };
  }
  if (nearest !== undefined) return { remedy: say(messages.setTo, { property: written, value: write.value(property, nearest) }) };
  if (kind === 'spec-origin') return { remedy: say(messages.origin, { origin: write.name('Origin'), spec: write.name('KeySpec') }) };
  if (kind === 'spec-partition') return { remedy: say(messages.partition, { spec: write.name('KeySpec') }) };
  return NOT_IN_ENUM.includes(kind) ? { remedy: say(messages.setToAny, { property: written }) } : {};
}

/** What the rule says. */
const messages = {
  refused: '{key} cannot be created: the key {fault}{refusal}.',
  setTo: 'Set {property} to {value}. It can never be changed: an existing key must be replaced by a new one.',
  setToAny:
    'Set {property} to a value that CloudFormation accepts. It can never be changed: an existing key must be replaced by a new one.',
  origin:
    'Remove {origin}, so that KMS generates the key material, or choose a {spec} whose key material can be imported. Neither can be changed later: an existing key must be replaced by a new one.',
  partition: 'Choose a {spec} that this Region has. It can never be changed: an existing key must be replaced by a new one.',
  keepUsage: 'For {usage}, set {specProperty} to {specs}.',
  keepSpec: 'For a key with {specProperty} {spec}, set {usageProperty} to {usages}.',
  forEver: 'Choose with care: neither can be changed later.',
} as const;

export default defineRule({
  id: 'invalid-key-usage',
  title: 'KeySpec, KeyUsage and Origin do not go together',
  level: 'error',
  on: 'key',
  why: 'Each KeySpec supports certain usages: an elliptic curve key signs, an HMAC key generates codes, a symmetric key encrypts. KMS refuses a key whose KeySpec does not support its KeyUsage. If the usage is left out, CloudFormation fills in ENCRYPT_DECRYPT. The deployment fails. CDK checks only its own Key construct, and not every case.',
  messages,
  remedy:
    'Set keyUsage to a usage that the KeySpec supports, or choose a KeySpec that supports the usage. Neither can be changed later: an existing key must be replaced by a new one.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html',
  ],
  table: keyModelTable,
  *check(subject, program) {
    if (subject.kind !== 'key') return;
    const plain = plainKey(subject);
    const differences = judgeKey(plain).filter(({ kind }) => KIND_DIFFERENCES.includes(kind));
    if (differences.length === 0) return;
    const fix = legalKindFix(subject, program),
      write = keyProperties(subject, program);
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
        ...remedyOf(difference, plain, write),
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
