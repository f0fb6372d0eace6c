/** One source file parsed: its tree, the parent of each node, and what each name in it means. */
import type * as babel from '@babel/parser';
import type * as t from '@babel/types';
import { load } from '../../lazy.js';
import type { Problem, Span } from '../../types.js';

/** A step into a destructured value: a property, an index, or (null) any element of a list. */
export type Step = string | number | null;
/** What a name stands for. A variable may be given more than one value. */
export type Binding =
  | { readonly is: 'import'; readonly from: string; readonly name: string }
  | { readonly is: 'variable'; readonly given: { readonly value: t.Node; readonly steps: readonly Step[]; readonly otherwise?: t.Node }[] }
  | {
      readonly is: 'parameter';
      readonly of: t.Function;
      readonly index: number;
      readonly steps: readonly Step[];
      readonly otherwise?: t.Node;
    }
  | { readonly is: 'function'; readonly node: t.Function }
  | { readonly is: 'class'; readonly node: t.Class };

export interface Syntax {
  readonly file: string;
  readonly text: string;
  readonly program: t.Program;
  /** The nodes of these types, in the order of the text. */
  readonly calls: readonly (t.CallExpression | t.OptionalCallExpression | t.NewExpression)[];
  readonly properties: readonly t.ObjectProperty[];
  parent(node: t.Node): t.Node | undefined;
  /** What a name means where the node stands; undefined for what is not declared in the file. */
  binding(name: string, at: t.Node): Binding | undefined;
  /** The identifiers of that name that are read, not declared. */
  reads(name: string): readonly t.Identifier[];
}

/** Parses a file. One that cannot be parsed is told as a notice, since source is evidence only. */
export function parse(file: string, source: string): Syntax | { readonly problem: Problem } {
  const { parse: parseText } = load('@babel/parser') as typeof babel;
  const text = source.replace(/^\uFEFF/, ' '),
    typed = /\.[cm]?tsx?$/.test(file);
  try {
    const { program } = parseText(text, {
      sourceType: 'unambiguous',
      errorRecovery: true,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      attachComment: false,
      plugins: [
        ...(typed ? ['typescript' as const] : []),
        ...(typed && !file.endsWith('x') ? [] : ['jsx' as const]),
        'decorators-legacy',
        'explicitResourceManagement',
      ],
    });
    return bind(file, text, program);
  } catch (error) {
    const { loc } = error as { readonly loc?: { readonly line: number; readonly column: number } };
    return {
      problem: {
        weight: 'notice',
        message: 'this source file could not be parsed, so calls on imported keys in it were not looked for',
        at: { file, ...(loc ? { line: loc.line, column: loc.column + 1 } : {}) },
      },
    };
  }
}

export const spanOf = (file: string, node: t.Node): Span => ({ file, start: node.start ?? 0, end: node.end ?? 0 });

/** The name of a property, where it is written plainly: `x.name`, `x['name']`, `{ name: … }`. */
export function nameOf(key: t.Node, computed = false): string | undefined {
  if (key.type === 'StringLiteral') return key.value;
  if (key.type === 'NumericLiteral') return String(key.value);
  if (key.type === 'PrivateName') return `#${key.id.name}`;
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}

export function isFunction(node: t.Node): node is t.Function {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ClassMethod|ClassPrivateMethod|ObjectMethod)$/.test(node.type);
}

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

const opensScope = (node: t.Node): boolean =>
  isFunction(node) ||
  /^(Program|BlockStatement|For\w*Statement|CatchClause|Class\w*|SwitchStatement|StaticBlock|TSModuleBlock)$/.test(node.type);

