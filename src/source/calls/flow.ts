/** Whether the code comes to a place: the conditions around it and the exits before it, in three values. */
import type * as t from '@babel/types';
import { and, not, or } from '../../core/answer.js';
import type { Answer } from '../../types/values.js';
import { descend, functionAround, encloses, isFunction, isMember, plainName, remember } from './nodes.js';
import { agreed, isMissing, same } from './operators.js';
import type { Syntax } from './syntax.js';
import { DEPTH, type CallContext, type Values } from './value.js';

/** reached: whether the place is come to; doubts: the conditions that leave it open. */
export interface Passage {
  readonly reached: Answer;
  readonly doubts: readonly t.Node[];
}
const FREE: Passage = { reached: 'yes', doubts: [] };

export const bothPassages = (one: Passage, other: Passage): Passage => ({
  reached: and(one.reached, other.reached),
  doubts: [...one.doubts, ...other.doubts],
});
function passage(condition: t.Node, answer: Answer): Passage {
  return { reached: answer, doubts: answer === 'unknown' ? [condition] : [] };
}

/**
 * Whether a node is come to, once its function is called, or (with `from`) once the code is at what holds both.
 * Loops count as run, since what they loop over is looked at where its elements are.
 */
export function passageTo(node: t.Node, at: CallContext, values: Values, from?: t.Node): Passage {
  let found = FREE;
  for (
    let below = node, above = at.in.parent(node);
    above && !(from && encloses(above, from));
    below = above, above = at.in.parent(above)
  ) {
    if (isFunction(below)) break;
    found = bothPassages(found, stepInto(above, below, at, values));
    if (found.reached === 'no') break;
  }
  return found;
}

/** From a node to one directly below it. */
function stepInto(above: t.Node, below: t.Node, at: CallContext, values: Values): Passage {
  const when = (condition: t.Node, wanted: boolean): Passage => conditionHolds(condition, wanted, at, values);
  switch (above.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return below === above.test ? FREE : when(above.test, below === above.consequent);
    case 'LogicalExpression':
      if (below !== above.right) return FREE;
      return above.operator === '??'
        ? passage(above.left, agreed(values.of(above.left, at).map(isMissing)))
        : when(above.left, above.operator === '&&');
    case 'SwitchCase':
      return bothPassages(caseOf(above, at, values), exitsBefore(above.consequent, below, at, values));
    case 'BlockStatement':
    case 'Program':
    case 'StaticBlock':
      return exitsBefore(above.body, below, at, values);
    case 'CatchClause':
      return passage(above, 'unknown');
    default:
      return FREE;
  }
}

/** Of a chain of conditions each is asked for itself, so that only the doubtful ones are told as doubts. */
function conditionHolds(condition: t.Node, wanted: boolean, at: CallContext, values: Values): Passage {
  if (condition.type === 'LogicalExpression' && condition.operator === (wanted ? '&&' : '||'))
    return bothPassages(conditionHolds(condition.left, wanted, at, values), conditionHolds(condition.right, wanted, at, values));
  if (condition.type === 'UnaryExpression' && condition.operator === '!') return conditionHolds(condition.argument, !wanted, at, values);
  const answer = values.truth(condition, at);
  return passage(condition, wanted ? answer : not(answer));
}

/** No statement before this one has left the block. */
function exitsBefore(statements: readonly t.Node[], below: t.Node, at: CallContext, values: Values): Passage {
  let found = FREE;
  for (const statement of statements) {
    if (statement === below) break;
    found = bothPassages(found, passed(statement, at, values));
  }
  return found;
}

