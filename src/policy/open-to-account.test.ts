/** Which statements let every principal of the own account in, whatever its IAM policies say. */
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../types/files.js';
import { openToAccount } from './open-to-account.js';
import { keyPolicy } from './said.testing.js';
import { ADMIN, allow, deny, document, env, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';

const open = (...statements: readonly Json[]): readonly string[] =>
  openToAccount(keyPolicy(policyOf(document(...statements)), scopeIn()), env).map(
    ({ statement, answer }) => `${statement.index + 1}: ${answer}`,
  );
const fenced = (key: string, value: Json, more: JsonObject = {}, operator = 'StringEquals'): Json =>
  allow('*', 'kms:Decrypt', { ...when(operator, key, value), ...more });

describe('open to every principal of the account', () => {
  it.each<[string, readonly Json[], readonly string[]]>([
    ['by the account of the caller', [allow(ROOT), fenced('kms:CallerAccount', OWN)], ['2: yes']],
    ['by the account of the principal', [fenced('aws:PrincipalAccount', OWN)], ['1: yes']],
    ['by its organisation, which it is taken to be in', [fenced('aws:PrincipalOrgID', ['o-mine', 'o-other'])], ['1: yes']],
    ['by a part of it', [fenced('aws:PrincipalOrgPaths', 'o-mine/r-1/*', {}, 'ForAnyValue:StringLike')], ['1: yes']],
    [
      'by both',
      [allow('*', 'kms:*', { Condition: { StringEquals: { 'kms:CallerAccount': OWN, 'aws:PrincipalOrgID': 'o-mine' } } })],
      ['1: yes'],
    ],
    ['perhaps, if a parameter holds the account', [fenced('kms:CallerAccount', { Ref: 'Account' })], ['1: unknown']],
    [
      'perhaps, if it is outside of an organisation',
      [
        allow('*', 'kms:*', {
          Condition: { StringEquals: { 'kms:CallerAccount': OWN }, StringNotEquals: { 'aws:PrincipalOrgID': 'o-other' } },
        }),
      ],
      ['1: unknown'],
    ],
    ['each such statement', [fenced('kms:CallerAccount', OWN), allow(ROOT), fenced('aws:PrincipalOrgID', 'o-mine')], ['1: yes', '3: yes']],
  ])('%s', (_how, statements, expected) => {
    expect(open(...statements)).toEqual(expected);
  });
  it.each<[string, readonly Json[]]>([
    ['another account', [fenced('kms:CallerAccount', OTHER)]],
    ['the account by its IAM policies', [allow(ROOT, 'kms:Decrypt', when('StringEquals', 'kms:CallerAccount', OWN))]],
    ['one role', [allow(ADMIN, 'kms:Decrypt', when('StringEquals', 'kms:CallerAccount', OWN))]],
    [
      'whoever has something besides',
      [allow('*', 'kms:*', { Condition: { StringEquals: { 'kms:CallerAccount': OWN, 'kms:ViaService': 'x' } } })],
    ],
    ['everybody, which is worse', [allow('*', 'kms:Decrypt'), fenced('kms:CallerAccount', OWN)]],
    ['everybody without a fence', [allow('*', 'kms:Decrypt'), deny('*', 'kms:*')]],
    ['for nothing that a key policy decides', [allow('*', 'kms:ListKeys', when('StringEquals', 'kms:CallerAccount', OWN))]],
    [
      'whom another statement denies',
      [fenced('kms:CallerAccount', OWN), deny('*', 'kms:*', when('StringEquals', 'aws:PrincipalAccount', OWN))],
    ],
    ['by a Deny', [deny('*', 'kms:Decrypt', when('StringEquals', 'kms:CallerAccount', OWN))]],
    [
      'by NotPrincipal, a fault of its own',
      [without({ ...allow('*', 'kms:Decrypt', when('StringEquals', 'kms:CallerAccount', OWN)), NotPrincipal: { AWS: '*' } }, 'Principal')],
    ],
    ['by what may not be there', [{ 'Fn::If': ['C', fenced('kms:CallerAccount', OWN), { Ref: 'Param' }] }]],
  ])('not: %s', (_whom, statements) => {
    expect(open(...statements)).toEqual([]);
  });
});
