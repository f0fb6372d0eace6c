/** What is told of those who must use a key: how often, of whom, and with which consequence. */
import { describe, expect, it } from 'vitest';
import { filesOf, fixExample, runRule } from '../src/rule-tester.js';
import { lintInputs } from '../src/lint/lint.js';
import type { Json, JsonObject } from '../src/types/files.js';
import type { Example } from '../src/types/rule.js';
import { memoryFiles } from '../src/files/memory.js';
import { rules } from './index.js';
import aliasGrantIgnored from './alias-grant-ignored.js';
import unverified from './imported-key-access-unverified.js';
import crossAccountKeyAccess from './cross-account-key-access.js';
import grantWithoutRootTrust from './grant-without-root-trust.js';
import keyAccessMissing from './key-access-missing.js';
import serviceAccessMissing from './service-access-missing.js';
import serviceCannotUseKey from './service-cannot-use-key.js';
import unscopedServicePrincipal from './unscoped-service-principal.js';
import unrestrictedGrantCreation from './unrestricted-grant-creation.js';
import keyOpenToAccount from './key-open-to-account.js';

const ENV = ['111122223333', 'eu-west-1'] as const;
const app = (Resources: JsonObject): Example => ({ stacks: { App: { template: { Resources }, env: ENV } } });
const resource = (Type: string, Properties: JsonObject = {}): JsonObject => ({ Type, Properties });
const arn = (of: string): JsonObject => ({ 'Fn::GetAtt': [of, 'Arn'] });
const ROOT: JsonObject = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' };
const key = (...more: readonly JsonObject[]): JsonObject =>
  resource('AWS::KMS::Key', { KeyPolicy: { Version: '2012-10-17', Statement: [ROOT, ...more] } });
const topic = (of: Json): JsonObject => resource('AWS::SNS::Topic', { KmsMasterKeyId: of });
const alarm = (of: string): JsonObject => resource('AWS::CloudWatch::Alarm', { AlarmActions: [{ Ref: of }] });
const role = (...statements: readonly JsonObject[]): JsonObject =>
  resource('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {},
    Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  });
const allow = (Action: Json, Resource: Json): JsonObject => ({ Effect: 'Allow', Action, Resource });
const LOGS = allow('logs:PutLogEvents', '*');
const messages = (rule: Parameters<typeof runRule>[0], example: Example): readonly string[] =>
  runRule(rule, example).findings.map(({ message }) => message);

