/** Whether principals of other accounts get in: any of them, or some. */
import type { Action } from '../reference/actions.js';
import type { Decision, Reason } from '../types/policy.js';
import type { PrincipalElement, RequestPrincipal } from '../types/statement.js';
import type { Answer, Text } from '../types/values.js';
import { and } from '../core/answer.js';
import { because, pairOf } from './because.js';
import type { Foreigner } from './choices.js';
import type { Prepared } from './evaluate.js';
import { attempts, best, type Attempt } from './foreign.js';
import { effectiveActions } from './live.js';
import { shutOut } from './missed.js';
import { namedAccounts, type NamedPrincipal } from './named.js';
import { WHOLE } from './place.js';
import { sameAccount, STRANGER, type PolicyScope } from './scope.js';
import { LazyDecision, some } from './verdict.js';

/** All accounts that the policy does not name. */
export const STRANGERS: RequestPrincipal & { is: 'foreign' } = { is: 'foreign', account: STRANGER };
/** The same, asked about as any account whatever. */
const EVERY_ACCOUNT: RequestPrincipal & { is: 'foreign' } = { ...STRANGERS, every: true };

/** What principals of other accounts can do with such a key at all. */
export const crossAccountActions = ({ key }: PolicyScope): readonly Action[] =>
  effectiveActions(key).filter((action) => action.crossAccount === 'yes');

/** What strangers can do at most. */
export type Tried = ReturnType<typeof attempts>;
export const triedByStrangers = (prepared: Prepared): Tried => attempts(prepared, STRANGERS, crossAccountActions(prepared.scope));

export function publicAccess(prepared: Prepared, tried: Tried): Decision {
  const { answer, attempt } = best(tried, true);
  return new LazyDecision(answer, () =>
    attempt ? reasonsOf(attempt, EVERY_ACCOUNT, prepared) : [{ kind: 'no-way-in', at: WHOLE, for: 'every-account' }],
  );
}

export function crossAccountAccess(prepared: Prepared, tried: Tried, principals: readonly NamedPrincipal[]): Decision {
  const { answer, attempt } = best(tried, false);
  const stranger = new LazyDecision(answer, () => (attempt ? reasonsOf(attempt, STRANGERS, prepared) : NO_WAY_IN));
  const others = answer === 'yes' ? [] : neighbours(prepared, principals);
  return others.length === 0 ? stranger : some([stranger as Decision].concat(decisionsFor(others, prepared)));
}

const NO_WAY_IN: readonly Reason[] = [{ kind: 'no-way-in', at: WHOLE, for: 'another-account' }];

const reasonsOf = ({ outcome, action }: Attempt, subject: RequestPrincipal, prepared: Prepared): readonly Reason[] =>
  because(outcome, { prepared, subject, action, route: 'any' });

function decisionsFor(subjects: readonly Foreigner[], prepared: Prepared): readonly Decision[] {
  const { scope } = prepared,
    theirs = withoutOwn(prepared),
    actions = crossAccountActions(scope);
  return subjects.map((subject) => {
    const { account } = subject,
      isOther: Answer = sameAccount(account, scope.env.account) === 'no' ? 'yes' : 'unknown';
    const { answer, attempt } = best(attempts(theirs, subject, actions), false);
    return new LazyDecision(and(answer, isOther), () => {
      if (!attempt) {
        const idle = shutOut(actions, { prepared, subject, route: 'any' });
        return idle.length > 0 ? idle : NO_WAY_IN;
      }
      const doubt = account && answer === 'yes' && isOther !== 'yes' ? pairOf(account, scope.env.account, scope) : undefined;
      return [...reasonsOf(attempt, subject, prepared), ...(doubt ? [{ kind: 'same-account', at: WHOLE, accounts: doubt } as const] : [])];
    });
  });
}

/**
 * The accounts and principals that the policy names and that may be of another account; root users by themselves where NotPrincipal tells
 * them from others.
 */
export function neighbours({ scope, written }: Prepared, principals: readonly NamedPrincipal[]): readonly Foreigner[] {
  const tellsRoot = written.some(({ notPrincipal }) => notPrincipal);
  return [
    ...namedAccounts(written, scope).flatMap((account: Text): (RequestPrincipal & { is: 'foreign' })[] => [
      { is: 'foreign', account },
      ...(tellsRoot ? [{ is: 'foreign', account, root: true } as const] : []),
    ]),
    ...principals.filter((subject) => sameAccount(subject.account, scope.env.account) !== 'yes'),
  ];
}

/**
 * The policy as principals of other accounts meet it: principals that are surely the own account's are none of them, also where the asker's
 * account is a symbol.
 */
export function withoutOwn(prepared: Prepared): Prepared {
  const own = (who: PrincipalElement): boolean => 'account' in who && sameAccount(who.account, prepared.scope.env.account) === 'yes';
  return {
    ...prepared,
    statements: prepared.statements.map(({ statement, principals, resource }) => ({
      statement,
      principals: statement.notPrincipal ? principals : principals.filter((who) => !own(who)),
      resource,
    })),
  };
}
