/** What a resource is called in a detail: the same in every Stage, and no two the same. */
import { expect, it } from 'vitest';
import { defineRule, detailOf } from '../rule-kit.js';
import { runRule } from '../rule-tester.js';
import type { JsonObject } from '../types/files.js';

const rule = defineRule({
  id: 'every-key',
  title: 'Every key',
  level: 'note',
  on: 'key',
  why: 'For this test only.',
  remedy: 'None is needed.',
  references: [],
  check: (key, program) => [{ at: key.at, when: 'yes', detail: detailOf(key.id, program), message: 'A key.' }],
  examples: { bad: [], good: [] },
});
const key = (path?: string): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key', Properties: {}, ...(path === undefined ? {} : { Metadata: { 'aws:cdk:path': path } }) } },
});

it('is the construct path, else stack and logical id', () => {
  const { findings } = runRule(rule, { stacks: { A: key('A/Orders/Key/Resource'), B: key() } });
  expect(findings.map(({ detail }) => detail)).toEqual(['A/Orders/Key', 'B/Key']);
});
it('leaves out the Stage', () => {
  const facts = {
    id: 's',
    name: 'Prod/A',
    stagePath: 'Prod',
    resources: [{ id: 's#Key', metadata: { 'aws:cdk:path': 'Prod/A/Key/Resource' } }],
  };
  const program = { stacks: new Map([['s', facts]]) } as unknown as Parameters<typeof detailOf>[1];
  expect([detailOf('s#Key', program), detailOf('s#Other', program)]).toEqual(['A/Key', 'A/Other']);
});
