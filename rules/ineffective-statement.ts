/** A statement of a key policy that can never have an effect. */
import {
  defineRule,
  ineffectiveClause,
  keyActionsOf,
  meanThisKey,
  nameOf,
  removeStatement,
  statementName,
  whomOf,
  writtenActions,
  type Fix,
  type IneffectiveStatement,
  type JsonObject,
  type Key,
  type Statement,
} from '../src/rule-kit.js';

const key = (statement: JsonObject, properties: JsonObject = {}): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        ...properties,
        KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }, statement] },
      },
    },
  },
});
const root = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const service = { Service: 'sns.amazonaws.com' };

/** A statement that would have an effect if it meant this key was meant to. What else is dead is of no use: without it all is as it was. */
function fixOf(subject: Key, { statement, byResource }: IneffectiveStatement): Fix | undefined {
  const revived = byResource ? meanThisKey(subject, statement) : undefined;
  if (revived) return { title: 'Let the statement mean this key (Resource "*")', safety: 'unsafe', edits: [revived] };
  const edit = statement.effect === 'unknown' ? undefined : removeStatement(subject, statement);
  return edit && { title: 'Delete the statement', safety: statement.effect === 'Allow' ? 'safe' : 'unsafe', edits: [edit] };
}

/** Who goes without: `so it gives nothing to sns.amazonaws.com`. */
function consequence({ statement }: IneffectiveStatement): string {
  const whom = whomOf(statement);
  const to = whom === 'everybody' || whom === 'nobody' ? '' : ` to ${whom}`;
  if (statement.effect === 'unknown') return 'so it does nothing';
  return `so it ${statement.effect === 'Allow' ? 'gives' : 'denies'} ${to === '' ? 'nobody anything' : `nothing${to}`}`;
}

/** Condition keys of a principal, and what a service's own request carries in their place (IAM User Guide, global condition keys). */
const OF_SERVICES: Readonly<Record<string, string>> = {
  'aws:principalaccount': 'aws:SourceAccount',
  'aws:principalarn': 'aws:SourceArn, or aws:SourceAccount,',
  'aws:principalorgid': 'aws:SourceOrgID, or aws:SourceAccount,',
  'aws:principalorgpaths': 'aws:SourceOrgPaths, or aws:SourceAccount,',
};

function remedyOf(dead: IneffectiveStatement): string {
  const { statement, fault, conditionKey: key = '' } = dead;
  const orDelete = 'or delete the statement';
  switch (fault) {
    case 'no resource':
    case 'another resource':
      return `Let its Resource be "*", which in a key policy means the key itself, ${orDelete}.`;
    case 'no such action':
      return actionsRemedy(statement);
    case 'not across accounts':
      return `Name principals of the key's own account, ${orDelete}: those of another account can be let use a key, but not manage it.`;
    case 'not for this kind of key':
      return `Name actions that this kind of key can do, ${orDelete}.`;
    case 'key never carried': {
      const instead = statement.principals.every(({ is }) => is === 'service') ? OF_SERVICES[key.toLowerCase()] : undefined;
      return instead === undefined
        ? `Take the condition on ${key} away, ${orDelete}.`
        : `Test ${instead} in place of ${key}, as far as ${whomOf(statement)} sends it: a service calls in its own name, not as a principal of an account.`;
    }
    case 'value never carried':
      return `Correct what ${key} is compared with, ${orDelete}.`;
    case 'conditions never hold':
      return `Give each action a statement of its own, with a condition that its requests can fulfil.`;
    default:
      return `Name the actions that it is meant for, ${orDelete}.`;
  }
}

const capitalized = (clause: string): string => clause.charAt(0).toUpperCase() + clause.slice(1);

/** An action without its prefix, or without the wildcard that it needs, is spelt out. */
function actionsRemedy({ actions }: Statement): string {
  const written = writtenActions(actions);
  if (actions?.negated !== true && actions?.answers.includes('yes'))
    return `Delete the statement, and let an IAM policy grant ${written.join(', ')} to those who need it.`;
  const meant = written.map((action) => [`kms:${action}`, `${action}*`].find((guess) => keyActionsOf(guess).length > 0));
  return meant.length > 0 && !meant.includes(undefined)
    ? `Write ${meant.join(', ')}, or delete the statement.`
    : 'Name the actions of KMS that are meant, as kms:Decrypt, or delete the statement.';
}

export default defineRule({
  id: 'ineffective-statement',
  title: 'A statement of the key policy can never have an effect',
  level: 'warning',
  on: 'key',
  why: 'KMS takes statements that can never match: without an Action or Resource, on another key, for actions that this kind of key cannot do, or under a condition that no such request fulfils. What the statement was written for is missing, and nothing says so.',
  remedy: 'Correct the part that is named, or delete the statement.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  *check(subject) {
    for (const dead of subject.policy.ineffective) {
      const { statement, fault, at, name } = dead;
      const fix = fixOf(subject, dead);
      yield {
        at: subject.policy.place(at),
        when: 'yes',
        detail: `${fault}:${name}`,
        message: `${capitalized(statementName(statement))} of the key policy of ${nameOf(subject.id)} never has an effect (${ineffectiveClause(dead)}), ${consequence(dead)}.`,
        remedy: remedyOf(dead),
        ...(fix ? { fix } : {}),
      };
    }
  },
  examples: {
    bad: [
      { title: 'no such action', stacks: { Keys: key({ Effect: 'Allow', Principal: service, Action: 'kms:ReEncrypt', Resource: '*' }) } },
      {
        title: 'another key as Resource',
        stacks: {
          Keys: {
            template: key({
              Effect: 'Allow',
              Principal: service,
              Action: 'kms:Decrypt',
              Resource: 'arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab',
            }),
            env: ['111122223333', 'eu-west-1'],
          },
        },
      },
      {
        title: 'no Resource',
        stacks: { Keys: key({ Sid: 'Allow use by queues', Effect: 'Allow', Principal: service, Action: 'kms:Decrypt' }) },
      },
      {
        title: 'what only a principal of an account has, and a service has not',
        stacks: {
          Keys: key({
            Effect: 'Allow',
            Principal: service,
            Action: 'kms:Decrypt',
            Resource: '*',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcd123456' } },
          }),
        },
      },
      {
        title: 'signing with a key that encrypts',
        stacks: { Keys: key({ Effect: 'Allow', Principal: service, Action: 'kms:Sign', Resource: '*' }) },
      },
    ],
    good: [
      {
        title: 'the usual statement for a service',
        stacks: {
          Keys: key({
            Effect: 'Allow',
            Principal: service,
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
            Resource: '*',
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
          }),
        },
      },
      {
        title: 'one action of several works',
        stacks: { Keys: key({ Effect: 'Allow', Principal: service, Action: ['kms:Decrypt', 'kms:Sign'], Resource: '*' }) },
      },
    ],
  },
});
