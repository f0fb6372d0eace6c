/** Whom each form of a principal means, and whether a caller is one of them. */
import { principalFault } from '../words/refusals.js';
import type { RequestPrincipal, PrincipalElement } from '../types/statement.js';
import { describe, expect, it } from 'vitest';
import type { Answer, Env, Sym, Text } from '../types/values.js';
import type { Json, JsonObject } from '../types/files.js';
import { readStatements } from './document.js';
import { covers, entityName } from './principals.js';
import { allow, document, env, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn } from './testing.js';
import { judge } from './said.testing.js';

const scope = scopeIn();
/** The principals of one statement that allows. */
function whoAre(principal: Json, where: Env = env): readonly PrincipalElement[] {
  const reading = readStatements(policyOf(document(allow(principal)), where), scopeIn(where));
  return reading.is === 'read' ? (reading.statements[0]?.principals ?? []) : [];
}
const sub = (text: string): JsonObject => ({ 'Fn::Sub': text }),
  arnOf = (logicalId: string): JsonObject => ({ 'Fn::GetAtt': [logicalId, 'Arn'] }),
  iam = (resource: string, account = OWN): string => `arn:aws:iam::${account}:${resource}`,
  sts = (resource: string): string => `arn:aws:sts::${OWN}:${resource}`;
const [ADMIN, ALICE, ANA] = [iam('role/Admin'), sts('assumed-role/Admin/alice'), iam('user/ana')];
const ROLE_ID = 'AROAEXAMPLEID1234567A';
const SERVICE = 'logs.us-east-1.amazonaws.com';

describe('a principal under AWS is', () => {
  it.each<[string, Json, Readonly<Record<string, unknown>>]>([
    ['everybody', '*', { is: 'everyone' }],
    ['an account by its id', OTHER, { is: 'account', account: [OTHER] }],
    ['the account of the stack', { Ref: 'AWS::AccountId' }, { is: 'account', account: [OWN] }],
    ['an account by its root', FOREIGN, { is: 'account', account: [OTHER] }],
    ['an account whose id a parameter holds', sub('arn:aws:iam::${Account}:root'), { is: 'account' }],
    ['a root in a partition that a parameter holds', sub(`arn:\${Param}:iam::${OTHER}:root`), { is: 'account', account: [OTHER] }],
    ['a root of a service that a parameter holds', sub(`arn:aws:\${Param}::${OTHER}:root`), { is: 'account', account: [OTHER] }],
    ['a role', ADMIN, { is: 'entity', kind: 'role', account: [OWN], resource: undefined }],
    ['a role in a path', iam('role/group/Admin'), { is: 'entity', kind: 'role' }],
    ['a role whose name a parameter holds', sub(iam('role/${Param}')), { is: 'entity', kind: 'role', account: [OWN] }],
    ['a user', ANA, { is: 'entity', kind: 'user' }],
    ['a user of a name like a kind', iam('user/role'), { is: 'entity', kind: 'user' }],
    ['a session of a role', ALICE, { is: 'entity', kind: 'session' }],
    ['a session whose name a parameter holds', sub(sts('assumed-role/Admin/${Param}')), { is: 'entity', kind: 'session' }],
    ['a session of a user', sts('federated-user/bob'), { is: 'entity', kind: 'session' }],
    ['a role of the template', arnOf('AdminRole'), { is: 'entity', kind: 'role', account: [OWN], resource: 'T#AdminRole' }],
    ['a user of the template', arnOf('Someone'), { is: 'entity', kind: 'user', account: [OWN], resource: 'T#Someone' }],
    ['a role by its unique id', ROLE_ID, { is: 'id' }],
    ['somebody of an account', sub(iam('${Param}')), { is: 'someone', account: [OWN] }],
    ['somebody of an account that nobody has, as tests write it', iam('role/x', '1234'), { is: 'someone', account: ['1234'] }],
    ['somebody of an account with a digit too many', iam('root', `${OWN}4`), { is: 'someone' }],
    ['somebody of an account with a digit too many in front', iam('root', `4${OWN}`), { is: 'someone' }],
    ['somebody of an account that is a word with digits', iam('root', 'a1'), { is: 'someone' }],
    ['somebody of an account that is digits with a word', iam('root', '1a'), { is: 'someone' }],
    ['whatever AWS keeps', iam('user/x', 'cloudfront'), { is: 'unknown', aws: true }],
    ['somebody of what an unset variable gave', iam('root', 'undefined'), { is: 'someone', account: ['undefined'] }],
    ['whatever a parameter holds', { Ref: 'Param' }, { is: 'unknown', aws: true }],
  ])('%s', (_what, principal, expected) => {
    expect(whoAre(principal)).toEqual([expect.objectContaining(expected)]);
  });
});

