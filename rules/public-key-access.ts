/** A key policy that lets principals of every AWS account use the key. */
import {
  defineRule,
  enumerated,
  nameOf,
  printText,
  relatedTo,
  say,
  statementName,
  type Edit,
  type Json,
  type JsonObject,
  type Key,
  type Statement,
} from '../src/rule-kit.js';
import { actionsOf, editAt, isWrittenByHand, openStatements, shortList } from '../src/rule-kit/built-in.js';

const root = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' };
const ROOT_STATEMENT: JsonObject = { Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' };
const use = (principal: Json, condition?: JsonObject): JsonObject => ({
  Effect: 'Allow',
  Principal: principal,
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: '*',
  ...(condition ? { Condition: condition } : {}),
});
const key = (...statements: readonly JsonObject[]): JsonObject => ({
  Resources: {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [ROOT_STATEMENT, ...statements] } } },
  },
});

/** What the rule says. */
const messages = {
  open: 'The key policy of {key} is open to every AWS account by {statement}{why}: anybody can call {actions} with the key.',
  kept: ', since its condition on {conditionKeys} keeps nobody out',
  ifExists: 'Write {operator} in place of {written}: with IfExists the condition also holds for a request without {conditionKey}.',
  forAny: 'Write {operator} in place of {written}: ForAllValues also holds for a request without {conditionKey}.',
  negated:
    '{written} on {conditionKey} keeps out only those whom it names, and lets everybody else in. Write {operator} with those who are meant.',
  anyValue: 'Write those who are meant in place of {value} for {conditionKey}: principals of every account match it.',
  onlyPresent: 'Null only tests whether a request has {conditionKey}. Write {operator} with those who are meant.',
  orElse: '{cause} Or name the principals that need the key in place of "*".',
  also: '{statement} is open to every AWS account, too',
  cdk: 'Name the principals that need the key in place of "*". If everybody in this account is meant, name new iam.AccountRootPrincipal(), so that IAM policies decide. If an organization is meant, add the condition StringEquals on aws:PrincipalOrgID.',
  byHand:
    'Name the principals that need the key in place of "*". If everybody in this account is meant, name its root, arn:${AWS::Partition}:iam::${AWS::AccountId}:root in Fn::Sub, so that IAM policies decide. If an organization is meant, add the condition StringEquals on aws:PrincipalOrgID.',
} as const;

/** The account's root in place of everyone: roles and users that have the right by IAM keep it. */
function closing(subject: Key, statements: readonly Statement[]): readonly Edit[] | undefined {
  const edits = statements.flatMap(({ principals }) => {
    const everyone = principals.filter(({ is }) => is === 'everyone');
    return everyone.map(({ at }) => editAt(subject, at, { value: at.pointer.endsWith('/Principal') ? { AWS: root } : root }));
  });
  return edits.includes(undefined) ? undefined : edits.flatMap((edit) => edit ?? []);
}

/** Condition keys that say whose the caller is: a test of one is meant to keep strangers out. */
const WHOSE = /^(kms:calleraccount|aws:(principal(account|arn|orgid|orgpaths)|source(account|arn|orgid|orgpaths|owner)))$/;

/** Why a condition that is meant to keep strangers out does not, and what to write; undefined where none is so meant. */
function causeOf({ conditions }: Statement): string | undefined {
  for (const test of conditions) {
    if (!WHOSE.test(test.key)) continue;
    const { name: conditionKey, operator: written } = test,
      isMany = test.key.endsWith('orgpaths');
    if (test.base === 'null')
      return say(messages.onlyPresent, { conditionKey, operator: isMany ? 'ForAnyValue:StringLike' : 'StringEquals' });
    const plain = written.replace(/IfExists$/i, '').replace(/^ForA(ll|ny)Values?:/i, ''),
      positive = plain.replace(/Not(?=Equals|Like)/i, ''),
      operator = isMany ? `ForAnyValue:${positive}` : positive;
    if (test.negated) return say(messages.negated, { conditionKey, written, operator });
    if (test.set === 'all') return say(messages.forAny, { conditionKey, written, operator });
    if (test.ifExists) return say(messages.ifExists, { conditionKey, written, operator });
    const open = test.values.map(printText).find((value) => /^(?:arn:[^:]*:[^:]*:[^:]*:)?[*?]+(?!.*\d{12})/.test(value));
    if (open !== undefined) return say(messages.anyValue, { conditionKey, value: open });
  }
  return undefined;
}

