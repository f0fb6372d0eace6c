/**
 * How AWS services call KMS for a key that a resource names: as themselves, so that the key policy must let them in, or in the name of an
 * IAM principal.
 */
import { lazy } from '../core/memo.js';
import type { ContextPair, ContextRow, FailsAt, Silence } from './delivery-facts.js';
import { contextPair, kmsActions } from './delivery-facts.js';
import { besidesOf, keyStatements, scopeKeys } from './key-statements.js';
import type { Condition, KeyStatement } from './key-statements.js';
import type { Confidence } from './keyspecs.js';
import { kindOf, principalsOf } from './service-deliveries.js';
import type { ServiceDeliveryKind } from './service-deliveries.js';
import { serviceRows } from './services.data.js';

export interface Service {
  readonly id: string;
  /** caller: whoever deploys or uses the resource. */
  readonly kind: ServiceDeliveryKind | 'caller';
  /**
   * Who calls KMS and the key policy must name: service principals, or a service-linked role; empty where the caller, or a role that the
   * resource names, calls.
   */
  readonly principals: readonly string[];
  /**
   * Whether the key policy needs a statement for it even where the account's IAM decides: optional where an IAM policy does as well,
   * conditional: see note.
   */
  readonly statement: 'required' | 'conditional' | 'optional' | 'not-needed' | 'unknown';
  /** When a person notices that it is missing. */
  readonly failsAt: FailsAt;
  /** What it needs at least, all of them; wildcards in a policy satisfy it. Empty: nothing, or it depends on the resource. */
  readonly minimalActions: readonly string[];
  /** Of these, what the rights of whoever creates the resource do for, where the key policy lets the account's IAM decide. */
  readonly callerMay: readonly string[];
  /** What AWS's documentation tells to allow; a service may do with less. */
  readonly actions: readonly string[];
  /** The statements to propose, for `actions`: Principal and Resource are to be added. Empty where a role or caller is who calls. */
  readonly statements: readonly KeyStatement[];
  /** Condition keys that its requests are known to carry beside the encryption context. */
  readonly sends: readonly string[];
  readonly encryptionContext: readonly ContextPair[];
  /** As in DeliveryFacts. */
  readonly viaService: string | undefined;
  readonly viaServiceConfidence: Confidence;
  readonly note?: string;
  readonly source: string;
  readonly confidence: Confidence;
  /** Whether a finding may stand on the row. */
  readonly speaks: boolean;
  readonly silentBecause: Silence | undefined;
  readonly atMost: 'error' | 'note';
}

/**
 * [who calls, statement in the key policy, when a fault shows, what it needs at least, what AWS tells to allow ('' for the same),
 * confidence, source, note].
 * who: principals with a space between them, the path of a service-linked role, or `role`, `caller`, `unknown`. scope and besides: see
 * keyStatements.
 */
export type ServiceRow = readonly [
  who: string,
  statement: Service['statement'],
  failsAt: FailsAt,
  minimal: string,
  actions: string,
  confidence: Confidence,
  source: string,
  note: string,
  more?: {
    readonly scope?: string;
    readonly besides?: Readonly<Record<string, Condition>>;
    readonly context?: readonly ContextRow[];
    readonly via?: readonly [service: string, confidence: Confidence];
    readonly atMost?: 'note';
    readonly callerMay?: string;
  },
];

let rows: ReturnType<typeof serviceRows> | undefined;
const read = new Map<string, Service>();

/** The ids of all ways of calling KMS. */
export function serviceIds(): readonly string[] {
  return Object.keys((rows ??= serviceRows()));
}

/** A way of calling KMS by its id in the table of consumers; the one of which nothing is established for an id that is not there. */
export function service(id: string): Service {
  const known = read.get(id);
  if (known) return known;
  const all = (rows ??= serviceRows()),
    row = Object.hasOwn(all, id) ? all[id] : undefined;
  const found = serviceOf(id, row ?? ['unknown', 'unknown', 'unknown', '', '', 'low', '', '']);
  if (row) read.set(id, found);
  return found;
}

