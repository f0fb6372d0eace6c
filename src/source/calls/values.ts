/** Follows expressions of the app's source to what they can be: imported keys, keys of the app, objects, functions. What is not sure to be understood is unknown. */
import type * as t from '@babel/types';
import type { Call, Exported, Modules } from './modules.js';
import { children, isFunction, nameOf, type Binding, type Step, type Syntax } from './syntax.js';

/** A call of one function, from which its parameters are known. */
interface Frame {
  readonly of: t.Function;
  readonly args: readonly t.Node[];
  readonly at: Context;
  readonly self?: Value;
}
/** Where an expression stands: its file, the calls through which it was reached, and how many functions were crossed so far. */
export interface Context {
  readonly in: Syntax;
  readonly frames: readonly Frame[];
  readonly crossed: number;
  readonly level: number;
}

type Shape =
  | { readonly is: 'imported'; readonly how: ImportKind; readonly call: t.CallExpression | t.OptionalCallExpression; readonly at: Context }
  | { readonly is: 'key'; readonly node: t.Node; readonly at: Context }
  | { readonly is: 'object'; readonly node: t.ObjectExpression; readonly at: Context }
  | { readonly is: 'list'; readonly node: t.ArrayExpression; readonly at: Context }
  | { readonly is: 'function'; readonly node: t.Function; readonly at: Context; readonly self?: Value }
  | { readonly is: 'class'; readonly node: t.Class; readonly at: Context }
  | {
      readonly is: 'instance';
      readonly node: t.Class;
      readonly at: Context;
      readonly made?: { readonly args: readonly t.Node[]; readonly at: Context };
    }
  /** Of a library: `aws_kms.Key`, `aws_kms.Key.fromKeyArn`. */
  | { readonly is: 'library'; readonly name: string }
  | { readonly is: 'made'; readonly name: string; readonly args: readonly t.Node[]; readonly at: Context }
  | { readonly is: 'attribute'; readonly of: Value; readonly name: string }
  | { readonly is: 'module'; readonly in: Syntax }
  | { readonly is: 'literal'; readonly value: string | number | boolean }
  | { readonly is: 'unknown' };
export type ImportKind = 'fromKeyArn' | 'fromLookup' | 'fromAliasName';
/** maybe: one of several ways that the code can go. */
export type Value = Shape & { readonly maybe?: true };

export interface Values {
  of(node: t.Node | undefined, at: Context): readonly Value[];
  member(value: Value, name: string): readonly Value[];
  /** The calls of a function, a method or (for a constructor) a class, as far as they are found. */
  callersOf(node: t.Function, at: Syntax): readonly { readonly call: Call; readonly in: Syntax }[];
}

export const contextIn = (syntax: Syntax): Context => ({ in: syntax, frames: [], crossed: 0, level: 0 });
/** Through how many functions a value is followed, and how many steps in all: code can go in circles. */
const DEPTH = 3,
  LEVEL = 80,
  STEPS = 300_000;
const UNKNOWN: readonly Value[] = [{ is: 'unknown' }];
const maybe = (values: readonly Value[]): readonly Value[] => values.map((value) => ({ ...value, maybe: true }));
/** Methods of a principal that give the same one, fenced. */
const WRAPS = /^with(Conditions|SessionTags)$/;
const EACH = /^(forEach|map|flatMap|filter|some|every|find)$/;

