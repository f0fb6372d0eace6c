/** Remedies that can be followed: the value that was meant, in the words of what the template was written with. */
import { describe, expect, it } from 'vitest';
import { runRule } from '../src/rule-tester.js';
import type { Finding } from '../src/types/report.js';
import type { Json, JsonObject } from '../src/types/files.js';
import grantWithoutRootTrust from './grant-without-root-trust.js';
import ineffectiveStatement from './ineffective-statement.js';
import deployerLockedOut from './deployer-locked-out.js';
import invalidKeyPolicy from './invalid-key-policy.js';
import invalidKeyUsage from './invalid-key-usage.js';
import keyAccessMissing from './key-access-missing.js';
import keyOpenToAccount from './key-open-to-account.js';
import keyPolicyCycle from './key-policy-cycle.js';
import missingRootTrust from './missing-root-trust.js';
import serviceAccessMissing from './service-access-missing.js';

const root = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' };
const policy = (...statements: readonly JsonObject[]): JsonObject => ({ Version: '2012-10-17', Statement: [root, ...statements] });
const app = (KeyPolicy: Json, others: JsonObject = {}): { readonly stacks: JsonObject } => ({
  stacks: {
    App: {
      template: { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } }, ...others } },
      env: ['111122223333', 'eu-west-1'],
    },
  },
});
type Example = Parameters<typeof runRule>[1];
const only = (findings: readonly Finding[]): Finding => {
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
};

describe('a value of a condition key', () => {
  const given = (operator: string, key: string, value: string): Finding =>
    only(
      runRule(
        ineffectiveStatement,
        app(
          policy({
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/r' },
            Action: 'kms:Decrypt',
            Resource: '*',
            Condition: { [operator]: { [key]: value } },
          }),
        ) as unknown as Example,
      ).findings,
    );
  it.each([
    ['kms:ViaService', 'rds', 'rds.eu-west-1.amazonaws.com'],
    ['aws:PrincipalOrgID', 'ou-ab12-cdef3456', 'aws:PrincipalOrgPaths'],
    ['aws:PrincipalOrgID', '111122223333', 'aws:PrincipalAccount'],
    ['aws:PrincipalType', 'Role', 'AssumedRole'],
    ['aws:SourceVpce', 'vpc-0123456789abcdef0', 'aws:SourceVpc'],
  ])('%s %s: %s', (key, value, meant) => {
    const { remedy } = given('StringEquals', key, value);
    expect(remedy).toContain(meant);
    expect(remedy).not.toMatch(/delete/);
  });
});

describe('a principal that KMS does not know', () => {
  const remedyOf = (document: Json): string => only(runRule(invalidKeyPolicy, app(document) as unknown as Example).findings).remedy;
  it.each([
    ['1234-5678-9012', 'Write 123456789012 in place of 1234-5678-9012.'],
    ['MyRole', 'Write the ARN in place of MyRole: arn:aws:iam::111122223333:role/MyRole if it is a role.'],
    ['arn:aws:iam::111122223333:role/app-*', "conditions: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/app-*' } }"],
    ['arn:aws:sts::111122223333:assumed-role/App/*', 'arn:aws:iam::111122223333:role/App'],
  ])('%s', (written, meant) => {
    expect(remedyOf(policy({ ...root, Principal: { AWS: written } }))).toContain(meant);
  });
  it('a misspelt Statement is renamed', () => {
    expect(remedyOf({ Version: '2012-10-17', Statements: [root] })).toContain('Write Statement in place of Statements.');
  });
});

describe('a Deny or a condition that is the cause', () => {
  it('of a grant without effect is named, and nothing is deleted', () => {
    const Role = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {},
        Policies: [
          {
            PolicyName: 'p',
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }] },
          },
        ],
      },
    };
    const deny = { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
    const { message, remedy, fix } = only(runRule(grantWithoutRootTrust, app(policy(deny), { Role }) as unknown as Example).findings);
    expect(message).toContain('statement 2 denies it');
    expect(remedy).toMatch(/^Statement 2 denies this\. .* give the Deny an exception/);
    expect(fix).toBeNull();
  });
  it('of a service that is kept out is named', () => {
    const events = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    };
    const others = {
      Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: { ScheduleExpression: 'rate(1 hour)', Targets: [{ Id: 'a', Arn: { Ref: 'Topic' } }] },
      },
    };
    const { message, remedy } = only(runRule(serviceAccessMissing, app(policy(events), others) as unknown as Example).findings);
    expect(message).toContain('the condition on aws:SourceAccount in statement 2');
    expect(remedy).toBe(
      'Change statement 2: events.amazonaws.com does not send aws:SourceAccount here. Remove that condition, or test what the service does send.',
    );
  });
});