function serviceOf(id: string, row: ServiceRow): Service {
  const [who, statement, failsAt, minimal, documented, confidence, source, note, more] = row;
  const kind = who === 'caller' ? who : kindOf(who),
    actions = kmsActions(documented || minimal),
    scope = more?.scope ?? '';
  const besides = besidesOf(more?.besides);
  const silentBecause: Silence | undefined =
    confidence === 'low' ? 'low-confidence' : minimal === '' ? 'nothing-needed' : kind === 'role' ? 'role-delivery' : undefined;
  return {
    id,
    kind,
    principals: kind === 'caller' ? [] : principalsOf(who, kind),
    statement,
    failsAt,
    minimalActions: kmsActions(minimal),
    callerMay: kmsActions(more?.callerMay ?? ''),
    actions,
    statements: kind === 'service' || kind === 'service-linked-role' ? keyStatements(actions, scope, besides) : [],
    sends: scopeKeys(scope).filter((key) => !key.startsWith('kms:EncryptionContext:')),
    encryptionContext: (more?.context ?? []).map(contextPair),
    viaService: more?.via?.[0] || undefined,
    viaServiceConfidence: more?.via?.[1] ?? 'low',
    ...(note === '' ? {} : { note }),
    source,
    confidence,
    speaks: silentBecause === undefined,
    silentBecause,
    atMost: more?.atMost ?? 'error',
  };
}

/**
 * Services that call KMS themselves, with a key that they were given: their requests carry no kms:ViaService. Those that also deliver into
 * other services' data,
 * so that these may call KMS for them, are left out: s3, sns, events, cloudtrail. Rows of high confidence only.
 */
const CALL_THEMSELVES: readonly string[] = [
  'logs',
  'route53-dnssec',
  'fargate-ephemeral',
  's3tables',
  's3-metadata',
  'storage-lens',
  'dsql',
  'avp',
  'workspaces-web',
];
const directCallers = lazy((): readonly string[] => CALL_THEMSELVES.flatMap((id) => service(id).principals));

/** Its Region may be left to the deployment. */
const LOGS = /^logs\.([a-z0-9-]+\.|\$\{AWS::Region\}\.)?amazonaws\.com(\.cn)?$/;

/** Whether a service principal calls KMS itself wherever it does: `logs.eu-west-1.amazonaws.com`. */
export function callsItself(principal: string): boolean {
  return directCallers().includes(principal) || LOGS.test(principal);
}

/**
 * The encryption contexts of which a service principal sends one, and no other; undefined where that is not established.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html (high): log groups, query results and anomaly
 * detectors alike.
 */
export function contextsOf(principal: string): readonly string[] | undefined {
  return LOGS.test(principal) ? CONTEXTS['aws:logs:'] : undefined;
}

/**
 * The encryption contexts that a service sends, by the namespace that is its own; nobody but a direct caller sends another of the
 * namespace.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html (high),
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html (high),
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html (high).
 */
const CONTEXTS: Readonly<Record<string, readonly string[]>> = {
  'aws:dynamodb:': ['aws:dynamodb:tableName', 'aws:dynamodb:subscriberId'],
  'aws:cloudtrail:': ['aws:cloudtrail:arn'],
  'aws:logs:': ['aws:logs:arn'],
};

/**
 * What services send in place of an encryption context that none of them does: of `aws:dynamodb:table/arn`. Undefined where it is sent, or
 * nobody knows.
 */
export function contextsInstead(name: string): readonly string[] | undefined {
  const lower = name.toLowerCase(),
    [, sent] = Object.entries(CONTEXTS).find(([namespace]) => lower.startsWith(namespace)) ?? [];
  return sent?.some((one) => one.toLowerCase() === lower) ? undefined : sent;
}
