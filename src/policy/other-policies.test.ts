/** What IAM policies and the policies of buckets and queues allow, in three values. */
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../types/files.js';
import type { Sent } from '../types/policy.js';
import type { RequestPrincipal } from '../types/statement.js';
import type { Answer, Value } from '../types/values.js';
import { iamPolicy, resourcePolicy } from './other-policies.js';
import { ADMIN, allow, deny, document, OTHER, OWN, policyOf, ROOT, scopeIn, when } from './testing.js';

function valueOf(json: Json): Value {
  const folded = policyOf(json).document;
  return folded.is === 'known' ? folded.value : { is: 'unknown', at: { file: '', pointer: '' }, why: { of: 'properties' } };
}
const KEY = `arn:aws:kms:us-east-1:${OWN}:key/1234`,
  statement = (more: JsonObject): JsonObject => ({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY, ...more });

describe('an IAM policy allows', () => {
  const asks = (action: string, sends: Sent | undefined, ...statements: readonly Json[]): Answer =>
    iamPolicy(valueOf(document(...statements)), scopeIn()).allows(action, [KEY], sends).answer;
  it.each<[string, readonly Json[], Answer]>([
    ['what it names', [statement({})], 'yes'],
    ['by a wildcard, whatever the letter case', [statement({ Action: 'KMS:de*', Resource: '*' })], 'yes'],
    ['not another action', [statement({ Action: 'kms:Encrypt' })], 'no'],
    ['not another key', [statement({ Resource: `${KEY}5` })], 'no'],
    ['not what NotAction leaves out', [{ Effect: 'Allow', NotAction: 'kms:*', Resource: '*' }], 'no'],
    ['what NotResource does not leave out', [{ Effect: 'Allow', Action: 'kms:*', NotResource: `${KEY}5` }], 'yes'],
    ['not what it denies too', [statement({}), statement({ Effect: 'Deny', Resource: '*' })], 'no'],
    ['perhaps, by what a parameter holds', [statement({ Resource: { Ref: 'Param' } })], 'unknown'],
    ['perhaps, under a condition', [statement(when('StringEquals', 'kms:EncryptionContext:app', 'a'))], 'unknown'],
    ['nothing without a Resource', [{ Effect: 'Allow', Action: 'kms:Decrypt' }], 'no'],
    ['nobody knows what, where a macro makes it', [{ 'Fn::Transform': { Name: 'M' } }], 'unknown'],
  ])('%s', (_what, statements, expected) => {
    expect(asks('kms:Decrypt', undefined, ...statements)).toBe(expected);
  });
  it('by what the request sends', () => {
    const conditional = statement(when('StringEquals', 'kms:EncryptionContext:app', 'a')),
      sends = (value: string): Sent => new Map([['kms:encryptioncontext:app', [[value]]]]);
    expect([asks('kms:Decrypt', sends('a'), conditional), asks('kms:Decrypt', sends('b'), conditional)]).toEqual(['yes', 'no']);
    expect(asks('kms:Decrypt', new Map([['kms:encryptioncontext:app', 'absent']]), conditional)).toBe('no');
  });
  it.each<[string, Json, Answer]>([
    ['that it names by GetAtt', { 'Fn::GetAtt': ['Key', 'Arn'] }, 'yes'],
    ['whose id its ARN takes from it', { 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}' }, 'yes'],
    ['whose id its ARN takes from it, in any Region', { 'Fn::Join': ['', ['arn:aws:kms:*:', OWN, ':key/', { Ref: 'Key' }]] }, 'yes'],
    ['and not another', { 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${OtherKey}' }, 'no'],
    ['and not one of another account', { 'Fn::Sub': `arn:aws:kms:\${AWS::Region}:${OTHER}:key/\${Key}` }, 'no'],
    ['and not by two ARNs in one', { 'Fn::Sub': 'arn:aws:kms:us-east-1:*:key/${Key.Arn}' }, 'no'],
    ['and not by an id that is written', KEY, 'no'],
  ])('the use of a key of the app %s', (_what, Resource, expected) => {
    const policy = iamPolicy(valueOf(document(statement({ Resource }))), scopeIn());
    expect(policy.allows('kms:Decrypt', [{ of: 'attribute', name: 'Key.Arn', scope: 'T' }]).answer).toBe(expected);
  });
  it.each<[string, Json]>([
    ['the policy', { 'Fn::Transform': { Name: 'M' } }],
    ['a text that is the policy', { Ref: 'Param' }],
    ['a part of a text that is the policy', { 'Fn::Sub': '{"Statement":${Param}}' }],
  ])('nobody knows what, where only the deployment knows %s', (_what, policy) => {
    const { answer, allows, denies } = iamPolicy(valueOf(policy), scopeIn()).allows('kms:Decrypt', [KEY]);
    expect([answer, allows.length, denies.length]).toEqual(['unknown', 1, 1]);
  });
  it('nothing where there is no policy', () => {
    expect(iamPolicy(undefined, scopeIn()).allows('kms:Decrypt', [KEY])).toEqual({ answer: 'no', denied: 'no', allows: [], denies: [] });
  });
  it('what its text says, where it is written as one', () => {
    expect(iamPolicy(valueOf(JSON.stringify(document(statement({})))), scopeIn()).allows('kms:Decrypt', [KEY]).answer).toBe('yes');
  });
  it.each<[string, JsonObject, Answer]>([
    ['an action that a parameter holds', { Action: { Ref: 'Param' } }, 'unknown'],
    ['actions of which nobody sees one', { Action: ['kms:Encrypt', { 'Fn::Transform': { Name: 'M' } }] }, 'unknown'],
    ['resources of which nobody sees one', { Resource: [`${KEY}5`, { 'Fn::Transform': { Name: 'M' } }] }, 'unknown'],
    ['an effect that a parameter holds', { Effect: { Ref: 'Param' } }, 'unknown'],
    ['no action at all', { Action: [] }, 'no'],
  ])('by %s: %s', (_what, more, expected) => {
    expect(asks('kms:Decrypt', undefined, statement(more))).toBe(expected);
  });
  it('and says by which statements', () => {
    const { allows, denies } = iamPolicy(valueOf(document(statement({}), statement({ Effect: 'Deny' }), statement({}))), scopeIn()).allows(
      'kms:Decrypt',
      [KEY],
    );
    expect([allows.map(({ index }) => index), denies.map(({ index }) => index)]).toEqual([[0, 2], [1]]);
  });
});

describe('the policy of a bucket allows', () => {
  const asks = (principal: RequestPrincipal, ...statements: readonly Json[]): Answer =>
    resourcePolicy('T#Bucket', valueOf(document(...statements)), scopeIn()).allows(principal, 's3:GetObject').answer;
  const guest: RequestPrincipal = { is: 'foreign', account: [OTHER] },
    admin: RequestPrincipal = { is: 'named', text: [ADMIN], account: [OWN], kind: 'role', iam: false };
  it.each<[string, RequestPrincipal, readonly Json[], Answer]>([
    ['whom it names', admin, [allow(ADMIN, 's3:Get*')], 'yes'],
    ['not a role by its account alone', admin, [allow(ROOT, 's3:*')], 'no'],
    ['another account that it names', guest, [allow(OTHER, 's3:*')], 'yes'],
    ['nobody else', guest, [allow(ADMIN, 's3:*')], 'no'],
    ['not whom it denies', guest, [allow('*', 's3:*'), deny(OTHER, 's3:GetObject')], 'no'],
    ['a service', { is: 'service', name: ['logging.s3.amazonaws.com'] }, [allow({ Service: 'logging.s3.amazonaws.com' }, 's3:*')], 'yes'],
    ['those of an account, by condition', guest, [allow('*', 's3:*', when('StringEquals', 'aws:PrincipalAccount', OTHER))], 'yes'],
    ['not those of another', guest, [allow('*', 's3:*', when('StringEquals', 'aws:PrincipalAccount', OWN))], 'no'],
  ])('%s', (_what, principal, statements, expected) => {
    expect(asks(principal, ...statements)).toBe(expected);
  });
});
