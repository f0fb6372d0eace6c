/**
 * The names by which a template may reach for things in others: where they stand in strings, intrinsic functions and dynamic references.
 */
import { objectOf } from '../core/json.js';
import { arnOf, literal, onlySymbol, splitText, text } from '../core/text.js';
import type { Json, JsonObject } from '../types/files.js';
import type { NamedKind, OutputReference, ValueReference, WrittenName } from '../types/facts.js';
import type { Text } from '../types/values.js';
import { foldText, type Scope } from './fold.js';
import { nameReferenceIn } from './physical-names.js';

/** What is asked for, without the place where it is asked. */
export type WithoutPlace =
  Omit<ValueReference, 'at' | 'conditional'> | Omit<OutputReference, 'at' | 'conditional'> | Omit<WrittenName, 'at' | 'conditional'>;

/**
 * Whether CloudFormation reads a parameter's value from SSM
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/systems-manager-parameter-types.html).
 */
export function isReadFromSsm(parameter: JsonObject): boolean {
  const { Type: type } = parameter;
  return typeof type === 'string' && type.startsWith('AWS::SSM::Parameter::Value<');
}

/** The name of a parameter of SSM without the version that may follow it. */
export const withoutVersion = (name: string): string => (name.startsWith('arn:') ? name : name.replace(/:\d+$/, ''));

/**
 * Whether a name may be that of a thing in another template: it is one, or a parameter or SSM may hold one. What the template refers to or
 * imports is told otherwise.
 */
export function mayLeadAway(written: Text, of: NamedKind | undefined): boolean {
  const symbol = onlySymbol(written);
  if (symbol) return symbol.of === 'parameter' || symbol.of === 'dynamic';
  return nameReferenceIn(written, of) !== undefined;
}

/** The parameters that a Ref or Fn::Sub names; among them other names, which are no parameters. */
export function parametersIn(name: string, arg: Json): readonly string[] {
  if (name === 'Ref') return typeof arg === 'string' ? [arg] : [];
  if (name !== 'Fn::Sub') return [];
  const [template, own] = Array.isArray(arg) ? (arg as readonly Json[]) : [arg, undefined];
  if (typeof template !== 'string') return [];
  return Array.from(template.matchAll(/\$\{\s*([^}!.\s]+)\s*\}/g), ([, found = '']) => found).filter(
    (found) => !Object.hasOwn(objectOf(own), found),
  );
}

/** The first piece of a string that Fn::Join or Fn::Sub puts together. */
export function firstPiece(json: JsonObject): string {
  const { 'Fn::Join': join, 'Fn::Sub': sub } = json;
  const list = Array.isArray(join) ? (join as readonly Json[])[1] : sub;
  const first = Array.isArray(list) ? (list as readonly Json[])[0] : list;
  return typeof first === 'string' ? first : '';
}

/** The `{{resolve:service:key}}` of a text, also where the key is put together. */
export function dynamicReferences(written: Text): readonly { readonly service: string; readonly key: Text }[] {
  const spelt = text(...written.map((part) => (typeof part === 'object' && part.of === 'dynamic' ? `{{${part.name}}}` : part)));
  return splitText(spelt, '{{resolve:')
    .slice(1)
    .flatMap((after) => {
      const [inner] = splitText(after, '}}', 2);
      const [service, key] = inner ? splitText(inner, ':', 2) : [];
      return service && key && key.length > 0 ? [{ service: literal(service) ?? '', key }] : [];
    });
}

/** Fn::ImportValue: an export of another stack, by its name. */
export function importNeed(value: Json, scope: Scope): Omit<ValueReference, 'at' | 'conditional'> | undefined {
  const name = foldText(value, scope);
  return name && { kind: 'import', name };
}

/** Fn::GetStackOutput reads another stack's output when it is deployed; RoleArn names the account, Region the Region, both else the own. */
export function outputNeed(value: Json, scope: Scope): Omit<OutputReference, 'at' | 'conditional'> | undefined {
  const fields = objectOf(value),
    name = foldText(fields['StackName'] ?? null, scope),
    output = foldText(fields['OutputName'] ?? null, scope);
  const region = fields['Region'] === undefined ? scope.facts.env.region : foldText(fields['Region'], scope);
  const role = fields['RoleArn'] === undefined ? undefined : foldText(fields['RoleArn'], scope);
  const account = fields['RoleArn'] === undefined ? scope.facts.env.account : role && arnOf(role)?.account;
  return (
    name && {
      kind: 'stack-output',
      name,
      ...(output ? { output: output.map((part) => (typeof part === 'string' ? part : part.name)).join('') } : {}),
      ...(region ? { region } : {}),
      ...(account ? { account } : {}),
    }
  );
}
