/**
 * Follows expressions of the app's source to what they can be: imported keys, keys of the app, objects, functions. What is not sure to be
 * understood is unknown.
 */
import type * as t from '@babel/types';
import { findCallers } from './callers.js';
import { passageTo } from './flow.js';
import { fromModule, libraryCall, libraryObject } from './library.js';
import { calledOnGlobal, calledOnList, elementsOf, eitherOf } from './lists.js';
import { memberOf } from './members.js';
import type { Modules } from './modules.js';
import { bound } from './names.js';
import { descend, isFunction, isMember, plainName, remember } from './nodes.js';
import { binary, conditional, logical, template, truthOf, unary } from './operators.js';
import {
  ABSENT,
  contextIn,
  DEPTH,
  latest,
  literalValue,
  through,
  UNKNOWN,
  type CallContext,
  type Evaluator,
  type FunctionValue,
  type CodeValue,
  type Values,
} from './value.js';

/** How deep expressions are looked into, and at how many for one question: code can go in circles. */
const LEVEL = 80,
  STEPS = 20_000;
/** Methods of a principal that give the same one, fenced. */
const WRAPS = /^with(Conditions|SessionTags)$/;
/** The helpers that compilers wrap around an import. */
const IMPORT_HELPER = /^(_*import(Star|Default)|_*interop\w*|_*toESM)$/i;

const returnsIn = remember((body) =>
  descend(body, (node) => (node.type === 'ReturnStatement' && node.argument ? node.argument : undefined), isFunction),
);

