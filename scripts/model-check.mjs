/**
 * Compares the reference key model with what AWS publishes: the schemas of CloudFormation (@aws-cdk/aws-service-spec) and the enums of KMS (@aws-sdk/client-kms).
 * Prints what is new, gone or otherwise than in the tables. Exit code: 0 where all is as in the tables or explained, 1 where it is not, 2 where nothing could be compared.
 * The packages are looked for in the folder MODEL_CHECK_FROM, else in this project. Run `npm run build` first.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tables = resolve(root, 'dist/src/reference');
const require = createRequire(pathToFileURL(resolve(process.env['MODEL_CHECK_FROM'] ?? root, 'package.json')));

/** Differences that are known and right, with the reason. A pattern is matched with the whole line. */
const EXPLAINED = [
  [
    /^AWS::KMS::Key\.(KeySpec|KeyUsage|Origin|MultiRegion): on change: in place in AWS, refused in the model$/,
    'the schema calls it mutable, but the handler refuses every change',
  ],
];

/** Names of properties that hold a key; the second pattern takes out what is about keys without being one. */
const KEY_NAME = /kms|cmk|(encryption|customermanaged|sign(ing)?)key/i;
const NO_KEY = /(Type|Role|RoleArn|Context|Ur[il]|Endpoint|Length|Access|PolicyDocument)$/;

if (!existsSync(resolve(tables, 'keyspecs.js'))) {
  console.error('The built tables are missing: run `npm run build` first.');
  process.exit(2);
}
const load = async (file) => import(pathToFileURL(resolve(tables, file)).href);
const { KEY_SPECS, KEY_USAGES, ORIGINS, inCloudFormation } = await load('keyspecs.js');
const { KMS_TYPES } = await load('cloudformation.js');
const { consumingProperties, consumingTypes } = await load('consumers.js');

const lines = [];
const compare = (what, theirs, ours) => {
  for (const name of new Set(theirs)) if (!ours.includes(name)) lines.push(`${what}: new: ${name}`);
  for (const name of new Set(ours)) if (!theirs.includes(name)) lines.push(`${what}: gone: ${name}`);
};

const compared = [await cloudFormation(), sdk()].filter((name) => name !== undefined);
report();

async function cloudFormation() {
  const found = find('@aws-cdk/aws-service-spec');
  if (!found) return undefined;
  const db = found.module.loadAwsServiceSpecSync();
  for (const [type, rows] of Object.entries(KMS_TYPES)) {
    const { properties } = db.lookup('resource', 'cloudFormationType', 'equals', type).only();
    compare(
      type,
      Object.keys(properties),
      rows.map((row) => row.name),
    );
    for (const row of rows) if (properties[row.name]) compareProperty(`${type}.${row.name}`, properties[row.name], row);
  }
  const [keySpec, keyUsage, origin] = ['KeySpec', 'KeyUsage', 'Origin'].map(
    (name) => db.lookup('resource', 'cloudFormationType', 'equals', 'AWS::KMS::Key').only().properties[name].type.allowedValues ?? [],
  );
  compare('KeySpec in CloudFormation', keySpec, inCloudFormation(KEY_SPECS));
  compare('KeyUsage in CloudFormation', keyUsage, inCloudFormation(KEY_USAGES));
  compare('Origin in CloudFormation', origin, inCloudFormation(ORIGINS));
  compareConsumers(db);
  return found.title;
}

/** One property of the KMS types: required, default, and what a change does. A schema without a default says nothing of it. */
function compareProperty(name, theirs, ours) {
  if ((theirs.required ?? false) !== ours.required)
    lines.push(`${name}: required: ${theirs.required ?? false} in AWS, ${ours.required} in the model`);
  if (theirs.defaultValue !== undefined && theirs.defaultValue !== JSON.stringify(ours.default))
    lines.push(`${name}: default: ${theirs.defaultValue} in AWS, ${JSON.stringify(ours.default)} in the model`);
  const onChange = theirs.causesReplacement === 'yes' ? 'replacement' : 'in place';
  if (onChange !== ours.onChange) lines.push(`${name}: on change: ${onChange} in AWS, ${ours.onChange} in the model`);
}

