/** By what the ARN of a key leaves the app: others may use it then, whom no template here shows. */
import { memoOf } from '../core/memo.js';
import { omitted } from '../core/omitted.js';
import { literal, printText } from '../core/text.js';
import type { Address } from '../types/files.js';
import type { Key, Link, Program } from '../types/program.js';
import type { KeyForm, ResourceId, Text } from '../types/values.js';
import { linksTo } from './by-key.js';
import { keyFormOf, keyNamed } from './key-names.js';

/** name: of the export or parameter, or the account. */
export interface WayOut {
  readonly by: 'export' | 'parameter' | 'account';
  readonly name: string;
  /** What stands in the export or parameter; left out where nobody can tell. */
  readonly form?: KeyForm;
  readonly at: Address;
  readonly certain: boolean;
}

type Linked = Pick<Program, 'stacks' | 'links' | 'fold' | 'resource' | 'resolve'>;

/** The exports and parameters of the app that hold the id or ARN of a key, by the key. */
const offered = memoOf((program: Linked): ReadonlyMap<ResourceId, readonly (WayOut & { readonly kind: Link['kind'] })[]> => {
  const found = new Map<ResourceId, (WayOut & { readonly kind: Link['kind'] })[]>();
  const add = (value: Text | undefined, way: WayOut & { readonly kind: Link['kind'] }): void => {
    const key = value && keyNamed(value, program);
    if (value === undefined || key === undefined) return;
    const form = keyFormOf(program.resolve(value), program);
    found.set(key, [...(found.get(key) ?? []), { ...way, ...(form === undefined ? {} : { form }) }]);
  };
  for (const { exports, named } of program.stacks.values()) {
    for (const { name, value, at, conditional } of exports)
      add(value, { by: 'export', kind: 'import', name: printText(name), at, certain: !conditional });
    for (const { kind, name, value, at, conditional } of named)
      if (kind === 'parameter') add(value, { by: 'parameter', kind: 'ssm-parameter', name: printText(name), at, certain: !conditional });
  }
  return found;
});

const accountsOf = memoOf(({ stacks }: Linked) => new Set([...stacks.values()].map(({ env }) => literal(env.account))));

/** What the app itself takes is left out: CloudFormation deletes no export that is imported. */
export function waysOut(key: Key, program: Linked): readonly WayOut[] {
  const taken = linksTo(key.id, program);
  const found: WayOut[] = (offered(program).get(key.id) ?? [])
    .filter(({ kind, name }) => !taken.some((link) => link.kind === kind && link.name === name))
    .map((way) => omitted(way, 'kind'));
  const inApp = accountsOf(program);
  const { policy } = key;
  // Of a key that is open to all, public-key-access speaks.
  if (policy.public.answer !== 'no') return found;
  for (const { account, foreign } of policy.access.foreignAccounts) {
    const name = literal(account);
    const statement = policy.statements.find(
      ({ effect, principals }) =>
        effect === 'Allow' &&
        principals.some((who) => (name === '*' ? who.is === 'everyone' : 'account' in who && literal(who.account) === name)),
    );
    if (foreign === 'yes' && name !== undefined && !inApp.has(name) && statement)
      found.push({ by: 'account', name, at: policy.place(statement.at), certain: true });
  }
  return found;
}
