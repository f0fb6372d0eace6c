/** A service is given a key of a kind that it cannot use. */
import {
  defineRule,
  nameOf,
  not,
  plainKey,
  referenceFix,
  say,
  scenariosOfKey,
  stackIdOf,
  type Answer,
  type Example,
  type JsonObject,
  type Key,
  type KeyUse,
  type PlainKey,
} from '../src/rule-kit.js';
import { needOf, referenceFor, serviceKeysTable, suits, type KeyNeed } from '../src/rule-kit/built-in.js';

const resources = (key: JsonObject, other: JsonObject): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key', Properties: key }, Other: other },
});
const arn = { 'Fn::GetAtt': ['Key', 'Arn'] };
const SIGNING_KEY: JsonObject = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
const dnssec = (key: JsonObject, region: string): Example => ({
  stacks: {
    Zone: {
      template: resources(key, {
        Type: 'AWS::Route53::KeySigningKey',
        Properties: { HostedZoneId: 'Z1', Name: 'ksk', Status: 'ACTIVE', KeyManagementServiceArn: arn },
      }),
      env: ['111122223333', region],
    },
  },
});

/** What the rule says. */
const messages = {
  wrong: '{user} cannot use {key}: {property} needs {wanted}, and this is {kind}.',
  key: 'the key {key}',
} as const;

export default defineRule({
  id: 'wrong-key-type',
  title: 'A service is given a key of a kind that it cannot use',
  level: 'error',
  on: 'program',
  why: 'Services that encrypt data for you take symmetric encryption keys only; an RSA, elliptic curve or HMAC key is refused when the resource is created, or when it first writes data. DNSSEC signing of Route 53 needs an ECC_NIST_P256 key for SIGN_VERIFY in us-east-1.',
  messages,
  remedy: 'Use another key for the property. The kind of a key cannot be changed after it is created.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/service-integration.html',
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html',
  ],
  table: serviceKeysTable,
  *check(program) {
    // Many resources use one key.
    const kinds = new Map<Key, PlainKey>();
    const kindOf = (key: Key): PlainKey => {
      const kind = kinds.get(key) ?? referenceFor(plainKey(key)).key;
      kinds.set(key, kind);
      return kind;
    };
    for (const use of program.uses) {
      if (use.key.is !== 'own') continue;
      const need = needOf(use),
        { key: id } = use.key;
      const scenarios = scenariosOfKey(id, program);
      const [key] = scenarios;
      if (!need || !key || need.confidence === 'low') continue;
      const when = whole(
        scenarios.map((one) => not(suits(need, kindOf(one)))),
        use,
        need,
      );
      if (when === 'no') continue;
      const fix = key.kind === 'key' ? referenceFix(key, program, 'kind') : undefined;
      yield {
        at: use.at,
        stack: stackIdOf(use.by),
        when,
        detail: `${use.path}:${need.specs.join(',')}`,
        message: say(messages.wrong, {
          user: nameOf(use.by),
          key: nameOf(id),
          property: use.path,
          wanted: wanted(need),
          kind: kindIn(scenarios, need),
        }),
        ...(fix ? { fix } : {}),
        related: [{ at: key.at, message: say(messages.key, { key: nameOf(id) }) }],
      };
    }
  },
  examples: {
    bad: [
      {
        title: 'a topic encrypted with a key that signs',
        stacks: { App: resources(SIGNING_KEY, { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: arn } }) },
      },
      {
        title: 'a bucket with an RSA key of another stack',
        stacks: {
          Keys: {
            Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' } } },
            Outputs: { Key: { Value: arn, Export: { Name: 'TheKey' } } },
          },
          Data: {
            Resources: {
              Bucket: {
                Type: 'AWS::S3::Bucket',
                Properties: {
                  BucketEncryption: {
                    ServerSideEncryptionConfiguration: [
                      { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::ImportValue': 'TheKey' } } },
                    ],
                  },
                },
              },
            },
          },
        },
      },
      { title: 'DNSSEC with a symmetric key', ...dnssec({}, 'us-east-1') },
      { title: 'DNSSEC with a symmetric key that is rotated', ...dnssec({ EnableKeyRotation: true }, 'us-east-1') },
      { title: 'DNSSEC with a key outside us-east-1', ...dnssec(SIGNING_KEY, 'eu-west-1') },
    ],
    good: [
      {
        title: 'a symmetric key',
        stacks: { App: resources({}, { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'Key' } } }) },
      },
      { title: 'DNSSEC', ...dnssec(SIGNING_KEY, 'us-east-1') },
      {
        title: 'only one branch of a condition names the key',
        stacks: {
          App: {
            Parameters: { Stage: { Type: 'String' } },
            Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
            ...resources(SIGNING_KEY, {
              Type: 'AWS::SNS::Topic',
              Properties: { KmsMasterKeyId: { 'Fn::If': ['Prod', arn, { Ref: 'AWS::NoValue' }] } },
            }),
          },
        },
      },
    ],
  },
});

/** Whether the key does not suit. Of a key that cannot be created as it is written, the kind that it will be when that is mended. */
function whole(answers: readonly Answer[], use: KeyUse, need: KeyNeed): Answer {
  if (answers.every((answer) => answer === 'no')) return 'no';
  return use.certainty === 'certain' && need.confidence === 'high' && answers.every((answer) => answer === 'yes') ? 'yes' : 'unknown';
}

function wanted({ specs, usage, regions }: KeyNeed): string {
  const where = regions.length === 0 ? '' : ` in ${regions.join(' or ')}`;
  if (specs.includes('SYMMETRIC_DEFAULT')) return `a symmetric encryption key${where}`;
  return `a key with KeySpec ${specs.join(', ')} for ${usage}${where}`;
}

function kindIn(scenarios: readonly Key[], { regions }: KeyNeed): string {
  const [key] = scenarios;
  const plain = key && plainKey(key);
  const spec = plain?.spec.is === 'known' ? plain.spec.value : plain?.spec.is === 'absent' ? 'SYMMETRIC_DEFAULT' : undefined;
  const usage = plain?.usage.is === 'known' ? ` for ${plain.usage.value}` : '';
  const region = plain?.region.is === 'known' && regions.length > 0 ? ` in ${plain.region.value}` : '';
  return spec === undefined ? `a key whose kind only the deployment knows` : `a key with KeySpec ${spec}${usage}${region}`;
}
