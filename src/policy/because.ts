/** The statements that decide an answer, in words. */
import { literal, printText } from '../core/text.js';
import type { Action } from '../reference/actions.js';
import type { Text } from '../types/values.js';
import type { Verdict } from '../types/program.js';
import type { Decision, Hit } from './evaluate.js';
import { missed, type Asker } from './missed.js';
import { covers } from './principals.js';
import { sameAccount, type PolicyScope } from './scope.js';
import { nameOf, type Statement } from './statement.js';

export type Because = Verdict['because'];

/** How an arbitrary principal of the account is called, who has only what IAM policies give. */
export const BY_IAM = "the account's IAM policies";

/** What was asked. */
export interface Question extends Asker {
  readonly action: Action;
  /** What the action is called where several are meant. */
  readonly what?: string;
}

export function because({ answer, allows, denies }: Decision, question: Question): Because {
  const { policy, who, action, what = action.id } = question;
  const say = ({ statement }: Pick<Hit, 'statement'>, verb: string): Because[number] => ({
    at: statement.at,
    text: `${nameOf(statement)} ${verb}`,
  });
  const sure = (hits: readonly Hit[]): readonly Hit[] => hits.filter((hit) => hit.answer === 'yes');
  const lets = (hit: Hit): Because[number] => say(hit, letsIn(hit.statement, what, question));
  if (allows.length === 0) {
    const idle = missed(question, who === BY_IAM ? `let ${who} decide about ${what}` : `allow ${what} to ${who}`, what);
    if (idle.length > 0) return idle;
    return [{ at: policy.at, text: `no statement ${who === BY_IAM ? `lets ${who} decide about ${what}` : `allows ${what} to ${who}`}` }];
  }
  const to = who === BY_IAM ? "the account's principals" : who;
  if (answer === 'no') return [...allows.slice(0, 1).map(lets), ...sure(denies).map((hit) => say(hit, `denies ${what} to ${to}`))];
  const allowed = sure(allows);
  // What nobody can read is told once.
  const among = (hits: readonly Hit[], { statement }: Hit): boolean => hits.some((one) => one.statement === statement);
  const isEither = (hit: Hit): boolean => allowed.length === 0 && among(allows, hit) && among(denies, hit);
  const mayAllow = (hit: Hit): Because[number] =>
    say(hit, `may ${isEither(hit) ? 'allow or deny' : 'allow'} ${what}: ${doubt(hit, 'Allow', question)}`);
  return [
    ...(allowed.length > 0 ? allowed.slice(0, 1).map(lets) : allows.map(mayAllow)),
    ...denies.filter((hit) => !isEither(hit)).map((hit) => say(hit, `may deny ${what} to ${to}: ${doubt(hit, 'Deny', question)}`)),
  ];
}

/** What a statement does that lets the subject in: itself, or the account whose IAM policies then decide. */
function letsIn(statement: Statement, what: string, { subject, who, scope }: Question): string {
  if (who === BY_IAM) return `lets ${who} decide about ${what}`;
  const { principals, notPrincipal } = statement;
  if (subject.is !== 'named' || !subject.iam || covers(principals, notPrincipal, { ...subject, iam: false }, 'Allow', scope) !== 'no')
    return `allows ${what} to ${who}`;
  const isOwn = sameAccount(subject.account, scope.env.account) === 'yes',
    policies = isOwn ? BY_IAM : `the IAM policies of the account ${subject.account ? printText(subject.account) : 'that it names'}`;
  return `lets ${policies} decide about ${what}, so those of ${who} can allow it`;
}

function doubt({ statement, unsure }: Hit, effect: 'Allow' | 'Deny', question: Question): string {
  if (statement.opaque !== undefined) return `what it says is known to the deployment only (${origin(statement.opaque)})`;
  if (unsure === 'condition')
    return `its condition on ${[...new Set(statement.conditions.map(({ name }) => name))].join(' and ')} depends on the request`;
  const account = unsure === 'principal' ? doubtfulAccount(statement, effect, question) : undefined;
  return account ?? `its ${unsure ?? 'statement'} is known to the deployment only`;
}

/** `it is the parameter KeyPolicy`, or of a bare intrinsic that it makes the text. */
const origin = (opaque: string): string => (/^Fn::\S+$/.test(opaque) ? `${opaque} makes it` : opaque);

/** Where a statement spells out an account, what is not known is whose it is. */
function doubtfulAccount({ principals }: Statement, effect: 'Allow' | 'Deny', { subject, scope }: Question): string | undefined {
  const who = principals.find((one) => covers([one], false, subject, effect, scope) === 'unknown'),
    asker = subject.is === 'own' ? scope.env.account : subject.is === 'service' ? undefined : subject.account;
  if (!who || !('account' in who) || !asker || sameAccount(who.account, asker) !== 'unknown') return undefined;
  return sameOrNot(who.account, asker, scope);
}

/** The sentence about two account ids that may be one. */
export function sameOrNot(one: Text, other: Text, { env }: PolicyScope): string {
  const isOwn = (account: Text): boolean => sameAccount(account, env.account) === 'yes';
  const [first, second] = literal(one) === undefined && literal(other) !== undefined && !isOwn(other) ? [other, one] : [one, other];
  const name = (account: Text): string => (isOwn(account) ? 'that of this stack' : printText(account));
  return `whether the account ${name(first)} is ${name(second)} is known to the deployment only`;
}
