/** One statement of a key policy in normal form: what its elements say, single things and lists alike. */
import { literal, sayText } from '../cfn/text.js';
import { inside, items, member, stringOf, textOf } from '../cfn/value.js';
import type { Address, Answer, Text, Value } from '../types.js';
import { EVERY_ACTION, PERHAPS_EVERY_ACTION, readActions, type ActionElement } from './action-element.js';
import { readConditions, type Test } from './conditions.js';
import { awsPrincipal, type Who } from './principals.js';
import type { PolicyScope } from './scope.js';

export interface Statement {
  /** Counted from 0. */
  readonly index: number;
  readonly at: Address;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny' | 'unknown';
  readonly principals: readonly Who[];
  readonly notPrincipal: boolean;
  /** Undefined where the element is missing: the statement has no effect. */
  readonly actions: ActionElement | undefined;
  readonly resources: { readonly texts: readonly (Text | undefined)[]; readonly not: boolean; readonly at: Address } | undefined;
  readonly conditions: readonly Test[];
  readonly conditionsAt: Address | undefined;
  /** Nothing can be known of it but that it may be there. */
  readonly opaque: string | undefined;
  /** KMS writes it where a key is made without a policy. */
  readonly implied: boolean;
}

/** What KMS refuses about the shape of a policy. */
export interface Refused {
  readonly at: Address;
  /** Follows "KMS refuses the policy: ". */
  readonly why: string;
  readonly kind: 'shape' | 'element' | 'version';
}
export const isRefused = (one: Statement | Refused): one is Refused => 'why' in one;

const ELEMENTS = new Set(['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);
const PAIRS = [
  ['Principal', 'NotPrincipal'],
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
] as const;

export function readStatement(value: Value, index: number, variables: Answer, scope: PolicyScope): Statement | Refused {
  if (value.is === 'unknown') return opaque(index, value.at, value.why);
  if (value.is === 'text' && literal(value.text) === undefined) return opaque(index, value.at, `it is ${sayText(value.text)}`);
  if (value.is !== 'map') return { kind: 'shape', at: value.at, why: `statement ${index + 1} is not an object` };
  const fault = faultOf(value, `statement ${index + 1}`);
  if (fault) return fault;
  const principal = member(value, 'Principal'),
    notPrincipal = member(value, 'NotPrincipal'),
    condition = member(value, 'Condition'),
    effect = stringOf(member(value, 'Effect')),
    who = principal ?? notPrincipal;
  if (!who) return { kind: 'shape', at: value.at, why: `statement ${index + 1} has no Principal` };
  return {
    index,
    at: value.at,
    sid: stringOf(member(value, 'Sid')),
    effect: effect === 'Allow' || effect === 'Deny' ? effect : 'unknown',
    principals: readPrincipals(who, scope),
    notPrincipal: principal === undefined,
    actions: readActions(member(value, 'Action'), member(value, 'NotAction')),
    resources: readResources(member(value, 'Resource'), member(value, 'NotResource')),
    conditions: condition ? readConditions(condition, variables) : [],
    conditionsAt: condition?.at,
    opaque: undefined,
    implied: false,
  };
}

/**
 * The first thing about a statement's shape that KMS refuses. A statement without Action or Resource it takes, and gives it no effect
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html).
 */
function faultOf(statement: Value & { is: 'map' }, name: string): Refused | undefined {
  const { entries, at } = statement;
  for (const [element, entry] of Object.entries(entries))
    if (!ELEMENTS.has(element)) return { kind: 'element', at: entry.at, why: `${name} has an element ${element}, which does not exist` };
  for (const [one, other] of PAIRS)
    if (entries[one] && entries[other]) return { kind: 'element', at: entries[other].at, why: `${name} has both ${one} and ${other}` };
  const effect = entries['Effect'];
  if (!effect) return { kind: 'shape', at, why: `${name} has no Effect` };
  const written = stringOf(effect);
  if ((written !== undefined && written !== 'Allow' && written !== 'Deny') || effect.is === 'list' || effect.is === 'map')
    return { kind: 'shape', at: effect.at, why: `${name} has the Effect ${written ?? 'of another type'}, and only Allow and Deny exist` };
  return undefined;
}

function readPrincipals(value: Value, scope: PolicyScope): readonly Who[] {
  if (value.is === 'unknown') return [{ is: 'unknown', at: value.at, text: [], why: value.why }];
  if (value.is === 'map')
    return Object.entries(value.entries).flatMap(([kind, entry]) => items(entry).map((item) => oneOf(kind, item, scope)));
  const text = textOf(value),
    known = text && literal(text);
  if (known === '*') return [{ is: 'everyone', at: value.at, text: ['*'] }];
  if (text && known === undefined) return [{ is: 'unknown', at: value.at, text, why: `it is ${sayText(text)}` }];
  const why = 'a Principal that is not * names its kind: AWS or Service';
  return [{ is: 'nobody', at: value.at, text: text ?? [], why, refused: true }];
}

/** @param kind AWS, Service, Federated or CanonicalUser; KMS knows the first two. */
function oneOf(kind: string, item: Value, scope: PolicyScope): Who {
  const text = textOf(item),
    at = item.at;
  if (item.is === 'unknown') return { is: 'unknown', at, text: [], why: item.why, ...(kind === 'AWS' ? { aws: true } : {}) };
  if (!text) return { is: 'nobody', at, text: [], why: `it is a ${item.is}`, refused: true };
  if (kind === 'AWS') return awsPrincipal(text, at, scope);
  if (kind === 'Service') return { is: 'service', at, text };
  const exists = kind === 'Federated' || kind === 'CanonicalUser';
  const why = exists ? `KMS does not know principals of the kind ${kind}` : `there is no kind of principal called ${kind}`;
  return { is: 'nobody', at, text, refused: !exists, why };
}

function readResources(positive: Value | undefined, negative: Value | undefined): Statement['resources'] {
  const value = positive ?? negative;
  return value && { texts: items(value).map(textOf), not: positive === undefined, at: value.at };
}

/** A statement of which only the deployment knows what it says. */
export function opaque(index: number, at: Address, why: string): Statement {
  return {
    index,
    at,
    sid: undefined,
    effect: 'unknown',
    principals: [{ is: 'unknown', at, text: [], why }],
    notPrincipal: false,
    actions: { answers: PERHAPS_EVERY_ACTION, negated: false, value: { is: 'unknown', at, why } },
    resources: { texts: [undefined], not: false, at },
    conditions: [],
    conditionsAt: undefined,
    opaque: why,
    implied: false,
  };
}

/** What KMS writes where a key is made without a policy (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html). */
export function defaultStatement(at: Address, scope: PolicyScope): Statement {
  const text = scope.env.account;
  return {
    index: 0,
    at,
    sid: undefined,
    effect: 'Allow',
    principals: [{ is: 'account', at, text, account: text }],
    notPrincipal: false,
    actions: { answers: EVERY_ACTION, negated: false, value: { is: 'text', text: ['kms:*'], at } },
    resources: { texts: [['*']], not: false, at },
    conditions: [],
    conditionsAt: undefined,
    opaque: undefined,
    implied: true,
  };
}

/** `statement 2 ("Allow root")`, or of an addition by KMS what it is. */
export function nameOf(statement: Statement): string {
  if (statement.implied) return "KMS's default policy";
  return `statement ${statement.index + 1}${statement.sid === undefined || statement.sid === '' ? '' : ` ("${statement.sid}")`}`;
}

export const conditionsAddress = (statement: Statement): Address => statement.conditionsAt ?? inside(statement.at, 'Condition');
