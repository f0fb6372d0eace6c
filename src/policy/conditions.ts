/** The Condition element: its operators, and whether one test holds for what a request carries. */
import { literal, text as join } from '../cfn/text.js';
import { items, textOf } from '../cfn/value.js';
import { isMultiValued } from '../reference/actions.js';
import type { Address, Answer, Text, Value } from '../types.js';
import { and, either, not, or } from '../answer.js';
import { arnLike, like } from './match.js';
import { isFresh } from './scope.js';

/** What a request carries under one condition key: surely, never or perhaps; these values, or (undefined) nobody knows which. */
export interface Slot {
  readonly present: Answer;
  readonly values?: readonly Text[];
}
export type Lookup = (key: string) => Slot;

type Base = 'string' | 'string-ignore-case' | 'string-like' | 'arn' | 'bool' | 'numeric' | 'date' | 'ip' | 'binary' | 'null';
/** One condition key under one operator. */
export interface Test {
  /** As written: `StringEquals`, `kms:CallerAccount`. */
  readonly operator: string;
  readonly name: string;
  /** The condition key in lower case: its names know no letter case. */
  readonly key: string;
  /** Undefined: an operator that does not exist, or a value that is not known at all. */
  readonly base: Base | undefined;
  readonly order: 'equals' | 'less' | 'less-or-equal' | 'greater' | 'greater-or-equal';
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly set: 'all' | 'any' | undefined;
  readonly values: readonly Text[];
  /** Some value is not known at all. */
  readonly open: boolean;
  /** Both true and false are among the values, so that Bool and Null hold whatever the request carries. */
  readonly eitherWay: boolean;
  /** Whether policy variables are replaced: only under Version 2012-10-17. */
  readonly variables: Answer;
  readonly at: Address;
}

const BASES: Readonly<Record<string, readonly [Base, negated: boolean]>> = {
  stringequals: ['string', false],
  stringnotequals: ['string', true],
  stringequalsignorecase: ['string-ignore-case', false],
  stringnotequalsignorecase: ['string-ignore-case', true],
  stringlike: ['string-like', false],
  stringnotlike: ['string-like', true],
  arnequals: ['arn', false],
  arnlike: ['arn', false],
  arnnotequals: ['arn', true],
  arnnotlike: ['arn', true],
  bool: ['bool', false],
  null: ['null', false],
  binaryequals: ['binary', false],
  ipaddress: ['ip', false],
  notipaddress: ['ip', true],
};
const ORDERS: Readonly<Record<string, Test['order']>> = {
  equals: 'equals',
  notequals: 'equals',
  lessthan: 'less',
  lessthanequals: 'less-or-equal',
  greaterthan: 'greater',
  greaterthanequals: 'greater-or-equal',
};

/** The operator's parts in any letter case, or undefined where there is no such operator. */
export function operatorOf(written: string): (Pick<Test, 'order' | 'negated' | 'ifExists' | 'set'> & { readonly base: Base }) | undefined {
  const match = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/.exec(written.toLowerCase());
  const name = match?.[2] ?? '',
    ordered = /^(numeric|date)(.+)$/.exec(name),
    simple = Object.hasOwn(BASES, name) ? BASES[name] : undefined;
  const order = ordered && Object.hasOwn(ORDERS, ordered[2] ?? '') ? ORDERS[ordered[2] ?? ''] : 'equals';
  const base = simple?.[0] ?? (ordered && Object.hasOwn(ORDERS, ordered[2] ?? '') ? (ordered[1] as Base) : undefined);
  if (!match || base === undefined || (base === 'null' && (match[1] !== undefined || match[3] !== undefined))) return undefined;
  return {
    base,
    order: order ?? 'equals',
    negated: simple?.[1] ?? ordered?.[2] === 'notequals',
    ifExists: match[3] !== undefined,
    set: match[1] === 'forallvalues' ? 'all' : match[1] === 'foranyvalue' ? 'any' : undefined,
  };
}

export function readConditions(value: Value, variables: Answer): readonly Test[] {
  const unknown = (at: Address, operator: string, name: string): Test => ({
    operator,
    name,
    key: name.toLowerCase(),
    base: undefined,
    order: 'equals',
    negated: false,
    ifExists: false,
    set: undefined,
    values: [],
    open: true,
    eitherWay: false,
    variables,
    at,
  });
  if (value.is !== 'map') return [unknown(value.at, 'Condition', '')];
  return Object.entries(value.entries).flatMap(([operator, keys]) => {
    const parts = operatorOf(operator);
    if (keys.is !== 'map') return [unknown(keys.at, operator, '')];
    return Object.entries(keys.entries).map(([name, entry]): Test => {
      if (!parts) return unknown(entry.at, operator, name);
      const texts = items(entry).map(textOf),
        values = texts.filter((text) => text !== undefined);
      return {
        operator,
        name,
        key: name.toLowerCase(),
        ...parts,
        values,
        open: values.length < texts.length,
        eitherWay: (parts.base === 'bool' || parts.base === 'null') && bothWays(values),
        variables,
        at: entry.at,
      };
    });
  });
}

/** The value of a condition key that a request carries and nobody knows: the same unknown wherever the key is read. */
export const anyValue = (key: string): Text => [{ of: 'other', name: `the request's ${key}`, scope: '' }];

/** Whether the test holds. What it says of a request without the key: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html. */
export function holds(test: Test, lookup: Lookup): Answer {
  if (test.base === undefined) return 'unknown';
  const slot = lookup(test.key);
  if (test.base === 'null') {
    return test.eitherWay ? 'yes' : or(...test.values.map((value) => nullHolds(value, slot)), test.open ? 'unknown' : 'no');
  }
  const absent = test.ifExists || test.set === 'all' || (test.negated && test.set === undefined) ? 'yes' : 'no';
  return slot.present === 'no' ? absent : either(slot.present, present(test, slot, lookup), absent);
}

