/** Who of the account can put a key's policy, and whether that hangs on one role or user alone. */
import { textKey } from '../core/text.js';
import { actionNamed, type Action } from '../reference/actions.js';
import type { Answer } from '../types/values.js';
import type { Decision, Reason } from '../types/policy.js';
import { and } from '../core/answer.js';
import { pairOf } from './because.js';
import type { Prepared } from './evaluate.js';
import type { NamedPrincipal } from './named.js';
import { WHOLE } from './place.js';
import { entityName, isServiceLinked } from './principals.js';
import { sameAccount } from './scope.js';
import { asked, inquiry, LazyDecision } from './verdict.js';

export const PUT = actionNamed('kms:PutKeyPolicy') as Action;

/** A principal that the policy names, and whether it can put the policy. */
export interface Manager {
  readonly subject: NamedPrincipal;
  readonly can: Decision;
  /** What its own answer rests on, without the doubt whose account it is. */
  readonly decision: Decision;
}

export function managersAmong(principals: readonly NamedPrincipal[], prepared: Prepared): readonly Manager[] {
  const { scope } = prepared;
  const ofUnknownAccount = ({ account, text }: NamedPrincipal): Reason =>
    account
      ? { kind: 'same-account', at: WHOLE, accounts: pairOf(account, scope.env.account, scope) }
      : { kind: 'account-unknown', at: WHOLE, principal: text };
  return principals.map((subject) => {
    const decision = asked(inquiry(prepared, subject), PUT),
      isOwn = sameAccount(subject.account, prepared.scope.env.account);
    // A role that only a service can assume: what the service does with it, AWS alone knows.
    const isFree: Answer = isServiceLinked(subject.text) ? 'unknown' : 'yes';
    const doubts = (): readonly Reason[] => [
      ...(isOwn === 'unknown' ? [ofUnknownAccount(subject)] : []),
      ...(isFree === 'unknown' ? [{ kind: 'role-of-service', at: WHOLE, principal: subject.text } as const] : []),
    ];
    const reasons = (): readonly Reason[] => (decision.answer === 'yes' ? [...decision.reasons, ...doubts()] : decision.reasons);
    return { subject, decision, can: new LazyDecision(and(decision.answer, isOwn, isFree), reasons) };
  });
}

/** Two different roles or users that can each manage the key: neither is the only one. */
export function twoOf(managers: readonly Manager[]): Decision {
  const who = (answer: Answer): readonly NamedPrincipal[] =>
    managers.filter(({ can }) => can.answer === answer).map(({ subject }) => subject);
  const sure = who('yes'),
    perhaps = who('unknown'),
    able = managers.filter(({ can }) => can.answer !== 'no');
  const reasons = (): readonly Reason[] => able.flatMap(({ can }) => can.reasons);
  if (sure.some((one, i) => sure.slice(i + 1).some((other) => areTwo(one, other)))) return new LazyDecision('yes', reasons);
  if (new Set([...sure, ...perhaps].map(entityOf)).size > 1) {
    const different: Reason = { kind: 'different-managers', at: WHOLE };
    return new LazyDecision('unknown', () => (perhaps.length === 0 ? [...reasons(), different] : reasons()));
  }
  const alone = (): readonly Reason[] =>
    able.flatMap(({ decision }) => decision.reasons.map((by, i): Reason => (i === 0 ? { kind: 'only-one-manager', at: by.at, by } : by)));
  return new LazyDecision('no', alone);
}

const entityOf = ({ resource, text }: NamedPrincipal): string => resource ?? entityName(text) ?? textKey(text);

/** Whether two names are of two roles or users for certain: a role of the app may have the name that an ARN spells out. */
function areTwo(one: NamedPrincipal, other: NamedPrincipal): boolean {
  if (one.resource !== undefined && other.resource !== undefined) return one.resource !== other.resource;
  const [a, b] = [entityName(one.text), entityName(other.text)];
  if (a !== undefined && b !== undefined) return a !== b;
  return one.kind !== 'unknown' && other.kind !== 'unknown' && (one.kind === 'user') !== (other.kind === 'user');
}
