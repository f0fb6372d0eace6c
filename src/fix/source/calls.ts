/** A call that is added after a construct is made. */
import type * as t from '@babel/types';
import { isFunction } from '../../source/calls/nodes.js';
import type { Syntax } from '../../source/calls/syntax.js';
import { indentOf, lineIndent } from '../lists.js';
import { printCode, sameCode, type Code } from './code.js';
import { unwrapped, type Why } from './made.js';
import { callsOn } from './policy.js';
import { here, textIn, where, type SourceEdits, type Work } from './work.js';

/** A call of a method on the construct, right after it is made. */
export function callAfter(work: Work, method: string, argument: Code): SourceEdits | Why {
  const { syntax, style } = work;
  const node = outermost(work.node, syntax);
  const holder = syntax.parent(node);
  const written = printCode(argument, style, undefined);
  const there = callsOn(work, method).some(
    ({ call, syntax: other }) => call.arguments[0] && sameCode(textIn(other, call.arguments[0]), written),
  );
  if (there) return [];
  const call = (receiver: string, indent: string): string =>
    `${receiver}.${method}(${printCode(argument, style, indent, indent.length + receiver.length + method.length + 2)})`;
  const indent = lineIndent(syntax.text, node.start ?? 0);
  if (holder?.type === 'ExpressionStatement' && work.node.type === 'NewExpression')
    return here(work, [{ start: node.end ?? 0, end: node.end ?? 0, text: call('', indent), joins: true }]);
  const receiver = work.node.type === 'CallExpression' ? 'this' : receiverOf(holder, syntax);
  const statement = statementAround(node, syntax);
  if (receiver === undefined || !statement)
    return { why: `it has no name at ${where(work, work.node)} on which ${method}() could be called` };
  const end = statement.end ?? 0;
  const outer = lineIndent(syntax.text, statement.start ?? 0);
  const semicolon = style.semicolon ? ';' : '';
  const alone =
    indentOf(syntax.text, statement.start ?? 0) !== undefined ||
    statement.start === 0 ||
    /[\r\n]$/.test(syntax.text.slice(0, statement.start ?? 0));
  const text = alone ? `${style.eol}${outer}${call(receiver, outer)}${semicolon}` : ` ${call(receiver, outer)};`;
  return here(work, [{ start: end, end, text, joins: true }]);
}

/** The name that the construct is given where it is made. */
export function receiverOf(holder: t.Node | undefined, { text }: Syntax): string | undefined {
  if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier') return holder.id.name;
  if (holder?.type !== 'AssignmentExpression' || holder.operator !== '=') return undefined;
  const { left } = holder;
  const named = left.type === 'Identifier' || (left.type === 'MemberExpression' && left.object.type === 'ThisExpression' && !left.computed);
  return named ? text.slice(left.start ?? 0, left.end ?? 0) : undefined;
}

/** The statement that holds an expression and nothing else that runs later; undefined where it stands inside something that is no block. */
export function statementAround(node: t.Node, syntax: Syntax): t.Node | undefined {
  for (let at: t.Node | undefined = node; at; at = syntax.parent(at)) {
    const above = syntax.parent(at);
    if (above?.type === 'ExportNamedDeclaration' && syntax.parent(above)?.type === 'Program') return above;
    if (above?.type === 'BlockStatement' || above?.type === 'Program' || above?.type === 'TSModuleBlock') return at;
    if (isFunction(at) || at.type === 'ClassProperty') return undefined;
  }
  return undefined;
}

function outermost(node: t.Node, syntax: Syntax): t.Node {
  const above = syntax.parent(node);
  return above && above !== node && unwrapped(above) === unwrapped(node) ? outermost(above, syntax) : node;
}
