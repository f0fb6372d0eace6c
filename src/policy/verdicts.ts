/** The six verdicts on a key policy: who can manage the key, and whether strangers get in. */
import { arnOf, literal, printText, text, textKey } from '../cfn/text.js';
import { KEY_ACTIONS, actionNamed, type Action } from '../reference/actions.js';
import type { Answer, Policy, Text, Verdict, Verdicts } from '../types.js';
import { and, or } from '../answer.js';
import { ofSubject, request, type Route } from './context.js';
import { nameOf, readStatements, type Statement } from './document.js';
import { decide, prepare, signatures, type Decision, type Hit, type Prepared } from './evaluate.js';
import { attempts, best, type Attempt } from './foreign.js';
import { like } from './match.js';
import { awsPrincipal, entityName, type Subject, type Who } from './principals.js';
import { sameAccount, STRANGER, type PolicyScope } from './scope.js';

const PUT = actionNamed('kms:PutKeyPolicy') as Action;
/** What another account's principals can do at all. */
export const CROSS_ACCOUNT: readonly Action[] = KEY_ACTIONS.filter((action) => action.crossAccount === 'yes');
/** All accounts that the policy does not name. */
export const STRANGERS: Subject & { is: 'foreign' } = { is: 'foreign', account: STRANGER };
type Because = Verdict['because'];
type Answered = readonly [Answer, Because];
const verdict = ([answer, because]: Answered): Verdict => ({ answer, because });

export function judge(policy: Policy, scope: PolicyScope): Verdicts {
  const reading = readStatements(policy, scope);
  if (reading.is === 'refused') {
    const no = verdict(['no', reading.refusals.map(({ at, why }) => ({ at, text: `KMS refuses the policy: ${why}` }))]);
    return { rootTrust: no, fullRootTrust: no, manageable: no, durable: no, public: no, crossAccount: no };
  }
  const prepared = prepare(reading.statements, scope);
  const ask = (subject: Subject, action: Action): Decision => decideFor(prepared, subject, action, 'direct');
  const iam = ask({ is: 'own', who: 'any' }, PUT),
    root = ask({ is: 'own', who: 'root' }, PUT);
  const rootTrust: Answered = [iam.answer, because(iam, "the account's IAM policies", PUT.id, policy)];
  const rootUser: Answered = [root.answer, because(root, 'the root user', PUT.id, policy)];
  const principals = namedPrincipals(reading.statements, scope);
  // Those that the policy names matter only where the account as a whole is not trusted for certain.
  const named =
    or(iam.answer, root.answer) === 'yes'
      ? []
      : principals.map((subject) => {
          const decision = ask({ ...subject, iam: true }, PUT);
          return {
            subject,
            answered: [
              and(decision.answer, sameAccount(subject.account, scope.env.account)),
              because(decision, printText(subject.text), PUT.id, policy),
            ] as Answered,
          };
        });
  return {
    rootTrust: verdict(rootTrust),
    fullRootTrust: verdict(fullRootTrust(prepared, policy)),
    manageable: verdict(some([rootTrust, rootUser, ...named.map(({ answered }) => answered)])),
    durable: verdict(some([rootTrust, rootUser, twoOf(named, rootTrust[1])])),
    ...outsiders(prepared, reading.statements, principals, policy),
  };
}

/** A subject's decision by what its request carries. */
export function decideFor(prepared: Prepared, subject: Subject, action: Action, route: Route): Decision {
  return decide(prepared, subject, action, request(ofSubject(subject, prepared.scope, route), action));
}

/** The first certain yes, else what is unknown, else all that says no. */
function some(answers: readonly Answered[]): Answered {
  const answer = or(...answers.map(([one]) => one));
  const fit = answers.filter(([one]) => one === answer);
  return [answer, unique((answer === 'yes' ? fit.slice(0, 1) : fit).flatMap(([, because_]) => because_))];
}

function unique(because_: Because): Because {
  const seen = new Set<string>();
  return because_.filter(({ at, text }) => {
    const key = `${at.file}#${at.pointer}#${text}`;
    return !seen.has(key) && seen.add(key);
  });
}

