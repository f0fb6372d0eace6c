/** Which of two resources the question is about, and that an answer may be open. */
import { expect, it } from 'vitest';
import { defineRule, sameText, textOf, whileBothExist, type Answer, type JsonObject } from '../rule-kit.js';
import { runRule } from '../rule-tester.js';

/** Whether B stands beside A whenever A exists, and A beside B whenever B exists. */
function both(a: JsonObject, b: JsonObject): readonly Answer[] {
  const answers: Answer[] = [];
  const rule = defineRule({
    id: 'asks',
    title: 'Asks',
    level: 'note',
    on: 'program',
    why: 'For this test only.',
    remedy: 'None is needed.',
    references: [],
    check: (program) => {
      const [first, second] = [...program.stacks.values()].flatMap(({ resources }) => resources);
      if (first && second)
        for (const [other, subject] of [[second, first] as const, [first, second] as const])
          answers.push(
            whileBothExist(other, subject, program, (one, two) =>
              sameText(textOf(one['Description']) ?? [], textOf(two['Description']) ?? []),
            ),
          );
      return [];
    },
    examples: { bad: [], good: [] },
  });
  const Conditions = { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } };
  runRule(rule, { stacks: { App: { Parameters: { P: { Type: 'String' } }, Conditions, Resources: { A: a, B: b } } } });
  return answers;
}
const key = (description: string | JsonObject, more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::KMS::Key',
  Properties: { Description: description },
  ...more,
});

it.each<[string, JsonObject, JsonObject, readonly Answer[]]>([
  ['both are always there', key('x'), key('x'), ['yes', 'yes']],
  ['the one is there only sometimes', key('x'), key('x', { Condition: 'C' }), ['unknown', 'yes']],
  ['it is not so', key('x'), key('y'), ['no', 'no']],
  ['it is open', key('x'), key({ Ref: 'P' }), ['unknown', 'unknown']],
])('%s', (_, a, b, expected) => {
  expect(both(a, b)).toEqual(expected);
});
