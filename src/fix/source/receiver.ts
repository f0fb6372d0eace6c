/** Whose an expression of the source is: an edit is made only where it can be nothing but the one construct. */
import type * as t from '@babel/types';
import { classAround, functionAround, isFunction, isMember, plainName } from '../../source/calls/nodes.js';
import type { Syntax } from '../../source/calls/syntax.js';
import { contextIn, isAbsent, type CodeValue } from '../../source/calls/value.js';
import { isInLoop, lineOf, unwrapped, type Made } from './made.js';

/** alone: this construct, whatever way the code goes; shared: this one or another, in words; undefined: never this one. */
export type Receiver = { readonly is: 'alone' } | { readonly is: 'shared'; readonly others: string };

export function whose(made: Made, expression: t.Node, syntax: Syntax): Receiver | undefined {
  const node = unwrapped(expression);
  if (node.type === 'ThisExpression') {
    const { within } = made;
    if (within && isOwnThis(within, node, syntax)) return { is: 'shared', others: 'all that this class makes' };
    return isOwnThis(made, node, syntax) ? { is: 'alone' } : undefined;
  }
  const hidden = behindL2(node, syntax);
  if (hidden) return whose(made, hidden, syntax);
  const values = made.sources.values.of(node, contextIn(syntax)).filter((value) => !isAbsent(value));
  const own = values.filter((value) => isMadeHere(made, value));
  if (own.length === 0) return undefined;
  const others = values.filter((value) => !own.includes(value));
  return others.length === 0
    ? { is: 'alone' }
    : { is: 'shared', others: [...new Set(others.map((value) => thingOf(value)))].slice(0, 3).join(', ') };
}

const isMadeHere = ({ node, within }: Made, value: CodeValue): boolean =>
  within
    ? value.is === 'instance' && value.made?.args === node.arguments
    : (value.is === 'key' || value.is === 'made') && value.node === node;

/** `key` of `key.node.defaultChild as CfnKey`, or `key.node.findChild('Resource')`, perhaps by a name that it was given. */
export function behindL2(node: t.Node, syntax: Syntax): t.Node | undefined {
  const found = isMember(node) && plainName(node.property, node.computed) === 'defaultChild' ? node.object : childFound(node);
  if (found) {
    const tree = unwrapped(found);
    return isMember(tree) && plainName(tree.property, tree.computed) === 'node' ? tree.object : undefined;
  }
  if (node.type !== 'Identifier') return undefined;
  const binding = syntax.binding(node.name, node);
  if (binding?.is !== 'variable' || binding.given.length !== 1) return undefined;
  const [given] = binding.given;
  const value = given && unwrapped(given.value);
  return value && given.steps.length === 0 && (isMember(value) || childFound(value)) ? behindL2(value, syntax) : undefined;
}

/** `key.node` of `key.node.findChild('Resource')`, the child that an L2 construct makes for its resource. */
function childFound(node: t.Node): t.Node | undefined {
  if (node.type !== 'CallExpression' || !isMember(node.callee)) return undefined;
  const { object, property, computed } = node.callee;
  const [id] = node.arguments;
  const isFind = /^(try)?findChild$/i.test(plainName(property, computed) ?? '');
  return isFind && id?.type === 'StringLiteral' && id.value === 'Resource' ? object : undefined;
}

const isOwnThis = (made: Made, node: t.Node, syntax: Syntax): boolean =>
  made.node.type === 'CallExpression' && syntax === made.syntax && classAround(node, syntax) === classAround(made.node, syntax);

/** A thing that an expression may be, as the source calls it. */
function thingOf(value: CodeValue): string {
  if (value.is !== 'key') return value.is === 'unknown' ? 'what is not seen here' : 'another construct';
  const { node, at } = value;
  const id = node.type === 'NewExpression' ? node.arguments[1] : undefined;
  return id?.type === 'StringLiteral' ? `the key ${id.value}` : `the key made at ${lineOf(at.in, node)}`;
}

/** Why a statement of the source stands for more than one: it runs in a loop, or in a function that is called more than once. */
export function repetition(made: Made, node: t.Node, syntax: Syntax, depth = 0): string | undefined {
  if (isInLoop(node, syntax)) return `it runs in a loop, at ${lineOf(syntax, node)}`;
  const around = functionAround(node, syntax);
  if (!around || (syntax === made.syntax && around === functionAround(made.node, made.syntax))) return undefined;
  if (depth > 3) return 'it is not seen how often it runs';
  const holder = syntax.parent(around);
  if (holder?.type === 'CallExpression') return repetition(made, holder, syntax, depth + 1);
  const callers = made.sources.values.callersOf(around, syntax);
  if (callers.length > 1) return `${functionName(around, syntax)} writes it for each of its ${callers.length} calls`;
  const [caller] = callers;
  return caller && isFunction(around) ? repetition(made, caller.call, caller.in, depth + 1) : undefined;
}

function functionName(node: t.Function, syntax: Syntax): string {
  if (node.type === 'FunctionDeclaration' && node.id) return `${node.id.name}()`;
  if (node.type === 'ClassMethod')
    return node.kind === 'constructor'
      ? `the class ${classAround(node, syntax)?.id?.name ?? ''}`
      : `${plainName(node.key) ?? 'a method'}()`;
  const holder = syntax.parent(node);
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? `${holder.id.name}()` : 'a function';
}
