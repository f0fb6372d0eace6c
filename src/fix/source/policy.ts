/** Where the source writes the statements of a key's policy: in the list of a policy document, or by calls of addToResourcePolicy. */
import { objectOf } from '../../core/json.js';
import type * as t from '@babel/types';

import { descend, plainName } from '../../source/calls/nodes.js';
import type { Syntax } from '../../source/calls/syntax.js';
import { contextIn } from '../../source/calls/value.js';
import type { Json, JsonObject } from '../../types/files.js';
import { only, onlyValueOf, objectExpressionOf, lineOf, propertyOf, unwrapped, type Made } from './made.js';
import { repetition, whose, type Receiver } from './receiver.js';

/** json: objects in the words of the policy language; statement: `new iam.PolicyStatement(…)`. */
export type Form = 'json' | 'statement';
export interface StatementList {
  readonly array: t.ArrayExpression;
  readonly form: Form;
}
/** One statement: its expression, and the item of the list or the call that puts it into the policy. */
export interface Site {
  readonly syntax: Syntax;
  readonly node: t.Node;
  readonly form: Form;
  readonly within: { readonly array: t.ArrayExpression; readonly index: number } | { readonly call: t.Node };
  /** Why it is not this construct's alone. */
  readonly shared?: string;
}
export interface PolicySource {
  readonly list: StatementList | undefined;
  readonly sites: readonly Site[];
}

/** @param props of the key, where they are an object of their own */
export function policySource(made: Made, props: t.ObjectExpression | undefined): PolicySource {
  const { syntax } = made;
  const policy = policyExpression(made, props);
  const list = policy && listText(made, policy);
  const listed = (list?.array.elements ?? []).flatMap((element, index): readonly Site[] =>
    list && element
      ? [{ syntax, node: statementNode(element, syntax), form: formOf(element, list.form), within: { array: list.array, index } }]
      : [],
  );
  const added = callsOn(made, 'addToResourcePolicy').flatMap((touch): readonly Site[] => {
    const { node: call, syntax: where } = touch;
    const [argument] = call.arguments;
    const shared = sharedWith(made, touch);
    return argument
      ? [
          {
            syntax: where,
            node: statementNode(argument, where),
            form: 'statement',
            within: { call },
            ...(shared === undefined ? {} : { shared }),
          },
        ]
      : [];
  });
  return { list, sites: [...listed, ...added] };
}

/** A call or an assignment that can be meant for the construct. */
export interface Touch<N extends t.Node> {
  readonly node: N;
  readonly syntax: Syntax;
  readonly receiver: Receiver;
}

/** The calls of a method on the construct: by its name, in its own class on `this`, on the resource behind it. */
export function callsOn(made: Made, method: string): readonly Touch<t.CallExpression>[] {
  return made.sources.modules.callsOf(method).flatMap(({ call, in: syntax }) => {
    if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return [];
    const receiver = whose(made, call.callee.object, syntax);
    return receiver ? [{ node: call, syntax, receiver }] : [];
  });
}

/** The assignments `key.keyPolicy = …` that set a property of the construct after it was made, in the order of the text. */
export function assignmentsTo(made: Made, property: string): readonly Touch<t.AssignmentExpression>[] {
  const { modules, tree } = made.sources;
  const files = new Set([made.syntax.file, ...modules.files.filter((file) => tree.text(file)?.includes(property) === true)]);
  return [...files].flatMap((file) => {
    const syntax = file === made.syntax.file ? made.syntax : modules.syntax(file);
    const found = syntax ? descend(syntax.program, (node) => (isAssignmentOf(node, property) ? node : undefined)) : [];
    return found.flatMap((node) => {
      const receiver = syntax && node.left.type === 'MemberExpression' ? whose(made, node.left.object, syntax) : undefined;
      return syntax && receiver ? [{ node, syntax, receiver }] : [];
    });
  });
}

const isAssignmentOf = (node: t.Node, property: string): node is t.AssignmentExpression =>
  node.type === 'AssignmentExpression' &&
  node.left.type === 'MemberExpression' &&
  plainName(node.left.property, node.left.computed) === property;

/** Why a call or an assignment is not changed for this construct: it is meant for others too, or stands for several. */
export function sharedWith(made: Made, { node, syntax, receiver }: Touch<t.Node>): string | undefined {
  if (receiver.is === 'shared') return `${lineOf(syntax, node)} serves ${receiver.others} too`;
  return repetition(made, node, syntax);
}

/** The expression that gives the policy document, where it is one. */
export function policyExpression(made: Made, props: t.ObjectExpression | undefined): t.Node | undefined {
  const name = /\.Cfn\w+$/.test(made.library) ? 'keyPolicy' : 'policy';
  const assigned = name === 'keyPolicy' ? assignmentsTo(made, name).at(-1)?.node.right : undefined;
  const property = props && propertyOf(props, name);
  const node = assigned ?? (property?.type === 'ObjectProperty' ? property.value : undefined);
  const plain = node && unwrapped(node);
  return plain?.type === 'Identifier' ? onlyValueOf(plain, made.syntax) : plain;
}

function listText(made: Made, policy: t.Node): StatementList | undefined {
  const json = policy.type === 'ObjectExpression' ? policy : fromJson(made, policy, 'aws_iam.PolicyDocument.fromJson');
  if (json) return listIn(made, json, 'Statement', 'json');
  if (policy.type !== 'NewExpression') return undefined;
  const document = only(made.sources.values.of(policy, made.at));
  const props =
    document?.is === 'made' && document.name === 'aws_iam.PolicyDocument' ? objectExpressionOf(made, policy.arguments[0]) : undefined;
  return props && listIn(made, props, 'statements', 'statement');
}