export function openValues(modules: Modules): Values {
  const callers = new Map<t.Function, readonly { readonly call: Call; readonly in: Syntax }[]>();
  let steps = 0;
  /** What a walk over the code below a node finds, walked once. */
  const remember = <T>(walk: (node: t.Node) => T): ((node: t.Node) => T) => {
    const known = new Map<t.Node, T>();
    return (node) => {
      const found = known.get(node) ?? walk(node);
      known.set(node, found);
      return found;
    };
  };
  const assigned = remember(assignedIn),
    results = remember(returnsIn),
    supers = remember(superCalls);

  const of = (node: t.Node | undefined, from: Context): readonly Value[] => {
    if (!node || from.level > LEVEL || ++steps > STEPS) return UNKNOWN;
    const at = { ...from, level: from.level + 1 };
    switch (node.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ParenthesizedExpression':
        return of(node.expression, at);
      case 'AwaitExpression':
        return of(node.argument, at);
      case 'AssignmentExpression':
        return of(node.right, at);
      case 'SequenceExpression':
        return of(node.expressions.at(-1), at);
      case 'ConditionalExpression':
        return maybe([...of(node.consequent, at), ...of(node.alternate, at)]);
      case 'LogicalExpression':
        return maybe(node.operator === '&&' ? of(node.right, at) : [...of(node.left, at), ...of(node.right, at)]);
      case 'StringLiteral':
      case 'NumericLiteral':
      case 'BooleanLiteral':
        return [{ is: 'literal', value: node.value }];
      case 'TemplateLiteral':
        return template(node, at);
      case 'BinaryExpression':
        return node.operator === '+' ? joined([node.left, node.right], at) : UNKNOWN;
      case 'ObjectExpression':
        return [{ is: 'object', node, at }];
      case 'ArrayExpression':
        return [{ is: 'list', node, at }];
      case 'ClassExpression':
      case 'ClassDeclaration':
        return [{ is: 'class', node, at }];
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ObjectMethod':
        return [{ is: 'function', node, at }];
      case 'ThisExpression':
        return [self(node, at)];
      case 'Identifier': {
        const binding = at.in.binding(node.name, node);
        return binding ? bound(binding, at) : UNKNOWN;
      }
      case 'MemberExpression':
      case 'OptionalMemberExpression': {
        const name = nameOf(node.property, node.computed);
        return name === undefined ? UNKNOWN : of(node.object, at).flatMap((value) => carry(value, member(value, name)));
      }
      case 'TSQualifiedName':
        return of(node.left, at).flatMap((value) => member(value, node.right.name));
      case 'NewExpression':
        return of(node.callee, at).flatMap((value) => carry(value, construct(value, node.arguments, at, node)));
      case 'CallExpression':
      case 'OptionalCallExpression':
        return called(node, at);
      default:
        return UNKNOWN;
    }
  };
  const carry = (from: Value, values: readonly Value[]): readonly Value[] => (from.maybe ? maybe(values) : values);

  const literal = (node: t.Node, at: Context): string | undefined => {
    const [value, more] = of(node, at);
    return value?.is === 'literal' && !more ? String(value.value) : undefined;
  };
  const joined = (nodes: readonly t.Node[], at: Context): readonly Value[] => {
    const parts = nodes.map((node) => literal(node, at));
    return parts.includes(undefined) ? UNKNOWN : [{ is: 'literal', value: parts.join('') }];
  };
  const template = ({ quasis, expressions }: t.TemplateLiteral, at: Context): readonly Value[] => {
    const parts = quasis.flatMap((quasi, i) => {
      const expression = expressions[i];
      return [quasi.value.cooked ?? undefined, ...(expression ? [literal(expression, at)] : [])];
    });
    return parts.includes(undefined) ? UNKNOWN : [{ is: 'literal', value: parts.join('') }];
  };

  const bound = (binding: Binding, at: Context): readonly Value[] => {
    switch (binding.is) {
      case 'import':
        return fromModule(at.in, binding.from, binding.name, at);
      case 'function':
        return [{ is: 'function', node: binding.node, at }];
      case 'class':
        return [{ is: 'class', node: binding.node, at }];
      case 'parameter':
        return parameter(binding, at);
      case 'variable': {
        const all = binding.given.flatMap(({ value, steps: way, otherwise }) => walk(of(value, at), way, otherwise, at));
        return binding.given.length > 1 ? maybe(all) : all.length > 0 ? all : UNKNOWN;
      }
    }
  };
  const walk = (values: readonly Value[], way: readonly Step[], otherwise: t.Node | undefined, at: Context): readonly Value[] => {
    const found = way.reduce<readonly Value[]>(
      (from, step) =>
        from.flatMap((value) =>
          carry(value, step === null ? elements(value) : typeof step === 'number' ? element(value, step) : member(value, step)),
        ),
      values,
    );
    return otherwise ? maybe([...found, ...of(otherwise, at)]) : found;
  };
  const element = (value: Value, index: number): readonly Value[] =>
    value.is === 'list' ? of(value.node.elements[index] ?? undefined, value.at) : UNKNOWN;
  const elements = (value: Value): readonly Value[] =>
    value.is === 'list' ? value.node.elements.flatMap((item) => (item ? of(item, value.at) : [])) : UNKNOWN;

  const fromModule = (from: Syntax, source: string, name: string, at: Context): readonly Value[] => {
    if (!source.startsWith('.')) return [{ is: 'library', name: libraryName(source, name) }];
    const module = modules.imported(from, source);
    if (!module) return UNKNOWN;
    return name === '*' ? [{ is: 'module', in: module }] : exportedBy(module, name, at);
  };
  const exportedBy = (module: Syntax, name: string, at: Context): readonly Value[] => {
    const found = modules.exported(module, name),
      direct = found.filter((entry) => entry.is === 'node' || entry.name !== name);
    const all = (direct.length > 0 ? direct : found).flatMap((entry: Exported) =>
      entry.is === 'node' ? of(entry.node, { ...at, in: entry.in }) : fromModule(entry.in, entry.source, entry.name, at),
    );
    return all.length > 0 ? all : UNKNOWN;
  };

  /** What a parameter is given: by the call that we came from, else by all calls of the function that are found. */
  const parameter = (binding: Extract<Binding, { is: 'parameter' }>, at: Context): readonly Value[] => {
    const { of: fn, index, steps: way, otherwise } = binding;
    const frame = at.frames.find((each) => each.of === fn);
    const inner = way.length > 0 ? otherwise : undefined;
    if (frame)
      return frame.args[index]
        ? walk(of(frame.args[index], { ...frame.at, level: at.level }), way, inner, at)
        : otherwise
          ? of(otherwise, at)
          : UNKNOWN;
    const loop = at.in.parent(fn);
    if (
      (loop?.type === 'CallExpression' || loop?.type === 'OptionalCallExpression') &&
      loop.arguments[0] === fn &&
      index === 0 &&
      (loop.callee.type === 'MemberExpression' || loop.callee.type === 'OptionalMemberExpression') &&
      EACH.test(nameOf(loop.callee.property) ?? '')
    )
      return walk(of(loop.callee.object, at).flatMap(elements), way, undefined, at);
    if (at.crossed >= DEPTH) return UNKNOWN;
    const given = callersOf(fn, at.in).flatMap(({ call, in: syntax }) => {
      const argument = call.arguments[index];
      return argument
        ? walk(of(argument, { in: syntax, frames: [], crossed: at.crossed + 1, level: at.level }), way, inner, at)
        : otherwise
          ? of(otherwise, at)
          : UNKNOWN;
    });
    return given.length > 0 ? given : otherwise ? maybe(of(otherwise, at)) : UNKNOWN;
  };

  const self = (node: t.Node, at: Context): Value => {
    for (let above = at.in.parent(node); above; above = at.in.parent(above)) {
      const frame = isFunction(above) ? at.frames.find((each) => each.of === above) : undefined;
      if (frame?.self) return frame.self;
      if (above.type === 'ClassDeclaration' || above.type === 'ClassExpression') return { is: 'instance', node: above, at };
      if (above.type === 'FunctionDeclaration' || above.type === 'FunctionExpression') break;
    }
    return { is: 'unknown' };
  };

  const member = (value: Value, name: string): readonly Value[] => {
    switch (value.is) {
      case 'library':
        return [{ is: 'library', name: value.name === '' ? name : `${value.name}.${name}` }];
      case 'module':
        return exportedBy(value.in, name, contextIn(value.in));
      case 'object':
        return property(value, name);
      case 'list':
        return /^\d+$/.test(name) ? element(value, Number(name)) : UNKNOWN;
      case 'class':
        return fieldOf({ is: 'instance', node: value.node, at: value.at }, name, true);
      case 'instance':
        return fieldOf(value, name, false);
      // `bucket.encryptionKey` is what was given as encryptionKey; of an alias, the key it stands for.
      case 'made':
        return /key/i.test(name) && value.args.length > 2 ? of(value.args[2], value.at).flatMap((props) => member(props, name)) : UNKNOWN;
      case 'key':
      case 'imported':
        return [{ is: 'attribute', of: value, name }];
      default:
        return UNKNOWN;
    }
  };
  const property = (value: Extract<Value, { is: 'object' }>, name: string): readonly Value[] => {
    for (const entry of value.node.properties.toReversed()) {
      if (entry.type === 'SpreadElement') {
        const spread = of(entry.argument, value.at).flatMap((each) => member(each, name));
        if (spread.length > 0 && !spread.every(({ is }) => is === 'unknown')) return maybe(spread);
      } else if (nameOf(entry.key, entry.computed) === name) {
        if (entry.type === 'ObjectProperty') return of(entry.value, value.at);
        return entry.kind === 'get'
          ? returned({ is: 'function', node: entry, at: value.at, self: value }, [], value.at)
          : [{ is: 'function', node: entry, at: value.at, self: value }];
      }
    }
    return UNKNOWN;
  };

  /** A field or method of an object of one of the app's classes, from its class or the ones above. */
  const fieldOf = (value: Extract<Value, { is: 'instance' }>, name: string, isStatic: boolean): readonly Value[] => {
    const { node, at, made } = value,
      body = node.body.body;
    const built = body.find((entry): entry is t.ClassMethod => entry.type === 'ClassMethod' && entry.kind === 'constructor');
    const inside: Context = { ...at, frames: built && made ? [{ of: built, args: made.args, at: made.at, self: value }] : [] };
    const found: (readonly Value[])[] = [];
    for (const entry of body) {
      if (
        (entry.type === 'ClassProperty' || entry.type === 'ClassPrivateProperty' || entry.type === 'ClassAccessorProperty') &&
        entry.static === isStatic &&
        entry.value &&
        nameOf(entry.key) === name
      )
        found.push(of(entry.value, inside));
      if (
        (entry.type === 'ClassMethod' || entry.type === 'ClassPrivateMethod') &&
        entry.static === isStatic &&
        entry.kind !== 'constructor' &&
        nameOf(entry.key) === name
      ) {
        const method = { is: 'function' as const, node: entry, at: inside, self: value };
        if (entry.kind !== 'set') found.push(entry.kind === 'get' ? returned(method, [], at) : [method]);
      }
    }
    if (!isStatic) {
      const param = built?.params.find(
        (each) =>
          each.type === 'TSParameterProperty' &&
          nameOf(each.parameter.type === 'AssignmentPattern' ? each.parameter.left : each.parameter) === name,
      );
      if (built && param) found.push(parameter({ is: 'parameter', of: built, index: built.params.indexOf(param), steps: [] }, inside));
      found.push(...(assigned(node.body).get(name) ?? []).map((right) => of(right, inside)));
    }
    if (found.length > 0) return found.length > 1 ? maybe(found.flat()) : (found[0] ?? UNKNOWN);
    return of(node.superClass ?? undefined, at).flatMap((above) => {
      if (above.is === 'library') return isStatic ? member(above, name) : UNKNOWN;
      if (above.is !== 'class') return UNKNOWN;
      const up = built && supers(built.body)[0],
        passed = made && (built ? up && { args: up.arguments, at: inside } : made);
      return fieldOf({ is: 'instance', node: above.node, at: above.at, ...(passed ? { made: passed } : {}) }, name, isStatic);
    });
  };

  const construct = (value: Value, args: readonly t.Node[], at: Context, node: t.Node): readonly Value[] => {
    if (value.is === 'class')
      return [
        { is: 'instance', node: value.node, at: { in: value.at.in, frames: [], crossed: at.crossed, level: at.level }, made: { args, at } },
      ];
    if (value.is !== 'library') return UNKNOWN;
    if (/^aws_kms\.(Key|CfnKey|ReplicaKey|CfnReplicaKey)$/.test(value.name)) return [{ is: 'key', node, at }];
    // A real alias passes every call on to its key.
    if (value.name === 'aws_kms.Alias') return of(args[2], at).flatMap((props) => member(props, 'targetKey'));
    return [{ is: 'made', name: value.name, args, at }];
  };

  const called = (node: t.CallExpression | t.OptionalCallExpression, at: Context): readonly Value[] => {
    const { callee } = node,
      [first] = node.arguments;
    if (callee.type === 'Identifier' && callee.name === 'require' && first?.type === 'StringLiteral')
      return fromModule(at.in, first.value, '*', at);
    // The helpers that compilers wrap around an import.
    if (
      /^(_*import(Star|Default)|_*interop\w*|_*toESM)$/i.test(nameOf(callee.type === 'MemberExpression' ? callee.property : callee) ?? '')
    )
      return of(first, at);
    if (callee.type === 'MemberExpression' && WRAPS.test(nameOf(callee.property, callee.computed) ?? ''))
      return [{ is: 'made', name: 'aws_iam.PrincipalWithConditions', args: [callee.object, ...node.arguments], at }];
    return of(callee, at).flatMap((value) => carry(value, result(value, node, at)));
  };
  const result = (value: Value, node: t.CallExpression | t.OptionalCallExpression, at: Context): readonly Value[] => {
    if (value.is === 'function') return returned(value, node.arguments, at);
    if (value.is !== 'library') return UNKNOWN;
    const [, owner, how] = /^aws_kms\.(Key|Alias)\.(\w+)$/.exec(value.name) ?? [];
    if (owner === 'Key' && how === 'fromCfnKey') return [{ is: 'key', node, at }];
    if (owner === 'Alias' && how === 'fromAliasAttributes')
      return of(node.arguments[2], at).flatMap((attributes) => member(attributes, 'aliasTargetKey'));
    if ((owner === 'Key' && (how === 'fromKeyArn' || how === 'fromLookup')) || (owner === 'Alias' && how === 'fromAliasName'))
      return [{ is: 'imported', how, call: node, at }];
    return [{ is: 'made', name: value.name, args: node.arguments, at }];
  };
  /** What a function gives back when it is called so. */
  const returned = (value: Extract<Value, { is: 'function' }>, args: readonly t.Node[], at: Context): readonly Value[] => {
    const { node } = value;
    if (at.crossed >= DEPTH) return UNKNOWN;
    const inside: Context = {
      in: value.at.in,
      frames: [{ of: node, args, at, ...(value.self ? { self: value.self } : {}) }, ...value.at.frames],
      crossed: at.crossed + 1,
      level: at.level,
    };
    if (node.body.type !== 'BlockStatement') return of(node.body, inside);
    const given = results(node.body),
      all = given.flatMap((each) => of(each, inside));
    return given.length > 1 ? maybe(all) : all.length > 0 ? all : UNKNOWN;
  };

  const callersOf = (node: t.Function, syntax: Syntax): readonly { readonly call: Call; readonly in: Syntax }[] => {
    const known = callers.get(node);
    if (known) return known;
    callers.set(node, []);
    const owner = node.type === 'ClassMethod' && node.kind === 'constructor' ? classAround(node, syntax) : undefined;
    const means = (value: Value): boolean =>
      owner ? value.is === 'class' && (value.node === owner || builtAs(value, owner)) : value.is === 'function' && value.node === node;
    // A class without a constructor of its own is built with the one above.
    const names = namesOf(owner ?? node, syntax).flatMap((name) => [name, ...modules.aliases(name)]),
      named = [...names, ...(owner ? names.flatMap((name) => modules.subclasses(name)) : [])]
        .flatMap((name) => modules.callsOf(name))
        .filter(({ call, in: where }) => (!owner || call.type === 'NewExpression') && of(call.callee, contextIn(where)).some(means));
    const above = owner
      ? modules.callsOf('super').filter(({ call, in: where }) => {
          const below = classAround(call, where);
          return below?.superClass && of(below.superClass, contextIn(where)).some((value) => value.is === 'class' && value.node === owner);
        })
      : [];
    const found = [...new Map([...named, ...above].map((each) => [each.call, each])).values()];
    callers.set(node, found);
    return found;
  };
  /** Whether a class without a constructor passes its arguments on to this one. */
  const builtAs = (value: Extract<Value, { is: 'class' }>, owner: t.Class, depth = 0): boolean =>
    depth < DEPTH &&
    !hasConstructor(value.node) &&
    of(value.node.superClass ?? undefined, value.at).some(
      (above) => above.is === 'class' && (above.node === owner || builtAs(above, owner, depth + 1)),
    );

  return { of, member, callersOf };
}

