/** A role has a right on encrypted data, or a service reaches encrypted data with it, and the role may not use the key. */
import {
  defineRule,
  enumerated,
  nameOf,
  roleMay,
  sameText,
  say,
  stackIdOf,
  type JsonObject,
  type Key,
  type Level,
  type Program,
  type Report,
  type Resource,
  type RoleAccess,
} from '../src/rule-kit.js';
import {
  consequenceForIt,
  failingGroups,
  isWrittenByHand,
  objectOf,
  roleFix,
  variableOf,
  type FailingGroup,
} from '../src/rule-kit/built-in.js';

const ROOT: JsonObject = {
  Effect: 'Allow',
  Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
  Action: 'kms:*',
  Resource: '*',
};
const KEY: JsonObject = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [ROOT] } } };
const ARN: JsonObject = { 'Fn::GetAtt': ['Key', 'Arn'] };
const role = (more: JsonObject = {}): JsonObject => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, ...more } });
const policy = (...statements: readonly JsonObject[]): JsonObject => ({
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyName: 'p', Roles: [{ Ref: 'Role' }], PolicyDocument: { Version: '2012-10-17', Statement: statements } },
});
const allow = (actions: readonly string[], resource: JsonObject): JsonObject => ({ Effect: 'Allow', Action: actions, Resource: resource });

/** A function with a dead-letter queue under the key. */
const deadLetters = (...more: readonly JsonObject[]): JsonObject => ({
  Resources: {
    Key: KEY,
    Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: ARN } },
    Role: role(),
    Policy: policy(allow(['sqs:SendMessage'], { 'Fn::GetAtt': ['Queue', 'Arn'] }), ...more),
    Fn: {
      Type: 'AWS::Lambda::Function',
      Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
    },
  },
});
/** A role that reads a bucket under the key. */
const reader = (attributes: JsonObject, ...more: readonly JsonObject[]): JsonObject => ({
  Resources: {
    Key: KEY,
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: ARN } }],
        },
      },
    },
    Role: role(attributes),
    Policy: policy(allow(['s3:GetObject*'], { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] }), ...more),
  },
});

/** What the rule says. */
const messages = {
  delivery:
    '{role} is not allowed to use {key}, which encrypts {target}: neither its IAM policies nor the key policy allow it {actions}. So {consequence}.',
  right:
    '{role} has {rights} on {target}, but no right on {key}, which encrypts it: neither its IAM policies nor the key policy allow it {actions}. So the calls are refused.',
  named:
    '{role} is not allowed to use {key}, which {source} names as {property}: neither its IAM policies nor the key policy allow it {actions}. So {consequence}.',
  source: '{source} reaches {target} with the role',
  statement: 'the statement that gives the right on {target}',
  remedy:
    'Let the role use the key: {keyVariable}.grant({granteeVariable}, {actions}). Here {keyVariable} is the construct {key}, and {granteeVariable} is {grantee}. Or add an IAM statement that allows the role these actions on the ARN of the key.',
  byHand:
    'Let the role use the key: add to a policy of {role} a statement with Effect Allow, Action {actions}, and the ARN of {key} as Resource.',
} as const;

