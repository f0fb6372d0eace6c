/** Matching by its definition: on all small texts, with every small string in the place of what nobody knows. */
import { describe, expect, it } from 'vitest';
import { printText, text } from '../core/text.js';
import type { Answer, Sym, Text } from '../types/values.js';
import { like } from './match.js';
import { glob } from './plain.testing.js';
import { FRESH } from './scope.js';

type Piece = string | Sym;
function all(pieces: readonly Piece[], longest: number): readonly Text[] {
  let last: readonly (readonly Piece[])[] = [[]];
  const found = [...last];
  for (let length = 1; length <= longest; length++) {
    last = last.flatMap((one) => pieces.map((piece) => [...one, piece]));
    found.push(...last);
  }
  return found.map((one) => text(...one));
}

const symbol = (of: Sym['of'], name: string): Sym => ({ of, name, scope: '' });
const P = symbol('parameter', 'P'),
  Q = symbol('import', 'Q'),
  account = symbol('pseudo', 'AWS::AccountId'),
  region = symbol('pseudo', 'AWS::Region'),
  partition = symbol('pseudo', 'AWS::Partition'),
  stack = symbol('pseudo', 'AWS::StackName'),
  role = symbol('attribute', 'Role.Arn');

type Strings = ReadonlyMap<Piece | undefined, readonly string[]>;
/**
 * What each can stand for, as the evaluator thinks of it: it knows which characters an account id and a Region hold, and not how many. 8 is
 * in no pattern.
 * A name that no policy writes holds a letter that is in no pattern.
 */
const strings = (longest: number): Strings => {
  const among = (...letters: readonly string[]): readonly string[] => all(letters, longest).map(printText);
  const any = [...among('a', '7', ':'), '*', '?'];
  return new Map<Piece | undefined, readonly string[]>([
    ...[P, Q, stack].map((one) => [one, any] as const),
    ...[region, partition].map((one) => [one, [...among('a', '7'), '8', '-']] as const),
    [account, [...among('7'), '8']],
    [role, among('a', '7', ':')],
    [FRESH[0], among('a', '7', ':', 'Z').filter((one) => one.includes('Z'))],
  ]);
};

/** What comes out, over all ways in which the symbols can turn out. */
function meant(pattern: Text, value: Text, matches: (pattern: string, value: string) => boolean, can: Strings): Answer {
  const fill = (whole: Text, way: ReadonlyMap<Piece, string>): string => printText(whole.map((part) => way.get(part) ?? part));
  let ways: readonly ReadonlyMap<Piece, string>[] = [new Map()];
  for (const one of new Set([...pattern, ...value]))
    if (typeof one === 'object') ways = ways.flatMap((way) => (can.get(one) ?? []).map((string) => new Map(way).set(one, string)));
  const outcomes = new Set(ways.map((way) => matches(fill(pattern, way), fill(value, way))));
  return outcomes.size > 1 ? 'unknown' : outcomes.has(true) ? 'yes' : 'no';
}

const EQUAL = (pattern: string, value: string): boolean => pattern === value;
/** The pairs on which like says something else, each as a line to read. */
function wrong(patterns: readonly Text[], values: readonly Text[], wildcards: boolean, can: Strings, exact: boolean): readonly string[] {
  return patterns.flatMap((pattern) =>
    values.flatMap((value) => {
      const said = like(pattern, value, wildcards),
        is = said === 'unknown' && !exact ? said : meant(pattern, value, wildcards ? glob : EQUAL, can);
      return said === is ? [] : [`${printText(pattern)} for ${printText(value)}: ${said}, and it is ${is}`];
    }),
  );
}
const around = (one: Piece, before: readonly Piece[], after: readonly Piece[]): readonly Text[] =>
  all(before, 1).flatMap((start) => all(after, 1).map((end) => text(start, one, end)));

describe.each([true, false])('like, wildcards: %s', (wildcards) => {
  const many = strings(3),
    few = strings(1);
  it('is exact where all is known', () => {
    expect(wrong(all(['a', '7', '*', '?'], 4), all(['a', '7'], 4), wildcards, many, true)).toEqual([]);
  });
  it.each([P, account, region, partition, stack, FRESH[0]])('is exact where the value holds $name', (one) => {
    // That ?* matches whatever is not empty, and a Region is not empty, is not thought of.
    const patterns = all(wildcards ? ['a', '7', ':', '*'] : ['a', '7', ':'], 3);
    expect(wrong(patterns, around(one ?? '', ['a', '7', ':'], ['a', '7']), wildcards, many, true)).toEqual([]);
  });
  it.each([P, account, region, role])('is exact where the pattern holds $name', (one) => {
    const patterns = around(one, ['a', '7', '*', '?'], ['a', '*', '?']);
    expect(wrong(patterns, all(['a', '7', ':'], 3), wildcards, many, true)).toEqual([]);
  });
  it('is never sure of what is not so, with symbols on both sides', () => {
    const values = [...all(['a', '7', Q, account, ...FRESH], 2), text(account, ':', P), text('a', P, 'a')];
    expect(wrong(all(['a', '*', '?', P, account, role], 3), values, wildcards, few, false)).toEqual([]);
  });
});
