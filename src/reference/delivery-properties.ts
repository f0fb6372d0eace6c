/** Which properties of a resource the tables of deliveries and data actions look at: what must be kept of it. */
import { dataActions, dataActionTypes } from './data-actions.js';
import type { Owner, Where } from './delivery-facts.js';
import type { EncryptedTarget } from './encrypted-targets.js';
import { roleDeliveries, roleDeliverySources } from './role-deliveries.js';
import { serviceDeliveries, serviceDeliverySources } from './service-deliveries.js';

const NONE: ReadonlySet<string> = new Set();
let byType: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** The first steps of all paths that lead into a resource type: as a source, as a target, as what names a role. Empty for types that no row names. */
export function deliveryProperties(type: string): ReadonlySet<string> {
  return (byType ??= collected()).get(type) ?? NONE;
}

/** The resource types that any row names. */
export function deliveryTypes(): readonly string[] {
  return [...(byType ??= collected()).keys()];
}

function collected(): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, Set<string>>();
  const add = (type: string, path: string | undefined): void => {
    const known = all.get(type) ?? new Set<string>();
    if (type !== '') all.set(type, known);
    if (path) known.add(path.replace(/[.[].*$/, ''));
  };
  const addFacts = (type: string, where: readonly Where[], targets: readonly EncryptedTarget[]): void => {
    for (const { on, property } of where) add(on ?? type, property);
    for (const target of targets) add(target.type, target.keyProperty);
  };
  const addOwner = (source: string, owner: Owner | undefined): void => {
    if (!owner) return;
    add(source, owner.from);
    add(owner.type, owner.property);
    add(owner.type, owner.back);
    addOwner(owner.type, owner.via);
  };
  for (const row of serviceDeliverySources().flatMap(serviceDeliveries)) {
    add(row.sourceType, row.sourcePath);
    addFacts(row.sourceType, row.where, row.targets);
  }
  for (const row of roleDeliverySources().flatMap(roleDeliveries)) {
    add(row.sourceType, row.targetPath);
    add(row.sourceType, row.rolePath);
    // A definition may be written as text or as an object.
    if (row.within) add(row.sourceType, 'Definition');
    addFacts(row.sourceType, row.where, row.targets);
    addOwner(row.sourceType, row.owner);
  }
  for (const row of dataActionTypes().flatMap(dataActions)) {
    add(row.resourceType, row.keyProperty);
    add(row.resourceType, row.rolePath);
    addFacts(row.resourceType, row.where, []);
    addOwner(row.resourceType, row.owner);
    if (row.keyOf) {
      add(row.keyOf.type, row.keyOf.keyProperty);
      add(row.resourceType, row.keyOf.from);
    }
  }
  return all;
}
