/** The roles of the app with which services reach encrypted targets: a function and its dead-letter queue, a pipe and its stream. */
import { textOf } from '../core/value.js';
import type { Owner } from '../reference/delivery-facts.js';
import { roleDeliveries, type RoleDelivery } from '../reference/role-deliveries.js';
import type { Resource } from '../types/facts.js';
import type { RoleAccess } from '../types/required-access.js';
import type { Value } from '../types/values.js';
import { inEveryScenario } from './every-scenario.js';
import { valuesAt, type Taken } from './paths.js';
import { allBeside, beside, reachedAt, standings, type Reached, type Search, type Standing } from './reach.js';
import { sentBy } from './sent.js';
import { targetsWithin } from './state-machines.js';
import { holdsFor } from './where.js';

/** What a resource asks of roles. */
export function roleDeliveriesOf(resource: Resource, search: Search): readonly RoleAccess[] {
  const rows = roleDeliveries(resource.type).filter(({ speaks }) => speaks);
  if (rows.length === 0) return [];
  return inEveryScenario(standings(resource, search), (standing) => rows.flatMap((row) => ofRow(row, standing, search)));
}

function ofRow(row: RoleDelivery, standing: Standing, search: Search): readonly RoleAccess[] {
  const { rolePath, owner, where, enough, failsAt, atMost, confidence } = row;
  return reachedIn(row, standing, search).flatMap(({ target, key, keyAt, at, taken }): readonly RoleAccess[] => {
    const holders: readonly Holder[] = owner
      ? holdersOf(owner, standing, search)
      : rolePath === undefined
        ? []
        : valuesAt(standing.root, rolePath, taken).map(({ value, taken }) => ({ roots: new Map(), role: value, taken }));
    return holders.flatMap(({ roots, role: value, taken: along = taken }): readonly RoleAccess[] => {
      if (holdsFor(where, standing.root, along, roots) !== 'yes') return [];
      const role = value && textOf(value),
        found = role && search.find(role, standing.facts)?.resource;
      if (!role || role.length === 0) return [];
      return [
        {
          kind: 'delivery',
          role: { text: role, resource: found?.type === 'AWS::IAM::Role' ? found.id : undefined },
          rights: [],
          key,
          keyAt,
          target: target.resource.id,
          source: standing.resource.id,
          at,
          enough,
          sent: sentBy(row, target),
          failsAt,
          atMost,
          confidence,
          certainty: 'certain',
        },
      ];
    });
  });
}

function reachedIn({ targetPath, targets, within }: RoleDelivery, standing: Standing, search: Search): readonly Reached[] {
  const values: readonly { readonly value: Value; readonly taken: Taken }[] = within
    ? targetsWithin(standing.root, within).map((value) => ({ value, taken: new Map<string, string>() }))
    : targetPath === ''
      ? []
      : valuesAt(standing.root, targetPath);
  return values.flatMap(({ value, taken }) => reachedAt(value, standing, targets, search).map((one) => ({ ...one, at: value.at, taken })));
}

/**
 * Who has a role: the source itself, where items of its lists lead there, or another resource. roots: the properties of all on the way to
 * the role, by type.
 */
interface Holder {
  readonly roots: ReadonlyMap<string, Value>;
  readonly role: Value | undefined;
  readonly taken?: Taken;
}

function holdersOf(owner: Owner, standing: Standing, search: Search, before: Holder['roots'] = new Map()): readonly Holder[] {
  const { type, property, via } = owner;
  return namedBy(owner, standing, search).flatMap((resource): readonly Holder[] => {
    const there = beside(resource, standing, search);
    if (!there) return [];
    const roots = new Map(before).set(type, there.root);
    if (!via) return [{ roots, role: property === undefined ? undefined : valuesAt(there.root, property)[0]?.value }];
    const isNamed = property !== undefined && via.from === undefined && via.back === undefined;
    return holdersOf(isNamed ? { ...via, from: property } : via, there, search, roots);
  });
}

function namedBy({ type, from, back }: Owner, standing: Standing, search: Search): readonly Resource[] {
  if (from !== undefined) {
    const found = valuesAt(standing.root, from).flatMap(({ value }) => {
      const text = textOf(value),
        one = text && search.find(text, standing.facts)?.resource;
      return one?.type === type ? [one] : [];
    });
    return [...new Set(found)];
  }
  const all = allBeside(type, standing, search);
  if (back !== undefined) return all.filter((one) => names(one, back, standing, search));
  return all.length === 1 ? all : [];
}

function names(one: Resource, back: string, standing: Standing, search: Search): boolean {
  const there = beside(one, standing, search);
  return valuesAt(there?.root, back).some(({ value }) => {
    const text = textOf(value);
    return text !== undefined && search.find(text, standing.facts)?.resource.id === standing.resource.id;
  });
}
