/** A bucket that asks KMS for each object, since it has no S3 Bucket Key. */
import { defineRule, nameOf, say, type JsonObject } from '../src/rule-kit.js';
import { bucketEncryptions, bucketsIn, isWrittenByHand } from '../src/rule-kit/built-in.js';

const bucket = (byDefault: JsonObject, more: JsonObject = {}): JsonObject => ({
  Resources: {
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: byDefault, ...more }] } },
    },
  },
});

/** What the rule says. */
const messages = {
  off: '{bucket} has no S3 Bucket Key: S3 calls KMS for every object, which costs money and counts against the request quota.',
  cdk: 'Set bucketKeyEnabled: true. The encryption context of new objects is then the ARN of the bucket, not of the object: correct conditions on kms:EncryptionContext:aws:s3:arn first.',
  byHand:
    'Set BucketKeyEnabled to true. The encryption context of new objects is then the ARN of the bucket, not of the object: correct conditions on kms:EncryptionContext:aws:s3:arn first.',
} as const;

export default defineRule({
  id: 'bucket-key-disabled',
  title: 'A bucket without an S3 Bucket Key',
  level: 'note',
  on: 'program',
  why: 'With an S3 Bucket Key S3 asks KMS for a key of the bucket now and then, and makes the keys of objects itself: up to 99 % fewer requests. Without it each object that is written or read is a request to KMS. With it the encryption context is the ARN of the bucket, and CloudTrail shows fewer events of KMS.',
  messages,
  remedy: 'Set bucketKeyEnabled: true, and look at conditions on the encryption context first.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html'],
  *check(program) {
    for (const resource of bucketsIn(program)) {
      const off = bucketEncryptions(resource, program).map((rules) =>
        // Two-layer encryption (aws:kms:dsse) has no bucket keys.
        rules.find(({ algorithm, bucketKey }) => algorithm === 'aws:kms' && !(bucketKey.is === 'known' && bucketKey.value)),
      );
      const [first] = off.flatMap((one) => one ?? []);
      if (!first) continue;
      const isSure = resource.condition === undefined && off.every((one) => one !== undefined && one.bucketKey.is !== 'unknown');
      yield {
        at: first.at,
        when: isSure ? 'yes' : 'unknown',
        detail: 'bucket-key',
        message: say(messages.off, { bucket: nameOf(resource.id) }),
        remedy: isWrittenByHand({ stack: resource.stack, resource }, program) ? messages.byHand : messages.cdk,
      };
    }
  },
  examples: {
    bad: [
      { title: 'left out', stacks: { App: bucket({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/orders' }) } },
      { title: 'switched off', stacks: { App: bucket({ SSEAlgorithm: 'aws:kms' }, { BucketKeyEnabled: false }) } },
    ],
    good: [
      { title: 'switched on', stacks: { App: bucket({ SSEAlgorithm: 'aws:kms' }, { BucketKeyEnabled: true }) } },
      { title: 'encrypted by S3', stacks: { App: bucket({ SSEAlgorithm: 'AES256' }) } },
      { title: 'two layers, which have no bucket keys', stacks: { App: bucket({ SSEAlgorithm: 'aws:kms:dsse' }) } },
    ],
  },
});
