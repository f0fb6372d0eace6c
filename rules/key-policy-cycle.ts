/** A key policy that refers to what needs the key, in one template: CloudFormation refuses it as a circular dependency. */
import {
  answerOf,
  defineRule,
  enumerated,
  logicalIdOf,
  nameOf,
  say,
  scenariosOfKey,
  type Address,
  type Fix,
  type JsonObject,
  type Link,
  type Program,
  type TemplateCycle,
} from '../src/rule-kit.js';
import { breakAdvice, breakFix, isWrittenByHand } from '../src/rule-kit/built-in.js';

const ROOT = {
  Effect: 'Allow',
  Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
  Action: 'kms:*',
  Resource: '*',
};
const key = (...statements: readonly JsonObject[]): JsonObject => ({
  Type: 'AWS::KMS::Key',
  Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [ROOT, ...statements] } },
});
const forService = (service: string, condition: JsonObject): JsonObject => ({
  Effect: 'Allow',
  Principal: { Service: service },
  Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  Resource: '*',
  Condition: condition,
});
const bucket: JsonObject = {
  Type: 'AWS::S3::Bucket',
  Properties: {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
      ],
    },
  },
};
const role: JsonObject = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {},
    Policies: [
      {
        PolicyName: 'use',
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }] },
      },
    ],
  },
};
const forRole = (principal: JsonObject): JsonObject => ({ Effect: 'Allow', Principal: principal, Action: 'kms:Decrypt', Resource: '*' });
const sourceOf = (logicalId: string): JsonObject => ({ ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': [logicalId, 'Arn'] } } });

/**
 * The flag with which topic.addSubscription() lets SNS use the queue's key for this topic only, in CDK's words: with one key for both, the
 * key waits for the topic (aws/aws-cdk#35418).
 */
const RESTRICT_SQS = '@aws-cdk/aws-sns-subscriptions:restrictSqsDescryption';

/** What the rule says. */
const messages = {
  itself: '{step}, which is the key itself, so CloudFormation refuses the template with a circular dependency.',
  itselfOften:
    '{where} of {key} refer to {key}, which is the key itself, so CloudFormation refuses the template with a circular dependency.',
  several:
    '{resources} depend on each other in a cycle inside one template ({around}), so CloudFormation refuses the template with a circular dependency.',
  refersTo: '{from} refers to {to}',
  readsOutput: '{from} reads the output "{name}" of the nested stack {to}',
  dependsOn: '{from} has a DependsOn on {to}',
  isGiven: 'the nested stack {from} is given its parameter "{name}" from {to}',
  takesParameter: '{where} of {key} takes the parameter "{name}", which {from} is given from {to}',
  writeStar: 'Write Resource "*": in a key policy it means this key and no other.',
  writeStarInCdk: "Write resources: ['*']: in a key policy it means this key and no other.",
  twoKeys:
    'topic.addSubscription() writes this statement, because the feature flag {flag} is on: it refers to {other}. Give {queue} and {other} a key each: the flag then does no harm. Or set the flag to false in cdk.json: SNS may then use the keys of all queues of the app for every topic.',
  flagOff: 'Set {flag} to false in cdk.json',
  nameAccount:
    "Use a condition on the account, not on {other}: { StringEquals: { 'aws:SourceAccount': this.account } }, or ArnLike with a pattern that contains no reference. Or give {other} a key of its own.",
  nameAccountByHand:
    'Use a condition on the account, not on {other}: StringEquals with aws:SourceAccount: !Ref AWS::AccountId, or ArnLike with a pattern that contains no reference. Or give {other} a key of its own.',
} as const;

export default defineRule({
  id: 'key-policy-cycle',
  title: 'A key policy refers to what needs the key',
  level: 'error',
  on: 'program',
  why: 'A key policy is part of the key: there is no resource for the policy alone. If the policy refers to a resource by Ref or GetAtt, the key is created after that resource. If that resource needs the key, neither can be created first. CloudFormation refuses the whole template. CDK writes it without an error.',
  messages,
  remedy:
    "Take the reference out of the key policy. For a role, the account's root in the key policy and an IAM policy of the role are enough. For a service, use a condition on the account (aws:SourceAccount) or an ARN pattern without a reference, or give the resource a key of its own.",
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
    'https://github.com/aws/aws-cdk/issues/3067',
    'https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/322',
  ],
  *check(program) {
    for (const cycle of program.templateCycles) yield report(cycle, program);
  },
  examples: {
    bad: [
      {
        title: 'the key policy names the bucket that is encrypted with the key',
        stacks: { App: { Resources: { Key: key(forService('s3.amazonaws.com', sourceOf('Bucket'))), Bucket: bucket } } },
      },
      {
        title: 'the key policy names the role that uses the key',
        stacks: { App: { Resources: { Key: key(forRole({ AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } })), Role: role } } },
      },
      {
        title: 'two statements name the key itself',
        stacks: {
          App: {
            Resources: {
              Key: key(
                { ...forRole({ AWS: '111122223333' }), Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } },
                { ...forRole({ AWS: '444455556666' }), Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } },
              ),
            },
          },
        },
      },
      {
        title: 'the key policy names the key itself',
        stacks: { App: { Resources: { Key: key({ ...forRole({ AWS: '111122223333' }), Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }) } } },
      },
    ],
    good: [
      {
        title: 'the condition names the account',
        stacks: {
          App: {
            Resources: {
              Key: key(forService('s3.amazonaws.com', { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } })),
              Bucket: bucket,
            },
          },
        },
      },
      { title: "the account's root lets IAM decide", stacks: { App: { Resources: { Key: key(), Role: role } } } },
      {
        title: 'the policy that uses the key is a resource of its own, for which the role does not wait',
        stacks: {
          App: {
            Resources: {
              Key: key(forRole({ AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } })),
              Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
              Policy: {
                Type: 'AWS::IAM::Policy',
                Properties: {
                  PolicyName: 'use',
                  Roles: [{ Ref: 'Role' }],
                  PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }] },
                },
              },
            },
          },
        },
      },
    ],
  },
});

