/** What is written down of a rule, and what it finds in the program: resources, keys, what IAM policies give on them. */
import type { JsonObject } from '../types/files.js';
import type { Rule, Subjects } from '../types/rule.js';

export { scenariosOfKey } from '../app/by-key.js';
export { whileBothExist } from '../app/coexistence.js';
export { iamAllowsBeside } from '../app/iam-allows.js';
export { keyNamed } from '../app/key-names.js';
export { plainKey } from '../app/reference-of.js';
export { keyArn } from '../app/may-use.js';
export { roleNamed, rolesOf } from '../app/roles.js';
export { inScenarios } from '../app/scenarios.js';
export { sameEnv } from '../cfn/env.js';
export { logicalIdOf, stackIdOf } from '../core/ids.js';

/**
 * Keeps the types of the subject and of the options while a rule is written down.
 * @example export default defineRule({ id: 'key-without-owner', on: 'key', *check(key) { … }, … })
 */
export function defineRule<On extends keyof Subjects, O extends JsonObject = JsonObject>(rule: Rule<On, O>): Rule<On> {
  return rule;
}
