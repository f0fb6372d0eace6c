/** What a path or glob of constructs covers. */
import { expect, it } from 'vitest';
import { globCovers } from './globs.js';

it.each<[string, readonly string[], readonly string[]]>([
  ['Dev', ['Dev', 'Dev/Keys', 'Dev/Keys/Key/Resource'], ['Device', 'Prod/Dev', 'dev']],
  ['/Dev/Keys/', ['Dev/Keys', 'Dev/Keys/Key'], ['Dev']],
  ['*/Keys', ['Dev/Keys', 'Prod/Keys/Key/Resource'], ['Keys', 'Dev/More/Keys']],
  ['**/Keys', ['Keys/Key', 'Dev/Keys', 'Dev/More/Keys/Key'], ['Dev/OtherKeys']],
  ['**', ['Dev', 'Dev/Keys'], []],
  ['{Dev,Test}/Keys', ['Dev/Keys/Key', 'Test/Keys'], ['Prod/Keys']],
  ['Scratch*', ['Scratch1/Key', 'Scratch'], ['Keys/Scratch']],
  ['.hidden*', ['.hidden-stack/Key'], []],
  // A name of the app that looks like a glob is still a name.
  ['App (eu)', ['App (eu)/Key'], ['App eu/Key']],
  ['App (*)', ['App (eu)/Key'], ['App eu/Key']],
  ['Keys[0]', ['Keys[0]/Key'], []],
])('%s', (pattern, covered, not) => {
  expect(covered.filter((path) => !globCovers([pattern], [path]))).toEqual([]);
  expect(not.filter((path) => globCovers([pattern], [path]))).toEqual([]);
});
it('one of the patterns on one of the paths is enough', () => {
  expect(globCovers(['A', 'B'], ['X', 'B/Key'])).toBe(true);
  expect(globCovers([], ['X'])).toBe(false);
  expect(globCovers(['A'], [])).toBe(false);
});