function fullRootTrust(prepared: Prepared, policy: Policy): Answered {
  const subject: Subject = { is: 'own', who: 'any' },
    slots = ofSubject(subject, prepared.scope, 'direct');
  const signature = signatures(prepared),
    done = new Set<string>();
  let unknown: Answered | undefined, sure: Answered | undefined;
  for (const action of KEY_ACTIONS) {
    const alike = signature(action);
    if (done.has(alike)) continue;
    done.add(alike);
    const decision = decide(prepared, subject, action, request(slots, action));
    const answered: Answered = [decision.answer, because(decision, "the account's IAM policies", action.id, policy)];
    if (decision.answer === 'no') return answered;
    if (decision.answer === 'unknown') unknown ??= answered;
    else sure ??= answered;
  }
  return unknown ?? sure ?? ['no', []];
}

/** Two different roles or users that can each manage the key: neither is the only one. */
function twoOf(
  named: readonly { readonly subject: Subject & { is: 'named' }; readonly answered: Answered }[],
  otherwise: Because,
): Answered {
  const entities = (answer: Answer): Set<string> =>
    new Set(
      named
        .filter(({ answered }) => answered[0] === answer)
        .map(({ subject }) => subject.resource ?? entityName(subject.text) ?? textKey(subject.text)),
    );
  const sure = entities('yes'),
    perhaps = entities('unknown');
  const reasons = named.filter(({ answered }) => answered[0] !== 'no').flatMap(({ answered }) => answered[1]);
  // An entity whose name is not written out may be one that is.
  const spelled = [...sure].filter((name) => !name.includes('\u0000')).length;
  if (spelled > 1) return ['yes', reasons];
  return [
    new Set([...sure, ...perhaps]).size > 1 ? 'unknown' : 'no',
    reasons.length > 0 ? reasons.map(({ at, text }) => ({ at, text: `${text}, and nobody else` })) : otherwise,
  ];
}

/** The roles, users and sessions that the policy names as principals or by aws:PrincipalArn. */
export function namedPrincipals(statements: readonly Statement[], scope: PolicyScope): readonly (Subject & { is: 'named' })[] {
  const found = new Map<string, Subject & { is: 'named' }>();
  const add = (who: Who): void => {
    const name = who.text;
    if (who.is === 'entity')
      found.set(textKey(name), {
        is: 'named',
        text: name,
        account: who.account,
        kind: who.kind,
        iam: true,
        ...(who.resource === undefined ? {} : { resource: who.resource }),
      });
    else if (who.is === 'someone') found.set(textKey(name), { is: 'named', text: name, account: who.account, kind: 'unknown', iam: true });
    else if (who.is === 'id' || (who.is === 'unknown' && name.length > 0))
      found.set(textKey(name), { is: 'named', text: name, account: undefined, kind: 'unknown', iam: true });
  };
  for (const { principals, conditions, at } of statements) {
    for (const who of principals) add(who);
    for (const test of conditions)
      if (test.key === 'aws:principalarn')
        for (const value of test.values) {
          const arn = arnOf(value);
          // `arn:aws:iam::*:role/Admin` means the Admin of the own account too.
          if (arn && !/[*?]/.test(printText(arn.resource)))
            add(
              awsPrincipal(
                like(arn.account, scope.env.account, true) === 'no'
                  ? value
                  : text('arn:', scope.env.partition, ':iam::', scope.env.account, ':', arn.resource),
                at,
                scope,
              ),
            );
          else if (!arn && !/[*?]/.test(printText(value))) add(awsPrincipal(value, at, scope));
        }
  }
  return [...found.values()];
}

/** The other accounts that the policy names: as principals, in ARNs, by kms:CallerAccount or aws:PrincipalAccount. */
export function namedAccounts(statements: readonly Statement[], scope: PolicyScope): readonly Text[] {
  const found = new Map<string, Text>();
  const add = (account: Text): void => {
    if (sameAccount(account, scope.env.account) !== 'yes') found.set(textKey(account), account);
  };
  for (const { principals, conditions } of statements) {
    for (const who of principals) if (who.is === 'account' || who.is === 'someone') add(who.account);
    for (const { key, values } of conditions)
      for (const value of values) {
        if (key === 'kms:calleraccount' || key === 'aws:principalaccount') {
          if (!/[*?$]/.test(literal(value) ?? '')) add(value);
        } else if (key === 'aws:principalarn') {
          const account = arnOf(value)?.account;
          if (account && !/[*?$]/.test(printText(account))) add(account);
        }
      }
  }
  return [...found.values()];
}

