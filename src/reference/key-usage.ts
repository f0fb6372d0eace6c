/** Judges the plain facts of a key by the reference key model: each way in which it differs from what a key may be. */
import type { Answer } from '../types/values.js';
import { DEFAULTS, inCloudFormation, KEY_SPECS, KEY_USAGES, keySpec, ORIGINS } from './keyspecs.js';
import type { EnumValue, KeySpec } from './keyspecs.js';
import { nearest } from '../core/nearest.js';
import { quote } from './refusals.js';

/** A fact without its place: every Fact<T> is one. */
export type Given<T> = { readonly is: 'known'; readonly value: T } | { readonly is: 'absent' } | { readonly is: 'unknown' };

/** An AWS::KMS::Key as far as it is known. rotationPeriod in days. A Region or partition that is absent is as good as unknown. */
export interface PlainKey {
  readonly spec: Given<string>;
  readonly usage: Given<string>;
  readonly origin: Given<string>;
  readonly rotation: Given<boolean>;
  readonly rotationPeriod: Given<number>;
  readonly multiRegion: Given<boolean>;
  readonly region: Given<string>;
  readonly partition: Given<string>;
}

export type KeyProperty = 'KeySpec' | 'KeyUsage' | 'Origin' | 'MultiRegion' | 'EnableKeyRotation' | 'RotationPeriodInDays';

export interface Difference {
  /**
   * unknown-*: a value that exists nowhere. api-only: a real value that CloudFormation does not take (or not yet: then the answer is
   * unknown).
   * spec-usage: KeySpec and KeyUsage do not go together, a KeyUsage left out included. spec-partition: SM2 outside China. spec-origin:
   * material that cannot be imported.
   * spec-multi-region: not established. rotation: a key that cannot rotate. period-without-rotation: accepted, without effect.
   */
  readonly kind:
    | 'unknown-spec'
    | 'unknown-usage'
    | 'unknown-origin'
    | 'api-only'
    | 'spec-usage'
    | 'spec-partition'
    | 'spec-origin'
    | 'spec-multi-region'
    | 'rotation'
    | 'period-without-rotation';
  /** Never no: such differences are left out. */
  readonly answer: 'yes' | 'unknown';
  /** Where to point: the property to change, also where it is left out. */
  readonly property: KeyProperty;
  /** What follows "The key …" in a sentence: no capital, no full stop. */
  readonly says: string;
  /** AWS's own words, where they are established and a deployment shows them. */
  readonly refusal?: string;
  /** The real value that was most likely meant. */
  readonly nearest?: string;
}

/** All differences, in the order of the properties; none where the key is legal. At most one for each property. */
export function judgeKey(key: PlainKey): readonly Difference[] {
  const differences = [
    enumValue(key.spec, 'KeySpec', 'unknown-spec', KEY_SPECS),
    partition(key),
    enumValue(key.usage, 'KeyUsage', 'unknown-usage', KEY_USAGES),
    specUsage(key),
    enumValue(key.origin, 'Origin', 'unknown-origin', ORIGINS),
    specOrigin(key),
    multiRegion(key),
    rotation(key),
    period(key),
  ];
  return differences.filter((difference) => difference !== undefined);
}

/** Whether AWS creates the key as it is written: a period without rotation stops nothing. */
export function isAccepted(key: PlainKey): Answer {
  const differences = judgeKey(key).filter((difference) => difference.kind !== 'period-without-rotation');
  return differences.some((difference) => difference.answer === 'yes') ? 'no' : differences.length > 0 ? 'unknown' : 'yes';
}

/**
 * Whether CloudFormation silently makes an encryption key because KeyUsage is left out, where the KeySpec could do something else: RSA and
 * SM2.
 * Legal, and so no difference; often not what was meant.
 */
export function usageFilledIn(key: PlainKey): Answer {
  if (key.usage.is === 'known' || key.spec.is === 'absent') return 'no';
  if (key.spec.is === 'known') {
    const usages = Object.keys(keySpec(key.spec.value)?.usages ?? {});
    if (usages.length < 2 || !usages.includes(DEFAULTS.KeyUsage)) return 'no';
  }
  return key.spec.is === 'known' && key.usage.is === 'absent' ? 'yes' : 'unknown';
}

