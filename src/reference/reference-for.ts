/** The nearest legal key to one that is written: what stays because it states the intent, what must change, and why. */
import { kmsProperty } from './cloudformation.js';
import { suits } from './consumers.js';
import type { KeyNeed } from './consumers.js';
import { isAccepted, judgeKey } from './key-usage.js';
import type { Difference, Given, KeyProperty, PlainKey } from './key-usage.js';
import { DEFAULTS, KEY_USAGES, keySpec, usagesOf } from './keyspecs.js';

/**
 * What else tells what the key is for: the actions that somebody is given on it (`kms:Sign`; wildcards tell nothing), and what the
 * properties need that name it.
 */
export interface Intent {
  readonly actions: readonly string[];
  readonly consumers: readonly KeyNeed[];
}

export interface PropertyChange {
  readonly property: KeyProperty;
  readonly from: Given<string | number | boolean>;
  readonly to: Given<string | number | boolean>;
  readonly why: string;
  /**
   * in place: a key that exists takes the change. refused by AWS: the key as it is written cannot be created; the change mends the
   * template, but AWS refuses it on a key
   * that exists with other values. new key needed: the key as it is written may exist, and no change of it is possible; a new key cannot
   * read what the old one encrypted.
   */
  readonly how: 'in place' | 'refused by AWS' | 'new key needed';
}

export interface ReferenceKey {
  /** Legal as far as can be known: nothing is certainly wrong with it. */
  readonly key: PlainKey;
  readonly kept: readonly { readonly property: KeyProperty; readonly why: string }[];
  readonly changes: readonly PropertyChange[];
}

const NOTHING: Intent = { actions: [], consumers: [] };
const ABSENT = { is: 'absent' } as const;
const known = <T>(value: T): Given<T> => ({ is: 'known', value });
const FIELDS = {
  KeySpec: 'spec',
  KeyUsage: 'usage',
  Origin: 'origin',
  MultiRegion: 'multiRegion',
  EnableKeyRotation: 'rotation',
  RotationPeriodInDays: 'rotationPeriod',
} as const satisfies Record<KeyProperty, keyof PlainKey>;

/** Why a property stays. */
const KEPT: Readonly<Record<KeyProperty, string>> = {
  KeySpec: 'it states what the key is for',
  KeyUsage: 'the KeySpec can have it',
  Origin: 'it states where the key material comes from',
  MultiRegion: 'it states where the key is used',
  EnableKeyRotation: 'the key can have it',
  RotationPeriodInDays: 'the key can have it',
};

/** The spec to take for a usage that nobody gave a spec for: AWS's first of those that exist everywhere. */
const SPEC_FOR: Readonly<Record<string, string>> = {
  ENCRYPT_DECRYPT: 'SYMMETRIC_DEFAULT',
  SIGN_VERIFY: 'ECC_NIST_P256',
  GENERATE_VERIFY_MAC: 'HMAC_256',
  KEY_AGREEMENT: 'ECC_NIST_P256',
  ENCAPSULATE_DECAPSULATE: 'ML_KEM_768',
};
const USAGE_OF_ACTION: Readonly<Record<string, string>> = {
  sign: 'SIGN_VERIFY',
  verify: 'SIGN_VERIFY',
  generatemac: 'GENERATE_VERIFY_MAC',
  verifymac: 'GENERATE_VERIFY_MAC',
  derivesharedsecret: 'KEY_AGREEMENT',
  encapsulate: 'ENCAPSULATE_DECAPSULATE',
  decapsulate: 'ENCAPSULATE_DECAPSULATE',
  encrypt: 'ENCRYPT_DECRYPT',
  decrypt: 'ENCRYPT_DECRYPT',
  reencrypt: 'ENCRYPT_DECRYPT',
  reencryptfrom: 'ENCRYPT_DECRYPT',
  reencryptto: 'ENCRYPT_DECRYPT',
  generatedatakey: 'ENCRYPT_DECRYPT',
  generatedatakeywithoutplaintext: 'ENCRYPT_DECRYPT',
  generatedatakeypair: 'ENCRYPT_DECRYPT',
  generatedatakeypairwithoutplaintext: 'ENCRYPT_DECRYPT',
};

