// Applies all fixes to copies of synthesized apps, and proves them: node scripts/try-fixes.mjs SCRATCH APPS [NAME ...]
// SCRATCH is a folder with aws-cdk-lib, constructs, tsx and typescript installed (see fixtures/README.md); APPS holds a folder for each app, with cdk.json and cdk.out.
// Once in the templates, which are linted again; once in the source, which is type-checked, synthesized and linted again. Each time: what is said to be fixed is gone,
// nothing new came, and a second run changes nothing. At the end the table: rule × target × safety, how many findings in how many apps.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [scratch, apps, ...wanted] = process.argv.slice(2);
if (!scratch || !apps) {
  console.error('usage: node scripts/try-fixes.mjs SCRATCH APPS [NAME...]');
  process.exit(2);
}
const cli = path.resolve(import.meta.dirname, '../bin/kms-lint.js');
const bin = (name) => path.resolve(scratch, 'node_modules/.bin', name);
const trial = path.resolve(scratch, 'trial');
const env = { ...process.env, NO_COLOR: '1' };
delete env.NODE_EXTRA_CA_CERTS;
const run = (program, args, cwd, more = {}) =>
  spawnSync(program, args, { cwd, encoding: 'utf8', env: { ...env, ...more }, maxBuffer: 1 << 28 });

const names = readdirSync(apps).filter(
  (name) => existsSync(path.join(apps, name, 'cdk.out/manifest.json')) && (wanted.length === 0 || wanted.includes(name)),
);
rmSync(trial, { recursive: true, force: true });
mkdirSync(trial, { recursive: true });

const lint = (app, ...args) => {
  const { stdout, stderr, status } = run(
    process.execPath,
    [cli, '--no-config', '--format', 'json', '--root', '.', ...args, 'cdk.out'],
    app,
  );
  try {
    return { findings: JSON.parse(stdout).findings.filter(({ suppressed }) => !suppressed), stderr, status };
  } catch {
    return { findings: [], stderr: stderr + stdout, status };
  }
};
const identity = ({ ruleId, stack, logicalId, constructPath, detail }) => [ruleId, stack, logicalId, constructPath, detail].join('|');
/** Notes may come: a key that can be created now is judged in more ways. */
const heavy = ({ level }) => level !== 'note';
/** All files of an app with what they hold, but no library. */
const stateOf = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.includes('node_modules') && statSync(path.join(folder, file)).isFile())
    .sort()
    .map(
      (file) =>
        `${file} ${createHash('sha256')
          .update(readFileSync(path.join(folder, file)))
          .digest('hex')}`,
    )
    .join('\n');
const copyOf = (name, target) => {
  const app = path.join(trial, target, name);
  cpSync(path.join(apps, name), app, { recursive: true, filter: (file) => !/[\\/](node_modules|fixed)$/.test(file) });
  return app;
};

