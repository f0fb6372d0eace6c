/** Ways through the links, and orders of deployment. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Link } from '../types/program.js';
import { dependencies } from './dependencies.js';

const link = (from: string, to: string, holds: Link['holds'] = 'yes'): Link => ({
  from,
  to,
  kind: 'import',
  name: `${from}${to}`,
  at: { file: '', pointer: '' },
  hard: true,
  holds,
});
const nodes = Array.from('ABCDEF');
const graph = fc
  .array(
    fc.tuple(fc.constantFrom(...nodes), fc.constantFrom(...nodes), fc.constantFrom('yes' as const, 'unknown' as const, 'no' as const)),
    { maxLength: 14 },
  )
  .map((edges) => edges.map(([from, to, holds]) => link(from, to, holds)));
/** By the definition: a stack reaches another if it is that one, or needs one that reaches it. */
const reaches = (links: readonly Link[], from: string, to: string, seen: readonly string[] = []): boolean =>
  from === to || links.some((each) => each.from === from && !seen.includes(each.to) && reaches(links, each.to, to, [...seen, from]));

describe('dependencies', () => {
  it('answer as the definition does, with a path for an answer', () => {
    fc.assert(
      fc.property(graph, fc.constantFrom(...nodes), fc.constantFrom(...nodes), (links, from, to) => {
        const needs = dependencies(links),
          way = needs.path(from, to);
        expect(needs.reaches(from, to)).toBe(
          reaches(
            links.filter(({ holds }) => holds === 'yes'),
            from,
            to,
          )
            ? 'yes'
            : reaches(
                  links.filter(({ holds }) => holds !== 'no'),
                  from,
                  to,
                )
              ? 'unknown'
              : 'no',
        );
        if (way) expect([from, ...way.map((each) => each.to)]).toEqual([...way.map((each) => each.from), to]);
      }),
    );
  });
  it('take the shortest way of certain edges', () => {
    expect(
      dependencies([link('A', 'C', 'unknown'), link('A', 'B'), link('B', 'C'), link('B', 'D'), link('D', 'C')])
        .path('A', 'C')
        ?.map(({ name }) => name),
    ).toEqual(['AB', 'BC']);
  });
});
