import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Json } from '../types/files.js';
import { parseYaml } from './read-yaml.js';

const read = (text: string): Json => {
  const parsed = parseYaml(text, 't.yaml');
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return parsed.json;
};
const told = (text: string): string => {
  const parsed = parseYaml(text, 't.yaml');
  if (!('problem' in parsed)) return 'valid';
  const { message, at } = parsed.problem;
  return `${at?.line ?? '?'}:${at?.column ?? '?'} ${message}`;
};

describe('reading YAML', () => {
  it.each<[string, Json]>([
    ['a: !Ref Key', { a: { Ref: 'Key' } }],
    ['a: !Condition IsProd', { a: { Condition: 'IsProd' } }],
    ['a: !GetAtt Key.Arn', { a: { 'Fn::GetAtt': ['Key', 'Arn'] } }],
    ['a: !GetAtt Nested.Outputs.KeyArn', { a: { 'Fn::GetAtt': ['Nested', 'Outputs.KeyArn'] } }],
    ['a: !GetAtt [Key, Arn]', { a: { 'Fn::GetAtt': ['Key', 'Arn'] } }],
    ['a: !Sub "${AWS::StackName}-x"', { a: { 'Fn::Sub': '${AWS::StackName}-x' } }],
    ['a: !If [IsProd, !Ref A, !Ref "AWS::NoValue"]', { a: { 'Fn::If': ['IsProd', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] } }],
    ['a: !Select [0, !GetAZs ""]', { a: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] } }],
    ['a: !Transform {Name: Include, Parameters: {L: x}}', { a: { 'Fn::Transform': { Name: 'Include', Parameters: { L: 'x' } } } }],
    ['a: !Join\n  - ":"\n  - - x\n    - !Ref B', { a: { 'Fn::Join': [':', ['x', { Ref: 'B' }]] } }],
  ])('short tags are functions: %s', (text, json) => {
    expect(read(text)).toEqual(json);
  });

  it.each<[string, Json]>([
    ['Version: 2012-10-17', { Version: '2012-10-17' }],
    ['AWS: 123456789012', { AWS: 123456789012 }],
    ['AWS: 012345670123', { AWS: '012345670123' }],
    ['on: yes', { on: true }],
    ['a: on\nb: off\nc: "yes"\nd: n', { a: true, b: false, c: 'yes', d: 'n' }],
    ['a: 1.10\nb: 0x1f\nc: 12:30\nd: 1_000\ne: 365', { a: '1.10', b: '0x1f', c: '12:30', d: '1_000', e: 365 }],
    ['a: ~\nb:\nc: null', { a: null, b: null, c: null }],
    ['123: x\n"a b": y', { '123': 'x', 'a b': 'y' }],
    ['a: |\n  line\n  line\nb: >\n  one\n  two\n', { a: 'line\nline\n', b: 'one two\n' }],
  ])('scalars as CloudFormation means them: %s', (text, json) => {
    expect(read(text)).toEqual(json);
  });

  it('follows anchors and merges; what a map says itself goes first', () => {
    expect(read('a: &a {x: 1, y: 2}\nb: *a\nc: {<<: *a, y: 3}\nd: {<<: [{x: 5}, *a]}')).toEqual({
      a: { x: 1, y: 2 },
      b: { x: 1, y: 2 },
      c: { x: 1, y: 3 },
      d: { x: 5, y: 2 },
    });
  });

  it('keeps names that JavaScript holds dear', () => {
    expect(JSON.stringify(read('__proto__: {polluted: yes}'))).toBe('{"__proto__":{"polluted":true}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['Resources:\n  Key:\n    Type: A\n  Other:\n    Type: B\n  Key:\n    Type: C\n', /^6:3 Key stands twice in this map, first in line 2/],
    ['a: {b: 1, b: 2}', /^1:11 b stands twice/],
    ['a: 1\n---\nb: 2\n', /^2:1 the file holds more than one document/],
    ['a:\n\t- b', /^2:1 not valid YAML: tabs are not allowed/],
    ['a: "b', /^1:\d+ not valid YAML: missing closing "quote/],
    ['a: {{ name }}', /^1:\d+ not valid YAML/],
    ['a: *gone', /^1:4 there is no anchor gone/],
    ['a: &a\n  b: *a', /^2:6 the anchor a contains itself/],
    [`a: ${'['.repeat(250)}${']'.repeat(250)}`, /^1:\d+ nested more than 200 levels deep/],
    ['- '.repeat(30_000), /^1:\d+ nested more than 200 levels deep/],
    [
      `a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join()}]\n`).join('')}`,
      /too large to be read/,
    ],
  ])('tells what is wrong and where (%#)', (text, expected) => {
    expect(told(text)).toMatch(expected);
  });

  it('law: what is written in YAML 1.1 is read again', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (json) => {
        const plain = JSON.parse(JSON.stringify(json)) as Json;
        const wrapped: Json = { Resources: plain };
        // Numbers that JSON writes in another way than YAML stay texts; quoted they are texts in both.
        const texts = JSON.parse(
          JSON.stringify(wrapped, (_, value: unknown) => (typeof value === 'number' ? String(value) : value)),
        ) as Json;
        expect(read(stringify(texts, { version: '1.1' }))).toEqual(texts);
      }),
      { numRuns: 100 },
    );
  });
});
