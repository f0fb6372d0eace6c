/** Folds CloudFormation values as far as they can be known: intrinsics become texts of literals and symbols, or unknown. */
import { objectOf, isObject, setOwn } from '../core/json.js';
import type { Address, Json, JsonObject } from '../types/files.js';
import type { TemplateFacts } from '../types/facts.js';
import type { Sym, Text, Value, Scenario } from '../types/values.js';
import { envKey } from './env.js';
import { literal, printText, splitText, text } from '../core/text.js';
import { inside, textOf } from '../core/value.js';

export interface Scope {
  readonly facts: Pick<TemplateFacts, 'id' | 'stage' | 'env' | 'parameters' | 'conditions' | 'mappings' | 'types' | 'stackName'>;
  readonly scenario: Scenario;
  /** What the rest of the program knows of a symbol: the value behind an import, an output, a parameter of a nested stack. */
  readonly resolve?: (symbol: Sym) => Text | undefined;
}

const NOWHERE: Address = { file: '', pointer: '' };

/** The text of a value that is wanted as a string; undefined where it is no string or AWS::NoValue. */
export function foldText(json: Json, scope: Scope): Text | undefined {
  return textOf(fold(json, NOWHERE, scope));
}

/** The folded value; undefined for AWS::NoValue, which removes the property or item that it stands for. */
export function fold(json: Json, at: Address, scope: Scope): Value | undefined {
  if (typeof json === 'string') return { is: 'text', text: withPlaceholders(json, scope), at };
  if (typeof json !== 'object' || json === null) return { is: 'scalar', value: json, at };
  if (Array.isArray(json)) return { is: 'list', items: foldItems(json as readonly Json[], at, scope), at };
  const members = json as JsonObject,
    keys = Object.keys(members),
    [name] = keys;
  if (name !== undefined && keys.length === 1 && (name === 'Ref' || name.startsWith('Fn::')))
    return intrinsic(name, members[name] ?? null, json, at, scope);
  const among = keys.find((key) => key.startsWith('Fn::'));
  if (among !== undefined) return { is: 'unknown', why: { of: 'function', name: among }, at };
  const entries: Record<string, Value> = {};
  for (const key of keys) {
    const value = fold(members[key] ?? null, inside(at, key), scope);
    if (value) setOwn(entries, key, value);
  }
  return { is: 'map', entries, at };
}

function foldItems(list: readonly Json[], at: Address, scope: Scope): readonly Value[] {
  const items: Value[] = [];
  for (const [i, item] of list.entries()) {
    const value = fold(item, inside(at, i), scope);
    if (value) items.push(value);
  }
  return items;
}

function symbolAt(at: Address, scope: Scope, of: Sym['of'], name: string, symbolScope = scope.facts.id): Value {
  const made: Sym = { of, name, scope: symbolScope };
  return { is: 'text', text: scope.resolve?.(made) ?? [made], at };
}

