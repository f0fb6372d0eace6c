/** Whether two resources exist at the same time: conditions of one template may keep them apart. */
import { conditionsIn, worldsOf } from '../cfn/conditions.js';
import { inside } from '../cfn/value.js';
import type { Answer, Program, Resource, Value } from '../types.js';

type Properties = Readonly<Record<string, Value>>;

/**
 * Whether a thing is true of two resources whenever the second one exists.
 * @param holds asked in every world in which both exist
 */
export function together(
  first: Resource,
  second: Resource,
  program: Pick<Program, 'stacks' | 'fold'>,
  holds: (first: Properties, second: Properties) => boolean,
): Answer {
  const answers = [...worldsOfBoth(first, second, program)];
  if (answers.every((both) => both === undefined || !holds(...both))) return 'no';
  return answers.every((both) => both !== undefined && holds(...both)) ? 'yes' : 'unknown';
}

/** In each world in which the second exists, the properties of both; undefined where the first does not exist in it. */
function* worldsOfBoth(
  first: Resource,
  second: Resource,
  { stacks, fold }: Pick<Program, 'stacks' | 'fold'>,
): Generator<readonly [Properties, Properties] | undefined> {
  const one = stacks.get(first.stack);
  const other = stacks.get(second.stack);
  if (!one || !other) return;
  const propertiesIn = (resource: Resource, world: Readonly<Record<string, boolean>>): Properties | undefined => {
    if (resource.condition !== undefined && world[resource.condition] === false) return undefined;
    const folded = fold(resource.properties, inside(resource.at, 'Properties'), resource.stack, world);
    return folded?.is === 'map' ? folded.entries : {};
  };
  const names = (resources: readonly Resource[]): Set<string> => {
    const all = conditionsIn(resources.map(({ properties }) => properties));
    for (const { condition } of resources) if (condition !== undefined) all.add(condition);
    return all;
  };
  const sameStack = first.stack === second.stack;
  const ofSecond = worldsOf(other, names(sameStack ? [first, second] : [second])) ?? [{}];
  const ofFirst = sameStack ? [undefined] : (worldsOf(one, names([first])) ?? [{}]);
  for (const world of ofSecond) {
    const secondProperties = propertiesIn(second, world);
    if (!secondProperties) continue;
    for (const apart of ofFirst) {
      const firstProperties = propertiesIn(first, apart ?? world);
      yield firstProperties && [firstProperties, secondProperties];
    }
  }
}
