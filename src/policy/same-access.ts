/** Whether two policies of a key give everybody the same: the proof that a fix is safe. */
import { arnOf, text, textKey } from '../core/text.js';
import { items, member } from '../core/value.js';
import type { Action } from '../reference/actions.js';
import type { AccessDifference, WrittenPolicy } from '../types/policy.js';
import type { RequestPrincipal, Statement } from '../types/statement.js';
import type { Text, Value } from '../types/values.js';
import { ANYBODY } from './because.js';
import type { Reading } from './document.js';
import type { Outcome, Prepared } from './evaluate.js';
import { effectiveActions } from './live.js';
import { namedAccounts, namedPrincipals } from './named.js';
import { STRANGERS } from './outside.js';
import { WHOLE } from './place.js';
import { awsPrincipal } from './principals.js';
import { FRESH, sameAccount, STRANGER, type KeyFacts, type PolicyScope } from './scope.js';
import { decideFor } from './verdict.js';

/** One policy with what it is asked about. */
export interface Side {
  readonly prepared: Prepared;
  /** What each statement says, without the place where it stands. */
  readonly contents: readonly string[];
}

/**
 * For everybody that either policy names, and for those that neither does, and for every action that works on the key.
 * An answer that only the deployment knows is the same only if the same statements give it.
 * @param granted whether IAM policies of the app give a principal an action for certain: then the key policy need not give it itself
 * @returns the first difference; undefined where there is none
 */
export function accessDifference(
  one: Side,
  other: Side,
  scope: PolicyScope,
  key: KeyFacts,
  granted: (principal: Text, action: string) => boolean,
): AccessDifference | undefined {
  const live = effectiveActions(key);
  for (const principal of subjectsOf([...one.prepared.written, ...other.prepared.written], scope))
    for (const action of live) {
      if (isOutside(principal, action, scope)) continue;
      const [was, is] = [one, other].map((side) => outcomeOf(side, principal, action));
      if (was === is) continue;
      if (principal.is === 'named' && !principal.iam && granted(principal.text, action.id)) continue;
      return { is: 'access', action: action.id, principal };
    }
  return undefined;
}

/** A policy of which nobody can see the statements is one statement, and says what stands in its place. */
export function contentsOf({ document }: Pick<WrittenPolicy, 'document'>, value: Reading['value']): readonly string[] {
  if (document.is !== 'known') return document.is === 'unknown' ? [JSON.stringify(document.why)] : [];
  const version = member(value, 'Version'),
    statements = member(value, 'Statement');
  if (!statements) return [contentOf(document.value)];
  return items(statements).map((item) => {
    const content = contentOf(item);
    // The Version says whether a policy variable is one.
    return version && content.includes('${') ? content + contentOf(version) : content;
  });
}

const contentOf = (value: Value): string => JSON.stringify(value, (name, inner: unknown) => (name === 'at' ? undefined : inner));

/**
 * The answer, and where it is open the statements that it hangs on. The call comes by any route: what is certain then is certain of a
 * direct call too,
 * and what is open hangs on the same statements.
 */
function outcomeOf({ prepared, contents }: Side, subject: RequestPrincipal, action: Action): string {
  const outcome = decideFor(prepared, subject, action, 'any');
  if (outcome.answer !== 'unknown') return outcome.answer;
  const hits = (list: Outcome['allows']): readonly (string | undefined)[] => list.map(({ statement }) => contents[statement.index]).sort();
  return JSON.stringify([hits(outcome.allows), hits(outcome.denies)]);
}

function subjectsOf(statements: readonly Statement[], scope: PolicyScope): readonly RequestPrincipal[] {
  const named = namedPrincipals(statements, scope),
    accounts = namedAccounts(statements, scope);
  return [
    ANYBODY,
    { is: 'own', who: 'root' },
    STRANGERS,
    // NotPrincipal may spare the root user of an account alone.
    ...accounts.flatMap((account): readonly RequestPrincipal[] => [
      { is: 'foreign', account },
      { is: 'foreign', account, root: true },
    ]),
    ...named,
    ...named.map((subject): RequestPrincipal => ({ ...subject, iam: false })),
    ...namesakes(statements, [STRANGER, ...accounts], scope),
    ...[...servicesIn(statements), FRESH].map((name): RequestPrincipal => ({ is: 'service', name })),
  ];
}

/** Those of other accounts that aws:PrincipalArn means, or would mean there: `arn:aws:iam::*:role/Admin` is a role of each. */
function namesakes(statements: readonly Statement[], accounts: readonly Text[], scope: PolicyScope): readonly RequestPrincipal[] {
  return valuesOf('aws:principalarn', statements).flatMap((value) => {
    const resource = arnOf(value)?.resource;
    if (!resource) return [];
    return accounts.flatMap((account): readonly RequestPrincipal[] => {
      const name = text('arn:', scope.env.partition, ':iam::', account, ':', resource),
        who = awsPrincipal(name, WHOLE, scope);
      // A name with a wildcard is nobody's; whether the names that nobody wrote match it is unknown anyway.
      return who.is === 'nobody' ? [] : [{ is: 'named', text: name, account, kind: who.is === 'entity' ? who.kind : 'unknown', iam: true }];
    });
  });
}

/** The services that are principals or that a condition names. */
function servicesIn(statements: readonly Statement[]): readonly Text[] {
  const principals = statements.flatMap((statement) => statement.principals.flatMap((who) => (who.is === 'service' ? [who.text] : [])));
  const found = [...principals, ...valuesOf('aws:principalservicename', statements)];
  return [...new Map(found.map((name) => [textKey(name), name])).values()];
}

const valuesOf = (key: string, statements: readonly Statement[]): readonly Text[] =>
  statements.flatMap(({ conditions }) => conditions.flatMap((test) => (test.key === key ? test.values : [])));

/** Some actions never work from another account, whatever the policy says. */
function isOutside(subject: RequestPrincipal, { crossAccount }: Action, scope: PolicyScope): boolean {
  return (
    (subject.is === 'foreign' || subject.is === 'named') &&
    crossAccount === 'no' &&
    sameAccount(subject.account, scope.env.account) === 'no'
  );
}
