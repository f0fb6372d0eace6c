/** What can be a value of a condition key. */
import { describe, expect, it } from 'vitest';
import type { Text } from '../types/values.js';
import { canBeValue, isNoArn } from './value-form.js';

describe('a value of a condition key', () => {
  it.each<[key: string, written: string, equals: boolean, like: boolean]>([
    ['kms:calleraccount', '111122223333', true, true],
    ['kms:calleraccount', 'undefined', false, false],
    ['aws:principalaccount', '1111', false, false],
    ['aws:sourceaccount', '1111*', false, true],
    ['aws:sourceaccount', '*', false, true],
    ['aws:principalorgid', 'o-abcd1234', true, true],
    ['aws:principalorgid', 'o-*', false, true],
    ['kms:viaservice', 's3.us-east-1.amazonaws.com', true, true],
    ['kms:viaservice', 's3.cn-north-1.amazonaws.com.cn', true, true],
    ['kms:viaservice', 's3.amazonaws.com', false, false],
    ['kms:viaservice', 's3.*.amazonaws.com', false, true],
    ['aws:principalarn', 'arn:aws:iam::111122223333:role/Admin', true, true],
    ['aws:principalarn', 'arn:aws:iam::111122223333:role/*', false, true],
    ['aws:username', '${aws:username}', false, false],
    ['aws:principaltype', 'Role', false, false],
    ['aws:viaawsservice', 'True', false, false],
    ['aws:useragent', 'anything * at all', true, true],
    ['aws:principaltag/team', 'Équipe 1: a@b', true, true],
    ['aws:principaltag/team', 'a*', false, true],
    ['aws:principaltag/team', 'a$*', false, false],
  ])('%s: %s', (key, written, equals, like) => {
    expect([canBeValue(key, [written], false), canBeValue(key, [written], true)]).toEqual([equals, like]);
  });
  it('is told by its other characters where a symbol stands in it', () => {
    const parameter = { of: 'parameter', name: 'Param', scope: 'T' } as const;
    expect(canBeValue('kms:calleraccount', [parameter], false)).toBe(true);
    expect(canBeValue('kms:calleraccount', ['arn:', parameter], false)).toBe(false);
    // How it begins counts as far as it is written: before a symbol, and before the first wildcard.
    const arns: readonly [Text, boolean][] = [
      [['arn:aws:iam::', parameter, ':root'], true],
      [['a', parameter], true],
      [['role/', parameter], false],
      [[parameter, ':role/Admin'], true],
      [['arn:*:', parameter], true],
    ];
    expect(arns.map(([written]) => canBeValue('aws:principalarn', written, true))).toEqual(arns.map(([, may]) => may));
    expect(canBeValue('aws:principalarn', ['role/*'], true)).toBe(false);
  });
  it('may be in another case where the operator knows none', () => {
    expect([canBeValue('aws:viaawsservice', ['True'], false, true), canBeValue('aws:principaltype', ['Role'], false, true)]).toEqual([
      true,
      false,
    ]);
  });
});

it('an ARN may be the value of a tag and of what is not listed, and is no account', () => {
  const keys = [
    'aws:principalarn',
    'aws:sourcearn',
    'aws:principaltag/owner',
    'kms:encryptioncontext:x',
    'kms:calleraccount',
    'aws:username',
  ];
  expect(keys.filter(isNoArn)).toEqual(['kms:calleraccount', 'aws:username']);
});
