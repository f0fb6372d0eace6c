import { describe, expect, it } from 'vitest';
import { isAccepted, judgeKey, rotates, usageFilledIn } from './key-usage.js';
import type { Given, PlainKey } from './key-usage.js';
import { open, ORIGINS, refused, SPECS, USAGES } from './naive.testing.js';

const ABSENT = { is: 'absent' } as const,
  UNKNOWN = { is: 'unknown' } as const;
const known = <T>(value: T): Given<T> => ({ is: 'known', value });
const given = <T>(value: T | undefined): Given<T> => (value === undefined ? ABSENT : known(value));
const key = (facts: Partial<PlainKey> = {}): PlainKey => ({
  spec: ABSENT,
  usage: ABSENT,
  origin: ABSENT,
  rotation: ABSENT,
  rotationPeriod: ABSENT,
  multiRegion: ABSENT,
  region: known('eu-west-1'),
  partition: known('aws'),
  ...facts,
});
const certain = (facts: Partial<PlainKey>): readonly string[] =>
  judgeKey(key(facts))
    .filter((difference) => difference.answer === 'yes')
    .map((difference) => difference.kind);
const all = (facts: Partial<PlainKey>): readonly string[] =>
  judgeKey(key(facts)).map((difference) => `${difference.kind} ${difference.answer}`);

const MAYBE = [undefined, false, true];

interface Combination {
  readonly spec: string | undefined;
  readonly usage: string | undefined;
  readonly origin: string | undefined;
  readonly rotation: boolean | undefined;
  readonly multiRegion: boolean | undefined;
  readonly china: boolean;
}
const COMBINATIONS: readonly Combination[] = [undefined, ...SPECS].flatMap((spec_) =>
  [undefined, ...USAGES].flatMap((usage) =>
    [undefined, ...ORIGINS].flatMap((origin) =>
      MAYBE.flatMap((rotation) =>
        MAYBE.flatMap((multiRegion) => [false, true].map((china) => ({ spec: spec_, usage, origin, rotation, multiRegion, china }))),
      ),
    ),
  ),
);
const written = ({ china, ...facts }: Combination): PlainKey =>
  key({
    spec: given(facts.spec),
    usage: given(facts.usage),
    origin: given(facts.origin),
    rotation: given(facts.rotation),
    multiRegion: given(facts.multiRegion),
    region: known(china ? 'cn-north-1' : 'eu-west-1'),
    partition: known(china ? 'aws-cn' : 'aws'),
  });

