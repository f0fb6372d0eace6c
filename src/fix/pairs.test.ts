/** Two fixes that need each other are applied together; alone, each would bring another finding. */
import { expect, it } from 'vitest';
import { filesOf } from '../rule-tester.js';
import { defineRule, removeProperty, type AnyRule, type JsonObject, type Key } from '../rule-kit.js';
import { fix, type FixResult } from './fix.js';

const has = (key: Key, property: string): boolean => key.properties[property] !== undefined;
/** Wants a property to go, and where it stays without the other one, or the other without it, that is an error. */
const wants = (property: string): AnyRule =>
  defineRule({
    id: `no-${property.toLowerCase()}`,
    title: `No ${property}`,
    level: 'warning',
    presets: { recommended: 'warning' },
    on: 'key',
    why: 'For this test.',
    messages: { there: 'It has {property}.' },
    remedy: 'Leave it out.',
    references: [],
    *check(key) {
      if (has(key, property))
        yield {
          at: key.at,
          when: 'yes',
          detail: '',
          message: `It has ${property}.`,
          fix: { title: 'Leave it out', safety: 'unsafe', edits: [removeProperty(key.id, property)] },
        };
    },
    examples: { good: [], bad: [] },
  });
const together = defineRule({
  id: 'both-or-none',
  title: 'Both or none',
  level: 'error',
  presets: { recommended: 'error' },
  on: 'key',
  why: 'For this test.',
  messages: { one: 'It has only one of the two.' },
  remedy: 'Leave both out.',
  references: [],
  *check(key) {
    if (has(key, 'Description') !== has(key, 'Tags')) yield { at: key.at, when: 'yes', detail: '', message: 'It has only one of the two.' };
  },
  examples: { good: [], bad: [] },
});

const fixed = (rules: readonly AnyRule[]): FixResult => {
  const properties: JsonObject = { Description: 'x', Tags: [], EnableKeyRotation: true };
  const files = filesOf({ stacks: { S: { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: properties } } } } });
  return fix(
    { files, paths: ['/app/cdk.out'], root: '/app', rules, tool: { name: 'kms-lint', version: '0' } },
    { targets: ['template'], unsafe: true, promoted: [], readOnly: () => undefined },
  );
};

it('both are applied where both are to be', () => {
  const { fixed: done, left, changes } = fixed([wants('Description'), wants('Tags'), together]);
  expect(done.map(({ finding }) => finding.ruleId).sort()).toEqual(['no-description', 'no-tags']);
  expect(left).toEqual([]);
  expect(changes.map(({ after }) => /Description|Tags/.test(after))).toEqual([false]);
});

it('one by itself is left, with the finding that it would bring', () => {
  const { left, changes } = fixed([wants('Description'), together]);
  expect(left.map(({ why }) => why)).toEqual(['it would bring another finding: both-or-none: It has only one of the two.']);
  expect(changes).toEqual([]);
});
