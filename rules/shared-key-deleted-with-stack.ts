/** A key that goes with its stack, while its ARN is handed out of the app. */
import { defineRule, nameOf, say, type Example, type Json, type JsonObject } from '../src/rule-kit.js';
import { fateOf, isOfPipeline, isWrittenByHand, retain, waysOut, type WayOut } from '../src/rule-kit/built-in.js';

const ARN: Json = { 'Fn::GetAtt': ['Key', 'Arn'] };
const HOME = '111122223333';
const app = (more: JsonObject, policy?: string, properties: JsonObject = {}): Example => ({
  stacks: {
    Keys: {
      template: {
        ...more,
        Resources: {
          Key: { Type: 'AWS::KMS::Key', Properties: properties, ...(policy === undefined ? {} : { DeletionPolicy: policy }) },
          ...(more['Resources'] as JsonObject | undefined),
        },
      },
      env: [HOME, 'eu-west-1'],
    },
  },
});
const exported: JsonObject = { Outputs: { Arn: { Value: ARN, Export: { Name: 'shared-key' } } } };
const allow = (account: string): JsonObject => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: ['kms:Decrypt', 'kms:DescribeKey'],
  Resource: '*',
});

/** What the rule says. */
const messages = {
  shared: '{key} is deleted with its stack, and {out}: whoever uses it from there then loses the key, and what it encrypts.',
  export: 'its {what} is exported as {name}',
  parameter: 'its {what} stands in the SSM parameter {name}',
  account: 'account {name} may use it',
  accounts: 'other accounts may use it',
  cdk: 'Keep the key: removalPolicy: RemovalPolicy.RETAIN on the Key (its default).',
  byHand: 'Keep the key: DeletionPolicy: Retain and UpdateReplacePolicy: Retain.',
} as const;

export default defineRule({
  id: 'shared-key-deleted-with-stack',
  title: 'A key that others use is deleted with its stack',
  level: 'warning',
  securitySeverity: '4.0',
  on: 'key',
  why: 'A key that is deleted is out of use at once, and gone after its pending window; so is everything that it encrypts. An export, an SSM parameter, or another account in the key policy show that others use the key whom the owner of the stack does not see. CloudFormation keeps an export from being deleted while other stacks import it, and only in the same account and Region.',
  messages,
  remedy: 'Keep the key: removalPolicy: RemovalPolicy.RETAIN on the Key (its default).',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
  ],
  *check(subject, program) {
    if (subject.kind !== 'key' || fateOf(subject.resource, program) !== 'deleted' || !subject.policy.accepted || isOfPipeline(subject))
      return;
    const ways = waysOut(subject, program);
    const first = ways.find(({ certain }) => certain) ?? ways[0];
    if (!first) return;
    yield {
      at: subject.at,
      when: first.certain ? 'yes' : 'unknown',
      detail: 'shared',
      message: say(messages.shared, { key: nameOf(subject.id), out: out(first) }),
      remedy: isWrittenByHand(subject, program) ? messages.byHand : messages.cdk,
      related: ways.map((way) => ({ at: way.at, message: out(way) })),
      // A key that stays costs money.
      fix: { title: 'Keep the key when the stack is deleted', safety: 'promotable', edits: retain(subject.id) },
    };
  },
  examples: {
    bad: [
      { title: 'an export', ...app(exported) },
      {
        title: 'an SSM parameter',
        ...app(
          { Resources: { Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: '/shared/key', Value: ARN } } } },
          'Delete',
        ),
      },
      {
        title: 'another account',
        ...app({}, undefined, { KeyPolicy: { Version: '2012-10-17', Statement: [HOME, '444455556666'].map(allow) } }),
      },
    ],
    good: [
      { title: 'the key stays', ...app(exported, 'Retain') },
      { title: 'nobody else knows of it', ...app({ Outputs: { Arn: { Value: ARN } } }) },
      {
        title: 'a stack of the app imports it',
        stacks: {
          ...app(exported).stacks,
          App: {
            template: {
              Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { 'Fn::ImportValue': 'shared-key' } } } },
            },
            env: [HOME, 'eu-west-1'],
          },
        },
      },
    ],
  },
});

function out({ by, name, form }: WayOut): string {
  if (by === 'account') return name === '*' ? messages.accounts : say(messages.account, { name });
  return say(messages[by], { name, what: form === 'arn' ? 'ARN' : form?.startsWith('alias') ? 'alias' : 'id' });
}
