/** Reads what a call gives away as a statement of the policy language: of a PolicyStatement as it is made and added to, of a grant. */
import { isObject } from '../../core/json.js';
import type * as t from '@babel/types';
import type { Json, JsonObject } from '../../types/files.js';
import { all, openJson, single, type JsonReader, type Surroundings } from './json.js';
import { isMember, plainName } from './nodes.js';
import { fenced, openPrincipals, together, type Principal, type Principals } from './principals.js';
import type { CallContext, CodeValue, Values } from './value.js';
import type { GranteeKind } from '../../types/program.js';

export interface Reader extends JsonReader {
  /** To whom a grant gives. @param accounts the accounts of the app's stacks; undefined where one is not known. */
  grantee(node: t.Node | undefined, at: CallContext, accounts: readonly string[] | undefined): GranteeKind;
  /** The statement of `addToResourcePolicy(statement)`. */
  statement(node: t.Node | undefined, at: CallContext): Json | undefined;
  /** The statement that a grant would add to the key's policy. */
  grantStatement(method: string, args: readonly t.Node[], at: CallContext): Json | undefined;
}

/** What each grant gives (aws-cdk-lib 2.276.0, aws-kms/lib/private/perms); `grants` names them without the word. */
const ENCRYPT = ['kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'];
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  admin: [
    'kms:Create*',
    'kms:Describe*',
    'kms:Enable*',
    'kms:List*',
    'kms:Put*',
    'kms:Update*',
    'kms:Revoke*',
    'kms:Disable*',
    'kms:Get*',
    'kms:Delete*',
    'kms:TagResource',
    'kms:UntagResource',
    'kms:ScheduleKeyDeletion',
    'kms:CancelKeyDeletion',
  ],
  decrypt: ['kms:Decrypt'],
  encrypt: ENCRYPT,
  encryptdecrypt: ['kms:Decrypt', ...ENCRYPT],
  sign: ['kms:Sign'],
  verify: ['kms:Verify'],
  signverify: ['kms:Sign', 'kms:Verify'],
  generatemac: ['kms:GenerateMac'],
  verifymac: ['kms:VerifyMac'],
};

/** What a grant of this name gives; undefined where only its arguments tell. */
export function actionsOfGrant(method: string): readonly string[] | undefined {
  return ACTIONS[method.replace(/^grants\.|^grant/, '').toLowerCase()];
}

/** A statement while it is put together. */
interface Draft {
  readonly parts: Map<string, Json>;
  readonly principals: Principal[];
  readonly notPrincipals: Principal[];
  conditions: JsonObject;
}

export function openReader(values: Values, around: Surroundings = {}): Reader {
  const reader = openJson(values, around);
  const principals = openPrincipals(values, reader);
  return {
    ...reader,
    grantee: (node, at, accounts) => principals.kindOf(node, at, accounts),
    statement: (node, at) => statementOf(node, at, { values, reader, principals }),
    grantStatement(method, args, at) {
      const to = principals.written(args[0], at);
      const isPlain = method === 'grant' || method === 'actions';
      const given = isPlain ? all(args.slice(1).map((arg) => reader.json(arg, at))) : actionsOfGrant(method);
      if (!to || !given || given.length === 0) return undefined;
      return {
        Effect: 'Allow',
        Principal: to.principal,
        Action: oneOrList(given),
        Resource: '*',
        ...(to.conditions ? { Condition: to.conditions } : {}),
      };
    },
  };
}

interface Sight {
  readonly values: Values;
  readonly reader: JsonReader;
  readonly principals: Principals;
}
type Made = Extract<CodeValue, { is: 'made' }>;

function statementOf(node: t.Node | undefined, at: CallContext, sight: Sight): Json | undefined {
  const value = single(node, at, sight.values);
  if (value?.is !== 'made') return undefined;
  if (value.name === 'aws_iam.PolicyStatement.fromJson') return sight.reader.filled(value.args[0], value.at);
  if (value.name !== 'aws_iam.PolicyStatement') return undefined;
  const draft: Draft = { parts: new Map([['Effect', 'Allow']]), principals: [], notPrincipals: [], conditions: {} };
  const [given] = value.args;
  const isRead = (!given || readProps(given, value.at, draft, sight)) && readChanges(value, draft, sight);
  return isRead ? finished(draft) : undefined;
}

