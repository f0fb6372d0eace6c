/** Which key a text names: one of the app, one that AWS manages, or one that others own. */
import { isKeyType } from '../reference/cloudformation.js';
import { nameReferenceIn } from '../cfn/physical-names.js';
import { memoOf } from '../core/memo.js';
import { arnOf, literal, onlySymbol, splitText, text, textKey } from '../core/text.js';
import { textOf } from '../core/value.js';
import type { Program } from '../types/program.js';
import type { KeyName } from '../types/values.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import type { KeyForm, ResourceId, Text } from '../types/values.js';
import { keptResource } from './named-resources.js';
import { inScenarios } from './scenarios.js';

type Whole = Pick<Program, 'stacks' | 'fold' | 'resource' | 'resolve'>;

/** @param facts the stack in which the text stands: an alias is looked up in its account and Region */
export function keyNameOf(written: Text | undefined, facts: TemplateFacts, program: Whole): KeyName | undefined {
  if (!written) return undefined;
  const name = program.resolve(written);
  if (name.length === 0) return undefined;
  const form = keyFormOf(name, program),
    own = ownKeyOf(name, facts, program);
  if (own !== undefined) return { is: 'own', key: own, form };
  const alias = aliasIn(name);
  if (alias?.startsWith('alias/aws/')) return { is: 'aws-managed', alias };
  if (madeHere(name, program)) return undefined;
  const arn = arnOf(name);
  return { is: 'imported', name, form, account: arn?.account ?? facts.env.account, region: arn?.region ?? facts.env.region };
}

/**
 * The own key that a text names: by its id or ARN, also written out around its id, through exports, or by an alias of the app.
 * @example keyNamed(textOf(properties['TargetKeyId']) ?? [], program)
 */
export function keyNamed(written: Text | undefined, program: Whole): ResourceId | undefined {
  const resource = written && program.resource(withoutArn(program.resolve(written)));
  return resource && keyBehind(resource, program);
}

/** In which form a resolved text names a key; undefined where only the deployment knows. */
export function keyFormOf(name: Text, program: Whole): KeyForm | undefined {
  const symbol = onlySymbol(name),
    resource = symbol && program.resource(name);
  if (symbol && isKey(resource)) return symbol.of === 'ref' ? 'id' : symbol.name.endsWith('.Arn') ? 'arn' : undefined;
  if (symbol && resource?.type === 'AWS::KMS::Alias') return symbol.of === 'ref' ? 'alias' : undefined;
  const [head] = name;
  if (typeof head !== 'string') return undefined;
  if (head.startsWith('alias/')) return 'alias';
  const arn = arnOf(name);
  if (arn) {
    const [kind] = splitText(arn.resource, '/', 2);
    const known = kind && literal(kind);
    return known === 'key' ? 'arn' : known === 'alias' ? 'alias-arn' : undefined;
  }
  return /^(?:mrk-)?[0-9a-f]{8,}(?:-[0-9a-f]+)*$/i.test(literal(name) ?? '') ? 'id' : undefined;
}

function ownKeyOf(name: Text, facts: TemplateFacts, program: Whole): ResourceId | undefined {
  const named = keyNamed(name, program);
  if (named !== undefined) return named;
  const reference = nameReferenceIn(name);
  return reference?.kind === 'alias'
    ? keyOfAlias(reference.name, { account: reference.account, region: reference.region }, facts, program)
    : undefined;
}

/** The key behind an alias that the app makes, in the place where the name is looked up. */
function keyOfAlias(
  alias: Text,
  where: { readonly account: Text | undefined; readonly region: Text | undefined },
  facts: TemplateFacts,
  program: Whole,
): ResourceId | undefined {
  const { account = facts.env.account, region = facts.env.region } = where;
  const resource = aliasesIn(program.stacks).get(placed(alias, account, region));
  return resource && keyBehind(resource, program);
}

/** The aliases that are there in every case, by their names and places: the first of each. */
const aliasesIn = memoOf((stacks: Program['stacks']): ReadonlyMap<string, Resource> => {
  const found = new Map<string, Resource>();
  for (const { id, env, named } of stacks.values())
    for (const { kind, name, logicalId, conditional } of named) {
      const resource = kind === 'alias' && !conditional ? keptResource(`${id}#${logicalId}`, { stacks }) : undefined,
        key = placed(name, env.account, env.region);
      if (resource && !found.has(key)) found.set(key, resource);
    }
  return found;
});

const placed = (name: Text, account: Text, region: Text): string => [name, account, region].map(textKey).join('\n');

function keyBehind(resource: Resource, program: Whole): ResourceId | undefined {
  if (isKey(resource)) return resource.id;
  if (resource.type !== 'AWS::KMS::Alias') return undefined;
  const targets = new Set(inScenarios(resource, program).map(({ properties }) => keyNamed(textOf(properties['TargetKeyId']), program)));
  return targets.size === 1 ? [...targets][0] : undefined;
}

export const isKey = (resource: Pick<Resource, 'type'> | undefined): boolean => isKeyType(resource?.type);

/** The name of an alias, with `alias/`, in a name or an ARN. */
function aliasIn(name: Text): string | undefined {
  const arn = arnOf(name),
    known = literal(arn ? arn.resource : name);
  return known?.startsWith('alias/') ? known : undefined;
}

/**
 * Whether the text is an attribute or reference of some resource of the app that is no key: a custom resource may make one, and nobody can
 * tell.
 */
function madeHere(name: Text, program: Whole): boolean {
  const symbol = onlySymbol(name);
  if (symbol?.of !== 'ref' && symbol?.of !== 'attribute') return symbol?.of === 'other' || symbol?.of === 'request';
  return program.stacks.get(symbol.scope)?.types[symbol.name.split('.')[0] ?? ''] !== undefined;
}

/** `arn:…:key/${Key}` names the key by its id. */
function withoutArn(name: Text): Text {
  const last = name.at(-1),
    before = name.at(-2);
  return name.length > 1 && typeof last === 'object' && typeof before === 'string' && before.endsWith(':key/') ? text(last) : name;
}