/** Whether the code goes on after a statement: of `if (…) return` the condition tells, of what else has an exit in it nothing is known. */
function passed(statement: t.Node, at: CallContext, values: Values): Passage {
  if (statement.type === 'IfStatement') {
    const { test, consequent, alternate } = statement;
    if (isExit(consequent)) return conditionHolds(test, false, at, values);
    if (alternate && isExit(alternate)) return conditionHolds(test, true, at, values);
  }
  if (statement.type === 'ExpressionStatement' && isCall(statement.expression)) return returnedFrom(statement.expression, at, values);
  return !isFunction(statement) && hasExit(statement) ? passage(statement, 'unknown') : FREE;
}
const isCall = (node: t.Node): node is t.CallExpression => node.type === 'CallExpression';

/** Whether a call comes back: an assertion does where its condition holds, a function of the app unless it throws. */
function returnedFrom(call: t.CallExpression, at: CallContext, values: Values): Passage {
  const { callee, arguments: args } = call;
  const [first] = args;
  if (first && ASSERTS.test(plainName(isMember(callee) ? callee.property : callee) ?? '')) return conditionHolds(first, true, at, values);
  if (at.crossed >= DEPTH) return FREE;
  const called = values.of(callee, at).filter((value) => value.is === 'function');
  const [only, more] = called;
  if (!only || more || only.node.body.type !== 'BlockStatement' || !mayThrow(only.node.body)) return FREE;
  const frame = { of: only.node, args, at, ...(only.self ? { self: only.self } : {}) };
  const inside = { ...only.at, frames: [frame, ...only.at.frames], crossed: at.crossed + 1 };
  return only.node.body.body.filter(throwsIf).reduce((found, statement) => bothPassages(found, passed(statement, inside, values)), FREE);
}
const ASSERTS = /^(assert|ok|invariant)$/;
const throwsIf = (statement: t.Node): boolean => statement.type === 'IfStatement' && mayThrow(statement.consequent);
const mayThrow = remember((body) => descend(body, (node) => (node.type === 'ThrowStatement' ? node : undefined), isFunction).length > 0);

const hasExit = remember((statement) => descend(statement, (node) => (LEAVES.test(node.type) ? node : undefined), isFunction).length > 0);
const LEAVES = /^(Return|Throw)Statement$/;

function isExit(statement: t.Node): boolean {
  if (statement.type === 'BlockStatement') {
    const last = statement.body.at(-1);
    return last !== undefined && isExit(last);
  }
  return /^(Return|Throw|Continue|Break)Statement$/.test(statement.type);
}

function caseOf(node: t.SwitchCase, at: CallContext, values: Values): Passage {
  const around = at.in.parent(node);
  if (around?.type !== 'SwitchStatement') return FREE;
  const { discriminant, cases } = around;
  const equals = (test: t.Node): Answer => same(discriminant, test, at, values);
  const tests = cases.flatMap(({ test }) => test ?? []);
  const meant = node.test ? equals(node.test) : not(or('no', ...tests.map(equals)));
  // From a case before it that does not end with an exit.
  const before = cases[cases.indexOf(node) - 1];
  const falls = before !== undefined && !before.consequent.some(isExit);
  return passage(discriminant, falls && meant === 'no' ? 'unknown' : meant);
}

/** Whether an assignment has happened when the code is at `use`: no where it stands after it, unknown where another function makes it. */
export function happenedBefore(assignment: t.Node, use: t.Node, at: CallContext, values: Values): Answer {
  const around = functionAround(assignment, at.in);
  if (around !== functionAround(use, at.in)) return 'unknown';
  // What it gives is looked at before it gives it: `props = { ...props, description }`.
  if ((assignment.start ?? 0) > (use.start ?? 0) || encloses(assignment, use)) return loopAround(assignment, use, at.in) ? 'unknown' : 'no';
  return passageTo(assignment, at, values, use).reached;
}

function loopAround(node: t.Node, other: t.Node, syntax: Syntax): boolean {
  for (let above = syntax.parent(node); above && !isFunction(above); above = syntax.parent(above))
    if (/^(For\w*|While|DoWhile)Statement$/.test(above.type) && encloses(above, other)) return true;
  return false;
}
