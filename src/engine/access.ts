/** The access table: for each key of the app who manages, administers, uses and delegates it, and why. */
import { accessOf } from '../policy/access.js';
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

function row(
  worlds: readonly Key[],
  first: Key,
  stack: string,
  constructPath: string | null,
  program: Program,
  place: (at: Address) => string,
): KeyAccess {
  const scope = scopeOf(first, program),
    judged = worlds.map(({ verdicts }) => verdicts),
    lists = worlds.map((key) => accessOf(key.policy, scope, key));
  const one = (answers: readonly Answer[]): Answer =>
    answers.every((answer) => answer === answers[0]) ? (answers[0] ?? 'unknown') : 'unknown';
  const verdict = (name: keyof Verdicts) => ({
    answer: one(judged.map((verdicts) => verdicts[name].answer)),
    because: [...new Set(judged.flatMap((verdicts) => verdicts[name].because.map(({ at, text }) => `${text} (${place(at)})`)))],
  });
  const names = [...new Set(lists.flatMap(({ principals }) => principals.map(({ principal }) => principal)))];
  const principals = names.flatMap((name) => {
    const rows = lists.map((list) => list.principals.find(({ principal }) => principal === name)),
      [shown] = rows.filter((entry) => entry !== undefined);
    if (!shown) return [];
    const { principal, kind, own, actions, perhaps } = shown,
      same = rows.every(
        (entry) => entry !== undefined && JSON.stringify([entry.may, entry.actions]) === JSON.stringify([shown.may, shown.actions]),
      );
    const open = (answer: Answer): Answer => (same ? answer : answer === 'no' ? 'no' : 'unknown');
    return [
      {
        principal,
        kind,
        own,
        may: Object.fromEntries(Object.entries(shown.may).map(([group, answer]) => [group, open(answer)])),
        createGrant: open(shown.createGrant),
        actions: same ? actions : [],
        perhaps: same ? perhaps : [...actions, ...perhaps],
      },
    ];
  });
  return {
    stack,
    logicalId: first.resource.logicalId,
    constructPath,
    principals,
    verdicts: {
      rootTrust: verdict('rootTrust'),
      fullRootTrust: verdict('fullRootTrust'),
      manageable: verdict('manageable'),
      durable: verdict('durable'),
      public: verdict('public'),
      crossAccount: verdict('crossAccount'),
    },
    foreignAccounts: [...new Set(lists.flatMap((list) => list.foreignAccounts))],
    services: [...new Set(lists.flatMap((list) => list.services))],
  };
}
