import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consumingProperties } from './consumers.js';
import type { KeyNeed } from './consumers.js';
import { judgeKey } from './key-usage.js';
import type { Given, PlainKey } from './key-usage.js';
import { KEY_SPECS, KEY_USAGES, ORIGINS } from './keyspecs.js';
import { referenceFor } from './reference-for.js';

const ABSENT = { is: 'absent' } as const;
const known = <T>(value: T): Given<T> => ({ is: 'known', value });
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
const need = (type: string): KeyNeed => {
  const [property] = consumingProperties(type);
  if (!property) throw new Error(type);
  return property.key;
};

const BOGUS = ['RSA_1024', 'SM3', 'sign', 'EXTERNL', 'WRAP_UNWRAP', 'x', '', '__proto__'];
const fact = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Given<T>> =>
  fc.oneof({ weight: 4, arbitrary: value.map(known) }, fc.constant(ABSENT), fc.constant({ is: 'unknown' } as const));
const name = (rows: readonly { readonly name: string }[]): fc.Arbitrary<Given<string>> =>
  fact(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...rows.map((row) => row.name)) }, fc.constantFrom(...BOGUS)));
const keys: fc.Arbitrary<PlainKey> = fc.record({
  spec: name(KEY_SPECS),
  usage: name(KEY_USAGES),
  origin: name(ORIGINS),
  rotation: fact(fc.boolean()),
  rotationPeriod: fact(fc.constantFrom(90, 365, 2560)),
  multiRegion: fact(fc.boolean()),
  region: fact(fc.constantFrom('eu-west-1', 'us-east-1', 'cn-north-1')),
  partition: fc.constant({ is: 'unknown' } as const),
});
const actions = fc.array(
  fc.constantFrom(
    'kms:Sign',
    'kms:Verify',
    'kms:Encrypt',
    'kms:Decrypt*',
    'kms:GenerateMac',
    'kms:DeriveSharedSecret',
    'kms:DescribeKey',
    'kms:*',
  ),
  { maxLength: 3 },
);
const consumers = fc.array(
  fc.constantFrom('AWS::SNS::Topic', 'AWS::Route53::KeySigningKey', 'AWS::LicenseManager::License', 'AWS::SQS::Queue').map(need),
  { maxLength: 2 },
);
const intents = fc.record({ actions, consumers });