describe('KMS refuses as principal', () => {
  const neither = 'it is neither *, an account id nor an ARN',
    noPrincipal = 'the ARN is not that of an account, a role, a user or a session',
    group = 'a group cannot be a principal',
    wildcard = 'a wildcard stands for a whole principal only, not for a part of an ARN';
  it.each<[string, Json, string]>([
    ['the name of a role', { Ref: 'AdminRole' }, 'Ref gives the name of a role, and a principal is an ARN'],
    ['the name of a user', { Ref: 'Someone' }, 'Ref gives the name of a user, and a principal is an ARN'],
    ['a group of the template', arnOf('Team'), group],
    ['a group by its ARN', iam('group/Devs'), group],
    ['a group whose name a parameter holds', sub(iam('group/${Param}')), group],
    ['an account id with a digit too few', '11112222333', 'an account id has twelve digits'],
    ['an account id with a digit too many', '1111222233334', 'an account id has twelve digits'],
    ['an account id with dashes', '1111-2222-3333', neither],
    ['an account id and more', 'account 111122223333', neither],
    ['a name', 'Admin', neither],
    ['a unique id with more before it', `x${ROLE_ID}`, neither],
    ['a unique id with more after it', `${ROLE_ID}:alice`, neither],
    ['an ARN without account', iam('role/x', ''), 'the ARN names no account'],
    ['another partition', `arn:aws-cn:iam::${OWN}:root`, 'the key is in the partition aws, not aws-cn'],
    ['a Lambda function', `arn:aws:lambda:us-east-1:${OWN}:function:f`, 'a principal is an ARN of IAM or STS, not of lambda'],
    ['a pattern of roles', iam('role/Admin*'), wildcard],
    ['a pattern that a parameter begins', sub(iam('role/${Param}?')), wildcard],
    ['a role without a name', iam('role/'), 'role/ is not the name of a role'],
    ['an instance profile', iam('instance-profile/role/x'), noPrincipal],
    ['a provider', iam('saml-provider/x'), noPrincipal],
    ['a bare name', iam('Admin'), noPrincipal],
    ['the account and more', iam('root/x'), 'root/x is not the name of an account'],
    ['a role inside something', iam('x/role/Admin'), noPrincipal],
    ['an instance profile whose name a parameter holds', sub(iam('instance-profile/${Param}')), noPrincipal],
    ['a role of a parameter without Fn::Sub', iam('role/${Param}'), 'nothing replaces ${Param}, because it stands outside of Fn::Sub'],
    ['a role whose name has a blank', iam('role/My Role'), 'role/My Role is not the name of a role'],
    ['a role with a path only', iam('role/team/'), 'role/team/ is not the name of a role'],
    ['a role with an empty path', iam('role//Admin'), 'role//Admin is not the name of a role'],
    ['a role in a Region', `arn:aws:iam:us-east-1:${OWN}:role/Admin`, 'the ARN of a principal has no Region'],
    ['a role of STS', `arn:aws:sts::${OWN}:role/Admin`, 'the ARN of a role is one of IAM, not of STS'],
    ['the account of STS', `arn:aws:sts::${OWN}:root`, 'the ARN of an account is one of IAM, not of STS'],
    ['a session of IAM', iam('assumed-role/Admin/alice'), 'the ARN of a session is one of STS, not of IAM'],
    ['a session without its name', `arn:aws:sts::${OWN}:assumed-role/Admin`, 'assumed-role/Admin is not the name of a session'],
  ])('%s', (_what, principal, why) => {
    const [who] = whoAre(principal);
    expect(who).toMatchObject({ is: 'nobody', refused: true });
    expect(who?.is === 'nobody' && principalFault(who.fault)).toBe(why);
  });
  it('in another partition only where the key is known to be in one', () => {
    const somewhere: Env = { ...env, partition: [{ of: 'pseudo', name: 'AWS::Partition', scope: '' }] };
    expect(whoAre(`arn:aws-cn:iam::${OWN}:root`, somewhere)).toEqual([expect.objectContaining({ is: 'account' })]);
  });
});

