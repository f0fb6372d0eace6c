/** Statements as a person pastes them: JSON, CDK, AWS CLI. */
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { statementSnippets } from './snippets.js';

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab';
const SNS = {
  Effect: 'Allow',
  Principal: { Service: 'sns.amazonaws.com' },
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  Resource: '*',
};
const cdk = (statement: object): string => statementSnippets([statement as never], ARN)['cdk'] ?? '';

describe('statementSnippets', () => {
  it('of a service', () => {
    expect(statementSnippets([SNS], ARN)).toEqual({
      json: '{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*"}',
      cdk: "key.addToResourcePolicy(new iam.PolicyStatement({ principals: [new iam.ServicePrincipal('sns.amazonaws.com')], actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] }));",
      cli: `aws kms get-key-policy --key-id ${ARN} --policy-name default --region eu-west-1 --query Policy --output text | jq '.Statement |= ([.] | flatten) + [{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*"}]' > policy.json && aws kms put-key-policy --key-id ${ARN} --policy-name default --region eu-west-1 --policy file://policy.json`,
    });
  });
  it.each([
    [{ AWS: 'arn:aws:iam::444455556666:root' }, "new iam.AccountPrincipal('444455556666')"],
    [{ AWS: '444455556666' }, "new iam.AccountPrincipal('444455556666')"],
    [
      { AWS: ['arn:aws:iam::444455556666:role/A', '*'] },
      "new iam.ArnPrincipal('arn:aws:iam::444455556666:role/A'), new iam.AnyPrincipal()",
    ],
    ['*', 'new iam.StarPrincipal()'],
  ])('names the principal %j by its construct', (principal, constructors) => {
    expect(cdk({ ...SNS, Principal: principal })).toContain(`principals: [${constructors}]`);
  });
  it('keeps conditions, Sid and Deny', () => {
    expect(
      cdk({
        Sid: "Bob's",
        Effect: 'Deny',
        Principal: '*',
        Action: 'kms:*',
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': false } },
      }),
    ).toBe(
      "key.addToResourcePolicy(new iam.PolicyStatement({ sid: 'Bob\\'s', effect: iam.Effect.DENY, principals: [new iam.StarPrincipal()], actions: ['kms:*'], resources: ['*'], conditions: { Bool: { 'aws:SecureTransport': false } } }));",
    );
  });
  it('hands on what the properties of PolicyStatement cannot say', () => {
    expect(cdk({ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*' })).toBe(
      "key.addToResourcePolicy(iam.PolicyStatement.fromJson({ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*' }));",
    );
    expect(cdk({ Effect: 'Allow', NotPrincipal: '*', Action: 'kms:Decrypt', Resource: '*' })).toContain('fromJson(');
  });
  it('lets nothing in a statement act in a shell, and names a key only where it is plainly named', () => {
    const { cli = '' } = statementSnippets([{ ...SNS, Sid: "x'; touch /tmp/pwned; echo '$(id)" }], '$(id)');
    expect(cli).toContain('--key-id KEY_ARN ');
    const quoted = /jq ('.*') > policy\.json/.exec(cli)?.[1] ?? '';
    expect(execFileSync('sh', ['-c', `printf %s ${quoted}`], { encoding: 'utf8' })).toContain(
      JSON.stringify("x'; touch /tmp/pwned; echo '$(id)"),
    );
  });
  it('looks the key behind an alias up, since a policy is read and put by id or ARN only', () => {
    expect(statementSnippets([SNS], 'alias/shared')['cli']).toMatch(
      /^KEY_ARN=\$\(aws kms describe-key --key-id alias\/shared --query KeyMetadata\.Arn --output text\) && aws kms get-key-policy --key-id "\$KEY_ARN" /,
    );
  });
  it.each([
    { ...SNS, Condition: { ArnEquals: { 'aws:SourceArn': '<topic.topicArn>' } } },
    { ...SNS, Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'Topic' } } } },
    { ...SNS, Principal: { AWS: { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':root']] } } },
  ])('has no command for what is not known to the end: %j', (statement) => {
    expect(Object.keys(statementSnippets([statement], ARN))).toEqual(['json', 'cdk']);
  });
  it('of several statements: a list, a call for each, one command', () => {
    const other = { ...SNS, Sid: 'Other' };
    const { json = '', cdk: calls = '', cli = '' } = statementSnippets([SNS, other], ARN);
    expect(JSON.parse(json)).toEqual([SNS, other]);
    expect(calls.split('\n')).toEqual([cdk(SNS), cdk(other)]);
    expect(cli).toContain(`| flatten) + ${json}'`);
  });
  it.skipIf(spawnSync('jq', ['--version']).status !== 0)('adds to a list of statements and to a single one', () => {
    const [, filter = ''] = /jq '(.*)' > policy/.exec(statementSnippets([SNS], ARN)['cli'] ?? '') ?? [];
    const added = (policy: object): unknown =>
      JSON.parse(execFileSync('jq', [filter], { input: JSON.stringify(policy), encoding: 'utf8' }));
    const root = { Effect: 'Allow', Principal: '*', Action: ['kms:*'], Resource: '*' };
    expect(added({ Version: '2012-10-17', Statement: [root] })).toEqual({ Version: '2012-10-17', Statement: [root, SNS] });
    expect(added({ Statement: root })).toEqual({ Statement: [root, SNS] });
  });
});
