/** Imports of keys that the app itself makes: told by the name of an export or an alias, in the same account and Region. */
import { describe, expect, it } from 'vitest';
import { lintInputs } from '../lint/lint.js';
import { filesOf } from '../rule-tester.js';
import type { Example, ExampleStack } from '../types/rule.js';
import type { JsonObject } from '../types/files.js';
import { ownedAs } from './owned-as.js';

const HERE = ['111122223333', 'eu-west-1'] as const;
const keys = (name: string, alias: string): JsonObject => ({
  Resources: {
    Key: { Type: 'AWS::KMS::Key', Properties: {} },
    Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: alias, TargetKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
  },
  Outputs: { Key: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] }, Export: { Name: name } } },
});
const at = (template: JsonObject, env: readonly [string, string] = HERE): ExampleStack => ({ template, env });
const APP = at({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });

/** The stack of the key that `key` means in the stack App. @param others the stacks of another app that is read with it */
function found(stacks: Example['stacks'], key: string, others: Example['stacks'] = {}): string | undefined {
  let answer: string | undefined;
  const files = filesOf({ stacks }),
    beside = filesOf({ stacks: others });
  for (const name of Object.keys(others).length > 0 ? beside.list('/app/cdk.out') : [])
    files.write(`/other/cdk.out/${name}`, beside.read(`/app/cdk.out/${name}`) ?? new Uint8Array());
  lintInputs({
    files,
    paths: ['/app/cdk.out', ...(Object.keys(others).length > 0 ? ['/other/cdk.out'] : [])],
    root: '/app',
    tool: { name: 'kms-lint', version: '0' },
    rules: [
      {
        id: 'asks',
        title: '',
        level: 'note',
        on: 'program',
        why: '',
        remedy: '',
        references: [],
        examples: { bad: [], good: [] },
        check(program) {
          const stack = [...program.stacks.values()].find(({ name }) => name === 'App');
          answer = ownedAs({ key, ...(stack ? { stack: stack.id } : {}) }, program)?.stack.replace(/^.*#/, '');
          return [];
        },
      },
    ],
  });
  return answer;
}

describe('ownedAs', () => {
  it('knows a key by the export or the alias that the app gives it', () => {
    expect(found({ Keys: at(keys('SharedKey', 'alias/shared')), App: APP }, "Fn.importValue('SharedKey')")).toBe('Keys');
    expect(found({ Keys: at(keys('SharedKey', 'alias/shared')), App: APP }, 'alias/shared')).toBe('Keys');
  });
  it('does not take a key of another account, Region or name', () => {
    const elsewhere = { Keys: at(keys('SharedKey', 'alias/shared'), ['111122223333', 'us-east-1']), App: APP };
    expect(found(elsewhere, 'alias/shared')).toBeUndefined();
    expect(found(elsewhere, "cdk.Fn.importValue('SharedKey')")).toBeUndefined();
    expect(found({ Keys: at(keys('SharedKey', 'alias/shared')), App: APP }, 'alias/other')).toBeUndefined();
  });
  it('does not take a key of another app, which this one cannot hand on', () => {
    const others = { Keys: at(keys('SharedKey', 'alias/shared')) };
    expect(found({ App: APP }, 'alias/shared', others)).toBeUndefined();
    expect(found({ App: APP }, "Fn.importValue('SharedKey')", others)).toBeUndefined();
  });
  it('chooses the one in the same place of two of a name', () => {
    const two = { There: at(keys('K', 'alias/k'), ['111122223333', 'us-east-1']), Here: at(keys('K', 'alias/k')), App: APP };
    expect(found(two, 'alias/k')).toBe('Here');
  });
});
