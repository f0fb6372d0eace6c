/**
 * Verdicts where the evaluator was wrong once, or where it is easy to be: rootTrust fullRootTrust manageable durable public crossAccount.
 */
import { describe, expect, it } from 'vitest';
import type { Answer, Env, Fact } from '../types/values.js';
import type { Json } from '../types/files.js';
import type { SaidVerdicts as Verdicts } from './said.testing.js';
import type { KeyFacts } from './scope.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';
import { judge } from './said.testing.js';

const NAMES = ['rootTrust', 'fullRootTrust', 'manageable', 'durable', 'public', 'crossAccount'] as const;
const LETTERS: Readonly<Record<Answer, string>> = { yes: 'y', no: 'n', unknown: '?' };
const letters = (verdicts: Verdicts): string => NAMES.map((name) => LETTERS[verdicts[name].answer]).join('');
const root = allow(ROOT),
  open = (operator: string, key: string, value: Json): Json => document(root, allow('*', 'kms:Decrypt', when(operator, key, value))),
  rootWhen = (operator: string, key: string, value: Json): Json => document(allow(ROOT, 'kms:*', when(operator, key, value)));

/** An environment that nobody knows, as of a stack without env. */
const pseudo = (name: string): Env['account'] => [{ of: 'pseudo', name, scope: 'stage' }];
const somewhere: Env = { account: pseudo('AWS::AccountId'), region: pseudo('AWS::Region'), partition: pseudo('AWS::Partition') };

