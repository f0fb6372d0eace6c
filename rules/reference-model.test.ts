/** Every key that can be written down, linted as part of a template: as literals, with a parameter in it, with a condition in it. */
import { describe, expect, it } from 'vitest';
import { open, ORIGINS, refused, spec, SPECS, usageAllowed, USAGES } from '../src/reference/naive.testing.js';
import { filesOf } from '../src/rule-tester.js';
import { lintInputs } from '../src/lint/lint.js';
import type { Json, JsonObject } from '../src/types/files.js';
import implicitKeyUsage from './implicit-key-usage.js';
import invalidKeyUsage from './invalid-key-usage.js';
import unsupportedRotation from './unsupported-rotation.js';

type Written = string | boolean | undefined;
const CHOICES = {
  KeySpec: [undefined, ...SPECS, 'RSA_1024'],
  KeyUsage: [undefined, ...USAGES, 'WRAP_UNWRAP'],
  Origin: [undefined, ...ORIGINS],
  EnableKeyRotation: [undefined, false, true],
  MultiRegion: [undefined, false, true],
} as const satisfies Record<string, readonly Written[]>;
type Property = keyof typeof CHOICES;
type Combination = Readonly<Record<Property, Written>>;
const PROPERTIES = Object.keys(CHOICES) as Property[];

const COMBINATIONS: readonly Combination[] = PROPERTIES.reduce<readonly Combination[]>(
  (list, property) => list.flatMap((combination) => CHOICES[property].map((value: Written) => ({ ...combination, [property]: value }))),
  [{} as Combination],
);

const template = (keys: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  ...more,
  Resources: Object.fromEntries(keys.map((properties, i) => [`Key${i}`, { Type: 'AWS::KMS::Key', Properties: properties }])),
});
const written = (combination: Combination): JsonObject =>
  Object.fromEntries(Object.entries(combination).filter((entry): entry is [string, string | boolean] => entry[1] !== undefined));

/** Which rules are certain of each key. */
function certain(keys: readonly JsonObject[], region: string, more: JsonObject = {}): readonly string[] {
  const { findings, problems } = lintInputs({
    files: filesOf({ stacks: { Keys: { template: template(keys, more), env: ['111122223333', region] } } }),
    paths: ['/app/cdk.out'],
    root: '/app',
    rules: [implicitKeyUsage, invalidKeyUsage, unsupportedRotation],
    tool: { name: 'kms-lint', version: '0' },
  });
  expect(problems.filter(({ weight }) => weight === 'fatal')).toEqual([]);
  const said = new Map<string, Set<string>>();
  for (const { logicalId, ruleId } of findings) said.set(logicalId ?? '', (said.get(logicalId ?? '') ?? new Set()).add(ruleId));
  return keys.map((_, i) => [...(said.get(`Key${i}`) ?? [])].sort().join(' '));
}

/** The same answer from AWS's sentences, not from the tables; undefined where they leave it open. */
function expected(combination: Combination, china: boolean): string | undefined {
  const { KeySpec = 'SYMMETRIC_DEFAULT', KeyUsage = 'ENCRYPT_DECRYPT', Origin = 'AWS_KMS', EnableKeyRotation = false } = combination;
  const [name, usage, origin] = [KeySpec, KeyUsage, Origin].map(String) as [string, string, string];
  if (open(name, origin, china)) return undefined;
  const exists = SPECS.includes(name);
  const wrong = !exists || !USAGES.includes(usage) || refused(name, usage, origin, false, china);
  const rotates = EnableKeyRotation === true && (origin === 'EXTERNAL' || (exists && !spec.symmetric(name)));
  const silently = combination.KeyUsage === undefined && (spec.rsa(name) || spec.sm2(name)) && usageAllowed(name, usage);
  return [silently ? 'implicit-key-usage' : '', wrong ? 'invalid-key-usage' : '', rotates ? 'unsupported-rotation' : '']
    .filter(Boolean)
    .join(' ');
}

