/**
 * The ways by which the code comes to a place: through which calls, from the top of a file down, and whether the conditions on the way let
 * it through.
 */
import type * as t from '@babel/types';
import { bothPassages, passageTo, type Passage } from './flow.js';
import { functionAround, isMember, plainName } from './nodes.js';
import type { Syntax } from './syntax.js';
import { contextIn, DEPTH, type Caller, type CallContext, type CodeValue, type Values } from './value.js';

export interface Way extends Passage {
  readonly at: CallContext;
}
/** A helper may be called from everywhere: more ways than these are not looked at. */
export const MOST_WAYS = 200;

export function waysTo(node: t.Node, syntax: Syntax, values: Values, depth = 0): readonly Way[] {
  const fn = functionAround(node, syntax);
  if (!fn) return [wayIn(node, contextIn(syntax), values)];
  const holder = syntax.parent(fn);
  if (isCallOf(holder, fn)) return waysTo(holder, syntax, values, depth).map((way) => onward(way, way.at, node, values));
  const callers = depth >= DEPTH ? undefined : values.callersOf(fn, syntax);
  if (!callers) return [wayIn(node, contextIn(syntax), values)];
  // Nothing calls it by a name that is known, so that nobody knows whether it runs.
  if (callers.length === 0) {
    const way = wayIn(node, contextIn(syntax), values);
    return isCalledUnseen(fn) ? [way] : [{ ...way, ...bothPassages(way, { reached: 'unknown', doubts: [fn] }) }];
  }
  const ways: Way[] = [];
  for (const caller of callers)
    for (const outer of waysTo(caller.call, caller.in, values, depth + 1)) {
      if (ways.length >= MOST_WAYS) return ways;
      if (outer.reached === 'no') continue;
      for (const self of selvesOf(fn, caller, outer.at, values)) {
        const frame = { of: fn, args: caller.call.arguments, at: outer.at, ...(self ? { self } : {}) };
        ways.push(onward(outer, { in: syntax, frames: [frame, ...outer.at.frames], crossed: 0 }, node, values));
      }
    }
  return ways;
}

const wayIn = (node: t.Node, at: CallContext, values: Values): Way => ({ at, ...passageTo(node, at, values) });
const onward = (before: Passage, at: CallContext, node: t.Node, values: Values): Way => ({
  at,
  ...bothPassages({ reached: before.reached, doubts: before.doubts }, passageTo(node, at, values)),
});

/** A function that is handed to a call, or called where it stands. */
function isCallOf(holder: t.Node | undefined, fn: t.Function): holder is t.CallExpression | t.OptionalCallExpression | t.NewExpression {
  if (holder?.type !== 'CallExpression' && holder?.type !== 'OptionalCallExpression' && holder?.type !== 'NewExpression') return false;
  return holder.callee === fn || (holder.arguments as readonly t.Node[]).includes(fn);
}
/** Getters and setters are called without a call. */
const isCalledUnseen = (fn: t.Function): boolean => (fn.type === 'ClassMethod' || fn.type === 'ObjectMethod') && /^[gs]et$/.test(fn.kind);

/**
 * The objects on which a caller calls the function: none where they have another of that name; undefined stands for one that is not known.
 */
function selvesOf(fn: t.Function, { call, in: syntax }: Caller, at: CallContext, values: Values): readonly (CodeValue | undefined)[] {
  const { callee } = call;
  const around = functionAround(call, syntax);
  const same = at.frames.find((frame) => frame.of === around)?.self;
  if (callee.type === 'Super' || (isMember(callee) && callee.object.type === 'Super')) return [same];
  if (call.type === 'NewExpression') return values.of(call, at).filter(({ is }) => is === 'instance');
  if (!isMember(callee) || (fn.type !== 'ClassMethod' && fn.type !== 'ClassPrivateMethod')) return [undefined];
  const name = plainName(callee.property, callee.computed) ?? '';
  const objects = values.of(callee.object, at);
  const known = objects.filter(
    (object) =>
      (object.is === 'instance' || object.is === 'class') &&
      values.member(object, name).some((method) => method.is === 'function' && method.node === fn),
  );
  return objects.some(({ is }) => is !== 'instance' && is !== 'class') ? [...known, undefined] : known;
}
