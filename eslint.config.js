import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  // The apps to be fixed are written in as many odd styles as users have; some are several files in one.
  {
    ignores: [
      'dist/',
      'fixtures/**/*.{js,mjs,cjs}',
      'fixtures/**/*.d.ts',
      'fixtures/fix-apps/**',
      '**/cdk.out/**',
      'coverage/',
      'reports/',
      'docs/search-index.js',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    // Apps, as users write them. They are no part of this program (aws-cdk-lib, which they import, is not installed), and cannot be changed without a new synthesis.
    files: ['fixtures/**/*.ts'],
    ignores: ['fixtures/**/*.test.ts', 'fixtures/reports/result.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      // The start of many of them is the same, and a fix may leave a variable that nobody uses.
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  // Ways of writing that these are about.
  { files: ['fixtures/calls/assigned-later/app.ts'], rules: { 'prefer-const': 'off' } },
  { files: ['fixtures/calls/import-equals/app.ts'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  { files: ['fixtures/calls/static-factory/app.ts'], rules: { '@typescript-eslint/no-extraneous-class': 'off' } },
  {
    files: ['alias-bucket-key', 'builder', 'cast', 'ok-builder'].map((app) => `fixtures/calls/${app}/app.ts`),
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // Reaches the CfnKey under a key: keys.node.defaultChild!
    files: ['fixtures/assemblies/ok-root-spellings/app.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  // CommonJS starts faster.
  { files: ['bin/*.js'], languageOptions: { sourceType: 'commonjs' } },
  // The search of the site runs in a browser.
  { files: ['docs/site.js'], languageOptions: { globals: { document: 'readonly', window: 'readonly' } } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'Buffer', 'URL', 'performance', 'setTimeout', 'clearTimeout', 'globalThis', 'structuredClone'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },
);
