/** Every key that can be written down, linted as part of a template: as literals, with a parameter in it, with a condition in it. */
import { describe, expect, it } from 'vitest';
import { open, ORIGINS, refused, spec, SPECS, usageAllowed, USAGES } from '../src/reference/naive.testing.js';
import { filesOf } from '../src/rule-tester.js';
import { lint } from '../src/engine/lint.js';
import type { Json, JsonObject } from '../src/types.js';
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
  const { findings, problems } = lint({
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

/** The property that is not written out in the key of this number. */
const hidden = (i: number): Property => PROPERTIES[i % PROPERTIES.length] ?? 'KeySpec';
const withValue = (combination: Combination, property: Property, value: Written): Combination => ({ ...combination, [property]: value });
const rulesOf = (said: string | undefined): readonly string[] => (said ?? '').split(' ').filter(Boolean);

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

  it('with a parameter in the place of one property: certain only where no value of it would do', () => {
    const said = certain(
      COMBINATIONS.map((combination, i) => ({ ...written(combination), [hidden(i)]: { Ref: 'Open' } })),
      'eu-west-1',
      { Parameters: { Open: { Type: 'String' } } },
    );
    const wrong = COMBINATIONS.flatMap((combination, i) => {
      const property = hidden(i);
      const always = rulesOf(said[i]).filter(
        (rule) =>
          !CHOICES[property].every((value: Written) => {
            const wanted = expected(withValue(combination, property, value), false);
            return wanted === undefined || rulesOf(wanted).includes(rule);
          }),
      );
      return always.length === 0 ? [] : [`${JSON.stringify(combination)} without ${property}: ${always.join()}`];
    });
    expect(wrong).toEqual([]);
    expect(said.filter((rules) => rules !== '').length).toBeGreaterThan(1000);
  });

  it('with a condition in the place of one property: certain only where both branches are wrong', () => {
    const other = (combination: Combination, i: number): Combination => {
      const property = hidden(i);
      const choices: readonly Written[] = CHOICES[property];
      return withValue(
        combination,
        property,
        choices[(choices.indexOf(combination[property]) + 1 + (i % (choices.length - 1))) % choices.length],
      );
    };
    const value = (one: Written): Json => one ?? { Ref: 'AWS::NoValue' };
    const said = certain(
      COMBINATIONS.map((combination, i) => ({
        ...written(combination),
        [hidden(i)]: { 'Fn::If': ['Which', value(combination[hidden(i)]), value(other(combination, i)[hidden(i)])] },
      })),
      'eu-west-1',
      { Parameters: { Open: { Type: 'String' } }, Conditions: { Which: { 'Fn::Equals': [{ Ref: 'Open' }, 'a'] } } },
    );
    const wrong = COMBINATIONS.flatMap((combination, i) => {
      const branches = [expected(combination, false), expected(other(combination, i), false)];
      if (branches.includes(undefined)) return [];
      const both = rulesOf(branches[0]).filter((rule) => rulesOf(branches[1]).includes(rule));
      return both.join(' ') === said[i]
        ? []
        : [`${JSON.stringify(combination)} or ${JSON.stringify(other(combination, i))}: ${said[i] ?? ''} instead of ${both.join(' ')}`];
    });
    expect(wrong).toEqual([]);
  });
});
