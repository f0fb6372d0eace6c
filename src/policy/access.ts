/** Who may do what with a key: for the access command, and for rules that ask about one principal or service. */
import { printText, textKey } from '../cfn/text.js';
import { actionNamed, actionsMatching, KEY_ACTIONS, type Action, type ActionGroup } from '../reference/actions.js';
import type { Address, Answer, Policy, StackId, Text, Verdict } from '../types.js';
import { and, not, or } from '../answer.js';
import { readStatements, type Reading } from './document.js';
import { namedInConditions } from './named.js';
import { prepare, type Prepared } from './evaluate.js';
import { attempts, best } from './foreign.js';
import { worksOn } from './live.js';
import { awsPrincipal, type Subject, type Who } from './principals.js';
import { sameAccount, type KeyFacts, type PolicyScope } from './scope.js';
import { because, BY_IAM } from './because.js';
import { decideFor, STRANGERS } from './verdicts.js';

/** May an IAM policy of the key's own account grant this action on the key, directly or through a service. */
export function delegates(policy: Policy, scope: PolicyScope, action: string): Verdict {
  return ask(policy, scope, action, () => ({ is: 'own', who: 'any' }), BY_IAM);
}

/**
 * May this role, user or session (its ARN, or the text that CloudFormation makes of its GetAtt) do the action.
 * @param iam what its own IAM policies give: none asks whether the key policy alone is enough, allow whether nothing in the key policy is in the way.
 */
export function allowsPrincipal(
  policy: Policy,
  scope: PolicyScope,
  principal: Text,
  action: string,
  iam: 'none' | 'allow' = 'none',
): Verdict {
  return ask(
    policy,
    scope,
    action,
    () => subjectOf(awsPrincipal(principal, policy.at, scope), scope, iam === 'allow'),
    printText(principal),
  );
}

/** May this role, with which CloudFormation deploys the stack of the key, do the action: whatever its own IAM policies give. */
export function allowsDeployer(policy: Policy, scope: PolicyScope, role: Text, stack: StackId, action: string): Verdict {
  const subject = (): Subject | undefined => {
    const named = subjectOf(awsPrincipal(role, policy.at, scope), scope, true);
    return named?.is === 'named' ? { ...named, before: stack } : named;
  };
  return ask(policy, scope, action, subject, printText(role));
}

/** May this service, calling in its own name, do the action: `logs.eu-west-1.amazonaws.com`. What its requests carry is mostly unknown. */
export function allowsService(policy: Policy, scope: PolicyScope, service: Text, action: string): Verdict {
  return ask(policy, scope, action, () => ({ is: 'service', name: service }), printText(service));
}

function ask(policy: Policy, scope: PolicyScope, name: string, subject: () => Subject | undefined, who: string): Verdict {
  const action = actionNamed(name),
    reading = readStatements(policy, scope);
  if (!action) return { answer: 'no', because: [{ at: policy.at, text: `${name} is no action of KMS` }] };
  if (reading.is === 'refused') return refusal(reading);
  const asked = subject();
  if (!asked) return { answer: 'no', because: [{ at: policy.at, text: `${who} cannot be a principal of a key policy` }] };
  return may(prepare(reading.statements, scope), asked, action, who, policy);
}

const refusal = (reading: Reading & { is: 'refused' }): Verdict => ({
  answer: 'no',
  because: reading.refusals.map(({ at, why }) => ({ at, text: `KMS refuses the policy: ${why}` })),
});

/** A foreign subject can do cross-account actions only; one whose account is not known may be foreign. */
function may(prepared: Prepared, subject: Subject, action: Action, who: string, policy: Policy): Verdict {
  const own = subject.is === 'own' || subject.is === 'service' ? 'yes' : sameAccount(subject.account, prepared.scope.env.account);
  if (own === 'no' && (subject.is === 'foreign' || subject.is === 'named')) {
    if (action.crossAccount === 'no')
      return { answer: 'no', because: [{ at: policy.at, text: `${action.id} works only inside the key's own account` }] };
    const { answer, attempt } = best(attempts(prepared, subject, [action]), false);
    return {
      answer: action.crossAccount === 'unknown' ? and(answer, 'unknown') : answer,
      because: because(attempt?.decision ?? { answer, allows: [], denies: [] }, who, action.id, policy),
    };
  }
  const decision = decideFor(prepared, subject, action, 'any');
  return {
    answer: own === 'yes' || action.crossAccount === 'yes' ? decision.answer : and(decision.answer, 'unknown'),
    because: because(decision, who, action.id, policy),
  };
}

/** The caller that a principal element stands for; undefined where it stands for nobody. */
function subjectOf(who: Who, scope: PolicyScope, iam: boolean): Subject | undefined {
  switch (who.is) {
    case 'nobody':
      return undefined;
    case 'everyone':
      return { is: 'own', who: 'any' };
    case 'service':
      return { is: 'service', name: who.text };
    case 'account':
      return sameAccount(who.account, scope.env.account) === 'yes' ? { is: 'own', who: 'any' } : { is: 'foreign', account: who.account };
    case 'entity':
      return { is: 'named', text: who.text, account: who.account, kind: who.kind, iam, resource: who.resource };
    default:
      return { is: 'named', text: who.text, account: who.is === 'someone' ? who.account : undefined, kind: 'unknown', iam };
  }
}

