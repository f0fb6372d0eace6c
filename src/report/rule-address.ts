/** Where a rule is explained on the web. */
import type { AnyRule } from '../types/rule.js';

/** @returns the page of the rule, then those of its references that are addresses */
export function ruleAddresses({ page, references }: Pick<AnyRule, 'page' | 'references'>): readonly string[] {
  const named = [...(page === undefined ? [] : [page]), ...references];
  return named.filter((text) => /^https?:/.test(text) && URL.canParse(text));
}

/** @returns where its id leads: its page, else its first reference */
export function ruleAddress(rule: Pick<AnyRule, 'page' | 'references'>): string | undefined {
  const [first] = ruleAddresses(rule);
  return first === undefined ? undefined : new URL(first).href;
}
