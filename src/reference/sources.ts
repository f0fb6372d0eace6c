/** Where the facts of the tables come from: a row names its sources by short keys, which stand for URLs or for a word. */

/** The guides: a key `guide/page` is the page of that guide. */
const GUIDES: Readonly<Record<string, string>> = {
  appconfig: 'https://docs.aws.amazon.com/appconfig/latest/userguide/',
  athena: 'https://docs.aws.amazon.com/athena/latest/ug/',
  aurora: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/',
  autoscaling: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/',
  bedrock: 'https://docs.aws.amazon.com/bedrock/latest/userguide/',
  budgets: 'https://docs.aws.amazon.com/cost-management/latest/userguide/',
  cdk: 'https://github.com/aws/aws-cdk/blob/v2.276.0/packages/aws-cdk-lib/',
  cloudfront: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/',
  cloudtrail: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/',
  cloudwatch: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/',
  codeartifact: 'https://docs.aws.amazon.com/codeartifact/latest/ug/',
  codebuild: 'https://docs.aws.amazon.com/codebuild/latest/userguide/',
  codecommit: 'https://docs.aws.amazon.com/codecommit/latest/userguide/',
  codepipeline: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/',
  cognito: 'https://docs.aws.amazon.com/cognito/latest/developerguide/',
  config: 'https://docs.aws.amazon.com/config/latest/developerguide/',
  datasync: 'https://docs.aws.amazon.com/datasync/latest/userguide/',
  dms: 'https://docs.aws.amazon.com/dms/latest/userguide/',
  dynamodb: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/',
  ecr: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/',
  ecs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/',
  efs: 'https://docs.aws.amazon.com/efs/latest/ug/',
  elb: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/',
  events: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/',
  firehose: 'https://docs.aws.amazon.com/firehose/latest/dev/',
  flink: 'https://docs.aws.amazon.com/managed-flink/latest/java/',
  github: 'https://github.com/',
  glue: 'https://docs.aws.amazon.com/glue/latest/dg/',
  guardduty: 'https://docs.aws.amazon.com/guardduty/latest/ug/',
  iot: 'https://docs.aws.amazon.com/iot/latest/developerguide/',
  keyspaces: 'https://docs.aws.amazon.com/keyspaces/latest/devguide/',
  kinesis: 'https://docs.aws.amazon.com/streams/latest/dev/',
  kms: 'https://docs.aws.amazon.com/kms/latest/developerguide/',
  lambda: 'https://docs.aws.amazon.com/lambda/latest/dg/',
  logs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/',
  opensearch: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/',
  rds: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/',
  repost: 'https://repost.aws/knowledge-center/',
  s3: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/',
  scheduler: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/',
  secretsmanager: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/',
  ses: 'https://docs.aws.amazon.com/ses/latest/dg/',
  'ses-api': 'https://docs.aws.amazon.com/ses/latest/APIReference/',
  sns: 'https://docs.aws.amazon.com/sns/latest/dg/',
  sqs: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/',
  ssm: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/',
  'step-functions': 'https://docs.aws.amazon.com/step-functions/latest/apireference/',
  transfer: 'https://docs.aws.amazon.com/transfer/latest/userguide/',
};

/** Sources without a page. */
const WORDS: Readonly<Record<string, string>> = {
  synth: 'measured: what aws-cdk-lib 2.276.0 synthesizes',
  derived: 'derived from the row of the API that is called',
  quoted: 'public text that quotes the documentation',
  unread: 'not read in a source',
};

/**
 * The sources of a row in full, from its keys with a space between them: `sns/sns-key-management synth`. Throws on a key that is not
 * known.
 */
export function sourceUrls(keys: string): readonly string[] {
  return keys.split(' ').map((key) => {
    const word = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
    if (word !== undefined) return word;
    const slash = key.indexOf('/'),
      name = key.slice(0, slash),
      guide = Object.hasOwn(GUIDES, name) ? GUIDES[name] : undefined;
    if (guide === undefined) throw new Error(`No source is called ${key}`);
    return `${guide}${key.slice(slash + 1)}${guide.startsWith('https://docs.aws.amazon.com/') ? '.html' : ''}`;
  });
}
