/** What a key policy does not leave to the account's IAM policies: which actions, in which order, and what is to blame. */
import { statementName as nameOf } from '../words/statement.js';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../types/values.js';
import type { Json } from '../types/files.js';
import type { KeyFacts } from './scope.js';
import { ADMIN, allow, deny, document, policyOf, ROOT, scopeIn, when, without } from './testing.js';
import { notDelegated } from './said.testing.js';

const absent: Fact<never> = { is: 'absent' },
  unknown: Fact<never> = { is: 'unknown', at: { file: 'T.template.json', pointer: '' }, why: { of: 'properties' } },
  plain: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent };
const known = (value: string): Fact<string> => ({ is: 'known', value, at: { file: 'T.template.json', pointer: '' } });
const keyFor = (spec: string, usage: string): KeyFacts => ({ ...plain, spec: known(spec), usage: known(usage) });
const mfa = when('Bool', 'aws:MultiFactorAuthPresent', 'true'),
  elsewhere = { Resource: 'arn:aws:kms:us-east-1:111122223333:alias/a' },
  account = "the account's IAM policies";

function of(key: KeyFacts, ...statements: readonly Json[]) {
  const { denies, because, ...found } = notDelegated(policyOf(document(...statements)), scopeIn(), key);
  return { ...found, denies: denies.map(nameOf), because: because.map(({ text }) => text) };
}
const actionsOf = (key: KeyFacts, ...statements: readonly Json[]): string =>
  of(key, ...statements)
    .actions.map((id) => id.replace('kms:', ''))
    .join(' ');

