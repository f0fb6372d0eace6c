// Proves that the working tree prints byte for byte what a commit prints: npm run same -- BASE [FOLDER…]
// Runs both command lines over every assembly and template under the folders (without one: fixtures/assemblies), all reports and formats, access, graph and what
// fixes would change. What BASE prints is kept in a temporary folder, so that a second comparison costs only the runs of the working tree.
// Exit 1 where something differs or a run ends without an answer, 2 where nothing could be compared.
import { execFileSync, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { inputsUnder, inTurns, isAssembly } from './inputs.mjs';

const AT_ONCE = 2,
  LIMIT_MS = 120_000,
  NO_ANSWER = 'no answer',
  SHOWN = 10,
  WIDTH = 160;

/** What is run on every input. A run without `formats` prints one report, to standard output; with them, each further format goes to a file of its own. */
const RUNS = {
  lint: { args: ['--format', 'text'], formats: ['json', 'sarif'] },
  'lint strict': {
    args: [
      '--preset',
      'strict',
      '--pedantic',
      '--verbose',
      '--color',
      '--sarif-suppressed',
      'include',
      '--with-validation-report',
      '--format',
      'text',
    ],
    formats: ['json', 'sarif', 'github', 'gitlab', 'junit', 'markdown', 'agent'],
  },
  ...Object.fromEntries(['text', 'json', 'markdown'].map((format) => [`access ${format}`, { args: ['access', '--format', format] }])),
  ...Object.fromEntries(['text', 'mermaid', 'dot', 'json'].map((format) => [`graph ${format}`, { args: ['graph', '--format', format] }])),
  'fixes, template': { args: ['--fix-dry-run', '--unsafe-fixes', '--preset', 'strict', '--fix-target', 'template', '--verbose'] },
};
/** What is run on an assembly besides: a template by itself has no source that could be fixed. */
const RUNS_WITH_SOURCE = {
  ...RUNS,
  'fixes, safe': { args: ['--fix-dry-run'] },
  'fixes, all': { args: ['--fix-dry-run', '--unsafe-fixes', '--preset', 'strict'] },
};

const top = path.resolve(import.meta.dirname, '..');
const [base, ...named] = process.argv.slice(2);
if (!base) give('usage: npm run same -- BASE [FOLDER…]');
const folders = named.length > 0 ? named.map((folder) => path.resolve(folder)) : [path.join(top, 'fixtures/assemblies')];
for (const folder of folders) if (!existsSync(folder)) give(`there is no ${folder}`);
const commit = commitOf(base);
const store = path.join(realpathSync(tmpdir()), 'kms-lint-same', commit);
const temp = mkdtempSync(path.join(realpathSync(tmpdir()), 'kms-lint-same-'));
process.on('exit', () => rmSync(temp, { recursive: true, force: true }));

const began = performance.now();
const inputs = folders.flatMap((folder) => inputsUnder(folder, (dir) => isAssembly(dir) || path.basename(dir) === 'cdk.out'));
if (inputs.length === 0) give(`there is no assembly and no template under ${folders.join(', ')}`);
const expected = await outputsOfBase(),
  { actual, seconds } = await outputsOfTree();
process.exitCode = report();

function isFolder(file) {
  return statSync(file).isDirectory();
}

/** Ends where nothing can be compared. */
function give(message) {
  console.error(message);
  process.exit(2);
}

function commitOf(name) {
  try {
    return execFileSync('git', ['rev-parse', '--verify', '--quiet', `${name}^{commit}`], { cwd: top, encoding: 'utf8' }).trim();
  } catch {
    return give(`git knows no commit ${name}`);
  }
}

/** What the commit prints, from the store where it has been run on the same files before. */
async function outputsOfBase() {
  const fileOf = (folder) => path.join(store, `${stateOf(folder)}.json.gz`);
  const missing = folders.filter((folder) => !existsSync(fileOf(folder)));
  if (missing.length > 0) {
    const tree = builtBase();
    for (const folder of missing) {
      const own = inputs.filter((input) => input === folder || input.startsWith(folder + path.sep));
      const outputs = await outputsOf(tree, own);
      save(fileOf(folder), gzipSync(JSON.stringify(outputs), { level: 1 }));
    }
  }
  return Object.assign({}, ...folders.map((folder) => JSON.parse(gunzipSync(readFileSync(fileOf(folder))).toString('utf8'))));
}

/** A name for all that the outputs depend on beside the commit: the files under the folder, what is run, and the version of Node. */
function stateOf(folder) {
  const hash = createHash('sha256').update(
    JSON.stringify([process.version, folder, RUNS_WITH_SOURCE, readFileSync(path.join(import.meta.dirname, 'same-worker.mjs'), 'utf8')]),
  );
  const add = (dir) => {
    for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(dir, entry.name);
      if (entry.isDirectory()) add(file);
      else if (existsSync(file)) hash.update(`${file} ${statSync(file).size} ${statSync(file).mtimeMs}\n`);
    }
  };
  add(isFolder(folder) ? folder : path.dirname(folder));
  return hash.digest('hex').slice(0, 16);
}

/** The commit, built. Two comparisons at once may both build it: the first that is ready is kept. */
function builtBase() {
  const tree = path.join(store, 'tree');
  // The modules are linked from the working tree that built it, which may be gone.
  if (existsSync(path.join(tree, 'node_modules'))) return tree;
  rmSync(tree, { recursive: true, force: true });
  console.error(`building ${commit.slice(0, 12)}`);
  const fresh = path.join(temp, 'base');
  mkdirSync(fresh);
  const archive = execFileSync('git', ['archive', commit], { cwd: top, maxBuffer: 1 << 30 });
  execFileSync('tar', ['-xf', '-'], { cwd: fresh, input: archive });
  const lock = (dir) => readFileSync(path.join(dir, 'package-lock.json'), 'utf8');
  if (lock(fresh) === lock(top)) {
    symlinkSync(realpathSync(path.join(top, 'node_modules')), path.join(fresh, 'node_modules'));
    build(fresh);
  } else execFileSync('npm', ['ci', '--silent'], { cwd: fresh, stdio: ['ignore', 2, 2] });
  mkdirSync(store, { recursive: true });
  try {
    renameSync(fresh, tree);
  } catch (error) {
    if (!existsSync(tree)) throw error;
  }
  return tree;
}