function bind(file: string, text: string, program: t.Program): Syntax {
  const parents = new Map<t.Node, t.Node>(),
    scopes = new Map<t.Node, Map<string, Binding>>();
  const calls: (t.CallExpression | t.OptionalCallExpression | t.NewExpression)[] = [],
    properties: t.ObjectProperty[] = [],
    identifiers = new Map<string, t.Identifier[]>(),
    assignments: t.AssignmentExpression[] = [];
  const parent = (node: t.Node): t.Node | undefined => parents.get(node);
  const scopeAround = (node: t.Node, wanted: (node: t.Node) => boolean = opensScope): t.Node => {
    let at: t.Node | undefined = node;
    while (at && !wanted(at)) at = parent(at);
    return at ?? program;
  };
  const declare = (scope: t.Node, name: string, binding: Binding): void => {
    const names = scopes.get(scope) ?? new Map<string, Binding>();
    names.set(name, names.get(name) ?? binding);
    scopes.set(scope, names);
  };
  /** Each name of a pattern, with the way to it. */
  const names = (
    pattern: t.Node,
    steps: readonly Step[],
    found: (name: string, steps: readonly Step[], otherwise?: t.Node) => void,
    otherwise?: t.Node,
  ): void => {
    if (pattern.type === 'Identifier') found(pattern.name, steps, otherwise);
    else if (pattern.type === 'AssignmentPattern') names(pattern.left, steps, found, pattern.right);
    else if (pattern.type === 'TSParameterProperty') names(pattern.parameter, steps, found);
    else if (pattern.type === 'ArrayPattern')
      pattern.elements.forEach((element, i) => {
        if (element) names(element, [...steps, i], found);
      });
    else if (pattern.type === 'ObjectPattern')
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') names(property.argument, steps, found);
        else {
          const name = nameOf(property.key, property.computed);
          if (name !== undefined) names(property.value, [...steps, name], found);
        }
      }
  };
  const given = (value: t.Node, steps: readonly Step[], otherwise?: t.Node): Binding => ({
    is: 'variable',
    given: [{ value, steps, ...(otherwise ? { otherwise } : {}) }],
  });
  const enter = (node: t.Node): void => {
    if (isFunction(node)) {
      if (node.type === 'FunctionDeclaration' && node.id)
        declare(scopeAround(parent(node) ?? program), node.id.name, { is: 'function', node });
      node.params.forEach((param, index) => {
        names(param, [], (name, steps, otherwise) => {
          declare(node, name, { is: 'parameter', of: node, index, steps, ...(otherwise ? { otherwise } : {}) });
        });
      });
    } else if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
      if (node.id)
        declare(node.type === 'ClassDeclaration' ? scopeAround(parent(node) ?? program) : node, node.id.name, { is: 'class', node });
    } else if (node.type === 'VariableDeclaration') {
      const scope = scopeAround(node, node.kind === 'var' ? (at) => isFunction(at) || at.type === 'Program' : opensScope),
        loop = parent(node);
      for (const { id, init } of node.declarations) {
        const value = loop?.type === 'ForOfStatement' && loop.left === node ? loop.right : init;
        names(id, value && value === (loop as t.ForOfStatement | undefined)?.right ? [null] : [], (name, steps, otherwise) => {
          declare(scope, name, value ? given(value, steps, otherwise) : { is: 'variable', given: [] });
        });
      }
    } else if (node.type === 'ImportDeclaration') {
      for (const specifier of node.specifiers)
        declare(program, specifier.local.name, {
          is: 'import',
          from: node.source.value,
          name:
            specifier.type === 'ImportSpecifier'
              ? (nameOf(specifier.imported) ?? '')
              : specifier.type === 'ImportDefaultSpecifier'
                ? 'default'
                : '*',
        });
    } else if (node.type === 'TSImportEqualsDeclaration') {
      if (node.moduleReference.type === 'TSExternalModuleReference')
        declare(program, node.id.name, { is: 'import', from: node.moduleReference.expression.value, name: '*' });
      else declare(program, node.id.name, given(node.moduleReference, []));
    } else if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression' || node.type === 'NewExpression') calls.push(node);
    else if (node.type === 'ObjectProperty') properties.push(node);
    else if (node.type === 'AssignmentExpression') assignments.push(node);
    else if (node.type === 'Identifier') identifiers.set(node.name, [...(identifiers.get(node.name) ?? []), node]);
  };
  // An own stack, since a long chain of calls nests deeper than one would recurse.
  for (const stack: t.Node[] = [program]; ;) {
    const node = stack.pop();
    if (!node) break;
    enter(node);
    for (const child of children(node).toReversed()) {
      parents.set(child, node);
      stack.push(child);
    }
  }
  const binding = (name: string, at: t.Node): Binding | undefined => {
    for (let node: t.Node | undefined = at; node; node = parent(node)) {
      const found = scopes.get(node)?.get(name);
      if (found) return found;
    }
    return undefined;
  };
  for (const { left, right, operator } of assignments) {
    const known = left.type === 'Identifier' ? binding(left.name, left) : undefined;
    if (known?.is === 'variable' && /^(\?\?|\|\|)?=$/.test(operator)) known.given.push({ value: right, steps: [] });
  }
  return {
    file,
    text,
    program,
    calls,
    properties,
    parent,
    binding,
    reads: (name) =>
      (identifiers.get(name) ?? []).filter((node) => {
        const above = parent(node);
        return (
          !(above?.type === 'VariableDeclarator' && above.id === node) &&
          !(above?.type === 'AssignmentExpression' && above.left === node) &&
          !(
            (above?.type === 'MemberExpression' || above?.type === 'OptionalMemberExpression') &&
            above.property === node &&
            !above.computed
          )
        );
      }),
  };
}
