/**
 * What a name stands for: a variable as far as it is set by then, a parameter as far as its calls are known, something of another module.
 */
import type * as t from '@babel/types';
import type { Answer } from '../../types/values.js';
import { happenedBefore } from './flow.js';
import { fromModule } from './library.js';
import { elementsOf, loopedOver, withPushed } from './lists.js';
import { NOT_FOLLOWED } from './nodes.js';
import type { Binding, Assignment, Parameter, PatternStep } from './syntax.js';
import { DEPTH, latest, maybe, orDefault, through, UNKNOWN, type CallContext, type Evaluator, type CodeValue } from './value.js';

/** @param use where the name stands: what is assigned later has not happened yet. */
export function bound(binding: Binding, use: t.Node, at: CallContext, values: Evaluator): readonly CodeValue[] {
  switch (binding.is) {
    case 'import':
      return fromModule(at.in, binding.from, binding.name, at, values);
    case 'function':
      return [{ is: 'function', node: binding.node, at }];
    case 'class':
      return [{ is: 'class', node: binding.node, at }];
    case 'opaque':
      return UNKNOWN;
    case 'parameter': {
      const first = { sure: 'yes' as Answer, values: () => parameter(binding, at, values) };
      return latest([first, ...binding.given.map((given) => assigned(given, use, at, values))]);
    }
    case 'variable':
      return variable(binding.given, use, at, values).map((value) => withPushed(value, binding, at, values));
  }
}

function variable(given: readonly Assignment[], use: t.Node, at: CallContext, values: Evaluator): readonly CodeValue[] {
  const found = latest(given.map((each) => assigned(each, use, at, values)));
  return found.length > 0 ? found : UNKNOWN;
}

function assigned(
  given: Assignment,
  use: t.Node,
  at: CallContext,
  values: Evaluator,
): { readonly sure: Answer; readonly values: () => readonly CodeValue[] } {
  const { value, steps, otherwise, node } = given;
  return {
    // What a declaration gives is there before all that sees the name.
    sure: node.type === 'AssignmentExpression' ? happenedBefore(node, use, at, values) : 'yes',
    values: () => follow(values.of(value, at), steps, otherwise, at, values),
  };
}

/** Along a destructuring pattern; the default where nothing is found there. */
function follow(
  from: readonly CodeValue[],
  steps: readonly PatternStep[],
  otherwise: t.Node | undefined,
  at: CallContext,
  values: Evaluator,
): readonly CodeValue[] {
  const found = steps.reduce<readonly CodeValue[]>((all, step) => all.flatMap((value) => through(value, take(value, step, values))), from);
  return orDefault(found, otherwise && (() => values.of(otherwise, at)));
}

function take(value: CodeValue, step: PatternStep, values: Evaluator): readonly CodeValue[] {
  if (step === NOT_FOLLOWED) return UNKNOWN;
  if (step === null) return elementsOf(value, values) ?? UNKNOWN;
  return values.member(value, String(step));
}

/**
 * What a parameter is given: by the call that we came from, by the loop that it is for, else by all calls of the function that are found.
 */
export function parameter(binding: Parameter, at: CallContext, values: Evaluator): readonly CodeValue[] {
  const { of: fn, index, steps, otherwise } = binding;
  const onWay = (given: readonly CodeValue[], from: CallContext): readonly CodeValue[] =>
    steps.length > 0 ? follow(given, steps, otherwise, from, values) : orDefault(given, otherwise && (() => values.of(otherwise, from)));
  const given = (args: readonly t.Node[], from: CallContext): readonly CodeValue[] =>
    onWay(binding.rest ? restOf(args.slice(index), from, values) : values.argument(args, index, from), at);
  const frame = at.frames.find((each) => each.of === fn);
  if (frame?.args) return given(frame.args, frame.at);
  const looped = loopedOver(fn, index, at, values);
  if (looped) return onWay(looped, at);
  if (at.crossed >= DEPTH) return UNKNOWN;
  const all = values
    .callersOf(fn, at.in)
    .map(({ call, in: syntax }) => given(call.arguments, { in: syntax, frames: [], crossed: at.crossed + 1 }));
  if (all.length === 0) return otherwise ? maybe(values.of(otherwise, at)) : UNKNOWN;
  return all.length > 1 ? maybe(all.flat()) : (all[0] ?? UNKNOWN);
}

/** What a parameter holds that takes all the arguments that are left. */
function restOf(args: readonly t.Node[], at: CallContext, values: Evaluator): readonly CodeValue[] {
  if (args.some(({ type }) => type === 'SpreadElement')) return UNKNOWN;
  return [{ is: 'each', values: args.flatMap((arg) => values.of(arg, at)) }];
}
