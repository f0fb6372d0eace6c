// Synthesizes the apps under fixtures/assemblies, fixtures/calls and fixtures/fixes again: node scripts/synth-fixtures.mjs SCRATCH [assemblies/NAME | calls/NAME | fixes/NAME ...]
// SCRATCH is a folder with aws-cdk-lib, constructs and tsx installed (see fixtures/README.md): too heavy to be dependencies of this package.
// The app runs in a copy under SCRATCH; in what it wrote, the copy's path becomes /home/dev/app, so that no path of a machine is committed.
// An app with a tsconfig.json is compiled first, and runs as the JavaScript that `outDir` then holds.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [scratch, ...wanted] = process.argv.slice(2);
if (!scratch) {
  console.error('usage: node scripts/synth-fixtures.mjs SCRATCH [NAME...]');
  process.exit(2);
}
const fixtures = path.resolve(import.meta.dirname, '../fixtures');
const all = () =>
  ['assemblies', 'calls', 'fixes']
    .flatMap((folder) =>
      readdirSync(path.join(fixtures, folder))
        .filter((name) => !/^(old|broken)-/.test(name))
        .map((name) => `${folder}/${name}`),
    )
    .concat('custom-rules')
    .filter((name) => existsSync(path.join(fixtures, name, 'cdk.json')));
const files = (dir) =>
  readdirSync(dir).flatMap((name) => {
    const file = path.join(dir, name);
    return statSync(file).isDirectory() ? files(file) : [file];
  });

for (const name of wanted.length > 0 ? wanted : all()) {
  const from = path.join(fixtures, name),
    app = path.resolve(scratch, 'app'),
    out = path.join(app, 'cdk.out');
  rmSync(app, { recursive: true, force: true });
  cpSync(from, app, { recursive: true, filter: (file) => path.basename(file) !== 'cdk.out' });
  const read = (file) => (existsSync(path.join(app, file)) ? JSON.parse(readFileSync(path.join(app, file), 'utf8')) : {});
  const cdk = read('cdk.json'),
    context = { ...cdk.context, ...read('cdk.context.json') };
  const run = (program, args) => {
    const { status } = spawnSync(program, args, {
      cwd: app,
      stdio: 'inherit',
      env: { ...process.env, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: 'false' },
    });
    if (status !== 0) {
      console.error(`${name}: synthesis failed`);
      process.exit(1);
    }
  };
  const compiled = read('tsconfig.json').compilerOptions?.outDir;
  if (compiled) {
    run(path.resolve(import.meta.dirname, '../node_modules/.bin/tsc'), []);
    cpSync(path.join(app, compiled), path.join(from, compiled), { recursive: true });
  }
  const [program, ...args] = cdk.app.split(' ').filter((word) => word !== 'npx');
  run(program === 'node' ? process.execPath : path.resolve(scratch, 'node_modules/.bin', program), args);
  for (const file of files(out)) {
    if (/asset\.|tree\.json$/.test(path.relative(out, file))) {
      rmSync(file);
      continue;
    }
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .replaceAll(app, '/home/dev/app')
        .replaceAll(realpathSync(path.join(scratch, 'node_modules')), '/home/dev/app/node_modules')
        .replaceAll(path.resolve(scratch), '/home/dev'),
    );
  }
  rmSync(path.join(from, 'cdk.out'), { recursive: true, force: true });
  cpSync(out, path.join(from, 'cdk.out'), { recursive: true, filter: (file) => !/asset\.[^/]*$/.test(file) });
  console.log(`${name}: synthesized`);
}
