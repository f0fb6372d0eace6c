/** Keeps the types of the subject and of the options while a rule is written down. */
import type { JsonObject, Rule, Subjects } from '../types.js';

export function defineRule<On extends keyof Subjects, O extends JsonObject = JsonObject>(rule: Rule<On, O>): Rule<On> {
  return rule;
}
