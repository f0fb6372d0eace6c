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

function synthesize(app) {
  const cdk = JSON.parse(readFileSync(path.join(app, 'cdk.json'), 'utf8'));
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
  return made.status === 0 && existsSync(path.join(out, 'manifest.json'))
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
  if (!existsSync(path.join(apps, name, 'cdk.json'))) continue;
  const inSource = copyOf(name, 'source');
  const trouble = synthesize(inSource);
  if (trouble !== undefined) {
    console.log(`${name} (source): not synthesized here as it is: ${trouble}`);
    continue;
  }
  const app = prove(name, 'source', inSource, lint(inSource).findings, synthesize);
  if (app) patched.push(app);
}

// All at once: reading the types of aws-cdk-lib takes most of the time.
const files = patched.flatMap((app) =>
  readdirSync(app)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(app, file)),
);
if (files.length > 0) {
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
  const checked = run(bin('tsc'), ['-p', trial], trial);
  if (checked.status !== 0) fail('all', 'source', 'the patched sources do not type-check', checked.stdout.split('\n').slice(0, 20));
  else console.log(`${files.length} patched sources of ${patched.length} apps type-check`);
}
console.log('\nrule | target | safety | findings fixed | left | apps');
for (const [key, { fixed, left, apps: of }] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${key} | ${fixed} | ${left} | ${of.size}`);
process.exit(failed > 0 ? 1 : 0);
