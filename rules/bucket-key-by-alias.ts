/** A bucket whose key is named by an alias, while another account may write into it. */
import { defineRule, nameOf, printText, say, type Example, type Json, type JsonObject } from '../src/rule-kit.js';
import { bucketEncryptions, bucketsIn, foreignWriters, isAliasName, isWrittenByHand } from '../src/rule-kit/built-in.js';

const HOME = '111122223333';
const app = (key: Json, writer: string): Example => ({
  stacks: {
    App: {
      template: {
        Resources: {
          Bucket: {
            Type: 'AWS::S3::Bucket',
            Properties: {
              BucketEncryption: {
                ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } }],
              },
            },
          },
          Policy: {
            Type: 'AWS::S3::BucketPolicy',
            Properties: {
              Bucket: { Ref: 'Bucket' },
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${writer}:root` }, Action: 's3:PutObject', Resource: '*' }],
              } satisfies JsonObject,
            },
          },
        },
      },
      env: [HOME, 'eu-west-1'],
    },
  },
});

/** What the rule says. */
const messages = {
  byAlias:
    '{bucket} names its key by {alias}, and {who} may write into it: S3 looks the alias up in the account of the writer, so the write fails or uses a key of that account.',
  account: 'account {account}',
  anybody: 'another account',
  place: 'another account may write here',
  cdk: 'Give the bucket the key itself: encryptionKey with a Key of the app, or Key.fromKeyArn with the ARN of the key.',
  byHand: 'Write the ARN of the key as KMSMasterKeyID.',
} as const;

export default defineRule({
  id: 'bucket-key-by-alias',
  title: 'A bucket for other accounts names its key by an alias',
  level: 'warning',
  securitySeverity: '3.0',
  on: 'program',
  why: 'S3 looks an alias of default encryption up in the account of whoever sends the request. For a writer of another account it is another key, or none: the write fails, or the object is encrypted with a key that the owner of the bucket does not have. The ARN of a key means the same for everybody.',
  messages,
  remedy: 'Give the bucket the key itself: encryptionKey with a Key of the app, or Key.fromKeyArn with the ARN of the key.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html'],
  *check(program) {
    for (const resource of bucketsIn(program)) {
      const byAlias = bucketEncryptions(resource, program).map((rules) => rules.find(({ key }) => isAliasName(key, program)));
      const [first] = byAlias.flatMap((one) => one ?? []);
      if (!first?.key) continue;
      const writers = foreignWriters(resource, program);
      const writer = writers.find(({ answer }) => answer === 'yes') ?? writers[0];
      if (!writer) continue;
      yield {
        at: first.at,
        when: byAlias.every((one) => one !== undefined) ? writer.answer : 'unknown',
        detail: 'alias',
        message: say(messages.byAlias, {
          bucket: nameOf(resource.id),
          alias: printText(first.key),
          who: writer.account ? say(messages.account, { account: printText(writer.account) }) : messages.anybody,
        }),
        remedy: isWrittenByHand({ stack: resource.stack, resource }, program) ? messages.byHand : messages.cdk,
        related: [{ at: writer.at, message: messages.place }],
      };
    }
  },
  examples: {
    bad: [{ title: 'another account writes', ...app('alias/orders', '444455556666') }],
    good: [
      {
        title: 'the ARN of the key',
        ...app('arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab', '444455556666'),
      },
      { title: 'the own account writes', ...app('alias/orders', HOME) },
    ],
  },
});
