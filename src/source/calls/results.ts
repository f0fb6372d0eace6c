/** What becomes of the result of a call: whether the code looks at it, and whether the code with the call runs at all. */
import type * as t from '@babel/types';
import { isFunction, type Syntax } from './syntax.js';
import { classAround, namesOf, type Values } from './values.js';
import type { Modules } from './modules.js';

/** How many functions a result is followed through. */
const DEPTH = 3;
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
  const fn = functionAround(node, syntax),
    holder = fn && syntax.parent(fn);
  if (!fn || depth >= DEPTH) return true;
  if (
    holder?.type === 'CallExpression' &&
    holder.arguments[0] === fn &&
    holder.callee.type === 'MemberExpression' &&
    holder.callee.property.type === 'Identifier' &&
    holder.callee.property.name === 'forEach'
  )
    return false;
  const callers = values.callersOf(fn, syntax);
  return callers.length === 0 || callers.some(({ call, in: where }) => isUsed(call, where, values, depth + 1));
}

function isRead(name: t.Identifier, syntax: Syntax): boolean {
  const binding = syntax.binding(name.name, name);
  return !binding || syntax.reads(name.name).some((each) => syntax.binding(name.name, each) === binding);
}

/** Whether something in the app calls the code around a node, as far as names tell: a method that nothing calls does nothing. */
export function isReached(node: t.Node, syntax: Syntax, modules: Modules): boolean {
  for (let fn = functionAround(node, syntax); fn; fn = functionAround(fn, syntax)) {
    const holder = syntax.parent(fn);
    // Handed on, or called where it stands: somebody has it.
    if (fn.type === 'ArrowFunctionExpression' || fn.type === 'FunctionExpression') {
      if (holder?.type !== 'VariableDeclarator' && holder?.type !== 'ClassProperty' && holder?.type !== 'AssignmentExpression') continue;
    }
    if ((fn.type === 'ClassMethod' || fn.type === 'ObjectMethod') && fn.kind !== 'method' && fn.kind !== 'constructor') continue;
    const owner = fn.type === 'ClassMethod' && fn.kind === 'constructor' ? classAround(fn, syntax) : undefined;
    const names = namesOf(owner ?? fn, syntax).flatMap((name) => [name, ...modules.aliases(name)]),
      all = owner ? [...names, ...names.flatMap((name) => modules.subclasses(name))] : names;
    if (all.length > 0 && !all.some((name) => modules.callsOf(name).length > 0)) return false;
  }
  return true;
}

function functionAround(node: t.Node, syntax: Syntax): t.Function | undefined {
  for (let above = syntax.parent(node); above; above = syntax.parent(above)) if (isFunction(above)) return above;
  return undefined;
}

/** Whether the code asks, before or around a call, what the receiver is: `if (key instanceof Key)`, `Resource.isOwnedResource(key)`. */
export function isGuarded(receiver: t.Node, syntax: Syntax): boolean {
  const around = functionAround(receiver, syntax) ?? syntax.program,
    text = syntax.text.slice(around.start ?? 0, receiver.start ?? 0),
    name = syntax.text.slice(receiver.start ?? 0, receiver.end ?? 0);
  return (
    text.includes(`${name} instanceof `) ||
    new RegExp(`isOwnedResource\\(\\s*${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*\\)`).test(text)
  );
}