const hasConstructor = (node: t.Class): boolean =>
  node.body.body.some((entry) => entry.type === 'ClassMethod' && entry.kind === 'constructor');

/** A name in the packages of the CDK: `aws_kms.Key` for all ways to import it; another package keeps its name. */
function libraryName(source: string, name: string): string {
  const whole = name === '*' || name === 'default';
  const service = /^(?:aws-cdk-lib|@aws-cdk|monocdk)\/(aws-[\w-]+)(?:\/.*)?$/.exec(source)?.[1]?.replaceAll('-', '_');
  const prefix = service ?? (/^(aws-cdk-lib|@aws-cdk\/core|monocdk)(\/|$)/.test(source) ? '' : `${source}:`);
  return whole ? prefix : prefix === '' ? name : `${prefix}.${name}`;
}

export function classAround(node: t.Node, syntax: Syntax): t.Class | undefined {
  for (let above = syntax.parent(node); above; above = syntax.parent(above))
    if (above.type === 'ClassDeclaration' || above.type === 'ClassExpression') return above;
  return undefined;
}

/** The names under which a function or class is called. */
export function namesOf(node: t.Function | t.Class, syntax: Syntax): readonly string[] {
  const own = 'id' in node && node.id?.type === 'Identifier' ? [node.id.name] : 'key' in node ? [nameOf(node.key) ?? ''] : [];
  const above = syntax.parent(node);
  const given =
    above?.type === 'VariableDeclarator'
      ? above.id
      : above?.type === 'AssignmentExpression'
        ? above.left.type === 'MemberExpression'
          ? above.left.property
          : above.left
        : above?.type === 'ObjectProperty' || above?.type === 'ClassProperty'
          ? above.key
          : undefined;
  return [
    ...new Set([...own, ...(given ? [nameOf(given) ?? ''] : []), ...(above?.type === 'ExportDefaultDeclaration' ? ['default'] : [])]),
  ].filter((name) => name !== '');
}

