/** Who calls a function of the app: looked for by its names, and held against what each call means. */
import type * as t from '@babel/types';
import { constructorOf } from './members.js';
import { classAround, isMember, plainName } from './nodes.js';
import type { Syntax } from './syntax.js';
import { contextIn, DEPTH, type Caller, type CodeValue, type Values } from './value.js';

export function findCallers(values: Values): (node: t.Function, syntax: Syntax) => readonly Caller[] {
  const { modules } = values;
  const of: Values['of'] = (node, at) => values.of(node, at);
  const known = new Map<t.Function, readonly Caller[]>();

  /** Whether one of two classes is, or extends, the other: then a method that is called on one may be that of the other. */
  const isRelated = (one: CodeValue, other: t.Class, at: Syntax): boolean =>
    (one.is === 'instance' || one.is === 'class') && (isBelow(one.node, other, one.at.in) || isBelow(other, one.node, at));
  const isBelow = (node: t.Class, above: t.Class, at: Syntax, depth = 0): boolean =>
    node === above ||
    (depth < DEPTH &&
      of(node.superClass ?? undefined, contextIn(at)).some(
        (value) => value.is === 'class' && isBelow(value.node, above, value.at.in, depth + 1),
      ));
  /** Whether a class without a constructor passes its arguments on to this one. */
  const isBuiltAs = (node: t.Class, owner: t.Class, at: Syntax, depth = 0): boolean =>
    node === owner ||
    (depth < DEPTH &&
      !constructorOf(node) &&
      of(node.superClass ?? undefined, contextIn(at)).some(
        (above) => above.is === 'class' && isBuiltAs(above.node, owner, above.at.in, depth + 1),
      ));

  const callsOfConstructor = (owner: t.Class, names: readonly string[]): readonly Caller[] => {
    const made = [...names, ...names.flatMap((name) => modules.subclasses(name))]
      .flatMap((name) => modules.callsOf(name))
      .filter(
        ({ call, in: where }) =>
          call.type === 'NewExpression' &&
          of(call.callee, contextIn(where)).some((value) => value.is === 'class' && isBuiltAs(value.node, owner, value.at.in)),
      );
    const handed = modules.callsOf('super').filter(({ call, in: where }) => {
      const below = classAround(call, where);
      return (
        below?.superClass &&
        of(below.superClass, contextIn(where)).some((value) => value.is === 'class' && isBuiltAs(value.node, owner, value.at.in))
      );
    });
    return [...made, ...handed];
  };
  const callsOfFunction = (node: t.Function, names: readonly string[], syntax: Syntax): readonly Caller[] => {
    const owner = node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod' ? classAround(node, syntax) : undefined;
    return names
      .flatMap((name) => modules.callsOf(name))
      .filter(({ call, in: where }) => {
        const { callee } = call;
        if (owner && isMember(callee) && receiversOf(callee.object, where).some((value) => isRelated(value, owner, syntax))) return true;
        return of(callee, contextIn(where)).some((value) => value.is === 'function' && value.node === node);
      });
  };

  const receiversOf = (object: t.Node, where: Syntax): readonly CodeValue[] =>
    of(object.type === 'Super' ? (classAround(object, where)?.superClass ?? undefined) : object, contextIn(where));
  /** Of a function that is handed to another: where that one calls it. */
  const callsOfArgument = (node: t.Function, syntax: Syntax): readonly Caller[] => {
    const handed = syntax.parent(node);
    if (handed?.type !== 'CallExpression' && handed?.type !== 'NewExpression') return [];
    const index = (handed.arguments as readonly t.Node[]).indexOf(node);
    return of(handed.callee, contextIn(syntax)).flatMap((to) => {
      if (to.is !== 'function') return [];
      const where = to.at.in;
      return where.calls.flatMap((call): readonly Caller[] => {
        const binding = call.callee.type === 'Identifier' ? where.binding(call.callee.name, call.callee) : undefined;
        return binding?.is === 'parameter' && binding.of === to.node && binding.index === index ? [{ call, in: where }] : [];
      });
    });
  };

  return (node, syntax) => {
    const found = known.get(node);
    if (found) return found;
    known.set(node, []);
    const owner = node.type === 'ClassMethod' && node.kind === 'constructor' ? classAround(node, syntax) : undefined;
    const names = namesOf(owner ?? node, syntax).flatMap((name) => [name, ...modules.aliases(name)]);
    const calls = owner ? callsOfConstructor(owner, names) : [...callsOfFunction(node, names, syntax), ...callsOfArgument(node, syntax)];
    const once = [...new Map(calls.map((each) => [each.call, each])).values()];
    known.set(node, once);
    return once;
  };
}

/** The names under which a function or class is called. */
export function namesOf(node: t.Function | t.Class, syntax: Syntax): readonly string[] {
  const own = 'id' in node && node.id?.type === 'Identifier' ? [node.id.name] : 'key' in node ? [plainName(node.key) ?? ''] : [];
  const above = syntax.parent(node);
  const given = above && nameGivenBy(above);
  const exported = above?.type === 'ExportDefaultDeclaration' ? ['default'] : [];
  return [...new Set([...own, ...(given ? [plainName(given) ?? ''] : []), ...exported])].filter((name) => name !== '');
}

function nameGivenBy(above: t.Node): t.Node | undefined {
  if (above.type === 'VariableDeclarator') return above.id;
  if (above.type === 'AssignmentExpression') return above.left.type === 'MemberExpression' ? above.left.property : above.left;
  return above.type === 'ObjectProperty' || above.type === 'ClassProperty' ? above.key : undefined;
}
