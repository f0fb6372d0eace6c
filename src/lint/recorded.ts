/** What the recorder (src/record) noted in the construct metadata while the app ran, as calls on imported keys. */
import type { StackArtifact } from '../assembly/assembly.js';
import { strings, type Entries, type Entry } from '../assembly/construct-metadata.js';
import { partitionOf } from '../cfn/env.js';
import { actionsOfGrant } from '../source/calls/statements.js';
import { entryAt, statementIn } from '../source/warnings.js';
import { objectOf } from '../core/json.js';
import type { Address, Json, JsonObject } from '../types/files.js';
import type { Answer } from '../types/values.js';
import type { Call, GranteeKind, ImportKind, RecordedCall, WarnedCall } from '../types/program.js';

/** `kms-lint:noop` is an early form of the first, with its trace as `stack` and its statement as text. */
const IGNORED_CALLS = ['kms-lint:ignored-call', 'kms-lint:noop'];
const IMPORTED_KEY = 'kms-lint:imported-key';

/** Whether the recorder watched imported keys: what it does not tell of them did not happen. */
export function hasWatchedKeys(entries: Entries): boolean {
  return [...entries.values()].some((list) => list.some(({ type }) => type === IMPORTED_KEY));
}

/** @param resourceAt where the resource of a construct path is written, if it is one of the app */
export function recordedCalls(
  entries: Entries,
  artifact: StackArtifact,
  resourceAt: (constructPath: string) => Address | undefined,
): readonly RecordedCall[] {
  return [...entries].flatMap(([path, list]) =>
    joined(list.filter(({ type }) => IGNORED_CALLS.includes(type)).map((entry) => callOf(entry, path, artifact, resourceAt))),
  );
}

const LIBRARY = /[\\/](?:aws-cdk-lib[^\\/]*|@aws-cdk)[\\/]/;

/**
 * What one line of the app makes constructs of CDK ask of a key for one principal is one call, though it be several statements:
 * `addEventNotification()` asks twice for the key of a queue.
 */
function joined(calls: readonly RecordedCall[]): readonly RecordedCall[] {
  const causes = new Map<string, RecordedCall>();
  for (const [index, call] of calls.entries()) {
    const { statement, effective, trace } = call;
    const fromApp = trace.slice(
      Math.max(
        trace.findIndex((frame) => !LIBRARY.test(frame)),
        0,
      ),
    );
    const cause = JSON.stringify(call.implicit && statement ? [effective, objectOf(statement)['Principal'], fromApp] : index);
    const first = causes.get(cause);
    causes.set(cause, first && statement !== undefined ? withStatement(first, statement) : call);
  }
  return [...causes.values()];
}

function withStatement(call: RecordedCall, statement: Json): RecordedCall {
  const { statement: first, further = [] } = call;
  const isThere = [first, ...further].some((one) => JSON.stringify(one) === JSON.stringify(statement));
  return isThere ? call : { ...call, further: [...further, statement] };
}

function callOf(
  { data, trace }: Entry,
  path: string,
  artifact: StackArtifact,
  resourceAt: (constructPath: string) => Address | undefined,
): RecordedCall {
  const { method: name, imported, keyArn, grantee, implicit, stack, ...told } = objectOf(data);
  const method = typeof name === 'string' ? name : 'addToResourcePolicy';
  const read = typeof told['statement'] === 'string' ? statementIn(told['statement']) : told['statement'];
  const statement = read === undefined ? undefined : completed(read, method, artifact);
  const [, owner] = typeof keyArn === 'string' ? (/^\$\{([^{}]+)\.Arn\}$/.exec(keyArn) ?? []) : [];
  const ownKey = owner === undefined ? undefined : resourceAt(owner);
  return {
    method,
    key: typeof keyArn === 'string' ? keyText(keyArn, path, artifact) : path,
    stack: artifact.id,
    constructPath: path,
    effective: effectOf(told, method, statement, implicit === true, artifact),
    at: entryAt(path, artifact),
    by: 'recorder',
    trace: trace.length > 0 ? trace : strings(stack),
    ...(statement === undefined ? {} : { statement }),
    ...(isImport(imported) ? { imported } : {}),
    ...(grantee === 'principal' ? { grantee: kindOf(statement) } : grantee === 'identity' || grantee === 'foreign' ? { grantee } : {}),
    ...(implicit === true ? { implicit } : {}),
    ...(ownKey ? { ownKey } : {}),
  };
}

