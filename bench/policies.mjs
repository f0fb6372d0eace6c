// Measures the evaluator: node bench/policies.mjs FOLDER [COUNT]
// Judges the key policies of all JSON templates under FOLDER, repeated to COUNT (default 10,000), with all six verdicts and nothing remembered between two policies.
// Prints the CPU of this process (user and system) from before the first policy is judged, so the warming of the code is in it. Needs `npm run build`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { envOf } from '../dist/src/cfn/env.js';
import { factsOf } from '../dist/src/cfn/template-facts.js';
import { link } from '../dist/src/cfn/link.js';
import { keysOf } from '../dist/src/app/keys.js';
import { Evaluation } from '../dist/src/policy/evaluation.js';
import { resourceFinder } from '../dist/src/app/policy-scope.js';

const [folder, count = '10000'] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node bench/policies.mjs FOLDER [COUNT]');
  process.exit(2);
}

function jsonFiles(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : jsonFiles(file);
    return entry.name.endsWith('.json') ? [file] : [];
  });
}

function templateIn(file) {
  const text = readFileSync(file, 'utf8');
  if (!text.includes('AWS::KMS::')) return undefined;
  try {
    const json = JSON.parse(text);
    return typeof json === 'object' && json?.Resources ? json : undefined;
  } catch {
    return undefined;
  }
}

/** The keys of one template, each with where its policy stands: an environment that nobody knows, as for a template without an assembly. */
function policiesIn(file) {
  const template = templateIn(file);
  if (!template) return [];
  const frame = { id: file, stackName: '', name: file, stage: file, stagePath: '', env: envOf(undefined, undefined, file), file };
  const facts = factsOf(template, { ...frame, constructPath: '', dependsOn: [] }),
    stacks = new Map([[facts.id, facts]]),
    linked = link(stacks);
  const resource = resourceFinder({ stacks, resource: linked.resource });
  return keysOf(stacks, linked).map((key) => ({ policy: key.policy, scope: { keyId: key.id, env: key.env, key, resource } }));
}

const VERDICTS = ['rootTrust', 'fullRootTrust', 'manageable', 'durable', 'public', 'crossAccount'];

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const policies = jsonFiles(folder).flatMap(policiesIn);
if (policies.length === 0) {
  console.error(`no key policy in a JSON template under ${folder}`);
  process.exit(2);
}
// What reading has left behind is not the evaluator's.
setFlagsFromString('--expose-gc');
runInNewContext('gc')();
const began = cpu(),
  sums = { yes: 0, no: 0, unknown: 0 };
for (let i = 0; i < Number(count); i++) {
  const { policy, scope } = policies[i % policies.length];
  // Past what keys of equal policies share.
  const evaluation = new Evaluation(policy, scope);
  for (const name of VERDICTS) sums[evaluation.verdict(name).answer]++;
}
const spent = cpu() - began;
console.log(
  `${policies.length} policies, judged ${count} times in all: ${spent.toFixed(0)} ms of CPU, ${((spent * 1000) / Number(count)).toFixed(1)} µs each`,
);
console.log(`answers: ${sums.yes} yes, ${sums.no} no, ${sums.unknown} unknown`);
