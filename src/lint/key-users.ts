/** What uses a key, its own or an imported one, and which services and roles must be able to, and whether they can. */
import { and } from '../core/answer.js';
import { stackIdOf } from '../core/ids.js';
import { literal, onlySymbol, printText } from '../core/text.js';
import { scenariosOfKey } from '../app/by-key.js';
import { vouchedFor } from '../app/external-keys.js';
import { iamAllowsBeside } from '../app/iam-allows.js';
import { importedKeyId } from '../app/imported-keys.js';
import { roleLack, serviceLack, type Lack } from '../app/may-use.js';
import type { Key, Program } from '../types/program.js';
import type { ServiceAccess } from '../types/required-access.js';
import type { KeyAccess, KeyUsers } from '../types/report.js';
import type { KeyName, ResourceId } from '../types/values.js';

/** What a resource is called. */
export type NameOf = (id: ResourceId) => string;

/** The same text for all names of one key; undefined for one that AWS manages. */
export function keyIdOf(name: KeyName): string | undefined {
  return name.is === 'own' ? name.key : name.is === 'imported' ? importedKeyId(name) : undefined;
}

/** A service or role that must use a key. id: the resource of a role of the app. */
export interface User extends Omit<KeyUsers['users'][number], 'name' | 'targets'> {
  readonly name: string | undefined;
  readonly id: ResourceId | undefined;
  readonly targets: readonly ResourceId[];
}

/** Each service and role once, with all for which it must use the key. */
export function usersOf(id: string, { requiredAccess, keys, externalKeys }: Program): readonly User[] {
  const found = new Map<string, User[]>();
  const add = (group: string, user: User): void => void found.set(group, [...(found.get(group) ?? []), user]);
  const scenarios = (key: KeyName): readonly Key[] => (key.is === 'own' ? scenariosOfKey(key.key, { keys }) : []);
  for (const access of requiredAccess.services) {
    if (keyIdOf(access.key) !== id || access.kind === 'impossible') continue;
    const name = printText(access.principals[0] ?? []);
    const lack = access.key.is === 'own' ? together(scenarios(access.key).map((key) => serviceLack(access, key))) : vouched(access);
    add(`service ${name}`, { name, id: undefined, kind: 'service', ...lack, targets: [access.target] });
  }
  for (const access of requiredAccess.roles) {
    if (keyIdOf(access.key) !== id) continue;
    const { role, target } = access,
      lack = together(scenarios(access.key).flatMap((key) => roleLack(access, key, requiredAccess) ?? []));
    const name = role.resource === undefined ? printText(role.text) : undefined;
    add(`role ${role.resource ?? printText(role.text)}`, { name, id: role.resource, kind: 'role', ...lack, targets: [target] });
  }
  return [...found.values()].flatMap((all): readonly User[] => {
    const [first] = all;
    if (!first) return [];
    const can = and(...all.map((one) => one.can)),
      shown = all.filter((one) => one.can === can);
    return [
      {
        ...first,
        can,
        missing: [...new Set(shown.flatMap(({ missing }) => missing))].sort(),
        targets: [...new Set((can === 'no' ? shown : all).flatMap(({ targets }) => targets))],
      },
    ];
  });

  /** Of an imported key only the configuration tells. */
  function vouched({ key, principals, enough, target }: ServiceAccess): Answered {
    const name = key.is === 'imported' ? printText(key.name) : '',
      service = literal(principals[0] ?? []);
    const asked = {
      names: [name],
      ...(service === undefined ? {} : { principals: [service] }),
      actions: enough[0] ?? [],
      stacks: [stackIdOf(target)],
    };
    return vouchedFor(externalKeys, asked) === 'yes' ? { can: 'yes', missing: [] } : UNKNOWN;
  }
}

type Answered = Pick<User, 'can' | 'missing'>;
const UNKNOWN: Answered = { can: 'unknown', missing: [] };

/** What holds in all scenarios of the key. */
function together(lacks: readonly Lack[]): Answered {
  const [first] = lacks;
  if (!first || lacks.some(({ answer }) => answer !== first.answer)) return UNKNOWN;
  return { can: first.answer, missing: first.answer === 'no' ? first.missing : [] };
}

export function keyUsers(id: string, program: Program, nameOf: NameOf): KeyUsers {
  return {
    uses: program.uses
      .filter(({ key }) => keyIdOf(key) === id)
      .map(({ by, path, certainty }) => ({ resource: nameOf(by), property: path, certain: certainty === 'certain' })),
    users: usersOf(id, program).map(({ id: resource, name, kind, can, missing, targets }) => ({
      name: resource === undefined ? (name ?? '') : nameOf(resource),
      kind,
      can,
      missing,
      targets: targets.map(nameOf),
    })),
  };
}

/** The roles and users of the app that its IAM policies let use the key. */
export function letInByIam(scenarios: readonly Key[], program: Program, nameOf: NameOf): KeyAccess['iamAllows'] {
  const found = new Map<string, Set<string>>();
  for (const key of scenarios)
    for (const { owners = [], actions } of iamAllowsBeside(key, program))
      for (const { attribute } of owners) {
        const symbol = onlySymbol(attribute),
          name = symbol ? nameOf(`${symbol.scope}#${symbol.name.split('.')[0] ?? ''}`) : printText(attribute);
        found.set(name, new Set([...(found.get(name) ?? []), ...actions]));
      }
  return [...found].map(([name, actions]) => ({ name, actions: [...actions].sort() })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