function outsiders(
  prepared: Prepared,
  statements: readonly Statement[],
  principals: ReturnType<typeof namedPrincipals>,
  policy: Policy,
): Pick<Verdicts, 'public' | 'crossAccount'> {
  const { scope } = prepared,
    abroad = withoutOwn(prepared);
  const nobody: Answered = ['no', [{ at: policy.at, text: 'no statement lets a principal of another account in' }]];
  const explain = (attempt: Attempt | undefined, who: string): Because =>
    attempt ? because(attempt.decision, who, attempt.action.id, policy) : nobody[1];
  const strangers = attempts(prepared, STRANGERS, CROSS_ACCOUNT);
  const open = best(strangers, true),
    any = best(strangers, false);
  const others =
    any.answer === 'yes'
      ? []
      : [
          ...namedAccounts(statements, scope).map((account): Subject & { is: 'foreign' | 'named' } => ({ is: 'foreign', account })),
          ...principals.filter((subject) => sameAccount(subject.account, scope.env.account) !== 'yes'),
        ].map((subject): Answered => {
          const { answer, attempt } = best(attempts(abroad, subject, CROSS_ACCOUNT), false);
          const isOther = sameAccount(subject.account, scope.env.account) === 'no' ? 'yes' : 'unknown';
          return [
            and(answer, isOther),
            explain(attempt, subject.is === 'named' ? printText(subject.text) : `the account ${printText(subject.account)}`),
          ];
        });
  return {
    public: verdict([open.answer, explain(open.attempt, 'any AWS account')]),
    crossAccount: verdict(some([[any.answer, explain(any.attempt, 'principals of other accounts')], ...others])),
  };
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

/** The statements that decide, in words. @param who 'the root user', 'role X'; @param what an action. */
export function because(decision: Decision, who: string, what: string, policy: Policy): Because {
  const say = (hit: Hit, verb: string): Because[number] => ({ at: hit.statement.at, text: `${nameOf(hit.statement)} ${verb}` });
  const sure = (hits: readonly Hit[]): readonly Hit[] => hits.filter((hit) => hit.answer === 'yes');
  const lets = (hit: Hit): Because[number] =>
    say(hit, who === "the account's IAM policies" ? `lets the account's IAM policies decide about ${what}` : `allows ${what} to ${who}`);
  if (decision.answer === 'yes') return sure(decision.allows).slice(0, 1).map(lets);
  if (decision.answer === 'no' && decision.allows.length === 0)
    return [
      {
        at: policy.at,
        text: `no statement ${who === "the account's IAM policies" ? `lets the account's IAM policies decide about ${what}` : `allows ${what} to ${who}`}`,
      },
    ];
  if (decision.answer === 'no')
    return [...decision.allows.slice(0, 1).map(lets), ...sure(decision.denies).map((hit) => say(hit, `denies ${what}`))];
  const allowed = sure(decision.allows),
    perhaps = (hit: Hit, verb: string): Because[number] => say(hit, `may ${verb} ${what}: ${doubt(hit)}`);
  return [
    ...(allowed.length > 0 ? allowed.slice(0, 1).map(lets) : decision.allows.map((hit) => perhaps(hit, 'allow'))),
    ...decision.denies.map((hit) => perhaps(hit, 'deny')),
  ];
}

function doubt({ statement, unsure }: Hit): string {
  if (statement.opaque !== undefined) return statement.opaque;
  const [part] = unsure;
  if (part === 'condition')
    return `its condition on ${[...new Set(statement.conditions.map((test) => test.name))].join(' and ')} depends on the request`;
  return `its ${part ?? 'statement'} is known to the deployment only`;
}
