/** Nobody in the account can change the policy of the key: KMS refuses it, or the key is out of everybody's hands for ever. */
import {
  booleanFact,
  defineRule,
  denying,
  letIamDecide,
  nameOf,
  relatedTo,
  rootTrustFix,
  say,
  spareThem,
  type Fact,
  type Fix,
  type JsonObject,
} from '../src/rule-kit.js';
import { conditionalRoots, perhapsOwn, removeConditions } from '../src/rule-kit/built-in.js';

const key = (...statements: readonly JsonObject[]): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: statements } } } },
});
const root = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };

/** What becomes of the policy: KMS looks whether whoever writes it could write it again, unless it is told not to. */
function consequence(bypass: Fact<boolean>): string {
  if (bypass.is === 'unknown') return messages.refusedOrLost;
  return bypass.is === 'known' && bypass.value ? messages.lost : messages.refused;
}

/** Whether the fix corrects the statement that is there, so that no other is to be written. */
const corrects = (fix: Fix | undefined): fix is Fix =>
  fix?.edits.some((edit) => edit.is === 'resource' && /\/Statement\/(?:\d+\/)?(?:Resource|Action)$/.test(edit.path)) === true;

/** What the rule says. */
const messages = {
  unmanageable: 'The key policy of {key} lets nobody in its own account change it{unless}. {then}.',
  unless: ' (unless {principals} is of that account)',
  refused: 'KMS refuses it, and the deployment fails',
  lost: 'Once it is deployed, only AWS Support can make the key manageable again',
  refusedOrLost:
    'KMS refuses it, and the deployment fails. If BypassPolicyLockoutSafetyCheck is true, it is deployed, and only AWS Support can make the key manageable again',
  instead: '{title}.',
  nameRole: 'Otherwise allow kms:PutKeyPolicy to a role of the account in the key policy.',
  checkOff: 'the check by which KMS would refuse this policy is switched off here',
  checkPerhapsOff: 'the check by which KMS would refuse this policy may be switched off here',
} as const;

export default defineRule({
  id: 'unmanageable-key',
  title: 'Nobody can change the policy of the key',
  level: 'error',
  securitySeverity: '8.0',
  tags: ['external/cwe/cwe-732'],
  on: 'key',
  why: "Only a principal that may call kms:PutKeyPolicy can change a key policy, and only the key policy can allow that. If it allows it to nobody in the key's own account, no administrator and not even the root user can ever change the policy or delete the key. Only AWS Support can help then. KMS refuses such a policy, unless BypassPolicyLockoutSafetyCheck switches this check off.",
  messages,
  remedy:
    "Let the account's IAM policies decide: add new iam.PolicyStatement({ actions: ['kms:*'], principals: [new iam.AccountRootPrincipal()], resources: ['*'] }) to the policy. If a Deny statement covers them, exempt the administrators of the key from it.",
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html#KMS-CreateKey-request-BypassPolicyLockoutSafetyCheck',
  ],
  *check(subject, program) {
    const { manageable, rootTrust, accepted } = subject.policy;
    // What KMS refuses is never deployed: invalid-key-policy says so.
    if (manageable.answer === 'yes' || !accepted) return;
    const bypass = subject.properties['BypassPolicyLockoutSafetyCheck'],
      bypassed = booleanFact(bypass);
    const fix = rootTrustFix(subject, program, 'rootTrust', { lockoutCheck: true });
    const denies = denying(manageable),
      spared = denies.length > 0 ? [spareThem(denies, 'the administrators of the key')] : [];
    // Where the account is let in already, and denied, another Allow is of no use.
    const conditional = conditionalRoots(subject);
    const allowed = denying(rootTrust).length > 0;
    const doubtful = manageable.answer === 'unknown' && denies.length === 0 ? perhapsOwn(subject, manageable) : [];
    const unless = doubtful.length > 0 ? say(messages.unless, { principals: doubtful.join(' or ') }) : '';
    yield {
      at: subject.policy.document.is === 'known' ? subject.policy.document.at : subject.policy.at,
      when: manageable.answer === 'no' ? 'yes' : 'unknown',
      detail: 'manageable',
      message: say(messages.unmanageable, { key: nameOf(subject.id), unless, then: consequence(bypassed) }),
      remedy: [
        ...(allowed
          ? []
          : corrects(fix)
            ? [say(messages.instead, { title: fix.title })]
            : [conditional.length > 0 ? removeConditions(conditional, messages.nameRole) : letIamDecide(subject, program)]),
        ...spared,
      ].join(' '),
      related: [
        ...relatedTo(subject, manageable.reasons),
        ...(bypass && (bypassed.is === 'unknown' || (bypassed.is === 'known' && bypassed.value))
          ? [
              {
                at: bypass.at,
                message: bypassed.is === 'known' ? messages.checkOff : messages.checkPerhapsOff,
              },
            ]
          : []),
      ],
      ...(fix ? { fix } : {}),
    };
  },
  examples: {
    bad: [
      {
        title: 'only a service is named',
        stacks: {
          Keys: key({
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Resource: '*',
          }),
        },
      },
      {
        title: 'the root of another account',
        stacks: {
          Keys: {
            template: key({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'kms:*', Resource: '*' }),
            env: ['111122223333', 'eu-west-1'],
          },
        },
      },
      {
        title: 'a Deny that hits everybody',
        stacks: {
          Keys: key(
            { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' },
            { Effect: 'Deny', Principal: '*', Action: 'kms:Put*', Resource: '*' },
          ),
        },
      },
    ],
    good: [
      { title: 'the account decides by IAM', stacks: { Keys: key({ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }) } },
      {
        title: 'a role may change it',
        stacks: {
          Keys: key({
            Effect: 'Allow',
            Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/KeyAdmin' } },
            Action: 'kms:*',
            Resource: '*',
          }),
        },
      },
    ],
  },
});
