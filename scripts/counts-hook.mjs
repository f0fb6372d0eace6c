// Keeps the first argument of each call of a counted function, put in as its module is loaded; calls inside the module too. See counts.mjs.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

let counted = {};
export function initialize(given) {
  counted = given;
}

export async function load(url, context, next) {
  const [, names] = Object.entries(counted).find(([module]) => url.endsWith(`/dist/src/${module}`)) ?? [];
  if (!names) return next(url, context);
  let source = readFileSync(fileURLToPath(url), 'utf8');
  for (const name of names) {
    const head = `export function ${name}(`;
    if (!source.includes(head)) throw new Error(`${fileURLToPath(url)} exports no function ${name}: change the list in scripts/counts.mjs`);
    source = source.replace(
      head,
      `export function ${name}(...given) { globalThis.counts.${name}.push(given[0]); return uncounted_${name}(...given); }\nfunction uncounted_${name}(`,
    );
  }
  return { format: 'module', source, shortCircuit: true };
}