/** A caller by the text that names it. */
function caller(principal: Json, more: Partial<RequestPrincipal & { is: 'named' }> = {}): RequestPrincipal {
  const [who] = whoAre(principal);
  if (!who) throw new Error('there is no such principal');
  const base = { is: 'named', text: who.text, iam: true } as const;
  return who.is === 'entity'
    ? { ...base, account: who.account, kind: who.kind, resource: who.resource, ...more }
    : { ...base, account: 'account' in who ? who.account : undefined, kind: 'unknown', ...more };
}
const anybody: RequestPrincipal = { is: 'own', who: 'any' },
  root: RequestPrincipal = { is: 'own', who: 'root' },
  stranger: RequestPrincipal = { is: 'foreign', account: [OTHER] },
  service: RequestPrincipal = { is: 'service', name: [SERVICE] };
const parameter: Sym = { of: 'parameter', name: 'Param', scope: 'T' };
const withoutIam = caller(ADMIN, { iam: false });
const unknownRole = iam('role/${Param}'),
  someone = sub(iam('${Param}'));

describe('a Principal means a caller', () => {
  it.each<[string, Json, RequestPrincipal, Answer, Answer?]>([
    ['everybody means a service too', '*', service, 'yes'],
    ['everybody means another account', '*', stranger, 'yes'],

    // Accounts.
    ['an account means the principals whose IAM policies allow, and all to deny them', ROOT, withoutIam, 'no', 'yes'],
    ['an account means its root user', ROOT, root, 'yes'],
    ['an account means its role that IAM allows', ROOT, caller(ADMIN), 'yes'],
    ['an account means nobody of another', ROOT, stranger, 'no'],
    ['an account means no service', ROOT, service, 'no'],
    ['another account means nobody of this', FOREIGN, anybody, 'no'],
    ['somebody of the account may be anybody of it', someone, anybody, 'unknown'],
    ['somebody of the account is nobody of another', someone, stranger, 'no'],
    ['an account means whoever has a unique id, perhaps', ROOT, caller(ROLE_ID), 'unknown'],

    // What nobody knows.
    ['what a parameter holds may be a role', { Ref: 'Param' }, caller(ADMIN), 'unknown'],
    ['what stands under AWS is no service', { Ref: 'Param' }, service, 'no'],
    ['a group is not its users', iam('group/Devs'), caller(ANA), 'no'],
    ['a group is no service', arnOf('Team'), service, 'no'],

    // Services.
    ['a service', { Service: SERVICE }, service, 'yes'],
    ['a service in another letter case', { Service: 'Logs.us-east-1.amazonaws.com' }, service, 'yes'],
    ['another service', { Service: 's3.amazonaws.com' }, service, 'no'],
    ['a service that a parameter holds', { Service: { Ref: 'Param' } }, service, 'unknown'],
    ['the service of a Region that a parameter holds', { Service: sub('logs.${Param}.amazonaws.com') }, service, 'unknown'],
    ['a service, for one that a parameter holds', { Service: SERVICE }, { is: 'service', name: [parameter] }, 'unknown'],
    ['a service in a name that cannot be it', { Service: sub('s3.${Param}') }, service, 'no'],
    ['a service is no principal of IAM', { Service: SERVICE }, anybody, 'no'],

    // Unique ids.
    ['a unique id may be of any role', ROLE_ID, caller(ADMIN), 'unknown'],
    ['a unique id is itself', ROLE_ID, caller(ROLE_ID), 'yes'],
    ['a unique id is nobody that the policy does not name', ROLE_ID, anybody, 'no'],
    ['a role may have any unique id', ADMIN, caller(ROLE_ID), 'unknown'],

    // Roles and users.
    ['a role means nobody else of the account', ADMIN, anybody, 'no'],
    ['another role', ADMIN, caller(iam('role/App')), 'no'],
    ['a role of the same name in another account', ADMIN, caller(iam('role/Admin', OTHER)), 'no'],
    ['a role whose name a parameter holds', sub(unknownRole), caller(ADMIN), 'unknown'],
    ['the same parameter names the same role', sub(unknownRole), caller(sub(unknownRole)), 'yes'],
    ['a role is no user', ADMIN, caller(iam('user/Admin')), 'no'],
    ['a user is no role', sub(iam('user/${Param}')), caller(ADMIN), 'no'],
    ['a user whose name a parameter holds', sub(iam('user/${Param}')), caller(ANA), 'unknown'],
    ['a role of whatever name is no user', sub(unknownRole), caller(ANA), 'no'],
    ['a role is nobody of another account', ADMIN, caller(sub(iam('${Param}', OTHER))), 'no'],
    ['names that begin differently', sub(iam('role/x-${Param}', '${Account}')), caller(sub(iam('role/y-${Param}', '${Account}'))), 'no'],
    ['a role may be somebody', ADMIN, caller(someone), 'unknown'],
    ['a user may be somebody', ANA, caller(someone), 'unknown'],
    ['a session may be somebody', ALICE, caller(someone), 'unknown'],
    ['roles whose accounts a parameter tells apart, by their names', sub('arn:aws:iam::${Account}:role/x'), caller(ADMIN), 'no'],
    ['a role whose account a parameter holds', sub('arn:aws:iam::${Account}:role/Admin'), caller(ADMIN), 'unknown'],

    // Sessions.
    ['a role means its sessions', ADMIN, caller(ALICE), 'yes'],
    ['a role in a path means its sessions, which do not show it', iam('role/team/Admin'), caller(ALICE), 'yes'],
    ['a role means no session of another', iam('role/App'), caller(ALICE), 'no'],
    ['a role means no session of a user', ADMIN, caller(sts('federated-user/Admin')), 'no'],
    ['a role whose name nobody knows may have any session', sub(unknownRole), caller(ALICE), 'unknown'],
    ['a role may have a session that nobody knows', ADMIN, caller(sub(sts('assumed-role/${Param}'))), 'unknown'],
    ['a role of an account that nobody knows may have any session', sub('arn:aws:iam::${Account}:role/Admin'), caller(ALICE), 'unknown'],
    ['a session does not mean its role', ALICE, caller(ADMIN), 'no'],
    ['one session is not another', ALICE, caller(sts('assumed-role/Admin/bob')), 'no'],
    ['a session whose name a parameter holds', sub(sts('assumed-role/Admin/${Param}')), caller(ALICE), 'unknown'],
    ['a user has no sessions of a role', ANA, caller(ALICE), 'no'],
    ['a session is no user', sub(sts('assumed-role/${Param}')), caller(ANA), 'no'],

    // Roles of the template.
    ['a role of the template is itself', arnOf('AdminRole'), caller(arnOf('AdminRole')), 'yes'],
    ['a role of the template by another text', arnOf('AdminRole'), caller(ADMIN, { resource: 'T#AdminRole' }), 'yes'],
    ['a role of the template is no other', arnOf('AdminRole'), caller(arnOf('AppRole')), 'no'],
    ['a role of the template may have any name', arnOf('AdminRole'), caller(ADMIN), 'unknown'],
    ['a role that is there before the stack is none of it', arnOf('AdminRole'), caller(ADMIN, { before: 'T' }), 'no'],
    ['a role that is there before another stack', arnOf('AdminRole'), caller(ADMIN, { before: 'U' }), 'unknown'],
    ['a role that is there before the stack may be one by its ARN', sub(unknownRole), caller(ADMIN, { before: 'T' }), 'unknown'],
  ])('%s', (_why, principal, subject, allows, denies = allows) => {
    const who = whoAre(principal);
    expect([covers(who, false, subject, 'Allow', scope), covers(who, false, subject, 'Deny', scope)]).toEqual([allows, denies]);
  });
});

