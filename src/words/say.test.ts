/** Filling placeholders in. */
import { describe, expect, it } from 'vitest';
import { say } from './say.js';

describe('say', () => {
  it('fills each placeholder in, as often as it stands there', () => {
    expect(say('{key} is used by {user}; {user} needs {count} more.', { key: 'K', user: 'U', count: 2 })).toBe(
      'K is used by U; U needs 2 more.',
    );
  });
  it('takes a value as it is, braces and dollars too', () => {
    expect(say('{a} and {b}.', { a: '{b}', b: '$& $1' })).toBe('{b} and $& $1.');
  });
  it('leaves other braces alone', () => {
    expect(say("name it: { StringEquals: { 'aws:SourceAccount': this.account } }, not {other}: ${AWS::Region}", { other: 'X' })).toBe(
      "name it: { StringEquals: { 'aws:SourceAccount': this.account } }, not X: ${AWS::Region}",
    );
  });
  it('refuses a placeholder without a value, and a value without a placeholder', () => {
    // @ts-expect-error the value of {b} is missing
    expect(() => say('{a} {b}', { a: '' })).toThrow('"{a} {b}" needs a value for {b}');
    // @ts-expect-error there is no {c}
    expect(() => say('{a}', { a: '', c: '' })).toThrow('"{a}" has no placeholder {c}');
  });
});
