/** A statement of a key policy, or a part of one, where the source writes it. */
import type * as t from '@babel/types';
import type { Json, JsonObject } from '../../types/files.js';
import type { ResourceEdit } from '../../types/rule.js';
import { insertLast, removeItem } from '../lists.js';
import { callAfter } from './calls.js';
import { principalsCode, statementCode, valueCode } from './cdk-code.js';
import { printCode, sameCode, type Code } from './code.js';
import { hasUnseenProps, objectExpressionOf, propertyOf, unwrapped, type Why } from './made.js';
import { isElsewhere, PARTS, policySource, siteOf, statementObject, type PolicySource, type Site } from './policy.js';
import {
  entryEdits,
  here,
  layoutOf,
  listText,
  lineOf,
  replaced,
  textIn,
  where,
  withoutStatement,
  type SourceEdits,
  type Work,
} from './work.js';

export function statementEdits(work: Work, edit: ResourceEdit, resource: JsonObject, rest: readonly string[]): SourceEdits | Why {
  const [index = '', part, ...deeper] = rest;
  const props = objectExpressionOf(work, work.node.arguments[2]);
  const policy = policySource(work, props);
  const statements = statementsOf(resource);
  if (edit.op === 'add' && index === '-' && part === undefined)
    return isOverridden(work, policy, props, statements)
      ? { why: `its policy in the template is not what the source says at ${where(work, work.node)}: something else sets it` }
      : addStatement(work, edit.value ?? null, policy);
  const at = /^\d+$/.test(index) ? Number(index) : undefined;
  const site = at === undefined ? undefined : siteOf(work, policy, statements, at);
  if (!site || at === undefined) return { why: `statement ${(at ?? 0) + 1} of its policy is not written plainly in the source` };
  if (part === undefined) return edit.op === 'remove' ? removeStatement(site) : { why: 'a whole statement is not replaced in the source' };
  return partEdits(work, site, edit, part, deeper);
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

function removeStatement({ within, syntax, node }: Site): SourceEdits | Why {
  if ('array' in within) return [{ file: syntax.file, edits: removeItem(listText(syntax, within.array), within.index) }];
  const statement = syntax.parent(within.call);
  if (statement?.type !== 'ExpressionStatement') return { why: `the result of the call at ${lineOf(syntax, node)} is used` };
  return [{ file: syntax.file, edits: withoutStatement(syntax, within.call) }];
}

/** A part of a statement: its Resource, its Principal, one entry of a condition. */
function partEdits(work: Work, site: Site, edit: ResourceEdit, part: string, deeper: readonly string[]): SourceEdits | Why {
  const object = statementObject(site, work);
  const json = site.node.type !== 'NewExpression';
  const name = json ? part : PARTS[part];
  const why = { why: `the ${part} of the statement is not written plainly, at ${lineOf(site.syntax, site.node)}` };
  if (!object || name === undefined) return why;
  const inSite: Work = { ...work, syntax: site.syntax };
  if (deeper.length === 0) {
    const code = edit.op === 'remove' ? undefined : partCode(inSite, part, edit.value ?? null, json);
    return edit.op !== 'remove' && code === undefined ? why : entryEdits(inSite, object, name, code);
  }
  if (!json && /Principal$/.test(part)) return principalEdits(inSite, object, name, edit, deeper) ?? why;
  const property = propertyOf(object, name);
  const inside = property?.type === 'ObjectProperty' ? unwrapped(property.value) : undefined;
  return (inside && nestedEdits(inSite, inside, edit, deeper)) ?? why;
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

/** A place deeper inside a value that is written as objects and lists. */
function nestedEdits(work: Work, node: t.Node, edit: ResourceEdit, steps: readonly string[]): SourceEdits | undefined {
  const [step = '', ...rest] = steps;
  if (node.type === 'ArrayExpression') {
    const index = Number(step);
    const element = node.elements[index];
    if (rest.length > 0) return element ? nestedEdits(work, unwrapped(element), edit, rest) : undefined;
    if (edit.op === 'remove') return element ? here(work, removeItem(listText(work.syntax, node), index)) : undefined;
    const code = valueCode(edit.value ?? null, work.writer);
    if (code === undefined) return undefined;
    if (step === '-')
      return here(
        work,
        insertLast(listText(work.syntax, node), (indent) => printCode(code, work.style, indent), layoutOf(work.style)),
      );
    return element ? here(work, replaced(work, element, code)) : undefined;
  }
  if (node.type !== 'ObjectExpression') return undefined;
  if (rest.length === 0) {
    const code = edit.op === 'remove' ? undefined : valueCode(edit.value ?? null, work.writer);
    return edit.op !== 'remove' && code === undefined ? undefined : entryEdits(work, node, step, code);
  }
  const property = propertyOf(node, step);
  return property?.type === 'ObjectProperty' ? nestedEdits(work, unwrapped(property.value), edit, rest) : undefined;
}

function statementsOf(resource: JsonObject): readonly Json[] {
  const policy = (resource['Properties'] as JsonObject | undefined)?.['KeyPolicy'];
  const statements =
    typeof policy === 'object' && policy !== null && !Array.isArray(policy) ? (policy as JsonObject)['Statement'] : undefined;
  return statements === undefined ? [] : Array.isArray(statements) ? (statements as readonly Json[]) : [statements];
}
