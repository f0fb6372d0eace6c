/**
 * Deliveries in which a service uses a key with a role of the app, which needs the right by IAM or by the key policy: a function's
 * dead-letter queue.
 */
import { lazy, memo } from '../core/memo.js';
import type { DeliveryFacts, FailsAt, More, Owner } from './delivery-facts.js';
import { deliveryFacts, kmsActions } from './delivery-facts.js';
import type { EncryptedTarget, TargetName } from './encrypted-targets.js';
import { encryptedTargets } from './encrypted-targets.js';
import type { Confidence } from './keyspecs.js';
import { roleDeliveryRows } from './role-deliveries.data.js';

/** Where the target stands in the definition of a state machine. */
export interface WithinDefinition {
  readonly kind: 'task' | 'itemReader' | 'resultWriter' | 'activity';
  /** A pattern, with `*`, of the Resource of the state. */
  readonly resource: string;
  /** The path below Parameters or Arguments; null: the Resource itself names the target. */
  readonly argument: string | null;
}

export interface RoleDelivery extends DeliveryFacts {
  readonly sourceType: string;
  /** The property of the source that names the target; '': no template shows it. */
  readonly targetPath: string;
  readonly within: WithinDefinition | undefined;
  /** What that property may name. */
  readonly targets: readonly EncryptedTarget[];
  /** The property of the source that names the role; undefined: see owner; with neither, which role it is is not known. */
  readonly rolePath: string | undefined;
  readonly owner: Owner | undefined;
  /** `kms:` actions, all of them needed; empty: nobody needs a right. */
  readonly needsOnKey: readonly string[];
  /** Sets of actions, any one of which is enough: needsOnKey, or what the row names instead. */
  readonly enough: readonly (readonly string[])[];
  /**
   * gap: CDK's own construct gives the role the data right and leaves the key out; grants: it gives both; undefined: not measured, or no
   * such construct.
   */
  readonly cdk: 'gap' | 'grants' | undefined;
}

/**
 * [property that names the target, target, property that names the role ('owner': see owner), needs, when a fault shows, confidence,
 * sources].
 */
export type RoleDeliveryRow = readonly [
  path: string,
  target: TargetName | '',
  role: string,
  needs: string,
  failsAt: FailsAt,
  confidence: Confidence,
  sources: string,
  more?: More & {
    readonly owner?: Owner;
    readonly within?: WithinDefinition;
    readonly enough?: readonly string[];
    readonly cdk?: 'gap' | 'grants';
  },
];

const rows = lazy(roleDeliveryRows);

/** The resource types that have such deliveries. */
export function roleDeliverySources(): readonly string[] {
  return Object.keys(rows());
}

/** The deliveries of a resource type that a role of the app makes, those that need nothing among them; none for other types. */
export const roleDeliveries: (sourceType: string) => readonly RoleDelivery[] = memo((sourceType) =>
  (Object.hasOwn(rows(), sourceType) ? (rows()[sourceType] ?? []) : []).map((row) => deliveryOf(sourceType, row)),
);

function deliveryOf(sourceType: string, row: RoleDeliveryRow): RoleDelivery {
  const [targetPath, target, role, needs, failsAt, confidence, sources, more] = row;
  const targets = encryptedTargets(target),
    needsOnKey = kmsActions(needs);
  return {
    sourceType,
    targetPath,
    within: more?.within,
    targets,
    rolePath: role === '' || role === 'owner' ? undefined : role,
    owner: more?.owner,
    needsOnKey,
    enough: more?.enough ? more.enough.map(kmsActions) : [needsOnKey],
    cdk: more?.cdk,
    ...deliveryFacts({
      failsAt,
      confidence,
      sources,
      silent: needs === '' ? 'nothing-needed' : targetPath === '' || target === 'parameter' ? 'not-in-templates' : undefined,
      target: targets[0],
      viaConfidence: confidence,
      more,
    }),
  };
}
