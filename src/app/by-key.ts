/** What belongs to one key, out of a list of the whole program: each list is sorted by key once. */
import type { Program, IamAllow, Key, KeyUse, Link } from '../types/program.js';
import type { ResourceId } from '../types/values.js';

const sorted = new WeakMap<readonly object[], ReadonlyMap<ResourceId, readonly object[]>>();

function belonging<T extends object>(list: readonly T[], keyOf: (one: T) => ResourceId | undefined, id: ResourceId): readonly T[] {
  let byKey = sorted.get(list) as Map<ResourceId, T[]> | undefined;
  if (!byKey) {
    byKey = new Map();
    for (const one of list) {
      const key = keyOf(one);
      if (key === undefined) continue;
      const before = byKey.get(key);
      if (before) before.push(one);
      else byKey.set(key, [one]);
    }
    sorted.set(list, byKey);
  }
  return byKey.get(id) ?? [];
}

/**
 * The key as it is in each of its scenarios: none where the resource is no key of the app.
 * @example scenariosOfKey(use.key, program).every((key) => key.kind === 'key')
 */
export const scenariosOfKey = (id: ResourceId, { keys }: Pick<Program, 'keys'>): readonly Key[] => belonging(keys, (key) => key.id, id);

/** What the IAM policies of the app give on the key. */
export const iamAllowsOn = (id: ResourceId, { iamAllows: grants }: Pick<Program, 'iamAllows'>): readonly IamAllow[] =>
  belonging(grants, ({ key }) => key, id);

/** The edges between stacks that need the key. */
export const linksTo = (id: ResourceId, { links }: Pick<Program, 'links'>): readonly Link[] => belonging(links, ({ target }) => target, id);

/** The properties of other resources that name the key. */
export const usesOf = (id: ResourceId, { uses }: Pick<Program, 'uses'>): readonly KeyUse[] =>
  belonging(uses, ({ key }) => (key.is === 'own' ? key.key : undefined), id);