describe('one cause is one finding', () => {
  it('many alarms into the topics of one key: the key, with all alarms beside', () => {
    const { findings } = runRule(
      serviceAccessMissing,
      app({ Key: key(), A: topic(arn('Key')), B: topic(arn('Key')), A1: alarm('A'), A2: alarm('A'), B1: alarm('B') }),
    );
    expect(findings.map(({ logicalId, message, related }) => [logicalId, message, related.length])).toEqual([
      [
        'Key',
        'cloudwatch.amazonaws.com cannot use App/Key, which encrypts App/A and App/B: the key policy does not allow it kms:Decrypt and kms:GenerateDataKey. So what 3 resources (App/A1 among them) send to them is lost, and nobody is told.',
        3,
      ],
    ]);
  });
  it('functions that share a role and a queue: the role', () => {
    const fn = resource('AWS::Lambda::Function', { Role: arn('Role'), DeadLetterConfig: { TargetArn: arn('Queue') } });
    const { findings } = runRule(
      keyAccessMissing,
      app({ Key: key(), Queue: resource('AWS::SQS::Queue', { KmsMasterKeyId: arn('Key') }), Role: role(LOGS), F1: fn, F2: fn }),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toMatch(/So what 2 resources \(App\/F1 among them\) send to it is lost, and nobody is told\.$/);
  });
  it('many alarms into a topic under a key that AWS manages: one, on the first', () => {
    const { findings } = runRule(serviceCannotUseKey, app({ T: topic('alias/aws/sns'), A1: alarm('T'), A2: alarm('T') }));
    expect(findings.map(({ logicalId, related }) => [logicalId, related.length])).toEqual([['A1', 2]]);
    expect(findings[0]?.message).toContain('So what 2 resources (App/A1 among them) send there is lost.');
  });
  it('a lost call on an imported key: the call, and not its key once more', () => {
    const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab';
    const example: Example = {
      ...app({ T: topic(KEY), A1: alarm('T') }),
      source: {
        'cdk.json': '{"app":"npx tsx app.ts"}',
        'app.ts': [
          "import { App, Stack } from 'aws-cdk-lib';",
          "import * as iam from 'aws-cdk-lib/aws-iam';",
          "import * as kms from 'aws-cdk-lib/aws-kms';",
          "const stack = new Stack(new App(), 'App');",
          `const key = kms.Key.fromKeyArn(stack, 'Shared', '${KEY}');`,
          "key.addToResourcePolicy(new iam.PolicyStatement({ principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')], actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] }));",
          '',
        ].join('\n'),
      },
    };
    const all = (one: Example): readonly string[] =>
      lintInputs({
        files: filesOf(one),
        paths: ['/app/cdk.out'],
        root: '/app',
        rules,
        config: {},
        tool: { name: 'kms-lint', version: '0' },
      })
        .findings.filter(({ ruleId }) => ruleId.startsWith('imported-key'))
        .map(({ ruleId, level, message }) => `${ruleId} ${level} ${message.includes('what App/A1 sends to App/T is lost')}`);
    expect(all(example)).toEqual(['imported-key-policy-ignored error true']);
    // Without the call nothing was lost: a note that nobody knows.
    expect(all(app({ T: topic(KEY), A1: alarm('T') }))).toEqual(['imported-key-access-unverified note true']);
  });
});

describe('a key of others', () => {
  const queue = (of: Json, Parameters: JsonObject = {}): Example => ({
    stacks: {
      App: {
        template: { Parameters, Resources: { Key: resource('AWS::Logs::LogGroup', { KmsKeyId: of }) } },
        env: ENV,
      },
    },
  });
  it('is called by its name, or by where the deployment takes it from', () => {
    const ssm = { Shared: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shared/key' } };
    const called = [queue({ Ref: 'Shared' }, ssm), queue({ 'Fn::ImportValue': 'SharedKeyArn' })].flatMap((one) =>
      messages(unverified, one),
    );
    expect(called.map((message) => / use (.*), which this app/.exec(message)?.[1])).toEqual([
      'the key in the SSM parameter /shared/key',
      'the key of the export SharedKeyArn',
    ]);
  });
  it('is to let in the service for this account alone: the remedy never opens the key to the topics of others', () => {
    const Resources = (KmsMasterKeyId: Json): JsonObject => ({
        Topic: resource('AWS::SNS::Topic'),
        Queue: resource('AWS::SQS::Queue', { KmsMasterKeyId }),
        Subscription: resource('AWS::SNS::Subscription', { Protocol: 'sqs', TopicArn: { Ref: 'Topic' }, Endpoint: arn('Queue') }),
      }),
      KEY = 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      template = { Resources: Resources(KEY) };
    const [known, open] = [{ stacks: { App: { template, env: ENV } } }, { stacks: { App: template } }].map(
      (example) => runRule(unverified, example).findings[0],
    );
    expect(known?.remedy).toMatch(/, limited to this app by aws:SourceArn, to the policy of the key/);
    expect(JSON.parse(known?.fix?.snippets?.['json'] ?? '')).toEqual({
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      Resource: '*',
      Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:*' } },
    });
    // The owner's stack has another account: a pseudo parameter would mean his, so a gap is left, and no command that would be run as it is.
    const { json = '', cdk, cli } = open?.fix?.snippets ?? {};
    expect(json).toMatch(/"aws:SourceArn":"arn:<partition of App>:sns:<Region of App>:<account of App>:\*"/);
    expect(cdk).not.toContain('AWS::');
    expect(cli).toBeUndefined();
  });
  it('is told of as left out by CDK only where CDK wrote the template', () => {
    const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      sends: JsonObject = { Protocol: 'sqs', TopicArn: { Ref: 'Topic' }, Endpoint: arn('Queue') },
      Resources: JsonObject = {
        Topic: resource('AWS::SNS::Topic'),
        Queue: resource('AWS::SQS::Queue', { KmsMasterKeyId: KEY }),
        Subscription: resource('AWS::SNS::Subscription', sends),
      };
    const alone = lintInputs({
      files: memoryFiles({ '/app/queue.json': JSON.stringify({ Resources }) }),
      paths: ['/app/queue.json'],
      root: '/app',
      rules: [unverified],
      tool: { name: 'kms-lint', version: '0' },
    });
    const said = [...runRule(unverified, app(Resources)).findings, ...alone.findings].map(
      ({ level, message }) => `${level} ${message.includes('CDK')} ${message.includes('its key policy is not seen here')}`,
    );
    expect(said).toEqual(['warning true false', 'note false true']);
  });
  it('is not used beside AES256', () => {
    const tables = (SSEAlgorithm: string): Example =>
      app({
        Tables: resource('AWS::S3Tables::TableBucket', {
          EncryptionConfiguration: {
            SSEAlgorithm,
            KMSKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
          },
        }),
      });
    expect([tables('aws:kms'), tables('AES256')].map((one) => messages(unverified, one).length)).toEqual([1, 0]);
  });
});

describe('a grant on an imported alias', () => {
  it('is an error where a role may use the data, and has no right on any key', () => {
    const [first, second] = aliasGrantIgnored.examples.bad;
    const levels = [first, second].map(
      (one) => one && runRule(aliasGrantIgnored, one).findings.map(({ level, related }) => [level, related.length]),
    );
    expect(levels).toEqual([[['warning', 1]], [['error', 2]]]);
  });
});

describe('what happens', () => {
  it('a reader reads nothing', () => {
    const mapping = resource('AWS::Lambda::EventSourceMapping', { FunctionName: { Ref: 'Fn' }, EventSourceArn: arn('Queue') });
    expect(
      messages(
        keyAccessMissing,
        app({
          Key: key(),
          Queue: resource('AWS::SQS::Queue', { KmsMasterKeyId: arn('Key') }),
          Role: role(LOGS),
          Fn: resource('AWS::Lambda::Function', { Role: arn('Role') }),
          Mapping: mapping,
        }),
      ),
    ).toEqual([expect.stringMatching(/So App\/Mapping cannot read from it, and nobody is told\.$/)]);
  });
  it('a key that the resource names itself encrypts no other resource', () => {
    const encryption = (of: string): JsonObject => ({
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn(of) } }],
    });
    const bucket = resource('AWS::S3::Bucket', {
      BucketEncryption: encryption('Key'),
      ReplicationConfiguration: {
        Role: arn('Role'),
        Rules: [{ Destination: { Bucket: arn('Copy'), EncryptionConfiguration: { ReplicaKmsKeyID: arn('Other') } } }],
      },
    });
    expect(
      messages(
        keyAccessMissing,
        app({ Key: key(), Other: key(), Bucket: bucket, Role: role(LOGS), Copy: resource('AWS::S3::Bucket') }),
      ).filter((message) => message.includes('App/Other')),
    ).toEqual([
      'App/Role is not allowed to use App/Other, which App/Bucket names as ReplicaKmsKeyID: neither its IAM policies nor the key policy allow it kms:Encrypt. So what App/Bucket does with it fails, and nobody is told.',
    ]);
  });
});

