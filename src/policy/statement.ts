/** One statement of a key policy in normal form: what its elements say, single things and lists alike. */
import { literal, printText, sayText } from '../cfn/text.js';
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
/** A statement as far as it can be read, and what KMS refuses about it. */
export interface ReadStatement {
  readonly statement?: Statement;
  readonly faults: readonly Refused[];
}

const ELEMENTS = new Set(['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);
const PAIRS = [
  ['Principal', 'NotPrincipal'],
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
] as const;

export function readStatement(value: Value, index: number, variables: Answer, scope: PolicyScope): ReadStatement {
  if (value.is === 'unknown') return { statement: opaque(index, value.at, value.why), faults: [] };
  if (value.is === 'text' && literal(value.text) === undefined)
    return { statement: opaque(index, value.at, `it is ${sayText(value.text)}`), faults: [] };
  if (value.is !== 'map') return { faults: [{ kind: 'shape', at: value.at, why: `statement ${index + 1} is not an object` }] };
  const faults = faultsOf(value, `statement ${index + 1}`);
  const principal = member(value, 'Principal'),
    notPrincipal = member(value, 'NotPrincipal'),
    condition = member(value, 'Condition'),
    effect = stringOf(member(value, 'Effect')),
    who = principal ?? notPrincipal;
  // Where an element is misspelt or there twice, nobody knows what is meant.
  if (!who || faults.some(({ kind }) => kind === 'element')) return { faults };
  const statement: Statement = {
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
  return { statement, faults };
}

/**
 * What KMS refuses about a statement's shape. A statement without Action or Resource it takes, and gives it no effect
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html). What is missing beside an element that does not exist is that one, misspelt.
 */
function faultsOf({ entries, at }: Value & { is: 'map' }, name: string): readonly Refused[] {
  const elements = [
    ...Object.keys(entries)
      .filter((element) => !ELEMENTS.has(element))
      .map((element) => [element, `${name} has an element ${element}, which does not exist`] as const),
    ...PAIRS.filter(([one, other]) => entries[one] && entries[other]).map(
      ([one, other]) => [other, `${name} has both ${one} and ${other}`] as const,
    ),
  ].map(([element, why]): Refused => ({ kind: 'element', at: entries[element]?.at ?? at, why }));
  const shape: Refused[] = [];
  const effect = entries['Effect'],
    written = stringOf(effect);
  const wrong = written === undefined ? effect?.is === 'list' || effect?.is === 'map' : written !== 'Allow' && written !== 'Deny';
  if (!effect && elements.length === 0) shape.push({ kind: 'shape', at, why: `${name} has no Effect` });
  if (effect && wrong)
    shape.push({
      kind: 'shape',
      at: effect.at,
      why: `${name} has the Effect ${written ?? 'of another type'}, and only Allow and Deny exist`,
    });
  const who = entries['Principal'] ?? entries['NotPrincipal'];
  if (!who && elements.length === 0) shape.push({ kind: 'shape', at, why: `${name} has no Principal` });
  // "One or more" of each kind: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html.
  if (who?.is === 'map' && Object.values(who.entries).every((names) => names.is === 'list' && names.items.length === 0))
    shape.push({ kind: 'shape', at: who.at, why: `${name} names no principal` });
  return [...elements, ...shape];
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
  return [{ is: 'nobody', at: value.at, text: text ?? [kindOf(value)], why, refused: true }];
}

const kindOf = ({ is }: Value): string => (is === 'map' ? 'an object' : is === 'list' ? 'a list' : 'something');

/** @param kind AWS, Service, Federated or CanonicalUser; KMS knows the first two. */
function oneOf(kind: string, item: Value, scope: PolicyScope): Who {
  const text = textOf(item),
    at = item.at;
  if (item.is === 'unknown') return { is: 'unknown', at, text: [], why: item.why, ...(kind === 'AWS' ? { aws: true } : {}) };
  if (!text) return { is: 'nobody', at, text: [kindOf(item)], why: 'a principal is a text', refused: true };
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

/** Whom a statement means, in words: the principals that it names, `everybody`, or all but some. */
export function whomOf({ principals, notPrincipal }: Statement): string {
  const names = [...new Set(principals.map(({ text }) => (text.length === 0 ? 'somebody' : printText(text))))];
  const [first = 'nobody', second] = names;
  if (names.includes('*')) return notPrincipal ? 'nobody' : 'everybody';
  const list = names.length > 2 ? `${first} and ${names.length - 1} others` : second === undefined ? first : `${first} and ${second}`;
  return notPrincipal ? `all but ${list}` : list;
}

export const conditionsAddress = (statement: Statement): Address => statement.conditionsAt ?? inside(statement.at, 'Condition');
