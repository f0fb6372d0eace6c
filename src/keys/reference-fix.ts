/** The fix that makes a key the nearest legal one of the reference key model. */
import type { KeyProperty } from '../reference/key-usage.js';
import type { Change } from '../reference/reference-for.js';
import type { Edit, Fix, Key, Program } from '../types.js';
import { removeProperty, setProperty } from './edits.js';
import { referenceOf } from './reference.js';

/**
 * @param wanted the properties that may be changed. Spec, usage and origin are fixed for ever, so that a change of them is unsafe: a key that exists cannot follow;
 * rotation that the key cannot have does nothing, and goes without a loss.
 * @param along those that change too where one of the wanted does: a key of another kind may not be rotated.
 * @returns undefined where nothing of them is to change, or the reference does not know to what
 */
export function referenceFix(
  key: Key,
  program: Program,
  wanted: readonly KeyProperty[],
  along: readonly KeyProperty[] = [],
): Fix | undefined {
  const all = referenceOf(key, program).changes;
  if (!all.some(({ property }) => wanted.includes(property))) return undefined;
  const changes = all.filter(({ property }) => wanted.includes(property) || along.includes(property));
  const edits = changes.flatMap((change) => editOf(key, change) ?? []);
  if (edits.length < changes.length) return undefined;
  const isSafe = changes.every(({ how }) => how === 'in place');
  return { title: capital(changes.map(said).join(', ')), safety: isSafe ? 'safe' : 'unsafe', edits };
}

function editOf({ id }: Key, { property, to }: Change): Edit | undefined {
  if (to.is === 'known') return setProperty(id, property, to.value);
  return to.is === 'absent' ? removeProperty(id, property) : undefined;
}

const said = ({ property, to }: Change): string => (to.is === 'known' ? `set ${property} to ${String(to.value)}` : `leave ${property} out`);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
