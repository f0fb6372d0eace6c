// Counts how often the lint of an app calls some functions, such as those that read a policy document: npm run counts [-- ASSEMBLY…]
// Without an assembly it takes the demo app and a made one of 200 stacks. The product does not count for itself: a hook puts the counters into the built modules as they are loaded.
// "proposed" are those of the documents that no template holds: a fix is proved on them before it is offered (`policy.with`).
// "keys × scenarios" is how often a policy document has to be read at most, where each is read once for each key and each way in which conditions are decided.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generate } from '../bench/generate.mjs';

/** What is counted: exported functions, by the module in dist/src that defines them. */
const COUNTED = {
  'policy/document.js': ['readStatements'],
  'policy/statement.js': ['readStatement'],
};

const top = path.resolve(import.meta.dirname, '..');
for (const module of Object.keys(COUNTED))
  if (!existsSync(path.join(top, 'dist/src', module))) give(`there is no dist/src/${module}: change the list in scripts/counts.mjs`);
const counts = (globalThis.counts = {});
register('./counts-hook.mjs', import.meta.url, { data: COUNTED });
const { examine } = await import('../dist/src/lint/lint.js');
const { nodeFiles } = await import('../dist/src/files/node.js');
const { rules } = await import('../dist/rules/index.js');

const given = process.argv.slice(2);
for (const dir of given) if (!existsSync(dir)) give(`there is no ${dir}`);
const made = mkdtempSync(path.join(tmpdir(), 'kms-lint-counts-'));
process.on('exit', () => rmSync(made, { recursive: true, force: true }));
if (given.length === 0) generate(made, { stacks: 200, keys: 6, others: 190 });
const names = Object.values(COUNTED).flat();
const apps =
  given.length > 0
    ? given.map((dir) => [dir, dir])
    : [
        ['demo', path.join(top, 'fixtures/assemblies/demo/cdk.out')],
        ['200 stacks', made],
      ];
const width = Math.max(...apps.map(([name]) => name.length)) + 2;
const runs = [['recommended'], ['recommended', 'strict']];

console.log(
  `${'app'.padEnd(width)}${'presets'.padEnd(22)}${'keys'.padStart(7)}${'× scenarios'.padStart(13)}${names.map((name) => name.padStart(18)).join('')}${'of these proposed'.padStart(20)}`,
);
for (const [name, dir] of apps)
  for (const presets of runs) {
    for (const counted of names) counts[counted] = [];
    const { loaded } = examine({
      files: nodeFiles,
      paths: [path.resolve(dir)],
      root: top,
      rules,
      config: { presets },
      today: '2026-01-01',
      tool: { name: 'kms-lint', version: '0' },
    });
    const { keys } = loaded.program;
    const cells = [new Set(keys.map(({ id }) => id)).size, keys.length].map((count, i) => String(count).padStart(i === 0 ? 7 : 13));
    const written = new Set(keys.map(({ policy }) => content(policy.document)));
    const proposed = counts.readStatements.filter(({ document }) => !written.has(content(document))).length;
    console.log(
      `${name.padEnd(width)}${presets.join(' ').padEnd(22)}${cells.join('')}${names.map((counted) => String(counts[counted].length).padStart(18)).join('')}${String(proposed).padStart(20)}`,
    );
  }

/** What a document says, wherever it stands. */
function content(document) {
  return JSON.stringify(document, (name, value) => (name === 'at' ? undefined : value));
}

/** Ends where nothing can be counted. */
function give(message) {
  console.error(message);
  process.exit(2);
}
