/** To whom access is given: the kind of a grantee, and a principal in the words of the policy language. */
import { isObject } from '../../core/json.js';
import type * as t from '@babel/types';
import type { Json, JsonObject } from '../../types/files.js';
import { single, type JsonReader } from './json.js';
import type { CallContext, CodeValue, Values } from './value.js';
import type { GranteeKind } from '../../types/program.js';

/** A principal with the conditions that it brings along. */
export interface Principal {
  readonly principal: Json;
  readonly conditions?: JsonObject;
}
export interface Principals {
  /** @param accounts the accounts of the app's stacks; undefined where one is not known. */
  kindOf(node: t.Node | undefined, at: CallContext, accounts: readonly string[] | undefined): GranteeKind;
  written(node: t.Node | undefined, at: CallContext): Principal | undefined;
}

const KINDS: Readonly<Record<string, GranteeKind>> = {
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
/** A principal of everyone, or of another, through one service: CDK has no policy to write it to but the key's. */
const VIA_SERVICE = 'aws_kms.ViaServicePrincipal';

export function openPrincipals(values: Values, reader: JsonReader): Principals {
  const kindOf: Principals['kindOf'] = (node, at, accounts) => agreed(values.of(node, at).map((value) => kindOfValue(value, accounts)));

  const kindOfValue = (value: CodeValue, accounts: readonly string[] | undefined): GranteeKind => {
    // An object of the app's own class is a construct, which has a role.
    if (value.is === 'instance') return 'identity';
    if (value.is === 'object') return agreed(values.member(value, 'grantPrincipal').map((each) => kindOfValue(each, accounts)));
    if (value.is !== 'made') return 'unknown';
    if (WRAPPERS.test(value.name)) return kindOf(value.args[0], value.at, accounts);
    if (value.name === VIA_SERVICE) return 'anyone';
    const [, made = '', maker] = /^aws_iam\.(\w+)(?:\.(\w+))?$/.exec(value.name) ?? [];
    if (made === 'ServicePrincipal') return 'service';
    if (maker !== undefined) return kindOfImported(maker, value.args[2], value.at, accounts);
    const known = KINDS[made];
    if (known === 'account') return kindOfAccount(value.args[0], value.at, accounts);
    if (known !== undefined) return known;
    return /^aws_\w+\.\w+$/.test(value.name) && !/Principal$/.test(value.name) ? 'identity' : 'unknown';
  };
  /** The own account's key policy trusts it in most cases: whether such a grant was needed is not to be known. */
  const kindOfAccount = (node: t.Node | undefined, at: CallContext, accounts: readonly string[] | undefined): GranteeKind => {
    const name = reader.json(node, at);
    const account = typeof name === 'string' ? /^\d{12}$/.exec(name)?.[0] : undefined;
    return account === undefined || accounts === undefined || accounts.includes(account) ? 'unknown' : 'account';
  };
  /** A role that is imported by its ARN: of the own account it gets a policy of its own, of another nothing. */
  const kindOfImported = (
    maker: string,
    node: t.Node | undefined,
    at: CallContext,
    accounts: readonly string[] | undefined,
  ): GranteeKind => {
    const arn = /^from(Role|User)Arn$/.test(maker) ? reader.json(node, at) : undefined;
    const account = typeof arn === 'string' ? /^arn:[^:]+:iam::(\d{12}):/.exec(arn)?.[1] : undefined;
    if (account === undefined || accounts === undefined) return 'unknown';
    return accounts.includes(account) ? 'identity' : 'foreign';
  };

  const written = (node: t.Node | undefined, at: CallContext): Principal | undefined => {
    const value = single(node, at, values);
    if (value?.is !== 'made') return undefined;
    if (WRAPPERS.test(value.name)) return fencedBy(written(value.args[0], value.at), value.args[1], value.at);
    if (value.name === VIA_SERVICE) return viaService(value.args, value.at);
    const [, kind] = /^aws_iam\.(\w+)(?:\.fromStaticServicePrincipleName)?$/.exec(value.name) ?? [];
    if (kind === 'AnyPrincipal' || kind === 'Anyone') return { principal: { AWS: '*' } };
    if (kind === 'StarPrincipal') return { principal: '*' };
    const name = reader.filled(value.args[0], value.at);
    if (typeof name !== 'string') return undefined;
    switch (kind) {
      case 'ServicePrincipal':
        return ofService(name, value.args[1], value.at);
      case 'AccountPrincipal':
        return { principal: { AWS: `arn:aws:iam::${name}:root` } };
      case 'ArnPrincipal':
        return { principal: { AWS: name } };
      case 'OrganizationPrincipal':
        return { principal: { AWS: '*' }, conditions: { StringEquals: { 'aws:PrincipalOrgID': name } } };
      default:
        return undefined;
    }
  };
  const ofService = (name: string, options: t.Node | undefined, at: CallContext): Principal | undefined => {
    if (!options) return { principal: { Service: name } };
    const read = reader.filled(options, at);
    if (!isObject(read)) return undefined;
    return { principal: { Service: name }, ...(isObject(read['conditions']) ? { conditions: read['conditions'] } : {}) };
  };
  const fencedBy = (inner: Principal | undefined, node: t.Node | undefined, at: CallContext): Principal | undefined => {
    const conditions = node ? reader.filled(node, at) : {};
    return inner && isObject(conditions)
      ? { principal: inner.principal, conditions: fenced(inner.conditions ?? {}, conditions) }
      : undefined;
  };
  const viaService = ([service, base]: readonly t.Node[], at: CallContext): Principal | undefined => {
    const name = reader.filled(service, at);
    const inner = base ? written(base, at) : { principal: '*' };
    if (!inner || typeof name !== 'string') return undefined;
    return { principal: inner.principal, conditions: fenced(inner.conditions ?? {}, { StringEquals: { 'kms:ViaService': name } }) };
  };
  return { kindOf, written };
}

function agreed(kinds: readonly GranteeKind[]): GranteeKind {
  const [first = 'unknown'] = kinds;
  return kinds.every((kind) => kind === first) ? first : 'unknown';
}

/** Both conditions at once: under each operator, the keys of both. */
export function fenced(one: JsonObject, other: JsonObject): JsonObject {
  const added = Object.entries(other).map(([operator, keys]) => {
    const before = one[operator];
    return [operator, isObject(keys) && isObject(before) ? { ...before, ...keys } : keys] as const;
  });
  return { ...one, ...Object.fromEntries(added) };
}

/** Several principals as one: lists under each of their kinds. */
export function together(principals: readonly Json[]): Json | undefined {
  const [first, ...others] = principals;
  if (others.length === 0) return first;
  const maps = principals.filter(isObject);
  if (maps.length < principals.length) return undefined;
  const kinds = [...new Set(maps.flatMap((each) => Object.keys(each)))];
  return Object.fromEntries(
    kinds.map((kind) => {
      const named = maps.flatMap((each) => each[kind] ?? []);
      return [kind, named.length === 1 ? (named[0] ?? '') : named];
    }),
  );
}
