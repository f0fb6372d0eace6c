/** Folding: every intrinsic, as far as it can be known, and no further. */
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../types/files.js';
import type { TemplateFacts } from '../types/facts.js';
import { conditionsIn, conditionDecided, scenariosOf } from './scenarios.js';
import { envOf, sameEnv } from './env.js';
import { factsOf } from './template-facts.js';
import { fold, foldText, type Scope } from './fold.js';
import { arnOf, printText, sameText, splitText, text } from '../core/text.js';
import { booleanFact, numberFact, plain, stringFact } from '../core/value.js';

function factsFor(template: JsonObject, account?: string, region?: string, id = 'cdk.out#S'): TemplateFacts {
  return factsOf(template, {
    id,
    stackName: 'S',
    name: 'S',
    stage: 'cdk.out',
    stagePath: '',
    env: envOf(account, region, 'cdk.out'),
    file: `${id}.json`,
    constructPath: 'S',
    dependsOn: [],
  });
}
const known: Scope = {
  facts: factsFor(
    { Mappings: { M: { a: { b: 'mapped', list: ['x', 'y'] } } }, Parameters: { P: { Type: 'String' }, L: { Type: 'CommaDelimitedList' } } },
    '111122223333',
    'eu-west-1',
  ),
  scenario: { Yes: true, No: false },
};
const open: Scope = { facts: factsFor({ Parameters: { P: { Type: 'String', Default: 'x' } } }), scenario: {} };
const AT = { file: 'f', pointer: '/p' };
const folded = (json: Json, scope = known): unknown => {
  const value = fold(json, AT, scope);
  return value && plain(value);
};

