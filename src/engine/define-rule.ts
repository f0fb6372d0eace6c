/** Keeps the subject's type while a rule is written down. */
import type { Rule, Subjects } from '../types.js';

export function defineRule<On extends keyof Subjects>(rule: Rule<On>): Rule<On> {
  return rule;
}