export function openValues(modules: Modules): Values {
  let level = 0;
  let steps = 0;

  /** One step deeper, as long as that is not too deep. */
  const deeper = (look: () => readonly CodeValue[]): readonly CodeValue[] => {
    if (level === 0) steps = 0;
    if (level > LEVEL || ++steps > STEPS) return UNKNOWN;
    level++;
    try {
      return look();
    } finally {
      level--;
    }
  };
  const of = (node: t.Node | undefined, at: CallContext): readonly CodeValue[] => (node ? deeper(() => evaluate(node, at)) : UNKNOWN);

  const evaluate = (node: t.Node, at: CallContext): readonly CodeValue[] => {
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
        return conditional(node, at, values);
      case 'LogicalExpression':
        return logical(node, at, values);
      case 'UnaryExpression':
        return unary(node, at, values);
      case 'BinaryExpression':
        return binary(node, at, values);
      case 'StringLiteral':
      case 'NumericLiteral':
      case 'BooleanLiteral':
        return literalValue(node.value);
      case 'NullLiteral':
        return [{ is: 'literal', value: null }];
      case 'TemplateLiteral':
        return template(node, at, values);
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
      case 'Identifier':
        return identifier(node, at);
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return access(node, at);
      case 'TSQualifiedName':
        return of(node.left, at).flatMap((value) => member(value, node.right.name));
      case 'NewExpression':
        return of(node.callee, at).flatMap((value) => through(value, construct(value, node, at)));
      case 'CallExpression':
      case 'OptionalCallExpression':
        return called(node, at);
      default:
        return UNKNOWN;
    }
  };

  // ── Names and members ──────────────────────────────────────────────────────────────────────────────────────────────────

  const identifier = (node: t.Identifier, at: CallContext): readonly CodeValue[] => {
    const binding = at.in.binding(node.name, node);
    if (binding) return bound(binding, node, at, values);
    return node.name === 'undefined' ? ABSENT : UNKNOWN;
  };
  const access = (node: t.MemberExpression | t.OptionalMemberExpression, at: CallContext): readonly CodeValue[] => {
    const name = plainName(node.property, node.computed);
    if (name !== undefined) return of(node.object, at).flatMap((value) => through(value, member(value, name)));
    const names = of(node.property, at);
    const [only] = names;
    if (names.length === 1 && only?.is === 'literal' && !only.maybe)
      return of(node.object, at).flatMap((value) => through(value, member(value, String(only.value))));
    // Which one is not known: it is one of them.
    return eitherOf(of(node.object, at).flatMap((value) => elementsOf(value, values) ?? UNKNOWN));
  };
  const member = (value: CodeValue, name: string): readonly CodeValue[] => deeper(() => memberOf(value, name, values));

  const self = (node: t.Node, at: CallContext): CodeValue => {
    for (let above = at.in.parent(node); above; above = at.in.parent(above)) {
      const frame = isFunction(above) ? at.frames.find((each) => each.of === above) : undefined;
      if (frame?.self) return frame.self;
      if (above.type === 'ClassDeclaration' || above.type === 'ClassExpression')
        return at.self && isOf(at.self.node, above, at.self.at) ? at.self : { is: 'instance', node: above, at };
      if (above.type === 'FunctionDeclaration' || above.type === 'FunctionExpression') break;
    }
    return { is: 'unknown' };
  };
  /** Whether a class is another, or extends it. */
  const isOf = (node: t.Class, above: t.Class, at: CallContext): boolean =>
    node === above ||
    of(node.superClass ?? undefined, { ...at, frames: [] }).some((value) => value.is === 'class' && isOf(value.node, above, value.at));

  // ── Calls ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

  const argument = (args: readonly t.Node[], index: number, at: CallContext): readonly CodeValue[] => {
    if (args.slice(0, index + 1).some(({ type }) => type === 'SpreadElement')) return UNKNOWN;
    const node = args[index];
    return node ? of(node, at) : ABSENT;
  };
  const construct = (value: CodeValue, node: t.NewExpression, at: CallContext): readonly CodeValue[] => {
    if (value.is === 'class')
      return [
        { is: 'instance', node: value.node, at: { ...contextIn(value.at.in), crossed: at.crossed }, made: { args: node.arguments, at } },
      ];
    return value.is === 'library' ? libraryObject(value.name, node, at, values) : UNKNOWN;
  };
  const called = (node: t.CallExpression | t.OptionalCallExpression, at: CallContext): readonly CodeValue[] => {
    const { callee } = node;
    const [first] = node.arguments;
    if (callee.type === 'Identifier' && callee.name === 'require' && first?.type === 'StringLiteral')
      return fromModule(at.in, first.value, '*', at, values);
    const onMember = isMember(callee);
    const name = plainName(onMember ? callee.property : callee, onMember && callee.computed) ?? '';
    if (IMPORT_HELPER.test(name)) return of(first, at);
    if (!onMember) return of(callee, at).flatMap((value) => through(value, result(value, node, at)));
    if (WRAPS.test(name))
      return [{ is: 'made', name: 'aws_iam.PrincipalWithConditions', node, args: [callee.object, ...node.arguments], at }];
    if (callee.object.type === 'Identifier' && !at.in.binding(callee.object.name, callee))
      return calledOnGlobal(`${callee.object.name}.${name}`, first, at, values);
    return of(callee.object, at).flatMap((value) => through(value, calledOn(value, name, node, at)));
  };
  const calledOn = (
    value: CodeValue,
    name: string,
    node: t.CallExpression | t.OptionalCallExpression,
    at: CallContext,
  ): readonly CodeValue[] => {
    const elements = elementsOf(value, values);
    if (elements && value.is !== 'object') return calledOnList(elements, name, node.arguments[0], at, values);
    // An alias passes every call on to its key.
    if (name === 'addAlias' && (value.is === 'key' || (value.is === 'imported' && value.how !== 'fromAliasName'))) return [value];
    return member(value, name).flatMap((method) => through(method, result(method, node, at)));
  };
  const result = (value: CodeValue, node: t.CallExpression | t.OptionalCallExpression, at: CallContext): readonly CodeValue[] => {
    if (value.is === 'function') return returned(value, node.arguments, at);
    return value.is === 'library' ? libraryCall(value.name, node, at, values) : UNKNOWN;
  };
  const returned = (value: FunctionValue, args: readonly t.Node[] | undefined, at: CallContext): readonly CodeValue[] => {
    const { node } = value;
    if (at.crossed >= DEPTH) return UNKNOWN;
    const frame = { of: node, at, ...(args ? { args } : {}), ...(value.self ? { self: value.self } : {}) };
    const inside: CallContext = { ...value.at, frames: [frame, ...value.at.frames], crossed: at.crossed + 1 };
    if (node.body.type !== 'BlockStatement') return of(node.body, inside);
    const given = returnsIn(node.body).map((each) => ({ sure: passageTo(each, inside, values).reached, values: () => of(each, inside) }));
    // The first that is surely come to is the last that counts.
    const end = given.findIndex(({ sure }) => sure === 'yes');
    const all = latest(
      (end < 0 ? given : given.slice(0, end + 1)).map((each) => ({ ...each, sure: each.sure === 'no' ? 'no' : 'unknown' })),
    );
    return all.length > 0 ? all : UNKNOWN;
  };

  const values: Evaluator = {
    modules,
    of,
    member,
    truth: (node, at) => truthOf(node, at, values),
    argument,
    returned,
    callersOf: (node, syntax) => callers(node, syntax),
  };
  const callers = findCallers(values);
  return values;
}
