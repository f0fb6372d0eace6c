/** The part of the picture of an app that is about one key. */
import { linksTo } from '../app/by-key.js';
import type { Program } from '../types/program.js';
import type { Drawing } from '../types/report.js';
import type { ResourceId } from '../types/values.js';

/** What one key has to do with: its aliases and principals, the stacks that use it, and the cycles that its stack is in. */
export function focusOn(key: ResourceId, picture: Drawing, program: Program): Drawing {
  const inStacks = new Set(picture.nodes.filter(({ kind }) => kind === 'stack').map(({ id }) => id));
  const owner = picture.nodes.find(({ id }) => id === key)?.group ?? '';
  const users = new Set(linksTo(key, program).flatMap(({ from, to }) => [from, to]));
  for (const { stacks } of program.cycles) if (stacks.includes(owner)) for (const stack of stacks) users.add(stack);
  const inCycle = new Set(
    program.templateCycles.filter((cycle) => cycle.key === key).flatMap(({ edges }) => edges.flatMap(({ from, to }) => [from, to])),
  );
  const shown = (id: string): boolean => inCycle.has(id) || id === key;
  const edges = picture.edges.filter(({ from, to }) =>
    inStacks.has(from) && inStacks.has(to) ? users.has(from) && users.has(to) : from === key || to === key || (shown(from) && shown(to)),
  );
  const ends = new Set([key, ...edges.flatMap(({ from, to }) => [from, to])]);
  const groups = new Set(picture.nodes.flatMap(({ id, group }) => (ends.has(id) && group !== undefined ? [group] : [])));
  return { nodes: picture.nodes.filter(({ id }) => ends.has(id) || groups.has(id)), edges };
}
