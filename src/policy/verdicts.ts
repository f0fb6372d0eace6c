/** The six verdicts on a key policy: who can manage the key, and whether strangers get in. */
import { printText, textKey } from '../cfn/text.js';
import { KEY_ACTIONS, actionNamed, type Action } from '../reference/actions.js';
import type { Answer, Policy, Text, Verdict, Verdicts } from '../types.js';
import { and, or } from '../answer.js';
import { because, BY_IAM, type Because } from './because.js';
import { isOfRoute, ofSubject, request, type Route } from './context.js';
import { readStatements } from './document.js';
import { concerning, decide, prepare, representatives, type Concern, type Decision, type Prepared } from './evaluate.js';
import { attempts, best, type Attempt } from './foreign.js';
import { namedAccounts, namedPrincipals, type Named } from './named.js';
import { entityName, type Subject, type Who } from './principals.js';
import { sameAccount, STRANGER, type PolicyScope } from './scope.js';
import type { Statement } from './statement.js';

const PUT = actionNamed('kms:PutKeyPolicy') as Action;
/** What another account's principals can do at all. */
export const CROSS_ACCOUNT: readonly Action[] = KEY_ACTIONS.filter((action) => action.crossAccount === 'yes');
/** All accounts that the policy does not name. */
export const STRANGERS: Subject & { is: 'foreign' } = { is: 'foreign', account: STRANGER };

/** An answer whose reasons are put into words when somebody asks for them: most are never read. */
interface Answered {
  readonly answer: Answer;
  readonly reasons: () => Because;
}
/** A class, since V8 gives every object literal with a getter a shape of its own. */
class LazyVerdict implements Verdict {
  readonly answer: Answer;
  readonly #reasons: () => Because;
  #because: Because | undefined;

  constructor({ answer, reasons }: Answered) {
    this.answer = answer;
    this.#reasons = reasons;
  }

