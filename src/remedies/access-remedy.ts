/** The remedies that let those use a key who must: a statement of the key policy for a service, one of an IAM policy for a role. */
import { serviceLack, serviceRefusal } from '../app/may-use.js';
import { literal, printText, sameText } from '../core/text.js';
import { inside, items, member, textOf } from '../core/value.js';
import { keyActionsOf } from '../reference/actions.js';
import type { Json, JsonObject } from '../types/files.js';
import type { Key, Program } from '../types/program.js';
import type { Edit } from '../types/rule.js';
import type { RoleAccess, RolePolicies, ServiceAccess } from '../types/required-access.js';
import type { Statement } from '../types/statement.js';
import type { Value } from '../types/values.js';
import { addStatement, editAt } from './edits.js';
import type { KeyPolicy } from '../types/policy.js';
import type { Remedy } from './remedy.js';
import { denying } from './root-trust-remedy.js';

/** The statements by which one service may do all that it must, each once. */
export function statementsFor(accesses: readonly ServiceAccess[], name: string): readonly JsonObject[] {
  const all = accesses.flatMap((access) => serviceStatements({ ...access, principals: [name] }));
  return [...new Map(all.map((statement) => [JSON.stringify(statement), statement])).values()];
}

type KeyCondition = ServiceAccess['statements'][number]['condition'];

/**
 * The statements of a key policy by which a service may do what it must, as narrow as the service allows; `${AWS::…}` stands in their
 * texts as for Fn::Sub.
 */
export function serviceStatements({
  kind,
  principals,
  statements,
}: Pick<ServiceAccess, 'kind' | 'statements'> & { readonly principals: readonly string[] }): readonly JsonObject[] {
  const [name] = principals;
  if (name === undefined) return [];
  return statements.map(({ actions, condition }) => {
    const whole = kind === 'service' ? condition : withRole(condition, name);
    return {
      Effect: 'Allow',
      Principal: kind === 'service' ? { Service: name } : { AWS: '*' },
      Action: actions,
      Resource: '*',
      ...(Object.keys(whole).length === 0 ? {} : { Condition: whole }),
    };
  });
}

/**
 * A service-linked role comes into being with the first use of its service, and KMS refuses a policy that names a principal before: the
 * condition names it instead.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
function withRole(condition: KeyCondition, role: string): KeyCondition {
  return {
    ...condition,
    StringEquals: { ...condition['StringEquals'], 'kms:CallerAccount': '${AWS::AccountId}' },
    ArnEquals: { ...condition['ArnEquals'], 'aws:PrincipalArn': role },
  };
}

/**
 * The statement that is there for the service alone is changed where that is enough, so that no second one says nearly the same; else
 * one is added.
 * @returns undefined where an Allow does not help: a Deny keeps the service out, or nobody can see the policy
 */
export function serviceRemedy(key: Key, accesses: readonly ServiceAccess[], name: string, program: ServiceProgram): Remedy | undefined {
  const statements = statementsFor(accesses, name).map(substituted);
  const { document } = key.policy;
  if (statements.length === 0 || document.is === 'unknown' || (document.is === 'known' && document.value.is !== 'map')) return undefined;
  const { written, added, fold } = statementsOf(key, statements, program);
  const letsIn = (all: readonly Value[]): boolean => {
    const policy = withStatements(key, all);
    return accesses.every((access) => serviceLack(access, { policy }).answer !== 'no');
  };
  const changed = changes(key, accesses, { statements, fold, program }).find((one) => letsIn(one.on(written)));
  if (changed) return { kind: 'service-access', parts: changed.parts, edits: changed.edits, safety: 'unsafe' };
  if (document.is === 'known' && !letsIn(added)) return undefined;
  return {
    kind: 'service-access',
    parts: [{ kind: 'let-service-use-key', service: name }],
    edits: editsOf(key, statements),
    safety: 'unsafe',
  };
}

