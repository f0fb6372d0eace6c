/** Who of the account can put a key's policy, and whether that hangs on one role or user alone. */
import { printText, textKey } from '../core/text.js';
import { actionNamed, type Action } from '../reference/actions.js';
import type { Answer } from '../types/values.js';
import type { Policy, Verdict, Verdicts } from '../types/program.js';
import { and } from '../core/answer.js';
import { sameOrNot, type Because } from './because.js';
import type { Prepared } from './evaluate.js';
import type { NamedPrincipal } from './named.js';
import { entityName, isServiceLinked } from './principals.js';
import { sameAccount } from './scope.js';
import { asked, inquiry, LazyVerdict, some } from './verdict.js';

export const PUT = actionNamed('kms:PutKeyPolicy') as Action;

/** A principal that the policy names, and whether it can put the policy. */
export interface Manager {
  readonly subject: NamedPrincipal;
  readonly can: Verdict;
  /** What its own answer rests on, without the doubt whose account it is. */
  readonly decision: Verdict;
}

export function managersAmong(principals: readonly NamedPrincipal[], prepared: Prepared, policy: Policy): readonly Manager[] {
  const { scope } = prepared;
  const ofUnknownAccount = ({ account, text }: NamedPrincipal): Because[number] => ({
    at: policy.at,
    text: account
      ? sameOrNot(account, scope.env.account, scope)
      : `whether ${printText(text)} is of this account is known to the deployment only`,
  });
  return principals.map((subject) => {
    const decision = asked(inquiry(prepared, subject), PUT, printText(subject.text), policy),
      isOwn = sameAccount(subject.account, prepared.scope.env.account);
    // A role that only a service can assume: what the service does with it, AWS alone knows.
    const isFree: Answer = isServiceLinked(subject.text) ? 'unknown' : 'yes';
    const doubts = (): Because => [
      ...(isOwn === 'unknown' ? [ofUnknownAccount(subject)] : []),
      ...(isFree === 'unknown'
        ? [{ at: policy.at, text: `${printText(subject.text)} is the role of a service, and what AWS does with it is not known` }]
        : []),
    ];
    const reasons = (): Because => (decision.answer === 'yes' ? [...decision.because, ...doubts()] : decision.because);
    return { subject, decision, can: new LazyVerdict(and(decision.answer, isOwn, isFree), reasons) };
  });
}

/** @param rootTrust whether IAM policies of the account are enough · @param rootUser whether its root user can */
export function byNameToo(
  rootTrust: Verdict,
  rootUser: Verdict,
  managers: readonly Manager[],
  policy: Policy,
): Pick<Verdicts, 'manageable' | 'durable'> {
  return {
    manageable: some([rootTrust, rootUser, ...managers.map(({ can }) => can)]),
    durable: some([rootTrust, rootUser, twoOf(managers, policy)]),
  };
}

/** Two different roles or users that can each manage the key: neither is the only one. */
function twoOf(managers: readonly Manager[], policy: Policy): Verdict {
  const who = (answer: Answer): readonly NamedPrincipal[] =>
    managers.filter(({ can }) => can.answer === answer).map(({ subject }) => subject);
  const sure = who('yes'),
    perhaps = who('unknown'),
    able = managers.filter(({ can }) => can.answer !== 'no');
  const reasons = (): Because => able.flatMap(({ can }) => can.because);
  if (sure.some((one, i) => sure.slice(i + 1).some((other) => areTwo(one, other)))) return new LazyVerdict('yes', reasons);
  if (new Set([...sure, ...perhaps].map(entityOf)).size > 1) {
    const different = { at: policy.at, text: 'whether these are different principals is known to the deployment only' };
    return new LazyVerdict('unknown', () => (perhaps.length === 0 ? [...reasons(), different] : reasons()));
  }
  const alone = (): Because =>
    able.flatMap(({ decision }) => decision.because.map(({ at, text }, i) => ({ at, text: i === 0 ? `${text}, and nobody else` : text })));
  return new LazyVerdict('no', alone);
}

const entityOf = ({ resource, text }: NamedPrincipal): string => resource ?? entityName(text) ?? textKey(text);

/** Whether two names are of two roles or users for certain: a role of the app may have the name that an ARN spells out. */
function areTwo(one: NamedPrincipal, other: NamedPrincipal): boolean {
  if (one.resource !== undefined && other.resource !== undefined) return one.resource !== other.resource;
  const [a, b] = [entityName(one.text), entityName(other.text)];
  if (a !== undefined && b !== undefined) return a !== b;
  return one.kind !== 'unknown' && other.kind !== 'unknown' && (one.kind === 'user') !== (other.kind === 'user');
}