describe('the kind of a key', () => {
  const wrong = (at: string | undefined): string => {
    const key = {
      Type: 'AWS::KMS::Key',
      Properties: { KeySpec: 'ECC_SECG_P256K1', KeyUsage: 'KEY_AGREEMENT' },
      ...(at === undefined ? {} : { Metadata: { 'aws:cdk:path': at } }),
    };
    return only(runRule(invalidKeyUsage, { stacks: { App: { Resources: { Key: key } } } }).findings).remedy;
  };
  it.each([
    [
      'App/Key/Resource',
      'set keySpec to one of kms.KeySpec: ECC_NIST_P256, ECC_NIST_P384, ECC_NIST_P521.',
      'set keyUsage to kms.KeyUsage.SIGN_VERIFY.',
    ],
    ['App/Key', 'set keySpec to one of ECC_NIST_P256, ECC_NIST_P384, ECC_NIST_P521.', 'set keyUsage to SIGN_VERIFY.'],
  ])('is written as the construct %s takes it', (at, spec, usage) => {
    expect(wrong(at)).toContain(spec);
    expect(wrong(at)).toContain(usage);
  });
});

describe('the title of a fix', () => {
  const title = (at: string): string | undefined => {
    const key = {
      Type: 'AWS::KMS::Key',
      Properties: { KeySpec: 'HMAC_256', KeyUsage: 'ENCRYPT_DECRYPT' },
      Metadata: { 'aws:cdk:path': at },
    };
    return only(runRule(invalidKeyUsage, { stacks: { App: { Resources: { Key: key } } } }).findings).fix?.title;
  };
  it.each([
    ['App/Key/Resource', 'Set keyUsage to kms.KeyUsage.GENERATE_VERIFY_MAC'],
    ['App/Key', 'Set keyUsage to GENERATE_VERIFY_MAC'],
  ])('speaks of the properties as the construct %s has them', (at, expected) => {
    expect(title(at)).toBe(expected);
  });
});

describe('the statement that is there for a service', () => {
  const group = (name: string): JsonObject => ({
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: name, KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
  });
  const logs = (actions: readonly string[], context?: readonly [operator: string, key: string, value: string]): JsonObject => ({
    Effect: 'Allow',
    Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
    Action: actions,
    Resource: '*',
    ...(context ? { Condition: { [context[0]]: { [`kms:EncryptionContext:${context[1]}`]: context[2] } } } : {}),
  });
  const BOTH = ['kms:Decrypt*', 'kms:GenerateDataKey*'];
  const arn = (name: string): string => `arn:aws:logs:eu-west-1:111122223333:log-group:${name}`;
  const found = (statement: JsonObject): readonly Finding[] =>
    runRule(serviceAccessMissing, app(policy(statement), group('/app/x')) as unknown as Example).findings;
  it.each([
    ['another log group', arn('/app/y')],
    ['the streams of the log group', arn('/app/x:*')],
  ])('is for %s: what the service sends is told', (_, value) => {
    const { remedy, fix } = only(found(logs(BOTH, ['ArnEquals', 'aws:logs:arn', value])));
    expect(remedy).toContain(`logs.eu-west-1.amazonaws.com sends ${arn('/app/x')}.`);
    expect(fix?.title).toMatch(/^Give statement 2 a condition that requests of logs/);
  });
  it('tests a context that the service does not send', () => {
    expect(only(found(logs(BOTH, ['ArnLike', 'aws:log:arn', arn('*')]))).remedy).toContain(
      'does not send kms:EncryptionContext:aws:log:arn',
    );
  });
  it.each([
    ['ArnLike', arn('*')],
    ['ArnEquals', arn('/app/x')],
    ['ArnLike', arn('/app/?')],
  ])('lets it in: %s %s', (operator, value) => {
    expect(found(logs(BOTH, [operator, 'aws:logs:arn', value]))).toEqual([]);
  });
  it('gets the actions that it lacks; no second one is added', () => {
    const { remedy, fix } = only(found(logs(['kms:Decrypt*'])));
    expect(remedy).toBe('Add kms:GenerateDataKey* to the actions of statement 2.');
    expect(fix?.edits).toEqual([
      expect.objectContaining({
        op: 'replace',
        path: '/Properties/KeyPolicy/Statement/1/Action',
        value: ['kms:Decrypt*', 'kms:GenerateDataKey*'],
      }),
    ]);
  });
  it('keeps its condition where the service uses the key by it for something else', () => {
    const two = {
      ...group('/app/x'),
      Other: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/app/y', KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
    };
    const { fix } = only(
      runRule(serviceAccessMissing, app(policy(logs(BOTH, ['ArnEquals', 'aws:logs:arn', arn('/app/y')])), two) as unknown as Example)
        .findings,
    );
    expect(fix?.title).toBe('Add the statement by which logs.eu-west-1.amazonaws.com may use the key');
  });
});

