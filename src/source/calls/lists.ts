/** Lists and maps of values: what they hold, what a loop over them comes to, what is pushed to them. */
import type * as t from '@babel/types';
import { isMember, plainName } from './nodes.js';
import type { Binding } from './syntax.js';
import { maybe, UNKNOWN, type CallContext, type Evaluator, type CodeValue, type Values } from './value.js';

const EACH = /^(forEach|map|flatMap|filter|some|every|find)$/;

/** All that a list or a map of values holds, each of which a loop comes to; undefined for what is neither, or not to be known. */
export function elementsOf(value: CodeValue, values: Values): readonly CodeValue[] | undefined {
  if (value.is === 'each') return value.values;
  if (value.is === 'list') {
    return value.node.elements.flatMap((item) => {
      if (item?.type === 'SpreadElement') return values.of(item.argument, value.at).flatMap((each) => elementsOf(each, values) ?? UNKNOWN);
      return item ? values.of(item, value.at) : [];
    });
  }
  if (value.is !== 'object') return undefined;
  const { properties } = value.node;
  if (properties.some(({ type }) => type !== 'ObjectProperty')) return undefined;
  return properties.flatMap((property) => (property.type === 'ObjectProperty' ? values.of(property.value, value.at) : []));
}

export function elementAt(value: Extract<CodeValue, { is: 'list' | 'each' }>, name: string, values: Values): readonly CodeValue[] {
  if (!/^\d+$/.test(name)) return UNKNOWN;
  if (value.is === 'each') return eitherOf(value.values);
  const { elements } = value.node;
  // A spread before it moves it, who knows how far.
  const isMoved = elements.slice(0, Number(name) + 1).some((item) => item?.type === 'SpreadElement');
  const element = isMoved ? undefined : elements[Number(name)];
  return element ? values.of(element, value.at) : UNKNOWN;
}

export const eitherOf = (list: readonly CodeValue[]): readonly CodeValue[] => (list.length > 1 ? maybe(list) : list);

/** What a method of a list gives back. */
export function calledOnList(
  elements: readonly CodeValue[],
  name: string,
  fn: t.Node | undefined,
  at: CallContext,
  values: Evaluator,
): readonly CodeValue[] {
  if (/^(map|flatMap)$/.test(name)) {
    const made = values.of(fn, at).flatMap((each) => (each.is === 'function' ? values.returned(each, undefined, at) : UNKNOWN));
    return [{ is: 'each', values: made }];
  }
  if (/^(reverse|sort|values|flat)$/.test(name)) return [{ is: 'each', values: elements }];
  if (/^(filter|slice)$/.test(name)) return [{ is: 'each', values: maybe(elements) }];
  return /^(find|at|pop|shift)$/.test(name) ? eitherOf(elements) : UNKNOWN;
}

/** What functions of the language give back that hand on what they are given: `Object.values`. */
export function calledOnGlobal(name: string, first: t.Node | undefined, at: CallContext, values: Values): readonly CodeValue[] {
  const each = (wrap: (value: CodeValue) => CodeValue): readonly CodeValue[] =>
    values.of(first, at).map((value): CodeValue => {
      const inside = elementsOf(value, values);
      return inside ? { is: 'each', values: inside.map(wrap) } : { is: 'unknown' };
    });
  switch (name) {
    case 'Promise.all':
    case 'Promise.resolve':
    case 'Object.freeze':
      return values.of(first, at);
    case 'Object.values':
    case 'Array.from':
      return each((value) => value);
    case 'Object.entries':
      return each((value) => ({ is: 'entry', values: [value] }));
    default:
      return UNKNOWN;
  }
}

/**
 * The elements that `list.forEach((element) => …)` and its like hand to their function; undefined where the function is for something else.
 */
export function loopedOver(fn: t.Function, index: number, at: CallContext, values: Values): readonly CodeValue[] | undefined {
  const loop = at.in.parent(fn);
  const isCall = loop?.type === 'CallExpression' || loop?.type === 'OptionalCallExpression';
  if (!isCall || loop.arguments[0] !== fn || index !== 0) return undefined;
  const { callee } = loop;
  if (!isMember(callee) || !EACH.test(plainName(callee.property) ?? '')) return undefined;
  return values.of(callee.object, at).flatMap((value) => elementsOf(value, values) ?? UNKNOWN);
}

/** A list with what is pushed to the variable that holds it, in whatever order. */
export function withPushed(list: CodeValue, variable: Binding, at: CallContext, values: Values): CodeValue {
  if (list.is !== 'list') return list;
  const pushed = at.in.calls.filter(({ callee }) => {
    if (!isMember(callee) || callee.object.type !== 'Identifier') return false;
    return plainName(callee.property, callee.computed) === 'push' && at.in.binding(callee.object.name, callee) === variable;
  });
  if (pushed.length === 0) return list;
  const items = pushed.flatMap(({ arguments: args }) => args.flatMap((arg) => values.of(arg, at)));
  return { is: 'each', values: [...(elementsOf(list, values) ?? UNKNOWN), ...items] };
}
