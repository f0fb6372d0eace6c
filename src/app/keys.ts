/** The model of each key of the app: one for every way in which the conditions of its template can be decided. */
import { fold } from '../cfn/fold.js';
import type { Linked } from '../cfn/link.js';
import { booleanFact, inside, stringFact } from '../core/value.js';
import { judge } from '../policy/verdicts.js';
import type { Fact, Value, Scenario } from '../types/values.js';
import type { Key, Policy, Program, Verdicts } from '../types/program.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import { scopeOf } from './policy-scope.js';
import { scenariosOfResource } from './scenarios.js';

/** @param stacks all stacks of the program: a key policy names roles of others. */
export function keysOf(facts: TemplateFacts, linked: Linked, stacks: Program['stacks']): readonly Key[] {
  return facts.resources
    .filter(({ type }) => type === 'AWS::KMS::Key' || type === 'AWS::KMS::ReplicaKey')
    .flatMap((resource) => scenariosOfResource(resource, facts).map((scenario) => keyIn(scenario, resource, facts, linked, stacks)));
}

function keyIn(scenario: Scenario, resource: Resource, facts: TemplateFacts, linked: Linked, stacks: Program['stacks']): Key {
  const at = inside(resource.at, 'Properties');
  const folded = fold(resource.properties, at, { facts, scenario, resolve: linked.resolveSymbol });
  const properties: Readonly<Record<string, Value>> = folded?.is === 'map' ? folded.entries : {};
  const unknown = folded?.is === 'map' ? undefined : { is: 'unknown' as const, at, why: 'the properties are not to be known' };
  // A replica is what its primary is, which may be out of sight.
  const isReplica = resource.type === 'AWS::KMS::ReplicaKey',
    unseen = isReplica ? { is: 'unknown' as const, at, why: 'a replica has it from its primary key' } : unknown;
  const document: Fact<Value> = unknown ?? documentOf(properties['KeyPolicy']);
  let judged: Verdicts | undefined;
  const policy: Policy = { kind: 'key', owner: resource.id, document, at: inside(at, 'KeyPolicy') };
  const key: Key = {
    id: resource.id,
    stack: facts.id,
    resource,
    kind: isReplica ? 'replica' : 'key',
    env: facts.env,
    at: resource.at,
    scenario: scenario,
    properties,
    spec: unseen ?? stringFact(properties['KeySpec']),
    usage: unseen ?? stringFact(properties['KeyUsage']),
    origin: unseen ?? stringFact(properties['Origin']),
    rotation: unknown ?? booleanFact(properties['EnableKeyRotation']),
    multiRegion: isReplica ? { is: 'known', value: true, at } : (unknown ?? booleanFact(properties['MultiRegion'])),
    policy,
    get verdicts() {
      return (judged ??= judge(policy, scopeOf(key, { stacks, resource: linked.resource })));
    },
  };
  return key;
}

function documentOf(value: Value | undefined): Fact<Value> {
  if (!value) return { is: 'absent' };
  return value.is === 'unknown' ? { is: 'unknown', at: value.at, why: value.why } : { is: 'known', value, at: value.at };
}
