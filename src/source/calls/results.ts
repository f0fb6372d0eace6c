/** What becomes of the result of a call: whether the code looks at it. */
import type * as t from '@babel/types';
import { functionAround, isMember, plainName } from './nodes.js';
import type { Syntax } from './syntax.js';
import { DEPTH, type Values } from './value.js';

const WRAPPER = /^(TSAsExpression|TSNonNullExpression|TSSatisfiesExpression|TSTypeAssertion|ParenthesizedExpression|AwaitExpression)$/;

/** Whether the value of the expression is used. A result that goes out of sight counts as used. */
export function isUsed(node: t.Node, syntax: Syntax, values: Values, depth = 0): boolean {
  const above = syntax.parent(node);
  if (!above) return true;
  if (above.type === 'ExpressionStatement' || (above.type === 'UnaryExpression' && above.operator === 'void')) return false;
  if (WRAPPER.test(above.type) || above.type === 'LogicalExpression' || (above.type === 'ConditionalExpression' && above.test !== node))
    return isUsed(above, syntax, values, depth);
  if (above.type === 'SequenceExpression') return above.expressions.at(-1) === node && isUsed(above, syntax, values, depth);
  if (above.type === 'VariableDeclarator') return above.id.type !== 'Identifier' || isRead(above.id, syntax);
  if (above.type === 'AssignmentExpression') return above.left.type !== 'Identifier' || isRead(above.left, syntax);
  if (above.type !== 'ReturnStatement' && !(above.type === 'ArrowFunctionExpression' && above.body === node)) return true;
  const fn = functionAround(node, syntax);
  if (!fn || depth >= DEPTH) return true;
  if (isForEach(syntax.parent(fn), fn)) return false;
  const callers = values.callersOf(fn, syntax);
  return callers.length === 0 || callers.some(({ call, in: where }) => isUsed(call, where, values, depth + 1));
}

function isForEach(holder: t.Node | undefined, fn: t.Function): boolean {
  if (holder?.type !== 'CallExpression' || holder.arguments[0] !== fn || !isMember(holder.callee)) return false;
  return plainName(holder.callee.property, holder.callee.computed) === 'forEach';
}

function isRead(name: t.Identifier, syntax: Syntax): boolean {
  const binding = syntax.binding(name.name, name);
  return !binding || syntax.reads(name.name).some((each) => syntax.binding(name.name, each) === binding);
}
