// What dist/ is built from, and the stamp in it that says which state of that it was built of. The content counts, not the time of a file:
// git gives files new times, and tests are in src/ too.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const top = path.resolve(import.meta.dirname, '..');
const SOURCES = [
  'src',
  'rules',
  'bin',
  'scripts/build.mjs',
  'scripts/vendor.mjs',
  'scripts/declarations.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
/** As tsconfig.build.json leaves them out; texts that are written from the rules are not built, either. */
const NOT_BUILT = /(\.test\.ts|(^|[./])testing\.ts|\.md)$/;

export const STAMP = path.join(top, 'dist/.sources');

/** A name for the sources as they are now. */
export function sourcesNow() {
  const hash = createHash('sha256');
  const add = (file) => {
    if (statSync(path.join(top, file)).isDirectory()) for (const name of readdirSync(path.join(top, file)).sort()) add(`${file}/${name}`);
    else if (!NOT_BUILT.test(file))
      hash
        .update(`${file}\0`)
        .update(readFileSync(path.join(top, file)))
        .update('\0');
  };
  SOURCES.forEach(add);
  return hash.digest('hex');
}
