/** What the rows of the access table say: whose actions, which of them by IAM, and which condition keys fence them. */
import type { PrincipalAccess } from '../../types/access.js';
import { describe, expect, it } from 'vitest';
import { writtenAccessRow } from '../../words/access-row.js';
import type { Fact } from '../../types/values.js';
import type { Json, JsonObject } from '../../types/files.js';
import type { KeyFacts } from '../scope.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from '../testing.js';
import { accessOf } from '../said.testing.js';

const absent: Fact<never> = { is: 'absent' },
  key: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent };
const principals = (statements: readonly Json[]): readonly PrincipalAccess[] =>
  accessOf(policyOf(document(...statements)), scopeIn(), key).principals;
const rowsOf = (...statements: readonly Json[]): readonly string[] =>
  principals(statements).map((row) => {
    const { kind, byIam, actions, perhaps } = row;
    const groups = byIam.length > 0 ? ` by IAM: ${byIam.join(' ')}` : '';
    const maybe = perhaps.length > 0 ? `, perhaps ${perhaps.length > 9 ? 'all' : perhaps.join(' ')}` : '';
    return `${kind} ${writtenAccessRow(row)}${groups}: ${actions.length > 9 ? 'all' : actions.join(' ')}${maybe}`;
  });
const others = (but: Json, action: Json, more: JsonObject = {}): JsonObject =>
  without({ ...allow('*', action, more), NotPrincipal: { AWS: but } }, 'Principal');
const role = (name: string, account = OWN): string => `arn:aws:iam::${account}:role/${name}`;
const ANA = `arn:aws:iam::${OTHER}:user/ana`;
const byArn = (operator: string, ...values: readonly Json[]): JsonObject => when(operator, 'aws:PrincipalArn', values);
const mfa = when('Bool', 'aws:MultiFactorAuthPresent', 'true'),
  via = when('StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com'),
  spares = (action: Json): JsonObject => deny('*', action, byArn('ArnNotEquals', ADMIN));

describe('what a row gives', () => {
  it.each<[string, readonly Json[], readonly string[]]>([
    [
      'less for certain, where a statement about the account may deny',
      [allow(ADMIN, 'kms:Decrypt'), { ...allow(ROOT, 'kms:Decrypt'), Effect: { Ref: 'Param' } }],
      [`role ${ADMIN}: , perhaps kms:Decrypt`, `account ${ROOT}: , perhaps kms:Decrypt`],
    ],
    [
      'what the policy gives and what IAM gives, in the order of the names',
      [allow(ADMIN, 'kms:PutKeyPolicy'), allow(ROOT), spares('kms:Decrypt')],
      [`role ${ADMIN} by IAM: use: kms:Decrypt kms:PutKeyPolicy`, `account ${ROOT}: all`],
    ],
    [
      'what IAM gives for certain, where the policy alone does perhaps',
      [allow(ADMIN, 'kms:Decrypt', mfa), allow(ROOT), spares('kms:Decrypt')],
      [`role ${ADMIN} by IAM: use: kms:Decrypt`, `account ${ROOT}: all`],
    ],
    [
      'what both give perhaps, in the order of the names',
      [allow(ADMIN, 'kms:PutKeyPolicy', mfa), allow(ROOT, 'kms:Decrypt', mfa), spares('kms:Decrypt')],
      [`role ${ADMIN} by IAM: use: , perhaps kms:Decrypt kms:PutKeyPolicy`, `account ${ROOT}: `],
    ],
  ])('%s', (_what, statements, expected) => {
    expect(rowsOf(...statements)).toEqual(expected);
  });
});

describe('the condition keys that fence a group', () => {
  it.each<[string, readonly Json[], readonly unknown[]]>([
    [
      'of each statement that gives some of it',
      [allow(ADMIN, 'kms:Decrypt', via), allow(ADMIN, 'kms:Encrypt', mfa), allow(ADMIN, 'kms:TagResource')],
      [{ use: [['kms:ViaService'], ['aws:MultiFactorAuthPresent']] }],
    ],
    [
      'once where two statements have the same',
      [allow(ADMIN, 'kms:Decrypt', via), allow(ADMIN, 'kms:Encrypt', via)],
      [{ use: [['kms:ViaService']] }],
    ],
    ['of no Deny', [allow(ADMIN, 'kms:Decrypt', via), deny('*', 'kms:Decrypt', mfa)], [{ use: [['kms:ViaService']] }]],
    [
      'for everyone also by name, for those of the name not',
      [allow('*', 'kms:Decrypt', byArn('ArnLike', role('Ext-*', OTHER)))],
      [{ use: [['aws:PrincipalArn']] }, {}],
    ],
    [
      'for everyone but some also by name',
      [others(FOREIGN, 'kms:Decrypt', byArn('ArnLike', role('App-*')))],
      [{ use: [['aws:PrincipalArn']] }, {}],
    ],
    [
      'for a role not by its own name',
      [allow(ADMIN, 'kms:Decrypt', { Condition: { ArnEquals: { 'aws:PrincipalArn': ADMIN }, Bool: { 'aws:SecureTransport': 'true' } } })],
      [{ use: [['aws:SecureTransport']] }],
    ],
  ])('%s', (_which, statements, expected) => {
    expect(principals(statements).map(({ conditions }) => conditions)).toEqual(expected);
  });
});

