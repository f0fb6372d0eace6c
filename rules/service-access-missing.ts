/** A service must use a key of the app so that something of the app works, and the key policy does not let it. */
import {
  textOf,
  sameText,
  literal,
  keyActionsOf,
  items,
  defineRule,
  enumerated,
  nameOf,
  printText,
  say,
  serviceMay,
  statementName,
  type JsonObject,
  type Key,
  type Lack,
  type Level,
  type Program,
  type Report,
  type ServiceAccess,
  type PrincipalElement,
} from '../src/rule-kit.js';
import {
  consequenceForIt,
  failingGroups,
  isDeniedByFence,
  isWrittenByHand,
  serviceFix,
  type FailingGroup,
} from '../src/rule-kit/built-in.js';

const topic = (statement: JsonObject | undefined): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [ROOT, ...(statement ? [statement] : [])] } },
    },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'Key' } } },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, AlarmActions: [{ Ref: 'Topic' }] },
    },
  },
});
const ROOT: JsonObject = {
  Effect: 'Allow',
  Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
  Action: 'kms:*',
  Resource: '*',
};
const cloudWatch = (actions: readonly string[], more: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: actions,
  Resource: '*',
  ...more,
});

/** What the rule says. */
const messages = {
  delivery: '{service} cannot use {key}, which encrypts {target}: the key policy does not allow it {actions}{cause}. So {consequence}.',
  use: '{service} cannot use {key} for {target}: the key policy does not allow it {actions}{cause}. So {consequence}.',
  source: '{source} delivers to {target}, which the key encrypts',
  more: '{number} more',
  encrypts: 'the key encrypts {target}',
  remedy: 'Let the service use the key: {code}',
  cause: ': its requests do not fulfil the condition on {keys} in {statement}',
  condition:
    'Change {statement}: remove the condition on {keys}, or write one that requests of {service} fulfil. Not every service sends aws:SourceArn and aws:SourceAccount.',
  byHand:
    'Let the service use the key: add to KeyPolicy a statement with Effect Allow, Principal Service {service}, Action {actions} and Resource "*".',
  byHandRole:
    'Let the role use the key: add to KeyPolicy a statement with Effect Allow, Principal AWS "*", Action {actions}, Resource "*" and the Condition ArnEquals on aws:PrincipalArn for {role}: the role may not exist before its service is used, so Principal cannot name it.',
  role: 'The service-linked role {name}',
} as const;

export default defineRule({
  id: 'service-access-missing',
  title: 'The key policy does not let a service use the key that must use it',
  level: 'error',
  levels: ['error', 'warning', 'note'],
  securitySeverity: '3.0',
  on: 'program',
  why: 'A service that delivers to an encrypted topic or queue, or encrypts logs, calls KMS itself. IAM policies cannot let it: only the key policy can. Where it does not, the deployment fails, or messages are lost without an error.',
  remedy:
    'Add a statement to the key policy that names the service, allows the actions that it needs, and is limited to the account (aws:SourceAccount) and the source (aws:SourceArn) where the service sends them.',
  references: [
    'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  ],
  *check(program) {
    const groups = failingGroups(
      program.requiredAccess.services.filter(({ kind }) => kind !== 'impossible'),
      program,
      (access, key) => {
        const lack = serviceMay(access, key);
        // deny-blocks-services tells of a Deny.
        return lack.answer === 'no' && isDeniedByFence(access, key) ? undefined : lack;
      },
      ({ principals }) => printText(principals[0] ?? []),
    );
    for (const group of groups) yield reportOf(group, program);
  },
  examples: {
    bad: [
      { title: 'an alarm into a topic whose key does not let CloudWatch use it', stacks: { App: topic(undefined) } },
      { title: 'with too few actions', stacks: { App: topic(cloudWatch(['kms:Decrypt'])) } },
      {
        title: 'for log groups only their own service counts',
        stacks: {
          App: {
            Resources: {
              Key: {
                Type: 'AWS::KMS::Key',
                Properties: {
                  KeyPolicy: {
                    Version: '2012-10-17',
                    Statement: [ROOT, { ...cloudWatch(['kms:*']), Principal: { Service: 'delivery.logs.amazonaws.com' } }],
                  },
                },
              },
              Logs: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
            },
          },
        },
      },
    ],
    good: [
      { title: 'the key policy lets it', stacks: { App: topic(cloudWatch(['kms:Decrypt', 'kms:GenerateDataKey*'])) } },
      {
        title: 'limited to the account',
        stacks: {
          App: topic(
            cloudWatch(['kms:Decrypt', 'kms:GenerateDataKey*'], {
              Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
            }),
          ),
        },
      },
      {
        title: 'a key that a parameter names is not judged',
        stacks: {
          App: {
            Parameters: { TopicKey: { Type: 'String' } },
            Resources: {
              Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'TopicKey' } } },
              Alarm: {
                Type: 'AWS::CloudWatch::Alarm',
                Properties: { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, AlarmActions: [{ Ref: 'Topic' }] },
              },
            },
          },
        },
      },
    ],
  },
});

