/** For tests: random key policies in a small vocabulary, in which things meet often. */
import fc from 'fast-check';
import type { PlainStatement } from './plain.testing.js';
import { ADMIN, FOREIGN, OTHER, OWN, ROOT } from './testing.js';

const someOf = <T>(...values: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const names = someOf(
  '*',
  ROOT,
  ROOT,
  OWN,
  FOREIGN,
  OTHER,
  ADMIN,
  `arn:aws:iam::${OWN}:role/App`,
  `arn:aws:iam::${OWN}:user/ana`,
  `arn:aws:sts::${OWN}:assumed-role/Admin/alice`,
  `arn:aws:iam::${OTHER}:role/Guest`,
  `arn:aws:iam::${OWN}:group/Devs`,
);
const principal = fc.oneof(
  { weight: 6, arbitrary: names.map((list) => ({ Principal: { AWS: list } })) },
  { weight: 2, arbitrary: fc.constant({ Principal: '*' as const }) },
  { weight: 1, arbitrary: names.map((list) => ({ NotPrincipal: { AWS: list } })) },
  { weight: 1, arbitrary: fc.constant({ Principal: { Service: 's3.amazonaws.com' } }) },
);
const actions = someOf(
  'kms:*',
  'kms:*',
  '*',
  'kms:Put*',
  'kms:PutKeyPolicy',
  'KMS:decrypt',
  'kms:De*',
  'kms:CreateGrant',
  'kms:*Grant*',
  'kms:ListKeys',
  'kms:ReEncrypt',
  'k?s:Get*',
);
const action = fc.oneof(
  { weight: 6, arbitrary: actions.map((list) => ({ Action: list })) },
  { weight: 1, arbitrary: actions.map((list) => ({ NotAction: list })) },
  { weight: 1, arbitrary: fc.constant({}) },
);
const resource = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ Resource: '*' }) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(
        `arn:aws:kms:us-east-1:${OWN}:key/*`,
        `arn:aws:kms:us-east-1:${OWN}:alias/x`,
        'arn:aws:s3:::b',
        `arn:aws:kms:*:${OWN}:*`,
      )
      .map((one) => ({ Resource: [one] })),
  },
  { weight: 1, arbitrary: fc.constantFrom({ NotResource: `arn:aws:kms:us-east-1:${OWN}:key/*` }, { NotResource: 'arn:aws:s3:::b' }) },
  { weight: 1, arbitrary: fc.constant({}) },
);
const strings = (
  operators: readonly string[],
  keys: readonly string[],
  values: readonly string[],
): fc.Arbitrary<PlainStatement['Condition']> =>
  fc
    .tuple(fc.constantFrom(...operators), fc.constantFrom(...keys), someOf(...values))
    .map(([operator, key, list]) => ({ [operator]: { [key]: list } }));
const EQUALS = ['StringEquals', 'StringNotEquals', 'StringEqualsIfExists', 'StringNotEqualsIfExists', 'StringLike', 'StringNotLike'];
const test = fc.oneof(
  strings(EQUALS, ['kms:CallerAccount', 'KMS:calleraccount', 'aws:PrincipalAccount'], [OWN, OTHER, '*', '${aws:PrincipalAccount}']),
  // "*" under StringEquals is the character, which no organisation is called; the evaluator does not know that.
  strings([...EQUALS, 'ForAllValues:StringEquals', 'ForAnyValue:StringEquals'], ['aws:PrincipalOrgID'], ['o-mine', 'o-partner']),
  strings(['StringLike', 'StringNotLike'], ['aws:PrincipalOrgID'], ['o-mine', 'o-*', '*']),
  strings(
    ['ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnNotEquals', 'ArnLikeIfExists'],
    ['aws:PrincipalArn'],
    [
      ROOT,
      ADMIN,
      `arn:aws:iam::${OWN}:role/*`,
      `arn:aws:iam::${OWN}:*`,
      FOREIGN,
      'arn:aws:iam::*:role/Admin',
      'arn:aws:iam::*:role/*',
      'arn:aws:iam::*:root',
      `arn:aws:iam::${OTHER}:role/Guest`,
      `arn:aws:iam::${OTHER}:*`,
    ],
  ),
  strings(EQUALS, ['kms:ViaService'], ['s3.us-east-1.amazonaws.com', '*']),
  strings(
    ['ForAnyValue:StringEquals', 'ForAllValues:StringEquals'],
    ['aws:CalledVia'],
    ['cloudformation.amazonaws.com', 's3.amazonaws.com'],
  ),
  strings(EQUALS, ['aws:SourceAccount'], [OWN, '*']),
  strings(
    ['Bool', 'BoolIfExists'],
    ['kms:GrantIsForAWSResource', 'aws:MultiFactorAuthPresent', 'aws:SecureTransport', 'aws:ViaAWSService'],
    ['true', 'false'],
  ),
  strings(
    ['Null'],
    [
      'kms:GrantIsForAWSResource',
      'aws:MultiFactorAuthPresent',
      'aws:PrincipalOrgID',
      'kms:ViaService',
      'aws:SourceAccount',
      'aws:PrincipalArn',
    ],
    ['true', 'false'],
  ),
);
export const statement: fc.Arbitrary<PlainStatement> = fc
  .tuple(fc.constantFrom('Allow', 'Allow', 'Deny'), principal, action, resource, fc.option(test, { freq: 2 }))
  .map(([Effect, who, what, on, condition]) => ({ Effect, ...who, ...what, ...on, ...(condition ? { Condition: condition } : {}) }));
export const policy = fc.array(statement, { minLength: 1, maxLength: 4 });