const withValue = (combination: Combination, property: Property, value: Written): Combination => ({ ...combination, [property]: value });
const rulesOf = (said: string | undefined): readonly string[] => (said ?? '').split(' ').filter(Boolean);
/** The combinations of the four other properties: this one is open. */
const without = (property: Property): readonly Combination[] =>
  COMBINATIONS.filter((combination) => combination[property] === CHOICES[property][0]);
/** The property that a condition decides on: another in each neighbouring combination, so that each meets all values of the others. */
function decided(combination: Combination): Property {
  const places = PROPERTIES.map((property) => (CHOICES[property] as readonly Written[]).indexOf(combination[property]));
  return PROPERTIES[places.reduce((sum, place) => sum + place) % PROPERTIES.length] ?? 'KeySpec';
}
/** The same key with the next way to write that property, after the last the first. */
function other(combination: Combination): Combination {
  const property = decided(combination);
  const choices: readonly Written[] = CHOICES[property];
  return withValue(combination, property, choices[(choices.indexOf(combination[property]) + 1) % choices.length]);
}

describe('every KeySpec × KeyUsage × Origin × rotation × multi-Region, in a template', () => {
  it.each(['eu-west-1', 'cn-north-1'])('as literals, in %s: what is wrong is certain, all else is silent', (region) => {
    const china = region.startsWith('cn-');
    const said = certain(COMBINATIONS.map(written), region);
    const wrong = COMBINATIONS.flatMap((combination, i) => {
      const wanted = expected(combination, china);
      return wanted === undefined || wanted === said[i] ? [] : [`${JSON.stringify(combination)}: ${said[i] ?? ''} instead of ${wanted}`];
    });
    expect(COMBINATIONS).toHaveLength(22 * 7 * 5 * 3 * 3);
    expect(wrong).toEqual([]);
  });

  it.each(PROPERTIES)('with a parameter as %s: certain only where no value of it would do', (property) => {
    const open = without(property);
    const said = certain(
      open.map((combination) => ({ ...written(combination), [property]: { Ref: 'Open' } })),
      'eu-west-1',
      { Parameters: { Open: { Type: 'String' } } },
    );
    const wrong = open.flatMap((combination, i) => {
      const values = CHOICES[property].map((value: Written) => expected(withValue(combination, property, value), false));
      const some = rulesOf(said[i]).filter((rule) => values.some((wanted) => wanted !== undefined && !rulesOf(wanted).includes(rule)));
      return some.length === 0 ? [] : [`${JSON.stringify(combination)} without ${property}: ${some.join()}`];
    });
    expect(open).toHaveLength(COMBINATIONS.length / CHOICES[property].length);
    expect(wrong).toEqual([]);
    expect(said.filter((rules) => rules !== '').length).toBeGreaterThan(open.length / 20);
  });

  it('with a condition that decides on one property: certain only where both branches are wrong', () => {
    const value = (one: Written): Json => one ?? { Ref: 'AWS::NoValue' };
    const branches = COMBINATIONS.map((combination) => ({ property: decided(combination), no: other(combination), yes: combination }));
    const said = certain(
      branches.map(({ property, yes, no }) => ({
        ...written(yes),
        [property]: { 'Fn::If': ['Which', value(yes[property]), value(no[property])] },
      })),
      'eu-west-1',
      { Parameters: { Open: { Type: 'String' } }, Conditions: { Which: { 'Fn::Equals': [{ Ref: 'Open' }, 'a'] } } },
    );
    const wrong = branches.flatMap(({ yes, no }, i) => {
      const wanted = [expected(yes, false), expected(no, false)];
      if (wanted.includes(undefined)) return [];
      const both = rulesOf(wanted[0]).filter((rule) => rulesOf(wanted[1]).includes(rule));
      return both.join(' ') === said[i]
        ? []
        : [`${JSON.stringify(yes)} or ${JSON.stringify(no)}: ${said[i] ?? ''} instead of ${both.join(' ')}`];
    });
    for (const property of PROPERTIES) expect(branches.filter((one) => one.property === property).length).toBeGreaterThan(1000);
    expect(wrong).toEqual([]);
  });
});