describe('intrinsics', () => {
  it.each<Json>([null, 1, {}, ['Key', 1]])('a GetAtt of %j names nothing, and is not the same as another that names nothing', (arg) => {
    const text = foldText({ 'Fn::GetAtt': arg }, known) ?? [];
    expect(text).toMatchObject([{ of: 'other', name: JSON.stringify({ 'Fn::GetAtt': arg }) }]);
    expect(sameText(text, foldText({ 'Fn::GetAtt': 2 }, known) ?? [])).toBe('unknown');
  });
  it.each<[string, Json, unknown]>([
    ['Ref of a pseudo parameter', { Ref: 'AWS::AccountId' }, '111122223333'],
    ['the partition of the Region', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' }, 'arn:aws:iam::111122223333:root'],
    ['Ref of a parameter stays', { Ref: 'P' }, '${P}'],
    ['Ref of a resource stays', { Ref: 'Key' }, '${Key}'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Key', 'Arn'] }, '${Key.Arn}'],
    ['GetAtt as a string', { 'Fn::GetAtt': 'Key.Arn' }, '${Key.Arn}'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, 'b']] }, 'a-eu-west-1-b'],
    ['Sub with a map of its own', { 'Fn::Sub': ['${X}/${!X}/${P}', { X: 'x' }] }, 'x/${X}/${P}'],
    ['Select', { 'Fn::Select': [1, ['a', 'b']] }, 'b'],
    ['Select of a Split', { 'Fn::Select': [4, { 'Fn::Split': [':', 'arn:aws:iam::444455556666:root'] }] }, '444455556666'],
    ['FindInMap', { 'Fn::FindInMap': ['M', 'a', 'b'] }, 'mapped'],
    ['Base64', { 'Fn::Base64': 'a' }, 'YQ=='],
    ['NoValue goes from a list', ['a', { Ref: 'AWS::NoValue' }], ['a']],
    ['NoValue goes from a map', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    ['If in its world', { 'Fn::If': ['Yes', 'a', 'b'] }, 'a'],
    ['the other branch', { 'Fn::If': ['No', 'a', { Ref: 'AWS::NoValue' }] }, undefined],
    ['an undecided If with equal branches', { 'Fn::If': ['Maybe', 'a', 'a'] }, 'a'],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'x-${AWS::Region}' } }, '${x-eu-west-1}'],
    ['a dynamic reference', 'a{{resolve:ssm:/n:1}}b', 'a${resolve:ssm:/n:1}b'],
    ['a dynamic reference in a Sub', { 'Fn::Sub': 'a{{resolve:ssm:/n:1}}b${AWS::Region}' }, 'a${resolve:ssm:/n:1}beu-west-1'],
    ['variables of IAM policies are what they are', '${aws:username}/${ssm:resourceTag/x}', '${aws:username}/${ssm:resourceTag/x}'],
  ])('%s', (_, json, expected) => {
    expect(folded(json)).toEqual(expected);
  });

  it.each<[string, Json, string]>([
    ['of the Serverless Framework', 'alias/${self:custom.name}', 'self:custom.name'],
    ['one inside another', 'alias/${self:custom.${opt:stage}.name}', 'self:custom.${opt:stage}.name'],
    ['of a file', 'alias/${file(./names.yml):key}', 'file(./names.yml):key'],
    ['of Jinja', 'alias/{{ name }}', 'name'],
    ['of EJS', 'alias/<%= name %>', 'name'],
  ])('a placeholder %s is a symbol', (_, json, name) => {
    expect(foldText(json, known)).toEqual(['alias/', { of: 'other', name, scope: known.facts.id }]);
  });
  it('a dynamic reference whose name is put together is one symbol', () => {
    expect(foldText({ 'Fn::Sub': '{{resolve:ssm:/n/${P}}}' }, known)?.map((piece) => typeof piece)).toEqual(['object']);
  });

  it.each<[string, Json]>([
    ['an undecided If', { 'Fn::If': ['Maybe', 'a', 'b'] }],
    ['a list parameter', { Ref: 'L' }],
    ['a transform beside members', { a: 1, 'Fn::Transform': {} }],
    ['GetAZs', { 'Fn::GetAZs': '' }],
    ['a Split at nothing', { 'Fn::Split': ['', 'a,b'] }],
  ])('%s is unknown', (_, json) => {
    expect(fold(json, AT, known)?.is).toBe('unknown');
  });

  it.each<Json>([
    { 'Fn::New': [1] },
    { 'Fn::Join': 'x' },
    { 'Fn::Sub': 7 },
    { Ref: 7 },
    { 'Fn::Select': [] },
    { 'Fn::GetAtt': {} },
    { 'Fn::FindInMap': 'x' },
    { 'Fn::If': 'x' },
    { 'Fn::Split': null },
  ])('never throws on %j', (json) => {
    expect(() => fold(json, AT, known)).not.toThrow();
  });

  it('invents neither account nor parameter values', () => {
    expect(folded({ 'Fn::Sub': '${AWS::AccountId}/${P}' }, open)).toBe('${AWS::AccountId}/${P}');
  });
  it('knows where each node is written, through If as well', () => {
    const value = fold({ a: { 'Fn::If': ['Yes', { b: ['x'] }, 'y'] } }, AT, known);
    expect(value).toMatchObject({
      entries: { a: { at: { pointer: '/p/a/Fn::If/1' }, entries: { b: { items: [{ at: { pointer: '/p/a/Fn::If/1/b/0' } }] } } } },
    });
  });
});

describe('texts', () => {
  const account = envOf(undefined, undefined, 'x').account,
    P = text({ of: 'parameter', name: 'P', scope: 's' });
  it.each([
    ['equal', ['a'], ['a'], 'yes'],
    ['different', ['a'], ['b'], 'no'],
    ['the same symbol', P, P, 'yes'],
    ['a symbol may be anything', P, ['a'], 'unknown'],
    ['what stands before the symbol decides', text('x', P), ['y'], 'no'],
    ['and behind it', text(P, ':root'), ['arn:role/x'], 'no'],
    ['an account has twelve digits', account, ['12'], 'no'],
    ['and may be this one', account, ['111122223333'], 'unknown'],
  ] as const)('%s', (_, a, b, answer) => {
    expect(sameText(a, b)).toBe(answer);
    expect(sameText(b, a)).toBe(answer);
  });
  it('splits ARNs around symbols', () => {
    const arn = arnOf(text('arn:aws:iam::', account, ':role/a:b'));
    expect(arn && [arn.account, printText(arn.resource)]).toEqual([account, 'role/a:b']);
    expect(arnOf(P)).toBeUndefined();
    expect(splitText(['a:b:c'], ':', 2).map(printText)).toEqual(['a', 'b:c']);
  });
});

