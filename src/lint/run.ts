/** Runs the rules over the Program and settles, over the scenarios of a key, what is certain and what only possible. */
import type { AnyRule, Report } from '../types/rule.js';
import type { JsonObject } from '../types/files.js';
import type { Key, Program } from '../types/program.js';
import type { Level } from '../types/config.js';
import type { Problem } from '../types/report.js';
import type { ResourceId, StackId } from '../types/values.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import type { Observer } from './observe.js';
import type { RunSettings } from './by-app.js';

/** A report with the rule that made it and the subject it is about. */
export interface Said {
  readonly rule: AnyRule;
  readonly level: Level;
  readonly report: Report;
  readonly stack: StackId | undefined;
  readonly resource: ResourceId | undefined;
  readonly certain: boolean;
}

/** What the rules say of the program. A rule that throws is a fatal Problem; the others go on. */
export function runRules(
  program: Program,
  settings: RunSettings,
  observe: Observer = () => undefined,
): { readonly said: readonly Said[]; readonly problems: readonly Problem[] } {
  const said: Said[] = [];
  const problems: Problem[] = [];
  const subjects = { keys: keysByScenario(program), resources: resourcesByType(program) };
  const stackOf = stackFinder(program);
  for (const rule of settings.rules.filter((one) => settings.runs(one))) {
    observe('rules', rule.id);
    const failed = (about: string, error: unknown): void => {
      const message = `the rule ${rule.id} failed on ${about} (${causeOf(error)}): this is a bug of the rule; its other findings are complete`;
      problems.push({ weight: 'fatal', message });
    };
    for (const { options, holds } of settings.options(rule))
      for (const found of check(rule, options, program, subjects, failed)) {
        const { report } = found;
        const stack = report.stack ?? found.stack,
          facts = stackOf(stack, report),
          { file } = facts ?? report.at;
        const levels = holds(file) ? settings.levels(rule, facts, file) : undefined;
        if (levels) said.push({ rule, ...found, stack, level: levels.asked ?? report.level ?? levels.usual });
      }
  }
  return { said, problems };
}

/** What a rule threw, with the innermost line of the rule's own file: that of the last frame before `guarded`, which called it. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const called = frames.findIndex((frame) => /\bguarded\b/.test(frame));
  const places = frames.slice(0, called + 1).map((frame) => {
    const [, file = '', line = ''] = /([^(\s]+):(\d+):\d+\)?$/.exec(frame) ?? [];
    return { file, line };
  });
  const engine = places.at(-1)?.file;
  const rule = places.findLast(({ file }) => file !== '' && file !== engine)?.file;
  const place = rule === undefined ? undefined : places.find(({ file }) => file === rule);
  return place ? `${error.message}, ${place.file.replace(/^.*[\\/]/, '')}:${place.line}` : error.message;
}

/** The stack that a report is about: named, or the one of the template in which it stands. */
export function stackFinder({
  stacks,
}: Pick<Program, 'stacks'>): (stack: StackId | undefined, report: Pick<Report, 'at'>) => TemplateFacts | undefined {
  let byFile: ReadonlyMap<string, TemplateFacts> | undefined;
  return (stack, report) => {
    if (stack !== undefined) return stacks.get(stack);
    byFile ??= new Map([...stacks.values()].map((facts) => [facts.file, facts] as const));
    return byFile.get(report.at.file);
  };
}

type Found = Pick<Said, 'report' | 'stack' | 'resource' | 'certain'>;

interface Subjects {
  readonly keys: readonly (readonly Key[])[];
  readonly resources: ReadonlyMap<string, readonly Resource[]>;
}

/** Runs one rule on each of its subjects. */
function* check(
  rule: AnyRule,
  options: JsonObject,
  program: Program,
  { keys, resources }: Subjects,
  failed: (about: string, error: unknown) => void,
): Iterable<Found> {
  const guarded = (about: string, reports: () => Iterable<Report>): readonly Report[] => {
    try {
      return [...reports()].filter(({ when }) => when !== 'no');
    } catch (error) {
      failed(about, error);
      return [];
    }
  };
  if (rule.on === 'program') {
    const reports = guarded('the app', () => rule.check(program, program, options));
    for (const report of reports) yield { report, stack: undefined, resource: undefined, certain: report.when === 'yes' };
  } else if (rule.on === 'resource') {
    const types = rule.types ?? [...resources.keys()];
    for (const resource of types.flatMap((type) => resources.get(type) ?? [])) {
      const reports = guarded(resource.logicalId, () => rule.check(resource, program, options));
      for (const report of reports) yield { report, stack: resource.stack, resource: resource.id, certain: report.when === 'yes' };
    }
  } else {
    for (const scenarios of keys) {
      const [first] = scenarios;
      if (!first) continue;
      const reports = scenarios.map((key) => guarded(key.resource.logicalId, () => rule.check(key, program, options)));
      for (const { report, certain } of overScenarios(reports)) yield { report, stack: first.stack, resource: first.id, certain };
    }
  }
}

function resourcesByType({ stacks }: Program): ReadonlyMap<string, readonly Resource[]> {
  const byType = new Map<string, Resource[]>();
  for (const { resources } of stacks.values())
    for (const resource of resources) {
      const list = byType.get(resource.type);
      if (list) list.push(resource);
      else byType.set(resource.type, [resource]);
    }
  return byType;
}

/** The keys of the program, each in all its scenarios. */
export function keysByScenario({ keys }: Program): readonly (readonly Key[])[] {
  const scenarios = new Map<ResourceId, Key[]>();
  for (const key of keys) {
    const list = scenarios.get(key.id);
    if (list) list.push(key);
    else scenarios.set(key.id, [key]);
  }
  return [...scenarios.values()];
}

/** A finding is certain if it is there in every scenario in which the key exists, or if each scenario has a certain one of its own. */
function overScenarios(scenarios: readonly (readonly Report[])[]): readonly { readonly report: Report; readonly certain: boolean }[] {
  const alwaysOne = scenarios.every((reports) => reports.some(({ when }) => when === 'yes'));
  const found = new Map<string, { report: Report; certainIn: number; scenarios: number }>();
  for (const reports of scenarios)
    for (const [identity, report] of identified(reports)) {
      const before = found.get(identity);
      found.set(identity, {
        report: before?.report ?? report,
        certainIn: (before?.certainIn ?? 0) + (report.when === 'yes' ? 1 : 0),
        scenarios: scenarios.length,
      });
    }
  return [...found.values()].map(({ report, certainIn, scenarios: count }) => ({
    report,
    certain: certainIn === count || (alwaysOne && certainIn > 0),
  }));
}

/** The reports of one scenario by what they are in every other. Their words may differ there: they count only where two differ here. */
function identified(reports: readonly Report[]): ReadonlyMap<string, Report> {
  const identities = new Map<string, Report>();
  for (const report of [...reports].sort((a, b) => (a.message < b.message ? -1 : 1))) {
    let identity = JSON.stringify([report.detail, report.at]);
    while (identities.has(identity) && identities.get(identity)?.message !== report.message) identity += '+';
    if (identities.get(identity)?.when !== 'yes') identities.set(identity, report);
  }
  return identities;
}
