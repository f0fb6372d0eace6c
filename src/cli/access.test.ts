/** `kms-lint access` as a command: its formats, its help, and paths that hold nothing. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtCli, run, TOP } from './testing.js';

/** Built before the first test, which is not to wait for it. */
const BIN = builtCli();

const DEMO = 'fixtures/assemblies/demo/cdk.out';

const ROOT = {
  Effect: 'Allow',
  Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
  Action: 'kms:*',
  Resource: '*',
};
const KEY_ARN = { 'Fn::GetAtt': ['Key', 'Arn'] };
/** A role that may send messages, and more. */
const role = (...more: readonly object[]): object => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {},
    Policies: [
      {
        PolicyName: 'p',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } }, ...more],
        },
      },
    ],
  },
});
/** A function whose lost events go to the queue. */
const fn = (of: string): object => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Role: { 'Fn::GetAtt': [of, 'Arn'] }, DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
});

describe('kms-lint access', () => {
  it('a path that is not there is an error that names it, as of a lint and of the graph', async () => {
    const missing = 'there is no such file or folder: run `npx cdk synth` first, or name the folder that it writes to';
    expect(await run(['access', 'no/such'])).toEqual({ exit: 2, out: '', error: `kms-lint: no/such: ${missing}\n` });
    expect((await run(['graph', 'no/such'])).error).toBe(`kms-lint: no/such: ${missing}\n`);
    const lint = await run(['no/such']);
    expect([lint.exit, lint.out.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(`no/such: fatal: ${missing}`) as string]);
  });
  it('a file that is not there, too; JSON is complete', async () => {
    expect(await run(['access', 'no-such.yaml', '--format', 'json'])).toEqual({
      exit: 2,
      out: '{\n  "keys": [],\n  "importedKeys": []\n}\n',
      error: 'kms-lint: no-such.yaml: the file is missing or cannot be read\n',
    });
  });
  it('as a process too, beside a bundle of its own', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'access', 'no/such'], {
      cwd: TOP,
      encoding: 'utf8',
    });
    expect([status, stdout, stderr.startsWith('kms-lint: no/such: there is no such file or folder')]).toEqual([2, '', true]);
  });
  it('breaks its lines at the width of the terminal', async () => {
    const longest = async (width: number): Promise<number> =>
      Math.max(...(await run(['access', DEMO], { width })).out.split('\n').map((line) => line.length));
    expect([await longest(100), (await longest(200)) > 100]).toEqual([expect.toSatisfy((columns: number) => columns <= 100), true]);
  });
  it('its help says what manageable and durable mean', async () => {
    const { out } = await run(['access', '--help']);
    expect(out).toMatch(/^ {2}manageable {2,}somebody in the account can change the key policy$/m);
    expect(out).toMatch(/^ {2}durable {2,}somebody can, and that does not hang on one role or user that may be deleted$/m);
    expect(out).toContain('--format NAME');
  });
  it('what can be read is shown beside a path that cannot', async () => {
    const { exit, out, error } = await run(['access', 'no/such', DEMO]);
    expect([exit, out.includes('managed by') || out.includes('as by default'), error.startsWith('kms-lint: no/such: ')]).toEqual([
      2,
      true,
      true,
    ]);
  });
});

describe('who uses the keys, as a process shows it', () => {
  const TEMPLATE = {
    Resources: {
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [ROOT] } } },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: KEY_ARN } },
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [{ Ref: 'Topic' }] } },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: KEY_ARN } },
      Shared: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/shared' } },
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Shared', 'Arn'] } },
      },
      Can: role({ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: KEY_ARN }),
      Cannot: role(),
      Good: fn('Can'),
      Bad: fn('Cannot'),
    },
  };
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'access-')), 'uses.template.json');
  writeFileSync(file, JSON.stringify(TEMPLATE));
  const shown = (...argv: readonly string[]): string => {
    const { status, stdout } = spawnSync(process.execPath, [BIN, ...argv, path.basename(file)], {
      cwd: path.dirname(file),
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    return stdout;
  };

  it('access: what each key encrypts, and services and roles that can and cannot; of an imported key, who needs it', () => {
    expect(shown('access')).toMatchInlineSnapshot(`
      "uses/Key (uses.template.json)
        as by default: the account's IAM policies decide
        let in by IAM           uses/Can (kms:Decrypt, kms:GenerateDataKey)
        encrypts                uses/Topic, uses/Queue
        needed, and allowed to  uses/Can (for uses/Queue)
        needed, but refused to  cloudwatch.amazonaws.com (for uses/Topic, lacks kms:Decrypt,
                                kms:GenerateDataKey), uses/Cannot (for uses/Queue, lacks kms:Decrypt,
                                kms:GenerateDataKey)

      arn:aws:kms:eu-west-1:111122223333:alias/shared (imported)
        encrypts                uses/Shared
        needed by, not known    sns.amazonaws.com (for uses/Shared)
      "
    `);
  });
  it('graph: the resources under each key, and who cannot use it', () => {
    expect(shown('graph')).toMatchInlineSnapshot(`
      "stack uses
      ├─ principal Can
      │  └─ → key Key: IAM allows, can use
      ├─ principal Cannot
      │  └─ → key Key: cannot use
      ├─ key Key
      ├─ resource Queue
      │  └─ → key Key: is encrypted with
      ├─ resource Shared
      │  └─ → key arn:aws:kms:eu-west-1:111122223333:alias/shared (imported): is encrypted with
      └─ resource Topic
         └─ → key Key: is encrypted with
      outside the app
      ├─ key arn:aws:kms:eu-west-1:111122223333:alias/shared (imported)
      ├─ service cloudwatch.amazonaws.com
      │  └─ → key Key: cannot use
      └─ service sns.amazonaws.com
         └─ → key arn:aws:kms:eu-west-1:111122223333:alias/shared (imported): must use [possibly]
      "
    `);
  });
  it('lint: the keys of others are counted, and what nobody can judge', () => {
    const { summary } = JSON.parse(shown('--format', 'json', '--fail-on', 'never')) as { summary: Record<string, unknown> };
    expect(summary).toMatchObject({ keys: 1, importedKeys: 1, notJudged: { importedKeys: 1, rolesOutside: 0, unknownServices: 0 } });
    expect(shown('--fail-on', 'never').trimEnd().split('\n').at(-1)).toMatchInlineSnapshot(
      `"✖ 2 errors, 2 notes · scanned 1 key, 1 imported key, 10 resources, 1 stack; access not judged: 1 imported key"`,
    );
  });
});