const capitalized = (clause: string): string => clause.charAt(0).toUpperCase() + clause.slice(1);

function report(cycle: TemplateCycle, program: Program) {
  const { edges } = cycle;
  const [first] = edges;
  const { statement, number } = statementOf(cycle, program);
  const names = edges.map(({ from }) => nameOf(from));
  const places = edges.length === 1 ? selfReferences(cycle, program) : [cycle.policyAt],
    numbers = places.flatMap(({ pointer }) => /\/Statement\/(\d+)/.exec(pointer)?.[1] ?? []).map((index) => Number(index) + 1);
  const where =
    number === undefined
      ? 'the key policy'
      : numbers.length > 1
        ? `statements ${enumerated(numbers.map(String))} of the key policy`
        : `statement ${number} of the key policy`;
  const steps = edges.map((link, i) => (i === 0 ? policyStep(cycle, link, where) : step(link)));
  const remedy = remedyHere(statement, first, program);
  const fix = isFlagged(statement, first, program)
    ? FLAG_OFF
    : first?.from === cycle.key
      ? breakFix(
          places.map((at) => ({ ...first, at })),
          program,
        )
      : undefined;
  return {
    at: cycle.policyAt,
    when: answerOf(cycle.certainty),
    detail: edges.map(({ from }) => logicalIdOf(from)).join(' > '),
    stack: cycle.stack,
    message: capitalized(
      edges.length === 1
        ? numbers.length > 1
          ? say(messages.itselfOften, { where, key: nameOf(cycle.key) })
          : say(messages.itself, { step: steps[0] ?? '' })
        : say(messages.several, { resources: enumerated(names), around: steps.join(', ') }),
    ),
    ...(remedy === undefined ? {} : { remedy }),
    ...(fix ? { fix } : {}),
    flow:
      places.length > 1
        ? places.map((at) => ({ at, message: say(messages.refersTo, { from: 'this statement', to: nameOf(cycle.key) }) }))
        : edges.map((link, i) => ({ at: i === 0 ? cycle.policyAt : link.at, message: steps[i] ?? '' })),
  };
}

/** Each statement whose Resource is the key itself: all must go, or the cycle stays. */
function selfReferences({ key: id, policyAt }: TemplateCycle, program: Program): readonly Address[] {
  const policy = scenariosOfKey(id, program)[0]?.policy;
  const places = (policy?.statements ?? [])
    .filter(({ resources }) => resources?.texts.some((text) => text && program.resource(text)?.id === id))
    .map(({ at }): Address | undefined => {
      const place = policy?.place(at);
      return place && { ...place, pointer: `${place.pointer}/Resource` };
    })
    .filter((place) => place !== undefined);
  return places.length > 1 ? places : [policyAt];
}

