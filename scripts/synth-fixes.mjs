// Proves the fixed sources of fixtures/fixes: node scripts/synth-fixes.mjs SCRATCH [NAME ...]
// SCRATCH is a folder with aws-cdk-lib, constructs, tsx and typescript installed (see fixtures/README.md). Each app is taken with its fixed files, type-checked,
// synthesized and linted: nothing may be found there but what left.txt says was left. What was written, without traces and flags that are not set, becomes fixed/cdk.out.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [scratch, ...wanted] = process.argv.slice(2);
if (!scratch) {
  console.error('usage: node scripts/synth-fixes.mjs SCRATCH [NAME...]');
  process.exit(2);
}
const fixtures = path.resolve(import.meta.dirname, '../fixtures/fixes');
const cli = path.resolve(import.meta.dirname, '../bin/kms-lint.js');
const bin = (name) => path.resolve(scratch, 'node_modules/.bin', name);
const all = path.resolve(scratch, 'fixes');
const names = readdirSync(fixtures).filter(
  (name) => existsSync(path.join(fixtures, name, 'cdk.json')) && (wanted.length === 0 || wanted.includes(name)),
);
rmSync(all, { recursive: true, force: true });
for (const name of names) {
  const app = path.join(all, name);
  mkdirSync(app, { recursive: true });
  for (const folder of [path.join(fixtures, name), path.join(fixtures, name, 'fixed')])
    cpSync(folder, app, { recursive: true, filter: (file) => !/[\\/](cdk\.out|fixed)$/.test(file) || file === folder });
}
/** The manifests and templates of an assembly: small, and without a path of this machine. */
function keep(from, to) {
  rmSync(to, { recursive: true, force: true });
  for (const file of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const target = path.join(to, file);
    if (!/(^|[\\/])(manifest|[^\\/]+\.template)\.json$/.test(file)) continue;
    mkdirSync(path.dirname(target), { recursive: true });
    if (!file.endsWith('manifest.json')) copyFileSync(path.join(from, file), target);
    else writeFileSync(target, `${JSON.stringify(smaller(JSON.parse(readFileSync(path.join(from, file), 'utf8'))), null, 1)}\n`);
  }
}

function smaller(manifest) {
  for (const artifact of Object.values(manifest.artifacts ?? {})) {
    delete artifact.additionalMetadataFile;
    const { flags } = artifact.properties ?? {};
    for (const [flag, { userValue }] of Object.entries(flags ?? {})) if (userValue === undefined) delete flags[flag];
  }
  return manifest;
}

let failed = 0;
const fail = (name, what, text) => {
  failed += 1;
  console.error(`${name}: ${what}\n${text}`);
};

// All at once: reading the types of aws-cdk-lib takes most of the time. Each app is a module, or its names would clash.
const sources = names.map((name) => `${name}/app.ts`).filter((file) => existsSync(path.join(all, file)));
const compilerOptions = {
  target: 'ES2022',
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  strict: true,
  noUnusedLocals: false,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};
writeFileSync(path.join(all, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: sources }));
writeFileSync(path.join(all, 'package.json'), '{}');
const checked = sources.length > 0 ? spawnSync(bin('tsc'), ['-p', '.'], { cwd: all, encoding: 'utf8' }) : undefined;
if (checked && checked.status !== 0) fail('all', 'the fixed sources do not type-check', checked.stdout);

for (const name of names) {
  const app = path.join(all, name);
  const cdk = JSON.parse(readFileSync(path.join(app, 'cdk.json'), 'utf8'));
  const [program, ...args] = cdk.app.split(' ').filter((word) => word !== 'npx');
  const env = {
    ...process.env,
    CDK_OUTDIR: path.join(app, 'cdk.out'),
    CDK_CONTEXT_JSON: JSON.stringify(cdk.context ?? {}),
    CDK_VALIDATION: 'false',
  };
  const synthesized = spawnSync(program === 'node' ? process.execPath : bin(program), args, { cwd: app, env, encoding: 'utf8' });
  if (synthesized.status !== 0) {
    fail(name, 'the fixed app is not synthesized', synthesized.stderr);
    continue;
  }
  keep(path.join(app, 'cdk.out'), path.join(fixtures, name, 'fixed/cdk.out'));
  const linted = spawnSync(
    process.execPath,
    [cli, '--no-config', '--preset', 'recommended', '--preset', 'strict', '--format', 'json', '--root', '.', 'cdk.out'],
    { cwd: app, encoding: 'utf8' },
  );
  const left = readFileSync(path.join(app, 'left.txt'), 'utf8');
  const found = JSON.parse(linted.stdout).findings.filter(
    ({ ruleId, constructPath }) => !left.includes(`${ruleId} ${constructPath?.replace(/\/Resource$/, '') ?? ''}:`),
  );
  if (found.length > 0) fail(name, 'is not clean', found.map(({ ruleId, message }) => `${ruleId}: ${message}`).join('\n'));
  else console.log(`${name}: clean`);
}
process.exit(failed > 0 ? 1 : 0);
