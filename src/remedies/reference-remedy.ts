/** The remedy that makes a key the nearest legal one of the reference key model. */
import type { KeyProperty } from '../reference/key-usage.js';
import type { PropertyChange } from '../reference/reference-for.js';
import type { Edit } from '../types/rule.js';
import type { Key, Program } from '../types/program.js';
import { removeProperty, setProperty } from './edits.js';
import { referenceOf } from '../app/reference-of.js';
import type { Remedy, RemedyPart } from './remedy.js';

const KIND: readonly KeyProperty[] = ['KeySpec', 'KeyUsage', 'Origin'];
const ROTATION: readonly KeyProperty[] = ['EnableKeyRotation', 'RotationPeriodInDays'];

/**
 * @param what kind: spec, usage and origin, which are fixed for ever, so that a change of them is unsafe: a key that exists cannot follow.
 * Where one of them changes,
 * rotation that the new kind cannot have goes along. rotation: only that; where the key cannot have it, it does nothing, and goes without a
 * loss.
 * @returns undefined where nothing of them is to change, or the reference does not know to what
 */
export function referenceRemedy(key: Key, program: Program, what: 'kind' | 'rotation'): Remedy | undefined {
  const all = referenceOf(key, program).changes;
  const wanted = what === 'kind' ? KIND : ROTATION;
  if (!all.some(({ property }) => wanted.includes(property))) return undefined;
  const changes = all.filter(({ property }) => wanted.includes(property) || ROTATION.includes(property));
  const edits = changes.flatMap((change) => editOf(key, change) ?? []);
  const [first, ...others] = changes.map(partOf);
  if (!first || edits.length < changes.length) return undefined;
  const isSafe = changes.every(({ how }) => how === 'in place');
  return { kind: 'reference', parts: [first, ...others], safety: isSafe ? 'safe' : 'unsafe', edits };
}

function editOf({ id }: Key, { property, to }: PropertyChange): Edit | undefined {
  if (to.is === 'known') return setProperty(id, property, to.value);
  return to.is === 'absent' ? removeProperty(id, property) : undefined;
}

const partOf = ({ property, to }: PropertyChange): RemedyPart => ({
  kind: 'set-property',
  property,
  to: to.is === 'known' ? to.value : undefined,
});
