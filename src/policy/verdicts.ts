/** The six verdicts on a key policy: who can manage the key, and whether strangers get in. */
import { printText, textKey } from '../cfn/text.js';
import { actionNamed, type Action } from '../reference/actions.js';
import type { Answer, Policy, Text, Verdict, Verdicts } from '../types.js';
import { and, or } from '../answer.js';
import { because, BY_IAM, sameOrNot, type Because } from './because.js';
import { isOfRoute, ofSubject, request, type Route } from './context.js';
import { readStatements } from './document.js';
import { concerning, decide, prepare, representatives, type Concern, type Decision, type Prepared } from './evaluate.js';
import type { Foreigner } from './choices.js';
import { attempts, best, type Attempt } from './foreign.js';
import { liveActions } from './live.js';
import { shutOut } from './missed.js';
import { namedAccounts, namedPrincipals, type Named } from './named.js';
import { entityName, isServiceLinked, type Subject, type Who } from './principals.js';
import { sameAccount, STRANGER, type PolicyScope } from './scope.js';
import type { Statement } from './statement.js';

const PUT = actionNamed('kms:PutKeyPolicy') as Action;
/** All accounts that the policy does not name. */
export const STRANGERS: Subject & { is: 'foreign' } = { is: 'foreign', account: STRANGER };

/**
 * An answer whose reasons are put into words when somebody asks for them: most are never read.
 * A class, since V8 gives every object literal with a getter a shape of its own.
 */
class LazyVerdict implements Verdict {
  readonly answer: Answer;
  readonly #reasons: () => Because;
  /** Not a plain field: the verdict is a value, also for those who freeze it. */
  #because: Because | undefined;

  constructor(answer: Answer, reasons: () => Because) {
    this.answer = answer;
    this.#reasons = reasons;
  }

