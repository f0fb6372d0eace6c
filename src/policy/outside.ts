/** Whether principals of other accounts get in: any of them, or some. */
import { printText } from '../core/text.js';
import type { Action } from '../reference/actions.js';
import type { Answer, Text } from '../types/values.js';
import type { Policy, Verdict, Verdicts } from '../types/program.js';
import { and } from '../core/answer.js';
import { because, sameOrNot } from './because.js';
import type { Foreigner } from './choices.js';
import type { Prepared } from './evaluate.js';
import { attempts, best, type Attempt } from './foreign.js';
import { effectiveActions } from './live.js';
import { shutOut } from './missed.js';
import { namedAccounts, type NamedPrincipal } from './named.js';
import type { RequestPrincipal, PrincipalElement } from './principals.js';
import { sameAccount, STRANGER, type PolicyScope } from './scope.js';
import type { Statement } from './statement.js';
import { LazyVerdict, some } from './verdict.js';

/** All accounts that the policy does not name. */
export const STRANGERS: RequestPrincipal & { is: 'foreign' } = { is: 'foreign', account: STRANGER };

/** What principals of other accounts can do with such a key at all. */
export const crossAccountActions = ({ key }: PolicyScope): readonly Action[] =>
  effectiveActions(key).filter((action) => action.crossAccount === 'yes');

export function outsiders(
  prepared: Prepared,
  statements: readonly Statement[],
  principals: readonly NamedPrincipal[],
  policy: Policy,
): Pick<Verdicts, 'public' | 'crossAccount'> {
  const { scope } = prepared;
  const verdict = (
    answer: Answer,
    attempt: Attempt | undefined,
    subject: RequestPrincipal,
    who: () => string,
    none = 'a principal of another account',
  ): Verdict =>
    new LazyVerdict(answer, () => {
      const asker = { policy, scope, subject, who: who(), route: 'any' } as const;
      if (attempt) return because(attempt.decision, { ...asker, action: attempt.action });
      const idle = subject === STRANGERS ? [] : shutOut(actions, asker);
      return idle.length > 0 ? idle : [{ at: policy.at, text: `no statement lets ${none} in` }];
    });
  const actions = crossAccountActions(scope),
    strangers = attempts(prepared, STRANGERS, actions);
  const open = best(strangers, true),
    any = best(strangers, false),
    stranger = verdict(any.answer, any.attempt, STRANGERS, () => 'principals of other accounts');
  const others = any.answer === 'yes' ? [] : neighbours(prepared, statements, principals);
  return {
    public: verdict(open.answer, open.attempt, STRANGERS, () => 'any AWS account', 'every account'),
    crossAccount: others.length === 0 ? stranger : some([stranger].concat(answersFor(others))),
  };

  function answersFor(subjects: typeof others): readonly Verdict[] {
    const theirs = withoutOwn(prepared);
    return subjects.map((subject) => {
      const isOther = sameAccount(subject.account, scope.env.account) === 'no' ? 'yes' : 'unknown';
      const { answer, attempt } = best(attempts(theirs, subject, actions), false);
      const who = (): string =>
        subject.is === 'named'
          ? printText(subject.text)
          : `${subject.root ? 'the root user of ' : ''}the account ${printText(subject.account)}`;
      const told = verdict(and(answer, isOther), attempt, subject, who),
        account = subject.account;
      if (!account || answer !== 'yes' || isOther === 'yes') return told;
      const doubt = { at: policy.at, text: sameOrNot(account, scope.env.account, scope) };
      return new LazyVerdict(told.answer, () => [...told.because, doubt]);
    });
  }
}

/** The accounts and principals that the policy names and that may be of another account; root users by themselves where NotPrincipal tells them from others. */
export function neighbours(
  { scope }: Prepared,
  statements: readonly Statement[],
  principals: readonly NamedPrincipal[],
): readonly Foreigner[] {
  const tellsRoot = statements.some(({ notPrincipal }) => notPrincipal);
  return [
    ...namedAccounts(statements, scope).flatMap((account: Text): (RequestPrincipal & { is: 'foreign' })[] => [
      { is: 'foreign', account },
      ...(tellsRoot ? [{ is: 'foreign', account, root: true } as const] : []),
    ]),
    ...principals.filter((subject) => sameAccount(subject.account, scope.env.account) !== 'yes'),
  ];
}

/** The policy as principals of other accounts meet it: principals that are surely the own account's are none of them, also where the asker's account is a symbol. */
export function withoutOwn(prepared: Prepared): Prepared {
  const own = (who: PrincipalElement): boolean => 'account' in who && sameAccount(who.account, prepared.scope.env.account) === 'yes';
  return {
    scope: prepared.scope,
    statements: prepared.statements.map(({ statement, principals, resource }) => ({
      statement,
      principals: statement.notPrincipal ? principals : principals.filter((who) => !own(who)),
      resource,
    })),
  };
}
