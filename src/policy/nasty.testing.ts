/** For tests: random key policies in a vocabulary of what goes wrong: near-misses, forms that mean nobody, conditions that no request or every request fulfils. */
import fc from 'fast-check';
import type { PlainPolicy } from './concrete.testing.js';
import type { PlainStatement } from './plain.testing.js';
import { policy as usualPolicy, statement as usualStatement } from './random.testing.js';
import { ADMIN, FOREIGN, OTHER, OWN, ROOT } from './testing.js';

export const DEPLOYER = `arn:aws:iam::${OWN}:role/cdk-exec`;
const someOf = <T>(...values: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });

const NAMES = [
  '*',
  ROOT,
  OWN,
  ADMIN,
  DEPLOYER,
  FOREIGN,
  OTHER,
  `arn:aws:iam::${OWN}:role/team/Admin`,
  `arn:aws:iam::${OWN}:role/admin`,
  `arn:aws:iam::${OWN}:user/ana`,
  `arn:aws:sts::${OWN}:assumed-role/Admin/alice`,
  `arn:aws:sts::${OWN}:assumed-role/cdk-exec/AWSCloudFormation`,
  `arn:aws:iam::${OWN}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
  `arn:aws:iam::${OTHER}:role/Guest`,
  `arn:aws:iam::${OTHER}:user/guest`,
  `arn:aws:sts::${OTHER}:assumed-role/Guest/eve`,
  // Nobody, or nobody that can be told.
  'arn:aws:iam::undefined:root',
  'arn:aws:iam::null:role/Admin',
  'arn:aws:iam::xxxxxxxxxxxx:root',
  'arn:aws:iam::1111222233:root',
  '1111222233',
  'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1',
  `arn:aws-cn:iam::${OWN}:root`,
  `arn:aws:iam::${OWN}:role/*`,
  `arn:aws:iam::${OWN}:*`,
  `arn:aws:iam::${OWN}:group/Devs`,
  `arn:aws:iam:us-east-1:${OWN}:role/Admin`,
  `arn:aws:sts::${OWN}:role/Admin`,
  `arn:aws:iam::${OWN}:instance-profile/Admin`,
  'AROAEXAMPLEID1234567A',
  'AIDAEXAMPLEID1234567A',
] as const;
const names = fc.oneof({ weight: 3, arbitrary: someOf(...NAMES.slice(0, 7)) }, { weight: 2, arbitrary: someOf(...NAMES) });
const principal = fc.oneof(
  { weight: 8, arbitrary: names.map((list) => ({ Principal: { AWS: list } })) },
  { weight: 2, arbitrary: fc.constant({ Principal: '*' as const }) },
  { weight: 2, arbitrary: names.map((list) => ({ NotPrincipal: { AWS: list } })) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(
        's3.amazonaws.com',
        'logs.us-east-1.amazonaws.com',
        'sns.amazonaws.com',
        'S3.amazonaws.com',
        'codestar-notifications.amazonaws.com',
      )
      .map((name) => ({ Principal: { Service: name } })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Pick<PlainStatement, 'Principal' | 'NotPrincipal'>>(
      { Principal: {} },
      { Principal: { AWS: [] } },
      { Principal: { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' } },
      { Principal: { Federated: 'accounts.google.com' } },
      { Principal: { AWS: ADMIN, Service: 's3.amazonaws.com' } },
      { NotPrincipal: { Service: 's3.amazonaws.com' } },
      { NotPrincipal: { AWS: [ROOT, ADMIN, `arn:aws:sts::${OWN}:assumed-role/Admin/alice`] } },
      { NotPrincipal: { AWS: [ROOT, `arn:aws:iam::${OWN}:user/ana`] } },
    ),
  },
);
const actions = fc.oneof(
  { weight: 3, arbitrary: someOf('kms:*', '*', 'kms:PutKeyPolicy', 'kms:Decrypt', 'kms:Put*', 'kms:CreateGrant') },
  {
    weight: 2,
    arbitrary: someOf(
      'KMS:decrypt',
      'kms:De*',
      'kms:*Grant*',
      'kms:Describe*',
      'kms:GenerateDataKey*',
      'kms:ReEncrypt*',
      'kms:ReEncrypt',
      'kms:GenrateDataKey*',
      'kms.Decrypt',
      'kms: Decrypt',
      'kms=Decrypt',
      'Decrypt',
      'k?s:Get*',
      'kms:???????',
      'kms:ListKeys',
      'kms:CreateKey',
      'kms:RetireGrant',
      'kms:Sign',
      'kms:ReplicateKey',
      'kms:EnableKeyRotation',
      'kms:CreateAlias',
      's3:*',
      'kms:Put?eyPolicy',
      'kms:putkeypolicy*',
    ),
  },
);
const action = fc.oneof(
  { weight: 8, arbitrary: actions.map((list) => ({ Action: list })) },
  { weight: 1, arbitrary: actions.map((list) => ({ NotAction: list })) },
);
const resource = fc.oneof(
  { weight: 14, arbitrary: fc.constant({ Resource: '*' }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        `arn:aws:kms:us-east-1:${OWN}:key/*`,
        `arn:aws:kms:*:${OWN}:key/*`,
        'arn:aws:kms:*',
        'arn:aws:kms:*:*:*',
        'arn:*',
        `arn:aws:kms:us-east-1:${OWN}:alias/x`,
        `arn:aws:kms:eu-west-1:${OWN}:key/*`,
        `arn:aws:kms:us-east-1:${OTHER}:key/*`,
        `arn:aws:kms:us-east-1:${OWN}:KEY/*`,
        `arn:aws:kms:us-east-1:${OWN}:key/????????-*`,
        'arn:aws:kms:us-east-1:${aws:PrincipalAccount}:key/*',
        '**',
        '?*',
        'key/*',
      )
      .map((one) => ({ Resource: one })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Partial<PlainStatement>>({}, { NotResource: '*' }, { NotResource: `arn:aws:kms:us-east-1:${OWN}:alias/*` }),
  },
);

type Condition = Exclude<PlainStatement['Condition'], undefined>;
const tests = (operators: readonly string[], keys: readonly string[], values: readonly string[]): fc.Arbitrary<Condition> =>
  fc
    .tuple(fc.constantFrom(...operators), fc.constantFrom(...keys), someOf(...values))
    .map(([operator, key, list]) => ({ [operator]: { [key]: list } }));
const EQUALS = ['StringEquals', 'StringNotEquals', 'StringEqualsIfExists', 'StringNotEqualsIfExists', 'StringEqualsIgnoreCase'],
  LIKE = ['StringLike', 'StringNotLike', 'StringLikeIfExists'],
  ARN = ['ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnNotEquals', 'ArnLikeIfExists'],
  SETS = [
    'ForAllValues:StringEquals',
    'ForAnyValue:StringEquals',
    'ForAnyValue:StringLike',
    'ForAnyValue:StringEqualsIfExists',
    'ForAllValues:StringNotEquals',
  ];
const ACCOUNTS = [
  OWN,
  OTHER,
  '*',
  '1111*',
  'undefined',
  ROOT,
  '1111-2222-3333',
  '123',
  '${aws:PrincipalAccount}',
  '${aws:ResourceAccount}',
  '11112222333?',
];
const ARNS = [
  ROOT,
  ADMIN,
  DEPLOYER,
  FOREIGN,
  `arn:aws:iam::${OWN}:role/*`,
  `arn:aws:iam::${OWN}:role/Adm*`,
  `arn:aws:iam::${OWN}:role/cdk-*`,
  `arn:aws:iam::${OWN}:*`,
  `arn:aws:iam::${OWN}:*/Admin`,
  'arn:aws:iam::*:role/Admin',
  'arn:aws:iam::*:user/*',
  'arn:aws:iam::*:root',
  'arn:*:iam::*:role/Admin',
  'arn:aws:iam::${aws:PrincipalAccount}:role/Admin',
  `arn:aws:sts::${OWN}:assumed-role/Admin/*`,
  `arn:aws:sts::${OWN}:assumed-role/Admin/alice`,
  `arn:aws:iam::${OTHER}:role/Guest`,
  `arn:aws:iam::${OTHER}:*`,
  '*',
  '*Admin',
  '*:role/Admin',
  '*/Admin',
  'arn:*:role/Admin',
  'arn:aws:iam::*',
  'arn:aws:iam::?????????222:role/?dmin',
  'Admin',
];
const SERVICES = [
  's3.us-east-1.amazonaws.com',
  's3.amazonaws.com',
  's3.*.amazonaws.com',
  'cloudformation.us-east-1.amazonaws.com',
  '*',
  's3',
  'sns.us-east-1.amazonaws.com',
  '*.amazonaws.com',
];
const test = fc.oneof(
  tests([...EQUALS, ...LIKE, ...ARN.slice(0, 2)], ['kms:CallerAccount', 'aws:PrincipalAccount', 'AWS:principalaccount'], ACCOUNTS),
  tests([...ARN, ...LIKE, ...EQUALS], ['aws:PrincipalArn'], ARNS),
  tests([...EQUALS, ...LIKE], ['aws:PrincipalType'], ['Account', 'User', 'AssumedRole', 'FederatedUser', 'Role', '*', 'account']),
  tests(
    [...EQUALS, ...LIKE, ...SETS],
    ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'],
    ['o-mine', 'o-*', '*', 'o-mine/*', 'o-mine/r-ab12/ou-ab12-11111111/', '?-mine'],
  ),
  tests([...EQUALS, ...LIKE], ['kms:ViaService', 'aws:CalledViaFirst'], SERVICES),
  tests(SETS, ['aws:CalledVia'], ['cloudformation.amazonaws.com', 's3.amazonaws.com']),
  tests(
    [...EQUALS, ...LIKE, ...ARN],
    ['aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID'],
    [OWN, '*', 'arn:aws:s3:::bucket', `arn:aws:sns:us-east-1:${OWN}:*`, 'undefined'],
  ),
  tests(
    [...EQUALS, ...LIKE, ...SETS],
    ['kms:EncryptionContext:aws:s3:arn', 'kms:EncryptionContextKeys', 'kms:EncryptionContext:app'],
    ['arn:aws:s3:::bucket/*', '*', 'app', 'aws:s3:arn'],
  ),
  tests([...EQUALS, ...LIKE], ['aws:SourceVpce', 'aws:SourceVpc', 'aws:VpceAccount'], ['vpce-0a', 'vpce-*', OWN, '*']),
  tests(['IpAddress', 'NotIpAddress', 'IpAddressIfExists'], ['aws:SourceIp'], ['10.0.0.0/8', '0.0.0.0/0', '192.0.2.7', '128.0.0.0/1']),
  tests(
    ['Bool', 'BoolIfExists', 'StringEquals'],
    [
      'kms:GrantIsForAWSResource',
      'kms:BypassPolicyLockoutSafetyCheck',
      'aws:MultiFactorAuthPresent',
      'aws:SecureTransport',
      'aws:ViaAWSService',
      'aws:PrincipalIsAWSService',
    ],
    ['true', 'false', 'True'],
  ),
  tests(
    ['Null'],
    [
      'kms:GrantIsForAWSResource',
      'aws:MultiFactorAuthPresent',
      'aws:PrincipalOrgID',
      'kms:ViaService',
      'aws:SourceAccount',
      'aws:PrincipalArn',
      'kms:CallerAccount',
      'kms:EncryptionContext:app',
      'kms:NoSuchKey',
      'aws:PrincipalTag/team',
      'aws:username',
      'kms:ResourceAliases',
    ],
    ['true', 'false'],
  ),
  tests(
    [...EQUALS, ...LIKE],
    ['aws:PrincipalTag/team', 'aws:username', 'aws:userid', 'kms:NoSuchKey', 'kms:CallerAcount', 'aws:ResourceTag/team'],
    [
      'a',
      '*',
      'ana',
      '${aws:username}',
      '${aws:PrincipalTag/team}',
      "${aws:PrincipalTag/team, 'a'}",
      'AROA*:alice',
      'AROAEXAMPLEID1234567A:*',
      '${*}',
      OWN,
    ],
  ),
  tests(
    [...EQUALS, ...LIKE],
    ['kms:KeySpec', 'kms:KeyUsage', 'kms:KeyOrigin', 'kms:MultiRegion', 'aws:RequestedRegion', 'aws:ResourceAccount'],
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'AWS_KMS', 'RSA_*', 'false', 'us-east-1', 'us-*', OWN],
  ),
  tests(
    [...SETS, ...EQUALS.slice(0, 2)],
    ['kms:GrantOperations', 'kms:ResourceAliases', 'kms:RequestAlias', 'kms:GranteePrincipal'],
    ['Decrypt', 'alias/app', 'alias/*', ADMIN],
  ),
  tests(
    ['NumericLessThan', 'NumericGreaterThanEquals', 'NumericNotEquals', 'NumericEqualsIfExists'],
    ['aws:MultiFactorAuthAge', 'kms:ScheduleKeyDeletionPendingWindowInDays'],
    ['7', '3600'],
  ),
  tests(['DateLessThan', 'DateGreaterThan', 'DateNotEquals'], ['aws:CurrentTime'], ['2020-01-01T00:00:00Z', '2040-01-01T00:00:00Z']),
);
const merged = (all: readonly Condition[]): Condition => {
  const out: Record<string, Record<string, string | readonly string[]>> = {};
  for (const one of all) for (const [operator, keys] of Object.entries(one)) out[operator] = { ...out[operator], ...keys };
  return out;
};
const condition = fc.array(test, { minLength: 1, maxLength: 2 }).map(merged);
const nastyStatement: fc.Arbitrary<PlainStatement> = fc
  .tuple(fc.constantFrom('Allow', 'Allow', 'Deny'), principal, action, resource, fc.option(condition, { freq: 3 }))
  .map(([Effect, who, what, on, when]) => ({ Effect, ...who, ...what, ...on, ...(when ? { Condition: when } : {}) }));
