/** The order of texts that does not depend on the language of the machine: by UTF-16 code units. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
