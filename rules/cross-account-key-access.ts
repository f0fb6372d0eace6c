/** A key is used from another account, and one of the two sides does not allow it. */
import {
  defineRule,
  enumerated,
  literal,
  nameOf,
  printText,
  say,
  type Example,
  type JsonObject,
  type Program,
  type Report,
} from '../src/rule-kit.js';
import { crossAccountLacks, textKey, type CrossAccountLack } from '../src/rule-kit/built-in.js';

const HOME = '111122223333',
  OTHER = '444455556666';
const allow = (account: string): JsonObject => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
});
const key = (...accounts: readonly string[]): JsonObject => ({
  Type: 'AWS::KMS::Key',
  Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [HOME, ...accounts].map(allow) } },
});
/** A bucket under the key whose policy lets an account read. */
const readBy = (account: string, theKey: JsonObject): Example => ({
  stacks: {
    App: {
      template: {
        Resources: {
          Key: theKey,
          Bucket: {
            Type: 'AWS::S3::Bucket',
            Properties: {
              BucketEncryption: {
                ServerSideEncryptionConfiguration: [
                  { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
                ],
              },
            },
          },
          Policy: {
            Type: 'AWS::S3::BucketPolicy',
            Properties: {
              Bucket: { Ref: 'Bucket' },
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [
                  {
                    Effect: 'Allow',
                    Principal: { AWS: `arn:aws:iam::${account}:root` },
                    Action: 's3:GetObject',
                    Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] },
                  },
                ],
              },
            },
          },
        },
      },
      env: [HOME, 'eu-west-1'],
    },
  },
});
/** A topic of one account with the key of another. */
const topic = (account: string, theKey: JsonObject): Example => ({
  stacks: {
    Keys: {
      template: { Resources: { Key: theKey }, Outputs: { Key: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } } } },
      env: [HOME, 'eu-west-1'],
    },
    App: {
      template: {
        Resources: {
          Topic: {
            Type: 'AWS::SNS::Topic',
            Properties: {
              KmsMasterKeyId: {
                'Fn::GetStackOutput': {
                  StackName: 'Keys',
                  Region: 'eu-west-1',
                  RoleArn: `arn:aws:iam::${HOME}:role/Reader`,
                  OutputName: 'Key',
                },
              },
            },
          },
        },
      },
      env: [account, 'eu-west-1'],
    },
  },
});
/** A role of one account that sends to a queue under the key of another. */
const sender = (theKey: JsonObject, ...rights: readonly string[]): Example => {
  const keyArn: JsonObject = {
    'Fn::GetStackOutput': { StackName: 'Keys', Region: 'eu-west-1', RoleArn: `arn:aws:iam::${HOME}:role/Reader`, OutputName: 'Key' },
  };
  return {
    stacks: {
      Keys: {
        template: {
          Resources: {
            Key: theKey,
          },
          Outputs: { Key: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
        },
        env: [HOME, 'eu-west-1'],
      },
      App: {
        template: {
          Resources: {
            Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: keyArn } },
            Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker', AssumeRolePolicyDocument: {} } },
            Policy: {
              Type: 'AWS::IAM::Policy',
              Properties: {
                PolicyName: 'p',
                Roles: [{ Ref: 'Role' }],
                PolicyDocument: {
                  Version: '2012-10-17',
                  Statement: [
                    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
                    ...rights.map((action): JsonObject => ({ Effect: 'Allow', Action: action, Resource: keyArn })),
                  ],
                },
              },
            },
          },
        },
        env: [OTHER, 'eu-west-1'],
      },
    },
  };
};

/** What the rule says. */
const messages = {
  use: '{target} of account {account} is encrypted with {key}, whose key policy lets nobody of that account use it: every call there that needs the key is refused.',
  right:
    'The policy of {target} lets account {account} use its data, and the key policy of {key}, which encrypts it, does not let that account use the key: its calls are refused.',
  role: '{role} of account {account} must use {key}, which encrypts {target}, and the key policy lets nobody of that account in: its calls are refused.',
  iam: 'The key policy of {key} lets {role} of account {account} in, and no IAM policy of the role allows it {actions}: across accounts both must, so its calls are refused.',
  place: 'where {target} is used from account {account}',
  remedyKey:
    "Let the account use the key: key.grant(new iam.AccountPrincipal('{account}'), {actions}), where key is {key}; better still, name the role. Then allow the same on the ARN of the key in an IAM policy of that account.",
  remedyIam: 'Add an IAM statement to {role} that allows {actions} on the ARN of {key}.',
} as const;

