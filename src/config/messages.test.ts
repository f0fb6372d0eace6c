/** Faults as ajv tells them, as people are told them. */
import { describe, expect, it } from 'vitest';
import { faultsOf, pathOf, type SchemaFault } from './messages.js';

const fault = (keyword: string, more: Partial<SchemaFault> = {}): SchemaFault => ({ keyword, instancePath: '/a', params: {}, ...more });

it.each([
  ['', ''],
  ['/failOn', 'failOn'],
  ['/ignores/0/reason', 'ignores[0].reason'],
  ['/rules/a~1b~0c/level', 'rules.a/b~c.level'],
])('pathOf %j is %j', (pointer, path) => {
  expect(pathOf(pointer)).toBe(path);
});

describe('faultsOf', () => {
  const messageOf = (one: SchemaFault): string | undefined => faultsOf([one])[0]?.message;
  it('tells one fault for each place, the first', () => {
    const found = [fault('minItems'), fault('type', { params: { type: 'array' } }), fault('minItems', { instancePath: '/b' })];
    expect(faultsOf(found)).toEqual([
      { pointer: '/a', message: 'this must not be empty' },
      { pointer: '/b', message: 'this must not be empty' },
    ]);
  });
  it('leaves out what only says that a branch has failed', () => {
    expect(faultsOf([fault('if')])).toEqual([]);
  });
  it('stands on the member that is too many or missing, not on what holds it', () => {
    const extra = fault('additionalProperties', {
      params: { additionalProperty: 'x/y' },
      parentSchema: { properties: { one: {}, two: {} } },
    });
    expect(faultsOf([extra])).toEqual([{ pointer: '/a/x~1y', message: 'there is no such setting: known here are one, two' }]);
    expect(faultsOf([fault('required', { params: { missingProperty: 'reason' } })])).toEqual([
      { pointer: '/a/reason', message: expect.stringContaining('this is missing: say why') as string },
    ]);
  });
  it.each<[unknown, string]>([
    [null, 'null'],
    [[1], 'a list'],
    [{}, 'an object'],
    [7, '7'],
    [() => 1, 'a function'],
    ['x'.repeat(99), `"${'x'.repeat(56)}...`],
  ])('says what %j is in a few words', (data, words) => {
    expect(messageOf(fault('type', { params: { type: ['string', 'boolean'] }, data }))).toBe(
      `a text or true or false is wanted, not ${words}`,
    );
  });
  it('of words offers the one that is meant', () => {
    expect(messageOf(fault('enum', { params: { allowedValues: ['error', 'warning'] }, data: 'warnign' }))).toBe(
      '"warnign" is not error or warning; did you mean warning?',
    );
  });
  it('a keyword that it does not know is told as it is', () => {
    expect(messageOf(fault('uniqueItems', { data: [1, 1] }))).toBe('[1,1] does not keep to the schema (uniqueItems)');
  });
});
