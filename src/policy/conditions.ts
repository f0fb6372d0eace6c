/** The Condition element: its operators, and whether one test holds for what a request carries. */
import { literal } from '../core/text.js';
import { items, textOf } from '../core/value.js';
import type { ConditionBase, PolicyPlace, Test } from '../types/statement.js';
import type { Answer, Text, Value } from '../types/values.js';
import { and, either, not, or } from '../core/answer.js';
import { compareText } from './compare.js';
import type { Lookup, Slot } from './lookup.js';
import { canBeValue, isNoArn } from './value-form.js';
import { anyValue, hasVariables, substitute } from './variables.js';

const BASES: Readonly<Record<string, readonly [ConditionBase, negated: boolean]>> = {
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
const ORDERS: Readonly<Record<string, readonly [Test['order'], negated: boolean]>> = {
  equals: ['equals', false],
  notequals: ['equals', true],
  lessthan: ['less', false],
  lessthanequals: ['less-or-equal', false],
  greaterthan: ['greater', false],
  greaterthanequals: ['greater-or-equal', false],
};
type Operator = Pick<Test, 'order' | 'negated'> & { readonly base: ConditionBase };
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...Object.entries(BASES).map(([name, [base, negated]]): [string, Operator] => [name, { base, order: 'equals', negated }]),
  ...(['numeric', 'date'] as const).flatMap((base) =>
    Object.entries(ORDERS).map(([name, [order, negated]]): [string, Operator] => [`${base}${name}`, { base, order, negated }]),
  ),
]);

/** The operator's parts in any letter case, or undefined where there is no such operator. */
export function operatorOf(written: string): (Operator & Pick<Test, 'ifExists' | 'set'>) | undefined {
  const [, set, name = '', ifExists] = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/.exec(written.toLowerCase()) ?? [];
  const operator = OPERATORS.get(name);
  if (!operator || (operator.base === 'null' && ifExists !== undefined)) return undefined;
  return { ...operator, ifExists: ifExists !== undefined, set: set === undefined ? undefined : set === 'forallvalues' ? 'all' : 'any' };
}

export function readConditions(value: Value, variables: Answer): readonly Test[] {
  const unknown = (at: PolicyPlace, operator: string, name: string): Test => ({
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

/**
 * Whether the test holds. What it says of a request without the key:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html.
 */
export function holds(test: Test, lookup: Lookup): Answer {
  // Null asks whether there is a value at all; what a set operator makes of it is not documented.
  if (test.base === undefined || (test.base === 'null' && test.set !== undefined)) return 'unknown';
  const slot = lookup(test.key);
  if (test.base === 'null') {
    return test.eitherWay ? 'yes' : or(...test.values.map((value) => nullHolds(value, slot)), test.open ? 'unknown' : 'no');
  }
  const absent = withoutKey(test);
  return slot.present === 'no' ? absent : either(slot.present, present(test, slot, lookup), absent);
}

/**
 * Of IfExists the guide says that it holds for a request without the key, of ForAnyValue that it does not. Both together were seen not to
 * hold
 * (https://repost.aws/questions/QU9HFmDzP0QGuU-fd7rS6B7w/foranyvalue-stringequalsifexists-behaving-unexpectedly), which nothing promises.
 */
function withoutKey({ set, ifExists, negated }: Test): Answer {
  if (set === 'any') return ifExists ? 'unknown' : 'no';
  return ifExists || set === 'all' || negated ? 'yes' : 'no';
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
  const { oneOf } = slot;
  if (oneOf)
    return oneOf.map((value) => present(test, { present: 'yes', values: [value] }, lookup)).reduce((a, b) => (a === b ? a : 'unknown'));
  const values = slot.values ?? [anyValue(test.key)];
  const one = (value: Text): Answer => {
    const matched = or(...test.values.map((pattern) => compare(test, pattern, value, lookup)), test.open ? 'unknown' : 'no');
    return test.negated ? not(matched) : matched;
  };
  const answers = values.map(one);
  if (test.set === 'all') return and(...answers);
  if (test.set === 'any') return or(...answers);
  return either('unknown', and(...answers), or(...answers));
}

function compare(test: Test, pattern: Text, value: Text, lookup: Lookup): Answer {
  if (!hasVariables(pattern)) return asWritten(test, pattern, value);
  const filled = substitute(pattern, lookup, test.base === 'string-like' || test.base === 'arn');
  const answer = filled ? compared(test, filled.text, value) : 'no';
  const replaced = filled?.sure === false && answer === 'yes' ? 'unknown' : answer;
  return either(test.variables, replaced, asWritten(test, pattern, value));
}

/** What no value of the key looks like matches none. */
function asWritten(test: Test, pattern: Text, value: Text): Answer {
  const { base, key } = test,
    isText = base === 'string' || base === 'string-like' || base === 'string-ignore-case' || base === 'arn';
  if (isText && !canBeValue(key, pattern, base === 'string-like' || base === 'arn', base === 'string-ignore-case')) return 'no';
  return compared(test, pattern, value);
}

/** What an ARN operator makes of a value that is no ARN the guide does not say. */
function compared(test: Test, pattern: Text, value: Text): Answer {
  const answer = compareText(test, pattern, value);
  return answer === 'yes' && test.base === 'arn' && isNoArn(test.key) ? 'unknown' : answer;
}
