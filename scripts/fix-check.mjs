// Fixes the source of whole apps and proves what came of it: node scripts/fix-check.mjs [FOLDER ...] [--only PATTERN] [-v] (default: fixtures/fix-apps)
// Each folder holds apps: a folder with expect.json, or a file NAME.ts that begins with a comment of JSON. An app is synthesized in each of its contexts as the CDK CLI does it,
// fixed in the first one, and synthesized again: only what may change has changed, in every context; what must be gone is gone; what was called fixed is not found again;
// a second run changes nothing. The fields: contexts, env, flags, edit, mayChange, mustGo, mustStay, exit (see fixtures/README.md). At the end: fixed, left, wrong.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const top = path.resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);
const verbose = args.includes('-v') || process.env.V !== undefined;
if (args.includes('-v')) args.splice(args.indexOf('-v'), 1);
const at = args.indexOf('--only');
const only = new RegExp(at < 0 ? '' : args.splice(at, 2)[1]);
const folders = args.length > 0 ? args : [path.join(top, 'fixtures/fix-apps')];
const modules = process.env.FIX_MODULES ?? path.join(top, 'node_modules');
const cli = path.join(top, 'bin/kms-lint.js');
const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-check-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** The apps of a folder: what is expected of each, and how it is laid out in an empty folder. */
function appsIn(folder) {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    const inFolder = path.join(file, 'expect.json');
    if (existsSync(inFolder)) {
      const lay = (dir) => cpSync(file, dir, { recursive: true, filter: (each) => !/[\\/](README|expect\.json)$/.test(each) });
      return [{ name, expect: JSON.parse(readFileSync(inFolder, 'utf8')), lay }];
    }
    const text = /\.(m?ts|js|mjs)$/.test(name) ? readFileSync(file, 'utf8') : '';
    const [head, json] = /^\/\*(\{.*?\})\*\/\r?\n/s.exec(text) ?? [];
    if (json === undefined) return [];
    const extension = path.extname(name);
    const lay = (dir) => {
      const [main, ...others] = text.slice(head.length).split(/^\/\/\/\/ (\S+)\r?\n/m);
      writeFileSync(path.join(dir, `app${extension}`), main);
      for (let i = 0; i < others.length; i += 2) {
        mkdirSync(path.dirname(path.join(dir, others[i])), { recursive: true });
        writeFileSync(path.join(dir, others[i]), others[i + 1]);
      }
      const command = extension === '.js' || extension === '.mjs' ? `node app${extension}` : `npx tsx app${extension}`;
      if (!existsSync(path.join(dir, 'cdk.json'))) writeFileSync(path.join(dir, 'cdk.json'), `{ "app": "${command}" }\n`);
    };
    return [{ name: path.basename(name, extension), expect: JSON.parse(json), lay }];
  });
}

function synthesize(dir, out, context, env = {}) {
  const cdk = JSON.parse(readFileSync(path.join(dir, 'cdk.json'), 'utf8'));
  const given = Object.fromEntries(Object.entries(context).filter(([key]) => !key.startsWith('$')));
  const variables = Object.fromEntries(
    Object.entries(context).flatMap(([key, value]) => (key.startsWith('$') ? [[key.slice(1), value]] : [])),
  );
  rmSync(path.join(dir, out), { recursive: true, force: true });
  for (const command of [cdk.build, cdk.app].filter((each) => each)) {
    const { status, stderr } = spawnSync(command.replace(/^npx +/, ''), {
      shell: true,
      cwd: dir,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...env,
        ...variables,
        CDK_VALIDATION: 'false',
        PATH: `${path.join(dir, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`,
        CDK_OUTDIR: path.join(dir, out),
        CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:enable-path-metadata': true, ...cdk.context, ...given }),
      },
    });
    if (status !== 0) return stderr.split('\n').find((line) => /Error/.test(line)) ?? `exit ${status}`;
  }
  return undefined;
}

const filesIn = (dir) =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !/(^|[\\/])(node_modules|\.git|cdk\.out[^\\/]*)([\\/]|$)/.test(name) && lstatSync(path.join(dir, name)).isFile(),
  );
const textsIn = (dir) => new Map(filesIn(dir).map((name) => [name, readFileSync(path.join(dir, name), 'utf8')]));
const templatesIn = (dir) =>
  Object.fromEntries(
    readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.template.json'))
      .map((name) => [path.basename(name, '.template.json'), JSON.parse(readFileSync(path.join(dir, name), 'utf8'))]),
  );

/** The places where two values differ, each as the list of its steps. */
function differences(one, other, steps = []) {
  if (isDeepStrictEqual(one, other)) return [];
  const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (steps.at(-1) === 'Properties' && steps.length === 4) return differ(one ?? {}, other ?? {}, steps);
  return isObject(one) && isObject(other) ? differ(one, other, steps) : [steps];
}
const differ = (one, other, steps) =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) => differences(one[key], other[key], [...steps, key]));

function lint(dir, ...given) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [cli, '--no-ci', '--format', 'json', ...given], {
    cwd: dir,
    encoding: 'utf8',
  });
  try {
    return { findings: JSON.parse(stdout).findings, stderr, status };
  } catch {
    return { findings: [], stderr: stderr || stdout, status };
  }
}
const idOf = ({ ruleId, stack, logicalId }) => `${ruleId} on ${stack}/${logicalId}`;

