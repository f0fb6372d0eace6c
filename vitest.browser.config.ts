import { defineConfig } from 'vitest/config';

/** What only a browser can show: `npm run test:browser`, apart from `npm test`, since it needs Chromium. */
export default defineConfig({
  test: { include: ['browser/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false },
});
