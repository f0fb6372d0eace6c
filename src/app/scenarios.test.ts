/** A resource in one scenario of its template: what conditions decide, however many others there are. */
import { describe, expect, it } from 'vitest';
import { fold } from '../cfn/fold.js';
import { stacksOf } from '../cfn/testing.js';
import { member, stringOf } from '../core/value.js';
import type { Program } from '../types/program.js';
import { propertiesIn } from './scenarios.js';

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
const stacks = stacksOf({
  S: {
    template: {
      Parameters: Object.fromEntries(NAMES.map((name) => [name, { Type: 'String' }])),
      Conditions: Object.fromEntries(NAMES.map((name) => [name, { 'Fn::Equals': [{ Ref: name }, 'yes'] }])),
      Resources: {
        Plain: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/plain' } },
        // Its conditions can be decided in more ways than scenarios are built for.
        Many: {
          Type: 'AWS::KMS::Alias',
          Properties: Object.fromEntries(NAMES.map((name) => [name, { 'Fn::If': [name, 'yes', 'no'] }])),
        },
      },
    },
  },
});

describe('the properties of a resource in one scenario', () => {
  let folded = 0;
  const program: Pick<Program, 'stacks' | 'fold'> = {
    stacks,
    fold(value, at, stack, scenario) {
      const facts = stacks.get(stack);
      folded += 1;
      return facts && fold(value, at, { facts, scenario });
    },
  };
  const [plain, many] = stacks.get('S')?.resources ?? [];

  it('are folded once for all scenarios where no condition decides about them', () => {
    if (!plain) throw new Error('no alias');
    const names = [{}, { A: true }, { A: false }].map((scenario) => stringOf(member(propertiesIn(plain, scenario, program), 'AliasName')));
    expect([names, folded]).toEqual([['alias/plain', 'alias/plain', 'alias/plain'], 1]);
  });
  it('are those of this scenario where there are too many to look at each', () => {
    if (!many) throw new Error('no alias');
    const properties = propertiesIn(many, { A: true, B: false }, program);
    expect(['A', 'B', 'C'].map((name) => stringOf(member(properties, name)))).toEqual(['yes', 'no', undefined]);
  });
});