describe('what AWS Config delivers', () => {
  const ROLE = 'role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
    encrypted: JsonObject = {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn('Key') } }],
      },
    };
  const channel = (RoleARN: Json, more: JsonObject, bucket: JsonObject, ...statements: readonly JsonObject[]): Example =>
    app({
      Key: key(...statements),
      Bucket: resource('AWS::S3::Bucket', bucket),
      Recorder: resource('AWS::Config::ConfigurationRecorder', { RoleARN }),
      Channel: resource('AWS::Config::DeliveryChannel', { S3BucketName: { Ref: 'Bucket' }, ...more }),
    });
  const linked = [`arn:aws:iam::111122223333:${ROLE}`, { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${ROLE}` }],
    named: JsonObject = { S3KmsKeyArn: arn('Key') },
    may: JsonObject = { ...allow(['kms:Decrypt', 'kms:GenerateDataKey'], '*'), Principal: { Service: 'config.amazonaws.com' } };
  it.each([
    ['the channel names the key', named, {}],
    ['the bucket does', {}, encrypted],
  ] as const)('is encrypted by Config itself, where its service-linked role records and %s', (_, more, bucket) => {
    for (const one of linked) {
      expect(messages(serviceAccessMissing, channel(one, more, bucket))).toEqual([
        expect.stringMatching(
          /^config\.amazonaws\.com cannot use App\/Key.* kms:Decrypt and kms:GenerateDataKey.* the deployment fails\.$/,
        ),
      ]);
      expect(messages(serviceAccessMissing, channel(one, more, bucket, may))).toEqual([]);
    }
    expect(messages(serviceAccessMissing, channel('arn:aws:iam::111122223333:role/mine', more, bucket))).toEqual([]);
    expect(messages(serviceAccessMissing, channel({ Ref: 'Role' }, more, bucket))).toEqual([]);
  });
});

describe('where the logs of a load balancer go', () => {
  const balancer = (enabled: Json | undefined): Example =>
    app({
      Logs: resource('AWS::S3::Bucket', {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
      }),
      Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', {
        LoadBalancerAttributes: [
          ...(enabled === undefined ? [] : [{ Key: 'access_logs.s3.enabled', Value: enabled }]),
          { Key: 'access_logs.s3.bucket', Value: { Ref: 'Logs' } },
        ],
      }),
    });
  it.each([
    ['true', 1],
    [true, 1],
    ['false', 0],
    [undefined, 0],
    [{ Ref: 'Unknown' }, 0],
  ] as const)('switched on by %j: %i finding', (enabled, findings) => {
    expect(runRule(serviceCannotUseKey, balancer(enabled)).findings.filter(({ confidence }) => confidence === 'certain')).toHaveLength(
      findings,
    );
  });
});

describe('an account of AWS that writes to a bucket', () => {
  const ELB: JsonObject = { AWS: 'arn:aws:iam::156460612806:root' };
  const bucket = (Action: Json, more: JsonObject): Example =>
    app({
      Key: key(),
      Logs: resource('AWS::S3::Bucket', {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn('Key') } }],
        },
      }),
      Policy: resource('AWS::S3::BucketPolicy', {
        Bucket: { Ref: 'Logs' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ ...allow(Action, { 'Fn::Join': ['', [arn('Logs'), '/*']] }), Principal: ELB }],
        },
      }),
      ...more,
    });
  const Balancer = resource('AWS::ElasticLoadBalancingV2::LoadBalancer', {
    LoadBalancerAttributes: [
      { Key: 'access_logs.s3.enabled', Value: 'true' },
      { Key: 'access_logs.s3.bucket', Value: { Ref: 'Logs' } },
    ],
  });
  it('is helped by no right on the key, where a load balancer writes its logs', () => {
    expect(messages(serviceCannotUseKey, bucket('s3:PutObject', { Balancer }))).toHaveLength(1);
    expect(messages(crossAccountKeyAccess, bucket('s3:PutObject', { Balancer }))).toEqual([]);
  });
  it('is one like others, where it reads, or no load balancer is there', () => {
    expect(messages(crossAccountKeyAccess, bucket('s3:GetObject', { Balancer }))).toHaveLength(1);
    expect(messages(crossAccountKeyAccess, bucket('s3:PutObject', {}))).toHaveLength(1);
  });
});

describe('a condition on the encryption context of a log group', () => {
  const group = (pattern: string, more: JsonObject = { LogGroupName: '/mine' }): Example =>
    app({
      Key: key({
        Effect: 'Allow',
        Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
        Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:GenerateDataKey*'],
        Resource: '*',
        Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:eu-west-1:111122223333:log-group:${pattern}` } },
      }),
      Logs: resource('AWS::Logs::LogGroup', { KmsKeyId: arn('Key'), ...more }),
    });
  it('is compared with its name', () => {
    expect(messages(serviceAccessMissing, group('/other'))).toEqual([
      expect.stringContaining('its requests do not fulfil the condition on kms:EncryptionContext:aws:logs:arn'),
    ]);
    expect(messages(serviceAccessMissing, group('/mi*'))).toEqual([]);
  });
  it('tells nothing of a name that only the deployment knows', () => {
    expect(messages(serviceAccessMissing, group('/other', { LogGroupName: { Ref: 'Name' } }))).toEqual([]);
  });
});

