// Writes a cloud assembly as CDK would, of any size and always the same: node bench/generate.mjs FOLDER [STACKS] [KEYS] [OTHERS]
// KEYS and OTHERS (resources that are no keys) are per stack. Needs no aws-cdk-lib, so that anybody can measure.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const ACCOUNT = '111122223333';
const ROOT = { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] } };
const CRYPTO = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];

const allow = (principal, action, condition) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: '*',
  ...(condition ? { Condition: condition } : {}),
});

/** What key policies hold beside the root: the shapes that are met most in the wild. */
const SHAPES = [
  () => [],
  (n) => [allow({ AWS: `arn:aws:iam::${ACCOUNT}:role/App${n}` }, CRYPTO)],
  () => [allow('*', ['kms:Decrypt', 'kms:DescribeKey'], { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
  () => [
    allow({ Service: 'logs.eu-west-1.amazonaws.com' }, CRYPTO, {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:eu-west-1:${ACCOUNT}:*` },
    }),
  ],
  () => [allow({ Service: 'sns.amazonaws.com' }, ['kms:GenerateDataKey*', 'kms:Decrypt'])],
  (n) => [
    allow({ AWS: `arn:aws:iam::${ACCOUNT}:role/Asg${n}` }, ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], {
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
    }),
  ],
  () => [{ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  () => [allow({ AWS: { 'Fn::GetAtt': ['Other0', 'Arn'] } }, 'kms:Decrypt')],
];

const key = (n) => ({
  Type: 'AWS::KMS::Key',
  Properties: {
    EnableKeyRotation: true,
    KeyPolicy: { Version: '2012-10-17', Statement: [allow(ROOT, 'kms:*'), ...SHAPES[n % SHAPES.length](n)] },
    Tags: [{ Key: 'team', Value: `team-${n % 7}` }],
  },
  UpdateReplacePolicy: 'Retain',
  DeletionPolicy: 'Retain',
});

/** Resources that are no keys: roles that use one, buckets under one, functions. */
const OTHERS = [
  (n, keys) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        {
          PolicyName: 'use',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': [`Key${n % keys}`, 'Arn'] } }],
          },
        },
      ],
    },
  }),
  (n, keys) => ({
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': [`Key${n % keys}`, 'Arn'] } } },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    },
  }),
  (n) => ({
    Type: 'AWS::Lambda::Function',
    Properties: {
      Handler: 'index.handler',
      Runtime: 'nodejs22.x',
      Role: { 'Fn::GetAtt': [`Other${n - (n % 3)}`, 'Arn'] },
      Code: { S3Bucket: { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: `${n}.zip` },
      Environment: { Variables: { TABLE: `table-${n}`, NOTE: 'x'.repeat(400) } },
    },
  }),
];

/** Writes the assembly. Every stack but the first imports the first key of the one before it, so that links are there to be followed. */
export function generate(folder, { stacks = 20, keys = 6, others = 100 } = {}) {
  mkdirSync(folder, { recursive: true });
  const artifacts = {};
  for (let s = 0; s < stacks; s++) {
    const name = `Stack${s}`;
    const resources = {};
    for (let n = 0; n < keys; n++) resources[`Key${n}`] = key(s * keys + n);
    for (let n = 0; n < others; n++) resources[`Other${n}`] = OTHERS[n % OTHERS.length](n, keys);
    if (s > 0) resources.Topic = { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { 'Fn::ImportValue': `Stack${s - 1}:Key` } } };
    const template = {
      Resources: resources,
      Outputs: { Key: { Value: { 'Fn::GetAtt': ['Key0', 'Arn'] }, Export: { Name: `${name}:Key` } } },
    };
    writeFileSync(path.join(folder, `${name}.template.json`), JSON.stringify(template, null, 1));
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment: `aws://${ACCOUNT}/eu-west-1`,
      properties: { templateFile: `${name}.template.json` },
      dependencies: s > 0 ? [`Stack${s - 1}`] : [],
      displayName: name,
    };
  }
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ version: '55.0.0', artifacts }, null, 2));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, ...sizes] = process.argv.slice(2);
  if (!folder) {
    console.error('usage: node bench/generate.mjs FOLDER [STACKS] [KEYS] [OTHERS]');
    process.exit(2);
  }
  const [stacks, keys, others] = sizes.map(Number);
  generate(folder, { stacks, keys, others });
}
