/** What the statements of IAM policies say of a key that none of them names. */
import { or } from '../core/answer.js';
import { printText, text } from '../core/text.js';
import { FRESH_ID } from '../policy/scope.js';
import type { IamPolicy } from '../types/policy.js';
import type { Statement, Test } from '../types/statement.js';
import type { Answer, Env } from '../types/values.js';

/** Binds a statement to keys by their aliases or tags. */
const isOfKeys = ({ key }: Test): boolean => /^kms:(resourcealiases|requestalias)$/.test(key) || key.startsWith('aws:resourcetag/');

/** Limits an Allow to keys by their aliases or tags. What every alias or tag meets limits nothing. */
export const isScope = (test: Test): boolean => {
  const { negated, ifExists, values, open } = test;
  return isOfKeys(test) && !negated && !ifExists && (open || !values.some((value) => /^(alias\/)?\*+$/.test(printText(value))));
};

/** A Deny of all keys but those with an alias or tag leaves these. */
const sparesSome = ({ conditions }: Statement): boolean =>
  conditions.length > 0 && conditions.every((test) => isOfKeys(test) && test.negated);

/**
 * Whether whoever has all these policies is denied the action on keys that they do not name, or on all but keys of some aliases or tags. Of
 * a Deny under other conditions the Allow remains.
 */
export function deniedOnAnyKey(action: string, policies: readonly IamPolicy[], { partition, region, account }: Env): Answer {
  const key = text('arn:', partition, ':kms:', region, ':', account, ':key/', FRESH_ID);
  return or(
    ...policies.map((policy): Answer => {
      const { denied, denies } = policy.allows(action, key);
      if (denied === 'yes' || denies.some(sparesSome)) return 'yes';
      return denies.some(({ conditions }) => conditions.length === 0) ? 'unknown' : 'no';
    }),
  );
}
