/** Runs the rules over the Program and settles, over the worlds of a key, what is certain and what only possible. */
import type { AnyRule, Key, Level, Problem, Program, Report, ResourceId, StackId } from '../types.js';

/** A report with the rule that made it and the subject it is about. */
export interface Said {
  readonly rule: AnyRule;
  readonly level: Level;
  readonly report: Report;
  readonly stack: StackId | undefined;
  readonly resource: ResourceId | undefined;
  readonly certain: boolean;
}

/** @param levels what the user asked for: a level, or 'off'; else the rule's own level and what it says of one finding. */
export function run(
  program: Program,
  rules: readonly AnyRule[],
  levels: Readonly<Record<string, Level | 'off'>>,
): { readonly said: readonly Said[]; readonly problems: readonly Problem[] } {
  const said: Said[] = [],
    problems: Problem[] = [];
  const keys = worldsOfKeys(program);
  for (const rule of rules) {
    const asked = levels[rule.id];
    if (asked === 'off') continue;
    const say = (report: Report, stack: StackId | undefined, resource: ResourceId | undefined, certain: boolean): void => {
      said.push({ rule, report, stack: report.stack ?? stack, resource, certain, level: asked ?? report.level ?? rule.level });
    };
    const guarded = (about: string, check: () => Iterable<Report>): readonly Report[] => {
      try {
        return [...check()].filter(({ when }) => when !== 'no');
      } catch (error) {
        problems.push({
          weight: 'fatal',
          message: `the rule ${rule.id} failed on ${about} (${error instanceof Error ? error.message : String(error)}): this is a bug of the rule; its other findings are complete`,
        });
        return [];
      }
    };
    if (rule.on === 'program')
      for (const report of guarded('the app', () => rule.check(program, program))) say(report, undefined, undefined, report.when === 'yes');
    else if (rule.on === 'resource') {
      for (const facts of program.stacks.values())
        for (const resource of facts.resources) {
          if (rule.types && !rule.types.includes(resource.type)) continue;
          for (const report of guarded(resource.logicalId, () => rule.check(resource, program)))
            say(report, facts.id, resource.id, report.when === 'yes');
        }
    } else
      for (const worlds of keys) {
        const first = worlds[0];
        if (!first) continue;
        for (const { report, certain } of overWorlds(worlds.map((key) => guarded(key.resource.logicalId, () => rule.check(key, program)))))
          say(report, first.stack, first.id, certain);
      }
  }
  return { said, problems };
}

/** The keys of the program, each in all its worlds. */
export function worldsOfKeys({ keys }: Program): readonly (readonly Key[])[] {
  const worlds = new Map<ResourceId, Key[]>();
  for (const key of keys) {
    const list = worlds.get(key.id);
    if (list) list.push(key);
    else worlds.set(key.id, [key]);
  }
  return [...worlds.values()];
}

/** A finding is certain if it is there in every world in which the key exists, or if each world has a certain one of its own. */
function overWorlds(worlds: readonly (readonly Report[])[]): readonly { readonly report: Report; readonly certain: boolean }[] {
  const identity = (report: Report): string => JSON.stringify([report.detail, report.at]);
  const alwaysOne = worlds.every((reports) => reports.some(({ when }) => when === 'yes'));
  const found = new Map<string, { report: Report; certainIn: number; worlds: number }>();
  for (const reports of worlds)
    for (const report of reports) {
      const before = found.get(identity(report));
      found.set(identity(report), {
        report: before?.report ?? report,
        certainIn: (before?.certainIn ?? 0) + (report.when === 'yes' ? 1 : 0),
        worlds: worlds.length,
      });
    }
  return [...found.values()].map(({ report, certainIn, worlds: count }) => ({
    report,
    certain: certainIn === count || (alwaysOne && certainIn > 0),
  }));
}
