/** Who may do what with a key: the table of the access command. */
import type { ActionGroup } from '../../reference/actions.js';
import type { Answer } from '../../types/values.js';
import type { Policy } from '../../types/program.js';
import { and, or } from '../../core/answer.js';
import { readStatements } from '../document.js';
import { prepare } from '../evaluate.js';
import { effectiveActions } from '../live.js';
import { foreignAccounts, type ForeignAccount } from './foreign-accounts.js';
import { ANYBODY, answersOf, byGroup, joined, row, type Answers, type PrincipalAccess } from './rows.js';
import type { KeyFacts, PolicyScope } from '../scope.js';
import { specials } from './specials.js';
import type { Statement } from '../statement.js';
import { once, othersThan, accessRowOf, type AccessRow } from './whom.js';

export interface Access {
  readonly principals: readonly PrincipalAccess[];
  /** By group, whether IAM policies of the account can give some of its actions, and all of them. */
  readonly delegated: Readonly<Record<ActionGroup, { readonly some: Answer; readonly all: Answer }>>;
  /** The other accounts that can do something, in the order of the policy. */
  readonly foreignAccounts: readonly ForeignAccount[];
}

const NOTHING: Access = { principals: [], delegated: byGroup(() => ({ some: 'no', all: 'no' })), foreignAccounts: [] };

/**
 * The principals that Allow statements name, once each, in the order of the policy; then those that only a condition or an exception from a Deny names, and the
 * root user, where they can do what others of their account cannot. Actions that do not work on the key are left out.
 */
export function accessOf(policy: Policy, scope: PolicyScope, key: KeyFacts): Access {
  const reading = readStatements(policy, scope);
  if (reading.is === 'refused') return NOTHING;
  const { statements } = reading,
    prepared = prepare(statements, scope),
    live = effectiveActions(key);
  const anybody = answersOf(prepared, [ANYBODY], live);
  const listed = once(statements.filter(({ effect }) => effect !== 'Deny').flatMap((one) => named(one, scope))).map((whom) =>
    row(prepared, whom, statements, live),
  );
  const special = specials(prepared, statements, listed, live, anybody, policy),
    identities = new Set(listed.map(({ identity }) => identity));
  const principals = [
    ...listed.map((plain) => {
      const more = special.find(({ identity }) => identity === plain.identity);
      return more ? joined(plain, more) : plain;
    }),
    ...special.filter(({ identity }) => !identities.has(identity)),
  ];
  return { principals, delegated: delegatedIn(anybody), foreignAccounts: foreignAccounts(prepared, statements, principals) };
}

/** The rows of a statement's Principal or NotPrincipal. */
function named(statement: Statement, scope: PolicyScope): readonly AccessRow[] {
  if (statement.notPrincipal) return [othersThan(statement, scope)];
  return statement.principals.filter(({ is }) => is !== 'nobody').map((who) => accessRowOf(who, scope));
}

function delegatedIn(anybody: Answers): Access['delegated'] {
  return byGroup((group) => {
    const ofGroup = [...anybody].filter(([action]) => action.group === group).map(([, answer]) => answer);
    return { some: or(...ofGroup), all: and(...ofGroup) };
  });
}
