/** What is so in every scenario in which a resource exists is certain, what is so in some is possible. */
import type { RequiredUse } from '../types/required-access.js';
import type { Standing } from './reach.js';

/** @returns each required use once, by its place, key and kind */
export function inEveryScenario<Use extends RequiredUse>(
  standings: readonly Standing[],
  usesIn: (standing: Standing) => readonly Use[],
): readonly Use[] {
  const [only] = standings;
  if (only && standings.length === 1) {
    const here = usesIn(only);
    // What is there once needs no name.
    if (here.length < 2) return here;
  }
  const found = new Map<string, { readonly use: Use; times: number }>();
  for (const standing of standings) {
    const here = new Map(usesIn(standing).map((use) => [identityOf(use), use] as const));
    for (const [id, use] of here) {
      const before = found.get(id);
      if (before) before.times += 1;
      else found.set(id, { use, times: 1 });
    }
  }
  return [...found.values()].map(({ use, times }) => ({ ...use, certainty: times === standings.length ? use.certainty : 'possible' }));
}

function identityOf({ sent, ...use }: RequiredUse): string {
  return JSON.stringify([{ ...use, certainty: '' }, [...sent]]);
}
