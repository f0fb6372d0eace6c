/**
 * The linker: joins the facts of all templates, so that an import leads to the resource behind the export, and stacks to the stacks they
 * need.
 */
import { stepName } from '../core/pointer.js';
import { objectOf } from '../core/json.js';
import type { Link } from '../types/program.js';
import type { ExternalReference, Resource, TemplateFacts } from '../types/facts.js';
import type { ResourceId, StackId, Sym, Text } from '../types/values.js';
import { fold } from './fold.js';
import { isReadFromSsm } from './reference-names.js';
import { definitionsOf, type Definition } from './definitions.js';
import { onlySymbol, printText, text, textKey } from '../core/text.js';
import { textOf } from '../core/value.js';

export interface Linked {
  readonly links: readonly Link[];
  /** A text with every symbol replaced by what the other stacks say of it. */
  readonly resolve: (value: Text) => Text;
  /** What a single symbol stands for, where another template says it. */
  readonly resolveSymbol: (symbol: Sym) => Text | undefined;
  /** The kept resource that a text names by Ref or attribute. */
  readonly resource: (value: Text) => Resource | undefined;
}

/** Chains of exports of exports longer than this are not followed. */
const DEPTH = 10;

export function link(stacks: ReadonlyMap<StackId, TemplateFacts>): Linked {
  const all = [...stacks.values()];
  const byId = new Map<ResourceId, Resource>(all.flatMap((facts) => facts.resources.map((resource) => [resource.id, resource] as const)));
  /** What is behind the symbols of imports, outputs and SSM parameters, by their keys. */
  const known = new Map<string, Text>();

  const readers = new Set(all.filter(({ types }) => Object.values(types).includes('Custom::CrossRegionExportReader')));
  const behind = (symbol: Sym, depth: number): Text | undefined => {
    const stack = stacks.get(symbol.scope);
    switch (symbol.of) {
      case 'parameter':
        return follow(known.get(textKey([symbol])) ?? (stack && givenBy(stack, symbol.name)), depth);
      case 'attribute':
        return stack && follow(attributeOf(stack, symbol.name), depth);
      case 'import':
      case 'output':
      case 'dynamic':
        return follow(known.get(textKey([symbol])), depth);
      default:
        return undefined;
    }
  };
  const follow = (value: Text | undefined, depth: number): Text | undefined =>
    value && (depth < DEPTH ? resolveText(value, depth + 1) : value);
  /** What the parent gives to a parameter of a nested stack; of one that is read from SSM this is only the name. */
  const givenBy = (stack: TemplateFacts, name: string): Text | undefined =>
    stack.parent === undefined || isReadFromSsm(objectOf(stack.parameters[name]))
      ? undefined
      : nestedParameter(byId.get(stack.parent), name, stacks);
  const attributeOf = (stack: TemplateFacts, name: string): Text | undefined => {
    // Behind most attributes there is nothing.
    if (!name.includes('.Outputs.') && !readers.has(stack)) return undefined;
    const [logicalId, attribute] = split(name, '.');
    if (attribute.startsWith('Outputs.')) return stacks.get(`${stack.id}/${logicalId}`)?.outputs[attribute.slice('Outputs.'.length)]?.value;
    return stack.types[logicalId] === 'Custom::CrossRegionExportReader' ? definitions.written(stack, attribute) : undefined;
  };
  const resolveText = (value: Text, depth: number): Text => {
    let found: (string | Sym | Text)[] | undefined;
    for (const [i, part] of value.entries()) {
      const other = typeof part === 'string' ? undefined : behind(part, depth);
      // Behind most symbols there is nothing.
      if (other !== undefined) (found ??= [...value])[i] = other;
    }
    return found ? text(...found) : value;
  };
  const resolve = (value: Text): Text => resolveText(value, 0);
  const resourceOf = (value: Text): ResourceId | undefined => {
    const symbol = onlySymbol(resolve(value));
    if (symbol?.of !== 'ref' && symbol?.of !== 'attribute') return undefined;
    return `${symbol.scope}#${symbol.of === 'ref' ? symbol.name : split(symbol.name, '.')[0]}`;
  };
  const definitions = definitionsOf(all, resolve);

  /** The name of an SSM parameter that the parent of a nested stack gives. */
  const nameGiven = (facts: TemplateFacts, reference: ExternalReference): ExternalReference => {
    if (reference.kind !== 'ssm-parameter' || reference.symbol?.of !== 'parameter' || facts.parent === undefined) return reference;
    return { ...reference, name: nestedParameter(byId.get(facts.parent), reference.symbol.name, stacks) ?? reference.name };
  };
  const found: { readonly facts: TemplateFacts; readonly reference: ExternalReference; readonly definition: Definition }[] = [];
  const look = (wanted: (reference: ExternalReference) => boolean): void => {
    for (const facts of all)
      for (const reference of facts.externalReferences) {
        if (!wanted(reference)) continue;
        for (const definition of definitions.of(facts, nameGiven(facts, reference))) {
          const symbol = 'symbol' in reference ? reference.symbol : undefined;
          if (definition.certainty === 'certain' && definition.value && symbol) known.set(textKey([symbol]), definition.value);
          found.push({ facts, reference, definition });
        }
      }
  };
  // Names may be handed through imports, outputs and SSM, so these come first.
  const isName = ({ kind }: ExternalReference): boolean => kind === 'physical-name' || kind === 'key-policy-principal';
  look((reference) => !isName(reference));
  look(isName);
  const links = all.flatMap((facts) => declared(facts, stacks));
  for (const { facts, reference, definition } of found) {
    const made = linkOf(facts, reference, definition, stacks, resourceOf);
    if (made) links.push(made);
  }
  return {
    links,
    resolve,
    resolveSymbol: (symbol) => behind(symbol, 0),
    resource: (value) => byId.get(resourceOf(value) ?? ''),
  };
}

