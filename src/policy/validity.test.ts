/** What KMS refuses, and what it takes though it looks odd. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../types.js';
import { ADMIN, allow, document, FOREIGN, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';
import { LIMITS } from '../reference/cloudformation.js';
import { refusals } from './validity.js';

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
    ['characters outside of Latin-1', document({ ...root, Sid: 'für 🔑' }), 'characters: "🔑" is not in Latin-1'],
  ])('%s', (_why, policy, expected) => {
    expect(found(policy)).toContain(expected);
  });

  it('a policy that is too long, counted without what only the deployment knows', () => {
    const long = (bytes: number): Json => document(root, { ...allow(ADMIN), Sid: 'x'.repeat(bytes) });
    expect(found(long(LIMITS.policyBytes))).toHaveLength(1);
    expect(found(long(LIMITS.policyBytes - 1000))).toEqual([]);
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

  it('two statements with one Sid, which deserve a note', () => {
    expect(found(document({ ...root, Sid: 'A' }, { ...allow(ADMIN), Sid: 'A' }))).toEqual([
      'note duplicate-sid: two statements have the Sid "A"',
    ]);
  });
});
