/** What is said of several apps at once: which of it is kept, and where it stands. */
import type { Place } from '../types/files.js';
import type { Program } from '../types/program.js';
import type { Report } from '../types/rule.js';
import type { StackId } from '../types/values.js';
import { logicalIdOf, stackIdOf } from '../core/ids.js';
import { omitted } from '../core/omitted.js';
import { pointerOf } from '../core/pointer.js';
import { resourcesNamed } from '../words/resource.js';
import { resourceAt } from './apart.js';
import { stackFinder, type Said } from './run.js';

/** Which app a stack is of: a file of facts, or what is linted; of what is in no template, undefined where that cannot be told. */
export type AppOf = (stack: StackId | undefined) => string | undefined;

/** Findings between apps: those that lead over places of two apps, or name things of two. */
export function betweenApps(said: readonly Said[], program: Pick<Program, 'stacks'>, appOf: AppOf): readonly Said[] {
  const appsOf = appFinder(program, appOf);
  return said.filter((one) => appsOf(one).size > 1);
}

/**
 * Findings of what is linted. One that stands in another app and leads here stands here, at the first place that it leads over; the other
 * place is then told beside it. No fix is shown, since one side of it is not here.
 * @param isOwn whether a stack is linted; of a place that is in no template, undefined
 */
export function ownFindings(
  said: readonly Said[],
  program: Pick<Program, 'stacks'>,
  isOwn: (stack: StackId | undefined) => boolean,
): readonly Said[] {
  const appsOf = appFinder(program, (stack) => (isOwn(stack) ? 'own' : 'other')),
    stackOf = stackFinder(program);
  return said.flatMap((one): readonly Said[] => {
    const apps = appsOf(one);
    if (!apps.has('other')) return [one];
    if (!apps.has('own')) return [];
    const report = omitted(one.report, 'fix');
    if (isOwn(stackOf(one.stack, one.report)?.id)) return [{ ...one, report }];
    const place = placesOf(report, program).find((at) => isOwn(stackOf(undefined, { at })?.id)),
      facts = place && stackOf(undefined, { at: place });
    if (!place || !facts) return [];
    const moved = omitted(report, 'stack', 'constructPath', 'trace');
    return [
      {
        ...one,
        stack: facts.id,
        resource: resourceAt(place, facts),
        report: {
          ...moved,
          at: place,
          stack: facts.id,
          related: [{ at: report.at, message: OTHER }, ...(report.related ?? []).filter(({ at }) => at !== place)],
        },
      },
    ];
  });
}

const OTHER = 'in another app, or a stack that is not linted';

/** What it stands at and leads over, and the resources that it names. */
function placesOf({ at, flow = [], related = [], message }: Report, { stacks }: Pick<Program, 'stacks'>): readonly Place[] {
  const told = [...flow, ...related];
  const named = [message, ...told.map((one) => one.message)].flatMap(resourcesNamed).flatMap((resource) => {
    const facts = stacks.get(stackIdOf(resource));
    return facts ? [{ file: facts.file, pointer: pointerOf(['Resources', logicalIdOf(resource)]) }] : [];
  });
  return [at, ...told.map((one) => one.at), ...named];
}

/** The apps that a finding leads over. */
function appFinder(program: Pick<Program, 'stacks'>, appOf: AppOf): (said: Said) => ReadonlySet<string> {
  const stackOf = stackFinder(program);
  return ({ report, stack, resource }) => {
    const stacks = placesOf(report, program).map((at) => stackOf(undefined, { at })?.id);
    const apps = [stackOf(stack, report)?.id, ...(resource === undefined ? [] : [stackIdOf(resource)]), ...stacks].map(appOf);
    return new Set(apps.filter((app) => app !== undefined));
  };
}