describe('what nobody else need give a service', () => {
  const service = (name: string, ...actions: readonly string[]): JsonObject => ({
    Effect: 'Allow',
    Principal: { Service: name },
    Action: actions,
    Resource: '*',
  });
  const logs = (...statements: readonly JsonObject[]): Example =>
    app({ Key: key(...statements), Logs: resource('AWS::Logs::LogGroup', { KmsKeyId: arn('Key') }) });
  it('CloudWatch Logs is let in without its Region too', () => {
    expect(messages(serviceAccessMissing, logs(service('logs.amazonaws.com', 'kms:Decrypt', 'kms:GenerateDataKey*')))).toEqual([]);
    expect(messages(serviceAccessMissing, logs(service('logs.amazonaws.com', 'kms:Decrypt')))).toEqual([
      'logs.eu-west-1.amazonaws.com cannot use App/Key for App/Logs: the key policy does not allow it kms:GenerateDataKey. So the deployment fails.',
    ]);
    expect(messages(serviceAccessMissing, logs(service('logs.eu-central-1.amazonaws.com', 'kms:*')))).toHaveLength(1);
  });

  const trail = (Key: JsonObject): Example =>
    app({ Key, Trail: resource('AWS::CloudTrail::Trail', { IsLogging: true, S3BucketName: 'logs', KMSKeyId: arn('Key') }) });
  it('whoever creates a trail may describe the key, where IAM decides', () => {
    const encrypts = service('cloudtrail.amazonaws.com', 'kms:GenerateDataKey*'),
      alone = resource('AWS::KMS::Key', {
        KeyPolicy: { Version: '2012-10-17', Statement: [{ ...ROOT, Action: ['kms:Put*', 'kms:Get*'] }, encrypts] },
      });
    expect(messages(serviceAccessMissing, trail(key(encrypts)))).toEqual([]);
    expect(messages(serviceAccessMissing, trail(alone))).toEqual([expect.stringContaining('does not allow it kms:DescribeKey')]);
    expect(messages(serviceAccessMissing, trail(key()))).toEqual([
      expect.stringContaining('does not allow it kms:DescribeKey and kms:GenerateDataKey'),
    ]);
  });

  const rewritten = (Action: Json, type: string): Example =>
    app({
      Key: key(),
      Topic: topic(arn('Key')),
      Alarm: alarm('Topic'),
      Role: role(allow(Action, arn('Key'))),
      Updater: resource(type, { KmsKeyId: { Ref: 'Key' } }),
    });
  it.each([
    [['kms:GetKeyPolicy', 'kms:PutKeyPolicy'], 'Custom::KmsKeyPolicyUpdater', 'possible'],
    [['kms:GetKeyPolicy', 'kms:PutKeyPolicy'], 'AWS::Events::EventBus', 'certain'],
    [['kms:Put*'], 'Custom::S3AutoDeleteObjects', 'certain'],
  ] as const)('a role with %j beside %s: %s', (actions, type, confidence) => {
    const { findings } = runRule(serviceAccessMissing, rewritten([...actions], type));
    expect(findings.map((one) => [one.logicalId, one.confidence])).toEqual([['Key', confidence]]);
  });
});

