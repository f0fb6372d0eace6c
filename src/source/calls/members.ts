/** Properties and methods: of objects as they are written, of the app's own classes, of what CDK makes. */
import type * as t from '@babel/types';
import { passageTo } from './flow.js';
import { exportedBy } from './library.js';
import { elementAt } from './lists.js';
import { parameter } from './names.js';
import { descend, encloses, plainName, remember } from './nodes.js';
import {
  ABSENT,
  contextIn,
  latest,
  maybe,
  through,
  UNKNOWN,
  type CallContext,
  type Evaluator,
  type Instance,
  type CodeValue,
} from './value.js';

/** What is assigned to each field, `this.name = …`, anywhere in a class. */
const assignedIn = remember((body): ReadonlyMap<string, readonly t.AssignmentExpression[]> => {
  const fields = new Map<string, t.AssignmentExpression[]>();
  for (const node of descend(body, (each) => (each.type === 'AssignmentExpression' ? each : undefined))) {
    const { left } = node;
    const name =
      left.type === 'MemberExpression' && left.object.type === 'ThisExpression' ? plainName(left.property, left.computed) : undefined;
    if (name !== undefined) fields.set(name, [...(fields.get(name) ?? []), node]);
  }
  return fields;
});
const superCalls = remember((body) =>
  descend(body, (node) => (node.type === 'CallExpression' && node.callee.type === 'Super' ? node : undefined)),
);

