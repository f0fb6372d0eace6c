/** Required access to keys of the app that fails, in groups of which each is one cause. */
import type { Key, Program } from '../types/program.js';
import type { RequiredUse } from '../types/required-access.js';
import { scenariosOfKey } from './by-key.js';
import type { Lack } from './may-use.js';
import { mayBeRewritten } from './rewritten-policies.js';

export interface FailingAccess<Use extends RequiredUse> {
  readonly access: Use;
  /** What it lacks in the first scenario of the key in which it fails. */
  readonly lack: Lack;
  readonly certain: boolean;
}

/** One cause: those of the failing uses that are told, which are the certain ones where there are any. */
export interface FailingGroup<Use extends RequiredUse> {
  readonly key: Key;
  readonly certain: boolean;
  readonly told: readonly [FailingAccess<Use>, ...FailingAccess<Use>[]];
}

/**
 * @param lackIn what a use lacks in one scenario of the key; undefined where that is not this question
 * @param causeOf a text that is the same for the uses of one key that fail for one cause
 */
export function failingGroups<Use extends RequiredUse>(
  uses: readonly Use[],
  program: Pick<Program, 'keys' | 'iamAllows' | 'stacks'>,
  lackIn: (access: Use, key: Key) => Lack | undefined,
  causeOf: (access: Use) => string,
): readonly FailingGroup<Use>[] {
  const groups = new Map<string, { readonly key: Key; readonly failing: FailingAccess<Use>[] }>();
  for (const access of uses) {
    if (access.key.is !== 'own') continue;
    const keys = scenariosOfKey(access.key.key, program),
      lacks = keys.map((key) => lackIn(access, key)),
      [first] = keys,
      lack = lacks.find((one) => one?.answer === 'no');
    // Of a document that KMS refuses another rule speaks.
    if (!first || !lack || keys.some(({ policy }) => !policy.accepted)) continue;
    const certain = access.certainty === 'certain' && lacks.every((one) => one?.answer === 'no') && !mayBeRewritten(first, program),
      cause = `${first.id} ${causeOf(access)}`,
      group = groups.get(cause) ?? { key: first, failing: [] };
    group.failing.push({ access, lack, certain });
    groups.set(cause, group);
  }
  return [...groups.values()].flatMap(({ key, failing }) => {
    const certain = failing.filter((one) => one.certain),
      [first, ...others] = certain.length > 0 ? certain : failing;
    return first ? [{ key, certain: certain.length > 0, told: [first, ...others] as const }] : [];
  });
}
