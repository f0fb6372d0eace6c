/** Which actions work on which kind of key (https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-compare.html). */
import { describe, expect, it } from 'vitest';
import { actionNamed } from '../reference/actions.js';
import type { Answer, Fact } from '../types/values.js';
import { effectiveActions, keyValues, worksOn } from './live.js';
import type { KeyFacts } from './scope.js';

const at = { file: '', pointer: '' },
  absent: Fact<never> = { is: 'absent' },
  open: Fact<never> = { is: 'unknown', at, why: { of: 'properties' } };
const is = <T>(value: T): Fact<T> => ({ is: 'known', value, at });
const plain: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent },
  nothing: KeyFacts = { spec: open, usage: open, origin: open, multiRegion: open };
const of = (spec: string, usage: string): KeyFacts => ({ ...plain, spec: is(spec), usage: is(usage) });
const KEYS = {
  'a plain key': plain,
  RSA: of('RSA_2048', 'SIGN_VERIFY'),
  HMAC: of('HMAC_256', 'GENERATE_VERIFY_MAC'),
  imported: { ...plain, origin: is('EXTERNAL') },
  'multi-Region': { ...plain, multiRegion: is(true) },
  'a key of which nothing is known': nothing,
};
const LETTERS: Readonly<Record<Answer, string>> = { yes: 'y', no: 'n', unknown: '?' };

describe(`an action on ${Object.keys(KEYS).join(', ')}`, () => {
  it.each([
    ['kms:DescribeKey', 'yyyyyy'],
    ['kms:Decrypt', 'ynnyy?'],
    ['kms:Sign', 'nynnn?'],
    ['kms:GenerateMac', 'nnynn?'],
    ['kms:GenerateDataKey', 'ynnyy?'],
    ['kms:GetPublicKey', 'nynnn?'],
    ['kms:ImportKeyMaterial', 'nnnyn?'],
    ['kms:EnableKeyRotation', 'ynnny?'],
    ['kms:RotateKeyOnDemand', 'ynnyy?'],
    ['kms:ReplicateKey', 'nnnny?'],
  ])('%s: %s', (id, expected) => {
    const action = actionNamed(id);
    expect(
      action &&
        Object.values(KEYS)
          .map((key) => LETTERS[worksOn(action, key)])
          .join(''),
    ).toBe(expected);
  });
  it('is dead by one thing that is known, whatever the rest may be', () => {
    const rotate = actionNamed('kms:EnableKeyRotation');
    expect(rotate && worksOn(rotate, { ...nothing, origin: is('AWS_CLOUDHSM') })).toBe('no');
    expect(rotate && worksOn(rotate, { ...nothing, spec: is('SYMMETRIC_DEFAULT') })).toBe('unknown');
    const publicKey = actionNamed('kms:GetPublicKey');
    expect(publicKey && worksOn(publicKey, { ...nothing, spec: is('HMAC_512') })).toBe('no');
    expect(publicKey && worksOn(publicKey, { ...nothing, spec: is('ECC_NIST_P256') })).toBe('yes');
  });
});

it('all actions that a key policy decides about may work on a key of which nothing is known', () => {
  const all = effectiveActions(undefined).map(({ id }) => id);
  expect(effectiveActions(nothing).map(({ id }) => id)).toEqual(all);
  expect(all).toEqual(expect.arrayContaining(['kms:Sign', 'kms:GenerateMac', 'kms:Decrypt']));
  expect(effectiveActions(plain).map(({ id }) => id)).toEqual(expect.not.arrayContaining(['kms:Sign']));
});

describe('keyValues', () => {
  it('are what CloudFormation takes where a property is left out, and nothing where it is not known', () => {
    expect(keyValues(plain)).toEqual({ spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', origin: 'AWS_KMS', multiRegion: false });
    expect(keyValues(nothing)).toEqual({ spec: undefined, usage: undefined, origin: undefined, multiRegion: undefined });
  });
});
