/** Links made by hand, for the tests of the algorithms. */
import type { Link } from '../types/program.js';

/** Certain, hard and an import where nothing else is said. */
export function link(from: string, to: string, more: Partial<Pick<Link, 'kind' | 'hard' | 'certainty' | 'at'>> = {}): Link {
  const at = { file: `${from}.json`, pointer: `/${to}` };
  return {
    from,
    to,
    kind: 'import',
    name: `${from}${to}`,
    at,
    toAt: { file: `${to}.json`, pointer: '' },
    hard: true,
    certainty: 'certain',
    ...more,
  } as Link;
}
