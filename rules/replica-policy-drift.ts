/** A replica key whose policy lacks what the policy of its primary gives. */
import { defineRule, nameOf, printText, say, type Example, type Json, type JsonObject } from '../src/rule-kit.js';
import { isWrittenByHand, replicaDrift, shortList } from '../src/rule-kit/built-in.js';

const HOME = '111122223333';
const allow = (principal: Json, action: Json): JsonObject => ({ Effect: 'Allow', Principal: principal, Action: action, Resource: '*' });
const root = allow({ AWS: `arn:aws:iam::${HOME}:root` }, 'kms:*'),
  app = allow({ AWS: `arn:aws:iam::${HOME}:role/App` }, ['kms:Decrypt', 'kms:Encrypt']);
const keys = (primary: readonly JsonObject[], replica: readonly JsonObject[]): Example => ({
  stacks: {
    Primary: {
      template: {
        Resources: {
          Key: { Type: 'AWS::KMS::Key', Properties: { MultiRegion: true, KeyPolicy: { Version: '2012-10-17', Statement: primary } } },
        },
        Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
      },
      env: [HOME, 'eu-west-1'],
    },
    Replica: {
      template: {
        Resources: {
          Replica: {
            Type: 'AWS::KMS::ReplicaKey',
            Properties: {
              PrimaryKeyArn: {
                'Fn::GetStackOutput': {
                  StackName: 'Primary',
                  Region: 'eu-west-1',
                  RoleArn: `arn:aws:iam::${HOME}:role/Reader`,
                  OutputName: 'Arn',
                },
              },
              KeyPolicy: { Version: '2012-10-17', Statement: replica },
            },
          },
        },
      },
      env: [HOME, 'us-east-1'],
    },
  },
});

/** What the rule says. */
const messages = {
  lacks:
    'The key policy of {replica} does not give {principal} {actions}, which that of its primary {primary} does{others}: calls that work there are refused here{unless}.',
  unless: ', unless an IAM policy allows them',
  one: ', and lacks something for one more principal',
  others: ', and lacks something for {more} more principals',
  cdk: 'Write the same statements into the key policies of both, for example from one list; KMS copies none of them.',
  byHand: 'Write the same statements into KeyPolicy of both; KMS copies none of them.',
} as const;

export default defineRule({
  id: 'replica-policy-drift',
  title: "A replica's policy lacks what its primary's gives",
  level: 'note',
  on: 'key',
  why: 'A replica has the key material of its primary, but a key policy of its own: KMS copies nothing of it. Who may use the primary and not the replica is refused in the Region of the replica, and often that shows only when an app fails over to it.',
  messages,
  remedy: 'Write the same statements into the key policies of both, for example from one list; KMS copies none of them.',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-auth.html'],
  *check(subject, program) {
    if (subject.kind !== 'replica') return;
    const drift = replicaDrift(subject, program);
    // What no IAM policy makes good comes first.
    const [first, ...others] = drift.toSorted((one, other) => Number(one.byIam) - Number(other.byIam));
    if (!first) return;
    yield {
      at: subject.policy.document.is === 'known' ? subject.policy.document.at : subject.policy.at,
      when: 'yes',
      detail: 'drift',
      message: say(messages.lacks, {
        replica: nameOf(subject.id),
        principal: printText(first.principal.text),
        others: others.length === 0 ? '' : others.length === 1 ? messages.one : say(messages.others, { more: others.length }),
        actions: shortList(first.actions),
        primary: nameOf(first.primary),
        unless: first.byIam ? messages.unless : '',
      }),
      remedy: isWrittenByHand(subject, program) ? messages.byHand : messages.cdk,
      related: drift.map(({ principal, actions, at }) => ({
        at,
        message: `${printText(principal.text)} gets ${shortList(actions)} on the primary here`,
      })),
    };
  },
  examples: {
    bad: [{ title: 'a role is missing', ...keys([root, app], [root]) }],
    good: [
      { title: 'the same policy', ...keys([root, app], [root, app]) },
      { title: 'the replica gives more', ...keys([root], [root, app]) },
    ],
  },
});
