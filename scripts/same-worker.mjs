// Runs the command line of one tree again and again in this process, as scripts/same.mjs asks: bin/kms-lint.js is loaded anew for each run, what it writes is caught.
// A process for each run would be the same, but takes ten times as long.
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [tree, temp] = process.argv.slice(2);
const bin = pathToFileURL(path.join(tree, 'bin/kms-lint.js')).href;
const caught = { 1: [], 2: [] };
const toFile = fs.writeSync;
fs.writeSync = (handle, data, ...rest) => {
  if (handle !== 1 && handle !== 2) return toFile(handle, data, ...rest);
  const bytes = Buffer.from(data).subarray(typeof rest[0] === 'number' ? rest[0] : 0);
  caught[handle].push(bytes);
  return bytes.length;
};
syncBuiltinESMExports();
for (const [handle, stream] of [
  [1, process.stdout],
  [2, process.stderr],
])
  stream.write = (data) => {
    caught[handle].push(Buffer.from(data));
    return true;
  };

/** Where a tree or a temporary folder lies says nothing about what it prints. */
const anywhere = (text) => text.replaceAll(tree, '<tree>').replaceAll(temp, '<temp>');
const textOf = (handle) => anywhere(Buffer.concat(caught[handle].splice(0)).toString('utf8'));

let runs = 0;
const require = createRequire(bin),
  isCommonJs = fs.existsSync(path.join(tree, 'bin/package.json'));
process.env.NODE_DISABLE_COMPILE_CACHE = '1';

/** The trees of before are modules, which wait for their end at the top. */
async function again() {
  if (!isCommonJs) return import(`${bin}?run=${++runs}`);
  delete require.cache[require.resolve('./kms-lint.js')];
  return require('./kms-lint.js');
}

/** One run: its exit code, what it wrote to the two streams, and to a file for each further format. */
async function run({ args, formats = [] }, input) {
  const fileOf = (format) => path.join(temp, format);
  process.argv = [process.argv[0], bin, ...args, ...formats.flatMap((format) => ['--format', `${format}=${fileOf(format)}`]), input];
  process.exitCode = undefined;
  const outputs = {};
  try {
    await again();
    outputs.exit = String(process.exitCode ?? 'none: the command line has not waited for its end');
  } catch (error) {
    outputs.exit = anywhere(`thrown: ${error.stack}`);
  }
  outputs.out = textOf(1);
  outputs.error = textOf(2);
  for (const format of formats) {
    const file = fileOf(format);
    outputs[format] = fs.existsSync(file) ? anywhere(fs.readFileSync(file, 'utf8')) : 'not written';
    fs.rmSync(file, { force: true });
  }
  return outputs;
}

process.on('message', async ({ cwd, input, runs: wanted }) => {
  process.chdir(cwd);
  const results = {};
  for (const [name, one] of Object.entries(wanted))
    for (const [what, text] of Object.entries(await run(one, input))) results[`${name}: ${what}`] = text;
  process.exitCode = undefined;
  process.send(results);
});
