/** Where a configuration is looked for, and where the search ends. */
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../files/memory.js';
import { CONFIG_NAMES, findConfig, inPackage } from './find.js';

const found = (texts: Readonly<Record<string, string>>, from = '/repo/packages/app'): string | undefined =>
  findConfig(memoryFiles({ '/repo/.git/HEAD': '', ...texts }), from);

describe('findConfig', () => {
  it('in one folder takes the first name of the list, and package.json last', () => {
    const names = [...CONFIG_NAMES, 'package.json'].map((name) => `/repo/${name}`);
    const all = names.map((name) => [name, '{ "kms-lint": {} }'] as const);
    for (const [index, name] of names.entries()) expect(found(Object.fromEntries(all.slice(index).reverse()), '/repo')).toBe(name);
    expect(found({}, '/repo')).toBeUndefined();
  });
  it.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    [
      'the nearest wins',
      { '/repo/kms-lint.config.json': '', '/repo/packages/kms-lint.config.js': '' },
      '/repo/packages/kms-lint.config.js',
    ],
    ['the top of the repository is looked at', { '/repo/kms-lint.config.ts': '' }, '/repo/kms-lint.config.ts'],
    ['what lies above the repository is not', { '/kms-lint.config.json': '' }, undefined],
    [
      'inside a repository a package.json without the key does not end the search',
      { '/repo/packages/app/package.json': '{ "name": "kms-lint" }', '/repo/kms-lint.config.json': '' },
      '/repo/kms-lint.config.json',
    ],
    ['a broken package.json is not ours to tell', { '/repo/packages/app/package.json': '{ "kms-lint": ' }, undefined],
  ])('%s', (_, texts, expected) => {
    expect(found(texts)).toBe(expected);
  });
  it('without a repository the nearest package.json ends the search; without that, the folder itself', () => {
    const at = (texts: Readonly<Record<string, string>>): string | undefined => findConfig(memoryFiles(texts), '/home/app/src');
    const config = { '/home/kms-lint.config.json': '' };
    expect(at({ ...config, '/home/app/package.json': '{}' })).toBeUndefined();
    expect(at({ ...config, '/home/package.json': '{}' })).toBe('/home/kms-lint.config.json');
    expect(at(config)).toBeUndefined();
  });
});

it('inPackage gives what stands under the key, of whatever form', () => {
  const of = (text: string): unknown => inPackage(memoryFiles({ '/package.json': text }), '/package.json');
  expect(of('{ "kms-lint": { "failOn": "note" } }')).toEqual({ failOn: 'note' });
  expect(of('{ "kms-lint": 7 }')).toBe(7);
  expect(of('{ "devDependencies": { "kms-lint": "1.0.0" } }')).toBeUndefined();
  expect(inPackage(memoryFiles({}), '/package.json')).toBeUndefined();
});
