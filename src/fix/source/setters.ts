/** What else in the source may set what kind of key a construct is: by a name that is not followed, or under a condition. */
import type * as t from '@babel/types';
import { lowerFirst } from '../../core/first-letter.js';
import { memoOf } from '../../core/memo.js';
import { classAround, descend, encloses, functionAround, isMember, plainName } from '../../source/calls/nodes.js';
import type { Syntax } from '../../source/calls/syntax.js';
import { contextIn, isAbsent } from '../../source/calls/value.js';
import { isBranch, lineOf, unwrapped, type Made, type Why } from './made.js';
import { behindL2, whose } from './receiver.js';

/** The properties that decide together what a key is: a fix of one of them rests on the others. */
export const OF_A_KIND: readonly string[] = [
  'KeySpec',
  'KeyUsage',
  'Origin',
  'EnableKeyRotation',
  'RotationPeriodInDays',
  'MultiRegion',
  'Enabled',
];
/** As CDK's constructs name them, or CloudFormation. */
const NAMES: ReadonlySet<string> = new Set(OF_A_KIND.map((name) => name.toLowerCase()));
const isOfAKind = (name: string): boolean => NAMES.has(name.toLowerCase());
const OVERRIDES = /^add(Property)?(Deletion)?Override$/;
/** Without one of these in its text, a file sets nothing of a construct that is made. */
const MAY_SET = /add(Property)?(Deletion)?Override|Object\.assign|\.\w+\s*=[^=]|\]\s*=[^=]/;

interface Setter {
  readonly node: t.Node;
  /** What it sets, where that is said. */
  readonly name: string | undefined;
  /** What it is set on. */
  readonly on: t.Node;
  /** Which property it sets is not known, so that it counts only on what is surely the key. */
  readonly vague: boolean;
}

/**
 * Why a key may be another kind of key in another configuration of the app than what is written where it is made.
 * @param but the property that is changed itself: what surely sets it on this key is changed with it
 */
export function setElsewhere(made: Made, but?: string): Why | undefined {
  const isChanged = (setter: Setter, syntax: Syntax): boolean =>
    but !== undefined && setter.name?.toLowerCase() === but.toLowerCase() && whose(made, setter.on, syntax) !== undefined;
  const { modules, tree } = made.sources;
  for (const file of modules.files) {
    const syntax = MAY_SET.test(tree.text(file) ?? '') ? modules.syntax(file) : undefined;
    const found =
      syntax &&
      settersIn(syntax).find((setter) => mayMean(made, setter, syntax) && !isPlain(made, setter, syntax) && !isChanged(setter, syntax));
    if (syntax && found)
      return {
        why: `${found.name === undefined ? 'what kind of key it is' : `its ${found.name}`} may be set ${placeOf(found.node, syntax)} as well`,
      };
  }
  return undefined;
}

/** Where the source may set a property of a construct behind its back, in words; undefined where nothing is seen that does. */
export function setterOfProperty(made: Made, property: string): string | undefined {
  const { modules, tree } = made.sources;
  const isIt = (name: string): boolean => name.toLowerCase() === property.toLowerCase();
  for (const file of modules.files) {
    const syntax = MAY_SET.test(tree.text(file) ?? '') ? modules.syntax(file) : undefined;
    const found = syntax && descend(syntax.program, (node) => setterOf(node, isIt)).find((setter) => mayMean(made, setter, syntax));
    if (syntax && found) return placeOf(found.node, syntax);
  }
  return undefined;
}

function placeOf(node: t.Node, syntax: Syntax): string {
  const around = functionAround(node, syntax);
  const isAspect = around?.type === 'ClassMethod' && plainName(around.key) === 'visit';
  const name = isAspect ? (classAround(node, syntax)?.id?.name ?? '') : '';
  return `${isAspect ? `by the Aspect ${name} ` : ''}at ${lineOf(syntax, node)}`.replace('  ', ' ');
}

/** Each key of an app asks for them anew. */
const settersIn = memoOf((syntax: Syntax): readonly Setter[] => descend(syntax.program, (node) => setterOf(node, isOfAKind)));

function setterOf(node: t.Node, isIt: (name: string) => boolean): Setter | undefined {
  if (node.type === 'AssignmentExpression' && isMember(node.left)) {
    const name = plainName(node.left.property, node.left.computed);
    return name === undefined || isIt(name) ? { node, name, on: node.left.object, vague: name === undefined } : undefined;
  }
  if (node.type !== 'CallExpression' || !isMember(node.callee)) return undefined;
  const { object, property, computed } = node.callee,
    name = plainName(property, computed) ?? '',
    [first] = node.arguments;
  if (isAssign(node)) return first && { node, name: undefined, on: first, vague: false };
  if (!OVERRIDES.test(name)) return undefined;
  const path = first?.type === 'StringLiteral' ? first.value.replace(/^Properties\./, '').split('.')[0] : undefined;
  return path === undefined || isIt(path)
    ? { node, name: path === undefined ? undefined : lowerFirst(path), on: object, vague: false }
    : undefined;
}

const isAssign = ({ callee }: t.CallExpression): boolean =>
  isMember(callee) &&
  plainName(callee.property, callee.computed) === 'assign' &&
  callee.object.type === 'Identifier' &&
  callee.object.name === 'Object';

/** Whether what is set on can be this construct. */
function mayMean(made: Made, { on, vague }: Setter, syntax: Syntax): boolean {
  if (whose(made, on, syntax)) return true;
  const plain = unwrapped(on);
  if (vague || plain.type === 'ThisExpression') return false;
  const values = made.sources.values.of(behindL2(plain, syntax) ?? plain, contextIn(syntax)).filter((value) => !isAbsent(value));
  return values.length === 0 || values.some(({ is }) => is === 'unknown');
}

/** Whether it is done whenever the construct is made, and to it alone: then the template shows it. */
function isPlain(made: Made, { node, on }: Setter, syntax: Syntax): boolean {
  if (whose(made, on, syntax)?.is !== 'alone' || syntax !== made.syntax) return false;
  if (functionAround(node, syntax) !== functionAround(made.node, made.syntax)) return false;
  // What is assigned from an object that is written elsewhere may hang on the configuration.
  if (node.type === 'CallExpression' && isAssign(node) && node.arguments.slice(1).some((each) => each.type !== 'ObjectExpression'))
    return false;
  if (mayEndBetween(made, node)) return false;
  for (let above = syntax.parent(node); above; above = syntax.parent(above)) {
    if (isBranch(above)) return false;
    // What decides about both does not decide between them.
    if (encloses(above, made.node)) return true;
  }
  return true;
}

/** Whether the code may leave between the construct and what is set on it. */
const mayEndBetween = ({ node: maker, syntax }: Made, node: t.Node): boolean =>
  descend(functionAround(maker, syntax)?.body ?? syntax.program, (each) =>
    /^(Return|Break|Continue|Throw)Statement$/.test(each.type) &&
    (each.start ?? 0) > (maker.end ?? 0) &&
    (each.end ?? 0) < (node.start ?? 0)
      ? each
      : undefined,
  ).length > 0;
