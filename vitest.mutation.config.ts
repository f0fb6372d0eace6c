/** The tests that mutants of src/policy must fail: npm run mutation. A few hundred random policies are enough here, the same ones each time. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/policy/**/*.test.ts'],
    env: { KMS_LINT_RUNS: '100', KMS_LINT_SEED: '20261125' },
    testTimeout: 60_000,
  },
});