/** A legal key that suits its consumers comes back unchanged, and so does every result. */
export function referenceFor(key: PlainKey, intent: Intent = NOTHING): ReferenceKey {
  const needed = neededInstead(key, intent);
  const spec = needed?.spec ?? specFor(key, intent),
    withSpec = { ...key, spec: spec.to };
  const usage = needed?.usage ?? usageFor(withSpec, intent),
    withUsage = { ...withSpec, usage: usage.to };
  const origin = originFor(withUsage),
    withOrigin = { ...withUsage, origin: origin.to };
  const rotation = whyNot(withOrigin, 'EnableKeyRotation'),
    withRotation: PlainKey = rotation === undefined ? withOrigin : { ...withOrigin, rotation: ABSENT };
  const period = whyNot(withRotation, 'RotationPeriodInDays'),
    result: PlainKey = period === undefined ? withRotation : { ...withRotation, rotationPeriod: ABSENT };
  const why: Partial<Record<KeyProperty, string | undefined>> = {
    KeySpec: spec.why,
    KeyUsage: usage.why,
    Origin: origin.why,
    EnableKeyRotation: rotation,
    RotationPeriodInDays: rotation ?? period,
  };
  const stands = isAccepted(key) !== 'no';
  const properties = Object.keys(FIELDS) as KeyProperty[];
  const stays = (property: KeyProperty): boolean => same(key[FIELDS[property]], result[FIELDS[property]]);
  return {
    key: result,
    kept: properties
      .filter((property) => key[FIELDS[property]].is !== 'absent' && stays(property))
      .map((property) => ({ property, why: KEPT[property] })),
    changes: properties
      .filter((property) => !stays(property))
      .map((property) => ({
        property,
        from: key[FIELDS[property]],
        to: result[FIELDS[property]],
        why: why[property] ?? '',
        how: kmsProperty('AWS::KMS::Key', property)?.onChange === 'in place' ? 'in place' : stands ? 'new key needed' : 'refused by AWS',
      })),
  };
}

interface Choice {
  readonly to: Given<string>;
  readonly why?: string;
}

/** Where nothing that uses the key can use a key of its kind, and nobody is given actions that say otherwise: what they all need. */
function neededInstead(key: PlainKey, intent: Intent): { readonly spec: Choice; readonly usage: Choice } | undefined {
  const [need, ...others] = intent.consumers,
    stated = usageStated(intent);
  if (!need || key.spec.is === 'unknown' || key.usage.is === 'unknown') return undefined;
  if (others.some((other) => other.usage !== need.usage) || (stated !== undefined && stated !== need.usage)) return undefined;
  // A usage that is written, and goes with the spec, says what the key is for, unless the app shows otherwise: its consumers need another.
  const usages: readonly string[] = key.spec.is === 'known' ? usagesOf(key.spec.value) : [],
    written = key.usage.is === 'known' ? key.usage.value : need.usage;
  if (usages.includes(written) && written !== need.usage && stated !== need.usage) return undefined;
  if (intent.consumers.some((consumer) => suits(consumer, { ...key, region: { is: 'unknown' } }) !== 'no')) return undefined;
  const specs = need.specs.filter((spec) => others.every((other) => other.specs.includes(spec)));
  const spec = specs.find((name) => key.spec.is === 'known' && name === key.spec.value) ?? specs[0];
  if (spec === undefined) return undefined;
  const why = `all that uses the key needs a ${spec} key for ${need.usage}`;
  return spec === DEFAULTS.KeySpec
    ? { spec: { to: ABSENT, why }, usage: { to: ABSENT, why } }
    : { spec: { to: known(spec), why }, usage: { to: known(need.usage), why } };
}

/**
 * The spec states the intent, before all else. It changes only where it does not exist, or where it is left out and the usage asks for
 * another.
 */
