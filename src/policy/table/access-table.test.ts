/** Who may do what, as the access command shows it. */
import { writtenAccessRow } from '../../words/access-row.js';
import { unknownClause } from '../../words/reasons.js';
import type { PrincipalAccess } from '../../types/access.js';
import { describe, expect, it } from 'vitest';
import type { Fact, Sym } from '../../types/values.js';
import type { Json, JsonObject } from '../../types/files.js';
import { mayOf } from './rows.js';
import { accessOf } from '../said.testing.js';
import type { KeyFacts } from '../scope.js';
import { ADMIN, allow, deny, document, env, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from '../testing.js';

const absent: Fact<never> = { is: 'absent' },
  key: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent };
const account: Sym = { of: 'pseudo', name: 'AWS::AccountId', scope: 'somewhere' },
  partition: Sym = { of: 'pseudo', name: 'AWS::Partition', scope: 'somewhere' };
const scope = scopeIn(),
  of = (...statements: readonly Json[]) => policyOf(document(...statements));
const nameOf = (row: PrincipalAccess): string => (row.why ? unknownClause(row.why) : writtenAccessRow(row));
/** The rows of a policy: whom, what for certain, what perhaps. */
const rowsOf = (...statements: readonly Json[]): readonly (readonly unknown[])[] =>
  accessOf(of(...statements), scope, key).principals.map((row) => [nameOf(row), row.actions, row.perhaps]);

