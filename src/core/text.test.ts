/** Whether a text that is known in parts can be a string, against a regular expression that says it in one line. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sym, Text } from '../types/values.js';
import { sameText, text } from './text.js';

const ANY: Sym = { of: 'parameter', name: 'Name', scope: 's' };
const ACCOUNT: Sym = { of: 'pseudo', name: 'AWS::AccountId', scope: 's' };

function couldBe(pattern: Text, value: string): boolean {
  const source = pattern.map((part) =>
    typeof part === 'string' ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : part === ACCOUNT ? '\\d{12}' : '[^]*',
  );
  return new RegExp(`^${source.join('')}$`).test(value);
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', '1', '\n'), maxLength: 3 });
const digits = '1'.repeat(12);

describe('a text that is known in parts', () => {
  it('can be the strings that a regular expression takes', () => {
    const parts = fc.array(fc.oneof(word, fc.constant(ANY), fc.constant(ACCOUNT)), { maxLength: 7 });
    const strings = fc.array(fc.oneof(word, fc.constant(digits)), { maxLength: 6 }).map((some) => some.join(''));
    fc.assert(
      fc.property(parts, strings, (some, value) => {
        const pattern = text(...some);
        fc.pre(pattern.some((part) => typeof part !== 'string'));
        expect(sameText(pattern, [value])).toBe(couldBe(pattern, value) ? 'unknown' : 'no');
      }),
      { numRuns: 3000 },
    );
  });
  it('takes what its symbols are replaced with', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.constantFrom(ANY, ACCOUNT), word), { minLength: 1, maxLength: 6 }), (some) => {
        const pattern = text(...some.flatMap(([before, symbol]) => [before, symbol])),
          value = some.map(([before, symbol, given]) => before + (symbol === ACCOUNT ? digits : given)).join('');
        expect(sameText(pattern, [value])).toBe('unknown');
      }),
    );
  });
  it('is told in a time that does not explode with its symbols', () => {
    const pattern = text(...Array.from({ length: 2000 }, () => [ANY, 'a'] as const).flat(), 'b');
    expect(sameText(pattern, ['a'.repeat(20_000)])).toBe('no');
    expect(sameText(pattern, [`${'a'.repeat(20_000)}b`])).toBe('unknown');
  });
});
