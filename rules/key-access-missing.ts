/** A role has a right on encrypted data, or a service reaches encrypted data with it, and the role may not use the key. */
import {
  defineRule,
  enumerated,
  iamAllowsBeside,
  keyActionsOf,
  letIamDecide,
  nameOf,
  roleMay,
  sameText,
  say,
  spareThem,
  stackIdOf,
  statementName,
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
  letsIamGrant,
  objectOf,
  obstaclesOf,
  roleFix,
  variableOf,
  type FailingGroup,
  type RoleObstacle,
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
  delivery: '{role} is not allowed to use {key}, which encrypts {target}: {why}. So {consequence}.',
  right: '{role} has {rights} on {target}, but no right on {key}, which encrypts it: {why}. So the calls are refused.',
  named: '{role} is not allowed to use {key}, which {source} names as {property}: {why}. So {consequence}.',
  unallowed: 'neither its IAM policies nor the key policy allow it {actions}',
  iamDenies: 'an IAM policy of the role denies it {actions}',
  keyPolicyDenies: '{statements} of the key policy {denies} it {actions}',
  bounded: 'its permissions boundary does not allow {actions}',
  shutOut: 'the key policy neither allows it {actions} nor lets IAM policies decide about that',
  notDelegated: 'its IAM policies allow it {actions}, but the key policy does not let IAM policies decide about that',
  source: '{source} reaches {target} with the role',
  itself: '{source} uses the key with the role',
  statement: 'the statement that gives the right on {target}',
  remedy:
    'Let the role use the key: {keyVariable}.grant({granteeVariable}, {actions}). Here {keyVariable} is the construct {key}, and {granteeVariable} is {grantee}. Or add an IAM statement that allows the role these actions on the ARN of the key.',
  spareInIam:
    'An Allow does not help against a Deny: except {key} from the Deny in the policy of {role}, or take {actions} out of it, if the role is meant to use the key.',
  widenBoundary: 'Allow {actions} on the ARN of {key} in the permissions boundary of {role} too.',
  nameRole: 'Let the key policy name {role}, in a statement that allows it {actions}.',
  denial: 'the statement that denies it',
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
  const lacking = shown.map(({ access, lack }) => ({ access, missing: [...lack.missing].sort() })),
    obstacles = obstaclesOf(key, holder, lacking, program);
  if (obstacles.length > 0 && obstacles.every((one) => isToldOfTheKey(one, key, holder, program))) return undefined;
  // An Allow more helps only where nothing else is in the way.
  const fix = obstacles.every(({ is }) => is === 'unallowed') ? roleFix(key, first.access, missing, program) : undefined;
  return {
    at: held.role.at,
    stack: held.role.stack,
    when: certain ? 'yes' : 'unknown',
    level: levelOf(shown),
    detail: key.resource.logicalId,
    message: messageOf(key, holder, first.access, sourcesOf(first, shown), obstacles),
    remedy: obstacles.map((one) => remedyOf(one, key, holder, program)).join(' '),
    related: [
      ...onceEach(
        shown.map(({ access }) => ({
          at: access.at,
          message:
            access.kind === 'data-right'
              ? say(messages.statement, { target: nameOf(access.target) })
              : access.source === access.target
                ? say(messages.itself, { source: nameOf(access.source) })
                : say(messages.source, { source: nameOf(access.source), target: nameOf(access.target) }),
        })),
      ),
      ...obstacles.flatMap(({ places, statements }) =>
        [...places, ...statements.map(({ at }) => key.policy.place(at))].map((at) => ({ at, message: messages.denial })),
      ),
    ],
    ...(fix ? { fix } : {}),
  };
}

/** One statement may give several rights. */
function onceEach(related: NonNullable<Report['related']>): NonNullable<Report['related']> {
  return [...new Map(related.map((one) => [JSON.stringify([one.at, one.message]), one])).values()];
}

/** Whether grant-without-root-trust tells it of the key: grants on this key itself that its policy does not leave to IAM, or takes back. */
function isToldOfTheKey({ is, actions }: RoleObstacle, key: Key, holder: string, program: Program): boolean {
  if ((is !== 'not-delegated' && is !== 'key-policy-denies') || key.policy.fullRootTrust.answer === 'yes') return false;
  const grants = iamAllowsBeside(key, program);
  return actions.every((action) =>
    grants.some(({ actions: granted, owners }) => {
      const role = owners?.find(({ resource }) => resource.id === holder);
      return role !== undefined && granted.flatMap(keyActionsOf).includes(action) && letsIamGrant(key, action, role) === 'no';
    }),
  );
}

function remedyOf({ is, actions, statements }: RoleObstacle, key: Key, holder: string, program: Program): string {
  const said = { actions: enumerated(actions), key: nameOf(key.id), role: nameOf(holder) };
  switch (is) {
    case 'unallowed':
      return isWrittenByHand(key, program) ? say(messages.byHand, said) : remedyInCdk(key, holder, actions, program);
    case 'iam-denies':
      return say(messages.spareInIam, said);
    case 'key-policy-denies':
      return spareThem(statements, nameOf(holder));
    case 'boundary':
      return say(messages.widenBoundary, said);
    case 'shut-out':
    case 'not-delegated':
      return `${say(messages.nameRole, { role: said.role, actions: said.actions })} ${letIamDecide(key, program)}`;
  }
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

function messageOf(key: Key, holder: string, access: RoleAccess, sources: readonly string[], obstacles: readonly RoleObstacle[]): string {
  const { kind, rights, source, target, at } = access,
    said = { role: nameOf(holder), key: nameOf(key.id), why: obstacles.map(whyOf).join(', and ') };
  if (kind === 'data-right') return say(messages.right, { ...said, target: nameOf(target), rights: enumerated(rights) });
  const consequence = consequenceForIt(access, sources);
  return source === target
    ? say(messages.named, { ...said, source: nameOf(source), property: propertyAt(at), consequence })
    : say(messages.delivery, { ...said, target: nameOf(target), consequence });
}

function whyOf({ is, actions: all, statements }: RoleObstacle): string {
  const actions = enumerated(all);
  switch (is) {
    case 'unallowed':
      return say(messages.unallowed, { actions });
    case 'iam-denies':
      return say(messages.iamDenies, { actions });
    case 'key-policy-denies': {
      const denies = statements.length === 1 ? 'denies' : 'deny';
      return say(messages.keyPolicyDenies, { statements: enumerated(statements.map(statementName)), denies, actions });
    }
    case 'boundary':
      return say(messages.bounded, { actions });
    case 'shut-out':
      return say(messages.shutOut, { actions });
    case 'not-delegated':
      return say(messages.notDelegated, { actions });
  }
}

/** The name of the property at a place: `ReplicaKmsKeyID`, `EncryptionKey.Id` where the last step alone says nothing. */
function propertyAt({ pointer }: RoleAccess['at']): string {
  const names = pointer.split('/').filter((step) => !/^\d*$/.test(step)),
    last = names.at(-1) ?? '';
  return /^(?:Id|Arn|KeyId)$/.test(last) ? names.slice(-2).join('.') : last;
}

function levelOf(failing: readonly Failing[]): Level {
  if (failing.every(({ access }) => access.atMost === 'note')) return 'note';
  return failing.some(({ access }) => access.kind === 'delivery' && access.atMost === 'error' && access.failsAt !== 'unknown')
    ? 'error'
    : 'warning';
}
