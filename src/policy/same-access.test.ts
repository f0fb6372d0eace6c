/** Whether two policies give everybody the same: what a fix may change, and what it may not. */
import { describe, expect, it } from 'vitest';
import type { Fact, Text } from '../types/values.js';
import type { Json } from '../types/files.js';
import { accessDifference } from './said.testing.js';
import type { KeyFacts } from './scope.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';

const absent: Fact<never> = { is: 'absent' },
  at = { file: '', pointer: '' };
const symmetric: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent },
  rsa: KeyFacts = { ...symmetric, spec: { is: 'known', value: 'RSA_2048', at } };
type Granted = (principal: Text, action: string) => boolean;
const difference = (before: Json | undefined, after: Json | undefined, key = symmetric, granted?: Granted): string | undefined =>
  accessDifference(policyOf(before), policyOf(after), scopeIn(), key, granted);

const root = allow(ROOT),
  GUEST = `arn:aws:iam::${OTHER}:role/Guest`,
  /** Whether it holds, only the request tells. */
  perhaps = (address: string): Json => allow('*', 'kms:Decrypt', when('IpAddress', 'aws:SourceIp', address)),
  decrypt = (operator: string, key: string, value: Json): Json => allow('*', 'kms:Decrypt', when(operator, key, value));

/** A pattern, a name in any account, and a value that is no ARN. */
const names = [`arn:aws:iam::${OTHER}:role/team/*`, 'arn:aws:iam::*:role/Admin', 'Admin'];

describe('two policies give everybody the same', () => {
  it.each<[string, Json | undefined, Json | undefined]>([
    ['where the default policy is written down', undefined, document(root)],
    ['where one is the JSON string of the other', JSON.stringify(document(perhaps('10.0.0.0/8'))), document(perhaps('10.0.0.0/8'))],
    ['where a statement goes that grants nothing', document(root, without(allow(ADMIN), 'Resource')), document(root)],
    ['where one statement becomes two', document(allow([ADMIN, ROOT])), document(allow(ADMIN), root)],
    [
      'where statements stand in another order',
      document(perhaps('10.0.0.0/8'), perhaps('192.168.0.0/16'), root),
      document(root, perhaps('192.168.0.0/16'), perhaps('10.0.0.0/8')),
    ],
    [
      'where another account loses what it can never do',
      document(allow(FOREIGN, ['kms:Decrypt', 'kms:PutKeyPolicy'])),
      document(allow(FOREIGN, 'kms:Decrypt')),
    ],
    [
      'where a role of another account does',
      document(allow(GUEST, ['kms:Decrypt', 'kms:PutKeyPolicy'])),
      document(allow(GUEST, 'kms:Decrypt')),
    ],
    [
      'where one statement for two roles of another account becomes two, beside names in a condition',
      document(root, decrypt('ArnLike', 'aws:PrincipalArn', names), allow([GUEST, `${GUEST}2`])),
      document(root, decrypt('ArnLike', 'aws:PrincipalArn', names), allow(GUEST), allow(`${GUEST}2`)),
    ],
    [
      'where a Version changes that no variable asks for',
      { Version: '2008-10-17', Statement: perhaps('10.0.0.0/8') },
      document(perhaps('10.0.0.0/8')),
    ],
    ['where both are the same parameter', { Ref: 'Param' }, { Ref: 'Param' }],
  ])('%s', (_why, before, after) => {
    expect([difference(before, after), difference(after, before)]).toEqual([undefined, undefined]);
  });
  it('where an action goes that does not work on this key', () => {
    const [before, after] = [document(allow(ADMIN, ['kms:Encrypt', 'kms:GenerateDataKey'])), document(allow(ADMIN, 'kms:Encrypt'))];
    expect(difference(before, after, rsa)).toBeUndefined();
    expect(difference(before, after)).toBe(`kms:GenerateDataKey would not be answered to ${ADMIN} as before`);
  });
});

