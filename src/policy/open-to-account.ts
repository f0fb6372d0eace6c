/** Statements that let every principal of the own account in directly, without any IAM permission. */
import type { KeyPolicy } from '../types/policy.js';
import type { Statement } from '../types/statement.js';
import type { Answer, Text } from '../types/values.js';
import { ACTIONS } from '../reference/actions.js';
import { text } from '../core/text.js';
import { FRESH_NAME } from './scope.js';
import type { Env } from '../types/values.js';

/** Conditions that say of which account or organization a principal is, and nothing else. */
const ACCOUNT_FENCES: ReadonlySet<string> = new Set([
  'kms:calleraccount',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
]);

export interface OpenToAccount {
  readonly statement: Statement;
  /** yes or unknown */
  readonly answer: Answer;
}

/** @param env of the key: the account of its stack */
export function openToAccount(policy: KeyPolicy, { account, partition }: Env): readonly OpenToAccount[] {
  return policy.statements.flatMap((statement): readonly OpenToAccount[] => {
    const { effect, notPrincipal, principals, conditions, opaque } = statement;
    const isFenced = conditions.length > 0 && conditions.every(({ key }) => ACCOUNT_FENCES.has(key));
    const isOfAll = effect === 'Allow' && !notPrincipal && !opaque && principals.some(({ is }) => is === 'everyone');
    const action = ACTIONS.find(({ index, inKeyPolicy }) => inKeyPolicy === 'yes' && statement.actions?.answers[index] === 'yes');
    if (!isFenced || !isOfAll || !action || policy.public.answer === 'yes') return [];
    const role: Text = text('arn:', partition, ':iam::', account, ':role/', FRESH_NAME);
    const sends = new Map<string, readonly Text[]>();
    for (const { key, values, negated } of conditions)
      if (key.startsWith('aws:principalorg') && !negated && values[0]) sends.set(key, [values[0]]);
    const principal = policy.principal(role, false);
    const { answer } = policy.decide({ principal, action: action.id, route: 'any', sends });
    return answer === 'no' ? [] : [{ statement, answer }];
  });
}
