/** Cycles inside templates: what goes through a key policy, what through nested stacks, and under which conditions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referencesIn } from '../cfn/references.js';
import { stacksOf } from '../cfn/testing.js';
import type { Json, JsonObject } from '../types/files.js';
import { cyclicParts } from './digraph/digraph.js';
import { cyclicReferencesIn, templateCycles } from './template-cycles.js';

const keyWith = (...statements: readonly Json[]): JsonObject => ({
  Type: 'AWS::KMS::Key',
  Properties: { KeyPolicy: { Statement: statements } },
});
const names = (logicalId: string): JsonObject => ({ Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': [logicalId, 'Arn'] } } });
const user = (more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::IAM::Role',
  Properties: { Policies: [{ Resource: { 'Fn::GetAtt': 'Key.Arn' } }] },
  ...more,
});
const TWO: JsonObject = {
  Parameters: { P: { Type: 'String' } },
  Conditions: {
    Maybe: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] },
    Not: { 'Fn::Not': [{ Condition: 'Maybe' }] },
    Never: { 'Fn::Equals': ['a', 'b'] },
  },
};

/** `Key>Role certain` for each cycle through a key policy; nested ones by the names of their stacks. */
function cycles(templates: Readonly<Record<string, JsonObject>>): { readonly policies: string[]; readonly nested: string[] } {
  const stacks = stacksOf(
    Object.fromEntries(
      Object.entries(templates).map(([id, template]) => [
        id,
        { template, ...(id.includes('/') ? { parent: id.replace(/\/([^/]*)$/, '#$1') } : {}) },
      ]),
    ),
  );
  for (const [id, facts] of stacks) stacks.set(id, { ...facts, cyclicReferences: cyclicReferencesIn(templates[id] ?? {}, facts) });
  const { policies, nested } = templateCycles(stacks);
  const short = (id: string): string => id.slice(id.lastIndexOf('#') + 1);
  return {
    policies: policies.map(
      ({ key, edges, certainty, policyAt }) =>
        `${key.replace('#', '.')}: ${edges.map(({ from }) => short(from)).join('>')} ${certainty} ${policyAt.pointer.replace(/^.*KeyPolicy/, '')}`,
    ),
    nested: nested.map(({ stacks: ids, certainty }) => `${ids.join('>')} ${certainty}`),
  };
}
const one = (Resources: JsonObject): string[] => cycles({ A: { ...TWO, Resources } }).policies;

describe('rings through a key policy', () => {
  it('are found by Ref, GetAtt, Sub and DependsOn, in both ways of writing', () => {
    const cycle = ['A.Key: Key>Role certain /Statement/0/Principal/AWS'];
    expect(one({ Key: keyWith(names('Role')), Role: user() })).toEqual(cycle);
    expect(one({ Key: keyWith(names('Role')), Role: { Type: 'AWS::IAM::Role', Properties: { X: { Ref: 'Key' } } } })).toEqual(cycle);
    expect(
      one({ Key: keyWith(names('Role')), Role: { Type: 'AWS::IAM::Role', Properties: { X: { 'Fn::Sub': 'k ${Key.Arn}' } } } }),
    ).toEqual(cycle);
    expect(one({ Key: keyWith(names('Role')), Role: { Type: 'AWS::IAM::Role', DependsOn: 'Key' } })).toEqual(cycle);
    expect(one({ Key: keyWith(names('Role')), Role: { Type: 'AWS::IAM::Role', DependsOn: ['Key'] } })).toEqual(cycle);
  });
  it('are none where Sub takes the name from its own map, or writes it out', () => {
    expect(
      one({
        Key: keyWith(names('Role')),
        Role: { Type: 'AWS::IAM::Role', Properties: { X: { 'Fn::Sub': ['${Key} ${!Key}', { Key: 'k' }] } } },
      }),
    ).toEqual([]);
  });
  it('are none where the policy goes one way', () => {
    expect(one({ Key: keyWith(names('Role')), Role: { Type: 'AWS::IAM::Role' }, Policy: { ...user(), Type: 'AWS::IAM::Policy' } })).toEqual(
      [],
    );
  });
  it('are none where the key, but not its policy, takes part', () => {
    expect(one({ Key: { Type: 'AWS::KMS::Key', Properties: { Description: { Ref: 'Role' } } }, Role: user() })).toEqual([]);
  });
  it('go over more than two resources, and are the shortest for each key', () => {
    expect(
      one({
        Key: keyWith(names('A'), names('Role')),
        A: { Type: 'X', Properties: { Y: { Ref: 'B' } } },
        B: { Type: 'X', Properties: { Y: { Ref: 'Key' } } },
        Role: user(),
      }),
    ).toEqual(['A.Key: Key>Role certain /Statement/1/Principal/AWS']);
  });
  it('of a key to itself', () => {
    expect(one({ Key: keyWith({ Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }) })).toEqual(['A.Key: Key certain /Statement/0/Resource']);
  });
  it('of two keys are two', () => {
    expect(one({ Key: keyWith(names('Other')), Other: keyWith(names('Key')) })).toHaveLength(2);
  });
});

