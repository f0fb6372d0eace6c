/** The tests that mutants of src/policy must fail: npm run mutation. A few random policies are enough here, the same ones each time. */
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What judges random policies takes long and comes last: most mutants fail an example before. */
const isRandom = ({ moduleId }: TestSpecification): boolean => /(second-judge|properties|match-laws)\.test\.ts$/.test(moduleId);
class ExamplesFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => Number(isRandom(a)) - Number(isRandom(b)) || a.moduleId.localeCompare(b.moduleId)));
  }
}
const include = ['src/policy/**/*.test.ts'],
  alone = ['src/policy/key-policy.test.ts'],
  /** It counts the readings of whole programs, and tells no mutant of this room from another. */
  counting = ['src/policy/readings.test.ts'];

export default defineConfig({
  test: {
    env: { KMS_LINT_RUNS: process.env['KMS_LINT_RUNS'] ?? '100', KMS_LINT_SEED: '20261125' },
    testTimeout: 60_000,
    sequence: { sequencer: ExamplesFirst },
    projects: [
      { extends: true, test: { name: 'together', include, exclude: [...alone, ...counting], isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
