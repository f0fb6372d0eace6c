/** Findings on the kind of a key (its spec, usage, origin and reach), as the remedy of each: what depends on the kind is mended with it. */
import { textOf } from '../core/value.js';
import { usesOf } from '../app/by-key.js';
import { keyNamed } from '../app/key-names.js';
import { intentOf, needOf, plainKey } from '../app/reference-of.js';
import { worksOn } from '../policy/live.js';
import { actionNamed } from '../reference/actions.js';
import { suits } from '../reference/consumers.js';
import { judgeKey, usageFilledIn, type Difference, type KeyProperty } from '../reference/key-usage.js';
import { usagesOf } from '../reference/keyspecs.js';
import { referenceFor, usageStated } from '../reference/reference-for.js';
import type { IneffectiveStatement } from '../types/policy.js';
import type { Key, Program } from '../types/program.js';
import type { Fact } from '../types/values.js';
import { setProperty } from './edits.js';
import { referenceRemedy } from './reference-remedy.js';
import type { Remedy } from './remedy.js';

/** Differences of spec, usage and origin: rotation has rules of its own. */
export const KIND_DIFFERENCES: readonly Difference['kind'][] = [
  'unknown-spec',
  'unknown-usage',
  'unknown-origin',
  'api-only',
  'spec-usage',
  'spec-partition',
  'spec-origin',
];

/** A finding on the kind of a key. remedy: undefined where nobody knows to what it is to change. */
export interface KindFault {
  readonly properties: readonly KeyProperty[];
  readonly remedy: Remedy | undefined;
}

/** The finding on the kind of the key that a statement hangs on, which does not work on such a key; undefined where the kind is right. */
export function kindFaultOf(key: Key, program: Program, dead: IneffectiveStatement): KindFault | undefined {
  const faults = kindFaults(key, program).filter(({ properties }) =>
    dead.keyFacts.some(([property]) => properties.some((one) => one === property)),
  );
  const actions = dead.actions.flatMap((name) => actionNamed(name) ?? []);
  const revives = ({ remedy }: KindFault): boolean => {
    const changed = remedy && changedBy(key, remedy);
    return changed !== undefined && actions.some((action) => worksOn(action, changed) !== 'no');
  };
  return faults.find(revives) ?? faults.find(({ remedy }) => remedy === undefined);
}

function kindFaults(key: Key, program: Program): readonly KindFault[] {
  if (key.kind !== 'key') return [];
  const plain = plainKey(key);
  const refused = judgeKey(plain).filter(({ kind, answer }) => KIND_DIFFERENCES.includes(kind) && answer === 'yes');
  const faults: KindFault[] = [];
  if (refused.length > 0) faults.push({ properties: ['KeySpec', 'KeyUsage', 'Origin'], remedy: legalKind(key, program) });
  else if (usageFilledIn(plain) === 'yes' && usageStated(intentOf(key, program)) !== 'ENCRYPT_DECRYPT')
    faults.push({ properties: ['KeyUsage'], remedy: statedUsage(key, program) });
  // Of a key that cannot be created as it is written, the kind that it will be when that is mended.
  const kind = referenceFor(plain).key;
  if (usesOf(key.id, program).some((use) => unsuited(use, kind)))
    faults.push({ properties: ['KeySpec', 'KeyUsage'], remedy: referenceRemedy(key, program, 'kind') });
  if (isReplicated(key, program)) faults.push({ properties: ['MultiRegion'], remedy: multiRegion(key) });
  return faults;

  function unsuited(use: Parameters<typeof needOf>[0], plainKind: typeof kind): boolean {
    const need = needOf(use);
    return need !== undefined && need.confidence !== 'low' && suits(need, plainKind) === 'no';
  }
}

/**
 * The nearest legal kind of a key that AWS refuses to create; undefined where the app does not show what it is for: a usage can never be
 * changed, so it is not guessed.
 */
export function legalKind(key: Key, program: Program): Remedy | undefined {
  const plain = plainKey(key);
  return isShown(key, judgeKey(plain), program) ? referenceRemedy(key, program, 'kind') : undefined;
}

function isShown(key: Key, differences: readonly Difference[], program: Program): boolean {
  const { spec, usage } = plainKey(key);
  const wrong = differences.find(({ kind }) => kind === 'spec-usage' || kind === 'unknown-usage');
  if (!wrong || wrong.nearest !== undefined) return true;
  const usages = spec.is === 'known' ? usagesOf(spec.value) : ['ENCRYPT_DECRYPT'];
  const intent = intentOf(key, program);
  const shown = usageStated(intent) ?? intent.consumers[0]?.usage;
  if (shown !== undefined && usages.includes(shown)) return true;
  // A KeySpec that is left out, or supports one usage alone, leaves no choice; SYMMETRIC_DEFAULT beside another usage says two things.
  if (spec.is === 'known' && spec.value === 'SYMMETRIC_DEFAULT') return false;
  return usage.is === 'known' && spec.is === 'absent' ? true : usages.length === 1;
}

/** The usage that the app shows, for a key pair that has none; undefined where it shows none that its spec can have. */
export function statedUsage(key: Key, program: Program): Remedy | undefined {
  const { spec } = plainKey(key);
  const stated = usageStated(intentOf(key, program));
  return spec.is === 'known' && stated !== undefined && usagesOf(spec.value).includes(stated)
    ? setting(key, 'KeyUsage', stated)
    : undefined;
}

/** A multi-Region key: AWS lets a key that exists not become one. */
export const multiRegion = (key: Pick<Key, 'id'>): Remedy => setting(key, 'MultiRegion', true);

const setting = ({ id }: Pick<Key, 'id'>, property: KeyProperty, to: string | boolean): Remedy => ({
  kind: 'reference',
  parts: [{ kind: 'set-property', property, to }],
  safety: 'unsafe',
  edits: [setProperty(id, property, to)],
});

/** Whether a replica of the app names a key that cannot be replicated. */
function isReplicated(key: Key, program: Program): boolean {
  if (key.multiRegion.is === 'unknown' || (key.multiRegion.is === 'known' && key.multiRegion.value)) return false;
  return program.keys.some(
    ({ kind, properties }) => kind === 'replica' && keyNamed(textOf(properties['PrimaryKeyArn']), program) === key.id,
  );
}

/** The key as a remedy of its kind makes it. */
function changedBy(key: Key, { parts }: Remedy): Key {
  const changed: Record<string, Fact<string | boolean>> = {};
  const names = { KeySpec: 'spec', KeyUsage: 'usage', Origin: 'origin', MultiRegion: 'multiRegion' } as const;
  for (const part of parts)
    if (part.kind === 'set-property' && Object.hasOwn(names, part.property))
      changed[names[part.property as keyof typeof names]] =
        part.to === undefined ? { is: 'absent' } : { is: 'known', value: part.to as string | boolean, at: key.at };
  return { ...key, ...changed };
}