function specFor(key: PlainKey, intent: Intent): Choice {
  const stated = usageStated(intent) ?? intent.consumers[0]?.usage;
  const usage = key.usage.is === 'known' && isUsage(key.usage.value) ? key.usage.value : undefined;
  const wrong = certain(key, 'KeySpec');
  if (wrong) {
    const wanted = usage ?? stated ?? DEFAULTS.KeyUsage;
    const instead = wrong.kind === 'unknown-spec' ? wrong.nearest : wanted === DEFAULTS.KeyUsage ? 'RSA_2048' : undefined;
    const spec =
      instead !== undefined && !certain({ ...key, spec: known(instead) }, 'KeySpec') ? instead : (SPEC_FOR[wanted] ?? DEFAULTS.KeySpec);
    return { to: known(spec), why: `it ${wrong.says}` };
  }
  if (key.spec.is === 'absent' && usage !== undefined && usage !== DEFAULTS.KeyUsage && (stated ?? usage) === usage) {
    return {
      to: known(SPEC_FOR[usage] ?? DEFAULTS.KeySpec),
      why: `KeyUsage ${usage} says what the key is for, and the ${DEFAULTS.KeySpec} that CloudFormation fills in cannot do it`,
    };
  }
  return { to: key.spec };
}

/**
 * A usage that the spec can have stays; else the one that the actions, the consumers or a near name state; else AWS's first for the spec.
 */
function usageFor(key: PlainKey, intent: Intent): Choice {
  const wrong = certain(key, 'KeyUsage');
  if (!wrong) return { to: key.usage };
  const why = `it ${wrong.says}`,
    row = keySpec(key.spec.is === 'known' ? key.spec.value : DEFAULTS.KeySpec);
  if (key.spec.is === 'unknown' || !row) return { to: wrong.nearest === undefined ? ABSENT : known(wrong.nearest), why };
  if (row.name === DEFAULTS.KeySpec) return { to: ABSENT, why };
  const can = Object.keys(row.usages);
  const authenticates = key.usage.is === 'known' && key.usage.value === 'GENERATE_VERIFY_MAC' ? 'SIGN_VERIFY' : undefined;
  const choice = [usageStated(intent), intent.consumers[0]?.usage, wrong.nearest, authenticates].find(
    (usage) => usage !== undefined && can.includes(usage),
  );
  return { to: known(choice ?? can[0] ?? DEFAULTS.KeyUsage), why };
}

/** An origin that exists under a near name, where the key can have it; else KMS makes the material. */
function originFor(key: PlainKey): Choice {
  const wrong = certain(key, 'Origin');
  if (!wrong) return { to: key.origin };
  const near = wrong.nearest === undefined ? ABSENT : known(wrong.nearest);
  return { to: certain({ ...key, origin: near }, 'Origin') ? ABSENT : near, why: `it ${wrong.says}` };
}

/** The one usage that all telling actions belong to. */
export function usageStated(intent: Pick<Intent, 'actions'>): string | undefined {
  const names = intent.actions.map((action) => action.toLowerCase().replace(/^kms:/, '').replace(/\*+$/, ''));
  const usages = new Set(names.flatMap((name) => (Object.hasOwn(USAGE_OF_ACTION, name) ? [USAGE_OF_ACTION[name]] : [])));
  return usages.size === 1 ? [...usages][0] : undefined;
}

/** The difference that is certain about a property. */
function certain(key: PlainKey, property: KeyProperty): Difference | undefined {
  return judgeKey(key).find((difference) => difference.property === property && difference.answer === 'yes');
}

function whyNot(key: PlainKey, property: KeyProperty): string | undefined {
  const wrong = certain(key, property);
  return wrong && `it ${wrong.says}`;
}

const isUsage = (name: string): boolean => KEY_USAGES.some((usage) => usage.name === name);

function same(a: Given<string | number | boolean>, b: Given<string | number | boolean>): boolean {
  return a.is === b.is && (a.is !== 'known' || b.is !== 'known' || a.value === b.value);
}
