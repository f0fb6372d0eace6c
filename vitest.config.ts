import { defineConfig } from 'vitest/config';

const include = ['src/**/*.test.ts', 'rules/**/*.test.ts', 'fixtures/**/*.test.ts'];
/** They put other modules in the place of ours, or change what the process has: each gets its own. The rest share what they import. */
const alone = [
  'src/policy/{key-policy,readings}.test.ts',
  'src/{init,record,cdk}/**/*.test.ts',
  'src/cli/**/*.test.ts',
  'src/lint/{access,counts}.test.ts',
  'src/report/report.test.ts',
  'src/config/**/*.test.ts',
  'src/files/**/*.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'together', include, exclude: alone, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