describe('a statement is judged by itself', () => {
  const s3 = (Condition?: JsonObject): JsonObject => ({
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
    ...(Condition ? { Condition } : {}),
  });
  it('not by another that lets the same service in', () => {
    const scoped = s3({ ArnLike: { 'aws:SourceArn': arn('Bucket') } }),
      bucket = resource('AWS::S3::Bucket');
    expect(messages(unscopedServicePrincipal, app({ Key: key(scoped), Bucket: bucket }))).toEqual([]);
    expect(messages(unscopedServicePrincipal, app({ Key: key(scoped, s3()), Bucket: bucket }))).toEqual([
      expect.stringContaining('lets s3.amazonaws.com use the key by statement 3,'),
    ]);
  });
  it('no service sends what a principal of IAM does', () => {
    expect(messages(unscopedServicePrincipal, app({ Key: key(s3({ StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } })) }))).toEqual(
      [],
    );
  });
  it('not by the root, to whose IAM policies a role answers as well', () => {
    const grants = (Condition?: JsonObject): JsonObject => ({
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${Name}' } },
      Action: ['kms:CreateGrant', 'kms:ListGrants'],
      Resource: '*',
      ...(Condition ? { Condition } : {}),
    });
    expect(messages(unrestrictedGrantCreation, app({ Key: key(grants({ Bool: { 'kms:GrantIsForAWSResource': 'true' } })) }))).toEqual([]);
    expect(messages(unrestrictedGrantCreation, app({ Key: key(grants()) }))).toHaveLength(1);
  });
});

describe('what lets a service-linked role in', () => {
  const group = app({
    Key: key(),
    Template: resource('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: { BlockDeviceMappings: [{ Ebs: { Encrypted: true, KmsKeyId: arn('Key') } }] },
    }),
    Group: resource('AWS::AutoScaling::AutoScalingGroup', { LaunchTemplate: { LaunchTemplateId: { Ref: 'Template' }, Version: '1' } }),
  });
  it('names a role that may not exist yet by a condition, and lets it grant to AWS only', () => {
    const { first, again } = fixExample(serviceAccessMissing, group);
    expect([first.changes.length, again.changes.length]).toEqual([1, 0]);
    const after = JSON.parse(first.changes[0]?.after ?? '{}') as { Resources: { Key: JsonObject } };
    const policy = (after.Resources.Key['Properties'] as { KeyPolicy: { Statement: JsonObject[] } }).KeyPolicy;
    expect(policy.Statement.slice(1).map((one) => one['Principal'])).toEqual([{ AWS: '*' }, { AWS: '*' }]);
    const fixed: Example = { stacks: { App: { template: after as unknown as JsonObject, env: ENV } } };
    for (const rule of [serviceAccessMissing, unscopedServicePrincipal, unrestrictedGrantCreation, keyOpenToAccount])
      expect([rule.id, runRule(rule, fixed).findings]).toEqual([rule.id, []]);
  });
  it('is told as a role, also to those who write templates', () => {
    const [finding] = runRule(serviceAccessMissing, group).findings;
    expect(finding?.message).toMatch(
      /^The service-linked role AWSServiceRoleForAutoScaling cannot use App\/Key, .* So App\/Group cannot use it\.$/,
    );
    expect(finding?.level).toBe('warning');
  });
});

