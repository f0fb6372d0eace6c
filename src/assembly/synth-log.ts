/**
 * Reads the output of a synth that CDK stopped because of a cycle between stacks, and says with the words of cross-stack-cycle what it
 * means.
 */

/** One need that CDK noted, in words, and what would take it away. */
export interface LoggedReference {
  readonly says: string;
  readonly remedy: string;
}
/** All that one stack needs of another: the step is gone only where each of the needs is. */
export interface LoggedStep {
  /** `A needs B`; undefined where CDK wrote down only what the user said of it. */
  readonly stacks: string | undefined;
  readonly needs: readonly LoggedReference[];
}
/** A cycle that CDK refused; its last step closes it. */
export interface LoggedCycle {
  readonly from: string;
  readonly to: string;
  readonly steps: readonly LoggedStep[];
}

/** Stack.addDependency of aws-cdk-lib (core/lib/stack.ts): the same sentence since 2.50. */
const CYCLE = /'([^'\n]+)' depends on '([^'\n]+)' \((.*)\)\. Adding this dependency \((.*)\) would create a cyclic reference/g;
/** What CloudFormation itself answers where a template has a cycle inside. */
const INSIDE = /Circular dependency between resources: \[([^\]\n]+)\]/g;

/** @param log without the codes of a terminal */
export function stackCyclesInLog(log: string): readonly LoggedCycle[] {
  const cycles = [...log.matchAll(CYCLE)].map(([, from = '', to = '', chain = '', closing = '']) => ({
    from,
    to,
    steps: stepsOf([...reasonsIn(chain), closing], from.split('/').length),
  }));
  return distinct(cycles);
}

/** @param depth how many names the path of a stack has: more than one in a Stage */
function stepsOf(reasons: readonly string[], depth: number): readonly LoggedStep[] {
  const stackOf = (path: string): string => path.split('/').slice(0, depth).join('/');
  const steps = new Map<string, { stacks: string | undefined; needs: LoggedReference[] }>();
  for (const reason of reasons) {
    const [, user, made] = REFERENCE.exec(reason) ?? [];
    const [, one = user, , other = made] = DECLARED.exec(reason) ?? [];
    const stacks = one === undefined || other === undefined ? undefined : `${stackOf(one)} needs ${stackOf(other)}`;
    const step = steps.get(stacks ?? reason);
    if (step) step.needs.push(needOf(reason));
    else steps.set(stacks ?? reason, { stacks, needs: [needOf(reason)] });
  }
  return [...steps.values()];
}

/** The logical ids of each cycle that CloudFormation found inside a template. */
export function templateCyclesInLog(log: string): readonly (readonly string[])[] {
  return distinct([...log.matchAll(INSIDE)].map(([, ids = '']) => ids.split(',').map((id) => id.trim())));
}

/**
 * CDK joins reasons with a comma and a blank; a reason begins as one of its own forms does, what does not is the rest of a text of the
 * user's.
 */
function reasonsIn(chain: string): readonly string[] {
  const reasons: string[] = [];
  for (const part of chain.split(', ')) {
    const last = reasons.length - 1;
    if (last < 0 || REFERENCE.test(part) || DECLARED.test(part)) reasons.push(part);
    else reasons[last] = `${reasons[last] ?? ''}, ${part}`;
  }
  return reasons;
}

/** `A -> B/Role/Resource.Arn`: a token of B's role is used in A. */
const REFERENCE = /^(\S+) -> (\S+?)(?:\.(\w+(?:\.\w+)*))?$/;
/** `<C>.addStackDependency(<B>)`, `<A/Key>.node.addDependency(<B/Role>)`: an order that somebody declared. */
const DECLARED = /^[<{]([^>}]+)[>}]\.((?:node\.)?add\w*Dependency)\([<{]([^>}]+)[>}]\)$/;

function needOf(reason: string): LoggedReference {
  const [, user, made = '', attribute] = REFERENCE.exec(reason) ?? [];
  if (user !== undefined) return referenceTo(user, made.replace(/\/(Resource|Default)$/, ''), attribute);
  const [, one, method, other] = DECLARED.exec(reason) ?? [];
  if (one !== undefined && method !== undefined && other !== undefined)
    return {
      says: `${one} is declared to be deployed after ${other}`,
      remedy: `Take back the dependency of ${one} on ${other} (${method}), if nothing else asks for it.`,
    };
  return {
    says: `there is a declared dependency (${reason})`,
    remedy: `Take back that dependency (${reason}), if nothing else asks for it.`,
  };
}

function referenceTo(user: string, made: string, attribute: string | undefined): LoggedReference {
  const owner = made.split('/')[0] ?? made;
  const says = `${user} refers to ${made}${attribute === undefined ? '' : ` (${attribute})`}`;
  const isPrincipal = /(role|user|principal)\w*$/i.test(made) && (attribute === undefined || attribute === 'Arn');
  return {
    says,
    remedy: isPrincipal
      ? `Where it is a key policy in ${user} that names ${made} (addToResourcePolicy, or a grant that writes into it), leave ${made} out of it and give the permission on the other side: role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] })) in ${owner}. The key policy that CDK writes by default lets the account's IAM decide, so that is enough.`
      : `Move what ${user} takes from ${owner} (${made}) into ${user}, or into a stack of its own that both need.`,
  };
}

function distinct<T>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}
