/** A property of a resource in the props of the construct that makes it, or where the source sets it afterwards. */
import type * as t from '@babel/types';
import { lowerFirst } from '../../core/first-letter.js';
import { objectOf } from '../../core/json.js';
import { classAround, encloses } from '../../source/calls/nodes.js';
import { contextIn } from '../../source/calls/value.js';
import type { Syntax } from '../../source/calls/syntax.js';
import type { Json, JsonObject } from '../../types/files.js';
import type { ResourceEdit } from '../../types/rule.js';
import { insertLast, lineIndent, removeItem } from '../lists.js';
import { given, isLiteral, uncertainKey } from './certain.js';
import { isGenerated, propertyCode, propertyName, valueCode } from './cdk-code.js';
import { printCode, type Code } from './code.js';
import { handsOn, hasUnseenProps, objectExpressionOf, lineOf, propertyOf, unwrapped, type Made, type Why } from './made.js';
import { assignmentsTo, callsOn, sharedWith, type Touch } from './policy.js';
import { withoutStatement } from './removal.js';
import { setterOfProperty } from './setters.js';
import { here, isCode, layoutOf, listText, replaced, textIn, where, type SourceEdits, type Work } from './work.js';

export function propertyEdits(work: Work, edit: ResourceEdit, property: string, resource: JsonObject): SourceEdits | Why {
  const { op, value = null } = edit;
  const name = propertyName(work.library, property);
  if (name === undefined) return ofResourceOnly(work, edit, property, resource);
  const code = op === 'remove' ? undefined : (asMember(work, property, value) ?? propertyCode(work.library, property, value, work.writer));
  if (op !== 'remove' && code === undefined) return { why: `its ${property} cannot be written in the source` };
  if (work.within && !handsOn(work.within, name))
    return { why: `its class decides about ${name}, at ${where(work.within, work.within.node)}` };
  const uncertain = uncertainKey(work, property);
  if (uncertain) return uncertain;
  const properties = (resource['Properties'] ?? {}) as JsonObject;
  const later = setLater(work, property);
  if (later.length > 0) return changeLater(work, later, edit, name);
  // CDK rotates a key that is given a period: rotation goes with the period.
  if (
    op === 'remove' &&
    name === 'enableKeyRotation' &&
    !isGenerated(work.library) &&
    given(work, name).absent &&
    !given(work, 'rotationPeriod').absent
  )
    return [];
  return unseen(work, TOGETHER[property], properties) ?? settingEdits(work, name, code, properties[property]);
}

/** What the construct has no property for is set on the resource behind it: `(key.node.defaultChild as kms.CfnKey).enabled = false`. */
function ofResourceOnly(work: Work, edit: ResourceEdit, property: string, resource: JsonObject): SourceEdits | Why {
  const later = setLater(work, property);
  if (later.length > 0) return changeLater(work, later, edit, lowerFirst(property), false);
  if (edit.op === 'remove' && objectOf(resource['Properties'])[property] === undefined) return [];
  if (work.library === 'CfnResource') return { why: `the properties of a CfnResource are left as they are, at ${where(work, work.node)}` };
  const place = setterOfProperty(work, property);
  return { why: `${shortName(work)} has no property for ${property}${place === undefined ? '' : `: it may be set ${place}`}` };
}

/** A text that L1 takes is written as a member of CDK's enumeration where the old one is, or the one beside it that goes with it. */
function asMember(work: Work, property: string, value: Json): Code | undefined {
  const partner = TOGETHER[property];
  const object = objectExpressionOf(work, work.node.arguments[2]);
  if (!isGenerated(work.library) || partner === undefined || !object) return undefined;
  const written = [property, partner].map((each) => propertyOf(object, propertyName(work.library, each) ?? ''));
  const [first] = written.filter((each) => each !== undefined);
  return first?.type === 'ObjectProperty' && enumerationOf(work, first.value, work.syntax) !== undefined
    ? propertyCode('aws_kms.Key', property, value, work.writer)
    : undefined;
}

/** `kms.KeySpec` of `kms.KeySpec.RSA_2048`, as the source writes it. */
function enumerationOf(work: Work, node: t.Node, syntax: Syntax): string | undefined {
  const plain = unwrapped(node);
  if (plain.type !== 'MemberExpression' || plain.computed) return undefined;
  const [value, more] = work.sources.values.of(plain, contextIn(syntax));
  return value?.is === 'library' && !more && /^aws_kms\.Key(Spec|Usage)\./.test(value.name) ? textIn(syntax, plain.object) : undefined;
}

/** CDK checks these against each other where the key is made. */
const TOGETHER: Readonly<Record<string, string>> = { KeySpec: 'KeyUsage', KeyUsage: 'KeySpec' };

// ── After the construct is made ──────────────────────────────────────────────────────────────────────────────────────────

/** A statement of the source that sets the property of the resource afterwards, and the value that it gives. */
interface Later extends Touch<t.AssignmentExpression | t.CallExpression> {
  readonly value: t.Node | undefined;
}

function setLater(work: Work, property: string): readonly Later[] {
  const assigned = assignmentsTo(work, lowerFirst(property)).map((touch): Later => ({ ...touch, value: touch.node.right }));
  const overridden = Object.entries(OVERRIDES).flatMap(([method, prefix]) =>
    callsOn(work, method).flatMap((touch): readonly Later[] => {
      const [path, value] = touch.node.arguments;
      const at = path?.type === 'StringLiteral' ? path.value : undefined;
      const isIt = at === undefined || at === prefix + property || at.startsWith(`${prefix}${property}.`);
      return isIt ? [{ ...touch, value: at === prefix + property ? value : undefined }] : [];
    }),
  );
  return [...assigned, ...overridden];
}
const OVERRIDES: Readonly<Record<string, string>> = {
  addPropertyOverride: '',
  addPropertyDeletionOverride: '',
  addOverride: 'Properties.',
  addDeletionOverride: 'Properties.',
};