describe('the roles around a pipeline', () => {
  const action = (Category: string, Provider: string, Role: string, more: JsonObject = {}): JsonObject => ({
    Name: Role,
    ActionTypeId: { Category, Provider, Owner: 'AWS', Version: '1' },
    RoleArn: arn(Role),
    ...more,
  });
  const INPUT: JsonObject = { InputArtifacts: [{ Name: 'Built' }] };
  const ALL: Json = [
    action('Source', 'CodeCommit', 'Commit', { OutputArtifacts: [{ Name: 'Sources' }] }),
    action('Build', 'CodeBuild', 'Build', INPUT),
    action('Approval', 'Manual', 'Approve'),
    action('Invoke', 'Lambda', 'Invoke', INPUT),
    action('Deploy', 'CloudFormation', 'Prepare', INPUT),
    action('Deploy', 'CloudFormation', 'Execute'),
    action('Deploy', 'Elsewhere', 'Unknown', INPUT),
  ];
  const NAMES = ['Pipe', 'Commit', 'Build', 'Approve', 'Invoke', 'Prepare', 'Execute', 'Unknown'];
  const pipeline = (store: JsonObject): Example =>
    app({
      Key: key(),
      Artifacts: resource('AWS::S3::Bucket', {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn('Key') } }],
        },
      }),
      ...Object.fromEntries(NAMES.map((name) => [name, role(LOGS)])),
      Pipeline: resource('AWS::CodePipeline::Pipeline', { RoleArn: arn('Pipe'), Stages: [{ Name: 'All', Actions: ALL }], ...store }),
    });
  const lacking = (example: Example): Readonly<Record<string, string | undefined>> =>
    Object.fromEntries(
      runRule(keyAccessMissing, example).findings.map(({ logicalId, message }) => [
        logicalId ?? '',
        /allow it ([^.]+)\./.exec(message)?.[1],
      ]),
    );
  const needed = { Pipe: 'kms:Decrypt and kms:GenerateDataKey', Commit: 'kms:GenerateDataKey', Prepare: 'kms:Decrypt' };

  it('only actions that move artifacts themselves need the key of the store, whichever stands first', () => {
    expect(lacking(pipeline({ ArtifactStore: { Type: 'S3', Location: { Ref: 'Artifacts' } } }))).toEqual(needed);
    const EncryptionKey: JsonObject = { Type: 'KMS', Id: arn('Key') };
    expect(lacking(pipeline({ ArtifactStore: { Type: 'S3', Location: 'elsewhere', EncryptionKey } }))).toEqual(needed);
  });
  it('an action uses the store of its own Region, so of several stores only the role of the pipeline is told', () => {
    const ArtifactStore: JsonObject = { Type: 'S3', Location: 'elsewhere', EncryptionKey: { Type: 'KMS', Id: arn('Key') } };
    expect(lacking(pipeline({ ArtifactStores: [{ Region: 'eu-west-1', ArtifactStore }] }))).toEqual({ Pipe: needed.Pipe });
  });
  it('a project encrypts what it writes to a bucket, and nothing where it has no artifacts or a pipeline says which', () => {
    const project = (Artifacts: JsonObject): Example =>
      app({
        Key: key(),
        Role: role(allow('kms:Decrypt', arn('Key'))),
        Project: resource('AWS::CodeBuild::Project', { ServiceRole: arn('Role'), EncryptionKey: arn('Key'), Artifacts }),
      });
    expect(lacking(project({ Type: 'S3', Location: 'out' }))).toEqual({ Role: 'kms:GenerateDataKey' });
    expect(lacking(project({ Type: 'S3', Location: 'out', EncryptionDisabled: true }))).toEqual({});
    for (const Type of ['CODEPIPELINE', 'NO_ARTIFACTS']) expect(lacking(project({ Type }))).toEqual({});
  });
  it('every project that a pipeline starts reads an artifact, with the role of the project', () => {
    const started = (name: Json): JsonObject => action('Build', 'CodeBuild', 'Build', { ...INPUT, Configuration: { ProjectName: name } }),
      project = (of: string): JsonObject =>
        resource('AWS::CodeBuild::Project', { ServiceRole: arn(of), Artifacts: { Type: 'CODEPIPELINE' } }),
      stages = (...names: readonly Json[]): JsonObject => ({ Stages: [{ Name: 'All', Actions: names.map(started) }] });
    const building = (store: JsonObject, ...names: readonly Json[]): Example => {
      const { App } = pipeline({ ...store, ...stages(...names) }).stacks as unknown as { App: { template: { Resources: JsonObject } } };
      const MAY = allow(['kms:Decrypt', 'kms:GenerateDataKey'], arn('Key'));
      return app({ ...App.template.Resources, Pipe: role(MAY), One: project('Commit'), Two: project('Invoke'), Three: project('Unknown') });
    };
    const EncryptionKey: JsonObject = { Type: 'KMS', Id: arn('Key') },
      reads = { Commit: 'kms:Decrypt', Invoke: 'kms:Decrypt' };
    for (const store of [{ Location: { Ref: 'Artifacts' } }, { Location: 'elsewhere', EncryptionKey }])
      expect(lacking(building({ ArtifactStore: { Type: 'S3', ...store } }, { Ref: 'One' }, { Ref: 'Two' }))).toEqual(reads);
    expect(lacking(building({ ArtifactStore: { Type: 'S3', Location: 'elsewhere' } }, { Ref: 'One' }))).toEqual({});
    const [finding] = runRule(
      keyAccessMissing,
      building({ ArtifactStore: { Type: 'S3', Location: 'elsewhere', EncryptionKey } }, { Ref: 'One' }),
    ).findings;
    expect(finding?.message).toContain('which App/Pipeline names as EncryptionKey.Id:');
    expect(finding?.related.map(({ message }) => message)).toEqual(['App/Pipeline uses the key with the role']);
  });
  it('who asks for the configuration of a function is answered without its key', () => {
    const fn = resource('AWS::Lambda::Function', { KmsKeyArn: arn('Key') });
    expect(lacking(app({ Key: key(), Fn: fn, Role: role(allow('lambda:GetFunctionConfiguration', arn('Fn'))) }))).toEqual({});
  });
});

