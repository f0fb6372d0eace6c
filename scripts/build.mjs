// Builds dist/: the library and its declarations with tsc, the command line as CommonJS bundles (they start faster than many modules):
// one with what a lint needs, one with the other commands, loaded when one of them is named.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

const BUNDLES = { 'kms-lint': 'src/cli/main.ts', 'kms-lint-more': 'src/cli/more.ts' };

/** The second bundle is not taken into the first. */
const apart = {
  name: 'apart',
  setup: (esbuild) => esbuild.onResolve({ filter: /^\.\/more\.js$/ }, () => ({ path: './kms-lint-more.cjs', external: true })),
};

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, [createRequire(import.meta.url).resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
await build({
  entryPoints: BUNDLES,
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  legalComments: 'none',
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
  plugins: [apart],
});