/** The value with which CloudFormation makes the key: what is written, or what it fills in. Undefined where that is not known. */
export function effective<T>(given: Given<T>, filledIn: T): T | undefined {
  return given.is === 'known' ? given.value : given.is === 'absent' ? filledIn : undefined;
}

type EnumRow = Pick<EnumValue, 'name' | 'cloudFormation' | 'refused'>;

function enumValue(
  given: Given<string>,
  property: KeyProperty,
  kind: Difference['kind'],
  rows: readonly EnumRow[],
): Difference | undefined {
  if (given.is !== 'known') return undefined;
  const row = rows.find((candidate) => candidate.name === given.value),
    names = inCloudFormation(rows);
  if (row?.cloudFormation) return undefined;
  if (row?.refused) {
    return {
      kind: 'api-only',
      answer: 'yes',
      property,
      says: `has ${property} ${row.name}, which CloudFormation cannot create: it takes ${list(names, 'and')} only`,
    };
  }
  if (row)
    return {
      kind: 'api-only',
      answer: 'unknown',
      property,
      says: `has ${property} ${row.name}, which KMS knows but CloudFormation did not take when this was written`,
    };
  const near = nearest(given.value, names);
  return {
    kind,
    answer: 'yes',
    property,
    ...(near === undefined ? {} : { nearest: near }),
    says:
      `has ${property} ${JSON.stringify(given.value)}, which does not exist; ` +
      (near === undefined ? `CloudFormation takes ${list(names, 'or')}` : `the nearest real value is ${near}`),
  };
}

/** The row of the key's spec; undefined where the spec is not known or does not exist. */
function rowOf(key: PlainKey): KeySpec | undefined {
  const name = effective(key.spec, DEFAULTS.KeySpec);
  return name === undefined ? undefined : keySpec(name);
}

function specUsage(key: PlainKey): Difference | undefined {
  const usage = effective(key.usage, DEFAULTS.KeyUsage),
    row = rowOf(key);
  if (usage !== undefined && !KEY_USAGES.some((known) => known.name === usage)) return undefined;
  if (key.spec.is === 'known' && !row) return undefined;
  const possible = { kind: 'spec-usage', answer: 'unknown', property: 'KeyUsage' } as const;
  const written = usageText(key.usage);
  if (!row) {
    return key.usage.is === 'unknown'
      ? { ...possible, says: 'has a KeySpec and a KeyUsage that only the deployment knows, which may not go together' }
      : { ...possible, says: `has ${written} and a KeySpec that only the deployment knows: not every KeySpec can have it` };
  }
  const can = `${row.name} ${abilities(row)}`;
  if (usage === undefined) return { ...possible, says: `has a KeyUsage that only the deployment knows, and ${can}` };
  if (Object.hasOwn(row.usages, usage)) return undefined;
  return {
    kind: 'spec-usage',
    answer: row.cloudFormation ? 'yes' : 'unknown',
    property: 'KeyUsage',
    says: `has ${written}, but ${can}`,
    refusal: quote('usageOfSpec', { usage, spec: row.name }),
  };
}

function usageText(usage: Given<string>): string {
  if (usage.is === 'known') return `KeyUsage ${usage.value}`;
  return usage.is === 'absent'
    ? `no KeyUsage, for which CloudFormation fills in ${DEFAULTS.KeyUsage}`
    : 'a KeyUsage that only the deployment knows';
}

/** "can only be used for SIGN_VERIFY or KEY_AGREEMENT" */
function abilities(row: KeySpec): string {
  return `can only be used for ${list(Object.keys(row.usages), 'or')}`;
}

function inChina({ partition, region }: PlainKey): Answer {
  if (partition.is === 'known') return answer(partition.value === 'aws-cn');
  return region.is === 'known' ? answer(region.value.startsWith('cn-')) : 'unknown';
}

function partition(key: PlainKey): Difference | undefined {
  const row = rowOf(key);
  if (!row) return undefined;
  const china = inChina(key);
  const exists = china === 'yes' ? row.china : china === 'no' || row.elsewhere === 'yes' ? row.elsewhere : 'unknown';
  if (exists === 'yes' || !row.cloudFormation) return undefined;
  const where =
    key.region.is === 'known'
      ? `in ${key.region.value}`
      : china === 'unknown'
        ? 'in a Region that only the deployment knows'
        : china === 'yes'
          ? 'in China'
          : 'outside China';
  return {
    kind: 'spec-partition',
    answer: exists === 'no' ? 'yes' : 'unknown',
    property: 'KeySpec',
    says: `has KeySpec ${row.name} ${where}, but ${row.elsewhere === 'no' ? 'AWS has it in its China Regions only' : 'it is not established that AWS has it there'}`,
  };
}

