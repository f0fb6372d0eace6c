/** Finds the expression in the app's source that makes a construct, from the place that CDK noted at synthesis. */
import type * as t from '@babel/types';
import { openModules, type Modules } from '../../source/calls/modules.js';
import { openReader, type Reader } from '../../source/calls/statements.js';
import { classAround, descend, functionAround, isFunction, plainName } from '../../source/calls/nodes.js';
import type { Syntax } from '../../source/calls/syntax.js';
import { contextIn, type CallContext, type CodeValue, type Values } from '../../source/calls/value.js';
import { openValues } from '../../source/calls/values.js';
import type { SourceTree } from '../../source/project.js';
import type { Frame } from '../../source/trace.js';
import { offsetOf } from '../overlay.js';

/** The files of an app, parsed when they are needed. */
export interface Sources {
  readonly tree: SourceTree;
  readonly modules: Modules;
  readonly values: Values;
  readonly reader: Reader;
}
export interface Made {
  readonly sources: Sources;
  readonly syntax: Syntax;
  readonly at: CallContext;
  /** `new kms.Key(…)`, or the `super(…)` of a class that extends it. */
  readonly node: t.NewExpression | t.CallExpression;
  /** What of the library is made: `aws_kms.CfnKey`. */
  readonly library: string;
  /** Of one that is made by a class of the app's own: its `super(…)`, as it is called for this one. */
  readonly within?: Made;
}
export type Why = { readonly why: string };

const EACH = /^(forEach|map|flatMap|reduce|filter|from|times)$/;
const LOOP = /^(For\w*|While|DoWhile)Statement$/;

/** @param files those of the app, as far as they are known. */
export function openSources(tree: SourceTree, files: readonly string[]): Sources {
  const modules = openModules(tree, files);
  const values = openValues(modules);
  return { tree, modules, values, reader: openReader(values) };
}

/**
 * @param ids the last steps of the construct's path, with and without the `Resource` that an L2 construct adds: the source must still say
 * one of them.
 * @param above the steps of the path before these: a construct of that name makes it inside
 */
export function madeAt(sources: Sources, frame: Frame, ids: readonly string[], above: readonly string[] = []): Made | Why {
  const syntax = /\.[cm]?[jt]sx?$/.test(frame.file) ? sources.modules.syntax(frame.file) : undefined;
  if (!syntax) return { why: `${fileName(frame.file)} is not TypeScript or JavaScript that can be read` };
  const place = `${fileName(frame.file)}:${frame.line}`;
  const offset = offsetOf(syntax.text, frame.line, frame.column);
  const node = syntax.calls.find((call) => call.start === offset && isMaker(call));
  const at = contextIn(syntax);
  const stale = {
    why: `${place} does not make it any more: the source has changed since it was synthesized; run \`npx cdk synth\`, then fix`,
  };
  const called = node ? undefined : syntax.calls.find((call) => placeOfCall(call) === offset);
  if (called) return { why: `${nameOfCall(called)}() makes it, at ${place}, or the source has changed since it was synthesized` };
  const [built] = node ? [] : descend(syntax.program, (each) => (isClass(each) && each.start === offset ? each : undefined));
  if (built) return { why: `its class ${built.id?.name ?? ''} makes it without a constructor of its own, at ${place}` };
  if (node?.type !== 'NewExpression' && node?.type !== 'CallExpression') return stale;
  const made = only(
    sources.values.of(node.callee.type === 'Super' ? (classAround(node, syntax)?.superClass ?? undefined) : node.callee, at),
  );
  const named = sources.values.of(node.arguments[1], at);
  const names = named.map((value) => (value.is === 'literal' ? String(value.value) : undefined));
  if (names.length > 0 && names.every((name) => name !== undefined && !ids.includes(name)))
    return made?.is === 'library' && (!made.name.startsWith('aws_kms.') || names.some((name) => above.includes(name ?? '')))
      ? { why: `${made.name} makes it, at ${place}` }
      : stale;
  if (made?.is !== 'library') return { why: `it is made by code that is not followed, at ${place}` };
  if (isInLoop(node, syntax)) return { why: `it is made in a loop, at ${place}` };
  return { sources, syntax, at, node, library: made.name };
}

/** The expression that uses a class of the app's own, in place of the `super(…)` in it; undefined where it is not such a use. */
export function usedAt(made: Made, frame: Frame, ids: readonly string[]): Made | undefined {
  const { sources, node: above, syntax: own } = made;
  const syntax = sources.modules.syntax(frame.file);
  const offset = syntax && offsetOf(syntax.text, frame.line, frame.column);
  const node = syntax?.calls.find((call): call is t.NewExpression => call.start === offset && call.type === 'NewExpression');
  const built = functionAround(above, own);
  if (above.type !== 'CallExpression' || !syntax || !node || built?.type !== 'ClassMethod' || isInLoop(node, syntax)) return undefined;
  const at = contextIn(syntax);
  const used = only(sources.values.of(node.callee, at));
  const id = only(sources.values.of(node.arguments[1], at));
  if (used?.is !== 'class' || used.node !== classAround(above, own)) return undefined;
  if (id?.is === 'literal' && !ids.includes(String(id.value))) return undefined;
  const inside: CallContext = { ...made.at, frames: [{ of: built, args: node.arguments, at }], crossed: 1 };
  return { sources, syntax, at, node, library: made.library, within: { ...made, at: inside } };
}

