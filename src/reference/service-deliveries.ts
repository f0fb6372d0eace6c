/**
 * Deliveries in which a service uses the key of its target as itself, so that the key policy must let it: an alarm to an encrypted topic.
 */
import { lazy, memo } from '../core/memo.js';
import type { DeliveryFacts, FailsAt, More } from './delivery-facts.js';
import { deliveryFacts, kmsActions, words } from './delivery-facts.js';
import type { EncryptedTarget, TargetName } from './encrypted-targets.js';
import { encryptedTargets } from './encrypted-targets.js';
import { besidesOf, keyStatements, scopeKeys } from './key-statements.js';
import type { Condition, KeyStatement } from './key-statements.js';
import type { Confidence } from './keyspecs.js';
import { serviceDeliveryRows } from './service-deliveries.data.js';

/**
 * service: a service principal; service-linked-role: a role of the service in the account, which the key policy must name even where the
 * account's IAM decides;
 * role: a role of the app; none: nobody needs a right; impossible: no right makes it work; unknown: who needs it is not established.
 */
export type ServiceDeliveryKind = 'service' | 'service-linked-role' | 'role' | 'none' | 'impossible' | 'unknown';

export interface ServiceDelivery extends DeliveryFacts {
  readonly sourceType: string;
  /** The property of the source that names the target: a path as in ConsumingProperty, also on into a JSON property. */
  readonly sourcePath: string;
  /** What that property may name; empty: nothing that has a key. */
  readonly targets: readonly EncryptedTarget[];
  readonly kind: ServiceDeliveryKind;
  /** Of a statement's Principal element: names of services, or ARNs of roles with `${AWS::Partition}` and `${AWS::AccountId}` in them. */
  readonly principals: readonly string[];
  /** What it needs at least, all of them: `kms:Decrypt`. Wildcards in a policy satisfy it. */
  readonly minimalActions: readonly string[];
  /** What AWS's documentation tells to allow. */
  readonly actions: readonly string[];
  /** The statements to propose, for `actions`: Principal and Resource are to be added. */
  readonly statements: readonly KeyStatement[];
  /**
   * Condition keys that its requests are known to carry beside the encryption context: aws:SourceAccount, aws:SourceArn, kms:ViaService.
   */
  readonly sends: readonly string[];
  /** Condition keys that its requests are known not to carry: a statement that asks for one never matches. */
  readonly cannotSend: readonly string[];
}

/**
 * [property that names the target, target, who, what it needs at least, what AWS tells to allow ('' for the same), when a fault shows,
 * confidence, sources].
 * who: principals with a space between them, the path of a service-linked role, or one of `role`, `none`, `impossible`, `unknown`. scope:
 * see keyStatements.
 */
export type ServiceDeliveryRow = readonly [
  path: string,
  target: TargetName | '',
  who: string,
  minimal: string,
  actions: string,
  failsAt: FailsAt,
  confidence: Confidence,
  sources: string,
  more?: More & {
    readonly scope?: string;
    readonly besides?: Readonly<Record<string, Condition>>;
    readonly cannotSend?: readonly string[];
  },
];

const rows = lazy(serviceDeliveryRows);

/** The resource types that have such deliveries. '' stands for sources that no CloudFormation type shows. */
export function serviceDeliverySources(): readonly string[] {
  return Object.keys(rows());
}

/** The deliveries of a resource type in which a service is who uses the key, those that need nothing among them; none for other types. */
export const serviceDeliveries: (sourceType: string) => readonly ServiceDelivery[] = memo((sourceType) =>
  (Object.hasOwn(rows(), sourceType) ? (rows()[sourceType] ?? []) : []).map((row) => deliveryOf(sourceType, row)),
);

function deliveryOf(sourceType: string, row: ServiceDeliveryRow): ServiceDelivery {
  const [sourcePath, target, who, minimal, actions, failsAt, confidence, sources, more] = row;
  const kind = kindOf(who),
    targets = encryptedTargets(target),
    scope = more?.scope ?? '',
    documented = kmsActions(actions || minimal);
  return {
    sourceType,
    sourcePath,
    targets,
    kind,
    principals: principalsOf(who, kind),
    minimalActions: kmsActions(minimal),
    actions: documented,
    statements: kind === 'service' || kind === 'service-linked-role' ? keyStatements(documented, scope, besidesOf(more?.besides)) : [],
    sends: scopeKeys(scope).filter((key) => !key.startsWith('kms:EncryptionContext:')),
    cannotSend: more?.cannotSend ?? [],
    ...deliveryFacts({
      failsAt,
      confidence,
      sources,
      silent: sourcePath === '' ? 'not-in-templates' : kind === 'role' ? 'role-delivery' : minimal === '' ? 'nothing-needed' : undefined,
      target: targets[0],
      viaConfidence: 'low',
      more,
    }),
  };
}

/** Who uses a key, as the tables write it: also in services.ts. */
export function kindOf(who: string): ServiceDeliveryKind {
  if (who === 'role' || who === 'none' || who === 'impossible' || who === 'unknown') return who;
  return who.startsWith('aws-service-role/') ? 'service-linked-role' : 'service';
}

export function principalsOf(who: string, kind: ServiceDeliveryKind): readonly string[] {
  if (kind === 'service') return words(who);
  return kind === 'service-linked-role' ? [`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${who}`] : [];
}

/**
 * The deliveries for which CDK's own constructs add a statement to the key policy, source and target: on an imported key that statement is
 * lost.
 * Measured by synthesis with aws-cdk-lib 2.276.0.
 */
const GRANTED_BY_CDK: ReadonlySet<string> = new Set([
  'Custom::S3BucketNotifications AWS::SQS::Queue',
  'AWS::Events::Rule AWS::SQS::Queue',
  'AWS::Events::Rule AWS::SNS::Topic',
  'AWS::SNS::Subscription AWS::SQS::Queue',
  'AWS::CodeStarNotifications::NotificationRule AWS::SNS::Topic',
  'AWS::Backup::BackupVault AWS::SNS::Topic',
  'AWS::CloudTrail::Trail AWS::SNS::Topic',
  'AWS::CloudFront::Distribution AWS::S3::Bucket',
  'AWS::S3::Bucket AWS::S3::Bucket',
]);

/** Whether CDK itself adds the statement that a delivery needs, where the key is one of the app. */
export const isGrantedByCdk = (sourceType: string, targetType: string): boolean => GRANTED_BY_CDK.has(`${sourceType} ${targetType}`);