describe('what keeps a role from a key', () => {
  const BOTH = ['kms:Decrypt', 'kms:GenerateDataKey'],
    SEND = allow('sqs:SendMessage', arn('Queue')),
    deny = (Action: Json, more: JsonObject = {}): JsonObject => ({ Effect: 'Deny', Action, Resource: '*', ...more });
  const deadLetters = (Role: JsonObject, Key: JsonObject = key(), more: JsonObject = {}): Example =>
    app({
      Key,
      Role,
      Queue: resource('AWS::SQS::Queue', { KmsMasterKeyId: arn('Key') }),
      Fn: resource('AWS::Lambda::Function', { Role: arn('Role'), DeadLetterConfig: { TargetArn: arn('Queue') } }),
      // A fix has where to go.
      Own: resource('AWS::IAM::Policy', { Roles: [{ Ref: 'Role' }], PolicyDocument: { Version: '2012-10-17', Statement: [LOGS] } }),
      ...more,
    });
  const bounded = (of: Json, ...statements: readonly JsonObject[]): JsonObject => {
    const { Type, Properties } = role(SEND, ...statements) as { Type: string; Properties: JsonObject };
    return { Type, Properties: { ...Properties, PermissionsBoundary: of } };
  };
  const boundary = (...Statement: readonly JsonObject[]): JsonObject =>
    resource('AWS::IAM::ManagedPolicy', { PolicyDocument: { Version: '2012-10-17', Statement } });
  const ADMIN: JsonObject = { ...ROOT, Action: ['kms:Put*', 'kms:Get*', 'kms:Describe*', 'kms:ScheduleKeyDeletion'] },
    throughS3: JsonObject = { ...ROOT, Action: BOTH, Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } };
  const resourceKey = (...Statement: readonly JsonObject[]): JsonObject =>
    resource('AWS::KMS::Key', { KeyPolicy: { Version: '2012-10-17', Statement } });
  const MAY = allow(BOTH, arn('Key'));

  it.each([
    ['nothing that allows it', deadLetters(role(SEND)), 'neither its IAM policies nor the key policy allow it', /^Let the role use/, true],
    [
      'a Deny of its own',
      deadLetters(role(SEND, MAY, deny('kms:*'))),
      'an IAM policy of the role denies it',
      /does not help against/,
      false,
    ],
    [
      'a Deny of the key policy',
      deadLetters(role(SEND, MAY), key(deny('kms:Decrypt', { Principal: { AWS: arn('Role') } }))),
      'statement 2 of the key policy denies it kms:Decrypt.',
      /A Deny overrides every Allow/,
      false,
    ],
    [
      'a Deny for one action and nothing for the other',
      deadLetters(role(SEND, allow('kms:Decrypt', arn('Key')), deny('kms:Decrypt'))),
      'an IAM policy of the role denies it kms:Decrypt, and neither its IAM policies nor the key policy allow it kms:GenerateDataKey.',
      /Deny .* key\.grant\(.*'kms:GenerateDataKey'\)/,
      false,
    ],
    [
      'its boundary',
      deadLetters(bounded({ Ref: 'Bound' }, MAY), key(), { Bound: boundary(allow(['sqs:*', 'logs:*'], '*')) }),
      'its permissions boundary does not allow',
      /in the permissions boundary/,
      false,
    ],
    [
      'a boundary that AWS manages',
      deadLetters(bounded('arn:aws:iam::aws:policy/AmazonSQSFullAccess', MAY)),
      'its permissions boundary does not allow',
      /in the permissions boundary/,
      false,
    ],
    [
      'a key policy that leaves it to IAM for another service only',
      deadLetters(role(SEND, MAY), resourceKey(ADMIN, throughS3)),
      'its IAM policies allow it kms:Decrypt and kms:GenerateDataKey, but the key policy does not let IAM policies decide about that.',
      /^Let the key policy name App\/Role/,
      false,
    ],
    [
      'a key policy that leaves it to no IAM policy, where none gives it either: another Allow would not help',
      deadLetters(role(SEND), resourceKey(ADMIN, throughS3)),
      'the key policy neither allows it kms:Decrypt and kms:GenerateDataKey nor lets IAM policies decide about that.',
      /^Let the key policy name App\/Role/,
      false,
    ],
  ] as const)('%s', (_, example, why, remedy, fixable) => {
    const [finding, ...others] = runRule(keyAccessMissing, example).findings;
    expect([others.length, finding?.message.includes(why), finding?.remedy]).toEqual([0, true, expect.stringMatching(remedy)]);
    expect(finding?.fix !== null).toBe(fixable);
  });
  it('each of two targets is asked with its own requests', () => {
    const throughSqs: JsonObject = { ...MAY, Condition: { StringEquals: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' } } };
    const example = deadLetters(
      role(SEND, allow('sns:Publish', { Ref: 'Topic' }), throughSqs, deny('kms:Decrypt', { Condition: throughSqs['Condition'] as Json })),
      key(),
      {
        Topic: topic(arn('Key')),
        Other: resource('AWS::Lambda::Function', { Role: arn('Role'), DeadLetterConfig: { TargetArn: { Ref: 'Topic' } } }),
      },
    );
    const [finding] = runRule(keyAccessMissing, example).findings;
    expect(finding?.message).toContain('an IAM policy of the role denies it kms:Decrypt, and neither its IAM policies nor');
    expect(finding?.message).toContain('allow it kms:Decrypt and kms:GenerateDataKey.');
  });
  it('is told of the key alone where its grants on the key have no effect at all', () => {
    expect(messages(keyAccessMissing, deadLetters(role(SEND, MAY), resourceKey(ADMIN)))).toEqual([]);
    expect(messages(keyAccessMissing, deadLetters(role(SEND, allow(BOTH, '*')), resourceKey(ADMIN)))).toHaveLength(1);
    const others = { Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/admin' } } },
      forAll = key(deny('kms:Decrypt', { Principal: '*', ...others }));
    expect(messages(keyAccessMissing, deadLetters(role(SEND, MAY), forAll))).toEqual([]);
    expect(messages(grantWithoutRootTrust, deadLetters(role(SEND, MAY), forAll))).toHaveLength(1);
  });
  it('a boundary that gives it stands in no way', () => {
    const wide = { Bound: boundary(allow(['sqs:*', 'kms:*'], '*')) };
    expect(messages(keyAccessMissing, deadLetters(bounded({ Ref: 'Bound' }, MAY), key(), wide))).toEqual([]);
  });

  const inText = (PolicyDocument: Json): JsonObject =>
    resource('AWS::IAM::Role', { AssumeRolePolicyDocument: {}, Policies: [{ PolicyName: 'p', PolicyDocument }] });
  const written = (resourceOf: string, ...actions: readonly string[]): string =>
    `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":${JSON.stringify(actions)},"Resource":"${resourceOf}"}]}`;
  it.each([
    ['JSON that gives it', written('*', ...BOTH), 0],
    ['JSON that gives something else', written('*', 'sqs:SendMessage'), 1],
    ['Fn::Sub around the ARN of the key', { 'Fn::Sub': written('${Key.Arn}', ...BOTH) }, 0],
    ['Fn::Sub around another', { 'Fn::Sub': written('${Queue.Arn}', 'sqs:SendMessage') }, 1],
    ['a parameter', { Ref: 'Policy' }, 0],
    ['no JSON', 'allow everything', 0],
  ] as const)('a policy given as text: %s', (_, document, count) => {
    expect(messages(keyAccessMissing, deadLetters(inText(document)))).toHaveLength(count);
  });

  it('one statement that gives several rights is shown once', () => {
    const bucket = resource('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn('Key') } }],
      },
    });
    const objects: Json = { 'Fn::Join': ['', [arn('Bucket'), '/*']] };
    const { findings } = runRule(
      keyAccessMissing,
      app({ Key: key(), Bucket: bucket, Role: role(allow(['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'], objects)) }),
    );
    expect(findings.map(({ related }) => related.length)).toEqual([1]);
  });
});

