/** The account may manage the key, but its IAM policies cannot grant everything on it. */
import {
  defineRule,
  nameOf,
  relatedTo,
  rootTrustFix,
  spareThem,
  type Json,
  type JsonObject,
  type Key,
  type NotDelegated,
  type Program,
} from '../src/rule-kit.js';
import { rootStatementIn, shortList } from '../src/rule-kit/built-in.js';

const root = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const key = (action: Json, ...more: readonly JsonObject[]): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: root, Action: action, Resource: '*' }, ...more] },
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

/** An Allow helps where there is none, and no Allow helps against a Deny. */
function remedyOf(key: Key, program: Program, { unallowed, denies }: NotDelegated): string {
  const allow = `If IAM policies are meant to grant the use of the key, give the account every action: ${rootStatementIn(key, program)}. Otherwise name each role in the key policy.`;
  return [...(unallowed ? [allow] : []), ...(denies.length > 0 ? [spareThem(denies, 'the roles and users that need it')] : [])].join(' ');
}

export default defineRule({
  id: 'partial-root-trust',
  title: "The account's IAM policies can manage the key, but not grant every action on it",
  level: 'note',
  securitySeverity: '2.0',
  on: 'key',
  why: "The key policy lets the account's IAM policies manage the key, but not grant every action. An IAM policy that grants one of the other actions, such as CDK's key.grantDecrypt(role), has no effect. Some teams want this, to control the use of the key in the key policy alone; this rule shows such keys.",
  remedy:
    "If IAM policies are meant to grant the use of the key, give the account every action: new iam.PolicyStatement({ actions: ['kms:*'], principals: [new iam.AccountRootPrincipal()], resources: ['*'] }). Otherwise name each role in the key policy.",
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam'],
  *check(subject, program) {
    const { rootTrust, fullRootTrust, accepted } = subject.policy;
    // Where the account cannot manage the key either, missing-root-trust says the worse.
    if (!accepted || rootTrust.answer !== 'yes' || fullRootTrust.answer === 'yes') return;
    const lost = subject.policy.notDelegated;
    const { actions, certain, reasons } = lost;
    if (actions.length === 0) return;
    const fix = rootTrustFix(subject, program, 'fullRootTrust');
    yield {
      at: subject.policy.document.is === 'known' ? subject.policy.document.at : subject.policy.at,
      when: fullRootTrust.answer === 'no' && certain ? 'yes' : 'unknown',
      detail: 'full-root-trust',
      message: `The key policy of ${nameOf(subject.id)} lets the account's IAM policies manage the key, but not grant ${shortList(actions)}. An IAM policy that grants ${actions.length === 1 ? 'this action' : 'one of these actions'} has no effect.`,
      remedy: remedyOf(subject, program, lost),
      ...(fix ? { fix } : {}),
      related: relatedTo(subject, reasons),
    };
  },
  examples: {
    bad: [
      { title: "CDK's list for administrators", stacks: { Keys: key(LEGACY) } },
      {
        title: 'a Deny takes some actions away',
        stacks: { Keys: key('kms:*', { Sid: 'NoGrants', Effect: 'Deny', Principal: root, Action: 'kms:CreateGrant', Resource: '*' }) },
      },
      { title: 'all but one action', stacks: { Keys: key(['kms:PutKeyPolicy', 'kms:D*', 'kms:G*', 'kms:E*']) } },
    ],
    good: [
      { title: 'the account may do everything', stacks: { Keys: key('kms:*') } },
      { title: 'the account may not manage the key at all', stacks: { Keys: key('kms:Decrypt') } },
    ],
  },
});
