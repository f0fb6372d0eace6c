/** Small questions to nodes of a syntax tree, and walks over it. */
import type * as t from '@babel/types';
import type { Span } from '../../types/files.js';
import type { Syntax } from './syntax.js';

export const spanOf = (file: string, node: t.Node): Span => ({ file, start: node.start ?? 0, end: node.end ?? 0 });

/** The name of a property, where it is written plainly: `x.name`, `x['name']`, `{ name: … }`. */
export function plainName(key: t.Node, computed = false): string | undefined {
  if (key.type === 'StringLiteral') return key.value;
  if (key.type === 'NumericLiteral') return String(key.value);
  if (key.type === 'PrivateName') return `#${key.id.name}`;
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}

export function isFunction(node: t.Node): node is t.Function {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ClassMethod|ClassPrivateMethod|ObjectMethod)$/.test(node.type);
}
export const isMember = (node: t.Node): node is t.MemberExpression | t.OptionalMemberExpression =>
  node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';

export function functionAround(node: t.Node, syntax: Syntax): t.Function | undefined {
  for (let above = syntax.parent(node); above; above = syntax.parent(above)) if (isFunction(above)) return above;
  return undefined;
}
export function classAround(node: t.Node, syntax: Syntax): t.Class | undefined {
  for (let above = syntax.parent(node); above; above = syntax.parent(above))
    if (above.type === 'ClassDeclaration' || above.type === 'ClassExpression') return above;
  return undefined;
}
/** Whether a node is another, or around it, in the same file. */
export const encloses = (outer: t.Node, inner: t.Node): boolean =>
  (outer.start ?? 0) <= (inner.start ?? 0) && (inner.end ?? 0) <= (outer.end ?? 0);

/** A step of a pattern that is not followed: the rest of a list, a computed name. */
export const NOT_FOLLOWED = '…';

const SKIP = new Set([
  'loc',
  'start',
  'end',
  'extra',
  'errors',
  'comments',
  'tokens',
  'range',
  'typeAnnotation',
  'typeParameters',
  'returnType',
  'implements',
]);
/** The nodes directly below; types are left out, since they give no values. */
export function children(node: t.Node): readonly t.Node[] {
  return Object.entries(node as unknown as Record<string, unknown>).flatMap(([key, value]) =>
    SKIP.has(key) ? [] : Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}
const isNode = (value: unknown): value is t.Node =>
  typeof value === 'object' && value !== null && typeof (value as { readonly type?: unknown }).type === 'string';

/** What is found below a node, without going into what is `closed`. */
export function descend<T>(
  node: t.Node,
  find: (node: t.Node) => T | undefined,
  closed: (node: t.Node) => boolean = () => false,
): readonly T[] {
  const all: T[] = [];
  // An own stack, since a long chain of calls nests deeper than one would recurse.
  const waiting = [node];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const found = find(at);
    if (found !== undefined) all.push(found);
    waiting.push(
      ...children(at)
        .filter((child) => !closed(child))
        .toReversed(),
    );
  }
  return all;
}

/** What a walk over the code below a node finds, walked once. */
export function remember<T>(walk: (node: t.Node) => T): (node: t.Node) => T {
  const known = new WeakMap<t.Node, { readonly found: T }>();
  return (node) => {
    const { found } = known.get(node) ?? { found: walk(node) };
    known.set(node, { found });
    return found;
  };
}