describe('conditions', () => {
  const key = (condition: string): JsonObject => keyWith({ 'Fn::If': [condition, names('Role'), { Ref: 'AWS::NoValue' }] });
  it('make a ring possible', () => {
    expect(one({ Key: key('Maybe'), Role: user() })).toEqual(['A.Key: Key>Role possible /Statement/0/Fn::If/1/Principal/AWS']);
    expect(one({ Key: keyWith(names('Role')), Role: user({ Condition: 'Maybe' }) })).toEqual([
      'A.Key: Key>Role possible /Statement/0/Principal/AWS',
    ]);
  });
  it('leave it certain where it is there whenever the key is', () => {
    expect(one({ Key: { ...key('Maybe'), Condition: 'Maybe' }, Role: user() })).toEqual([
      'A.Key: Key>Role certain /Statement/0/Fn::If/1/Principal/AWS',
    ]);
  });
  it('that exclude each other make no ring', () => {
    expect(one({ Key: key('Maybe'), Role: user({ Condition: 'Not' }) })).toEqual([]);
    expect(one({ Key: key('Never'), Role: user() })).toEqual([]);
  });
});

describe('nested stacks', () => {
  const child = (parameters: JsonObject): JsonObject => ({ Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: parameters } });
  it('are one resource of their parent: a role below, the key above', () => {
    const A = {
      Resources: {
        Key: keyWith({ Principal: { AWS: { 'Fn::GetAtt': ['N', 'Outputs.Role'] } } }),
        N: child({ key: { 'Fn::GetAtt': ['Key', 'Arn'] } }),
      },
    };
    const N = {
      Parameters: { key: { Type: 'String' } },
      Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { X: { Ref: 'key' } } } },
      Outputs: { Role: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    };
    expect(cycles({ A, 'A/N': N }).policies).toEqual(['A.Key: Key>N certain /Statement/0/Principal/AWS']);
  });
  it('the key two levels below, the role above', () => {
    const A = {
      Resources: {
        N: child({ who: { 'Fn::GetAtt': ['Role', 'Arn'] } }),
        Role: { Type: 'AWS::IAM::Role', Properties: { X: { 'Fn::GetAtt': ['N', 'Outputs.Key'] } } },
      },
    };
    const N = { Parameters: { who: { Type: 'String' } }, Resources: { M: child({ whom: { 'Fn::Sub': '${who}' } }) } };
    const M = { Parameters: { whom: { Type: 'String' } }, Resources: { Key: keyWith({ Principal: { AWS: { Ref: 'whom' } } }) } };
    expect(cycles({ A, 'A/N': N, 'A/N/M': M }).policies).toEqual(['A/N/M.Key: N>Role certain /Statement/0/Principal/AWS']);
  });
  it('that need each other without a key policy', () => {
    const A = {
      Resources: { N: child({ a: { 'Fn::GetAtt': ['M', 'Outputs.X'] } }), M: child({ b: { 'Fn::GetAtt': ['N', 'Outputs.Y'] } }) },
    };
    expect(cycles({ A, 'A/N': {}, 'A/M': {} })).toEqual({ policies: [], nested: ['A/M>A/N certain'] });
    const B = {
      Resources: { N: child({ a: { Ref: 'T' } }), T: { Type: 'AWS::SNS::Topic', Properties: { X: { 'Fn::GetAtt': 'N.Outputs.X' } } } },
    };
    expect(cycles({ A: B, 'A/N': {} }).nested).toEqual(['A/N>A certain']);
  });
});

describe('the references that go round', () => {
  const NAMES = ['A', 'B', 'C', 'Key', 'Other'];
  const reference = fc
    .constantFrom(...NAMES, 'Nothing')
    .chain((name) =>
      fc.constantFrom<Json>(
        { Ref: name },
        { 'Fn::GetAtt': [name, 'Arn'] },
        { 'Fn::GetAtt': `${name}.Arn` },
        { 'Fn::Sub': `x \${${name}} y` },
        { 'Fn::Sub': ['${Own} ${B.Arn}', { Own: { Ref: name } }] },
        { 'Fn::If': ['Maybe', { Ref: name }, 'none'] },
        { Effect: 'Allow', Principal: [{ Ref: name }] },
      ),
    );
  const resource = (Type: string): fc.Arbitrary<JsonObject> =>
    fc
      .record({ X: fc.array(reference, { maxLength: 2 }), KeyPolicy: reference }, { requiredKeys: ['X'] })
      .chain((Properties) =>
        fc.constantFrom<JsonObject>(
          { Type, Properties },
          { Type, Properties, DependsOn: 'A' },
          { Type, Properties, DependsOn: ['B', 'Nothing'] },
        ),
      );

  it('are those that a look at every reference finds', () => {
    let round = 0;
    fc.assert(
      fc.property(fc.tuple(...NAMES.map((name) => resource(name === 'Key' ? 'AWS::KMS::Key' : 'AWS::IAM::Role'))), (all) => {
        const template = { ...TWO, Resources: Object.fromEntries(all.map((one, i) => [NAMES[i] ?? '', one])) },
          facts = stacksOf({ A: { template } }).get('A');
        if (!facts) throw new Error('the template is read');
        const references = referencesIn(template, facts),
          itself = references.filter(({ from, to, at }) => from === 'Key' && to === 'Key' && at.pointer.includes('/KeyPolicy'));
        const expected = [...cyclicParts(references).flat(), ...itself];
        expect(cyclicReferencesIn(template, facts)).toEqual(expected);
        if (expected.length > 0) round += 1;
      }),
      { numRuns: 500 },
    );
    expect(round).toBeGreaterThan(20);
    expect(round).toBeLessThan(490);
  });
});
