/** The foreign accounts of the access table, which agree with the verdicts. */
import { describe, expect, it } from 'vitest';
import { printText } from '../../core/text.js';
import type { Fact } from '../../types/values.js';
import type { Json } from '../../types/files.js';
import type { KeyFacts } from '../scope.js';
import { accessOf } from '../said.testing.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when } from '../testing.js';
import { judge } from '../said.testing.js';

const absent: Fact<never> = { is: 'absent' },
  key: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent },
  scope = scopeIn();
const account = (id: string, foreign: string, more: object = {}): object => ({
  account: id,
  foreign,
  organizations: [],
  conditions: [],
  ...more,
});
const org = when('StringEquals', 'aws:PrincipalOrgID', ['o-abcd1234', 'o-efgh5678']);

describe('foreign accounts', () => {
  it.each<[string, readonly Json[], readonly object[]]>([
    ['none, where only the own account is let in', [allow(ROOT), allow(ADMIN)], []],
    [
      'those that the policy names, each once',
      [allow([ROOT, FOREIGN, OTHER, `arn:aws:iam::${OTHER}:role/x`, { 'Fn::Sub': 'arn:aws:iam::${Account}:root' }])],
      [account(OTHER, 'yes'), account('${Account}', 'unknown')],
    ],
    [
      'those that a condition names',
      [allow('*', 'kms:Decrypt', when('StringEquals', 'kms:CallerAccount', OTHER))],
      [account(OTHER, 'yes')],
    ],
    [
      'none whose statement is dead',
      [allow(FOREIGN, 'kms:PutKeyPolicy'), { ...allow(FOREIGN), Resource: 'arn:aws:kms:us-east-1:111122223333:alias/a' }],
      [],
    ],
    ['none that a Deny keeps out', [allow(FOREIGN), deny(FOREIGN)], []],
    [
      'a parameter may be a principal of another, or everyone',
      [allow({ Ref: 'Param' }, 'kms:Decrypt')],
      [account('*', 'unknown'), account('${Param}', 'unknown')],
    ],
    [
      'any account, and those that the policy names besides',
      [allow('*', 'kms:Decrypt'), allow(FOREIGN, 'kms:Encrypt')],
      [account('*', 'yes'), account(OTHER, 'yes')],
    ],
    [
      'any account, but not one more for a condition',
      [allow('*', 'kms:Decrypt'), deny('*', 'kms:Encrypt', when('StringEquals', 'aws:PrincipalAccount', OTHER))],
      [account('*', 'yes')],
    ],
    [
      'an organization that a Deny spares',
      [allow('*', 'kms:Decrypt'), deny('*', 'kms:*', when('StringNotEquals', 'aws:PrincipalOrgID', 'o-abcd1234'))],
      [account('*', 'yes', { organizations: ['o-abcd1234'], conditions: ['aws:PrincipalOrgID'] })],
    ],
    [
      'an organization',
      [allow('*', 'kms:Decrypt', org)],
      [account('*', 'yes', { organizations: ['o-abcd1234', 'o-efgh5678'], conditions: ['aws:PrincipalOrgID'] })],
    ],
    [
      'any account with what its requests carry',
      [allow('*', 'kms:Decrypt', when('StringEquals', 'aws:SourceVpc', 'vpc-1')), allow('*', 'kms:Encrypt', org)],
      [
        account('*', 'unknown', { conditions: ['aws:SourceVpc'] }),
        account('*', 'yes', { organizations: ['o-abcd1234', 'o-efgh5678'], conditions: ['aws:PrincipalOrgID'] }),
      ],
    ],
    [
      'all but the own',
      [allow('*', 'kms:Decrypt', when('StringNotEquals', 'aws:PrincipalAccount', OWN))],
      [account('*', 'yes', { conditions: ['aws:PrincipalAccount'] })],
    ],
    [
      'an account for certain, of which a role is perhaps kept out',
      [allow(FOREIGN, 'kms:Decrypt'), deny(`arn:aws:iam::${OTHER}:role/x`, 'kms:*', { Resource: { Ref: 'Param' } })],
      [account(OTHER, 'yes')],
    ],
    [
      'any account, but not one more for a condition where the own is named',
      [allow('*', 'kms:Decrypt'), allow(ROOT), deny('*', 'kms:Encrypt', when('StringEquals', 'aws:PrincipalAccount', OTHER))],
      [account('*', 'yes')],
    ],
    ['one that is perhaps of the organization', [allow(FOREIGN, 'kms:Decrypt', org)], [account(OTHER, 'unknown')]],
    [
      'any account, whatever an organization gets besides',
      [allow('*', 'kms:Encrypt', org), allow('*', 'kms:Decrypt')],
      [account('*', 'yes')],
    ],
    [
      'any account perhaps, and for certain an organization',
      [allow('*', 'kms:Decrypt', { Resource: { Ref: 'Param' } }), allow('*', 'kms:Encrypt', org)],
      [account('*', 'unknown'), account('*', 'yes', { organizations: ['o-abcd1234', 'o-efgh5678'], conditions: ['aws:PrincipalOrgID'] })],
    ],
    [
      'an organization once, of which one statement is certain',
      [allow('*', 'kms:Decrypt', org), allow('*', 'kms:Encrypt', { ...org, Resource: { Ref: 'Param' } })],
      [account('*', 'yes', { organizations: ['o-abcd1234', 'o-efgh5678'], conditions: ['aws:PrincipalOrgID'] })],
    ],
    [
      'an organization by a path in it',
      [allow('*', 'kms:Decrypt', when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-abcd1234/r-ab12/ou-ab12-11111111/*'))],
      [account('*', 'yes', { organizations: ['o-abcd1234'], conditions: ['aws:PrincipalOrgPaths'] })],
    ],
  ])('%s', (_which, statements, expected) => {
    const policy = policyOf(document(...statements)),
      { foreignAccounts } = accessOf(policy, scope, key);
    expect(foreignAccounts.map((one) => ({ ...one, account: printText(one.account) }))).toEqual(expected);
    const answers = foreignAccounts.map(({ foreign }) => foreign);
    expect(judge(policy, scope).crossAccount.answer).toBe(answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no');
  });
});
