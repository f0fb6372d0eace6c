/** Statements as they are written in TypeScript, read as policy language. `use(…)` marks what is read. */
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../../files/memory.js';
import type { Json } from '../../types/files.js';
import { openTree } from '../project.js';
import { openModules } from './modules.js';
import { openReader } from './statements.js';
import { contextIn } from './value.js';
import { openValues } from './values.js';

const HEAD = `import * as cdk from 'aws-cdk-lib'; import * as iam from 'aws-cdk-lib/aws-iam'; import * as kms from 'aws-cdk-lib/aws-kms';\n`;
const AROUND = { account: '111122223333', region: 'eu-west-1' };

function reading(source: string, around = {}) {
  const file = '/app/app.ts';
  const files = memoryFiles({ '/app/cdk.json': '{"app":"npx tsx app.ts"}', [file]: HEAD + source });
  const modules = openModules(openTree(files, '/app/cdk.out', { root: '/app' }), [file]);
  const syntax = modules.syntax(file);
  const call = syntax?.calls.find(({ callee }) => callee.type === 'Identifier' && callee.name === 'use');
  if (!syntax || !call) throw new Error('no use(…) in it');
  const at = contextIn(syntax);
  const reader = openReader(openValues(modules), around);
  return {
    statement: () => reader.statement(call.arguments[0], at),
    grant: (method: string) => reader.grantStatement(method, call.arguments, at),
  };
}
const read = (source: string, around = {}): Json | undefined => reading(source, around).statement();
const SNS = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: { Service: 'sns.amazonaws.com' } };
const props = (more: string): string =>
  `use(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.ServicePrincipal('sns.amazonaws.com')], ${more} }));`;

describe('a PolicyStatement', () => {
  it('by its properties', () => {
    expect(read(props(''))).toEqual(SNS);
    expect(read(props(`sid: 'Sns', effect: iam.Effect.DENY, conditions: { Bool: { 'aws:SecureTransport': 'false' } }`))).toEqual({
      ...SNS,
      Sid: 'Sns',
      Effect: 'Deny',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });
  it('by what is added to it', () => {
    const source = `const statement = new iam.PolicyStatement(); statement.addActions('kms:Decrypt'); statement.addAllResources();
      statement.addServicePrincipal('sns.amazonaws.com'); statement.addCondition('StringEquals', { 'aws:SourceAccount': '111122223333' });
      statement.addCondition('StringEquals', { 'aws:PrincipalOrgID': 'o-1' }); use(statement);`;
    expect(read(source)).toEqual({
      ...SNS,
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333', 'aws:PrincipalOrgID': 'o-1' } },
    });
  });
  it('by both', () => {
    const source = `const statement = new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'] }); statement.addActions('kms:Encrypt');
      statement.addArnPrincipal('arn:aws:iam::444455556666:role/A'); statement.addAwsAccountPrincipal('444455556666'); use(statement);`;
    expect(read(source)).toEqual({
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:Encrypt'],
      Resource: '*',
      Principal: { AWS: ['arn:aws:iam::444455556666:role/A', 'arn:aws:iam::444455556666:root'] },
    });
  });
  it('as JSON', () => {
    expect(
      read(
        `use(iam.PolicyStatement.fromJson({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: { Service: 'sns.amazonaws.com' } }));`,
      ),
    ).toEqual(SNS);
  });
  it.each([
    ['actions that are not known', `use(new iam.PolicyStatement({ actions: process.argv, principals: [new iam.AnyPrincipal()] }));`],
    ['a principal that is not known', `use(new iam.PolicyStatement({ actions: ['kms:Decrypt'], principals: [somebody] }));`],
    ['no principal', `use(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'] }));`],
    [
      'a change that is not understood',
      `const s = new iam.PolicyStatement({ actions: ['kms:Decrypt'] }); s.addFederatedPrincipal('x', {}); use(s);`,
    ],
    ['one of two', `use(process.env.X ? new iam.PolicyStatement({ actions: ['a:b'] }) : new iam.PolicyStatement({ actions: ['c:d'] }));`],
  ])('is not told with %s', (_, source) => {
    expect(read(source)).toBeUndefined();
  });
});

describe('what is not known in it', () => {
  const conditions = `conditions: { StringEquals: { 'aws:SourceAccount': cdk.Stack.of(this).account, 'aws:SourceArn': \`arn:aws:sns:\${cdk.Aws.REGION}:\${cdk.Aws.ACCOUNT_ID}:\${name}\` } }`;
  it('is left to be filled in', () => {
    expect(read(props(conditions))).toEqual({
      ...SNS,
      Condition: {
        StringEquals: {
          'aws:SourceAccount': '<cdk.Stack.of(this).account>',
          'aws:SourceArn': 'arn:aws:sns:<cdk.Aws.REGION>:<cdk.Aws.ACCOUNT_ID>:<name>',
        },
      },
    });
  });
  it('is known of the account and Region, where all stacks have the same', () => {
    expect(read(props(conditions), AROUND)).toMatchObject({
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333', 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:<name>' } },
    });
  });
});

describe('a grant', () => {
  it.each([
    [`new iam.ServicePrincipal(\`logs.\${cdk.Aws.REGION}.amazonaws.com\`)`, { Principal: { Service: 'logs.eu-west-1.amazonaws.com' } }],
    [`new iam.AccountPrincipal(cdk.Stack.of(x).account)`, { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
    [`new iam.AccountPrincipal(partner.account)`, { Principal: { AWS: 'arn:aws:iam::<partner.account>:root' } }],
    [`new iam.AccountPrincipal(props.trusted)`, { Principal: { AWS: 'arn:aws:iam::<props.trusted>:root' } }],
    [`new iam.ArnPrincipal(role.roleArn)`, { Principal: { AWS: '<role.roleArn>' } }],
    [
      `new iam.ServicePrincipal('s3.amazonaws.com').withConditions({ StringEquals: { 'aws:SourceAccount': '1' } })`,
      { Principal: { Service: 's3.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '1' } } },
    ],
    [
      `new kms.ViaServicePrincipal('s3.eu-west-1.amazonaws.com', new iam.AnyPrincipal())`,
      { Principal: { AWS: '*' }, Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } },
    ],
  ])('to %s', (principal, expected) => {
    expect(reading(`use(${principal});`, AROUND).grant('grantDecrypt')).toEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: '*',
      ...expected,
    });
  });
  it('of actions by name', () => {
    expect(reading(`use(new iam.StarPrincipal(), 'kms:Sign', 'kms:Verify');`).grant('grant')).toEqual({
      Effect: 'Allow',
      Principal: '*',
      Action: ['kms:Sign', 'kms:Verify'],
      Resource: '*',
    });
  });
});
