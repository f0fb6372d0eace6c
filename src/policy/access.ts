/** Whether one principal, service or role may do one action. */
import { actionNamed, type Action } from '../reference/actions.js';
import type { Decision, Request, Sent } from '../types/policy.js';
import type { PrincipalElement, RequestPrincipal, Statement } from '../types/statement.js';
import type { Answer } from '../types/values.js';
import { and } from '../core/answer.js';
import { ANYBODY, because } from './because.js';
import type { Outcome, Prepared } from './evaluate.js';
import { attempts, best } from './foreign.js';
import { WHOLE } from './place.js';
import { sameAccount, type PolicyScope } from './scope.js';
import { decideFor, LazyDecision } from './verdict.js';

/** The answer of a policy that KMS takes. */
export function answerTo({ principal, action: name, route, sends, by }: Request, prepared: Prepared): Decision {
  const action = actionNamed(name);
  const no = (kind: NoQuestion): Decision => new LazyDecision('no', () => [{ kind, at: WHOLE, action: action?.id ?? name }]);
  if (!action) return no('no-such-action');
  if (action.inKeyPolicy === 'no') return no('not-by-key-policy');
  if (principal.is === 'nobody') return new LazyDecision('no', () => [{ kind: 'no-principal', at: WHOLE, principal: principal.text }]);
  if (action.inKeyPolicy === 'half' && principal.is === 'named' && !principal.iam) return no('needs-alias-policy');
  const { answer, outcome } = decided(prepared, principal, action, { route, sends });
  if (!outcome) return no('not-across-accounts');
  const told = by ? byStatement({ ...outcome, answer }, by) : outcome;
  return new LazyDecision(by ? told.answer : answer, () => because(told, { prepared, subject: principal, action, route }));
}
type NoQuestion = 'no-such-action' | 'not-by-key-policy' | 'needs-alias-policy' | 'not-across-accounts';

/** What comes out if no other statement allows anything. */
function byStatement({ answer, allows, denies }: Outcome, by: Statement): Outcome {
  const own = allows.filter(({ statement }) => statement === by);
  return { answer: and(answer, own[0]?.answer ?? 'no'), allows: own, denies };
}

/**
 * A foreign subject can do cross-account actions only, without an outcome on others; one whose account is not known may be foreign.
 * What is known to be sent leaves a foreign subject no choice.
 */
export function decided(
  prepared: Prepared,
  subject: RequestPrincipal,
  action: Action,
  how: { readonly route: Request['route']; readonly sends: Sent | undefined } = { route: 'any', sends: undefined },
): { readonly answer: Answer; readonly outcome: Outcome | undefined } {
  const own = subject.is === 'own' || subject.is === 'service' ? 'yes' : sameAccount(subject.account, prepared.scope.env.account);
  if (own === 'no' && action.crossAccount === 'no') return { answer: 'no', outcome: undefined };
  if (own === 'no' && !how.sends && (subject.is === 'foreign' || subject.is === 'named')) {
    const { answer, attempt } = best(attempts(prepared, subject, [action]), false);
    return {
      answer: action.crossAccount === 'unknown' ? and(answer, 'unknown') : answer,
      outcome: attempt?.outcome ?? { answer, allows: [], denies: [] },
    };
  }
  const outcome = decideFor(prepared, subject, action, how.route, how.sends);
  return { answer: own === 'yes' || action.crossAccount === 'yes' ? outcome.answer : and(outcome.answer, 'unknown'), outcome };
}

/** The caller that a principal element stands for; undefined where it stands for nobody. */
export function subjectOf(who: PrincipalElement, scope: PolicyScope, iam: boolean): RequestPrincipal | undefined {
  switch (who.is) {
    case 'nobody':
      return undefined;
    case 'everyone':
      return ANYBODY;
    case 'service':
      return { is: 'service', name: who.text };
    case 'account':
      return sameAccount(who.account, scope.env.account) === 'yes' ? ANYBODY : { is: 'foreign', account: who.account };
    case 'entity':
      return { is: 'named', text: who.text, account: who.account, kind: who.kind, iam, resource: who.resource };
    default:
      return { is: 'named', text: who.text, account: who.is === 'someone' ? who.account : undefined, kind: 'unknown', iam };
  }
}
