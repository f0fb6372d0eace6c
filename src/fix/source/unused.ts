/** What only the code used that goes away, goes with it: variables, functions and imports. */
import type * as t from '@babel/types';
import { descend, isFunction } from '../../source/calls/nodes.js';
import type { Syntax } from '../../source/calls/syntax.js';
import { removeItem } from '../lists.js';
import { conflicts, type TextEdit } from '../text-edit.js';
import { withoutNode } from './removal.js';

/** @param edits of the text. @returns more edits, none of them in the way of those */
export function unusedAfter(syntax: Syntax, edits: readonly TextEdit[]): readonly TextEdit[] {
  const all = [...edits];
  const mentions = mentionsIn(syntax);
  for (let found = true; found;) {
    found = false;
    for (const name of namesGone(all, mentions)) {
      const more = withoutDeclaration(name, syntax, mentions, all);
      if (more.length === 0 || more.some((one) => all.some((other) => conflicts(one, other)))) continue;
      all.push(...more);
      found = true;
    }
  }
  return all.slice(edits.length);
}

type Mentions = ReadonlyMap<string, readonly t.Node[]>;

/** All places where a name stands, those of types too. */
function mentionsIn({ program }: Syntax): Mentions {
  const found = new Map<string, t.Node[]>();
  const waiting: unknown[] = [program];
  while (waiting.length > 0) {
    const at = waiting.pop();
    if (Array.isArray(at)) waiting.push(...(at as unknown[]));
    if (typeof at !== 'object' || at === null || Array.isArray(at)) continue;
    const node = at as t.Node;
    if (typeof node.type !== 'string') continue;
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
      const known = found.get(node.name);
      if (known) known.push(node);
      else found.set(node.name, [node]);
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'loc' && !isPlainName(node, key)) waiting.push(value);
  }
  return found;
}

/** The name of a property is no mention of a variable. */
const isPlainName = (node: t.Node, key: string): boolean =>
  (key === 'property' && (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') && !node.computed) ||
  (key === 'key' && 'computed' in node && !node.computed && !('shorthand' in node && node.shorthand));

const isGone = ({ start, end }: t.Node, edits: readonly TextEdit[]): boolean =>
  edits.some((edit) => edit.start <= (start ?? 0) && (end ?? 0) <= edit.end && edit.end > edit.start);

function namesGone(edits: readonly TextEdit[], mentions: Mentions): readonly string[] {
  const written = edits.map(({ text }) => text).join('\n');
  return [...mentions].flatMap(([name, nodes]) =>
    nodes.some((node) => isGone(node, edits)) && !new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(written)
      ? [name]
      : [],
  );
}

function withoutDeclaration(name: string, syntax: Syntax, mentions: Mentions, edits: readonly TextEdit[]): readonly TextEdit[] {
  const left = (mentions.get(name) ?? []).filter((node) => !isGone(node, edits));
  const [declared] = left;
  // Of an import both names are the same node twice, `import { a }`.
  const places = new Set(left.map(({ start }) => start));
  if (!declared || places.size !== 1) return [];
  const holder = left.map((node) => syntax.parent(node)).find((each) => each !== undefined);
  switch (holder?.type) {
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return withoutSpecifier(holder, syntax, edits);
    case 'VariableDeclarator':
      return holder.id === declared ? withoutVariable(holder, syntax) : [];
    case 'FunctionDeclaration':
      return holder.id === declared && syntax.parent(holder)?.type !== 'ExportNamedDeclaration' ? withoutNode(syntax, holder) : [];
    default:
      return [];
  }
}

function withoutSpecifier(
  specifier: t.ImportSpecifier | t.ImportDefaultSpecifier | t.ImportNamespaceSpecifier,
  syntax: Syntax,
  edits: readonly TextEdit[],
): readonly TextEdit[] {
  const declaration = syntax.parent(specifier);
  if (declaration?.type !== 'ImportDeclaration') return [];
  const others = declaration.specifiers.filter((other) => other !== specifier && !isGone(other, edits));
  if (others.length === 0)
    return withoutNode(syntax, declaration).map((edit) => ({ ...edit, start: Math.max(edit.start, declaration.start ?? 0) }));
  if (specifier.type !== 'ImportSpecifier' || others.some(({ type }) => type !== 'ImportSpecifier')) return [];
  const { text } = syntax;
  const items = declaration.specifiers.map(({ start, end }) => ({ start: start ?? 0, end: end ?? 0 }));
  const open = text.indexOf('{', declaration.start ?? 0) + 1;
  const close = text.lastIndexOf('}', declaration.source.start ?? 0);
  return removeItem({ text, open, close, items }, declaration.specifiers.indexOf(specifier));
}

/** A value that does something when it is made stays without its name. */
function withoutVariable(declarator: t.VariableDeclarator, syntax: Syntax): readonly TextEdit[] {
  const declaration = syntax.parent(declarator);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return [];
  const above = syntax.parent(declaration);
  if (above?.type === 'ExportNamedDeclaration' || (above && /^For/.test(above.type))) return [];
  const { init } = declarator;
  if (!init || isPure(init)) return withoutNode(syntax, declaration);
  return init.type === 'NewExpression' ? [{ start: declaration.start ?? 0, end: init.start ?? 0, text: '' }] : [];
}

/** Nothing is made or called but values of IAM: principals, statements, documents. */
function isPure(node: t.Node): boolean {
  if (isFunction(node)) return true;
  return (
    descend(
      node,
      (each) =>
        /^(Optional)?CallExpression$|^(Assignment|Update|Await|Yield|TaggedTemplate|Import)Expression$/.test(each.type) ||
        (each.type === 'NewExpression' && !VALUE.test(nameAtEnd(each.callee)))
          ? true
          : undefined,
      isFunction,
    ).length === 0
  );
}
const VALUE = /^(\w*Principal|PolicyStatement|PolicyDocument)$/;

function nameAtEnd(callee: t.Node): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
}
