/** Whom the symbols of a policy mean: the resources of the program, with the environments of their stacks. */
import { memoOf } from '../core/memo.js';
import { iamPolicy } from '../policy/other-policies.js';
import type { PolicyScope } from '../policy/scope.js';
import type { IamPolicy } from '../types/policy.js';
import type { Program } from '../types/program.js';
import type { Env, Value } from '../types/values.js';

type Whole = Pick<Program, 'stacks' | 'resource'>;

export const resourceFinder: (program: Whole) => PolicyScope['resource'] = memoOf(({ stacks, resource }: Whole) => (text) => {
  const found = resource(text),
    facts = found && stacks.get(found.stack);
  return found && facts && { id: found.id, type: found.type, env: facts.env };
});

/** The IAM policy in a document that stands in such an environment: read once for all who ask, as long as the document is there. */
export const iamPolicyIn = (document: Value, env: Env, program: Whole): IamPolicy => policiesOf(program)(env)(document);

const policiesOf = memoOf((program: Whole) =>
  memoOf((env: Env) => memoOf((document: Value) => iamPolicy(document, { keyId: '', env, resource: resourceFinder(program) }))),
);