function listIn(made: Made, object: t.ObjectExpression, name: string, form: Form): StatementList | undefined {
  const property = propertyOf(object, name);
  const value = property?.type === 'ObjectProperty' ? unwrapped(property.value) : undefined;
  const array = value?.type === 'Identifier' ? onlyValueOf(value, made.syntax) : value;
  const plain = array?.type === 'ArrayExpression' && array.elements.every((element) => element && element.type !== 'SpreadElement');
  return plain ? { array, form } : undefined;
}

function fromJson(made: Made, node: t.Node, library: string): t.ObjectExpression | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = only(made.sources.values.of(node.callee, made.at));
  return callee?.is === 'library' && callee.name === library ? objectExpressionOf(made, node.arguments[0]) : undefined;
}

function statementNode(node: t.Node, syntax: Syntax): t.Node {
  const plain = unwrapped(node);
  return plain.type === 'Identifier' ? (onlyValueOf(plain, syntax) ?? plain) : plain;
}

function formOf(node: t.Node, form: Form): Form {
  return unwrapped(node).type === 'ObjectExpression' ? 'json' : form;
}

/** The parts of a PolicyStatement's properties and the words of the policy language for them. */
export const PARTS: Readonly<Record<string, string>> = {
  Sid: 'sid',
  Effect: 'effect',
  Action: 'actions',
  NotAction: 'notActions',
  Resource: 'resources',
  NotResource: 'notResources',
  Condition: 'conditions',
  Principal: 'principals',
  NotPrincipal: 'notPrincipals',
};

/** The object whose properties say what the statement is. */
export function statementObject({ node, form, syntax }: Site, made: Made): t.ObjectExpression | undefined {
  const here = { ...made, syntax };
  if (node.type === 'ObjectExpression') return node;
  if (form === 'json') return undefined;
  if (node.type === 'NewExpression') return objectExpressionOf(here, node.arguments[0]);
  return fromJson(here, node, 'aws_iam.PolicyStatement.fromJson');
}

/**
 * The site that writes a statement of the template: the only one that can, by the parts of it that are written plainly;
 * of several the one at its index, where the template has as many statements as there are sites.
 */
export function siteOf(made: Made, { sites }: PolicySource, statements: readonly Json[], index: number): Site | undefined {
  const wanted = statements[index];
  const fitting = sites.filter((site) => fits(site, wanted, made));
  const [only] = fitting;
  // A site that could as well write another statement tells nothing: its own may be gone.
  if (fitting.length === 1 && only && statements.filter((statement) => fits(only, statement, made)).length === 1) return only;
  const counted = sites.length === statements.length && sites.every((site, at) => fits(site, statements[at], made));
  return counted ? sites[index] : undefined;
}

/** What a statement allows or denies, where that is there to read: else it could be any statement. */
function actionsOf(site: Site, made: Made): readonly Json[] | undefined {
  const object = statementObject(site, made);
  const json = site.node.type !== 'NewExpression';
  const actions = object && (propertyOf(object, json ? 'Action' : 'actions') ?? propertyOf(object, json ? 'NotAction' : 'notActions'));
  const read = actions?.type === 'ObjectProperty' ? made.sources.reader.json(actions.value, contextIn(site.syntax)) : undefined;
  return read === undefined ? undefined : listed(read);
}

const listed = (json: Json | undefined): readonly Json[] =>
  Array.isArray(json) ? (json as readonly Json[]) : json === undefined ? [] : [json];

/**
 * Whether the template has nothing of the statements that the source writes, not even merged with others
 * (`@aws-cdk/aws-iam:minimizePolicies`).
 */
export function isElsewhere(made: Made, { sites }: PolicySource, statements: readonly Json[]): boolean {
  const there = new Set(statements.map(objectOf).flatMap(({ Action: does, NotAction: leaves }) => [...listed(does), ...listed(leaves)]));
  return sites.length > 0 && sites.every((site) => actionsOf(site, made)?.every((action) => !there.has(action)) === true);
}

/** Whether a site can have written a statement: nothing that it says plainly is otherwise there. */
function fits(site: Site, wanted: Json | undefined, made: Made): boolean {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return false;
  const statement = wanted as JsonObject;
  const object = statementObject(site, made);
  // What it allows must be there to read, or it could be any.
  if (!object || !actionsOf(site, made)) return false;
  const json = site.node.type !== 'NewExpression';
  return Object.entries(PARTS).every(([part, name]) => {
    const property = propertyOf(object, json ? part : name);
    if (!property) return json || part !== 'Effect' ? statement[part] === undefined || part === 'Condition' : statement[part] === 'Allow';
    const value = property.type === 'ObjectProperty' ? made.sources.reader.json(property.value, contextIn(site.syntax)) : undefined;
    return value === undefined || (!json && /Principal$/.test(part)) ? statement[part] !== undefined : sameValue(value, statement[part]);
  });
}

/** One thing and a list of it are the same, and the order of a list says nothing. */
function sameValue(one: Json, other: Json | undefined): boolean {
  if (other === undefined) return false;
  const plain = (json: Json): string => {
    if (Array.isArray(json)) {
      const items = (json as readonly Json[]).map(plain).sort();
      return items.length === 1 ? (items[0] ?? '') : `[${items.join(',')}]`;
    }
    if (typeof json !== 'object' || json === null) return JSON.stringify(json);
    return `{${Object.entries(json)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}:${plain(value)}`)
      .join(',')}}`;
  };
  return plain(one) === plain(other);
}