describe('NotPrincipal', () => {
  it.each<[string, Json, RequestPrincipal, allows: Answer, denies: Answer]>([
    ['leaves everybody to nobody', '*', anybody, 'no', 'no'],
    ['may be everybody', { Ref: 'Param' }, anybody, 'unknown', 'unknown'],
    ['with an account: its root user is exempt, its roles may not be', ROOT, root, 'no', 'no'],
    ['with an account: whoever is not named is denied', ROOT, anybody, 'no', 'yes'],
    ['with an account: so is a role of it that the list does not name', ROOT, withoutIam, 'no', 'yes'],
    ['with another account', FOREIGN, root, 'yes', 'yes'],
    ['with somebody of the account, who may be its root user', someone, root, 'unknown', 'unknown'],
    ['with somebody of another account', sub(iam('${Param}', OTHER)), root, 'yes', 'yes'],
    ['with another account: its principals are denied all the same', FOREIGN, stranger, 'no', 'yes'],
    ['with a user alone: the account is not listed', ANA, caller(ANA), 'no', 'unknown'],
    ['with a user and its account', [ROOT, ANA], caller(ANA), 'no', 'no'],
    ['with a user and another account', [FOREIGN, ANA], caller(ANA), 'no', 'unknown'],
    ['with another user and the account', [ROOT, ANA], caller(iam('user/bob')), 'no', 'yes'],
    ['with a role and its account: its sessions are not listed', [ROOT, ADMIN], caller(ADMIN), 'no', 'unknown'],
    ['with a session, its role and its account', [ROOT, ADMIN, ALICE], caller(ALICE), 'no', 'no'],
    ['with a session and its account: the role is not listed', [ROOT, ALICE], caller(ALICE), 'no', 'unknown'],
    ['with a role and its account, for one of its sessions', [ROOT, ADMIN], caller(ALICE), 'no', 'unknown'],
    ['with a unique id, which may be of the role', [ROOT, ROLE_ID], caller(ADMIN), 'no', 'unknown'],
    ['with a unique id alone', ROLE_ID, caller(ROLE_ID), 'no', 'unknown'],
    ['with an account and a service, for a role', { AWS: ROOT, Service: SERVICE }, caller(ADMIN), 'no', 'yes'],
    ['with a service', { Service: SERVICE }, service, 'no', 'no'],
    ['with another service', { Service: 's3.amazonaws.com' }, service, 'yes', 'yes'],
    ['with an account, for a service', ROOT, service, 'yes', 'yes'],
    ['with a role of the template, for a service', arnOf('AdminRole'), service, 'yes', 'yes'],
  ])('%s', (_why, principal, subject, allows, denies) => {
    const who = whoAre(principal);
    expect([covers(who, true, subject, 'Allow', scope), covers(who, true, subject, 'Deny', scope)]).toEqual([allows, denies]);
  });
});

