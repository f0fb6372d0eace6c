/** Whom the rows of the access table are about: which ways to write a principal are one, and whom conditions name. */
import { writtenAccessRow } from '../../words/access-row.js';
import { unknownClause } from '../../words/reasons.js';
import type { PrincipalAccess } from '../../types/access.js';
import { describe, expect, it } from 'vitest';
import type { Fact, Sym } from '../../types/values.js';
import type { Json, JsonObject } from '../../types/files.js';
import type { KeyFacts, PolicyScope } from '../scope.js';
import { ADMIN, allow, deny, document, env, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from '../testing.js';
import { accessOf } from '../said.testing.js';

const absent: Fact<never> = { is: 'absent' },
  key: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent },
  THIRD = '777788889999';
const principals = (statements: readonly Json[], scope: PolicyScope = scopeIn()): readonly PrincipalAccess[] =>
  accessOf(policyOf(document(...statements), scope.env), scope, key).principals;
const nameOf = (row: PrincipalAccess): string => (row.why ? unknownClause(row.why) : writtenAccessRow(row));
const others = (action: string, ...but: readonly Json[]): JsonObject =>
  without({ ...allow('*', action), NotPrincipal: { AWS: but } }, 'Principal');
/** The rows with what they may do for certain, and perhaps. */
const rowsOf = (...statements: readonly Json[]): readonly string[] =>
  principals(statements).map(
    (row) =>
      `${row.kind} ${nameOf(row)}: ${row.actions.length > 9 ? 'all' : row.actions.join(' ')}${row.perhaps.length > 0 ? `, perhaps ${row.perhaps.join(' ')}` : ''}`,
  );
const role = (name: string, account = OWN): string => `arn:aws:iam::${account}:role/${name}`;
const byArn = (operator: string, ...values: readonly Json[]): JsonObject => when(operator, 'aws:PrincipalArn', values);

describe('one row or two', () => {
  const partition: Sym = { of: 'pseudo', name: 'AWS::Partition', scope: 'somewhere' };
  const anywhere = scopeIn({ ...env, partition: [partition] }),
    oneRole: PolicyScope = { ...scopeIn(), resource: () => ({ id: 'T#AdminRole', type: 'AWS::IAM::Role', env }) };
  const macro = { 'Fn::Transform': { Name: 'M' } };
  it.each<[string, readonly Json[], PolicyScope, number]>([
    ['two other accounts', [allow([FOREIGN, THIRD])], scopeIn(), 2],
    ['roles of one name in two other accounts', [allow([role('A', OTHER), role('A', THIRD)])], scopeIn(), 2],
    ['roles of one name here and elsewhere', [allow([role('A'), role('A', OTHER)])], scopeIn(), 2],
    [
      'a role whose partition is written, and one whose is not',
      [allow([ADMIN, { 'Fn::Sub': 'arn:${AWS::Partition}:iam::111122223333:role/Admin' }])],
      anywhere,
      1,
    ],
    [
      'a role of the app that another stack hands on',
      [allow([{ 'Fn::GetAtt': ['AdminRole', 'Arn'] }, { 'Fn::GetAtt': ['AppRole', 'Arn'] }])],
      oneRole,
      1,
    ],
    ['a list parameter and what a macro makes', [allow({ Ref: 'List' }), allow(macro)], scopeIn(), 2],
    ['what a macro makes, twice', [allow(macro), allow(macro)], scopeIn(), 1],
    ['everyone but the own account, and everyone but another', [others('kms:*', ROOT), others('kms:*', FOREIGN)], scopeIn(), 2],
  ])('%s', (_which, statements, scope, rows) => {
    expect(principals(statements, scope)).toHaveLength(rows);
  });
});

describe('what a row says of its principal', () => {
  it.each<[string, Json, object]>([
    ['a parameter is its own text', allow({ Ref: 'Param' }), { why: undefined, resource: undefined, but: [] }],
    [
      'what has no text, what is known of it',
      allow({ 'Fn::Transform': { Name: 'M' } }),
      { why: { of: 'folded', why: { of: 'function', name: 'Fn::Transform' } }, text: [] },
    ],
    ['a role of the app, which', allow({ 'Fn::GetAtt': ['AdminRole', 'Arn'] }), { resource: 'T#AdminRole', kind: 'role', but: [] }],
    ['a role that is written', allow(ADMIN), { resource: undefined, why: undefined, text: [ADMIN], account: [OWN], but: [] }],
    [
      'everyone but some, without what is nobody',
      others('kms:*', `arn:aws:iam::${OWN}:group/Devs`, ADMIN),
      { text: [], but: [expect.objectContaining({ text: [ADMIN] })] },
    ],
  ])('%s', (_what, statement, expected) => {
    expect(principals([statement])).toEqual([expect.objectContaining(expected)]);
  });
  it('of the root user and those of a pattern that nobody is left out', () => {
    const found = principals([allow(ROOT, 'kms:Decrypt', byArn('ArnLike', role('App-*'), ROOT))]);
    expect(found.map(({ kind, but }) => [kind, but])).toEqual([
      ['account', []],
      ['root', []],
      ['role', []],
    ]);
  });
});

