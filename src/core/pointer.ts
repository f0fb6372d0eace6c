/** JSON pointers (RFC 6901): `/Resources/Key~1A/Properties`. */

/** A name as one step of a pointer. */
export const pointerStep = (name: string): string =>
  name.includes('/') || name.includes('~') ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;

/** One step of a pointer as the name that it stands for. */
export const stepName = (step: string): string => (step.includes('~') ? step.replaceAll('~1', '/').replaceAll('~0', '~') : step);

/** The pointer whose steps have these names: `''` for none. */
export const pointerOf = (names: readonly (string | number)[]): string => names.map((name) => `/${pointerStep(String(name))}`).join('');

/** The names of the steps of a pointer, from the top. */
export const stepsOf = (pointer: string): readonly string[] => pointer.split('/').slice(1).map(stepName);