describe('accessOf', () => {
  it('lists each principal once with what it may do', () => {
    const { principals, foreignAccounts } = accessOf(
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
      principals.map((one) => {
        const { policy, administer, use, grant } = mayOf(one);
        return [nameOf(one), one.kind, one.own, policy, administer, use, grant];
      }),
    ).toEqual([
      [ROOT, 'account', 'yes', 'yes', 'yes', 'yes', 'yes'],
      [ADMIN, 'role', 'yes', 'yes', 'yes', 'no', 'yes'],
      [FOREIGN, 'account', 'no', 'no', 'no', 'yes', 'no'],
      ['s3.amazonaws.com', 'service', 'no', 'no', 'no', 'yes', 'no'],
    ]);
    expect(foreignAccounts).toEqual([{ account: [OTHER], foreign: 'yes', organizations: [], conditions: [] }]);
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
    expect(principals.map((row) => [nameOf(row), `/Resources/Key/Properties/KeyPolicy${row.at.pointer}`])).toEqual([
      [`everyone but ${FOREIGN}`, '/Resources/Key/Properties/KeyPolicy/Statement/1'],
      [ADMIN, '/Resources/Key/Properties/KeyPolicy/Statement/2/Principal/AWS/1'],
    ]);
  });
  const mfa = when('Bool', 'aws:MultiFactorAuthPresent', 'true');
  it.each<[string, Json, readonly unknown[]]>([
    [
      'nobody knows whom',
      allow({ 'Fn::Transform': { Name: 'M' } }, 'kms:Decrypt'),
      ['Fn::Transform', 'unknown', 'unknown', [], ['kms:Decrypt']],
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
    expect(rows.map((row) => [nameOf(row), row.kind, row.own, row.actions, row.perhaps])).toEqual([expected]);
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
    expect(principals.slice(1).map((row) => [nameOf(row), row.kind, row.own, row.actions])).toEqual([expected]);
  });
  it('names whom a condition perhaps lets in', () => {
    const both = { Condition: { ArnEquals: { 'aws:PrincipalArn': ADMIN }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    expect(accessOf(of(allow('*', 'kms:Decrypt', both)), scope, key).principals.map(({ perhaps }) => perhaps)).toEqual([
      [],
      ['kms:Decrypt'],
    ]);
  });
  it('does not name those whom a condition keeps out', () => {
    const out = allow('*', 'kms:Decrypt', when('ArnNotEquals', 'aws:PrincipalArn', ADMIN)),
      denied = deny('*', 'kms:Decrypt', when('ArnNotEquals', 'aws:PrincipalArn', ADMIN));
    expect(rowsOf(out, denied).map(([name]) => name)).toEqual(['*']);
  });
  it('everybody does what anybody does', () => {
    const { principals } = accessOf(of(allow(ADMIN, 'kms:Decrypt'), allow('*', 'kms:Encrypt')), scope, key);
    expect(principals.map(({ actions }) => actions)).toEqual([['kms:Decrypt', 'kms:Encrypt'], ['kms:Encrypt']]);
  });
  it('gives a principal only what surely names it', () => {
    const param = { 'Fn::Sub': 'arn:aws:iam::${Account}:root' };
    expect(
      rowsOf(
        allow(ROOT, 'kms:PutKeyPolicy'),
        allow('*', 'kms:Decrypt'),
        allow(param, 'kms:Encrypt'),
        allow({ Ref: 'Param' }, ['kms:Encrypt', 'kms:EnableKey']),
        allow({ Service: { Ref: 'Param' } }, 'kms:Encrypt'),
        allow({ 'Fn::Transform': { Name: 'M' } }, 'kms:TagResource'),
      ),
    ).toEqual([
      [ROOT, ['kms:Decrypt', 'kms:PutKeyPolicy'], []],
      ['*', ['kms:Decrypt'], []],
      ['arn:aws:iam::${Account}:root', ['kms:Decrypt', 'kms:Encrypt'], []],
      ['${Param}', ['kms:Decrypt', 'kms:Encrypt'], ['kms:EnableKey']],
      ['${Param}', ['kms:Decrypt', 'kms:Encrypt'], []],
      ['Fn::Transform', ['kms:Decrypt'], ['kms:TagResource']],
    ]);
  });
  it('a statement of which the effect is not known allows whom it names, and denies the others too', () => {
    const either = { ...allow(ADMIN, 'kms:Encrypt'), Effect: { Ref: 'Param' } };
    expect(rowsOf(allow([ADMIN, FOREIGN], ['kms:Decrypt', 'kms:Encrypt']), either)).toEqual([
      [ADMIN, ['kms:Decrypt'], ['kms:Encrypt']],
      [FOREIGN, ['kms:Decrypt', 'kms:Encrypt'], []],
    ]);
    expect(rowsOf({ ...allow('*', 'kms:Decrypt'), Effect: { Ref: 'Param' } }, allow(ADMIN, 'kms:Decrypt'))).toEqual([
      ['*', [], ['kms:Decrypt']],
      [ADMIN, [], ['kms:Decrypt']],
    ]);
  });
  it('everybody is asked as the accounts that conditions name, too', () => {
    expect(rowsOf(allow(ROOT), allow('*', 'kms:Decrypt', when('StringEquals', 'kms:CallerAccount', OTHER)))[1]).toEqual([
      '*',
      ['kms:Decrypt'],
      [],
    ]);
  });
  it('NotPrincipal means everyone but some, once however it is written', () => {
    const others = (action: string, ...but: readonly string[]): Json =>
      without({ ...allow('*', action), NotPrincipal: { AWS: but } }, 'Principal');
    expect(rowsOf(others('kms:Decrypt', ROOT, ADMIN), others('kms:Encrypt', ADMIN, OWN), others('kms:Sign', FOREIGN))).toEqual([
      [`everyone but ${ROOT}, ${ADMIN}`, ['kms:Decrypt', 'kms:Encrypt'], []],
      [`everyone but ${FOREIGN}`, [], []],
    ]);
  });
  it.each<[string, readonly Json[], number]>([
    [
      'an account by its id and by its root',
      [ROOT, OWN, { Ref: 'AWS::AccountId' }, { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' }],
      1,
    ],
    ['another account', [FOREIGN, OTHER], 1],
    [
      'a role of a partition that is written and one that is not',
      [ADMIN, { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Admin' }],
      1,
    ],
    ['roles of the app', [{ 'Fn::GetAtt': ['AdminRole', 'Arn'] }, { 'Fn::GetAtt': ['AppRole', 'Arn'] }], 2],
    ['a role and a user of one name', [ADMIN, ADMIN.replace('role', 'user')], 2],
    ['list parameters', [{ Ref: 'List' }, { Ref: 'List' }], 1],
  ])('one row for one principal: %s', (_case, principals, rows) => {
    const unknown = scopeIn({ ...env, account: [account], partition: [partition] });
    const where = principals.includes(ROOT) || principals.includes(ADMIN) ? scope : unknown;
    expect(accessOf(policyOf(document(allow(principals)), where.env), where, key).principals).toHaveLength(rows);
  });
  it('says which condition keys fence what is allowed, where nothing is without', () => {
    const via = when('StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com');
    const { principals } = accessOf(
      of(
        allow(ADMIN, ['kms:Decrypt', 'kms:CreateGrant'], {
          Condition: { ...(via['Condition'] as JsonObject), Bool: { 'kms:GrantIsForAWSResource': true } },
        }),
        allow(ADMIN, 'kms:CreateGrant', via),
        allow(ADMIN, ['kms:Decrypt', 'kms:TagResource']),
      ),
      scope,
      key,
    );
    expect(principals.map(({ conditions }) => conditions)).toEqual([
      { grant: [['kms:ViaService', 'kms:GrantIsForAWSResource'], ['kms:ViaService']] },
    ]);
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
    });
  });
});
