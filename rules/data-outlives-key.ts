/** Data that stays when its stack is deleted, under a key that does not. */
import { defineRule, enumerated, nameOf, numberFact, say, type Json, type JsonObject, type Key } from '../src/rule-kit.js';
import {
  fateOf,
  isBucketOfPipeline,
  isOfPipeline,
  isWrittenByHand,
  LIMITS,
  outlivingData,
  retain,
  type OutlivingData,
} from '../src/rule-kit/built-in.js';

const key = (more: JsonObject = {}): JsonObject => ({ Type: 'AWS::KMS::Key', ...more });
const arn: Json = { 'Fn::GetAtt': ['Key', 'Arn'] };
const bucket: JsonObject = {
  Type: 'AWS::S3::Bucket',
  Properties: {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn } }],
    },
  },
};
const logs = (days?: number): JsonObject => ({
  Type: 'AWS::Logs::LogGroup',
  DeletionPolicy: 'Retain',
  Properties: { KmsKeyId: arn, ...(days === undefined ? {} : { RetentionInDays: days }) },
});
const stack = (...resources: readonly JsonObject[]): JsonObject => ({
  Resources: { Key: key(), ...Object.fromEntries(resources.map((one, index) => [`Data${index}`, one])) },
});

/** What the rule says. */
const messages = {
  outlives:
    '{data} {stays} when the stack is deleted, and {key}, which encrypts it, is deleted: the data is recoverable only during the pending window of {days} days.',
  others: '{first} and {more} others',
  retained: 'keeps its data',
  snapshotted: 'leaves a snapshot',
  place: 'the data in {data} stays',
  placeByDefault: 'CloudFormation makes a snapshot of {data} by default',
  cdk: 'Keep the key as well: removalPolicy: RemovalPolicy.RETAIN on the Key. Or let the data go with the stack: removalPolicy: RemovalPolicy.DESTROY on {data}.',
  byHand:
    'Keep the key as well: DeletionPolicy: Retain and UpdateReplacePolicy: Retain. Or let the data go with the stack: DeletionPolicy: Delete on {data}.',
  pipeline:
    'CDK makes this key and the bucket for a pipeline. To keep its artifacts readable, give the pipeline a bucket of your own as artifactBucket, with a key that is retained. Otherwise nothing is to be done.',
} as const;

const windowOf = ({ properties }: Key): number => {
  const days = numberFact(properties['PendingWindowInDays']);
  return days.is === 'known' ? days.value : LIMITS.pendingWindowDays;
};

/** Of what CDK keeps for itself, or what ages out before the key is gone, nobody needs the data for long. */
const isMinor = (subject: Key, { resource, retentionDays }: OutlivingData): boolean =>
  (isOfPipeline(subject) && isBucketOfPipeline(resource)) ||
  /(ProviderframeworkonEvent|ProviderframeworkisComplete|ProviderframeworkonTimeout|CustomResourceProvider)/.test(resource.logicalId) ||
  (retentionDays.is === 'known' && retentionDays.value <= windowOf(subject));

