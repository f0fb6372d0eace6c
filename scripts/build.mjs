// Builds dist/: the library and its declarations with tsc, the command line as CommonJS bundles (they start faster than many modules):
// one with what a lint needs, one with the other commands, loaded when one of them is named, and large tables by themselves; and what runs
// inside a CDK app, which may be CommonJS or not. The validator of the configuration becomes code that needs no schema library: a
// configuration must not slow a lint down.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { keepDeclarations } from './declarations.mjs';
import { STAMP, sourcesNow } from './sources.mjs';
import { buildVendor, lazyModule } from './vendor.mjs';

/** Tables that are large and seldom asked for: each in a file of its own, loaded by the first question. */
const TABLES = ['data-actions', 'managed-policies', 'role-deliveries', 'service-deliveries'];
const BUNDLES = {
  'kms-lint': 'src/bundle.ts',
  'kms-lint-more': 'src/cli/more.ts',
  cdk: 'src/cdk/index.ts',
  record: 'src/record/index.ts',
};

/** The second bundle is not taken into the first. */
const apart = {
  name: 'apart',
  setup: (esbuild) => esbuild.onResolve({ filter: /^\.{1,2}\/more\.js$/ }, () => ({ path: './kms-lint-more.cjs', external: true })),
};

/** The plugin takes what lints from the bundle of the command line, when it is asked to lint. */
const lintLater = {
  name: 'lint-later',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^\.\/validate\.js$/ }, ({ importer }) =>
      importer.endsWith('plugin.ts') ? { path: 'validate', namespace: 'later' } : undefined,
    );
    esbuild.onResolve({ filter: /^\.\/kms-lint\.cjs$/ }, ({ path: file }) => ({ path: file, external: true }));
    esbuild.onLoad({ filter: /.*/, namespace: 'later' }, () => ({
      resolveDir: '.',
      contents: `import { load, unhurried } from './bin/load.js';
import path from 'node:path';
import { TOOL } from './src/core/version.ts';
const lint = () => load(path.join(__dirname, 'kms-lint.cjs'), TOOL, () => require('./kms-lint.cjs'));
export const validate = (context, options) => unhurried(() => lint().validate(context, options));`,
    }));
  },
};

/** What imports is no part of the bundles: see src/core/import-module.ts. */
const importing = {
  name: 'importing',
  setup: (esbuild) => esbuild.onResolve({ filter: /\/import-module\.js$/ }, () => ({ path: './import-module.cjs', external: true })),
};

/** Libraries are taken from dist/vendor. */
const vendored = {
  name: 'vendored',
  setup(esbuild) {
    esbuild.onResolve({ filter: /\/lazy\.js$/ }, ({ path: file }) => ({ path: file, namespace: 'lazy' }));
    esbuild.onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({ contents: lazyModule('./vendor') }));
  },
};

/** What few runs use of Node loads modules of its own: it is taken when it is first called. */
const builtinsLater = {
  name: 'builtins-later',
  setup(esbuild) {
    const FUNCTIONS = { crypto: ['createHash', 'randomBytes'], zlib: ['gzipSync'] };
    esbuild.onResolve({ filter: /^node:(crypto|zlib)$/ }, ({ path: module, namespace }) =>
      namespace === 'builtin' ? { path: module, external: true } : { path: module.slice('node:'.length), namespace: 'builtin' },
    );
    esbuild.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path: module }) => ({
      contents: FUNCTIONS[module]
        .map((name) => `export const ${name} = (...given) => require('node:${module}').${name}(...given);`)
        .join('\n'),
    }));
  },
};

/** The name and version, which are known here. */
const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
const versionWritten = {
  name: 'version-written',
  setup(esbuild) {
    esbuild.onLoad({ filter: /core[\\/]version\.ts$/ }, () => ({ contents: `export const TOOL = ${JSON.stringify({ name, version })};` }));
  },
};

