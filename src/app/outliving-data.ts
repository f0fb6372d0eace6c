/** Data that stays when its stack is deleted, with the key that encrypts it. */
import { memoOf } from '../core/memo.js';
import { numberFact, textOf } from '../core/value.js';
import { dataStore, dataWriters } from '../reference/data-stores.js';
import type { Resource } from '../types/facts.js';
import type { Program } from '../types/program.js';
import type { Fact, ResourceId } from '../types/values.js';
import { fateOf } from './deletion.js';
import { namedResourceFinder } from './named-resources.js';
import { rootOf, valuesAt } from './paths.js';
import { inScenarios } from './scenarios.js';

/** A resource that holds data under the key and stays, or leaves a snapshot. */
export interface OutlivingData {
  readonly resource: Resource;
  readonly fate: 'retained' | 'snapshotted';
  /** Its template says nothing of it: CloudFormation does so by default. */
  readonly byDefault: boolean;
  /** How long it keeps what is written to it, in days: absent where for ever. */
  readonly retentionDays: Fact<number>;
  readonly certain: boolean;
}

type Whole = Pick<Program, 'stacks' | 'fold' | 'resource' | 'resolve' | 'uses'>;
type ByKey = ReadonlyMap<ResourceId, ReadonlyMap<ResourceId, OutlivingData>>;

/** @param key its resource · @returns one for each resource that holds data under it */
export function outlivingData(key: ResourceId, program: Whole): readonly OutlivingData[] {
  return [...(outlivingIn(program).get(key)?.values() ?? [])];
}

const outlivingIn = memoOf((program: Whole): ByKey => {
  const byKey = new Map<ResourceId, Map<ResourceId, OutlivingData>>();
  const add = (key: ResourceId, resource: Resource | undefined, certain: boolean): void => {
    for (const data of resource ? stayingIn(resource, certain, program) : []) {
      const ofKey = byKey.get(key) ?? new Map<ResourceId, OutlivingData>();
      byKey.set(key, ofKey.set(data.resource.id, { ...data, certain: certain || ofKey.get(data.resource.id)?.certain === true }));
    }
  };
  const resources = new Map([...program.stacks.values()].flatMap(({ consumers }) => consumers.map((one) => [one.id, one] as const)));
  const find = namedResourceFinder(program);
  for (const { by, path, type, certainty, key } of program.uses) {
    const resource = resources.get(by),
      facts = resource && program.stacks.get(resource.stack);
    if (key.is !== 'own' || !resource || !facts) continue;
    const certain = certainty === 'certain';
    if (dataStore(type)?.keyPaths.includes(path)) add(key.key, resource, certain);
    for (const { bucketPath } of dataWriters(type).filter(({ keyPath }) => keyPath === path))
      for (const { properties } of inScenarios(resource, program))
        for (const { value } of valuesAt(rootOf(properties, resource.at), bucketPath))
          add(key.key, find(textOf(value) ?? [], facts)?.resource, certain);
  }
  return byKey;
});

function stayingIn(resource: Resource, certain: boolean, program: Whole): readonly OutlivingData[] {
  const store = dataStore(resource.type);
  if (!store) return [];
  return inScenarios(resource, program).flatMap(({ properties }): readonly OutlivingData[] => {
    const fate = fateOf(resource, program, properties);
    if (fate !== 'retained' && fate !== 'snapshotted') return [];
    const retentionDays: Fact<number> = store.retention === undefined ? { is: 'absent' } : numberFact(properties[store.retention]);
    return [{ resource, fate, byDefault: resource.deletionPolicy === undefined, retentionDays, certain }];
  });
}
