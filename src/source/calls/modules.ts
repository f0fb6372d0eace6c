/** The files of the app as modules: parsed when they are needed, with what they export and where a name is called in them. */
import type * as t from '@babel/types';
import type { Problem } from '../../types/report.js';
import type { SourceTree } from '../project.js';
import { resolveImport } from './sources.js';
import { plainName } from './nodes.js';
import { parse } from './parse.js';
import type { Syntax } from './syntax.js';

export type CallNode = t.CallExpression | t.OptionalCallExpression | t.NewExpression;
/** What a name that a module gives away stands for: an expression or declaration in a file, or a name of another module. */
export type Exported =
  | { readonly is: 'node'; readonly node: t.Node; readonly in: Syntax }
  | { readonly is: 'from'; readonly source: string; readonly name: string; readonly in: Syntax };

export interface Modules {
  readonly files: readonly string[];
  syntax(file: string): Syntax | undefined;
  /** The module that an import in this one means, or undefined for one of a package. */
  imported(from: Syntax, source: string): Syntax | undefined;
  exported(module: Syntax, name: string): readonly Exported[];
  /** The calls of anything called so, in all files. */
  callsOf(name: string): readonly { readonly call: CallNode; readonly in: Syntax }[];
  /** The other names under which files give it away: `export { name as other }`. */
  aliases(name: string): readonly string[];
  /** The names of the classes that say that they extend one of that name, and of those below them. */
  subclasses(name: string): readonly string[];
  /**
   * Whether some file sets a property of that name on an object, `object.name = …`; what a class does with its own fields does not count.
   */
  isAssigned(name: string): boolean;
  readonly problems: readonly Problem[];
}

export function openModules(tree: SourceTree, files: readonly string[]): Modules {
  const parsed = new Map<string, Syntax | undefined>(),
    called = new Map<string, readonly { readonly call: CallNode; readonly in: Syntax }[]>(),
    problems: Problem[] = [];
  const syntax = (file: string): Syntax | undefined => {
    if (parsed.has(file)) return parsed.get(file);
    const text = tree.text(file),
      read = text === undefined ? undefined : parse(file, text);
    if (read && 'problem' in read) problems.push(read.problem);
    const found = read && 'program' in read ? read : undefined;
    parsed.set(file, found);
    return found;
  };
  /** The pairs `from` and `to` that a pattern finds in all files; scanned once. */
  const index = (pattern: RegExp): ((name: string) => readonly string[]) => {
    let pairs: Map<string, Set<string>> | undefined;
    return (name) => {
      if (!pairs) {
        pairs = new Map();
        for (const file of files)
          for (const { groups } of (tree.text(file) ?? '').matchAll(pattern))
            pairs.set(groups?.['from'] ?? '', (pairs.get(groups?.['from'] ?? '') ?? new Set()).add(groups?.['to'] ?? ''));
      }
      return [...(pairs.get(name) ?? [])];
    };
  };
  const aliases = index(/[{,]\s*(?<from>\w+) as (?<to>\w+)/g),
    assigned = index(/(?<!\bthis)[!?]?\.(?<from>\w+)(?<to>\s*(?:\?\?|\|\||&&)?=)(?![=>])/g),
    extended = index(/\bclass\s+(?<to>\w+)(?:<[^>{]*>)?\s+extends\s+(?:\w+\.)*(?<from>\w+)/g);
  const subclasses = (name: string, above: readonly string[] = []): readonly string[] =>
    extended(name).flatMap((below) => (above.includes(below) ? [] : [below, ...subclasses(below, [...above, name])]));
  return {
    files,
    syntax,
    problems,
    exported,
    aliases,
    subclasses: (name) => subclasses(name),
    isAssigned: (name) => assigned(name).length > 0,
    imported(from, source) {
      const file = source.startsWith('.') ? resolveImport(from.file, source, tree) : undefined;
      return file === undefined ? undefined : syntax(file);
    },
    callsOf(name) {
      const known = called.get(name);
      if (known) return known;
      // A default export is called by any name.
      const found = files
        .filter((file) => name === 'default' || tree.text(file)?.includes(name) === true)
        .flatMap((file) => {
          const module = syntax(file);
          return module ? module.calls.filter((call) => namesOf(call, module).includes(name)).map((call) => ({ call, in: module })) : [];
        });
      called.set(name, found);
      return found;
    },
  };
}

/** The names under which a call may be meant: as it stands there, and as the module it is imported from calls it. */
function namesOf({ callee }: CallNode, module: Syntax): readonly string[] {
  if (callee.type === 'Super') return ['super'];
  if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression')
    return [plainName(callee.property, callee.computed) ?? ''];
  if (callee.type !== 'Identifier') return [];
  const binding = module.binding(callee.name, callee);
  return binding?.is === 'import' ? [callee.name, binding.name] : [callee.name];
}

function exported(module: Syntax, name: string): readonly Exported[] {
  const local = (node: t.Node): Exported => ({ is: 'node', node, in: module });
  return module.program.body.flatMap((statement): readonly Exported[] => {
    if (statement.type === 'ExportDefaultDeclaration') return name === 'default' ? [local(statement.declaration)] : [];
    if (statement.type === 'ExportAllDeclaration') return [{ is: 'from', source: statement.source.value, name, in: module }];
    if (statement.type === 'TSExportAssignment') return name === 'default' ? [local(statement.expression)] : [];
    if (statement.type === 'ExportNamedDeclaration') {
      const { declaration, source } = statement;
      if (declaration?.type === 'FunctionDeclaration' || declaration?.type === 'ClassDeclaration')
        return declaration.id?.name === name ? [local(declaration)] : [];
      if (declaration?.type === 'VariableDeclaration')
        return declaration.declarations.flatMap(({ id, init }) =>
          id.type === 'Identifier' && id.name === name && init ? [local(init)] : [],
        );
      return statement.specifiers.flatMap((specifier): readonly Exported[] => {
        if (plainName(specifier.exported) !== name) return [];
        if (source)
          return [
            {
              is: 'from',
              source: source.value,
              name: specifier.type === 'ExportSpecifier' ? (plainName(specifier.local) ?? '') : '*',
              in: module,
            },
          ];
        return specifier.type === 'ExportSpecifier' ? [local(specifier.local)] : [];
      });
    }
    // CommonJS: `exports.name = …`, `module.exports.name = …`, `module.exports = { name: … }`.
    if (statement.type !== 'ExpressionStatement') return [];
    const found: Exported[] = [];
    for (let at: t.Node = statement.expression; at.type === 'AssignmentExpression'; at = at.right) {
      if (at.left.type !== 'MemberExpression') continue;
      const whole = isModuleExports(at.left);
      if (!whole && isExports(at.left.object) && plainName(at.left.property, at.left.computed) === name) found.push(local(at.right));
      if (whole && name === 'default') found.push(local(at.right));
      if (whole && at.right.type === 'ObjectExpression')
        for (const property of at.right.properties)
          if (property.type !== 'SpreadElement' && plainName(property.key, property.computed) === name)
            found.push(local(property.type === 'ObjectProperty' ? property.value : property));
    }
    return found;
  });
}

const isModuleExports = (node: t.Node): boolean =>
  node.type === 'MemberExpression' &&
  node.object.type === 'Identifier' &&
  node.object.name === 'module' &&
  plainName(node.property) === 'exports';
const isExports = (node: t.Node): boolean => (node.type === 'Identifier' && node.name === 'exports') || isModuleExports(node);
