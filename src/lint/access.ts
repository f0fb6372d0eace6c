/** The access table: for each key of the app who manages, administers, uses and delegates it, and why. */
import { logicalIdOf, stackIdOf } from '../core/ids.js';
import { printText, sayText } from '../core/text.js';
import { mayOf } from '../policy/table/rows.js';
import type { Access, AccessRow, ActionGroup, PrincipalAccess } from '../types/access.js';
import { openLocator } from '../assembly/locate.js';
import type { Address, Files } from '../types/files.js';
import type { Answer, ResourceId } from '../types/values.js';
import type { Verdicts } from '../types/policy.js';
import type { Key, Program } from '../types/program.js';
import type { Because, ImportedKeyAccess, KeyAccess, Problem } from '../types/report.js';
import type { TemplateFacts } from '../types/facts.js';
import { openEvidence, type Evidence } from './evidence.js';
import { keyUsers, letInByIam } from './key-users.js';
import { relative, relativeProblem } from './relative.js';
import { loadProgram, type Loaded } from './program.js';
import { keysByScenario } from './run.js';
import { nameOfAccessRow, writtenAccessRow } from '../words/access-row.js';
import { importedKeyName } from '../words/imported-key.js';
import { reasonSentence } from '../words/reasons.js';
import { perScenario } from '../words/scenarios.js';

/** The access table of the app under `paths`; the problems are those of a lint. */
export function access(input: {
  readonly files: Files;
  readonly paths: readonly string[];
  readonly root: string;
  readonly sourceRoot?: string;
  /** What is known of keys that others own. @param stacks all that were read */
  readonly externalKeys?: (stacks: Program['stacks']) => Program['externalKeys'];
}): {
  readonly keys: readonly KeyAccess[];
  readonly importedKeys: readonly ImportedKeyAccess[];
  readonly problems: readonly Problem[];
} {
  const { files, root, externalKeys } = input;
  const evidence = openEvidence(files, input);
  const loaded = loadProgram(files, input.paths, { ...(externalKeys ? { externalKeys } : {}), calls: () => [] });
  return {
    keys: accessRows(loaded, evidence, files, root),
    importedKeys: importedKeyRows(loaded, evidence, files, root),
    problems: loaded.problems.map((problem) => relativeProblem(root, problem)),
  };
}

/** How a row calls constructs, places and files. */
interface Names {
  /** The construct path of a resource. */
  readonly pathOf: (resource: ResourceId) => string | undefined;
  readonly place: (at: Address) => Because['at'];
  readonly file: (file: string) => string;
}

/** A resource as people call it: its construct, else its logical id with the stack before it. */
const shortNames =
  ({ pathOf }: Names, { stacks }: Pick<Program, 'stacks'>) =>
  (id: ResourceId): string =>
    pathOf(id)?.replace(/\/Resource$/, '') ?? `${stacks.get(stackIdOf(id))?.name ?? ''}/${logicalIdOf(id)}`;

function namesIn({ program, artifacts }: Loaded, evidence: Evidence, files: Files, root: string): Names {
  const locator = openLocator(files);
  return {
    pathOf(id) {
      const facts = program.stacks.get(stackIdOf(id)),
        artifact = facts && artifacts.get(facts.id);
      return artifact && evidence.constructPath(facts, artifact, logicalIdOf(id));
    },
    place(at) {
      const position = locator.position(at);
      return position ? { file: relative(root, position.file), line: position.line } : { file: relative(root, at.file) };
    },
    file: (file) => relative(root, file),
  };
}

/** @returns a row for each key, in the order of the stacks; places are named relative to `root` */
export function accessRows(loaded: Loaded, evidence: Evidence, files: Files, root: string): readonly KeyAccess[] {
  const { program } = loaded,
    names = namesIn(loaded, evidence, files, root);
  return keysByScenario(program).flatMap((scenarios) => {
    const [first] = scenarios,
      facts = first && program.stacks.get(first.stack);
    return facts ? [row(scenarios, first, facts, program, names)] : [];
  });
}

/** @returns a row for each key that the app uses and others own */
export function importedKeyRows(loaded: Loaded, evidence: Evidence, files: Files, root: string): readonly ImportedKeyAccess[] {
  const { program } = loaded,
    nameOf = shortNames(namesIn(loaded, evidence, files, root), program);
  return program.importedKeys.map(({ id, name, account, region }) => ({
    name: importedKeyName({ name }, program),
    account: printText(account),
    region: printText(region),
    ...keyUsers(id, program, nameOf),
  }));
}

