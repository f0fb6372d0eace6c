/** Allow statements that seem to let somebody in and have no effect, and why. */
import { printText } from '../core/text.js';
import type { Action } from '../reference/actions.js';
import type { Policy, Verdict } from '../types/program.js';
import { actionAnswer } from './action-element.js';
import { holds } from './conditions.js';
import { ofSubject, request, type Route } from './context.js';
import { readStatements } from './document.js';
import { conditionAnswer, resourceAnswer } from './evaluate.js';
import { covers, type RequestPrincipal } from './principals.js';
import { sameAccount, type PolicyScope } from './scope.js';
import { nameOf, type Statement } from './statement.js';

/** So many are named. */
const MOST = 3;

/** Who asks, by which route, about which policy. */
export interface Asker {
  readonly policy: Policy;
  readonly scope: PolicyScope;
  readonly subject: RequestPrincipal;
  /** What the subject is called: 'the root user', 'role X'. */
  readonly who: string;
  readonly route: Route;
}

/**
 * The statements that would allow the action, were it not for one of their elements.
 * @param would what they would do: 'allow kms:Decrypt to role X'
 */
export function missed(asked: Asker & { readonly action: Action }, would: string, what: string): Verdict['because'] {
  const { action } = asked;
  return idle(asked, (statement) => {
    if (statement.actions && actionAnswer(statement, action) === 'no') return undefined;
    const account = otherAccount(statement, asked);
    if (account !== undefined) return `allows ${what} to another account, ${account}`;
    if (covers(statement.principals, statement.notPrincipal, asked.subject, 'Allow', asked.scope) === 'no') return undefined;
    const why = obstacle(statement, action, asked);
    return why && `would ${would}, but ${why}`;
  });
}

/** The statements that name a subject of another account, which can do nothing by them. */
export function shutOut(actions: readonly Action[], asked: Asker): Verdict['because'] {
  const { subject, scope } = asked;
  return idle(asked, (statement, all) => {
    // A principal that is surely of the own account names nobody of another.
    const others = statement.principals.filter((who) => !('account' in who) || sameAccount(who.account, scope.env.account) !== 'yes');
    if (statement.notPrincipal || covers(others, false, subject, 'Allow', scope) === 'no') return undefined;
    const action = actions.find((one) => actionAnswer(statement, one) !== 'no');
    const names = (why: string | undefined): string | undefined => why && `names ${asked.who}, but ${why}`;
    if (!statement.actions) return names('it has no Action');
    if (!action) return names('none of its actions works from another account');
    return names(obstacle(statement, action, asked) ?? keptOut(statement, denying(all, action, asked)));
  });
}

/** The Deny statements that may be about the subject. */
function denying(all: readonly Statement[], action: Action, { subject, scope }: Asker): readonly string[] {
  return all
    .filter(({ effect }) => effect === 'Deny')
    .filter((one) => actionAnswer(one, action) !== 'no' && covers(one.principals, one.notPrincipal, subject, 'Deny', scope) !== 'no')
    .map(nameOf);
}

function keptOut({ conditions }: Statement, denies: readonly string[]): string | undefined {
  const keepers = [...(conditions.length > 0 ? ['its condition'] : []), ...denies];
  return keepers.length > 0 ? `${keepers.join(' or ')} keeps it out` : undefined;
}

function idle({ policy, scope }: Asker, says: (statement: Statement, all: readonly Statement[]) => string | undefined): Verdict['because'] {
  const reading = readStatements(policy, scope);
  if (reading.is === 'refused') return [];
  return reading.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => {
      const text = says(statement, reading.statements);
      return text === undefined ? [] : [{ at: statement.at, text: `${nameOf(statement)} ${text}` }];
    })
    .slice(0, MOST);
}

/** The account that a statement names in the place of the key's own, where that is asked about. */
function otherAccount({ principals, notPrincipal }: Statement, { subject, scope }: Asker): string | undefined {
  if (subject.is !== 'own' || notPrincipal) return undefined;
  const accounts = principals.flatMap((who) => (who.is === 'account' ? [who.account] : []));
  const others = accounts.filter((account) => sameAccount(account, scope.env.account) === 'no');
  return others[0] && others.length === principals.length ? printText(others[0]) : undefined;
}

function obstacle(statement: Statement, action: Action, { subject, scope, route }: Asker): string | undefined {
  if (!statement.actions) return 'it has no Action';
  if (!statement.resources) return 'it has no Resource';
  if (resourceAnswer(statement, scope) === 'no') return 'its Resource is not this key';
  const lookup = request(ofSubject(subject, scope, route), action);
  if (conditionAnswer(statement, lookup) !== 'no') return undefined;
  const failing = statement.conditions.filter((test) => holds(test, lookup) === 'no').map(({ name }) => name);
  return `its condition on ${[...new Set(failing)].join(' and ')} does not hold for such a request`;
}