/** The Deny statements that would keep the service out whatever were allowed. */
export function deniesOfService(key: Key, accesses: readonly ServiceAccess[], name: string, program: ServiceProgram): readonly Statement[] {
  const statements = statementsFor(accesses, name).map(substituted),
    { document } = key.policy;
  if (document.is !== 'known' || document.value.is !== 'map') return [];
  const policy = withStatements(key, statementsOf(key, statements, program).added);
  const refusals = accesses.flatMap((access) => serviceRefusal(access, { policy }) ?? []);
  return [...new Set(refusals.flatMap(denying))];
}

/** The statements of the key policy as they are written, and with others. */
function statementsOf(
  { policy: { at, document }, stack, scenario }: Key,
  statements: readonly JsonObject[],
  program: Pick<Program, 'fold'>,
): { readonly written: readonly Value[]; readonly added: readonly Value[]; readonly fold: (json: Json) => Value | undefined } {
  const fold = (json: Json): Value | undefined => program.fold(json, inside(at, 'Statement'), stack, scenario),
    written = document.is === 'known' ? items(member(document.value, 'Statement')) : [];
  return { written, added: [...written, ...statements.flatMap((statement) => fold(statement) ?? [])], fold };
}

function withStatements({ policy }: Key, statements: readonly Value[]): KeyPolicy {
  const { document } = policy;
  if (document.is !== 'known' || document.value.is !== 'map') return policy;
  const list: Value = { is: 'list', items: statements, at: inside(policy.at, 'Statement') };
  return policy.with({ ...document.value, entries: { ...document.value.entries, Statement: list } });
}

type ServiceProgram = Pick<Program, 'fold' | 'requiredAccess'>;

/** A way to change one statement. on: the statements of the policy after it. */
interface StatementChange {
  readonly parts: Remedy['parts'];
  readonly edits: readonly Edit[];
  readonly on: (statements: readonly Value[]) => readonly Value[];
}

/** The ways to change the statements that are there for the service alone: more actions, another condition, both. */
function changes(
  key: Key,
  accesses: readonly ServiceAccess[],
  {
    statements: [wanted, ...more],
    fold,
    program,
  }: { readonly statements: readonly JsonObject[]; readonly fold: (json: Json) => Value | undefined; readonly program: ServiceProgram },
): readonly StatementChange[] {
  const [access] = accesses,
    service = access && printText(access.principals[0] ?? []);
  if (!wanted || more.length > 0 || !access || service === undefined) return [];
  const own = key.policy.statements.filter((one) => isOfService(one, access));
  return own.flatMap((statement): readonly StatementChange[] => {
    const acts = moreActions(key, statement, accesses, wanted),
      fits = isUsedBy(key, access, program) ? undefined : otherCondition(key, statement, wanted['Condition']);
    const change = (
      members: Readonly<Record<string, Json | undefined>>,
      parts: Remedy['parts'],
      edits: readonly Edit[],
    ): StatementChange => ({
      parts,
      edits,
      on: (all) => all.map((one, index) => (index === statement.index ? withMembers(one, members, fold) : one)),
    });
    const act = acts && { kind: 'allow-service-more' as const, statement, actions: acts.added },
      fit = fits && { kind: 'fit-condition' as const, statement, service };
    return [
      ...(act ? [change({ Action: acts.all }, [act], [acts.edit])] : []),
      ...(fit ? [change({ Condition: wanted['Condition'] }, [fit], [fits])] : []),
      ...(act && fit ? [change({ Action: acts.all, Condition: wanted['Condition'] }, [act, fit], [acts.edit, fits])] : []),
    ];
  });
}

/** Whether a statement allows something to this service, and to nobody else. */
const isOfService = ({ effect, implied, opaque, notPrincipal, principals }: Statement, access: ServiceAccess): boolean =>
  effect === 'Allow' &&
  !implied &&
  opaque === undefined &&
  !notPrincipal &&
  principals.length > 0 &&
  principals.every((who) => who.is === 'service' && access.principals.some((name) => sameText(name, who.text) === 'yes'));

/** Whether the service uses the key for something else of the app already: then its condition is right for that. */
const isUsedBy = (key: Key, access: ServiceAccess, { requiredAccess }: ServiceProgram): boolean =>
  requiredAccess.services.some(
    (other) =>
      other.kind !== 'impossible' &&
      other.key.is === 'own' &&
      other.key.key === key.id &&
      other.principals.some((name) => access.principals.some((one) => sameText(name, one) === 'yes')) &&
      serviceLack(other, key).answer !== 'no',
  );

