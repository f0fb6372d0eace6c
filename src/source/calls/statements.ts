/** Reads what a call gives away, and to whom: the kind of a grantee, and the statement as JSON as far as it is written plainly. */
import type * as t from '@babel/types';
import type { Json, JsonObject } from '../../types.js';
import { nameOf } from './nodes.js';
import type { Context, Value, Values } from './value.js';

/** identity: a role, user, function or the like of the app, which gets the grant through its own IAM policy. foreign: a role of an account that is not the app's. */
export type GranteeKind =
  'service' | 'account' | 'arn' | 'anyone' | 'organization' | 'federated' | 'composite' | 'foreign' | 'identity' | 'unknown';

const PRINCIPALS: Readonly<Record<string, GranteeKind>> = {
  ServicePrincipal: 'service',
  AccountPrincipal: 'account',
  ArnPrincipal: 'arn',
  AnyPrincipal: 'anyone',
  Anyone: 'anyone',
  StarPrincipal: 'anyone',
  OrganizationPrincipal: 'organization',
  CompositePrincipal: 'composite',
  FederatedPrincipal: 'federated',
  WebIdentityPrincipal: 'federated',
  OpenIdConnectPrincipal: 'federated',
  SamlPrincipal: 'federated',
  SamlConsolePrincipal: 'federated',
  CanonicalUserPrincipal: 'federated',
};
/** What wraps another principal. */
const WRAPPERS = /^aws_iam\.(PrincipalWithConditions|SessionTagsPrincipal)$/;
/** What each grant gives (aws-cdk-lib 2.276.0, aws-kms/lib/private/perms); `grants` names them without the word. */
const ENCRYPT = ['kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'];
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  decrypt: ['kms:Decrypt'],
  encrypt: ENCRYPT,
  encryptdecrypt: ['kms:Decrypt', ...ENCRYPT],
  sign: ['kms:Sign'],
  verify: ['kms:Verify'],
  signverify: ['kms:Sign', 'kms:Verify'],
  generatemac: ['kms:GenerateMac'],
  verifymac: ['kms:VerifyMac'],
};
/** Parts of a PolicyStatement's properties and the words of the policy language for them. */
const PARTS: Readonly<Record<string, string>> = {
  sid: 'Sid',
  effect: 'Effect',
  actions: 'Action',
  notActions: 'NotAction',
  resources: 'Resource',
  notResources: 'NotResource',
  conditions: 'Condition',
};

export interface Reader {
  /** @param accounts the accounts of the app's stacks; undefined where one is not known. */
  grantee(node: t.Node | undefined, at: Context, accounts: readonly string[] | undefined): GranteeKind;
  /** The statement of `addToResourcePolicy(statement)`. */
  statement(node: t.Node | undefined, at: Context): Json | undefined;
  /** The statement that a grant would add to the key's policy. */
  grantStatement(method: string, args: readonly t.Node[], at: Context): Json | undefined;
  json(node: t.Node | undefined, at: Context): Json | undefined;
}