  get because(): Because {
    return (this.#because ??= this.#reasons());
  }
}
const verdict = (answered: Answered): Verdict => new LazyVerdict(answered);

export function judge(policy: Policy, scope: PolicyScope): Verdicts {
  const reading = readStatements(policy, scope);
  if (reading.is === 'refused') {
    const reasons = (): Because => reading.refusals.map(({ at, why }) => ({ at, text: `KMS refuses the policy: ${why}` }));
    const no = verdict({ answer: 'no', reasons });
    return { rootTrust: no, fullRootTrust: no, manageable: no, durable: no, public: no, crossAccount: no };
  }
  const prepared = prepare(reading.statements, scope);
  const may = (subject: Subject, who: string): Answered => asked(askOf(prepared, subject), PUT, who, policy);
  const anybody = askOf(prepared, { is: 'own', who: 'any' });
  const rootTrust = asked(anybody, PUT, BY_IAM, policy),
    rootUser = may({ is: 'own', who: 'root' }, 'the root user'),
    trusted = or(rootTrust.answer, rootUser.answer) === 'yes';
  const principals = namedPrincipals(reading.statements, scope);
  // Those that the policy names matter only where the account as a whole is not trusted for certain.
  const named = trusted
    ? []
    : principals.map((subject) => ({ subject, ...ownOnly(may(subject, printText(subject.text)), subject, scope) }));
  return {
    rootTrust: verdict(rootTrust),
    fullRootTrust: verdict(fullRootTrust(anybody, prepared, policy)),
    manageable: verdict(some([rootTrust, rootUser, ...named])),
    durable: verdict(some([rootTrust, rootUser, ...(trusted ? [] : [twoOf(named, rootTrust.reasons)])])),
    ...outsiders(prepared, reading.statements, principals, policy),
  };
}

const ownOnly = ({ answer, reasons }: Answered, { account }: Named, scope: PolicyScope): Answered => ({
  answer: and(answer, sameAccount(account, scope.env.account)),
  reasons,
});

function asked(ask: (action: Action) => Decision, action: Action, who: string, policy: Policy): Answered {
  const decision = ask(action);
  return { answer: decision.answer, reasons: () => because(decision, who, action.id, policy) };
}

/** A subject's decision by what its request carries. */
export function decideFor(prepared: Prepared, subject: Subject, action: Action, route: Route): Decision {
  return decide(concerning(prepared, subject), action, request(ofSubject(subject, prepared.scope, route), action));
}

/** What a subject can do to manage the key: by a call of its own, or else perhaps by deploying a stack. */
function askOf(prepared: Prepared, subject: Subject): (action: Action) => Decision {
  const concerns = concerning(prepared, subject),
    direct = ofSubject(subject, prepared.scope, 'direct');
  return (action) => {
    const decision = decide(concerns, action, request(direct, action));
    if (decision.answer !== 'no' || !readsRoute(concerns)) return decision;
    const deploying = decide(concerns, action, request(ofSubject(subject, prepared.scope, 'cloudformation'), action));
    return deploying.answer === 'no' ? decision : deploying;
  };
}

const readsRoute = (concerns: readonly Concern[]): boolean =>
  concerns.some(({ statement }) => statement.conditions.some(({ key }) => isOfRoute(key)));

/** The first certain yes, else what is unknown, else all that says no. */
function some(answers: readonly Answered[]): Answered {
  const answer = or(...answers.map((one) => one.answer));
  const reasons = (): Because => {
    const fit = answers.filter((one) => one.answer === answer);
    return unique((answer === 'yes' ? fit.slice(0, 1) : fit).flatMap((one) => one.reasons()));
  };
  return { answer, reasons };
}

function unique(reasons: Because): Because {
  const seen = new Set<string>();
  return reasons.filter(({ at, text }) => {
    const key = `${at.file}#${at.pointer}#${text}`;
    return !seen.has(key) && seen.add(key);
  });
}

function fullRootTrust(ask: (action: Action) => Decision, prepared: Prepared, policy: Policy): Answered {
  let unknown: Answered | undefined, last: Decision | undefined;
  for (const action of representatives(prepared.statements, KEY_ACTIONS)) {
    const decision = ask(action),
      { answer } = decision,
      answered: Answered = { answer, reasons: () => because(decision, BY_IAM, action.id, policy) };
    if (answer === 'no') return answered;
    if (answer === 'unknown') unknown ??= answered;
    last = decision;
  }
  const sure = last;
  return unknown ?? { answer: sure ? 'yes' : 'no', reasons: () => (sure ? because(sure, BY_IAM, 'every action', policy) : []) };
}

/** Two different roles or users that can each manage the key: neither is the only one. */
function twoOf(named: readonly (Answered & { readonly subject: Named })[], otherwise: () => Because): Answered {
  const entities = (answer: Answer): Set<string> =>
    new Set(
      named
        .filter((one) => one.answer === answer)
        .map(({ subject }) => subject.resource ?? entityName(subject.text) ?? textKey(subject.text)),
    );
  const sure = entities('yes'),
    perhaps = entities('unknown');
  const able = named.filter(({ answer }) => answer !== 'no');
  // An entity whose name is not written out may be one that is.
  const spelled = [...sure].filter((name) => !name.includes('\u0000')).length;
  if (spelled > 1) return { answer: 'yes', reasons: () => able.flatMap(({ reasons }) => reasons()) };
  return {
    answer: new Set([...sure, ...perhaps]).size > 1 ? 'unknown' : 'no',
    reasons: () =>
      able.length > 0
        ? able.flatMap(({ reasons }) => reasons()).map(({ at, text }) => ({ at, text: `${text}, and nobody else` }))
        : otherwise(),
  };
}

function outsiders(
  prepared: Prepared,
  statements: readonly Statement[],
  principals: readonly Named[],
  policy: Policy,
): Pick<Verdicts, 'public' | 'crossAccount'> {
  const { scope } = prepared;
  const answered = (result: { answer: Answer; attempt: Attempt | undefined }, who: string): Answered => ({
    answer: result.answer,
    reasons: () =>
      result.attempt
        ? because(result.attempt.decision, who, result.attempt.action.id, policy)
        : [{ at: policy.at, text: 'no statement lets a principal of another account in' }],
  });
  const strangers = attempts(prepared, STRANGERS, CROSS_ACCOUNT);
  const open = answered(best(strangers, true), 'any AWS account'),
    any = answered(best(strangers, false), 'principals of other accounts');
  return {
    public: verdict(open),
    crossAccount: verdict(any.answer === 'yes' ? any : some([any, ...neighbours(prepared, statements, principals).map(ask)])),
  };

  function ask(subject: Subject & { is: 'foreign' | 'named' }): Answered {
    const isOther = sameAccount(subject.account, scope.env.account) === 'no' ? 'yes' : 'unknown';
    const { answer, attempt } = best(attempts(withoutOwn(prepared), subject, CROSS_ACCOUNT), false);
    const who = subject.is === 'named' ? printText(subject.text) : `the account ${printText(subject.account)}`;
    return answered({ answer: and(answer, isOther), attempt }, who);
  }
}

/** The accounts and principals that the policy names and that may be of another account. */
function neighbours(
  { scope }: Prepared,
  statements: readonly Statement[],
  principals: readonly Named[],
): readonly (Subject & { is: 'foreign' | 'named' })[] {
  return [
    ...namedAccounts(statements, scope).map((account: Text): Subject & { is: 'foreign' } => ({ is: 'foreign', account })),
    ...principals.filter((subject) => sameAccount(subject.account, scope.env.account) !== 'yes'),
  ];
}

/** The policy as principals of other accounts meet it: principals that are surely the own account's are none of them, also where the asker's account is a symbol. */
function withoutOwn(prepared: Prepared): Prepared {
  const own = (who: Who): boolean => 'account' in who && sameAccount(who.account, prepared.scope.env.account) === 'yes';
  return {
    scope: prepared.scope,
    statements: prepared.statements.map(({ statement, resource }) => ({
      resource,
      statement: statement.notPrincipal ? statement : { ...statement, principals: statement.principals.filter((who) => !own(who)) },
    })),
  };
}
