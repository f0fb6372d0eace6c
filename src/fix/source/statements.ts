/** A statement of a key policy, or a part of one, where the source writes it. */
import type * as t from '@babel/types';
import { objectOf } from '../../core/json.js';
import { contextIn } from '../../source/calls/value.js';
import type { Json, JsonObject } from '../../types/files.js';
import type { ResourceEdit } from '../../types/rule.js';
import { insertLast, removeItem } from '../lists.js';
import { callAfter } from './calls.js';
import { principalsCode, statementCode, valueCode } from './cdk-code.js';
import { printCode, sameCode, type Code } from './code.js';
import { handsOn, hasUnseenProps, objectExpressionOf, lineOf, propertyOf, unwrapped, type Why } from './made.js';
import { isElsewhere, PARTS, policyExpression, policySource, siteOf, statementObject, type PolicySource, type Site } from './policy.js';
import { conditionIn, given, isReference, uncertainKey } from './certain.js';
import { isUnderCondition } from './properties.js';
import { withoutStatement } from './removal.js';
import { setterOfProperty } from './setters.js';
import { entryEdits, isCode, here, layoutOf, listText, replaced, textIn, where, type SourceEdits, type Work } from './work.js';

export function statementEdits(work: Work, edit: ResourceEdit, resource: JsonObject, rest: readonly string[]): SourceEdits | Why {
  const [index = '', part, ...deeper] = rest;
  const props = objectExpressionOf(work, work.node.arguments[2]);
  const { within } = work;
  if (within && !handsOn(within, 'policy')) return { why: `its class decides about its policy, at ${where(within, within.node)}` };
  const policy = policySource(work, props);
  const statements = statementsOf(resource);
  if (edit.op === 'add' && index === '-' && part === undefined)
    return isOverridden(work, policy, props, statements)
      ? {
          why: `its policy in the template is not what the source says at ${where(work, work.node)}: ${overriddenBy(work)}`,
        }
      : (dependentPolicy(work, policy, props) ?? addStatement(work, edit.value ?? null, policy));
  const at = /^\d+$/.test(index) ? Number(index) : undefined;
  const site = at === undefined ? undefined : siteOf(work, policy, statements, at);
  if (!site || at === undefined) return { why: `statement ${(at ?? 0) + 1} of its policy is not written plainly in the source` };
  if (site.shared !== undefined) return { why: `statement ${at + 1} of its policy is written where ${site.shared}` };
  const uncertain = uncertainKey(work);
  if (uncertain) return uncertain;
  if (part === undefined)
    return edit.op === 'remove' ? removeStatement(work, site) : { why: 'a whole statement is not replaced in the source' };
  return partEdits(work, site, edit, { name: part, now: objectOf(statements[at])[part], deeper });
}

/**
 * Whether something replaces the policy behind the construct's back (`addPropertyOverride`), so that no statement of the source is in the
 * template.
 */
function isOverridden(work: Work, policy: PolicySource, props: t.ObjectExpression | undefined, statements: readonly Json[]): boolean {
  if (policy.sites.length > 0) return isElsewhere(work, policy, statements);
  const isDefault = work.library === 'aws_kms.Key' && !hasUnseenProps(work) && !(props && propertyOf(props, 'policy'));
  // Without a policy of its own CDK names the account's root.
  return isDefault && !JSON.stringify(statements).includes(':root"');
}

function overriddenBy(work: Work): string {
  const place = setterOfProperty(work, 'KeyPolicy');
  return place === undefined ? 'something else sets it' : `it may be set ${place}`;
}

/** Why the policy may lack nothing in another configuration of the app. */
function dependentPolicy(work: Work, { sites }: PolicySource, props: t.ObjectExpression | undefined): Why | undefined {
  const { why } = given(work, work.library === 'aws_kms.Key' ? 'policy' : 'keyPolicy');
  if (why !== undefined) return { why };
  const policy = policyExpression(work, props);
  const branch = policy && conditionIn(work, policy, work.syntax);
  if (branch !== undefined) return { why: `what its policy says depends on a condition, at ${branch}` };
  const open = sites.find(
    ({ within, syntax, node }) => 'call' in within && /root/i.test(textIn(syntax, node)) && isUnderCondition(work, within.call, syntax),
  );
  return open && { why: `its policy may have the statement already, under a condition at ${lineOf(open.syntax, open.node)}` };
}