function check({ name, expect, lay }) {
  const {
    contexts = [{}],
    flags = ['--fix', '--unsafe-fixes'],
    mayChange = {},
    mustGo = [],
    mustStay = [],
    edit = [],
    env,
    exit = null,
  } = expect;
  const dir = path.join(scratch, name);
  mkdirSync(dir);
  lay(dir);
  spawnSync('chmod', ['-R', 'u+w', dir]);
  symlinkSync(modules, path.join(dir, 'node_modules'));
  writeFileSync(path.join(dir, '.gitignore'), 'node_modules\ncdk.out*\n');
  const git = (...words) =>
    spawnSync('git', ['-c', 'user.name=check', '-c', 'user.email=check@example.com', '-c', 'core.autocrlf=false', ...words], {
      cwd: dir,
      encoding: 'utf8',
    }).stdout;
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'app');
  const trouble = synthesize(dir, 'cdk.out', contexts[0], env);
  if (trouble !== undefined) return { wrong: [`the app is not synthesized: ${trouble}`] };
  for (const { file, take, give } of edit)
    writeFileSync(
      path.join(dir, file),
      readFileSync(path.join(dir, file), 'utf8').replace(take, () => give),
    );
  const all = (from = 0) => contexts.map((context, i) => (i < from ? undefined : synthesize(dir, `cdk.out.${i}`, context, env)));
  // What was synthesized before an edit is not what the edited source gives.
  if (edit.length === 0) cpSync(path.join(dir, 'cdk.out'), path.join(dir, 'cdk.out.0'), { recursive: true });
  const failed = all(edit.length === 0 ? 1 : 0);
  const before = contexts.map((_, i) => (failed[i] === undefined ? templatesIn(path.join(dir, `cdk.out.${i}`)) : undefined));
  const texts = textsIn(dir);
  const first = lint(dir, ...flags, 'cdk.out');
  const changed = !isDeepStrictEqual(texts, textsIn(dir));
  const wrong = [];
  if (first.status !== 0 && first.status !== 1) wrong.push(`exit ${first.status}: ${first.stderr.split('\n')[0]}`);
  if (exit !== null && first.status !== exit) wrong.push(`exit ${first.status} instead of ${exit}`);
  const once = textsIn(dir);
  lint(dir, ...flags, 'cdk.out');
  if (!isDeepStrictEqual(once, textsIn(dir))) wrong.push('a second run changes something');
  const after = changed ? all() : failed;
  for (const [i] of contexts.entries()) {
    if (!before[i]) continue;
    if (after[i] !== undefined) {
      wrong.push(`context ${i}: not synthesized: ${after[i]}`);
      continue;
    }
    const may = Array.isArray(mayChange) ? (mayChange[i] ?? {}) : mayChange;
    for (const steps of differences(before[i], templatesIn(path.join(dir, `cdk.out.${i}`)))) {
      const [stack, section, id, , ...rest] = steps;
      const [, allowed = []] = Object.entries(may).find(([start]) => `${stack}/${id}`.startsWith(start)) ?? [];
      const place = steps.slice(3).join('.');
      if (section !== 'Resources' || !allowed.some((one) => rest.join('.').startsWith(one) || place.startsWith(one)))
        wrong.push(`context ${i}: changes ${steps.join('.')}`);
    }
  }
  const again = lint(dir, 'cdk.out.0');
  const told = new Set(first.findings.map(idOf));
  for (const finding of again.findings.filter((one) => !told.has(idOf(one)))) wrong.push(`says that it fixed ${idOf(finding)}`);
  const rules = new Set(again.findings.map(({ ruleId }) => ruleId));
  for (const rule of mustGo.filter((one) => rules.has(one))) wrong.push(`${rule} is still there`);
  for (const rule of mustStay.filter((one) => !rules.has(one))) wrong.push(`${rule} is gone`);
  if (verbose) console.log(git('diff') + first.stderr);
  rmSync(dir, { recursive: true, force: true });
  return { wrong, changed, left: [...first.stderr.matchAll(/^ {2}[-✖] (.*(?:\n {6}.*)*)/gm)].map(([, line]) => line.replace(/\s+/g, ' ')) };
}

const counts = { fixed: 0, left: 0, wrong: 0 };
for (const folder of folders)
  for (const app of appsIn(path.resolve(folder)).filter(({ name }) => only.test(name))) {
    const { wrong, changed, left = [] } = check(app);
    counts[wrong.length > 0 ? 'wrong' : changed ? 'fixed' : 'left'] += 1;
    console.log(
      `${app.name}: ${wrong.length > 0 ? 'WRONG' : changed ? 'fixed' : 'left'}${[...wrong, ...left.map((line) => `left: ${line}`)].map((line) => `\n    ${line}`).join('')}`,
    );
  }
console.log(`${counts.fixed} fixed, ${counts.left} left, ${counts.wrong} wrong`);
process.exit(counts.wrong > 0 ? 1 : 0);