/** Whether a class hands on what it is given as a property: it is the last to say it. */
export function handsOn({ node, syntax, ...made }: Made, name: string): boolean {
  const built = functionAround(node, syntax);
  const isProps = (each: t.Node | undefined): boolean => {
    const binding = each?.type === 'Identifier' ? syntax.binding(each.name, each) : undefined;
    return binding?.is === 'parameter' && binding.of === built && binding.index === 2 && binding.steps.length + binding.given.length === 0;
  };
  const argument = node.arguments[2];
  if (isProps(argument)) return true;
  const object = objectExpressionOf({ ...made, node, syntax }, argument);
  for (const entry of object?.properties.toReversed() ?? []) {
    if (entry.type === 'SpreadElement') return isProps(entry.argument);
    const key = plainName(entry.key, entry.computed);
    if (key === undefined || key === name) return false;
  }
  return false;
}

/** Whether the code around makes things for whoever calls it: a function that is no constructor. */
export function isInHelper({ node, syntax }: Made): boolean {
  for (let above = syntax.parent(node); above; above = syntax.parent(above))
    if (isFunction(above)) return !(above.type === 'ClassMethod' && above.kind === 'constructor');
  return false;
}

/** The object that an expression is, where it is written in this file and for this place alone; its own node where it stands there. */
export function objectExpressionOf({ syntax }: Made, node: t.Node | undefined): t.ObjectExpression | undefined {
  const plain = node && unwrapped(node);
  if (plain?.type === 'ObjectExpression') return plain;
  const initial = plain?.type === 'Identifier' ? onlyValueOf(plain, syntax) : undefined;
  return initial?.type === 'ObjectExpression' ? initial : undefined;
}

/** Whether props come from where they are not seen. */
export function hasUnseenProps(made: Made): boolean {
  const argument = made.node.arguments[2];
  const object = objectExpressionOf(made, argument);
  return object?.properties.some(({ type }) => type === 'SpreadElement') ?? (argument !== undefined && !object);
}

/** What a name is given, once and for all, where nothing else in the file reads the name. */
export function onlyValueOf(name: t.Identifier, syntax: Syntax): t.Node | undefined {
  const binding = syntax.binding(name.name, name);
  if (binding?.is !== 'variable' || binding.given.length !== 1) return undefined;
  const [given] = binding.given;
  const isKey = (each: t.Node): boolean => {
    const above = syntax.parent(each);
    return above?.type === 'ObjectProperty' && above.key === each && !above.computed;
  };
  const readers = syntax.reads(name.name).filter((each) => syntax.binding(name.name, each) === binding && !isKey(each));
  const exported =
    given && syntax.parent(syntax.parent(syntax.parent(given.value) ?? given.value) ?? given.value)?.type === 'ExportNamedDeclaration';
  return given && given.steps.length === 0 && readers.length === 1 && !exported ? unwrapped(given.value) : undefined;
}

/** Without the type that is put around it. */
export function unwrapped(node: t.Node): t.Node {
  return /^TS(As|Satisfies|NonNull)Expression$|^TSTypeAssertion$|^ParenthesizedExpression$/.test(node.type)
    ? unwrapped((node as t.TSAsExpression).expression)
    : node;
}

export const only = (values: readonly CodeValue[]): CodeValue | undefined =>
  values.length === 1 && !values[0]?.maybe ? values[0] : undefined;
export const fileName = (file: string): string => file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);

/** The property that counts: the last one of that name. */
export function propertyOf(object: t.ObjectExpression, name: string): t.ObjectProperty | t.ObjectMethod | undefined {
  return object.properties.findLast(
    (entry): entry is t.ObjectProperty | t.ObjectMethod => entry.type !== 'SpreadElement' && plainName(entry.key, entry.computed) === name,
  );
}

const nameOfCall = ({ callee }: Syntax['calls'][number]): string =>
  plainName(callee.type === 'MemberExpression' ? callee.property : callee) ?? 'what is called';
const isClass = (node: t.Node): node is t.Class => node.type === 'ClassDeclaration' || node.type === 'ClassExpression';

/** Where V8 says that something is called: at the name of a method. */
const placeOfCall = ({ callee, start }: Syntax['calls'][number]): number | null | undefined =>
  callee.type === 'MemberExpression' ? callee.property.start : start;

function isMaker(call: t.Node): boolean {
  return call.type === 'NewExpression' || (call.type === 'CallExpression' && call.callee.type === 'Super');
}

const BRANCH =
  /^(ConditionalExpression|LogicalExpression|IfStatement|SwitchStatement|TryStatement|(For|While|DoWhile)\w*Statement|OptionalMemberExpression|OptionalCallExpression)$/;
/** Whether what stands inside may run or not, or several times. */
export const isBranch = ({ type }: t.Node): boolean => BRANCH.test(type);

export function isInLoop(node: t.Node, syntax: Syntax): boolean {
  for (let above = syntax.parent(node); above; above = syntax.parent(above)) {
    if (LOOP.test(above.type)) return true;
    if (!isFunction(above)) continue;
    const call = syntax.parent(above);
    if (call?.type !== 'CallExpression' || !(call.arguments as readonly t.Node[]).includes(above)) return false;
    if (call.callee.type === 'MemberExpression' && EACH.test(plainName(call.callee.property) ?? '')) return true;
  }
  return false;
}

/** The line of the file on which a node begins: `app.ts:12`. */
export function lineOf({ file, text }: Syntax, { start }: t.Node): string {
  return `${fileName(file)}:${text.slice(0, start ?? 0).split(/\r\n|\n|\r/).length}`;
}
