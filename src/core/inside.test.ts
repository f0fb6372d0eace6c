import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isInside, nearestTo } from './inside.js';

describe('a file in a folder', () => {
  it.each<[folder: string, file: string, inside: boolean]>([
    ['/a', '/a', true],
    ['/a', '/a/b', true],
    ['/a', '/ab', false],
    ['/a/b', '/a', false],
    ['/a', '/a/..b', true],
    ['/', '/a', true],
    ['/a', '/A/b', false],
  ])('%s, %s', (folder, file, inside) => {
    expect(isInside(folder, file, path.posix)).toBe(inside);
  });
  it.each<[folder: string, file: string, inside: boolean]>([
    ['C:\\a', 'C:\\a\\b', true],
    ['C:\\a', 'c:\\A\\b', true],
    ['C:\\a', 'D:\\a\\b', false],
    ['C:\\', 'C:\\a', true],
    ['C:\\a', 'C:\\ab', false],
    ['\\\\server\\share\\a', '\\\\server\\share\\a\\b', true],
    ['C:\\a', 'C:/a/b', true],
  ])('on Windows %s, %s', (folder, file, inside) => {
    expect(isInside(folder, file, path.win32)).toBe(inside);
  });
});

it('of nested folders the innermost is the nearest, whatever their order', () => {
  const all = ['/a', '/a/b/c', '/a/b'].map((home) => ({ home }));
  for (const given of [all, all.toReversed()]) {
    const nearest = nearestTo(given);
    expect(['/a/x', '/a/b/x', '/a/b/c/x', '/other/x'].map((file) => nearest(file)?.home)).toEqual(['/a', '/a/b', '/a/b/c', undefined]);
  }
});
