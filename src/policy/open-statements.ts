/** Which Allow statements of a key policy are open to principals of every account, each judged by itself with the Deny statements. */
import { items, member } from '../core/value.js';
import { ACTIONS } from '../reference/actions.js';
import type { KeyPolicy } from '../types/policy.js';
import type { Statement } from '../types/statement.js';
import type { Answer, Value } from '../types/values.js';
import { worksOn } from './live.js';
import { STRANGERS } from './outside.js';
import type { KeyFacts } from './scope.js';
import { actionRank } from './undelegated.js';

export interface OpenStatement {
  readonly statement: Statement;
  /** Never no. */
  readonly open: Answer;
  /** What it gives them, as far as it works on such a key and from another account; those that matter most come first. */
  readonly actions: readonly string[];
}

/** Those that name everyone; NotPrincipal is a fault of its own. A policy that is no map of statements is judged as a whole. */
export function openStatements(policy: KeyPolicy, key: KeyFacts): readonly OpenStatement[] {
  const named = policy.statements.filter(
    ({ effect, notPrincipal, principals }) => effect !== 'Deny' && !notPrincipal && principals.some(({ is }) => is === 'everyone'),
  );
  if (named.length === 0 || policy.public.answer === 'no') return [];
  return named.flatMap((statement) => {
    const open =
      named.length === 1 && policy.statements.every(({ notPrincipal }) => !notPrincipal) ? policy.public.answer : alone(policy, statement);
    return open === 'no' ? [] : [{ statement, open, actions: given(statement, policy, key) }];
  });
}

/** Whether the policy is public with this one of its Allow statements. */
function alone(policy: KeyPolicy, { index }: Statement): Answer {
  const { document } = policy;
  if (document.is !== 'known' || document.value.is !== 'map') return policy.public.answer;
  const kept = policy.statements.filter((one) => one.effect !== 'Allow' || one.index === index).map((one) => one.index);
  const written = items(member(document.value, 'Statement'));
  const Statement: Value = { is: 'list', at: document.at, items: kept.flatMap((one) => written[one] ?? []) };
  return policy.with({ ...document.value, entries: { ...document.value.entries, Statement } }).public.answer;
}

/** A Deny may take some of them away again. */
const given = ({ actions }: Statement, policy: KeyPolicy, key: KeyFacts): readonly string[] =>
  ACTIONS.filter(({ index, crossAccount }) => crossAccount === 'yes' && actions?.answers[index] === 'yes')
    .filter((action) => worksOn(action, key) !== 'no')
    .filter((action) => policy.decide({ principal: STRANGERS, action: action.id, route: 'any' }).answer !== 'no')
    .sort((a, b) => actionRank(a) - actionRank(b))
    .map(({ id }) => id);
