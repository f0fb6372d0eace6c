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
  /** The construct call that usually makes such a cycle, as a sentence; undefined where the references tell of none. */
  readonly cause: string | undefined;
}

/**
 * Stack.addDependency of aws-cdk-lib (core/lib/stack.ts): the same sentence since 2.50. A line must begin with the error, after what a CI
 * system puts
 * before each (`gh run view --log`: job, step and time between tabs; GitLab: a time and the number of the stream), and after what the
 * languages of jsii put before a message of JavaScript: `Exception in thread "main" software.amazon.jsii.JsiiError: Error: `. Node prints
 * the line of the library that throws as well, in which the sentence stands as a template with its `${…}`.
 */
const CYCLE =
  /^(?:[^\t\n]*\t[^\t\n]*\t)?\uFEFF?(?:\d{4}-\d\d-\d\dT\S+ (?:\d\d[OE][ +])?)?\s*(?:\W{1,3}\s)?(?:Uncaught |Unhandled exception\. |Exception in thread "[^"\n]*" )?(?:[\w.@/]*(?:Error|Exception): ){0,3}\[?(?:«\w+» )?'([^'\n{]+)' depends on '([^'\n{]+)' \((.*)\)\. Adding this dependency \((.*)\) would create a cyclic reference/gm;
/** What CloudFormation itself answers where a template has a cycle inside. */
const INSIDE = /Circular dependency between resources: \[([A-Za-z0-9]+(?:,\s*[A-Za-z0-9]+)*)\]/g;

/** @param log without the codes of a terminal */
export function stackCyclesInLog(log: string): readonly LoggedCycle[] {
  const cycles = [...log.matchAll(CYCLE)].map(([, from = '', to = '', chain = '', closing = '']) => {
    const reasons = [...reasonsIn(chain), closing];
    return { from, to, steps: stepsOf(reasons, stackFinder([from, to, ...reasons.flatMap(stacksIn)])), cause: causeOf(reasons) };
  });
  return distinct(cycles);
}

/** The stacks that a reason names whole: the one that refers, and those of a declared order of stacks. */
function stacksIn(reason: string): readonly string[] {
  const [, user] = REFERENCE.exec(reason) ?? [],
    [, one = '', method = '', other = ''] = DECLARED.exec(reason) ?? [];
  return user === undefined ? (method === '' || method.startsWith('node.') ? [] : [one, other]) : [user];
}

/** The stack of a construct, by its path: in a Stage, or in a construct, a stack's own path has several names. */
function stackFinder(stacks: readonly string[]): (path: string) => string {
  const longest = [...new Set(stacks)].sort((a, b) => b.length - a.length);
  return (path) => longest.find((stack) => path === stack || path.startsWith(`${stack}/`)) ?? path.split('/')[0] ?? path;
}

function stepsOf(reasons: readonly string[], stackOf: (path: string) => string): readonly LoggedStep[] {
  const steps = new Map<string, { stacks: string | undefined; needs: LoggedReference[] }>();
  for (const reason of reasons) {
    const [, user, made] = REFERENCE.exec(reason) ?? [];
    const [, one = user, , other = made] = DECLARED.exec(reason) ?? [];
    const stacks = one === undefined || other === undefined ? undefined : `${stackOf(one)} needs ${stackOf(other)}`;
    const step = steps.get(stacks ?? reason);
    if (step) step.needs.push(needOf(reason, stackOf));
    else steps.set(stacks ?? reason, { stacks, needs: [needOf(reason, stackOf)] });
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

function needOf(reason: string, stackOf: (path: string) => string): LoggedReference {
  const [, user, made = '', attribute] = REFERENCE.exec(reason) ?? [];
  if (user !== undefined) return referenceTo(user, made.replace(/\/(Resource|Default)$/, ''), attribute, stackOf(made));
  const [, one, method, other] = DECLARED.exec(reason) ?? [];
  const notified = one === undefined ? undefined : NOTIFICATIONS.exec(one)?.[1];
  if (notified !== undefined && other !== undefined)
    return {
      says: `the notifications of ${notified} are to be made after ${other}`,
      remedy: `CDK declares this for ${notified}.addEventNotification(): make ${other} and the bucket in one stack, or send the events by EventBridge (eventBridgeEnabled: true) to a rule in the stack of ${other}.`,
    };
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

/** The resource that addEventNotification makes in the bucket: CDK itself declares that it waits for the policy of its target. */
const NOTIFICATIONS = /^(.+)\/Notifications(?:\/Resource)?$/;

function referenceTo(user: string, made: string, attribute: string | undefined, owner: string): LoggedReference {
  const says = `${user} refers to ${made}${attribute === undefined ? '' : ` (${attribute})`}`;
  const isPrincipal = /(role|user|principal)\w*$/i.test(made) && (attribute === undefined || attribute === 'Arn');
  return {
    says,
    remedy: isPrincipal
      ? `Where it is a key policy in ${user} that names ${made} (addToResourcePolicy, or a grant that writes into it), leave ${made} out of it and give the permission on the other side: role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] })) in ${owner}. The key policy that CDK writes by default lets the account's IAM policies decide, so that is enough.`
      : `Move what ${user} takes from ${owner} (${made}) into ${user}, or into a stack of its own that both need.`,
  };
}

/**
 * What is referred to, by the ids that people give, tells which call of the construct library joins two stacks both ways (aws-cdk-lib
 * 2.276):
 * a grant writes the role into the key policy, and the key into the role's policy; addEventNotification writes the target into the bucket,
 * and the bucket
 * into the policies of the target and its key; an alias is made in the stack of its scope, and names the key.
 */
function causeOf(reasons: readonly string[]): string | undefined {
  for (const reason of reasons) {
    const [, one = '', , other = ''] = DECLARED.exec(reason) ?? [],
      notified = NOTIFICATIONS.exec(one)?.[1];
    if (notified !== undefined) return eventNotification(notified, other.replace(/\/(Resource|Default|Policy)$/, ''));
  }
  const made = reasons.flatMap((reason) => REFERENCE.exec(reason)?.[2]?.replace(/\/(Resource|Default)$/, '') ?? []),
    of = (kind: RegExp): string | undefined => made.find((path) => kind.test(path.split('/').at(-1) ?? '')),
    bucket = of(/bucket/i),
    target = of(/queue|dlq|topic|function|lambda|handler|fn$/i),
    principal = of(/(role|user|principal)\w*$/i),
    alias = of(/alias/i),
    thing = made.find((path) => path !== principal),
    key = of(/key\w*$/i),
    named = made.find((path) => path !== key);
  if (bucket !== undefined && target !== undefined) return eventNotification(bucket, target);
  if (alias !== undefined)
    return `an alias in another stack than its key (key.addAlias() or new kms.Alias() at ${alias}): make it in the key's stack, and pass the key on, not the alias`;
  if (principal !== undefined && thing !== undefined)
    return `a grant across stacks (key.grantDecrypt(role), or a grant on what the key encrypts) on ${thing} to ${principal}: CDK writes the role into the key policy, and the key into the role's policy`;
  if (key !== undefined && named !== undefined)
    return `a statement of the key policy of ${key} that names ${named}: bucket.addEventNotification(), topic.addSubscription() and grants across stacks write such a statement`;
  return undefined;
}

const eventNotification = (bucket: string, target: string): string =>
  `bucket.addEventNotification() on ${bucket} with ${target} as its target: CDK writes the target into the bucket, and the bucket into the policies of the target and its key`;

function distinct<T>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}
