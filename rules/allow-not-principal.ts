/** An Allow statement that names whom it leaves out, so that everybody else gets in. */
import { defineRule, enumerated, nameOf, say, statementName, type Json, type JsonObject, type Statement } from '../src/rule-kit.js';
import { actionsOf, isWrittenByHand, writtenPrincipals } from '../src/rule-kit/built-in.js';

const key = (statement: JsonObject): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' }, statement],
        },
      },
    },
  },
});
const root: Json = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' };
const intern: Json = { AWS: 'arn:aws:iam::111122223333:role/Intern' };

/** What the rule says. */
const messages = {
  all: 'The key policy of {key} allows {actions} to everybody but {whom} by {statement}: NotPrincipal with Allow lets principals of every AWS account in.',
  conditional:
    'The key policy of {key} allows {actions} to everybody but {whom} by {statement}: NotPrincipal with Allow lets everybody in who meets its condition on {conditionKeys}.',
  cdk: 'Name in principals those who need the key, and leave notPrincipals out. To keep somebody out besides, add a statement with Effect.DENY that names them in principals.',
  byHand:
    'Name in Principal those who need the key, and leave NotPrincipal out. To keep somebody out besides, add a statement with Effect Deny that names them in Principal.',
} as const;

const conditionsOf = ({ conditions }: Statement): string => enumerated([...new Set(conditions.map(({ name }) => name))]);

export default defineRule({
  id: 'allow-not-principal',
  title: 'Allow with NotPrincipal lets everybody else in',
  level: 'error',
  securitySeverity: '9.0',
  standards: { cwe: [732] },
  on: 'key',
  why: 'NotPrincipal means everybody but those that are named: in an Allow statement, principals of every AWS account, and anonymous callers. The IAM guide says that NotPrincipal is not supported with Allow. Nobody is kept out by it either, because an Allow denies nothing to those that it leaves out.',
  messages,
  remedy: 'Name in principals those who need the key, and leave notPrincipals out.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html'],
  *check(subject, program) {
    const { policy } = subject;
    if (!policy.accepted) return;
    for (const statement of policy.statements) {
      if (statement.effect === 'Deny' || !statement.notPrincipal || !statement.actions) continue;
      const values = {
        key: nameOf(subject.id),
        actions: actionsOf(statement),
        statement: statementName(statement),
        whom: writtenPrincipals(statement),
      };
      yield {
        at: policy.place(statement.at),
        when: statement.effect === 'Allow' ? 'yes' : 'unknown',
        detail: statement.sid === undefined || statement.sid === '' ? actionsOf(statement) : statement.sid,
        message:
          statement.conditions.length > 0
            ? say(messages.conditional, { ...values, conditionKeys: conditionsOf(statement) })
            : say(messages.all, values),
        remedy: isWrittenByHand(subject, program) ? messages.byHand : messages.cdk,
      };
    }
  },
  examples: {
    bad: [
      {
        title: 'everybody but one role',
        stacks: { Keys: key({ Effect: 'Allow', NotPrincipal: intern, Action: 'kms:Decrypt', Resource: '*' }) },
      },
      {
        title: 'everybody of the account but one role',
        stacks: {
          Keys: key({
            Sid: 'NotInterns',
            Effect: 'Allow',
            NotPrincipal: intern,
            Action: ['kms:Decrypt', 'kms:Encrypt'],
            Resource: '*',
            Condition: { StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } } },
          }),
        },
      },
    ],
    good: [
      {
        title: 'a Deny to everybody but one role',
        stacks: { Keys: key({ Effect: 'Deny', NotPrincipal: intern, Action: 'kms:ScheduleKeyDeletion', Resource: '*' }) },
      },
      {
        title: 'an Allow that names its principal',
        stacks: { Keys: key({ Effect: 'Allow', Principal: intern, Action: 'kms:Decrypt', Resource: '*' }) },
      },
    ],
  },
});
