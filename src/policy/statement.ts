/** One statement of a key policy in normal form: what its elements say, single things and lists alike. */
import { literal } from '../core/text.js';
import { inside, items, member, stringOf, textOf } from '../core/value.js';
import type { Refusal } from '../types/policy.js';
import type { PolicyPlace, PrincipalElement, Statement, Unknown } from '../types/statement.js';
import type { Answer, Text, Value } from '../types/values.js';
import { noSuchService } from '../reference/service-principals.js';
import { EVERY_ACTION, PERHAPS_EVERY_ACTION, readActions } from './action-element.js';
import { readConditions } from './conditions.js';
import { awsPrincipal, unreplaced } from './principals.js';
import type { PolicyScope } from './scope.js';

/** A statement as far as it can be read, and what KMS refuses about it. */
export interface ReadStatement {
  readonly statement?: Statement;
  readonly faults: readonly Refusal[];
}

/** The elements of a statement. */
export const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);
const PAIRS = [
  ['Principal', 'NotPrincipal'],
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
] as const;

export function readStatement(value: Value, index: number, variables: Answer, scope: PolicyScope): ReadStatement {
  if (value.is === 'unknown') return { statement: opaque(index, value.at, { of: 'folded', why: value.why }), faults: [] };
  if (value.is === 'text' && literal(value.text) === undefined)
    return { statement: opaque(index, value.at, { of: 'value', text: value.text }), faults: [] };
  if (value.is !== 'map') return { faults: [{ fault: 'statement-not-an-object', at: value.at, statement: index }] };
  const faults = faultsOf(value, index);
  // Where an element is misspelt or there twice, nobody knows what is meant.
  const isMeant = principalIn(value) && !faults.some(({ fault }) => fault === 'unknown-element' || fault === 'both-elements');
  return isMeant ? { statement: normal(value, index, variables, scope), faults } : { faults };
}

const principalIn = (value: Value): Value | undefined => member(value, 'Principal') ?? member(value, 'NotPrincipal');

/** A statement in normal form; one of an IAM policy has no principals. */
export function normal(value: Value, index: number, variables: Answer, scope: PolicyScope): Statement {
  const who = principalIn(value),
    condition = member(value, 'Condition'),
    effect = stringOf(member(value, 'Effect'));
  return {
    index,
    at: value.at,
    sid: stringOf(member(value, 'Sid')),
    effect: effect === 'Allow' || effect === 'Deny' ? effect : 'unknown',
    principals: who ? readPrincipals(who, scope) : [],
    notPrincipal: who !== undefined && member(value, 'Principal') === undefined,
    actions: readActions(member(value, 'Action'), member(value, 'NotAction')),
    resources: readResources(member(value, 'Resource'), member(value, 'NotResource')),
    conditions: condition ? readConditions(condition, variables) : [],
    conditionsAt: condition?.at,
    opaque: undefined,
    implied: false,
  };
}

/**
 * What KMS refuses about a statement's shape. A statement without Action or Resource it takes, and gives it no effect
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html). What is missing beside an element that does not exist
 * is that one, misspelt.
 */
function faultsOf({ entries, at }: Value & { is: 'map' }, statement: number): readonly Refusal[] {
  const found: Refusal[] = [
    ...Object.keys(entries)
      .filter((element) => !ELEMENTS.has(element))
      .map((element): Refusal => ({ fault: 'unknown-element', element, at: entries[element]?.at ?? at, statement })),
    ...PAIRS.filter(([one, other]) => entries[one] && entries[other]).map((elements): Refusal => ({
      fault: 'both-elements',
      elements,
      at: entries[elements[1]]?.at ?? at,
      statement,
    })),
  ];
  const isMisspelt = found.length > 0,
    effect = entries['Effect'],
    written = stringOf(effect);
  const wrong = written === undefined ? effect?.is === 'list' || effect?.is === 'map' : written !== 'Allow' && written !== 'Deny';
  if (!effect && !isMisspelt) found.push({ fault: 'no-effect', at, statement });
  if (effect && wrong) found.push({ fault: 'bad-effect', at: effect.at, effect: written, statement });
  const who = entries['Principal'] ?? entries['NotPrincipal'];
  if (!who && !isMisspelt) found.push({ fault: 'no-principal', at, statement });
  // "One or more" of each kind: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html.
  if (who?.is === 'map' && Object.values(who.entries).every((names) => names.is === 'list' && names.items.length === 0))
    found.push({ fault: 'names-nobody', at: who.at, statement });
  return found;
}

function readPrincipals(value: Value, scope: PolicyScope): readonly PrincipalElement[] {
  const { at } = value;
  if (value.is === 'unknown') return [{ is: 'unknown', at, text: [], why: { of: 'folded', why: value.why } }];
  if (value.is === 'map')
    return Object.entries(value.entries).flatMap(([kind, entry]) => items(entry).map((item) => oneOf(kind, item, scope)));
  const text = textOf(value),
    known = text && literal(text);
  if (known === '*') return [{ is: 'everyone', at, text: ['*'] }];
  if (text && known === undefined) return [{ is: 'unknown', at, text }];
  return [{ is: 'nobody', at, ...(text ? { text } : { text: [], form: value.is }), fault: { is: 'no-kind' }, refused: true }];
}

/** @param kind AWS, Service, Federated or CanonicalUser; KMS knows the first two. */
function oneOf(kind: string, item: Value, scope: PolicyScope): PrincipalElement {
  const text = textOf(item),
    at = item.at;
  if (item.is === 'unknown')
    return { is: 'unknown', at, text: [], why: { of: 'folded', why: item.why }, ...(kind === 'AWS' ? { aws: true } : {}) };
  if (!text) return { is: 'nobody', at, text: [], form: item.is, fault: { is: 'no-text' }, refused: true };
  if (kind === 'AWS') return awsPrincipal(text, at, scope);
  if (kind === 'Service') return serviceNamed(text, at);
  const exists = kind === 'Federated' || kind === 'CanonicalUser';
  return { is: 'nobody', at, text, refused: !exists, fault: { is: exists ? 'unknown-kind' : 'no-such-kind', written: kind } };
}

function serviceNamed(text: Text, at: PolicyPlace): PrincipalElement {
  const written = unreplaced(text),
    name = literal(text);
  if (written !== undefined) return { is: 'nobody', at, text, fault: { is: 'variable', written }, refused: true };
  const fault = name === undefined ? undefined : noSuchService(name);
  return fault
    ? { is: 'nobody', at, text, fault: { is: 'no-service', why: fault.is, meant: fault.meant }, refused: true }
    : { is: 'service', at, text };
}

function readResources(positive: Value | undefined, negative: Value | undefined): Statement['resources'] {
  const value = positive ?? negative;
  return value && { texts: items(value).map(textOf), not: positive === undefined, at: value.at };
}

/** A statement of which only the deployment knows what it says. */
export function opaque(index: number, at: PolicyPlace, why: Unknown): Statement {
  return {
    index,
    at,
    sid: undefined,
    effect: 'unknown',
    principals: [{ is: 'unknown', at, text: [], why }],
    notPrincipal: false,
    actions: { answers: PERHAPS_EVERY_ACTION, negated: false, value: undefined },
    resources: { texts: [undefined], not: false, at },
    conditions: [],
    conditionsAt: undefined,
    opaque: why,
    implied: false,
  };
}

/** What KMS writes where a key is made without a policy (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html). */
export function defaultStatement(at: PolicyPlace, scope: PolicyScope): Statement {
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

export const conditionsAddress = (statement: Statement): PolicyPlace => statement.conditionsAt ?? inside(statement.at, 'Condition');
