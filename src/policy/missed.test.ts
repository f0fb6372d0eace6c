/** Statements that seem to let somebody in: which element is in the way. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../types/files.js';
import { allowsPrincipal, delegates } from './said.testing.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, policyOf, ROOT, scopeIn, when, without } from './testing.js';
import { judge } from './said.testing.js';

const account = "the account's IAM policies";
const elsewhere = { Resource: 'arn:aws:kms:us-east-1:111122223333:alias/a' };

describe('where nothing lets, what seems to', () => {
  const byIam = (...statements: readonly Json[]): readonly string[] =>
    delegates(policyOf(document(...statements)), scopeIn(), 'kms:Decrypt').because.map(({ text }) => text);
  it.each<[string, Json, string]>([
    [
      'another resource',
      allow(ROOT, 'kms:*', elsewhere),
      `would let ${account} decide about kms:Decrypt, but its Resource is not this key`,
    ],
    ['no resource', without(allow(ROOT), 'Resource'), `would let ${account} decide about kms:Decrypt, but it has no Resource`],
    ['no action', without(allow(ROOT), 'Action'), `would let ${account} decide about kms:Decrypt, but it has no Action`],
    ['another account', allow(FOREIGN), `allows kms:Decrypt to another account, ${OTHER}`],
    [
      'a condition',
      allow(ROOT, 'kms:*', { Condition: { ArnEquals: { 'aws:PrincipalArn': ADMIN }, Bool: { 'aws:SecureTransport': 'true' } } }),
      `would let ${account} decide about kms:Decrypt, but its condition on aws:PrincipalArn does not hold for such a request`,
    ],
    [
      'two conditions',
      allow(ROOT, 'kms:*', { Condition: { StringEquals: { 'aws:PrincipalArn': ADMIN, 'aws:PrincipalAccount': OTHER } } }),
      `would let ${account} decide about kms:Decrypt, but its condition on aws:PrincipalArn and aws:PrincipalAccount does not hold for such a request`,
    ],
    [
      'another resource, for all but another account',
      without({ ...allow('*', 'kms:*', elsewhere), NotPrincipal: { AWS: FOREIGN } }, 'Principal'),
      `would let ${account} decide about kms:Decrypt, but its Resource is not this key`,
    ],
  ])('%s', (_case, statement, expected) => {
    expect(byIam(deny('*', 'kms:Encrypt'), statement)).toEqual([`statement 2 ${expected}`]);
  });
  it.each<[string, Json]>([
    ['of another action', allow(ROOT, 'kms:Encrypt', elsewhere)],
    ['of somebody else', allow(ADMIN)],
    ['of somebody else, on another resource', allow(ADMIN, 'kms:*', elsewhere)],
    ['of a role of another account', allow(`arn:aws:iam::${OTHER}:role/x`)],
    ['of another account beside a role', allow([FOREIGN, ADMIN])],
    ['a Deny', deny(ROOT, 'kms:*', elsewhere)],
  ])('is told, but not what is no way: %s', (_case, statement) => {
    expect(byIam(statement)).toEqual([`no statement lets ${account} decide about kms:Decrypt`]);
  });
  it('names three at most', () => {
    expect(byIam(...Array.from({ length: 5 }, () => allow(ROOT, 'kms:*', elsewhere)))).toHaveLength(3);
  });
  it.each<[string, Json]>([
    ['a statement of another account', allow(FOREIGN)],
    ['a statement of the account, which leaves it to IAM policies', allow(ROOT, 'kms:*', elsewhere)],
  ])('of one who is named, not %s', (_what, statement) => {
    const { because } = allowsPrincipal(policyOf(document(statement)), scopeIn(), [ADMIN], 'kms:Decrypt');
    expect(because.map(({ text }) => text)).toEqual([`no statement allows kms:Decrypt to ${ADMIN}`]);
  });
  it('of one who is named', () => {
    const { because } = allowsPrincipal(policyOf(document(allow([FOREIGN, ADMIN], 'kms:*', elsewhere))), scopeIn(), [ADMIN], 'kms:Decrypt');
    expect(because.map(({ text }) => text)).toEqual([`statement 1 would allow kms:Decrypt to ${ADMIN}, but its Resource is not this key`]);
  });
});

describe('another account that gets nothing', () => {
  const of = (...statements: readonly Json[]): readonly string[] =>
    judge(policyOf(document(...statements)), scopeIn()).crossAccount.because.map(({ text }) => text);
  const named = `names the account ${OTHER}, but`;
  it.each<[string, readonly Json[], string]>([
    ['its actions', [allow(FOREIGN, 'kms:PutKeyPolicy')], `${named} none of its actions works from another account`],
    ['no action', [without(allow(FOREIGN), 'Action')], `${named} it has no Action`],
    ['its resource', [allow(FOREIGN, 'kms:*', elsewhere)], `${named} its Resource is not this key`],
    [
      'its condition',
      [allow(FOREIGN, 'kms:*', when('StringEquals', 'aws:SourceAccount', OTHER))],
      `${named} its condition on aws:SourceAccount does not hold for such a request`,
    ],
    ['a Deny', [allow(FOREIGN), deny('*', 'kms:*')], `${named} statement 2 keeps it out`],
    [
      'its condition or a Deny',
      [allow(FOREIGN, 'kms:*', when('Bool', 'aws:MultiFactorAuthPresent', 'true')), deny(OTHER, 'kms:*'), deny(ADMIN)],
      `${named} its condition or statement 2 keeps it out`,
    ],
    [
      'a Deny of the action, not of another',
      [allow(FOREIGN, 'kms:Decrypt'), deny(OTHER, 'kms:Encrypt'), deny(OTHER, 'kms:Decrypt')],
      `${named} statement 3 keeps it out`,
    ],
  ])('says why: %s', (_case, statements, expected) => {
    expect(of(...statements)).toEqual(['no statement lets a principal of another account in', `statement 1 ${expected}`]);
  });
  it('names only the statements about it', () => {
    const none = 'none of its actions works from another account',
      third = '777788889999',
      param = { 'Fn::Sub': 'arn:aws:iam::${Account}:root' },
      others = without({ ...allow('*', 'kms:PutKeyPolicy'), NotPrincipal: { AWS: third } }, 'Principal');
    expect(of(allow(third, 'kms:PutKeyPolicy'), allow(FOREIGN, 'kms:PutKeyPolicy'))).toEqual([
      'no statement lets a principal of another account in',
      `statement 1 names the account ${third}, but ${none}`,
      `statement 2 ${named} ${none}`,
    ]);
    expect(of(others, allow(FOREIGN, 'kms:PutKeyPolicy'))).toContain(`statement 2 ${named} ${none}`);
    expect(of(others, allow(FOREIGN, 'kms:PutKeyPolicy'))).not.toContain(`statement 1 ${named} ${none}`);
    expect(of(allow(ROOT, 'kms:PutKeyPolicy'), allow(param, 'kms:PutKeyPolicy'))).toEqual([
      'no statement lets a principal of another account in',
      `statement 2 names the account \${Account}, but ${none}`,
    ]);
  });
});