const TABLE: readonly (readonly [why: string, policy: Json, expected: string, where?: Env])[] = [
  // The shape of the document.
  ['an empty list of statements trusts nobody', document(), 'nnnnnn'],
  ['an object without statements is refused', {}, 'nnnnnn'],
  ['an empty string is refused', '', 'nnnnnn'],
  ['a principal beside NotPrincipal is refused', document({ ...root, NotPrincipal: { AWS: ADMIN } }), 'nnnnnn'],
  ['an element that does not exist is refused', document({ ...root, Principals: '*' }), 'nnnnnn'],
  ['a Version that does not exist is refused', { Version: '2012-10-16', Statement: root }, 'nnnnnn'],
  ['a list that names nothing means nothing', document({ ...root, Resource: [] }), 'nnnnnn'],
  ['an empty Condition is none', document({ ...root, Condition: {} }), 'yyyynn'],
  ['actions know no letter case', document(allow(ROOT, 'KMS:PUTKEYPOLICY')), 'ynyynn'],

  // Policy variables.
  [
    'before 2012-10-17 a variable is a plain text',
    { Statement: [root, allow('*', 'kms:Decrypt', when('StringEquals', 'kms:CallerAccount', '${aws:PrincipalAccount}'))] },
    'yyyynn',
  ],
  [
    'a Version that only the deployment knows leaves open whether it is one',
    {
      Version: { Ref: 'Param' },
      Statement: [root, allow('*', 'kms:Decrypt', when('StringEquals', 'kms:CallerAccount', '${aws:PrincipalAccount}'))],
    },
    'yyyy??',
  ],

  // How the call comes.
  ['CloudFormation may carry the call', rootWhen('ForAnyValue:StringEquals', 'aws:CalledVia', 'cloudformation.amazonaws.com'), '????nn'],
  ['no other service puts key policies', rootWhen('ForAnyValue:StringEquals', 'aws:CalledVia', 'athena.amazonaws.com'), 'nnnnnn'],
  ['S3 does not put key policies', rootWhen('StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com'), 'nnnnnn'],
  ['a call through some service, as CloudFormation may make it', rootWhen('Bool', 'aws:ViaAWSService', 'true'), '????nn'],
  ['direct calls are left', rootWhen('Bool', 'aws:ViaAWSService', 'false'), 'yyyynn'],
  [
    'every request says whether it comes from a service: to deny both is to deny all',
    document(allow('*'), deny('*', 'kms:*', when('Bool', 'aws:ViaAWSService', ['true', 'false']))),
    'nnnnnn',
  ],

  // What the key and its place decide.
  ['the own Region', rootWhen('StringEquals', 'aws:RequestedRegion', 'us-east-1'), 'yyyynn'],
  ['another Region', rootWhen('StringEquals', 'aws:RequestedRegion', 'eu-west-1'), 'nnnnnn'],
  ['TLS is all that KMS takes', document(root, deny('*', 'kms:*', when('Bool', 'aws:SecureTransport', 'false'))), 'yyyynn'],
  [
    'a bypass of the check is not asked for by plain calls',
    document(root, deny('*', 'kms:PutKeyPolicy', when('Bool', 'kms:BypassPolicyLockoutSafetyCheck', 'true'))),
    'yyyynn',
  ],

  // Strangers and their guards.
  ['a tag says nothing of the account', rootWhen('StringEquals', 'aws:PrincipalTag/team', 'x'), '????nn'],
  ['the path of an organisation binds', open('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-a/r-b/ou-c/*'), 'yyyyny'],
  ['all organisations do not', open('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-*'), 'yyyyyy'],
  ['a session by its id binds; whose, cannot be told', open('StringLike', 'aws:userid', 'AROAEXAMPLEIDEXAMPL1:*'), 'yyyyn?'],
  ['an endpoint binds', open('StringEquals', 'aws:SourceVpce', 'vpce-0123456789abcdef0'), 'yyyyn?'],
  ['all endpoints do not', open('StringLike', 'aws:SourceVpce', 'vpce-*'), 'yyyyyy'],
  ['a route through a service does not', open('StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com'), 'yyyyyy'],
  ['an encryption context does not: callers choose it', open('StringEquals', 'kms:EncryptionContext:x', 'y'), 'yyyyyy'],
  ['a source does: no caller of KMS sets it', open('StringEquals', 'aws:SourceAccount', OWN), 'yyyynn'],
  ['a role name in any account does not', open('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/x'), 'yyyyyy'],
  ['roles of the own account do', open('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${OWN}:role/*`), 'yyyynn'],
  ['all accounts but one are many', open('StringNotEquals', 'aws:PrincipalAccount', OTHER), 'yyyyyy'],
  ['services alone are no strangers', open('Bool', 'aws:PrincipalIsAWSService', 'true'), 'yyyynn'],
  [
    'a Deny on all other accounts fences an open Allow',
    document(allow('*'), deny('*', 'kms:*', when('StringNotEquals', 'aws:PrincipalAccount', OWN))),
    'yyyynn',
  ],
  [
    'and so does one on the ARN',
    document(allow('*'), deny('*', 'kms:*', when('ArnNotLike', 'aws:PrincipalArn', `arn:aws:iam::${OWN}:*`))),
    'yyyynn',
  ],
  [
    'what another account cannot do anyway lets nobody in',
    document(root, allow(`arn:aws:iam::${OTHER}:role/x`, 'kms:ScheduleKeyDeletion')),
    'yyyynn',
  ],

  // Deny with NotPrincipal.
  [
    'the account alone exempts its root user, not its roles',
    document(root, without({ ...deny('*'), NotPrincipal: { AWS: ROOT } }, 'Principal')),
    'nnyynn',
  ],
  [
    'a service exempts nobody of the account',
    document(root, without({ ...deny('*'), NotPrincipal: { Service: 's3.amazonaws.com' } }, 'Principal')),
    'nnnnnn',
  ],

  // Two who are one, and one who may be two.
  ['a role and its session are one', document(allow([ADMIN, `arn:aws:sts::${OWN}:assumed-role/Admin/alice`])), 'nnynnn'],
  ['two roles are two', document(allow([ADMIN, `arn:aws:iam::${OWN}:role/B`])), 'nnyynn'],
  ['the root user and a role', rootWhen('ArnEquals', 'aws:PrincipalArn', [ROOT, ADMIN]), 'nnyynn'],
  ['a role whose name is a parameter is a role', document(allow({ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${Param}' })), 'nnynnn'],

  // An account that nobody knows.
  [
    'its own root is its own root',
    document(allow({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' })),
    'yyyynn',
    somewhere,
  ],
  ['a root by its number may be its own', document(root), '????n?', somewhere],
  ['a named account may be its own', document(allow({ Ref: 'AWS::AccountId' }), allow(FOREIGN, 'kms:Decrypt')), 'yyyyn?', somewhere],
  ['a role by its ARN may be of another account', document(allow(ADMIN)), 'nn?nn?', somewhere],
  ['two roles of an account by its number', document(allow([ADMIN, `arn:aws:iam::${OWN}:role/B`])), 'nn??n?', somewhere],
  [
    'everybody of the own account, whichever it is',
    document(allow('*', 'kms:*', when('StringEquals', 'kms:CallerAccount', { Ref: 'AWS::AccountId' }))),
    'yyyynn',
    somewhere,
  ],
  [
    'everybody of an account by its number',
    document(allow('*', 'kms:*', when('StringEquals', 'kms:CallerAccount', OWN))),
    '????n?',
    somewhere,
  ],
];

describe('verdicts at the edges', () => {
  for (const [why, policy, expected, where] of TABLE)
    it(why, () => {
      expect(letters(judge(policyOf(policy, where), scopeIn(where)))).toBe(expected);
    });
});

describe('a condition on the key itself', () => {
  const absent: Fact<never> = { is: 'absent' },
    at = { file: '', pointer: '' };
  const symmetric: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent },
    rsa: KeyFacts = { ...symmetric, spec: { is: 'known', value: 'RSA_2048', at } };
  const verdicts = (policy: Json, key?: KeyFacts): string => letters(judge(policyOf(policy), { ...scopeIn(), ...(key ? { key } : {}) }));
  it('is decided where the key is known', () => {
    const policy = rootWhen('StringEquals', 'kms:KeySpec', 'SYMMETRIC_DEFAULT');
    expect([verdicts(policy, symmetric), verdicts(policy, rsa), verdicts(policy)]).toEqual(['yyyynn', 'nnnnnn', '????nn']);
    expect(verdicts(rootWhen('Bool', 'kms:MultiRegion', 'false'), symmetric)).toBe('yyyynn');
  });
});
