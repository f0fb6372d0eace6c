/** The statements that decide an answer, in words. */
import type { Policy, Verdict } from '../types.js';
import type { Decision, Hit } from './evaluate.js';
import { nameOf } from './statement.js';

export type Because = Verdict['because'];

/** How an arbitrary principal of the account is called, who has only what IAM policies give. */
export const BY_IAM = "the account's IAM policies";

/** @param who 'the root user', 'role X' · @param what an action */
export function because(decision: Decision, who: string, what: string, policy: Policy): Because {
  const say = ({ statement }: Hit, verb: string): Because[number] => ({ at: statement.at, text: `${nameOf(statement)} ${verb}` });
  const lets = who === BY_IAM ? `lets ${who} decide about ${what}` : `allows ${what} to ${who}`;
  const sure = (hits: readonly Hit[]): readonly Hit[] => hits.filter(({ answer }) => answer === 'yes');
  const { answer, allows, denies } = decision;
  if (allows.length === 0) return [{ at: policy.at, text: `no statement ${lets}` }];
  if (answer === 'no')
    return [...allows.slice(0, 1).map((hit) => say(hit, lets)), ...sure(denies).map((hit) => say(hit, `denies ${what}`))];
  const allowed = sure(allows),
    perhaps = (hit: Hit, verb: string): Because[number] => say(hit, `may ${verb} ${what}: ${doubt(hit)}`);
  return [
    ...(allowed.length > 0 ? allowed.slice(0, 1).map((hit) => say(hit, lets)) : allows.map((hit) => perhaps(hit, 'allow'))),
    ...denies.map((hit) => perhaps(hit, 'deny')),
  ];
}

function doubt({ statement, unsure }: Hit): string {
  if (statement.opaque !== undefined) return statement.opaque;
  if (unsure === 'condition')
    return `its condition on ${[...new Set(statement.conditions.map(({ name }) => name))].join(' and ')} depends on the request`;
  return `its ${unsure ?? 'statement'} is known to the deployment only`;
}
