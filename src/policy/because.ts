/** The statements that decide an answer: its reasons. */
import { literal } from '../core/text.js';
import type { Action } from '../reference/actions.js';
import type { AccountPair, Doubt, Reason, Route } from '../types/policy.js';
import type { RequestPrincipal, Statement } from '../types/statement.js';
import type { Text } from '../types/values.js';
import type { Hit, Outcome, Prepared } from './evaluate.js';
import { missed } from './missed.js';
import { WHOLE } from './place.js';
import { covers } from './principals.js';
import { sameAccount, type PolicyScope } from './scope.js';

/** An arbitrary principal of the account, who has only what IAM policies give. */
export const ANYBODY: RequestPrincipal = { is: 'own', who: 'any' };
const isByIam = (principal: RequestPrincipal): boolean => principal.is === 'own' && principal.who === 'any';

/** Who asks for what, by which route, of which policy. */
export interface Question {
  readonly prepared: Prepared;
  readonly subject: RequestPrincipal;
  readonly action: Action;
  readonly route: Route;
  /** Every action is meant, which the answer to this one stands for. */
  readonly every?: true;
}

export function because({ answer, allows, denies }: Outcome, question: Question): readonly Reason[] {
  const { subject: principal } = question,
    action = question.every ? 'kms:*' : question.action.id;
  const sure = (hits: readonly Hit[]): readonly Hit[] => hits.filter((hit) => hit.answer === 'yes');
  const lets = ({ statement }: Hit): Reason => letsIn(statement, action, question);
  if (allows.length === 0) {
    const idle = missed(question, action);
    return idle.length > 0 ? idle : [{ kind: 'no-statement', at: WHOLE, action, principal }];
  }
  if (answer === 'no') {
    const denied = sure(denies).map(({ statement }): Reason => ({ kind: 'denies', at: statement.at, statement, action, principal }));
    return [...allows.slice(0, 1).map(lets), ...denied];
  }
  const allowed = sure(allows);
  // What nobody can read is told once.
  const among = (hits: readonly Hit[], { statement }: Hit): boolean => hits.some((one) => one.statement === statement);
  const isEither = (hit: Hit): boolean => allowed.length === 0 && among(allows, hit) && among(denies, hit);
  const mayAllow = (hit: Hit): Reason => {
    const { statement } = hit;
    return {
      kind: isEither(hit) ? 'may-either' : 'may-allow',
      at: statement.at,
      statement,
      action,
      doubt: doubtOf(hit, 'Allow', question),
    };
  };
  const mayDeny = (hit: Hit): Reason => {
    const { statement } = hit;
    return { kind: 'may-deny', at: statement.at, statement, action, principal, doubt: doubtOf(hit, 'Deny', question) };
  };
  return [
    ...(allowed.length > 0 ? allowed.slice(0, 1).map(lets) : allows.map(mayAllow)),
    ...denies.filter((hit) => !isEither(hit)).map(mayDeny),
  ];
}

/** What a statement does that lets the subject in: itself, or the account whose IAM policies then decide. */
function letsIn(statement: Statement, action: string, { subject: principal, prepared: { scope } }: Question): Reason {
  const { at, principals, notPrincipal } = statement;
  if (isByIam(principal)) return { kind: 'delegates-to-iam', at, statement, action };
  if (principal.is !== 'named' || !principal.iam || covers(principals, notPrincipal, { ...principal, iam: false }, 'Allow', scope) !== 'no')
    return { kind: 'allows', at, statement, action, principal };
  const { account } = principal,
    own = sameAccount(account, scope.env.account) === 'yes';
  return { kind: 'delegates-to-iam', at, statement, action, to: { principal, account, own } };
}

function doubtOf({ statement, unsure }: Hit, effect: 'Allow' | 'Deny', question: Question): Doubt {
  if (statement.opaque !== undefined) return { about: 'whole-statement', why: statement.opaque };
  if (unsure === 'condition') return { about: 'condition', conditionKeys: [...new Set(statement.conditions.map(({ name }) => name))] };
  const accounts = unsure === 'principal' ? doubtfulAccounts(statement, effect, question) : undefined;
  return accounts ? { about: 'account', accounts } : { about: unsure ?? 'statement' };
}

/** Where a statement spells out an account, what is not known is whose it is. */
function doubtfulAccounts(
  { principals }: Statement,
  effect: 'Allow' | 'Deny',
  { subject, prepared: { scope } }: Question,
): AccountPair | undefined {
  const who = principals.find((one) => covers([one], false, subject, effect, scope) === 'unknown'),
    asker = subject.is === 'own' ? scope.env.account : subject.is === 'service' ? undefined : subject.account;
  if (!who || !('account' in who) || !asker || sameAccount(who.account, asker) !== 'unknown') return undefined;
  return pairOf(who.account, asker, scope);
}

/** Two account ids that may be one; that of the stack, or what is written out, comes last. */
export function pairOf(one: Text, other: Text, { env }: PolicyScope): AccountPair {
  const isOwn = (account: Text): boolean => sameAccount(account, env.account) === 'yes';
  const ordered = literal(one) === undefined && literal(other) !== undefined && !isOwn(other) ? [other, one] : [one, other];
  return ordered.map((account) => ({ account, own: isOwn(account) }));
}
