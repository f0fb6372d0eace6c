/** What principals of other accounts can choose, so that it keeps nobody out, and what they cannot. */
import { describe, expect, it } from 'vitest';
import type { Answer, Env } from '../types/values.js';
import type { Json, JsonObject } from '../types/files.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';
import { judge } from './said.testing.js';

type Answers = readonly [anybody: Answer, another: Answer];
function verdicts(policy: Json, where?: Env): Answers {
  const { public: anybody, crossAccount } = judge(policyOf(policy, where), scopeIn(where));
  return [anybody.answer, crossAccount.answer];
}
/** Everybody may decrypt under these conditions, if no more statements are against it. */
const open = (Condition: JsonObject, ...more: readonly Json[]): Answers =>
  verdicts(document(allow(ROOT), allow('*', 'kms:Decrypt', { Condition }), ...more));
const denied = (operator: string, key: string, value: Json): Json => deny('*', 'kms:*', when(operator, key, value));

const EVERYBODY: Answers = ['yes', 'yes'],
  NOBODY: Answers = ['no', 'no'],
  NOT_KNOWN: Answers = ['unknown', 'unknown'],
  /** Those of an organisation, whichever it is. */
  MEMBERS: Answers = ['no', 'yes'],
  PERHAPS_SOME: Answers = ['no', 'unknown'];
const MFA = 'aws:MultiFactorAuthPresent',
  AGE = 'aws:MultiFactorAuthAge',
  VIA = 'aws:ViaAWSService',
  CONTEXT = 'kms:EncryptionContext:x',
  KEYS = 'kms:EncryptionContextKeys',
  ARN = 'aws:PrincipalArn',
  ORG = 'aws:PrincipalOrgID',
  GUEST = `arn:aws:iam::${OTHER}:role/Guest`;