describe('a Deny that keeps a service out', () => {
  it('is told, and no statement is added that does not help', () => {
    const onlyByS3 = {
      Sid: 'OnlyByS3',
      Effect: 'Deny',
      Principal: '*',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: { StringNotEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
    };
    const Group = { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } };
    const { message, remedy, fix } = only(runRule(serviceAccessMissing, app(policy(onlyByS3), { Group }) as unknown as Example).findings);
    expect(message).toContain('kms:GenerateDataKey: statement 2 ("OnlyByS3") denies it.');
    expect(remedy).toMatch(
      /^Statement 2 \("OnlyByS3"\) denies this\. .* exempt AWS services: add "BoolIfExists": \{ "aws:PrincipalIsAWSService": "false" \}/,
    );
    expect(fix).toBeNull();
  });
});

describe('a statement that is for others too', () => {
  it('is not taken from the organization', () => {
    const org = {
      Effect: 'Allow',
      Principal: '*',
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    };
    const { remedy } = only(runRule(keyOpenToAccount, app(policy(org)) as unknown as Example).findings);
    expect(remedy).toMatch(/add the condition StringNotEquals with aws:PrincipalAccount and the own account, this\.account/);
    expect(remedy).not.toContain('in place of "*"');
  });
  it('is for an administrator with a second factor: the root statement is not promotable', () => {
    const admin = {
      ...root,
      Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyAdmin' },
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    };
    const found = runRule(missingRootTrust, app({ Version: '2012-10-17', Statement: [admin] }) as unknown as Example).findings;
    expect(found.map(({ fix }) => fix?.safety)).toEqual(['unsafe']);
  });
});

describe('a message', () => {
  it('begins with a capital also where a step of a cycle does', () => {
    const itself = { ...root, Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } };
    expect(only(runRule(keyPolicyCycle, app(policy(itself)) as unknown as Example).findings).message).toMatch(
      /^Statement 2 of the key policy/,
    );
  });
});

describe('a role that is granted', () => {
  it('is called by the construct that has it', () => {
    const at = (path: string): JsonObject => ({ Metadata: { 'aws:cdk:path': path } });
    const Resources = {
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy() }, ...at('App/Key/Resource') },
      Dlq: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } }, ...at('App/Dlq/Resource') },
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} }, ...at('App/Fn/ServiceRole/Resource') },
      Policy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'p',
          Roles: [{ Ref: 'Role' }],
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Dlq', 'Arn'] } }] },
        },
      },
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Dlq', 'Arn'] } } },
        ...at('App/Fn/Resource'),
      },
    };
    const example = { stacks: { App: { template: { Resources }, env: ['111122223333', 'eu-west-1'] } } };
    expect(only(runRule(keyAccessMissing, example as unknown as Example).findings).remedy).toMatch(
      /^Let the role use the key: key\.grant\(fn, 'kms:Decrypt', 'kms:GenerateDataKey'\)\. Here key is the construct App\/Key, and fn is App\/Fn\./,
    );
  });
});

