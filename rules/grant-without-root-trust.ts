/** An IAM policy of the app grants what the key policy does not let IAM grant: the grant has no effect. */
import {
  and,
  defineRule,
  iamGrants,
  keyActionsOf,
  letsIamGrant,
  logicalIdOf,
  nameOf,
  not,
  or,
  rootTrustFix,
  sameText,
  stackIdOf,
  verdictsOf,
  type Answer,
  type IamGrant,
  type JsonObject,
  type Key,
  type Program,
} from '../src/rule-kit.js';

const stack = (principal: JsonObject, action = 'kms:*'): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: action, Resource: '*' }] },
      },
    },
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
    Grant: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'grant',
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }],
        },
      },
    },
  },
});

/** Whether an action of the grant is a dead letter: none of the KMS actions that it stands for can come through, for any role or user that has the policy. */
function dead(key: Key, program: Program, grant: IamGrant, action: string): Answer {
  const actions = keyActionsOf(action);
  if (actions.length === 0) return 'no';
  if (!grant.holders) {
    // Whoever has the policy may be named in the key policy: without IAM's say the grant may still not be needed.
    const delegated = or(...actions.map((one) => letsIamGrant(key, program, one)));
    return delegated === 'no' ? 'unknown' : 'no';
  }
  return and(...grant.holders.flatMap((holder) => actions.map((one) => not(letsIamGrant(key, program, one, holder)))));
}

/** The actions of a grant that are dead letters for certain; where there are none, those that may be. */
function lostActions(key: Key, program: Program, grant: IamGrant): { readonly actions: readonly string[]; readonly certain: boolean } {
  const judged = grant.actions.map((action) => [action, dead(key, program, grant, action)] as const);
  const those = (wanted: Answer): readonly string[] => judged.filter(([, answer]) => answer === wanted).map(([action]) => action);
  const sure = those('yes');
  return sure.length > 0 ? { actions: sure, certain: true } : { actions: those('unknown'), certain: false };
}

function sameAccount({ policy }: IamGrant, key: Key, { stacks }: Program): Answer {
  const owner = stacks.get(stackIdOf(policy));
  return owner ? sameText(owner.env.account, key.env.account) : 'unknown';
}

export default defineRule({
  id: 'grant-without-root-trust',
  title: 'An IAM policy grants what the key policy does not delegate',
  level: 'error',
  securitySeverity: '5.0',
  on: 'key',
  why: "An IAM policy counts for a key only as far as the key policy delegates to the account (its root principal). CDK's key.grantDecrypt(role) writes only the role's IAM policy, since it takes the account to be trusted; with a custom key policy that names only some roles the grant is a dead letter, and the role is refused at run time.",
  remedy:
    "Let the account's IAM policies decide: add new iam.PolicyStatement({ actions: ['kms:*'], principals: [new iam.AccountRootPrincipal()], resources: ['*'] }) to the key's policy. Or name the role in the key policy with key.addToResourcePolicy().",
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam',
    'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies.html',
  ],
  *check(subject, program) {
    // Nothing can be lost, as on most keys: spares reading all IAM policies of the app.
    if (verdictsOf(subject).fullRootTrust.answer === 'yes') return;
    const said = new Set<string>();
    const grants = iamGrants(subject, program);
    if (grants.length === 0) return;
    const fix = rootTrustFix(subject, program, 'fullRootTrust');
    for (const grant of grants) {
      // The other side of another account's grant is a matter of its own.
      const inAccount = sameAccount(grant, subject, program);
      if (inAccount === 'no') continue;
      const { actions, certain } = lostActions(subject, program, grant);
      const policy = logicalIdOf(grant.policy),
        detail = `${policy}:${[...actions].sort().join(',')}`;
      if (actions.length === 0 || said.has(detail)) continue;
      said.add(detail);
      yield {
        at: subject.policy.document.is === 'known' ? subject.policy.document.at : subject.policy.at,
        when: certain ? inAccount : 'unknown',
        detail,
        message: `${nameOf(grant.policy)} grants ${actions.join(', ')} on ${nameOf(subject.id)}, but the key policy does not let IAM policies grant that, so the grant has no effect and the call is refused.`,
        related: [{ at: grant.at, message: 'the grant that has no effect' }],
        ...(fix ? { fix } : {}),
      };
    }
  },
  examples: {
    bad: [
      {
        title: 'the key policy names only an administrator',
        stacks: { App: stack({ AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/KeyAdmin' } }) },
      },
    ],
    good: [
      {
        title: 'the account decides by IAM',
        stacks: { App: stack({ AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }) },
      },
      {
        title: 'the role is named in the key policy itself',
        stacks: { App: stack({ AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } }, 'kms:Decrypt') },
      },
    ],
  },
});
