/**
 * The law of facts: apps that tell each other their facts learn what one machine with all their assemblies would find between them, no
 * more and no less.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { memoryFiles } from '../files/memory.js';
import { factsText } from '../lint/facts.js';
import { examine, type LintInput } from '../lint/lint.js';
import type { Finding } from '../types/report.js';
import type { Files, Json, JsonObject } from '../types/files.js';

const TOOL = { name: 'kms-lint', version: '0' };
const [HOME, AWAY] = ['111122223333', '444455556666'];
type Stack = {
  readonly template: JsonObject;
  readonly account?: string;
  readonly dependsOn?: readonly string[];
  readonly metadata?: JsonObject;
};
type Apps = Readonly<Record<string, Readonly<Record<string, Stack>>>>;

/** Each app an assembly in a folder of its own. */
function filesOf(apps: Apps): Files {
  const texts: Record<string, string> = {};
  for (const [app, stacks] of Object.entries(apps)) {
    const artifacts = Object.entries(stacks).map(([name, { account = HOME, dependsOn = [], metadata = {} }]) => [
      name,
      {
        type: 'aws:cloudformation:stack',
        environment: `aws://${account}/eu-west-1`,
        dependencies: dependsOn,
        metadata,
        properties: { templateFile: `${name}.template.json`, stackName: name },
      },
    ]);
    texts[`/repo/${app}/cdk.out/manifest.json`] = JSON.stringify({
      version: '55.0.0',
      artifacts: Object.fromEntries(artifacts as [string, unknown][]),
    });
    for (const [name, { template }] of Object.entries(stacks))
      texts[`/repo/${app}/cdk.out/${name}.template.json`] = JSON.stringify(template, null, 1);
  }
  return memoryFiles(texts);
}

const run = (files: Files, more: Partial<LintInput>) =>
  examine({ files, paths: [], root: '/repo', rules, tool: TOOL, config: { pedantic: true, presets: ['strict'] }, ...more });
const told = ({ ruleId, level, confidence, message, constructPath, logicalId, stackName, detail }: Finding): string =>
  JSON.stringify([ruleId, level, confidence, stackName, logicalId, constructPath, detail, message]);

/** The findings between apps, on one machine and by facts. */
function bothWays(apps: Apps): { readonly together: readonly string[]; readonly byFacts: readonly string[] } {
  const files = filesOf(apps),
    names = Object.keys(apps);
  const together = run(files, { paths: names.map((app) => `/repo/${app}/cdk.out`), between: true });
  for (const app of names) {
    const alone = run(files, { paths: [`/repo/${app}/cdk.out`] });
    files.write(`/facts/${app}.json`, Buffer.from(factsText(alone, files, '/repo')));
  }
  const linked = run(files, { facts: names.map((app) => `/facts/${app}.json`), between: true });
  expect(linked.result.problems).toEqual([]);
  return { together: together.result.findings.map(told).sort(), byFacts: linked.result.findings.map(told).sort() };
}