/** Each table is one function, which the bundles take from its file when it is called. */
const tablesLater = {
  name: 'tables-later',
  setup(esbuild) {
    const data = new RegExp(`^\\./(${TABLES.join('|')})\\.data\\.js$`);
    esbuild.onResolve({ filter: data }, ({ path: file }) => ({ path: data.exec(file)[1], namespace: 'table' }));
    esbuild.onResolve({ filter: /^\.\/tables\// }, ({ path: file }) => ({ path: file, external: true }));
    esbuild.onLoad({ filter: /.*/, namespace: 'table' }, ({ path: table }) => {
      const [, name] = /^export const (\w+) = \(\)/m.exec(readFileSync(`src/reference/${table}.data.ts`, 'utf8'));
      return { contents: `export const ${name} = () => require('./tables/${table}.cjs').${name}();` };
    });
  },
};

const sources = sourcesNow();
rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, [createRequire(import.meta.url).resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--noCheck'], {
  stdio: 'inherit',
});

const { AJV_OPTIONS, configSchema } = await import('../dist/src/config/schema.js');
const { FACTS_AJV_OPTIONS, FACTS_SCHEMA } = await import('../dist/src/facts/schema.js');
const { rules } = await import('../dist/rules/index.js');

/** Puts code in the place of a module that needs the schema library. @param says the export, made of ajv's `validate` */
async function compile(module, schema, options, says) {
  const ajv = new Ajv2020.default({ ...options, code: { source: true, esm: true } });
  ajv.addSchema(schema);
  const code = standalone.default(ajv, { validate: schema.$id });
  const { metafile } = await build({
    stdin: { contents: `${code}\n${says}`, resolveDir: '.' },
    outfile: path.resolve(module),
    allowOverwrite: true,
    bundle: true,
    metafile: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
  });
  return metafile;
}
const VALIDATORS = { './validator.js': 'dist/src/config/validator.js', './facts-validator.js': 'dist/src/facts/facts-validator.js' };
const compiled = [];
compiled.push(
  await compile(
    VALIDATORS['./validator.js'],
    configSchema(rules),
    AJV_OPTIONS,
    'export const schemaFaults = (config) => (validate(config) ? [] : validate.errors);',
  ),
);
compiled.push(
  await compile(
    VALIDATORS['./facts-validator.js'],
    FACTS_SCHEMA,
    FACTS_AJV_OPTIONS,
    'export const factsFault = (facts) => (validate(facts) ? undefined : validate.errors[0]);',
  ),
);
rmSync('dist/schema', { recursive: true });
/** The command line takes that code, too. */
const compiledValidator = {
  name: 'compiled-validator',
  setup: (esbuild) =>
    esbuild.onResolve({ filter: /^\.\/(facts-)?validator\.js$/ }, ({ path: module }) => ({ path: path.resolve(VALIDATORS[module]) })),
};

const { metafile } = await build({
  entryPoints: BUNDLES,
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  metafile: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  legalComments: 'none',
  minifyWhitespace: true,
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
  plugins: [apart, lintLater, importing, compiledValidator, tablesLater, vendored, builtinsLater, versionWritten],
});
await build({
  entryPoints: { 'import-module': 'src/core/import-module.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  target: 'node20',
  format: 'cjs',
});
await build({
  entryPoints: Object.fromEntries(TABLES.map((table) => [table, `src/reference/${table}.data.ts`])),
  outdir: 'dist/tables',
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifyWhitespace: true,
  legalComments: 'none',
});
writeFileSync('dist/src/core/lazy.js', lazyModule('../../vendor'));
await buildVendor([...compiled, metafile]);
keepDeclarations('dist', ['src/index.d.ts', 'src/rule-kit.d.ts', 'src/rule-tester.d.ts'], ['src/cdk/index.d.ts', 'src/record/index.d.ts']);
writeFileSync('dist/commonjs/package.json', '{ "type": "commonjs" }\n');
writeFileSync(STAMP, sources);
