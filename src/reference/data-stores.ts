/**
 * The resources that hold data under a key: which property names the key, and what CloudFormation does with the data by default
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html, confidence: high).
 */

export interface DataStore {
  readonly type: string;
  /** Its key, as the table of consuming properties writes the path. */
  readonly keyPaths: readonly string[];
  /**
   * "The default policy is Snapshot for AWS::RDS::DBCluster resources and for AWS::RDS::DBInstance resources that don't specify the
   * DBClusterIdentifier property".
   */
  readonly snapshottedByDefault?: true;
  /**
   * The properties with which no snapshot is made, whatever the template says: "final snapshots are not allowed for read replicas and
   * cluster instances" (https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds,
   * aws-rds-dbinstance/…/DeleteHandler.java, confidence: high).
   */
  readonly neverSnapshottedWith?: readonly string[];
  /** How long it keeps its data, in days. */
  readonly retention?: string;
}

/** What writes data under a key into a bucket: the key stands at the writer, the data in the bucket. */
export interface DataWriter {
  readonly type: string;
  readonly keyPath: string;
  readonly bucketPath: string;
}

const S3_KEY = 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID';

const ROWS: readonly (readonly [type: string, keyPaths: string, more?: Omit<DataStore, 'type' | 'keyPaths'>])[] = [
  ['AWS::Backup::BackupVault', 'EncryptionKeyArn'],
  ['AWS::Backup::LogicallyAirGappedBackupVault', 'EncryptionKeyArn'],
  ['AWS::Cassandra::Table', 'EncryptionSpecification.KmsKeyIdentifier'],
  ['AWS::CloudTrail::EventDataStore', 'KmsKeyId'],
  ['AWS::CodeArtifact::Domain', 'EncryptionKey'],
  ['AWS::CodeCommit::Repository', 'KmsKeyId'],
  ['AWS::DSQL::Cluster', 'KmsEncryptionKey'],
  ['AWS::DocDB::DBCluster', 'KmsKeyId'],
  ['AWS::DocDBElastic::Cluster', 'KmsKeyId'],
  ['AWS::DynamoDB::GlobalTable', 'Replicas[].SSESpecification.KMSMasterKeyId'],
  ['AWS::DynamoDB::Table', 'SSESpecification.KMSMasterKeyId'],
  ['AWS::EC2::Volume', 'KmsKeyId'],
  ['AWS::ECR::Repository', 'EncryptionConfiguration.KmsKey'],
  ['AWS::EFS::FileSystem', 'KmsKeyId'],
  ['AWS::ElastiCache::ReplicationGroup', 'KmsKeyId'],
  ['AWS::ElastiCache::ServerlessCache', 'KmsKeyId'],
  ['AWS::Elasticsearch::Domain', 'EncryptionAtRestOptions.KmsKeyId'],
  ['AWS::Events::Archive', 'KmsKeyIdentifier'],
  ['AWS::FSx::FileSystem', 'KmsKeyId'],
  ['AWS::HealthImaging::Datastore', 'KmsKeyArn'],
  ['AWS::HealthLake::FHIRDatastore', 'SseConfiguration.KmsEncryptionConfig.KmsKeyId'],
  ['AWS::Kendra::Index', 'ServerSideEncryptionConfiguration.KmsKeyId'],
  ['AWS::Kinesis::Stream', 'StreamEncryption.KeyId'],
  ['AWS::KinesisVideo::Stream', 'KmsKeyId'],
  ['AWS::Logs::LogGroup', 'KmsKeyId', { retention: 'RetentionInDays' }],
  ['AWS::MSK::Cluster', 'EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId'],
  ['AWS::MemoryDB::Cluster', 'KmsKeyId'],
  ['AWS::Neptune::DBCluster', 'KmsKeyId'],
  ['AWS::NeptuneGraph::Graph', 'KmsKeyIdentifier'],
  ...['Annotation', 'Reference', 'Sequence', 'Variant'].map((kind) => [`AWS::Omics::${kind}Store`, 'SseConfig.KeyArn'] as const),
  ['AWS::OpenSearchServerless::Collection', 'EncryptionConfig.KmsKeyArn'],
  ['AWS::OpenSearchService::Domain', 'EncryptionAtRestOptions.KmsKeyId'],
  ['AWS::QLDB::Ledger', 'KmsKey'],
  ['AWS::RDS::DBCluster', 'KmsKeyId', { snapshottedByDefault: true }],
  [
    'AWS::RDS::DBInstance',
    'KmsKeyId',
    {
      snapshottedByDefault: true,
      neverSnapshottedWith: ['DBClusterIdentifier', 'SourceDBClusterIdentifier', 'SourceDBInstanceIdentifier'],
    },
  ],
  ['AWS::Redshift::Cluster', 'KmsKeyId'],
  ['AWS::RedshiftServerless::Namespace', 'KmsKeyId'],
  ['AWS::S3::Bucket', S3_KEY],
  ['AWS::S3Express::DirectoryBucket', S3_KEY],
  ['AWS::S3Tables::TableBucket', 'EncryptionConfiguration.KMSKeyArn'],
  ['AWS::S3Vectors::VectorBucket', 'EncryptionConfiguration.KmsKeyArn'],
  ['AWS::SES::MailManagerArchive', 'KmsKeyArn'],
  ['AWS::SQS::Queue', 'KmsMasterKeyId'],
  ['AWS::SageMaker::Domain', 'KmsKeyId'],
  ['AWS::SageMaker::NotebookInstance', 'KmsKeyId'],
  ['AWS::SecretsManager::Secret', 'KmsKeyId'],
  ['AWS::Timestream::Database', 'KmsKeyId'],
  ['AWS::WorkSpaces::Workspace', 'VolumeEncryptionKey'],
];

/**
 * Log files under the key of the trail, configuration history, what Firehose delivers: as CloudFormation's reference of these types says
 * (confidence: high).
 */
const WRITERS: readonly DataWriter[] = [
  { type: 'AWS::CloudTrail::Trail', keyPath: 'KMSKeyId', bucketPath: 'S3BucketName' },
  { type: 'AWS::Config::DeliveryChannel', keyPath: 'S3KmsKeyArn', bucketPath: 'S3BucketName' },
  ...['ExtendedS3DestinationConfiguration', 'S3DestinationConfiguration'].map((destination) => ({
    type: 'AWS::KinesisFirehose::DeliveryStream',
    keyPath: `${destination}.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN`,
    bucketPath: `${destination}.BucketARN`,
  })),
];

const STORES: ReadonlyMap<string, DataStore> = new Map(
  ROWS.map(([type, keyPaths, more]) => [type, { type, keyPaths: keyPaths.split(' '), ...more }]),
);

/** What is known of a type that holds data; undefined where it is none. */
export const dataStore = (type: string): DataStore | undefined => STORES.get(type);

/** The ways in which a type writes data under a key into a bucket. */
export const dataWriters = (type: string): readonly DataWriter[] => WRITERS.filter((one) => one.type === type);

/** The properties that tell how long its data stay. */
export function keepingProperties(type: string): readonly string[] {
  const { retention, neverSnapshottedWith = [] } = STORES.get(type) ?? {};
  return [...(retention === undefined ? [] : [retention]), ...neverSnapshottedWith];
}