const IMPORTS: readonly unknown[] = ['fromKeyArn', 'fromLookup', 'fromAliasName'] satisfies readonly ImportKind[];
const isImport = (name: unknown): name is ImportKind => IMPORTS.includes(name);

/** The ARN or alias of a key, as far as the stack knows it; else the construct. */
function keyText(arn: string, path: string, artifact: StackArtifact): string {
  const text = filled(arn, artifact);
  const [, alias] = /^arn:[^/]*:(alias\/[^<>]+)$/.exec(text) ?? [];
  const [, exported] = /^<\{"Fn::ImportValue":"([^"]+)"\}>$/.exec(text) ?? [];
  if (exported !== undefined) return `Fn.importValue('${exported}')`;
  return alias ?? (/[<>]|^\$\{Token\[/.test(text) ? path : text);
}

/**
 * Whether the call did anything. Where the app asked for the result, it knows that it did not.
 * Whether the own account needed the statement is not to be known: the key's policy trusts it in most cases.
 */
function effectOf(told: JsonObject, method: string, statement: Json | undefined, implicit: boolean, artifact: StackArtifact): Answer {
  if (told['resultRead'] === true || told['effect'] === 'iam-policy') return 'yes';
  const [, account] = /"AWS":"arn:[^"]*:iam::(\d{12}|<[^">]*>):root"/.exec(JSON.stringify(objectOf(statement)['Principal'] ?? null)) ?? [];
  if (account === undefined || (method === 'addToResourcePolicy' && !implicit)) return 'no';
  return /^\d{12}$/.test(account) && artifact.account !== undefined && account !== artifact.account ? 'no' : 'unknown';
}

/**
 * The statement with what the stack knows, the rest in angle brackets; older versions of the library do not tell what a grant on an alias
 * was to allow.
 */
function completed(statement: Json, method: string, artifact: StackArtifact): Json {
  const given = deepFilled(statement, artifact);
  const actions = objectOf(given)['Action'] === undefined ? actionsOfGrant(method) : undefined;
  return actions ? { ...objectOf(given), Action: actions.length === 1 ? (actions[0] ?? '') : actions } : given;
}

function deepFilled(json: Json, artifact: StackArtifact): Json {
  if (typeof json === 'string') return filled(json, artifact);
  if (Array.isArray(json)) return (json as readonly Json[]).map((item) => deepFilled(item, artifact));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, member]) => [filled(name, artifact), deepFilled(member, artifact)]));
}

/** `${AWS::Region}` by its value where the stack has one, anything else in angle brackets. */
function filled(text: string, { account, region }: StackArtifact): string {
  const known: Readonly<Record<string, string | undefined>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': region === undefined ? undefined : partitionOf(region),
    'AWS::URLSuffix': region === undefined ? undefined : region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
  return text.replace(/\$\{(?!Token\[)(\{.*\}|[^{}]+)\}/g, (_, name: string) => known[name] ?? `<${name}>`);
}

/** To whom a grant gives, in the words of the source reader. */
function kindOf(statement: Json | undefined): GranteeKind {
  const principal = objectOf(statement)['Principal'];
  const { Service, AWS, Federated } = objectOf(principal);
  if (Service !== undefined) return 'service';
  if (Federated !== undefined) return 'federated';
  if (principal === '*' || AWS === '*') return 'anyone';
  return typeof AWS === 'string' && AWS.endsWith(':root') ? 'account' : 'arn';
}

/** CDK warns of some of what the recorder saw, too: of the same key and, as far as both tell, the same service. That is one call. */
export function withoutTwins(recorded: readonly RecordedCall[], warned: readonly WarnedCall[]): readonly Call[] {
  const service = ({ statement }: Call): string => JSON.stringify(objectOf(objectOf(statement)['Principal'])['Service'] ?? null);
  const isSame = (one: Call, other: Call): boolean =>
    one.constructPath === other.constructPath && (other.statement === undefined || service(one) === service(other));
  const doubled = recorded.map((call): RecordedCall => {
    const twin = call.implicit ? warned.find((other) => isSame(call, other)) : undefined;
    return twin?.warning === undefined ? call : { ...call, warning: twin.warning };
  });
  return [...doubled, ...warned.filter((other) => !recorded.some((call) => isSame(call, other)))];
}
