/** What the source says in every configuration of the app: a literal may be replaced, what depends on something may not. */
import type * as t from '@babel/types';
import { classAround, descend, isFunction, isMember, plainName } from '../../source/calls/nodes.js';
import { contextIn, type CallContext, type CodeValue } from '../../source/calls/value.js';
import type { Syntax } from '../../source/calls/syntax.js';
import { propertyName } from './cdk-code.js';
import { isBranch, objectExpressionOf, lineOf, unwrapped, type Made, type Why } from './made.js';
import { OF_A_KIND, setElsewhere } from './setters.js';

/** Why a fix that rests on what a key is may be wrong in another configuration. @param but the property that is changed itself */
export function uncertainKey(made: Made, but?: string): Why | undefined {
  if (!/^aws_kms\.(Cfn)?Key$/.test(made.library)) return undefined;
  for (const property of OF_A_KIND) {
    const name = property === but ? undefined : propertyName(made.library, property);
    const why = name === undefined ? undefined : given(made, name).why;
    if (why !== undefined) return { why };
  }
  return setElsewhere(made, but);
}

/** What the props give for a name. absent: in every configuration; why: it depends on something, as a sentence. */
export function given({ within, ...own }: Made, name: string): { readonly absent: boolean; readonly why?: string } {
  const made = within ?? own;
  const argument = made.node.arguments[2];
  if (!argument) return { absent: true };
  const object = objectExpressionOf(made, argument);
  if (!object) return judged(made, name, argument, memberOf(made, argument, name));
  for (const entry of object.properties.toReversed()) {
    if (entry.type === 'SpreadElement') {
      const found = judged(made, name, entry, memberOf(made, entry.argument, name));
      if (!found.absent) return found;
    } else {
      const key = plainName(entry.key, entry.computed);
      if (key === undefined)
        return { absent: false, why: `${name} may be what ${source(made, entry.key)} names, at ${lineOf(made.syntax, entry)}` };
      if (key !== name) continue;
      if (entry.type === 'ObjectMethod') return { absent: false, why: `its ${name} is computed, at ${lineOf(made.syntax, entry)}` };
      return judged(made, name, entry.value, made.sources.values.of(entry.value, made.at));
    }
  }
  return { absent: true };
}

const memberOf = ({ sources, at }: Made, node: t.Node, name: string): readonly CodeValue[] =>
  sources.values
    .of(node, at)
    .flatMap((value) => sources.values.member(value, name).map((each) => (value.maybe ? { ...each, maybe: true as const } : each)));

function judged(made: Made, name: string, node: t.Node, values: readonly CodeValue[]): { readonly absent: boolean; readonly why?: string } {
  const isNothing = (value: CodeValue): boolean => value.is === 'literal' && value.value === undefined;
  if (values.every(isNothing)) return { absent: true };
  const [first, more] = values;
  return first && !more && !first.maybe && first.is !== 'unknown'
    ? { absent: false }
    : { absent: false, why: `its ${name} depends on ${source(made, node)}, at ${lineOf(made.syntax, node)}` };
}

