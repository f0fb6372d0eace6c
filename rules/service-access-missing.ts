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
  spareThem,
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
  contextsOf,
  failingGroups,
  isDeniedByFence,
  isWrittenByHand,
  namesOfStatements,
  serviceFix,
  spareService,
  variableOf,
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
  denied: ': {statements} denies it',
  cause: ': its requests do not fulfil the condition on {keys} in {statement}',
  condition: 'Change {statement}: remove the condition on {keys}, or write one that requests of {service} fulfil.',
  unsent: 'Change {statement}: {service} does not send {keys} here. Remove that condition, or test what the service does send.',
  value:
    'Change the condition of {statement}: as {keys}, {service} sends {sent}. Write that value, or a pattern that matches it with ArnLike.',
  extend: 'Add {actions} to the actions of {statement}.',
  byHand:
    'Let the service use the key: add to KeyPolicy a statement with Effect Allow, Principal Service {service}, Action {actions}, Resource "*"{condition}.',
  only: ' and Condition {json} (with Fn::Sub where AWS::… stands in it)',
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
    {
      fix,
      code,
      denies,
      extends: extended,
    } = serviceFix(
      key,
      told.map((one) => one.access),
      service,
      program,
    ),
    obstacle = conditionBetween(access, key, lack),
    targets = unique(alike.map((one) => nameOf(one.target)));
  const allow = (): string => {
    if (obstacle) return remedyOf(obstacle, service);
    if (extended) return say(messages.extend, { statement: statementName(extended.statement), actions: enumerated(extended.actions) });
    if (!isWrittenByHand(key, program))
      return say(messages.remedy, { code: code.replace(/\bkey\.(?=addToResourcePolicy\()/g, `${variableOf(key.id, 'key')}.`) });
    return access.kind === 'service'
      ? say(messages.byHand, { service, actions: enumerated(lack.missing), condition: conditionText(access) })
      : say(messages.byHandRole, { role: service, actions: enumerated(lack.missing) });
  };
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
      cause:
        denies.length > 0
          ? say(messages.denied, { statements: namesOfStatements(denies) })
          : obstacle
            ? say(messages.cause, { keys: obstacle.keys, statement: obstacle.statement })
            : '',
      consequence: consequenceForIt(access, unique(alike.map((one) => nameOf(one.source))), targets.length > 1),
    }),
    remedy: denies.length > 0 ? (access.kind === 'service' ? spareService(denies, service) : spareThem(denies, service)) : allow(),
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

const CONTEXT = 'kms:encryptioncontext:';

/** A condition that keeps the service out. sent: what it sends there, where that is known; unsent: it sends nothing there. */
interface Obstacle {
  readonly keys: string;
  readonly statement: string;
  readonly sent: string | undefined;
  readonly unsent: boolean;
}

function remedyOf({ keys, statement, sent, unsent }: Obstacle, service: string): string {
  if (sent !== undefined) return say(messages.value, { keys, statement, service, sent });
  return say(unsent ? messages.unsent : messages.condition, { keys, statement, service });
}

/** What limits the statement to the service's own requests, as it is written in a template. */
function conditionText({ statements: [first] }: ServiceAccess): string {
  const condition = first?.condition ?? {};
  if (Object.keys(condition).length === 0) return '';
  return say(messages.only, { json: JSON.stringify(condition) });
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];

/** The condition of a statement that would let the service in: first of all, what it tests that the service does not send here. */
function conditionBetween({ principals, sent }: ServiceAccess, { policy }: Key, { missing: [action] }: Lack): Obstacle | undefined {
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
  const contexts = principals.map((name) => contextsOf(printText(name)))[0];
  const isOtherContext = (name: string): boolean =>
    contexts !== undefined && name.startsWith(CONTEXT) && !contexts.includes(name.slice(CONTEXT.length));
  const unsent = near.conditions.filter(({ key, negated }) => !negated && (sent.get(key) === 'absent' || isOtherContext(key))),
    tests = unsent.length > 0 ? unsent : near.conditions;
  const [values, ...more] = unsent.length > 0 ? [] : tests.map(({ key }) => sent.get(key)),
    [value] = values === undefined || values === 'absent' || more.length > 0 ? [] : values;
  return {
    keys: enumerated([...new Set(tests.map(({ name }) => name))]),
    statement: statementName(near),
    sent: value && printText(value),
    unsent: unsent.length > 0,
  };
}

/** A service-linked role may come into being with the first use, so that nobody can say that it is surely kept out. */
function levelOf(failing: FailingGroup<ServiceAccess>['told']): Level {
  if (failing.every(({ access }) => access.atMost === 'note')) return 'note';
  return failing.some(({ access }) => access.kind === 'service' && access.failsAt !== 'unknown' && access.atMost === 'error')
    ? 'error'
    : 'warning';
}
