/** The role that deploys the stack could not write the key policy again, so KMS refuses it. */
import { booleanFact, defineRule, denying, letIamDecide, letsDeployer, nameOf, printText, relatedTo, rootTrustFix, spareThem, type ExampleStack, type JsonObject } from '../src/rule-kit.js';

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

export default defineRule({
  id: 'deployer-locked-out',
  title: 'The role that deploys the key locks itself out',
  level: 'warning',
  on: 'key',
  securitySeverity: '3.0',
  why: 'When a key policy is written, KMS checks that whoever writes it could write it again, and refuses it otherwise. In a CDK app the writer is the execution role that the manifest names, which CloudFormation takes on. A policy that names other roles only does not let that role in, so the deployment fails with "The new key policy will not allow you to update the key policy in the future".',
  remedy:
    "Let the account's IAM policies decide: add new iam.PolicyStatement({ actions: ['kms:*'], principals: [new iam.AccountRootPrincipal()], resources: ['*'] }) to the policy, or give the execution role kms:PutKeyPolicy in it.",
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
    const unless = bypass.is === 'unknown' ? ', unless BypassPolicyLockoutSafetyCheck is true' : '';
    yield {
      at: subject.policy.document.is === 'known' ? subject.policy.document.at : subject.policy.at,
      when: decision.answer === 'no' && bypass.is !== 'unknown' ? 'yes' : 'unknown',
      detail: 'deployer',
      message: `The key policy of ${nameOf(subject.id)} does not let the role that deploys the stack, ${printText(role)}, change the policy, so KMS refuses it and the deployment fails${unless}.`,
      remedy:
        denies.length > 0
          ? spareThem(denies, 'that role')
          : letIamDecide(subject, program, { cdk: ', or give the execution role kms:PutKeyPolicy in it' }),
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
