// Keeps of the declarations that tsc wrote those that a user's compiler can reach: the rest describes what nobody can import.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const IMPORTED = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"](\.[^'"]+)\.js['"]/g;

/** The declarations that these import, and what those import in turn. @param entries paths of .d.ts files */
function reachable(entries) {
  const reached = new Set(entries.map((file) => path.normalize(file)));
  for (const file of reached)
    for (const [, name] of readFileSync(file, 'utf8').matchAll(IMPORTED)) {
      const other = path.join(path.dirname(file), `${name}.d.ts`);
      if (existsSync(other)) reached.add(other);
    }
  return reached;
}

/**
 * Those for apps of CommonJS, which want types of CommonJS, are copied into a folder that says so.
 * @param dist the folder of what is built @param entries, commonjs paths in it of what package.json exports
 */
export function keepDeclarations(dist, entries, commonjs) {
  const files = (names) => reachable(names.map((name) => path.join(dist, name)));
  for (const file of files(commonjs)) cpSync(file, path.join(dist, 'commonjs', path.relative(dist, file)), { recursive: true });
  const kept = files(entries);
  for (const folder of ['src', 'rules'])
    for (const name of readdirSync(path.join(dist, folder), { recursive: true })) {
      const file = path.join(dist, folder, name);
      if (file.endsWith('.d.ts') && !kept.has(file)) rmSync(file);
    }
}