describe('a principal of which one part is wrong', () => {
  it.each<[Json, string]>([
    [{ AWS: 'lambda.amazonaws.com' }, "new iam.ServicePrincipal('lambda.amazonaws.com')"],
    [{ AWS: '1.11122223333e11' }, 'Write "111122223333", in quotes,'],
    [{ AWS: 'arn:aws:iam:eu-west-1:111122223333:role/app' }, 'Write arn:aws:iam::111122223333:role/app in place of'],
    [{ AWS: 'arn:aws:iam::111122223333:Root' }, 'Write arn:aws:iam::111122223333:root in place of'],
    [{ AWS: 'arn:aws:iam::111122223333:Role/app' }, 'Write arn:aws:iam::111122223333:role/app in place of'],
    [{ AWS: 'arn:aws-cn:iam::111122223333:root' }, 'Write arn:aws:iam::111122223333:root in place of'],
    [{ AWS: 'arn:aws:sts::111122223333:role/app' }, 'Write arn:aws:iam::111122223333:role/app in place of'],
    [{ AWS: 'arn:aws:iam::111122223333:instance-profile/web' }, 'Name the role that is in the instance profile.'],
    [{ aws: 'arn:aws:iam::111122223333:root' }, 'Write AWS in place of aws.'],
  ])('%j: the right form is told', (Principal, meant) => {
    expect(only(runRule(invalidKeyPolicy, app(policy({ ...root, Principal })) as unknown as Example).findings).remedy).toContain(meant);
  });
});

describe('a Condition', () => {
  it.each<[string, Json, string]>([
    ['without an operator stays', { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }, '"StringEquals": { "kms:ViaService": … }'],
    ['with an operator unlike any stays', { Xyzzy: { 'kms:ViaService': 'a' } }, 'Write an operator that exists'],
    ['of one set operator too few', { 'ForAllValue:StringEquals': { 'aws:TagKeys': 'a' } }, 'Write ForAllValues:StringEquals in place of'],
    ['with IfExists', { 'ForAnyValues:StringEqualIfExists': { 'aws:TagKeys': 'a' } }, 'Write ForAnyValue:StringEqualsIfExists in place of'],
    ['of a misspelt operator', { stringEqual: { 'aws:TagKeys': 'a' } }, 'Write StringEquals in place of'],
  ])('%s', (_, Condition, meant) => {
    const { remedy } = only(runRule(invalidKeyPolicy, app(policy({ ...root, Condition })) as unknown as Example).findings);
    expect(remedy).toContain(meant);
    expect(remedy).not.toMatch(/out of the policy/);
  });
  it.each([
    ['of a list', [{ StringEquals: { 'aws:SourceAccount': '111122223333' } }], /Condition that is not an object/],
    ['with an operator that compares nothing', { StringEquals: 'aws:SourceAccount' }, /StringEquals that is not an object/],
  ])('%s is refused', (_, Condition, message) => {
    const found = only(runRule(invalidKeyPolicy, app(policy({ ...root, Condition })) as unknown as Example).findings);
    expect(found.message).toMatch(message);
    expect(found.remedy).toMatch(/^Write (one|an) object/);
  });
});

describe('the role that deploys', () => {
  const executionRole = 'arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1';
  const found = (Condition: Json): readonly Finding[] => {
    const KeyPolicy = { Version: '2012-10-17', Statement: [{ ...root, Condition }] };
    const template = { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } } } };
    return runRule(deployerLockedOut, {
      stacks: { App: { template, env: ['111122223333', 'eu-west-1'], executionRole } },
    }).findings;
  };
  it.each<[string, Json]>([
    ['aws:SourceIp', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '10.0.0.0/8'] } }],
    ['aws:SourceVpce', { StringEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } }],
    ['aws:MultiFactorAuthPresent', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
  ])('is kept out by a condition on %s, since CloudFormation calls', (key, condition) => {
    const { message, level } = only(found(condition));
    expect(message).toContain(`the condition on ${key} in statement 1 keeps it out`);
    expect(level).toBe('warning');
  });
  it.each<[string, Json]>([
    ['any address', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }],
    ['no one address', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
    ['requests without a second factor', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }],
  ])('is let in by a condition of %s', (_, condition) => {
    expect(found(condition).filter(({ confidence }) => confidence === 'certain')).toEqual([]);
  });
});
