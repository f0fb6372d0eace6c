/** The role that deploys the stack could not write the key policy again, so KMS refuses it. */
import {
  booleanFact,
  defineRule,
  denying,
  letIamDecide,
  letsDeployer,
  literal,
  nameOf,
  printText,
  relatedTo,
  rootTrustFix,
  say,
  spareThem,
  type ExampleStack,
  type JsonObject,
  type Key,
} from '../src/rule-kit.js';
import { actionNamed, causeOf, conditionalRoots, removeConditions } from '../src/rule-kit/built-in.js';

const deployer = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/cdk-hnb659fds-cfn-exec-role-${AWS::AccountId}-${AWS::Region}';
const roleOfTheStack = { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } };
const admin = { AWS: 'arn:aws:iam::111122223333:role/KeyAdmin' },
  root = { AWS: 'arn:aws:iam::111122223333:root' };
const stack = (principal: JsonObject, properties: JsonObject = {}, ...more: readonly JsonObject[]): ExampleStack => ({
  template: {
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: {
          ...properties,
          KeyPolicy: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: principal, Action: 'kms:*', Resource: '*' }, ...more],
          },
        },
      },
    },
  },
  env: ['111122223333', 'eu-west-1'],
  executionRole: deployer,
});

/** Its place in the table of actions. */
const PUT = actionNamed('kms:PutKeyPolicy')?.index ?? -1;

/** What the rule says. */
const messages = {
  lockedOut:
    'The key policy of {key} does not let the role that deploys the stack, {role}, change the key policy{cause}. Creating the key, or changing this policy, is refused, and the deployment fails{unless}.',
  cause: ': {why} keeps it out',
  unless: ', unless BypassPolicyLockoutSafetyCheck is true',
  nameRole: 'Otherwise allow kms:PutKeyPolicy to the execution role in the key policy.',
} as const;

export default defineRule({
  id: 'deployer-locked-out',
  title: 'The role that deploys the key locks itself out',
  level: 'warning',
  levels: ['error'],
  on: 'key',
  securitySeverity: '3.0',
  why: 'When a principal sets a key policy, KMS checks that the same principal can change it again, and refuses the policy otherwise. In a CDK app this principal is the execution role that the manifest names: CloudFormation assumes it. If the key policy names only other roles, the deployment fails with "The new key policy will not allow you to update the key policy in the future".',
  messages,
  remedy:
    "Let the account's IAM policies decide: add new iam.PolicyStatement({ actions: ['kms:*'], principals: [new iam.AccountRootPrincipal()], resources: ['*'] }) to the policy. Or allow kms:PutKeyPolicy to the execution role in it.",
  references: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html#KMS-PutKeyPolicy-request-Policy',
    'https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html',
  ],
  *check(subject, program) {
    const deployer = letsDeployer(subject, program, 'kms:PutKeyPolicy'),
      bypass = booleanFact(subject.properties['BypassPolicyLockoutSafetyCheck']);
    if (!deployer || deployer.decision.answer === 'yes' || (bypass.is === 'known' && bypass.value)) return;
    // Where nobody can change the policy, or KMS refuses it for its shape, another rule says the worse.
    if (!subject.policy.accepted || subject.policy.manageable.answer === 'no') return;
    const { role, decision } = deployer;
    const fix = rootTrustFix(subject, program, 'deployer');
    const denies = denying(decision);
    const conditional = conditionalRoots(subject),
      why = causeOf(conditional);
    yield {
      at: subject.policy.document.is === 'known' ? subject.policy.document.at : subject.policy.at,
      when: decision.answer === 'no' && bypass.is !== 'unknown' ? 'yes' : 'unknown',
      detail: 'deployer',
      level: bypass.is !== 'unknown' && namesOthersOnly(subject) ? 'error' : 'warning',
      message: say(messages.lockedOut, {
        key: nameOf(subject.id),
        role: printText(role),
        cause: why === undefined ? '' : say(messages.cause, { why }),
        unless: bypass.is === 'unknown' ? messages.unless : '',
      }),
      remedy:
        denies.length > 0
          ? spareThem(denies, 'that role')
          : conditional.length > 0
            ? removeConditions(conditional, messages.nameRole)
            : letIamDecide(subject, program, { cdk: '. Or allow kms:PutKeyPolicy to the execution role in it' }),
      ...(fix ? { fix } : {}),
      related: relatedTo(subject, decision.reasons),
    };
  },
  examples: {
    bad: [
      { title: 'only an administrator is named', stacks: { Keys: stack(admin) } },
      { title: 'only a role of the same stack is named', stacks: { Keys: stack(roleOfTheStack) } },
      {
        title: 'a Deny spares only an administrator',
        stacks: {
          Keys: stack(
            root,
            {},
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 'kms:PutKeyPolicy',
              Resource: '*',
              Condition: { ArnNotEquals: { 'aws:PrincipalArn': admin.AWS } },
            },
          ),
        },
      },
    ],
    good: [
      { title: 'the account decides by IAM', stacks: { Keys: stack(root) } },
      {
        title: 'the role that deploys is named',
        stacks: { Keys: stack({ AWS: 'arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1' }) },
      },
      { title: 'the check is switched off', stacks: { Keys: stack(admin, { BypassPolicyLockoutSafetyCheck: true }) } },
    ],
  },
});

/** Whether every Allow of kms:PutKeyPolicy names literal ARNs of roles and users, without a condition: then nobody else can be meant. */
function namesOthersOnly({ policy }: Key): boolean {
  const allowing = policy.statements.filter(({ effect, actions, opaque }) => {
    const answer = actions?.answers[PUT] ?? 'no';
    return effect !== 'Deny' && (answer !== 'no' || opaque !== undefined);
  });
  return (
    allowing.length > 0 &&
    allowing.every(
      ({ effect, actions, opaque, notPrincipal, conditions, principals }) =>
        effect === 'Allow' &&
        opaque === undefined &&
        actions?.answers[PUT] === 'yes' &&
        !notPrincipal &&
        conditions.length === 0 &&
        principals.every((who) => who.is === 'entity' && literal(who.text) !== undefined),
    )
  );
}
