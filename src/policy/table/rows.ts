/** The rows of the access table: what a key policy gives a principal. */
import { KEY_ACTIONS, type Action } from '../../reference/actions.js';
import type { AccessRow, ActionGroup, PrincipalAccess } from '../../types/access.js';
import type { RequestPrincipal, Statement } from '../../types/statement.js';
import type { Answer } from '../../types/values.js';
import { or } from '../../core/answer.js';
import { decided, subjectOf } from '../access.js';
import { actionAnswer } from '../action-element.js';
import { ANYBODY } from '../because.js';
import type { Prepared } from '../evaluate.js';
import { namedAccounts } from '../named.js';
import { covers } from '../principals.js';
import { sameAccount } from '../scope.js';
import { STRANGERS } from '../outside.js';
import { othersThan, standsForItself, accessRowOf } from './whom.js';

export const GROUPS = ['policy', 'administer', 'grant', 'use', 'read'] as const;
export const byGroup = <T>(of: (group: ActionGroup) => T): Record<ActionGroup, T> =>
  Object.fromEntries(GROUPS.map((group) => [group, of(group)])) as Record<ActionGroup, T>;
export type Answers = ReadonlyMap<Action, Answer>;
export const RANK: Readonly<Record<Answer, number>> = { no: 0, unknown: 1, yes: 2 };

export function answersOf(prepared: Prepared, subjects: readonly RequestPrincipal[], live: readonly Action[]): Answers {
  return new Map(live.map((action) => [action, or(...subjects.map((subject) => decided(prepared, subject, action).answer))]));
}

/** What the statements that surely name the principal give it. */
export function row(prepared: Prepared, whom: AccessRow, live: readonly Action[]): PrincipalAccess {
  const { scope, written: statements } = prepared;
  const isMany = whom.kind === 'everyone' || whom.kind === 'others';
  const written = statements.flatMap(({ principals, notPrincipal }) => (notPrincipal ? [] : principals)),
    element = written.find((who) => accessRowOf(who, scope).identity === whom.identity),
    itself = element && subjectOf(element, scope, false);
  const subjects: readonly RequestPrincipal[] = isMany
    ? [ANYBODY, STRANGERS, ...namedAccounts(statements, scope).map((account): RequestPrincipal => ({ is: 'foreign', account }))]
    : itself
      ? [itself]
      : [];
  const given = narrowed(prepared, whom, isMany ? undefined : itself);
  return rowOf(whom, answersOf(given, subjects, live), given, false);
}

/**
 * The policy without the Allow statements that do not name the row for certain; a statement of which the effect is not known may still
 * deny.
 */
export function narrowed(prepared: Prepared, whom: AccessRow, subject: RequestPrincipal | undefined): Prepared {
  const { scope } = prepared;
  return {
    ...prepared,
    statements: prepared.statements.flatMap((one) => {
      const { statement, principals } = one,
        { effect, notPrincipal } = statement;
      if (effect === 'Deny') return [one];
      const written = notPrincipal
        ? undefined
        : principals.find((who) => who.is !== 'nobody' && accessRowOf(who, scope).identity === whom.identity);
      const isNamed = notPrincipal ? othersThan(statement, scope).identity === whom.identity : written !== undefined;
      if (written && effect === 'Allow' && standsForItself(written))
        return [{ ...one, principals: [{ is: 'everyone' as const, at: written.at, text: written.text }] }];
      if (isNamed || (subject && covers(principals, notPrincipal, subject, 'Allow', scope) === 'yes')) return [one];
      // As a Deny it is not certain, for which its resource stands.
      return effect === 'unknown' ? [{ ...one, resource: 'unknown' as const, statement: { ...statement, effect: 'Deny' as const } }] : [];
    }),
  };
}

export function rowOf(whom: AccessRow, answers: Answers, given: Prepared, byIam: boolean): PrincipalAccess {
  const those = (wanted: Answer): readonly Action[] => [...answers].filter(([, answer]) => answer === wanted).map(([action]) => action);
  const sure = those('yes'),
    perhaps = those('unknown');
  const ids = { actions: sure.map(({ id }) => id), perhaps: perhaps.map(({ id }) => id) },
    may = mayOf(ids);
  return {
    ...whom,
    ...ids,
    own: whom.kind === 'service' ? 'no' : sameAccount(whom.account, given.scope.env.account),
    byIam: byIam ? GROUPS.filter((group) => may[group] !== 'no') : [],
    conditions: fences(given, [...sure, ...perhaps], whom.kind === 'everyone' || whom.kind === 'others'),
  };
}

/** @param open whether the row is of many, which aws:PrincipalArn narrows; else that names the row itself */
function fences({ statements }: Prepared, actions: readonly Action[], open: boolean): PrincipalAccess['conditions'] {
  const allows = statements.map(({ statement }) => statement).filter(({ effect }) => effect !== 'Deny');
  const keysOf = ({ conditions }: Statement): readonly string[] => [
    ...new Set(conditions.filter(({ key }) => open || key !== 'aws:principalarn').map(({ name }) => name)),
  ];
  return Object.fromEntries(
    GROUPS.flatMap((group) => {
      const ofGroup = actions.filter((action) => action.group === group),
        giving = allows.filter((statement) => ofGroup.some((action) => actionAnswer(statement, action) !== 'no')),
        keys = giving.map(keysOf);
      return keys.length === 0 || keys.some(({ length }) => length === 0)
        ? []
        : [[group, keys.filter((one, i) => keys.findIndex((other) => other.join() === one.join()) === i)]];
    }),
  );
}

/** What a principal can do by the policy alone, and what besides by IAM. */
export function joined(plain: PrincipalAccess, more: PrincipalAccess): PrincipalAccess {
  const actions = [...new Set([...plain.actions, ...more.actions])].sort(),
    perhaps = [...new Set([...plain.perhaps, ...more.perhaps])].filter((id) => !actions.includes(id)).sort();
  const [alone, besides] = [mayOf(plain), mayOf(more)],
    better = GROUPS.filter((group) => RANK[besides[group]] > RANK[alone[group]]),
    sooner = (id: string): boolean => (more.actions.includes(id) ? !plain.actions.includes(id) : !plain.perhaps.includes(id)),
    needing = mayOf({
      actions: more.actions.filter(sooner),
      perhaps: more.perhaps.filter((id) => sooner(id) && !plain.actions.includes(id)),
    }),
    // By action: of a group that IAM widens some actions may need no IAM.
    byIam = GROUPS.filter((group) => needing[group] !== 'no' && more.byIam.includes(group));
  const conditions = Object.fromEntries(
    GROUPS.flatMap((group) => {
      const keys = (better.includes(group) ? more : plain).conditions[group];
      return keys ? [[group, keys]] : [];
    }),
  );
  return { ...plain, actions, perhaps, byIam, conditions };
}

/** By group, whether at least one action of it is allowed. */
export function mayOf({ actions, perhaps }: Pick<PrincipalAccess, 'actions' | 'perhaps'>): Record<ActionGroup, Answer> {
  const some = (ids: readonly string[], group: ActionGroup): boolean =>
    KEY_ACTIONS.some((action) => action.group === group && ids.includes(action.id));
  return byGroup((group) => (some(actions, group) ? 'yes' : some(perhaps, group) ? 'unknown' : 'no'));
}
