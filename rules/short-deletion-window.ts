/** A key that waits for its deletion as short as KMS allows. */
import { defineRule, nameOf, numberFact, removeProperty, say, type JsonObject } from '../src/rule-kit.js';
import { fateOf, isWrittenByHand, LIMITS } from '../src/rule-kit/built-in.js';

const key = (properties: JsonObject, attributes: JsonObject = {}): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key', ...attributes, Properties: properties } },
});

/** What the rule says. */
const messages = {
  short:
    'The pending window of {key} is {days} days, the shortest that KMS allows: when the key is deleted, whoever still needs it has {days} days to notice.',
  retained:
    'The pending window of {key} is {days} days, the shortest that KMS allows. The key is retained today; once CloudFormation deletes it, whoever still needs it has {days} days to notice.',
  cdk: 'Leave pendingWindow out: KMS then waits 30 days. Or set at least Duration.days(14).',
  byHand: 'Leave PendingWindowInDays out: KMS then waits 30 days. Or set at least 14.',
} as const;

export default defineRule({
  id: 'short-deletion-window',
  title: 'The shortest pending window before a key is deleted',
  level: 'note',
  securitySeverity: '3.0',
  on: 'key',
  why: 'A key whose deletion is scheduled cannot be used, and after its pending window nothing can bring it back, nor what it encrypted. During the window somebody can notice that the key is still needed, and cancel the deletion. A job that runs once a week, or a restore from a backup, may not come up in 7 days.',
  messages,
  remedy: 'Leave pendingWindow out: KMS then waits 30 days. Or set at least Duration.days(14).',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html#deleting-keys-how-it-works'],
  *check(subject, program) {
    const window = subject.properties['PendingWindowInDays'],
      days = numberFact(window);
    if (!window || days.is === 'absent' || (days.is === 'known' && days.value !== LIMITS.shortestPendingWindowDays)) return;
    // CloudFormation takes the window from the template when it deletes the key: who deletes a key by hand chooses one.
    const said = fateOf(subject.resource, program) === 'retained' ? messages.retained : messages.short;
    yield {
      at: window.at,
      when: days.is === 'known' ? 'yes' : 'unknown',
      detail: 'window',
      message: say(said, { key: nameOf(subject.id), days: LIMITS.shortestPendingWindowDays }),
      remedy: isWrittenByHand(subject, program) ? messages.byHand : messages.cdk,
      fix: {
        title: 'Wait 30 days before the key is deleted',
        safety: 'unsafe',
        edits: [removeProperty(subject.id, 'PendingWindowInDays')],
      },
    };
  },
  examples: {
    bad: [
      { title: '7 days', stacks: { Keys: key({ PendingWindowInDays: 7 }) } },
      { title: 'the key is retained for now', stacks: { Keys: key({ PendingWindowInDays: 7 }, { DeletionPolicy: 'Retain' }) } },
      { title: '7 days, as text', stacks: { Keys: key({ PendingWindowInDays: '7' }) } },
    ],
    good: [
      { title: '14 days', stacks: { Keys: key({ PendingWindowInDays: 14 }) } },
      { title: '30 days by default', stacks: { Keys: key({}) } },
    ],
  },
});