describe('a role of another account', () => {
  const reader = (principal: string): Example => ({
    stacks: {
      Data: {
        template: {
          Resources: {
            Key: key({ Effect: 'Allow', Principal: { AWS: principal }, Action: 'kms:Decrypt', Resource: '*' }),
            Bucket: resource('AWS::S3::Bucket', {
              BucketName: 'data-of-ours',
              BucketEncryption: {
                ServerSideEncryptionConfiguration: [
                  { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn('Key') } },
                ],
              },
            }),
          },
        },
        env: ENV,
      },
      Reader: {
        template: {
          Resources: {
            Role: resource('AWS::IAM::Role', {
              RoleName: 'reader',
              AssumeRolePolicyDocument: {},
              Policies: [
                {
                  PolicyName: 'p',
                  PolicyDocument: { Version: '2012-10-17', Statement: [allow('s3:GetObject', 'arn:aws:s3:::data-of-ours/*')] },
                },
              ],
            }),
          },
        },
        env: ['444455556666', 'eu-west-1'],
      },
    },
  });
  it.each(['arn:aws:iam::444455556666:root', 'arn:aws:iam::444455556666:role/reader'])(
    'needs an IAM policy as well, where the key policy names %s',
    (principal) => {
      expect(messages(crossAccountKeyAccess, reader(principal))).toEqual([
        expect.stringContaining('no IAM policy of the role allows it kms:Decrypt: across accounts both must'),
      ]);
    },
  );
});
