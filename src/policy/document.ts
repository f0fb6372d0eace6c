/** Reads a key policy into normal statements, from an object or a JSON string, with single things or lists. */
import { literal, printText } from '../cfn/text.js';
import { inside, items, member, textOf, valueOf } from '../cfn/value.js';
import { ACTIONS, actionsMatching, type Action } from '../reference/actions.js';
import type { Address, Policy, Text, Value } from '../types.js';
import { readConditions, type Test } from './conditions.js';
import { like } from './match.js';
import { awsPrincipal, type Who } from './principals.js';
import type { PolicyScope } from './scope.js';

export interface Statement {
  /** Counted from 0. */
  readonly index: number;
  readonly at: Address;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny' | 'unknown';
  readonly principals: readonly Who[];
  readonly notPrincipal: boolean;
  /** The actions that the Action or NotAction list names: for certain, and perhaps. Undefined where the element is missing: the statement has no effect. */
  readonly actions:
    | {
        readonly sure: ReadonlySet<Action>;
        readonly maybe: ReadonlySet<Action>;
        readonly not: boolean;
        readonly at: Address;
        readonly written: readonly string[];
      }
    | undefined;
  readonly resources: { readonly texts: readonly (Text | undefined)[]; readonly not: boolean; readonly at: Address } | undefined;
  readonly conditions: readonly Test[];
  readonly conditionsAt?: Address;
  /** Nothing can be known of it but that it may be there. */
  readonly opaque?: string;
  /** KMS writes it where a key is made without a policy. */
  readonly implied?: true;
}

/** A policy that was read, or what KMS refuses about its shape. */
export type Reading =
  | { readonly is: 'read'; readonly statements: readonly Statement[] }
  | { readonly is: 'refused'; readonly refusals: readonly { readonly at: Address; readonly why: string }[] };

const ALL: ReadonlySet<Action> = new Set(ACTIONS),
  NONE: ReadonlySet<Action> = new Set();

export function readStatements(policy: Policy, scope: PolicyScope): Reading {
  const { document } = policy;
  if (document.is === 'absent') return { is: 'read', statements: [defaultStatement(policy.at, scope)] };
  if (document.is === 'unknown') return { is: 'read', statements: [opaque(0, document.at, document.why)] };
  const value = parsed(document.value);
  if (value === undefined) return refused(document.value.at, 'the policy is not JSON');
  if (value.is === 'unknown') return { is: 'read', statements: [opaque(0, value.at, value.why)] };
  if (value.is === 'text') return { is: 'read', statements: [opaque(0, value.at, `it is ${printText(value.text)}`)] };
  if (value.is !== 'map') return refused(value.at, 'the policy is not an object');
  const list = member(value, 'Statement');
  if (list === undefined) return refused(value.at, 'the policy has no Statement');
  const variables =
    (() => {
      const version = member(value, 'Version'),
        text = version && textOf(version);
      return text && literal(text) === '2012-10-17';
    })() ?? false;
  const read = items(list).map((item, i) => readStatement(item, i, variables, scope));
  const refusals = read.flatMap((one) => ('why' in one ? [one] : []));
  return refusals.length > 0 ? { is: 'refused', refusals } : { is: 'read', statements: read.flatMap((one) => ('why' in one ? [] : [one])) };
}

const refused = (at: Address, why: string): Reading => ({ is: 'refused', refusals: [{ at, why }] });

/** The document in a JSON string, or the value as it is; undefined where a known string is not JSON. Symbols inside the string survive where they stand in strings. */
export function parsed(value: Value): Value | undefined {
  if (value.is !== 'text' || (value.text.length > 0 && typeof value.text[0] !== 'string')) return value;
  const symbols = value.text.filter((part) => typeof part === 'object');
  const mark = (i: number): string => `\uE000${i}\uE001`;
  let next = 0;
  const source = value.text.map((part) => (typeof part === 'string' ? part : mark(next++))).join('');
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    return symbols.length > 0
      ? { is: 'unknown', why: 'the policy is a string that only the deployment completes', at: value.at }
      : undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const pieces = (part: string): Text =>
    part.split(/(\uE000\d+\uE001)/).flatMap((piece): Text => {
      const symbol = symbols[Number(/^\uE000(\d+)\uE001$/.exec(piece)?.[1] ?? -1)];
      return symbol ? [symbol] : piece === '' ? [] : [piece];
    });
  const restore = (node: Value): Value => {
    if (node.is === 'list') return { ...node, items: node.items.map(restore) };
    if (node.is === 'map')
      return { ...node, entries: Object.fromEntries(Object.entries(node.entries).map(([key, entry]) => [key, restore(entry)])) };
    return node.is === 'text' ? { ...node, text: node.text.flatMap((part) => (typeof part === 'string' ? pieces(part) : [part])) } : node;
  };
  const document = valueOf(json, value.at);
  return symbols.length > 0 ? restore(document) : document;
}

function opaque(index: number, at: Address, why: string): Statement {
  return {
    index,
    at,
    effect: 'unknown',
    principals: [{ is: 'unknown', at, text: [], why }],
    notPrincipal: false,
    actions: { sure: NONE, maybe: ALL, not: false, at, written: [] },
    resources: { texts: [undefined], not: false, at },
    conditions: [],
    opaque: why,
  };
}

