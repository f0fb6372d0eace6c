/** The model of each key of the app: one for every way in which the conditions of its template can be decided. */
import { conditionsIn, worldsOf } from '../cfn/conditions.js';
import { fold } from '../cfn/fold.js';
import type { Linked } from '../cfn/link.js';
import { booleanFact, inside, stringFact } from '../cfn/value.js';
import type { Fact, Key, Resource, StackFacts, Value, World } from '../types.js';

export function keysOf(facts: StackFacts, linked: Linked): readonly Key[] {
  return facts.resources.filter(({ type }) => type === 'AWS::KMS::Key' || type === 'AWS::KMS::ReplicaKey').flatMap((resource) => {
    const names = conditionsIn(resource.properties);
    if (resource.condition !== undefined) names.add(resource.condition);
    // Too many ways: the key is built once, and what depends on a condition is unknown in it.
    return (worldsOf(facts, names) ?? [{}]).flatMap((world) => (resource.condition !== undefined && world[resource.condition] === false ? [] : [keyIn(world, resource, facts, linked)]));
  });
}

function keyIn(world: World, resource: Resource, facts: StackFacts, linked: Linked): Key {
  const at = inside(resource.at, 'Properties');
  const folded = fold(resource.properties, at, { facts, world, resolve: linked.resolveSymbol });
  const properties: Readonly<Record<string, Value>> = folded?.is === 'map' ? folded.entries : {};
  const unknown = folded?.is === 'map' ? undefined : { is: 'unknown' as const, at, why: 'the properties are not to be known' };
  const document: Fact<Value> = unknown ?? documentOf(properties['KeyPolicy']);
  return {
    id: resource.id, stack: facts.id, resource, kind: resource.type === 'AWS::KMS::Key' ? 'key' : 'replica', env: facts.env, at: resource.at, world, properties,
    spec: unknown ?? stringFact(properties['KeySpec']), usage: unknown ?? stringFact(properties['KeyUsage']), origin: unknown ?? stringFact(properties['Origin']),
    rotation: unknown ?? booleanFact(properties['EnableKeyRotation']), multiRegion: unknown ?? booleanFact(properties['MultiRegion']),
    policy: { kind: 'key', owner: resource.id, document, at: inside(at, 'KeyPolicy') },
  };
}

function documentOf(value: Value | undefined): Fact<Value> {
  if (!value) return { is: 'absent' };
  return value.is === 'unknown' ? { is: 'unknown', at: value.at, why: value.why } : { is: 'known', value, at: value.at };
}