/** One row for all scenarios of a key. */
function row(scenarios: readonly Key[], first: Key, facts: TemplateFacts, program: Program, names: Names): KeyAccess {
  const { pathOf, place, file } = names,
    nameOf = shortNames(names, program);
  const lists = scenarios.map(({ policy }) => policy.access),
    principals = principalsOf(lists, (whom, own) => nameOfAccessRow(whom, own, { program, pathOf }));
  const verdict = (name: keyof Verdicts) => ({
    answer: together(scenarios.map(({ policy }) => policy[name].answer)),
    because: perScenario(
      scenarios.map(({ policy, scenario }) => ({
        scenario,
        lines: policy[name].reasons.map((reason) => ({ says: reasonSentence(reason), at: place(policy.place(reason.at)) })),
      })),
    ),
  });
  return {
    stack: facts.name,
    logicalId: first.resource.logicalId,
    constructPath: pathOf(first.id) ?? null,
    file: file(facts.file),
    verdicts: {
      rootTrust: verdict('rootTrust'),
      fullRootTrust: verdict('fullRootTrust'),
      manageable: verdict('manageable'),
      durable: verdict('durable'),
      public: verdict('public'),
      crossAccount: verdict('crossAccount'),
    },
    principals,
    delegated: delegatedIn(lists),
    foreignAccounts: foreignAccounts(lists),
    services: principals
      .filter(({ kind, actions, perhaps }) => kind === 'service' && actions.length + perhaps.length > 0)
      .map(({ principal }) => principal),
    iamAllows: letInByIam(scenarios, program, nameOf),
    ...keyUsers(first.id, program, nameOf),
  };
}

/** The answer that holds in all scenarios. */
function together(answers: readonly Answer[]): Answer {
  const [first] = answers;
  return first !== undefined && answers.every((answer) => answer === first) ? first : 'unknown';
}

/** Each principal once. What it may do in some scenarios only, it may do perhaps. */
function principalsOf(lists: readonly Access[], nameOf: (whom: AccessRow, own: Answer) => string): KeyAccess['principals'] {
  const identities = [...new Set(lists.flatMap(({ principals }) => principals.map(({ identity }) => identity)))];
  return identities.flatMap((identity): KeyAccess['principals'] => {
    const rows = lists.map(({ principals }) => principals.find((one) => one.identity === identity)),
      there = rows.filter((entry) => entry !== undefined),
      [shown] = there;
    if (!shown) return [];
    const all = [...new Set(there.flatMap(({ actions, perhaps }) => [...actions, ...perhaps]))].sort(),
      actions = all.filter((id) => rows.every((entry) => entry?.actions.includes(id))),
      perhaps = all.filter((id) => !actions.includes(id));
    const { kind, own } = shown;
    return [
      {
        principal: writtenAccessRow(shown),
        name: nameOf(shown, own),
        kind,
        own,
        byIam: [...new Set(there.flatMap(({ byIam }) => byIam))],
        may: mayOf({ actions, perhaps }),
        createGrant: actions.includes('kms:CreateGrant') ? 'yes' : perhaps.includes('kms:CreateGrant') ? 'unknown' : 'no',
        actions,
        perhaps,
        conditions: conditionsOf(there),
      },
    ];
  });
}

/** What fences a group of actions in every scenario in which the principal may do something of it. */
function conditionsOf(rows: readonly PrincipalAccess[]): KeyAccess['principals'][number]['conditions'] {
  const groups = [...new Set(rows.flatMap(({ conditions }) => Object.keys(conditions)))] as ActionGroup[];
  return Object.fromEntries(
    groups.flatMap((group) => {
      const able = rows.filter((entry) => mayOf(entry)[group] !== 'no').map(({ conditions }) => conditions[group]);
      return able.every((fences) => fences !== undefined) ? [[group, distinct(able.flat())]] : [];
    }),
  );
}

const distinct = (fences: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  fences.filter((one, i) => fences.findIndex((other) => other.join() === one.join()) === i);

function delegatedIn(lists: readonly Access[]): KeyAccess['delegated'] {
  return Object.fromEntries(
    Object.keys(lists[0]?.delegated ?? {}).map((group) => {
      const ways = lists.map(({ delegated }) => delegated[group as ActionGroup]);
      return [group, { some: together(ways.map(({ some }) => some)), all: together(ways.map(({ all }) => all)) }];
    }),
  );
}

function foreignAccounts(lists: readonly Access[]): KeyAccess['foreignAccounts'] {
  const named = lists.map(({ foreignAccounts: accounts }) => new Map(accounts.map((one) => [foreignKey(one), one] as const)));
  return [...new Set(named.flatMap((accounts) => [...accounts.keys()]))].flatMap((key) => {
    const all = named.map((accounts) => accounts.get(key)),
      shown = all.find((one) => one !== undefined);
    if (!shown) return [];
    const { account, organizations, conditions } = shown,
      isAny = printText(account) === '*';
    return [
      {
        account: printText(account),
        name: isAny ? 'any account' : sayText(account),
        foreign: together(all.map((one) => one?.foreign ?? 'no')),
        organizations,
        conditions,
      },
    ];
  });
}

const foreignKey = ({ account, organizations, conditions }: Access['foreignAccounts'][number]): string =>
  JSON.stringify([printText(account), organizations, conditions]);
