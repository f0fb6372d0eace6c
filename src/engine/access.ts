/** The access table: for each key of the app who manages, administers, uses and delegates it, and why. */
import { accessOf, type Access, type PrincipalAccess } from '../policy/access.js';
import type { ActionGroup } from '../reference/actions.js';
import { scopeOf } from '../keys/scope.js';
import { openLocator } from '../assembly/locate.js';
import type { Address, Answer, Files, Key, KeyAccess, Problem, Program, Verdicts } from '../types.js';
import { openEvidence, type Evidence } from './evidence.js';
import { relative, relativeProblem } from './relative.js';
import { loadProgram, type Loaded } from './program.js';
import { worldsOfKeys } from './run.js';

/** The access table of the app under `paths`; the problems are those of a lint. */
export function access(input: {
  readonly files: Files;
  readonly paths: readonly string[];
  readonly root: string;
  readonly sourceRoot?: string;
}): { readonly keys: readonly KeyAccess[]; readonly problems: readonly Problem[] } {
  const { files, root } = input;
  const evidence = openEvidence(files, input);
  const loaded = loadProgram(files, input.paths, { calls: () => [] });
  return { keys: accessRows(loaded, evidence, files, root), problems: loaded.problems.map((problem) => relativeProblem(root, problem)) };
}

/** @returns a row for each key, in the order of the stacks; places are named relative to `root` */
export function accessRows({ program, artifacts }: Loaded, evidence: Evidence, files: Files, root: string): readonly KeyAccess[] {
  const locator = openLocator(files);
  const place = (at: Address): string => {
    const position = locator.position(at);
    return position ? `${relative(root, position.file)}:${position.line}` : relative(root, at.file);
  };
  return worldsOfKeys(program).flatMap((worlds) => {
    const [first] = worlds;
    const facts = first && program.stacks.get(first.stack);
    const artifact = facts && artifacts.get(facts.id);
    if (!first || !facts || !artifact) return [];
    const constructPath = evidence.constructPath(facts, artifact, first.resource.logicalId) ?? null;
    return [row(worlds, first, facts.name, constructPath, program, place)];
  });
}

/** One row for all worlds of a key. */
function row(
  worlds: readonly Key[],
  first: Key,
  stack: string,
  constructPath: string | null,
  program: Program,
  place: (at: Address) => string,
): KeyAccess {
  const judged = worlds.map(({ verdicts }) => verdicts),
    lists = worlds.map((key) => accessOf(key.policy, scopeOf(key, program), key));
  const verdict = (name: keyof Verdicts) => ({
    answer: together(judged.map((verdicts) => verdicts[name].answer)),
    because: [...new Set(judged.flatMap((verdicts) => verdicts[name].because.map(({ at, text }) => `${text} (${place(at)})`)))],
  });
  return {
    stack,
    logicalId: first.resource.logicalId,
    constructPath,
    verdicts: {
      rootTrust: verdict('rootTrust'),
      fullRootTrust: verdict('fullRootTrust'),
      manageable: verdict('manageable'),
      durable: verdict('durable'),
      public: verdict('public'),
      crossAccount: verdict('crossAccount'),
    },
    principals: principalsOf(lists),
    delegated: delegatedIn(lists),
    foreignAccounts: foreignAccounts(lists),
    services: [...new Set(lists.flatMap((list) => list.services))],
  };
}

/** The answer that holds in all worlds. */
function together(answers: readonly Answer[]): Answer {
  const [first] = answers;
  return first !== undefined && answers.every((answer) => answer === first) ? first : 'unknown';
}

/** Each principal once. What is not the same in all worlds may be. */
function principalsOf(lists: readonly Access[]): KeyAccess['principals'] {
  const names = [...new Set(lists.flatMap(({ principals }) => principals.map(({ principal }) => principal)))];
  return names.flatMap((name): KeyAccess['principals'] => {
    const rows = lists.map(({ principals }) => principals.find(({ principal }) => principal === name)),
      [shown] = rows.filter((entry) => entry !== undefined);
    if (!shown) return [];
    const { principal, kind, own, may, createGrant, actions, perhaps } = shown,
      one = { principal, kind, own, may, createGrant, actions, perhaps };
    const says = (entry: PrincipalAccess | undefined): string => JSON.stringify(entry && [entry.may, entry.actions, entry.perhaps]);
    if (rows.every((entry) => says(entry) === says(shown))) return [one];
    return [
      {
        ...one,
        may: Object.fromEntries(
          Object.keys(one.may).map((group) => [group, together(rows.map((entry) => entry?.may[group as ActionGroup] ?? 'no'))]),
        ),
        createGrant: together(rows.map((entry) => entry?.createGrant ?? 'no')),
        actions: [],
        perhaps: [...new Set(rows.flatMap((entry) => (entry ? [...entry.actions, ...entry.perhaps] : [])))].sort(),
      },
    ];
  });
}

function delegatedIn(lists: readonly Access[]): KeyAccess['delegated'] {
  return Object.fromEntries(
    Object.keys(lists[0]?.delegated ?? {}).map((group) => {
      const ways = lists.map(({ delegated }) => delegated[group as ActionGroup]);
      return [group, { some: together(ways.map(({ some }) => some)), all: together(ways.map(({ all }) => all)) }];
    }),
  );
}

function foreignAccounts(lists: readonly Access[]): KeyAccess['foreignAccounts'] {
  const found = new Map(lists.flatMap((list) => list.foreignAccounts.map(({ account, foreign }) => [account, foreign] as const)));
  return [...found].map(([account, foreign]) => ({ account, foreign }));
}
