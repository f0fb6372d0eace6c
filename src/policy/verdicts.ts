/** The verdicts on who of the account can manage a key. */
import type { Action } from '../reference/actions.js';
import type { Decision } from '../types/policy.js';
import { ANYBODY, because } from './because.js';
import { representatives, type Prepared } from './evaluate.js';
import { effectiveActions } from './live.js';
import { managersAmong, PUT, twoOf, type Manager } from './managers.js';
import type { NamedPrincipal } from './named.js';
import { asked, inquiry, LazyDecision, some, type Inquiry } from './verdict.js';

/** Whom the account as a whole lets manage the key, and who else can. */
export interface Management {
  /** IAM policies of the account are enough. */
  readonly rootTrust: Decision;
  /** Any of them can, or the root user; then those that the policy names do not matter. */
  readonly account: Decision;
  readonly managers: readonly Manager[];
}

/** @param principals those that the policy names; asked for only where they matter */
export function management(prepared: Prepared, principals: () => readonly NamedPrincipal[]): Management {
  const rootTrust = asked(inquiry(prepared, ANYBODY), PUT),
    account = some([rootTrust, asked(inquiry(prepared, { is: 'own', who: 'root' }), PUT)]);
  return { rootTrust, account, managers: account.answer === 'yes' ? [] : managersAmong(principals(), prepared) };
}

export const manageable = ({ account, managers }: Management): Decision =>
  account.answer === 'yes' ? account : some([account, ...managers.map(({ can }) => can)]);

export const durable = ({ account, managers }: Management): Decision =>
  account.answer === 'yes' ? account : some([account, twoOf(managers)]);

export function fullRootTrust(prepared: Prepared): Decision {
  const account = inquiry(prepared, ANYBODY);
  let unknown: Decision | undefined;
  for (const action of representatives(account.concerns, effectiveActions(prepared.scope.key))) {
    const decision = asked(account, action);
    if (decision.answer === 'no') return decision;
    if (decision.answer === 'unknown') unknown ??= decision;
  }
  return unknown ?? new LazyDecision('yes', () => because(account.ask(PUT), questionOf(account, PUT)));
}

const questionOf = ({ subject, prepared }: Inquiry, action: Action) =>
  ({ prepared, subject, action, route: 'direct', every: true }) as const;