  get because(): Because {
    return (this.#because ??= this.#reasons());
  }
}

export function judge(policy: Policy, scope: PolicyScope): Verdicts {
  const reading = readStatements(policy, scope);
  if (reading.is === 'refused') {
    const reasons = (): Because => reading.refusals.map(({ at, why }) => ({ at, text: `KMS refuses the policy: ${why}` }));
    const no = new LazyVerdict('no', reasons);
    return { rootTrust: no, fullRootTrust: no, manageable: no, durable: no, public: no, crossAccount: no };
  }
  const prepared = prepare(reading.statements, scope);
  const anybody = inquiry(prepared, { is: 'own', who: 'any' }),
    root = inquiry(prepared, { is: 'own', who: 'root' }),
    principals = namedPrincipals(reading.statements, scope);
  const rootTrust = asked(anybody, PUT, BY_IAM, policy),
    rootUser = asked(root, PUT, 'the root user', policy),
    account = some([rootTrust, rootUser]);
  return {
    rootTrust,
    fullRootTrust: fullRootTrust(anybody, liveActions(scope.key), policy),
    // Those that the policy names matter only where the account as a whole is not trusted for certain.
    ...(account.answer === 'yes'
      ? { manageable: account, durable: account }
      : byNameToo(rootTrust, rootUser, managersAmong(principals, prepared, policy), policy)),
    ...outsiders(prepared, reading.statements, principals, policy),
  };
}

/** A principal that the policy names, and whether it can put the policy. */
interface Manager {
  readonly subject: Named;
  readonly can: Verdict;
  /** What its own answer rests on, without the doubt whose account it is. */
  readonly decision: Verdict;
}

function managersAmong(principals: readonly Named[], prepared: Prepared, policy: Policy): readonly Manager[] {
  const { scope } = prepared;
  const ofUnknownAccount = ({ account, text }: Named): Because[number] => ({
    at: policy.at,
    text: account
      ? sameOrNot(account, scope.env.account, scope)
      : `whether ${printText(text)} is of this account is known to the deployment only`,
  });
  return principals.map((subject) => {
    const decision = asked(inquiry(prepared, subject), PUT, printText(subject.text), policy),
      isOwn = sameAccount(subject.account, prepared.scope.env.account);
    // A role that only a service can assume: what the service does with it, AWS alone knows.
    const isFree: Answer = isServiceLinked(subject.text) ? 'unknown' : 'yes';
    const doubts = (): Because => [
      ...(isOwn === 'unknown' ? [ofUnknownAccount(subject)] : []),
      ...(isFree === 'unknown'
        ? [{ at: policy.at, text: `${printText(subject.text)} is the role of a service, and what AWS does with it is not known` }]
        : []),
    ];
    const reasons = (): Because => (decision.answer === 'yes' ? [...decision.because, ...doubts()] : decision.because);
    return { subject, decision, can: new LazyVerdict(and(decision.answer, isOwn, isFree), reasons) };
  });
}

function byNameToo(
  rootTrust: Verdict,
  rootUser: Verdict,
  managers: readonly Manager[],
  policy: Policy,
): Pick<Verdicts, 'manageable' | 'durable'> {
  return {
    manageable: some([rootTrust, rootUser, ...managers.map(({ can }) => can)]),
    durable: some([rootTrust, rootUser, twoOf(managers, policy)]),
  };
}

function asked({ ask, subject, scope }: Inquiry, action: Action, who: string, policy: Policy): Verdict {
  const decision = ask(action);
  return new LazyVerdict(decision.answer, () => because(decision, { policy, scope, subject, who, action, route: 'direct' }));
}

/** A subject's decision by what its request carries. */
export function decideFor(prepared: Prepared, subject: Subject, action: Action, route: Route): Decision {
  return decide(concerning(prepared, subject), action, request(ofSubject(subject, prepared.scope, route), action));
}

/** The statements that concern a subject, and what it can do by them: by a call of its own, or else perhaps by deploying a stack. */
interface Inquiry {
  readonly subject: Subject;
  readonly scope: PolicyScope;
  readonly concerns: readonly Concern[];
  readonly ask: (action: Action) => Decision;
}

function inquiry(prepared: Prepared, subject: Subject): Inquiry {
  const concerns = concerning(prepared, subject),
    direct = ofSubject(subject, prepared.scope, 'direct');
  const ask = (action: Action): Decision => {
    const decision = decide(concerns, action, request(direct, action));
    if (decision.answer !== 'no' || !readsRoute(concerns)) return decision;
    const deploying = decide(concerns, action, request(ofSubject(subject, prepared.scope, 'cloudformation'), action));
    return deploying.answer === 'no' ? decision : deploying;
  };
  return { subject, scope: prepared.scope, concerns, ask };
}

const readsRoute = (concerns: readonly Concern[]): boolean =>
  concerns.some(({ statement }) => statement.conditions.some(({ key }) => isOfRoute(key)));

/** The first certain yes, else what is unknown, else all that says no. */
function some(answers: readonly Verdict[]): Verdict {
  const answer = or(...answers.map((one) => one.answer));
  const reasons = (): Because => {
    const fit = answers.filter((one) => one.answer === answer);
    return unique((answer === 'yes' ? fit.slice(0, 1) : fit).flatMap((one) => one.because));
  };
  return new LazyVerdict(answer, reasons);
}

function unique(reasons: Because): Because {
  const seen = new Set<string>();
  return reasons.filter(({ at, text }) => {
    const key = `${at.file}#${at.pointer}#${text}`;
    return !seen.has(key) && seen.add(key);
  });
}

function fullRootTrust(account: Inquiry, actions: readonly Action[], policy: Policy): Verdict {
  let unknown: Verdict | undefined;
  for (const action of representatives(account.concerns, actions)) {
    const verdict = asked(account, action, BY_IAM, policy);
    if (verdict.answer === 'no') return verdict;
    if (verdict.answer === 'unknown') unknown ??= verdict;
  }
  const { subject, scope } = account;
  const question = { policy, scope, subject, who: BY_IAM, action: PUT, what: 'every action', route: 'direct' } as const;
  return unknown ?? new LazyVerdict('yes', () => because(account.ask(PUT), question));
}

/** Two different roles or users that can each manage the key: neither is the only one. */
function twoOf(managers: readonly Manager[], policy: Policy): Verdict {
  const who = (answer: Answer): readonly Named[] => managers.filter(({ can }) => can.answer === answer).map(({ subject }) => subject);
  const sure = who('yes'),
    perhaps = who('unknown'),
    able = managers.filter(({ can }) => can.answer !== 'no');
  const reasons = (): Because => able.flatMap(({ can }) => can.because);
  if (sure.some((one, i) => sure.slice(i + 1).some((other) => areTwo(one, other)))) return new LazyVerdict('yes', reasons);
  if (new Set([...sure, ...perhaps].map(entityOf)).size > 1) {
    const different = { at: policy.at, text: 'whether these are different principals is known to the deployment only' };
    return new LazyVerdict('unknown', () => (perhaps.length === 0 ? [...reasons(), different] : reasons()));
  }
  const alone = (): Because =>
    able.flatMap(({ decision }) => decision.because.map(({ at, text }, i) => ({ at, text: i === 0 ? `${text}, and nobody else` : text })));
  return new LazyVerdict('no', alone);
}

const entityOf = ({ resource, text }: Named): string => resource ?? entityName(text) ?? textKey(text);

/** Whether two names are of two roles or users for certain: a role of the app may have the name that an ARN spells out. */
function areTwo(one: Named, other: Named): boolean {
  if (one.resource !== undefined && other.resource !== undefined) return one.resource !== other.resource;
  const [a, b] = [entityName(one.text), entityName(other.text)];
  if (a !== undefined && b !== undefined) return a !== b;
  return one.kind !== 'unknown' && other.kind !== 'unknown' && (one.kind === 'user') !== (other.kind === 'user');
}

/** What principals of other accounts can do with such a key at all. */
export const crossAccountActions = ({ key }: PolicyScope): readonly Action[] =>
  liveActions(key).filter((action) => action.crossAccount === 'yes');

function outsiders(
  prepared: Prepared,
  statements: readonly Statement[],
  principals: readonly Named[],
  policy: Policy,
): Pick<Verdicts, 'public' | 'crossAccount'> {
  const { scope } = prepared;
  const verdict = (
    answer: Answer,
    attempt: Attempt | undefined,
    subject: Subject,
    who: () => string,
    none = 'a principal of another account',
  ): Verdict =>
    new LazyVerdict(answer, () => {
      const asker = { policy, scope, subject, who: who(), route: 'any' } as const;
      if (attempt) return because(attempt.decision, { ...asker, action: attempt.action });
      const idle = subject === STRANGERS ? [] : shutOut(actions, asker);
      return idle.length > 0 ? idle : [{ at: policy.at, text: `no statement lets ${none} in` }];
    });
  const actions = crossAccountActions(scope),
    strangers = attempts(prepared, STRANGERS, actions);
  const open = best(strangers, true),
    any = best(strangers, false),
    stranger = verdict(any.answer, any.attempt, STRANGERS, () => 'principals of other accounts');
  const others = any.answer === 'yes' ? [] : neighbours(prepared, statements, principals);
  return {
    public: verdict(open.answer, open.attempt, STRANGERS, () => 'any AWS account', 'every account'),
    crossAccount: others.length === 0 ? stranger : some([stranger].concat(answersFor(others))),
  };

  function answersFor(subjects: typeof others): readonly Verdict[] {
    const theirs = withoutOwn(prepared);
    return subjects.map((subject) => {
      const isOther = sameAccount(subject.account, scope.env.account) === 'no' ? 'yes' : 'unknown';
      const { answer, attempt } = best(attempts(theirs, subject, actions), false);
      const who = (): string =>
        subject.is === 'named'
          ? printText(subject.text)
          : `${subject.root ? 'the root user of ' : ''}the account ${printText(subject.account)}`;
      const told = verdict(and(answer, isOther), attempt, subject, who),
        account = subject.account;
      if (!account || answer !== 'yes' || isOther === 'yes') return told;
      const doubt = { at: policy.at, text: sameOrNot(account, scope.env.account, scope) };
      return new LazyVerdict(told.answer, () => [...told.because, doubt]);
    });
  }
}

/** The accounts and principals that the policy names and that may be of another account; root users by themselves where NotPrincipal tells them from others. */
export function neighbours({ scope }: Prepared, statements: readonly Statement[], principals: readonly Named[]): readonly Foreigner[] {
  const tellsRoot = statements.some(({ notPrincipal }) => notPrincipal);
  return [
    ...namedAccounts(statements, scope).flatMap((account: Text): (Subject & { is: 'foreign' })[] => [
      { is: 'foreign', account },
      ...(tellsRoot ? [{ is: 'foreign', account, root: true } as const] : []),
    ]),
    ...principals.filter((subject) => sameAccount(subject.account, scope.env.account) !== 'yes'),
  ];
}

/** The policy as principals of other accounts meet it: principals that are surely the own account's are none of them, also where the asker's account is a symbol. */
export function withoutOwn(prepared: Prepared): Prepared {
  const own = (who: Who): boolean => 'account' in who && sameAccount(who.account, prepared.scope.env.account) === 'yes';
  return {
    scope: prepared.scope,
    statements: prepared.statements.map(({ statement, principals, resource }) => ({
      statement,
      principals: statement.notPrincipal ? principals : principals.filter((who) => !own(who)),
      resource,
    })),
  };
}
