/** What is said of a statement without effect: which it is, who goes without, and what mends just this fault. */
import { describe, expect, it } from 'vitest';
import { runRule } from '../src/rule-tester.js';
import type { Finding } from '../src/types/report.js';
import type { JsonObject } from '../src/types/files.js';
import rule from './ineffective-statement.js';

const service = { Service: 'sns.amazonaws.com' },
  root = { AWS: 'arn:aws:iam::111122223333:root' };
const allow = (more: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal: service,
  Action: 'kms:Decrypt',
  Resource: '*',
  ...more,
});
const without = (part: string, statement: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(statement).filter(([name]) => name !== part));

function said(statement: JsonObject): readonly Finding[] {
  const KeyPolicy = { Version: '2012-10-17', Statement: [allow({ Principal: root, Action: 'kms:*' }), statement] };
  const template = { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } } } };
  return runRule(rule, { stacks: { App: { template, env: ['111122223333', 'eu-west-1'] } } }).findings;
}

describe('a statement that never has an effect', () => {
  it('is called by its number and Sid, with whom it was for', () => {
    const messages = [
      without('Resource', allow({ Sid: 'Allow use by queues' })),
      without('Resource', allow({ Principal: { Service: ['sns.amazonaws.com', 'sqs.amazonaws.com'] } })),
      without('Resource', allow({ Principal: { Service: ['sns.amazonaws.com', 'sqs.amazonaws.com', 's3.amazonaws.com'] } })),
      without('Resource', allow({ Effect: 'Deny' })),
      without('Resource', allow({ Effect: 'Deny', Principal: '*' })),
      without('Resource', allow({ Principal: { AWS: '*' } })),
      without('Resource', without('Principal', allow({ Effect: 'Deny', NotPrincipal: service }))),
      without('Resource', allow({ Effect: 'allow' })),
    ].map((statement) => said(statement)[0]?.message.replace(/^(.*) of the key policy of App\/Key never has an effect/, '$1'));
    expect(messages).toEqual([
      'Statement 2 ("Allow use by queues") (it has no Resource), so it gives nothing to sns.amazonaws.com.',
      'Statement 2 (it has no Resource), so it gives nothing to sns.amazonaws.com and sqs.amazonaws.com.',
      'Statement 2 (it has no Resource), so it gives nothing to sns.amazonaws.com and 2 others.',
      'Statement 2 (it has no Resource), so it denies nothing to sns.amazonaws.com.',
      'Statement 2 (it has no Resource), so it denies nobody anything.',
      'Statement 2 (it has no Resource), so it gives nobody anything.',
      'Statement 2 (it has no Resource), so it denies nothing to all but sns.amazonaws.com.',
      'Statement 2 (it has no Resource), so it does nothing.',
    ]);
  });

  const condition = (operator: string, key: string, value: string): JsonObject => ({ Condition: { [operator]: { [key]: value } } });
  it.each<[string, JsonObject, RegExp]>([
    ['no Resource', without('Resource', allow()), /^Let its Resource be "\*", which in a key policy means the key itself/],
    ['another Resource', allow({ Resource: 'arn:aws:s3:::b' }), /^Let its Resource be "\*", which in a key policy means the key itself\.$/],
    [
      'two actions in one text',
      allow({ Action: 'kms:Decrypt,kms:Encrypt' }),
      /^Write kms:Decrypt and kms:Encrypt in place of kms:Decrypt,kms:Encrypt\.$/,
    ],
    ['a dot for a colon', allow({ Action: 'kms.*' }), /^Write kms:\* in place of kms\.\*\.$/],
    ['no Action', without('Action', allow()), /^Name the actions that it is meant for/],
    [
      'no prefix',
      allow({ Action: ['Decrypt', 'kms:ReEncrypt'] }),
      /^Write kms:Decrypt and kms:ReEncrypt\* in place of Decrypt and kms:ReEncrypt\.$/,
    ],
    ['another service', allow({ Action: 's3:GetObject' }), /^Name the actions of KMS that are meant, such as kms:Decrypt,/],
    ['IAM only', allow({ Action: 'kms:ListKeys' }), /^Delete the statement, and let an IAM policy grant kms:ListKeys to those/],
    ['another kind of key', allow({ Action: 'kms:Sign' }), /^Name actions that this kind of key can do,/],
    [
      'another account',
      allow({ Principal: { AWS: '444455556666' }, Action: 'kms:PutKeyPolicy' }),
      /^Name principals of the key's own account/,
    ],
    [
      'the organisation of a principal, for a service',
      allow(condition('StringEquals', 'aws:principalOrgId', 'o-abcd123456')),
      /^Test aws:SourceOrgID, or aws:SourceAccount, in place of aws:principalOrgId, as far as sns\.amazonaws\.com sends it/,
    ],
    [
      'a tag of a principal, for a service',
      allow(condition('StringEquals', 'aws:PrincipalTag/x', 'y')),
      /^Take the condition on aws:PrincipalTag\/x away/,
    ],
    [
      'the organisation, of a grant',
      allow({ Principal: root, Action: 'kms:PutKeyPolicy', ...condition('Bool', 'kms:GrantIsForAWSResource', 'true') }),
      /^Take the condition on kms:GrantIsForAWSResource away/,
    ],
    ['a value that never is', allow(condition('StringEquals', 'kms:KeySpec', 'RSA_2048')), /^Correct what kms:KeySpec is compared with/],
  ])('%s: the remedy is about that', (_, statement, remedy) => {
    expect(said(statement).map((finding) => finding.remedy)).toEqual([expect.stringMatching(remedy)]);
  });

  it('is made to mean the key, never by itself, only where nothing else is amiss with it', () => {
    const fixes = [without('Resource', allow()), without('Resource', allow({ Action: 'kms:Sign' })), allow({ Action: 'kms:Sign' })].map(
      (statement) => said(statement)[0]?.fix,
    );
    expect(fixes.map((fix) => [fix?.title, fix?.safety])).toEqual([
      ['Let the statement mean this key (Resource "*")', 'unsafe'],
      ['Delete the statement', 'unsafe'],
      ['Delete the statement', 'unsafe'],
    ]);
  });

  it.each<[string, JsonObject, string, string]>([
    ['a misspelt action', allow({ Action: 'kms:GenrateDataKey*' }), 'warning', 'Write kms:GenerateDataKey*'],
    ['another sign than a colon', allow({ Action: 'kms=Decrypt' }), 'warning', 'Write kms:Decrypt'],
    ['a dot', allow({ Action: 'kms.Decrypt' }), 'warning', 'Write kms:Decrypt'],
    ['a blank', allow({ Action: 'kms: Decrypt' }), 'warning', 'Write kms:Decrypt'],
    [
      'one that does not exist among others',
      allow({ Action: ['kms:Decrypt', 'kms:ReEncrypt'] }),
      'note',
      'Write kms:Decrypt and kms:ReEncrypt*',
    ],
    [
      'a misspelt condition key',
      allow(condition('StringEquals', 'kms:CallerAcount', '111122223333')),
      'warning',
      'Test kms:CallerAccount in place of kms:CallerAcount',
    ],
  ])('%s: what was meant is proposed, never by itself', (_, statement, level, title) => {
    expect(said(statement).map((one) => [one.level, one.fix?.title, one.fix?.safety])).toEqual([[level, title, 'unsafe']]);
  });

  it('is never changed where it is a Deny, which does no harm', () => {
    const insecure = allow({ Effect: 'Deny', Principal: '*', Action: 'kms:*', ...condition('Bool', 'aws:SecureTransport', 'false') });
    expect(said(insecure).map(({ level, remedy, fix }) => [level, remedy, fix])).toEqual([
      ['note', 'KMS is reached over TLS only, so this Deny never applies. It is harmless.', null],
    ]);
  });
});

