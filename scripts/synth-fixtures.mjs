// Synthesizes the apps under fixtures/assemblies again: node scripts/synth-fixtures.mjs SCRATCH [NAME...]
// SCRATCH is a folder with aws-cdk-lib, constructs and tsx installed (see fixtures/README.md): too heavy to be dependencies of this package.
// The app runs in a copy under SCRATCH; in what it wrote, the copy's path becomes /home/dev/app, so that no path of a machine is committed.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [scratch, ...wanted] = process.argv.slice(2);
if (!scratch) { console.error('usage: node scripts/synth-fixtures.mjs SCRATCH [NAME...]'); process.exit(2); }
const fixtures = path.resolve(import.meta.dirname, '../fixtures/assemblies');
const files = (dir) => readdirSync(dir).flatMap((name) => { const file = path.join(dir, name); return statSync(file).isDirectory() ? files(file) : [file]; });

for (const name of wanted.length > 0 ? wanted : readdirSync(fixtures).filter((entry) => existsSync(path.join(fixtures, entry, 'cdk.json')))) {
  const from = path.join(fixtures, name), app = path.resolve(scratch, 'app'), out = path.join(app, 'cdk.out');
  rmSync(app, { recursive: true, force: true });
  cpSync(from, app, { recursive: true, filter: (file) => path.basename(file) !== 'cdk.out' });
  const read = (file) => (existsSync(path.join(app, file)) ? JSON.parse(readFileSync(path.join(app, file), 'utf8')) : {});
  const cdk = read('cdk.json'), context = { ...cdk.context, ...read('cdk.context.json') };
  const [, ...command] = cdk.app.split(' ');
  const run = spawnSync(path.resolve(scratch, 'node_modules/.bin', command[0]), command.slice(1), { cwd: app, stdio: 'inherit', env: { ...process.env, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: 'false' } });
  if (run.status !== 0) { console.error(`${name}: synthesis failed`); process.exit(1); }
  for (const file of files(out)) {
    if (/asset\.|tree\.json$/.test(path.relative(out, file))) { rmSync(file); continue; }
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(app, '/home/dev/app').replaceAll(path.resolve(scratch), '/home/dev'));
  }
  rmSync(path.join(from, 'cdk.out'), { recursive: true, force: true });
  cpSync(out, path.join(from, 'cdk.out'), { recursive: true, filter: (file) => !/asset\.[^/]*$/.test(file) });
  console.log(`${name}: synthesized`);
}
