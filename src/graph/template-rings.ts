/** Rings inside templates: resources that wait for each other, which CloudFormation refuses as a circular dependency. */
import { worldsOf } from '../cfn/conditions.js';
import { inside } from '../cfn/value.js';
import type {
  Address,
  Answer,
  Json,
  JsonObject,
  Link,
  Reference,
  ResourceId,
  Ring,
  StackFacts,
  StackId,
  TemplateRing,
  World,
} from '../types.js';
import { cyclicParts } from './digraph.js';
import { shortestRing } from './shortest-ring.js';
import { dependencies } from './topology.js';

type Stacks = ReadonlyMap<StackId, StackFacts>;

/** Of the references of a template, those that lie on rings, and those of a key's policy to the key itself. */
export function loopsIn(references: readonly Reference[], types: StackFacts['types']): readonly Reference[] {
  const onItself = references.filter(({ from, to, at }) => from === to && isKey(types[from]) && inKeyPolicy(at));
  return [...cyclicParts(references).flat(), ...onItself];
}

export interface Inside {
  /** Rings that go through a key policy: the shortest for each key. */
  readonly policies: readonly TemplateRing[];
  /** Rings between nested stacks and their parents that go through no key policy. */
  readonly nested: readonly Ring[];
}

/** A nested stack is one resource of its parent: it waits for all that any of its parameters needs, and all its outputs wait for all of it. */
export function ringsInside(stacks: Stacks): Inside {
  const policies: TemplateRing[] = [],
    nested: Ring[] = [];
  for (const facts of stacks.values()) {
    if (facts.loops.length === 0) continue;
    const found = new Map<string, { readonly ring: TemplateRing | Ring; count: number }>();
    const { worlds, sure } = worldsFor(facts);
    for (const world of worlds)
      for (const ring of inWorld(facts, world, stacks)) {
        const key = 'key' in ring ? ring.key : ring.stacks.join('\n'),
          before = found.get(key);
        if (before) before.count++;
        else found.set(key, { ring, count: 1 });
      }
    for (const { ring, count } of found.values()) {
      const needed = 'key' in ring ? worlds.filter((world) => exists(ring.key, facts, world)).length : worlds.length;
      const holds: Answer = sure && count >= needed ? 'yes' : 'unknown';
      if ('key' in ring) policies.push({ ...ring, holds });
      else nested.push({ ...ring, holds });
    }
  }
  return { policies, nested };
}

/** The worlds in which the references are there or not; one in which all are there, and nothing is certain, where they are too many. */
function worldsFor(facts: StackFacts): { readonly worlds: readonly (World | undefined)[]; readonly sure: boolean } {
  const names = facts.loops.flatMap(({ when }) => when.map(({ condition }) => condition));
  const worlds = worldsOf(facts, names);
  return worlds ? { worlds, sure: true } : { worlds: [undefined], sure: false };
}

function exists(key: ResourceId, facts: StackFacts, world: World | undefined): boolean {
  const condition = facts.resources.find(({ id }) => id === key)?.condition;
  return condition === undefined || world?.[condition] !== false;
}

function inWorld(facts: StackFacts, world: World | undefined, stacks: Stacks): readonly (TemplateRing | Ring)[] {
  const there = facts.loops.filter(({ when }) =>
    when.every(({ condition, is }) => world?.[condition] === undefined || world[condition] === is),
  );
  const id = (logicalId: string): ResourceId => `${facts.id}#${logicalId}`;
  const links = there.map((reference) => linkOf(reference, facts, id));
  const rings: (TemplateRing | Ring)[] = [];
  for (const link of links.filter(({ from, to }) => from === to))
    rings.push({ stack: facts.id, key: link.from, policyAt: link.at, edges: [link], holds: 'yes' });
  for (const part of cyclicParts(links)) {
    const through = byKey(part, facts, stacks),
      order = dependencies(part);
    for (const [key, uses] of through) {
      const ring = shortestOf(uses.map(({ edge, at }) => ({ at, edges: [edge, ...(order.path(edge.to, edge.from) ?? [])] })));
      if (ring) rings.push({ stack: facts.id, key, policyAt: ring.at, edges: ring.edges, holds: 'yes' });
    }
    const around = through.size === 0 ? betweenStacks(part, facts, stacks) : undefined;
    if (around) rings.push(around);
  }
  return rings;
}