describe('a condition key that does not exist', () => {
  const tested = (operator: string, effect: string): JsonObject =>
    allow({
      Effect: effect,
      Principal: '*',
      Condition: { [operator]: { 'aws:PrincipleArn': 'arn:aws:iam::111122223333:role/Admin' } },
    });
  it.each<[string, string, string, string, boolean]>([
    ['ArnEquals', 'Allow', 'this condition holds for no request, and the statement gives nothing', 'warning', true],
    ['ArnEquals', 'Deny', 'this condition holds for no request, and the statement denies nothing', 'note', false],
    ['ArnNotEquals', 'Deny', 'this condition holds for every request', 'warning', false],
  ])('%s, %s', (operator, effect, message, level, fixed) => {
    const found = said(tested(operator, effect));
    expect(found).toHaveLength(1);
    expect(found[0]?.level).toBe(level);
    expect(found[0]?.remedy).toContain('Write aws:PrincipalArn in place of aws:PrincipleArn');
    expect(found[0]?.message).toContain(message);
    expect(found[0]?.fix !== null).toBe(fixed);
  });
});

it('an account of which only the deployment knows the id is written as Ref', () => {
  const Condition = { StringEquals: { 'aws:PrincipalAccount': { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } } };
  const KeyPolicy = { Version: '2012-10-17', Statement: [allow({ Principal: root, Action: 'kms:*', Condition })] };
  const { findings } = runRule(rule, { stacks: { App: { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } } } } } });
  expect(findings).toHaveLength(1);
  expect(findings[0]?.remedy).toMatch(/^Write \$\{AWS::AccountId\}: aws:PrincipalAccount is an account id/);
  expect(findings[0]?.fix?.edits).toEqual([expect.objectContaining({ value: { Ref: 'AWS::AccountId' } })]);
});