/** What KMS writes where a key is made without a policy (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html). */
function defaultStatement(at: Address, scope: PolicyScope): Statement {
  const text = scope.env.account;
  return {
    index: 0,
    at,
    effect: 'Allow',
    principals: [{ is: 'account', at, text, account: text }],
    notPrincipal: false,
    actions: { sure: ALL, maybe: NONE, not: false, at, written: ['kms:*'] },
    resources: { texts: [['*']], not: false, at },
    conditions: [],
    implied: true,
  };
}

function readStatement(
  value: Value,
  index: number,
  variables: boolean,
  scope: PolicyScope,
): Statement | { readonly at: Address; readonly why: string } {
  if (value.is === 'unknown') return opaque(index, value.at, value.why);
  if (value.is === 'text' && literal(value.text) === undefined) return opaque(index, value.at, `it is ${printText(value.text)}`);
  if (value.is !== 'map') return { at: value.at, why: `statement ${index + 1} is not an object` };
  const effectValue = member(value, 'Effect'),
    effectText = textOf(effectValue),
    effect = effectText && literal(effectText);
  if (effectValue === undefined) return { at: value.at, why: `statement ${index + 1} has no Effect` };
  if ((effect !== undefined && effect !== 'Allow' && effect !== 'Deny') || effectValue.is === 'list' || effectValue.is === 'map')
    return {
      at: effectValue.at,
      why: `statement ${index + 1} has the Effect ${effect ?? 'of another type'}, and only Allow and Deny exist`,
    };
  const principal = member(value, 'Principal'),
    notPrincipal = member(value, 'NotPrincipal');
  const who = principal ?? notPrincipal;
  if (who === undefined) return { at: value.at, why: `statement ${index + 1} has no Principal` };
  const sid = textOf(member(value, 'Sid')),
    sidText = sid && literal(sid),
    condition = member(value, 'Condition');
  return {
    index,
    at: value.at,
    ...(sidText === undefined ? {} : { sid: sidText }),
    effect: effect === 'Allow' || effect === 'Deny' ? effect : 'unknown',
    principals: readPrincipals(who, scope),
    notPrincipal: principal === undefined,
    actions: readActions(member(value, 'Action'), member(value, 'NotAction')),
    resources: readResources(member(value, 'Resource'), member(value, 'NotResource')),
    conditions: condition ? readConditions(condition, variables) : [],
    ...(condition ? { conditionsAt: condition.at } : {}),
  };
}

function readPrincipals(value: Value, scope: PolicyScope): readonly Who[] {
  if (value.is === 'unknown') return [{ is: 'unknown', at: value.at, text: [], why: value.why }];
  if (value.is !== 'map') {
    const text = textOf(value),
      known = text && literal(text);
    if (text && known === undefined) return [{ is: 'unknown', at: value.at, text, why: `it is ${printText(text)}` }];
    return [
      known === '*'
        ? { is: 'everyone', at: value.at, text: ['*'] }
        : { is: 'nobody', at: value.at, text: text ?? [], why: 'a Principal that is not * names its kind: AWS or Service', refused: true },
    ];
  }
  return Object.entries(value.entries).flatMap(([kind, entry]) =>
    items(entry).map((item): Who => {
      const text = textOf(item),
        at = item.at;
      if (!text)
        return item.is === 'unknown'
          ? { is: 'unknown', at, text: [], why: item.why }
          : { is: 'nobody', at, text: [], why: `it is a ${item.is}`, refused: true };
      if (kind === 'AWS') return awsPrincipal(text, at, scope);
      if (kind === 'Service') return { is: 'service', at, text };
      const other = kind === 'Federated' || kind === 'CanonicalUser';
      return {
        is: 'nobody',
        at,
        text,
        refused: !other,
        why: other ? `KMS does not know principals of the kind ${kind}` : `there is no kind of principal called ${kind}`,
      };
    }),
  );
}

function readActions(positive: Value | undefined, negative: Value | undefined): Statement['actions'] {
  const value = positive ?? negative;
  if (!value) return undefined;
  let all = false;
  const some = new Set<Action>(),
    maybe = new Set<Action>(),
    written: string[] = [];
  for (const item of items(value)) {
    const text = textOf(item),
      known = text && literal(text);
    if (text) written.push(printText(text));
    if (known === '*' || known === 'kms:*') all = true;
    else if (known !== undefined) for (const action of actionsMatching(known)) some.add(action);
    else for (const action of ACTIONS) if (!text || like(lower(text), [action.id.toLowerCase()], true) !== 'no') maybe.add(action);
  }
  const sure = all ? ALL : some;
  return { sure, maybe, not: positive === undefined, at: value.at, written };
}

const lower = (text: Text): Text => text.map((part) => (typeof part === 'string' ? part.toLowerCase() : part));

function readResources(positive: Value | undefined, negative: Value | undefined): Statement['resources'] {
  const value = positive ?? negative;
  return value && { texts: items(value).map(textOf), not: positive === undefined, at: value.at };
}

/** `statement 2 ("Allow root")`, or of an addition by KMS what it is. */
export function nameOf(statement: Statement): string {
  if (statement.implied) return "KMS's default policy";
  return `statement ${statement.index + 1}${statement.sid === undefined || statement.sid === '' ? '' : ` ("${statement.sid}")`}`;
}

export const conditionsAddress = (statement: Statement): Address => statement.conditionsAt ?? inside(statement.at, 'Condition');