export function openReader(values: Values): Reader {
  const single = (node: t.Node | undefined, at: Context): Value | undefined => {
    const [value, more] = values.of(node, at);
    return more ? undefined : value;
  };

  const json = (node: t.Node | undefined, at: Context): Json | undefined => {
    const value = single(node, at);
    if (!value || value.maybe) return undefined;
    if (value.is === 'literal') return value.value;
    if (value.is === 'library')
      return value.name === 'aws_iam.Effect.ALLOW' ? 'Allow' : value.name === 'aws_iam.Effect.DENY' ? 'Deny' : undefined;
    if (value.is === 'list') return all(value.node.elements.map((element) => json(element ?? undefined, value.at)));
    if (value.is !== 'object') return undefined;
    const entries = all(
      value.node.properties.map((property) => {
        const key = property.type === 'ObjectProperty' ? nameOf(property.key, property.computed) : undefined,
          item = property.type === 'ObjectProperty' ? json(property.value, value.at) : undefined;
        return key === undefined || item === undefined ? undefined : ([key, item] as const);
      }),
    );
    return entries && Object.fromEntries(entries);
  };

  /** A principal in the policy language, with the conditions that it brings along. */
  const principal = (node: t.Node | undefined, at: Context): { readonly principal: Json; readonly conditions?: JsonObject } | undefined => {
    const value = single(node, at),
      [, kind] = value?.is === 'made' && !value.maybe ? (/^aws_iam\.(\w+)$/.exec(value.name) ?? []) : [];
    if (value?.is !== 'made' || kind === undefined) return undefined;
    if (WRAPPERS.test(value.name)) {
      const inner = principal(value.args[0], value.at),
        conditions = value.args[1] ? json(value.args[1], value.at) : {};
      return inner && isObject(conditions)
        ? { principal: inner.principal, conditions: fenced(inner.conditions ?? {}, conditions) }
        : undefined;
    }
    const name = json(value.args[0], value.at);
    if (kind === 'AnyPrincipal' || kind === 'Anyone') return { principal: { AWS: '*' } };
    if (kind === 'StarPrincipal') return { principal: '*' };
    if (typeof name !== 'string') return undefined;
    if (kind === 'ServicePrincipal') {
      const conditions = value.args[1] ? json(value.args[1], value.at) : undefined;
      if (value.args[1] && conditions === undefined) return undefined;
      const own = isObject(conditions) && isObject(conditions['conditions']) ? conditions['conditions'] : undefined;
      return { principal: { Service: name }, ...(own ? { conditions: own } : {}) };
    }
    if (kind === 'AccountPrincipal') return { principal: { AWS: `arn:aws:iam::${name}:root` } };
    if (kind === 'ArnPrincipal') return { principal: { AWS: name } };
    if (kind === 'OrganizationPrincipal') return { principal: { AWS: '*' }, conditions: { StringEquals: { 'aws:PrincipalOrgID': name } } };
    return undefined;
  };
  const grantee = (node: t.Node | undefined, at: Context, accounts: readonly string[] | undefined): GranteeKind => {
    return only(values.of(node, at).map((value) => kindOf(value, accounts)));
  };
  const only = (kinds: readonly GranteeKind[]): GranteeKind => {
    const [first = 'unknown'] = kinds;
    return kinds.every((kind) => kind === first) ? first : 'unknown';
  };
  const kindOf = (value: Value, accounts: readonly string[] | undefined): GranteeKind => {
    // An object of the app's own class is a construct, which has a role.
    if (value.is === 'instance') return 'identity';
    if (value.is === 'object') return only(values.member(value, 'grantPrincipal').map((each) => kindOf(each, accounts)));
    if (value.is !== 'made') return 'unknown';
    if (WRAPPERS.test(value.name)) return grantee(value.args[0], value.at, accounts);
    const [, made, importer] = /^aws_iam\.(\w+)(?:\.(\w+))?$/.exec(value.name) ?? [];
    const known = made === undefined || importer !== undefined ? undefined : PRINCIPALS[made];
    if (known === 'account' || known === 'arn') {
      const name = json(value.args[0], value.at),
        account = typeof name === 'string' ? /(?:^|:)(\d{12})(?::|$)/.exec(name)?.[1] : undefined;
      // The own account's key policy trusts it in most cases: whether such a grant was needed is not to be known.
      return known === 'account' && (account === undefined || accounts === undefined || accounts.includes(account)) ? 'unknown' : known;
    }
    if (known !== undefined) return known;
    if (made === 'AccountRootPrincipal') return 'unknown';
    if (importer !== undefined && importer.startsWith('from')) {
      const arn = importer === 'fromRoleArn' || importer === 'fromUserArn' ? json(value.args[2], value.at) : undefined,
        account = typeof arn === 'string' ? /^arn:[^:]+:iam::(\d{12}):/.exec(arn)?.[1] : undefined;
      return account === undefined || accounts === undefined ? 'unknown' : accounts.includes(account) ? 'identity' : 'foreign';
    }
    return /^aws_\w+\.\w+$/.test(value.name) && !/Principal$/.test(value.name) ? 'identity' : 'unknown';
  };
  return {
    json,
    grantee,
    statement(node, at) {
      const value = single(node, at);
      if (value?.is !== 'made' || value.maybe) return undefined;
      if (value.name === 'aws_iam.PolicyStatement.fromJson') return json(value.args[0], value.at);
      const props = value.name === 'aws_iam.PolicyStatement' ? single(value.args[0], value.at) : undefined;
      return props?.is === 'object' ? statementOf(props, json, principal) : undefined;
    },
    grantStatement(method, args, at) {
      const to = principal(args[0], at),
        given =
          method === 'grant' || method === 'actions'
            ? all(args.slice(1).map((arg) => json(arg, at)))
            : ACTIONS[method.replace(/^grant/, '').toLowerCase()];
      if (!to || !given || given.length === 0) return undefined;
      return {
        Effect: 'Allow',
        Principal: to.principal,
        Action: given.length === 1 ? (given[0] ?? '') : given,
        Resource: '*',
        ...(to.conditions ? { Condition: to.conditions } : {}),
      };
    },
  };
}

