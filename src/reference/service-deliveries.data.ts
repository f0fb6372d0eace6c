/** Deliveries in which a service uses a key as itself: the rows; service-deliveries.ts explains the columns. */
import type { ServiceDeliveryRow } from './service-deliveries.js';

/** Grants for volumes of instances only: the second statement of the page of EC2 Auto Scaling. */
const FOR_AWS_RESOURCE = { besides: { CreateGrant: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } } } as const;

/** AWS Config records with its service-linked role, whichever account and partition that stands in. */
const SERVICE_LINKED_RECORDER = {
  property: 'RoleARN', on: 'AWS::Config::ConfigurationRecorder', matches: '^arn:[^:]+:iam::[^:]+:role/aws-service-role/',
};

/** By resource type. A function, so that nothing of it is built before somebody asks. */
export const serviceDeliveryRows = (): Readonly<Record<string, readonly ServiceDeliveryRow[]>> => ({
  // CDK's own resource for addEventNotification: it puts the bucket's notifications after the bucket is made
  // (aws-s3/lib/notifications-resource).
  'Custom::S3BucketNotifications': [
    [
      'NotificationConfiguration.QueueConfigurations[].QueueArn', 'queue', 's3.amazonaws.com', 'GenerateDataKey Decrypt',
      'GenerateDataKey* Decrypt', 'deploy', 'high', 's3/ways-to-add-notification-config-to-bucket', { scope: 'account arn:P:s3:::*' },
    ],
    [
      'NotificationConfiguration.TopicConfigurations[].TopicArn', 'topic', 's3.amazonaws.com', 'GenerateDataKey Decrypt',
      'GenerateDataKey* Decrypt', 'deploy', 'high', 's3/grant-destinations-permissions-to-s3', { scope: 'account arn:P:s3:::*' },
    ],
  ],
  'AWS::S3::Bucket': [
    // Deploy fails: S3 validates the destination ("Unable to validate the following destination configurations").
    [
      'NotificationConfiguration.QueueConfigurations[].Queue', 'queue', 's3.amazonaws.com', 'GenerateDataKey Decrypt',
      'GenerateDataKey* Decrypt', 'deploy', 'high', 's3/ways-to-add-notification-config-to-bucket', { scope: 'account arn:P:s3:::*' },
    ],
    // Deploy fails as above.
    [
      'NotificationConfiguration.TopicConfigurations[].Topic', 'topic', 's3.amazonaws.com', 'GenerateDataKey Decrypt',
      'GenerateDataKey* Decrypt', 'deploy', 'high', 's3/grant-destinations-permissions-to-s3', { scope: 'account arn:P:s3:::*' },
    ],
    // Docs long said SSE-KMS destinations are unsupported for server access logs; CDK now grants the principal when a CMK is used. S3
    // page enable-server-access-logging (2023-06): target bucket default encryption only with SSE-S3; contradiction with CDK stays
    // open: report at most a note.
    [
      'LoggingConfiguration.DestinationBucketName', 'bucket', 'logging.s3.amazonaws.com', 'GenerateDataKey', 'GenerateDataKey* Decrypt',
      'runtime-silent', 'medium', 'cdk/aws-s3/lib/bucket.ts', { scope: 'account arn:P:s3:::*', atMost: 'note' },
    ],
    // Alias/aws/s3 is not supported for inventory (page configure-inventory).
    [
      'InventoryConfigurations[].Destination.BucketArn', 'bucket', 's3.amazonaws.com', 'GenerateDataKey', '', 'runtime-silent', 'high',
      's3/configure-inventory', { scope: 'account arn:P:s3:::*' },
    ],
    [
      'AnalyticsConfigurations[].StorageClassAnalysis.DataExport.Destination.BucketArn', 'bucket', 's3.amazonaws.com', 'GenerateDataKey',
      '', 'runtime-silent', 'high', 's3/configure-inventory', { scope: 'account arn:P:s3:::*' },
    ],
    // No key statement for s3.amazonaws.com is needed.
    ['NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled', '', 'none', '', '', 'unknown', 'high', 's3/EventBridge'],
  ],
  'AWS::Events::Rule': [
    [
      'Targets[].Arn', 'queue', 'events.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'high',
      'sqs/sqs-key-management', { scope: 'account arn:P:events:R:A:rule/*', where: [{ property: 'Targets[].RoleArn', absent: true }] },
    ],
    // Aws:SourceArn/SourceAccount were historically unsupported from EventBridge to SNS: verify before adding the condition. Checked:
    // not supported, a statement with one of them never matches.
    [
      'Targets[].Arn', 'topic', 'events.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'high',
      'sns/sns-key-management', { cannotSend: ['aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID'],
      where: [{ property: 'Targets[].RoleArn', absent: true }] },
    ],
    // Failure shows as metric InvocationsFailedToBeSentToDLQ; SQS page lists CloudWatch Events among the services that send
    // aws:SourceArn to SSE queues.
    [
      'Targets[].DeadLetterConfig.Arn', 'queue', 'events.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt',
      'runtime-silent', 'high', 'sqs/sqs-key-management', { scope: 'account arn:P:events:R:A:rule/*' },
    ],
    // Normally the log group's logs principal is enough.
    [
      'Targets[].Arn', 'logGroup', 'events.amazonaws.com delivery.logs.amazonaws.com', '', 'GenerateDataKey* Decrypt', 'unknown',
      'medium', 'github/awslabs/landing-zone-accelerator-on-aws',
    ],
    // Translations of the EventBridge page contradict each other. setting RoleArn for these target types can make delivery fail when
    // the target is under a KMS key: remove RoleArn and use the key-policy statement.
    [
      'Targets[].Arn', 'queue', 'events.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'low',
      'events/eb-use-resource-based', { where: [{ property: 'Targets[].RoleArn', present: true }], context: [['aws:sqs:arn',
      '${queueArn}', 'always', 'medium']] },
    ],
    [
      'Targets[].Arn', 'topic', 'events.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'low',
      'events/eb-use-resource-based', { where: [{ property: 'Targets[].RoleArn', present: true }], context: [['aws:sns:topicArn',
      '${topicArn}', 'always', 'high']] },
    ],
  ],
  'AWS::SNS::Subscription': [
    [
      'Endpoint', 'queue', 'sns.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'high',
      'sns/sns-enable-encryption-for-topic-sqs-queue-subscriptions cdk/aws-sns-subscriptions/lib/sqs.ts',
      { where: [{ property: 'Protocol', equals: ['sqs'] }], scope: 'arn:P:sns:R:A:*' },
    ],
    // SNS page sns-dead-letter-queues: custom key with a key policy for the SNS service principal.
    [
      'RedrivePolicy.deadLetterTargetArn', 'queue', 'sns.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt',
      'runtime-silent', 'high', 'sqs/sqs-key-management', { scope: 'arn:P:sns:R:A:*' },
    ],
    // Neither subscriber nor sns.amazonaws.com needs the topic's key.
    [
      'TopicArn', 'topic', 'none', '', '', 'unknown', 'high', 'sns/sns-server-side-encryption', { where: [{ property: 'Protocol',
      equals: ['lambda', 'email', 'email-json', 'http', 'https', 'sms', 'application'] }], context: [], via: ['', 'low'] },
    ],
  ],
  'AWS::CloudWatch::Alarm': [
    // Needs a customer key: the aws/sns managed key cannot be granted to CloudWatch. Re:Post knowledge centre
    // cloudwatch-configure-alarm-sns and cloudwatch-receive-sns-for-alarm-trigger: alias/aws/sns can never work; alarm history says
    // CloudWatch Alarms does not have authorization to access the SNS topic encryption key.
    [
      'AlarmActions[]', 'topic', 'cloudwatch.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent',
      'high', 'sns/sns-key-management github/awslabs/landing-zone-accelerator-on-aws', { scope: 'account arn:P:cloudwatch:R:A:alarm:*' },
    ],
    [
      'OKActions[]', 'topic', 'cloudwatch.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'high',
      'sns/sns-key-management github/awslabs/landing-zone-accelerator-on-aws', { scope: 'account arn:P:cloudwatch:R:A:alarm:*' },
    ],
    [
      'InsufficientDataActions[]', 'topic', 'cloudwatch.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt',
      'runtime-silent', 'high', 'sns/sns-key-management github/awslabs/landing-zone-accelerator-on-aws',
      { scope: 'account arn:P:cloudwatch:R:A:alarm:*' },
    ],
    [
      'AlarmActions[]', 'investigationGroup', 'aiops.alarms.cloudwatch.amazonaws.com', 'GenerateDataKey Decrypt', '', 'runtime-silent',
      'high', 'cloudwatch/Investigations-Security', { scope: 'account arn:P:cloudwatch:R:A:alarm:* via:aiops', via: ['aiops', 'high'] },
    ],
  ],
  'AWS::Budgets::Budget': [
    // Page budgets-sns-policy read: key policy for budgets.amazonaws.com with GenerateDataKey*, Decrypt; without it the console says
    // the SNS topic is encrypted.
    [
      'NotificationsWithSubscribers[].Subscribers[].Address', 'topic', 'budgets.amazonaws.com', 'GenerateDataKey Decrypt',
      'GenerateDataKey* Decrypt', 'runtime-silent', 'high', 'sns/sns-key-management budgets/budgets-sns-policy',
      { where: [{ property: 'NotificationsWithSubscribers[].Subscribers[].SubscriptionType', equals: ['SNS'] }],
      scope: 'account arn:P:budgets::A:*' },
    ],
  ],
  'AWS::CE::AnomalySubscription': [
    [
      'Subscribers[].Address', 'topic', 'costalerts.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt',
      'runtime-silent', 'medium', 'sns/sns-key-management', { where: [{ property: 'Subscribers[].Type', equals: ['SNS'] }],
      scope: 'account' },
    ],
  ],
  'AWS::RDS::EventSubscription': [
    // Page USER_Events.Subscribing points to the SNS compatibility section for encrypted topics.
    [
      'SnsTopicArn', 'topic', 'events.rds.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'high',
      'sns/sns-key-management rds/USER_Events.Subscribing', { scope: 'account arn:P:rds:R:A:*' },
    ],
  ],
  'AWS::Redshift::EventSubscription': [
    // SNS topic property is SnsTopicArn of AWS::Redshift::EventSubscription; principal not confirmed in this session.
    [
      'SnsTopicArn', 'topic', 'redshift.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'low',
      'sns/sns-key-management', { scope: 'account' },
    ],
  ],
  'AWS::DMS::EventSubscription': [
    [
      'SnsTopicArn', 'topic', 'dms.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'medium',
      'sns/sns-key-management', { scope: 'account' },
    ],
  ],
  'AWS::SES::ConfigurationSetEventDestination': [
    // Feedback notifications page shows ses.amazonaws.com GenerateDataKey, Decrypt; CDK adds nothing for EventDestination.snsTopic
    // (measured).
    [
      'EventDestination.SnsDestination.TopicARN', 'topic', 'ses.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt',
      'runtime-silent', 'medium', 'sns/sns-key-management ses/configure-sns-notifications', { scope: 'account' },
    ],
  ],
  'AWS::CodeStarNotifications::NotificationRule': [
    // CDK adds Decrypt, GenerateDataKey* for codestar-notifications.amazonaws.com (measured); alias/aws/sns can never work because its
    // policy admits only principals of the account.
    [
      'Targets[].TargetAddress', 'topic', 'codestar-notifications.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt',
      'runtime-silent', 'high', 'sns/sns-key-management cdk/aws-sns', { where: [{ property: 'Targets[].TargetType', equals: ['SNS'] }],
      scope: 'account', via: ['sns', 'high'] },
    ],
  ],
  'AWS::Backup::BackupVault': [
    // CDK adds Decrypt, GenerateDataKey* for backup.amazonaws.com (measured).
    [
      'Notifications.SNSTopicArn', 'topic', 'backup.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt',
      'runtime-silent', 'medium', 'sns/sns-key-management cdk/aws-backup', { scope: 'account' },
    ],
  ],
  'AWS::CloudTrail::Trail': [
    // Page read: same two actions for cloudtrail.amazonaws.com; CDK adds them for Trail({snsTopic}) (measured).
    [
      'SnsTopicName', 'topic', 'cloudtrail.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent',
      'high', 'sns/sns-key-management cloudtrail/cloudtrail-permissions-for-sns-notifications',
      { scope: 'account arn:P:cloudtrail:R:A:trail/*' },
    ],
    // CloudTrail wrote SSE-S3 objects before buckets had a default, so it may send its own header and never ask the bucket's key.
    [
      'S3BucketName', 'bucket', 'cloudtrail.amazonaws.com', 'GenerateDataKey', 'GenerateDataKey*', 'runtime-silent', 'low', 'derived',
      { where: [{ property: 'KMSKeyId', absent: true }] },
    ],
  ],
  'AWS::DevOpsGuru::NotificationChannel': [
    [
      'Config.Sns.TopicArn', 'topic', 'devops-guru.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt',
      'runtime-silent', 'medium', 'sns/sns-key-management', { scope: 'account' },
    ],
  ],
  'AWS::CodeCommit::Repository': [
    [
      'Triggers[].DestinationArn', 'topic', 'codecommit.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt',
      'runtime-silent', 'medium', 'sns/sns-key-management', { scope: 'account' },
    ],
  ],
  'AWS::AutoScaling::AutoScalingGroup': [
    // The role is AWSServiceRoleForAutoScaling: a service-linked role has no kms rights and cannot get them by IAM, so the KEY POLICY
    // must name it even under root trust. CDK adds nothing (measured).
    [
      'NotificationConfigurations[].TopicARN[]', 'topic', 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'high', 'sns/sns-key-management',
    ],
    [
      'NotificationConfiguration.TopicARN[]', 'topic', 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'high', 'sns/sns-key-management',
    ],
    [
      'LaunchTemplate.LaunchTemplateId', 'launchTemplate', 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      'CreateGrant Decrypt DescribeKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo',
      'CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey* ReEncrypt*', 'runtime', 'high',
      'autoscaling/key-policy-requirements-EBS-encryption', FOR_AWS_RESOURCE,
    ],
    [
      'LaunchTemplate.LaunchTemplateName', 'launchTemplate', 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      'CreateGrant Decrypt DescribeKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo',
      'CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey* ReEncrypt*', 'runtime', 'high',
      'autoscaling/key-policy-requirements-EBS-encryption', FOR_AWS_RESOURCE,
    ],
    [
      'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId', 'launchTemplate',
      'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      'CreateGrant Decrypt DescribeKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo',
      'CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey* ReEncrypt*', 'runtime', 'high',
      'autoscaling/key-policy-requirements-EBS-encryption', FOR_AWS_RESOURCE,
    ],
    [
      'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateName', 'launchTemplate',
      'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      'CreateGrant Decrypt DescribeKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo',
      'CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey* ReEncrypt*', 'runtime', 'high',
      'autoscaling/key-policy-requirements-EBS-encryption', FOR_AWS_RESOURCE,
    ],
  ],
  'AWS::Config::DeliveryChannel': [
    // The SNS guide lists Config among the role-based sources, the Config guide says that encrypted topics are not supported: open, do
    // not report. With the service-linked role the principal would be
    // arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig. Role =
    // ConfigurationRecorder.RoleARN; with the service-linked role the key policy must name it.
    [
      'SnsTopicARN', 'topic', 'unknown', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'low',
      'sns/sns-key-management config/sns-topic-policy', { via: ['sns', 'medium'] },
    ],
    [
      'S3BucketName', 'bucket', 'config.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'deploy', 'medium',
      'derived github/hashicorp/terraform-provider-aws/issues/17898', { where: [{ property: 'S3KmsKeyArn', absent: true },
      SERVICE_LINKED_RECORDER], scope: 'account' },
    ],
    // The service-linked role has no right on keys: Config delivers as itself.
    [
      'S3KmsKeyArn', 's3Key', 'config.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'deploy', 'high',
      'config/s3-kms-key-policy', { where: [SERVICE_LINKED_RECORDER], scope: 'account' },
    ],
  ],
  'AWS::ElasticBeanstalk::Environment': [
    // AWS::ElasticBeanstalk::Environment OptionSettings[] namespace aws:elasticbeanstalk:sns:topics, option Notification Topic ARN.
    [
      'OptionSettings[].Value', 'topic', 'role', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'high',
      'sns/sns-key-management', { where: [{ property: 'OptionSettings[].Namespace', equals: ['aws:elasticbeanstalk:sns:topics'] },
      { property: 'OptionSettings[].OptionName', equals: ['Notification Topic ARN'] }], via: ['sns', 'medium'] },
    ],
  ],
  'AWS::ImageBuilder::InfrastructureConfiguration': [
    // Role is AWSServiceRoleForImageBuilder: key policy must name it.
    [
      'SnsTopicArn', 'topic', 'aws-service-role/imagebuilder.amazonaws.com/AWSServiceRoleForImageBuilder', 'GenerateDataKey Decrypt',
      'GenerateDataKey* Decrypt', 'runtime-silent', 'high', 'sns/sns-key-management',
    ],
  ],
  '': [
    // No CloudFormation type exists: nothing to check in a template.
    [
      '', 'topic', 'role', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'high', 'sns/sns-key-management',
      { via: ['sns', 'medium'] },
    ],
    // Visible in an app only when the key policy names the principal. When it fails: API call fails.
    [
      '', 'bucket', 'inspector2.amazonaws.com', 'GenerateDataKey Decrypt', 'Decrypt GenerateDataKey*', 'runtime', 'medium', 'quoted',
      { scope: 'account' },
    ],
    // When it fails: API call fails.
    ['', 'bucket', 'macie.amazonaws.com', 'GenerateDataKey', 'GenerateDataKey Encrypt', 'runtime', 'low', 'unread', { scope: 'account' }],
    ['', 'topic', 'glacier.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'low', 'unread'],
  ],
  'AWS::CloudFront::Distribution': [
    // Read-only needs kms:Decrypt only. OAI (legacy) cannot read SSE-KMS. Putting the distribution ID in the key policy makes a cycle
    // key->distribution->bucket->key: use ArnLike distribution/* + SourceAccount.
    [
      'DistributionConfig.Origins[].DomainName', 'bucket', 'cloudfront.amazonaws.com', 'Decrypt', 'Decrypt Encrypt GenerateDataKey*',
      'runtime', 'high', 'cloudfront/private-content-restricting-access-to-s3',
      { where: [{ property: 'DistributionConfig.Origins[].OriginAccessControlId', present: true }],
      scope: 'arn:P:cloudfront::A:distribution/*' },
    ],
    // V2 delivery (AWS::Logs::Delivery): aws:SourceArn form is arn:PARTITION:logs:REGION:ACCOUNT:delivery-source:*; under an AWS
    // managed key logs arrive unreadable (page AWS-logs-infrastructure-V2-S3). The CloudFront v1 page shows no condition at all.
    [
      'DistributionConfig.Logging.Bucket', 'bucket', 'delivery.logs.amazonaws.com', 'GenerateDataKey',
      'Encrypt Decrypt ReEncrypt* GenerateDataKey* DescribeKey', 'runtime-silent', 'high', 'logs/AWS-logs-and-resource-policy',
    ],
  ],
  'AWS::EC2::FlowLog': [
    // V2 delivery (AWS::Logs::Delivery): aws:SourceArn form is arn:PARTITION:logs:REGION:ACCOUNT:delivery-source:*; under an AWS
    // managed key logs arrive unreadable (page AWS-logs-infrastructure-V2-S3). The CloudFront v1 page shows no condition at all.
    [
      'LogDestination', 'bucket', 'delivery.logs.amazonaws.com', 'GenerateDataKey',
      'Encrypt Decrypt ReEncrypt* GenerateDataKey* DescribeKey', 'runtime-silent', 'high', 'logs/AWS-logs-and-resource-policy',
      { where: [{ property: 'LogDestinationType', equals: ['s3'] }], scope: 'account arn:P:logs:R:A:*' },
    ],
    [
      'LogDestination', 'bucket', 'delivery.logs.amazonaws.com', 'GenerateDataKey',
      'Encrypt Decrypt ReEncrypt* GenerateDataKey* DescribeKey', 'runtime-silent', 'high', 'logs/AWS-logs-and-resource-policy',
      { where: [{ property: 'LogDestinationType', equals: ['s3'] }, { property: 'ResourceType', equals: ['TransitGateway',
      'TransitGatewayAttachment'] }], scope: 'account arn:P:logs:R:A:*' },
    ],
  ],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [
    // V2 delivery (AWS::Logs::Delivery): aws:SourceArn form is arn:PARTITION:logs:REGION:ACCOUNT:delivery-source:*; under an AWS
    // managed key logs arrive unreadable (page AWS-logs-infrastructure-V2-S3). The CloudFront v1 page shows no condition at all.
    [
      'LoadBalancerAttributes[].Value', 'bucket', 'delivery.logs.amazonaws.com', 'GenerateDataKey',
      'Encrypt Decrypt ReEncrypt* GenerateDataKey* DescribeKey', 'runtime-silent', 'high', 'logs/AWS-logs-and-resource-policy',
      { where: [{ property: 'Type', equals: ['network'] }, { property: 'LoadBalancerAttributes[].Key',
      equals: ['access_logs.s3.bucket'] }, { property: 'LoadBalancerAttributes[]', pair: ['access_logs.s3.enabled', 'true'] }], scope: 'account arn:P:logs:R:A:*' },
    ],
    // ALB access logs support SSE-S3 only: a KMS default-encrypted bucket breaks them.
    [
      'LoadBalancerAttributes[].Value', 'bucket', 'impossible', '', '', 'runtime-silent', 'high', 'elb/enable-access-logging',
      { where: [{ property: 'Type', equals: ['application'], orAbsent: true }, { property: 'LoadBalancerAttributes[].Key',
      equals: ['access_logs.s3.bucket'] }, { property: 'LoadBalancerAttributes[]', pair: ['access_logs.s3.enabled', 'true'] }], context: [], via: ['', 'low'] },
    ],
  ],
  'AWS::Route53Resolver::ResolverQueryLoggingConfig': [
    // V2 delivery (AWS::Logs::Delivery): aws:SourceArn form is arn:PARTITION:logs:REGION:ACCOUNT:delivery-source:*; under an AWS
    // managed key logs arrive unreadable (page AWS-logs-infrastructure-V2-S3). The CloudFront v1 page shows no condition at all.
    [
      'DestinationArn', 'bucket', 'delivery.logs.amazonaws.com', 'GenerateDataKey',
      'Encrypt Decrypt ReEncrypt* GenerateDataKey* DescribeKey', 'runtime-silent', 'high', 'logs/AWS-logs-and-resource-policy',
      { scope: 'account arn:P:logs:R:A:*' },
    ],
  ],
  'AWS::Logs::DeliveryDestination': [
    // V2 delivery (AWS::Logs::Delivery): aws:SourceArn form is arn:PARTITION:logs:REGION:ACCOUNT:delivery-source:*; under an AWS
    // managed key logs arrive unreadable (page AWS-logs-infrastructure-V2-S3). The CloudFront v1 page shows no condition at all.
    [
      'DestinationResourceArn', 'bucket', 'delivery.logs.amazonaws.com', 'GenerateDataKey',
      'Encrypt Decrypt ReEncrypt* GenerateDataKey* DescribeKey', 'runtime-silent', 'high', 'logs/AWS-logs-and-resource-policy',
      { scope: 'account arn:P:logs:R:A:*' },
    ],
  ],
  'AWS::NetworkFirewall::LoggingConfiguration': [
    // V2 delivery (AWS::Logs::Delivery): aws:SourceArn form is arn:PARTITION:logs:REGION:ACCOUNT:delivery-source:*; under an AWS
    // managed key logs arrive unreadable (page AWS-logs-infrastructure-V2-S3). The CloudFront v1 page shows no condition at all.
    [
      'LoggingConfiguration.LogDestinationConfigs[].LogDestination.bucketName', 'bucket', 'delivery.logs.amazonaws.com',
      'GenerateDataKey', 'Encrypt Decrypt ReEncrypt* GenerateDataKey* DescribeKey', 'runtime-silent', 'high',
      'logs/AWS-logs-and-resource-policy', { where: [{ property: 'LoggingConfiguration.LogDestinationConfigs[].LogDestinationType',
      equals: ['S3'] }], scope: 'account arn:P:logs:R:A:*' },
    ],
  ],
  'AWS::WAFv2::LoggingConfiguration': [
    // V2 delivery (AWS::Logs::Delivery): aws:SourceArn form is arn:PARTITION:logs:REGION:ACCOUNT:delivery-source:*; under an AWS
    // managed key logs arrive unreadable (page AWS-logs-infrastructure-V2-S3). The CloudFront v1 page shows no condition at all.
    [
      'LogDestinationConfigs[]', 'bucket', 'delivery.logs.amazonaws.com', 'GenerateDataKey',
      'Encrypt Decrypt ReEncrypt* GenerateDataKey* DescribeKey', 'runtime-silent', 'high', 'logs/AWS-logs-and-resource-policy',
      { scope: 'account arn:P:logs:R:A:*' },
    ],
  ],
  'AWS::MSK::Cluster': [
    // V2 delivery (AWS::Logs::Delivery): aws:SourceArn form is arn:PARTITION:logs:REGION:ACCOUNT:delivery-source:*; under an AWS
    // managed key logs arrive unreadable (page AWS-logs-infrastructure-V2-S3). The CloudFront v1 page shows no condition at all.
    [
      'LoggingInfo.BrokerLogs.S3.Bucket', 'bucket', 'delivery.logs.amazonaws.com', 'GenerateDataKey',
      'Encrypt Decrypt ReEncrypt* GenerateDataKey* DescribeKey', 'runtime-silent', 'high', 'logs/AWS-logs-and-resource-policy',
      { scope: 'account arn:P:logs:R:A:*' },
    ],
  ],
  'AWS::CloudWatch::CompositeAlarm': [
    // As metric alarms.
    [
      'AlarmActions[]', 'topic', 'cloudwatch.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent',
      'high', 'repost/cloudwatch-configure-alarm-sns sns/sns-key-management', { scope: 'account arn:P:cloudwatch:R:A:alarm:*' },
    ],
    [
      'OKActions[]', 'topic', 'cloudwatch.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'high',
      'repost/cloudwatch-configure-alarm-sns sns/sns-key-management', { scope: 'account arn:P:cloudwatch:R:A:alarm:*' },
    ],
    [
      'InsufficientDataActions[]', 'topic', 'cloudwatch.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt',
      'runtime-silent', 'high', 'repost/cloudwatch-configure-alarm-sns sns/sns-key-management',
      { scope: 'account arn:P:cloudwatch:R:A:alarm:*' },
    ],
  ],
  'AWS::Events::EventBus': [
    // The bus DLQ catches exactly KMS failures: it must not sit under the same broken key.
    [
      'DeadLetterConfig.Arn', 'queue', 'events.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent',
      'high', 'events/eb-encryption-event-bus-cmkey sqs/sqs-key-management', { scope: 'account' },
    ],
  ],
  'AWS::SQS::Queue': [
    // No statement is needed for the move; but messages keep the source queue's key: consumers of the DLQ need kms:Decrypt on the
    // source queue's key too, which CDK's grantConsumeMessages on the DLQ does not give (measured). When it fails: ReceiveMessage on
    // the DLQ fails.
    [
      'RedrivePolicy.deadLetterTargetArn', 'queue', 'none', '', '', 'runtime', 'high', 'sqs/sqs-key-management', { context: [], via: ['',
      'low'] },
    ],
  ],
  'AWS::SES::ReceiptRule': [
    // The page shows no condition; aws:SourceAccount is not verified here. SES publishes once when the rule is created or changed, so
    // the rule is refused (inferred for a KMS refusal: the API text says permissions); a right that is taken away later loses mail or
    // notices silently.
    [
      'Rule.Actions[].SNSAction.TopicArn', 'topic', 'ses.amazonaws.com', 'GenerateDataKey Decrypt', '', 'deploy', 'high',
      'ses/receiving-email-permissions ses-api/API_CreateReceiptRule',
    ],
    [
      'Rule.Actions[].S3Action.TopicArn', 'topic', 'ses.amazonaws.com', 'GenerateDataKey Decrypt', '', 'deploy', 'high',
      'ses/receiving-email-permissions ses-api/API_CreateReceiptRule',
    ],
    [
      'Rule.Actions[].BounceAction.TopicArn', 'topic', 'ses.amazonaws.com', 'GenerateDataKey Decrypt', '', 'deploy', 'high',
      'ses/receiving-email-permissions ses-api/API_CreateReceiptRule',
    ],
    // Or the role in IamRoleArn; CDK's S3 action without kmsKey adds nothing to the bucket's key (measured). When it fails: mail is
    // not stored. SES publishes once when the rule is created or changed, so the rule is refused (inferred for a KMS refusal: the API
    // text says permissions); a right that is taken away later loses mail or notices silently.
    [
      'Rule.Actions[].S3Action.BucketName', 'bucket', 'ses.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt',
      'deploy', 'medium', 'ses/receiving-email-permissions ses-api/API_CreateReceiptRule',
      { where: [{ property: 'Rule.Actions[].S3Action.IamRoleArn', absent: true }], scope: 'account arn:P:ses:R:A:receipt-rule-set/*' },
    ],
  ],
  'AWS::Neptune::EventSubscription': [
    // Principal by analogy with RDS.
    [
      'SnsTopicArn', 'topic', 'events.rds.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'low',
      'unread', { scope: 'account' },
    ],
  ],
  'AWS::DocDB::EventSubscription': [
    // Principal by analogy with RDS.
    [
      'SnsTopicArn', 'topic', 'events.rds.amazonaws.com', 'GenerateDataKey Decrypt', 'GenerateDataKey* Decrypt', 'runtime-silent', 'low',
      'unread', { scope: 'account' },
    ],
  ],
  'AWS::ElastiCache::ReplicationGroup': [
    // Do not report.
    ['NotificationTopicArn', 'topic', 'unknown', '', '', 'unknown', 'low', 'unread', { context: [], via: ['', 'low'] }],
  ],
  'AWS::ElastiCache::CacheCluster': [
    // Do not report.
    ['NotificationTopicArn', 'topic', 'unknown', '', '', 'unknown', 'low', 'unread', { context: [], via: ['', 'low'] }],
  ],
  'AWS::MemoryDB::Cluster': [
    // Do not report.
    ['SnsTopicArn', 'topic', 'unknown', '', '', 'unknown', 'low', 'unread', { context: [], via: ['', 'low'] }],
  ],
  'AWS::DAX::Cluster': [
    // Do not report.
    ['NotificationTopicARN', 'topic', 'unknown', '', '', 'unknown', 'low', 'unread', { context: [], via: ['', 'low'] }],
  ],
  'AWS::CloudFormation::Stack': [
    // Do not report.
    ['NotificationARNs[]', 'topic', 'unknown', '', '', 'runtime-silent', 'low', 'unread', { context: [], via: ['', 'low'] }],
  ],
  'AWS::GuardDuty::PublishingDestination': [
    // Same as service guardduty-export; listed here for completeness.
    [
      'DestinationProperties.KmsKeyArn', 'key', 'guardduty.amazonaws.com', 'GenerateDataKey', '', 'deploy', 'high',
      'guardduty/guardduty_exportfindings', { scope: 'account arn:P:guardduty:R:A:detector/*' },
    ],
  ],
  'AWS::SecurityHub::Hub': [
    // Follow the EventBridge rule instead.
    ['', '', 'none', '', '', 'unknown', 'medium', 'derived'],
  ],
  'AWS::ServiceCatalog::LaunchNotificationConstraint': [
    // Also AWS::ServiceCatalog::CloudFormationProvisionedProduct.NotificationArns.
    ['NotificationArns[]', 'topic', 'unknown', '', '', 'unknown', 'low', 'unread', { context: [], via: ['', 'low'] }],
  ],
  'AWS::ServiceCatalog::CloudFormationProvisionedProduct': [
    // Also AWS::ServiceCatalog::CloudFormationProvisionedProduct.NotificationArns.
    ['NotificationArns[]', 'topic', 'unknown', '', '', 'unknown', 'low', 'unread', { context: [], via: ['', 'low'] }],
  ],
  'AWS::Amplify::App': [
    // Nothing to check.
    ['', '', 'none', '', '', 'unknown', 'medium', 'derived'],
  ],
  'AWS::ElasticLoadBalancing::LoadBalancer': [
    // ALB connection logs (connection_logs.s3.bucket) follow the ALB rule; ALB logs sent through AWS::Logs::Delivery are
    // delivery.logs.amazonaws.com instead (V2 page shows ALB paths).
    [
      'AccessLoggingPolicy.S3BucketName', 'bucket', 'impossible', '', '', 'runtime-silent', 'medium', 'elb/enable-access-logging',
      { where: [{ property: 'AccessLoggingPolicy.Enabled', equals: ['true'] }], context: [], via: ['', 'low'] },
    ],
  ],
  'AWS::DynamoDB::Table': [
    // Do not report.
    ['KinesisStreamSpecification.StreamArn', 'stream', 'unknown', '', '', 'unknown', 'low', 'unread', { context: [], via: ['', 'low'] }],
  ],
  'AWS::Lambda::Function': [
    [
      'Code.S3Bucket', 'bucket', 'lambda.amazonaws.com', 'Decrypt', '', 'runtime', 'high', 'cdk/aws-lambda/lib/code.ts',
      { where: [{ property: 'Code.S3ObjectStorageMode', equals: ['REFERENCE'] }], scope: 'account arn:P:lambda:R:A:function:*',
      via: ['s3', 'high'] },
    ],
  ],
});
