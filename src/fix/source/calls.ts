/** A call that is added right after a construct is made, where it is surely there and nothing has used it yet. */
import type * as t from '@babel/types';
import { classAround, isFunction, plainName } from '../../source/calls/nodes.js';
import type { Syntax } from '../../source/calls/syntax.js';
import { indentOf, lineIndent } from '../lists.js';
import { isLiteral } from './certain.js';
import { printCode, sameCode, type Code } from './code.js';
import { unwrapped, type Why } from './made.js';
import { callsOn, sharedWith } from './policy.js';
import { endOf } from './removal.js';
import { here, replaced, textIn, where, type SourceEdits, type Work } from './work.js';

/** A call of a method on the construct. @param only whether one call of the method counts, so that one that is there is changed */
export function callAfter(work: Work, method: string, argument: Code, only = false): SourceEdits | Why {
  const { syntax, style } = work;
  const written = printCode(argument, style, undefined);
  for (const touch of callsOn(work, method)) {
    const [given] = touch.node.arguments;
    const isSame = given && sameCode(textIn(touch.syntax, given), written);
    if (!isSame && !only) continue;
    const shared = sharedWith(work, touch);
    if (shared === undefined && isSame) return [];
    if (shared !== undefined) return { why: `${method}() is called where ${shared}` };
    if (!given || !isLiteral(given, touch.syntax, work))
      return { why: `${method}() is called with what is no plain value, at ${where(work, touch.node)}` };
    const inFile: Work = { ...work, syntax: touch.syntax };
    return here(inFile, replaced(inFile, given, argument));
  }
  const node = outermost(work.node, syntax);
  const holder = syntax.parent(node);
  const call = (receiver: string, indent: string): string =>
    `${receiver}.${method}(${printCode(argument, style, indent, indent.length + receiver.length + method.length + 2)})`;
  if (holder?.type === 'ExpressionStatement' && work.node.type === 'NewExpression')
    return here(work, [
      { start: node.end ?? 0, end: node.end ?? 0, text: call('', lineIndent(syntax.text, node.start ?? 0)), joins: true },
    ]);
  if (holder?.type === 'ClassProperty' && holder.value === node) return inConstructor(work, holder, call);
  const receiver = work.node.type === 'CallExpression' ? 'this' : nameGivenBy(holder, syntax);
  if (receiver === undefined) return hoisted(work, node, call) ?? nameless(work, method);
  const statement = statementAround(node, syntax);
  return statement ? here(work, [behind(work, statement, receiver, call)]) : nameless(work, method);
}

type Call = (receiver: string, indent: string) => string;
type Edit = SourceEdits[number]['edits'][number];

const nameless = (work: Work, method: string): Why => ({
  why: `it has no name at ${where(work, work.node)} on which ${method}() could be called`,
});

/** The call as a statement of its own behind another. */
function behind({ syntax, style }: Work, statement: t.Node, receiver: string, call: Call): Edit {
  const { text } = syntax;
  const [start, end] = [statement.start ?? 0, endOf(text, statement)];
  const outer = lineIndent(text, start);
  const alone = indentOf(text, start) !== undefined || start === 0 || /[\r\n]$/.test(text.slice(0, start));
  if (!alone) return { start: end, end, text: ` ${call(receiver, outer)};`, joins: true };
  const close = closing(syntax, statement, style.semicolon);
  // A comment on the line belongs to the statement before.
  const at = end + (/^[ \t]*(\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)(?=[ \t]*(?:[\r\n]|$))/.exec(text.slice(end))?.[0].length ?? 0);
  return { start: at, end: at, text: `${style.eol}${outer}${call(receiver, outer)}${close}`, joins: true };
}

/**
 * The end of a statement that is written behind another: as that ends, or as the file does; always closed where the next line would go on
 * with it.
 */