describe('a difference is found, whichever policy is the newer, and said of', () => {
  const open = (version: string): Json => ({
    Version: version,
    Statement: decrypt('StringEquals', 'aws:PrincipalTag/a', '${aws:PrincipalTag/b}'),
  });
  it.each<[who: string, why: string, before: Json, after: Json]>([
    ["the account's IAM policies", 'the account is trusted no more', document(root), document()],
    [
      'the root user',
      'a statement is for it alone',
      document(allow(ROOT, 'kms:Decrypt', when('ArnEquals', 'aws:PrincipalArn', ROOT))),
      document(),
    ],
    [ADMIN, 'its statement goes', document(allow(ADMIN, 'kms:PutKeyPolicy')), document()],
    [ADMIN, 'the account is trusted, but needs an IAM policy then', document(root, allow(ADMIN, 'kms:Decrypt')), document(root)],
    [ADMIN, 'a Deny goes, and IAM policies may allow', document(root, deny(ADMIN, 'kms:Decrypt')), document(root)],
    ['another account', 'one is named no more', document(root, allow(FOREIGN, 'kms:Decrypt')), document(root)],
    ['another account', 'all others are shut out', document(root, decrypt('StringNotEquals', 'aws:PrincipalAccount', OWN)), document(root)],
    [
      'another account',
      'a Deny with NotPrincipal spares its root user no more',
      document(
        root,
        allow(FOREIGN, 'kms:Decrypt'),
        without({ ...deny([ROOT, FOREIGN]), NotPrincipal: { AWS: [ROOT, FOREIGN] } }, 'Principal'),
      ),
      document(root, allow(FOREIGN, 'kms:Decrypt'), without({ ...deny(ROOT), NotPrincipal: { AWS: ROOT } }, 'Principal')),
    ],
    [GUEST, 'a role of another account is named no more', document(allow(GUEST, 'kms:Decrypt')), document()],
    [
      GUEST,
      'it is meant by its name in any account',
      document(allow(FOREIGN, 'kms:Decrypt', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/Guest'))),
      document(),
    ],
    [
      'arn:aws:iam::${an account that is not named}:role/Admin',
      'a name in any account becomes one of the own',
      document(decrypt('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/Admin')),
      document(decrypt('ArnLike', 'aws:PrincipalArn', ADMIN)),
    ],
    [
      'arn:aws:iam::${an account that is not named}:root',
      'the root users of all accounts become the own one',
      document(root, decrypt('ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:root')),
      document(root, decrypt('ArnEquals', 'aws:PrincipalArn', ROOT)),
    ],
    [
      "the account's IAM policies",
      'a way through a service is closed',
      document(decrypt('StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com')),
      document(),
    ],
    [
      's3.amazonaws.com',
      'a service is named no more',
      document(root, allow({ Service: 's3.amazonaws.com' }, 'kms:Decrypt')),
      document(root),
    ],
    [
      's3.amazonaws.com',
      'a condition names it',
      document(root, decrypt('StringEquals', 'aws:PrincipalServiceName', 's3.amazonaws.com')),
      document(root),
    ],
    ['a service', 'all are let in', document(decrypt('Bool', 'aws:PrincipalIsAWSService', 'true')), document()],
    ["the account's IAM policies", 'one network stands for another', document(perhaps('10.0.0.0/8')), document(perhaps('192.168.0.0/16'))],
    [
      "the account's IAM policies",
      'a Deny goes that may hold',
      document(root, deny('*', 'kms:Decrypt', when('IpAddress', 'aws:SourceIp', '10.0.0.0/8'))),
      document(root),
    ],
    ["the account's IAM policies", 'the Version makes variables of plain texts', open('2008-10-17'), open('2012-10-17')],
  ])('%s: %s', (who, _why, before, after) => {
    const said = expect.stringMatching(/^kms:\w+ would not be answered to /) as string;
    expect([difference(before, after), difference(after, before)]).toEqual([said, said]);
    expect(difference(before, after)?.split(' answered to ')[1]).toBe(`${who} as before`);
  });
  it.each<[string, Json]>([
    ['another parameter', { Ref: 'Account' }],
    ['what a macro writes', { 'Fn::Transform': { Name: 'M' } }],
    ['the default policy', document(root)],
  ])('everybody, where one policy is a parameter and the other %s', (_why, other) => {
    expect(difference({ Ref: 'Param' }, other)).toBe("kms:CancelKeyDeletion would not be answered to the account's IAM policies as before");
  });
  it('everybody, where what writes one policy does not write the other', () => {
    const condition = { 'Fn::If': ['C', document(root), document()] };
    expect(difference({ 'Fn::Transform': { Name: 'M' } }, condition)).toContain('as before');
    expect(difference({ 'Fn::Transform': { Name: 'M' } }, { 'Fn::Transform': { Name: 'M' } })).toBeUndefined();
  });
  it('neither, where one of them is no policy', () => {
    expect(difference(document(root), '{')).toBe('one of the policies cannot be read');
    expect(difference('{', document(root))).toBe('one of the policies cannot be read');
  });
});

describe('what IAM policies of the app grant for certain', () => {
  const everything: Granted = () => true;
  it('the key policy need not grant to a role by itself', () => {
    const [before, after] = [document(root, allow(ADMIN, ['kms:Decrypt', 'kms:Encrypt'])), document(root)];
    expect(difference(before, after, symmetric, everything)).toBeUndefined();
    const onlyDecrypt: Granted = ([name], action) => name === ADMIN && action === 'kms:Decrypt';
    expect(difference(before, after, symmetric, onlyDecrypt)).toBe(`kms:Encrypt would not be answered to ${ADMIN} as before`);
  });
  it('the key policy must let them grant', () => {
    expect(difference(document(allow(ADMIN, 'kms:Decrypt')), document(), symmetric, everything)).toBe(
      `kms:Decrypt would not be answered to ${ADMIN} as before`,
    );
    expect(difference(document(root), document(), symmetric, everything)).toContain("to the account's IAM policies as before");
  });
});
