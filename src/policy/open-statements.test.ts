/** Which statements are open to principals of every account, each by itself, and what they give them. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../types/files.js';
import type { Fact } from '../types/values.js';
import { openStatements } from './open-statements.js';
import { keyPolicy } from './said.testing.js';
import type { KeyFacts } from './scope.js';
import { ADMIN, allow, deny, document, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';

const absent = { is: 'absent' } as const,
  known = (value: string): Fact<string> => ({ is: 'known', value, at: { file: '', pointer: '' } }),
  symmetric: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent },
  rsa: KeyFacts = { ...symmetric, spec: known('RSA_2048'), usage: known('SIGN_VERIFY') };
function open(policy: Json, key = symmetric): readonly string[] {
  return openStatements(keyPolicy(policyOf(policy), scopeIn(), key), key).map(
    ({ statement, open: answer, actions }) => `${statement.index + 1} ${answer}: ${actions.join(' ')}`,
  );
}
const fence = when('StringEquals', 'kms:CallerAccount', OWN),
  byParameter = when('StringEquals', 'kms:EncryptionContext:app', { Ref: 'Param' });

describe('a statement that is open to every account', () => {
  it.each<[string, readonly Json[], readonly string[]]>([
    ['by itself', [allow(ROOT), allow('*', 'kms:Decrypt')], ['2 yes: kms:Decrypt']],
    ['each of several', [allow('*', 'kms:Decrypt'), allow('*', 'kms:Encrypt')], ['1 yes: kms:Decrypt', '2 yes: kms:Encrypt']],
    ['and not the one beside it that is fenced', [allow('*', 'kms:Decrypt'), allow('*', 'kms:Encrypt', fence)], ['1 yes: kms:Decrypt']],
    ['perhaps', [allow('*', 'kms:Decrypt', byParameter)], ['1 unknown: kms:Decrypt']],
    [
      'one perhaps, the other for certain',
      [allow('*', 'kms:Encrypt', byParameter), allow('*', 'kms:Decrypt')],
      ['1 unknown: kms:Encrypt', '2 yes: kms:Decrypt'],
    ],
    ['what a Deny leaves of it', [allow('*', ['kms:Decrypt', 'kms:Encrypt']), deny('*', 'kms:Encrypt')], ['1 yes: kms:Decrypt']],
    ['what works from another account', [allow('*', ['kms:PutKeyPolicy', 'kms:Decrypt'])], ['1 yes: kms:Decrypt']],
    ['what works on the key', [allow('*', ['kms:Sign', 'kms:Decrypt'])], ['1 yes: kms:Decrypt']],
    [
      'beside NotPrincipal, which is a fault of its own',
      [allow('*', 'kms:Decrypt'), without({ ...allow('*', 'kms:Encrypt'), NotPrincipal: { AWS: ADMIN } }, 'Principal')],
      ['1 yes: kms:Decrypt'],
    ],
  ])('%s', (_how, statements, expected) => {
    expect(open(document(...statements))).toEqual(expected);
  });
  it.each<[string, readonly Json[]]>([
    ['all are fenced', [allow('*', 'kms:Decrypt', fence), allow('*', 'kms:Encrypt', fence)]],
    ['a Deny keeps all out', [allow('*', 'kms:Decrypt'), deny('*', 'kms:*')]],
    ['nobody is everybody', [allow(ROOT), allow(ADMIN)]],
    ['everybody is denied only', [allow(ROOT), deny('*', 'kms:Decrypt')]],
    ['NotPrincipal lets them in', [without({ ...allow('*', 'kms:Decrypt'), NotPrincipal: { AWS: ADMIN } }, 'Principal')]],
  ])('none where %s', (_why, statements) => {
    expect(open(document(...statements))).toEqual([]);
  });
  it('one that is the whole policy, without a list around it', () => {
    expect(open({ Version: '2012-10-17', Statement: allow('*', 'kms:Decrypt') })).toEqual(['1 yes: kms:Decrypt']);
  });
  it('gives what matters most first, and what the kind of key can do', () => {
    expect(open(document(allow('*', ['kms:DescribeKey', 'kms:CreateGrant', 'kms:Decrypt'])))).toEqual([
      '1 yes: kms:Decrypt kms:CreateGrant kms:DescribeKey',
    ]);
    expect(open(document(allow('*', ['kms:Sign', 'kms:Decrypt'])), rsa)).toEqual(['1 yes: kms:Sign']);
  });
});