const statement = (principal: Json, action: Json = 'kms:*'): JsonObject => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: '*',
});
const ROOT = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const key = (...statements: readonly JsonObject[]): JsonObject => ({
  Type: 'AWS::KMS::Key',
  Properties: {
    Description: 'data',
    EnableKeyRotation: true,
    KeyPolicy: { Version: '2012-10-17', Statement: [statement(ROOT), ...statements] },
  },
});
const output = (value: Json, name: string): JsonObject => ({ Value: value, Export: { Name: name } });
const role = (name: string | undefined, resource: Json): JsonObject => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    ...(name === undefined ? {} : { RoleName: name }),
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: 'p',
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: resource }] },
      },
    ],
  },
});
const bucket = (name: string, encryption: Json): JsonObject => ({
  Type: 'AWS::S3::Bucket',
  Properties: {
    BucketName: name,
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: encryption } }],
    },
  },
});
const queue = (encryption: Json): JsonObject => ({ Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: encryption } });
const arn = (logicalId: string): JsonObject => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** One fault between two apps each, with the rule that finds it. */
const FAULTS: Readonly<Record<string, Apps>> = {
  'cross-stack-cycle': {
    keys: {
      Keys: {
        template: {
          Resources: { Key: key(statement({ AWS: { 'Fn::ImportValue': 'RoleArn' } }, 'kms:Decrypt')) },
          Outputs: { Key: output(arn('Key'), 'KeyArn') },
        },
      },
    },
    users: {
      Users: {
        template: {
          Resources: { Role: role(undefined, { 'Fn::ImportValue': 'KeyArn' }) },
          Outputs: { Role: output(arn('Role'), 'RoleArn') },
        },
      },
    },
  },
  'duplicate-alias': {
    one: {
      One: {
        template: {
          Resources: {
            Key: key(),
            Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/app', TargetKeyId: { Ref: 'Key' } } },
          },
        },
      },
    },
    two: {
      Two: {
        template: {
          Resources: {
            Key: key(),
            Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/app', TargetKeyId: { Ref: 'Key' } } },
          },
        },
      },
    },
  },
  'principal-created-later': {
    keys: { Keys: { template: { Resources: { Key: key(statement({ AWS: `arn:aws:iam::${HOME}:role/worker` }, 'kms:Decrypt')) } } } },
    workers: { Workers: { template: { Resources: { Worker: role('worker', '*') } } } },
  },
  'key-access-missing': {
    data: {
      Data: {
        template: { Resources: { Key: key(), Data: bucket('orders-data', arn('Key')) }, Outputs: { Data: output(arn('Data'), 'DataArn') } },
      },
    },
    readers: {
      Readers: {
        template: {
          Resources: {
            Reader: role(undefined, [{ 'Fn::ImportValue': 'DataArn' }, { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'DataArn' }, '/*']] }]),
          },
        },
      },
    },
  },
  'cross-account-key-access': {
    data: { Data: { template: { Resources: { Key: key(), Data: bucket('orders-data', arn('Key')) } } } },
    readers: {
      Readers: {
        account: AWAY,
        template: { Resources: { Reader: role(undefined, ['arn:aws:s3:::orders-data', 'arn:aws:s3:::orders-data/*']) } },
      },
    },
  },
  'service-access-missing': {
    keys: { Keys: { template: { Resources: { Key: key() }, Outputs: { Key: output(arn('Key'), 'KeyArn') } } } },
    logs: {
      Logs: {
        template: { Resources: { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: { 'Fn::ImportValue': 'KeyArn' } } } } },
      },
    },
  },
  'service-access-missing of a delivery': {
    keys: { Keys: { template: { Resources: { Key: key() }, Outputs: { Key: output(arn('Key'), 'KeyArn') } } } },
    queues: {
      Queues: {
        template: {
          Resources: {
            Queue: queue({ 'Fn::ImportValue': 'KeyArn' }),
            Topic: { Type: 'AWS::SNS::Topic' },
            Subscription: {
              Type: 'AWS::SNS::Subscription',
              Properties: { Protocol: 'sqs', TopicArn: { Ref: 'Topic' }, Endpoint: arn('Queue') },
            },
          },
        },
      },
    },
  },
  'service-access-missing of a delivery under an alias of the own app': {
    keys: { Keys: { template: { Resources: { Key: key() }, Outputs: { Key: output(arn('Key'), 'KeyArn') } } } },
    queues: {
      Queues: {
        template: {
          Resources: {
            Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/worker', TargetKeyId: { 'Fn::ImportValue': 'KeyArn' } } },
            Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'Alias' } } },
            Alarm: {
              Type: 'AWS::CloudWatch::Alarm',
              Properties: { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, AlarmActions: [{ Ref: 'Topic' }] },
            },
          },
        },
      },
    },
  },
  'key-access-missing of a delivery': {
    keys: { Keys: { template: { Resources: { Key: key() }, Outputs: { Key: output(arn('Key'), 'KeyArn') } } } },
    queues: {
      Queues: {
        template: {
          Resources: {
            Queue: queue({ 'Fn::ImportValue': 'KeyArn' }),
            Role: role(undefined, arn('Queue')),
            Function: { Type: 'AWS::Lambda::Function', Properties: { Role: arn('Role') } },
            Mapping: {
              Type: 'AWS::Lambda::EventSourceMapping',
              Properties: { EventSourceArn: arn('Queue'), FunctionName: { Ref: 'Function' } },
            },
          },
        },
      },
    },
  },
};

/** A fault is called by its rule, and what is special of it. */
const ruleOf = (fault: string): string => fault.split(' ', 1)[0] ?? '';

describe('facts by facts is found what is found together', () => {
  it.each(Object.entries(FAULTS))('%s', (fault, apps) => {
    const { together, byFacts } = bothWays(apps);
    expect(byFacts).toEqual(together);
    expect(together.some((one) => one.startsWith(`["${ruleOf(fault)}"`))).toBe(true);
  });
  const keys: Apps[string] = { Keys: { template: { Resources: { Key: key() }, Outputs: { Key: output(arn('Key'), 'KeyArn') } } } };
  it('a service that delivers to a topic of this app under the key of another', () => {
    const { together, byFacts } = bothWays({
      keys,
      orders: {
        Orders: {
          template: {
            Resources: {
              Placed: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { 'Fn::ImportValue': 'KeyArn' } } },
              Files: { Type: 'AWS::S3::Bucket', Properties: {} },
              Notifications: {
                Type: 'Custom::S3BucketNotifications',
                Properties: {
                  BucketName: { Ref: 'Files' },
                  NotificationConfiguration: { TopicConfigurations: [{ Events: ['s3:ObjectCreated:*'], TopicArn: { Ref: 'Placed' } }] },
                },
              },
            },
          },
        },
      },
    });
    expect(byFacts).toEqual(together);
    expect(together.filter((one) => one.startsWith('["service-access-missing"') && one.includes('s3.amazonaws.com'))).toHaveLength(1);
  });
  it('a role that reads a bucket of this app under the key of another', () => {
    const { together, byFacts } = bothWays({
      keys,
      readers: {
        Readers: {
          template: {
            Resources: {
              Data: bucket('orders-data', { 'Fn::ImportValue': 'KeyArn' }),
              Reader: role(undefined, [arn('Data'), { 'Fn::Join': ['', [arn('Data'), '/*']] }]),
            },
          },
        },
      },
    });
    expect(byFacts).toEqual(together);
    expect(together.filter((one) => one.startsWith('["key-access-missing"'))).toHaveLength(1);
  });
  it('however the stacks are split over apps', () => {
    // Names are made apart, so that the faults do not touch each other.
    const stacks = Object.values(FAULTS).flatMap((apps, index) =>
      Object.values(apps).flatMap((app) => Object.entries(app).map(([name, stack]) => [`${name}${index}`, renamed(stack, index)] as const)),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: stacks.length, maxLength: stacks.length }), (split) => {
        const apps: Record<string, Record<string, Stack>> = {};
        for (const [i, [name, stack]] of stacks.entries()) (apps[`app${split[i] ?? 0}`] ??= {})[name] = stack;
        const { together, byFacts } = bothWays(apps);
        expect(byFacts).toEqual(together);
      }),
      { numRuns: 25 },
    );
  });
});

