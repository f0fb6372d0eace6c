/** The table of KMS actions, and how Action elements expand. */
import { describe, expect, it } from 'vitest';
import { ACTIONS, KEY_ACTIONS, actionNamed, actionsMatching, carries, keyActionsOf, meantAction } from './actions.js';

const ids = (pattern: string): readonly string[] => actionsMatching(pattern).map(({ id }) => id.slice(4));

describe('actionsMatching', () => {
  it.each([
    ['kms:ReEncrypt*', ['ReEncryptFrom', 'ReEncryptTo']],
    ['KMS:reencrypt*', ['ReEncryptFrom', 'ReEncryptTo']],
    ['kms:ReEncrypt', []],
    [
      'kms:GenerateDataKey*',
      ['GenerateDataKey', 'GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext', 'GenerateDataKeyWithoutPlaintext'],
    ],
    ['kms:Describe*', ['DescribeCustomKeyStores', 'DescribeKey']],
    ['kms:Put?eyPolicy', ['PutKeyPolicy']],
    ['*:Encrypt', ['Encrypt']],
    ['kms:E*t', ['Encrypt']],
    ['s3:*', []],
    ['kms.Encrypt', []],
    ['kms:Decrypt', ['Decrypt']],
  ])('%s', (pattern, expected) => {
    expect(ids(pattern)).toEqual(expected);
  });
  it('takes * and kms:* for all', () => {
    expect([actionsMatching('*').length, actionsMatching('kms:*').length, actionsMatching('k*').length]).toEqual([
      ACTIONS.length,
      ACTIONS.length,
      ACTIONS.length,
    ]);
  });
});

describe('the table', () => {
  it('is in the order of the names, each once: prefixes are looked up by halving', () => {
    const names = ACTIONS.map(({ id }) => id.toLowerCase());
    expect(names).toEqual([...new Set(names)].sort());
  });
  it('lets grants give only what works from another account', () => {
    expect(KEY_ACTIONS.filter(({ grantable, crossAccount }) => grantable && crossAccount !== 'yes')).toEqual([]);
  });
  it('knows which requests carry a condition key', () => {
    const decrypt = actionNamed('KMS:decrypt'),
      put = actionNamed('kms:PutKeyPolicy');
    if (!decrypt || !put) throw new Error('missing');
    expect(
      ['kms:encryptioncontext:a', 'kms:calleraccount', 'kms:viaservice', 'kms:grantoperations', 'aws:sourceip', 'kms:newkey'].map((key) => [
        carries(decrypt, key),
        carries(put, key),
      ]),
    ).toEqual([
      ['unknown', 'no'],
      ['yes', 'yes'],
      ['unknown', 'unknown'],
      ['no', 'no'],
      ['unknown', 'unknown'],
      // No other key is one of KMS.
      ['no', 'no'],
    ]);
  });
});

describe('keyActionsOf', () => {
  it('expands patterns and leaves out what has no key', () => {
    expect(keyActionsOf('kms:ReEncrypt*')).toEqual(['kms:ReEncryptFrom', 'kms:ReEncryptTo']);
    expect(keyActionsOf('kms:ListK*')).toEqual(['kms:ListKeyPolicies', 'kms:ListKeyRotations']);
    expect(keyActionsOf('s3:*')).toEqual([]);
  });
});

describe('the action that a wrong name means', () => {
  it.each([
    ['kms:ReEncrypt', 'kms:ReEncrypt*'],
    ['kms:Decryption', 'kms:Decrypt'],
    ['kms:GenerateDatakeys*', 'kms:GenerateDataKey*'],
    ['kms=Decrypt', 'kms:Decrypt'],
    ['kms:Frobnicate', undefined],
    ['kms:Decrypt', undefined],
  ])('%s: %s', (written, meant) => {
    expect(meantAction(written)).toBe(meant);
  });
});