/** The order that the manifest asks for. */
function declared(facts: TemplateFacts, stacks: ReadonlyMap<StackId, TemplateFacts>): Link[] {
  return facts.dependsOn.flatMap(({ to, at }) => {
    const target = stacks.get(to);
    return target
      ? [{ from: facts.id, to, kind: 'manifest' as const, name: target.name, at, hard: true, certainty: 'certain' as const }]
      : [];
  });
}

function linkOf(
  facts: TemplateFacts,
  reference: ExternalReference,
  definition: Definition,
  stacks: ReadonlyMap<StackId, TemplateFacts>,
  resourceOf: (value: Text) => ResourceId | undefined,
): Link | undefined {
  const from = topOf(facts, stacks).id,
    to = topOf(definition.stack, stacks).id;
  if (from === to && !waitsForItself(facts, reference, definition, stacks)) return undefined;
  const [, by] = /^\/Resources\/([^/]+)/.exec(reference.at.pointer) ?? [];
  const target =
    definition.logicalId !== undefined && !definition.value
      ? `${definition.stack.id}#${definition.logicalId}`
      : definition.value && resourceOf(definition.value);
  const edge = {
    from,
    to,
    at: reference.at,
    toAt: definition.at,
    ...(by === undefined ? {} : { by: `${facts.id}#${stepName(by)}` }),
    ...(target === undefined ? {} : { target }),
    hard: !('hard' in reference) || reference.hard,
    certainty: reference.conditional ? ('possible' as const) : definition.certainty,
  };
  if (reference.kind === 'stack-output') return { ...edge, kind: reference.kind, name: reference.output ?? printText(reference.name) };
  const name = printText(reference.name);
  if (reference.kind !== 'ssm-parameter') return { ...edge, kind: reference.kind, name };
  return { ...edge, kind: reference.kind, name, ...(reference.symbol?.of === 'parameter' ? { parameter: reference.symbol.name } : {}) };
}

function topOf(facts: TemplateFacts, stacks: ReadonlyMap<StackId, TemplateFacts>): TemplateFacts {
  const parent = facts.parent === undefined ? undefined : stacks.get(split(facts.parent, '#', 'last')[0]);
  return parent ? topOf(parent, stacks) : facts;
}

/**
 * Exports and outputs are there when a stack is done, so a stack (or a nested stack inside it) that reads them of itself never gets done.
 * SSM parameters of CloudFormation's own type are read before anything is made.
 */
function waitsForItself(
  facts: TemplateFacts,
  reference: ExternalReference,
  definition: Definition,
  stacks: ReadonlyMap<StackId, TemplateFacts>,
): boolean {
  if (reference.kind === 'ssm-parameter') return reference.symbol?.of === 'parameter' && facts === definition.stack;
  if (reference.kind !== 'import' && reference.kind !== 'stack-output') return false;
  for (
    let at: TemplateFacts | undefined = facts;
    at;
    at = at.parent === undefined ? undefined : stacks.get(split(at.parent, '#', 'last')[0])
  )
    if (at === definition.stack) return true;
  return false;
}

function split(value: string, at: string, which: 'first' | 'last' = 'first'): readonly [string, string] {
  const i = which === 'first' ? value.indexOf(at) : value.lastIndexOf(at);
  return i < 0 ? [value, ''] : [value.slice(0, i), value.slice(i + 1)];
}

/** What the parent gives to a parameter of its nested stack. */
function nestedParameter(parent: Resource | undefined, name: string, stacks: ReadonlyMap<StackId, TemplateFacts>): Text | undefined {
  const facts = parent && stacks.get(parent.stack);
  const value = objectOf(objectOf(parent?.properties)['Parameters'])[name];
  return parent && facts && value !== undefined ? textOf(fold(value, parent.at, { facts, scenario: {} })) : undefined;
}
