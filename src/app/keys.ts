/** The model of each key of the app: one for every way in which the conditions of its template can be decided. */
import { fold } from '../cfn/fold.js';
import type { Linked } from '../cfn/link.js';
import { booleanFact, inside, stringFact } from '../core/value.js';
import { KeyPolicies } from '../policy/key-policy.js';
import type { Fact, Value, Scenario } from '../types/values.js';
import type { Key, Program } from '../types/program.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import { isKey } from './key-names.js';
import { resourceFinder } from './policy-scope.js';
import { scenariosOfResource } from './scenarios.js';

/** The keys of all stacks: their policies name roles of others, and share what is worked out of equal ones. */
export function keysOf(stacks: Program['stacks'], linked: Linked): readonly Key[] {
  const policies = new KeyPolicies(resourceFinder({ stacks, resource: linked.resource }));
  return [...stacks.values()].flatMap((facts) =>
    facts.resources
      .filter(isKey)
      .flatMap((resource) => scenariosOfResource(resource, facts).map((scenario) => keyIn(scenario, resource, facts, linked, policies))),
  );
}

function keyIn(scenario: Scenario, resource: Resource, facts: TemplateFacts, linked: Linked, policies: KeyPolicies): Key {
  const at = inside(resource.at, 'Properties');
  const folded = fold(resource.properties, at, { facts, scenario, resolve: linked.resolveSymbol });
  const properties: Readonly<Record<string, Value>> = folded?.is === 'map' ? folded.entries : {};
  const unknown = folded?.is === 'map' ? undefined : { is: 'unknown' as const, at, why: { of: 'properties' as const } };
  // A replica is what its primary is, which may be out of sight.
  const isReplica = resource.type === 'AWS::KMS::ReplicaKey',
    unseen = isReplica ? { is: 'unknown' as const, at, why: { of: 'primary-key' as const } } : unknown;
  const { id } = resource,
    { env } = facts;
  const kind = {
    spec: unseen ?? stringFact(properties['KeySpec']),
    usage: unseen ?? stringFact(properties['KeyUsage']),
    origin: unseen ?? stringFact(properties['Origin']),
    multiRegion: isReplica ? ({ is: 'known', value: true, at } as const) : (unknown ?? booleanFact(properties['MultiRegion'])),
  };
  return {
    id,
    stack: facts.id,
    resource,
    kind: isReplica ? 'replica' : 'key',
    env,
    at: resource.at,
    scenario,
    properties,
    ...kind,
    rotation: unknown ?? booleanFact(properties['EnableKeyRotation']),
    policy: policies.policyOf({ id, env, facts: kind, at: inside(at, 'KeyPolicy') }, unknown ?? documentOf(properties['KeyPolicy'])),
  };
}

function documentOf(value: Value | undefined): Fact<Value> {
  if (!value) return { is: 'absent' };
  return value.is === 'unknown' ? { is: 'unknown', at: value.at, why: value.why } : { is: 'known', value, at: value.at };
}
