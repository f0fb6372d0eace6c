/** How AWS services call KMS: the rows, read by services.ts, where the columns are explained. */
import type { ServiceRow } from './services.js';

/**
 * CloudWatch Logs: its guide names the principal of the Region of the log group; the name without one lets it in as well, as the stacks of
 * AWS Solutions show that have no other (https://github.com/aws-solutions/instance-scheduler-on-aws, high).
 */
const LOGS = 'logs.${AWS::Region}.amazonaws.com logs.amazonaws.com';

/** By id. A function, so that nothing of it is built before somebody asks. */
export const serviceRows = (): Readonly<Record<string, ServiceRow>> => ({
  logs: [
    LOGS, 'required', 'deploy', 'Decrypt GenerateDataKey',
    'Encrypt* Decrypt* ReEncrypt* GenerateDataKey* Describe*', 'high',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
    'the principal of the Region of the log group; logs.amazonaws.com does as well; aws:SourceAccount is not in its requests',
    { scope: 'aws:logs:arn=arn:P:logs:R:A:log-group:*', context: [['aws:logs:arn', '${logGroupArn}', 'always', 'high']], via: ['',
    'medium'] },
  ],
  'logs-anomaly': [
    LOGS, 'required', 'deploy', 'Decrypt GenerateDataKey',
    'GenerateDataKey* Decrypt DescribeKey Encrypt ReEncrypt*', 'medium', 'inferred from log groups', '', { scope: 'account' },
  ],
  cloudtrail: [
    'cloudtrail.amazonaws.com', 'required', 'deploy', 'GenerateDataKey DescribeKey', 'GenerateDataKey* DescribeKey Decrypt', 'high',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html',
    'a trail needs no more than GenerateDataKey* and DescribeKey to be created; where IAM decides, those who create it describe the key',
    // Trails are created under key policies that give CloudTrail no DescribeKey: https://github.com/aws/aws-cdk/issues/20344 (medium).
    { callerMay: 'DescribeKey', scope: 'arn:P:cloudtrail:R:A:trail/* aws:cloudtrail:arn=arn:P:cloudtrail:*:A:trail/*', context: [['aws:cloudtrail:arn',
    '${trailArn}', 'always', 'high']], via: ['', 'medium'] },
  ],
  'cloudtrail-eds': [
    'cloudtrail.amazonaws.com', 'required', 'deploy', 'GenerateDataKey Decrypt', '', 'high',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/default-kms-key-policy.html', '', { scope: 'account', via: ['',
    'medium'] },
  ],
  'events-bus': [
    'events.amazonaws.com', 'required', 'runtime-silent', 'GenerateDataKey Decrypt', 'Decrypt GenerateDataKey DescribeKey', 'high',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html',
    'DescribeKey carries no encryption context: it needs a statement without that condition',
    { scope: 'account arn:P:events:R:A:event-bus/* aws:events:event-bus:arn=arn:P:events:R:A:event-bus/*',
    context: [['aws:events:event-bus:arn', '${eventBusArn}', 'always', 'high']], via: ['', 'medium'] },
  ],
  'events-archive': [
    'events.amazonaws.com', 'required', 'unknown', 'GenerateDataKey Decrypt ReEncryptFrom ReEncryptTo',
    'Decrypt GenerateDataKey ReEncrypt* DescribeKey', 'high', 'aws-cdk-lib, aws-events/lib/archive.ts', '',
    { scope: 'aws:events:event-bus:arn=arn:P:events:R:A:event-bus/*', context: [['aws:events:event-bus:arn', '${eventBusArn}', 'always',
    'high']], via: ['', 'medium'] },
  ],
  'events-connection': [
    'caller', 'optional', 'runtime', 'DescribeKey GenerateDataKey Decrypt', '', 'low', 'not read in a source',
    'EventBridge calls through Secrets Manager with its service-linked role', { via: ['secretsmanager', 'low'] },
  ],
  pipes: [
    'role', 'optional', 'runtime', 'GenerateDataKey Decrypt', 'DescribeKey GenerateDataKey Decrypt', 'high',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-pipes-cmkey.html', 'the role of the pipe calls',
    { context: [['aws:pipe:arn', '${pipeArn}', 'unknown', 'medium'], ['aws:pipes:arn', '${pipeArn}', 'unknown', 'low']], via: ['pipes',
    'low'] },
  ],
  'states-statemachine': [
    'role', 'optional', 'runtime', 'GenerateDataKey Decrypt', 'Decrypt GenerateDataKey', 'high',
    'aws-cdk-lib, aws-stepfunctions/lib/state-machine.ts', 'the role of the state machine calls',
    { context: [['aws:states:stateMachineArn', '${stateMachineArn}', 'always', 'high']], via: ['states', 'low'] },
  ],
  'states-activity': [
    'states.amazonaws.com', 'required', 'runtime', 'GenerateDataKey Decrypt', 'Decrypt GenerateDataKey', 'medium',
    'aws-cdk-lib, aws-stepfunctions/lib/activity.ts', '', { scope: 'aws:states:activityArn=arn:P:states:R:A:activity:*',
    context: [['aws:states:activityArn', '${activityArn}', 'always', 'medium']] },
  ],
  scheduler: [
    'role', 'optional', 'runtime', 'Decrypt', 'Decrypt GenerateDataKey DescribeKey', 'high',
    'EventBridge Scheduler User Guide, Encryption at rest', 'the role of the schedule and the caller call',
    { context: [['aws:scheduler:schedule:arn', '${scheduleArn}', 'always', 'high']], via: ['scheduler', 'high'] },
  ],
  'route53-dnssec': [
    'dnssec-route53.amazonaws.com', 'required', 'deploy', 'DescribeKey GetPublicKey Sign CreateGrant', '', 'high',
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html',
    'CreateGrant under kms:GrantIsForAWSResource', { scope: 'account arn:P:route53:::hostedzone/*',
    besides: { CreateGrant: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } } },
  ],
  'fargate-ephemeral': [
    'fargate.amazonaws.com', 'required', 'runtime', 'GenerateDataKeyWithoutPlaintext CreateGrant', '', 'high',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html', '',
    { scope: 'aws:ecs:clusterAccount=A',
    besides: { CreateGrant: { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Decrypt'] } } },
    context: [['aws:ecs:clusterAccount', '${accountId}', 'always', 'high'], ['aws:ecs:clusterName', '${clusterName}', 'always',
    'high']] },
  ],
  s3tables: [
    'maintenance.s3tables.amazonaws.com', 'required', 'runtime-silent', 'GenerateDataKey Decrypt', '', 'high',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-permissions.html',
    'without it compaction and snapshot expiry stop without a word', { scope: 'account aws:s3:arn=arn:P:s3tables:R:A:bucket/*',
    context: [['aws:s3:arn', 'other', 'always', 'high']] },
  ],
  's3-metadata': [
    'metadata.s3.amazonaws.com maintenance.s3tables.amazonaws.com', 'required', 'runtime', 'GenerateDataKey Decrypt', '', 'high',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-permissions.html', '', { scope: 'account' },
  ],
  s3vectors: [
    'indexing.s3vectors.amazonaws.com', 'required', 'deploy', 'Decrypt', '', 'medium', 'public constructs that quote the documentation',
    '', { scope: 'account arn:P:s3vectors:R:A:bucket/*' },
  ],
  'storage-lens': [
    'storage-lens.s3.amazonaws.com', 'required', 'runtime', 'GenerateDataKey', '', 'high',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage_lens_encrypt_permissions.html', '',
    { scope: 'account arn:P:s3:*:A:storage-lens/*', context: [['aws:s3:arn', '${objectArn}', 'noBucketKey', 'low'], ['aws:s3:arn',
    '${bucketArn}', 'bucketKey', 'low']] },
  ],
  dsql: [
    'dsql.amazonaws.com', 'required', 'deploy', 'Decrypt GenerateDataKey Encrypt ReEncryptFrom ReEncryptTo DescribeKey', '', 'high',
    'Aurora DSQL User Guide, Data encryption', 'DescribeKey carries no encryption context: it needs a statement without that condition',
    { scope: 'arn:P:dsql:R:A:cluster/*', context: [['aws:dsql:ClusterId', '${clusterId}', 'always', 'high']] },
  ],
  avp: [
    'verifiedpermissions.amazonaws.com', 'required', 'deploy',
    'Encrypt Decrypt GenerateDataKeyWithoutPlaintext ReEncryptTo ReEncryptFrom DescribeKey', '', 'high',
    'Verified Permissions User Guide, Data protection', 'the caller needs access to the key, too', { scope: 'account' },
  ],
  'workspaces-web': [
    'workspaces-web.amazonaws.com', 'required', 'deploy',
    'DescribeKey GenerateDataKey GenerateDataKeyWithoutPlaintext Decrypt ReEncryptTo ReEncryptFrom', '', 'high',
    'WorkSpaces Secure Browser Administration Guide, Data encryption', '', { scope: 'account' },
  ],
  'emr-serverless-managed': [
    'emr-serverless.amazonaws.com', 'required', 'runtime', 'GenerateDataKey Decrypt', '', 'medium', 'EMR Serverless User Guide, quoted',
    '', { context: [['aws:emr-serverless:application-id', '${applicationId}', 'always', 'medium']] },
  ],
  'guardduty-export': [
    'guardduty.amazonaws.com', 'required', 'deploy', 'GenerateDataKey', '', 'high',
    'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html', '',
    { scope: 'account arn:P:guardduty:R:A:detector/*' },
  ],
  'config-delivery': [
    'config.amazonaws.com', 'conditional', 'deploy', 'Decrypt GenerateDataKey', '', 'high',
    'https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html',
    'required where the recorder runs with its service-linked role, not needed where it runs with a role of its own', { scope: 'account',
    context: [['aws:s3:arn', '${objectArn}', 'noBucketKey', 'low'], ['aws:s3:arn', '${bucketArn}', 'bucketKey', 'low']] },
  ],
  'ses-receipt': [
    'ses.amazonaws.com', 'required', 'deploy', 'GenerateDataKey', 'GenerateDataKey* Encrypt', 'high',
    'https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html',
    'SES encrypts before it writes; not needed where the action names a role', { scope: 'account arn:P:ses:R:A:receipt-rule-set/*',
    context: [['aws:ses:rule-name', '${ruleName}', 'always', 'high'], ['aws:ses:message-id', 'other', 'always', 'high'],
    ['aws:ses:source-account', '${accountId}', 'always', 'high']] },
  ],
  'ses-mailmanager': [
    'ses.amazonaws.com', 'required', 'deploy', 'Decrypt GenerateDataKey', 'Decrypt GenerateDataKey* DescribeKey', 'low',
    'not read in a source', '', { scope: 'account' },
  ],
  'zero-etl': [
    'redshift.amazonaws.com', 'unknown', 'deploy', 'CreateGrant', 'CreateGrant Decrypt GenerateDataKey DescribeKey', 'low',
    'not read in a source', 'or the caller, through grants', { scope: 'account' },
  ],
  personalize: [
    'personalize.amazonaws.com', 'unknown', 'deploy', 'Decrypt GenerateDataKey',
    'Decrypt GenerateDataKey* Encrypt ReEncrypt* DescribeKey CreateGrant', 'low', 'not read in a source', 'and the service role',
    { scope: 'account' },
  ],
  mwaa: [
    LOGS, 'required', 'deploy', 'Decrypt GenerateDataKey',
    'Encrypt* Decrypt* ReEncrypt* GenerateDataKey* Describe*', 'medium', 'not read in a source: it makes log groups with the same key',
    'for the log groups that the environment makes; else grants in the name of the caller', { scope: 'aws:logs:arn=arn:P:logs:R:A:*',
    context: [['aws:logs:arn', '${logGroupArn}', 'always', 'medium']], via: ['', 'medium'] },
  ],
  'glue-cw': [
    LOGS, 'required', 'runtime', 'Decrypt GenerateDataKey',
    'Encrypt* Decrypt* ReEncrypt* GenerateDataKey* Describe*', 'medium', 'not read in a source: its log groups use the key', '',
    { scope: 'aws:logs:arn=arn:P:logs:R:A:log-group:/aws-glue/*', context: [['aws:logs:arn', '${logGroupArn}', 'always', 'medium']],
    via: ['', 'medium'] },
  ],
  'emrs-cw': [
    LOGS, 'required', 'runtime', 'Decrypt GenerateDataKey',
    'Encrypt* Decrypt* ReEncrypt* GenerateDataKey* Describe*', 'medium', 'inferred from log groups', '',
    { scope: 'aws:logs:arn=arn:P:logs:R:A:*', context: [['aws:logs:arn', '${logGroupArn}', 'always', 'medium']], via: ['', 'medium'] },
  ],
  healthimaging: [
    'medical-imaging.amazonaws.com', 'conditional', 'deploy', 'CreateGrant',
    'DescribeKey GenerateDataKey* Decrypt ReEncrypt* CreateGrant', 'low', 'HealthImaging Developer Guide, in part',
    'or the caller, through grants', { scope: 'account' },
  ],
  'asg-slr': [
    'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling', 'required', 'runtime',
    'CreateGrant Decrypt DescribeKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo',
    'Encrypt Decrypt ReEncrypt* GenerateDataKey* DescribeKey CreateGrant', 'high',
    'https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html',
    'the service-linked role AWSServiceRoleForAutoScaling, for a launch template with the key: its own policy has no KMS actions',
    { besides: { CreateGrant: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } }, context: [['aws:ebs:id', '${volumeId}', 'always',
    'medium']], via: ['ec2', 'low'] },
  ],
  caller: [
    'caller', 'not-needed', 'unknown', '', 'CreateGrant Decrypt DescribeKey GenerateDataKey*', 'low',
    'inferred from https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html',
    'whoever deploys or uses the resource, through kms:ViaService or by grants in his name: the IAM of the account is enough',
  ],
  role: [
    'role', 'not-needed', 'runtime', '', 'Decrypt GenerateDataKey*', 'low',
    'inferred from https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html',
    'the role that the resource names: its IAM policy is enough',
  ],
  unknown: ['unknown', 'unknown', 'unknown', '', '', 'low', '', 'not established'],
  'lambda-esm-filter': [
    'lambda.amazonaws.com', 'required', 'unknown', 'Decrypt', '', 'high', 'aws-cdk-lib, aws-lambda/lib/event-source-mapping.ts',
    'for the filter criteria of the mapping, which the key encrypts',
  ],
  'lambda-s3-reference': [
    'lambda.amazonaws.com', 'required', 'runtime', 'Decrypt', '', 'high', 'aws-cdk-lib, aws-lambda/lib/code.ts',
    'a function that reads its code from an encrypted bucket at each cold start', { scope: 'account arn:P:lambda:R:A:function:* via:s3',
    context: [['aws:s3:arn', '${objectArn}', 'noBucketKey', 'high'], ['aws:s3:arn', '${bucketArn}', 'bucketKey', 'high']], via: ['s3',
    'high'] },
  ],
  aiops: [
    'aiops.amazonaws.com', 'required', 'unknown', 'DescribeKey GenerateDataKey Decrypt', '', 'high',
    'CloudWatch User Guide, Security in CloudWatch investigations',
    'who looks at an investigation needs Decrypt through aiops, who changes one GenerateDataKey as well',
    { scope: 'account arn:P:aiops:R:A:investigation-group/*', context: [['aws:aiops:investigation-group-arn', '${investigationGroupArn}',
    'always', 'high']] },
  ],
  'cognito-custom-sender': [
    'cognito-idp.amazonaws.com', 'conditional', 'unknown', 'CreateGrant', '', 'medium',
    'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-email-sender.html',
    'makes a grant for itself; whether the right of the deployer to make grants is enough is not settled',
    { scope: 'account arn:P:cognito-idp:R:A:userpool/*', atMost: 'note' },
  ],
  bedrock: [
    'bedrock.amazonaws.com', 'conditional', 'runtime', 'GenerateDataKey Decrypt', '', 'medium',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-agents.html',
    'for agents created before 2025-01-22, beside the role of the agent', { scope: 'aws:bedrock:arn=arn:P:bedrock:R:A:agent/*',
    context: [['aws:bedrock:arn', '${agentArn}', 'always', 'medium']] },
  ],
});
