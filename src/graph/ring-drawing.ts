/** The rings between the stacks of an app as a drawing: only the stacks that are in one, the way round each, and where to cut. */
import type { Link, LinkKind, Program, Ring } from '../types.js';
import type { DrawnEdge, Drawing } from './draw.js';

/** More rings than this make no picture that anybody reads. */
const MOST_RINGS = 8;

/** @returns undefined where there is no ring that is certain */
export function ringDrawing({ rings, stacks }: Pick<Program, 'rings' | 'stacks'>): Drawing | undefined {
  const drawn = rings.filter(({ holds }) => holds === 'yes').slice(0, MOST_RINGS);
  if (drawn.length === 0) return undefined;
  const ids = [...new Set(drawn.flatMap(({ edges }) => edges.flatMap(({ from, to }) => [from, to])))];
  return {
    nodes: ids.map((id) => ({ id, kind: 'stack', label: stacks.get(id)?.name ?? id })),
    edges: drawn.flatMap((ring) => ring.edges.map((link) => edgeOf(link, ring))),
  };
}

function edgeOf(link: Link, ring: Ring): DrawnEdge {
  const { from, to, kind, name, holds } = link;
  return {
    from,
    to,
    label: labelOf(kind, name),
    inRing: true,
    cut: ring.cut.some((edge) => isSame(edge, link)),
    possible: holds !== 'yes',
  };
}

const isSame = (a: Link, b: Link): boolean => a.from === b.from && a.to === b.to && a.kind === b.kind && a.name === b.name;

/** How one stack needs the other, in two words and a name. */
const WORDS: Readonly<Record<LinkKind, string>> = {
  manifest: 'deployed after',
  import: 'imports',
  'stack-output': 'reads output',
  'cross-region-export': 'reads export',
  'ssm-parameter': 'reads parameter',
  'nested-parameter': 'takes parameter',
  'nested-output': 'reads output',
  'physical-name': 'names',
  'key-policy-principal': 'key policy names',
  'depends-on': 'depends on',
  reference: 'refers to',
};

function labelOf(kind: LinkKind, name: string): string {
  return kind === 'manifest' || kind === 'depends-on' ? WORDS[kind] : `${WORDS[kind]} ${name}`;
}
