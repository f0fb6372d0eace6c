// Measures a lint beside its floors and its peers: npm run bench [-- --quick | -- FOLDER]
// Whole-process CPU (user and system) of a lint that writes SARIF with all rules; ratios within one run, medians of the rounds and their spread.
// The floors: Node that does nothing, and Node that reads the same templates and parses them. Writes bench/RESULTS.md, but not with --quick
// (small and medium apps, five rounds, no peers) or for a FOLDER (an assembly).
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { generate } from './generate.mjs';
import { inTurn, median, node, ratio } from './measure.mjs';
import { peers } from './peers.mjs';

const SIZES = {
  small: { stacks: 2, keys: 2, others: 15 },
  medium: { stacks: 20, keys: 6, others: 100 },
  large: { stacks: 200, keys: 6, others: 190 },
};
const top = path.resolve(import.meta.dirname, '..');
const cli = path.join(top, 'bin/kms-lint.js');
const FLOOR = `const fs = require('node:fs'), dir = process.argv[1];
for (const file of fs.readdirSync(dir)) if (file.endsWith('.template.json')) JSON.parse(fs.readFileSync(dir + '/' + file, 'utf8'));`;

/** What is made is kept for the next time, as long as it would be made the same way. */
const made = path.join(
  tmpdir(),
  `kms-lint-bench-${createHash('sha256')
    .update(readFileSync(path.join(import.meta.dirname, 'generate.mjs')))
    .digest('hex')
    .slice(0, 12)}`,
);
function assembly(name, size) {
  const folder = path.join(made, name);
  if (!existsSync(path.join(folder, 'manifest.json'))) {
    rmSync(folder, { recursive: true, force: true });
    generate(folder, size);
  }
  return folder;
}

const lint = (folder, ...more) => node(cli, '--format', 'sarif', '--fail-on', 'never', ...more, folder);
const parse = (folder) => node('-e', FLOOR, folder);
const NOTHING = { name: 'node', command: node('-e', '0') };
const megabytes = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.template.json'))
    .reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0) / 1e6;
const middle = (figures, what) => median(figures.map((figure) => figure[what])).toFixed(0);
const table = (heads, rows) => [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** One row for each folder: its size, the times, and the ratios to both floors. */
function floors(folders, rounds) {
  const rows = folders.map((folder) => {
    const figures = inTurn([NOTHING, { name: 'parse', command: parse(folder) }, { name: 'lint', command: lint(folder) }], rounds);
    const [start, floor, ours] = ['node', 'parse', 'lint'].map((name) => figures.get(name));
    return [
      path.basename(folder),
      `${megabytes(folder).toFixed(1)} MB`,
      `${middle(start, 'cpu')} ms`,
      `${middle(floor, 'cpu')} ms`,
      `${middle(ours, 'cpu')} ms`,
      ratio(ours, floor),
      ratio(ours, start),
      `${middle(ours, 'memory')} MiB`,
      ratio(ours, start, 'memory'),
    ];
  });
  const heads = ['app', 'templates', 'Node', 'JSON.parse', 'kms-lint', '÷ JSON.parse', '÷ Node', 'memory', '÷ Node'];
  return table(heads, rows);
}

/** CPU and memory as the number of stacks doubles. */
function growth(rounds) {
  const counts = [100, 200, 400, 800];
  const figures = inTurn(
    counts.map((stacks) => ({
      name: stacks,
      command: lint(assembly(`${stacks}-stacks`, { stacks, keys: 6, others: 40 })),
    })),
    rounds,
  );
  const rows = counts.map((stacks, i) => {
    const before = figures.get(counts[i - 1]),
      now = figures.get(stacks);
    const more =
      before && (median(now.map(({ memory }) => memory)) - median(before.map(({ memory }) => memory))) / (stacks - counts[i - 1]);
    return [
      stacks,
      `${middle(now, 'cpu')} ms`,
      before ? ratio(now, before) : '',
      `${middle(now, 'memory')} MiB`,
      before ? `${more.toFixed(2)} MiB` : '',
    ];
  });
  return table(['stacks', 'CPU', '÷ half as many', 'memory', 'more for each stack'], rows);
}

/** How many times our CPU each peer takes. */
function besidePeers(folder, rounds) {
  const others = peers(path.join(made, 'peers'))(folder).map((one) => ({ ...one, rounds: 3 }));
  const figures = inTurn([{ name: 'kms-lint', command: lint(folder) }, ...others], rounds);
  const ours = figures.get('kms-lint');
  return [...figures].map(([name, own]) => [
    name,
    path.basename(folder),
    `${middle(own, 'cpu')} ms`,
    name === 'kms-lint' ? '' : ratio(own, ours),
  ]);
}

const args = process.argv.slice(2),
  quick = args.includes('--quick'),
  [given] = args.filter((arg) => !arg.startsWith('--'));
if (given !== undefined || quick) {
  const folders = given === undefined ? ['small', 'medium'].map((name) => assembly(name, SIZES[name])) : [path.resolve(given)];
  console.log(floors(folders, 5));
} else {
  const folders = Object.entries(SIZES).map(([name, size]) => assembly(name, size)),
    large = folders.at(-1);
  const fixing = inTurn(
    [
      { name: 'lint', command: lint(large) },
      { name: 'fix', command: lint(large, '--fix-dry-run', '--fix-target', 'template') },
    ],
    5,
  );
  const { version } = JSON.parse(readFileSync(path.join(top, 'package.json'), 'utf8'));
  const text = `# What a lint costs

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: kms-lint ${version}, Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB.
Whole-process CPU, user and system, of a lint with all rules that writes SARIF. The ratios are those of single rounds of one run: median (least to most).

## Beside Node, and beside reading the templates

${floors(folders, 11)}

## As an app grows

${growth(5)}

\`--fix-dry-run\` in the templates of the large app takes ${ratio(fixing.get('fix'), fixing.get('lint'))} times the CPU of the lint.

## Beside other tools

${table(['tool', 'app', 'CPU', '÷ kms-lint'], [...besidePeers(folders[1], 5), ...besidePeers(large, 3)])}

The others do less: they look at one template at a time, and at no key policy as a whole.
`;
  writeFileSync(path.join(import.meta.dirname, 'RESULTS.md'), text);
  console.log(text);
}
