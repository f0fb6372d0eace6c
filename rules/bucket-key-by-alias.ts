/** A bucket whose key is named by an alias, while another account may write into it. */
import {
  defineRule,
  nameOf,
  printText,
  say,
  type Example,
  type Json,
  type JsonObject,
  type Program,
  type Report,
  type Resource,
} from '../src/rule-kit.js';
import { bucketEncryptions, bucketsIn, foreignWriters, isAliasName, isWrittenByHand, replicationKeys } from '../src/rule-kit/built-in.js';

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

const replicating = (key: Json, account: string): Example => ({
  stacks: {
    App: {
      template: {
        Resources: {
          Bucket: {
            Type: 'AWS::S3::Bucket',
            Properties: {
              ReplicationConfiguration: {
                Role: `arn:aws:iam::${HOME}:role/Replication`,
                Rules: [
                  {
                    Status: 'Enabled',
                    Destination: { Bucket: 'arn:aws:s3:::copies', Account: account, EncryptionConfiguration: { ReplicaKmsKeyID: key } },
                  },
                ],
              },
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
  replicated:
    '{bucket} replicates its objects to a bucket of account {account}, under the key {alias}: S3 looks the alias up in the account of the role that replicates, so the copy fails or uses a key of that account.',
  replica: 'Write the ARN of the key in the account of the destination as ReplicaKmsKeyID.',
  account: 'account {account}',
  anybody: 'another account',
  place: 'another account may write here',
  cdk: 'Give the bucket the key itself: encryptionKey with a Key of the app, or Key.fromKeyArn with the ARN of the key.',
  byHand: 'Write the ARN of the key as KMSMasterKeyID.',
} as const;

function* byDefault(resource: Resource, program: Program): Generator<Report> {
  const byAlias = bucketEncryptions(resource, program).map((rules) => rules.find(({ key }) => isAliasName(key, program)));
  const [first] = byAlias.flatMap((one) => one ?? []);
  if (!first?.key) return;
  const writers = foreignWriters(resource, program);
  const writer = writers.find(({ answer }) => answer === 'yes') ?? writers[0];
  if (!writer) return;
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

/** CDK has no words of its own for the key of a replica before it has the bucket of the destination: the remedy is the property. */
function* byReplication(resource: Resource, program: Program): Generator<Report> {
  const found = replicationKeys(resource, program).map((rules) =>
    rules.find(({ key, foreign }) => foreign !== 'no' && isAliasName(key, program)),
  );
  const [first] = found.flatMap((one) => one ?? []);
  if (!first?.account) return;
  yield {
    at: first.at,
    when: found.every((one) => one !== undefined) ? first.foreign : 'unknown',
    detail: 'replica',
    message: say(messages.replicated, { bucket: nameOf(resource.id), account: printText(first.account), alias: printText(first.key) }),
    remedy: messages.replica,
  };
}

export default defineRule({
  id: 'bucket-key-by-alias',
  title: 'A bucket for other accounts names its key by an alias',
  level: 'warning',
  securitySeverity: '3.0',
  on: 'program',
  why: 'S3 looks an alias of default encryption up in the account of whoever sends the request. For a writer of another account it is another key, or none: the write fails, or the object is encrypted with a key that the owner of the bucket does not have. So it is for the key of a replica (ReplicaKmsKeyID) in a bucket of another account. The ARN of a key means the same for everybody.',
  messages,
  remedy: 'Give the bucket the key itself: encryptionKey with a Key of the app, or Key.fromKeyArn with the ARN of the key.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html'],
  *check(program) {
    for (const resource of bucketsIn(program)) {
      yield* byDefault(resource, program);
      yield* byReplication(resource, program);
    }
  },
  examples: {
    bad: [
      { title: 'another account writes', ...app('alias/orders', '444455556666') },
      { title: 'replicated to another account', ...replicating('alias/copies', '444455556666') },
    ],
    good: [
      {
        title: 'the ARN of the key',
        ...app('arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab', '444455556666'),
      },
      {
        title: 'replicated under the ARN of the key',
        ...replicating('arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab', '444455556666'),
      },
      { title: 'replicated within the account', ...replicating('alias/copies', HOME) },
      { title: 'the own account writes', ...app('alias/orders', HOME) },
    ],
  },
});
