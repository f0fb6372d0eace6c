/** Cycles inside templates: resources that wait for each other, which CloudFormation refuses as a circular dependency. */
import { isKeyType } from '../reference/cloudformation.js';
import { scenariosOf } from '../cfn/scenarios.js';
import { inside } from '../core/value.js';
import type { Address, Json, JsonObject } from '../types/files.js';
import type { Certainty, ResourceId, Scenario, StackId } from '../types/values.js';
import type { Cycle, InnerLink, Link, TemplateCycle } from '../types/program.js';
import type { Reference, TemplateFacts } from '../types/facts.js';
import { referencesIn, targetsIn } from '../cfn/references.js';
import { components } from './digraph/components.js';
import { cyclicParts } from './digraph/digraph.js';
import { shortestCycle } from './digraph/shortest-cycle.js';
import { dependencies } from './dependencies.js';

type Stacks = ReadonlyMap<StackId, TemplateFacts>;

/** Of the references of a template, those that lie on cycles, and those of a key's policy to the key itself. */
export function cyclicReferencesIn(template: JsonObject, facts: Pick<TemplateFacts, 'file' | 'types'>): readonly Reference[] {
  if (!mayGoRound(targetsIn(template, facts), facts)) return [];
  const references = referencesIn(template, facts),
    onItself = references.filter(({ from, to, at }) => from === to && isKeyType(facts.types[from]) && inKeyPolicy(at));
  return [...cyclicParts(references).flat(), ...onItself];
}

/** Whether one of the references can go round: in nearly every template none does, and nobody has to know where they stand. */
function mayGoRound(targets: ReturnType<typeof targetsIn>, { types }: Pick<TemplateFacts, 'types'>): boolean {
  for (const [id, all] of targets) if (isKeyType(types[id]) && all.has(id)) return true;
  return components(targets.keys(), (id) => targets.get(id) ?? []).some(({ length }) => length > 1);
}

export interface Inside {
  /** Cycles that go through a key policy: the shortest for each key. */
  readonly policies: readonly TemplateCycle[];
  /** Cycles between nested stacks and their parents that go through no key policy. */
  readonly nested: readonly Cycle[];
}

/**
 * A nested stack is one resource of its parent: it waits for all that any of its parameters needs, and all its outputs wait for all of it.
 */
export function templateCycles(stacks: Stacks): Inside {
  const policies: TemplateCycle[] = [],
    nested: Cycle[] = [];
  for (const facts of stacks.values()) {
    if (facts.cyclicReferences.length === 0) continue;
    const found = new Map<string, { readonly cycle: TemplateCycle | Cycle; count: number }>();
    const { scenarios, sure } = scenariosFor(facts);
    for (const scenario of scenarios)
      for (const cycle of inScenario(facts, scenario, stacks)) {
        const key = 'key' in cycle ? cycle.key : cycle.stacks.join('\n'),
          before = found.get(key);
        if (before) before.count++;
        else found.set(key, { cycle, count: 1 });
      }
    for (const { cycle, count } of found.values()) {
      const needed = 'key' in cycle ? scenarios.filter((scenario) => exists(cycle.key, facts, scenario)).length : scenarios.length;
      const certainty: Certainty = sure && count >= needed ? 'certain' : 'possible';
      if ('key' in cycle) policies.push({ ...cycle, certainty });
      else nested.push({ ...cycle, certainty });
    }
  }
  return { policies, nested };
}

/** The scenarios in which the references are there or not; one in which all are there, and nothing is certain, where they are too many. */
function scenariosFor(facts: TemplateFacts): { readonly scenarios: readonly (Scenario | undefined)[]; readonly sure: boolean } {
  const names = facts.cyclicReferences.flatMap(({ when }) => when.map(({ condition }) => condition));
  const scenarios = scenariosOf(facts, names);
  return scenarios ? { scenarios, sure: true } : { scenarios: [undefined], sure: false };
}