const source = ({ syntax }: Made, { start, end }: t.Node): string => {
  const text = syntax.text.slice(start ?? 0, end ?? 0).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/**
 * Whether an expression is written as the value that it has: a literal, a member of an enumeration, a duration of so many days, or a list
 * or object of these;
 * a name that is given such a value once and for all is one too.
 */
export function isLiteral(node: t.Node, syntax: Syntax, made: Made): boolean {
  const plain = unwrapped(node);
  switch (plain.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return true;
    case 'UnaryExpression':
      return isLiteral(plain.argument, syntax, made);
    case 'Identifier':
      return plain.name === 'undefined' || isConstant(plain, syntax, made);
    case 'TemplateLiteral':
      return plain.expressions.length === 0;
    case 'MemberExpression':
      return isLibrary(plain, contextIn(syntax), made) && isNamePath(plain);
    case 'ArrayExpression':
      return plain.elements.every((element) => element !== null && element.type !== 'SpreadElement' && isLiteral(element, syntax, made));
    case 'ObjectExpression':
      return plain.properties.every((entry) => entry.type === 'ObjectProperty' && !entry.computed && isLiteral(entry.value, syntax, made));
    case 'CallExpression':
    case 'NewExpression':
      return (
        isLibrary(plain.callee, contextIn(syntax), made) &&
        (plain.arguments as readonly t.Node[]).every((argument) => isLiteral(argument, syntax, made))
      );
    default:
      return false;
  }
}

function isConstant(name: t.Identifier, syntax: Syntax, made: Made): boolean {
  const binding = syntax.binding(name.name, name);
  const [given, more] = binding?.is === 'variable' ? binding.given : [];
  return (
    given !== undefined &&
    given.node.type !== 'AssignmentExpression' &&
    !more &&
    given.steps.length === 0 &&
    isLiteral(given.value, syntax, made)
  );
}

/**
 * Whether an expression is an attribute of a construct, `topic.topicArn`, or holds nothing else: the same in every configuration of the
 * app.
 */
export function isReference(node: t.Node, syntax: Syntax, made: Made): boolean {
  const plain = unwrapped(node);
  if (plain.type === 'ObjectExpression')
    return plain.properties.every((entry) => entry.type === 'ObjectProperty' && !entry.computed && isReference(entry.value, syntax, made));
  if (plain.type === 'ArrayExpression')
    return plain.elements.every((element) => element !== null && element.type !== 'SpreadElement' && isReference(element, syntax, made));
  if (!isMember(plain) || plain.type !== 'MemberExpression' || plain.computed) return isLiteral(plain, syntax, made);
  const [value, more] = made.sources.values.of(plain.object, contextIn(syntax));
  return !more && value !== undefined && !value.maybe && (value.is === 'made' || value.is === 'key');
}

function isLibrary(node: t.Node, at: CallContext, { sources }: Made): boolean {
  const [value, more] = sources.values.of(node, at);
  return value?.is === 'library' && !more && !value.maybe;
}

const isNamePath = (node: t.Node): boolean => node.type === 'Identifier' || (isMember(node) && !node.computed && isNamePath(node.object));

/**
 * Where what an expression gives hangs on a condition, in it or in the functions of the app that it calls: as a place; undefined where it
 * does not.
 */
export function conditionIn(made: Made, node: t.Node, syntax: Syntax, depth = 0): string | undefined {
  const [branch] = descend(node, (each) => (isBranch(each) ? each : undefined), isInner(node));
  if (branch) return lineOf(syntax, branch);
  if (depth > 2) return undefined;
  for (const call of descend(node, (each) => (each.type === 'CallExpression' ? each : undefined), isInner(node))) {
    if (isForSubclasses(call, syntax)) return lineOf(syntax, call);
    for (const value of made.sources.values.of(call.callee, contextIn(syntax)))
      if (value.is === 'function') {
        const found = conditionIn(made, value.node.body, value.at.in, depth + 1);
        if (found !== undefined) return found;
      }
  }
  return undefined;
}

/** Whether a method of the class itself is called that a class below it gives or replaces: which one decides what it says. */
function isForSubclasses({ callee }: t.CallExpression, syntax: Syntax): boolean {
  if (!isMember(callee) || callee.object.type !== 'ThisExpression') return false;
  const name = plainName(callee.property, callee.computed);
  const own = classAround(callee, syntax);
  if (!own || name === undefined) return false;
  // A method without a body is abstract.
  const gives = (node: t.Class, kind: 'ClassMethod' | 'TSDeclareMethod'): boolean =>
    node.body.body.some((each) => each.type === kind && plainName(each.key, each.computed) === name);
  const isBelow = (node: t.Node): node is t.Class =>
    (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') &&
    node.superClass?.type === 'Identifier' &&
    node.superClass.name === own.id?.name;
  const [replaced] = descend(syntax.program, (each) => (isBelow(each) && gives(each, 'ClassMethod') ? each : undefined));
  return replaced !== undefined || gives(own, 'TSDeclareMethod');
}
const isInner =
  (outer: t.Node) =>
  (node: t.Node): boolean =>
    node !== outer && isFunction(node);
