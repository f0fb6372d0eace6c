/** A resource in each scenario of its template's conditions in which it exists. */
import { conditionsIn, scenariosOf } from '../cfn/scenarios.js';
import { inside } from '../core/value.js';
import type { Program } from '../types/program.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import type { Value, Scenario } from '../types/values.js';

export interface InScenario {
  readonly scenario: Scenario;
  readonly properties: Readonly<Record<string, Value>>;
}

/**
 * The scenarios in which a resource exists. Where its conditions can be decided in too many ways, one scenario that decides nothing: what
 * depends on them is unknown in it.
 */
export function scenariosOfResource(resource: Resource, facts: TemplateFacts): readonly Scenario[] {
  const { condition, properties } = resource;
  const names = conditionsIn(properties);
  if (condition !== undefined) names.add(condition);
  const scenarios = scenariosOf(facts, names) ?? [{}];
  return condition === undefined ? scenarios : scenarios.filter((scenario) => scenario[condition] !== false);
}

/**
 * The properties of a resource, folded, in each scenario in which it exists; none where they cannot be read at all.
 * @example for (const { properties } of inScenarios(resource, program)) stringOf(properties['AliasName'])
 */
export function inScenarios(resource: Resource, { stacks, fold }: Pick<Program, 'stacks' | 'fold'>): readonly InScenario[] {
  const facts = stacks.get(resource.stack);
  if (!facts) return [];
  const known = folded.get(resource);
  if (known && known.fold === fold) return known.made;
  const made = foldedIn(resource, facts, fold);
  folded.set(resource, { fold, made });
  return made;
}

/** Every rule asks for the same resources. fold: of the program that they were folded in. */
const folded = new WeakMap<Resource, { readonly fold: Program['fold']; readonly made: readonly InScenario[] }>();

function foldedIn(resource: Resource, facts: TemplateFacts, fold: Program['fold']): readonly InScenario[] {
  return scenariosOfResource(resource, facts).flatMap((scenario) => {
    const value = fold(resource.properties, inside(resource.at, 'Properties'), resource.stack, scenario);
    return value?.is === 'map' ? [{ scenario, properties: value.entries }] : [];
  });
}
