/** IAM actions on encrypted resources that need the key as well: the rows; data-actions.ts explains the columns. */
import type { DataActionRow } from './data-actions.js';

/** By resource type. A function, so that nothing of it is built before somebody asks. */
export const dataActionRows = (): Readonly<Record<string, readonly DataActionRow[]>> => ({
  'AWS::S3::Bucket': [
    // Object is SSE-S3, SSE-C or under another key: the key of the object counts, not the bucket's current default key (default
    // encryption does not re-encrypt old objects); HeadObject on an SSE-KMS object is authorised as s3:GetObject and needs the key as
    // well (medium); ListObjects, GetObjectTagging, GetObjectAcl, DeleteObject need no key; with an S3 Bucket Key the context is the
    // bucket ARN: conditions on OBJECT_ARN stop matching.
    [
      'bucket', 's3:GetObject GetObjectVersion GetObjectAttributes', 'caller', 'Decrypt', 'runtime', 'high',
      's3/UsingKMSEncryption s3/bucket-key cdk/aws-s3/lib/perms.ts synth',
    ],
    // Request or bucket default uses SSE-S3: no key; PutObject header names another key: that key counts; Bucket Key on: kms:Decrypt
    // is needed as well in some paths ; treat GenerateDataKey alone as enough for a single PutObject, medium.
    [
      'bucket', 's3:PutObject', 'caller', 'GenerateDataKey', 'runtime', 'high',
      's3/UsingKMSEncryption s3/troubleshoot-403-errors cdk/aws-s3/lib/perms.ts synth',
    ],
    // Multipart is authorised by s3:PutObject, so a template cannot tell it from a single put: report a missing kms:Decrypt on a
    // writer only as a note (SDK transfer managers switch to multipart above 8-16 MiB); AbortMultipartUpload and
    // ListMultipartUploadParts need no key.
    [
      'bucket', 's3:PutObject', 'caller', 'GenerateDataKey Decrypt', 'runtime', 'high', 's3/mpuoverview s3/troubleshoot-403-errors',
      { atMost: 'note' },
    ],
    // Restore of an archived SSE-KMS object: not verified.
    ['bucket', 's3:RestoreObject', 'caller', 'Decrypt', 'runtime', 'low', 'derived'],
  ],
  'AWS::SQS::Queue': [
    // SqsManagedSseEnabled (SSE-SQS, default for new queues) or no encryption: no key; for SQS this is alias/aws/sqs, and no service
    // principal (SNS, EventBridge, S3) can be let in; data key reuse (KmsDataKeyReusePeriodSeconds 60-86400, default 300): failure
    // shows only when the reuse period of this caller is over, so a removed grant fails minutes later; SendMessageBatch,
    // ReceiveMessage etc. of the API map to sqs:SendMessage, sqs:ReceiveMessage in IAM; the producer is a service principal: then the
    // key policy must name it (; producer in another account: the docs list Encrypt, Decrypt, ReEncrypt*, GenerateDataKey*,
    // DescribeKey, and both sides must allow.
    [
      'queue', 'sqs:SendMessage', 'caller', 'GenerateDataKey Decrypt', 'runtime', 'high',
      'sqs/sqs-key-management cdk/aws-sqs/lib/sqs-grants.generated.ts synth quoted',
    ],
    // SqsManagedSseEnabled (SSE-SQS, default for new queues) or no encryption: no key; for SQS this is alias/aws/sqs, and no service
    // principal (SNS, EventBridge, S3) can be let in; data key reuse (KmsDataKeyReusePeriodSeconds 60-86400, default 300): failure
    // shows only when the reuse period of this caller is over, so a removed grant fails minutes later; SendMessageBatch,
    // ReceiveMessage etc. of the API map to sqs:SendMessage, sqs:ReceiveMessage in IAM; a dead-letter queue keeps messages under the
    // key of the source queue: the consumer (and a redrive) needs kms:Decrypt on the source queue's key too; DeleteMessage,
    // ChangeMessageVisibility, GetQueueAttributes need no key.
    [
      'queue', 'sqs:ReceiveMessage', 'caller', 'Decrypt', 'runtime', 'high',
      'sqs/sqs-key-management cdk/aws-sqs/lib/sqs-grants.generated.ts synth',
    ],
    // The page names one key, the one the message bodies are under; with different keys on the two queues (Decrypt on the old,
    // GenerateDataKey on the destination) derived.
    [
      'queue', 'sqs:StartMessageMoveTask', 'caller', 'Decrypt GenerateDataKey', 'runtime', 'high',
      'sqs/sqs-configure-dead-letter-queue-redrive',
    ],
  ],
  'AWS::SNS::Topic': [
    // Topic without KmsMasterKeyId: no key; for SNS this is alias/aws/sns: CloudWatch alarms and the other service publishers can then
    // never publish; data key reuse up to 5 minutes per publisher; subscribers need nothing on the topic's key (SNS decrypts before it
    // delivers); sns.amazonaws.com needs nothing on the topic's key either, only on the key of an encrypted SQS endpoint; publisher is
    // a service principal: key policy (.
    [
      'topic', 'sns:Publish', 'caller', 'GenerateDataKey Decrypt', 'runtime', 'high',
      'sns/sns-key-management cdk/aws-sns/lib/sns-grants.generated.ts synth',
    ],
  ],
  'AWS::Kinesis::Stream': [
    // StreamEncryption absent: no key; CDK's default for Stream is KMS with alias/aws/kinesis where the Region has it; another account
    // cannot write to or read from a stream under alias/aws/kinesis.
    ['stream', 'kinesis:PutRecord PutRecords', 'caller', 'GenerateDataKey', 'runtime', 'high', 'kinesis/permissions-user-key-KMS synth'],
    // StreamEncryption absent: no key; CDK's default for Stream is KMS with alias/aws/kinesis where the Region has it; another account
    // cannot write to or read from a stream under alias/aws/kinesis; DescribeStream, ListShards, GetShardIterator need no key.
    ['stream', 'kinesis:GetRecords SubscribeToShard', 'caller', 'Decrypt', 'runtime', 'high', 'kinesis/permissions-user-key-KMS synth'],
    // Deploy-time action of CloudFormation's execution role.
    [
      'stream', 'kinesis:StartStreamEncryption', 'deployer', 'GenerateDataKey DescribeKey', 'deploy', 'low',
      'kinesis/permissions-user-key-KMS', { context: [['aws:kinesis:arn', '${streamArn}', 'unknown', 'low']] },
    ],
  ],
  'AWS::KinesisFirehose::DeliveryStream': [
    // Until 2026-04 Firehose used its own grant. Producers with a service-linked role (WAF): unknown, silent. KeyType
    // CUSTOMER_MANAGED_CMK only; not for a stream with Kinesis or MSK source; the S3 bucket's key is another matter: the delivery role
    // needs it.
    [
      'firehose', 'firehose:PutRecord PutRecordBatch', 'caller', 'GenerateDataKey Decrypt', 'runtime', 'high',
      'github/ministryofjustice/modernisation-platform/issues/12957 firehose/encryption synth', { context: [['aws:kinesis:arn', 'other',
      'unknown', 'low']] },
    ],
  ],
  'AWS::DynamoDB::Table': [
    // SSESpecification absent or SSEEnabled false: AWS owned key, nothing needed; SSEType KMS without KMSMasterKeyId:
    // alias/aws/dynamodb, nothing to grant; table keys are cached per connection/caller: KMS is asked again after 5 minutes without
    // use, so a lost grant shows up late; global tables: each replica has its own key; docs use kms:ViaService
    // dynamodb.*.amazonaws.com because calls may cross Regions; DAX: the DAX cluster's role is the caller; writers need kms:Decrypt as
    // well (the table key is decrypted for every access); GenerateDataKey is done by the DynamoDB service through its grant when the
    // table key is made, not per PutItem; the docs' list of six actions (Encrypt, Decrypt, ReEncrypt*, GenerateDataKey*, DescribeKey,
    // CreateGrant) is for the principal that creates the table or picks the key.
    [
      'table', 'dynamodb:GetItem BatchGetItem Query Scan PutItem UpdateItem DeleteItem BatchWriteItem ConditionCheckItem', 'caller',
      'Decrypt', 'runtime', 'high', 'dynamodb/encryption.usagenotes cdk/aws-dynamodb/lib/perms.ts synth',
    ],
    [
      'table', 'dynamodb:PartiQLSelect PartiQLInsert PartiQLUpdate PartiQLDelete', 'caller', 'Decrypt', 'runtime', 'high',
      'dynamodb/encryption.usagenotes cdk/aws-dynamodb/lib/perms.ts synth',
    ],
    // Streams are always encrypted under the table's key; DescribeStream, GetShardIterator, ListStreams need no key (DescribeKey in
    // CDK's grant is surplus).
    [
      'table', 'dynamodb:GetRecords', 'caller', 'Decrypt', 'runtime', 'medium',
      'dynamodb/encryption.usagenotes cdk/aws-dynamodb/lib/stream-grants.ts synth',
    ],
    // Role with AdministratorAccess under root trust has it.
    [
      'table', 'dynamodb:CreateTable UpdateTable RestoreTableFromBackup', 'deployer',
      'Encrypt Decrypt ReEncrypt* GenerateDataKey* DescribeKey CreateGrant', 'deploy', 'high', 'dynamodb/encryption.usagenotes',
    ],
    // Export with S3SseAlgorithm KMS also needs kms:GenerateDataKey on the bucket's key for the caller.
    [
      'table', 'dynamodb:ExportTableToPointInTime', 'caller', 'Decrypt', 'runtime', 'low', 'derived',
      { context: [['aws:dynamodb:tableName', '${tableName}', 'unknown', 'low'], ['aws:dynamodb:subscriberId', '${accountId}', 'unknown',
      'low']] },
    ],
  ],
  'AWS::DynamoDB::GlobalTable': [
    // SSESpecification absent or SSEEnabled false: AWS owned key, nothing needed; SSEType KMS without KMSMasterKeyId:
    // alias/aws/dynamodb, nothing to grant; table keys are cached per connection/caller: KMS is asked again after 5 minutes without
    // use, so a lost grant shows up late; global tables: each replica has its own key; docs use kms:ViaService
    // dynamodb.*.amazonaws.com because calls may cross Regions; DAX: the DAX cluster's role is the caller; TableV2.grant* in another
    // Region's replica needs the replica's key.
    [
      'globalTable', 'dynamodb:GetItem BatchGetItem Query Scan PutItem UpdateItem DeleteItem BatchWriteItem ConditionCheckItem', 'caller',
      'Decrypt', 'runtime', 'high', 'dynamodb/encryption.usagenotes synth',
    ],
  ],
  'AWS::DAX::Cluster': [
    // DAX's own at-rest encryption has no customer key.
    [
      '', 'dax:GetItem PutItem Query', 'role', '', 'unknown', 'low', 'derived', { keyOf: { type: 'AWS::DynamoDB::Table',
      keyProperty: 'SSESpecification.KMSMasterKeyId' }, role: 'IAMRoleARN', context: [], via: ['', 'low'] },
    ],
  ],
  'AWS::Cassandra::Table': [
    // Encryption context aws:cassandra:... not verified. Table key cached per connection, five minutes.
    [
      'EncryptionSpecification.KmsKeyIdentifier', 'cassandra:Select Modify', 'caller', 'Decrypt', 'runtime', 'low',
      'keyspaces/encryption.howitworks', { via: ['cassandra', 'low'] },
    ],
  ],
  'AWS::SecretsManager::Secret': [
    // KmsKeyId absent: alias/aws/secretsmanager; nothing to grant in the account, and no other account can ever read the secret;
    // DescribeSecret and ListSecrets need no key.
    [
      'secret', 'secretsmanager:GetSecretValue BatchGetSecretValue', 'caller', 'Decrypt', 'runtime', 'high',
      'secretsmanager/security-encryption cdk/aws-secretsmanager/lib/secret.ts cdk/aws-kms/lib/via-service-principal.ts synth',
    ],
    // CreateSecret/UpdateSecret with a new key also validates the caller with GenerateDataKey and Decrypt; a pipeline that only writes
    // a value: the docs ask for both actions, CDK's grantWrite gives no Decrypt: treat a missing Decrypt on a writer as a note, not an
    // error.
    [
      'secret', 'secretsmanager:PutSecretValue UpdateSecret CreateSecret', 'caller', 'GenerateDataKey Decrypt', 'runtime', 'high',
      'secretsmanager/security-encryption synth', { enough: ['GenerateDataKey', 'GenerateDataKey Decrypt'], atMost: 'note' },
    ],
    // Key must be in the replica's Region.
    [
      'ReplicaRegions[].KmsKeyId', 'secretsmanager:ReplicateSecretToRegions', 'caller', 'GenerateDataKey Decrypt', 'runtime', 'medium',
      'secretsmanager/create-manage-multi-region-secrets', { context: [['SecretARN', '${secretArn}', 'always', 'medium'],
      ['SecretVersionId', '${secretVersionId}', 'always', 'medium']], via: ['secretsmanager', 'medium'] },
    ],
  ],
  '': [
    // WithDecryption false: no key; String/StringList: no key; alias/aws/ssm: nothing to grant.
    [
      'parameter', 'ssm:GetParameter GetParameters GetParametersByPath GetParameterHistory', 'caller', 'Decrypt', 'runtime', 'high',
      'kms/services-parameter-store cdk/aws-ssm synth',
    ],
    // Tier Standard: kms:Encrypt. Tier Advanced: kms:GenerateDataKey.
    [
      'parameter', 'ssm:PutParameter', 'caller', 'Encrypt', 'runtime', 'high', 'kms/services-parameter-store synth', { enough: ['Encrypt',
      'GenerateDataKey'] },
    ],
    // The docs show one statement without condition plus grants; the IamRoleArn of the export writes to S3.
    [
      '', 'rds:StartExportTask', 'caller', 'Encrypt Decrypt ReEncrypt* GenerateDataKey* CreateGrant DescribeKey RetireGrant', 'runtime',
      'high', 'rds/USER_ExportSnapshot',
    ],
    ['', 'xray:GetTraceSummaries BatchGetTraces', 'caller', 'Decrypt', 'runtime', 'low', 'unread', { via: ['xray', 'low'] }],
  ],
  'AWS::SSM::Document': [
    // S3/logs encryption of session logs is separate.
    [
      'Content.inputs.kmsKeyId', 'ssm:StartSession', 'caller', 'GenerateDataKey', 'runtime', 'medium',
      'ssm/session-preferences-enable-encryption', { context: [['aws:ssm:SessionId', '${sessionId}', 'unknown', 'low'],
      ['aws:ssm:TargetId', '${instanceId}', 'unknown', 'low']] },
    ],
    [
      'Content.inputs.kmsKeyId', 'ssmmessages:CreateDataChannel', 'caller', 'Decrypt', 'runtime', 'medium',
      'ssm/session-preferences-enable-encryption', { context: [['aws:ssm:SessionId', '${sessionId}', 'unknown', 'low'],
      ['aws:ssm:TargetId', '${instanceId}', 'unknown', 'low']] },
    ],
  ],
  'AWS::ECR::Repository': [
    // ECS/EKS/Lambda pulls need no kms on the repository's key.
    [
      'repository', 'ecr:BatchGetImage GetDownloadUrlForLayer PutImage UploadLayerPart', 'grant', '', 'unknown', 'high',
      'ecr/encryption-at-rest synth', { context: [['aws:s3:arn', 'other', 'unknown', 'low'], ['aws:ecr:arn', '${repositoryArn}', 'always',
      'high']] },
    ],
  ],
  'AWS::EFS::FileSystem': [
    // Encrypted: false: no key.
    [
      'KmsKeyId', 'elasticfilesystem:ClientMount ClientWrite ClientRootAccess', 'grant', '', 'unknown', 'high',
      'efs/encryption-at-rest synth', { context: [['aws:elasticfilesystem:filesystem:id', '${fileSystemId}', 'unknown', 'low']] },
    ],
  ],
  'AWS::EC2::Volume': [
    // Processes in the instance need nothing.
    [
      'KmsKeyId', 'ec2:AttachVolume RunInstances CreateVolume', 'deployer',
      'CreateGrant Decrypt DescribeKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo', 'deploy', 'medium',
      'kms/services-ebs autoscaling/key-policy-requirements-EBS-encryption cdk/aws-ec2/lib/volume.ts', { context: [['aws:ebs:id',
      '${volumeId}', 'always', 'medium']], via: ['ec2', 'medium'] },
    ],
  ],
  'AWS::Logs::LogGroup': [
    // A reader without any kms right can read an encrypted log group; logs:AssociateKmsKey / CreateLogGroup with a key: deployer needs
    // no documented kms right besides the service's statement; Logs Insights query results encrypted with a key by AssociateKmsKey on
    // resource query-result:* are again the service's business.
    [
      'logGroup', 'logs:GetLogEvents FilterLogEvents StartQuery GetQueryResults PutLogEvents CreateLogStream', 'service', '', 'unknown',
      'high', 'logs/encrypt-log-data-kms synth', { context: [['aws:logs:arn', '${logGroupArn}', 'always', 'high']], via: ['', 'medium'] },
    ],
  ],
  'AWS::RDS::DBCluster': [
    // The storage key (KmsKeyId of the cluster) is never needed by Data API callers; secret under alias/aws/secretsmanager: none.
    [
      'MasterUserSecret.KmsKeyId', 'rds-data:ExecuteStatement BatchExecuteStatement BeginTransaction', 'caller', 'Decrypt', 'runtime',
      'high', 'derived cdk/aws-rds synth', { context: [['SecretARN', '${secretArn}', 'always', 'high'], ['SecretVersionId',
      '${secretVersionId}', 'always', 'high']], via: ['secretsmanager', 'high'] },
    ],
  ],
  'AWS::RDS::DBInstance': [
    ['KmsKeyId', 'rds-db:connect', 'grant', '', 'unknown', 'medium', 'unread', { context: [['aws:rds:db-id', 'other', 'unknown', 'low']] }],
    // Alias/aws/rds: none.
    [
      'PerformanceInsightsKMSKeyId', 'pi:GetResourceMetrics DescribeDimensionKeys', 'caller', 'Decrypt', 'runtime', 'low', 'unread',
      { context: [['aws:pi:service', 'other', 'unknown', 'low'], ['service', 'other', 'unknown', 'low'], ['aws:rds:db-id', 'other',
      'unknown', 'low']], via: ['rds', 'low'] },
    ],
  ],
  'AWS::OpenSearchService::Domain': [
    [
      'EncryptionAtRestOptions.KmsKeyId', 'es:ESHttpGet ESHttpPost ESHttpPut', 'grant', '', 'unknown', 'high',
      'opensearch/encryption-at-rest synth',
    ],
  ],
  'AWS::OpenSearchServerless::SecurityPolicy': [
    ['Policy.KmsARN', 'aoss:APIAccessAll', 'grant', '', 'unknown', 'high', 'opensearch/serverless-encryption'],
  ],
  'AWS::Glue::DataCatalogEncryptionSettings': [
    // Account-wide setting: hits every reader of the catalogue, also Athena users, crawlers, jobs, Lake Formation;
    // EncryptionAtRest.CatalogEncryptionServiceRole (mode SSE-KMS-WITH-SERVICE-ROLE): that role, not the caller, not read.
    [
      'DataCatalogEncryptionSettings.EncryptionAtRest.SseAwsKmsKeyId', 'glue:GetTable GetDatabase GetPartitions', 'caller', 'Decrypt',
      'runtime', 'high', 'glue/encrypt-glue-data-catalog glue/set-up-encryption athena/access-encrypted-data-glue-data-catalog',
      { context: [['glue_catalog_id', '${accountId}', 'unknown', 'low']], via: ['glue', 'high'],
      where: [{ property: 'DataCatalogEncryptionSettings.EncryptionAtRest.CatalogEncryptionMode', equals: ['SSE-KMS'] }] },
    ],
    [
      'DataCatalogEncryptionSettings.EncryptionAtRest.SseAwsKmsKeyId', 'glue:CreateTable UpdateTable CreatePartition', 'caller',
      'Decrypt Encrypt GenerateDataKey', 'runtime', 'high',
      'glue/encrypt-glue-data-catalog glue/set-up-encryption athena/access-encrypted-data-glue-data-catalog',
      { context: [['glue_catalog_id', '${accountId}', 'unknown', 'low']], via: ['glue', 'high'],
      where: [{ property: 'DataCatalogEncryptionSettings.EncryptionAtRest.CatalogEncryptionMode', equals: ['SSE-KMS'] }] },
    ],
    // HidePassword: true on GetConnection: no key, not read.
    [
      'DataCatalogEncryptionSettings.ConnectionPasswordEncryption.KmsKeyId', 'glue:CreateConnection UpdateConnection', 'caller',
      'Encrypt', 'runtime', 'high', 'glue/console-data-catalog-settings glue/set-up-encryption', { via: ['glue', 'high'] },
    ],
    [
      'DataCatalogEncryptionSettings.ConnectionPasswordEncryption.KmsKeyId', 'glue:GetConnection', 'caller', 'Decrypt', 'runtime', 'high',
      'glue/console-data-catalog-settings glue/set-up-encryption', { via: ['glue', 'high'] },
    ],
  ],
  'AWS::Athena::WorkGroup': [
    // SSE_S3 results: none; CSE_KMS: Athena calls KMS with the caller's rights; data set encrypted by another key: kms:Decrypt on that
    // key; ManagedQueryResults: key in ManagedQueryResultsConfiguration, see.
    [
      'WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.KmsKey', 'athena:StartQueryExecution', 'caller',
      'GenerateDataKey Decrypt', 'runtime', 'high', 'athena/encryption', { context: [['aws:s3:arn', '${objectArn}', 'noBucketKey',
      'high'], ['aws:s3:arn', '${bucketArn}', 'bucketKey', 'high']], via: ['s3', 'high'] },
    ],
    [
      'WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.KmsKey', 'athena:GetQueryResults', 'caller', 'Decrypt',
      'runtime', 'high', 'athena/encryption', { context: [['aws:s3:arn', '${objectArn}', 'noBucketKey', 'high'], ['aws:s3:arn',
      '${bucketArn}', 'bucketKey', 'high']], via: ['s3', 'high'] },
    ],
  ],
  'AWS::CodeCommit::Repository': [
    // KmsKeyId absent: alias/aws/codecommit, nothing to grant; the 2023 page says customer keys are impossible; the property is newer.
    // Which of the six a pull needs is not established (Decrypt surely).
    [
      'KmsKeyId', 'codecommit:GitPull GitPush GetFile', 'caller',
      'Decrypt Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncrypt* DescribeKey', 'runtime', 'medium',
      'codecommit/encryption synth', { enough: ['Decrypt'], context: [['aws:codecommit:id', 'other', 'unknown', 'low']],
      via: ['codecommit', 'medium'] },
    ],
  ],
  'AWS::CodeArtifact::Domain': [
    [
      'EncryptionKey', 'codeartifact:ReadFromRepository PublishPackageVersion GetPackageVersionAsset', 'grant', '', 'unknown', 'low',
      'codeartifact/domain-create',
    ],
  ],
  'AWS::StepFunctions::StateMachine': [
    // IncludedData METADATA_ONLY avoids it (not for a labelled ARN of a Distributed Map); EncryptionConfiguration absent or
    // AWS_OWNED_KEY: none.
    [
      'stateMachine',
      'states:DescribeStateMachine DescribeExecution GetExecutionHistory DescribeStateMachineForExecution StartSyncExecution', 'caller',
      'Decrypt', 'runtime', 'high', 'step-functions/API_DescribeExecution synth', { context: [['aws:states:stateMachineArn',
      '${stateMachineArn}', 'always', 'high']], via: ['states', 'high'] },
    ],
    // Do not report.
    [
      'stateMachine', 'states:StartExecution', 'role', '', 'unknown', 'low', 'cdk/aws-stepfunctions/lib/state-machine.ts synth',
      { role: 'RoleArn', context: [['aws:states:stateMachineArn', '${stateMachineArn}', 'unknown', 'low']] },
    ],
  ],
  'AWS::StepFunctions::Activity': [
    // Not verified which of the worker calls check the caller.
    [
      'activity', 'states:GetActivityTask SendTaskSuccess SendTaskFailure SendTaskHeartbeat', 'caller', 'Decrypt', 'runtime', 'low',
      'derived', { context: [['aws:states:activityArn', '${activityArn}', 'unknown', 'low']] },
    ],
  ],
  'AWS::Events::EventBus': [
    // Events of AWS services on the bus stay under an AWS owned key; only custom and partner events, rule patterns, target inputs use
    // the customer key; no schema discovery with a customer key.
    [
      'bus', 'events:PutEvents', 'service', '', 'unknown', 'medium', 'events/eb-encryption-event-bus-cmkey synth',
      { context: [['aws:events:event-bus:arn', '${eventBusArn}', 'always', 'medium']], via: ['', 'medium'] },
    ],
    // The DEPLOYER (CloudFormation execution role) and console users; root trust plus admin is enough.
    [
      'bus', 'events:PutRule PutTargets DescribeRule ListRules ListTargetsByRule EnableRule DisableRule', 'deployer', 'Decrypt', 'deploy',
      'high', 'events/eb-encryption-event-bus-cmkey', { context: [['aws:events:event-bus:arn', '${eventBusArn}', 'always', 'high']],
      via: ['events', 'high'] },
    ],
    [
      'bus', 'events:CreateEventBus UpdateEventBus', 'deployer',
      'GenerateDataKeyWithoutPlaintext Decrypt Encrypt ReEncryptFrom ReEncryptTo DescribeKey', 'deploy', 'high',
      'events/eb-encryption-event-bus-cmkey', { context: [['aws:events:event-bus:arn', '${eventBusArn}', 'always', 'high']] },
    ],
  ],
  'AWS::Lambda::Function': [
    // Deployer needs kms:CreateGrant, kms:Encrypt (and kms:Decrypt to show or change variables); never report an execution role
    // without kms:Decrypt for KmsKeyArn; role deleted and re-created under the same name: the grant names the old principal id and
    // invocations fail until the function's key or role is set again; client-side encrypted variables (console helpers): then the code
    // calls kms:Decrypt and the role needs it.
    [
      'KmsKeyArn', 'lambda:InvokeFunction', 'grant', '', 'unknown', 'high',
      'lambda/configuration-envvars-encryption repost/lambda-kmsaccessdeniedexception-errors quoted synth',
      { context: [['aws:lambda:FunctionArn', '${functionArn}', 'always', 'high']] },
    ],
    // Without it the call works: the answer has an error in the place of the variables, which few callers read (CDK gives the action to
    // the role of each Firehose stream with a processing function).
    [
      'KmsKeyArn', 'lambda:GetFunctionConfiguration UpdateFunctionConfiguration', 'caller', 'Decrypt', 'runtime', 'high',
      'lambda/configuration-envvars-encryption', { context: [['aws:lambda:FunctionArn', '${functionArn}', 'always', 'high']],
      via: ['lambda', 'high'], silent: 'nothing-needed' },
    ],
    // The code bucket's own key needs kms:Decrypt for the deployer (CloudFormation execution role).
    [
      'Code.SourceKMSKeyArn', 'lambda:CreateFunction UpdateFunctionCode', 'deployer', 'GenerateDataKey Decrypt', 'deploy', 'low',
      'unread', { context: [['aws:lambda:FunctionArn', '${functionArn}', 'unknown', 'low']] },
    ],
  ],
  'AWS::Lambda::EventSourceMapping': [
    // Only with FilterCriteria; calls this property not-needed: CDK writes a key-policy statement, so 'required' is the safer reading.
    [
      'KmsKeyArn', 'lambda:CreateEventSourceMapping', 'service', 'Decrypt', 'runtime', 'high',
      'cdk/aws-lambda/lib/event-source-mapping.ts synth',
    ],
  ],
  'AWS::MSK::BatchScramSecret': [
    // Alias/aws/secretsmanager is refused for SCRAM secrets; secret name must start with AmazonMSK_.
    [
      '', 'kafka:BatchAssociateScramSecret', 'deployer', 'CreateGrant', 'deploy', 'medium', 'unread',
      { keyOf: { type: 'AWS::SecretsManager::Secret', keyProperty: 'KmsKeyId', from: 'SecretArnList[]' }, via: ['', 'low'] },
    ],
  ],
  'AWS::MSK::Cluster': [
    [
      'EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId', 'kafka-cluster:ReadData WriteData Connect', 'grant', '', 'unknown', 'medium',
      'unread',
    ],
  ],
  'AWS::Bedrock::Guardrail': [
    // Creator: Decrypt, GenerateDataKey, DescribeKey, CreateGrant.
    ['KmsKeyArn', 'bedrock:ApplyGuardrail InvokeModel', 'caller', 'Decrypt', 'runtime', 'high', 'bedrock/guardrails-permissions-kms'],
  ],
  'AWS::Bedrock::Agent': [
    // Agents made after 22 Jan 2025 follow encryption-agents-new (not read).
    [
      'CustomerEncryptionKeyArn', 'bedrock:InvokeAgent', 'caller', 'GenerateDataKey Decrypt', 'runtime', 'high',
      'bedrock/encryption-agents', { context: [['aws:bedrock:arn', '${agentArn}', 'always', 'high']] },
    ],
  ],
  'AWS::SageMaker::NotebookInstance': [
    // Output key: execution role Encrypt, GenerateDataKey.
    [
      'KmsKeyId', 'sagemaker:CreateNotebookInstance CreateTrainingJob', 'role', 'CreateGrant DescribeKey', 'runtime', 'low',
      'unread cdk/aws-stepfunctions-tasks/lib/sagemaker/create-training-job.ts', { role: 'RoleArn' },
    ],
  ],
  'AWS::Backup::BackupVault': [
    // The AWS managed policies for Backup carry kms rights under kms:ViaService / GrantIsForAWSResource conditions, so root trust is
    // enough.
    [
      'vault', 'backup:StartBackupJob StartRestoreJob StartCopyJob', 'role',
      'CreateGrant GenerateDataKey Decrypt DescribeKey RetireGrant', 'runtime', 'low', 'unread synth',
      { owner: { type: 'AWS::Backup::BackupPlan', back: 'BackupPlan.BackupPlanRule[].TargetBackupVault',
      via: { type: 'AWS::Backup::BackupSelection', back: 'BackupPlanId', property: 'BackupSelection.IamRoleArn' } },
      context: [['aws:backup:backup-vault', 'other', 'unknown', 'low']] },
    ],
  ],
  'AWS::Timestream::Database': [
    // Not verified whether each query is checked.
    [
      'KmsKeyId', 'timestream:Select WriteRecords', 'caller', 'Decrypt', 'runtime', 'low', 'unread',
      { context: [['aws:timestream:database-name', 'other', 'unknown', 'low']], via: ['timestream', 'low'] },
    ],
  ],
  'AWS::AppSync::ApiCache': [
    // No finding possible.
    ['', '', 'none', '', 'unknown', 'medium', 'derived'],
  ],
  'AWS::AppConfig::Deployment': [
    // Hosted configuration: ConfigurationProfile.KmsKeyIdentifier; StartDeployment needs kms:GenerateDataKey for the deployer.
    [
      'KmsKeyIdentifier', 'appconfig:GetLatestConfiguration', 'caller', 'Decrypt', 'runtime', 'high',
      'appconfig/appconfig-security appconfig/appconfig-retrieving-the-configuration synth', { context: [['aws:appconfig:deployment:arn',
      '${deploymentArn}', 'always', 'high']], via: ['appconfig', 'high'] },
    ],
  ],
  'AWS::ECS::Cluster': [
    // Absent: TLS only.
    [
      'Configuration.ExecuteCommandConfiguration.KmsKeyId', 'ecs:ExecuteCommand', 'caller', 'GenerateDataKey', 'runtime', 'high',
      'ecs/ecs-exec synth',
    ],
  ],
  'AWS::KinesisVideo::Stream': [
    // Alias/aws/kinesisvideo: none.
    [
      'KmsKeyId', 'kinesisvideo:PutMedia', 'caller', 'GenerateDataKey', 'runtime', 'low', 'unread', { context: [['aws:kinesisvideo:arn',
      '${streamArn}', 'unknown', 'low']], via: ['kinesisvideo', 'low'] },
    ],
    [
      'KmsKeyId', 'kinesisvideo:GetMedia', 'caller', 'Decrypt', 'runtime', 'low', 'unread', { context: [['aws:kinesisvideo:arn',
      '${streamArn}', 'unknown', 'low']], via: ['kinesisvideo', 'low'] },
    ],
  ],
});
