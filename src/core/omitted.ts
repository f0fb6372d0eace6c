/** An object without some of its members. */

/** @returns a new object; the one given stays as it is */
export function omitted<T extends object, Name extends keyof T>(given: T, ...names: readonly Name[]): Omit<T, Name> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name as Name))) as Omit<T, Name>;
}
