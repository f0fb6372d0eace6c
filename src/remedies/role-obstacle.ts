/** What keeps a role of the app from an action on a key that it must be able to do: nothing allows it, or something stands against it. */
import { roleDecision } from '../app/may-use.js';
import type { Address } from '../types/files.js';
import type { Key } from '../types/program.js';
import type { RoleAccess, RolePolicies } from '../types/required-access.js';
import type { Statement } from '../types/statement.js';
import { denying } from './root-trust-remedy.js';

/**
 * One obstacle, with the actions that it stands in the way of. unallowed: an IAM policy may allow it, and none does. iam-denies: an IAM
 * policy of the role. not-delegated: its IAM policies allow it, and the key policy does not leave that to them. shut-out: the key policy
 * leaves it to no IAM policy, and none is known to allow it. boundary: alone, or beside one of these.
 */
export interface RoleObstacle {
  readonly is: 'unallowed' | 'iam-denies' | 'key-policy-denies' | 'boundary' | 'not-delegated' | 'shut-out';
  readonly actions: readonly string[];
  /** Of a key policy that denies. */
  readonly statements: readonly Statement[];
  /** Of IAM policies that deny. */
  readonly places: readonly Address[];
}

type Found = Omit<RoleObstacle, 'actions'>;

/** Each obstacle once, in the order in which it is met first. uses: with the actions that each lacks */
export function roleObstacles(
  uses: readonly { readonly access: RoleAccess; readonly missing: readonly string[] }[],
  key: Pick<Key, 'policy' | 'id' | 'env'>,
  held: RolePolicies,
): readonly RoleObstacle[] {
  const all = new Map<RoleObstacle['is'], RoleObstacle>();
  for (const { access, missing } of uses)
    for (const action of missing)
      for (const one of obstaclesOf(action, access, key, held)) {
        const before = all.get(one.is);
        all.set(one.is, {
          is: one.is,
          actions: [...new Set([...(before?.actions ?? []), action])].sort(),
          statements: [...new Set([...(before?.statements ?? []), ...one.statements])],
          places: [...new Set([...(before?.places ?? []), ...one.places])],
        });
      }
  return [...all.values()];
}

function obstaclesOf(action: string, access: RoleAccess, key: Pick<Key, 'policy' | 'id' | 'env'>, held: RolePolicies): readonly Found[] {
  const { keyPolicy, iam, boundary, denies } = roleDecision(action, access, key, held),
    of = (is: RoleObstacle['is'], more: Partial<Found> = {}): Found => ({ is, statements: [], places: [], ...more });
  const inKeyPolicy = keyPolicy.answer === 'no' ? denying(keyPolicy) : [];
  if (denies.length > 0) return [of('iam-denies', { places: denies.map(({ at }) => at) })];
  if (inKeyPolicy.length > 0) return [of('key-policy-denies', { statements: inKeyPolicy })];
  const bounded = boundary === 'no' ? [of('boundary')] : [];
  if (keyPolicy.answer === 'no') return [of(iam === 'yes' ? 'not-delegated' : 'shut-out'), ...bounded];
  return iam === 'no' || bounded.length === 0 ? [of('unallowed'), ...bounded] : bounded;
}
