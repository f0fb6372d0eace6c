/** The model of each key of the app: one for every way in which the conditions of its template can be decided. */
import { fold } from '../cfn/fold.js';
import type { Linked } from '../cfn/link.js';
import { booleanFact, inside, stringFact } from '../cfn/value.js';
import { judge } from '../policy/verdicts.js';
import type { Fact, Key, Policy, Program, Resource, StackFacts, Value, Verdicts, World } from '../types.js';
import { scopeOf } from './scope.js';
import { worldsWith } from './worlds.js';

/** @param stacks all stacks of the program: a key policy names roles of others. */
export function keysOf(facts: StackFacts, linked: Linked, stacks: Program['stacks']): readonly Key[] {
  return facts.resources
    .filter(({ type }) => type === 'AWS::KMS::Key' || type === 'AWS::KMS::ReplicaKey')
    .flatMap((resource) => worldsWith(resource, facts).map((world) => keyIn(world, resource, facts, linked, stacks)));
}

function keyIn(world: World, resource: Resource, facts: StackFacts, linked: Linked, stacks: Program['stacks']): Key {
  const at = inside(resource.at, 'Properties');
  const folded = fold(resource.properties, at, { facts, world, resolve: linked.resolveSymbol });
  const properties: Readonly<Record<string, Value>> = folded?.is === 'map' ? folded.entries : {};
  const unknown = folded?.is === 'map' ? undefined : { is: 'unknown' as const, at, why: 'the properties are not to be known' };
  const document: Fact<Value> = unknown ?? documentOf(properties['KeyPolicy']);
  let judged: Verdicts | undefined;
  const policy: Policy = { kind: 'key', owner: resource.id, document, at: inside(at, 'KeyPolicy') };
  return {
    id: resource.id,
    stack: facts.id,
    resource,
    kind: resource.type === 'AWS::KMS::Key' ? 'key' : 'replica',
    env: facts.env,
    at: resource.at,
    world,
    properties,
    spec: unknown ?? stringFact(properties['KeySpec']),
    usage: unknown ?? stringFact(properties['KeyUsage']),
    origin: unknown ?? stringFact(properties['Origin']),
    rotation: unknown ?? booleanFact(properties['EnableKeyRotation']),
    multiRegion: unknown ?? booleanFact(properties['MultiRegion']),
    policy,
    get verdicts() {
      return (judged ??= judge(policy, scopeOf({ id: resource.id, env: facts.env }, { stacks, resource: linked.resource })));
    },
  };
}

function documentOf(value: Value | undefined): Fact<Value> {
  if (!value) return { is: 'absent' };
  return value.is === 'unknown' ? { is: 'unknown', at: value.at, why: value.why } : { is: 'known', value, at: value.at };
}
