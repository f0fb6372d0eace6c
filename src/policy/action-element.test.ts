/** Action and NotAction: which actions a statement means, for certain or perhaps. */
import { describe, expect, it } from 'vitest';
import { text } from '../core/text.js';
import { actionNamed } from '../reference/actions.js';
import type { Answer, Sym, Value } from '../types/values.js';
import { actionAnswer, EVERY_ACTION, readActions } from './action-element.js';

const at = { file: '', pointer: '' },
  P: Sym = { of: 'parameter', name: 'P', scope: '' };
const of = (...parts: readonly (string | Sym)[]): Value => ({ is: 'text', text: text(...parts), at }),
  list = (...items: readonly Value[]): Value => ({ is: 'list', items, at }),
  unknown: Value = { is: 'unknown', why: { of: 'properties' }, at };
const ASKED = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:PutKeyPolicy'].map(actionNamed).filter((one) => one !== undefined);
const LETTERS: Readonly<Record<Answer, string>> = { yes: 'y', no: 'n', unknown: '?' };
const letters = (positive: Value | undefined, negative?: Value): string =>
  ASKED.map((action) => LETTERS[actionAnswer({ actions: readActions(positive, negative) }, action)]).join('');

describe('whether Action means Decrypt, DescribeKey, Encrypt and PutKeyPolicy', () => {
  it.each<[string, Value, string]>([
    ['one by its name', of('kms:Decrypt'), 'ynnn'],
    ['letter case does not count', of('KMS:decrypt'), 'ynnn'],
    ['by a prefix', of('kms:De*'), 'yynn'],
    ['of a list', list(of('kms:Encrypt'), of('kms:Put*')), 'nnyy'],
    ['all of KMS', of('kms:*'), 'yyyy'],
    ['all', list(of('s3:Get*'), of('*')), 'yyyy'],
    ['another service has nothing here', of('s3:*'), 'nnnn'],
    ['an empty list', list(), 'nnnn'],
    ['what is not known may be any', unknown, '????'],
    ['a parameter too', of(P), '????'],
    ['what is written before it counts', of('kms:D', P), '??nn'],
    ['in any letter case', of('KMS:d', P), '??nn'],
    ['and behind it', of(P, 'CRYPT'), '?n?n'],
    ['with wildcards', of('k?s:*', P, 'crypt'), '?n?n'],
    ['before a wildcard it may be another service', of(P, ':*'), '????'],
    ['what is certain stays so beside what is not, in whatever order', list(of('kms:Decrypt'), of('kms:De', P)), 'y?nn'],
    ['and the other way round', list(of('kms:De', P), of('kms:Decrypt')), 'y?nn'],
    ['a star beside what is not known', list(unknown, of('kms:*')), 'yyyy'],
  ])('%s', (_why, value, expected) => {
    expect(letters(value)).toBe(expected);
  });
  it('means the rest as NotAction', () => {
    expect([letters(undefined, of('kms:De*')), letters(undefined, of('kms:D', P)), letters(undefined, of('*'))]).toEqual([
      'nnyy',
      '??yy',
      'nnnn',
    ]);
    expect(readActions(undefined, of('kms:De*'))?.negated).toBe(true);
    expect(readActions(of('kms:De*'), undefined)?.negated).toBe(false);
  });
  it('means nothing where neither is written', () => {
    expect(letters(undefined)).toBe('nnnn');
  });
  it.each(['*', 'KMS:*', 'k?s:**'])('is quick to ask where %s means all', (pattern) => {
    expect(readActions(of(pattern), undefined)?.answers).toBe(EVERY_ACTION);
  });
});
