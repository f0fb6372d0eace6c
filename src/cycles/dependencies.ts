/** Who needs whom through others. */
import { answerOf } from '../core/answer.js';
import { compare } from '../core/compare.js';
import type { Answer, Certainty, StackId } from '../types/values.js';
import type { Link } from '../types/program.js';

export interface Dependencies {
  /**
   * The fewest edges by which `from` needs `to`, one after the other: certain ones if they suffice, else possible ones too; undefined where
   * there is no path. A stack reaches itself by no edge.
   */
  path(from: StackId, to: StackId): readonly Link[] | undefined;
  /** yes: over certain edges; unknown: only over some that are possible. */
  reaches(from: StackId, to: StackId): Answer;
}

/** Answers each question by a breadth-first search, in time linear in the links. */
export function dependencies(links: readonly Link[]): Dependencies {
  const certain = outgoing(links.filter(({ certainty }) => certainty === 'certain')),
    all = outgoing(links);
  const path = (from: StackId, to: StackId): readonly Link[] | undefined => search(certain, from, to) ?? search(all, from, to);
  return {
    path,
    reaches(from, to) {
      const found = path(from, to);
      return found ? answerOf(certaintyOfAll(found)) : 'no';
    },
  };
}

/** Certain where all are. */
export const certaintyOfAll = (links: readonly Link[]): Certainty =>
  links.every(({ certainty }) => certainty === 'certain') ? 'certain' : 'possible';

function outgoing(links: readonly Link[]): ReadonlyMap<StackId, readonly Link[]> {
  const next = new Map<StackId, Link[]>();
  for (const link of links) {
    const out = next.get(link.from);
    if (out) out.push(link);
    else next.set(link.from, [link]);
  }
  for (const out of next.values())
    out.sort((a, b) => compare(a.to, b.to) || Number(b.hard) - Number(a.hard) || compare(a.kind, b.kind) || compare(a.name, b.name));
  return next;
}

function search(next: ReadonlyMap<StackId, readonly Link[]>, from: StackId, to: StackId): readonly Link[] | undefined {
  const came = new Map<StackId, Link | undefined>([[from, undefined]]);
  for (const at of came.keys()) {
    if (at === to) {
      const path: Link[] = [];
      for (let link = came.get(at); link; link = came.get(link.from)) path.push(link);
      return path.reverse();
    }
    for (const link of next.get(at) ?? []) if (!came.has(link.to)) came.set(link.to, link);
  }
  return undefined;
}
