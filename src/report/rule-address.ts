/** Where a rule is explained on the web. */
import type { AnyRule } from '../types/rule.js';

/** @returns the page of the rule, else the first of its references that is an address; undefined where there is none */
export function ruleAddress({ page, references }: Pick<AnyRule, 'page' | 'references'>): string | undefined {
  const found = [...(page === undefined ? [] : [page]), ...references].find((text) => /^https?:/.test(text) && URL.canParse(text));
  return found === undefined ? undefined : new URL(found).href;
}
