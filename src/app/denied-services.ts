/**
 * AWS services that a Deny of a key policy keeps out by mistake: it asks from where a request comes, or of which organization its caller
 * is, which a service does not send (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-aws.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice).
 */
import { text } from '../core/text.js';
import { items, member } from '../core/value.js';
import type { KeyPolicy, Sent } from '../types/policy.js';
import type { Key, Program } from '../types/program.js';
import type { ServiceAccess } from '../types/required-access.js';
import type { Statement } from '../types/statement.js';
import type { Answer, ResourceId, Text } from '../types/values.js';
import { usesOf } from './by-key.js';
import { consumingPropertyOf } from './key-region.js';
import { serviceLack } from './may-use.js';
import { plainKey } from './reference-of.js';

/** A service that one Deny keeps out, while the rest of the key policy may let it in. */
export interface DeniedService {
  readonly statement: Statement;
  /** itself: it calls KMS as a service principal; on-behalf: with the permissions of its caller. */
  readonly calls: 'itself' | 'on-behalf';
  /** Undefined: whatever service. */
  readonly service: Text | undefined;
  /** The resource of the app for which it uses the key; undefined where none is known. */
  readonly target: ResourceId | undefined;
  readonly certain: boolean;
}

/** Of the network that a request comes from: a service never comes from that of its user. */
const NETWORK = ['aws:sourceip', 'aws:vpcsourceip', 'aws:sourcevpc', 'aws:sourcevpce'] as const;
/** With the organization of the caller: a service principal is of none. */
const FENCES: ReadonlySet<string> = new Set([...NETWORK, 'aws:principalorgid', 'aws:principalorgpaths']);
const FROM_ELSEWHERE = NETWORK.map((key) => [key, 'absent'] as const);
/** What services ask of a key that encrypts data. */
const ASKED = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:Encrypt', 'kms:CreateGrant'];

/** The condition keys by which a Deny keeps services out, as written; none where it does not. */
export function fencesIn({ effect, conditions }: Pick<Statement, 'effect' | 'conditions'>): readonly string[] {
  if (effect !== 'Deny') return [];
  return [...new Set(conditions.filter(({ key, negated }) => negated && FENCES.has(key)).map(({ name }) => name))];
}

/** The services that statements of the key policy keep out, each with the resource that needs it where it is one of the app. */
export function deniedServices(key: Key, program: Program): readonly DeniedService[] {
  const fences = key.policy.statements.filter((statement) => fencesIn(statement).length > 0);
  return fences.flatMap((statement) => {
    const others = fences.filter((one) => one !== statement),
      only = without(others, key.policy),
      none = without(fences, key.policy);
    const isHit = (may: (policy: KeyPolicy) => Answer): boolean =>
      only !== undefined && none !== undefined && may(only) === 'no' && may(none) !== 'no';
    const found = [...required(key, program, isHit), ...named(key.policy, isHit), ...onBehalf(key, program, isHit)];
    return found.map((one) => ({ ...one, statement }));
  });
}

/** Whether such a Deny is all that keeps a service out which must use the key. */
export function isDeniedByFence(access: ServiceAccess, { policy }: Pick<Key, 'policy'>): boolean {
  const open = without(
    policy.statements.filter((statement) => fencesIn(statement).length > 0),
    policy,
  );
  return open !== undefined && open !== policy && serviceLack(access, { policy: open }).answer !== 'no';
}

/** The key policy without some of its statements; undefined where its document is not known. */
function without(statements: readonly Statement[], policy: KeyPolicy): KeyPolicy | undefined {
  const { document } = policy;
  if (statements.length === 0) return policy;
  if (document.is !== 'known' || document.value.is !== 'map') return undefined;
  const list = member(document.value, 'Statement'),
    gone = new Set(statements.map(({ index }) => index));
  if (!list) return undefined;
  const left = items(list).filter((_, index) => !gone.has(index));
  return policy.with({ ...document.value, entries: { ...document.value.entries, Statement: { is: 'list', items: left, at: list.at } } });
}

type Denied = Omit<DeniedService, 'statement'>;
type IsHit = (may: (policy: KeyPolicy) => Answer) => boolean;

/** Services that the app makes use the key as themselves. */
function required(key: Key, { requiredAccess }: Program, isHit: IsHit): readonly Denied[] {
  return requiredAccess.services
    .filter((access) => access.key.is === 'own' && access.key.key === key.id && access.kind !== 'impossible')
    .filter((access) =>
      isHit((policy) => serviceLack({ ...access, sent: new Map([...access.sent, ...FROM_ELSEWHERE]) }, { policy }).answer),
    )
    .map(({ principals, target, certainty }) => ({ calls: 'itself', service: principals[0], target, certain: certainty === 'certain' }));
}

/** Services that the key policy names, whoever makes them use the key. */
function named(policy: KeyPolicy, isHit: IsHit): readonly Denied[] {
  const names = policy.statements.flatMap(({ effect, principals, notPrincipal }) =>
    effect === 'Allow' && !notPrincipal ? principals.flatMap((one) => (one.is === 'service' ? [one.text] : [])) : [],
  );
  return names
    .filter((name) =>
      ASKED.some((action) =>
        isHit((open) => open.decide({ principal: { is: 'service', name }, action, route: 'any', sends: new Map(FROM_ELSEWHERE) }).answer),
      ),
    )
    .map((service) => ({ calls: 'itself', service, target: undefined, certain: true }));
}

/** Services that use the key for whoever calls them: those of the app's resources, or whatever service where the app has none. */
function onBehalf(key: Key, program: Program, isHit: IsHit): readonly Denied[] {
  const { spec, usage } = plainKey(key),
    takesServices =
      (spec.is !== 'known' || spec.value === 'SYMMETRIC_DEFAULT') && (usage.is !== 'known' || usage.value === 'ENCRYPT_DECRYPT');
  if (!takesServices) return [];
  const isKeptOut = (service: Text | undefined): boolean => {
    const through: Text = service ? text(service, '.', key.env.region, '.amazonaws.com') : [{ of: 'request', name: 'service', scope: '' }];
    const sends: Sent = new Map<string, readonly Text[] | 'absent'>([
      ...FROM_ELSEWHERE,
      ['aws:viaawsservice', [['true']]],
      ['kms:viaservice', [through]],
    ]);
    return ASKED.some((action) =>
      isHit((policy) => policy.decide({ principal: { is: 'own', who: 'any' }, action, route: 'any', sends }).answer),
    );
  };
  const uses = usesOf(key.id, program).flatMap((use): readonly Denied[] => {
    const service = consumingPropertyOf(use)?.service;
    if (service?.kind !== 'caller' || service.viaService === undefined || service.viaServiceConfidence === 'low') return [];
    const name: Text = [service.viaService];
    return isKeptOut(name) ? [{ calls: 'on-behalf', service: name, target: use.by, certain: use.certainty === 'certain' }] : [];
  });
  return uses.length > 0 || !isKeptOut(undefined) ? uses : [{ calls: 'on-behalf', service: undefined, target: undefined, certain: true }];
}