function specOrigin(key: PlainKey): Difference | undefined {
  const origin = effective(key.origin, DEFAULTS.Origin),
    row = rowOf(key);
  if (origin !== undefined && origin !== 'EXTERNAL') return undefined;
  if (key.spec.is === 'known' && !row) return undefined;
  if (row?.external === 'yes') return undefined;
  const certain = row?.external === 'no' && origin === 'EXTERNAL';
  const spec = row ? `KeySpec ${row.name}` : 'a KeySpec that only the deployment knows',
    from = origin ? 'Origin EXTERNAL' : 'an Origin that only the deployment knows';
  const imports =
    row?.external === 'no'
      ? 'key material of this kind cannot be imported'
      : row
        ? 'it is not established that such key material can be imported'
        : 'not every kind of key material can be imported';
  return { kind: 'spec-origin', answer: certain ? 'yes' : 'unknown', property: 'Origin', says: `has ${spec} and ${from}, but ${imports}` };
}

function multiRegion(key: PlainKey): Difference | undefined {
  const row = rowOf(key);
  if (!row || row.multiRegion === 'yes' || effective<boolean>(key.multiRegion, DEFAULTS.MultiRegion) === false) return undefined;
  return {
    kind: 'spec-multi-region',
    answer: 'unknown',
    property: 'MultiRegion',
    says: `has KeySpec ${row.name}, and it is not established that such a key can be multi-Region`,
  };
}

/** Whether KMS could rotate the key by itself, were it told to: what is wrong with it where it cannot. */
export function rotates(key: PlainKey): { readonly can: Answer; readonly because: string } {
  const origin = effective(key.origin, DEFAULTS.Origin),
    row = rowOf(key);
  if (row && row.automaticRotation.length === 0) return { can: 'no', because: `KeySpec ${row.name}` };
  if (origin === 'EXTERNAL') return { can: 'no', because: 'Origin EXTERNAL' };
  if (!row)
    return {
      can: 'unknown',
      because: key.spec.is === 'known' ? `KeySpec ${JSON.stringify(key.spec.value)}` : 'a KeySpec that only the deployment knows',
    };
  if (origin === undefined) return { can: 'unknown', because: 'an Origin that only the deployment knows' };
  return row.automaticRotation.includes(origin)
    ? { can: 'yes', because: '' }
    : { can: 'unknown', because: `Origin ${JSON.stringify(origin)}` };
}

function rotation(key: PlainKey): Difference | undefined {
  const on = effective<boolean>(key.rotation, DEFAULTS.EnableKeyRotation),
    { can, because } = rotates(key);
  if (on === false || can === 'yes') return undefined;
  const turns = on ? 'turns automatic rotation on' : 'may turn automatic rotation on';
  return {
    kind: 'rotation',
    answer: on && can === 'no' ? 'yes' : 'unknown',
    property: 'EnableKeyRotation',
    says: `${turns} with ${because}, but KMS rotates only SYMMETRIC_DEFAULT keys of Origin AWS_KMS`,
    refusal: quote('rotation'),
  };
}

function period(key: PlainKey): Difference | undefined {
  const on = effective<boolean>(key.rotation, DEFAULTS.EnableKeyRotation);
  if (key.rotationPeriod.is === 'absent' || on === true) return undefined;
  const days = key.rotationPeriod.is === 'known' ? `a rotation period of ${key.rotationPeriod.value} days` : 'a rotation period';
  return {
    kind: 'period-without-rotation',
    answer: on === undefined ? 'unknown' : 'yes',
    property: 'RotationPeriodInDays',
    says: `has ${days}, ${on === undefined ? 'which has no effect where the deployment leaves rotation off' : 'but its rotation is off, so that the period has no effect'}`,
  };
}

const answer = (holds: boolean): Answer => (holds ? 'yes' : 'no');

/** "A, B or C" */
function list(names: readonly string[], word: 'and' | 'or'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names[names.length - 1] ?? ''}`;
}
