/** Expressions as JSON, as far as they are written plainly; what is not known may be filled with its own text in angle brackets. */
import type * as t from '@babel/types';
import type { Json, JsonObject } from '../../types/files.js';
import { isMember, plainName } from './nodes.js';
import type { CallContext, CodeValue, Values } from './value.js';

/** The account and Region of the app's stacks, where they are known and the same for all. */
export interface Surroundings {
  readonly account?: string;
  readonly region?: string;
}
export interface JsonReader {
  /** The JSON that an expression is; undefined where a part of it is not known. */
  json(node: t.Node | undefined, at: CallContext): Json | undefined;
  /** The same with `<expression>` for each text that is not known: for people to fill in. */
  filled(node: t.Node | undefined, at: CallContext): Json | undefined;
}

/** A placeholder longer than this says no more. */
const LONGEST = 60;

export function openJson(values: Values, around: Surroundings): JsonReader {
  const read = (node: t.Node | undefined, at: CallContext, fill: boolean): Json | undefined => {
    if (!node) return undefined;
    const value = single(node, at, values);
    if (value?.is === 'literal') return value.value;
    if (value?.is === 'library') return ofLibrary(value.name, around) ?? (fill ? placeholder(node, at) : undefined);
    if (value?.is === 'list') return all(value.node.elements.map((item) => read(item ?? undefined, value.at, fill)));
    if (value?.is === 'object') return entries(value, fill);
    return fill ? filledText(node, at) : undefined;
  };
  const entries = ({ node, at }: Extract<CodeValue, { is: 'object' }>, fill: boolean): JsonObject | undefined => {
    const found = all(
      node.properties.map((property) => {
        if (property.type !== 'ObjectProperty') return undefined;
        const key = plainName(property.key, property.computed) ?? (property.computed ? read(property.key, at, fill) : undefined);
        const item = read(property.value, at, fill);
        return typeof key === 'string' && item !== undefined ? ([key, item] as const) : undefined;
      }),
    );
    return found && Object.fromEntries(found);
  };

  /** A text of which parts are known. */
  const filledText = (node: t.Node, at: CallContext): Json => {
    if (node.type === 'TemplateLiteral')
      return node.quasis.map((quasi, i) => (quasi.value.cooked ?? '') + textOf(node.expressions[i], at)).join('');
    if (node.type === 'BinaryExpression' && node.operator === '+') return textOf(node.left, at) + textOf(node.right, at);
    const variable = node.type === 'Identifier' ? at.in.binding(node.name, node) : undefined;
    const [given, more] = variable?.is === 'variable' ? variable.given : [];
    if (given && !more && given.steps.length === 0 && given.value.type === 'TemplateLiteral') return filledText(given.value, at);
    return ofStack(node, at, values, around) ?? placeholder(node, at);
  };
  const textOf = (node: t.Node | undefined, at: CallContext): string => {
    if (!node) return '';
    const found = read(node, at, true);
    return typeof found === 'object' || found === undefined ? placeholder(node, at) : String(found);
  };

  return { json: (node, at) => read(node, at, false), filled: (node, at) => read(node, at, true) };
}

/** The only thing that an expression can be, if there is but one. */
export function single(node: t.Node | undefined, at: CallContext, values: Values): CodeValue | undefined {
  const [value, more] = values.of(node, at);
  return more || value?.maybe ? undefined : value;
}

function ofLibrary(name: string, { account, region }: Surroundings): string | undefined {
  switch (name) {
    case 'aws_iam.Effect.ALLOW':
      return 'Allow';
    case 'aws_iam.Effect.DENY':
      return 'Deny';
    case 'Aws.ACCOUNT_ID':
      return account;
    case 'Aws.REGION':
      return region;
    default:
      return undefined;
  }
}

/** `this.account`, `Stack.of(this).region`: of a stack, or of an object of one of the app's classes. */
function ofStack(node: t.Node, at: CallContext, values: Values, { account, region }: Surroundings): string | undefined {
  const name = isMember(node) ? plainName(node.property, node.computed) : undefined;
  if (!isMember(node) || (name !== 'account' && name !== 'region')) return undefined;
  const isStack = values
    .of(node.object, at)
    .every((value) => value.is === 'instance' || (value.is === 'made' && /^(Stack|Stack\.of|Stage)$/.test(value.name)));
  if (!isStack) return undefined;
  return name === 'account' ? account : region;
}

function placeholder(node: t.Node, { in: { text } }: CallContext): string {
  const written = text.slice(node.start ?? 0, node.end ?? 0).replace(/\s+/g, ' ');
  return `<${written.length > LONGEST ? `${written.slice(0, LONGEST - 1)}…` : written}>`;
}

export const all = <T>(list: readonly (T | undefined)[]): readonly T[] | undefined =>
  list.includes(undefined) ? undefined : (list as readonly T[]);