describe('those who are asked about with their IAM policies', () => {
  const USER = `arn:aws:iam::${OWN}:user/ana`,
    SESSION = `arn:aws:sts::${OWN}:assumed-role/Admin/s`;
  const pattern = (action: Json, like: string): JsonObject => allow(ROOT, action, byArn('ArnLike', like));
  it.each<[string, readonly Json[], readonly string[]]>([
    [
      'a role that the policy names',
      [allow(ADMIN, 'kms:Decrypt'), pattern('kms:PutKeyPolicy', role('Adm*'))],
      [`role ${ADMIN} by IAM: policy: kms:Decrypt kms:PutKeyPolicy`],
    ],
    [
      'a user',
      [allow(USER, 'kms:Decrypt'), pattern('kms:PutKeyPolicy', `arn:aws:iam::${OWN}:user/a*`)],
      [`user ${USER} by IAM: policy: kms:Decrypt kms:PutKeyPolicy`],
    ],
    [
      'a session that a Deny spares with its role and account',
      [
        allow(SESSION, 'kms:Decrypt'),
        allow(ROOT, 'kms:PutKeyPolicy'),
        without({ ...deny('*', 'kms:PutKeyPolicy'), NotPrincipal: { AWS: [ROOT, ADMIN, SESSION] } }, 'Principal'),
      ],
      [`session ${SESSION} by IAM: policy: kms:Decrypt kms:PutKeyPolicy`, `role ${ADMIN} by IAM: policy: , perhaps kms:PutKeyPolicy`],
    ],
    [
      'not one whom a Deny names',
      [pattern('kms:Decrypt', role('Adm*')), deny(ADMIN, 'kms:Encrypt')],
      [`account ${ROOT}: , perhaps kms:Decrypt`, `role ${role('Adm*')} by IAM: use: kms:Decrypt`],
    ],
    [
      'not one whom an Allow leaves out',
      [pattern('kms:Decrypt', role('Adm*')), others(ADMIN, 'kms:Encrypt')],
      [
        `account ${ROOT}: kms:Encrypt, perhaps kms:Decrypt`,
        `others everyone but ${ADMIN}: kms:Encrypt`,
        `role ${role('Adm*')} by IAM: use: kms:Decrypt`,
      ],
    ],
  ])('%s', (_who, statements, expected) => {
    expect(rowsOf(...statements)).toEqual(expect.arrayContaining([...expected]));
    // Those whom the other statements name are left out here, but not the role.
    const isRole = (one: string): boolean => one.startsWith(`role ${ADMIN}`);
    expect(rowsOf(...statements).filter(isRole)).toEqual(expected.filter(isRole));
  });
});

describe('the row of one who can do more than others, and only what', () => {
  it.each<[string, readonly Json[], readonly string[]]>([
    [
      'everyone of the account cannot',
      [allow('*', ['kms:Decrypt', 'kms:Encrypt']), spares('kms:Encrypt')],
      ['everyone *: kms:Decrypt', `role ${ADMIN}: kms:Encrypt`],
    ],
    [
      'others can by IAM only',
      [allow(ROOT), allow('*', 'kms:Decrypt', byArn('ArnLike', role('*'))), allow('*', 'kms:Encrypt', byArn('ArnEquals', ADMIN))],
      [`account ${ROOT}: all`, 'everyone *: , perhaps kms:Decrypt', `role ${ADMIN}: kms:Encrypt`],
    ],
    [
      'others perhaps can, without IAM where the policy gives it',
      [allow('*', 'kms:PutKeyPolicy', byArn('ArnLike', role('*'))), allow(ROOT, 'kms:Encrypt', byArn('ArnEquals', ADMIN))],
      [
        'everyone *: , perhaps kms:PutKeyPolicy',
        `account ${ROOT}: , perhaps kms:PutKeyPolicy`,
        `role ${ADMIN} by IAM: use: kms:Encrypt kms:PutKeyPolicy`,
      ],
    ],
    [
      'strangers cannot',
      [allow('*', 'kms:Decrypt'), allow('*', 'kms:Encrypt', byArn('ArnEquals', ANA))],
      ['everyone *: kms:Decrypt', `user ${ANA}: kms:Encrypt`],
    ],
    [
      'strangers can and the account cannot',
      [
        allow('*', 'kms:Decrypt', when('StringNotEquals', 'aws:PrincipalAccount', OWN)),
        allow(ROOT, 'kms:Decrypt', byArn('ArnEquals', ADMIN)),
      ],
      ['everyone *: kms:Decrypt', `account ${ROOT}: `, `role ${ADMIN} by IAM: use: kms:Decrypt`],
    ],
    [
      'another role of its account can',
      [allow(role('A', OTHER), 'kms:Decrypt'), allow('*', 'kms:Decrypt', byArn('ArnEquals', ANA))],
      [`role ${role('A', OTHER)}: kms:Decrypt`, 'everyone *: ', `user ${ANA}: kms:Decrypt`],
    ],
    [
      'its account perhaps can as well',
      [
        allow(FOREIGN, 'kms:Decrypt', { Resource: { Ref: 'Param' } }),
        allow('*', 'kms:Decrypt', { ...byArn('ArnEquals', ANA), Resource: { Ref: 'Param' } }),
      ],
      [`account ${FOREIGN}: , perhaps kms:Decrypt`, 'everyone *: '],
    ],
    [
      'others of the account can by IAM only, where it may be of the account',
      [allow(ROOT), allow('*', 'kms:Decrypt', byArn('ArnEquals', { 'Fn::Sub': 'arn:aws:iam::${Account}:user/ana' }))],
      [
        `account ${ROOT}: all`,
        'everyone *: ',
        'user arn:aws:iam::${Account}:user/ana: kms:Decrypt',
        `user arn:aws:iam::${OWN}:user/ana: , perhaps kms:Decrypt`,
      ],
    ],
  ])('%s', (_what, statements, expected) => {
    expect(rowsOf(...statements)).toEqual(expected);
  });
});