export function memberOf(value: CodeValue, name: string, values: Evaluator): readonly CodeValue[] {
  switch (value.is) {
    case 'library':
      return [{ is: 'library', name: value.name === '' ? name : `${value.name}.${name}` }];
    case 'module':
      return exportedBy(value.in, name, contextIn(value.in), values);
    case 'object':
      return overwritten(name, property(value, name, values), values);
    case 'list':
    case 'each':
      return elementAt(value, name, values);
    case 'entry':
      return name === '1' ? value.values : UNKNOWN;
    case 'class':
      return field({ is: 'instance', node: value.node, at: value.at }, value, name, true, values);
    case 'instance':
      return overwritten(name, field(value, value, name, false, values), values);
    // `bucket.encryptionKey` is what was given as encryptionKey.
    case 'made':
      return /key/i.test(name) && value.args.length > 2
        ? known(values.of(value.args[2], value.at).flatMap((props) => values.member(props, name)))
        : UNKNOWN;
    case 'key':
    case 'imported':
      return name === 'aliasTargetKey' ? [value] : [{ is: 'attribute', of: value, name }];
    case 'literal':
      return value.value === undefined || value.value === null ? ABSENT : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** A construct makes for itself what it is not given. */
const known = (found: readonly CodeValue[]): readonly CodeValue[] =>
  found.map((value) => (value.is === 'literal' ? { is: 'unknown' } : value));

/** What is assigned from outside, `object.name = …`, may stand there instead. */
function overwritten(name: string, found: readonly CodeValue[], values: Evaluator): readonly CodeValue[] {
  return values.modules.isAssigned(name) ? maybe([...found.filter(({ is }) => is !== 'literal'), ...UNKNOWN]) : found;
}

/** The last that is written counts: what stands before a spread may be replaced by it. */
function property(value: Extract<CodeValue, { is: 'object' }>, name: string, values: Evaluator): readonly CodeValue[] {
  const perhaps: CodeValue[] = [];
  for (const entry of value.node.properties.toReversed()) {
    if (entry.type !== 'SpreadElement') {
      const key = plainName(entry.key, entry.computed) ?? computedName(entry.key, value.at, values);
      if (key === undefined) perhaps.push(...UNKNOWN);
      if (key !== name) continue;
      const found = propertyValue(entry, value, values);
      return perhaps.length > 0 ? maybe([...found, ...perhaps]) : found;
    }
    const spread = values.of(entry.argument, value.at).flatMap((each) => through(each, values.member(each, name)));
    const there = spread.filter((each) => !(each.is === 'literal' && each.value === undefined));
    perhaps.push(...there);
    if (there.length === spread.length && !there.some((each) => each.is === 'unknown' || each.maybe))
      return perhaps.length > there.length ? maybe(perhaps) : there;
  }
  return perhaps.length > 0 ? maybe(perhaps) : ABSENT;
}

function computedName(key: t.Node, at: CallContext, values: Evaluator): string | undefined {
  const [name, more] = values.of(key, at);
  return name?.is === 'literal' && !more && !name.maybe ? String(name.value) : undefined;
}

function propertyValue(
  entry: t.ObjectProperty | t.ObjectMethod,
  value: Extract<CodeValue, { is: 'object' }>,
  values: Evaluator,
): readonly CodeValue[] {
  if (entry.type === 'ObjectProperty') return values.of(entry.value, value.at);
  const method = { is: 'function' as const, node: entry, at: value.at, self: value };
  return entry.kind === 'get' ? values.returned(method, [], value.at) : [method];
}

/**
 * A field or method of an object of one of the app's classes, from its class or the ones above.
 * @param object whose it is: `this` in all that is found. @param of the class in which it is looked for, and what its constructor is given.
 */
function field(
  object: Instance,
  of: Pick<Instance, 'node' | 'at' | 'made'>,
  name: string,
  isStatic: boolean,
  values: Evaluator,
): readonly CodeValue[] {
  const { node, at, made } = of;
  const built = constructorOf(node);
  const inside: CallContext = {
    ...at,
    self: object,
    frames: built && made ? [{ of: built, args: made.args, at: made.at, self: object }] : [],
  };
  const declared = declaredIn(node, built, object, name, isStatic, inside, values);
  const assigned = (isStatic ? [] : (assignedIn(node.body).get(name) ?? [])).map((assignment) => ({
    sure: built && encloses(built, assignment) ? passageTo(assignment, inside, values).reached : ('unknown' as const),
    values: () => values.of(assignment.right, inside),
  }));
  const found = latest([...declared.map((given) => ({ sure: 'yes' as const, values: () => given })), ...assigned]);
  if (found.length === 0) return above(object, of, inside, name, isStatic, values);
  // An object that is not known may be of a class below, which has its own.
  return !object.made && !isStatic && values.modules.subclasses(node.id?.name ?? '').length > 0 ? maybe(found) : found;
}

function declaredIn(
  node: t.Class,
  built: t.ClassMethod | undefined,
  object: Instance,
  name: string,
  isStatic: boolean,
  inside: CallContext,
  values: Evaluator,
): readonly (readonly CodeValue[])[] {
  const declared = node.body.body.flatMap((entry): readonly (readonly CodeValue[])[] => {
    if (isProperty(entry))
      return entry.static === isStatic && entry.value && plainName(entry.key) === name ? [values.of(entry.value, inside)] : [];
    if (entry.type !== 'ClassMethod' && entry.type !== 'ClassPrivateMethod') return [];
    if (entry.static !== isStatic || entry.kind === 'constructor' || entry.kind === 'set' || plainName(entry.key) !== name) return [];
    const method = { is: 'function' as const, node: entry, at: inside, self: object };
    return [entry.kind === 'get' ? values.returned(method, [], inside) : [method]];
  });
  const index =
    isStatic || !built ? -1 : built.params.findIndex((param) => param.type === 'TSParameterProperty' && parameterName(param) === name);
  const param = built?.params[index];
  if (!built || param?.type !== 'TSParameterProperty') return declared;
  const otherwise = param.parameter.type === 'AssignmentPattern' ? param.parameter.right : undefined;
  return [
    ...declared,
    parameter({ is: 'parameter', of: built, index, steps: [], given: [], ...(otherwise ? { otherwise } : {}) }, inside, values),
  ];
}

function above(
  object: Instance,
  { node, at, made }: Pick<Instance, 'node' | 'at' | 'made'>,
  inside: CallContext,
  name: string,
  isStatic: boolean,
  values: Evaluator,
): readonly CodeValue[] {
  const built = constructorOf(node);
  const [up] = built ? superCalls(built.body) : [];
  const handed = up && { args: up.arguments, at: inside };
  const passed = made && (built ? handed : made);
  return values.of(node.superClass ?? undefined, at).flatMap((parent) => {
    if (parent.is === 'library') return isStatic ? values.member(parent, name) : UNKNOWN;
    if (parent.is !== 'class') return UNKNOWN;
    return field(object, { node: parent.node, at: parent.at, ...(passed ? { made: passed } : {}) }, name, isStatic, values);
  });
}

type Property = t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty;
const isProperty = (entry: t.Node): entry is Property => /^Class(Private|Accessor)?Property$/.test(entry.type);
const parameterName = ({ parameter: param }: t.TSParameterProperty): string | undefined =>
  plainName(param.type === 'AssignmentPattern' ? param.left : param);

export function constructorOf(node: t.Class): t.ClassMethod | undefined {
  return node.body.body.find((entry): entry is t.ClassMethod => entry.type === 'ClassMethod' && entry.kind === 'constructor');
}
