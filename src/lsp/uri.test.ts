import { describe, expect, it } from 'vitest';
import { fileOfUri } from './uri.js';

describe('the path of a URI', () => {
  it.each([
    ['file:///home/me/my%20app/lib/a.ts', '/home/me/my app/lib/a.ts'],
    ['file:///%C3%BC/%5Bid%5D/100%25.ts', '/ü/[id]/100%.ts'],
    ['untitled:Untitled-1', undefined],
    ['git:/home/me/a.ts?ref', undefined],
    ['file:///a%2Fb.ts', undefined],
    ['file://server/share/a.ts', undefined],
    ['file:', '/'],
  ])('%s', (uri, file) => {
    expect(fileOfUri(uri, false)).toBe(file);
  });
  it.each([
    ['file:///c%3A/Users/me/my%20app/a.ts', 'C:\\Users\\me\\my app\\a.ts'],
    ['file:///C:/Users/me/a.ts', 'C:\\Users\\me\\a.ts'],
    ['file://server/share/a.ts', '\\\\server\\share\\a.ts'],
    ['file:///home/me/a.ts', undefined],
  ])('%s on Windows', (uri, file) => {
    expect(fileOfUri(uri, true)).toBe(file);
  });
});