export function closing({ text }: Syntax, statement: t.Node, usual: boolean): string {
  const { end } = statement;
  // The semicolon is there already, before the next statement.
  if (endOf(text, statement) !== end) return '';
  const next = text.slice(end ?? 0).replace(/^(\s|\/\/[^\r\n]*|\/\*[^]*?\*\/)+/, '');
  return usual || text[(end ?? 0) - 1] === ';' || /^[([`/+*-]/.test(next) ? ';' : '';
}

/** A field of a class is there when the constructor of the class above has come back. */
function inConstructor(work: Work, field: t.ClassProperty, call: Call): SourceEdits | Why {
  const { syntax, style } = work;
  const name = plainName(field.key, field.computed);
  const owner = classAround(field, syntax);
  const built = owner?.body.body.find((each): each is t.ClassMethod => each.type === 'ClassMethod' && each.kind === 'constructor');
  if (name === undefined || field.static || !built) return { why: `it is a field without a constructor, at ${where(work, field)}` };
  const above = built.body.body.find(
    (each) => each.type === 'ExpressionStatement' && each.expression.type === 'CallExpression' && each.expression.callee.type === 'Super',
  );
  if (above) return here(work, [behind(work, above, `this.${name}`, call)]);
  const [first] = built.body.body;
  if (owner?.superClass || !first) return { why: `the constructor is not such that a call could be put into it, at ${where(work, field)}` };
  const indent = lineIndent(syntax.text, first.start ?? 0);
  return here(work, [{ start: first.start ?? 0, end: first.start ?? 0, text: `${call(`this.${name}`, indent)};${style.eol}${indent}` }]);
}

/**
 * A construct that is made inside an expression gets a variable before the statement, where it is surely made there and nothing comes
 * before it.
 */
function hoisted(work: Work, node: t.Node, call: Call): SourceEdits | undefined {
  const { syntax, style } = work;
  if (work.node.type !== 'NewExpression') return undefined;
  const statement = statementAround(node, syntax);
  if (!statement || !/^(Expression|Return|Variable)/.test(statement.type) || !isMadeFirst(node, statement, syntax)) return undefined;
  const start = statement.start ?? 0;
  const indent = indentOf(syntax.text, start) ?? (start === 0 || /[\r\n]$/.test(syntax.text.slice(0, start)) ? '' : undefined);
  const name = freshName(work.node.arguments[1], syntax);
  if (indent === undefined || name === undefined) return undefined;
  // What stands before the construct in its statement comes after the call; the construct itself stays where it is, so that its place is
  // known.
  const prefix = syntax.text.slice(start, node.start ?? 0);
  const close = style.semicolon ? ';' : '';
  const rest = `${close}${style.eol}${indent}${call(name, indent)};${style.eol}${indent}${prefix}${name}`;
  return here(work, [
    { start, end: node.start ?? 0, text: `const ${name} = ` },
    { start: node.end ?? 0, end: node.end ?? 0, text: rest },
  ]);
}

/** Whether nothing decides on the way from a statement to an expression in it, and nothing else is made or called before it. */
function isMadeFirst(node: t.Node, statement: t.Node, syntax: Syntax): boolean {
  for (let at: t.Node | undefined = node; at && at !== statement; at = syntax.parent(at))
    if (isFunction(at) || /^(Conditional|Logical|Await|Yield|Class|Sequence|Assignment)/.test(at.type) || /^Optional/.test(at.type))
      return false;
  return !syntax.calls.some(
    (call) =>
      (call.start ?? 0) >= (statement.start ?? 0) && (call.end ?? 0) <= (node.start ?? 0) && (call.end ?? 0) > (statement.start ?? 0),
  );
}

/** A variable's name for what is made with an id, one that the file does not use yet. */
export function freshName(id: t.Node | undefined, { text }: Syntax, otherwise = 'key'): string | undefined {
  const words = id?.type === 'StringLiteral' ? id.value.split(/[^A-Za-z0-9]+/).filter((word) => word !== '') : [];
  const name = words.map((word, i) => (i === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1)).join('');
  const own = /key$/i.test(name) ? name : name === '' ? otherwise : `${name}Key`;
  return [own, `${own}2`].find((one) => /^[a-z]/.test(one) && !new RegExp(`\\b${one}\\b`).test(text));
}

/** The name that the construct is given where it is made. */
export function nameGivenBy(holder: t.Node | undefined, { text }: Syntax): string | undefined {
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
    if (above?.type === 'SwitchCase' && above.test !== at) return at;
    // A body without braces: what is put behind it would no longer belong to it.
    if (above && /^(If|While|DoWhile|For\w*|Labeled|With)Statement$/.test(above.type)) return undefined;
    if (isFunction(at) || at.type === 'ClassProperty') return undefined;
  }
  return undefined;
}

function outermost(node: t.Node, syntax: Syntax): t.Node {
  const above = syntax.parent(node);
  return above && above !== node && unwrapped(above) === unwrapped(node) ? outermost(above, syntax) : node;
}