describe('a guard that the caller can pass', () => {
  it.each<[string, JsonObject, readonly Json[], Answers]>([
    ['MFA', { Bool: { [MFA]: 'true' } }, [], EVERYBODY],
    ['no MFA', { Bool: { [MFA]: 'false' } }, [], EVERYBODY],
    ['a Deny without MFA: those who have it pass', {}, [denied('BoolIfExists', MFA, 'false')], EVERYBODY],
    [
      'a Deny with MFA: those who are asked and have none pass',
      { Null: { [MFA]: 'false' } },
      [denied('BoolIfExists', MFA, 'true')],
      EVERYBODY,
    ],
    ['two Denies that leave nothing of what every request says', {}, [denied('Bool', VIA, 'true'), denied('Bool', VIA, 'false')], NOBODY],
    ['MFA that is young', { NumericLessThan: { [AGE]: 3600 } }, [], EVERYBODY],
    [
      'a user name together with the ARN of a root user, which has none',
      { StringEquals: { 'aws:username': 'ana' }, ArnLike: { [ARN]: FOREIGN } },
      [],
      NOBODY,
    ],
    ['a Deny of all tags but such as no tag can be', {}, [denied('StringNotLike', 'aws:PrincipalTag/team', 'a$*')], NOBODY],
    [
      'a service on the way, where calls that no service made are denied by a text',
      { Null: { 'kms:ViaService': 'false' } },
      [denied('StringEquals', VIA, 'false')],
      EVERYBODY,
    ],
    [
      'a tag that is neither true nor false',
      { StringLike: { 'aws:PrincipalTag/t': '*' } },
      [denied('Bool', 'aws:PrincipalTag/t', 'true'), denied('Bool', 'aws:PrincipalTag/t', 'false')],
      EVERYBODY,
    ],
    ['MFA that is old', { NumericGreaterThan: { [AGE]: 3600 } }, [], EVERYBODY],
    ['MFA of one age', { NumericEquals: { [AGE]: 3600 } }, [], EVERYBODY],
    ['MFA that is both young and denied', { NumericLessThan: { [AGE]: 60 } }, [denied('NumericLessThan', AGE, 60)], NOBODY],
    ['MFA of an age that a parameter holds', { NumericLessThan: { [AGE]: { Ref: 'Param' } } }, [], NOT_KNOWN],
    ['an encryption context', { StringLike: { [CONTEXT]: 'a*b?' } }, [], EVERYBODY],
    [
      'an encryption context that is longer than those denied',
      { StringLike: { [CONTEXT]: 'a*' } },
      [denied('StringLike', CONTEXT, ['a', 'a?'])],
      EVERYBODY,
    ],
    [
      'a name in any account and an encryption context',
      { ArnLike: { [ARN]: 'arn:aws:iam::*:role/x' }, StringEquals: { [CONTEXT]: 'a' } },
      [],
      EVERYBODY,
    ],
    ['an encryption context that a parameter holds', { StringEquals: { [CONTEXT]: { Ref: 'Param' } } }, [], NOT_KNOWN],
    ['a program of any name but one', { StringNotEquals: { 'aws:UserAgent': 'curl' } }, [], EVERYBODY],
    [
      'several keys of an encryption context at once',
      { 'ForAnyValue:StringEquals': { [KEYS]: 'a' }, 'ForAnyValue:StringLike': { [KEYS]: 'b*' } },
      [],
      EVERYBODY,
    ],
    [
      'several keys of which a parameter holds one',
      { 'ForAnyValue:StringEquals': { [KEYS]: 'a' }, 'ForAnyValue:StringLike': { [KEYS]: { Ref: 'Param' } } },
      [],
      NOT_KNOWN,
    ],
    [
      'a tag, which has one value and not two',
      { 'ForAnyValue:StringEquals': { 'aws:PrincipalTag/t': 'a' }, 'ForAnyValue:StringLike': { 'aws:PrincipalTag/t': 'b*' } },
      [],
      NOBODY,
    ],
    [
      'a context that is any text, also where the numbers about one are denied',
      { StringLike: { [CONTEXT]: '*' } },
      [denied('StringEquals', CONTEXT, ['4', '5', '6'])],
      EVERYBODY,
    ],
    ['a service on the way', { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' }, Bool: { [VIA]: 'true' } }, [], EVERYBODY],
    [
      'a service on the way of a call that no service makes',
      { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com', 'aws:UserAgent': 'x' }, Bool: { [VIA]: 'false' } },
      [],
      NOBODY,
    ],
    ['no service on the way', { Null: { 'kms:ViaService': 'true' }, Bool: { [VIA]: 'false' } }, [], EVERYBODY],
    [
      'a call that names no service and comes from one all the same',
      { Null: { 'aws:CalledVia': 'true' }, Bool: { [VIA]: 'true' } },
      [],
      EVERYBODY,
    ],
    [
      'one action that has what another has not',
      { StringEquals: { [CONTEXT]: 'a' }, Null: { 'kms:EncryptionAlgorithm': 'false' } },
      [],
      EVERYBODY,
    ],
  ])('%s', (_guard, condition, more, expected) => {
    expect(open(condition, ...more)).toEqual(expected);
  });
  it('the account, where it is in the policy as a symbol', () => {
    const somewhere: Env = { account: [{ of: 'pseudo', name: 'AWS::AccountId', scope: 'T' }], region: ['us-east-1'], partition: ['aws'] };
    const policy = document(allow('*', 'kms:Decrypt', when('StringEquals', CONTEXT, { Ref: 'AWS::AccountId' })));
    expect(verdicts(policy, somewhere)).toEqual(EVERYBODY);
  });
});

describe('a policy variable stands for what the caller is or chooses', () => {
  it.each<[string, string, string, string, Answers]>([
    ['a context that is to be the own account', 'StringEquals', CONTEXT, '${aws:PrincipalAccount}', EVERYBODY],
    ['or to hold it', 'StringLike', CONTEXT, 'account-${aws:PrincipalAccount}-*', EVERYBODY],
    ['or the own ARN', 'StringEquals', CONTEXT, '${aws:PrincipalArn}', EVERYBODY],
    ['a tag that is to be the account of the key', 'StringEquals', 'aws:PrincipalTag/t', '${aws:ResourceAccount}', EVERYBODY],
    ['a context that is to be a tag, which may be there', 'StringEquals', CONTEXT, '${aws:PrincipalTag/t}', NOT_KNOWN],
    ['an account that is to be a tag', 'StringEquals', 'aws:PrincipalAccount', '${aws:PrincipalTag/t}', NOT_KNOWN],
    ['a context that is to be what no caller has', 'StringEquals', CONTEXT, '${aws:SourceAccount}', NOBODY],
    ['a way that is to be a tag', 'Bool', VIA, '${aws:PrincipalTag/t}', NOT_KNOWN],
    ['a user by its own name', 'ArnLike', ARN, 'arn:aws:iam::*:user/${aws:username}', NOT_KNOWN],
    ['an account that is to be that of the key', 'StringEquals', 'aws:PrincipalAccount', '${aws:ResourceAccount}', NOBODY],
  ])('%s', (_case, operator, key, value, expected) => {
    expect(open({ [operator]: { [key]: value } })).toEqual(expected);
  });
  it('and before 2012-10-17 is plain text, which can be chosen too', () => {
    const statement = allow('*', 'kms:Decrypt', when('StringEquals', CONTEXT, '${aws:SourceAccount}'));
    expect(verdicts({ Version: '2008-10-17', Statement: statement })).toEqual(EVERYBODY);
  });
  it('also of a name that only the request tells', () => {
    const names = { ArnLike: { [ARN]: 'arn:aws:iam::*:role/Team-*' }, StringEquals: { [CONTEXT]: '${aws:PrincipalArn}' } };
    expect(open(names)).toEqual(NOT_KNOWN);
  });
});

describe('a name binds, a pattern of names in any account does not', () => {
  it.each<[string, Json, Answers]>([
    ['a bare star, of which the guide does not say whether it matches an ARN', '*', NOT_KNOWN],
    ['any role', 'arn:aws:iam::*:role/*', EVERYBODY],
    ['some users', 'arn:*:iam::*:user/team/*', EVERYBODY],
    ['some users of accounts that begin alike', 'arn:aws:iam::4*:user/team/*', NOT_KNOWN],
    ['roles of another account', `arn:aws:iam::${OTHER}:role/Team-*`, MEMBERS],
    ['one role of another account', GUEST, MEMBERS],
    ['roles of the own account', `arn:aws:iam::${OWN}:role/Team-*`, NOBODY],
    ['what is no ARN', 'Admin', NOBODY],
  ])('%s', (_case, value, expected) => {
    expect(open({ ArnLike: { [ARN]: value } })).toEqual(expected);
  });
  it.each<[string, Json, Answers]>([
    ['a name behind any account', '*:role/Admin', EVERYBODY],
    ['a name behind anything', '*Admin', EVERYBODY],
    ['a name in any path', '*/Admin', EVERYBODY],
    ['users behind any partition and account', 'arn:*:user/*', EVERYBODY],
    ['any root user', '*:root', EVERYBODY],
    ['an account behind anything', `*::${OWN}:role/*`, NOBODY],
    ['an account behind anything, which may be the end of another', `*${OTHER}:role/Team-*`, NOT_KNOWN],
    ['what no principal ends with', '*:group/Admins', NOBODY],
  ])('as text, %s', (_case, value, expected) => {
    expect(open({ StringLike: { [ARN]: value } })).toEqual(expected);
  });
  it.each<[string, readonly Json[], Answers]>([
    ['a role may do what is for its name', [allow(GUEST, 'kms:Decrypt', when('ArnEquals', ARN, GUEST))], MEMBERS],
    ['a role may not do what is for another name', [allow(GUEST, 'kms:Decrypt', when('ArnEquals', ARN, `${GUEST}2`))], NOBODY],
    [
      'a user may not do what is for roles',
      [allow(`arn:aws:iam::${OTHER}:user/ana`, 'kms:Decrypt', when('ArnLike', ARN, 'arn:aws:iam::*:role/*'))],
      NOBODY,
    ],
    ['whether a role has an id, nobody knows', [allow(GUEST, 'kms:Decrypt', when('StringLike', 'aws:userid', '*:eve'))], PERHAPS_SOME],
    ['an account may do what is for a pattern of its names', [allow(FOREIGN, 'kms:Decrypt', when('ArnLike', ARN, `${GUEST}?`))], MEMBERS],
    ['an account may do what is for one of its names', [allow(FOREIGN, 'kms:Decrypt', when('ArnEquals', ARN, GUEST))], MEMBERS],
    [
      'a Deny on all but an account exempts its root user',
      [allow(FOREIGN, 'kms:Decrypt'), without({ ...deny(FOREIGN), NotPrincipal: { AWS: FOREIGN } }, 'Principal')],
      MEMBERS,
    ],
    [
      'a Deny on all but an account exempts no role of it',
      [
        allow(FOREIGN, 'kms:Decrypt', when('ArnLike', ARN, 'arn:aws:iam::*:role/*')),
        without({ ...deny(FOREIGN), NotPrincipal: { AWS: FOREIGN } }, 'Principal'),
      ],
      NOBODY,
    ],
    [
      'the root users of all accounts, where others are kept out',
      [allow('*', 'kms:Decrypt', when('ArnNotLike', ARN, ['arn:aws:iam::*:role/*', 'arn:aws:*::*:*user/*', `arn:aws:iam::${OWN}:*`]))],
      EVERYBODY,
    ],
    ...(
      [
        ['roles', ['arn:aws:iam::*:user/*', 'arn:aws:iam::*:root', 'arn:aws:sts::*:*']],
        ['users', ['arn:aws:iam::*:role/*', 'arn:aws:iam::*:root', 'arn:aws:sts::*:*']],
        ['the root user', ['arn:aws:iam::*:role/*', 'arn:aws:iam::*:user/*', 'arn:aws:sts::*:*']],
        ['federated users', ['arn:aws:iam::*:*', 'arn:aws:sts::*:assumed-role/*']],
      ] as const
    ).map(([who, others]): [string, readonly Json[], Answers] => [
      `${who} of an account, where all others are kept out`,
      [allow(FOREIGN, 'kms:Decrypt', when('ArnNotLike', ARN, others))],
      MEMBERS,
    ]),
    [
      'nobody, where all are kept out',
      [allow(FOREIGN, 'kms:Decrypt', when('ArnNotLike', ARN, ['arn:aws:iam::*:*', 'arn:aws:sts::*:*']))],
      NOBODY,
    ],
    [
      'a Deny on all but an account exempts its root user, who is no user',
      [
        allow(FOREIGN, 'kms:Decrypt', when('StringEquals', 'aws:PrincipalType', 'User')),
        without({ ...deny(FOREIGN), NotPrincipal: { AWS: FOREIGN } }, 'Principal'),
      ],
      NOBODY,
    ],
    ['the root user of an account by a condition', [allow(FOREIGN, 'kms:Decrypt', when('ArnEquals', ARN, FOREIGN))], MEMBERS],
    [
      'an account may not, where its one name is denied',
      [allow(FOREIGN, 'kms:Decrypt', when('ArnEquals', ARN, GUEST)), deny(GUEST)],
      NOBODY,
    ],
  ])('%s', (_case, statements, expected) => {
    expect(verdicts(document(allow(ROOT), ...statements))).toEqual(expected);
  });
});

describe('an organisation or a network', () => {
  it.each<[string, string, string, Json, Answers]>([
    ['one organisation', 'StringEquals', ORG, 'o-abcd1234', MEMBERS],
    ['organisations of one letter', 'StringLike', ORG, 'o-?', ['unknown', 'yes']],
    ['one that a parameter names', 'StringEquals', ORG, { Ref: 'Param' }, PERHAPS_SOME],
    ['one that a parameter names, or all of them', 'StringLike', ORG, { Ref: 'Param' }, NOT_KNOWN],
    ['the one of the key', 'StringEquals', ORG, '${aws:ResourceOrgID}', PERHAPS_SOME],
    ['one whose id has an unknown beginning', 'StringLike', ORG, '?-abcd1234', PERHAPS_SOME],
    ['one whose id has a known end', 'StringLike', ORG, '*abcd1234', ['unknown', 'yes']],
    ['a part of the same name in any organisation', 'ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', '*/r-ab12/*', ['unknown', 'yes']],
    [
      'a part of the same name in organisations that begin alike',
      'ForAnyValue:StringLike',
      'aws:PrincipalOrgPaths',
      'o-a*/r-ab12/*',
      ['unknown', 'yes'],
    ],
    ['all but one', 'StringNotEquals', ORG, 'o-abcd1234', EVERYBODY],
    ['none', 'Null', ORG, 'true', EVERYBODY],
    ['some', 'Null', ORG, 'false', EVERYBODY],
    ['an address', 'IpAddress', 'aws:SourceIp', '203.0.113.7', PERHAPS_SOME],
    ['all addresses', 'IpAddress', 'aws:SourceIp', '0.0.0.0/0', EVERYBODY],
    ['a network', 'StringEquals', 'aws:SourceVpc', 'vpc-1', PERHAPS_SOME],
  ])('%s', (_case, operator, key, value, expected) => {
    expect(open({ [operator]: { [key]: value } })).toEqual(expected);
  });
  it('what is allowed from a network and denied from it is open to none', () => {
    expect(open({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, denied('StringEquals', 'aws:SourceVpc', 'vpc-1'))).toEqual(NOBODY);
  });
  it('what is allowed to any organisation and denied to all that begin as they do is open to none', () => {
    expect(open({ StringLike: { [ORG]: '*' } }, denied('StringLike', ORG, 'o-*'))).toEqual(NOBODY);
  });
  it.each<[string, Json]>([
    ['an account', FOREIGN],
    ['a role', GUEST],
  ])('whether %s is of an organisation or in a network, nobody knows', (_who, principal) => {
    const bound = (key: string, value: string): Answers =>
      verdicts(document(allow(ROOT), allow(principal, 'kms:Decrypt', when('StringEquals', key, value))));
    expect([bound(ORG, 'o-abcd1234'), bound('aws:SourceVpc', 'vpc-1')]).toEqual([PERHAPS_SOME, PERHAPS_SOME]);
  });
  it('only a service that calls in its own name says for whom', () => {
    const source = when('StringEquals', 'aws:SourceAccount', OWN);
    expect(verdicts(document(allow(ROOT), allow({ 'Fn::Sub': 'arn:aws:iam::${Account}:root' }, 'kms:Decrypt', source)))).toEqual(NOBODY);
    expect(verdicts(document(allow(ROOT), allow(FOREIGN, 'kms:Decrypt', source)))).toEqual(NOBODY);
  });
});

describe('what AWS gives a request, and what a caller makes up', () => {
  const USER_ID = 'aws:userid',
    PROVIDER = `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com`;
  it.each<[string, string, string, Json, Answers]>([
    ['a key that KMS does not have', 'StringEquals', 'kms:CallerAcount', OWN, NOBODY],
    ['an encryption context that is a star', 'StringEquals', CONTEXT, '*', EVERYBODY],
    ['a tag that is a star, which no tag is', 'StringEquals', 'aws:PrincipalTag/team', '*', NOBODY],
    ['a session name in any account', 'StringLike', USER_ID, '*:jane@example.com', EVERYBODY],
    ['the end of a session name in any account', 'StringLike', USER_ID, '*-deploy', EVERYBODY],
    ['the session name of a role, whose id it is not', 'StringLike', USER_ID, 'AROA*:jane', EVERYBODY],
    ['the users of all accounts', 'StringLike', USER_ID, 'AIDA*', EVERYBODY],
    ['whoever is no role', 'StringNotLike', USER_ID, ['AROA*', 'AIDA*'], EVERYBODY],
    ['the id of one role', 'StringLike', USER_ID, 'AROAEXAMPLEIDEXAMPL1:*', PERHAPS_SOME],
    ['a private address, which many networks have', 'IpAddress', 'aws:VpcSourceIp', '10.0.0.0/8', EVERYBODY],
    ['half of all addresses, and the other half', 'IpAddress', 'aws:SourceIp', ['0.0.0.0/1', '128.0.0.0/1'], NOT_KNOWN],
    ['the endpoints of the own account', 'StringEquals', 'aws:VpceAccount', '${aws:PrincipalAccount}', EVERYBODY],
    ['the endpoints of the account of the key', 'StringEquals', 'aws:VpceAccount', OWN, PERHAPS_SOME],
    ['an attested enclave', 'StringEqualsIgnoreCase', 'kms:RecipientAttestation:PCR8', 'ab', PERHAPS_SOME],
    ['sessions that a provider of the account federates', 'StringEquals', 'aws:FederatedProvider', PROVIDER, NOBODY],
    ['sessions that a provider of the web federates', 'StringEquals', 'aws:FederatedProvider', 'accounts.google.com', EVERYBODY],
    ['a service by a name that no request has', 'StringEquals', 'kms:ViaService', 's3.amazonaws.com', NOBODY],
    ['a role of that name in the own account, whichever', 'ArnLike', ARN, 'arn:aws:iam::${aws:PrincipalAccount}:role/Deploy', EVERYBODY],
    ['roles of the account, as a string', 'StringLike', ARN, `arn:aws:iam::${OWN}:role/*`, NOBODY],
  ])('%s', (_case, operator, key, value, expected) => {
    expect(open({ [operator]: { [key]: value } })).toEqual(expected);
  });
  it.each<[string, string, string, Json]>([
    ['its roles by their ids', 'StringNotLike', USER_ID, ['AIDA*', OTHER]],
    ['its users by their ids', 'StringNotLike', USER_ID, ['AROA*', OTHER]],
    ['its root user by the account', 'StringNotLike', USER_ID, ['AROA*', 'AIDA*']],
    ['those that its own provider federates', 'StringEquals', 'aws:FederatedProvider', PROVIDER.replace(OWN, OTHER)],
  ])('lets in of another account %s', (_who, operator, key, value) => {
    expect(verdicts(document(allow(ROOT), allow(FOREIGN, 'kms:Decrypt', when(operator, key, value))))).toEqual(MEMBERS);
  });
  it.each<[string, JsonObject, Answers]>([
    ['users among roles', { StringEquals: { 'aws:PrincipalType': 'User' }, ArnLike: { [ARN]: 'arn:aws:iam::*:role/*' } }, NOBODY],
    ['roles among roles', { StringEquals: { 'aws:PrincipalType': 'AssumedRole' }, ArnLike: { [ARN]: 'arn:aws:iam::*:role/*' } }, EVERYBODY],
    ['roles that have the name of a user', { StringLike: { 'aws:username': '*' }, ArnLike: { [ARN]: 'arn:aws:iam::*:role/*' } }, NOBODY],
    ['users that have the name of a user', { StringLike: { 'aws:username': '*' }, ArnLike: { [ARN]: 'arn:aws:iam::*:user/*' } }, EVERYBODY],
    ['sessions that have the name of a user', { StringLike: { 'aws:username': '*', 'aws:PrincipalType': 'Ass*' } }, NOBODY],
    ['users by any name', { StringLike: { 'aws:username': '*' } }, EVERYBODY],
    ['roles by their type alone', { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }, EVERYBODY],
    ['callers that nobody knows', { StringEquals: { 'aws:PrincipalType': 'Anonymous' } }, NOBODY],
  ])('what one request cannot be at once: %s', (_case, condition, expected) => {
    expect(open(condition)).toEqual(expected);
  });
  it.each<[who: string, principal: string, operator: string, value: string, Answers]>([
    ['a user has its own name', `arn:aws:iam::${OTHER}:user/team/ana`, 'StringEquals', 'ana', MEMBERS],
    ['a user has no other name', `arn:aws:iam::${OTHER}:user/team/ana`, 'StringEquals', 'bob', NOBODY],
    ['a user has a name', `arn:aws:iam::${OTHER}:user/ana`, 'Null', 'true', NOBODY],
    ['a role has none', GUEST, 'StringLike', '*', NOBODY],
    ['a role cannot have one', GUEST, 'Null', 'true', MEMBERS],
  ])('whom the policy names has no choice of its user name: %s', (_who, principal, operator, value, expected) => {
    const named = allow(principal, 'kms:Decrypt', when(operator, 'aws:username', value));
    expect(verdicts(document(allow(ROOT), named))).toEqual(expected);
  });
  it('what does not work on the kind of key lets nobody in', () => {
    const known = (value: string) => ({ is: 'known', value, at: { file: '', pointer: '' } }) as const,
      rsa = { spec: known('RSA_2048'), usage: known('SIGN_VERIFY'), origin: known('AWS_KMS'), multiRegion: { is: 'absent' } } as const;
    const of = (action: string): Answer => judge(policyOf(document(allow('*', action))), { ...scopeIn(), key: rsa }).public.answer;
    expect([of('kms:Decrypt'), of('kms:Sign'), of('kms:RetireGrant')]).toEqual(['no', 'yes', 'no']);
  });
});

describe('one Allow is enough, and it is tried by itself', () => {
  it.each<[string, readonly Json[], Answers]>([
    [
      'the second, where the first fails',
      [allow('*', 'kms:Decrypt', when('StringEquals', 'aws:SourceAccount', OWN)), allow('*', 'kms:Encrypt')],
      EVERYBODY,
    ],
    [
      'the second is for everybody, where the first binds',
      [allow('*', 'kms:Decrypt', when('StringEquals', ORG, 'o-1')), allow('*', 'kms:Encrypt')],
      EVERYBODY,
    ],
    [
      'the second is certain, where the first is not',
      [allow('*', 'kms:Decrypt', when('StringEquals', CONTEXT, { Ref: 'Param' })), allow('*', 'kms:Encrypt')],
      EVERYBODY,
    ],
    [
      'an organisation for certain, where others perhaps get in',
      [
        allow('*', 'kms:Decrypt', when('StringEquals', ORG, 'o-1')),
        allow('*', 'kms:Encrypt', when('StringEquals', CONTEXT, { Ref: 'Param' })),
      ],
      ['unknown', 'yes'],
    ],
    [
      'one action, where others are denied',
      [allow('*'), deny('*', ['kms:C*', 'kms:De*', 'kms:G*', 'kms:L*', 'kms:R*', 'kms:S*', 'kms:V*'])],
      EVERYBODY,
    ],
    ['none, where all are', [allow('*'), deny(ADMIN), deny('*')], NOBODY],
  ])('%s', (_case, statements, expected) => {
    expect(verdicts(document(...statements))).toEqual(expected);
  });
});

describe('where there are many ways to ask', () => {
  const contexts = (count: number, values: Json): JsonObject =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`kms:EncryptionContext:k${i}`, values]));
  const two = ['a', 'b'];
  it('what the Allow itself excludes is not tried', () => {
    expect(open({ StringEquals: contexts(12, 'a') })).toEqual(EVERYBODY);
  });
  it('a failure of all is certain', () => {
    expect(open({ StringEquals: contexts(9, two) }, deny('*'))).toEqual(NOBODY);
  });
  it('a failure of the first few hundred is not', () => {
    expect(open({ StringEquals: contexts(10, two) }, deny('*'))).toEqual(NOT_KNOWN);
    expect(open({ StringEquals: contexts(10, two) }, denied('StringEquals', 'kms:EncryptionContext:k0', 'a'))).toEqual(NOT_KNOWN);
  });
  it('another Allow may be certain all the same', () => {
    expect(open({ StringEquals: contexts(10, two) }, deny('*', 'kms:Decrypt'), allow('*', 'kms:Encrypt'))).toEqual(EVERYBODY);
    expect(open({ StringEquals: contexts(10, two) }, deny('*', 'kms:Decrypt'), allow(ADMIN, 'kms:Encrypt'))).toEqual(NOT_KNOWN);
  });
});
