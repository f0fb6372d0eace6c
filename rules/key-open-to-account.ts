/** A key that every principal of its account may use, without any IAM permission. */
import { defineRule, enumerated, nameOf, say, statementName, type Json, type JsonObject, type Statement } from '../src/rule-kit.js';
import { actionsOf, isWrittenByHand, openToAccount } from '../src/rule-kit/built-in.js';

const HOME = '111122223333';
const stack = (condition: JsonObject, principal: Json = { AWS: '*' }) => ({
  Keys: {
    template: {
      Resources: {
        Key: {
          Type: 'AWS::KMS::Key',
          Properties: {
            KeyPolicy: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${HOME}:root` }, Action: 'kms:*', Resource: '*' },
                { Effect: 'Allow', Principal: principal, Action: ['kms:Decrypt', 'kms:Encrypt'], Resource: '*', Condition: condition },
              ],
            },
          },
        },
      },
    },
    env: [HOME, 'eu-west-1'] as const,
  },
});

/** What the rule says. */
const messages = {
  open: 'The key policy of {key} allows {actions} to everybody who meets its condition on {conditionKeys} by {statement}: every role and user of the account uses the key without any IAM permission.',
  cdk: 'To let IAM policies decide, name new iam.AccountRootPrincipal() in place of "*". If the key is for callers of one service, add the condition kms:ViaService.',
  organization:
    'To let IAM policies decide in the own account, leave it out here: add the condition StringNotEquals with aws:PrincipalAccount and the own account, {own}. The other accounts of the organization then use the key as before.',
  byHand:
    'To let IAM policies decide, name the account\'s root in Fn::Sub, arn:${AWS::Partition}:iam::${AWS::AccountId}:root, in place of "*". If the key is for callers of one service, add the condition kms:ViaService.',
} as const;

const conditionsOf = ({ conditions }: Statement): string => enumerated([...new Set(conditions.map(({ name }) => name))]);

export default defineRule({
  id: 'key-open-to-account',
  title: 'Everybody in the account may use the key without IAM permission',
  level: 'note',
  securitySeverity: '4.0',
  standards: { cwe: [732] },
  on: 'key',
  why: 'An Allow to the root of an account lets IAM policies decide. An Allow to "*" with a condition on the account lets every role and user of it in directly: none of them needs an IAM policy that allows it, and only a Deny keeps one out. AWS managed keys are made so, and add kms:ViaService, so that nobody gets further than the service lets them.',
  messages,
  remedy: 'To let IAM policies decide, name new iam.AccountRootPrincipal() in place of "*".',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous',
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account',
  ],
  *check(subject, program) {
    const { policy } = subject;
    if (!policy.accepted) return;
    const open = openToAccount(policy, subject.env);
    const first = open.find(({ answer }) => answer === 'yes') ?? open[0];
    if (!first) return;
    yield {
      at: policy.place(first.statement.at),
      when: first.answer,
      detail: 'account',
      message: say(messages.open, {
        key: nameOf(subject.id),
        actions: actionsOf(first.statement),
        conditionKeys: conditionsOf(first.statement),
        statement: statementName(first.statement),
      }),
      remedy: first.statement.conditions.some(({ key }) => key.startsWith('aws:principalorg'))
        ? say(messages.organization, { own: isWrittenByHand(subject, program) ? '!Ref AWS::AccountId' : 'this.account' })
        : isWrittenByHand(subject, program)
          ? messages.byHand
          : messages.cdk,
      related: open
        .filter((one) => one !== first)
        .map(({ statement }) => ({ at: policy.place(statement.at), message: `${statementName(statement)} does the same` })),
    };
  },
  examples: {
    bad: [
      { title: 'whoever is of the account', stacks: stack({ StringEquals: { 'kms:CallerAccount': HOME } }) },
      { title: 'the same by the principal', stacks: stack({ StringEquals: { 'aws:PrincipalAccount': HOME } }, '*') },
      { title: 'an organization', stacks: stack({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }) },
    ],
    good: [
      {
        title: 'callers of one service',
        stacks: stack({ StringEquals: { 'kms:CallerAccount': HOME, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }),
      },
      {
        title: 'IAM policies decide',
        stacks: stack({ StringEquals: { 'kms:CallerAccount': HOME } }, { AWS: `arn:aws:iam::${HOME}:root` }),
      },
    ],
  },
});
