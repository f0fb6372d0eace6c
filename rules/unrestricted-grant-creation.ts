/** A key policy that lets somebody create any grant on the key. */
import { defineRule, enumerated, nameOf, printText, say, statementName, type Json, type JsonObject } from '../src/rule-kit.js';
import { grantCreators, isWrittenByHand, type GrantCreator } from '../src/rule-kit/built-in.js';

const HOME = '111122223333';
const allow = (principal: Json, action: Json, condition?: JsonObject): JsonObject => ({
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action: action,
  Resource: '*',
  ...(condition ? { Condition: condition } : {}),
});
const stack = (...statements: readonly JsonObject[]) => ({
  Keys: {
    template: {
      Resources: {
        Key: {
          Type: 'AWS::KMS::Key',
          Properties: {
            KeyPolicy: { Version: '2012-10-17', Statement: [allow(`arn:aws:iam::${HOME}:root`, 'kms:*'), ...statements] },
          },
        },
      },
    },
    env: [HOME, 'eu-west-1'] as const,
  },
});
const OTHER = 'arn:aws:iam::444455556666:root',
  ROLE = `arn:aws:iam::${HOME}:role/App`;
const FOR_SERVICES: JsonObject = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };

/** What the rule says. */
const messages = {
  free: 'The key policy of {key} lets {whom} create any grant by {statement}: {they} can give anybody the use of the key, even a use that {they} may not make.',
  also: 'the same here',
  cdk: "Give kms:CreateGrant in a statement of its own with conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } }, so that only AWS services get grants. For other grants limit kms:GrantOperations and kms:GranteePrincipal.",
  byHand:
    'Give kms:CreateGrant in a statement of its own with the Condition Bool kms:GrantIsForAWSResource true, so that only AWS services get grants. For other grants limit kms:GrantOperations and kms:GranteePrincipal.',
} as const;

const written = ({ who }: GrantCreator): string => (who.is === 'everyone' ? 'principals of other accounts' : printText(who.text));

/** Where only the deployment knows of which account a role is, it is at least one of the key's own. */
const sideOf = ({ foreign, free, who }: GrantCreator): 'foreign' | 'own' =>
  foreign === 'no' || (foreign === 'unknown' && free === 'yes' && who.is === 'entity') ? 'own' : 'foreign';

export default defineRule({
  id: 'unrestricted-grant-creation',
  title: 'Somebody may create any grant on the key',
  level: 'warning',
  levels: ['note'],
  securitySeverity: '7.0',
  standards: { cwe: [269] },
  on: 'key',
  why: 'A grant gives a principal the use of a key beside its key policy, and no template shows it. Whoever may create grants without a limit can give any use of the key to anybody, in any account, also a use that the creator has no right to. The condition kms:GrantIsForAWSResource lets only AWS services that work for the caller make grants; kms:GrantOperations, kms:GranteePrincipal, an encryption context or kms:ViaService limit them in other ways.',
  messages,
  remedy: "Give kms:CreateGrant in a statement of its own with conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } }.",
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource',
    'https://docs.aws.amazon.com/kms/latest/developerguide/grants.html',
  ],
  *check(subject, program) {
    const { policy } = subject;
    if (!policy.accepted) return;
    const creators = grantCreators(subject);
    for (const side of ['foreign', 'own'] as const) {
      const found = creators.filter((creator) => sideOf(creator) === side);
      const sure = found.filter(({ foreign, free }) => free === 'yes' && (side === 'own' || foreign === 'yes'));
      const told = sure.length > 0 ? sure : found;
      const [first] = told;
      if (!first) continue;
      const names = [...new Set(told.map(written))];
      yield {
        at: policy.place(first.statement.at),
        when: sure.length > 0 ? 'yes' : 'unknown',
        level: side === 'foreign' ? 'warning' : 'note',
        detail: side,
        message: say(messages.free, {
          key: nameOf(subject.id),
          whom: enumerated(names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} others`] : names),
          statement: enumerated([...new Set(told.map(({ statement }) => statementName(statement)))]),
          they: names.length === 1 && first.who.is !== 'everyone' ? 'it' : 'they',
        }),
        remedy: isWrittenByHand(subject, program) ? messages.byHand : messages.cdk,
        related: told
          .filter(({ statement }) => statement !== first.statement)
          .map(({ statement }) => ({ at: policy.place(statement.at), message: messages.also })),
      };
    }
  },
  examples: {
    bad: [
      { title: 'another account', stacks: stack(allow(OTHER, ['kms:CreateGrant', 'kms:DescribeKey'])) },
      { title: 'everything to another account', stacks: stack(allow(OTHER, 'kms:*')) },
      {
        title: 'a condition that says nothing of the grant',
        stacks: stack(allow(OTHER, 'kms:CreateGrant', { StringLike: { 'kms:CallerAccount': '444455556666' } })),
      },
      {
        title: 'a condition that only counts where its key is there',
        stacks: stack(allow(OTHER, 'kms:CreateGrant', { StringLikeIfExists: { 'kms:ViaService': 'rds.*' } })),
      },
      {
        title: 'a role of an account, which may be that of the stack',
        stacks: { Keys: { Resources: stack(allow(ROLE, 'kms:CreateGrant')).Keys.template.Resources } },
      },
      { title: 'a role of the account', stacks: stack(allow(ROLE, ['kms:Decrypt', 'kms:CreateGrant'])) },
    ],
    good: [
      {
        title: 'grants for AWS services only',
        stacks: stack(allow(OTHER, ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], FOR_SERVICES)),
      },
      {
        title: 'through one service only',
        stacks: stack(allow(OTHER, 'kms:CreateGrant', { StringEquals: { 'kms:ViaService': 'rds.eu-west-1.amazonaws.com' } })),
      },
      {
        title: 'one operation only',
        stacks: stack(allow(OTHER, 'kms:CreateGrant', { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Decrypt'] } })),
      },
      { title: 'an administrator, who may change the key policy anyway', stacks: stack(allow(ROLE, 'kms:*')) },
      { title: 'the account, to which IAM policies answer', stacks: stack() },
    ],
  },
});
