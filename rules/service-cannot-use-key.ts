/** A service delivers to a resource whose key it can never use: a key that AWS manages, or a service that does not know KMS there. */
import {
  defineRule,
  logicalIdOf,
  nameOf,
  printText,
  say,
  stackIdOf,
  type JsonObject,
  type Report,
  type ServiceAccess,
} from '../src/rule-kit.js';

const alarm = (key: string): JsonObject => ({
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: key } },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, AlarmActions: [{ Ref: 'Topic' }] },
    },
  },
});
const accessLogs = (algorithm: string): JsonObject => ({
  Resources: {
    Logs: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: algorithm } }] },
      },
    },
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: {
        Type: 'application',
        LoadBalancerAttributes: [
          { Key: 'access_logs.s3.enabled', Value: 'true' },
          { Key: 'access_logs.s3.bucket', Value: { Ref: 'Logs' } },
        ],
      },
    },
  },
});

/** What the rule says. */
const messages = {
  managed: '{service} can never use {alias}, the AWS managed key that encrypts {target}: nobody can change its policy. {consequence}',
  impossible:
    '{source} can never write to {target}, because it is encrypted with KMS: this service writes only to buckets with Amazon S3 managed keys (SSE-S3). {consequence}',
  deploy: 'So the deployment fails.',
  lost: 'So what {source} sends there is lost.',
  useOwnKey: 'Give {target} a customer managed key, and let {service} use it in the key policy.',
  useSse: 'Encrypt {target} with Amazon S3 managed keys (in CDK: encryption: s3.BucketEncryption.S3_MANAGED), or deliver elsewhere.',
  lostOfMany: 'So what {number} resources ({source} among them) send there is lost.',
  target: 'the encryption of {target}',
  source: '{source} delivers to {target}, too',
} as const;

export default defineRule({
  id: 'service-cannot-use-key',
  title: 'A service can never use the key of what it delivers to',
  level: 'error',
  levels: ['error', 'warning'],
  securitySeverity: '3.0',
  on: 'program',
  why: 'The policy of a key that AWS manages lets only principals of the account in, through one service: another service that delivers to a topic or queue under it can never encrypt. Load balancers write access logs only to buckets with Amazon S3 managed keys.',
  remedy:
    'Give the target a customer managed key whose policy lets the service in; for logs of load balancers encrypt the bucket with Amazon S3 managed keys.',
  references: [
    'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html',
  ],
  *check(program) {
    const causes = new Map<string, ServiceAccess[]>();
    for (const access of program.requiredAccess.services) {
      const { kind, key, source, target, certainty } = access,
        isImpossible = kind === 'impossible';
      if (source === target || (!isImpossible && (kind !== 'service' || key.is !== 'aws-managed'))) continue;
      const cause = `${target} ${serviceOf(access)} ${certainty}`;
      causes.set(cause, [...(causes.get(cause) ?? []), access]);
    }
    for (const [first, ...others] of causes.values()) if (first) yield reportOf(first, others);
  },
  examples: {
    bad: [
      { title: 'an alarm into a topic under alias/aws/sns', stacks: { App: alarm('alias/aws/sns') } },
      { title: 'access logs of a load balancer into a bucket under KMS', stacks: { App: accessLogs('aws:kms') } },
    ],
    good: [
      { title: 'a key of others', stacks: { App: alarm('alias/shared') } },
      { title: 'access logs into a bucket with Amazon S3 managed keys', stacks: { App: accessLogs('AES256') } },
    ],
  },
});

const aliasOf = ({ key }: ServiceAccess): string => (key.is === 'aws-managed' ? key.alias : '');

const serviceOf = ({ kind, principals }: ServiceAccess): string => (kind === 'impossible' ? 'sse-kms' : printText(principals[0] ?? []));

/** One cause, one finding: what encrypts the target. It stands on the first that delivers there. */
function reportOf(first: ServiceAccess, others: readonly ServiceAccess[]): Report {
  const { kind, source, target, at, keyAt, failsAt, confidence, certainty } = first,
    isImpossible = kind === 'impossible',
    service = serviceOf(first),
    more = [...new Map(others.map((one) => [one.source, one])).values()].filter((one) => one.source !== source);
  const consequence =
    failsAt === 'deploy'
      ? messages.deploy
      : more.length > 0
        ? say(messages.lostOfMany, { number: more.length + 1, source: nameOf(source) })
        : say(messages.lost, { source: nameOf(source) });
  return {
    at,
    stack: stackIdOf(source),
    when: certainty === 'certain' ? 'yes' : 'unknown',
    level: confidence === 'high' ? 'error' : 'warning',
    detail: `${logicalIdOf(target)}:${service}`,
    message: isImpossible
      ? say(messages.impossible, { source: nameOf(source), target: nameOf(target), consequence })
      : say(messages.managed, { service, alias: aliasOf(first), target: nameOf(target), consequence }),
    remedy: isImpossible ? say(messages.useSse, { target: nameOf(target) }) : say(messages.useOwnKey, { target: nameOf(target), service }),
    related: [
      { at: keyAt, message: say(messages.target, { target: nameOf(target) }) },
      ...more.map((one) => ({ at: one.at, message: say(messages.source, { source: nameOf(one.source), target: nameOf(target) }) })),
    ],
  };
}
