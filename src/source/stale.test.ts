/** When an assembly is told to be old, and when times mean nothing. */
import { expect, it } from 'vitest';
import { memoryFiles } from '../files/memory.js';
import type { Files } from '../types/files.js';
import { staleness } from './stale.js';

const SYNTH = 1_000_000;
const MINUTE = 60_000;
const ORDINARY = {
  '/repo/.git/HEAD': SYNTH - 9 * MINUTE,
  '/repo/.gitignore': SYNTH - 9 * MINUTE,
  '/repo/cdk.json': SYNTH - 9 * MINUTE,
  '/repo/bin/app.ts': SYNTH - 9 * MINUTE,
  '/repo/lib/keys.ts': SYNTH + MINUTE,
  '/repo/cdk.out/manifest.json': SYNTH,
};
function told(times: Readonly<Record<string, number>>, ignore = 'node_modules\n# CDK\ncdk.out\n'): readonly string[] {
  const files: Files = {
    ...memoryFiles(Object.fromEntries(Object.keys(times).map((file) => [file, file.endsWith('.gitignore') ? ignore : '{}']))),
    modified: (file) => times[file],
  };
  return staleness(files, '/repo/cdk.out', ['/repo/bin/app.ts', '/repo/lib/keys.ts'], '/repo').problems.map(({ message }) => message);
}

it('source that was edited since the synthesis is named', () => {
  expect(told(ORDINARY)).toEqual([
    'lib/keys.ts was changed after this assembly was synthesized: run npx cdk synth again, else the findings are those of the app as it was',
  ]);
});
it.each<[string, Readonly<Record<string, number>>, string?]>([
  ['nothing was edited', { ...ORDINARY, '/repo/lib/keys.ts': SYNTH - MINUTE }],
  ['the synthesis wrote it itself', { ...ORDINARY, '/repo/lib/keys.ts': SYNTH + 3000 }],
  [
    'all was checked out after the assembly came from a cache',
    Object.fromEntries(Object.entries(ORDINARY).map(([file, time]) => [file, time === SYNTH ? time : SYNTH + MINUTE])),
  ],
  ['the assembly is under version control', ORDINARY, 'node_modules\n'],
  ['there is no manifest', Object.fromEntries(Object.entries(ORDINARY).filter(([file]) => !file.includes('cdk.out')))],
])('silent where %s', (_, times, ignore) => {
  expect(told(times, ignore)).toEqual([]);
});
it.each(['cdk.out', '/cdk.out', 'cdk.out/', '**/cdk.out/**', 'packages/app/cdk.out', '*.out', 'cdk.out\r'])(
  '%j ignores the assembly',
  (line) => {
    expect(told(ORDINARY, `${line}\n`)).toHaveLength(1);
  },
);
it('without a repository, times are those of the synthesis', () => {
  const times = Object.fromEntries(Object.entries(ORDINARY).filter(([file]) => !file.includes('.git/')));
  expect(told(times, '')).toHaveLength(1);
});