function intrinsic(name: string, arg: Json, whole: Json, at: Address, scope: Scope): Value | undefined {
  // The two of which templates are full.
  if (name === 'Ref' && typeof arg === 'string') return reference(arg, at, scope);
  if (name === 'Fn::GetAtt' && isPath(arg)) return symbolAt(at, scope, 'attribute', typeof arg === 'string' ? arg : arg.join('.'));
  const as = (value: Text): Value => ({ is: 'text', text: value, at });
  const opaque = (): Value => as([{ of: 'other', name: JSON.stringify(whole), scope: scope.facts.id }]);
  const args: readonly Json[] = Array.isArray(arg) ? (arg as readonly Json[]) : [];
  switch (name) {
    case 'Fn::If': {
      const [condition, yes, no] = args;
      const way = typeof condition === 'string' ? scope.scenario[condition] : undefined;
      if (way !== undefined) return fold((way ? yes : no) ?? null, inside(at, name, way ? 1 : 2), scope);
      const left = fold(yes ?? null, inside(at, name, 1), scope),
        right = fold(no ?? null, inside(at, name, 2), scope);
      return left && right && JSON.stringify(withoutPlaces(left)) === JSON.stringify(withoutPlaces(right))
        ? left
        : { is: 'unknown', why: { of: 'condition', name: typeof condition === 'string' ? condition : '?' }, at };
    }
    case 'Fn::Join': {
      const separator = args[0],
        list = fold(args[1] ?? null, at, scope);
      if (typeof separator !== 'string' || list?.is !== 'list') return opaque();
      const pieces = list.items.map((item) => textOf(item));
      return pieces.includes(undefined)
        ? opaque()
        : as(text(...pieces.flatMap((piece, i) => (i > 0 ? [separator, piece ?? []] : [piece ?? []]))));
    }
    case 'Fn::Sub':
      return as(substitute(arg, at, scope));
    case 'Fn::Select': {
      const index = foldText(args[0] ?? null, scope),
        list = fold(args[1] ?? null, inside(at, name, 1), scope);
      return list?.is === 'list' && index && /^\d+$/.test(printText(index)) ? (list.items[Number(printText(index))] ?? opaque()) : opaque();
    }
    case 'Fn::Split': {
      const [separator, source] = args,
        value = foldText(source ?? null, scope);
      const atomic = value?.every((part) => typeof part === 'string' || part.of === 'pseudo');
      // Nothing stands between the pieces of an empty separator.
      return typeof separator === 'string' && separator !== '' && value && atomic
        ? { is: 'list', items: splitText(value, separator).map(as), at }
        : { is: 'unknown', why: { of: 'function', name }, at };
    }
    case 'Fn::FindInMap': {
      const path = args.slice(0, 3).map((part) => {
        const folded = foldText(part, scope);
        return folded && literal(folded);
      });
      let found: Json | undefined = scope.facts.mappings;
      for (const step of path) found = step === undefined ? undefined : objectOf(found)[step];
      return found === undefined ? opaque() : fold(found, at, scope);
    }
    case 'Fn::Base64': {
      const value = foldText(arg, scope),
        known = value && literal(value);
      return known === undefined ? opaque() : as([Buffer.from(known).toString('base64')]);
    }
    case 'Fn::ImportValue': {
      const value = foldText(arg, scope);
      return value ? symbolAt(at, scope, 'import', printText(value), importScope(value, scope)) : opaque();
    }
    case 'Fn::GetStackOutput':
      return symbolAt(at, scope, 'output', JSON.stringify(outputName(arg, scope)));
    case 'Fn::GetAZs':
    case 'Fn::Cidr':
    case 'Fn::Transform':
      return { is: 'unknown', why: { of: 'function', name }, at };
    default:
      return name.startsWith('Fn::ForEach') ? { is: 'unknown', why: { of: 'function', name }, at } : opaque();
  }
}

const isPath = (arg: Json): arg is string | readonly string[] =>
  typeof arg === 'string' || (Array.isArray(arg) && (arg as readonly Json[]).every((part) => typeof part === 'string'));

/** Exports mean the same in a whole environment; a name with symbols in it only in its own stack. */
function importScope(name: Text, scope: Scope): string {
  return literal(name) === undefined ? scope.facts.id : envKey(scope.facts.env, scope.facts.stage);
}

/**
 * What Fn::GetStackOutput names, folded: { StackName, Region, RoleArn, OutputName }
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-functions.html).
 */
function outputName(arg: Json, scope: Scope): Record<string, string> {
  const fields = objectOf(arg);
  return Object.fromEntries(
    Object.keys(fields)
      .sort()
      .map((key) => [key, printText(foldText(fields[key] ?? null, scope) ?? [])]),
  );
}

