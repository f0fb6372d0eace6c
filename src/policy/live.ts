/** Whether an action works on a key at all, by its spec, usage, origin and whether it is multi-Region. */
import { KEY_ACTIONS, type Action } from '../reference/actions.js';
import type { Answer, Fact } from '../types/values.js';
import { and } from '../core/answer.js';
import type { KeyFacts } from './scope.js';

/** What CloudFormation takes where a property is left out. */
const DEFAULTS = { spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', origin: 'AWS_KMS', multiRegion: false } as const;

function valueOfFact<T>(fact: Fact<T>, absent: T): T | undefined {
  return fact.is === 'known' ? fact.value : fact.is === 'absent' ? absent : undefined;
}

/**
 * The key's spec, usage, origin and kind as strings, as the condition keys kms:KeySpec and the like carry them; undefined where unknown.
 */
export function keyValues(key: KeyFacts): {
  readonly spec: string | undefined;
  readonly usage: string | undefined;
  readonly origin: string | undefined;
  readonly multiRegion: boolean | undefined;
} {
  return {
    spec: valueOfFact(key.spec, DEFAULTS.spec),
    usage: valueOfFact(key.usage, DEFAULTS.usage),
    origin: valueOfFact(key.origin, DEFAULTS.origin),
    multiRegion: valueOfFact<boolean>(key.multiRegion, DEFAULTS.multiRegion),
  };
}

const known = new Map<string, readonly Action[]>();

/** The actions that a key policy can decide about and that work on the key or may; all of them where nothing is known of the key. */
export function effectiveActions(key: KeyFacts | undefined): readonly Action[] {
  if (!key) return KEY_ACTIONS;
  // There are few kinds of keys.
  const kind = Object.values(keyValues(key)).join();
  const found = known.get(kind) ?? KEY_ACTIONS.filter((action) => worksOn(action, key) !== 'no');
  known.set(kind, found);
  return found;
}

export function worksOn({ liveFor }: Action, key: KeyFacts): Answer {
  const { spec, usage, origin, multiRegion } = keyValues(key);
  const among = (wanted: readonly string[] | undefined, value: string | undefined): Answer =>
    wanted === undefined ? 'yes' : value === undefined ? 'unknown' : wanted.includes(value) ? 'yes' : 'no';
  const asymmetric: Answer = !liveFor.asymmetric
    ? 'yes'
    : spec === undefined
      ? 'unknown'
      : spec === 'SYMMETRIC_DEFAULT' || spec.startsWith('HMAC_')
        ? 'no'
        : 'yes';
  const regions: Answer = !liveFor.multiRegion ? 'yes' : multiRegion === undefined ? 'unknown' : multiRegion ? 'yes' : 'no';
  return and(among(liveFor.spec, spec), among(liveFor.usage, usage), among(liveFor.origin, origin), asymmetric, regions);
}