function exists(key: ResourceId, facts: TemplateFacts, scenario: Scenario | undefined): boolean {
  const condition = facts.resources.find(({ id }) => id === key)?.condition;
  return condition === undefined || scenario?.[condition] !== false;
}

function inScenario(facts: TemplateFacts, scenario: Scenario | undefined, stacks: Stacks): readonly (TemplateCycle | Cycle)[] {
  const there = facts.cyclicReferences.filter(({ when }) =>
    when.every(({ condition, is }) => scenario?.[condition] === undefined || scenario[condition] === is),
  );
  const id = (logicalId: string): ResourceId => `${facts.id}#${logicalId}`;
  const links = there.map((reference) => linkOf(reference, facts, id));
  const cycles: (TemplateCycle | Cycle)[] = [];
  for (const link of links.filter(({ from, to }) => from === to))
    cycles.push({ stack: facts.id, key: link.from, policyAt: link.at, edges: [link], certainty: 'certain' });
  for (const part of cyclicParts(links)) {
    const through = byKey(part, facts, stacks),
      order = dependencies(part);
    for (const [key, uses] of through) {
      const cycle = shortestOf(uses.map(({ edge, at }) => ({ at, edges: [edge, ...(order.path(edge.to, edge.from) ?? [])] })));
      if (cycle) cycles.push({ stack: facts.id, key, policyAt: cycle.at, edges: cycle.edges, certainty: 'certain' });
    }
    const around = through.size === 0 ? betweenStacks(part, facts, stacks) : undefined;
    if (around) cycles.push(around);
  }
  return cycles;
}

function linkOf(reference: Reference, facts: TemplateFacts, id: (logicalId: string) => ResourceId): InnerLink {
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
    certainty: 'certain',
  };
}

/**
 * The edges of a component that a key policy makes, by the key: its own references, and the parameters that its nested stack puts into the
 * policy.
 */
function byKey(
  part: readonly Link[],
  facts: TemplateFacts,
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
    if (isKeyType(facts.types[logicalId]) && inKeyPolicy(edge.at)) add(edge.from, edge, edge.at);
    if (edge.kind === 'nested-parameter')
      for (const { key, at } of policiesWith(edge.name, stacks.get(`${facts.id}/${logicalId}`), stacks)) add(key, edge, at);
  }
  return through;
}

const inKeyPolicy = ({ pointer }: Address): boolean => /^\/Resources\/[^/]+\/Properties\/KeyPolicy(?:\/|$)/.test(pointer);

/** Where the key policies of a nested stack, and of those below it, refer to one of its parameters. */
function policiesWith(
  parameter: string,
  facts: TemplateFacts | undefined,
  stacks: Stacks,
): readonly { readonly key: ResourceId; readonly at: Address }[] {
  if (!facts) return [];
  return facts.resources.flatMap((resource) => {
    const properties = resource.properties as JsonObject;
    if (isKeyType(resource.type)) {
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
function shortestOf(cycles: readonly Through[]): Through | undefined {
  return cycles.reduce<Through | undefined>((best, cycle) => (best && best.edges.length <= cycle.edges.length ? best : cycle), undefined);
}

/** A cycle of nested stacks and their parent, whose own resources count as the parent; undefined where no nested stack is in it. */
function betweenStacks(part: readonly Link[], facts: TemplateFacts, stacks: Stacks): Cycle | undefined {
  const stackOf = (resource: ResourceId): StackId => {
    const nested = `${facts.id}/${resource.slice(facts.id.length + 1)}`;
    return facts.types[resource.slice(facts.id.length + 1)] === 'AWS::CloudFormation::Stack' && stacks.has(nested) ? nested : facts.id;
  };
  const cycle = shortestCycle(part, () => 1).map((link) => ({ ...link, from: stackOf(link.from), to: stackOf(link.to) }));
  const edges = cycle.filter(({ from, to }) => from !== to);
  if (edges.length === 0) return undefined;
  return { stacks: edges.map(({ from }) => from), edges, breaks: [], others: [], certainty: 'certain' };
}