/** The properties that take a key: ours must exist; theirs must be in the table where the schema says that they refer to a key, or their name says so. */
function compareConsumers(db) {
  const ours = consumingTypes()
      .flatMap(consumingProperties)
      .map((row) => `${row.type} ${row.path}`),
    theirs = [],
    all = new Set();
  for (const resource of db.all('resource')) {
    if (resource.cloudFormationType.startsWith('AWS::KMS::')) continue;
    for (const [path, property] of leaves(db, resource.properties)) {
      const at = `${resource.cloudFormationType} ${path}`;
      all.add(at);
      const name = path
        .split('.')
        .at(-1)
        .replace(/(\[\]|\{\})+$/, '');
      if (
        (property.relationshipRefs ?? []).some((ref) => ref.cloudFormationType.startsWith('AWS::KMS::')) ||
        (KEY_NAME.test(name) && !NO_KEY.test(name))
      )
        theirs.push(at);
    }
  }
  for (const at of new Set(theirs)) if (!ours.includes(at)) lines.push(`property with a key: new: ${at}`);
  for (const at of ours) if (!all.has(at)) lines.push(`property with a key: gone: ${at}`);
}

/** The paths of all properties that are strings, types that hold themselves cut at the first repetition. */
function* leaves(db, properties, prefix = '', seen = []) {
  for (const [name, property] of Object.entries(properties)) yield* walk(db, property, property.type, prefix + name, seen);
}
function* walk(db, property, type, path, seen) {
  if (type.type === 'string') yield [path, property];
  else if (type.type === 'array') yield* walk(db, property, type.element, `${path}[]`, seen);
  else if (type.type === 'map') yield* walk(db, property, type.element, `${path}{}`, seen);
  else if (type.type === 'union') for (const one of type.types) yield* walk(db, property, one, path, seen);
  else if (type.type === 'ref' && !seen.includes(type.reference.$ref))
    yield* leaves(db, db.get('typeDefinition', type.reference.$ref).properties, `${path}.`, [...seen, type.reference.$ref]);
}

function sdk() {
  const found = find('@aws-sdk/client-kms');
  if (!found) return undefined;
  const values = (name) => Object.values(found.module[name] ?? {});
  compare(
    'KeySpec in KMS',
    values('KeySpec'),
    KEY_SPECS.map((row) => row.name),
  );
  compare(
    'KeyUsage in KMS',
    values('KeyUsageType'),
    KEY_USAGES.map((row) => row.name),
  );
  compare(
    'Origin in KMS',
    values('OriginType'),
    ORIGINS.map((row) => row.name),
  );
  const theirs = [
    'EncryptionAlgorithmSpec',
    'SigningAlgorithmSpec',
    'MacAlgorithmSpec',
    'KeyAgreementAlgorithmSpec',
    'EncapsulationAlgorithmSpec',
  ].flatMap(values);
  compare(
    'algorithm',
    theirs,
    KEY_SPECS.flatMap((row) => Object.values(row.usages).flat()),
  );
  return found.title;
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
      'Nothing to compare with: install @aws-cdk/aws-service-spec and @aws-sdk/client-kms, or name a folder that has them in MODEL_CHECK_FROM.',
    );
    process.exitCode = 2;
    return;
  }
  const reason = (line) => EXPLAINED.find(([pattern]) => pattern.test(line))?.[1];
  const open = lines.filter((line) => !reason(line));
  for (const line of lines.filter(reason)) console.log(`  explained  ${line}\n             ${reason(line)}`);
  for (const line of open) console.log(`  DIFFERENT  ${line}`);
  console.log(`${compared.join(' and ')}: ${open.length} unexplained, ${lines.length - open.length} explained`);
  process.exitCode = open.length > 0 ? 1 : 0;
}
