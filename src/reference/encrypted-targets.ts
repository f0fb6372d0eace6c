/**
 * The resources that a delivery reaches and that a key encrypts: where their key stands, through which service KMS is called, and with
 * which context.
 */
import type { ContextPair } from './delivery-facts.js';
import { contextPair } from './delivery-facts.js';
import type { ContextRow } from './delivery-facts.js';

export interface EncryptedTarget {
  readonly type: string;
  /**
   * The property of the target that names its key; undefined: the property that names the target names the key itself, or no template can
   * show it.
   */
  readonly keyProperty: string | undefined;
  readonly viaService: string | undefined;
  readonly encryptionContext: readonly ContextPair[];
}

const OBJECT: readonly ContextRow[] = [
    ['aws:s3:arn', '${objectArn}', 'noBucketKey', 'high'],
    ['aws:s3:arn', '${bucketArn}', 'bucketKey', 'high'],
  ],
  ITEM: readonly ContextRow[] = [
    ['aws:dynamodb:tableName', '${tableName}', 'always', 'high'],
    ['aws:dynamodb:subscriberId', '${accountId}', 'always', 'high'],
  ];

const target = (type: string, keyProperty?: string, viaService?: string, context: readonly ContextRow[] = []): EncryptedTarget => ({
  type,
  keyProperty,
  viaService,
  encryptionContext: context.map(contextPair),
});

/** By the names that the tables use. `key`, `s3Key`: the property names a key itself, which S3 uses in the second. */
const TARGETS = {
  queue: target('AWS::SQS::Queue', 'KmsMasterKeyId', 'sqs', [['aws:sqs:arn', '${queueArn}', 'always', 'medium']]),
  topic: target('AWS::SNS::Topic', 'KmsMasterKeyId', 'sns', [['aws:sns:topicArn', '${topicArn}', 'always', 'high']]),
  bucket: target(
    'AWS::S3::Bucket',
    'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID',
    's3',
    OBJECT,
  ),
  stream: target('AWS::Kinesis::Stream', 'StreamEncryption.KeyId', 'kinesis', [['aws:kinesis:arn', '${streamArn}', 'always', 'high']]),
  firehose: target('AWS::KinesisFirehose::DeliveryStream', 'DeliveryStreamEncryptionConfigurationInput.KeyARN'),
  table: target('AWS::DynamoDB::Table', 'SSESpecification.KMSMasterKeyId', 'dynamodb', ITEM),
  globalTable: target('AWS::DynamoDB::GlobalTable', 'Replicas[].SSESpecification.KMSMasterKeyId', 'dynamodb', ITEM),
  secret: target('AWS::SecretsManager::Secret', 'KmsKeyId', 'secretsmanager', [
    ['SecretARN', '${secretArn}', 'always', 'high'],
    ['SecretVersionId', '${secretVersionId}', 'always', 'high'],
  ]),
  parameter: target('AWS::SSM::Parameter', undefined, 'ssm', [['PARAMETER_ARN', '${parameterArn}', 'always', 'high']]),
  logGroup: target('AWS::Logs::LogGroup', 'KmsKeyId'),
  bus: target('AWS::Events::EventBus', 'KmsKeyIdentifier'),
  stateMachine: target('AWS::StepFunctions::StateMachine', 'EncryptionConfiguration.KmsKeyId'),
  activity: target('AWS::StepFunctions::Activity', 'EncryptionConfiguration.KmsKeyId', 'states', [
    ['aws:states:activityArn', '${activityArn}', 'always', 'medium'],
  ]),
  repository: target('AWS::ECR::Repository', 'EncryptionConfiguration.KmsKey'),
  vault: target('AWS::Backup::BackupVault', 'EncryptionKeyArn'),
  launchTemplate: target('AWS::EC2::LaunchTemplate', 'LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId', 'ec2'),
  investigationGroup: target('AWS::AIOps::InvestigationGroup', 'EncryptionConfig.KmsKeyId', 'aiops', [
    ['aws:aiops:investigation-group-arn', '${investigationGroupArn}', 'always', 'medium'],
  ]),
  glueS3: target('AWS::Glue::SecurityConfiguration', 'EncryptionConfiguration.S3Encryptions[].KmsKeyArn', 's3', OBJECT),
  glueBookmarks: target('AWS::Glue::SecurityConfiguration', 'EncryptionConfiguration.JobBookmarksEncryption.KmsKeyArn'),
  glueLogs: target('AWS::Glue::SecurityConfiguration', 'EncryptionConfiguration.CloudWatchEncryption.KmsKeyArn'),
  s3Key: target('AWS::KMS::Key', undefined, 's3', OBJECT),
  key: target('AWS::KMS::Key'),
} as const satisfies Readonly<Record<string, EncryptedTarget>>;

export type TargetName = keyof typeof TARGETS;

/** The target of this name; undefined for '' and for what is no name. */
export function encryptedTarget(name: string): EncryptedTarget | undefined {
  return isTarget(name) ? TARGETS[name] : undefined;
}

/** What a row that names a target may reach: a table also as a global table. */
export function encryptedTargets(name: TargetName | ''): readonly EncryptedTarget[] {
  return name === '' ? [] : name === 'table' ? [TARGETS.table, TARGETS.globalTable] : [TARGETS[name]];
}

/** Every way in which a resource type holds a key that a delivery or data action needs. */
export function targetsOfType(type: string): readonly EncryptedTarget[] {
  return Object.values<EncryptedTarget>(TARGETS).filter((one) => one.type === type);
}

/**
 * The property that names a resource whose ARN an encryption context spells out around the name: it is kept beside the key.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function contextNameProperty(type: string): string | undefined {
  return Object.hasOwn(CONTEXT_NAMES, type) ? CONTEXT_NAMES[type] : undefined;
}
const CONTEXT_NAMES: Readonly<Record<string, string>> = {
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::CloudTrail::Trail': 'TrailName',
  'AWS::Events::EventBus': 'Name',
};

const isTarget = (name: string): name is TargetName => Object.hasOwn(TARGETS, name);
