/** Whom a policy names, and the other accounts that it names. */
import type { Statement } from '../types/statement.js';
import { describe, expect, it } from 'vitest';
import { printText } from '../core/text.js';
import type { Env } from '../types/values.js';
import type { Json } from '../types/files.js';
import { readStatements } from './document.js';
import { namedAccounts, namedPrincipals } from './named.js';
import { ADMIN, allow, deny, document, env, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when } from './testing.js';
import { judge } from './said.testing.js';

function read(policy: readonly Json[], where: Env = env): readonly Statement[] {
  const reading = readStatements(policyOf(document(...policy), where), scopeIn(where));
  if (reading.is === 'refused') throw new Error(reading.refusals[0]?.fault);
  return reading.statements;
}
const named = (...policy: readonly Json[]) => namedPrincipals(read(policy), scopeIn());
const accounts = (...policy: readonly Json[]): readonly string[] => namedAccounts(read(policy), scopeIn()).map(printText);
const byArn = (value: Json): Json => allow('*', 'kms:*', when('ArnLike', 'aws:PrincipalArn', value));
const byAccount = (key: string, value: Json): Json => allow('*', 'kms:*', when('StringEquals', key, value));
const GUEST = `arn:aws:iam::${OTHER}:role/Guest`;
const ofParameter = { 'Fn::Sub': 'arn:aws:iam::${Account}:role/Guest' };

describe('the principals that a policy names', () => {
  it.each<[string, Json, Readonly<Record<string, unknown>>]>([
    ['a role', allow(ADMIN), { text: [ADMIN], account: [OWN], kind: 'role', resource: undefined }],
    ['whom it denies', deny(ADMIN), { text: [ADMIN] }],
    ['a role of the template', allow({ 'Fn::GetAtt': ['AdminRole', 'Arn'] }), { kind: 'role', account: [OWN], resource: 'T#AdminRole' }],
    ['somebody of an account', allow({ 'Fn::Sub': `arn:aws:iam::${OTHER}:\${Param}` }), { account: [OTHER], kind: 'unknown' }],
    ['a unique id', allow('AROAEXAMPLEID1234567A'), { text: ['AROAEXAMPLEID1234567A'], account: undefined, kind: 'unknown' }],
    ['whatever a parameter holds', allow({ Ref: 'Param' }), { account: undefined, kind: 'unknown' }],
    ['a role by a condition', byArn(GUEST), { text: [GUEST], account: [OTHER], kind: 'role' }],
    ['a role of any account by a condition: the own one', byArn('arn:aws:iam::*:role/Admin'), { text: [ADMIN], account: [OWN] }],
    ['a role of any account by how its ARN ends: the own one', byArn('*:role/Admin'), { text: [ADMIN], account: [OWN] }],
    ['a role by its name in any path: the own one', byArn('*/Admin'), { text: [ADMIN], account: [OWN] }],
    ['a role behind whatever fields', byArn('arn:*:role/Admin'), { text: [ADMIN], account: [OWN] }],
    ['a role behind anything', byArn('*role/Admin'), { text: [ADMIN], account: [OWN] }],
    ['a user by how its ARN ends', byArn('*:user/ana'), { text: [`arn:aws:iam::${OWN}:user/ana`], account: [OWN], kind: 'user' }],
    ['a role in any partition by a condition', byArn(`arn:*:iam::${OWN}:role/Admin`), { text: [ADMIN], account: [OWN] }],
    ['a role in a partition that a parameter holds', byArn({ 'Fn::Sub': `arn:\${Param}:iam::${OWN}:role/Admin` }), { text: [ADMIN] }],
    ['a role of the template by a condition', byArn({ 'Fn::GetAtt': ['AppRole', 'Arn'] }), { resource: 'T#AppRole' }],
  ])('%s', (_what, statement, expected) => {
    expect(named(statement)).toEqual([expect.objectContaining({ is: 'named', iam: true, ...expected })]);
  });
  it.each<[string, Json]>([
    ['everybody', allow('*')],
    ['accounts', allow([ROOT, FOREIGN])],
    ['services', allow({ Service: 's3.amazonaws.com' })],
    ['whom KMS refuses', allow(`arn:aws:iam::${OWN}:group/Devs`)],
    ['a statement that may say anything', { 'Fn::If': ['C', allow(ADMIN), deny(ADMIN)] }],
    ['roles by a pattern', byArn([`arn:aws:iam::${OWN}:role/*`, 'arn:aws:iam::*:role/Admin?', 'arn:aws:iam::4*:role/Admin', '*'])],
    ['roles whose names end alike, and what is behind an account', byArn(['*Admin', '*:role/Adm*', `*:${OTHER}:role/Admin`])],
    ['a role whose name a policy variable tells', byArn('*:user/${aws:username}')],
    ['roles under another key', allow('*', 'kms:*', when('ArnLike', 'aws:SourceArn', ADMIN))],
  ])('not: %s', (_what, statement) => {
    expect(named(statement)).toEqual([]);
  });
  it('each once, however often it is named', () => {
    expect(named(allow([ADMIN, GUEST]), deny(ADMIN), byArn(ADMIN)).map(({ text }) => printText(text))).toEqual([ADMIN, GUEST]);
  });
  it('a role of an account that a parameter holds: that account may be the own one or another', () => {
    expect(named(byArn(ofParameter)).map(({ text }) => printText(text))).toEqual([
      'arn:aws:iam::${Account}:role/Guest',
      `arn:aws:iam::${OWN}:role/Guest`,
    ]);
  });
  it('by the own account as a policy variable, and federated users by STS', () => {
    const values = ['arn:aws:iam::${aws:ResourceAccount}:role/Admin', `arn:aws:sts::${OWN}:federated-user/ana`];
    expect(named(byArn(values)).map(({ text }) => printText(text))).toEqual([ADMIN, `arn:aws:sts::${OWN}:federated-user/ana`]);
  });
  it('so that who manages the key by a variable is known', () => {
    const names = ['Admin', 'Ops'].map((name) => `arn:aws:iam::\${aws:PrincipalAccount}:role/${name}`);
    const { manageable, durable } = judge(
      policyOf(document(allow(ROOT, 'kms:*', when('ArnEquals', 'aws:PrincipalArn', names)))),
      scopeIn(),
    );
    expect([manageable.answer, durable.answer]).toEqual(['yes', 'yes']);
  });
  it('so that whether another account gets in is not known', () => {
    const policy = policyOf(document(allow(ROOT), allow('*', 'kms:Decrypt', when('ArnEquals', 'aws:PrincipalArn', ofParameter))));
    expect(judge(policy, scopeIn()).crossAccount.answer).toBe('unknown');
  });
});

