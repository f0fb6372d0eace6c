/** Nobody in the account can change the policy of the key: it is out of everybody's hands for ever. */
import {
  booleanFact,
  defineRule,
  nameOf,
  refusalsOf,
  removeProperty,
  rootTrustFix,
  verdictsOf,
  type Fix,
  type JsonObject,
  type Key,
  type Program,
} from '../src/rule-kit.js';

const key = (...statements: readonly JsonObject[]): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: statements } } } },
});
const root = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };

/** With the check left out no longer, KMS refuses the next policy that locks the owner out. */
function fixOf(subject: Key, program: Program): Fix | undefined {
  const fix = rootTrustFix(subject, program);
  if (!fix || !subject.properties['BypassPolicyLockoutSafetyCheck']) return fix;
  const edits = [...fix.edits, removeProperty(subject.id, 'BypassPolicyLockoutSafetyCheck')];
  return { title: `${fix.title}, and leave BypassPolicyLockoutSafetyCheck out`, safety: 'unsafe', edits };
}

export default defineRule({
  id: 'unmanageable-key',
  title: 'Nobody can change the policy of the key',
  level: 'error',
  securitySeverity: '8.0',
  tags: ['external/cwe/cwe-732'],
  on: 'key',
  why: "Only who may call kms:PutKeyPolicy can change a key policy, and only the key policy can allow that. If it allows it to nobody of the key's own account, no administrator and not even the root user can ever change the policy, or delete the key; the one way out is a case with AWS Support. KMS refuses such a policy when the deployer is locked out too, unless the check is bypassed.",
  remedy:
    "Let the account's IAM policies decide: add new iam.PolicyStatement({ actions: ['kms:*'], principals: [new iam.AccountRootPrincipal()], resources: ['*'] }) to the policy, and take away what denies it.",
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html',
  ],
  *check(subject, program) {
    const { manageable } = verdictsOf(subject);
    // What KMS refuses is never deployed: invalid-key-policy says so.
    if (manageable.answer === 'yes' || refusalsOf(subject, program).some(({ level }) => level === 'refused')) return;
    const bypass = subject.properties['BypassPolicyLockoutSafetyCheck'],
      bypassed = booleanFact(bypass);
    const fix = fixOf(subject, program);
    yield {
      at: subject.policy.document.is === 'known' ? subject.policy.document.at : subject.policy.at,
      when: manageable.answer === 'no' ? 'yes' : 'unknown',
      detail: 'manageable',
      message: `The key policy of ${nameOf(subject.id)} lets nobody in its own account change it, so once it is deployed only AWS Support can make the key manageable again.`,
      related: [
        ...manageable.because.map(({ at, text }) => ({ at, message: text })),
        ...(bypass && bypassed.is === 'known' && bypassed.value
          ? [{ at: bypass.at, message: 'the check by which KMS would refuse this policy is switched off here' }]
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
