/** Who may do what, as the access command shows it. */
import { describe, expect, it } from 'vitest';
import type { Fact, Json } from '../types.js';
import { accessOf, keyActionsOf } from './access.js';
import type { KeyFacts } from './scope.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';

const absent: Fact<never> = { is: 'absent' },
  key: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent };
const scope = scopeIn(),
  of = (...statements: readonly Json[]) => policyOf(document(...statements));

describe('accessOf', () => {
  it('lists each principal once with what it may do', () => {
    const { principals, foreignAccounts, services } = accessOf(
      of(
        allow(ROOT),
        allow(ADMIN, ['kms:Put*', 'kms:Enable*']),
        allow(FOREIGN, ['kms:Decrypt', 'kms:PutKeyPolicy']),
        allow({ Service: 's3.amazonaws.com' }, 'kms:GenerateDataKey*'),
        allow(ADMIN, 'kms:CreateGrant'),
      ),
      scope,
      key,
    );
    expect(
      principals.map(({ principal, kind, own, may, createGrant }) => [
        principal,
        kind,
        own,
        may.policy,
        may.administer,
        may.use,
        createGrant,
      ]),
    ).toEqual([
      [ROOT, 'account', 'yes', 'yes', 'yes', 'yes', 'yes'],
      [ADMIN, 'role', 'yes', 'yes', 'yes', 'no', 'yes'],
      [FOREIGN, 'account', 'no', 'no', 'no', 'yes', 'no'],
      ['s3.amazonaws.com', 'service', 'no', 'no', 'no', 'yes', 'no'],
    ]);
    expect([foreignAccounts, services]).toEqual([[{ account: OTHER, foreign: 'yes' }], ['s3.amazonaws.com']]);
  });
  it('leaves out what the key cannot do', () => {
    expect(accessOf(of(allow(ADMIN, ['kms:Sign', 'kms:Decrypt'])), scope, key).principals[0]?.actions).toEqual(['kms:Decrypt']);
  });
  it('names those that Allow statements name, where they stand first', () => {
    const { principals } = accessOf(
      of(
        deny(FOREIGN),
        without({ ...allow(FOREIGN), NotPrincipal: { AWS: FOREIGN } }, 'Principal'),
        allow([`arn:aws:iam::${OWN}:group/Devs`, ADMIN], 'kms:Decrypt'),
        allow(ADMIN, 'kms:Encrypt'),
      ),
      scope,
      key,
    );
    expect(principals.map(({ principal, at }) => [principal, at.pointer])).toEqual([
      [ADMIN, '/Resources/Key/Properties/KeyPolicy/Statement/2/Principal/AWS/1'],
    ]);
  });
  const mfa = when('Bool', 'aws:MultiFactorAuthPresent', 'true');
  it.each<[string, Json, readonly unknown[]]>([
    [
      'nobody knows whom',
      allow({ 'Fn::Transform': { Name: 'M' } }, 'kms:Decrypt'),
      ['(unknown)', 'unknown', 'unknown', [], ['kms:Decrypt']],
    ],
    [
      'a user of an account that a parameter names',
      allow({ 'Fn::Sub': 'arn:aws:iam::${Account}:user/ana' }, ['kms:Decrypt', 'kms:EnableKey']),
      ['arn:aws:iam::${Account}:user/ana', 'user', 'unknown', ['kms:Decrypt'], ['kms:EnableKey']],
    ],
    [
      'an id, which names no account',
      allow('AROAEXAMPLEID1234567A', ['kms:Decrypt', 'kms:EnableKey']),
      ['AROAEXAMPLEID1234567A', 'unknown', 'unknown', ['kms:Decrypt'], ['kms:EnableKey']],
    ],
    [
      'a session, if with MFA',
      allow(`arn:aws:sts::${OWN}:assumed-role/App/s`, 'kms:Decrypt', mfa),
      [`arn:aws:sts::${OWN}:assumed-role/App/s`, 'session', 'yes', [], ['kms:Decrypt']],
    ],
    ['a service', allow({ Service: 's3.amazonaws.com' }, 'kms:EnableKey'), ['s3.amazonaws.com', 'service', 'no', ['kms:EnableKey'], []]],
    [
      'everybody else',
      allow('*', 'kms:Decrypt', when('StringNotEquals', 'aws:PrincipalAccount', OWN)),
      ['*', 'everyone', 'unknown', ['kms:Decrypt'], []],
    ],
    [
      'an organisation, whose members get in',
      allow('*', 'kms:Decrypt', when('StringEquals', 'aws:PrincipalOrgID', 'o-abcd1234')),
      ['*', 'everyone', 'unknown', ['kms:Decrypt'], []],
    ],
  ])('says whose a principal is, what it may do and what perhaps: %s', (_who, statement, expected) => {
    const rows = accessOf(of(statement), scope, key).principals;
    expect(rows.map(({ principal, kind, own, actions, perhaps }) => [principal, kind, own, actions, perhaps])).toEqual([expected]);
  });
  it('what strangers may do, only everybody does', () => {
    const strangers = allow('*', 'kms:Decrypt', when('StringNotEquals', 'aws:PrincipalAccount', OWN));
    const { principals } = accessOf(of(allow(ADMIN, 'kms:Encrypt'), strangers), scope, key);
    expect(principals.map(({ actions }) => actions)).toEqual([['kms:Encrypt'], ['kms:Decrypt']]);
  });
  it.each<[string, string, Json, readonly unknown[]]>([
    ['the only one', 'ArnEquals', ADMIN, [ADMIN, 'role', 'yes', ['kms:Decrypt']]],
    ['one of every account', 'ArnLike', 'arn:aws:iam::*:role/Admin', [ADMIN, 'role', 'yes', ['kms:Decrypt']]],
    [
      'one of another account',
      'StringEquals',
      `arn:aws:iam::${OTHER}:user/ana`,
      [`arn:aws:iam::${OTHER}:user/ana`, 'user', 'no', ['kms:Decrypt']],
    ],
  ])('names whom a condition lets in: %s', (_who, operator, value, expected) => {
    const { principals } = accessOf(of(allow('*', 'kms:Decrypt', when(operator, 'aws:PrincipalArn', value))), scope, key);
    expect(principals.slice(1).map(({ principal, kind, own, actions }) => [principal, kind, own, actions])).toEqual([expected]);
  });
  it('names whom a condition perhaps lets in', () => {
    const both = { Condition: { ArnEquals: { 'aws:PrincipalArn': ADMIN }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    expect(accessOf(of(allow('*', 'kms:Decrypt', both)), scope, key).principals.map(({ perhaps }) => perhaps)).toEqual([
      [],
      ['kms:Decrypt'],
    ]);
  });
  it('does not name those whom a condition keeps out, or who may do nothing without IAM', () => {
    const out = allow('*', 'kms:Decrypt', when('ArnNotEquals', 'aws:PrincipalArn', ADMIN)),
      byIam = allow(ROOT, 'kms:Decrypt', when('ArnEquals', 'aws:PrincipalArn', ADMIN)),
      denied = deny('*', 'kms:Decrypt', when('ArnNotEquals', 'aws:PrincipalArn', ADMIN));
    expect([out, byIam].map((one) => accessOf(of(one, denied), scope, key).principals.map(({ principal }) => principal))).toEqual([
      ['*'],
      [ROOT],
    ]);
  });
  it('names the accounts that may be others', () => {
    const principals = [ROOT, FOREIGN, { 'Fn::Sub': 'arn:aws:iam::${Account}:root' }, '*'];
    expect(accessOf(of(allow(principals)), scope, key).foreignAccounts).toEqual([
      { account: OTHER, foreign: 'yes' },
      { account: '${Account}', foreign: 'unknown' },
    ]);
  });
  it('everybody does what anybody does', () => {
    const { principals } = accessOf(of(allow(ADMIN, 'kms:Decrypt'), allow('*', 'kms:Encrypt')), scope, key);
    expect(principals.map(({ actions }) => actions)).toEqual([['kms:Decrypt', 'kms:Encrypt'], ['kms:Encrypt']]);
  });
  it('says which groups of actions IAM policies of the account can give, in part and as a whole', () => {
    const { delegated } = accessOf(
      of(allow(ROOT, ['kms:PutKeyPolicy', 'kms:CreateGrant', 'kms:Get*', 'kms:List*', 'kms:Describe*']), allow(ROOT, 'kms:*Grant', mfa)),
      scope,
      key,
    );
    expect(delegated).toEqual({
      policy: { some: 'yes', all: 'yes' },
      administer: { some: 'no', all: 'no' },
      grant: { some: 'yes', all: 'unknown' },
      use: { some: 'no', all: 'no' },
      read: { some: 'yes', all: 'yes' },
    });
  });
  it('a policy that KMS refuses gives nothing', () => {
    const nothing = { some: 'no', all: 'no' };
    expect(accessOf(of({ ...allow(ROOT), Effect: 'allow' }), scope, key)).toEqual({
      principals: [],
      delegated: { policy: nothing, administer: nothing, grant: nothing, use: nothing, read: nothing },
      foreignAccounts: [],
      services: [],
    });
  });
});

describe('keyActionsOf', () => {
  it('expands patterns and leaves out what has no key', () => {
    expect(keyActionsOf('kms:ReEncrypt*')).toEqual(['kms:ReEncryptFrom', 'kms:ReEncryptTo']);
    expect(keyActionsOf('kms:ListK*')).toEqual(['kms:ListKeyPolicies', 'kms:ListKeyRotations']);
    expect(keyActionsOf('s3:*')).toEqual([]);
  });
});
