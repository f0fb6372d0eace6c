/** Allow statements that seem to let somebody in and have no effect, and why. */
import type { Action } from '../reference/actions.js';
import type { Obstacle, Reason, Route } from '../types/policy.js';
import type { RequestPrincipal, Statement } from '../types/statement.js';
import type { Text } from '../types/values.js';
import { actionAnswer } from './action-element.js';
import { holds } from './conditions.js';
import { ofSubject, request } from './context.js';
import { conditionAnswer, resourceAnswer, type Prepared } from './evaluate.js';
import { covers } from './principals.js';
import { sameAccount } from './scope.js';

/** So many are named. */
const MOST = 3;

/** Who asks, by which route, of which policy. */
interface Asker {
  readonly prepared: Prepared;
  readonly subject: RequestPrincipal;
  readonly route: Route;
}

/** The statements that would allow the action, were it not for one of their elements. @param called the action as it is told */
export function missed(asked: Asker & { readonly action: Action }, called: string): readonly Reason[] {
  const { action, subject: principal, prepared } = asked;
  return idle(prepared, (statement) => {
    if (statement.actions && actionAnswer(statement, action) === 'no') return undefined;
    const { at } = statement,
      account = otherAccount(statement, asked);
    if (account) return { kind: 'other-account', at, statement, action: called, account };
    if (covers(statement.principals, statement.notPrincipal, principal, 'Allow', prepared.scope) === 'no') return undefined;
    const obstacle = obstacleOf(statement, action, asked);
    return obstacle && { kind: 'near-miss', at, statement, action: called, principal, obstacle };
  });
}

/** The statements that name a subject of another account, which can do nothing by them. */
export function shutOut(actions: readonly Action[], asked: Asker): readonly Reason[] {
  const { subject: principal, prepared } = asked,
    { scope, written } = prepared;
  return idle(prepared, (statement) => {
    // A principal that is surely of the own account names nobody of another.
    const others = statement.principals.filter((who) => !('account' in who) || sameAccount(who.account, scope.env.account) !== 'yes');
    if (statement.notPrincipal || covers(others, false, principal, 'Allow', scope) === 'no') return undefined;
    const action = actions.find((one) => actionAnswer(statement, one) !== 'no');
    const names = (obstacle: Obstacle | undefined): Reason | undefined =>
      obstacle && { kind: 'shut-out', at: statement.at, statement, principal, obstacle };
    if (!statement.actions) return names({ element: 'Action', fault: 'missing' });
    if (!action) return names({ element: 'Action', fault: 'not-across-accounts' });
    return names(obstacleOf(statement, action, asked) ?? keptOut(statement, denying(written, action, asked)));
  });
}

/** The Deny statements that may be about the subject. */
function denying(all: readonly Statement[], action: Action, { subject, prepared: { scope } }: Asker): readonly Statement[] {
  return all
    .filter(({ effect }) => effect === 'Deny')
    .filter((one) => actionAnswer(one, action) !== 'no' && covers(one.principals, one.notPrincipal, subject, 'Deny', scope) !== 'no');
}

function keptOut({ conditions }: Statement, denies: readonly Statement[]): Obstacle | undefined {
  const condition = conditions.length > 0;
  return condition || denies.length > 0 ? { element: 'outcome', condition, denies } : undefined;
}

function idle({ written }: Prepared, tells: (statement: Statement) => Reason | undefined): readonly Reason[] {
  return written
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => tells(statement) ?? [])
    .slice(0, MOST);
}

/** The account that a statement names in the place of the key's own, where that is asked about. */
function otherAccount({ principals, notPrincipal }: Statement, { subject, prepared: { scope } }: Asker): Text | undefined {
  if (subject.is !== 'own' || notPrincipal) return undefined;
  const accounts = principals.flatMap((who) => (who.is === 'account' ? [who.account] : []));
  const others = accounts.filter((account) => sameAccount(account, scope.env.account) === 'no');
  return others.length === principals.length ? others[0] : undefined;
}

function obstacleOf(statement: Statement, action: Action, { subject, prepared: { scope }, route }: Asker): Obstacle | undefined {
  if (!statement.actions) return { element: 'Action', fault: 'missing' };
  if (!statement.resources) return { element: 'Resource', fault: 'missing' };
  if (resourceAnswer(statement, scope) === 'no') return { element: 'Resource', fault: 'another-resource' };
  const lookup = request(ofSubject(subject, scope, route), action);
  if (conditionAnswer(statement, lookup) !== 'no') return undefined;
  const failing = statement.conditions.filter((test) => holds(test, lookup) === 'no').map(({ name }) => name);
  return { element: 'Condition', conditionKeys: [...new Set(failing)] };
}