describe('the reference of a key', () => {
  it('is legal', () => {
    fc.assert(
      fc.property(keys, intents, (plain, intent) => {
        expect(judgeKey(referenceFor(plain, intent).key).filter((difference) => difference.answer === 'yes')).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
  it('is its own reference', () => {
    fc.assert(
      fc.property(keys, intents, (plain, intent) => {
        const once = referenceFor(plain, intent).key;
        expect(referenceFor(once, intent)).toMatchObject({ key: once, changes: [] });
      }),
      { numRuns: 3000 },
    );
  });
  it('is the key itself where that is legal', () => {
    fc.assert(
      fc.property(keys, actions, (plain, granted) => {
        fc.pre(judgeKey(plain).every((difference) => difference.answer === 'unknown'));
        expect(referenceFor(plain, { actions: granted, consumers: [] })).toMatchObject({ key: plain, changes: [] });
      }),
      { numRuns: 3000 },
    );
  });
  it('lists every property once, as kept or as changed', () => {
    fc.assert(
      fc.property(keys, intents, (plain, intent) => {
        const { kept, changes } = referenceFor(plain, intent),
          names = [...kept, ...changes].map((entry) => entry.property);
        expect(new Set(names).size).toBe(names.length);
        expect(changes.every((change) => change.why !== '')).toBe(true);
      }),
    );
  });
});

describe('what states the intent', () => {
  const to = (plain: PlainKey, intent?: Parameters<typeof referenceFor>[1]) =>
    referenceFor(plain, intent).changes.map(
      (change) => `${change.property}: ${change.to.is === 'known' ? String(change.to.value) : change.to.is} (${change.how})`,
    );
  it('is the spec first: the usage follows it', () => {
    expect(to(key({ spec: known('HMAC_256'), usage: known('ENCRYPT_DECRYPT') }))).toEqual([
      'KeyUsage: GENERATE_VERIFY_MAC (refused by AWS)',
    ]);
    expect(to(key({ spec: known('SYMMETRIC_DEFAULT'), usage: known('SIGN_VERIFY') }))).toEqual(['KeyUsage: absent (refused by AWS)']);
    expect(to(key({ spec: known('ECC_NIST_P256') }))).toEqual(['KeyUsage: SIGN_VERIFY (refused by AWS)']);
  });
  it('is, where the spec leaves a choice, what somebody is allowed to do', () => {
    expect(to(key({ spec: known('ECC_NIST_P256') }), { actions: ['kms:DeriveSharedSecret', 'kms:DescribeKey'], consumers: [] })).toEqual([
      'KeyUsage: KEY_AGREEMENT (refused by AWS)',
    ]);
    expect(to(key({ spec: known('RSA_2048'), usage: known('GENERATE_VERIFY_MAC') }))).toEqual(['KeyUsage: SIGN_VERIFY (refused by AWS)']);
  });
  it('is the usage, where no spec is written', () => {
    expect(to(key({ usage: known('GENERATE_VERIFY_MAC') }))).toEqual(['KeySpec: HMAC_256 (refused by AWS)']);
    expect(to(key({ usage: known('SIGN_VERIFY') }), { actions: ['kms:Decrypt'], consumers: [] })).toEqual([
      'KeyUsage: absent (refused by AWS)',
    ]);
  });
  it('is a near name, where the written one does not exist', () => {
    expect(to(key({ spec: known('RSA_1024'), usage: known('ENCRYPT_DECRYPT') }))).toEqual(['KeySpec: RSA_2048 (refused by AWS)']);
    expect(to(key({ origin: known('EXTERNL') }))).toEqual(['Origin: EXTERNAL (refused by AWS)']);
  });
  it('gives way where rotation cannot be had: rotation is dropped, and that is possible in place', () => {
    expect(to(key({ spec: known('RSA_2048'), usage: known('SIGN_VERIFY'), rotation: known(true), rotationPeriod: known(90) }))).toEqual([
      'EnableKeyRotation: absent (in place)',
      'RotationPeriodInDays: absent (in place)',
    ]);
    expect(to(key({ rotationPeriod: known(90) }))).toEqual(['RotationPeriodInDays: absent (in place)']);
  });
  it('gives way to what all consumers need, which takes a new key', () => {
    const consumers_ = [need('AWS::SNS::Topic'), need('AWS::SQS::Queue')];
    expect(to(key({ spec: known('RSA_2048'), usage: known('ENCRYPT_DECRYPT') }), { actions: [], consumers: consumers_ })).toEqual([
      'KeySpec: absent (new key needed)',
      'KeyUsage: absent (new key needed)',
    ]);
    expect(to(key({ spec: known('RSA_2048'), usage: known('SIGN_VERIFY') }), { actions: ['kms:Sign'], consumers: consumers_ })).toEqual([]);
    expect(to(key(), { actions: [], consumers: [need('AWS::Route53::KeySigningKey')] })).toEqual([
      'KeySpec: ECC_NIST_P256 (new key needed)',
      'KeyUsage: SIGN_VERIFY (new key needed)',
    ]);
  });
  it('finds what stands for SM2 where SM2 does not exist', () => {
    expect(to(key({ spec: known('SM2'), usage: known('SIGN_VERIFY') }))).toEqual(['KeySpec: ECC_NIST_P256 (refused by AWS)']);
    expect(to(key({ spec: known('SM2') }))).toEqual(['KeySpec: RSA_2048 (refused by AWS)']);
  });
});
