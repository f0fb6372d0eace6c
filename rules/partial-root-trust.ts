/** The account may manage the key, but its IAM policies cannot grant everything on it. */
import { defineRule, nameOf, rootTrustFix, verdictsOf, type Json, type JsonObject } from '../src/rule-kit.js';

const root = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const key = (action: Json, properties: JsonObject = {}): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        ...properties,
        KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: root, Action: action, Resource: '*' }] },
      },
    },
  },
});
/** What CDK wrote before version 2, and writes with trustAccountIdentities: false where the feature flag is off. */
const LEGACY = [
  'kms:Create*',
  'kms:Describe*',
  'kms:Enable*',
  'kms:List*',
  'kms:Put*',
  'kms:Update*',
  'kms:Revoke*',
  'kms:Disable*',
  'kms:Get*',
];

export default defineRule({
  id: 'partial-root-trust',
  title: 'The account may manage the key, but not grant everything on it',
  level: 'note',
  presets: { strict: 'note' },
  securitySeverity: '2.0',
  on: 'key',
  why: "The key policy lets the account's IAM policies manage the key, but does not leave every action to them. An IAM policy that grants one of the others, as CDK's key.grantDecrypt(role) writes it, has no effect. Some teams want just that, to keep the use of the key in the key policy; this rule shows where it is so.",
  remedy:
    "If IAM policies are to grant the use of the key, give the account all of it: new iam.PolicyStatement({ actions: ['kms:*'], principals: [new iam.AccountRootPrincipal()], resources: ['*'] }). If not, name each role in the key policy.",
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam'],
  *check(subject, program) {
    const { rootTrust, fullRootTrust } = verdictsOf(subject);
    // Where the account cannot manage the key either, missing-root-trust says the worse.
    if (rootTrust.answer !== 'yes' || fullRootTrust.answer === 'yes') return;
    const fix = rootTrustFix(subject, program, 'fullRootTrust');
    yield {
      at: subject.policy.document.is === 'known' ? subject.policy.document.at : subject.policy.at,
      when: fullRootTrust.answer === 'no' ? 'yes' : 'unknown',
      detail: 'full-root-trust',
      message: `The key policy of ${nameOf(subject.id)} lets the account's IAM policies manage the key, but not grant everything on it, so an IAM policy that grants one of the other actions has no effect.`,
      ...(fix ? { fix } : {}),
      related: fullRootTrust.because.map(({ at, text }) => ({ at, message: text })),
    };
  },
  examples: {
    bad: [
      { title: "CDK's list for administrators", stacks: { Keys: key(LEGACY) } },
      { title: 'all but one action', stacks: { Keys: key(['kms:PutKeyPolicy', 'kms:D*', 'kms:G*', 'kms:E*']) } },
    ],
    good: [
      { title: 'the account may do everything', stacks: { Keys: key('kms:*') } },
      { title: 'the account may not manage the key at all', stacks: { Keys: key('kms:Decrypt') } },
    ],
  },
});
