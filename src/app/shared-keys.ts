/** By what the ARN of a key leaves the app: others may use it then, whom no template here shows. */
import { literal, printText } from '../core/text.js';
import type { Address } from '../types/files.js';
import type { Key, Program } from '../types/program.js';
import { linksTo } from './by-key.js';
import { keyNamed } from './key-names.js';

/** name: of the export or parameter, or the account. */
export interface WayOut {
  readonly by: 'export' | 'parameter' | 'account';
  readonly name: string;
  readonly at: Address;
  readonly certain: boolean;
}

/** What the app itself takes is left out: CloudFormation deletes no export that is imported. */
export function waysOut(key: Key, program: Pick<Program, 'stacks' | 'links' | 'fold' | 'resource' | 'resolve'>): readonly WayOut[] {
  const taken = linksTo(key.id, program);
  const isTaken = (name: string, kind: string): boolean => taken.some((link) => link.kind === kind && link.name === name);
  const found: WayOut[] = [];
  for (const { exports, named } of program.stacks.values()) {
    for (const { name, value, at, conditional } of exports)
      if (!isTaken(printText(name), 'import') && keyNamed(value, program) === key.id)
        found.push({ by: 'export', name: printText(name), at, certain: !conditional });
    for (const { kind, name, value, at, conditional } of named)
      if (kind === 'parameter' && value && !isTaken(printText(name), 'ssm-parameter') && keyNamed(value, program) === key.id)
        found.push({ by: 'parameter', name: printText(name), at, certain: !conditional });
  }
  const inApp = new Set([...program.stacks.values()].map(({ env }) => literal(env.account)));
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
