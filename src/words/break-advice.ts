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
    ? ` And take the look-up of "${link.name}" out of ${program.stacks.get(read.stack)?.name ?? 'the stack'}, which reads it as long as it is a parameter of the template.`
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
      return `Leave ${principal} out of the key policy of ${key}: its own IAM policy grants the same already, and the key policy lets IAM decide, so nothing is lost.`;
    case 'iam':
      return `Leave ${principal} out of the key policy of ${key}, which lets the account's IAM decide: a statement with the key's ARN in the role's own policy is enough.`;
    case 'root':
      return `Let the account's IAM decide about ${key} (a statement for new iam.AccountRootPrincipal() with kms:*), then leave ${principal} out of its key policy and grant in the role's own policy.`;
    case 'account':
      return `In the key policy of ${key}, name the account of ${principal} instead: new iam.AccountPrincipal(account), which is always there, with a condition on aws:PrincipalArn that spells the role out; the role's own policy grants the rest.`;
    case 'condition':
      return `In the key policy of ${key}, spell out what is taken from ${to}, or name the account (aws:SourceAccount) instead.`;
    case 'declared':
      return `Take back the dependency of ${from} on ${to} (addDependency), which nothing else asks for.`;
    case 'name':
      return `${from} spells the name "${link.name}" out, so there is no reference to take away: create ${other ?? 'it'} in ${from}, or in a stack of its own that both need.`;
    case 'reference':
      return `Move what ${from} takes from ${to}${other === undefined ? '' : ` (${other})`} into ${from}, or into a stack of its own that both need; a weak reference is no way out, since what it reads must be there as well.`;
  }
}