function bothWays(values: readonly Text[]): boolean {
  const known = values.map((value) => literal(value)?.toLowerCase());
  return known.includes('true') && known.includes('false');
}

function nullHolds(value: Text, slot: Slot): Answer {
  const known = literal(value)?.toLowerCase();
  return known === 'true' ? not(slot.present) : known === 'false' ? slot.present : 'unknown';
}

function present(test: Test, slot: Slot, lookup: Lookup): Answer {
  if (test.eitherWay) return 'yes';
  const values = slot.values ?? [anyValue(test.key)];
  const one = (value: Text): Answer => {
    const matched = or(...test.values.map((pattern) => compare(test, pattern, value, lookup)), test.open ? 'unknown' : 'no');
    return test.negated ? not(matched) : matched;
  };
  const answers = values.map(one);
  if (test.set === 'all') return and(...answers);
  if (test.set === 'any') return or(...answers);
  return answers.length === 1 && !isMultiValued(test.key) ? (answers[0] ?? 'no') : either('unknown', and(...answers), or(...answers));
}

function compare(test: Test, pattern: Text, value: Text, lookup: Lookup): Answer {
  if (test.variables === 'no' || !hasVariables(pattern)) return compareText(test, pattern, value);
  const filled = substitute(pattern, lookup);
  const answer = filled ? compareText(test, filled.text, value) : 'no';
  const replaced = filled?.sure === false && answer === 'yes' ? 'unknown' : answer;
  return either(test.variables, replaced, compareText(test, pattern, value));
}

export const hasVariables = (pattern: Text): boolean => pattern.some((part) => typeof part === 'string' && part.includes('${'));

function compareText({ base, order }: Test, pattern: Text, value: Text): Answer {
  switch (base) {
    case 'string':
      return like(pattern, value, false);
    case 'string-ignore-case':
    case 'bool':
      return like(lower(pattern), lower(value), false);
    case 'string-like':
      return like(pattern, value, true);
    case 'arn':
      return arnLike(pattern, value);
    case 'ip':
      return ipMatches(pattern, value);
    case 'numeric':
      return ordered(order, number(pattern), number(value));
    case 'date':
      return ordered(order, date(pattern), date(value));
    default:
      return 'unknown';
  }
}

const lower = (text: Text): Text => text.map((part) => (typeof part === 'string' ? part.toLowerCase() : part));
const number = (text: Text): number | undefined => {
  const known = literal(text);
  return known === undefined || known.trim() === '' || Number.isNaN(Number(known)) ? undefined : Number(known);
};
const date = (text: Text): number | undefined => {
  const known = literal(text);
  if (known === undefined) return undefined;
  const time = /^\d+$/.test(known) ? Number(known) * 1000 : Date.parse(known);
  return Number.isNaN(time) ? undefined : time;
};

function ordered(order: Test['order'], pattern: number | undefined, value: number | undefined): Answer {
  if (pattern === undefined || value === undefined) return 'unknown';
  const holds_ =
    order === 'equals'
      ? value === pattern
      : order === 'less'
        ? value < pattern
        : order === 'less-or-equal'
          ? value <= pattern
          : order === 'greater'
            ? value > pattern
            : value >= pattern;
  return holds_ ? 'yes' : 'no';
}

/** CIDR blocks of IPv4; an address that no policy names is in a block only if the block is the whole world. */
function ipMatches(pattern: Text, value: Text): Answer {
  const block = literal(pattern),
    address = literal(value);
  if (block === undefined) return 'unknown';
  if (isFresh(value[0])) return /^(0\.0\.0\.0|::)\/0$/.test(block) ? 'yes' : 'no';
  const a = ipv4(block.split('/')[0] ?? ''),
    b = address === undefined ? undefined : ipv4(address.split('/')[0] ?? ''),
    bits = Number(block.split('/')[1] ?? 32);
  if (a === undefined || b === undefined || Number.isNaN(bits)) return 'unknown';
  return bits === 0 || a >>> (32 - bits) === b >>> (32 - bits) ? 'yes' : 'no';
}
function ipv4(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  return parts.length === 4 && parts.every((part) => part >= 0 && part < 256)
    ? parts.reduce((sum, part) => sum * 256 + part, 0)
    : undefined;
}

/** `${aws:PrincipalAccount}` becomes what the request carries; undefined where it carries nothing, for then nothing matches. */
export function substitute(pattern: Text, lookup: Lookup): { readonly text: Text; readonly sure: boolean } | undefined {
  let sure = true;
  const out: (string | Text)[] = [];
  for (const part of pattern) {
    if (typeof part !== 'string' || !part.includes('${')) {
      out.push([part]);
      continue;
    }
    let last = 0;
    for (const match of part.matchAll(/\$\{([^}]*)\}/g)) {
      out.push(part.slice(last, match.index));
      last = match.index + match[0].length;
      const [name = '', fallback] = (match[1] ?? '').split(',').map((piece) => piece.trim());
      if (/^[*?$]$/.test(name)) {
        out.push(name);
        continue;
      }
      const key = name.toLowerCase(),
        slot = lookup(key);
      if (slot.present === 'no') {
        if (fallback === undefined) return undefined;
        out.push(fallback.replace(/^'|'$/g, ''));
        continue;
      }
      const only = slot.values?.length === 1 ? slot.values[0] : undefined;
      sure &&= slot.present === 'yes';
      out.push(only ?? anyValue(key));
    }
    out.push(part.slice(last));
  }
  return { text: join(...out), sure };
}
