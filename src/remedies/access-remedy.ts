/** The remedies that let those use a key who must: a statement of the key policy for a service, one of an IAM policy for a role. */
import { serviceLack } from '../app/may-use.js';
import { inside, items, member } from '../core/value.js';
import type { Json, JsonObject } from '../types/files.js';
import type { Key, Program } from '../types/program.js';
import type { Edit } from '../types/rule.js';
import type { RoleAccess, RolePolicies, ServiceAccess } from '../types/required-access.js';
import type { Value } from '../types/values.js';
import { addStatement } from './edits.js';
import type { Remedy } from './remedy.js';

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

/** @returns undefined where an Allow does not help: a Deny keeps the service out, or nobody can see the policy */
export function serviceRemedy(
  key: Key,
  accesses: readonly ServiceAccess[],
  name: string,
  program: Pick<Program, 'fold'>,
): Remedy | undefined {
  const statements = statementsFor(accesses, name).map(substituted);
  const { document } = key.policy;
  if (statements.length === 0) return undefined;
  if (document.is === 'known') {
    if (document.value.is !== 'map') return undefined;
    const list = member(document.value, 'Statement'),
      added = statements.flatMap((statement) => program.fold(statement, inside(key.policy.at, 'Statement'), key.stack, key.scenario) ?? []);
    const all: Value = { is: 'list', items: [...items(list), ...added], at: inside(key.policy.at, 'Statement') };
    const after = key.policy.with({ ...document.value, entries: { ...document.value.entries, Statement: all } });
    if (accesses.some((access) => serviceLack(access, { policy: after }).answer === 'no')) return undefined;
  } else if (document.is === 'unknown') return undefined;
  return {
    kind: 'service-access',
    parts: [{ kind: 'let-service-use-key', service: name }],
    edits: editsOf(key, statements),
    safety: 'unsafe',
  };
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
