/** Imports a module when it is needed: alone in its file, since compiled code that is kept for the next run (bin/load.js) cannot import. */

/** @param specifier a URL, or the name of a package that this one depends on */
export function importModule(specifier: string): Promise<unknown> {
  return import(/* @vite-ignore */ specifier);
}
