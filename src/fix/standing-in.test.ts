/** A folder in another's place: all of it by the other's names, and nothing of what lies there itself. */
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../files/memory.js';
import { standingIn } from './standing-in.js';

describe('a folder that stands in for another', () => {
  const disk = memoryFiles({
    '/tmp/out/manifest.json': 'new',
    '/app/cdk.out/manifest.json': 'old',
    '/app/cdk.out/gone.json': '',
    '/app/a.ts': 'a',
  });
  const files = standingIn(disk, '/tmp/out', '/app/cdk.out');
  const text = (file: string): string | undefined => {
    const bytes = files.read(file);
    return bytes && Buffer.from(bytes).toString();
  };
  it('is read, listed and named as if it lay there', () => {
    expect([text('/app/cdk.out/manifest.json'), text('/app/cdk.out/../cdk.out/manifest.json')]).toEqual(['new', 'new']);
    expect(files.list('/app/cdk.out')).toEqual(['manifest.json']);
    expect(files.realpath('/app/cdk.out/manifest.json')).toBe('/app/cdk.out/manifest.json');
    expect(files.modified('/app/cdk.out/gone.json')).toBeUndefined();
    files.write('/app/cdk.out/x', Buffer.from('x'));
    expect([disk.read('/tmp/out/x') === undefined, disk.read('/app/cdk.out/x')]).toEqual([false, undefined]);
  });
  it('leaves the files around as they are', () => {
    expect([text('/app/a.ts'), text('/app/cdk.out2'), files.realpath('/app/a.ts')]).toEqual(['a', undefined, '/app/a.ts']);
  });
});