function superCalls(body: t.Node): readonly t.CallExpression[] {
  return descend(body, (node) => (node.type === 'CallExpression' && node.callee.type === 'Super' ? node : undefined));
}

/** What is assigned to each field, `this.name = …`, anywhere in a class. */
function assignedIn(body: t.Node): ReadonlyMap<string, readonly t.Node[]> {
  const fields = new Map<string, t.Node[]>();
  for (const { left, right } of descend(body, (node) =>
    node.type === 'AssignmentExpression' && node.operator === '=' ? node : undefined,
  )) {
    const name =
      left.type === 'MemberExpression' && left.object.type === 'ThisExpression' ? nameOf(left.property, left.computed) : undefined;
    if (name !== undefined) fields.set(name, [...(fields.get(name) ?? []), right]);
  }
  return fields;
}

function returnsIn(body: t.Node): readonly t.Node[] {
  return descend(body, (node) => (node.type === 'ReturnStatement' && node.argument ? node.argument : undefined), isFunction);
}

/** What is found below a node, without going into what is `closed`. */
function descend<T>(node: t.Node, find: (node: t.Node) => T | undefined, closed: (node: t.Node) => boolean = () => false): readonly T[] {
  const found = find(node);
  return [
    ...(found === undefined ? [] : [found]),
    ...children(node)
      .filter((child) => !closed(child))
      .flatMap((child) => descend(child, find, closed)),
  ];
}