describe('the other accounts that a policy names', () => {
  it.each<[string, Json, readonly string[]]>([
    ['by their ids and roots', allow([OTHER, FOREIGN, 'arn:aws:iam::777788889999:root']), [OTHER, '777788889999']],
    ['by somebody of them', allow({ 'Fn::Sub': `arn:aws:iam::${OTHER}:\${Param}` }), [OTHER]],
    ['by kms:CallerAccount', byAccount('kms:CallerAccount', [OWN, OTHER]), [OTHER]],
    ['by aws:PrincipalAccount', byAccount('aws:PrincipalAccount', OTHER), [OTHER]],
    ['by a parameter, which may hold any', byAccount('kms:CallerAccount', { Ref: 'Account' }), ['${Account}']],
    ['by the ARNs of principals', byArn([`arn:aws:iam::${OTHER}:role/*`, `arn:aws:iam::${OWN}:role/*`]), [OTHER]],
    ['by ARNs with an account that a parameter holds', byArn({ 'Fn::Sub': 'arn:aws:iam::${Account}:*' }), ['${Account}']],
    ['not the own one', allow([OWN, ROOT]), []],
    ['not by a role, which is asked about by itself', allow(GUEST), []],
    ['not by patterns', byAccount('kms:CallerAccount', ['*', '44445555666?', '4444*']), []],
    ['not by patterns that a parameter begins', byAccount('kms:CallerAccount', { 'Fn::Sub': '${Account}*' }), []],
    ['not by patterns in ARNs', byArn(['arn:aws:iam::*:role/Admin', 'arn:aws:iam::44445555666?:root', '*']), []],
    ['not by policy variables', byAccount('kms:CallerAccount', '${aws:PrincipalAccount}'), []],
    ['not by the account that a service calls for', byAccount('aws:SourceAccount', OTHER), []],
  ])('%s', (_how, statement, expected) => {
    expect(accounts(statement)).toEqual(expected);
  });
});
