/** An IAM policy that lets whoever has it decrypt with every key. */
import { defineRule, enumerated, nameOf, say, type Json, type JsonObject, type Program, type Resource } from '../src/rule-kit.js';
import { allKeysPermissions, isCdkGrant, isWrittenByHand, type AllKeysPermission } from '../src/rule-kit/built-in.js';

const policy = (action: Json, resource: Json, condition?: JsonObject): JsonObject => ({
  Resources: {
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: action, Resource: resource, ...(condition ? { Condition: condition } : {}) }],
        },
      },
    },
  },
});

const statement = (effect: string, action: Json, resource: Json, condition?: JsonObject): JsonObject => ({
  Effect: effect,
  Action: action,
  Resource: resource,
  ...(condition ? { Condition: condition } : {}),
});
const both = (...Statement: readonly JsonObject[]): JsonObject => ({
  Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement } } } },
});
const made = (type: string, property: string, document: Json, more: JsonObject = {}): JsonObject => ({
  Resources: { Made: { Type: type, Properties: { [property]: document, ...more } } },
});

const FLAG = '@aws-cdk/aws-kms:reduceCrossAccountRegionPolicyScope';

/** What the rule says. */
const messages = {
  all: '{policy} allows {actions} on every key: whoever has it can decrypt with each key whose key policy lets IAM policies decide.',
  limited: '{policy} allows {actions} on every key, limited by {conditionKeys} only.',
  byCdk: '{policy} allows {actions} on every key: CDK writes "*" where it grants the use of a key in another account or Region.',
  cdk: 'Name the keys in resources: [key.keyArn], or write key.grantDecrypt(role). For keys that are not known here add a condition on kms:ResourceAliases or aws:ResourceTag.',
  byHand:
    'Name the ARNs of the keys in Resource. For keys that are not known here add a Condition on kms:ResourceAliases or aws:ResourceTag.',
  flag: 'Set "{flag}": true in the context of cdk.json. Then CDK names the key.',
} as const;

function sentence({ id }: Resource, { actions, limits }: AllKeysPermission, byCdk: boolean): string {
  const values = { policy: nameOf(id), actions: enumerated(actions) };
  if (limits.length > 0) return say(messages.limited, { ...values, conditionKeys: enumerated(limits) });
  return say(byCdk ? messages.byCdk : messages.all, values);
}

const remedyOf = (resource: Resource, program: Program, byCdk: boolean): string =>
  byCdk
    ? say(messages.flag, { flag: FLAG })
    : isWrittenByHand({ stack: resource.stack, resource }, program)
      ? messages.byHand
      : messages.cdk;

export default defineRule({
  id: 'kms-permission-on-all-keys',
  title: 'An IAM policy that decrypts with every key',
  level: 'note',
  levels: ['warning'],
  securitySeverity: '6.5',
  standards: {
    cwe: [732],
    securityHub: ['KMS.1', 'KMS.2'],
    nist: ['AC-2', 'AC-2(1)', 'AC-3', 'AC-3(7)', 'AC-3(15)', 'AC-5', 'AC-6', 'AC-6(3)'],
  },
  on: 'resource',
  types: [
    ...['Group', 'GroupPolicy', 'ManagedPolicy', 'Policy', 'Role', 'RolePolicy', 'User', 'UserPolicy'].map((name) => `AWS::IAM::${name}`),
    'AWS::SSO::PermissionSet',
    'AWS::Serverless::Function',
    'AWS::Serverless::StateMachine',
  ],
  why: 'Most key policies let the IAM policies of the account decide. A policy that allows kms:Decrypt or kms:ReEncryptFrom on "*" then opens every such key of the account, today\'s and tomorrow\'s. Actions that work on no key (kms:ListAliases, kms:GenerateRandom) need "*", and are not reported; an administrator with the Action "*" is not either.',
  messages,
  remedy: 'Name the keys in resources: [key.keyArn], or write key.grantDecrypt(role).',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1',
  ],
  *check(resource, program) {
    const told = new Set<string>();
    for (const permission of allKeysPermissions(resource, program)) {
      const { statement, actions, limits, certain } = permission;
      const detail = statement.sid === undefined || statement.sid === '' ? [...actions].sort().join(' ') : statement.sid;
      if (told.has(detail)) continue;
      told.add(detail);
      const byCdk = limits.length === 0 && isCdkGrant(resource, statement, program);
      yield {
        at: statement.at,
        when: certain ? 'yes' : 'unknown',
        level: byCdk || limits.length > 0 ? 'note' : 'warning',
        detail,
        message: sentence(resource, permission, byCdk),
        remedy: remedyOf(resource, program, byCdk),
        ...(byCdk ? { fix: { title: `Set ${FLAG}`, safety: 'unsafe', edits: [{ is: 'flag', flag: FLAG, value: true }] } } : {}),
      };
    }
  },
  examples: {
    bad: [
      { title: 'on everything', stacks: { App: policy('kms:Decrypt', '*') } },
      {
        title: 'by a pattern, on all keys of an account',
        stacks: { App: policy(['kms:ReEncrypt*', 'kms:DescribeKey'], 'arn:aws:kms:*:111122223333:key/*') },
      },
      {
        title: 'through one service',
        stacks: { App: policy('kms:Decrypt', '*', { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }) },
      },
      {
        title: 'a permission set of IAM Identity Center',
        stacks: {
          App: made('AWS::SSO::PermissionSet', 'InlinePolicy', {
            Version: '2012-10-17',
            Statement: [statement('Allow', 'kms:Decrypt', '*')],
          }),
        },
      },
      {
        title: 'the role that SAM makes for a function',
        stacks: {
          App: made('AWS::Serverless::Function', 'Policies', [
            'AWSLambdaBasicExecutionRole',
            { Statement: statement('Allow', 'kms:Decrypt', '*') },
          ]),
        },
      },
      {
        title: 'a Deny of another action',
        stacks: { App: both(statement('Allow', 'kms:*', '*'), statement('Deny', 'kms:ScheduleKeyDeletion', '*')) },
      },
    ],
    good: [
      {
        title: 'one key',
        stacks: { App: policy('kms:Decrypt', 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab') },
      },
      { title: 'actions that work on no key', stacks: { App: policy(['kms:ListAliases', 'kms:ListKeys'], '*') } },
      {
        title: 'keys with an alias of one kind',
        stacks: { App: policy('kms:Decrypt', '*', { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/orders-*' } }) },
      },
      {
        title: 'a Deny of all keys but those of one tag',
        stacks: {
          App: both(
            statement('Allow', 'kms:Decrypt', '*'),
            statement('Deny', 'kms:*', '*', { StringNotEquals: { 'aws:ResourceTag/team': 'orders' } }),
          ),
        },
      },
      {
        title: 'a Deny takes what decrypts away again',
        stacks: { App: both(statement('Allow', 'kms:*', '*'), statement('Deny', ['kms:Decrypt', 'kms:ReEncrypt*'], '*')) },
      },
      {
        title: 'a function of SAM with a role of its own takes no policies',
        stacks: {
          App: made('AWS::Serverless::Function', 'Policies', [{ Statement: statement('Allow', 'kms:Decrypt', '*') }], {
            Role: 'arn:aws:iam::111122223333:role/App',
          }),
        },
      },
      { title: 'an administrator', stacks: { App: policy('*', '*') } },
    ],
  },
});
