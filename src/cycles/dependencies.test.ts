/** Paths through the links. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Link } from '../types/program.js';
import { dependencies } from './dependencies.js';
import { link } from './testing.js';

const nodes = Array.from('ABCDEF');
const graph = fc
  .array(fc.tuple(fc.constantFrom(...nodes), fc.constantFrom(...nodes), fc.constantFrom('certain' as const, 'possible' as const)), {
    maxLength: 14,
  })
  .map((edges) => edges.map(([from, to, certainty]) => link(from, to, { certainty })));
/** By the definition: a stack reaches another if it is that one, or needs one that reaches it. */
const reaches = (links: readonly Link[], from: string, to: string, seen: readonly string[] = []): boolean =>
  from === to || links.some((each) => each.from === from && !seen.includes(each.to) && reaches(links, each.to, to, [...seen, from]));

describe('dependencies', () => {
  it('answer as the definition does, with a path for an answer', () => {
    fc.assert(
      fc.property(graph, fc.constantFrom(...nodes), fc.constantFrom(...nodes), (links, from, to) => {
        const needs = dependencies(links),
          path = needs.path(from, to);
        expect(needs.reaches(from, to)).toBe(
          reaches(
            links.filter(({ certainty }) => certainty === 'certain'),
            from,
            to,
          )
            ? 'yes'
            : reaches(links, from, to)
              ? 'unknown'
              : 'no',
        );
        if (path) expect([from, ...path.map((each) => each.to)]).toEqual([...path.map((each) => each.from), to]);
      }),
    );
  });
  it('take the shortest path of certain edges', () => {
    expect(
      dependencies([link('A', 'C', { certainty: 'possible' }), link('A', 'B'), link('B', 'C'), link('B', 'D'), link('D', 'C')])
        .path('A', 'C')
        ?.map(({ name }) => name),
    ).toEqual(['AB', 'BC']);
  });
});
