/** Who may do what with a key: the table of the access command. */
import type { Access, AccessRow } from '../../types/access.js';
import type { Statement } from '../../types/statement.js';
import { and, or } from '../../core/answer.js';
import { ANYBODY } from '../because.js';
import type { Prepared } from '../evaluate.js';
import { effectiveActions } from '../live.js';
import { foreignAccounts } from './foreign-accounts.js';
import { answersOf, byGroup, joined, row, type Answers } from './rows.js';
import type { KeyFacts, PolicyScope } from '../scope.js';
import { specials } from './specials.js';
import { once, othersThan, accessRowOf } from './whom.js';

/** What a policy gives that KMS does not take. */
export const NOTHING: Access = { principals: [], delegated: byGroup(() => ({ some: 'no', all: 'no' })), foreignAccounts: [] };

/**
 * The principals that Allow statements name, once each, in the order of the policy; then those that only a condition or an exception from a
 * Deny names, and the
 * root user, where they can do what others of their account cannot. Actions that do not work on the key are left out.
 */
export function accessOf(prepared: Prepared, key: KeyFacts): Access {
  const { scope, written: statements } = prepared,
    live = effectiveActions(key);
  const anybody = answersOf(prepared, [ANYBODY], live);
  const listed = once(statements.filter(({ effect }) => effect !== 'Deny').flatMap((one) => named(one, scope))).map((whom) =>
    row(prepared, whom, live),
  );
  const special = specials(prepared, listed, live, anybody),
    identities = new Set(listed.map(({ identity }) => identity));
  const principals = [
    ...listed.map((plain) => {
      const more = special.find(({ identity }) => identity === plain.identity);
      return more ? joined(plain, more) : plain;
    }),
    ...special.filter(({ identity }) => !identities.has(identity)),
  ];
  return { principals, delegated: delegatedIn(anybody), foreignAccounts: foreignAccounts(prepared, principals) };
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
