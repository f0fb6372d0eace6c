/** What becomes of a resource when its stack is deleted, as its DeletionPolicy says, or what CloudFormation does without one. */
import { stackIdOf } from '../core/ids.js';
import { dataStore } from '../reference/data-stores.js';
import type { Resource } from '../types/facts.js';
import type { Program } from '../types/program.js';
import type { Value } from '../types/values.js';

/** unknown: only the deployment knows. */
export type Fate = 'deleted' | 'retained' | 'snapshotted' | 'unknown';

const FATES: Readonly<Record<string, Fate>> = {
  Delete: 'deleted',
  Retain: 'retained',
  // It is deleted only where its own creation is rolled back.
  RetainExceptOnCreate: 'retained',
  Snapshot: 'snapshotted',
};

/**
 * A nested stack that is retained keeps all that is in it.
 * @param properties those of the resource, where they are read: some types are snapshotted by what they are
 */
export function fateOf(
  resource: Pick<Resource, 'stack' | 'type' | 'deletionPolicy'>,
  program: Pick<Program, 'stacks'>,
  properties: Readonly<Record<string, Value>> = {},
): Fate {
  const own = ownFate(resource, properties);
  if (own === 'retained') return own;
  const parent = program.stacks.get(resource.stack)?.parent,
    around = parent === undefined ? undefined : program.stacks.get(stackIdOf(parent))?.resources.find(({ id }) => id === parent);
  const outer = around ? fateOf(around, program) : 'deleted';
  return outer === 'deleted' ? own : outer;
}

function ownFate({ type, deletionPolicy }: Pick<Resource, 'type' | 'deletionPolicy'>, properties: Readonly<Record<string, Value>>): Fate {
  const { snapshottedByDefault, neverSnapshottedWith = [] } = dataStore(type) ?? {};
  const meant = deletionPolicy === undefined ? (snapshottedByDefault ? 'Snapshot' : 'Delete') : deletionPolicy;
  const fate = (typeof meant === 'string' ? FATES[meant] : undefined) ?? 'unknown';
  return fate === 'snapshotted' && neverSnapshottedWith.some((name) => properties[name] !== undefined) ? 'deleted' : fate;
}