describe('the name of a role or user', () => {
  const nameOf = (principal: Json): string | undefined => {
    const [who] = whoAre(principal);
    return who && entityName(who.text);
  };
  it.each<[string, Json, string | undefined]>([
    ['of a role', ADMIN, 'role/Admin'],
    ['of a session is that of its role', ALICE, 'role/Admin'],
    ['leaves out the path', iam('role/team/x/Admin'), 'role/Admin'],
    ['of a user', iam('user/team/ana'), 'user/ana'],
    ['of a session of a user', sts('federated-user/bob'), 'federated-user/bob'],
    ['in a path that looks like a session', iam('role/assumed-role/Admin/App'), 'role/App'],
    ['in an account that nobody knows', sub('arn:aws:iam::${Account}:role/Admin'), 'role/Admin'],
    ['that a parameter holds', sub(unknownRole), undefined],
    ['of a role of the template', arnOf('AdminRole'), undefined],
  ])('%s', (_what, principal, name) => {
    expect(nameOf(principal)).toBe(name);
  });
  it('tells two roles apart also in an account that nobody knows', () => {
    const symbol = (name: string): Text => [{ of: 'pseudo', name: `AWS::${name}`, scope: '' }],
      somewhere: Env = { account: symbol('AccountId'), region: symbol('Region'), partition: symbol('Partition') };
    const roles = ['A', 'B'].map((name) => sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${name}`));
    const durable = (...managers: readonly Json[]): Answer =>
      judge(policyOf(document(allow(managers)), somewhere), scopeIn(somewhere)).durable.answer;
    expect([durable(...roles), durable(...roles.slice(1))]).toEqual(['yes', 'no']);
  });
});