function linkOf(reference: Reference, facts: StackFacts, id: (logicalId: string) => ResourceId): Link {
  const { from, to, at, attribute } = reference;
  const isStack = (logicalId: string): boolean => facts.types[logicalId] === 'AWS::CloudFormation::Stack';
  const parameter = isStack(from) ? /^\/Resources\/[^/]+\/Properties\/Parameters\/([^/]+)/.exec(at.pointer)?.[1] : undefined;
  const output = isStack(to) && attribute?.startsWith('Outputs.') ? attribute.slice('Outputs.'.length) : undefined;
  return {
    from: id(from),
    to: id(to),
    kind: parameter !== undefined ? 'nested-parameter' : output !== undefined ? 'nested-output' : reference.kind,
    name: parameter ?? output ?? to,
    at,
    by: id(from),
    target: id(to),
    hard: true,
    holds: 'yes',
  };
}

/** The edges of a knot that a key policy makes, by the key: its own references, and the parameters that its nested stack puts into the policy. */
function byKey(
  part: readonly Link[],
  facts: StackFacts,
  stacks: Stacks,
): ReadonlyMap<ResourceId, readonly { readonly edge: Link; readonly at: Address }[]> {
  const through = new Map<ResourceId, { edge: Link; at: Address }[]>();
  const add = (key: ResourceId, edge: Link, at: Address): void => {
    const list = through.get(key);
    if (list) list.push({ edge, at });
    else through.set(key, [{ edge, at }]);
  };
  for (const edge of part) {
    const logicalId = edge.from.slice(facts.id.length + 1);
    if (isKey(facts.types[logicalId]) && inKeyPolicy(edge.at)) add(edge.from, edge, edge.at);
    if (edge.kind === 'nested-parameter')
      for (const { key, at } of policiesWith(edge.name, stacks.get(`${facts.id}/${logicalId}`), stacks)) add(key, edge, at);
  }
  return through;
}

const isKey = (type: string | undefined): boolean => type === 'AWS::KMS::Key' || type === 'AWS::KMS::ReplicaKey';
const inKeyPolicy = ({ pointer }: Address): boolean => /^\/Resources\/[^/]+\/Properties\/KeyPolicy(?:\/|$)/.test(pointer);

/** Where the key policies of a nested stack, and of those below it, refer to one of its parameters. */
function policiesWith(
  parameter: string,
  facts: StackFacts | undefined,
  stacks: Stacks,
): readonly { readonly key: ResourceId; readonly at: Address }[] {
  if (!facts) return [];
  return facts.resources.flatMap((resource) => {
    const properties = resource.properties as JsonObject;
    if (isKey(resource.type)) {
      const at = placeOf(parameter, properties['KeyPolicy'] ?? null, inside(resource.at, 'Properties', 'KeyPolicy'));
      return at ? [{ key: resource.id, at }] : [];
    }
    if (resource.type !== 'AWS::CloudFormation::Stack') return [];
    const given = Object.entries((properties['Parameters'] ?? {}) as JsonObject).filter(([, value]) =>
      placeOf(parameter, value, resource.at),
    );
    return given.flatMap(([name]) => policiesWith(name, stacks.get(`${facts.id}/${resource.logicalId}`), stacks));
  });
}

/** The first place in a value that refers to a parameter. */
function placeOf(parameter: string, json: Json, at: Address): Address | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  if (!Array.isArray(json)) {
    const { Ref: ref, 'Fn::Sub': sub } = json as JsonObject;
    if (ref === parameter || (sub !== undefined && JSON.stringify(sub).includes(`\${${parameter}}`))) return at;
  }
  for (const [key, value] of Object.entries(json)) {
    const found = placeOf(parameter, value as Json, inside(at, Array.isArray(json) ? Number(key) : key));
    if (found) return found;
  }
  return undefined;
}

interface Through {
  readonly edges: readonly Link[];
  readonly at: Address;
}
function shortestOf(rings: readonly Through[]): Through | undefined {
  return rings.reduce<Through | undefined>((best, ring) => (best && best.edges.length <= ring.edges.length ? best : ring), undefined);
}

/** A ring of nested stacks and their parent, whose own resources count as the parent; undefined where no nested stack is in it. */
function betweenStacks(part: readonly Link[], facts: StackFacts, stacks: Stacks): Ring | undefined {
  const stackOf = (resource: ResourceId): StackId => {
    const nested = `${facts.id}/${resource.slice(facts.id.length + 1)}`;
    return facts.types[resource.slice(facts.id.length + 1)] === 'AWS::CloudFormation::Stack' && stacks.has(nested) ? nested : facts.id;
  };
  const ring = shortestRing(part, () => 1).map((link) => ({ ...link, from: stackOf(link.from), to: stackOf(link.to) }));
  const edges = ring.filter(({ from, to }) => from !== to);
  if (edges.length === 0) return undefined;
  return { stacks: edges.map(({ from }) => from), edges, cut: [], others: [], holds: 'yes' };
}
