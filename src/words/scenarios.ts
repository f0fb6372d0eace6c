/** What is said of a key in some scenarios of its template's conditions only, told with these. */
import type { Because } from '../types/report.js';
import type { Scenario } from '../types/values.js';

/** More scenarios than this are not spelled out. */
const MOST = 3;

/** The reasons of all scenarios, each once; before one that not all have stands in which they do: `if Prod: …`. */
export function perScenario(said: readonly { readonly scenario: Scenario; readonly lines: readonly Because[] }[]): readonly Because[] {
  const scenarios = said.map(({ scenario }) => scenario);
  const distinct = new Map(said.flatMap(({ lines }) => lines.map((line) => [contentOf(line), line] as const)));
  return [...distinct].map(([content, line]) => {
    const having = said.filter(({ lines }) => lines.some((one) => contentOf(one) === content)).map(({ scenario }) => scenario);
    return having.length === said.length ? line : { ...line, says: `${where(having, scenarios)}: ${line.says}` };
  });
}

const contentOf = ({ says, at }: Because): string => JSON.stringify([says, at.file, at.line]);

function where(these: readonly Scenario[], all: readonly Scenario[]): string {
  const names = [...new Set(all.flatMap((scenario) => Object.keys(scenario)))];
  const say = (name: string, way: boolean | undefined): string => `${way === true ? '' : 'not '}${name}`;
  const deciding = names.find((name) => {
    const ways = new Set(these.map((scenario) => scenario[name]));
    return ways.size === 1 && all.every((scenario) => these.includes(scenario) === ways.has(scenario[name]));
  });
  if (deciding !== undefined) return `if ${say(deciding, these[0]?.[deciding])}`;
  if (these.length > MOST) return 'in some cases';
  const varying = names.filter((name) => new Set(all.map((scenario) => scenario[name])).size > 1);
  return `if ${these.map((scenario) => varying.map((name) => say(name, scenario[name])).join(' and ')).join(', or ')}`;
}
