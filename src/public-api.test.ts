/**
 * What the package promises: its declarations as they were last agreed on, the size of the rule kit, and the page about it. `npm run docs`
 * writes both texts anew.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const top = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(top, file), 'utf8');
/** Scripts are plain JavaScript, of which the compiler knows no types. */
const script = (name: string): Promise<unknown> => import(path.join(top, 'scripts', name));

interface Group {
  readonly name: string;
  readonly said: string;
  readonly entries: readonly { readonly name: string; readonly parameters?: string; readonly said: string; readonly example?: string }[];
}

describe('the public API', () => {
  it('is declared as fixtures/public-api.txt has it', async () => {
    const { apiText } = (await script('api.mjs')) as { readonly apiText: () => string };
    expect(apiText()).toBe(read('fixtures/public-api.txt'));
  }, 120_000);

  it('the rule kit has at most 50 functions, each with a docstring and an example', async () => {
    const { kitGroups } = (await script('authoring.mjs')) as { readonly kitGroups: () => readonly Group[] };
    const entries = kitGroups().flatMap((group) => group.entries);
    const functions = entries.filter(({ parameters }) => parameters !== undefined);
    expect(functions.length).toBeGreaterThan(0);
    expect(functions.length).toBeLessThanOrEqual(50);
    expect(entries.filter(({ said }) => said === '').map(({ name }) => name)).toEqual([]);
    expect(functions.filter(({ example }) => !example).map(({ name }) => name)).toEqual([]);
  }, 120_000);

  it('rules/AUTHORING.md is what `npm run docs` makes of the rule kit', async () => {
    const { authoringPage } = (await script('authoring.mjs')) as { readonly authoringPage: () => string };
    expect(authoringPage()).toBe(read('rules/AUTHORING.md'));
  }, 120_000);
});
