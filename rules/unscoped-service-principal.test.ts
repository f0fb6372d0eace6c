/** The remedy names what the service is known to send. */
import { expect, it } from 'vitest';
import { runRule } from '../src/rule-tester.js';
import type { Json, JsonObject } from '../src/rule-kit.js';
import rule from './unscoped-service-principal.js';

const key = (Service: Json): JsonObject => ({
  Type: 'AWS::KMS::Key',
  Properties: {
    KeyPolicy: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, Action: 'kms:*', Resource: '*' },
        { Effect: 'Allow', Principal: { Service }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*' },
      ],
    },
  },
});
const queue: JsonObject = { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: { Ref: 'Key' } } };
const bucket: JsonObject = {
  Type: 'AWS::S3::Bucket',
  Properties: {
    NotificationConfiguration: { QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: { 'Fn::GetAtt': ['Queue', 'Arn'] } }] },
  },
};
const CONTEXT = 'ArnLike on kms:EncryptionContext:aws:logs:arn',
  SOURCE = 'StringEquals on aws:SourceAccount and ArnLike on aws:SourceArn';

it.each<[string, Json, JsonObject, string]>([
  ['logs send one context and nothing else', 'logs.eu-west-1.amazonaws.com', {}, `: ${CONTEXT}. `],
  ['a bucket that tells a queue sends its account and ARN', 's3.amazonaws.com', { Queue: queue, Bucket: bucket }, `: ${SOURCE}. `],
  ['of a service with nothing to do nobody knows', 's3.amazonaws.com', {}, 'where the service sends them'],
  [
    'of two that send other things',
    ['s3.amazonaws.com', 'logs.eu-west-1.amazonaws.com'],
    { Queue: queue, Bucket: bucket },
    'where the service sends them',
  ],
])('%s', (_case, service, more, remedy) => {
  const [finding, ...others] = runRule(rule, { stacks: { App: { Resources: { Key: key(service), ...more } } } }).findings;
  expect(others).toEqual([]);
  expect(finding?.remedy).toContain(remedy);
});
