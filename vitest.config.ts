import { defineConfig } from 'vitest/config';

const include = ['src/**/*.test.ts', 'rules/**/*.test.ts', 'fixtures/**/*.test.ts'];
/** They put other modules in the place of ours, or change what the process has: each gets its own. The rest share what they import. */
const alone = ['src/policy/{key-policy,readings}.test.ts', 'src/record/**/*.test.ts', 'src/cli/windows.test.ts', 'src/lint/counts.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    // As many as there are cores: the process that hands out the files has little to do while they run.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'together', include, exclude: alone, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
