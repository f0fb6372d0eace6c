/** For tests: policies as templates write them, with parameters, conditions and pseudo parameters in random places, and what CloudFormation makes of them. */
import fc from 'fast-check';
import type { Json, JsonObject } from '../types/files.js';
import type { PlainPolicy } from './concrete.testing.js';
import { statementsOf } from './requests.testing.js';
import { FOREIGN, OTHER, OWN, ROOT } from './testing.js';

/** One deployment: what each parameter, condition and the account turn out to be. */
export interface Instance {
  readonly account: string;
  readonly parameters: Readonly<Record<'Param' | 'Account' | 'List', string>>;
  readonly conditions: Readonly<Record<'C' | 'D', boolean>>;
}
/** Of a policy: the template's document, and the text that Param was put for. */
interface Template {
  readonly document: JsonObject;
  readonly put: string | undefined;
}

const NO_VALUE = { Ref: 'AWS::NoValue' };
/** Writes a policy with intrinsics. turns: which of them at each place, 0 for none. */
function templated(policy: PlainPolicy, turns: readonly number[]): Template {
  let n = 0,
    put: string | undefined;
  const turn = (): number => turns[n++ % turns.length] ?? 0;
  const sub = (text: string, name: string): Json => ({
    'Fn::Sub': text.replaceAll('${', '${!').replaceAll(OWN, `\${${name}}`),
  });
  const text = (value: string): Json => {
    const pieces = value.split(OWN);
    switch (turn()) {
      case 1:
        if (value.includes('${') || (put ??= value) !== value) return value;
        return { Ref: 'Param' };
      case 2:
        return sub(value, 'AWS::AccountId');
      case 3:
        return { 'Fn::Join': ['', pieces.flatMap((piece, i) => (i === 0 ? [piece] : [{ Ref: 'AWS::AccountId' }, piece]))] };
      case 4:
        return { 'Fn::If': ['C', value, ROOT] };
      case 5:
        return sub(value, 'Account');
      case 6:
        return { 'Fn::If': ['D', sub(value, 'AWS::AccountId'), value] };
      default:
        return value;
    }
  };
  const any = (value: unknown, key: string): Json => {
    if (typeof value === 'string') return key === 'Effect' ? (turn() === 4 ? { 'Fn::If': ['C', value, 'Deny'] } : value) : text(value);
    if (Array.isArray(value)) {
      if (key === 'AWS' && turn() === 7) return { Ref: 'List' };
      return value.map((one) => (turn() === 8 ? { 'Fn::If': ['D', any(one, ''), NO_VALUE] } : any(one, '')));
    }
    return Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, any(one, name)]));
  };
  const statements = statementsOf(policy).map((statement, i): Json => {
    const written = { ...(any(statement, '') as JsonObject), Sid: `S${i}` };
    return turn() === 8 ? { 'Fn::If': ['C', written, NO_VALUE] } : written;
  });
  return { document: { ...(policy.Version === undefined ? {} : { Version: policy.Version }), Statement: statements }, put };
}

const instance = (put: string | undefined): fc.Arbitrary<Instance> =>
  fc.record({
    account: fc.constantFrom(OWN, OWN, OTHER),
    parameters: fc.record({
      Param: fc.constantFrom(put ?? '*', put ?? '*', '*', ROOT, 'kms:*', 'true'),
      Account: fc.constantFrom(OWN, OTHER, '999900001111'),
      List: fc.constantFrom('*', ROOT, `${FOREIGN},${ROOT}`, OWN),
    }),
    conditions: fc.record({ C: fc.boolean(), D: fc.boolean() }),
  });

export interface Deployments extends Template {
  readonly instances: readonly Instance[];
}
export const deployments = (policies: fc.Arbitrary<PlainPolicy>): fc.Arbitrary<Deployments> =>
  fc
    .tuple(
      policies,
      fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat({ max: 8 }) }), {
        minLength: 3,
        maxLength: 12,
      }),
    )
    .map(([policy, turns]) => templated(policy, turns))
    .chain((template) => fc.array(instance(template.put), { minLength: 1, maxLength: 3 }).map((instances) => ({ ...template, instances })));

/** What CloudFormation makes of the document in one deployment (CloudFormation User Guide, intrinsic-function-reference.html). */
export function deployed(document: JsonObject, where: Instance): PlainPolicy {
  return resolved(document, where) as PlainPolicy;
}
function resolved(value: unknown, where: Instance): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(one, where)).filter((one) => one !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument] = ['', undefined], second] = Object.entries(value as Record<string, unknown>);
  if (!second && name === 'Ref') return referred(String(argument), where);
  if (!second && name === 'Fn::If') {
    const [condition, yes, no] = argument as readonly [keyof Instance['conditions'], unknown, unknown];
    return resolved(where.conditions[condition] ? yes : no, where);
  }
  if (!second && name === 'Fn::Join') {
    const [between, parts] = argument as readonly [string, readonly unknown[]];
    return parts.map((part) => resolved(part, where)).join(between);
  }
  if (!second && name === 'Fn::Sub')
    return String(argument).replace(/\$\{(!?)([^}]*)\}/g, (_, literally, inside: string) =>
      literally === '!' ? `\${${inside}}` : String(referred(inside, where)),
    );
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      const found = resolved(one, where);
      return found === undefined ? [] : [[key, found]];
    }),
  );
}
function referred(name: string, { account, parameters }: Instance): unknown {
  if (name === 'AWS::NoValue') return undefined;
  if (name === 'AWS::AccountId') return account;
  return name === 'List' ? parameters.List.split(',') : parameters[name as 'Param' | 'Account'];
}