/** How an app is run: as its cdk.json says, or by its only file. */
function configOf(app) {
  const file = path.join(app, 'cdk.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  return ['tsx app.ts', 'node app.js']
    .map((command) => ({ app: command }))
    .find((cdk) => existsSync(path.join(app, cdk.app.split(' ')[1])));
}

/** @param mayFail an app whose own validation fails ends with an error, and is written all the same */
function synthesize(app, mayFail) {
  const cdk = configOf(app);
  const file = path.join(app, 'cdk.context.json');
  const context = { ...cdk.context, ...(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) };
  const [program, ...args] = cdk.app.split(' ').filter((word) => word !== 'npx');
  const out = path.join(app, 'cdk.out');
  rmSync(out, { recursive: true, force: true });
  const made = run(program === 'node' ? process.execPath : bin(program), args, app, {
    CDK_OUTDIR: out,
    CDK_CONTEXT_JSON: JSON.stringify(context),
    CDK_VALIDATION: 'false',
    CDK_DEBUG: '1',
  });
  return (made.status === 0 || mayFail) && existsSync(path.join(out, 'manifest.json'))
    ? undefined
    : (made.stderr.split('\n').find((line) => /Error/.test(line)) ?? 'it wrote nothing');
}

let failed = 0;
const rows = new Map();
const count = (finding, target, what, app) => {
  const key = [finding.ruleId, target, finding.fix?.safety ?? '–'].join(' | ');
  const row = rows.get(key) ?? { fixed: 0, left: 0, apps: new Set() };
  row[what] += 1;
  if (what === 'fixed') row.apps.add(app);
  rows.set(key, row);
};
const fail = (name, target, what, lines) => {
  failed += 1;
  console.log(`FAIL ${name} (${target}): ${what}\n${lines.map((line) => `    ${line}`).join('\n')}`);
};
const told = ({ ruleId, message }) => `${ruleId}: ${message.slice(0, 200)}`;

/** @param relint makes the assembly that shows what was changed */
function prove(name, target, app, before, relint) {
  const was = stateOf(app);
  const fixedRun = lint(app, '--fix', '--unsafe-fixes', ...(target === 'template' ? ['--fix-target', 'template'] : []));
  const left = new Set(fixedRun.findings.map(identity));
  const fixed = before.filter((finding) => finding.fix?.targets.length > 0 && !left.has(identity(finding)));
  const changed = stateOf(app) !== was;
  for (const finding of before.filter(({ fix }) => fix?.targets.length > 0))
    count(finding, target, fixed.includes(finding) ? 'fixed' : 'left', name);
  const reasons = fixedRun.stderr.split('\n').filter((line) => /^ {2}[-✖] /.test(line));
  console.log(
    `${name} (${target}): ${fixed.length} fixed${changed ? '' : ', nothing written'}${reasons.map((line) => `\n   ${line}`).join('')}`,
  );
  if (!changed) return undefined;
  const trouble = relint(app);
  if (trouble !== undefined) return fail(name, target, 'is not synthesized after the fix', [trouble]);
  const after = lint(app);
  const known = new Set(before.map(identity));
  const still = after.findings.filter((finding) => fixed.some((one) => identity(one) === identity(finding)));
  if (still.length > 0) fail(name, target, 'still found', still.map(told));
  const fresh = after.findings.filter((finding) => heavy(finding) && !known.has(identity(finding)));
  if (fresh.length > 0) fail(name, target, 'new', fresh.map(told));
  const then = stateOf(app);
  lint(app, '--fix', '--unsafe-fixes', ...(target === 'template' ? ['--fix-target', 'template'] : []));
  if (stateOf(app) !== then) fail(name, target, 'a second run changes something', []);
  return app;
}

const patched = [];
for (const name of names) {
  const inTemplate = copyOf(name, 'template');
  const { findings } = lint(inTemplate);
  if (!findings.some(({ fix }) => fix?.targets.length > 0)) continue;
  prove(name, 'template', inTemplate, findings, () => undefined);
  if (!configOf(path.join(apps, name))) continue;
  const inSource = copyOf(name, 'source');
  const fails = synthesize(inSource, false) !== undefined;
  const trouble = fails ? synthesize(inSource, true) : undefined;
  if (trouble !== undefined) {
    console.log(`${name} (source): not synthesized here as it is: ${trouble}`);
    continue;
  }
  const app = prove(name, 'source', inSource, lint(inSource).findings, (patchedApp) => synthesize(patchedApp, fails));
  if (app) patched.push(app);
}

/** The errors of the compiler by the file they are in. All at once: reading the types of aws-cdk-lib takes most of the time. */
function typeErrors(folder) {
  const files = patched.flatMap((app) => {
    const own = path.join(trial, folder, path.basename(app));
    return readdirSync(own)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.join(own, file));
  });
  const compilerOptions = {
    target: 'ES2022',
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    moduleDetection: 'force',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  };
  writeFileSync(path.join(trial, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  writeFileSync(path.join(trial, 'package.json'), '{}');
  const { stdout, status } = run(bin('tsc'), ['-p', trial], trial);
  const errors = new Map();
  for (const line of stdout.split('\n').filter((one) => /error TS/.test(one))) {
    const file = line.slice(folder.length + 1, line.indexOf('('));
    errors.set(file, [...(errors.get(file) ?? []), line]);
  }
  if (status !== 0 && errors.size === 0) fail('all', folder, 'the compiler failed', [stdout]);
  return { count: files.length, errors };
}
if (patched.length > 0) {
  const { count: checked, errors } = typeErrors('source');
  for (const app of patched) copyOf(path.basename(app), 'original');
  const before = errors.size > 0 ? typeErrors('original').errors : new Map();
  for (const [file, lines] of errors)
    if (before.has(file)) console.log(`${file} does not type-check before it is patched either`);
    else fail(file, 'source', 'the patched source does not type-check', lines);
  console.log(`${checked - errors.size} of ${checked} patched sources of ${patched.length} apps type-check`);
}
console.log('\nrule | target | safety | findings fixed | left | apps');
for (const [key, { fixed, left, apps: of }] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${key} | ${fixed} | ${left} | ${of.size}`);
process.exit(failed > 0 ? 1 : 0);