describe('what comes first', () => {
  it('all that a plain key can do: its use, grants, reading, administration, the policy', () => {
    expect(actionsOf(plain, allow(ADMIN)).split(' ')).toEqual([
      ...['Decrypt', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo', 'CreateGrant', 'DescribeKey'],
      ...['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext', 'GenerateDataKeyWithoutPlaintext', 'RevokeGrant'],
      ...['GetKeyLastUsage', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListGrants', 'ListKeyPolicies', 'ListKeyRotations'],
      ...['ListResourceTags', 'CancelKeyDeletion', 'CreateAlias', 'DeleteAlias', 'DisableKey', 'DisableKeyRotation', 'EnableKey'],
      ...['EnableKeyRotation', 'RotateKeyOnDemand', 'ScheduleKeyDeletion', 'TagResource', 'UntagResource', 'UpdateAlias'],
      ...['UpdateKeyDescription', 'PutKeyPolicy'],
    ]);
  });
  it.each<[string, KeyFacts, RegExp]>([
    ['signs', keyFor('RSA_2048', 'SIGN_VERIFY'), /^Sign Verify CreateGrant DescribeKey RevokeGrant .*GetPublicKey /],
    ['makes MACs', keyFor('HMAC_256', 'GENERATE_VERIFY_MAC'), /^GenerateMac VerifyMac CreateGrant DescribeKey RevokeGrant /],
    ['agrees on secrets', keyFor('ECC_NIST_P256', 'KEY_AGREEMENT'), /^DeriveSharedSecret CreateGrant DescribeKey RevokeGrant /],
    ['encapsulates', keyFor('ML_KEM_768', 'ENCAPSULATE_DECAPSULATE'), /^CreateGrant DescribeKey Decapsulate Encapsulate RevokeGrant /],
  ])('of a key that %s', (_what, key, expected) => {
    expect(actionsOf(key, allow(ADMIN))).toMatch(expected);
  });
});

describe('what is lost', () => {
  const rest = without(allow(ROOT, 'kms:*', { NotAction: ['kms:Decrypt', 'kms:PutKeyPolicy'] }), 'Action');
  it('nothing, where the policy leaves all to IAM', () => {
    expect(of(plain, allow(ROOT))).toEqual({ actions: [], certain: false, unallowed: false, denies: [], because: [] });
  });
  it('only what no statement lets', () => {
    expect(of(plain, rest)).toEqual({
      actions: ['kms:Decrypt', 'kms:PutKeyPolicy'],
      certain: true,
      unallowed: true,
      denies: [],
      because: [`no statement lets ${account} decide about kms:Decrypt`],
    });
  });
  it('for certain comes before perhaps', () => {
    expect(of(plain, rest, allow(ROOT, 'kms:PutKeyPolicy', mfa)).actions).toEqual(['kms:Decrypt']);
  });
  it('perhaps, where nothing is for certain; not what the key cannot do', () => {
    const { actions, ...found } = of(plain, rest, allow(ROOT, ['kms:Decrypt', 'kms:PutKeyPolicy'], mfa));
    expect(actions).toEqual(['kms:Decrypt', 'kms:PutKeyPolicy']);
    expect(found).toEqual({
      certain: false,
      unallowed: true,
      denies: [],
      because: ['statement 2 may allow kms:Decrypt: its condition on aws:MultiFactorAuthPresent depends on the request'],
    });
    expect(actionsOf(plain, allow(ROOT, 'kms:*', mfa))).not.toMatch(/Sign|Mac|ReplicateKey/);
  });
  it('perhaps, where nobody knows whether the key can do it', () => {
    const { actions, certain } = of({ ...plain, usage: unknown }, rest, allow(ROOT, 'kms:PutKeyPolicy'));
    expect([actions, certain]).toEqual([['kms:Decrypt'], false]);
  });
  it('nothing of a policy that KMS refuses is a reason', () => {
    expect(of(plain, { ...allow(ROOT, 'kms:*', elsewhere), Effect: 'allow' }, allow(ROOT, 'kms:*', elsewhere)).because).toEqual([
      `no statement lets ${account} decide about kms:Decrypt`,
    ]);
  });
});

describe('what is to blame', () => {
  const lets = (action: string): string => `statement 1 lets ${account} decide about ${action}`,
    denies = (n: number, action: string): string => `statement ${n} denies ${action} to the account's principals`;
  it('a Deny that is certain, told once where two deny one action', () => {
    const found = of(plain, allow(ROOT), deny('*', 'kms:Decrypt'), deny('*', 'kms:De*', mfa), deny(ROOT, 'kms:Decrypt'));
    expect(found).toEqual({
      actions: ['kms:Decrypt'],
      certain: true,
      unallowed: false,
      denies: ['statement 2', 'statement 4'],
      because: [lets('kms:Decrypt'), denies(2, 'kms:Decrypt'), denies(4, 'kms:Decrypt')],
    });
  });
  it('each Deny, by the first action that it takes away', () => {
    const found = of(plain, allow(ROOT), deny('*', ['kms:PutKeyPolicy', 'kms:EnableKey']), deny('*', 'kms:Encrypt'));
    expect(found).toEqual({
      actions: ['kms:Encrypt', 'kms:EnableKey', 'kms:PutKeyPolicy'],
      certain: true,
      unallowed: false,
      denies: ['statement 3', 'statement 2'],
      because: [lets('kms:Encrypt'), denies(3, 'kms:Encrypt'), lets('kms:EnableKey'), denies(2, 'kms:EnableKey')],
    });
  });
  it('a Deny that may be, where nothing is certain', () => {
    const found = of(plain, allow(ROOT), deny('*', 'kms:Decrypt', mfa));
    expect([found.actions, found.certain, found.unallowed, found.denies]).toEqual([['kms:Decrypt'], false, false, ['statement 2']]);
    expect(found.because[1]).toMatch(/^statement 2 may deny kms:Decrypt/);
  });
  it('no Deny where nothing is allowed anyhow', () => {
    const found = of(plain, allow(ADMIN), deny('*'));
    expect([found.unallowed, found.denies]).toEqual([true, []]);
  });
  it('both, where one action is not allowed and another is denied', () => {
    const found = of(plain, allow(ROOT, ['kms:De*', 'kms:En*']), deny('*', 'kms:Decrypt'));
    expect([found.unallowed, found.denies]).toEqual([true, ['statement 2']]);
    expect(found.because).toEqual([
      `no statement lets ${account} decide about kms:GenerateDataKey`,
      lets('kms:Decrypt'),
      denies(2, 'kms:Decrypt'),
    ]);
  });
});