describe('every KeySpec × KeyUsage × Origin × rotation × multi-Region, written out or left out', () => {
  it('is judged as the documentation says', () => {
    const wrong: string[] = [];
    for (const combination of COMBINATIONS) {
      const name = combination.spec ?? 'SYMMETRIC_DEFAULT',
        origin = combination.origin ?? 'AWS_KMS';
      const expected = refused(name, combination.usage ?? 'ENCRYPT_DECRYPT', origin, combination.rotation ?? false, combination.china)
        ? 'no'
        : 'yes';
      const actual = isAccepted(written(combination));
      if (open(name, origin, combination.china) ? actual === 'yes' : actual !== expected)
        wrong.push(`${JSON.stringify(combination)}: ${actual} instead of ${expected}`);
    }
    expect(COMBINATIONS).toHaveLength(21 * 6 * 5 * 3 * 3 * 2);
    expect(wrong).toEqual([]);
  });

  it('is never certainly wrong where a parameter stands for the one property that is', () => {
    const wrong: string[] = [];
    for (const combination of COMBINATIONS) {
      const plain = written(combination),
        before = judgeKey(plain)
          .filter((difference) => difference.answer === 'yes')
          .map((difference) => difference.kind);
      const unknowns: readonly Partial<PlainKey>[] = [
        { spec: UNKNOWN },
        { usage: UNKNOWN },
        { origin: UNKNOWN },
        { rotation: UNKNOWN },
        { region: UNKNOWN, partition: UNKNOWN },
      ];
      for (const blurred of unknowns.map((unknown) => ({ ...plain, ...unknown }))) {
        const more = judgeKey(blurred).filter((difference) => difference.answer === 'yes' && !before.includes(difference.kind));
        if (more.length > 0) wrong.push(`${JSON.stringify(blurred)}: ${more.map((difference) => difference.kind).join()}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('a KeyUsage that is left out', () => {
  it('is filled in by CloudFormation, which AWS refuses for a key that cannot encrypt', () => {
    expect(judgeKey(key({ spec: known('ECC_NIST_P256') }))).toEqual([
      {
        kind: 'spec-usage',
        answer: 'yes',
        property: 'KeyUsage',
        refusal: 'KeyUsage ENCRYPT_DECRYPT is not compatible with KeySpec ECC_NIST_P256',
        says: 'has no KeyUsage, for which CloudFormation fills in ENCRYPT_DECRYPT, but ECC_NIST_P256 can only be used for SIGN_VERIFY or KEY_AGREEMENT',
      },
    ]);
  });
  it('makes an encryption key of RSA and SM2 without a word: legal, but worth a warning', () => {
    expect(certain({ spec: known('RSA_2048') })).toEqual([]);
    expect(SPECS.filter((name) => usageFilledIn(key({ spec: known(name) })) === 'yes')).toEqual([
      'RSA_2048',
      'RSA_3072',
      'RSA_4096',
      'SM2',
    ]);
    expect(usageFilledIn(key())).toBe('no');
    expect(usageFilledIn(key({ spec: known('RSA_2048'), usage: known('SIGN_VERIFY') }))).toBe('no');
    expect(usageFilledIn(key({ spec: UNKNOWN }))).toBe('unknown');
    expect(usageFilledIn(key({ spec: known('RSA_2048'), usage: UNKNOWN }))).toBe('unknown');
  });
});

describe('values that do not exist', () => {
  it.each([
    ['RSA_1024', 'RSA_2048'],
    ['rsa-4096', 'RSA_4096'],
    ['ECC_P256', 'ECC_NIST_P256'],
    ['SECP256K1', 'ECC_SECG_P256K1'],
    ['HMAC_SHA_256', 'HMAC_256'],
    ['AES_256', 'SYMMETRIC_DEFAULT'],
    ['SYMMETRIC', 'SYMMETRIC_DEFAULT'],
    ['ED25519', 'ECC_NIST_EDWARDS25519'],
    ['ML_DSA_66', 'ML_DSA_65'],
    ['constructor', undefined],
    ['', undefined],
  ])('KeySpec %j is answered with %j', (name, near) => {
    const [difference, ...others] = judgeKey(key({ spec: known(name) }));
    expect(others).toEqual([]);
    expect(difference).toMatchObject({ kind: 'unknown-spec', answer: 'yes', property: 'KeySpec' });
    expect(difference?.nearest).toBe(near);
    expect(difference?.says).toContain(near ?? 'CloudFormation takes SYMMETRIC_DEFAULT, RSA_2048');
  });
  it('are said once, without a second complaint about what they go with', () => {
    expect(certain({ spec: known('RSA_2048'), usage: known('WRAP_UNWRAP') })).toEqual(['unknown-usage']);
    expect(certain({ usage: known('SIGN') })).toEqual(['unknown-usage']);
    expect(certain({ origin: known('NOWHERE') })).toEqual(['unknown-origin']);
    expect(certain({ spec: known('RSA_1024'), usage: known('SIGN_VERIFY'), origin: known('EXTERNAL') })).toEqual(['unknown-spec']);
  });
  it('are certain where CloudFormation says that it does not take them, as with custom key stores', () => {
    expect(certain({ origin: known('AWS_CLOUDHSM') })).toEqual(['api-only']);
  });
});

describe('SM2', () => {
  it('exists in China only, which a Region or a partition tells', () => {
    const sm2 = { spec: known('SM2'), usage: known('SIGN_VERIFY') };
    expect(certain({ ...sm2, region: known('cn-northwest-1'), partition: UNKNOWN })).toEqual([]);
    expect(certain({ ...sm2, region: UNKNOWN, partition: known('aws-cn') })).toEqual([]);
    expect(certain({ ...sm2, region: known('us-east-1'), partition: UNKNOWN })).toEqual(['spec-partition']);
    expect(all({ ...sm2, region: UNKNOWN, partition: UNKNOWN })).toEqual(['spec-partition unknown']);
    expect(all({ ...sm2, region: ABSENT, partition: ABSENT })).toEqual(['spec-partition unknown']);
  });
});

describe('rotation', () => {
  it('is refused with the words that a deployment shows', () => {
    expect(judgeKey(key({ spec: known('RSA_2048'), usage: known('SIGN_VERIFY'), rotation: known(true) }))).toMatchObject([
      {
        kind: 'rotation',
        property: 'EnableKeyRotation',
        says: 'turns automatic rotation on with KeySpec RSA_2048, but KMS rotates only SYMMETRIC_DEFAULT keys of Origin AWS_KMS',
        refusal: 'You cannot set the EnableKeyRotation property to true on asymmetric or external keys.',
      },
    ]);
    expect(certain({ origin: known('EXTERNAL'), rotation: known(true) })).toEqual(['rotation']);
  });
  it('has no effect as a period alone, whatever the key', () => {
    expect(certain({ rotationPeriod: known(365) })).toEqual(['period-without-rotation']);
    expect(certain({ rotationPeriod: UNKNOWN, rotation: known(false) })).toEqual(['period-without-rotation']);
    expect(certain({ rotationPeriod: known(365), rotation: known(true) })).toEqual([]);
    expect(all({ rotationPeriod: known(365), rotation: UNKNOWN })).toEqual(['period-without-rotation unknown']);
    expect(isAccepted(key({ rotationPeriod: known(365) }))).toBe('yes');
  });
  it('tells which keys are eligible', () => {
    expect(rotates(key()).can).toBe('yes');
    expect(rotates(key({ origin: known('EXTERNAL') }))).toEqual({ can: 'no', because: 'Origin EXTERNAL' });
    expect(rotates(key({ spec: known('HMAC_256') })).can).toBe('no');
    expect(rotates(key({ spec: UNKNOWN })).can).toBe('unknown');
    expect(rotates(key({ spec: UNKNOWN, origin: known('EXTERNAL') })).can).toBe('no');
  });
});
