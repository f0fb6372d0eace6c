/** IAM actions on encrypted resources: who holds one needs the key as well. Reading objects of a bucket under a key needs kms:Decrypt. */
import type { DeliveryFacts, FailsAt, More, Owner } from './delivery-facts.js';
import { deliveryFacts, kmsActions, words } from './delivery-facts.js';
import { dataActionRows } from './data-actions.data.js';
import { encryptedTarget, targetsOfType } from './encrypted-targets.js';
import type { EncryptedTarget, TargetName } from './encrypted-targets.js';
import type { Confidence } from './keyspecs.js';

/** The key of another resource: of `type`, in its `keyProperty`, named by the property `from`; without one, not named by a property. */
export interface KeyOf {
  readonly type: string;
  readonly keyProperty: string;
  readonly from?: string;
}

/**
 * caller: who holds the action; role: the one at rolePath or owner; deployer: who runs the deployment; service, grant: no right of a role;
 * none: no key.
 */
export type UsedBy = 'caller' | 'role' | 'deployer' | 'service' | 'grant' | 'none';

export interface DataAction extends DeliveryFacts {
  /** The encrypted resource; '' where CloudFormation has none. */
  readonly resourceType: string;
  /** The property that names its key; undefined where there is none, or where keyOf says. */
  readonly keyProperty: string | undefined;
  readonly keyOf: KeyOf | undefined;
  /** IAM actions, `s3:GetObject`: any one of them makes the need. */
  readonly actions: readonly string[];
  readonly usedBy: UsedBy;
  readonly rolePath: string | undefined;
  readonly owner: Owner | undefined;
  /** `kms:` actions, all of them needed; empty: nobody needs a right. */
  readonly needsOnKey: readonly string[];
  /** Sets of actions, any one of which is enough: needsOnKey, or what the row names instead. */
  readonly enough: readonly (readonly string[])[];
}

/**
 * [target, or property that names the key, IAM actions (a service stays until the next), who uses it, needs, when a fault shows,
 * confidence, sources].
 */
export type DataActionRow = readonly [
  key: TargetName | (string & {}),
  actions: string,
  usedBy: UsedBy,
  needs: string,
  failsAt: FailsAt,
  confidence: Confidence,
  sources: string,
  more?: More & { readonly keyOf?: KeyOf; readonly role?: string; readonly owner?: Owner; readonly enough?: readonly string[] },
];

let rows: ReturnType<typeof dataActionRows> | undefined;
const read = new Map<string, readonly DataAction[]>();

/** The resource types that have data actions. '' stands for what no CloudFormation type shows. */
export function dataActionTypes(): readonly string[] {
  return Object.keys((rows ??= dataActionRows()));
}

/** The data actions on a resource type, those that need no key among them; none for other types. */
export function dataActions(resourceType: string): readonly DataAction[] {
  const known = read.get(resourceType);
  if (known) return known;
  const all = (rows ??= dataActionRows());
  const actions = (Object.hasOwn(all, resourceType) ? (all[resourceType] ?? []) : []).map((row) => actionOf(resourceType, row));
  read.set(resourceType, actions);
  return actions;
}

function actionOf(resourceType: string, row: DataActionRow): DataAction {
  const [key, actions, usedBy, needs, failsAt, confidence, sources, more] = row;
  const target = targetOf(key, more?.keyOf),
    needsOnKey = kmsActions(needs);
  return {
    resourceType,
    keyProperty: encryptedTarget(key)?.keyProperty ?? (key === '' || encryptedTarget(key) ? undefined : key),
    keyOf: more?.keyOf,
    actions: withServices(actions),
    usedBy,
    rolePath: more?.role,
    owner: more?.owner,
    needsOnKey,
    enough: more?.enough ? more.enough.map(kmsActions) : [needsOnKey],
    ...deliveryFacts({
      failsAt,
      confidence,
      sources,
      silent:
        needs === ''
          ? 'nothing-needed'
          : resourceType === ''
            ? 'not-in-templates'
            : usedBy === 'caller' || usedBy === 'role'
              ? undefined
              : 'not-of-the-app',
      target,
      viaConfidence: confidence,
      more,
    }),
  };
}

function targetOf(key: string, keyOf: KeyOf | undefined): EncryptedTarget | undefined {
  return keyOf ? targetsOfType(keyOf.type).find((one) => one.keyProperty === keyOf.keyProperty) : encryptedTarget(key);
}

/** `s3:GetObject GetObjectVersion sqs:SendMessage` with the service before each. */
function withServices(actions: string): readonly string[] {
  let service = '';
  return words(actions).map((word) => {
    if (!word.includes(':')) return `${service}:${word}`;
    service = word.slice(0, word.indexOf(':'));
    return word;
  });
}
