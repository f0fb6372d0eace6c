/** What each name of a file means: the declarations of its scopes, and what is assigned to them later. */
import type * as t from '@babel/types';
import { children, NOT_FOLLOWED, isFunction, isMember, plainName } from './nodes.js';
import type { Binding, Assignment, PatternStep, Syntax } from './syntax.js';

type Found = (name: string, steps: readonly PatternStep[], otherwise?: t.Node) => void;
/** A binding while assignments to it are still found. */
type Open = Binding & { readonly given?: Assignment[] };

const opensScope = (node: t.Node): boolean =>
  isFunction(node) ||
  /^(Program|BlockStatement|For\w*Statement|CatchClause|Class\w*|SwitchStatement|StaticBlock|TSModuleBlock)$/.test(node.type);
const ASSIGNS = /^(\?\?|\|\||&&)?=$/;

export function bind(program: t.Program): Pick<Syntax, 'calls' | 'properties' | 'parent' | 'binding' | 'reads'> {
  const parents = new Map<t.Node, t.Node>();
  const scopes = new Map<t.Node, Map<string, Open>>();
  const calls: (t.CallExpression | t.OptionalCallExpression | t.NewExpression)[] = [];
  const properties: t.ObjectProperty[] = [];
  const identifiers = new Map<string, t.Identifier[]>();
  const assignments: t.AssignmentExpression[] = [];
  const parent = (node: t.Node): t.Node | undefined => parents.get(node);

  const scopeAround = (node: t.Node, wanted: (node: t.Node) => boolean = opensScope): t.Node => {
    let at: t.Node | undefined = node;
    while (at && !wanted(at)) at = parent(at);
    return at ?? program;
  };
  const outside = (node: t.Node): t.Node => scopeAround(parent(node) ?? program);
  const declare = (scope: t.Node, name: string, binding: Open): void => {
    const names = scopes.get(scope) ?? new Map<string, Open>();
    names.set(name, names.get(name) ?? binding);
    scopes.set(scope, names);
  };

  const enterFunction = (node: t.Function): void => {
    if (node.type === 'FunctionDeclaration' && node.id) declare(outside(node), node.id.name, { is: 'function', node });
    if (node.type === 'FunctionExpression' && node.id) declare(node, node.id.name, { is: 'function', node });
    node.params.forEach((param, index) => {
      const rest = param.type === 'RestElement';
      namesIn(rest ? param.argument : param, [], (name, steps, otherwise) => {
        declare(node, name, { is: 'parameter', of: node, index, steps, given: [], ...optional(otherwise), ...(rest ? { rest } : {}) });
      });
    });
  };
  const enterVariables = (node: t.VariableDeclaration): void => {
    const scope = scopeAround(node, node.kind === 'var' ? (at) => isFunction(at) || at.type === 'Program' : opensScope);
    const loop = parent(node);
    for (const declarator of node.declarations) {
      const list = loop?.type === 'ForOfStatement' && loop.left === node ? loop.right : undefined;
      const value = list ?? declarator.init;
      namesIn(declarator.id, list ? [null] : [], (name, steps, otherwise) => {
        const given = value ? [{ value, steps, node: declarator, ...optional(otherwise) }] : [];
        declare(scope, name, { is: 'variable', given });
      });
    }
  };
  const enterImports = (node: t.ImportDeclaration): void => {
    for (const specifier of node.specifiers)
      declare(program, specifier.local.name, { is: 'import', from: node.source.value, name: importedName(specifier) });
  };
  const enterImportEquals = (node: t.TSImportEqualsDeclaration): void => {
    const { moduleReference: module, id } = node;
    if (module.type === 'TSExternalModuleReference') declare(program, id.name, { is: 'import', from: module.expression.value, name: '*' });
    else declare(program, id.name, { is: 'variable', given: [{ value: module, steps: [], node }] });
  };
  const enter = (node: t.Node): void => {
    if (isFunction(node)) enterFunction(node);
    switch (node.type) {
      case 'ClassDeclaration':
        if (node.id) declare(outside(node), node.id.name, { is: 'class', node });
        break;
      case 'ClassExpression':
        if (node.id) declare(node, node.id.name, { is: 'class', node });
        break;
      case 'VariableDeclaration':
        enterVariables(node);
        break;
      case 'ImportDeclaration':
        enterImports(node);
        break;
      case 'TSImportEqualsDeclaration':
        enterImportEquals(node);
        break;
      case 'CatchClause':
        if (node.param)
          namesIn(node.param, [], (name) => {
            declare(node, name, { is: 'opaque' });
          });
        break;
      case 'TSEnumDeclaration':
        declare(outside(node), node.id.name, { is: 'opaque' });
        break;
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression':
        calls.push(node);
        break;
      case 'ObjectProperty':
        properties.push(node);
        break;
      case 'AssignmentExpression':
        assignments.push(node);
        break;
      case 'Identifier':
        identifiers.set(node.name, [...(identifiers.get(node.name) ?? []), node]);
        break;
    }
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

  const binding = (name: string, at: t.Node): Open | undefined => {
    for (let node: t.Node | undefined = at; node; node = parent(node)) {
      const found = scopes.get(node)?.get(name);
      if (found) return found;
    }
    return undefined;
  };
  for (const node of assignments.filter(({ operator }) => ASSIGNS.test(operator)))
    namesIn(node.left, [], (name, steps, otherwise) => {
      binding(name, node.left)?.given?.push({ value: node.right, steps, node, ...optional(otherwise) });
    });
  const reads = (name: string): readonly t.Identifier[] =>
    (identifiers.get(name) ?? []).filter((node) => {
      const above = parent(node);
      return !(above && isWritten(node, above));
    });
  return { calls, properties, parent, binding, reads };
}

const optional = (otherwise: t.Node | undefined): { readonly otherwise?: t.Node } => (otherwise ? { otherwise } : {});

/** Each name of a pattern, with the way to it. */
function namesIn(pattern: t.Node, steps: readonly PatternStep[], found: Found, otherwise?: t.Node): void {
  switch (pattern.type) {
    case 'Identifier':
      found(pattern.name, steps, otherwise);
      break;
    case 'AssignmentPattern':
      namesIn(pattern.left, steps, found, pattern.right);
      break;
    case 'TSParameterProperty':
      namesIn(pattern.parameter, steps, found);
      break;
    case 'ArrayPattern':
      pattern.elements.forEach((element, i) => {
        if (element?.type === 'RestElement') namesIn(element.argument, [...steps, NOT_FOLLOWED], found);
        else if (element) namesIn(element, [...steps, i], found);
      });
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') namesIn(property.argument, steps, found);
        else namesIn(property.value, [...steps, plainName(property.key, property.computed) ?? NOT_FOLLOWED], found);
      }
      break;
  }
}

function importedName(specifier: t.ImportDeclaration['specifiers'][number]): string {
  if (specifier.type === 'ImportSpecifier') return plainName(specifier.imported) ?? '';
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
}

/** Whether the name is declared, assigned, or only a property's, where it stands. */
function isWritten(node: t.Identifier, above: t.Node): boolean {
  if (above.type === 'VariableDeclarator') return above.id === node;
  if (above.type === 'AssignmentExpression') return above.left === node;
  return isMember(above) && above.property === node && !above.computed;
}
