/** The rules that a user's module exports: whether they are rules, told so that an author finds what is missing. */
import type { AnyRule } from '../types/rule.js';
import { LEVELS } from './schema.js';

const ON = ['key', 'resource', 'program'];
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * @param module what `import()` gave: its default export is a rule or a list of rules
 * @param known the ids that are taken
 * @returns the rules, or what is wrong with them: sentences that go on after the module's name
 */
export function rulesOf(
  module: unknown,
  known: ReadonlySet<string>,
): { readonly rules: readonly AnyRule[] } | { readonly faults: readonly string[] } {
  const exported = defaultOf(module);
  if (exported === undefined)
    return { faults: ['has no default export: it should export a rule, defineRule({ ... }), or a list of rules'] };
  const candidates: readonly unknown[] = Array.isArray(exported) ? exported : [exported];
  if (candidates.length === 0) return { faults: ['exports an empty list of rules'] };
  const faults = candidates.flatMap((candidate, index) =>
    faultsOf(candidate, Array.isArray(exported) ? `rule ${index + 1} of the list` : 'its default export'),
  );
  if (faults.length > 0) return { faults };
  const rules = candidates as readonly AnyRule[];
  const taken = rules.filter(({ id }, index) => known.has(id) || rules.findIndex((other) => other.id === id) !== index);
  return taken.length > 0
    ? { faults: taken.map(({ id }) => `has a rule ${id}, but there is one of that id already: give it another`) }
    : { rules };
}

/** The default export; of CommonJS, which came through an import, the default in it. */
function defaultOf(module: unknown): unknown {
  const first = (module as { readonly default?: unknown } | undefined)?.default;
  const isRule = (value: unknown): boolean => typeof value === 'object' && value !== null && 'id' in value;
  const inner = (first as { readonly default?: unknown } | undefined)?.default;
  return !isRule(first) && inner !== undefined ? inner : first;
}

function faultsOf(candidate: unknown, what: string): readonly string[] {
  if (typeof candidate !== 'object' || candidate === null)
    return [`is no module of rules: ${what} is ${candidate === null ? 'null' : `a ${typeof candidate}`}, not a rule`];
  const rule = candidate as Readonly<Record<string, unknown>>;
  const called = typeof rule['id'] === 'string' ? `rule ${rule['id']}` : what;
  const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
  const isList = Array.isArray;
  const examples = rule['examples'] as Readonly<Record<string, unknown>> | undefined;
  const wrong: readonly (readonly [right: boolean, message: string])[] = [
    [isText(rule['id']) && ID.test(String(rule['id'])), 'needs an `id` in kebab-case that names the flaw, like key-without-owner'],
    ...['title', 'why', 'remedy'].map((name) => [isText(rule[name]), `needs a text \`${name}\``] as const),
    [LEVELS.some((level) => level === rule['level']), `needs a \`level\`: ${LEVELS.join(', ')}`],
    [ON.includes(String(rule['on'])), `needs \`on\`, what it looks at: ${ON.join(', ')}`],
    [typeof rule['check'] === 'function', 'needs a function `check`'],
    [isList(rule['references']), 'needs a list `references`, which may be empty'],
    [isList(examples?.['bad']) && isList(examples['good']), 'needs `examples: { bad: [...], good: [...] }`'],
  ];
  return wrong.flatMap(([right, message]) => (right ? [] : [`has a fault: ${called} ${message}`]));
}
