/** A resource policy lets another account use data under a key that AWS manages, which no other account can use. */
import { defineRule, enumerated, literal, nameOf, printText, say, stackIdOf, type Example, type JsonObject } from '../src/rule-kit.js';
import { sharedData, textKey, type SharedData } from '../src/rule-kit/built-in.js';

const HOME = '111122223333',
  OTHER = '444455556666';
const app = (resources: JsonObject): Example => ({ stacks: { App: { template: { Resources: resources }, env: [HOME, 'eu-west-1'] } } });
const allow = (account: string, action: string, more: JsonObject = {}): JsonObject => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: action, Resource: '*', ...more }],
});
/** A secret that another account may read. */
const secret = (properties: JsonObject, policy: JsonObject): Example =>
  app({
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: properties },
    Policy: { Type: 'AWS::SecretsManager::ResourcePolicy', Properties: { SecretId: { Ref: 'Secret' }, ResourcePolicy: policy } },
  });
const SECRET_OF_NO_ACCOUNT: JsonObject = {
  Resources: {
    Secret: { Type: 'AWS::SecretsManager::Secret' },
    Policy: {
      Type: 'AWS::SecretsManager::ResourcePolicy',
      Properties: { SecretId: { Ref: 'Secret' }, ResourcePolicy: allow(OTHER, 'secretsmanager:GetSecretValue') },
    },
  },
};
const bucket = (encryption: JsonObject): Example =>
  app({
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: encryption }] } },
    },
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OTHER}:role/reader` }, Action: 's3:GetObject', Resource: '*' },
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: '*',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      },
    },
  });
const queue = (properties: JsonObject): Example =>
  app({
    Queue: { Type: 'AWS::SQS::Queue', Properties: properties },
    Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: allow(OTHER, 'sqs:SendMessage') } },
  });
const topic = (properties: JsonObject): Example =>
  app({
    Topic: { Type: 'AWS::SNS::Topic', Properties: properties },
    Policy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: allow(OTHER, 'sns:Publish') } },
  });
const stream = (key: string): Example =>
  app({
    Stream: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: 1, StreamEncryption: { EncryptionType: 'KMS', KeyId: key } } },
    Policy: {
      Type: 'AWS::Kinesis::ResourcePolicy',
      Properties: { ResourceArn: { 'Fn::GetAtt': ['Stream', 'Arn'] }, ResourcePolicy: allow(OTHER, 'kinesis:GetRecords') },
    },
  });

/** What the rule says. */
const messages = {
  managed:
    'The policy of {target} lets account {account} call {rights}, but {alias}, an AWS managed key, encrypts {target}: no principal of another account can use this key, so every such call is refused.',
  remedy:
    'Encrypt {target} with a customer managed key. Let account {account} use it in the key policy, and allow {actions} on its ARN in an IAM policy of that account.',
  encryption: 'the encryption of {target}',
} as const;

export default defineRule({
  id: 'managed-key-across-accounts',
  title: 'Data under an AWS managed key is shared with another account',
  level: 'error',
  securitySeverity: '4.0',
  on: 'program',
  why: 'AWS writes the policy of an AWS managed key (alias/aws/...), and it lets only principals of the own account in. A resource policy can let another account use a secret, bucket, queue, topic or stream, but nobody there can decrypt the data. A secret is under such a key if it has no KmsKeyId.',
  messages,
  remedy: 'Encrypt the resource with a customer managed key whose policy lets the other account in.',
  references: [
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html',
  ],
  *check(program) {
    const groups = new Map<string, SharedData[]>();
    for (const shared of sharedData(program)) {
      if (shared.key.is !== 'aws-managed') continue;
      const group = `${shared.target} ${textKey(shared.account)}`;
      groups.set(group, [...(groups.get(group) ?? []), shared]);
    }
    for (const all of groups.values()) {
      const shown = all.some(({ answer }) => answer === 'yes') ? all.filter(({ answer }) => answer === 'yes') : all,
        [first] = shown;
      if (first?.key.is !== 'aws-managed') continue;
      const { target, account: id, key, answer, at, keyAt } = first,
        account = printText(id);
      yield {
        at,
        stack: stackIdOf(target),
        when: answer,
        detail: `${target.slice(target.lastIndexOf('#') + 1)}:${literal(id) ?? ''}`,
        message: say(messages.managed, {
          target: nameOf(target),
          account,
          alias: key.alias,
          rights: enumerated([...new Set(shown.flatMap(({ rights }) => rights))].sort()),
        }),
        remedy: say(messages.remedy, {
          target: nameOf(target),
          account,
          actions: enumerated([...new Set(shown.flatMap(({ actions }) => actions))].sort()),
        }),
        related: [{ at: keyAt, message: say(messages.encryption, { target: nameOf(target) }) }],
      };
    }
  },
  examples: {
    bad: [
      { title: 'a secret without a key', ...secret({ Name: 'shared' }, allow(OTHER, 'secretsmanager:GetSecretValue')) },
      { title: 'a secret without any property', ...secret({}, allow(OTHER, 'secretsmanager:GetSecretValue')) },
      {
        title: 'a secret that names the key',
        ...secret({ KmsKeyId: 'alias/aws/secretsmanager' }, allow(OTHER, 'secretsmanager:GetSecret*')),
      },
      { title: 'a bucket encrypted by KMS without a key', ...bucket({ SSEAlgorithm: 'aws:kms' }) },
      { title: 'a queue', ...queue({ KmsMasterKeyId: 'alias/aws/sqs' }) },
      { title: 'a topic', ...topic({ KmsMasterKeyId: 'alias/aws/sns' }) },
      { title: 'a stream', ...stream('alias/aws/kinesis') },
    ],
    good: [
      { title: 'the own account', ...secret({}, allow(HOME, 'secretsmanager:GetSecretValue')) },
      { title: 'a right that needs no key', ...secret({}, allow(OTHER, 'secretsmanager:DescribeSecret')) },
      {
        title: 'a customer managed key of others',
        ...secret(
          { KmsKeyId: `arn:aws:kms:eu-west-1:${HOME}:key/1234abcd-12ab-34cd-56ef-1234567890ab` },
          allow(OTHER, 'secretsmanager:GetSecretValue'),
        ),
      },
      {
        title: 'a condition that only the request decides',
        ...secret(
          {},
          allow(OTHER, 'secretsmanager:GetSecretValue', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } } }),
        ),
      },
      { title: 'an account that only the deployment knows', stacks: { App: SECRET_OF_NO_ACCOUNT } },
      { title: 'a bucket with Amazon S3 managed keys', ...bucket({ SSEAlgorithm: 'AES256' }) },
      { title: 'a queue with keys of SQS', ...queue({ SqsManagedSseEnabled: true }) },
      { title: 'a topic without encryption', ...topic({}) },
    ],
  },
});
