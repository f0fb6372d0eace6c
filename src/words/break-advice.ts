/** What to do about an edge of a cycle that is to be broken: in words, in CDK's terms. */
import type { Link, Program } from '../types/program.js';
import type { ResourceId } from '../types/values.js';
import { parameterOf } from '../remedies/break-remedy.js';
import { breakKindOf, type BreakKind } from '../cycles/break-cost.js';

type Known = Pick<Program, 'keys' | 'iamAllows' | 'stacks'>;

/** The ways in which a statement of a key policy gives an edge up. */
const IN_POLICY: ReadonlySet<BreakKind> = new Set(['granted', 'iam', 'account', 'condition', 'root']);

/** @param nameOf what a resource is called */
export function breakAdvice(link: Link, program: Known, nameOf: (resource: ResourceId) => string): string {
  const kind = breakKindOf(link, program);
  const read = IN_POLICY.has(kind) ? parameterOf(link, program) : undefined;
  const also = read
    ? ` Also remove the look-up of "${link.name}" from ${program.stacks.get(read.stack)?.name ?? 'the stack'}: CloudFormation reads it as long as it is a parameter of the template.`
    : '';
  return `${insteadOf(kind, link, program, nameOf)}${also}`;
}

function insteadOf(kind: BreakKind, link: Link, program: Known, nameOf: (resource: ResourceId) => string): string {
  const nameOfStack = (id: string): string => program.stacks.get(id)?.name ?? nameOf(id);
  const key = link.by === undefined ? 'the key' : nameOf(link.by);
  const other = link.target === undefined ? undefined : nameOf(link.target);
  const principal = other ?? 'the principal';
  const [from, to] = [nameOfStack(link.from), nameOfStack(link.to)];
  switch (kind) {
    case 'granted':
      return `Leave ${principal} out of the key policy of ${key}. Its own IAM policy already grants the same, and the key policy lets IAM policies decide, so nothing is lost.`;
    case 'iam':
      return `Leave ${principal} out of the key policy of ${key}. The key policy lets the account's IAM policies decide, so a statement with the key's ARN in the role's own policy is enough.`;
    case 'root':
      return `Let the account's IAM policies decide about ${key}: add a statement with kms:* for new iam.AccountRootPrincipal(). Then leave ${principal} out of the key policy, and grant in the role's own policy.`;
    case 'account':
      return `In the key policy of ${key}, name the account of ${principal} instead: new iam.AccountPrincipal(account), with a condition on aws:PrincipalArn that contains the role's ARN as text. The role's own policy grants the rest.`;
    case 'condition':
      return `In the key policy of ${key}, write the value from ${to} as text, or use a condition on the account (aws:SourceAccount) instead.`;
    case 'declared':
      return `Remove the dependency of ${from} on ${to} (addDependency): nothing else needs it.`;
    case 'name':
      return `${from} contains the name "${link.name}" as text, so there is no reference to remove. Create ${other ?? 'it'} in ${from}, or in a third stack on which both depend.`;
    case 'reference':
      return `Move what ${from} uses of ${to}${other === undefined ? '' : ` (${other})`} into ${from}, or into a third stack on which both depend. A weak reference does not help: the value that it reads must exist too.`;
  }
}
