// Measures a lint against its floor: npm run bench [-- FOLDER]
// Whole-process CPU (user and system), the two commands in turn, medians of the rounds; the floor reads the same templates and JSON.parses them.
// Without a FOLDER (an assembly) it measures made ones of three sizes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generate } from './generate.mjs';

const ROUNDS = 7;
const SIZES = {
  small: { stacks: 2, keys: 2, others: 15 },
  medium: { stacks: 20, keys: 6, others: 100 },
  large: { stacks: 200, keys: 6, others: 190 },
};
const cli = path.resolve(import.meta.dirname, '../bin/kms-lint.js');
const FLOOR = `const fs = require('node:fs'), dir = process.argv[1];
for (const file of fs.readdirSync(dir)) if (file.endsWith('.template.json')) JSON.parse(fs.readFileSync(dir + '/' + file, 'utf8'));`;
// A certificate file that is loaded at start-up costs Node 20 more than a small lint does.
const env = { ...process.env };
delete env.NODE_EXTRA_CA_CERTS;

/** CPU of one process in milliseconds: what its own resourceUsage says at its end. */
function cpu(args) {
  const report = `process.on('exit', () => { const { userCPUTime, systemCPUTime } = process.resourceUsage(); require('node:fs').writeSync(2, '\\n' + (userCPUTime + systemCPUTime)); });`;
  const { stderr, status } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(`import { createRequire } from 'node:module'; const require = createRequire('file:///');${report}`)}`,
      ...args,
    ],
    { env, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status === null || status > 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return Number(stderr.trim().split('\n').at(-1)) / 1000;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

function measure(name, folder) {
  const bytes = readdirSync(folder)
    .filter((file) => file.endsWith('.template.json'))
    .reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
  const times = { start: [], floor: [], lint: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.start.push(cpu(['-e', '0']));
    times.floor.push(cpu(['-e', FLOOR, folder]));
    times.lint.push(cpu([cli, '--format', 'sarif', '--fail-on', 'never', folder]));
  }
  const [start, floor, lint] = [median(times.start), median(times.floor), median(times.lint)];
  console.log(
    `${name.padEnd(8)} ${(bytes / 1e6).toFixed(2).padStart(7)} MB   node ${start.toFixed(0).padStart(5)} ms   JSON.parse ${floor.toFixed(0).padStart(5)} ms   kms-lint ${lint.toFixed(0).padStart(5)} ms   kms-lint / JSON.parse ${(lint / floor).toFixed(2)}`,
  );
}

const [given] = process.argv.slice(2);
if (given) measure(path.basename(given), given);
else {
  const folder = mkdtempSync(path.join(tmpdir(), 'kms-lint-bench-'));
  for (const [name, size] of Object.entries(SIZES)) {
    generate(path.join(folder, name), size);
    measure(name, path.join(folder, name));
  }
  rmSync(folder, { recursive: true });
}
