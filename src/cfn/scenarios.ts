/** The scenarios of a template: every way in which the conditions that matter can be decided together. */
import { objectOf, isObject } from '../core/json.js';
import type { Json } from '../types/files.js';
import type { TemplateFacts } from '../types/facts.js';
import type { Text, Scenario } from '../types/values.js';
import { foldText, type Scope } from './fold.js';
import { literal, onlySymbol, sameText, textKey } from '../core/text.js';

/** More scenarios than this are not built: the value is unknown instead. */
const MOST_SCENARIOS = 64;
const MOST_CHOICES = 4096;

/** A choice between ways in which something that only the deployment knows can turn out; the last way of a symbol is "anything else". */
interface Choice {
  readonly key: string;
  readonly ways: readonly (string | boolean)[];
}
type Chosen = ReadonlyMap<string, string | boolean>;

/** The names of conditions that a value or resource asks for: Fn::If inside, and the resource's own Condition. */
export function conditionsIn(json: Json, into = new Set<string>()): Set<string> {
  if (Array.isArray(json)) for (const item of json as readonly Json[]) conditionsIn(item, into);
  else if (isObject(json)) {
    const { 'Fn::If': branches } = json;
    if (Array.isArray(branches) && typeof branches[0] === 'string') into.add(branches[0]);
    for (const key of Object.keys(json)) conditionsIn(json[key] ?? null, into);
  }
  return into;
}

/**
 * Every satisfiable assignment of the named conditions, or undefined where they are too many. One empty scenario where no condition is
 * named.
 */
export function scenariosOf(facts: TemplateFacts, names: Iterable<string>): readonly Scenario[] | undefined {
  const wanted = [...new Set(names)].filter((name) => Object.hasOwn(facts.conditions, name)).sort();
  if (wanted.length === 0) return [{}];
  const scope: Scope = { facts, scenario: {} };
  const choices = new Map<string, Set<string | boolean>>();
  for (const name of wanted) collect(facts.conditions[name] ?? null, scope, choices, new Set([name]));
  const list: Choice[] = [...choices].map(([key, ways]) => ({ key, ways: [...ways] }));
  if (list.reduce((product, { ways }) => product * ways.length, 1) > MOST_CHOICES) return undefined;
  const scenarios = new Map<string, Scenario>();
  for (const chosen of combinations(list)) {
    const scenario = Object.fromEntries(wanted.map((name) => [name, decide({ Condition: name }, scope, chosen, new Set())]));
    scenarios.set(JSON.stringify(scenario), scenario);
    if (scenarios.size > MOST_SCENARIOS) return undefined;
  }
  return [...scenarios.values()];
}

/** Whether a condition is decided by the template alone; undefined where the deployment decides. */
export function conditionDecided(facts: TemplateFacts, name: string): boolean | undefined {
  const scenarios = scenariosOf(facts, [name]);
  return scenarios?.length === 1 ? scenarios[0]?.[name] : undefined;
}

function* combinations(choices: readonly Choice[], at = 0, chosen = new Map<string, string | boolean>()): Generator<Chosen> {
  const choice = choices[at];
  if (!choice) {
    yield chosen;
    return;
  }
  for (const way of choice.ways) yield* combinations(choices, at + 1, new Map(chosen).set(choice.key, way));
}

const OTHER = '\u0000other';
const operands = (json: Json): readonly Json[] => (Array.isArray(json) ? (json as readonly Json[]) : []);
function only(json: Json): readonly [string, Json] | undefined {
  if (!isObject(json)) return undefined;
  const [key, ...more] = Object.keys(json);
  return key === undefined || more.length > 0 ? undefined : [key, json[key] ?? null];
}

/** What an Fn::Equals compares: decided, or a symbol against a literal, or two things that nobody knows. */
function compare(
  json: Json,
  scope: Scope,
): boolean | { readonly key: string; readonly literal?: string; readonly allowed?: readonly string[] } {
  const [left, right] = operands(json).map((side) => foldText(side, scope)) as [Text?, Text?];
  if (!left || !right) return { key: JSON.stringify(json) };
  const same = sameText(left, right);
  if (same !== 'unknown') return same === 'yes';
  const [known, open] = literal(left) === undefined ? [literal(right), left] : [literal(left), right];
  const symbol = onlySymbol(open);
  if (known === undefined || !symbol) return { key: [textKey(left), textKey(right)].sort().join('=') };
  const parameter = symbol.of === 'parameter' ? scope.facts.parameters[symbol.name] : undefined;
  const allowed = objectOf(parameter)['AllowedValues'];
  return { key: textKey(open), literal: known, ...(Array.isArray(allowed) ? { allowed: allowed.map(String) } : {}) };
}

function collect(json: Json, scope: Scope, choices: Map<string, Set<string | boolean>>, seen: Set<string>): void {
  const operator = only(json);
  if (!operator) return;
  const [name, value] = operator;
  if (name === 'Condition' && typeof value === 'string') {
    if (!seen.has(value)) collect(scope.facts.conditions[value] ?? null, scope, choices, new Set(seen).add(value));
  } else if (name === 'Fn::And' || name === 'Fn::Or' || name === 'Fn::Not')
    for (const side of operands(value)) collect(side, scope, choices, seen);
  else if (name === 'Fn::Equals') {
    const compared = compare(value, scope);
    if (typeof compared === 'boolean') return;
    if (compared.literal === undefined) choices.set(compared.key, new Set([true, false]));
    else {
      const ways = choices.get(compared.key) ?? new Set(compared.allowed ?? [OTHER]);
      if (!compared.allowed) ways.add(compared.literal);
      choices.set(compared.key, ways);
    }
  } else choices.set(JSON.stringify(json), new Set([true, false]));
}

function decide(json: Json, scope: Scope, chosen: Chosen, seen: Set<string>): boolean {
  const operator = only(json);
  if (!operator) return false;
  const [name, value] = operator;
  if (name === 'Condition' && typeof value === 'string')
    return !seen.has(value) && decide(scope.facts.conditions[value] ?? null, scope, chosen, new Set(seen).add(value));
  if (name === 'Fn::And') return operands(value).every((side) => decide(side, scope, chosen, seen));
  if (name === 'Fn::Or') return operands(value).some((side) => decide(side, scope, chosen, seen));
  if (name === 'Fn::Not') return !operands(value).every((side) => decide(side, scope, chosen, seen));
  if (name !== 'Fn::Equals') return chosen.get(JSON.stringify(json)) === true;
  const compared = compare(value, scope);
  if (typeof compared === 'boolean') return compared;
  const way = chosen.get(compared.key);
  return compared.literal === undefined ? way === true : way === compared.literal;
}
