// What a linter can be given under a folder: cloud assemblies, and templates that lie outside of one.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Only a manifest of CDK's: others call theirs so as well. */
export function isAssembly(dir) {
  try {
    return Object.values(JSON.parse(readFileSync(path.join(dir, 'manifest.json'), 'utf8')).artifacts).some((artifact) =>
      /^(aws:cloudformation|cdk):/.test(artifact.type),
    );
  } catch {
    return false;
  }
}

const TEMPLATE = /\.(json|yaml|yml|template)$/;

/**
 * The paths of all inputs under a folder, or the folder itself where it is one; in the order of their names.
 * Assemblies inside assemblies (Stages) belong to the outer one; every other file that may be a template is an input by itself.
 * @param isWhole whether a folder is one input: by default, whether it is an assembly of CDK's
 */
export function inputsUnder(dir, isWhole = isAssembly) {
  if (isWhole(dir)) return [dir];
  return readdirSync(dir, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(dir, entry.name);
      if (entry.isDirectory()) return inputsUnder(file, isWhole);
      return TEMPLATE.test(entry.name) && /\bResources\b[^]*\b(AWS|Custom)::/.test(readFileSync(file, 'utf8')) ? [file] : [];
    });
}

/** Works a list off, so many at a time, each by the worker of its turn: `work(item, turn)` with a turn from 0. */
export async function inTurns(atOnce, list, work) {
  const queue = [...list.entries()],
    results = [];
  await Promise.all(
    Array.from({ length: atOnce }, async (_, turn) => {
      for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1], turn);
    }),
  );
  return results;
}
