/** The account's own IAM policies cannot manage the key, since its key policy does not trust the account. */
import {
  booleanFact,
  defineRule,
  denying,
  iamAllowsBeside,
  keyActionsOf,
  letIamDecide,
  letsDeployer,
  nameOf,
  relatedTo,
  rootTrustFix,
  say,
  spareThem,
  type IamAllow,
  type JsonObject,
  type Key,
} from '../src/rule-kit.js';
import { causeOf, conditionalRoots, letsIamGrant, namesOfStatements, removeConditions } from '../src/rule-kit/built-in.js';

const key = (statement: JsonObject): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [statement] } } } },
});
const root = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' };

/**
 * Whether an action of the grant is lost for certain. A role that the key policy names itself, or may name, does not need the account's
 * trust.
 */
const isLost = (grant: IamAllow, key: Key): boolean =>
  (grant.owners ?? []).some((holder) => grant.actions.flatMap(keyActionsOf).some((action) => letsIamGrant(key, action, holder) === 'no'));

/** What the rule says. */
const messages = {
  missing: "The key policy of {key} does not let the account's own IAM policies manage the key{cause}. {then}.",
  cause: ': {why} keeps them out',
  grantsLost: 'IAM policies of this app that grant its use have no effect',
  denied: ': they are denied by {statements}',
  spared: 'Only those whom the Deny spares can manage the key',
  lockedOut: 'Everybody else in the account is locked out',
  keyLost: 'Everybody else in the account is locked out, and if the last named role or user is deleted, the key is lost',
  nameRoles: 'Otherwise name every role that needs the key in the key policy.',
} as const;

export default defineRule({
  id: 'missing-root-trust',
  title: 'The account cannot manage its own key',
  level: 'error',
  levels: ['warning'],
  securitySeverity: '6.0',
  tags: ['external/cwe/cwe-732'],
  on: 'key',
  why: 'The key policy controls all access to a KMS key: not even an administrator of the account has access unless the key policy allows it. If the key policy does not name the account itself (its root principal), IAM policies on the key have no effect. If the roles that it names are deleted, nobody can change the key policy again; then only AWS Support can help.',
  messages,
  remedy:
    "Let the account's IAM policies decide: add new iam.PolicyStatement({ actions: ['kms:*'], principals: [new iam.AccountRootPrincipal()], resources: ['*'] }) to the policy. Or leave `policy` out, and use key.addToResourcePolicy() for other statements.",
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_kms-readme.html#key-policies',
  ],
  *check(subject, program) {
    const { rootTrust, manageable, durable, accepted } = subject.policy;
    // Of what KMS refuses, invalid-key-policy speaks.
    if (!accepted) return;
    // Where nobody at all can manage the key, or one doubt decides both, unmanageable-key says the worse.
    if (rootTrust.answer === 'yes' || manageable.answer === 'no' || (rootTrust.answer === 'unknown' && manageable.answer === 'unknown'))
      return;
    const reliesOnIam = iamAllowsBeside(subject, program).some((grant) => isLost(grant, subject));
    // A policy that KMS refuses, since it locks out the role that deploys it, loses no key: deployer-locked-out says so.
    const bypass = booleanFact(subject.properties['BypassPolicyLockoutSafetyCheck']),
      isTaken = letsDeployer(subject, program, 'kms:PutKeyPolicy')?.decision.answer !== 'no' || (bypass.is === 'known' && bypass.value);
    // A named principal of which it is not known whether it is of the key's account: only where it is, AWS takes the policy at all.
    const denies = denying(rootTrust);
    // Whoever the Deny spares is spared by name: who bears the name later is spared as well, so that nothing is lost for ever.
    const then = reliesOnIam
      ? messages.grantsLost
      : denies.length > 0
        ? messages.spared
        : durable.answer === 'no' && isTaken
          ? messages.keyLost
          : messages.lockedOut;
    const conditional = conditionalRoots(subject),
      why = causeOf(conditional);
    const fix = rootTrustFix(subject, program);
    yield {
      at: subject.policy.document.is === 'known' ? subject.policy.document.at : subject.policy.at,
      when: rootTrust.answer === 'no' ? 'yes' : 'unknown',
      message: say(messages.missing, {
        key: nameOf(subject.id),
        cause:
          denies.length > 0
            ? say(messages.denied, { statements: namesOfStatements(denies) })
            : why === undefined
              ? ''
              : say(messages.cause, { why }),
        then,
      }),
      detail: 'root-trust',
      level: reliesOnIam ? 'error' : 'warning',
      remedy:
        denies.length > 0
          ? spareThem(denies, 'the administrators of the key')
          : conditional.length > 0
            ? removeConditions(conditional, messages.nameRoles)
            : letIamDecide(subject, program, {
                cdk: '. Or leave `policy` out, and use key.addToResourcePolicy() for other statements',
                template: '. Or leave KeyPolicy out if the key needs no other statement: the default key policy of KMS lets them decide',
              }),
      related: relatedTo(subject, rootTrust.reasons),
      ...(fix ? { fix } : {}),
    };
  },
  examples: {
    bad: [
      {
        title: 'only a role is named',
        stacks: {
          Keys: key({
            Effect: 'Allow',
            Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/KeyAdmin' } },
            Action: 'kms:*',
            Resource: '*',
          }),
        },
      },
      {
        title: 'all but one role are denied',
        stacks: {
          Keys: {
            Resources: {
              Admin: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } },
              Key: {
                Type: 'AWS::KMS::Key',
                Properties: {
                  KeyPolicy: {
                    Version: '2012-10-17',
                    Statement: [
                      { Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' },
                      {
                        Sid: 'OnlyTheAdmin',
                        Effect: 'Deny',
                        Principal: '*',
                        Action: 'kms:PutKeyPolicy',
                        Resource: '*',
                        Condition: { ArnNotEquals: { 'aws:PrincipalArn': { 'Fn::GetAtt': ['Admin', 'Arn'] } } },
                      },
                    ],
                  },
                },
              },
            },
          },
        },
      },
      {
        title: 'a user and another account',
        stacks: {
          Keys: {
            template: key({
              Effect: 'Allow',
              Principal: { AWS: ['arn:aws:iam::444455556666:root', 'arn:aws:iam::111122223333:user/alice'] },
              Action: 'kms:*',
              Resource: '*',
            }),
            env: ['111122223333', 'eu-west-1'],
          },
        },
      },
    ],
    good: [
      {
        title: 'the account decides by IAM',
        stacks: { Keys: key({ Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' }) },
      },
      { title: 'no policy: KMS gives the key its default one', stacks: { Keys: { Resources: { Key: { Type: 'AWS::KMS::Key' } } } } },
      {
        title: 'the account by its number',
        stacks: {
          Keys: {
            template: key({ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'kms:*', Resource: '*' }),
            env: ['111122223333', 'eu-west-1'],
          },
        },
      },
    ],
  },
});