function statementOf(
  props: Extract<Value, { is: 'object' }>,
  json: Reader['json'],
  principal: (node: t.Node, at: Context) => { readonly principal: Json; readonly conditions?: JsonObject } | undefined,
): Json | undefined {
  const statement: Record<string, Json> = { Effect: 'Allow' },
    conditions: JsonObject[] = [];
  for (const entry of props.node.properties) {
    const key = entry.type === 'ObjectProperty' ? nameOf(entry.key, entry.computed) : undefined;
    if (entry.type !== 'ObjectProperty' || key === undefined) return undefined;
    if (key === 'principals' || key === 'notPrincipals') {
      const each =
        entry.value.type === 'ArrayExpression'
          ? all(entry.value.elements.map((element) => (element ? principal(element, props.at) : undefined)))
          : undefined;
      const merged = each && together(each.map((one) => one.principal));
      if (!each || merged === undefined) return undefined;
      statement[key === 'principals' ? 'Principal' : 'NotPrincipal'] = merged;
      conditions.push(...each.flatMap((one) => (one.conditions ? [one.conditions] : [])));
    } else {
      const part = PARTS[key],
        value = json(entry.value, props.at);
      if (part === undefined || value === undefined) return undefined;
      if (part !== 'Condition')
        statement[part] = Array.isArray(value) && value.length === 1 ? ((value as readonly Json[])[0] ?? '') : value;
      else if (isObject(value)) conditions.push(value);
      else return undefined;
    }
  }
  const condition = conditions.reduce<JsonObject>(fenced, {});
  return { ...statement, ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}) };
}

/** Both conditions at once: under each operator, the keys of both. */
function fenced(one: JsonObject, other: JsonObject): JsonObject {
  return {
    ...one,
    ...Object.fromEntries(
      Object.entries(other).map(([operator, keys]) => [
        operator,
        isObject(keys) && isObject(one[operator]) ? { ...one[operator], ...keys } : keys,
      ]),
    ),
  };
}

/** Several principals as one: lists under each of their kinds. */
function together(principals: readonly Json[]): Json | undefined {
  const [first, ...others] = principals,
    maps = principals.filter(isObject);
  if (others.length === 0 || maps.length < principals.length) return others.length === 0 ? first : undefined;
  const kinds = [...new Set(maps.flatMap((each) => Object.keys(each)))];
  return Object.fromEntries(
    kinds.map((kind) => {
      const named = maps.flatMap((each) => each[kind] ?? []);
      return [kind, named.length === 1 ? (named[0] ?? '') : named];
    }),
  );
}

const isObject = (json: Json | undefined): json is JsonObject => typeof json === 'object' && json !== null && !Array.isArray(json);
const all = <T>(list: readonly (T | undefined)[]): readonly T[] | undefined =>
  list.includes(undefined) ? undefined : (list as readonly T[]);