/** One principal that a key policy names, and what the policy gives it. */
export interface PrincipalAccess {
  /** As written; symbols as `${Role.Arn}`. */
  readonly principal: string;
  readonly kind: 'everyone' | 'account' | 'role' | 'user' | 'session' | 'service' | 'unknown';
  /** Whether it belongs to the key's own account; services belong to none. */
  readonly own: Answer;
  readonly at: Address;
  /** By group, whether at least one action of it is allowed. */
  readonly may: Readonly<Record<ActionGroup, Answer>>;
  readonly createGrant: Answer;
  /** The ids of the actions that are allowed for certain, and those that may be. */
  readonly actions: readonly string[];
  readonly perhaps: readonly string[];
}
export interface Access {
  readonly principals: readonly PrincipalAccess[];
  /** By group, whether IAM policies of the account can give some of its actions, and all of them. */
  readonly delegated: Readonly<Record<ActionGroup, { readonly some: Answer; readonly all: Answer }>>;
  /** Accounts that the policy names and that are or may be others than the key's own, as written. */
  readonly foreignAccounts: readonly { readonly account: string; readonly foreign: Answer }[];
  readonly services: readonly string[];
}

const GROUPS = ['policy', 'administer', 'grant', 'use', 'read'] as const;
const byGroup = <T>(of: (group: ActionGroup) => T): Record<ActionGroup, T> =>
  Object.fromEntries(GROUPS.map((group) => [group, of(group)])) as Record<ActionGroup, T>;
const NOTHING: Access = { principals: [], delegated: byGroup(() => ({ some: 'no', all: 'no' })), foreignAccounts: [], services: [] };

/**
 * The principals that Allow statements name, once each, in the order of the policy, then those that only a condition on aws:PrincipalArn names and that may
 * do something. Actions that do not work on the key are left out.
 */
export function accessOf(policy: Policy, scope: PolicyScope, key: KeyFacts): Access {
  const reading = readStatements(policy, scope);
  if (reading.is === 'refused') return NOTHING;
  const prepared = prepare(reading.statements, scope),
    allows = reading.statements.filter(({ effect }) => effect !== 'Deny'),
    live = KEY_ACTIONS.filter((action) => worksOn(action, key) !== 'no');
  const listed = once(allows.flatMap(({ principals, notPrincipal }) => (notPrincipal ? [] : principals))),
    others = once([...listed, ...allows.flatMap((statement) => namedInConditions(statement, scope))]).slice(listed.length);
  const rowOf = (who: Who): PrincipalAccess => row(prepared, who, live, policy),
    principals = [...listed.map(rowOf), ...others.map(rowOf).filter(({ actions, perhaps }) => actions.length + perhaps.length > 0)];
  return {
    principals,
    delegated: delegatedIn(prepared, live, policy),
    foreignAccounts: foreignAccounts(listed, scope),
    services: principals.filter(({ kind }) => kind === 'service').map(({ principal }) => principal),
  };
}

/** Each principal once, where it stands first. */
function once(principals: readonly Who[]): readonly Who[] {
  const seen = new Map<string, Who>();
  for (const who of principals) {
    const name = `${who.is} ${textKey(who.text)}`;
    if (who.is !== 'nobody' && !seen.has(name)) seen.set(name, who);
  }
  return [...seen.values()];
}

function delegatedIn(prepared: Prepared, live: readonly Action[], policy: Policy): Access['delegated'] {
  const answers = live.map((action) => [action.group, may(prepared, { is: 'own', who: 'any' }, action, BY_IAM, policy).answer] as const);
  return byGroup((group) => {
    const ofGroup = answers.filter(([name]) => name === group).map(([, answer]) => answer);
    return { some: or(...ofGroup), all: and(...ofGroup) };
  });
}

function foreignAccounts(principals: readonly Who[], scope: PolicyScope): Access['foreignAccounts'] {
  const found = new Map<string, Answer>();
  for (const who of principals) {
    if (!('account' in who)) continue;
    const foreign = not(sameAccount(who.account, scope.env.account));
    if (foreign !== 'no') found.set(printText(who.account), foreign);
  }
  return [...found].map(([account, foreign]) => ({ account, foreign }));
}

function row(prepared: Prepared, who: Who, live: readonly Action[], policy: Policy): PrincipalAccess {
  const subjects = [subjectOf(who, prepared.scope, false), ...(who.is === 'everyone' ? [STRANGERS] : [])].filter(
    (subject) => subject !== undefined,
  );
  const answers = live.map((action): readonly [Action, Answer] => [
    action,
    or(...subjects.map((subject) => may(prepared, subject, action, printText(who.text), policy).answer)),
  ]);
  const group = (name: ActionGroup): Answer => or(...answers.filter(([action]) => action.group === name).map(([, answer]) => answer));
  const own: Answer = who.is === 'service' ? 'no' : 'account' in who ? sameAccount(who.account, prepared.scope.env.account) : 'unknown';
  return {
    principal: who.text.length === 0 ? '(unknown)' : printText(who.text),
    kind: who.is === 'entity' ? who.kind : who.is === 'everyone' || who.is === 'account' || who.is === 'service' ? who.is : 'unknown',
    own,
    at: who.at,
    may: byGroup(group),
    createGrant: answers.find(([action]) => action.id === 'kms:CreateGrant')?.[1] ?? 'no',
    actions: ids(answers, 'yes'),
    perhaps: ids(answers, 'unknown'),
  };
}

const ids = (answers: readonly (readonly [Action, Answer])[], wanted: Answer): readonly string[] =>
  answers.filter(([, answer]) => answer === wanted).map(([action]) => action.id);

/** The actions that an Action of an IAM policy stands for, as far as a key policy decides them: `kms:Decrypt*`. */
export function keyActionsOf(pattern: string): readonly string[] {
  return actionsMatching(pattern)
    .filter((action) => action.inKeyPolicy !== 'no')
    .map((action) => action.id);
}