/** The actions of the service that a statement does not allow, beside those that it does; undefined where they cannot be written there. */
function moreActions(
  key: Key,
  { actions }: Statement,
  accesses: readonly ServiceAccess[],
  wanted: JsonObject,
): { readonly added: readonly string[]; readonly all: readonly string[]; readonly edit: Edit } | undefined {
  const written = items(actions?.value).map((item) => literal(textOf(item) ?? [])),
    plain = written.filter((one) => one !== undefined);
  if (!actions?.value || actions.negated || plain.length < written.length) return undefined;
  const allowed = new Set(plain.flatMap(keyActionsOf)),
    needed = accesses.flatMap(({ enough: [least = []] }) => least);
  const added = [wanted['Action']].flat().filter((one): one is string => {
    const meant = typeof one === 'string' ? keyActionsOf(one) : [];
    return meant.some((action) => needed.includes(action) && !allowed.has(action));
  });
  const all = [...plain, ...added],
    edit = editAt(key, actions.value.at, { value: all });
  return added.length > 0 && edit ? { added, all, edit } : undefined;
}

function otherCondition(key: Key, { conditions, conditionsAt }: Statement, wanted: Json | undefined): Edit | undefined {
  if (conditions.length === 0 || !conditionsAt) return undefined;
  return editAt(key, conditionsAt, wanted === undefined ? 'remove' : { value: wanted });
}

function withMembers(
  statement: Value,
  members: Readonly<Record<string, Json | undefined>>,
  fold: (json: Json) => Value | undefined,
): Value {
  if (statement.is !== 'map') return statement;
  const entries: Record<string, Value> = { ...statement.entries };
  for (const [name, json] of Object.entries(members)) {
    const value = json === undefined ? undefined : fold(json);
    if (value) entries[name] = value;
    else Reflect.deleteProperty(entries, name);
  }
  return { ...statement, entries };
}

function editsOf(key: Key, [first, ...others]: readonly JsonObject[]): readonly Edit[] {
  if (!first) return [];
  const start = addStatement(key, first);
  // A key without a policy gets its default one with the first statement.
  return [
    ...start,
    ...others.map((value): Edit => ({ is: 'resource', resource: key.id, op: 'add', path: '/Properties/KeyPolicy/Statement/-', value })),
  ];
}

/** With Fn::Sub where a text has a pseudo parameter in it. */
function substituted(json: JsonObject): JsonObject {
  const walk = (one: Json): Json => {
    if (typeof one === 'string')
      return one === '${AWS::AccountId}' ? { Ref: 'AWS::AccountId' } : one.includes('${AWS::') ? { 'Fn::Sub': one } : one;
    if (Array.isArray(one)) return (one as readonly Json[]).map(walk);
    return typeof one === 'object' && one !== null ? substituted(one as JsonObject) : one;
  };
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, walk(value)]));
}

/** A statement more in a policy of the role that stands beside the key; undefined where there is none that can hold it. */
export function roleRemedy(
  key: Pick<Key, 'id' | 'stack' | 'resource'>,
  access: RoleAccess,
  missing: readonly string[],
  held: RolePolicies,
): Remedy | undefined {
  const policy = held.policies.find(({ by }) => by !== undefined && by !== access.role.resource && by.startsWith(`${key.stack}#`))?.by;
  if (policy === undefined || missing.length === 0) return undefined;
  const value = {
    Action: missing.length === 1 ? (missing[0] ?? '') : missing,
    Effect: 'Allow',
    Resource: { 'Fn::GetAtt': [key.resource.logicalId, 'Arn'] },
  };
  return {
    kind: 'role-access',
    parts: [{ kind: 'let-role-use-key', actions: missing }],
    edits: [{ is: 'resource', resource: policy, op: 'add', path: '/Properties/PolicyDocument/Statement/-', value }],
    safety: 'unsafe',
  };
}