function addStatement(work: Work, statement: Json, { list, sites }: PolicySource): SourceEdits | Why {
  const { style, syntax, writer } = work;
  const code = list?.form === 'json' ? valueCode(statement, writer) : statementCode(statement, writer);
  if (code === undefined) return { why: 'the statement cannot be written in the source' };
  const line = printCode(code, style, undefined);
  if (sites.some((site) => sameCode(textIn(site.syntax, site.node), line))) return [];
  if (list) {
    const item = (indent: string | undefined): string => printCode(code, style, indent, indent?.length ?? 0);
    return here(work, insertLast(listText(syntax, list.array), item, layoutOf(style)));
  }
  if (work.library !== 'aws_kms.Key') return { why: `its policy is not written as a list of statements at ${where(work, work.node)}` };
  return callAfter(work, 'addToResourcePolicy', code);
}

function removeStatement(work: Work, { within, syntax, node }: Site): SourceEdits | Why {
  if ('array' in within) return [{ file: syntax.file, edits: removeItem(listText(syntax, within.array), within.index) }];
  const branch = conditionIn(work, node, syntax);
  if (branch !== undefined) return { why: `what the statement says depends on a condition, at ${branch}` };
  const edits = withoutStatement(syntax, within.call);
  return 'why' in edits ? edits : [{ file: syntax.file, edits }];
}

/** A part of a statement, what the template has there, and the place inside it. */
interface Part {
  readonly name: string;
  readonly now: Json | undefined;
  readonly deeper: readonly string[];
}

/** A part of a statement: its Resource, its Principal, one entry of a condition. */
function partEdits(work: Work, site: Site, edit: ResourceEdit, { name: part, now, deeper }: Part): SourceEdits | Why {
  const object = statementObject(site, work);
  const json = site.node.type !== 'NewExpression';
  const name = json ? part : PARTS[part];
  const why = { why: `the ${part} of the statement is not written plainly, at ${lineOf(site.syntax, site.node)}` };
  if (!object || name === undefined) return why;
  const inSite: Work = { ...work, syntax: site.syntax };
  const property = propertyOf(object, name);
  if (deeper.length === 0) {
    const code = edit.op === 'remove' ? undefined : partCode(inSite, part, edit.value ?? null, json);
    if (edit.op !== 'remove' && code === undefined) return why;
    if (
      property &&
      !(property.type === 'ObjectProperty' && (isCode(inSite, property.value, code) || isReference(property.value, site.syntax, work)))
    )
      return why;
    if (!property && object.properties.some(({ type }) => type === 'SpreadElement')) return why;
    return entryEdits(inSite, object, name, code);
  }
  if (!json && /Principal$/.test(part)) return principalEdits(inSite, object, name, edit, deeper) ?? why;
  const inside = property?.type === 'ObjectProperty' ? unwrapped(property.value) : undefined;
  return (inside && nestedEdits(inSite, inside, edit, deeper, now)) ?? why;
}

function partCode({ writer }: Work, part: string, value: Json, json: boolean): Code | undefined {
  if (json) return valueCode(value, writer);
  if (/Principal$/.test(part)) return principalsCode(value, writer);
  if (part === 'Effect') {
    const owner = writer.names.of('aws_iam.Effect');
    return owner === undefined ? undefined : `${owner}.${JSON.stringify(value).toUpperCase().replaceAll('"', '')}`;
  }
  return valueCode(/Action$|Resource$/.test(part) && !Array.isArray(value) ? [value] : value, writer);
}

