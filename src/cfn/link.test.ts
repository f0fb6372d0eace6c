/** The linker: who needs whom between templates, and what a symbol stands for behind an import, an output or a nested stack. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../types/files.js';
import { fold } from './fold.js';
import { link } from './link.js';
import { stacksOf, type TestStack } from './testing.js';
import { printText, text } from '../core/text.js';
import { textOf } from '../core/value.js';

function program(given: Readonly<Record<string, TestStack>>) {
  const stacks = stacksOf(given);
  return {
    stacks,
    linked: link(stacks),
    edges: () => link(stacks).links.map(({ from, to, kind, certainty }) => `${from}>${to} ${kind} ${certainty}`),
  };
}
const exporter = (name: unknown, extra: JsonObject = {}): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key' } },
  Outputs: { Out: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] }, Export: { Name: name as string }, ...extra } },
});
const importer = (name: unknown, extra: JsonObject = {}): JsonObject => ({
  Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { 'Fn::ImportValue': name as string } }, ...extra } },
  Parameters: { P: { Type: 'String' } },
  Conditions: { Maybe: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] }, Never: { 'Fn::Equals': ['a', 'b'] } },
});
const HERE = ['111122223333', 'eu-west-1'] as const,
  THERE = ['111122223333', 'us-east-1'] as const;

describe('imports', () => {
  it('lead to the resource behind the export', () => {
    const { linked, stacks } = program({ A: { template: exporter('k') }, B: { template: importer('k') } });
    const B = stacks.get('B');
    const value =
      B && textOf(fold({ 'Fn::ImportValue': 'k' }, { file: '', pointer: '' }, { facts: B, scenario: {}, resolve: linked.resolveSymbol }));
    expect(value && printText(value)).toBe('${Key.Arn}');
    expect(value && linked.resource(value)?.id).toBe('A#Key');
  });
  it.each<[string, Record<string, TestStack>, string[]]>([
    [
      'of the same environment are certain',
      { A: { template: exporter('k'), env: HERE }, B: { template: importer('k'), env: HERE } },
      ['B>A import certain'],
    ],
    ['of another Region are none', { A: { template: exporter('k'), env: THERE }, B: { template: importer('k'), env: HERE } }, []],
    [
      'between two Stages of unknown environment are possible',
      { A: { template: exporter('k'), stage: 'x' }, B: { template: importer('k'), stage: 'y' } },
      ['B>A import possible'],
    ],
    [
      'by a name that is joined',
      { A: { template: exporter({ 'Fn::Sub': '${AWS::StackName}-k' }) }, B: { template: importer({ 'Fn::Join': ['-', ['A', 'k']] }) } },
      ['B>A import certain'],
    ],
    ['by a name that nobody knows are none', { A: { template: exporter('k') }, B: { template: importer({ Ref: 'P' }) } }, []],
    [
      'under an open condition are possible',
      { A: { template: exporter('k') }, B: { template: importer('k', { Condition: 'Maybe' }) } },
      ['B>A import possible'],
    ],
    [
      'under a condition that never holds are none',
      { A: { template: exporter('k') }, B: { template: importer('k', { Condition: 'Never' }) } },
      [],
    ],
    [
      'of the stack itself keep it from ever getting done',
      {
        A: {
          template: {
            ...exporter('k'),
            ...{ Resources: { T: { Type: 'AWS::SNS::Topic', Properties: { N: { 'Fn::ImportValue': 'k' } } } } },
          },
        },
      },
      ['A>A import certain'],
    ],
    [
      'prefer the certain exporter',
      { A: { template: exporter('k'), env: HERE }, X: { template: exporter('k'), stage: 'z' }, B: { template: importer('k'), env: HERE } },
      ['B>A import certain'],
    ],
  ])('%s', (_, given, edges) => {
    expect(program(given).edges()).toEqual(edges);
  });
});

describe('other links', () => {
  it('stack outputs: the account of the role, the Region, the name', () => {
    const reader = (more: JsonObject): JsonObject => ({
      Resources: {
        T: { Type: 'AWS::SNS::Topic', Properties: { N: { 'Fn::GetStackOutput': { StackName: 'A', OutputName: 'Out', ...more } } } },
      },
    });
    const A: TestStack = { template: exporter('k'), env: ['444455556666', 'us-east-1'] };
    expect(
      program({ A, B: { template: reader({ Region: 'us-east-1', RoleArn: 'arn:aws:iam::444455556666:role/r' }), env: HERE } }).edges(),
    ).toEqual(['B>A stack-output certain']);
    expect(program({ A, B: { template: reader({ Region: 'us-east-1' }), env: HERE } }).edges()).toEqual([]);
  });
  it('what the manifest declares', () => {
    expect(program({ A: { template: {} }, B: { template: {}, dependsOn: ['A', 'gone'] } }).edges()).toEqual(['B>A manifest certain']);
  });
  it('the cross-Region writer and reader of CDK', () => {
    const writer = {
      Resources: {
        W: {
          Type: 'Custom::CrossRegionExportWriter',
          Properties: { WriterProps: { region: 'eu-west-1', exports: { '/cdk/exports/B/x': { 'Fn::GetAtt': ['Key', 'Arn'] } } } },
        },
      },
    };
    const reader = {
      Resources: {
        R: {
          Type: 'Custom::CrossRegionExportReader',
          Properties: { ReaderProps: { imports: { '/cdk/exports/B/x': '{{resolve:ssm:/cdk/exports/B/x}}' } } },
        },
      },
    };
    const { edges, linked } = program({ A: { template: writer, env: THERE }, B: { template: reader, env: HERE } });
    expect(edges()).toEqual(['B>A cross-region-export certain']);
    expect(printText(linked.resolve(text({ of: 'attribute', name: 'R./cdk/exports/B/x', scope: 'B' })))).toBe('${Key.Arn}');
  });
  it('nested stacks: parameters go down, outputs come up, and their needs are those of the stack that deploys them', () => {
    const parent: JsonObject = {
      Resources: {
        Key: { Type: 'AWS::KMS::Key' },
        N: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { arn: { 'Fn::GetAtt': ['Key', 'Arn'] } } } },
      },
    };
    const child: JsonObject = {
      Parameters: { arn: { Type: 'String' } },
      Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { K: { 'Fn::ImportValue': 'k' } } } },
      Outputs: { Up: { Value: { Ref: 'arn' } } },
    };
    const { linked, edges } = program({
      A: { template: parent },
      'A/N': { template: child, parent: 'A#N' },
      X: { template: exporter('k') },
    });
    expect(linked.resource([{ of: 'parameter', name: 'arn', scope: 'A/N' }])?.id).toBe('A#Key');
    expect(linked.resource([{ of: 'attribute', name: 'N.Outputs.Up', scope: 'A' }])?.id).toBe('A#Key');
    expect(edges()).toEqual(['A>X import certain']);
  });
  it('exports that go round end', () => {
    const round = (from: string, to: string): JsonObject => ({
      Outputs: { O: { Value: { 'Fn::ImportValue': from }, Export: { Name: to } } },
    });
    const { linked } = program({ A: { template: round('a', 'b') }, B: { template: round('b', 'a') } });
    expect(() => linked.resolve([{ of: 'import', name: 'a', scope: 'out|?|?' }])).not.toThrow();
  });
});
