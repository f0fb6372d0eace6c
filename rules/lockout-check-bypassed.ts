/** AWS's own guard against a locked-out key is switched off. */
import { booleanFact, defineRule, nameOf, removeProperty, verdictsOf, type JsonObject } from '../src/rule-kit.js';

const key = (bypass: boolean): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { BypassPolicyLockoutSafetyCheck: bypass } } },
});

export default defineRule({
  id: 'lockout-check-bypassed',
  title: 'The check against locking oneself out is switched off',
  level: 'warning',
  on: 'key',
  securitySeverity: '6.0',
  why: 'KMS refuses a key policy under which whoever writes it could not change it again. BypassPolicyLockoutSafetyCheck switches that check off, so a later mistake in the policy is deployed without an error and the key is lost.',
  remedy:
    "Leave bypassPolicyLockoutSafetyCheck out. If the deployer must not manage the key, let the account's root or an administrator's role do so.",
  references: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html#KMS-PutKeyPolicy-request-BypassPolicyLockoutSafetyCheck',
  ],
  *check(subject) {
    const bypass = subject.properties['BypassPolicyLockoutSafetyCheck'],
      fact = booleanFact(bypass);
    // Where the key is unmanageable already, that finding names this line too.
    if (!bypass || (fact.is === 'known' && !fact.value) || verdictsOf(subject).manageable.answer === 'no') return;
    yield {
      at: bypass.at,
      when: fact.is === 'known' ? 'yes' : 'unknown',
      detail: 'bypass',
      fix: {
        title: 'Leave BypassPolicyLockoutSafetyCheck out',
        safety: 'unsafe',
        edits: [removeProperty(subject.id, 'BypassPolicyLockoutSafetyCheck')],
      },
      message: `${nameOf(subject.id)} switches off the check by which KMS refuses a policy that locks its owner out, so a later mistake in the policy loses the key without an error.`,
    };
  },
  examples: { bad: [{ stacks: { Keys: key(true) } }], good: [{ stacks: { Keys: key(false) } }] },
});