export default defineRule({
  id: 'cross-account-key-access',
  title: 'A key is used from another account, and one side does not allow it',
  level: 'error',
  levels: ['error', 'warning'],
  securitySeverity: '4.0',
  on: 'program',
  why: 'To use a key from another account takes two permissions: the key policy must let the account or its role in, and an IAM policy of that account must allow it on the ARN of the key. With one of them alone every call is refused, while both stacks deploy.',
  messages,
  remedy: 'Let the other account, or its role, use the key in the key policy, and allow the same in an IAM policy of that account.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html',
  ],
  *check(program) {
    const groups = new Map<string, CrossAccountLack[]>();
    for (const lack of crossAccountLacks(program)) {
      const group = `${lack.key.id} ${textKey(lack.account)} ${lack.side} ${lack.side === 'iam' ? (lack.role ?? '') : ''}`;
      groups.set(group, [...(groups.get(group) ?? []), lack]);
    }
    for (const all of groups.values()) yield* reportOf(all, program);
  },
  examples: {
    bad: [
      { title: 'a bucket that another account may read, under a key that it may not use', ...readBy(OTHER, key()) },
      { title: 'a key without a policy', ...readBy(OTHER, { Type: 'AWS::KMS::Key', Properties: {} }) },
      { title: 'a topic of another account', ...topic(OTHER, key()) },
      { title: 'a role of another account, which the key policy does not let in', ...sender(key(), 'kms:*') },
      { title: 'a role of another account without a right by IAM', ...sender(key(OTHER)) },
    ],
    good: [
      { title: 'the key lets the account in', ...readBy(OTHER, key(OTHER)) },
      { title: 'the own account', ...readBy(HOME, key()) },
      { title: 'a role of another account, with both sides', ...sender(key(OTHER), 'kms:Decrypt', 'kms:GenerateDataKey*') },
      { title: 'a topic of another account, which the key lets in', ...topic(OTHER, key(OTHER)) },
    ],
  },
});

/** One finding for a key and account, however many uses there are: it stands where the side is that lacks it. */
function* reportOf(all: readonly CrossAccountLack[], program: Program): Iterable<Report> {
  const certain = all.filter((one) => one.certain),
    shown = certain.length > 0 ? certain : all,
    [first] = shown;
  if (!first) return;
  const { key: theKey, side, role } = first,
    holder = role === undefined ? undefined : program.requiredAccess.policiesOf(role)?.role,
    actions = [...new Set(shown.flatMap((one) => one.actions))].sort();
  const account = printText(first.account),
    code = (actions.length > 0 ? actions : ['kms:Decrypt', 'kms:GenerateDataKey']).map((action) => `'${action}'`).join(', ');
  yield {
    at: side === 'iam' && holder ? holder.at : theKey.at,
    stack: side === 'iam' && holder ? holder.stack : theKey.stack,
    when: certain.length > 0 ? 'yes' : 'unknown',
    level: shown.some((one) => one.how !== 'right' || isOfApp(one, program)) ? 'error' : 'warning',
    detail: `${side}:${literal(first.account) ?? ''}:${theKey.resource.logicalId}`,
    message: messageOf(first, actions),
    remedy:
      side === 'iam' && role !== undefined
        ? say(messages.remedyIam, { role: nameOf(role), key: nameOf(theKey.id), actions: enumerated(actions) })
        : say(messages.remedyKey, { account, key: nameOf(theKey.id), actions: code }),
    related: shown.map((one) => ({ at: one.at, message: say(messages.place, { target: nameOf(one.target), account }) })),
  };
}

function messageOf({ key: { id }, side, how, account: text, target, role = '' }: CrossAccountLack, actions: readonly string[]): string {
  const said = { account: printText(text), key: nameOf(id) };
  if (side === 'iam') return say(messages.iam, { ...said, role: nameOf(role), actions: enumerated(actions) });
  if (how === 'role') return say(messages.role, { ...said, role: nameOf(role), target: nameOf(target) });
  return say(messages[how], { ...said, target: nameOf(target) });
}

/** Whether a stack of the app is deployed into the account. */
function isOfApp({ account }: CrossAccountLack, { stacks }: Program): boolean {
  const id = literal(account);
  return id !== undefined && [...stacks.values()].some(({ env }) => literal(env.account) === id);
}