/** The first step: through the policy of the key, or through the nested stack that has it. */
function policyStep(cycle: TemplateCycle, link: Link, where: string): string {
  const [key, name, to] = [nameOf(cycle.key), link.name, nameOf(link.to)];
  if (link.from !== cycle.key) return say(messages.takesParameter, { where, key, name, from: nameOf(link.from), to });
  const from = `${where} of ${key}`;
  return link.kind === 'nested-output' ? say(messages.readsOutput, { from, name, to }) : say(messages.refersTo, { from, to });
}

function step(link: Link): string {
  const { name } = link;
  const [from, to] = [nameOf(link.from), nameOf(link.to)];
  switch (link.kind) {
    case 'depends-on':
      return say(messages.dependsOn, { from, to });
    case 'nested-parameter':
      return say(messages.isGiven, { from, name, to });
    case 'nested-output':
      return say(messages.readsOutput, { from, name, to });
    default:
      return say(messages.refersTo, { from, to });
  }
}

const object = (json: unknown): JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as JsonObject) : {};

/** The statement that makes the cycle, and its number as people count. */
function statementOf({ key: id, policyAt }: TemplateCycle, program: Program): { readonly statement: JsonObject; readonly number?: number } {
  const resource = [...program.stacks.values()].flatMap(({ resources }) => resources).find((one) => one.id === id);
  const written = object(object(resource?.properties)['KeyPolicy'])['Statement'];
  const [, index] = /\/KeyPolicy\/Statement\/(\d+)/.exec(policyAt.pointer) ?? [];
  if (index === undefined) return { statement: object(written) };
  return {
    statement: object(Array.isArray(written) ? (written as readonly unknown[])[Number(index)] : undefined),
    number: Number(index) + 1,
  };
}

function serviceOf(statement: JsonObject): string | undefined {
  const { Service: service } = object(statement['Principal']);
  return typeof service === 'string' ? service.split('.')[0] : undefined;
}

const FLAG_OFF: Fix = {
  title: say(messages.flagOff, { flag: RESTRICT_SQS }),
  // It takes a protection away from every queue of the app.
  safety: 'unsafe',
  edits: [{ is: 'flag', flag: RESTRICT_SQS, value: false }],
};

/**
 * Whether the statement is the one that CDK writes with the flag: for SNS, by the ARN of a topic of the same template, with these two
 * actions.
 */
function isFlagged(statement: JsonObject, link: Link | undefined, program: Program): boolean {
  const { Condition: condition, Action: actions } = statement;
  const test = object(object(condition)['ArnEquals'])['aws:SourceArn'];
  const flag = program.flags[RESTRICT_SQS];
  const key = link && scenariosOfKey(link.from, program)[0];
  return (
    key !== undefined &&
    !isWrittenByHand(key, program) &&
    serviceOf(statement) === 'sns' &&
    Object.keys(object(condition)).length === 1 &&
    object(test)['Ref'] !== undefined &&
    JSON.stringify(actions) === '["kms:Decrypt","kms:GenerateDataKey"]' &&
    !(flag?.is === 'known' && flag.value === false)
  );
}

/** The queues that the key encrypts. */
function queuesOf(link: Link | undefined, { uses }: Program): string {
  const queues = uses.filter(({ key, type }) => type === 'AWS::SQS::Queue' && key.is === 'own' && key.key === link?.from);
  return queues.length === 0 ? 'the queue' : enumerated([...new Set(queues.map(({ by }) => nameOf(by)))]);
}

function remedyHere(statement: JsonObject, link: Link | undefined, program: Program): string | undefined {
  const other = link ? nameOf(link.to) : 'it';
  if (link && link.from === link.to) {
    const [key] = scenariosOfKey(link.from, program);
    return key && !isWrittenByHand(key, program) ? messages.writeStarInCdk : messages.writeStar;
  }
  if (isFlagged(statement, link, program)) return say(messages.twoKeys, { flag: RESTRICT_SQS, other, queue: queuesOf(link, program) });
  if (serviceOf(statement) !== undefined && statement['Condition'] !== undefined) {
    const key = link && scenariosOfKey(link.from, program)[0];
    return say(key && isWrittenByHand(key, program) ? messages.nameAccountByHand : messages.nameAccount, { other });
  }
  if (link && object(statement['Principal'])['AWS'] !== undefined) return breakAdvice(link, program, nameOf);
  return undefined;
}