export default defineRule({
  id: 'key-access-missing',
  title: 'A role may use encrypted data, but not the key',
  level: 'error',
  levels: ['error', 'warning', 'note'],
  securitySeverity: '3.0',
  on: 'program',
  why: 'Who reads or writes an encrypted queue, topic, table or bucket needs a right on its key as well. Without it each call is refused; a service that delivers with the role, such as to a dead-letter queue, loses the event without an error.',
  remedy: 'Grant the role the actions on the key: key.grant(role, ...), with exactly the actions that are needed.',
  references: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
  ],
  *check(program) {
    const groups = failingGroups(
      program.requiredAccess.roles,
      program,
      (access, key) => (inOneAccount(access.role.resource, key, program) ? roleMay(access, key, program) : undefined),
      ({ role: { resource = '' } }) => resource,
    );
    for (const group of groups) {
      const report = reportOf(group, program);
      if (report) yield report;
    }
  },
  examples: {
    bad: [
      { title: "a function's dead-letter queue, where the role may send messages only", stacks: { App: deadLetters() } },
      { title: 'with too few actions', stacks: { App: deadLetters(allow(['kms:Decrypt'], ARN)) } },
      { title: 'a role that reads a bucket', stacks: { App: reader({}) } },
      {
        title: 'under a condition that no request of S3 fulfils',
        stacks: {
          App: reader(
            {},
            { ...allow(['kms:Decrypt'], ARN), Condition: { StringEquals: { 'kms:ViaService': 'sqs.us-east-1.amazonaws.com' } } },
          ),
        },
      },
    ],
    good: [
      { title: 'the role may use the key', stacks: { App: deadLetters(allow(['kms:GenerateDataKey*', 'kms:Decrypt'], ARN)) } },
      { title: 'a reader that may decrypt', stacks: { App: reader({}, allow(['kms:Decrypt'], ARN)) } },
      {
        title: 'a managed policy that nobody knows may give it',
        stacks: { App: reader({ ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/Own'] }) },
      },
      {
        title: 'a permissions boundary that nobody can read here',
        stacks: { App: reader({ PermissionsBoundary: 'arn:aws:iam::111122223333:policy/Boundary' }) },
      },
    ],
  },
});

/** Across accounts both sides must allow it, which is another rule's affair. */
function inOneAccount(holder: string | undefined, key: Key, { stacks }: Program): boolean {
  const facts = holder === undefined ? undefined : stacks.get(stackIdOf(holder));
  return facts !== undefined && sameText(facts.env.account, key.env.account) === 'yes';
}

function reportOf({ key, certain, told }: FailingGroup<RoleAccess>, program: Program): Report | undefined {
  const shown = [...told].sort((a, b) => rank(a) - rank(b)),
    [first] = shown,
    holder = first?.access.role.resource,
    held = holder === undefined ? undefined : program.requiredAccess.policiesOf(holder);
  if (!first || holder === undefined || !held) return undefined;
  const missing = [...new Set(shown.flatMap((one) => one.lack.missing))].sort();
  const fix = roleFix(key, first.access, missing, program);
  return {
    at: held.role.at,
    stack: held.role.stack,
    when: certain ? 'yes' : 'unknown',
    level: levelOf(shown),
    detail: key.resource.logicalId,
    message: messageOf(key, holder, first.access, sourcesOf(first, shown), missing),
    remedy: isWrittenByHand(key, program)
      ? say(messages.byHand, { actions: enumerated(missing), key: nameOf(key.id), role: nameOf(holder) })
      : remedyInCdk(key, holder, missing, program),
    related: shown.map(({ access }) => ({
      at: access.at,
      message:
        access.kind === 'delivery'
          ? say(messages.source, { source: nameOf(access.source), target: nameOf(access.target) })
          : say(messages.statement, { target: nameOf(access.target) }),
    })),
    ...(fix ? { fix } : {}),
  };
}

/** A construct of CDK that has a role of its own is granted, as an app does it. */
function remedyInCdk(key: Key, holder: string, missing: readonly string[], program: Program): string {
  const owner = ownerOfRole(holder, program),
    grantee = owner?.id ?? holder;
  return say(messages.remedy, {
    key: nameOf(key.id),
    grantee: nameOf(grantee),
    keyVariable: variableOf(key.id, 'key'),
    granteeVariable: variableOf(grantee, owner?.type === 'AWS::Lambda::Function' ? 'fn' : 'role'),
    actions: missing.map((action) => `'${action}'`).join(', '),
  });
}

/** What CDK made the role for: the one resource that has it, where the role stands in its construct as `ServiceRole`. */
function ownerOfRole(holder: string, { stacks }: Program): Resource | undefined {
  const facts = stacks.get(stackIdOf(holder)),
    role = facts?.resources.find(({ id }) => id === holder);
  if (!facts || !role || pathOf(role)?.endsWith('/ServiceRole/Resource') !== true) return undefined;
  const named = JSON.stringify({ 'Fn::GetAtt': [role.logicalId, 'Arn'] }),
    [only, ...others] = facts.consumers.filter(({ properties }) =>
      Object.values(objectOf(properties)).some((one) => JSON.stringify(one) === named),
    );
  return others.length === 0 ? only : undefined;
}

function pathOf({ metadata }: Resource): string | undefined {
  const path = objectOf(metadata)['aws:cdk:path'];
  return typeof path === 'string' ? path : undefined;
}

type Failing = FailingGroup<RoleAccess>['told'][number];
/** The names of all that reach the target of the one in the same way. */
function sourcesOf({ access }: Failing, shown: readonly Failing[]): readonly string[] {
  const alike = shown.filter(
    ({ access: one }) => one.kind === access.kind && one.target === access.target && one.failsAt === access.failsAt,
  );
  return [...new Set(alike.map((one) => one.access.source))].map(nameOf);
}
const rank = ({ access }: Failing): number => (access.atMost === 'note' ? 2 : access.kind === 'delivery' ? 0 : 1);

function messageOf(key: Key, holder: string, access: RoleAccess, sources: readonly string[], missing: readonly string[]): string {
  const { kind, rights, source, target, at } = access,
    said = { role: nameOf(holder), key: nameOf(key.id), actions: enumerated(missing) };
  if (kind === 'data-right') return say(messages.right, { ...said, target: nameOf(target), rights: enumerated(rights) });
  const consequence = consequenceForIt(access, sources);
  return source === target
    ? say(messages.named, { ...said, source: nameOf(source), property: propertyAt(at), consequence })
    : say(messages.delivery, { ...said, target: nameOf(target), consequence });
}

/** The name of the property at a place: `ReplicaKmsKeyID`. */
function propertyAt({ pointer }: RoleAccess['at']): string {
  return pointer.split('/').findLast((step) => !/^\d*$/.test(step)) ?? '';
}

function levelOf(failing: readonly Failing[]): Level {
  if (failing.every(({ access }) => access.atMost === 'note')) return 'note';
  return failing.some(({ access }) => access.kind === 'delivery' && access.atMost === 'error' && access.failsAt !== 'unknown')
    ? 'error'
    : 'warning';
}
