/** AWS's own guard against a locked-out key is switched off. */
import {
  booleanFact,
  defineRule,
  letsDeployer,
  nameOf,
  printText,
  removeProperty,
  rootTrustFix,
  type Fix,
  type JsonObject,
} from '../src/rule-kit.js';
import { keyProperties } from '../src/rule-kit/built-in.js';

const key = (bypass: boolean): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { BypassPolicyLockoutSafetyCheck: bypass } } },
});

export default defineRule({
  id: 'lockout-check-bypassed',
  title: 'The lockout safety check of KMS is switched off',
  level: 'warning',
  on: 'key',
  securitySeverity: '6.0',
  why: 'KMS refuses a key policy if the principal that sets it could not change it again. BypassPolicyLockoutSafetyCheck switches this check off. A later mistake in the policy is then deployed without an error, and the key is lost.',
  remedy:
    "Leave bypassPolicyLockoutSafetyCheck out. If the deployer must not manage the key, let the account's root or an administrator's role do so.",
  references: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html#KMS-PutKeyPolicy-request-BypassPolicyLockoutSafetyCheck',
  ],
  *check(subject, program) {
    const bypass = subject.properties['BypassPolicyLockoutSafetyCheck'],
      fact = booleanFact(bypass);
    // Where the key is unmanageable already, that finding names this line too.
    if (!bypass || (fact.is === 'known' && !fact.value) || subject.policy.manageable.answer === 'no') return;
    // Under the check KMS would refuse the policy as it is, so that leaving the check in is half of the way.
    const deployer = letsDeployer(subject, program, 'kms:PutKeyPolicy'),
      isRefused = deployer?.decision.answer === 'no';
    const name = keyProperties(subject, program).name('BypassPolicyLockoutSafetyCheck');
    const alone: Fix = {
      title: `Remove ${name}`,
      safety: 'unsafe',
      edits: [removeProperty(subject.id, 'BypassPolicyLockoutSafetyCheck')],
    };
    const fix = isRefused ? rootTrustFix(subject, program, 'deployer', { lockoutCheck: true }) : alone;
    yield {
      at: bypass.at,
      when: fact.is === 'known' ? 'yes' : 'unknown',
      detail: 'bypass',
      remedy: isRefused
        ? `Allow kms:PutKeyPolicy to the role that deploys the stack, ${printText(deployer.role)}, or to the account's root. Then remove ${name}.`
        : `Leave ${name} out. If the deployer must not manage the key, let the account's root or an administrator's role do so.`,
      ...(fix ? { fix } : {}),
      message: `${nameOf(subject.id)} switches off the lockout safety check of KMS. A later mistake in the key policy is then deployed without an error, and the key is lost.`,
    };
  },
  examples: { bad: [{ stacks: { Keys: key(true) } }], good: [{ stacks: { Keys: key(false) } }] },
});