/** A principal of a PolicyStatement by its place among all principals of its kind. */
function principalEdits(
  work: Work,
  object: t.ObjectExpression,
  name: string,
  { op }: ResourceEdit,
  deeper: readonly string[],
): SourceEdits | undefined {
  const property = propertyOf(object, name);
  const array = property?.type === 'ObjectProperty' ? unwrapped(property.value) : undefined;
  const index = Number(deeper[1]);
  if (op !== 'remove' || array?.type !== 'ArrayExpression' || !Number.isInteger(index) || !array.elements[index]) return undefined;
  const kinds = array.elements.map((element) => (element ? kindOf(work, element) : undefined));
  return kinds.every((kind) => kind === deeper[0]) ? here(work, removeItem(listText(work.syntax, array), index)) : undefined;
}

function kindOf({ sources, at, syntax }: Work, node: t.Node): string | undefined {
  const [value] = sources.values.of(node, { ...at, in: syntax });
  if (value?.is !== 'made') return undefined;
  return value.name === 'aws_iam.ServicePrincipal' ? 'Service' : 'AWS';
}

/**
 * A place deeper inside a value that is written as objects and lists.
 * @param now what the template has there: CDK may have put a list into another order.
 */
function nestedEdits(
  work: Work,
  node: t.Node,
  edit: ResourceEdit,
  steps: readonly string[],
  now: Json | undefined,
): SourceEdits | undefined {
  const [step = '', ...rest] = steps;
  const { syntax, style, writer } = work;
  const code = edit.op === 'remove' ? undefined : valueCode(edit.value ?? null, writer);
  if (edit.op !== 'remove' && code === undefined) return undefined;
  if (node.type === 'ArrayExpression') {
    if (step === '-')
      return code === undefined || rest.length > 0
        ? undefined
        : here(
            work,
            insertLast(listText(syntax, node), (indent) => printCode(code, style, indent), layoutOf(style)),
          );
    const wanted = (Array.isArray(now) ? (now as readonly Json[]) : [now])[Number(step)];
    const index = elementOf(work, node, wanted, Number(step));
    const element = index === undefined ? undefined : node.elements[index];
    if (!element || index === undefined) return undefined;
    if (rest.length > 0) return nestedEdits(work, unwrapped(element), edit, rest, wanted);
    if (code === undefined) return here(work, removeItem(listText(syntax, node), index));
    return isReference(element, syntax, work) ? here(work, replaced(work, element, code)) : undefined;
  }
  if (node.type !== 'ObjectExpression' || node.properties.some(({ type }) => type === 'SpreadElement')) return undefined;
  const property = propertyOf(node, step);
  const value = property?.type === 'ObjectProperty' ? unwrapped(property.value) : undefined;
  if (rest.length > 0) return value && nestedEdits(work, value, edit, rest, objectOf(now)[step]);
  if (property && (!value || conditionIn(work, value, syntax) !== undefined)) return undefined;
  if (value && code !== undefined && !isCode(work, value, code) && !isReference(value, syntax, work)) return undefined;
  return entryEdits(work, node, step, code);
}

/** The element of a list that gives a value of the template: the one that says it, else the one at its place among as many. */
function elementOf(
  { sources, syntax }: Work,
  { elements }: t.ArrayExpression,
  wanted: Json | undefined,
  place: number,
): number | undefined {
  const read = elements.map((element) => (element ? sources.reader.json(element, contextIn(syntax)) : undefined));
  const found = read.flatMap((value, index) => (value !== undefined && value === wanted ? [index] : []));
  if (found.length === 1) return found[0];
  return read.every((value) => value === undefined) || typeof wanted !== 'string' ? place : undefined;
}

function statementsOf(resource: JsonObject): readonly Json[] {
  const policy = (resource['Properties'] as JsonObject | undefined)?.['KeyPolicy'];
  const statements =
    typeof policy === 'object' && policy !== null && !Array.isArray(policy) ? (policy as JsonObject)['Statement'] : undefined;
  return statements === undefined ? [] : Array.isArray(statements) ? (statements as readonly Json[]) : [statements];
}