/** Without a principal it is no statement of a key policy. */
function finished({ parts, principals, notPrincipals, conditions }: Draft): Json | undefined {
  const principal = principals.length > 0 ? together(principals.map((each) => each.principal)) : undefined;
  const notPrincipal = notPrincipals.length > 0 ? together(notPrincipals.map((each) => each.principal)) : undefined;
  if ((principal === undefined) === (notPrincipal === undefined) || !(parts.has('Action') || parts.has('NotAction'))) return undefined;
  const fences = [...principals, ...notPrincipals].flatMap((each): readonly JsonObject[] => (each.conditions ? [each.conditions] : []));
  const condition = [...fences, conditions].reduce<JsonObject>(fenced, {});
  return {
    ...Object.fromEntries([...parts].map(([part, value]) => [part, oneOrList(value)])),
    ...(principal === undefined ? {} : { Principal: principal }),
    ...(notPrincipal === undefined ? {} : { NotPrincipal: notPrincipal }),
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
}

function oneOrList(value: Json): Json {
  if (!Array.isArray(value)) return value;
  const list = value as readonly Json[];
  return list.length === 1 ? (list[0] ?? '') : list;
}

// ── As it is made ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Parts of a PolicyStatement's properties and the words of the policy language for them. */
const PARTS: Readonly<Record<string, string>> = {
  sid: 'Sid',
  effect: 'Effect',
  actions: 'Action',
  notActions: 'NotAction',
  resources: 'Resource',
  notResources: 'NotResource',
};

/** @returns whether all of it could be read */
function readProps(node: t.Node, at: CallContext, draft: Draft, sight: Sight): boolean {
  const props = single(node, at, sight.values);
  if (props?.is !== 'object') return false;
  return props.node.properties.every((entry) => {
    const key = entry.type === 'ObjectProperty' ? plainName(entry.key, entry.computed) : undefined;
    return entry.type === 'ObjectProperty' && key !== undefined && setPart(key, entry.value, props.at, draft, sight);
  });
}

function setPart(key: string, node: t.Node, at: CallContext, draft: Draft, sight: Sight): boolean {
  if (key === 'principals' || key === 'notPrincipals') {
    const list = single(node, at, sight.values);
    return list?.is === 'list' && addPrincipals(draft[key], list.node.elements, list.at, sight);
  }
  if (key === 'conditions') return addConditions(draft, sight.reader.filled(node, at));
  const part = PARTS[key];
  // What is done must be known; on what and under which name may be filled in.
  const value = /actions|effect/i.test(key) ? sight.reader.json(node, at) : sight.reader.filled(node, at);
  if (part === undefined || value === undefined) return false;
  draft.parts.set(part, value);
  return true;
}

function addPrincipals(to: Principal[], nodes: readonly (t.Node | null)[], at: CallContext, { principals }: Sight): boolean {
  const found = all(nodes.map((node) => principals.written(node ?? undefined, at)));
  to.push(...(found ?? []));
  return found !== undefined;
}

function addConditions(draft: Draft, conditions: Json | undefined): boolean {
  if (!isObject(conditions)) return false;
  draft.conditions = fenced(draft.conditions, conditions);
  return true;
}

// ── As it is added to ────────────────────────────────────────────────────────────────────────────────────────────────────

const LISTS: Readonly<Record<string, string>> = {
  addActions: 'Action',
  addNotActions: 'NotAction',
  addResources: 'Resource',
  addNotResources: 'NotResource',
};

/** What the methods of the variable that holds the statement add to it. @returns whether all of it could be read */
function readChanges({ node, at }: Made, draft: Draft, sight: Sight): boolean {
  const declared = at.in.parent(node);
  if (declared?.type !== 'VariableDeclarator' || declared.id.type !== 'Identifier') return true;
  const variable = at.in.binding(declared.id.name, declared.id);
  const isOf = (object: t.Node): boolean => object.type === 'Identifier' && at.in.binding(object.name, object) === variable;
  return at.in.calls.every(({ callee, arguments: args }) => {
    const name = isMember(callee) && isOf(callee.object) ? plainName(callee.property, callee.computed) : undefined;
    return name === undefined || !name.startsWith('add') || change(name, args, at, draft, sight);
  });
}

function change(name: string, args: readonly t.Node[], at: CallContext, draft: Draft, sight: Sight): boolean {
  const [first, second] = args;
  const read = (node: t.Node | undefined): Json | undefined => sight.reader.filled(node, at);
  const list = LISTS[name];
  if (list !== undefined) {
    const items = all(args.map((arg) => sight.reader.json(arg, at)));
    const before = draft.parts.get(list) ?? [];
    draft.parts.set(list, [...(Array.isArray(before) ? (before as readonly Json[]) : [before]), ...(items ?? [])]);
    return items !== undefined;
  }
  switch (name) {
    case 'addAllResources':
      draft.parts.set('Resource', ['*']);
      return true;
    case 'addPrincipals':
      return addPrincipals(draft.principals, args, at, sight);
    case 'addAnyPrincipal':
      draft.principals.push({ principal: { AWS: '*' } });
      return true;
    case 'addServicePrincipal':
    case 'addArnPrincipal':
    case 'addAwsAccountPrincipal': {
      const to = read(first);
      if (typeof to !== 'string' || second) return false;
      draft.principals.push({ principal: addedPrincipal(name, to) });
      return true;
    }
    case 'addCondition': {
      const operator = read(first);
      const keys = read(second);
      return typeof operator === 'string' && keys !== undefined && addConditions(draft, { [operator]: keys });
    }
    case 'addConditions':
      return addConditions(draft, read(first));
    default:
      return false;
  }
}

function addedPrincipal(method: string, name: string): Json {
  if (method === 'addServicePrincipal') return { Service: name };
  return { AWS: method === 'addArnPrincipal' ? name : `arn:aws:iam::${name}:root` };
}