describe('facts of a wanted type', () => {
  const value = (json: Json) => fold(json, AT, known);
  it('reads what CloudFormation would', () => {
    expect(booleanFact(value('true'))).toMatchObject({ is: 'known', value: true });
    expect(numberFact(value('30'))).toMatchObject({ is: 'known', value: 30 });
    expect(stringFact(value(111122223333))).toMatchObject({ value: '111122223333' });
    expect(stringFact(undefined)).toEqual({ is: 'absent' });
    expect(stringFact(value({ Ref: 'P' })).is).toBe('unknown');
    expect(booleanFact(value('maybe')).is).toBe('unknown');
  });
});

describe('environments', () => {
  const facts = (account: string | undefined, region: string | undefined, stage: string) => ({ env: envOf(account, region, stage) });
  it('unknown ones are the same only within one Stage', () => {
    expect(sameEnv(facts(undefined, undefined, 'a'), facts(undefined, undefined, 'a'))).toBe('yes');
    expect(sameEnv(facts(undefined, undefined, 'a'), facts(undefined, undefined, 'b'))).toBe('unknown');
    expect(sameEnv(facts('111122223333', undefined, 'a'), facts('444455556666', undefined, 'a'))).toBe('no');
  });
});

describe('worlds', () => {
  const conditions = {
    Prod: { 'Fn::Equals': [{ Ref: 'P' }, 'prod'] },
    Dev: { 'Fn::Equals': [{ Ref: 'P' }, 'dev'] },
    NotProd: { 'Fn::Not': [{ Condition: 'Prod' }] },
    Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
    Both: { 'Fn::And': [{ Condition: 'Prod' }, { Condition: 'Dev' }] },
  };
  const facts = factsFor({ Parameters: { P: { Type: 'String' } }, Conditions: conditions }, '111122223333', 'eu-west-1');
  it('one symbol is not two values at once', () => {
    expect(scenariosOf(facts, ['Prod', 'Dev'])).toHaveLength(3);
    expect(scenariosOf(facts, ['Both'])).toEqual([{ Both: false }]);
    expect(scenariosOf(facts, ['Prod', 'NotProd'])?.every((scenario) => scenario['Prod'] !== scenario['NotProd'])).toBe(true);
  });
  it('what the template decides is decided', () => {
    expect([conditionDecided(facts, 'Here'), conditionDecided(facts, 'Both'), conditionDecided(facts, 'Prod')]).toEqual([
      true,
      false,
      undefined,
    ]);
  });
  it('allowed values bound the worlds', () => {
    const bounded = factsFor({ Parameters: { P: { Type: 'String', AllowedValues: ['prod', 'dev'] } }, Conditions: conditions });
    expect(scenariosOf(bounded, ['Prod', 'Dev'])).toHaveLength(2);
  });
  it('gives up on too many', () => {
    const names = Array.from({ length: 20 }, (_, i) => `C${i}`);
    const many = factsFor({
      Parameters: Object.fromEntries(names.map((name) => [name, { Type: 'String' }])),
      Conditions: Object.fromEntries(names.map((name) => [name, { 'Fn::Equals': [{ Ref: name }, 'x'] }])),
    });
    expect(scenariosOf(many, names)).toBeUndefined();
  });
  it('finds the conditions that a value asks for', () => {
    expect([...conditionsIn({ a: { 'Fn::If': ['X', { b: { 'Fn::If': ['Y', 1, 2] } }, 3] } })]).toEqual(['X', 'Y']);
  });
});
