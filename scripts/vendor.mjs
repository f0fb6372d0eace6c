// Bundles the libraries that kms-lint loads into dist/vendor, one file each, so that users install only what of them is used: with
// @aws-cdk/cloudformation-diff alone npm would install the SDK of AWS. The licences of all that is bundled go with them.
import { readdirSync, readFileSync, writeFileSync, copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * What `load` of src/core/lazy.ts takes from dist/vendor, by its file there. Two stay packages that users install: jiti and wasm-graphviz
 * have files of their own that they load.
 */
const LIBRARIES = {
  '@aws-cdk/cloudformation-diff': '@aws-cdk/cloudformation-diff.cjs',
  '@babel/parser': 'babel-parser.cjs',
  '@jridgewell/trace-mapping': 'trace-mapping.cjs',
  'ajv/dist/2020.js': 'ajv.cjs',
  diff: 'diff.cjs',
  glob: 'glob.cjs',
  'jsonc-parser': 'jsonc-parser.cjs',
  picomatch: 'picomatch.cjs',
  'vscode-languageserver/node': 'vscode-languageserver.cjs',
  'vscode-languageserver-textdocument': 'vscode-languageserver-textdocument.cjs',
  yaml: 'yaml.cjs',
};
/** Of glob its modules one by one, so that the licences of all that is in them are known. */
const UNBUNDLED = { glob: 'glob/raw' };
const require = createRequire(import.meta.url);
const VENDOR = 'dist/vendor';

/**
 * What stands in the place of src/core/lazy.ts in dist/.
 * @param vendor the folder of the bundled libraries, from where this code lies
 */
export const lazyModule = (vendor) => `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const BUNDLED = ${JSON.stringify(LIBRARIES)};
export function load(name) {
  const file = BUNDLED[name];
  return require(file === undefined ? name : '${vendor}/' + file);
}
`;

/** @param metafiles what esbuild says of other bundles: packages whose code is in them are named among the licences, too */
export async function buildVendor(metafiles) {
  const results = await Promise.all(
    Object.entries(LIBRARIES).map(([name, file]) =>
      build({
        stdin: { contents: `module.exports = require('${UNBUNDLED[name] ?? name}');`, resolveDir: '.' },
        outfile: `${VENDOR}/${file}`,
        bundle: true,
        metafile: true,
        minifyWhitespace: true,
        minifySyntax: true,
        legalComments: 'none',
        platform: 'node',
        target: 'node20',
        format: 'cjs',
        mainFields: ['module', 'main'],
        logLevel: 'error',
      }),
    ),
  );
  // Beside its code, where aws-service-spec looks for it: one folder above its bundle's.
  const spec = createRequire(require.resolve('@aws-cdk/cloudformation-diff')).resolve('@aws-cdk/aws-service-spec');
  copyFileSync(path.join(path.dirname(spec), '../db.json.gz'), `${VENDOR}/db.json.gz`);
  writeFileSync('dist/THIRD-PARTY-NOTICES.md', notices([...metafiles, ...results.map(({ metafile }) => metafile)]));
}

/** The licences of the packages that are in bundles, each with the copyright that its authors ask to keep. */
function notices(metafiles) {
  const packages = new Map();
  for (const file of metafiles.flatMap(({ inputs }) => Object.keys(inputs))) {
    const [, folder] = /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
    if (folder === undefined) continue;
    const { name, version, license, homepage, author } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    packages.set(`${name} ${version}`, { folder, license, homepage, author: author?.name ?? author });
  }
  const sections = [...packages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, { folder, license, homepage, author }]) => {
      const texts = readdirSync(folder)
        .filter((name) => /^(licen[cs]e|notice|thirdpartynotices)(\.|-|$)/i.test(name))
        .sort()
        .map((name) => `\`\`\`text\n${readFileSync(`${folder}/${name}`, 'utf8').replaceAll('\r\n', '\n').trim()}\n\`\`\``);
      if (license === undefined) throw new Error(`${title} says no licence: see what may be bundled of it`);
      const owner = texts.length > 0 || author === undefined ? '' : `\nCopyright ${author}`;
      return [`## ${title}`, `Licence: ${license}${homepage ? `, ${homepage}` : ''}${owner}`, ...texts].join('\n\n');
    });
  return ['# Third-party notices', 'dist/ has code of these packages in it.', ...sections].join('\n\n') + '\n';
}
