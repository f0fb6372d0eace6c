/** A resource in each scenario of its template's conditions in which it exists. */
import { conditionsIn, scenariosOf } from '../cfn/scenarios.js';
import { objectOf } from '../core/json.js';
import { memo, memoLast, memoOf } from '../core/memo.js';
import { inside } from '../core/value.js';
import type { Program } from '../types/program.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import type { Value, Scenario } from '../types/values.js';
import { rootOf } from './paths.js';

export interface InScenario {
  readonly scenario: Scenario;
  readonly properties: Readonly<Record<string, Value>>;
}

/**
 * The scenarios in which a resource exists. Where its conditions can be decided in too many ways, one scenario that decides nothing: what
 * depends on them is unknown in it.
 */
export function scenariosOfResource(resource: Resource, facts: TemplateFacts): readonly Scenario[] {
  const { condition } = resource,
    inside = conditionsOf(resource),
    names = condition === undefined ? inside : [...inside, condition];
  const scenarios = scenariosOf(facts, names) ?? [{}];
  return condition === undefined ? scenarios : scenarios.filter((scenario) => scenario[condition] !== false);
}

/** One property of a resource in one scenario, folded by itself. */
export function propertyIn(
  { properties, at, stack }: Resource,
  name: string,
  scenario: Scenario,
  { fold }: Pick<Program, 'fold'>,
): Value | undefined {
  const written = objectOf(properties)[name];
  return written === undefined ? undefined : fold(written, inside(at, 'Properties', name), stack, scenario);
}

/**
 * The properties of a resource, folded, in each scenario in which it exists; none where they cannot be read at all.
 * @example for (const { properties } of inScenarios(resource, program)) stringOf(properties['AliasName'])
 */
export function inScenarios(resource: Resource, program: Pick<Program, 'stacks' | 'fold'>): readonly InScenario[] {
  return foldedIn(program)(resource);
}

/**
 * The properties of a resource in one scenario. What no condition decides about is the same in each, and folded once for all who look.
 */
export function propertiesIn(resource: Resource, scenario: Scenario, program: Pick<Program, 'stacks' | 'fold'>): Value | undefined {
  const [same] = conditionsOf(resource).size === 0 ? inScenarios(resource, program) : [];
  return same
    ? rootOf(same.properties, resource.at)
    : program.fold(resource.properties, inside(resource.at, 'Properties'), resource.stack, scenario);
}

const NONE: ReadonlySet<string> = new Set();
const conditionsOf = memoOf(({ properties }: Resource): ReadonlySet<string> => {
  const found = conditionsIn(properties);
  return found.size === 0 ? NONE : found;
});

/** Every rule asks for the same resources, in the order of the stacks: those of a few stacks are kept. */
const foldedIn = memoOf(({ stacks, fold }: Pick<Program, 'stacks' | 'fold'>) => {
  const ofStack = memoLast(8, (facts: TemplateFacts) => memo((resource: Resource) => folded(resource, facts, fold)));
  return (resource: Resource): readonly InScenario[] => {
    const facts = stacks.get(resource.stack);
    return facts ? ofStack(facts)(resource) : [];
  };
});

function folded(resource: Resource, facts: TemplateFacts, fold: Program['fold']): readonly InScenario[] {
  return scenariosOfResource(resource, facts).flatMap((scenario) => {
    const value = fold(resource.properties, inside(resource.at, 'Properties'), resource.stack, scenario);
    return value?.is === 'map' ? [{ scenario, properties: value.entries }] : [];
  });
}
