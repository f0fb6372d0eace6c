/**
 * The properties of CloudFormation that take a KMS key, as found in CloudFormation's own schemas and documentation: one line a property.
 */
import type { Confidence } from './keyspecs.js';

/**
 * [path, forms of a key identifier that the documentation says it takes, forms that it does not take, confidence in the forms,
 * how its service calls KMS (an id of services.ts), confidence that nothing but the kind of key it asks for can be used,
 * the Region in which the property looks for the key, confidence in that; left out: that of the resource, medium].
 * In a path `[]` stands for each item of a list. Forms: id, arn, alias (a name), alias-arn; '' where the documentation does not say.
 * Region: `own`, `unknown`, a Region, `in PROPERTY` (which holds the Region), `of PROPERTY` (which names a bucket: the Region of the
 * bucket).
 * The source of all columns is CloudFormation's documentation of the property.
 */
export type ConsumerRow = readonly [
  path: string,
  takes: string,
  refuses: string,
  forms: Confidence,
  service: string,
  key: Confidence,
  region?: string,
  regionConfidence?: Confidence,
];

export const CONSUMERS: Readonly<Record<string, readonly ConsumerRow[]>> = {
  'AWS::AIOps::InvestigationGroup': [
    ['EncryptionConfig.KmsKeyId', '', '', 'low', 'aiops', 'medium'],
  ],
  'AWS::APS::Workspace': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::AmazonMQ::Broker': [
    ['EncryptionOptions.KmsKeyId', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::AppConfig::ConfigurationProfile': [
    ['KmsKeyIdentifier', 'id arn alias', '', 'medium', 'caller', 'medium'],
  ],
  'AWS::AppConfig::Deployment': [
    ['KmsKeyIdentifier', 'id arn alias', '', 'medium', 'caller', 'medium'],
  ],
  'AWS::AppFlow::ConnectorProfile': [
    ['KMSArn', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::AppFlow::Flow': [
    ['KMSArn', 'arn', 'id alias', 'high', 'caller', 'high'],
  ],
  'AWS::AppIntegrations::DataIntegration': [
    ['KmsKey', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::AppRunner::Service': [
    ['EncryptionConfiguration.KmsKey', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::Athena::WorkGroup': [
    ['WorkGroupConfiguration.CustomerContentEncryptionConfiguration.KmsKey', 'id arn', '', 'low', 'caller', 'high'],
    ['WorkGroupConfiguration.ManagedQueryResultsConfiguration.EncryptionConfiguration.KmsKey', 'id arn', '', 'medium', 'caller', 'medium'],
    ['WorkGroupConfiguration.MonitoringConfiguration.ManagedLoggingConfiguration.KmsKey', 'arn', 'id alias', 'medium', 'caller', 'medium'],
    ['WorkGroupConfiguration.MonitoringConfiguration.S3LoggingConfiguration.KmsKey', 'arn', 'id alias', 'medium', 'caller', 'medium'],
    ['WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.KmsKey', 'id arn', '', 'medium', 'caller', 'high'],
    ['WorkGroupConfigurationUpdates.CustomerContentEncryptionConfiguration.KmsKey', 'id arn', '', 'low', 'caller', 'high'],
    ['WorkGroupConfigurationUpdates.ManagedQueryResultsConfiguration.EncryptionConfiguration.KmsKey', 'id arn', '', 'medium', 'caller', 'medium'],
    ['WorkGroupConfigurationUpdates.MonitoringConfiguration.ManagedLoggingConfiguration.KmsKey', 'arn', 'id alias', 'medium', 'caller', 'medium'],
    ['WorkGroupConfigurationUpdates.MonitoringConfiguration.S3LoggingConfiguration.KmsKey', 'arn', 'id alias', 'medium', 'caller', 'medium'],
    ['WorkGroupConfigurationUpdates.ResultConfigurationUpdates.EncryptionConfiguration.KmsKey', 'id arn', '', 'medium', 'caller', 'high'],
  ],
  'AWS::Backup::BackupVault': [
    ['EncryptionKeyArn', 'arn', 'id alias alias-arn', 'high', 'caller', 'high'],
  ],
  'AWS::Backup::LogicallyAirGappedBackupVault': [
    ['EncryptionKeyArn', 'arn', 'id alias', 'low', 'caller', 'medium'],
  ],
  'AWS::BackupGateway::Hypervisor': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::Bedrock::Agent': [
    ['CustomerEncryptionKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::Bedrock::AutomatedReasoningPolicy': [
    ['KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::Bedrock::Blueprint': [
    ['KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::Bedrock::DataAutomationLibrary': [
    ['EncryptionConfiguration.KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::Bedrock::DataAutomationProject': [
    ['KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::Bedrock::DataSource': [
    ['ServerSideEncryptionConfiguration.KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::Bedrock::Flow': [
    ['CustomerEncryptionKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::Bedrock::Guardrail': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::Bedrock::KnowledgeBase': [
    ['KnowledgeBaseConfiguration.ManagedKnowledgeBaseConfiguration.ServerSideEncryptionConfiguration.KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::Bedrock::Prompt': [
    ['CustomerEncryptionKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::Bedrock::Session': [
    ['EncryptionKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::BedrockAgentCore::CapacityProvider': [
    ['ComputeConfiguration.Ec2Configuration.LaunchTemplateSource.LaunchParameters.EphemeralVolumes[].Ebs.KmsKeyId', '', '', 'low', 'role', 'medium'],
    ['ComputeConfiguration.Ec2Configuration.RootVolume.KmsKeyId', '', '', 'low', 'role', 'medium'],
    ['ComputeConfiguration.Ec2Configuration.Volumes[].EbsConfiguration.KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::BedrockAgentCore::ConfigurationBundle': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::BedrockAgentCore::Dataset': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::BedrockAgentCore::Evaluator': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::BedrockAgentCore::Gateway': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::BedrockAgentCore::Harness': [
    ['Memory.ManagedMemoryConfiguration.EncryptionKeyArn', 'arn', 'id alias', 'low', 'role', 'medium'],
  ],
  'AWS::BedrockAgentCore::Memory': [
    ['EncryptionKeyArn', 'arn', 'id alias', 'low', 'role', 'medium'],
  ],
  'AWS::BedrockAgentCore::OAuth2CredentialProvider': [
    ['Oauth2ProviderConfigInput.CustomOauth2ProviderConfig.PrivateKeyJwtConfig.PrivateKeySource.KmsKeySource.KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::BedrockAgentCore::PolicyEngine': [
    ['EncryptionKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::Cassandra::Table': [
    ['EncryptionSpecification.KmsKeyIdentifier', 'arn', 'id alias', 'high', 'caller', 'medium'],
  ],
  'AWS::Chime::MediaInsightsPipelineConfiguration': [
    ['Elements[].AmazonTranscribeCallAnalyticsProcessorConfiguration.PostCallAnalyticsSettings.OutputEncryptionKMSKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::CleanRooms::IdMappingTable': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::CleanRooms::IntermediateTable': [
    ['KmsKeyArn', 'arn', 'id alias', 'low', 'unknown', 'medium'],
  ],
  'AWS::CleanRoomsML::ConfiguredModelAlgorithm': [
    ['KmsKeyArn', 'arn', 'id alias', 'low', 'unknown', 'medium'],
  ],
  'AWS::CloudTrail::EventDataStore': [
    ['KmsKeyId', 'id arn alias alias-arn', '', 'high', 'cloudtrail-eds', 'high'],
  ],
  'AWS::CloudTrail::Trail': [
    ['KMSKeyId', 'id arn alias alias-arn', '', 'high', 'cloudtrail', 'high', 'of S3BucketName', 'high'],
  ],
  'AWS::CodeArtifact::Domain': [
    ['EncryptionKey', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::CodeBuild::Project': [
    ['EncryptionKey', 'arn alias', '', 'medium', 'role', 'medium'],
  ],
  'AWS::CodeBuild::ReportGroup': [
    ['ExportConfig.S3Destination.EncryptionKey', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::CodeCommit::Repository': [
    ['KmsKeyId', 'id arn alias', '', 'medium', 'caller', 'medium'],
  ],
  'AWS::CodePipeline::Pipeline': [
    ['ArtifactStore.EncryptionKey.Id', 'id arn alias alias-arn', '', 'high', 'role', 'high', 'of ArtifactStore.Location', 'medium'],
    ['ArtifactStores[].ArtifactStore.EncryptionKey.Id', 'id arn alias alias-arn', '', 'high', 'role', 'high', 'in ArtifactStores[].Region', 'high'],
    ['Stages[].Actions[].Configuration.KMSEncryptionKeyARN', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::CodeStarConnections::RepositoryLink': [
    ['EncryptionKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::Cognito::UserPool': [
    ['KeyConfiguration.KmsKeyArn', 'arn', 'id alias', 'low', 'caller', 'medium'],
    ['LambdaConfig.KMSKeyID', 'arn', 'id alias', 'high', 'cognito-custom-sender', 'high'],
  ],
  'AWS::Cognito::UserPoolRegionalConfigurationAttachment': [
    ['LambdaConfig.KMSKeyID', '', '', 'low', 'cognito-custom-sender', 'medium', 'unknown', 'low'],
  ],
  'AWS::Comprehend::DocumentClassifier': [
    ['ModelKmsKeyId', 'id arn', '', 'medium', 'role', 'medium'],
    ['OutputDataConfig.KmsKeyId', 'id arn alias', '', 'medium', 'role', 'medium'],
    ['VolumeKmsKeyId', 'id arn', '', 'medium', 'role', 'medium'],
  ],
  'AWS::Comprehend::EntityRecognizer': [
    ['ModelKmsKeyId', '', '', 'low', 'role', 'medium'],
    ['VolumeKmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::Comprehend::Flywheel': [
    ['DataSecurityConfig.DataLakeKmsKeyId', '', '', 'low', 'role', 'medium'],
    ['DataSecurityConfig.ModelKmsKeyId', 'id arn', '', 'medium', 'role', 'medium'],
    ['DataSecurityConfig.VolumeKmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::Config::DeliveryChannel': [
    ['S3KmsKeyArn', 'arn', 'id alias', 'medium', 'config-delivery', 'high', 'of S3BucketName', 'high'],
  ],
  'AWS::Connect::InstanceStorageConfig': [
    ['KinesisVideoStreamConfig.EncryptionConfig.KeyId', 'arn', 'id alias', 'high', 'caller', 'high'],
    ['S3Config.EncryptionConfig.KeyId', 'arn', 'id alias', 'high', 'caller', 'high'],
  ],
  'AWS::CustomerProfiles::Domain': [
    ['DefaultEncryptionKey', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::CustomerProfiles::DomainObjectType': [
    ['EncryptionKey', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::CustomerProfiles::Integration': [
    ['FlowDefinition.KmsArn', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::CustomerProfiles::ObjectType': [
    ['EncryptionKey', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::DLM::LifecyclePolicy': [
    ['PolicyDetails.Actions[].CrossRegionCopy[].EncryptionConfiguration.CmkArn', 'arn', 'id alias', 'medium', 'caller', 'medium', 'in PolicyDetails.Actions[].CrossRegionCopy[].Target', 'medium'],
    ['PolicyDetails.Schedules[].CrossRegionCopyRules[].CmkArn', 'arn', 'id alias', 'medium', 'caller', 'medium', 'in PolicyDetails.Schedules[].CrossRegionCopyRules[].TargetRegion', 'medium'],
  ],
  'AWS::DMS::Endpoint': [
    ['KmsKeyId', '', '', 'low', 'role', 'medium'],
    ['RedshiftSettings.ServerSideEncryptionKmsKeyId', 'id', '', 'medium', 'role', 'medium'],
    ['S3Settings.ServerSideEncryptionKmsKeyId', 'id arn', '', 'medium', 'role', 'medium', 'of S3Settings.BucketName', 'medium'],
  ],
  'AWS::DMS::InstanceProfile': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::DMS::ReplicationConfig': [
    ['ComputeConfig.KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::DMS::ReplicationInstance': [
    ['KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::DRS::ReplicationConfigurationTemplate': [
    ['EbsEncryptionKeyArn', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::DSQL::Cluster': [
    ['KmsEncryptionKey', '', '', 'low', 'dsql', 'high'],
  ],
  'AWS::DataBrew::Job': [
    ['EncryptionKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::DataExchange::EventAction': [
    ['Action.ExportRevisionToS3.Encryption.KmsKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::DataSync::LocationAzureBlob': [
    ['CmkSecretConfig.KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::DataSync::LocationFSxONTAP': [
    ['Protocol.SMB.CmkSecretConfig.KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::DataSync::LocationFSxWindows': [
    ['CmkSecretConfig.KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::DataSync::LocationHDFS': [
    ['CmkSecretConfig.KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::DataSync::LocationObjectStorage': [
    ['CmkSecretConfig.KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::DataSync::LocationSMB': [
    ['CmkSecretConfig.KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::DataZone::Connection': [
    ['Props.GlueProperties.GlueConnectionInput.AuthenticationConfiguration.KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::DataZone::Domain': [
    ['KmsKeyIdentifier', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::Deadline::Farm': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::DevOpsAgent::AgentSpace': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::DevOpsAgent::Service': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::DocDB::DBCluster': [
    ['KmsKeyId', 'id arn alias', '', 'medium', 'caller', 'high'],
    ['MasterUserSecretKmsKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
  ],
  'AWS::DocDBElastic::Cluster': [
    ['KmsKeyId', 'id arn alias', '', 'medium', 'caller', 'high'],
  ],
  'AWS::DynamoDB::GlobalTable': [
    ['Replicas[].SSESpecification.KMSMasterKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high', 'in Replicas[].Region', 'high'],
  ],
  'AWS::DynamoDB::Table': [
    ['SSESpecification.KMSMasterKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
  ],
  'AWS::EC2::EC2Fleet': [
    ['LaunchTemplateConfigs[].Overrides[].BlockDeviceMappings[].Ebs.KmsKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
  ],
  'AWS::EC2::Instance': [
    ['BlockDeviceMappings[].Ebs.KmsKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
  ],
  'AWS::EC2::LaunchTemplate': [
    ['LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
  ],
  'AWS::EC2::VerifiedAccessEndpoint': [
    ['SseSpecification.KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'high'],
  ],
  'AWS::EC2::VerifiedAccessGroup': [
    ['SseSpecification.KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'high'],
  ],
  'AWS::EC2::VerifiedAccessTrustProvider': [
    ['SseSpecification.KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'high'],
  ],
  'AWS::EC2::Volume': [
    ['KmsKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
  ],
  'AWS::ECR::Repository': [
    ['EncryptionConfiguration.KmsKey', 'id arn alias', '', 'medium', 'caller', 'high', 'own', 'high'],
  ],
  'AWS::ECR::RepositoryCreationTemplate': [
    ['EncryptionConfiguration.KmsKey', 'id arn alias', '', 'medium', 'caller', 'high', 'own', 'high'],
  ],
  'AWS::ECS::Cluster': [
    ['Configuration.ExecuteCommandConfiguration.KmsKeyId', 'id arn', '', 'medium', 'role', 'high'],
    ['Configuration.ManagedStorageConfiguration.FargateEphemeralStorageKmsKeyId', 'id', '', 'medium', 'fargate-ephemeral', 'high'],
    ['Configuration.ManagedStorageConfiguration.KmsKeyId', 'id', '', 'medium', 'caller', 'medium'],
  ],
  'AWS::ECS::Service': [
    ['ServiceConnectConfiguration.Services[].Tls.KmsKey', '', '', 'low', 'unknown', 'medium'],
    ['VolumeConfigurations[].ManagedEBSVolume.KmsKeyId', 'arn alias', '', 'medium', 'unknown', 'medium'],
  ],
  'AWS::EFS::FileSystem': [
    ['KmsKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
    ['ReplicationConfiguration.Destinations[].KmsKeyId', '', '', 'low', 'caller', 'high', 'in ReplicationConfiguration.Destinations[].Region', 'high'],
  ],
  'AWS::EKS::Cluster': [
    ['EncryptionConfig[].Provider.KeyArn', 'arn alias', '', 'medium', 'caller', 'high', 'own', 'high'],
  ],
  'AWS::EMR::Cluster': [
    ['LogEncryptionKmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::EMR::SecurityConfiguration': [
    ['SecurityConfiguration.EncryptionConfiguration.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.AwsKmsKey', 'arn', '', 'medium', 'role', 'medium'],
    ['SecurityConfiguration.EncryptionConfiguration.AtRestEncryptionConfiguration.S3EncryptionConfiguration.AwsKmsKey', 'arn', '', 'medium', 'role', 'medium'],
  ],
  'AWS::EMR::Step': [
    ['EncryptionKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::EMR::Studio': [
    ['EncryptionKeyArn', 'arn', 'id alias', 'low', 'role', 'high'],
  ],
  'AWS::EMRContainers::SecurityConfiguration': [
    ['SecurityConfigurationData.EncryptionConfiguration.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.AwsKmsKeyId', 'id', '', 'medium', 'role', 'medium'],
    ['SecurityConfigurationData.EncryptionConfiguration.AtRestEncryptionConfiguration.S3EncryptionConfiguration.KMSKeyId', 'id', '', 'medium', 'role', 'medium'],
  ],
  'AWS::EMRServerless::Application': [
    ['MonitoringConfiguration.CloudWatchLoggingConfiguration.EncryptionKeyArn', 'arn', 'id alias', 'medium', 'emrs-cw', 'medium'],
    ['MonitoringConfiguration.ManagedPersistenceMonitoringConfiguration.EncryptionKeyArn', 'arn', 'id alias', 'medium', 'emr-serverless-managed', 'medium'],
    ['MonitoringConfiguration.S3MonitoringConfiguration.EncryptionKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::EVS::Environment': [
    ['KmsKeyId', 'id', '', 'medium', 'caller', 'medium'],
  ],
  'AWS::ElastiCache::ReplicationGroup': [
    ['KmsKeyId', '', '', 'low', 'caller', 'high'],
  ],
  'AWS::ElastiCache::ServerlessCache': [
    ['KmsKeyId', 'id', '', 'low', 'caller', 'high'],
  ],
  'AWS::ElastiCache::ServerlessCacheSnapshot': [
    ['KmsKeyId', 'id arn alias', '', 'medium', 'caller', 'high'],
  ],
  'AWS::Elasticsearch::Domain': [
    ['EncryptionAtRestOptions.KmsKeyId', 'id', '', 'medium', 'caller', 'medium'],
  ],
  'AWS::EntityResolution::IdMappingWorkflow': [
    ['OutputSourceConfig[].KMSArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::EntityResolution::MatchingWorkflow': [
    ['OutputSourceConfig[].KMSArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::Events::Archive': [
    ['KmsKeyIdentifier', 'id arn alias alias-arn', '', 'high', 'events-archive', 'high'],
  ],
  'AWS::Events::Connection': [
    ['KmsKeyIdentifier', 'id arn alias alias-arn', '', 'high', 'events-connection', 'medium'],
  ],
  'AWS::Events::EventBus': [
    ['KmsKeyIdentifier', 'id arn alias alias-arn', '', 'high', 'events-bus', 'high'],
  ],
  'AWS::EventsV2::EventBus': [
    ['EncryptionConfiguration.KmsKeyIdentifier', 'id arn alias alias-arn', '', 'high', 'events-bus', 'high'],
  ],
  'AWS::EventsV2::EventSource': [
    ['Configuration.PartnerEventsConfiguration.PartnerBusKmsKeyIdentifier', 'id arn alias alias-arn', '', 'high', 'unknown', 'medium'],
  ],
  'AWS::FSx::FileCache': [
    ['KmsKeyId', 'id', '', 'medium', 'caller', 'high'],
  ],
  'AWS::FSx::FileSystem': [
    ['KmsKeyId', '', '', 'low', 'caller', 'high'],
  ],
  'AWS::FinSpace::Environment': [
    ['KmsKeyId', 'id', '', 'medium', 'role', 'medium'],
  ],
  'AWS::Forecast::Dataset': [
    ['EncryptionConfig.KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::Glue::Catalog': [
    ['CatalogProperties.DataLakeAccessProperties.KmsKey', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::Glue::Connection': [
    ['ConnectionInput.AuthenticationConfiguration.KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::Glue::DataCatalogEncryptionSettings': [
    ['DataCatalogEncryptionSettings.ConnectionPasswordEncryption.KmsKeyId', '', '', 'low', 'role', 'medium'],
    ['DataCatalogEncryptionSettings.EncryptionAtRest.SseAwsKmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::Glue::Integration': [
    ['KmsKeyId', 'arn', 'id alias', 'medium', 'zero-etl', 'medium'],
  ],
  'AWS::Glue::IntegrationResourceProperty': [
    ['TargetProcessingProperties.KmsArn', 'arn', 'id alias', 'medium', 'zero-etl', 'medium'],
  ],
  'AWS::Glue::MLTransform': [
    ['TransformEncryption.MLUserDataEncryption.KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::Glue::SecurityConfiguration': [
    ['EncryptionConfiguration.CloudWatchEncryption.KmsKeyArn', 'arn', 'id alias', 'medium', 'glue-cw', 'medium'],
    ['EncryptionConfiguration.JobBookmarksEncryption.KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
    ['EncryptionConfiguration.S3Encryptions[].KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::GroundStation::MissionProfile': [
    ['StreamsKmsKey.KmsAliasArn', 'arn alias alias-arn', '', 'medium', 'role', 'medium'],
    ['StreamsKmsKey.KmsAliasName', 'alias', '', 'medium', 'role', 'medium'],
    ['StreamsKmsKey.KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::GuardDuty::PublishingDestination': [
    ['DestinationProperties.KmsKeyArn', 'arn', 'id alias', 'medium', 'guardduty-export', 'high', 'of DestinationProperties.DestinationArn', 'high'],
  ],
  'AWS::HealthImaging::Datastore': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'healthimaging', 'medium'],
  ],
  'AWS::HealthLake::DataTransformationProfile': [
    ['KmsKeyId', 'id arn', '', 'medium', 'caller', 'medium'],
  ],
  'AWS::HealthLake::FHIRDatastore': [
    ['SseConfiguration.KmsEncryptionConfig.KmsKeyId', 'id alias', '', 'medium', 'caller', 'medium'],
  ],
  'AWS::ImageBuilder::Component': [
    ['KmsKeyId', 'arn alias-arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::ImageBuilder::ContainerRecipe': [
    ['InstanceConfiguration.BlockDeviceMappings[].Ebs.KmsKeyId', 'arn alias-arn', 'id alias', 'medium', 'caller', 'medium'],
    ['KmsKeyId', 'arn alias-arn', 'id alias', 'medium', 'caller', 'medium', 'unknown', 'low'],
  ],
  'AWS::ImageBuilder::DistributionConfiguration': [
    ['Distributions[].AmiDistributionConfiguration.KmsKeyId', 'arn alias-arn', 'id alias', 'medium', 'caller', 'medium', 'in Distributions[].Region', 'medium'],
  ],
  'AWS::ImageBuilder::ImageRecipe': [
    ['BlockDeviceMappings[].Ebs.KmsKeyId', 'arn alias-arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::ImageBuilder::Workflow': [
    ['KmsKeyId', 'arn alias-arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::IoT::EncryptionConfiguration': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::IoTSiteWise::Workspace': [
    ['KmsKeyId', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::Kendra::Index': [
    ['ServerSideEncryptionConfiguration.KmsKeyId', 'id', '', 'low', 'caller', 'high'],
  ],
  'AWS::Kinesis::Channel': [
    ['EncryptionConfiguration.KeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'medium'],
  ],
  'AWS::Kinesis::Stream': [
    ['StreamEncryption.KeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
  ],
  'AWS::KinesisAnalyticsV2::Application': [
    ['ApplicationConfiguration.ApplicationEncryptionConfiguration.KeyId', 'id arn alias alias-arn', '', 'high', 'role', 'medium'],
  ],
  'AWS::KinesisFirehose::DeliveryStream': [
    ['AmazonOpenSearchServerlessDestinationConfiguration.S3Configuration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN', 'arn', 'id alias', 'high', 'role', 'high', 'of AmazonOpenSearchServerlessDestinationConfiguration.S3Configuration.BucketARN', 'high'],
    ['AmazonopensearchserviceDestinationConfiguration.S3Configuration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN', 'arn', 'id alias', 'high', 'role', 'high', 'of AmazonopensearchserviceDestinationConfiguration.S3Configuration.BucketARN', 'high'],
    ['DeliveryStreamEncryptionConfigurationInput.KeyARN', 'arn', 'id alias', 'high', 'role', 'high'],
    ['ElasticsearchDestinationConfiguration.S3Configuration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN', 'arn', 'id alias', 'high', 'role', 'high', 'of ElasticsearchDestinationConfiguration.S3Configuration.BucketARN', 'high'],
    ['ExtendedS3DestinationConfiguration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN', 'arn', 'id alias', 'high', 'role', 'high', 'of ExtendedS3DestinationConfiguration.BucketARN', 'high'],
    ['ExtendedS3DestinationConfiguration.S3BackupConfiguration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN', 'arn', 'id alias', 'high', 'role', 'high', 'of ExtendedS3DestinationConfiguration.S3BackupConfiguration.BucketARN', 'high'],
    ['HttpEndpointDestinationConfiguration.S3Configuration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN', 'arn', 'id alias', 'high', 'role', 'high', 'of HttpEndpointDestinationConfiguration.S3Configuration.BucketARN', 'high'],
    ['IcebergDestinationConfiguration.S3Configuration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN', 'arn', 'id alias', 'high', 'role', 'high', 'of IcebergDestinationConfiguration.S3Configuration.BucketARN', 'high'],
    ['RedshiftDestinationConfiguration.S3BackupConfiguration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN', 'arn', 'id alias', 'high', 'role', 'high', 'of RedshiftDestinationConfiguration.S3BackupConfiguration.BucketARN', 'high'],
    ['RedshiftDestinationConfiguration.S3Configuration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN', 'arn', 'id alias', 'high', 'role', 'high', 'of RedshiftDestinationConfiguration.S3Configuration.BucketARN', 'high'],
    ['S3DestinationConfiguration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN', 'arn', 'id alias', 'high', 'role', 'high', 'of S3DestinationConfiguration.BucketARN', 'high'],
    ['SnowflakeDestinationConfiguration.S3Configuration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN', 'arn', 'id alias', 'high', 'role', 'high', 'of SnowflakeDestinationConfiguration.S3Configuration.BucketARN', 'high'],
    ['SplunkDestinationConfiguration.S3Configuration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN', 'arn', 'id alias', 'high', 'role', 'high', 'of SplunkDestinationConfiguration.S3Configuration.BucketARN', 'high'],
  ],
  'AWS::KinesisVideo::Stream': [
    ['KmsKeyId', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::Lambda::CapacityProvider': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'high'],
  ],
  'AWS::Lambda::EventSourceMapping': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'lambda-esm-filter', 'high'],
  ],
  'AWS::Lambda::Function': [
    ['Code.SourceKMSKeyArn', 'arn', 'id alias', 'medium', 'caller', 'high'],
    ['DurableConfig.KMSKeyArn', 'arn', 'id alias', 'medium', 'caller', 'high'],
    ['KmsKeyArn', 'arn', 'id alias', 'high', 'caller', 'high'],
  ],
  'AWS::Lex::Bot': [
    ['BotLocales[].SlotTypes[].ExternalSourceSetting.GrammarSlotTypeSetting.Source.KmsKeyArn', 'arn', 'id alias', 'low', 'role', 'medium'],
    ['TestBotAliasSettings.ConversationLogSettings.AudioLogSettings[].Destination.S3Bucket.KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::Lex::BotAlias': [
    ['ConversationLogSettings.AudioLogSettings[].Destination.S3Bucket.KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::LicenseManager::License': [
    ['Issuer.SignKey', '', '', 'low', 'unknown', 'medium'],
  ],
  'AWS::Location::GeofenceCollection': [
    ['KmsKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'medium'],
  ],
  'AWS::Location::Tracker': [
    ['KmsKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'medium'],
  ],
  'AWS::Logs::Integration': [
    ['ResourceConfig.OpenSearchResourceConfig.KmsKeyArn', 'arn', 'id alias', 'low', 'unknown', 'medium'],
  ],
  'AWS::Logs::LogAnomalyDetector': [
    ['KmsKeyId', '', '', 'low', 'logs-anomaly', 'high'],
  ],
  'AWS::Logs::LogGroup': [
    ['KmsKeyId', 'arn', 'id alias', 'high', 'logs', 'high'],
  ],
  'AWS::LookoutEquipment::InferenceScheduler': [
    ['DataOutputConfiguration.KmsKeyId', '', '', 'low', 'role', 'medium'],
    ['ServerSideKmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::LookoutMetrics::AnomalyDetector': [
    ['KmsKeyArn', 'arn', 'id alias', 'high', 'role', 'high'],
  ],
  'AWS::M2::Application': [
    ['KmsKeyId', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::M2::Environment': [
    ['KmsKeyId', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::MGN::LaunchConfigurationTemplate': [
    ['ParametersEncryptionKey', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::MSK::Channel': [
    ['EncryptionConfiguration.KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'high'],
  ],
  'AWS::MSK::Cluster': [
    ['EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId', 'id arn', 'alias', 'medium', 'caller', 'high'],
  ],
  'AWS::MWAA::Environment': [
    ['KmsKey', 'arn', '', 'low', 'mwaa', 'high'],
  ],
  'AWS::MWAAServerless::Workflow': [
    ['EncryptionConfiguration.KmsKeyId', '', '', 'low', 'unknown', 'medium'],
  ],
  'AWS::MemoryDB::Cluster': [
    ['KmsKeyId', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::MemoryDB::Snapshot': [
    ['KmsKeyId', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::Neptune::DBCluster': [
    ['KmsKeyId', 'id arn', 'alias', 'medium', 'caller', 'high'],
  ],
  'AWS::NeptuneGraph::Graph': [
    ['ImportTask.ImportOptions.Neptune.S3ExportKmsKeyId', '', '', 'low', 'caller', 'medium'],
    ['KmsKeyIdentifier', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::NimbleStudio::Studio': [
    ['StudioEncryptionConfiguration.KeyArn', 'arn', 'id alias', 'low', 'unknown', 'medium'],
  ],
  'AWS::Omics::AnnotationStore': [
    ['SseConfig.KeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::Omics::ReferenceStore': [
    ['SseConfig.KeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::Omics::SequenceStore': [
    ['SseConfig.KeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::Omics::VariantStore': [
    ['SseConfig.KeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::OSIS::Pipeline': [
    ['EncryptionAtRestOptions.KmsKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::ObservabilityAdmin::OrganizationCentralizationRule': [
    ['Rule.Destination.DestinationLogsConfiguration.BackupConfiguration.KmsKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium', 'in Rule.Destination.DestinationLogsConfiguration.BackupConfiguration.Region', 'high'],
    ['Rule.Destination.DestinationLogsConfiguration.LogsEncryptionConfiguration.KmsKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium', 'in Rule.Destination.Region', 'high'],
  ],
  'AWS::ObservabilityAdmin::OrganizationTelemetryRule': [
    ['Rule.DestinationConfiguration.KmsKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::ObservabilityAdmin::S3TableIntegration': [
    ['Encryption.KmsKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::ObservabilityAdmin::TelemetryRule': [
    ['Rule.DestinationConfiguration.KmsKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::OpenSearchServerless::Collection': [
    ['EncryptionConfig.KmsKeyArn', 'arn', 'id alias', 'low', 'caller', 'medium'],
  ],
  'AWS::OpenSearchServerless::SecurityPolicy': [
    ['Policy.KmsARN', 'arn', 'id alias', 'high', 'caller', 'medium'],
  ],
  'AWS::OpenSearchService::Application': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'high'],
  ],
  'AWS::OpenSearchService::Domain': [
    ['EncryptionAtRestOptions.KmsKeyId', 'id alias', '', 'medium', 'caller', 'high'],
  ],
  'AWS::Personalize::DatasetGroup': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'personalize', 'medium'],
  ],
  'AWS::Personalize::MetricAttribution': [
    ['MetricsOutputConfig.S3DataDestination.KmsKeyArn', 'arn', 'id alias', 'medium', 'personalize', 'medium'],
  ],
  'AWS::Pipes::Pipe': [
    ['KmsKeyIdentifier', 'id arn alias alias-arn', '', 'high', 'pipes', 'high'],
  ],
  'AWS::Proton::EnvironmentTemplate': [
    ['EncryptionKey', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::Proton::ServiceTemplate': [
    ['EncryptionKey', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::QBusiness::Application': [
    ['EncryptionConfiguration.KmsKeyId', '', '', 'low', 'unknown', 'high'],
  ],
  'AWS::QLDB::Ledger': [
    ['KmsKey', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
  ],
  'AWS::RDS::CustomDBEngineVersion': [
    ['KMSKeyId', '', '', 'low', 'caller', 'high'],
  ],
  'AWS::RDS::DBCluster': [
    ['KmsKeyId', 'id arn', 'alias', 'medium', 'caller', 'high'],
    ['MasterUserSecret.KmsKeyId', 'id', '', 'low', 'caller', 'high'],
    ['PerformanceInsightsKmsKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
  ],
  'AWS::RDS::DBInstance': [
    ['AutomaticBackupReplicationKmsKeyId', 'id arn', '', 'medium', 'caller', 'high', 'in AutomaticBackupReplicationRegion', 'high'],
    ['KmsKeyId', 'id arn', '', 'medium', 'caller', 'high'],
    ['MasterUserSecret.KmsKeyId', 'id', '', 'low', 'caller', 'high'],
    ['PerformanceInsightsKMSKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
  ],
  'AWS::RDS::Integration': [
    ['KMSKeyId', '', '', 'low', 'zero-etl', 'high'],
  ],
  'AWS::Redshift::Cluster': [
    ['KmsKeyId', 'id arn', '', 'medium', 'caller', 'high'],
    ['MasterPasswordSecretKmsKeyId', 'id arn', '', 'low', 'caller', 'high'],
  ],
  'AWS::Redshift::Integration': [
    ['KMSKeyId', '', '', 'low', 'zero-etl', 'high'],
  ],
  'AWS::Redshift::SnapshotCopyGrant': [
    ['KmsKeyId', 'arn alias', '', 'medium', 'caller', 'high'],
  ],
  'AWS::RedshiftServerless::Namespace': [
    ['AdminPasswordSecretKmsKeyId', '', '', 'low', 'caller', 'medium'],
    ['KmsKeyId', 'id', '', 'low', 'caller', 'high'],
    ['SnapshotCopyConfigurations[].DestinationKmsKeyId', '', '', 'low', 'caller', 'medium', 'in SnapshotCopyConfigurations[].DestinationRegion', 'high'],
  ],
  'AWS::Rekognition::StreamProcessor': [
    ['KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::ResilienceHubV2::Policy': [
    ['KmsKeyId', 'id', '', 'medium', 'unknown', 'medium'],
  ],
  'AWS::ResilienceHubV2::Service': [
    ['KmsKeyId', 'id', '', 'medium', 'unknown', 'medium'],
  ],
  'AWS::ResilienceHubV2::System': [
    ['KmsKeyId', 'id', '', 'medium', 'unknown', 'medium'],
  ],
  'AWS::Route53::KeySigningKey': [
    ['KeyManagementServiceArn', 'arn', 'id alias', 'medium', 'route53-dnssec', 'high', 'us-east-1', 'high'],
  ],
  'AWS::S3::Bucket': [
    ['BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID', 'id arn alias', '', 'medium', 'caller', 'high'],
    ['MetadataConfiguration.AnnotationTableConfiguration.EncryptionConfiguration.KmsKeyArn', 'arn', 'id alias', 'low', 's3-metadata', 'high', 'own', 'high'],
    ['MetadataConfiguration.InventoryTableConfiguration.EncryptionConfiguration.KmsKeyArn', 'arn', 'id alias', 'low', 's3-metadata', 'high', 'own', 'high'],
    ['MetadataConfiguration.JournalTableConfiguration.EncryptionConfiguration.KmsKeyArn', 'arn', 'id alias', 'low', 's3-metadata', 'high', 'own', 'high'],
    ['ReplicationConfiguration.Rules[].Destination.EncryptionConfiguration.ReplicaKmsKeyID', 'arn alias alias-arn', '', 'medium', 'caller', 'high', 'of ReplicationConfiguration.Rules[].Destination.Bucket', 'high'],
  ],
  'AWS::S3::StorageLens': [
    ['StorageLensConfiguration.DataExport.S3BucketDestination.Encryption.SSEKMS.KeyId', 'arn', 'id alias', 'medium', 'storage-lens', 'high'],
    ['StorageLensConfiguration.DataExport.StorageLensTableDestination.Encryption.SSEKMS.KeyId', 'arn', 'id alias', 'medium', 'storage-lens', 'high'],
    ['StorageLensConfiguration.ExpandedPrefixesDataExport.S3BucketDestination.Encryption.SSEKMS.KeyId', 'arn', 'id alias', 'medium', 'storage-lens', 'high'],
    ['StorageLensConfiguration.ExpandedPrefixesDataExport.StorageLensTableDestination.Encryption.SSEKMS.KeyId', 'arn', 'id alias', 'medium', 'storage-lens', 'high'],
  ],
  'AWS::S3Express::DirectoryBucket': [
    ['BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID', 'id arn alias', '', 'medium', 'caller', 'high'],
  ],
  'AWS::S3Files::FileSystem': [
    ['KmsKeyId', '', '', 'low', 'unknown', 'medium'],
  ],
  'AWS::S3Tables::TableBucket': [
    ['EncryptionConfiguration.KMSKeyArn', 'arn', 'id alias', 'medium', 's3tables', 'high'],
  ],
  'AWS::S3Vectors::Index': [
    ['EncryptionConfiguration.KmsKeyArn', 'id arn', '', 'medium', 's3vectors', 'medium'],
  ],
  'AWS::S3Vectors::VectorBucket': [
    ['EncryptionConfiguration.KmsKeyArn', 'arn alias', '', 'medium', 's3vectors', 'high'],
  ],
  'AWS::SES::MailManagerArchive': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'ses-mailmanager', 'medium'],
  ],
  'AWS::SES::MailManagerIngressPoint': [
    ['IngressPointConfiguration.TlsAuthConfiguration.TrustStore.KmsKeyArn', 'arn', 'id alias', 'low', 'unknown', 'medium'],
  ],
  'AWS::SES::MailManagerRuleSet': [
    ['Rules[].Actions[].WriteToS3.S3SseKmsKeyId', 'id', '', 'medium', 'role', 'medium'],
  ],
  'AWS::SES::ReceiptRule': [
    ['Rule.Actions[].S3Action.KmsKeyArn', 'arn', 'id alias', 'low', 'ses-receipt', 'high', 'unknown', 'low'],
  ],
  'AWS::SNS::Topic': [
    ['KmsMasterKeyId', 'id arn alias', '', 'medium', 'caller', 'high'],
  ],
  'AWS::SQS::Queue': [
    ['KmsMasterKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
  ],
  'AWS::SSM::Document': [
    ['Content.inputs.kmsKeyId', 'id arn alias', '', 'medium', 'caller', 'medium'],
  ],
  'AWS::SSM::ResourceDataSync': [
    ['KMSKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium', 'in BucketRegion', 'high'],
    ['S3Destination.KMSKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium', 'in S3Destination.BucketRegion', 'high'],
  ],
  'AWS::SSMGuiConnect::Preferences': [
    ['ConnectionRecordingPreferences.KMSKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::SSMIncidents::ReplicationSet': [
    ['Regions[].RegionConfiguration.SseKmsKeyId', 'id', '', 'medium', 'caller', 'medium', 'in Regions[].RegionName', 'high'],
  ],
  'AWS::SageMaker::Cluster': [
    ['InstanceGroups[].InstanceStorageConfigs[].EbsVolumeConfig.VolumeKmsKeyId', 'id', '', 'medium', 'role', 'medium'],
    ['RestrictedInstanceGroups[].InstanceStorageConfigs[].EbsVolumeConfig.VolumeKmsKeyId', 'id', '', 'medium', 'role', 'medium'],
  ],
  'AWS::SageMaker::DataQualityJobDefinition': [
    ['DataQualityJobOutputConfig.KmsKeyId', '', '', 'low', 'role', 'medium'],
    ['JobResources.ClusterConfig.VolumeKmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::SageMaker::DeviceFleet': [
    ['OutputConfig.KmsKeyId', 'id', '', 'medium', 'role', 'medium'],
  ],
  'AWS::SageMaker::Domain': [
    ['DefaultUserSettings.SharingSettings.S3KmsKeyId', 'id', '', 'medium', 'role', 'medium'],
    ['KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::SageMaker::EndpointConfig': [
    ['AsyncInferenceConfig.OutputConfig.KmsKeyId', '', '', 'low', 'role', 'medium'],
    ['DataCaptureConfig.KmsKeyId', 'id arn alias alias-arn', '', 'high', 'role', 'medium'],
    ['KmsKeyId', 'id arn alias alias-arn', '', 'high', 'role', 'medium'],
    ['ProductionVariants[].CoreDumpConfig.KmsKeyId', 'id alias', '', 'medium', 'role', 'medium'],
    ['ShadowProductionVariants[].CoreDumpConfig.KmsKeyId', 'id alias', '', 'medium', 'role', 'medium'],
  ],
  'AWS::SageMaker::FeatureGroup': [
    ['OfflineStoreConfig.S3StorageConfig.KmsKeyId', 'arn', 'id alias', 'medium', 'role', 'medium'],
    ['OnlineStoreConfig.SecurityConfig.KmsKeyId', 'arn alias', '', 'medium', 'role', 'medium'],
  ],
  'AWS::SageMaker::InferenceExperiment': [
    ['DataStorageConfig.KmsKey', '', '', 'low', 'role', 'medium'],
    ['KmsKey', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::SageMaker::ModelBiasJobDefinition': [
    ['JobResources.ClusterConfig.VolumeKmsKeyId', '', '', 'low', 'role', 'medium'],
    ['ModelBiasJobOutputConfig.KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::SageMaker::ModelCard': [
    ['SecurityConfig.KmsKeyId', 'id', '', 'medium', 'role', 'medium'],
  ],
  'AWS::SageMaker::ModelExplainabilityJobDefinition': [
    ['JobResources.ClusterConfig.VolumeKmsKeyId', '', '', 'low', 'role', 'medium'],
    ['ModelExplainabilityJobOutputConfig.KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::SageMaker::ModelPackage': [
    ['SecurityConfig.KmsKeyId', 'id', '', 'medium', 'role', 'medium'],
    ['ValidationSpecification.ValidationProfiles[].TransformJobDefinition.TransformOutput.KmsKeyId', 'id arn alias alias-arn', '', 'high', 'role', 'medium'],
    ['ValidationSpecification.ValidationProfiles[].TransformJobDefinition.TransformResources.VolumeKmsKeyId', 'id arn alias alias-arn', '', 'high', 'role', 'medium'],
  ],
  'AWS::SageMaker::ModelQualityJobDefinition': [
    ['JobResources.ClusterConfig.VolumeKmsKeyId', '', '', 'low', 'role', 'medium'],
    ['ModelQualityJobOutputConfig.KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::SageMaker::MonitoringSchedule': [
    ['MonitoringScheduleConfig.MonitoringJobDefinition.MonitoringOutputConfig.KmsKeyId', '', '', 'low', 'role', 'medium'],
    ['MonitoringScheduleConfig.MonitoringJobDefinition.MonitoringResources.ClusterConfig.VolumeKmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::SageMaker::NotebookInstance': [
    ['KmsKeyId', 'arn', 'id alias', 'medium', 'role', 'medium'],
  ],
  'AWS::SageMaker::PartnerApp': [
    ['KmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::SageMaker::ProcessingJob': [
    ['ProcessingInputs[].DatasetDefinition.AthenaDatasetDefinition.KmsKeyId', '', '', 'low', 'role', 'medium'],
    ['ProcessingInputs[].DatasetDefinition.RedshiftDatasetDefinition.KmsKeyId', '', '', 'low', 'role', 'medium'],
    ['ProcessingOutputConfig.KmsKeyId', 'id arn alias', '', 'medium', 'role', 'medium'],
    ['ProcessingResources.ClusterConfig.VolumeKmsKeyId', '', '', 'low', 'role', 'medium'],
  ],
  'AWS::SageMaker::UserProfile': [
    ['UserSettings.SharingSettings.S3KmsKeyId', 'id', '', 'medium', 'role', 'medium'],
  ],
  'AWS::Scheduler::Schedule': [
    ['KmsKeyArn', 'arn', 'id alias', 'high', 'scheduler', 'high'],
  ],
  'AWS::SecretsManager::RotationSchedule': [
    ['HostedRotationLambda.KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'high'],
    ['HostedRotationLambda.MasterSecretKmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'high'],
    ['HostedRotationLambda.SuperuserSecretKmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'high'],
  ],
  'AWS::SecretsManager::Secret': [
    ['KmsKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
    ['ReplicaRegions[].KmsKeyId', 'id arn alias', '', 'medium', 'caller', 'high', 'in ReplicaRegions[].Region', 'high'],
  ],
  'AWS::SecurityAgent::AgentSpace': [
    ['KmsKeyId', 'id arn alias alias-arn', '', 'high', 'unknown', 'medium'],
  ],
  'AWS::SecurityAgent::Application': [
    ['DefaultKmsKeyId', 'id arn alias alias-arn', '', 'high', 'unknown', 'medium'],
  ],
  'AWS::SecurityAgent::SecurityRequirementPack': [
    ['KmsKeyId', '', '', 'low', 'unknown', 'medium'],
  ],
  'AWS::SecurityHub::ConnectorV2': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::SecurityLake::DataLake': [
    ['EncryptionConfiguration.KmsKeyId', '', '', 'low', 'unknown', 'medium'],
  ],
  'AWS::Serverless::Function': [
    ['KmsKeyArn', 'arn', 'id alias', 'low', 'caller', 'medium'],
    ['Policies[].KMSDecryptPolicy.KeyId', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::StepFunctions::Activity': [
    ['EncryptionConfiguration.KmsKeyId', 'id arn alias alias-arn', '', 'high', 'states-activity', 'high'],
  ],
  'AWS::StepFunctions::StateMachine': [
    ['EncryptionConfiguration.KmsKeyId', 'id arn alias alias-arn', '', 'high', 'states-statemachine', 'high'],
  ],
  'AWS::StorageGateway::Tape': [
    ['KMSKey', 'arn', 'id alias', 'medium', 'caller', 'high'],
  ],
  'AWS::StorageGateway::Volume': [
    ['KMSKey', 'arn', 'id alias', 'medium', 'caller', 'high'],
  ],
  'AWS::SupportAuthZ::SupportPermit': [
    ['SigningKeyInfo.KmsKey', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::Synthetics::Canary': [
    ['ArtifactConfig.S3Encryption.KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium'],
    ['Replicas[].KmsKeyArn', 'arn', 'id alias', 'medium', 'role', 'medium', 'in Replicas[].Location', 'medium'],
  ],
  'AWS::Timestream::Database': [
    ['KmsKeyId', 'id', '', 'low', 'caller', 'high'],
  ],
  'AWS::Timestream::ScheduledQuery': [
    ['KmsKeyId', 'id arn alias alias-arn', '', 'high', 'caller', 'high'],
  ],
  'AWS::Timestream::Table': [
    ['MagneticStoreWriteProperties.MagneticStoreRejectedDataLocation.S3Configuration.KmsKeyId', 'id', '', 'medium', 'caller', 'high'],
  ],
  'AWS::Translate::ParallelData': [
    ['EncryptionKey.Id', 'arn', 'id alias', 'medium', 'unknown', 'medium'],
  ],
  'AWS::VerifiedPermissions::PolicyStore': [
    ['EncryptionSettings.KmsEncryptionSettings.Key', '', '', 'low', 'avp', 'high'],
  ],
  'AWS::VoiceID::Domain': [
    ['ServerSideEncryptionConfiguration.KmsKeyId', '', '', 'low', 'caller', 'high'],
  ],
  'AWS::Wisdom::Assistant': [
    ['ServerSideEncryptionConfiguration.KmsKeyId', 'id', '', 'medium', 'caller', 'medium'],
  ],
  'AWS::Wisdom::KnowledgeBase': [
    ['ServerSideEncryptionConfiguration.KmsKeyId', 'id', '', 'medium', 'caller', 'medium'],
  ],
  'AWS::WorkSpaces::Workspace': [
    ['VolumeEncryptionKey', '', '', 'low', 'caller', 'high'],
  ],
  'AWS::WorkSpacesThinClient::Environment': [
    ['KmsKeyArn', 'arn', 'id alias', 'medium', 'caller', 'medium'],
  ],
  'AWS::WorkSpacesWeb::BrowserSettings': [
    ['CustomerManagedKey', 'arn', 'id alias', 'high', 'workspaces-web', 'high'],
  ],
  'AWS::WorkSpacesWeb::DataProtectionSettings': [
    ['CustomerManagedKey', '', '', 'low', 'workspaces-web', 'high'],
  ],
  'AWS::WorkSpacesWeb::IpAccessSettings': [
    ['CustomerManagedKey', 'arn', 'id alias', 'high', 'workspaces-web', 'high'],
  ],
  'AWS::WorkSpacesWeb::Portal': [
    ['CustomerManagedKey', 'arn', 'id alias', 'high', 'workspaces-web', 'high'],
  ],
  'AWS::WorkSpacesWeb::SessionLogger': [
    ['CustomerManagedKey', '', '', 'low', 'workspaces-web', 'high'],
  ],
  'AWS::WorkSpacesWeb::UserSettings': [
    ['CustomerManagedKey', '', '', 'low', 'workspaces-web', 'high'],
  ],
  'AWS::WorkspacesInstances::Volume': [
    ['KmsKeyId', '', '', 'low', 'caller', 'medium'],
  ],
  'AWS::WorkspacesInstances::WorkspaceInstance': [
    ['ManagedInstance.BlockDeviceMappings[].Ebs.KmsKeyId', '', '', 'low', 'caller', 'medium'],
  ],
};
