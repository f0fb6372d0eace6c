/** Whether two policies of a key give everybody the same: the proof that a fix is safe. */
import { arnOf, printText, text, textKey } from '../core/text.js';
import { items, member } from '../core/value.js';
import type { Action } from '../reference/actions.js';
import type { Policy } from '../types/program.js';
import type { Text, Value } from '../types/values.js';
import { BY_IAM } from './because.js';
import { parsed, readStatements } from './document.js';
import { prepare, type Decision, type Prepared } from './evaluate.js';
import { effectiveActions } from './live.js';
import { namedAccounts, namedPrincipals } from './named.js';
import { awsPrincipal, type RequestPrincipal } from './principals.js';
import { FRESH, sameAccount, STRANGER, type KeyFacts, type PolicyScope } from './scope.js';
import type { Statement } from './statement.js';
import { STRANGERS } from './outside.js';
import { decideFor } from './verdict.js';

/** One policy with what it is asked about. */
interface Side {
  readonly statements: readonly Statement[];
  readonly prepared: Prepared;
  /** What each statement says, without the place where it stands. */
  readonly contents: readonly string[];
}

/**
 * For everybody that either policy names, and for those that neither does, and for every action that works on the key.
 * An answer that only the deployment knows is the same only if the same statements give it.
 * @param granted whether IAM policies of the app give a principal an action for certain: then the key policy need not give it itself
 * @returns the first difference, as a sentence's end; undefined where there is none
 */
export function accessDifference(
  before: Policy,
  after: Policy,
  scope: PolicyScope,
  key: KeyFacts,
  granted: (principal: Text, action: string) => boolean = () => false,
): string | undefined {
  const sides = [before, after].map((policy) => sideOf(policy, scope));
  const [one, other] = sides;
  if (!one || !other) return 'one of the policies cannot be read';
  const live = effectiveActions(key);
  for (const subject of subjectsOf([...one.statements, ...other.statements], scope))
    for (const action of live) {
      if (isOutside(subject, action, scope)) continue;
      const [was, is] = [one, other].map((side) => decisionOf(side, subject, action));
      if (was === is) continue;
      if (subject.is === 'named' && !subject.iam && granted(subject.text, action.id)) continue;
      return `${action.id} would not be answered to ${nameOf(subject)} as before`;
    }
  return undefined;
}

function sideOf(policy: Policy, scope: PolicyScope): Side | undefined {
  const reading = readStatements(policy, scope);
  return reading.is === 'refused'
    ? undefined
    : { statements: reading.statements, prepared: prepare(reading.statements, scope), contents: contentsOf(policy) };
}

/** A policy of which nobody can see the statements is one statement, and says what stands in its place. */
function contentsOf({ document }: Policy): readonly string[] {
  if (document.is !== 'known') return document.is === 'unknown' ? [document.why] : [];
  const value = parsed(document.value),
    version = member(value, 'Version'),
    statements = member(value, 'Statement');
  if (!statements) return [contentOf(document.value)];
  return items(statements).map((item) => {
    const content = contentOf(item);
    // The Version says whether a policy variable is one.
    return version && content.includes('${') ? content + contentOf(version) : content;
  });
}

const contentOf = (value: Value): string => JSON.stringify(value, (name, inner: unknown) => (name === 'at' ? undefined : inner));

/**
 * The answer, and where it is open the statements that it hangs on. The call comes by any route: what is certain then is certain of a direct call too,
 * and what is open hangs on the same statements.
 */
function decisionOf({ prepared, contents }: Side, subject: RequestPrincipal, action: Action): string {
  const decision = decideFor(prepared, subject, action, 'any');
  if (decision.answer !== 'unknown') return decision.answer;
  const hits = (list: Decision['allows']): readonly (string | undefined)[] => list.map(({ statement }) => contents[statement.index]).sort();
  return JSON.stringify([hits(decision.allows), hits(decision.denies)]);
}

function subjectsOf(statements: readonly Statement[], scope: PolicyScope): readonly RequestPrincipal[] {
  const named = namedPrincipals(statements, scope),
    accounts = namedAccounts(statements, scope);
  return [
    { is: 'own', who: 'any' },
    { is: 'own', who: 'root' },
    STRANGERS,
    // NotPrincipal may spare the root user of an account alone.
    ...accounts.flatMap((account): readonly RequestPrincipal[] => [
      { is: 'foreign', account },
      { is: 'foreign', account, root: true },
    ]),
    ...named,
    ...named.map((subject): RequestPrincipal => ({ ...subject, iam: false })),
    ...namesakes(statements, [STRANGER, ...accounts], scope),
    ...[...servicesIn(statements), FRESH].map((name): RequestPrincipal => ({ is: 'service', name })),
  ];
}

/** Those of other accounts that aws:PrincipalArn means, or would mean there: `arn:aws:iam::*:role/Admin` is a role of each. */
function namesakes(statements: readonly Statement[], accounts: readonly Text[], scope: PolicyScope): readonly RequestPrincipal[] {
  return valuesOf('aws:principalarn', statements).flatMap((value) => {
    const resource = arnOf(value)?.resource;
    if (!resource) return [];
    return accounts.flatMap((account): readonly RequestPrincipal[] => {
      const name = text('arn:', scope.env.partition, ':iam::', account, ':', resource),
        who = awsPrincipal(name, { file: '', pointer: '' }, scope);
      // A name with a wildcard is nobody's; whether the names that nobody wrote match it is unknown anyway.
      return who.is === 'nobody' ? [] : [{ is: 'named', text: name, account, kind: who.is === 'entity' ? who.kind : 'unknown', iam: true }];
    });
  });
}

/** The services that are principals or that a condition names. */
function servicesIn(statements: readonly Statement[]): readonly Text[] {
  const principals = statements.flatMap((statement) => statement.principals.flatMap((who) => (who.is === 'service' ? [who.text] : [])));
  const found = [...principals, ...valuesOf('aws:principalservicename', statements)];
  return [...new Map(found.map((name) => [textKey(name), name])).values()];
}

const valuesOf = (key: string, statements: readonly Statement[]): readonly Text[] =>
  statements.flatMap(({ conditions }) => conditions.flatMap((test) => (test.key === key ? test.values : [])));

/** Some actions never work from another account, whatever the policy says. */
function isOutside(subject: RequestPrincipal, { crossAccount }: Action, scope: PolicyScope): boolean {
  return (
    (subject.is === 'foreign' || subject.is === 'named') &&
    crossAccount === 'no' &&
    sameAccount(subject.account, scope.env.account) === 'no'
  );
}

function nameOf(subject: RequestPrincipal): string {
  switch (subject.is) {
    case 'own':
      return subject.who === 'root' ? 'the root user' : BY_IAM;
    case 'foreign':
      return 'another account';
    case 'named':
      return printText(subject.text);
    case 'service':
      return subject.name === FRESH ? 'a service' : printText(subject.name);
  }
}
