/** Patterns against texts with holes: a match is certain, impossible, or up to the deployment. */
import { describe, expect, it } from 'vitest';
import { text } from '../core/text.js';
import type { Answer, Sym, Text } from '../types/values.js';
import { arnLike, like } from './match.js';
import { FRESH } from './scope.js';

const param: Sym = { of: 'parameter', name: 'P', scope: 'T' },
  account: Sym = { of: 'pseudo', name: 'AWS::AccountId', scope: '' };
const own = text('arn:aws:iam::', account, ':root');

describe('like', () => {
  it.each<[string, Text, Text, boolean, Answer]>([
    ['* matches anything', ['*'], [param], true, 'yes'],
    ['* is a character to StringEquals', ['*'], ['abc'], false, 'no'],
    ['? is one character', ['a?c'], ['abc'], true, 'yes'],
    ['? is not two', ['a?c'], ['abbc'], true, 'no'],
    ['a star may stand for nothing', ['a*c'], ['ac'], true, 'yes'],
    ['stars are tried again', ['*ab*b'], ['xabab'], true, 'yes'],
    ['the empty text', [], [], true, 'yes'],
    ['a symbol is itself', ['a', param], ['a', param], false, 'yes'],
    ['a symbol may be anything', [param], ['abc'], false, 'unknown'],
    ['but not what comes before it', ['x', param], ['abc'], false, 'no'],
    ['a star takes a symbol for certain', ['arn:aws:iam::*:root'], own, true, 'yes'],
    ['an account id has digits only', ['arn:aws:iam::abc:root'], own, true, 'no'],
    ['an account may be this one', ['arn:aws:iam::111122223333:root'], own, true, 'unknown'],
    ['a fresh name is nothing that is written', ['role/Admin'], text('role/', FRESH), true, 'no'],
    ['only a wildcard may mean it', ['role/A*'], text('role/', FRESH), true, 'unknown'],
    ['or surely means it', ['role/*'], text('role/', FRESH), true, 'yes'],
    ['a parameter cannot be a fresh name under StringEquals', [param], FRESH, false, 'no'],
    ['it may hold a wildcard under StringLike', [param], FRESH, true, 'unknown'],
    ['? is one character before a symbol', ['?*'], ['a', param], true, 'yes'],
    ['a fresh name is not empty', ['?'], text(FRESH, 'x'), true, 'no'],
    ['nor is it left out', ['a?'], text('a', FRESH, 'x'), true, 'no'],
    ['stars leave a symbol to itself', ['*', param, '*'], [param], true, 'yes'],
    ['or to another', ['*', param], [account], true, 'unknown'],
    ['beginnings that differ end it', ['abc', param], ['abd', param], false, 'no'],
  ])('%s', (_why, pattern, value, wildcards, expected) => {
    expect(like(pattern, value, wildcards)).toBe(expected);
  });
});

describe('texts of hostile length', () => {
  const asked: Sym = { of: 'request', name: 'a', scope: '' };
  const many = (part: string | Sym, count: number): Text => Array.from({ length: count }, () => part);
  const role: Sym = { of: 'attribute', name: 'Role.Arn', scope: 'T' };
  it.each<[string, Text, Text, Answer]>([
    ['policy variables without end', many(asked, 20_000), [param, 'x'], 'unknown'],
    ['more of them than can be told apart from a long name', many(asked, 20_000), ['x'.repeat(5000)], 'unknown'],
    ['a long name behind a symbol', [account, 'x'.repeat(100_000)], [account, 'x'.repeat(100_001)], 'no'],
    ['symbols that both begin with', [...many(role, 50_000), 'a'], [...many(role, 50_000), 'b'], 'no'],
  ])('%s', (_why, pattern, value, expected) => {
    const began = performance.now();
    expect(like(pattern, value, true)).toBe(expected);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('a name that no policy writes, under StringLike', () => {
  it.each<[string, Sym['of'], string, Answer]>([
    ['the ARN of a role of the app', 'attribute', 'Role.Arn', 'no'],
    ['the name of a role of the app', 'ref', 'Role', 'no'],
    ['the account', 'pseudo', 'AWS::AccountId', 'no'],
    // What a resource gives beside its ARN may be anything, a pattern too.
    ['an attribute that may be a pattern', 'attribute', 'Custom.Pattern', 'unknown'],
    ['a parameter that is called as an ARN is', 'parameter', 'Role.Arn', 'unknown'],
    ['an import', 'import', 'role-arn', 'unknown'],
    ['what the caller carries', 'request', "the request's aws:username", 'unknown'],
  ])('is %s: %s %s', (_what, of, name, expected) => {
    expect(like([{ of, name, scope: 'S' }], FRESH, true)).toBe(expected);
  });
  it('may begin with a name that is written', () => {
    expect(like([{ of: 'ref', name: 'Role', scope: 'S' }, '*'], FRESH, true)).toBe('unknown');
  });
});

describe('arnLike', () => {
  it('goes field by field: a star does not cross a colon', () => {
    expect(arnLike(['arn:aws:iam::*:root'], own)).toBe('yes');
    expect(arnLike(['arn:aws:sns:*:1:x'], ['arn:aws:sns:a:b:1:x'])).toBe('no');
    expect(arnLike(['arn:aws:iam::111122223333:role/*'], ['arn:aws:iam::111122223333:role/team/App'])).toBe('yes');
    expect(arnLike(['arn:aws:iam::444455556666:*'], ['arn:aws:iam::111122223333:root'])).toBe('no');
  });
  it.each([1, 2, 3, 4, 5])('field %i decides by itself: a parameter may be it, a wildcard is, another text is not', (field) => {
    const fields = 'arn:aws:kms:us-east-1:111122223333:key/1'.split(':'),
      value = [fields.join(':')];
    const answers = [[param], ['*'], ['x']].map((other) =>
      arnLike(text(...fields.flatMap((one, i) => [i > 0 ? ':' : '', ...(i === field ? other : [one])])), value),
    );
    expect(answers).toEqual(['unknown', 'yes', 'no']);
  });
  it('takes a partition that is spelled out for the one of the deployment, where that is not known', () => {
    const somewhere: Text = [{ of: 'pseudo', name: 'AWS::Partition', scope: '' }],
      value = text('arn:', somewhere, ':iam::111122223333:root');
    expect([['arn:aws:iam::111122223333:root'], text('arn:', param, ':iam::111122223333:root')].map((one) => arnLike(one, value))).toEqual([
      'yes',
      'unknown',
    ]);
  });
  it('is no by one field, whatever the others may be', () => {
    expect(arnLike(text('arn:aws:iam::', param, ':role/App'), ['arn:aws:iam::111122223333:root'])).toBe('no');
  });
  it.each<[string, Text, Text, Answer]>([
    ['a bare * is no ARN, and the guide does not say what it matches', ['*'], own, 'unknown'],
    ['nor what two texts do that are none', ['111122223333'], ['111122223333'], 'unknown'],
    ['a short form may be one that IAM does not take', ['arn:aws:iam:*'], ['arn:aws:iam::111122223333:root'], 'unknown'],
    ['and does not become another one', ['arn:aws:s3:*'], ['arn:aws:iam::111122223333:root'], 'no'],
    ['a parameter is itself', [param], [param], 'yes'],
    ['it may be the ARN', [param], own, 'unknown'],
    ['it may be a pattern for what nobody knows', ['arn:aws:iam::*:root'], [param], 'unknown'],
    ['what is no ARN is none', ['Admin'], own, 'no'],
  ])('%s', (_why, pattern, value, expected) => {
    expect(arnLike(pattern, value)).toBe(expected);
  });
});
