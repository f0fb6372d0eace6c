/**
 * The names of AWS services as principals: what no name of a service can be, and which name was likely meant.
 * KMS takes only principals that exist (CreateKey, parameter Policy: "must exist and be visible to KMS"). The form is that of
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services, which IAM Access Analyzer
 * checks as "Invalid service principal format".
 */
import type { NoSuchService } from '../types/statement.js';
import { editDistance } from '../core/nearest.js';

/** Why a name is that of no service. meant: the name that was likely meant. */
interface Verdict {
  readonly is: NoSuchService;
  readonly meant: string | undefined;
}

/**
 * Where the names of services end: the partitions aws, aws-us-gov and aws-cn; aws-eusc; the isolated ones; what is internal to AWS;
 * and Alexa (`alexa-appkit.amazon.com`).
 */
const DOMAINS = /(^|\.)(amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|aws\.internal|ic\.gov|sgov\.gov|adc-e\.uk)$/,
  ALEXA = /^alexa-[a-z-]+\.amazon\.com$/;

/**
 * Names that stand before `.amazonaws.com`, from AWS's guides (their pages on service-linked roles) and the tables of the Service
 * Authorization Reference. They are for suggestions: a service that is not among them may exist all the same.
 */
const NAMES: readonly string[] = (
  'access-analyzer account acm acm-pca airflow airflow-env amplify apigateway appconfig appfabric appflow appintegrations application-autoscaling ' +
  'application-insights appmesh apprunner appstream appsync aps athena auditmanager autoscaling backup backup-gateway batch bedrock ' +
  'bedrock-agentcore billing braket budgets cassandra ce chatbot chime cleanrooms cloud9 clouddirectory cloudformation cloudfront cloudhsm ' +
  'cloudsearch cloudtrail cloudwatch codeartifact codebuild codecommit codeconnections codedeploy codeguru-profiler codeguru-reviewer ' +
  'codepipeline codestar codestar-notifications cognito-idp cognito-identity comprehend compute-optimizer config connect controltower dataexchange ' +
  'datapipeline datasync datazone dax deadline detective devicefarm devops-guru directconnect dlm dms drs ds dsql dynamodb ec2 ecr ecs ecs-tasks ' +
  'edgelambda eks eks-fargate-pods elasticache elasticbeanstalk elasticfilesystem elasticloadbalancing elasticmapreduce elastictranscoder ' +
  'emr-containers emr-serverless entityresolution es events evidently finspace firehose fis forecast frauddetector fsx gamelift glacier ' +
  'globalaccelerator glue grafana greengrass groundstation guardduty health healthlake imagebuilder importexport inspector inspector2 ' +
  'internetmonitor iot iotanalytics iotevents iotfleetwise iotsitewise iottwinmaker ivs kafka kafkaconnect kendra kinesis kinesisanalytics ' +
  'kinesisvideo kms lakeformation lambda lex lexv2 license-manager lightsail location logs lookoutequipment lookoutmetrics lookoutvision m2 ' +
  'macie macie2 managedblockchain mediaconnect mediaconvert medialive mediapackage mediastore mediatailor memorydb mgn migrationhub mobileanalytics ' +
  'monitoring mq neptune network-firewall networkmanager omics opsworks organizations outposts panorama personalize pinpoint pipes polly ' +
  'q.apps qbusiness qldb quicksight ram rds redshift redshift-serverless rekognition resiliencehub resource-groups robomaker rolesanywhere ' +
  'route53 route53resolver rum s3 sagemaker scheduler secretsmanager securityhub securitylake serverlessrepo servicecatalog servicediscovery ' +
  'servicequotas ses shield signer sms sms-voice snowball sns sqs ssm ssm-incidents sso states storagegateway sts support swf synthetics ' +
  'textract timestream transcribe transfer translate trustedadvisor verifiedpermissions voiceid vpc-flow-logs vpc-lattice waf wafv2 wellarchitected ' +
  'workmail workspaces workspaces-web xray'
).split(' ');

const KNOWN: ReadonlySet<string> = new Set(NAMES);

/** Names of fewer letters than this are too many real ones' neighbours: `ses` and `sns`. */
const MISSPELT_FROM = 5;

/** @param written the whole name, known to the last letter · @returns undefined where it may exist */
export function noSuchService(written: string): Verdict | undefined {
  const name = written.toLowerCase();
  if (name === '*' || name.includes('*') || name.includes('?')) return { is: 'wildcard', meant: undefined };
  if (/^arn:|^\d+$/.test(name)) return { is: 'arn', meant: undefined };
  const bare = name
    .trim()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/\/+$/, '');
  if (bare !== name)
    return { is: name.includes('://') || name.endsWith('/') ? 'url' : 'characters', meant: noSuchService(bare) ? meantBy(bare) : bare };
  if (!/^[a-z0-9.-]+$/.test(name)) return { is: 'characters', meant: undefined };
  if (!name.includes('.')) return { is: 'no-domain', meant: meantBy(name) };
  if (!DOMAINS.test(name)) return ALEXA.test(name) ? undefined : { is: 'other-domain', meant: meantBy(name) };
  const [, first = '', more] = /^([a-z0-9-]+)\.(.+\.)?amazonaws\.com$/.exec(name) ?? [];
  if (more !== undefined || first.length < MISSPELT_FROM || KNOWN.has(first)) return undefined;
  const near = NAMES.filter((known) => isSlip(first, known));
  return near.length === 1 ? { is: 'misspelt', meant: `${near[0] ?? ''}.amazonaws.com` } : undefined;
}

/** One letter too many, too few or another, or two that changed places. Digits and dashes tell services apart: `inspector2`. */
function isSlip(written: string, known: string): boolean {
  if (Math.abs(written.length - known.length) > 1 || known.length < MISSPELT_FROM) return false;
  if (letterless(written) !== letterless(known)) return false;
  return editDistance(written, known) === 1 || (written.length === known.length && isSwap(written, known));
}

const letterless = (name: string): string => name.replace(/[a-z]/g, '');

function isSwap(a: string, b: string): boolean {
  const at = Array.from(a).findIndex((letter, i) => letter !== b[i]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** The service whose name stands at the beginning: `lambda`, `lambda.amazon.com`, `logs.eu-west-1.aws.com`. */
function meantBy(name: string): string | undefined {
  const [first = '', ...labels] = name.split('.');
  const known = KNOWN.has(first) ? first : NAMES.find((one) => first.length >= MISSPELT_FROM && isSlip(first, one));
  const region = labels.find((label) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(label));
  return known && `${known}${region === undefined ? '' : `.${region}`}.amazonaws.com`;
}
