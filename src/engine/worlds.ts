/** What is said of a key in some worlds of its template's conditions only, told with these. */
import type { World } from '../types.js';

/** More worlds than this are not spelled out. */
const MOST = 3;

/** The lines of all worlds, each once; before one that not all have stands in which they do: `if Prod: …`. */
export function inWorlds(said: readonly { readonly world: World; readonly lines: readonly string[] }[]): readonly string[] {
  const worlds = said.map(({ world }) => world);
  return [...new Set(said.flatMap(({ lines }) => lines))].map((line) => {
    const having = said.filter(({ lines }) => lines.includes(line)).map(({ world }) => world);
    return having.length === said.length ? line : `${where(having, worlds)}: ${line}`;
  });
}

function where(these: readonly World[], all: readonly World[]): string {
  const names = [...new Set(all.flatMap((world) => Object.keys(world)))];
  const say = (name: string, way: boolean | undefined): string => `${way === true ? '' : 'not '}${name}`;
  const deciding = names.find((name) => {
    const ways = new Set(these.map((world) => world[name]));
    return ways.size === 1 && all.every((world) => these.includes(world) === ways.has(world[name]));
  });
  if (deciding !== undefined) return `if ${say(deciding, these[0]?.[deciding])}`;
  if (these.length > MOST) return 'in some cases';
  const varying = names.filter((name) => new Set(all.map((world) => world[name])).size > 1);
  return `if ${these.map((world) => varying.map((name) => say(name, world[name])).join(' and ')).join(', or ')}`;
}