/** What lets in, and beside it what keeps out under the same or another condition. */
const pair = fc
  .tuple(
    fc.constantFrom<PlainStatement['Principal']>('*', { AWS: ROOT }, { AWS: [ROOT, ADMIN] }, { AWS: FOREIGN }),
    fc.option(condition),
    principal,
    actions,
    condition,
  )
  .map(([who, when, whom, what, unless]): readonly PlainStatement[] => [
    {
      Effect: 'Allow',
      ...(who === undefined ? {} : { Principal: who }),
      Action: 'kms:*',
      Resource: '*',
      ...(when ? { Condition: when } : {}),
    },
    { Effect: 'Deny', ...whom, Action: what, Resource: '*', Condition: unless },
  ]);
const statements = fc.oneof(
  { weight: 3, arbitrary: fc.array(nastyStatement, { minLength: 1, maxLength: 3 }) },
  { weight: 3, arbitrary: pair },
  { weight: 1, arbitrary: fc.tuple(usualStatement, nastyStatement) },
  { weight: 1, arbitrary: usualPolicy },
);
export const nastyPolicy: fc.Arbitrary<PlainPolicy> = fc
  .tuple(fc.constantFrom('2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17', undefined), statements)
  .map(([Version, Statement]) => ({ ...(Version === undefined ? {} : { Version }), Statement }));