function build(dir) {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: dir, stdio: ['ignore', 2, 2] });
}

/** What the working tree prints: of a copy, so that work in it can go on. */
async function outputsOfTree() {
  execFileSync(process.execPath, [path.join(import.meta.dirname, 'fresh.mjs')], { stdio: ['ignore', 2, 2] });
  const tree = path.join(temp, 'tree');
  for (const part of ['bin', 'dist', 'package.json']) cpSync(path.join(top, part), path.join(tree, part), { recursive: true });
  symlinkSync(realpathSync(path.join(top, 'node_modules')), path.join(tree, 'node_modules'));
  const from = performance.now();
  return { actual: await outputsOf(tree, inputs), seconds: (performance.now() - from) / 1000 };
}

/** The outputs of one tree: of each input, the text of each output by its name. */
async function outputsOf(tree, list) {
  const workers = [];
  const results = await inTurns(AT_ONCE, list, async (input, turn) => {
    workers[turn] ??= startWorker(tree);
    const outputs = await ask(workers[turn], {
      cwd: path.dirname(input),
      input: path.basename(input),
      runs: isFolder(input) ? RUNS_WITH_SOURCE : RUNS,
    });
    if (!workers[turn].connected) workers[turn] = undefined;
    return [input, outputs];
  });
  for (const worker of workers) worker?.disconnect();
  return Object.fromEntries(results);
}

function startWorker(tree) {
  const { PATH, HOME } = process.env;
  return fork(path.join(import.meta.dirname, 'same-worker.mjs'), [tree, mkdtempSync(path.join(temp, 'worker-'))], {
    // Nothing of this machine and no CI system; the certificates that some machines name in NODE_EXTRA_CA_CERTS would only cost time.
    env: { PATH, HOME, COLUMNS: '120' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** One input. A worker that dies, or does not come back, has given no answer. */
function ask(worker, job) {
  return new Promise((resolve) => {
    const slow = setTimeout(() => worker.kill('SIGKILL'), LIMIT_MS);
    const end = (outputs) => {
      clearTimeout(slow);
      worker.removeAllListeners();
      resolve(outputs);
    };
    worker.once('message', end);
    worker.once('exit', (code, signal) => end({ [NO_ANSWER]: signal ?? `exit ${code}` }));
    worker.send(job);
  });
}

function save(file, bytes) {
  const fresh = path.join(temp, path.basename(file));
  writeFileSync(fresh, bytes);
  renameSync(fresh, file);
}

/** Prints what was compared. @returns the exit code */
function report() {
  const rows = new Map(),
    differences = [];
  for (const input of inputs)
    for (const name of new Set([...Object.keys(expected[input]), ...Object.keys(actual[input])])) {
      const [before, after] = [expected[input][name], actual[input][name]];
      const row = rows.get(name) ?? { compared: 0, bytes: 0, differing: 0 };
      rows.set(name, row);
      row.compared++;
      row.bytes += after?.length ?? 0;
      if (before === after && name !== NO_ANSWER) continue;
      row.differing++;
      differences.push({ input, name, before, after });
    }
  console.log(`${'output'.padEnd(28)}${'compared'.padStart(10)}${'kB'.padStart(10)}${'differing'.padStart(11)}`);
  for (const [name, { compared, bytes, differing }] of rows)
    console.log(
      `${name.padEnd(28)}${String(compared).padStart(10)}${(bytes / 1000).toFixed(0).padStart(10)}${String(differing).padStart(11)}`,
    );
  const kinds = new Map();
  for (const { input, name, before, after } of differences) {
    const text = `${name}, ${firstDifference(before, after)}`;
    kinds.set(text, [...(kinds.get(text) ?? []), input]);
  }
  for (const [text, [input, ...alike]] of [...kinds].slice(0, SHOWN))
    console.log(`\n${input}${alike.length > 0 ? ` and ${alike.length} more` : ''}\n${text}`);
  if (kinds.size > SHOWN) console.log(`\n… and ${kinds.size - SHOWN} more differences`);
  const all = [...rows.values()].reduce((sum, { compared }) => sum + compared, 0);
  const assemblies = inputs.filter(isFolder).length;
  console.log(
    `\n${inputs.length} inputs (${assemblies} assemblies, ${inputs.length - assemblies} templates), ${all} outputs compared with ${commit.slice(0, 12)}: ${differences.length} differ` +
      ` (${((performance.now() - began) / 1000).toFixed(0)} s, ${seconds.toFixed(0)} s of it the runs of the working tree)`,
  );
  return differences.length > 0 ? 1 : 0;
}

/** The first line that is not the same, from a little before the place where it differs. */
function firstDifference(before = 'nothing', after = 'nothing') {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let line = 0;
  while (old[line] === now[line] && line < old.length) line++;
  const [was = '(no line)', is = '(no line)'] = [old[line], now[line]];
  let column = 0;
  while (was[column] === is[column] && column < was.length) column++;
  const cut = (text) => JSON.stringify(text.slice(Math.max(0, column - 40), Math.max(0, column - 40) + WIDTH));
  return `line ${line + 1}, column ${column + 1}\n  - ${cut(was)}\n  + ${cut(is)}`;
}
