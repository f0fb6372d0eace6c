/** How AWS services call KMS for a key that a resource names: as themselves, so that the key policy must let them in, or in the name of an IAM principal. */
import type { Confidence } from './keyspecs.js';

export interface Service {
  readonly id: string;
  /** The service principals that call KMS as themselves; empty where the caller, or a role that the resource names, is the one who calls. */
  readonly principals: readonly string[];
  /** Whether the key policy needs a statement for it even where the account's IAM decides: optional where an IAM policy does as well. */
  readonly statement: 'required' | 'optional' | 'not-needed' | 'unknown';
  /** When a person notices that it is missing. */
  readonly fails: 'deploy' | 'runtime' | 'deploy or runtime' | 'silently' | 'unknown';
  /** What AWS's documentation tells to allow; a service may do with less. */
  readonly actions: readonly string[];
  readonly note?: string;
  readonly source: string;
  readonly confidence: Confidence;
}

export const SERVICES: readonly Service[] = [
  {
    id: 'logs',
    principals: ['logs.${AWS::Region}.amazonaws.com'],
    statement: 'required',
    fails: 'deploy',
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    note: 'the principal of the Region of the log group; logs.amazonaws.com does as well; aws:SourceAccount is not in its requests: bind by encryption context',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
    confidence: 'high',
  },
  {
    id: 'logs-anomaly',
    principals: ['logs.${AWS::Region}.amazonaws.com'],
    statement: 'required',
    fails: 'deploy',
    actions: ['kms:GenerateDataKey*', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ReEncrypt*'],
    source: 'inferred from log groups',
    confidence: 'medium',
  },
  {
    id: 'cloudtrail',
    principals: ['cloudtrail.amazonaws.com'],
    statement: 'required',
    fails: 'deploy',
    actions: ['kms:GenerateDataKey*', 'kms:DescribeKey', 'kms:Decrypt'],
    note: 'a trail needs no more than GenerateDataKey* and DescribeKey to be created',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html',
    confidence: 'high',
  },
  {
    id: 'cloudtrail-eds',
    principals: ['cloudtrail.amazonaws.com'],
    statement: 'required',
    fails: 'deploy',
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/default-kms-key-policy.html',
    confidence: 'high',
  },
  {
    id: 'events-bus',
    principals: ['events.amazonaws.com'],
    statement: 'required',
    fails: 'deploy or runtime',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    note: 'DescribeKey carries no encryption context: it needs a statement without that condition',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html',
    confidence: 'high',
  },
  {
    id: 'events-archive',
    principals: ['events.amazonaws.com'],
    statement: 'required',
    fails: 'deploy or runtime',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncrypt*', 'kms:DescribeKey'],
    source: 'aws-cdk-lib, aws-events/lib/archive.ts',
    confidence: 'high',
  },
  {
    id: 'events-connection',
    principals: [],
    statement: 'optional',
    fails: 'runtime',
    actions: ['kms:DescribeKey', 'kms:GenerateDataKey', 'kms:Decrypt'],
    note: 'EventBridge calls through Secrets Manager with its service-linked role',
    source: 'not read in a source',
    confidence: 'low',
  },
  {
    id: 'pipes',
    principals: [],
    statement: 'optional',
    fails: 'runtime',
    actions: ['kms:DescribeKey', 'kms:GenerateDataKey', 'kms:Decrypt'],
    note: 'the role of the pipe calls',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-pipes-cmkey.html',
    confidence: 'high',
  },
  {
    id: 'states-statemachine',
    principals: [],
    statement: 'optional',
    fails: 'runtime',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    note: 'the role of the state machine calls',
    source: 'aws-cdk-lib, aws-stepfunctions/lib/state-machine.ts',
    confidence: 'high',
  },
  {
    id: 'states-activity',
    principals: ['states.amazonaws.com'],
    statement: 'required',
    fails: 'runtime',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    source: 'aws-cdk-lib, aws-stepfunctions/lib/activity.ts',
    confidence: 'medium',
  },
  {
    id: 'scheduler',
    principals: [],
    statement: 'optional',
    fails: 'runtime',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    note: 'the role of the schedule and the caller call',
    source: 'EventBridge Scheduler User Guide, Encryption at rest',
    confidence: 'high',
  },
  {
    id: 'route53-dnssec',
    principals: ['dnssec-route53.amazonaws.com'],
    statement: 'required',
    fails: 'deploy',
    actions: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign', 'kms:CreateGrant'],
    note: 'CreateGrant under kms:GrantIsForAWSResource',
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html',
    confidence: 'high',
  },
  {
    id: 'fargate-ephemeral',
    principals: ['fargate.amazonaws.com'],
    statement: 'required',
    fails: 'runtime',
    actions: ['kms:GenerateDataKeyWithoutPlaintext', 'kms:CreateGrant'],
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html',
    confidence: 'high',
  },
  {
    id: 's3tables',
    principals: ['maintenance.s3tables.amazonaws.com'],
    statement: 'required',
    fails: 'silently',
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    note: 'without it compaction and snapshot expiry stop without a word',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-permissions.html',
    confidence: 'high',
  },
  {
    id: 's3-metadata',
    principals: ['metadata.s3.amazonaws.com', 'maintenance.s3tables.amazonaws.com'],
    statement: 'required',
    fails: 'runtime',
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-permissions.html',
    confidence: 'high',
  },
  {
    id: 's3vectors',
    principals: ['indexing.s3vectors.amazonaws.com'],
    statement: 'required',
    fails: 'deploy',
    actions: ['kms:Decrypt'],
    source: 'public constructs that quote the documentation',
    confidence: 'medium',
  },
  {
    id: 'storage-lens',
    principals: ['storage-lens.s3.amazonaws.com'],
    statement: 'required',
    fails: 'runtime',
    actions: ['kms:GenerateDataKey'],
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage_lens_encrypt_permissions.html',
    confidence: 'high',
  },
  {
    id: 'dsql',
    principals: ['dsql.amazonaws.com'],
    statement: 'required',
    fails: 'deploy',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:DescribeKey'],
    note: 'DescribeKey carries no encryption context: it needs a statement without that condition',
    source: 'Aurora DSQL User Guide, Data encryption',
    confidence: 'high',
  },
  {
    id: 'avp',
    principals: ['verifiedpermissions.amazonaws.com'],
    statement: 'required',
    fails: 'deploy',
    actions: [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptTo',
      'kms:ReEncryptFrom',
      'kms:DescribeKey',
    ],
    note: 'the caller needs access to the key, too',
    source: 'Verified Permissions User Guide, Data protection',
    confidence: 'high',
  },
  {
    id: 'workspaces-web',
    principals: ['workspaces-web.amazonaws.com'],
    statement: 'required',
    fails: 'deploy',
    actions: [
      'kms:DescribeKey',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:Decrypt',
      'kms:ReEncryptTo',
      'kms:ReEncryptFrom',
    ],
    source: 'WorkSpaces Secure Browser Administration Guide, Data encryption',
    confidence: 'high',
  },
  {
    id: 'emr-serverless-managed',
    principals: ['emr-serverless.amazonaws.com'],
    statement: 'required',
    fails: 'runtime',
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    source: 'EMR Serverless User Guide, quoted',
    confidence: 'medium',
  },
  {
    id: 'guardduty-export',
    principals: ['guardduty.amazonaws.com'],
    statement: 'required',
    fails: 'deploy',
    actions: ['kms:GenerateDataKey'],
    source: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html',
    confidence: 'high',
  },
  {
    id: 'config-delivery',
    principals: ['config.amazonaws.com'],
    statement: 'unknown',
    fails: 'deploy or runtime',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    note: 'required where the recorder runs with its service-linked role, not needed where it runs with a role of its own',
    source: 'https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html',
    confidence: 'high',
  },
  {
    id: 'ses-receipt',
    principals: ['ses.amazonaws.com'],
    statement: 'required',
    fails: 'deploy',
    actions: ['kms:GenerateDataKey*', 'kms:Encrypt'],
    note: 'SES encrypts before it writes; not needed where the action names a role',
    source: 'https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html',
    confidence: 'high',
  },
  {
    id: 'ses-mailmanager',
    principals: ['ses.amazonaws.com'],
    statement: 'required',
    fails: 'deploy',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    source: 'not read in a source',
    confidence: 'low',
  },
  {
    id: 'zero-etl',
    principals: ['redshift.amazonaws.com'],
    statement: 'unknown',
    fails: 'deploy',
    actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    note: 'or the caller, through grants',
    source: 'not read in a source',
    confidence: 'low',
  },
  {
    id: 'personalize',
    principals: ['personalize.amazonaws.com'],
    statement: 'unknown',
    fails: 'deploy',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:DescribeKey', 'kms:CreateGrant'],
    note: 'and the service role',
    source: 'not read in a source',
    confidence: 'low',
  },
  {
    id: 'mwaa',
    principals: ['logs.${AWS::Region}.amazonaws.com'],
    statement: 'required',
    fails: 'deploy',
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    note: 'for the log groups that the environment makes; else grants in the name of the caller',
    source: 'not read in a source: it makes log groups with the same key',
    confidence: 'medium',
  },
  {
    id: 'glue-cw',
    principals: ['logs.${AWS::Region}.amazonaws.com'],
    statement: 'required',
    fails: 'runtime',
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    source: 'not read in a source: its log groups use the key',
    confidence: 'medium',
  },
  {
    id: 'emrs-cw',
    principals: ['logs.${AWS::Region}.amazonaws.com'],
    statement: 'required',
    fails: 'runtime',
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    source: 'inferred from log groups',
    confidence: 'medium',
  },
  {
    id: 'healthimaging',
    principals: ['medical-imaging.amazonaws.com'],
    statement: 'unknown',
    fails: 'deploy',
    actions: ['kms:DescribeKey', 'kms:GenerateDataKey*', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:CreateGrant'],
    note: 'or the caller, through grants',
    source: 'HealthImaging Developer Guide, in part',
    confidence: 'low',
  },
  {
    id: 'asg-slr',
    principals: [],
    statement: 'required',
    fails: 'runtime',
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey', 'kms:CreateGrant'],
    note: 'the service-linked role AWSServiceRoleForAutoScaling, where a group launches from a launch template with the key: its own policy has no KMS actions and cannot be changed',
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html',
    confidence: 'high',
  },
  {
    id: 'caller',
    principals: [],
    statement: 'not-needed',
    fails: 'deploy or runtime',
    actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey*'],
    note: 'whoever deploys or uses the resource, through kms:ViaService or by grants in his name: the IAM of the account is enough',
    source: 'inferred from https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html',
    confidence: 'low',
  },
  {
    id: 'role',
    principals: [],
    statement: 'not-needed',
    fails: 'runtime',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    note: 'the role that the resource names: its IAM policy is enough',
    source: 'inferred from https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html',
    confidence: 'low',
  },
  {
    id: 'unknown',
    principals: [],
    statement: 'unknown',
    fails: 'unknown',
    actions: [],
    note: 'not established',
    source: '',
    confidence: 'low',
  },
];

const BY_ID: ReadonlyMap<string, Service> = new Map(SERVICES.map((service) => [service.id, service]));

/** A way of calling KMS by its id in the table of consumers; the one of which nothing is established for an id that is not there. */
export function service(id: string): Service {
  return BY_ID.get(id) ?? { id, principals: [], statement: 'unknown', fails: 'unknown', actions: [], source: '', confidence: 'low' };
}

/**
 * Services that call KMS themselves, with a key that they were given: their requests carry no kms:ViaService. Those that also deliver into other services' data,
 * so that these may call KMS for them, are left out: s3, sns, events, cloudtrail. Rows of high confidence only.
 */
const CALL_THEMSELVES: readonly string[] = [
  'logs',
  'route53-dnssec',
  'fargate-ephemeral',
  's3tables',
  's3-metadata',
  'storage-lens',
  'dsql',
  'avp',
  'workspaces-web',
];
const DIRECT_CALLERS: readonly string[] = CALL_THEMSELVES.flatMap((id) => service(id).principals);

/** Whether a service principal calls KMS itself wherever it does: `logs.eu-west-1.amazonaws.com`. */
export function callsItself(principal: string): boolean {
  return DIRECT_CALLERS.includes(principal) || /^logs\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/.test(principal);
}

/**
 * The encryption contexts that a service sends, by the namespace that is its own; nobody but a direct caller sends another of the namespace.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html (high),
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html (high),
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html (high).
 */
const CONTEXTS: Readonly<Record<string, readonly string[]>> = {
  'aws:dynamodb:': ['aws:dynamodb:tableName', 'aws:dynamodb:subscriberId'],
  'aws:cloudtrail:': ['aws:cloudtrail:arn'],
  'aws:logs:': ['aws:logs:arn'],
};

/** What services send in place of an encryption context that none of them does: of `aws:dynamodb:table/arn`. Undefined where it is sent, or nobody knows. */
export function contextsInstead(name: string): readonly string[] | undefined {
  const lower = name.toLowerCase(),
    [, sent] = Object.entries(CONTEXTS).find(([namespace]) => lower.startsWith(namespace)) ?? [];
  return sent?.some((one) => one.toLowerCase() === lower) ? undefined : sent;
}
