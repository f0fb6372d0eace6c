// Holds what apps learn from each other's facts against what one machine with all their assemblies finds: npm run facts:check -- FOLDER [SEED]
// Each assembly under the folder is split into apps at random, stack by stack, and assemblies and templates are put together at random. Of each such set the findings
// are compared: those between the apps (kms-lint link), and all of them as each app sees them (--with). Exit 1 where the two differ.
import path from 'node:path';
import { rules } from '../dist/src/index.js';
import { nodeFiles } from '../dist/src/files/node.js';
import { examine } from '../dist/src/lint/lint.js';
import { factsText } from '../dist/src/lint/facts.js';
import { inputsUnder, isAssembly } from './inputs.mjs';

const [given, seed = '1'] = process.argv.slice(2);
if (!given) {
  console.error('usage: npm run facts:check -- FOLDER [SEED]');
  process.exit(2);
}
const folder = path.resolve(given);
/** The same numbers for the same seed: mulberry32. */
let state = Number(seed);
function random(below) {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
}

/**
 * Files in which an assembly lies several times, `dir~0`, `dir~1`: each with those stacks in its manifests that `partOf` gives to it.
 * What is written stays here.
 */
function splitFiles(partOf) {
  const written = new Map();
  const there = (file) => path.resolve(file).replace(/~\d+(?=\/|$)/, '');
  const partIn = (file) => /~(\d+)(?=\/|$)/.exec(path.resolve(file))?.[1];
  return {
    ...nodeFiles,
    read(file) {
      const at = path.resolve(file);
      if (written.has(at)) return written.get(at);
      const bytes = nodeFiles.read(there(at)),
        part = partIn(at);
      return bytes === undefined || part === undefined || path.basename(at) !== 'manifest.json'
        ? bytes
        : manifestOf(bytes, there(at), Number(part));
    },
    list: (dir) => nodeFiles.list(there(dir)),
    realpath(file) {
      const part = partIn(file);
      if (written.has(path.resolve(file))) return path.resolve(file);
      return nodeFiles.realpath(there(file)) === undefined ? undefined : part === undefined ? nodeFiles.realpath(file) : path.resolve(file);
    },
    modified: (file) => nodeFiles.modified(there(file)),
    write: (file, bytes) => void written.set(path.resolve(file), bytes),
  };
  function manifestOf(bytes, file, part) {
    try {
      const manifest = JSON.parse(Buffer.from(bytes).toString('utf8'));
      const isHere = ([id, { type }]) => type !== 'aws:cloudformation:stack' || partOf(`${file}#${id}`) === part;
      const kept = Object.entries(manifest.artifacts ?? {}).filter(isHere),
        names = new Set(kept.map(([id]) => id));
      const artifacts = kept.map(([id, one]) => [
        id,
        Array.isArray(one.dependencies) ? { ...one, dependencies: one.dependencies.filter((name) => names.has(name)) } : one,
      ]);
      // Look-ups without an answer are of the app, and nobody can tell which stack asked.
      return Buffer.from(JSON.stringify({ ...manifest, artifacts: Object.fromEntries(artifacts), missing: [] }));
    } catch {
      return bytes;
    }
  }
}

const lint = (files, more) =>
  examine({
    files,
    paths: [],
    root: folder,
    rules,
    tool: { name: 'kms-lint', version: '0' },
    config: { pedantic: true, presets: ['strict'] },
    ...more,
  });
const said = ({ ruleId, level, confidence, stackName, logicalId, constructPath, detail, message }) =>
  JSON.stringify([ruleId, level, confidence, stackName, logicalId, constructPath, detail, message]);
/**
 * Without the place: an app is told of what stands in another at a place of its own. Of two that clash and of the stacks of a cycle each app sees another
 * one first.
 */
const words = ({ ruleId, level, confidence, detail, message }) =>
  JSON.stringify([ruleId, level, confidence, detail?.split(' > ').sort(), message.split(/[\s,.]+/).sort()]);
const sorted = (findings, as) => findings.map(as).sort();

