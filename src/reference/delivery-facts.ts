/** What all rows of the tables of deliveries and data actions say: how sure they are, when a fault shows, what KMS sees of the request. */
import type { Confidence } from './keyspecs.js';

/**
 * When a person notices: deploy = the deployment fails; runtime = an error that somebody sees; runtime-silent = lost or late without one.
 */
export type FailsAt = 'deploy' | 'runtime' | 'runtime-silent' | 'unknown';

/**
 * Why no finding may stand on a row. low-confidence; nothing-needed: nobody needs a right; not-in-templates: what it speaks of is not in a
 * template;
 * role-delivery: a role of the app, see role-deliveries.ts; not-of-the-app: the deployer, a service or a grant; data-action:
 * data-actions.ts speaks.
 */
export type Silence = 'low-confidence' | 'nothing-needed' | 'not-in-templates' | 'role-delivery' | 'not-of-the-app' | 'data-action';

/**
 * A pair of the encryption context of a request, that is of `kms:EncryptionContext:KEY`. DescribeKey carries none.
 * value: a place for a fact of the resource (`${queueArn}`, `${objectArn}`, `${accountId}`), or `other` where that is not established.
 * when: bucketKey, noBucketKey = with or without an S3 Bucket Key.
 */
export interface ContextPair {
  readonly key: string;
  readonly value: string;
  readonly when: 'always' | 'bucketKey' | 'noBucketKey' | 'unknown';
  readonly confidence: Confidence;
}

/**
 * A condition on the resource that delivers; all conditions of a row must hold. property: a path as in ConsumingProperty; equals: one of
 * these, compared as text
 * (`true`), with orAbsent also where it is absent; matches: a regular expression. on: a property of the resource of this type that `owner`
 * leads through,
 * or, without an owner, of the only one of this type in the account and Region.
 * pair: property is a list of Key and Value, and this Key has this Value in it, whichever item of the list the source is about.
 */
export interface SourceCondition {
  readonly property: string;
  readonly on?: string;
  readonly equals?: readonly string[];
  readonly orAbsent?: true;
  readonly present?: true;
  readonly absent?: true;
  readonly matches?: string;
  readonly pair?: readonly [key: string, value: string];
}

/**
 * Where a role stands that the source does not name itself: in `property` of a resource of `type`, which the source names by its property
 * `from`,
 * or which names the source by its own property `back`; with neither, the only one in the account and Region. `via`: go on from there
 * (`property` names the next).
 */
export interface Owner {
  readonly type: string;
  readonly property?: string;
  readonly from?: string;
  readonly back?: string;
  readonly via?: Owner;
}

/** What every row says beside its own subject. */
export interface DeliveryFacts {
  readonly where: readonly SourceCondition[];
  readonly failsAt: FailsAt;
  readonly confidence: Confidence;
  /** Whether a finding may stand on the row: nothing silences it. */
  readonly speaks: boolean;
  readonly silentBecause: Silence | undefined;
  /** The gravest level of a finding that stands on the row. */
  readonly atMost: 'error' | 'note';
  /** Empty: none, or not known; judge no condition by it. */
  readonly encryptionContext: readonly ContextPair[];
  /**
   * KMS sees `kms:ViaService` = this name and `.REGION.amazonaws.com`; undefined: the caller or the service calls KMS itself, or it is not
   * known.
   */
  readonly viaService: string | undefined;
  /** Of viaService, undefined included: judge a condition on it only by high and medium. */
  readonly viaServiceConfidence: Confidence;
  /** Keys of sources.ts with a space between them: `sourcesOf` gives the URLs. */
  readonly sources: string;
}

/** A pair as a table writes it. */
export type ContextRow = readonly [key: string, value: string, when: ContextPair['when'], confidence: Confidence];

/** What a row says besides its columns, where it differs from what its target tells. via: service ('' for none) and confidence. */
export interface More {
  readonly where?: readonly SourceCondition[];
  readonly context?: readonly ContextRow[];
  readonly via?: readonly [service: string, confidence: Confidence];
  readonly atMost?: 'note';
  readonly silent?: Silence;
}

/** The words of a column with `kms:` before each: `GenerateDataKey Decrypt`. */
export function kmsActions(names: string): readonly string[] {
  return words(names).map((name) => `kms:${name}`);
}

export const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

const RANK: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };
const lower = (left: Confidence, right: Confidence): Confidence => (RANK[left] < RANK[right] ? left : right);

/** The columns that all tables share, read. target: what the target tells of the request, as far as the row is sure of it. */
export function deliveryFacts(row: {
  readonly failsAt: FailsAt;
  readonly confidence: Confidence;
  readonly sources: string;
  readonly silent: Silence | undefined;
  readonly target: { readonly viaService: string | undefined; readonly encryptionContext: readonly ContextPair[] } | undefined;
  readonly viaConfidence: Confidence;
  readonly more: More | undefined;
}): DeliveryFacts {
  const { confidence, target, more } = row;
  const silentBecause = confidence === 'low' ? 'low-confidence' : (more?.silent ?? row.silent);
  return {
    where: more?.where ?? [],
    failsAt: row.failsAt,
    confidence,
    speaks: silentBecause === undefined,
    silentBecause,
    atMost: more?.atMost ?? 'error',
    encryptionContext: more?.context
      ? more.context.map(contextPair)
      : (target?.encryptionContext ?? []).map((pair) => ({ ...pair, confidence: lower(pair.confidence, confidence) })),
    viaService: more?.via ? more.via[0] || undefined : target?.viaService,
    viaServiceConfidence: more?.via?.[1] ?? (target?.viaService === undefined ? 'low' : row.viaConfidence),
    sources: row.sources,
  };
}

export const contextPair = ([key, value, when, confidence]: ContextRow): ContextPair => ({ key, value, when, confidence });