describe('an element that stands for itself', () => {
  it.each<[string, Json, string]>([
    [
      'somebody of the account, by a parameter',
      allow({ 'Fn::Sub': 'arn:aws:iam::111122223333:${Param}' }, 'kms:Decrypt'),
      'unknown arn:aws:iam::111122223333:${Param}: kms:Decrypt',
    ],
    ['a parameter under AWS', allow({ Ref: 'Param' }, 'kms:Decrypt'), 'unknown ${Param}: kms:Decrypt'],
    [
      'not what may be any Principal',
      { ...allow('*', 'kms:Decrypt'), Principal: { Ref: 'Param' } },
      'unknown ${Param}: , perhaps kms:Decrypt',
    ],
  ])('%s', (_which, statement, expected) => {
    expect(rowsOf(statement)).toEqual([expected]);
  });
});

describe('whom conditions on aws:PrincipalArn name', () => {
  const sub = { 'Fn::Sub': 'arn:aws:iam::111122223333:role/${Param}-*' };
  it.each<[string, readonly Json[], readonly string[]]>([
    [
      'no other condition does',
      [
        allow(ROOT, 'kms:Decrypt', byArn('ArnLike', role('Adm*'))),
        allow(ROOT, 'kms:Encrypt', when('StringEquals', 'kms:EncryptionContext:role', ADMIN)),
      ],
      [`account ${ROOT}: , perhaps kms:Decrypt kms:Encrypt`, `role ${role('Adm*')}: kms:Decrypt`],
    ],
    ['an asterisk names nobody', [allow('*', 'kms:Decrypt', byArn('StringEquals', '*'))], ['everyone *: ']],
    ['a group is nobody', [allow('*', 'kms:Decrypt', byArn('StringEquals', `arn:aws:iam::${OWN}:group/Devs`))], ['everyone *: ']],
    ['no session has it', [allow(ROOT, 'kms:Decrypt', byArn('ArnLike', `arn:aws:sts::${OWN}:assumed-role/App/*`))], [`account ${ROOT}: `]],
    [
      'users of a pattern',
      [allow(ROOT, 'kms:Decrypt', byArn('ArnLike', `arn:aws:iam::${OWN}:user/ana-*`))],
      [`account ${ROOT}: , perhaps kms:Decrypt`, `user arn:aws:iam::${OWN}:user/ana-*: kms:Decrypt`],
    ],
    [
      'roles whose names begin with a parameter',
      [allow(ROOT, 'kms:Decrypt', byArn('ArnLike', sub))],
      [`account ${ROOT}: , perhaps kms:Decrypt`, 'role arn:aws:iam::111122223333:role/${Param}-*: kms:Decrypt'],
    ],
    [
      'roles of one pattern in three accounts',
      [allow('*', 'kms:Decrypt', byArn('ArnLike', role('A-*'), role('A-*', OTHER), role('A-*', THIRD)))],
      [
        'everyone *: kms:Decrypt',
        `role ${role('A-*')}: kms:Decrypt`,
        `role ${role('A-*', OTHER)}: kms:Decrypt`,
        `role ${role('A-*', THIRD)}: kms:Decrypt`,
      ],
    ],
    [
      'roles of a pattern, whatever is said of a role that is called like it',
      [allow(ROOT, 'kms:Decrypt', byArn('ArnLike', role('A-*'))), deny('*', 'kms:Decrypt', byArn('StringEquals', role('A-*')))],
      [`account ${ROOT}: , perhaps kms:Decrypt`, `role ${role('A-*')}: kms:Decrypt`],
    ],
    ['roles of any name are no row', [allow(ROOT, 'kms:Decrypt', byArn('ArnLike', role('*')))], [`account ${ROOT}: , perhaps kms:Decrypt`]],
  ])('%s', (_whom, statements, expected) => {
    expect(rowsOf(...statements)).toEqual(expected);
  });
});
