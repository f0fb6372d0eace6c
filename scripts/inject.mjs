// Puts faults into the templates under a folder, one at a time, and looks whether they are found: npm run inject -- FOLDER [--each N] [--out FILE] [KIND…]
// Of each kind (scripts/faults.mjs) up to N (25) places are taken, each in another assembly or template. Found means: for certain, by the rule that the
// kind names, at the resource that was changed. No other error may appear. Exit 1 where less than 99 % are found, or another error appears.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readTemplate } from '../dist/src/assembly/read-template.js';
import { nodeFiles } from '../dist/src/files/node.js';
import { lint } from '../dist/src/index.js';
import { FAULTS } from './faults.mjs';
import { inputsUnder, isAssembly } from './inputs.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { each: { type: 'string', default: '25' }, out: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});
const [folder, ...kinds] = positionals;
const each = Number(options.each);
if (!folder || !existsSync(folder) || !(each > 0)) {
  console.error('usage: npm run inject -- FOLDER [--each N] [--out FILE] [--verbose] [KIND…]');
  process.exit(2);
}
const wanted = FAULTS.filter(({ name }) => kinds.length === 0 || kinds.some((kind) => name.includes(kind)));

/** The templates of an input, with their text: all of an assembly, or the one that stands by itself. */
function templatesOf(input) {
  const files = isAssembly(input)
    ? readdirSync(input, { recursive: true })
        .filter(
          (name) =>
            /\.template\.json$/.test(name) &&
            readFileSync(path.join(input, path.dirname(name), 'manifest.json'), 'utf8').includes(path.basename(name)),
        )
        .sort()
        .map((name) => path.join(input, name))
    : [input];
  return files.flatMap((file) => {
    const { template } = readTemplate(nodeFiles, file);
    return template?.Resources ? [{ file, template }] : [];
  });
}

/** A stack of no account in particular is deployed to this one: what is foreign is known then. */
const atHome = (manifest) =>
  Buffer.from(
    Buffer.from(manifest).toString('utf8').replaceAll('unknown-account', '111122223333').replaceAll('unknown-region', 'eu-west-1'),
  );
/** What is found with one file changed: a JSON text is good YAML, too. */
function findings(input, file, template) {
  const bytes = template && Buffer.from(JSON.stringify(template, null, 1));
  const read = (name) => {
    if (bytes && path.resolve(name) === path.resolve(file)) return bytes;
    const text = nodeFiles.read(name);
    return text && path.basename(name) === 'manifest.json' ? atHome(text) : text;
  };
  const files = { ...nodeFiles, read };
  return lint({ files, paths: [input], root: path.dirname(input), config: { presets: ['strict', 'security-hub'] } });
}
const nameOf = ({ ruleId, stack, logicalId, detail }) => JSON.stringify([ruleId, stack, logicalId, detail]);

const results = new Map(wanted.map(({ name }) => [name, { done: 0, found: 0, others: 0, notes: [] }]));
const inputs = inputsUnder(path.resolve(folder));
// One of each owner first, so that no app is asked for all.
const turn = new Map();
const ranked = inputs
  .map((input) => {
    const owner = path.relative(path.resolve(folder), input).split(path.sep).slice(0, 2).join('/');
    turn.set(owner, (turn.get(owner) ?? 0) + 1);
    return [turn.get(owner), input];
  })
  .sort(([one], [other]) => one - other)
  .map(([, input]) => input);

for (const input of ranked) {
  const open = wanted.filter(({ name }) => results.get(name).done < each);
  if (open.length === 0) break;
  const templates = templatesOf(input).filter(({ template }) => JSON.stringify(template).includes('AWS::KMS::Key"'));
  const jobs = open.flatMap((fault) => {
    if (fault.home && !isAssembly(input)) return [];
    for (const { file, template } of templates) {
      const [site] = fault.sites(template);
      if (site) return [{ fault, file, template, site }];
    }
    return [];
  });
  if (jobs.length === 0) continue;
  const before = findings(input);
  // A template with a fatal problem is not judged at all.
  if (before.problems.some(({ weight }) => weight === 'fatal')) continue;
  const known = new Set(before.findings.map(nameOf));
  for (const { fault, file, template, site } of jobs) {
    const changed = structuredClone(template),
      at = [site(changed)].flat();
    // What is there already cannot be put in.
    if (before.findings.some(({ ruleId, logicalId }) => fault.finds.includes(ruleId) && at.includes(logicalId))) continue;
    const { findings: after, problems } = findings(input, file, changed);
    const fresh = after.filter((one) => !known.has(nameOf(one)) && one.confidence === 'certain' && !one.suppressed);
    const isIt = ({ ruleId, logicalId, level, template: place }) =>
      fault.finds.includes(ruleId) &&
      at.includes(logicalId) &&
      (fault.level === undefined || level === fault.level) &&
      path.basename(place.file) === path.basename(file);
    const result = results.get(fault.name),
      where = `${path.relative(path.resolve(folder), file)} ${at.join()}`;
    result.done += 1;
    if (fresh.some(isIt)) result.found += 1;
    else
      result.notes.push(
        `not found: ${where}: ${fresh.map(({ ruleId, logicalId }) => `${ruleId} at ${logicalId}`).join(', ') || 'nothing new'}`,
      );
    const others = fresh.filter((one) => one.level === 'error' && !fault.finds.includes(one.ruleId) && !fault.also.includes(one.ruleId));
    result.others += others.length;
    for (const one of others) result.notes.push(`another error: ${where}: ${one.ruleId} at ${one.logicalId}: ${one.message}`);
    for (const { weight, message } of problems) if (weight === 'fatal') result.notes.push(`problem: ${where}: ${message}`);
  }
}

const sum = (field) => [...results.values()].reduce((total, result) => total + result[field], 0);
const rows = wanted.map(({ name, finds }) => {
  const { done, found, others } = results.get(name);
  return `| ${name} | ${finds.join(', ')} | ${done} | ${found} | ${others} |`;
});
const notes = wanted.flatMap(({ name }) => results.get(name).notes.map((note) => `- ${name}: ${note}`));
const share = sum('done') === 0 ? 0 : sum('found') / sum('done');
const text = [
  '| fault | found by | injected | found | other errors |',
  '|---|---|---|---|---|',
  ...rows,
  '',
  `${wanted.length} kinds, ${sum('done')} injected, ${sum('found')} found (${(share * 100).toFixed(1)} %), ${sum('others')} other errors`,
  ...(notes.length > 0 ? ['', ...notes] : []),
  '',
].join('\n');
if (options.out) writeFileSync(options.out, text);
console.log(text);
process.exit(share >= 0.99 && sum('others') === 0 ? 0 : 1);