export default defineRule({
  id: 'data-outlives-key',
  title: 'Data that stays, under a key that is deleted',
  level: 'warning',
  levels: ['note'],
  securitySeverity: '5.0',
  on: 'key',
  why: "When a stack is deleted, CloudFormation schedules the deletion of its keys: a key is out of use at once, and gone for ever after its pending window. Data that is retained or snapshotted then cannot be read by anybody. CDK's Key is retained by default, a CfnKey and a key in a hand-written template are not; an RDS cluster, or an RDS instance that is neither in a cluster nor a read replica, is snapshotted by default. Until the pending window ends, the deletion can be cancelled by hand.",
  messages,
  remedy:
    'Keep the key as well (removalPolicy: RemovalPolicy.RETAIN, the default of Key), or let the data go with the stack (RemovalPolicy.DESTROY).',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
  ],
  *check(subject, program) {
    if (subject.kind !== 'key' || fateOf(subject.resource, program) !== 'deleted') return;
    const all = outlivingData(subject.id, program),
      grave = all.filter((one) => !isMinor(subject, one));
    const told = grave.length > 0 ? grave : all;
    const first = told.find(({ certain }) => certain) ?? told[0];
    if (!first) return;
    const names = [first, ...told.filter((one) => one !== first)].map(({ resource }) => nameOf(resource.id));
    const data = names.length > 2 ? say(messages.others, { first: names[0] ?? '', more: names.length - 1 }) : enumerated(names);
    const [only = ''] = names;
    yield {
      at: subject.at,
      when: first.certain ? 'yes' : 'unknown',
      level: grave.length > 0 ? 'warning' : 'note',
      detail: 'outlived',
      message: say(messages.outlives, {
        data,
        stays: told.length > 1 ? plural(told) : messages[first.fate],
        key: nameOf(subject.id),
        days: windowOf(subject),
      }),
      remedy:
        isOfPipeline(subject) && grave.length === 0
          ? messages.pipeline
          : say(isWrittenByHand(subject, program) ? messages.byHand : messages.cdk, { data: only }),
      related: told.map(({ resource, byDefault, fate }) => ({
        at: resource.at,
        message: say(byDefault && fate === 'snapshotted' ? messages.placeByDefault : messages.place, { data: nameOf(resource.id) }),
      })),
      // A key that stays costs money.
      fix: { title: 'Keep the key when the stack is deleted', safety: 'promotable', edits: retain(subject.id) },
    };
  },
  examples: {
    bad: [
      {
        title: "a bucket of one's own under the key of a pipeline",
        stacks: {
          App: {
            Resources: {
              PipelineArtifactsBucketEncryptionKey01F58D69: key({ DeletionPolicy: 'Delete' }),
              Reports: {
                ...bucket,
                Properties: {
                  BucketEncryption: {
                    ServerSideEncryptionConfiguration: [
                      {
                        ServerSideEncryptionByDefault: {
                          SSEAlgorithm: 'aws:kms',
                          KMSMasterKeyID: { 'Fn::GetAtt': ['PipelineArtifactsBucketEncryptionKey01F58D69', 'Arn'] },
                        },
                      },
                    ],
                  },
                },
                DeletionPolicy: 'Retain',
              },
            },
          },
        },
      },
      { title: 'a bucket that is retained', stacks: { App: stack({ ...bucket, DeletionPolicy: 'Retain' }) } },
      {
        title: 'a database cluster, which is snapshotted by default',
        stacks: { App: stack({ Type: 'AWS::RDS::DBCluster', Properties: { StorageEncrypted: true, KmsKeyId: arn } }) },
      },
      {
        title: 'a database instance, which is snapshotted by default',
        stacks: { App: stack({ Type: 'AWS::RDS::DBInstance', Properties: { StorageEncrypted: true, KmsKeyId: arn } }) },
      },
      { title: 'logs that are kept for ever', stacks: { App: stack(logs()) } },
      {
        title: 'a key in another stack',
        stacks: {
          Keys: { Resources: { Key: key() }, Outputs: { Arn: { Value: arn, Export: { Name: 'KeyArn' } } } },
          App: {
            Resources: {
              Secret: {
                Type: 'AWS::SecretsManager::Secret',
                DeletionPolicy: 'Retain',
                Properties: { KmsKeyId: { 'Fn::ImportValue': 'KeyArn' } },
              },
            },
          },
        },
      },
      {
        title: 'the log files of a trail',
        stacks: {
          App: stack(
            { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain' },
            { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: true, KMSKeyId: arn, S3BucketName: { Ref: 'Data0' } } },
          ),
        },
      },
    ],
    good: [
      {
        title: 'the key is retained as well',
        stacks: {
          App: {
            Resources: {
              Key: key({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }),
              Bucket: { ...bucket, DeletionPolicy: 'Retain' },
            },
          },
        },
      },
      { title: 'the data goes as well', stacks: { App: stack(bucket) } },
      {
        title: 'an instance of a cluster, which holds no data of its own',
        stacks: { App: stack({ Type: 'AWS::RDS::DBInstance', Properties: { DBClusterIdentifier: 'orders', KmsKeyId: arn } }) },
      },
      {
        title: 'a read replica, of which RDS takes no final snapshot',
        stacks: {
          App: stack({
            Type: 'AWS::RDS::DBInstance',
            DeletionPolicy: 'Snapshot',
            Properties: { SourceDBInstanceIdentifier: { Ref: 'Primary' }, SourceRegion: 'eu-west-1', KmsKeyId: arn },
          }),
        },
      },
    ],
  },
});

/** Several resources in one sentence. */
function plural(data: readonly OutlivingData[]): string {
  const fates = new Set(data.map(({ fate }) => fate));
  return fates.size > 1 ? 'keep their data or leave snapshots' : fates.has('retained') ? 'keep their data' : 'leave snapshots';
}
