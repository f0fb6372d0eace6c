/** The picture of apps that have told their facts: which needs which, and the stacks of a cycle between them. */
import path from 'node:path';
import { compare } from '../core/compare.js';
import type { Drawing, DrawnEdge, DrawnNode } from '../types/report.js';
import type { Link } from '../types/program.js';
import { linkPhrase } from '../words/link.js';
import type { Loaded } from './program.js';

/** One box for each app, one arrow for each pair of apps of which one needs the other. */
export function appGraph({ program, foreign }: Pick<Loaded, 'program' | 'foreign'>): Drawing {
  const apps = [...new Set([...foreign.values()].map(({ facts }) => facts))].sort(compare);
  const nodes = apps.map((id): DrawnNode => ({ id, kind: 'stack', label: path.basename(id).replace(/\.json$/, '') }));
  const links = new Map<string, Link[]>();
  for (const link of program.links) {
    const [from, to] = [foreign.get(link.from)?.facts, foreign.get(link.to)?.facts];
    if (from === undefined || to === undefined || from === to) continue;
    const pair = `${from}\n${to}`;
    const known = links.get(pair);
    if (known) known.push(link);
    else links.set(pair, [link]);
  }
  const around = stepsOf(program.cycles.flatMap(({ edges }) => edges)),
    broken = stepsOf(program.cycles.flatMap(({ breaks }) => breaks));
  const edges = [...links]
    .sort(([a], [b]) => compare(a, b))
    .map(([pair, all]): DrawnEdge => {
      const [from = '', to = ''] = pair.split('\n');
      return {
        from,
        to,
        label: all.length === 1 ? '1 dependency' : `${all.length} dependencies`,
        inCycle: all.some((link) => around.has(stepOf(link))),
        toBreak: all.some((link) => broken.has(stepOf(link))),
        possible: all.every(({ certainty }) => certainty !== 'certain'),
        details: [...new Set(all.map((link) => `${nameOf(link.from)} ${linkPhrase(link, nameOf(link.to))}`))].sort(compare),
      };
    });
  return { nodes, edges };

  function nameOf(stack: string): string {
    return program.stacks.get(stack)?.name ?? stack;
  }
}

const stepOf = ({ from, to }: Pick<Link, 'from' | 'to'>): string => `${from}\n${to}`;
const stepsOf = (links: readonly Link[]): ReadonlySet<string> => new Set(links.map(stepOf));
