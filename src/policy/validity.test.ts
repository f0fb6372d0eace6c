/** What KMS refuses, and what it takes though it looks odd. */
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../types/files.js';
import { ADMIN, allow, document, FOREIGN, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';
import { LIMITS } from '../reference/cloudformation.js';
import { refusals } from './said.testing.js';

const found = (policy: Json): readonly string[] =>
  refusals(policyOf(policy), scopeIn()).map(({ kind, level, why }) => `${level === 'note' ? 'note ' : ''}${kind}: ${why}`);
const root = allow(ROOT);

describe('KMS refuses', () => {
  it.each<[string, Json, string]>([
    ['a string that is not JSON', '{"Statement":[', 'shape: the policy is not JSON'],
    ['a policy without statements', { Version: '2012-10-17' }, 'shape: the policy has no Statement'],
    [
      'an Effect in the wrong case',
      document({ ...root, Effect: 'allow' }),
      'shape: statement 1 has the Effect allow, and only Allow and Deny exist',
    ],
    ['a statement without Effect', document(without(root, 'Effect')), 'shape: statement 1 has no Effect'],
    ['a statement without Principal', document(root, without(root, 'Principal')), 'shape: statement 2 has no Principal'],
    ['a Principal that names nobody', document(root, { ...root, Principal: {} }), 'shape: statement 2 names no principal'],
    ['an empty list of principals', document(root, allow([])), 'shape: statement 2 names no principal'],
    [
      'a Version that YAML made a time',
      { ...document(root), Version: '2012-10-17T00:00:00.000Z' },
      'version: its Version is 2012-10-17T00:00:00.000Z, and only 2012-10-17 and 2008-10-17 exist',
    ],
    [
      'an element in the wrong number',
      document({ ...root, Actions: 'kms:*' }),
      'element: statement 1 has an element Actions, which does not exist',
    ],
    ['Action beside NotAction', document({ ...root, NotAction: 'kms:Decrypt' }), 'element: statement 1 has both Action and NotAction'],
    [
      'an operator that does not exist',
      document({ ...root, ...when('StringEqual', 'kms:CallerAccount', OWN) }),
      'operator: statement 1 has a condition operator StringEqual, which does not exist',
    ],
    [
      'a Condition that is no object',
      document({ ...root, Condition: ['aws:SecureTransport'] }),
      'shape: statement 1 has a Condition that is not an object',
    ],
    [
      'an operator without condition keys',
      document({ ...root, Condition: { Bool: 'aws:SecureTransport' } }),
      'shape: statement 1 has a Bool that is not an object',
    ],
    [
      'one in a policy that is a string',
      JSON.stringify(document({ ...root, ...when('StringEqual', 'kms:CallerAccount', OWN) })),
      'operator: statement 1 has a condition operator StringEqual, which does not exist',
    ],
    [
      'ForAllValues on what has one value',
      document({ ...root, ...when('ForAllValues:StringEquals', 'kms:EncryptionContext:app', 'a') }),
      'set-operator: statement 1 has ForAllValues on kms:EncryptionContext:app, which has one value at most, so that it would hold for every request without it',
    ],
    [
      'a group',
      document(root, allow(`arn:aws:iam::${OWN}:group/Devs`)),
      `principal: statement 2 names arn:aws:iam::${OWN}:group/Devs as principal: a group cannot be a principal`,
    ],
    [
      'a wildcard in a part of an ARN',
      document(root, allow(`arn:aws:iam::${OWN}:role/*`)),
      `principal: statement 2 names arn:aws:iam::${OWN}:role/* as principal: a wildcard stands for a whole principal only, not for a part of an ARN`,
    ],
    [
      'another partition',
      document(allow(`arn:aws-cn:iam::${OWN}:root`)),
      `principal: statement 1 names arn:aws-cn:iam::${OWN}:root as principal: the key is in the partition aws, not aws-cn`,
    ],
    [
      'an account id that lost its zero',
      document(root, allow(11122223333)),
      'principal: statement 2 names 11122223333 as principal: an account id has twelve digits',
    ],
    [
      'an account id of a test',
      document(allow('arn:aws:iam::1234:root')),
      'principal: statement 1 names arn:aws:iam::1234:root as principal: an account id has twelve digits',
    ],
    [
      'the name of a role, which is what Ref gives',
      document(root, allow({ Ref: 'AdminRole' })),
      'principal: statement 2 names ${AdminRole} as principal: Ref gives the name of a role, and a principal is an ARN',
    ],
    [
      'an ARN outside of the block that says its kind',
      document({ ...root, Principal: ROOT }),
      `principal: statement 1 names ${ROOT} as principal: a Principal that is not * names its kind: AWS or Service`,
    ],
    [
      'a bucket',
      document(root, allow('arn:aws:s3:::b')),
      'principal: statement 2 names arn:aws:s3:::b as principal: a principal is an ARN of IAM or STS, not of s3',
    ],
    [
      'an account id with a digit too many',
      document(allow(`arn:aws:iam::${OWN}4:root`)),
      `principal: statement 1 names arn:aws:iam::${OWN}4:root as principal: an account id has twelve digits`,
    ],
    [
      'an empty principal',
      document(allow('')),
      'principal: statement 1 names an empty string as principal: it is neither *, an account id nor an ARN',
    ],
    [
      'a principal that is an object',
      document(allow([{ a: 'b' }])),
      'principal: statement 1 names an object as principal: a principal is a text',
    ],
    [
      'the name of a service in another domain',
      document(root, allow({ Service: 's3.amazon.com' })),
      'principal: statement 2 names s3.amazon.com as principal: no service of AWS has a name in this domain',
    ],
    [
      'the name of a service that only Fn::Sub would complete',
      document(root, allow({ Service: 'logs.${AWS::Region}.amazonaws.com' })),
      'principal: statement 2 names logs.${AWS::Region}.amazonaws.com as principal: nothing replaces ${AWS::Region}, because it stands outside of Fn::Sub',
    ],
    ['a bell, though it is in Latin-1', document({ ...root, Sid: 'a\u0007' }), 'characters: "\u0007" is not in Latin-1'],
    ['characters outside of Latin-1', document({ ...root, Sid: 'für 🔑' }), 'characters: "🔑" is not in Latin-1'],
  ])('%s', (_why, policy, expected) => {
    expect(found(policy)).toContain(expected);
  });

  it('for several reasons at once, each of which is told', () => {
    const statements = [
      { ...allow(''), ...when('StringIs', 'aws:a', 'b'), Effect: 'allow' },
      without({ ...root, Principals: ROOT }, 'Principal'),
      without(without({ ...root, NotAction: 'kms:Decrypt', NotResource: '*' }, 'Effect'), 'Principal'),
      without(without(root, 'Effect'), 'Principal'),
      allow(`arn:aws:iam::${OWN}:group/Devs`),
    ];
    expect(found({ ...document(...statements), Version: '2012' })).toEqual([
      'version: its Version is 2012, and only 2012-10-17 and 2008-10-17 exist',
      'shape: statement 1 has the Effect allow, and only Allow and Deny exist',
      'element: statement 2 has an element Principals, which does not exist',
      'element: statement 3 has both Action and NotAction',
      'element: statement 3 has both Resource and NotResource',
      'shape: statement 4 has no Effect',
      'shape: statement 4 has no Principal',
      'operator: statement 1 has a condition operator StringIs, which does not exist',
      'principal: statement 1 names an empty string as principal: it is neither *, an account id nor an ARN',
      `principal: statement 5 names arn:aws:iam::${OWN}:group/Devs as principal: a group cannot be a principal`,
    ]);
  });

  it('says where, and that it is more than a note', () => {
    const policy = policyOf(document(root, { ...allow('x'), ...when('StringIs', 'aws:a', '€') }));
    const at = (path: string): object => ({ file: policy.at.file, pointer: `${policy.at.pointer}/Statement/1/${path}` });
    expect(refusals(policy, scopeIn()).map(({ at, level, kind }) => [at, level, kind])).toEqual([
      [at('Condition/StringIs'), 'refused', 'operator'],
      [at('Principal/AWS'), 'refused', 'principal'],
      [at('Condition/StringIs/aws:a'), 'refused', 'characters'],
    ]);
  });
});

describe('the size of a policy', () => {
  /** Fills the policy up to a number of bytes, with nothing where the text stands that only the deployment knows. */
  const filled = (bytes: number, statement: JsonObject, unknown?: Json): Json => {
    const withSid = (Sid: string, AWS: Json): JsonObject => document({ ...statement, Sid, ...(unknown ? { Principal: { AWS } } : {}) });
    return withSid('x'.repeat(bytes - JSON.stringify(withSid('', '')).length), unknown ?? '');
  };
  const most = LIMITS.policyBytes;
  it.each<[string, JsonObject, Json?]>([
    ['is counted in bytes of its JSON', { ...root, ...when('NumericLessThan', 'aws:MultiFactorAuthAge', 3600) }],
    ['is counted in its lists too', allow([ROOT, ADMIN], ['kms:Decrypt', 'kms:Encrypt'])],
    ['is counted without what the deployment puts in', root, { 'Fn::GetAtt': ['AdminRole', 'Arn'] }],
    ['is counted without what nobody knows', root, { 'Fn::If': ['C', ROOT, ADMIN] }],
  ])('%s', (_why, statement, unknown) => {
    expect(found(filled(most, statement, unknown))).toEqual([]);
    expect(found(filled(most + 1, statement, unknown))).toEqual([`size: it has at least ${most + 1} bytes, and ${most} are the most`]);
  });
  it('is that of the string where the policy is one', () => {
    const text = JSON.stringify(document(root));
    expect(found(text.padEnd(most))).toEqual([]);
    expect(found(text.padEnd(most + 1))).toHaveLength(1);
  });
  it('counts letters outside of ASCII as two', () => {
    expect(found(document({ ...root, Sid: 'ü'.repeat(most / 2) }))).toHaveLength(1);
  });
});

describe('KMS takes', () => {
  it.each<[string, Json]>([
    ['the default policy', document(root)],
    ['one statement that is no list', { Version: '2012-10-17', Statement: root }],
    ['a policy without Version', { Statement: [root] }],
    ['a policy in a string', JSON.stringify(document(root))],
    ['a statement without Resource, which has no effect', document(root, without(allow(ADMIN), 'Resource'))],
    ['a number as account', document(allow(Number(OWN)))],
    ['principals of other accounts', document(root, allow([FOREIGN, 'AROAEXAMPLEID1234567A']))],
    ['a role of the template', document(root, allow({ 'Fn::GetAtt': ['AdminRole', 'Arn'] }))],
    [
      'what only the deployment knows',
      document(root, allow({ 'Fn::Sub': 'arn:aws:iam::${Account}:root' }), { 'Fn::If': ['C', allow(ADMIN), { Ref: 'AWS::NoValue' }] }),
    ],
    ['somebody of an account, whose name a parameter holds', document(root, allow({ 'Fn::Sub': `arn:aws:iam::${OWN}:\${Param}` }))],
    ['somebody of an account that a parameter names', document(root, allow({ 'Fn::Sub': 'arn:aws:iam::${Account}:${Param}' }))],
    [
      'principals of kinds that KMS does not know',
      document(root, allow({ Federated: 'accounts.google.com' }), allow({ CanonicalUser: 'x' })),
    ],
    ['a condition that a parameter holds', document({ ...root, Condition: { 'Fn::If': ['C', {}, { Bool: {} }] } })],
    ['all of Latin-1', document({ ...root, Sid: '\t\n\r ~ÿ' })],
    ['a policy that a parameter holds', { Ref: 'Param' }],
    ['a policy that a condition decides', { 'Fn::If': ['C', document(), {}] }],
    ['a policy that only the deployment completes', { 'Fn::Sub': '{"Statement":[${Param}]}' }],
    ['empty Sids', document({ ...root, Sid: '' }, { ...allow(ADMIN), Sid: '' })],
    ['one value of the encryption context', document({ ...root, ...when('StringEquals', 'kms:EncryptionContext:app', 'a') })],
    ['any of one value', document({ ...root, ...when('ForAnyValue:StringEquals', 'aws:RequestTag/team', 'a') })],
    ['all of several values', document({ ...root, ...when('ForAllValues:StringEquals', 'kms:EncryptionContextKeys', 'a') })],
    [
      'operators with set and IfExists, in any letter case',
      document({
        ...root,
        Condition: {
          'forAllValues:stringequalsIfExists': { 'kms:GrantOperations': 'Decrypt' },
          NumericLessThanEquals: { 'kms:RotationPeriodInDays': 90 },
        },
      }),
    ],
  ])('%s', (_why, policy) => {
    expect(found(policy)).toEqual([]);
  });
  it('a key without a policy', () => {
    expect(refusals(policyOf(undefined), scopeIn())).toEqual([]);
  });

  it('two statements with one Sid, which deserve a note', () => {
    expect(found(document({ ...root, Sid: 'A' }, { ...allow(ADMIN), Sid: 'A' }))).toEqual([
      'note duplicate-sid: two statements have the Sid "A". KMS takes that, but in reports nobody can tell which of them is meant',
    ]);
  });
});
