/** A property of a resource in the props of the construct that makes it. */
import type * as t from '@babel/types';
import { classAround } from '../../source/calls/nodes.js';
import type { Json, JsonObject } from '../../types/files.js';
import type { ResourceEdit } from '../../types/rule.js';
import { insertLast, lineIndent, removeItem } from '../lists.js';
import { isGenerated, propertyCode, propertyName } from './cdk-code.js';
import { printCode, type Code } from './code.js';
import { hasUnseenProps, objectExpressionOf, propertyOf, type Made, type Why } from './made.js';
import { assignmentTo } from './policy.js';
import { here, isCode, layoutOf, listText, replaced, textIn, where, withoutStatement, type SourceEdits, type Work } from './work.js';

export function propertyEdits(work: Work, { op, value = null }: ResourceEdit, property: string, resource: JsonObject): SourceEdits | Why {
  const name = propertyName(work.library, property);
  if (name === undefined) return { why: `${shortName(work)} has no property for ${property}` };
  const code = op === 'remove' ? undefined : propertyCode(work.library, property, value, work.writer);
  if (op !== 'remove' && code === undefined) return { why: `its ${property} cannot be written in the source` };
  const assigned = isGenerated(work.library) ? assignmentTo(work, name) : undefined;
  if (assigned && code === undefined) return here(work, withoutStatement(work.syntax, assigned));
  if (assigned && code !== undefined) return isCode(work, assigned.right, code) ? [] : here(work, replaced(work, assigned.right, code));
  const properties = (resource['Properties'] ?? {}) as JsonObject;
  return unseen(work, TOGETHER[property], properties) ?? settingEdits(work, name, code, properties[property]);
}

/** CDK checks these against each other where the key is made. */
const TOGETHER: Readonly<Record<string, string>> = { KeySpec: 'KeyUsage', KeyUsage: 'KeySpec' };

/**
 * Why a property cannot be relied on: the template has it, but the props do not, so that the source sets it elsewhere
 * (`addPropertyOverride`).
 */
function unseen(work: Work, property: string | undefined, properties: JsonObject): Why | undefined {
  const name = property === undefined || isGenerated(work.library) ? undefined : propertyName(work.library, property);
  if (name === undefined || property === undefined || properties[property] === undefined || hasUnseenProps(work)) return undefined;
  const object = objectExpressionOf(work, work.node.arguments[2]);
  return object && propertyOf(object, name) ? undefined : elsewhere(work, name);
}

const elsewhere = (work: Work, name: string): Why => ({
  why: `its ${name} is not among the props at ${where(work, work.node)}: something else sets it`,
});

/** @param now the value in the template: what the source says plainly must be that, or what it is to be. */
export function settingEdits(work: Work, name: string, code: Code | undefined, now: Json | undefined): SourceEdits | Why {
  const { syntax, style } = work;
  const argument = work.node.arguments[2];
  const object = objectExpressionOf(work, argument);
  const property = object && propertyOf(object, name);
  if (property?.type === 'ObjectMethod') return { why: `${name} is computed, at ${where(work, property)}` };
  if (property) {
    const plain = plainValue(work, property.value);
    if (
      plain !== undefined &&
      now !== undefined &&
      plain !== JSON.stringify(now).replace(/^"|"$/g, '') &&
      !isCode(work, property.value, code)
    )
      return {
        why: `the source says ${name}: ${textIn(work.syntax, property.value)}, which is not what was synthesized: run \`npx cdk synth\`, then fix`,
      };
    if (code === undefined) return here(work, removeItem(listText(syntax, object), object.properties.indexOf(property)));
    if (isCode(work, property.value, code)) return [];
    const text = printCode(code, style, lineIndent(syntax.text, property.start ?? 0));
    return property.shorthand
      ? here(work, [{ start: property.start ?? 0, end: property.end ?? 0, text: `${name}: ${text}` }])
      : here(work, [{ start: property.value.start ?? 0, end: property.value.end ?? 0, text }]);
  }
  const spread = hasUnseenProps(work);
  // What is not among the props is set by something that is not seen; only props that come from elsewhere can hide it.
  if (!spread && now !== undefined) return code === undefined ? [] : elsewhere(work, name);
  if (!spread && code === undefined) return [];
  return withEntry(work, object, name, code ?? 'undefined');
}

/** One more property: in the object of props, else in a new one, which takes over what the old expression gives. */
function withEntry(work: Work, object: t.ObjectExpression | undefined, name: string, code: Code): SourceEdits | Why {
  const { syntax, style, node } = work;
  const item = (indent: string | undefined): string =>
    `${name}: ${printCode(code, style, indent, (indent?.length ?? 0) + name.length + 2)}`;
  if (object) return here(work, insertLast(listText(syntax, object), item, layoutOf(style)));
  const argument = node.arguments[2];
  if (argument) {
    const text = syntax.text.slice(argument.start ?? 0, argument.end ?? 0);
    return here(work, [{ start: argument.start ?? 0, end: argument.end ?? 0, text: `{ ...${text}, ${item(undefined)} }` }]);
  }
  const last = node.arguments.at(-1);
  if (node.arguments.length < 2 || !last) return { why: `the props are not seen at ${where(work, node)}` };
  return here(work, [{ start: last.end ?? 0, end: last.end ?? 0, text: `, { ${item(undefined)} }` }]);
}

/** A literal, or the last name of an enumeration's member: `kms.KeyUsage.SIGN_VERIFY`. */
function plainValue({ sources, at }: Made, node: t.Node): string | undefined {
  const [value, more] = sources.values.of(node, at);
  if (more || !value || value.maybe) return undefined;
  if (value.is === 'literal') return String(value.value);
  return value.is === 'library' && /^aws_kms\.Key(Spec|Usage)\./.test(value.name)
    ? value.name.slice(value.name.lastIndexOf('.') + 1)
    : undefined;
}

function shortName({ library, node, syntax }: Made): string {
  const extended = node.type === 'CallExpression' ? classAround(node, syntax)?.id?.name : undefined;
  return extended ?? library.slice(library.lastIndexOf('.') + 1);
}