function renamed(stack: Stack, index: number): Stack {
  const template = JSON.stringify(stack.template).replace(
    /KeyArn|RoleArn|DataArn|alias\/app|worker|orders-data/g,
    (name) => `${name}${index}`,
  );
  return { ...stack, template: JSON.parse(template) as JsonObject };
}

describe('a lint with the facts of others', () => {
  const linted = (apps: Apps, app: string) => {
    const files = filesOf(apps);
    const others = Object.keys(apps).filter((name) => name !== app);
    for (const name of others)
      files.write(`/facts/${name}.json`, Buffer.from(factsText(run(files, { paths: [`/repo/${name}/cdk.out`] }), files, '/repo')));
    return run(files, { paths: [`/repo/${app}/cdk.out`], facts: others.map((name) => `/facts/${name}.json`) }).result;
  };
  it.each(Object.entries(FAULTS).flatMap(([fault, apps]) => Object.keys(apps).map((app) => [fault, app, apps] as const)))(
    '%s is told in the app %s, at a place of its own',
    (fault, app, apps) => {
      const { findings, summary } = linted(apps, app);
      expect(findings.map(({ ruleId }) => ruleId)).toContain(ruleOf(fault));
      for (const { template } of findings) expect(template?.file).toMatch(new RegExp(`^${app}/cdk.out/`));
      expect(summary.stacks).toBe(1);
    },
  );
  it('an imported key whose facts are here is no longer unverified', () => {
    const apps = FAULTS['service-access-missing'] ?? {};
    const alone = run(filesOf(apps), { paths: ['/repo/logs/cdk.out'] }).result.findings.map(({ ruleId }) => ruleId);
    expect(alone).toContain('imported-key-access-unverified');
    expect(linted(apps, 'logs').findings.map(({ ruleId }) => ruleId)).not.toContain('imported-key-access-unverified');
  });
  it.each([
    ['lets the service in', [statement({ Service: 's3.amazonaws.com' })], []],
    ['does not', [], ['service-access-missing']],
  ])('what CDK could not add to a key whose facts are here is judged by them: one that %s', (_, statements, expected) => {
    const warning =
      'Can not change key policy of imported kms key. Ensure that your key policy contains the following permissions: \n' +
      JSON.stringify({
        Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Resource: '*',
      }) +
      ' [ack: @aws-cdk/aws-s3-notifications:sqsKMSPermissionsNotAdded]';
    const uploads: JsonObject = {
      Queue: queue({ 'Fn::ImportValue': 'KeyArn' }),
      Bucket: { Type: 'AWS::S3::Bucket' },
      Notifications: {
        Type: 'Custom::S3BucketNotifications',
        Properties: { BucketName: { Ref: 'Bucket' }, NotificationConfiguration: { QueueConfigurations: [{ QueueArn: arn('Queue') }] } },
      },
    };
    const apps: Apps = {
      keys: { Keys: { template: { Resources: { Key: key(...statements) }, Outputs: { Key: output(arn('Key'), 'KeyArn') } } } },
      uploads: {
        Uploads: { template: { Resources: uploads }, metadata: { '/Uploads/Imported': [{ type: 'aws:cdk:warning', data: warning }] } },
      },
    };
    const access = (findings: readonly Finding[]) =>
      findings.map(({ ruleId }) => ruleId).filter((id) => /^(imported-key|service-access)/.test(id));
    const alone = run(filesOf(apps), { paths: ['/repo/uploads/cdk.out'], config: {} }).result.findings;
    expect(access(alone)).toEqual(['imported-key-policy-ignored']);
    expect(access(linted(apps, 'uploads').findings)).toEqual(expected);
  });
});