const conditionsOf = ({ conditions }: Statement): string => enumerated([...new Set(conditions.map(({ name }) => name))]);

export default defineRule({
  id: 'public-key-access',
  title: 'The key is open to every AWS account',
  level: 'error',
  securitySeverity: '9.5',
  standards: { cwe: [732], securityHub: ['KMS.5'] },
  on: 'key',
  why: 'A statement that allows "*" lets principals of every AWS account in: each of them needs no more than the permission of its own account, which it gives itself. Only a condition that no stranger can meet keeps them out: kms:CallerAccount, aws:PrincipalAccount, aws:PrincipalOrgID, aws:PrincipalArn, aws:SourceAccount or aws:SourceArn, with a value that is not "*". The operators …IfExists, ForAllValues: and the negated ones hold for strangers, too, and kms:ViaService alone only says through which service they come. A Deny that covers all strangers keeps them out as well.',
  messages,
  remedy: 'Name the principals that need the key in place of "*": new iam.AccountRootPrincipal() for everybody in this account.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-5',
  ],
  *check(subject, program) {
    // Of what KMS refuses, invalid-key-policy speaks.
    if (!subject.policy.accepted) return;
    const open = openStatements(subject.policy, subject);
    const first = open.find((one) => one.open === 'yes') ?? open[0];
    if (!first) return;
    const { statement } = first;
    const why = statement.conditions.length > 0 ? say(messages.kept, { conditionKeys: conditionsOf(statement) }) : '';
    const cause = causeOf(statement);
    const edits = closing(
      subject,
      open.map((one) => one.statement),
    );
    yield {
      at: subject.policy.place(statement.at),
      when: first.open,
      detail: 'public',
      message: say(messages.open, {
        statement: statementName(statement),
        key: nameOf(subject.id),
        why,
        actions: first.actions.length > 0 ? shortList(first.actions) : actionsOf(statement),
      }),
      remedy: cause !== undefined ? say(messages.orElse, { cause }) : isWrittenByHand(subject, program) ? messages.byHand : messages.cdk,
      related: [
        ...relatedTo(subject, subject.policy.public.reasons),
        ...open
          .filter((one) => one !== first)
          .map((one) => ({
            at: subject.policy.place(one.statement.at),
            message: say(messages.also, { statement: statementName(one.statement) }),
          })),
      ],
      ...(edits ? { fix: { title: "Let the account's IAM policies decide in place of everybody", safety: 'unsafe', edits } } : {}),
    };
  },
  examples: {
    bad: [
      { title: 'everybody', stacks: { Keys: key(use('*')) } },
      { title: 'a star inside a list', stacks: { Keys: key(use({ AWS: ['arn:aws:iam::111122223333:role/Reader', '*'] })) } },
      {
        title: 'through a service, but from any account',
        stacks: { Keys: key(use({ AWS: '*' }, { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } })) },
      },
      {
        title: 'a condition that only counts where its key is there',
        stacks: { Keys: key(use({ AWS: '*' }, { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } })) },
      },
      {
        title: 'a condition that any value meets',
        stacks: { Keys: key(use({ AWS: '*' }, { StringLike: { 'aws:PrincipalArn': '*' } })) },
      },
      {
        title: 'a replica key',
        stacks: {
          Keys: {
            Resources: {
              Replica: {
                Type: 'AWS::KMS::ReplicaKey',
                Properties: {
                  PrimaryKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab',
                  KeyPolicy: { Version: '2012-10-17', Statement: [ROOT_STATEMENT, use({ AWS: '*' })] },
                },
              },
            },
          },
        },
      },
    ],
    good: [
      {
        title: 'the principals of one account, through a service',
        stacks: {
          Keys: key(
            use(
              { AWS: '*' },
              { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': { Ref: 'AWS::AccountId' } } },
            ),
          ),
        },
      },
      { title: 'an organization', stacks: { Keys: key(use('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })) } },
      {
        title: 'a Deny keeps all but two accounts out',
        stacks: {
          Keys: key(use('*'), {
            Effect: 'Deny',
            Principal: '*',
            Action: 'kms:*',
            Resource: '*',
            Condition: { StringNotEquals: { 'aws:PrincipalAccount': ['111122223333', '444455556666'] } },
          }),
        },
      },
      { title: 'the root of the account', stacks: { Keys: key() } },
    ],
  },
});
