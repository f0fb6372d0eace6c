/** Which files a path or glob of a configuration names, on Windows and elsewhere. */
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesFile } from './file-globs.js';

const names = (pattern: string, file: string, folder = '/repo/app', top = folder): boolean =>
  namesFile({ pattern, folder, top }, file, path.posix);
const onWindows = (pattern: string, file: string, folder = 'C:\\repo\\app'): boolean =>
  namesFile({ pattern, folder, top: folder }, file, path.win32);

describe('what a pattern names', () => {
  it.each<[string, string, boolean]>([
    ['cdk.out/Dev.template.json', '/repo/app/cdk.out/Dev.template.json', true],
    ['./cdk.out', '/repo/app/cdk.out/Dev.template.json', true],
    ['cdk.out/', '/repo/app/cdk.out/Dev.template.json', true],
    ['cdk.out/*.json', '/repo/app/cdk.out/assembly-Dev/Dev.template.json', false],
    ['cdk.out/**', '/repo/app/cdk.out/assembly-Dev/Dev.template.json', true],
    ['Dev*', '/repo/app/x/y/Dev1.template.json', true],
    ['examples', '/repo/app/deep/examples/a/cdk.out', true],
    ['examples', '/repo/app/deep/examples2/a/cdk.out', false],
    ['deep/examples', '/repo/app/more/deep/examples', false],
    ['**/deep/examples', '/repo/app/more/deep/examples/x', true],
    ['../lib/cdk.out', '/repo/lib/cdk.out/manifest.json', true],
    ['examples', '/repo/lib/examples', false],
    ['.', '/repo/app/x', false],
    ['app', '/repo/app', false],
    ['{a,b}/cdk.out', '/repo/app/b/cdk.out', true],
    ['a\\[1\\]/x', '/repo/app/a[1]/x', true],
    ['legacy\\old', '/repo/app/legacy/old/cdk.out', true],
    ['/repo/other/**', '/repo/other/cdk.out', true],
  ])('%s and %s: %s', (pattern, file, expected) => {
    expect(names(pattern, file)).toBe(expected);
  });
  it('of a configuration that another goes on from: paths are from its own folder, names hold below the other', () => {
    expect(names('examples', '/repo/app/examples', '/repo/node_modules/shared', '/repo/app')).toBe(true);
    expect(names('cdk.out/A.json', '/repo/app/cdk.out/A.json', '/repo/node_modules/shared', '/repo/app')).toBe(false);
    expect(names('../app/cdk.out', '/repo/app/cdk.out', '/repo/shared', '/repo/app')).toBe(true);
  });
  it.each<[string, string, boolean]>([
    ['cdk.out/Dev.template.json', 'C:\\repo\\app\\cdk.out\\dev.template.json', true],
    ['cdk.out\\**', 'C:\\repo\\app\\cdk.out\\a\\b', true],
    ['.\\cdk.out', 'C:\\repo\\app\\cdk.out\\a', true],
    ['..\\lib\\*', 'c:\\repo\\lib\\x', true],
    ['C:\\repo\\lib', 'C:\\repo\\lib\\x', true],
    ['examples', 'C:\\repo\\app\\a\\Examples\\x', true],
    ['examples', 'D:\\repo\\app\\examples', false],
  ])('on Windows %s and %s: %s', (pattern, file, expected) => {
    expect(onWindows(pattern, file)).toBe(expected);
  });
  it('law: a path names itself and all below it, and nothing beside it', () => {
    const step = fc.stringMatching(/^[a-z][a-z0-9.-]{0,6}$/);
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 4 }), step, (steps, more) => {
        const file = steps.join('/');
        expect([names(file, `/repo/app/${file}`), names(file, `/repo/app/${file}/${more}`)]).toEqual([true, true]);
        expect([names(file, `/repo/app/${file}${more}`), names(file, `/repo/app/x/${file}`)]).toEqual([false, false]);
        expect(onWindows(file.replaceAll('/', '\\'), `C:\\repo\\app\\${steps.join('\\')}\\${more}`)).toBe(true);
      }),
    );
  });
});
