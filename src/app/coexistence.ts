/** Whether two resources exist at the same time: conditions of one template may keep them apart. */
import { conditionsIn, scenariosOf } from '../cfn/scenarios.js';
import { inside } from '../core/value.js';
import type { Answer, Value } from '../types/values.js';
import type { Program } from '../types/program.js';
import type { Resource } from '../types/facts.js';

type Properties = Readonly<Record<string, Value>>;

/**
 * Whether, whenever `subject` exists, `other` exists too and a thing is true of both: no where it never is, unknown where conditions of the
 * templates or the thing itself leave it open. The two arguments are not alike: the finding is about the subject.
 * @param holds asked in every scenario in which both exist, with the properties of the other first
 * @example whileBothExist(other, alias, program, (a, b) => sameText(textOf(a['AliasName']) ?? [], textOf(b['AliasName']) ?? []))
 */
export function whileBothExist(
  other: Resource,
  subject: Resource,
  program: Pick<Program, 'stacks' | 'fold'>,
  holds: (other: Properties, subject: Properties) => boolean | Answer,
): Answer {
  const answers = [...scenariosOfBoth(other, subject, program)].map((both): Answer => {
    const held = both ? holds(...both) : 'no';
    return typeof held === 'string' ? held : held ? 'yes' : 'no';
  });
  if (answers.every((answer) => answer === 'no')) return 'no';
  return answers.every((answer) => answer === 'yes') ? 'yes' : 'unknown';
}

/** In each scenario in which the second exists, the properties of both; undefined where the first does not exist in it. */
function* scenariosOfBoth(
  first: Resource,
  second: Resource,
  { stacks, fold }: Pick<Program, 'stacks' | 'fold'>,
): Generator<readonly [Properties, Properties] | undefined> {
  const one = stacks.get(first.stack);
  const other = stacks.get(second.stack);
  if (!one || !other) return;
  const propertiesIn = (resource: Resource, scenario: Readonly<Record<string, boolean>>): Properties | undefined => {
    if (resource.condition !== undefined && scenario[resource.condition] === false) return undefined;
    const folded = fold(resource.properties, inside(resource.at, 'Properties'), resource.stack, scenario);
    return folded?.is === 'map' ? folded.entries : {};
  };
  const names = (resources: readonly Resource[]): Set<string> => {
    const all = conditionsIn(resources.map(({ properties }) => properties));
    for (const { condition } of resources) if (condition !== undefined) all.add(condition);
    return all;
  };
  const sameStack = first.stack === second.stack;
  const ofSecond = scenariosOf(other, names(sameStack ? [first, second] : [second])) ?? [{}];
  const ofFirst = sameStack ? [undefined] : (scenariosOf(one, names([first])) ?? [{}]);
  for (const scenario of ofSecond) {
    const secondProperties = propertiesIn(second, scenario);
    if (!secondProperties) continue;
    for (const apart of ofFirst) {
      const firstProperties = propertiesIn(first, apart ?? scenario);
      yield firstProperties && [firstProperties, secondProperties];
    }
  }
}
