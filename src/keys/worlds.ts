/** A resource in each world of its template's conditions in which it exists. */
import { conditionsIn, worldsOf } from '../cfn/conditions.js';
import { inside } from '../cfn/value.js';
import type { Program, Resource, StackFacts, Value, World } from '../types.js';

export interface InWorld {
  readonly world: World;
  readonly properties: Readonly<Record<string, Value>>;
}

/** The worlds in which a resource exists. Where its conditions can be decided in too many ways, one world that decides nothing: what depends on them is unknown in it. */
export function worldsWith(resource: Resource, facts: StackFacts): readonly World[] {
  const { condition, properties } = resource;
  const names = conditionsIn(properties);
  if (condition !== undefined) names.add(condition);
  const worlds = worldsOf(facts, names) ?? [{}];
  return condition === undefined ? worlds : worlds.filter((world) => world[condition] !== false);
}

/** The properties of a resource, folded, in each world in which it exists; none where they cannot be read at all. */
export function inWorlds(resource: Resource, { stacks, fold }: Pick<Program, 'stacks' | 'fold'>): readonly InWorld[] {
  const facts = stacks.get(resource.stack);
  if (!facts) return [];
  return worldsWith(resource, facts).flatMap((world) => {
    const folded = fold(resource.properties, inside(resource.at, 'Properties'), resource.stack, world);
    return folded?.is === 'map' ? [{ world, properties: folded.entries }] : [];
  });
}