function reportOf({ key, certain, told }: FailingGroup<ServiceAccess>, program: Program): Report {
  const [first] = told,
    { access, lack } = first,
    isUse = access.source === access.target,
    // The sentence is about those that fail as the first does; related places tell of all.
    alike = told.map((one) => one.access).filter((one) => (one.source === one.target) === isUse && one.failsAt === access.failsAt);
  const service = printText(access.principals[0] ?? []),
    { fix, code } = serviceFix(
      key,
      told.map((one) => one.access),
      service,
      program,
    ),
    obstacle = conditionBetween(access, key, lack),
    targets = unique(alike.map((one) => nameOf(one.target)));
  return {
    at: key.at,
    stack: key.stack,
    when: certain ? 'yes' : 'unknown',
    level: levelOf(told),
    detail: service,
    message: say(isUse ? messages.use : messages.delivery, {
      service: access.kind === 'service' ? service : say(messages.role, { name: service.slice(service.lastIndexOf('/') + 1) }),
      key: nameOf(key.id),
      target: enumerated(targets.length > 3 ? [...targets.slice(0, 2), say(messages.more, { number: targets.length - 2 })] : targets),
      actions: enumerated(unique(told.flatMap((one) => one.lack.missing)).sort()),
      cause: obstacle === undefined ? '' : say(messages.cause, obstacle),
      consequence: consequenceForIt(access, unique(alike.map((one) => nameOf(one.source))), targets.length > 1),
    }),
    remedy: obstacle
      ? say(messages.condition, { ...obstacle, service })
      : isWrittenByHand(key, program)
        ? access.kind === 'service'
          ? say(messages.byHand, { service, actions: enumerated(lack.missing) })
          : say(messages.byHandRole, { role: service, actions: enumerated(lack.missing) })
        : say(messages.remedy, { code }),
    related: told
      .filter((one) => one !== first || !isUse)
      .map((one) => ({
        at: one.access.at,
        message:
          one.access.source === one.access.target
            ? say(messages.encrypts, { target: nameOf(one.access.target) })
            : say(messages.source, { source: nameOf(one.access.source), target: nameOf(one.access.target) }),
      })),
    ...(fix ? { fix } : {}),
  };
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];

/** The condition of a statement that would let the service in: first of all, what it tests that the service does not send here. */
function conditionBetween(
  { principals, sent }: ServiceAccess,
  { policy }: Key,
  { missing: [action] }: Lack,
): { readonly keys: string; readonly statement: string } | undefined {
  const isMeant = ({ is, text }: PrincipalElement): boolean =>
    is === 'service' && principals.some((name) => sameText(name, text) === 'yes');
  const near = policy.statements.find(
    ({ effect, actions, conditions, principals: named, notPrincipal }) =>
      effect === 'Allow' &&
      !notPrincipal &&
      conditions.length > 0 &&
      named.some(isMeant) &&
      actions?.negated === false &&
      items(actions.value).some((item) => keyActionsOf(literal(textOf(item) ?? []) ?? '').includes(action ?? '')),
  );
  if (!near) return undefined;
  const unsent = near.conditions.filter(({ key, negated }) => !negated && sent.get(key) === 'absent'),
    tests = unsent.length > 0 ? unsent : near.conditions;
  return { keys: enumerated([...new Set(tests.map(({ name }) => name))]), statement: statementName(near) };
}

/** A service-linked role may come into being with the first use, so that nobody can say that it is surely kept out. */
function levelOf(failing: FailingGroup<ServiceAccess>['told']): Level {
  if (failing.every(({ access }) => access.atMost === 'note')) return 'note';
  return failing.some(({ access }) => access.kind === 'service' && access.failsAt !== 'unknown' && access.atMost === 'error')
    ? 'error'
    : 'warning';
}
