/** Loads a heavy library when it is first needed, synchronously, so that a run that does not need it does not pay for it. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** @param name a dependency of this package. The caller says its type: `load('yaml') as typeof import('yaml')`. */
export function load(name: string): unknown {
  return require(name) as unknown;
}