function reference(name: string, at: Address, scope: Scope): Value | undefined {
  const { env, stage } = scope.facts;
  switch (name) {
    case 'AWS::NoValue':
      return undefined;
    case 'AWS::AccountId':
      return { is: 'text', text: env.account, at };
    case 'AWS::Region':
      return { is: 'text', text: env.region, at };
    case 'AWS::Partition':
      return { is: 'text', text: env.partition, at };
    case 'AWS::URLSuffix': {
      const partition = literal(env.partition);
      return partition === 'aws' || partition === 'aws-us-gov'
        ? { is: 'text', text: ['amazonaws.com'], at }
        : partition === 'aws-cn'
          ? { is: 'text', text: ['amazonaws.com.cn'], at }
          : symbolAt(at, scope, 'pseudo', name, stage);
    }
    case 'AWS::StackName':
      return scope.facts.stackName ? { is: 'text', text: [scope.facts.stackName], at } : symbolAt(at, scope, 'pseudo', name);
    case 'AWS::NotificationARNs':
      return { is: 'unknown', why: { of: 'parameter', name }, at };
  }
  if (name.startsWith('AWS::')) return symbolAt(at, scope, 'pseudo', name);
  const parameter = scope.facts.parameters[name];
  if (!isObject(parameter)) return symbolAt(at, scope, 'ref', name);
  const { Type: type } = parameter;
  return typeof type === 'string' && /List/.test(type)
    ? { is: 'unknown', why: { of: 'parameter', name }, at }
    : symbolAt(at, scope, 'parameter', name);
}

/** Fn::Sub: `${Name}`, `${Name.Attribute}`, `${!literal}`, with or without a map of its own names. */
function substitute(arg: Json, at: Address, scope: Scope): Text {
  const [template, own] = Array.isArray(arg) ? (arg as readonly Json[]) : [arg, undefined];
  const names = objectOf(own);
  if (typeof template !== 'string') return [{ of: 'other', name: JSON.stringify(arg), scope: scope.facts.id }];
  // A dynamic reference whose own name is put together.
  if (/\{\{resolve:[^}]*\$\{/.test(template)) return [{ of: 'other', name: JSON.stringify(arg), scope: scope.facts.id }];
  const pieces: (string | Text)[] = [];
  let last = 0;
  for (const match of template.matchAll(/\$\{([^}]*)\}/g)) {
    pieces.push(withPlaceholders(template.slice(last, match.index), scope));
    last = match.index + match[0].length;
    const name = (match[1] ?? '').trim();
    if (name.startsWith('!')) pieces.push(`\${${name.slice(1)}}`);
    else {
      const value = Object.hasOwn(names, name) ? (names[name] ?? null) : name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name };
      pieces.push(textOf(fold(value, at, scope)) ?? [{ of: 'other', name: JSON.stringify(value), scope: scope.facts.id }]);
    }
  }
  return text(...pieces, withPlaceholders(template.slice(last), scope));
}

/**
 * What stands in a string for something else: dynamic references, and the marks of tools that a template goes through before CloudFormation
 * sees it:
 * `{{ }}` of Jinja and Handlebars, `<% %>` of EJS, `${self:custom.x}` of the Serverless Framework. Its other sources (aws, s3, ssm) are
 * left out, since
 * variables of IAM policies are written the same way.
 */
const PLACEHOLDER = /(\{\{.*?\}\}|<%.*?%>|\$\{(?:self|opt|env|sls|param|cf|file)(?:\([^)]*\))?:(?:[^{}]|\$\{[^}]*\})*\})/s;

/** The text of a string: a dynamic reference is a symbol of the environment, another placeholder one of the template. */
function withPlaceholders(value: string, scope: Scope): Text {
  if (!value.includes('{') && !value.includes('<%')) return value === '' ? [] : [value];
  const pieces = value.split(PLACEHOLDER);
  return text(...pieces.map((piece, i) => (i % 2 === 0 ? piece : placeholder(piece, scope))));
}

function placeholder(written: string, scope: Scope): Text {
  const name = written.replace(/^(\{\{|<%=?|\$\{)\s*|\s*(\}\}|%>|\})$/g, '');
  if (!name.startsWith('resolve:')) return [{ of: 'other', name, scope: scope.facts.id }];
  const symbol: Sym = { of: 'dynamic', name, scope: envKey(scope.facts.env, scope.facts.stage) };
  return scope.resolve?.(symbol) ?? [symbol];
}

function withoutPlaces(value: Value): unknown {
  if (value.is === 'list') return value.items.map(withoutPlaces);
  if (value.is === 'map') return Object.fromEntries(Object.entries(value.entries).map(([key, entry]) => [key, withoutPlaces(entry)]));
  return { ...value, at: undefined };
}
