/** Which properties of a resource the tables of deliveries and data actions look at: what must be kept of it. */

const NONE: ReadonlySet<string> = new Set();
const read = new Map<string, ReadonlySet<string>>();

/**
 * The first steps of all paths that lead into a resource type: as a source, as a target, as what names a role. Empty for types that no row
 * names.
 */
export function deliveryProperties(type: string): ReadonlySet<string> {
  const names = Object.hasOwn(PROPERTIES, type) ? PROPERTIES[type] : undefined;
  if (names === undefined) return NONE;
  const known = read.get(type) ?? new Set(names.split(' ').filter((name) => name !== ''));
  read.set(type, known);
  return known;
}

/** The resource types that any row names. */
export function deliveryTypes(): readonly string[] {
  return Object.keys(PROPERTIES);
}

/**
 * What the paths of the tables start with, by type: asked of every resource of an app, so it stands here by itself. A test holds it to the
 * tables.
 */
const PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::AIOps::InvestigationGroup': 'EncryptionConfig',
  'AWS::Amplify::App': '',
  'AWS::ApiGateway::Method': 'Integration',
  'AWS::ApiGatewayV2::Integration': 'CredentialsArn IntegrationSubtype RequestParameters',
  'AWS::AppConfig::ConfigurationProfile': 'LocationUri RetrievalRoleArn',
  'AWS::AppConfig::Deployment': 'KmsKeyIdentifier',
  'AWS::AppConfig::Extension': 'Actions',
  'AWS::AppFlow::Flow': 'DestinationFlowConfigList',
  'AWS::AppSync::ApiCache': '',
  'AWS::AppSync::DataSource': 'DynamoDBConfig EventBridgeConfig RelationalDatabaseConfig ServiceRoleArn',
  'AWS::Athena::WorkGroup': 'WorkGroupConfiguration',
  'AWS::AutoScaling::AutoScalingGroup': 'LaunchTemplate MixedInstancesPolicy NotificationConfiguration NotificationConfigurations',
  'AWS::AutoScaling::LifecycleHook': 'NotificationTargetARN RoleARN',
  'AWS::Backup::BackupPlan': 'BackupPlan',
  'AWS::Backup::BackupSelection': 'BackupPlanId BackupSelection',
  'AWS::Backup::BackupVault': 'EncryptionKeyArn Notifications',
  'AWS::Batch::JobDefinition': 'ContainerProperties EcsProperties',
  'AWS::Bedrock::Agent': 'CustomerEncryptionKeyArn',
  'AWS::Bedrock::DataSource': 'DataSourceConfiguration KnowledgeBaseId ServerSideEncryptionConfiguration',
  'AWS::Bedrock::Guardrail': 'KmsKeyArn',
  'AWS::Bedrock::KnowledgeBase': 'RoleArn',
  'AWS::Budgets::Budget': 'NotificationsWithSubscribers',
  'AWS::CE::AnomalySubscription': 'Subscribers',
  'AWS::Cassandra::Table': 'EncryptionSpecification',
  'AWS::CloudFormation::Stack': 'NotificationARNs',
  'AWS::CloudFront::Distribution': 'DistributionConfig',
  'AWS::CloudFront::RealtimeLogConfig': 'EndPoints',
  'AWS::CloudTrail::Trail': 'CloudWatchLogsLogGroupArn CloudWatchLogsRoleArn KMSKeyId S3BucketName SnsTopicName',
  'AWS::CloudWatch::Alarm': 'AlarmActions InsufficientDataActions OKActions',
  'AWS::CloudWatch::CompositeAlarm': 'AlarmActions InsufficientDataActions OKActions',
  'AWS::CloudWatch::MetricStream': 'FirehoseArn RoleArn',
  'AWS::CodeArtifact::Domain': 'EncryptionKey',
  'AWS::CodeBuild::Project': 'Artifacts Cache EncryptionKey Environment LogsConfig ServiceRole Source',
  'AWS::CodeCommit::Repository': 'KmsKeyId Triggers',
  'AWS::CodeDeploy::DeploymentGroup': 'ServiceRoleArn TriggerConfigurations',
  'AWS::CodePipeline::Pipeline': 'ArtifactStore ArtifactStores RoleArn Stages',
  'AWS::CodeStarNotifications::NotificationRule': 'Targets',
  'AWS::Cognito::UserPool': 'LambdaConfig',
  'AWS::Config::ConfigurationRecorder': 'RoleARN',
  'AWS::Config::DeliveryChannel': 'S3BucketName S3KmsKeyArn SnsTopicARN',
  'AWS::DAX::Cluster': 'IAMRoleARN NotificationTopicARN',
  'AWS::DLM::LifecyclePolicy': 'ExecutionRoleArn PolicyDetails',
  'AWS::DMS::Endpoint':
    'DocDbSettings EndpointType GcpMySQLSettings IbmDb2Settings KinesisSettings MicrosoftSqlServerSettings MongoDbSettings MySqlSettings OracleSettings PostgreSqlSettings RedshiftSettings S3Settings SybaseSettings',
  'AWS::DMS::EventSubscription': 'SnsTopicArn',
  'AWS::DataSync::LocationS3': 'S3BucketArn S3Config',
  'AWS::DevOpsGuru::NotificationChannel': 'Config',
  'AWS::DocDB::EventSubscription': 'SnsTopicArn',
  'AWS::DynamoDB::GlobalTable': 'Replicas',
  'AWS::DynamoDB::Table': 'KinesisStreamSpecification SSESpecification',
  'AWS::EC2::FlowLog': 'DeliverLogsPermissionArn LogDestination LogDestinationType LogGroupName ResourceType',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData',
  'AWS::EC2::Volume': 'KmsKeyId',
  'AWS::ECR::Repository': 'EncryptionConfiguration',
  'AWS::ECS::Cluster': 'Configuration',
  'AWS::ECS::Service': 'Cluster EnableExecuteCommand TaskDefinition VolumeConfigurations',
  'AWS::ECS::TaskDefinition': 'ContainerDefinitions ExecutionRoleArn TaskRoleArn',
  'AWS::EFS::FileSystem': 'KmsKeyId',
  'AWS::ElastiCache::CacheCluster': 'NotificationTopicArn',
  'AWS::ElastiCache::ReplicationGroup': 'NotificationTopicArn',
  'AWS::ElasticBeanstalk::Environment': 'OptionSettings',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'AccessLoggingPolicy',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'LoadBalancerAttributes Type',
  'AWS::Events::EventBus': 'DeadLetterConfig KmsKeyIdentifier',
  'AWS::Events::Rule': 'Targets',
  'AWS::Glue::Crawler': 'CrawlerSecurityConfiguration Role',
  'AWS::Glue::DataCatalogEncryptionSettings': 'DataCatalogEncryptionSettings',
  'AWS::Glue::Job': 'Role SecurityConfiguration',
  'AWS::Glue::SecurityConfiguration': 'EncryptionConfiguration',
  'AWS::GuardDuty::PublishingDestination': 'DestinationProperties',
  'AWS::IAM::InstanceProfile': 'Roles',
  'AWS::ImageBuilder::InfrastructureConfiguration': 'InstanceProfileName Logging SnsTopicArn',
  'AWS::IoT::TopicRule': 'TopicRulePayload',
  'AWS::KMS::Key': '',
  'AWS::Kinesis::Stream': 'StreamEncryption',
  'AWS::KinesisAnalyticsV2::Application': 'ApplicationConfiguration ServiceExecutionRole',
  'AWS::KinesisFirehose::DeliveryStream':
    'AmazonOpenSearchServerlessDestinationConfiguration AmazonopensearchserviceDestinationConfiguration DatabaseSourceConfiguration DeliveryStreamEncryptionConfigurationInput ElasticsearchDestinationConfiguration ExtendedS3DestinationConfiguration HttpEndpointDestinationConfiguration IcebergDestinationConfiguration KinesisStreamSourceConfiguration RedshiftDestinationConfiguration S3DestinationConfiguration SnowflakeDestinationConfiguration SplunkDestinationConfiguration',
  'AWS::KinesisVideo::Stream': 'KmsKeyId',
  'AWS::Lambda::EventInvokeConfig': 'DestinationConfig FunctionName',
  'AWS::Lambda::EventSourceMapping': 'DestinationConfig EventSourceArn FunctionName KmsKeyArn SourceAccessConfigurations',
  'AWS::Lambda::Function': 'Code DeadLetterConfig KmsKeyArn Role',
  'AWS::Logs::DeliveryDestination': 'DestinationResourceArn',
  'AWS::Logs::Destination': 'RoleArn TargetArn',
  'AWS::Logs::LogGroup': 'KmsKeyId',
  'AWS::Logs::SubscriptionFilter': 'DestinationArn RoleArn',
  'AWS::MSK::BatchScramSecret': 'SecretArnList',
  'AWS::MSK::Cluster': 'EncryptionInfo LoggingInfo',
  'AWS::MWAA::Environment': 'ExecutionRoleArn KmsKey',
  'AWS::MemoryDB::Cluster': 'SnsTopicArn',
  'AWS::Neptune::EventSubscription': 'SnsTopicArn',
  'AWS::NetworkFirewall::LoggingConfiguration': 'LoggingConfiguration',
  'AWS::OpenSearchServerless::SecurityPolicy': 'Policy',
  'AWS::OpenSearchService::Domain': 'EncryptionAtRestOptions',
  'AWS::Pipes::Pipe': 'KmsKeyIdentifier RoleArn Source SourceParameters Target',
  'AWS::RDS::DBCluster': 'AssociatedRoles MasterUserSecret',
  'AWS::RDS::DBInstance': 'KmsKeyId PerformanceInsightsKMSKeyId',
  'AWS::RDS::DBProxy': 'Auth RoleArn',
  'AWS::RDS::EventSubscription': 'SnsTopicArn',
  'AWS::Redshift::Cluster': 'IamRoles',
  'AWS::Redshift::EventSubscription': 'SnsTopicArn',
  'AWS::Route53Resolver::ResolverQueryLoggingConfig': 'DestinationArn',
  'AWS::S3::Bucket':
    'AnalyticsConfigurations BucketEncryption InventoryConfigurations LoggingConfiguration NotificationConfiguration ReplicationConfiguration',
  'AWS::SES::ConfigurationSetEventDestination': 'EventDestination',
  'AWS::SES::ReceiptRule': 'Rule',
  'AWS::SNS::Subscription': 'Endpoint Protocol RedrivePolicy SubscriptionRoleArn TopicArn',
  'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::SQS::Queue': 'KmsMasterKeyId RedrivePolicy',
  'AWS::SSM::Document': 'Content',
  'AWS::SSM::MaintenanceWindowTask': 'TaskInvocationParameters',
  'AWS::SSM::Parameter': '',
  'AWS::SageMaker::EndpointConfig': 'AsyncInferenceConfig DataCaptureConfig ProductionVariants',
  'AWS::SageMaker::Model': 'ExecutionRoleArn',
  'AWS::SageMaker::NotebookInstance': 'KmsKeyId RoleArn',
  'AWS::Scheduler::Schedule': 'KmsKeyArn Target',
  'AWS::SecretsManager::RotationSchedule': 'RotationLambdaARN SecretId',
  'AWS::SecretsManager::Secret': 'KmsKeyId ReplicaRegions',
  'AWS::SecurityHub::Hub': '',
  'AWS::ServiceCatalog::CloudFormationProvisionedProduct': 'NotificationArns',
  'AWS::ServiceCatalog::LaunchNotificationConstraint': 'NotificationArns',
  'AWS::StepFunctions::Activity': 'EncryptionConfiguration',
  'AWS::StepFunctions::StateMachine': 'Definition DefinitionString EncryptionConfiguration RoleArn',
  'AWS::Timestream::Database': 'KmsKeyId',
  'AWS::Timestream::ScheduledQuery': 'KmsKeyId ScheduledQueryExecutionRoleArn',
  'AWS::Transfer::User': 'HomeDirectory HomeDirectoryMappings Role',
  'AWS::WAFv2::LoggingConfiguration': 'LogDestinationConfigs',
  'Custom::S3BucketNotifications': 'NotificationConfiguration',
};
