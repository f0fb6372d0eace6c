// The faults that `npm run inject` puts into templates: each edits a copy of a template, and says which rules must find it, and where.

const OTHER = '444455556666';
const copy = (json) => structuredClone(json);
const list = (value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** The resources of these types whose place in the template is plain, by logical id. */
const ofType = (template, ...types) =>
  Object.entries(template.Resources ?? {}).filter(
    ([, resource]) => types.includes(resource?.Type) && typeof resource.Properties !== 'string',
  );
const isPlain = (value) =>
  typeof value === 'object' && value !== null && !Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
const keysIn = (template) =>
  ofType(template, 'AWS::KMS::Key').filter(([, { Properties }]) => Properties === undefined || isPlain(Properties));

/** The root of the own account in one of the forms that CDK and the guides of AWS write. */
const OWN_ROOT =
  /^\[?\{"Fn::(Sub":"arn:[^"]*:iam::\$\{AWS::AccountId\}:root"|Join":\["",\["arn:.*\{"Ref":"AWS::AccountId"\},":root"\]\])\}\]?$/;
const isOwnRoot = (principal) =>
  typeof principal === 'object' &&
  principal !== null &&
  Object.keys(principal).join() === 'AWS' &&
  OWN_ROOT.test(JSON.stringify(principal.AWS)) &&
  !/","arn/.test(JSON.stringify(principal.AWS));
const isTrust = (statement) =>
  isPlain(statement) &&
  statement.Effect === 'Allow' &&
  statement.Condition === undefined &&
  isOwnRoot(statement.Principal) &&
  list(statement.Action).includes('kms:*');

/** Keys whose account decides by IAM, as CDK and AWS write it, and whose policy no parameter fills in: of all others a fault cannot be told for certain. */
const trusting = (template) => {
  const parameters = Object.keys(template.Parameters ?? {});
  return keysIn(template).filter(([, { Properties }]) => {
    const { Statement: statements, Version: version } = Properties?.KeyPolicy ?? {};
    const text = JSON.stringify(statements ?? '');
    return (
      version === '2012-10-17' &&
      Array.isArray(statements) &&
      statements.every(isPlain) &&
      statements.some(isTrust) &&
      statements.every(({ Effect }) => Effect === 'Allow') &&
      !parameters.some((name) => text.includes(`"${name}"`) || text.includes(`\${${name}}`)) &&
      !/Fn::(ImportValue|If|Select|FindInMap|Split)/.test(text)
    );
  });
};
const isSymmetric = ([, { Properties = {} }]) =>
  [Properties.KeySpec, Properties.Origin, Properties.KeyUsage].every(
    (value) => value === undefined || ['SYMMETRIC_DEFAULT', 'AWS_KMS', 'ENCRYPT_DECRYPT'].includes(value),
  ) && Properties.MultiRegion !== true;
const statementsOf = (template, id) => template.Resources[id].Properties.KeyPolicy.Statement;
const replaceRoot = (template, id, statement) => {
  const all = statementsOf(template, id);
  template.Resources[id].Properties.KeyPolicy.Statement = all.flatMap((one) => (isTrust(one) ? list(statement) : [one]));
};
const useBy = (principal, more = {}) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: '*',
  ...more,
});
const arnOf = (id) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const roleNamed = (name) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${name}` });
const fresh = (template, name) => {
  let id = name;
  while (template.Resources[id]) id += 'X';
  return id;
};
const addResource = (template, name, resource) => {
  const id = fresh(template, name);
  template.Resources[id] = resource;
  return id;
};

/**
 * A fault of a key with the account's trust: `edit(template, id)` changes it; where it returns a logical id, the finding is there. With `home`
 * it is one only where the own account is known.
 */
const onKey = (name, finds, edit, { also = [], where = () => true, level, home = false } = {}) => ({
  name,
  finds,
  also,
  level,
  home,
  sites: (template) =>
    trusting(template)
      .filter((entry) => where(entry, template))
      .map(
        ([id]) =>
          (target) =>
            edit(target, id) ?? id,
      ),
});
const statement = (name, finds, more, options) =>
  onKey(name, finds, (template, id) => void statementsOf(template, id).push(...list(more)), options);
const property = (name, finds, properties, options) =>
  onKey(name, finds, (template, id) => void Object.assign(template.Resources[id].Properties, copy(properties)), options);

/** The key is used by nothing here, so that its kind is nobody's concern. */
const unused = ([id], template) => {
  const text = JSON.stringify({
    ...template.Resources,
    [id]: undefined,
    ...Object.fromEntries(ofType(template, 'AWS::KMS::Alias').map(([alias]) => [alias, {}])),
  });
  return !text.includes(`"${id}"`) && !text.includes(`\${${id}`) && !JSON.stringify(template.Outputs ?? {}).includes(`"${id}"`);
};
const unusedSymmetric = (entry, template) => isSymmetric(entry) && unused(entry, template) && statementsOnlyTrust(entry);
const statementsOnlyTrust = ([, { Properties }]) => Properties.KeyPolicy.Statement.every(isTrust);
const lacks =
  (service) =>
  ([, { Properties }]) =>
    !JSON.stringify(Properties.KeyPolicy).includes(service) && !JSON.stringify(Properties.KeyPolicy).includes('"*"}');
const noService = ([, { Properties }]) => !/amazonaws|"Principal":"\*"|"AWS":"\*"/.test(JSON.stringify(Properties.KeyPolicy));

/** What follows for others from a key that nobody but the named may manage or use. */
const AFTER_LOCKOUT = [
  'grant-without-root-trust',
  'deployer-locked-out',
  'key-access-missing',
  'cross-account-key-access',
  'service-access-missing',
];

export const FAULTS = [
  onKey(
    'no root trust, a role manages',
    ['missing-root-trust'],
    (t, id) => replaceRoot(t, id, { Effect: 'Allow', Principal: { AWS: roleNamed('KeyAdmin') }, Action: 'kms:*', Resource: '*' }),
    {
      also: AFTER_LOCKOUT,
    },
  ),
  onKey('nobody manages', ['unmanageable-key'], (t, id) => replaceRoot(t, id, useBy({ AWS: roleNamed('App') })), {
    also: AFTER_LOCKOUT,
    where: statementsOnlyTrust,
  }),
  onKey(
    'root trust through a service only',
    ['missing-root-trust', 'unmanageable-key'],
    (t, id) => {
      const trust = statementsOf(t, id).find(isTrust);
      trust.Condition = { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } };
    },
    { also: AFTER_LOCKOUT },
  ),
  onKey(
    "another account's root",
    ['missing-root-trust', 'unmanageable-key'],
    (t, id) => replaceRoot(t, id, { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OTHER}:root` }, Action: 'kms:*', Resource: '*' }),
    { also: [...AFTER_LOCKOUT, 'unrestricted-grant-creation'], home: true },
  ),
  statement(
    'a Deny of kms:PutKeyPolicy',
    ['unmanageable-key'],
    { Effect: 'Deny', Principal: '*', Action: 'kms:PutKeyPolicy', Resource: '*' },
    { also: ['deployer-locked-out'] },
  ),
  onKey(
    'the account may manage, but not delegate',
    ['partial-root-trust', 'grant-without-root-trust'],
    (t, id) => {
      const trust = statementsOf(t, id).find(isTrust);
      trust.Action = [
        'kms:Create*',
        'kms:Describe*',
        'kms:Enable*',
        'kms:List*',
        'kms:Put*',
        'kms:Update*',
        'kms:Revoke*',
        'kms:Disable*',
        'kms:Get*',
        'kms:Delete*',
        'kms:ScheduleKeyDeletion',
        'kms:CancelKeyDeletion',
      ];
    },
    { also: AFTER_LOCKOUT },
  ),
  property('the lockout check bypassed', ['lockout-check-bypassed'], { BypassPolicyLockoutSafetyCheck: true }),
  statement('open to the world', ['public-key-access'], useBy({ AWS: '*' })),
  statement('open to the world, a list', ['public-key-access'], useBy({ AWS: [roleNamed('App'), '*'] })),
  statement(
    'open under IfExists',
    ['public-key-access'],
    useBy('*', { Condition: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
  ),
  statement(
    'open under ForAllValues',
    ['public-key-access'],
    useBy('*', { Condition: { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/r-ab12/*'] } } }),
  ),
  statement(
    'open to the account',
    ['key-open-to-account'],
    useBy('*', { Condition: { StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } } } }),
  ),
  statement(
    'Allow with NotPrincipal',
    ['allow-not-principal'],
    { Effect: 'Allow', NotPrincipal: { AWS: roleNamed('Guest') }, Action: 'kms:Decrypt', Resource: '*' },
    { also: ['public-key-access'] },
  ),
  statement(
    'grants by another account',
    ['unrestricted-grant-creation'],
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OTHER}:root` }, Action: ['kms:CreateGrant', 'kms:DescribeKey'], Resource: '*' },
    { level: 'warning', home: true },
  ),
  statement('a service that nothing binds', ['unscoped-service-principal'], useBy({ Service: 'sns.amazonaws.com' }), {
    where: lacks('sns'),
  }),
  statement('a star in an ARN', ['invalid-key-policy'], useBy({ AWS: `arn:aws:iam::${OTHER}:role/*` })),
  statement('an account of eleven digits', ['invalid-key-policy'], useBy({ AWS: 'arn:aws:iam::44445555666:root' })),
  statement('a group', ['invalid-key-policy'], useBy({ AWS: `arn:aws:iam::${OTHER}:group/Admins` })),
  statement('a service without its domain', ['invalid-key-policy'], useBy({ Service: 'lambda' })),
  statement('a service of a wrong domain', ['invalid-key-policy'], useBy({ Service: 'sns.amazon.com' })),
  statement('a character that KMS refuses', ['invalid-key-policy'], useBy({ AWS: roleNamed('App') }, { Sid: 'Für “Gäste”' })),
  statement('an element that does not exist', ['invalid-key-policy'], {
    Effect: 'Allow',
    Principals: { AWS: roleNamed('App') },
    Action: 'kms:Decrypt',
    Resource: '*',
  }),
  statement(
    'a policy of 33 KiB',
    ['invalid-key-policy', 'key-policy-near-limit'],
    Array.from({ length: 260 }, (_, i) => useBy({ AWS: roleNamed('App') }, { Sid: `Statement ${i} of many` })),
  ),
  statement('an action that does not exist', ['ineffective-statement'], { ...useBy({ AWS: roleNamed('App') }), Action: 'kms:Decipher' }),
  statement('an action of another service', ['ineffective-statement'], { ...useBy({ AWS: roleNamed('App') }), Action: 's3:GetObject' }),
  statement('an alias as resource', ['ineffective-statement'], {
    ...useBy({ AWS: roleNamed('App') }),
    Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/app' },
  }),
  statement(
    'kms:ViaService without a Region',
    ['ineffective-statement'],
    useBy({ AWS: roleNamed('App') }, { Condition: { StringEquals: { 'kms:ViaService': 's3.amazonaws.com' } } }),
  ),
  onKey(
    'the key in its own policy',
    ['key-policy-cycle'],
    (t, id) => void statementsOf(t, id).push({ ...useBy({ AWS: roleNamed('App') }), Resource: arnOf(id) }),
  ),
  onKey('a role and its key need each other', ['key-policy-cycle'], (t, id) => {
    const role = addResource(t, 'InjectedRole', {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'Key',
            PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: arnOf(id) }] },
          },
        ],
      },
    });
    statementsOf(t, id).push(useBy({ AWS: arnOf(role) }));
  }),
  property('a symmetric key to sign', ['invalid-key-usage'], { KeyUsage: 'SIGN_VERIFY' }, { where: unusedSymmetric }),
  onKey(
    'an elliptic curve without usage',
    ['invalid-key-usage'],
    (t, id) => {
      const properties = t.Resources[id].Properties;
      delete properties.EnableKeyRotation;
      delete properties.RotationPeriodInDays;
      delete properties.KeyUsage;
      properties.KeySpec = 'ECC_NIST_P256';
    },
    { where: unusedSymmetric },
  ),
  onKey(
    'RSA without usage',
    ['implicit-key-usage'],
    (t, id) => {
      const properties = t.Resources[id].Properties;
      for (const name of ['EnableKeyRotation', 'RotationPeriodInDays', 'KeyUsage']) delete properties[name];
      properties.KeySpec = 'RSA_2048';
    },
    { where: unusedSymmetric },
  ),
  property(
    'rotation of an RSA key',
    ['unsupported-rotation'],
    { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT', EnableKeyRotation: true },
    { where: unusedSymmetric },
  ),
  property(
    'rotation off',
    ['rotation-disabled'],
    { EnableKeyRotation: false },
    { where: (entry) => isSymmetric(entry) && entry[1].Properties.EnableKeyRotation === true },
  ),
  onKey(
    'a period without rotation',
    ['ineffective-rotation-period'],
    (t, id) => {
      delete t.Resources[id].Properties.EnableKeyRotation;
      t.Resources[id].Properties.RotationPeriodInDays = 180;
    },
    { where: isSymmetric },
  ),
  property('a disabled key', ['key-disabled'], { Enabled: false }),
  property(
    'a short window',
    ['short-deletion-window'],
    { PendingWindowInDays: 7 },
    { where: ([, { Properties, DeletionPolicy }]) => Properties.PendingWindowInDays !== 7 && !/^Retain/.test(String(DeletionPolicy)) },
  ),
  onKey(
    'an HMAC key for logs',
    ['wrong-key-type'],
    (t, id) => {
      const properties = t.Resources[id].Properties;
      for (const name of ['EnableKeyRotation', 'RotationPeriodInDays']) delete properties[name];
      Object.assign(properties, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
      return addResource(t, 'InjectedLogs', { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: arnOf(id) } });
    },
    { where: unusedSymmetric, also: ['service-access-missing', 'ineffective-statement'] },
  ),
  onKey(
    'logs that the key keeps out',
    ['service-access-missing'],
    (t, id) => void addResource(t, 'InjectedLogs', { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: arnOf(id) } }),
    {
      where: (entry) => isSymmetric(entry) && noService(entry),
    },
  ),
  onKey(
    'an alarm for a topic that the key keeps out',
    ['service-access-missing'],
    (t, id) => {
      const topic = addResource(t, 'InjectedTopic', { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: arnOf(id) } });
      addResource(t, 'InjectedAlarm', {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          ComparisonOperator: 'GreaterThanThreshold',
          EvaluationPeriods: 1,
          Threshold: 1,
          MetricName: 'Errors',
          Namespace: 'AWS/Lambda',
          Period: 60,
          Statistic: 'Sum',
          AlarmActions: [{ Ref: topic }],
        },
      });
    },
    { where: (entry) => isSymmetric(entry) && noService(entry) },
  ),
  onKey(
    'a role that reads a bucket without its key',
    ['key-access-missing'],
    (t, id) => {
      const bucket = addResource(t, 'InjectedBucket', {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arnOf(id) }, BucketKeyEnabled: true },
            ],
          },
        },
      });
      return addResource(t, 'InjectedReader', {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
          Policies: [
            {
              PolicyName: 'Read',
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [arnOf(bucket), '/*']] } }],
              },
            },
          ],
        },
      });
    },
    { where: (entry) => isSymmetric(entry) && statementsOnlyTrust(entry) },
  ),
  {
    name: 'a grant that is lost',
    finds: ['key-access-missing'],
    also: ['cross-account-key-access'],
    sites: (template) => lostGrants(template),
  },
  {
    name: 'a service that is lost',
    finds: ['service-access-missing', 'key-access-missing'],
    also: [],
    sites: (template) => lostServices(template),
  },
  onKey(
    'a bucket that outlives its key',
    ['data-outlives-key'],
    (t, id) => {
      Object.assign(t.Resources[id], { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
      addResource(t, 'InjectedBucket', {
        Type: 'AWS::S3::Bucket',
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arnOf(id) }, BucketKeyEnabled: true },
            ],
          },
        },
      });
    },
    { where: isSymmetric, level: 'warning' },
  ),
  {
    name: 'data that is retained, where the key is not',
    finds: ['data-outlives-key'],
    also: [],
    sites: (template) =>
      trusting(template).flatMap(([id]) => {
        const data = ofType(
          template,
          'AWS::S3::Bucket',
          'AWS::DynamoDB::Table',
          'AWS::SecretsManager::Secret',
          'AWS::Logs::LogGroup',
        ).filter(
          ([, resource]) =>
            JSON.stringify(resource.Properties ?? {}).includes(`"${id}"`) &&
            resource.Condition === undefined &&
            template.Resources[id].Condition === undefined,
        );
        const [first] = data;
        return first
          ? [
              (target) => {
                Object.assign(target.Resources[id], { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
                Object.assign(target.Resources[first[0]], { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
                return id;
              },
            ]
          : [];
      }),
  },
  onKey('two aliases of one name', ['duplicate-alias'], (t, id) => {
    const alias = () => ({ Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/injected-by-a-test', TargetKeyId: arnOf(id) } });
    addResource(t, 'InjectedAlias', alias());
    return [addResource(t, 'InjectedAlias', alias()), 'InjectedAlias'];
  }),
  onKey('an alias under alias/aws/', ['reserved-alias-name'], (t, id) =>
    addResource(t, 'InjectedAlias', { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/aws/orders', TargetKeyId: arnOf(id) } }),
  ),
  onKey('an alias without alias/', ['reserved-alias-name'], (t, id) =>
    addResource(t, 'InjectedAlias', { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'orders', TargetKeyId: arnOf(id) } }),
  ),
  onKey(
    'logs that name an alias',
    ['invalid-key-reference'],
    (t, id) => {
      const alias = addResource(t, 'InjectedAlias', {
        Type: 'AWS::KMS::Alias',
        Properties: { AliasName: 'alias/injected-by-a-test', TargetKeyId: arnOf(id) },
      });
      return addResource(t, 'InjectedLogs', { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: { Ref: alias } } });
    },
    { also: ['service-access-missing'] },
  ),
  onKey(
    'a replica of a key of one Region',
    ['invalid-replica'],
    (t, id) =>
      addResource(t, 'InjectedReplica', {
        Type: 'AWS::KMS::ReplicaKey',
        Properties: {
          PrimaryKeyArn: arnOf(id),
          KeyPolicy: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
                Action: 'kms:*',
                Resource: '*',
              },
            ],
          },
        },
      }),
    { where: isSymmetric },
  ),
  onKey(
    'services kept out by an address',
    ['deny-blocks-services'],
    (t, id) => {
      addResource(t, 'InjectedLogs', { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: arnOf(id) } });
      statementsOf(t, id).push(
        {
          Effect: 'Allow',
          Principal: { Service: { 'Fn::Sub': 'logs.${AWS::Region}.amazonaws.com' } },
          Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
          Resource: '*',
        },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
          Resource: '*',
          Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
        },
      );
    },
    { where: (entry) => isSymmetric(entry) && noService(entry), also: ['service-access-missing'] },
  ),
  onKey('a permission on every key', ['kms-permission-on-all-keys'], (t) =>
    addResource(t, 'InjectedPolicy', {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }] } },
    }),
  ),
  onKey(
    'a bucket without its bucket key',
    ['bucket-key-disabled'],
    (t, id) =>
      addResource(t, 'InjectedBucket', {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arnOf(id) } }],
          },
        },
      }),
    { where: isSymmetric },
  ),
  onKey(
    'a shared key that goes with its stack',
    ['shared-key-deleted-with-stack'],
    (t, id) => {
      Object.assign(t.Resources[id], { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
      t.Outputs = { ...t.Outputs, InjectedOutput: { Value: arnOf(id), Export: { Name: 'injected-by-a-test' } } };
    },
    { where: ([id, { Condition }]) => Condition === undefined && !/ArtifactsBucketEncryptionKey/.test(id) },
  ),
];

/** Role policies that give a role the data of an encrypted bucket, queue or table together with its key: the statement for the key goes. */
function lostGrants(template) {
  const keys = new Set(trusting(template).map(([id]) => id));
  const encrypted = ofType(template, 'AWS::S3::Bucket', 'AWS::SQS::Queue', 'AWS::SNS::Topic', 'AWS::DynamoDB::Table').flatMap(
    ([id, { Properties, Condition }]) => {
      const key = [...keys].find((one) => JSON.stringify(Properties ?? {}).includes(`"${one}"`));
      return key && Condition === undefined ? [[id, key]] : [];
    },
  );
  const dataActions = /"(s3:GetObject\*?|s3:PutObject|sqs:SendMessage|sqs:ReceiveMessage|dynamodb:GetItem|dynamodb:PutItem)"/;
  return ofType(template, 'AWS::IAM::Policy').flatMap(([policyId, { Properties, Condition }]) => {
    const statements = Properties?.PolicyDocument?.Statement;
    if (!Array.isArray(statements) || Condition !== undefined || !Array.isArray(Properties.Roles) || Properties.Roles.length !== 1)
      return [];
    const [role] = Properties.Roles;
    if (typeof role?.Ref !== 'string' || template.Resources[role.Ref]?.Type !== 'AWS::IAM::Role') return [];
    const others = ofType(template, 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy').filter(
      ([id, other]) => id !== policyId && JSON.stringify(other).includes(`"${role.Ref}"`),
    );
    if (
      others.length > 0 ||
      template.Resources[role.Ref].Properties?.ManagedPolicyArns ||
      template.Resources[role.Ref].Properties?.PermissionsBoundary
    )
      return [];
    return encrypted.flatMap(([data, key]) => {
      const reads = statements.some(
        (one) => dataActions.test(JSON.stringify(one.Action)) && JSON.stringify(one.Resource).includes(`"${data}"`),
      );
      const isForKey = (one) => /^\["?kms:|^"kms:/.test(JSON.stringify(one.Action)) && JSON.stringify(one.Resource).includes(`"${key}"`);
      const allKeys = statements.some((one) => /kms:|"\*"/.test(JSON.stringify(one.Action)) && !isForKey(one));
      const namedInKey = JSON.stringify(statementsOf(template, key)).includes(`"${role.Ref}"`);
      if (!reads || allKeys || namedInKey || !statements.some(isForKey)) return [];
      return [
        (target) => {
          const document = target.Resources[policyId].Properties.PolicyDocument;
          document.Statement = document.Statement.filter((one) => !isForKey(one));
          return role.Ref;
        },
      ];
    });
  });
}

/** Keys whose policy lets in a service that is known to need them: log groups and trails. The statement goes. */
function lostServices(template) {
  return trusting(template).flatMap(([id, { Condition, Properties }]) => {
    if (Condition !== undefined) return [];
    const users = [
      ['AWS::Logs::LogGroup', /logs\./, 'KmsKeyId'],
      ['AWS::CloudTrail::Trail', /cloudtrail\./, 'KMSKeyId'],
    ].filter(([type, , name]) =>
      ofType(template, type).some(
        ([, user]) => user.Condition === undefined && JSON.stringify(user.Properties?.[name] ?? '').includes(`"${id}"`),
      ),
    );
    return users.flatMap(([, service]) => {
      const isFor = (one) => service.test(JSON.stringify(one.Principal ?? '')) && !isTrust(one);
      return Properties.KeyPolicy.Statement.some(isFor) &&
        !/"\*"/.test(JSON.stringify(Properties.KeyPolicy.Statement.map(({ Principal }) => Principal)))
        ? [
            (target) => {
              target.Resources[id].Properties.KeyPolicy.Statement = statementsOf(target, id).filter((one) => !isFor(one));
              return id;
            },
          ]
        : [];
    });
  });
}