/** @returns the number of findings between the apps and of all, and what differs */
function compare(name, files, paths) {
  const between = lint(files, { paths, between: true }).result,
    together = lint(files, { paths }).result;
  if (together.summary.stacks === 0 || together.problems.some(({ weight }) => weight === 'fatal')) return undefined;
  const lints = paths.map((at) => lint(files, { paths: [at] }));
  const facts = lints.map((one, index) => {
    const file = path.join(folder, `facts-${index}.json`);
    files.write(file, Buffer.from(factsText(one, files, folder)));
    return file;
  });
  // What an app finds by itself needs no facts: a call on an imported key, say, whose key is in another app.
  const alone = new Set(lints.flatMap(({ result }) => sorted(result.findings, said)));
  const isBetween = (one) => !alone.has(one);
  const linked = lint(files, { facts, between: true }).result;
  const withOthers = paths.map((at, index) => lint(files, { paths: [at], facts: facts.filter((_, other) => other !== index) }).result);
  const differs = [
    ...difference('link', sorted(between.findings, said).filter(isBetween), sorted(linked.findings, said).filter(isBetween)),
    ...difference(
      '--with',
      unique(sorted(together.findings, words)),
      unique(
        sorted(
          withOthers.flatMap(({ findings }) => findings),
          words,
        ),
      ),
    ),
    ...[linked, ...withOthers]
      .flatMap(({ problems }) =>
        problems.filter(({ weight, message }) => /bug/.test(message) || (weight === 'fatal' && /facts/.test(message))),
      )
      .map(({ message }) => `problem: ${message}`),
  ];
  if (differs.length > 0) console.log([name, ...differs].join('\n  '));
  return {
    between: between.findings.length,
    all: together.findings.length,
    rules: linked.findings.map(({ ruleId }) => ruleId),
    differs: differs.length,
  };
}
const unique = (list) => [...new Set(list)];
function difference(what, expected, found) {
  const [missing, more] = [less(expected, found), less(found, expected)];
  return [...missing.map((one) => `${what} misses ${one}`), ...more.map((one) => `${what} has more: ${one}`)];
}
function less(from, list) {
  const counts = new Map();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return from.filter((one) => {
    const left = counts.get(one) ?? 0;
    if (left > 0) counts.set(one, left - 1);
    return left === 0;
  });
}

/** The stacks of an assembly and of those in it, in an order of chance, as `partOf` is asked for them. */
function stacksIn(dir) {
  let artifacts;
  const manifest = path.join(dir, 'manifest.json');
  try {
    ({ artifacts = {} } = JSON.parse(Buffer.from(nodeFiles.read(manifest)).toString('utf8')));
  } catch {
    return [];
  }
  return Object.entries(artifacts)
    .flatMap(([id, { type, properties }]) =>
      type === 'aws:cloudformation:stack'
        ? [`${manifest}#${id}`]
        : type === 'cdk:cloud-assembly'
          ? stacksIn(path.join(dir, properties.directoryName))
          : [],
    )
    .map((stack) => [random(1 << 30), stack])
    .sort(([a], [b]) => a - b)
    .map(([, stack]) => stack);
}

/** The names of its stacks, as far as they can be told without a lint. */
function stackNamesIn(input) {
  const { loaded } = lint(nodeFiles, { paths: [input] });
  return [...loaded.own.values()].map(({ stackName }) => stackName).filter((name) => name !== '');
}

const inputs = inputsUnder(folder),
  sets = [];
for (const dir of inputs.filter((one) => isAssembly(one))) {
  const stacks = stacksIn(dir),
    parts = Math.min(stacks.length, 2 + random(2));
  if (parts < 2) continue;
  // The first ones see to it that no app is empty.
  const chosen = new Map(stacks.map((stack, index) => [stack, index < parts ? index : random(parts)]));
  const paths = Array.from({ length: parts }, (_, part) => `${dir}~${part}`);
  sets.push([`${path.relative(folder, dir) || path.basename(dir)} in ${parts} apps`, splitFiles((stack) => chosen.get(stack)), paths]);
}
const left = [...inputs];
while (left.length > 1) {
  // One stack cannot be of two apps.
  const group = Array.from({ length: Math.min(left.length, 2 + random(3)) }, () => left.splice(random(left.length), 1)[0]),
    named = group.flatMap((one) => stackNamesIn(one));
  if (new Set(named).size < named.length) continue;
  sets.push([group.map((one) => path.relative(folder, one)).join(' with '), splitFiles(() => 0), group]);
}
const totals = { sets: 0, between: 0, all: 0, differs: 0 },
  byRule = {};
for (const [name, files, paths] of sets) {
  const compared = compare(name, files, paths);
  if (!compared) continue;
  totals.sets += 1;
  for (const field of ['between', 'all', 'differs']) totals[field] += compared[field];
  for (const rule of compared.rules) byRule[rule] = (byRule[rule] ?? 0) + 1;
}
console.log(`${totals.sets} sets of apps, ${totals.between} findings between apps, ${totals.all} in all, ${totals.differs} differences`);
for (const [rule, count] of Object.entries(byRule).sort()) console.log(`${String(count).padStart(6)}  ${rule}`);
process.exitCode = totals.differs > 0 ? 1 : 0;