/** @param inProps whether the construct's props may name it as well */
function changeLater(
  work: Work,
  later: readonly Later[],
  { op, value = null }: ResourceEdit,
  name: string,
  inProps = true,
): SourceEdits | Why {
  const [only, more] = later;
  const place = only ? lineOf(only.syntax, only.node) : '';
  for (const each of later) {
    // What is taken away from this construct alone may have been set often, or in some configurations only.
    const shared = op === 'remove' && each.receiver.is === 'alone' ? undefined : sharedWith(work, each);
    if (shared !== undefined) return { why: `its ${name} is set where ${shared}` };
  }
  if (!only || more) return { why: `its ${name} is set in ${later.length} places, the first at ${place}` };
  if (op !== 'remove' && isUnderCondition(work, only.node, only.syntax))
    return { why: `its ${name} is set under a condition, at ${place}` };
  if (!only.value || !isLiteral(only.value, only.syntax, work)) return { why: `its ${name} is not set to a plain value, at ${place}` };
  const inFile: Work = { ...work, syntax: only.syntax };
  if (op !== 'remove') {
    const owner = enumerationOf(work, only.value, only.syntax);
    const code = owner !== undefined && typeof value === 'string' ? `${owner}.${value}` : valueCode(value, work.writer);
    if (code === undefined) return { why: `its ${name} cannot be written in the source` };
    return isCode(inFile, only.value, code) ? [] : here(inFile, replaced(inFile, only.value, code));
  }
  const gone = withoutStatement(only.syntax, only.node);
  if ('why' in gone) return gone;
  const own = inProps ? settingEdits(work, name, undefined, undefined) : [];
  return 'why' in own ? own : [{ file: only.syntax.file, edits: gone }, ...own];
}

/** Whether a condition stands around a statement that does not stand around the construct as well. */
export function isUnderCondition({ node: maker, syntax: own }: Made, node: t.Node, syntax: Syntax): boolean {
  for (let at = syntax.parent(node); at; at = syntax.parent(at)) {
    if (syntax === own && encloses(at, maker)) return false;
    if (/^(If|Switch|Try)Statement$|^(Conditional|Logical)Expression$|^SwitchCase$/.test(at.type)) return true;
  }
  return false;
}

// ── In the props ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Why a property cannot be relied on: the template has it, but the props do not, so that something else sets it. */
function unseen(work: Work, property: string | undefined, properties: JsonObject): Why | undefined {
  const name = property === undefined || isGenerated(work.library) ? undefined : propertyName(work.library, property);
  if (name === undefined || property === undefined || properties[property] === undefined || hasUnseenProps(work)) return undefined;
  const object = objectExpressionOf(work, work.node.arguments[2]);
  return object && propertyOf(object, name) ? undefined : elsewhere(work, name);
}

function elsewhere(work: Work, name: string): Why {
  const place = setterOfProperty(work, name);
  const what = place === undefined ? 'something else does, or the source is newer than what was synthesized' : `it may be set ${place}`;
  return { why: `the source does not set its ${name} at ${where(work, work.node)}: ${what}` };
}

/** @param now the value in the template: what the source says plainly must be that, or what it is to be. */
export function settingEdits(work: Work, name: string, code: Code | undefined, now: Json | undefined): SourceEdits | Why {
  const { syntax, style } = work;
  const argument = work.node.arguments[2];
  const object = objectExpressionOf(work, argument);
  const property = object && propertyOf(object, name);
  if (property?.type === 'ObjectMethod') return { why: `${name} is computed, at ${where(work, property)}` };
  if (property) {
    if (isCode(work, property.value, code)) return [];
    const { why } = given(work, name);
    if (why !== undefined) return { why };
    if (!isLiteral(property.value, syntax, work))
      return { why: `its ${name} is the expression ${textIn(syntax, property.value)}, at ${where(work, property)}` };
    const plain = plainValue(work, property.value);
    if (plain !== undefined && now !== undefined && plain !== JSON.stringify(now).replace(/^"|"$/g, ''))
      return {
        why: `the source says ${name}: ${textIn(syntax, property.value)}, which is not what was synthesized: run \`npx cdk synth\`, then fix`,
      };
    if (code === undefined) return here(work, removeItem(listText(syntax, object), object.properties.indexOf(property)));
    const text = printCode(code, style, lineIndent(syntax.text, property.start ?? 0));
    // `{ enableKeyRotation }` names a variable.
    const from = property.shorthand ? property : property.value;
    return here(work, [{ start: from.start ?? 0, end: from.end ?? 0, text: property.shorthand ? `${name}: ${text}` : text }]);
  }
  const { absent, why } = given(work, name);
  if (why !== undefined) return { why };
  // An object that is spread gives it, the same one always: what stands behind goes before it.
  if (!absent)
    return code === undefined
      ? { why: `its ${name} comes from elsewhere, at ${where(work, work.node)}` }
      : withEntry(work, object, name, code);
  // What is not among the props is set by something that is not seen.
  if (now !== undefined) return elsewhere(work, name);
  return code === undefined ? [] : withEntry(work, object, name, code);
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
