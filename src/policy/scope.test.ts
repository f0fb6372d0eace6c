/** When two accounts are one. */
import { expect, it } from 'vitest';
import type { Answer, Text } from '../types/values.js';
import { isFresh, FRESH, sameAccount, STRANGER } from './scope.js';
import { OTHER, OWN } from './testing.js';

const parameter: Text = [{ of: 'parameter', name: 'Account', scope: 'T' }],
  another: Text = [{ of: 'parameter', name: 'Other', scope: 'T' }];

it.each<[string, Text | undefined, Text | undefined, Answer]>([
  ['one id', [OWN], [OWN], 'yes'],
  ['two ids', [OWN], [OTHER], 'no'],
  ['one parameter', parameter, [...parameter], 'yes'],
  ['two parameters may hold one id', parameter, another, 'unknown'],
  ['a parameter may hold any id', parameter, [OWN], 'unknown'],
  ['an id that is not known', undefined, [OWN], 'unknown'],
  ['a stranger is of no account that is named', STRANGER, [OWN], 'no'],
  ['a stranger is of no account that a parameter names', STRANGER, parameter, 'no'],
  ['a stranger is of the account of strangers', STRANGER, STRANGER, 'yes'],
])('%s', (_what, a, b, same) => {
  expect([sameAccount(a, b), sameAccount(b, a)]).toEqual([same, same]);
});

it('what no policy spells out is fresh', () => {
  expect([STRANGER[0], FRESH[0], parameter[0], OWN, undefined].map(isFresh)).toEqual([true, true, false, false, false]);
});
