/** The other accounts that can do something with a key. */
import { printText, sayText } from '../../core/text.js';
import type { ForeignAccount, PrincipalAccess } from '../../types/access.js';
import type { Statement } from '../../types/statement.js';
import type { Answer, Text } from '../../types/values.js';
import { and, not, or } from '../../core/answer.js';
import type { Prepared } from '../evaluate.js';
import { attempts, best, type Attempt } from '../foreign.js';
import { namedPrincipals } from '../named.js';
import { sameAccount } from '../scope.js';
import { crossAccountActions, neighbours, STRANGERS, withoutOwn } from '../outside.js';

const OF_ORGANIZATION = new Set(['aws:principalorgid', 'aws:principalorgpaths']);

/** Any account where strangers get in, and the accounts that the policy names. */
export function foreignAccounts(prepared: Prepared, rows: readonly PrincipalAccess[]): readonly ForeignAccount[] {
  const { scope, written } = prepared;
  const actions = crossAccountActions(scope),
    tried = attempts(prepared, STRANGERS, actions),
    open = best(tried, true).answer,
    strangers = best(tried, false).answer;
  const found = new Map<string, { account: Text; foreign: Answer }>();
  const add = (account: Text, foreign: Answer): void => {
    const name = printText(account);
    if (foreign !== 'no') found.set(name, { account, foreign: or(foreign, found.get(name)?.foreign ?? 'no') });
  };
  const mine = withoutOwn(prepared);
  for (const subject of neighbours(prepared, namedPrincipals(written, scope))) {
    const account = subject.account ?? (subject.is === 'named' ? subject.text : []);
    // Where everyone gets in, only those count that a Principal element names.
    if (open === 'yes' && !rows.some((row) => row.account && printText(row.account) === printText(account))) continue;
    add(account, and(best(attempts(mine, subject, actions), false).answer, not(sameAccount(subject.account, scope.env.account))));
  }
  const named = [...found.values()].map((one): ForeignAccount => ({ ...one, organizations: [], conditions: [] }));
  // Where anybody can do as much as those of an organization, these are not told.
  const some = tried.found.filter(({ bound }) => open !== strangers || !bound);
  return strangers === 'no' ? named : [...anyAccounts(some, strangers, written), ...named];
}

/** Any account, once for each fence that keeps some out; only what is as certain as the best of them. */
function anyAccounts(tried: readonly Attempt[], best: Answer, written: readonly Statement[]): readonly ForeignAccount[] {
  const found = new Map<string, ForeignAccount>(),
    denying = written.filter(({ effect, conditions }) => effect === 'Deny' && conditions.some(({ key }) => OF_ORGANIZATION.has(key)));
  for (const { answer, outcome, bound } of tried)
    for (const { statement } of outcome.allows) {
      // Where the Allow says nothing of an organization, it is a Deny that leaves only some in.
      const own = fence([statement]),
        { organizations, conditions } = bound && own.organizations.length === 0 ? fence([statement, ...denying]) : own,
        key = JSON.stringify([organizations, conditions]);
      found.set(key, { account: ['*'], foreign: or(answer, found.get(key)?.foreign ?? 'no'), organizations, conditions });
    }
  const open = [...found.values()].find(({ conditions, foreign }) => conditions.length === 0 && foreign === best);
  // A search that was cut short has found nobody.
  if (found.size === 0) return [{ account: ['*'], foreign: best, organizations: [], conditions: [] }];
  return open ? [open] : [...found.values()];
}

/** What an Allow asks for, and what a Deny spares. */
function fence(statements: readonly Statement[]): Pick<ForeignAccount, 'organizations' | 'conditions'> {
  const tests = statements.flatMap(({ effect, conditions }) => conditions.map((test) => ({ test, spares: effect === 'Deny' })));
  const organizations = tests
    .filter(({ test, spares }) => OF_ORGANIZATION.has(test.key) && test.negated === spares)
    .flatMap(({ test }) => test.values.map((value) => sayText(value).replace(/\/.*/, '')));
  return { organizations: [...new Set(organizations)], conditions: [...new Set(tests.map(({ test }) => test.name))] };
}
