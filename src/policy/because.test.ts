/** The sentences that say why: what `kms-lint access` and findings show. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../types.js';
import { allowsPrincipal, delegates } from './access.js';
import { ADMIN, allow, deny, document, FOREIGN, policyOf, ROOT, scopeIn, when } from './testing.js';

const why = (policy: Json | undefined): readonly string[] =>
  delegates(policyOf(policy), scopeIn(), 'kms:Decrypt').because.map(({ text }) => text);
const root = allow(ROOT),
  account = "the account's IAM policies",
  mfa = when('Bool', 'aws:MultiFactorAuthPresent', 'true');

describe('yes', () => {
  it.each<[string, Json | undefined, string]>([
    ['names the statement', document(root), `statement 1 lets ${account} decide about kms:Decrypt`],
    ['names it by its Sid too', document({ ...root, Sid: 'Root' }), `statement 1 ("Root") lets ${account} decide about kms:Decrypt`],
    ['an empty Sid is no name', document({ ...root, Sid: '' }), `statement 1 lets ${account} decide about kms:Decrypt`],
    ['without a policy, names the default', undefined, `KMS's default policy lets ${account} decide about kms:Decrypt`],
    ['one reason is enough', document(allow(ADMIN), root, root), `statement 2 lets ${account} decide about kms:Decrypt`],
    ['a reason that is certain', document(allow(ROOT, 'kms:*', mfa), root), `statement 2 lets ${account} decide about kms:Decrypt`],
  ])('%s', (_case, policy, expected) => {
    expect(why(policy)).toEqual([expected]);
  });
  it('says allows of somebody who is named', () => {
    const { because } = allowsPrincipal(policyOf(document(root, allow(ADMIN))), scopeIn(), [ADMIN], 'kms:Decrypt');
    expect(because.map(({ text }) => text)).toEqual([`statement 2 allows kms:Decrypt to ${ADMIN}`]);
  });
});

describe('no', () => {
  it.each<[string, Json, readonly string[]]>([
    ['where nothing lets', document(allow(FOREIGN)), [`no statement lets ${account} decide about kms:Decrypt`]],
    ['a Deny alone is no reason', document(deny('*')), [`no statement lets ${account} decide about kms:Decrypt`]],
    [
      'names each Deny that is certain, and what would let',
      document(root, root, deny('*'), deny('*', 'kms:*', mfa), deny('*', 'kms:De*')),
      [`statement 1 lets ${account} decide about kms:Decrypt`, 'statement 3 denies kms:Decrypt', 'statement 5 denies kms:Decrypt'],
    ],
  ])('%s', (_case, policy, expected) => {
    expect(why(policy)).toEqual(expected);
  });
  it('says allows of somebody who is named', () => {
    const { because } = allowsPrincipal(policyOf(document(root)), scopeIn(), [ADMIN], 'kms:Decrypt');
    expect(because).toEqual([{ at: policyOf(document(root)).at, text: `no statement allows kms:Decrypt to ${ADMIN}` }]);
  });
});

describe('unknown', () => {
  const known = 'is known to the deployment only';
  it.each<[string, Json, readonly string[]]>([
    [
      'names each statement that may allow, and each that may deny',
      document({ ...root, Resource: { Ref: 'Param' } }, allow({ Ref: 'Param' }), deny('*', { Ref: 'Param' })),
      [
        `statement 1 may allow kms:Decrypt: its resource ${known}`,
        `statement 2 may allow kms:Decrypt: its principal ${known}`,
        `statement 3 may deny kms:Decrypt: its action ${known}`,
      ],
    ],
    [
      'one that surely allows is enough: what may deny is the question',
      document(root, root, allow(ROOT, 'kms:*', mfa), deny('*', 'kms:*', mfa)),
      [
        `statement 1 lets ${account} decide about kms:Decrypt`,
        'statement 4 may deny kms:Decrypt: its condition on aws:MultiFactorAuthPresent depends on the request',
      ],
    ],
    [
      'names the condition keys, each once',
      document(
        allow(ROOT, 'kms:*', {
          Condition: {
            Bool: { 'aws:MultiFactorAuthPresent': 'true' },
            NumericLessThan: { 'aws:MultiFactorAuthAge': 60 },
            Null: { 'aws:MultiFactorAuthPresent': 'false' },
          },
        }),
      ),
      ['statement 1 may allow kms:Decrypt: its condition on aws:MultiFactorAuthPresent and aws:MultiFactorAuthAge depends on the request'],
    ],
    [
      'an Effect that is not known may do both',
      document(root, { ...root, Effect: { Ref: 'Param' } }),
      [`statement 1 lets ${account} decide about kms:Decrypt`, `statement 2 may deny kms:Decrypt: its effect ${known}`],
    ],
    [
      'a statement that nobody can read',
      document({ Ref: 'Param' }),
      ['statement 1 may allow kms:Decrypt: it is ${Param}', 'statement 1 may deny kms:Decrypt: it is ${Param}'],
    ],
  ])('%s', (_case, policy, expected) => {
    expect(why(policy)).toEqual(expected);
  });
});
