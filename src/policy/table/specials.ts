/** The rows of those whom a key policy lets in, or spares, without naming them as principals. */
import { text, textKey } from '../../core/text.js';
import type { Action } from '../../reference/actions.js';
import type { AccessRow, PrincipalAccess } from '../../types/access.js';
import type { RequestPrincipal } from '../../types/statement.js';
import type { Answer, Text } from '../../types/values.js';
import { or } from '../../core/answer.js';
import type { Prepared } from '../evaluate.js';
import { answersOf, joined, narrowed, RANK, rowOf, type Answers } from './rows.js';
import { FRESH, sameAccount, type PolicyScope } from '../scope.js';
import { STRANGERS } from '../outside.js';
import { whomByArn, once, rootUser, accessRowOf } from './whom.js';

interface Special {
  readonly whom: AccessRow;
  readonly subject: RequestPrincipal;
}

/** Those that conditions and exceptions from a Deny name, and the root user: what others of their account cannot do. */
export function specials(
  prepared: Prepared,
  listed: readonly PrincipalAccess[],
  live: readonly Action[],
  anybody: Answers,
): readonly PrincipalAccess[] {
  const { scope, written: statements } = prepared;
  const spared = statements.flatMap((one) =>
    one.effect === 'Deny' && one.notPrincipal
      ? one.principals.filter(({ is }) => is === 'entity').map((who) => accessRowOf(who, scope))
      : [],
  );
  const byArn = statements.map((one) => whomByArn(one, scope));
  const entities = [...listed.filter(({ kind }) => kind === 'role' || kind === 'user' || kind === 'session'), ...spared];
  const asked: readonly Special[] = [
    { whom: rootUser(scope), subject: { is: 'own', who: 'root' } },
    ...once([...entities, ...byArn.flatMap(({ by }) => by)]).map((whom) => ({ whom, subject: withIam(whom, whom.text) })),
    ...byArn.flatMap(({ fit }) => fit).map(({ whom, example }) => ({ whom, subject: withIam(whom, example) })),
  ];
  const alone = answersOf(prepared, [nobodyInParticular(scope)], live),
    strangers = answersOf(prepared, [STRANGERS], live);
  const found = asked.flatMap(({ whom, subject }) => {
    const { account } = whom,
      own = sameAccount(account, scope.env.account),
      given = narrowed(prepared, whom, subject);
    const others = own === 'yes' ? [anybody] : [strangers, ofAccount(account, listed, live), ...(own === 'no' ? [] : [anybody])];
    const more = above(answersOf(given, [subject], live), ...others);
    if (subject.is !== 'named') return rowOf(whom, more, given, false);
    const byName = { ...subject, iam: false },
      fewer = narrowed(prepared, whom, byName),
      byPolicy = own === 'no' ? new Map<Action, Answer>() : answersOf(fewer, [byName], live),
      better = above(byPolicy, alone);
    // What is told anyhow needs no IAM policies where the key policy gives it, though it gives it to others too.
    const plain = new Map(
      [...byPolicy].map(([action, answer]) => [action, more.get(action) === 'no' ? (better.get(action) ?? 'no') : answer]),
    );
    // In another account IAM policies are always needed, so that they tell nothing.
    return joined(rowOf(whom, plain, fewer, false), rowOf(whom, more, given, own !== 'no'));
  });
  return once(found.filter(({ actions, perhaps }) => actions.length + perhaps.length > 0));
}

/** A role of the account that no statement means by its name, and that has no IAM policies. */
const nobodyInParticular = ({ env }: PolicyScope): RequestPrincipal => ({
  is: 'named',
  text: text('arn:', env.partition, ':iam::', env.account, ':role/', FRESH),
  account: env.account,
  kind: 'role',
  iam: false,
});

/** What the row of another account as a whole says. */
function ofAccount(account: Text | undefined, listed: readonly PrincipalAccess[], live: readonly Action[]): Answers {
  const whole = listed.find((one) => one.kind === 'account' && one.account && account && textKey(one.account) === textKey(account));
  const answerOf = (id: string): Answer => (whole?.actions.includes(id) ? 'yes' : whole?.perhaps.includes(id) ? 'unknown' : 'no');
  return new Map(live.map((action) => [action, answerOf(action.id)]));
}

/** The answers that are better than those of all others. */
function above(answers: Answers, ...others: readonly Answers[]): Answers {
  const best = (action: Action): Answer => or(...others.map((one) => one.get(action) ?? 'no'));
  return new Map([...answers].map(([action, answer]) => [action, RANK[answer] > RANK[best(action)] ? answer : 'no']));
}

const withIam = ({ kind, account, resource }: AccessRow, name: Text): RequestPrincipal => ({
  is: 'named',
  text: name,
  account,
  kind: kind === 'role' || kind === 'user' || kind === 'session' ? kind : 'unknown',
  resource,
  iam: true,
});
