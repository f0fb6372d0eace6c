/** Facts come from other teams: whatever is in them, there is an error that names the file, and no crash, hang or place outside. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { memoryFiles } from '../files/memory.js';
import { examine } from '../lint/lint.js';
import type { Json, JsonObject } from '../types/files.js';

const stack = (more: JsonObject = {}): JsonObject => ({
  name: 'Keys',
  account: '111122223333',
  region: 'eu-west-1',
  resources: { Key: [0, 'Key/', 3], Alias: [1] },
  template: { Outputs: { Key: { Value: { Ref: 'Key' }, Export: { Name: 'Key' } } } },
  ...more,
});
const facts = (more: JsonObject = {}): JsonObject => ({
  factsVersion: 1,
  tool: { name: 'kms-lint', version: '0.1.0' },
  fingerprint: 'ab'.repeat(32),
  sources: [{ file: 'lib/keys.ts', hash: '0123456789abcdef' }],
  statements: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' }],
  definitions: [
    { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [0] } } },
    { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/a', TargetKeyId: { Ref: 'Key' } } },
  ],
  stacks: [stack()],
  ...more,
});
const read = (text: string) =>
  examine({
    files: memoryFiles({ '/in/other.json': text }),
    paths: [],
    facts: ['/in/other.json'],
    between: true,
    root: '/in',
    rules,
    config: { pedantic: true },
    tool: { name: 'kms-lint', version: '0' },
  });

describe('facts that are right', () => {
  it('are read, statements in their places', () => {
    const { result, loaded } = read(JSON.stringify(facts()));
    expect(result.problems).toEqual([]);
    expect(result.summary).toMatchObject({ stacks: 1, keys: 1 });
    expect(loaded.program.keys[0]?.policy.fullRootTrust.answer).toBe('yes');
    expect(loaded.program.keys[0]?.id).toBe('/in/other.json/#Keys#Key');
  });
});

describe('facts that are wrong', () => {
  const raw = (text: string): string => text;
  it.each<[string, string, RegExp]>([
    ['no JSON', raw('{"factsVersion": 1,'), /not valid JSON/],
    ['a report', JSON.stringify({ schemaVersion: 1 }), /no facts of an app: `kms-lint --facts FILE` writes them/],
    ['a list', '[]', /no facts/],
    ['a version to come', JSON.stringify(facts({ factsVersion: 2 })), /have the version 2, and this kms-lint reads version 1/],
    ['a version that is none', JSON.stringify(facts({ factsVersion: { a: ['x'] } })), /have the version/],
    ['nesting without end', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, /nested more than/],
    ['a member too many', JSON.stringify(facts({ more: 1 })), /broken/],
    ['a stack without a name', JSON.stringify(facts({ stacks: [{ resources: {}, template: {} }] })), /broken: \/stacks\/0/],
    ['a template outside', JSON.stringify(facts({ stacks: [stack({ file: '../../etc/passwd' })] })), /broken: \/stacks\/0\/file/],
    ['an absolute template', JSON.stringify(facts({ stacks: [stack({ file: '/etc/passwd' })] })), /broken: \/stacks\/0\/file/],
    ['a name that leads outside', JSON.stringify(facts({ stacks: [stack({ name: '../../../etc/passwd' })] })), /lies outside/],
    ['a source outside', JSON.stringify(facts({ sources: [{ file: 'a/../../b.ts', hash: '0123456789abcdef' }] })), /broken: \/sources\/0/],
    ['a Windows path', JSON.stringify(facts({ stacks: [stack({ stage: 'C:\\x' })] })), /broken: \/stacks\/0\/stage/],
    [
      'more resources than a stack can have',
      JSON.stringify(
        facts({ stacks: [stack({ resources: Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`Key${i}`, [0]])) })] }),
      ),
      /the stack \S+ has 10001 resources, and CloudFormation deploys 500 in one/,
    ],
    ['a definition that is not there', JSON.stringify(facts({ stacks: [stack({ resources: { Key: [9] } })] })), /no definition 9/],
    ['a source that is not there', JSON.stringify(facts({ stacks: [stack({ resources: { Key: [0, '', 7, 1, 1] } })] })), /no source 7/],
    ['a huge number', JSON.stringify(facts()).replace('"Key":[0', '"Key":[1e999'), /broken/],
    ['a fraction', JSON.stringify(facts()).replace('"Key":[0', '"Key":[0.5'), /broken/],
    ['two stacks of one id', JSON.stringify(facts({ stacks: [stack(), stack()] })), /the same id/],
    ['a stack in itself', JSON.stringify(facts({ stacks: [stack({ id: 'a', parent: ['a', 'X'] })] })), /nested in itself/],
    ['a stack in nothing', JSON.stringify(facts({ stacks: [stack({ parent: ['b', 'X'] })] })), /which is not told/],
    ['a polluting name', JSON.stringify(facts()).replace('"AliasName"', '"__proto__":{"polluted":1},"AliasName"'), /__proto__/],
    ['a polluting resource', JSON.stringify(facts()).replace('"Alias":[1]', '"__proto__":[1]'), /broken/],
  ])('%s: exit 2, and the file is named', (_, text, message) => {
    const { result } = read(text);
    expect(result.exitCode).toBe(2);
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]).toMatchObject({ weight: 'fatal', at: { file: 'other.json' } });
    expect(result.problems[0]?.message).toMatch(message);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
  it('whatever a definition holds, nothing throws', () => {
    const anything = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<Json>(null, true, 0, -1, 1e300, '', '*', 'arn:', 'alias/x', '${', '{{resolve:ssm:'),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom('Ref', 'Fn::Sub', 'Fn::GetAtt', 'Fn::If', 'Statement', 'Principal', 'KeyPolicy', 'constructor', 'toString'),
          tie('json'),
          { maxKeys: 3 },
        ),
      ),
    })).json;
    fc.assert(
      fc.property(anything, anything, anything, (policy, name, value) => {
        const { result } = read(
          JSON.stringify(
            facts({
              definitions: [
                { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy } },
                { Type: 'AWS::KMS::Alias', Properties: { AliasName: name, TargetKeyId: value }, Condition: 'constructor' },
              ],
              stacks: [
                stack({ template: { Outputs: { O: value }, Conditions: { C: name }, Parameters: { P: policy }, Mappings: { M: value } } }),
              ],
            }),
          ),
        );
        expect(result.problems.filter(({ message }) => message.includes('this is a bug'))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
