/** Whether two policies of a key give everybody the same: the proof that a fix is safe. */
import { printText, textKey } from '../cfn/text.js';
import { items, member } from '../cfn/value.js';
import { KEY_ACTIONS, type Action } from '../reference/actions.js';
import type { Policy, Text } from '../types.js';
import type { Route } from './context.js';
import { parsed, readStatements } from './document.js';
import { prepare, type Decision, type Prepared } from './evaluate.js';
import { worksOn } from './live.js';
import { namedAccounts, namedPrincipals } from './named.js';
import type { Subject } from './principals.js';
import { FRESH, sameAccount, type KeyFacts, type PolicyScope } from './scope.js';
import type { Statement } from './statement.js';
import { decideFor, STRANGERS } from './verdicts.js';

/** One policy with what it is asked about. */
interface Side {
  readonly policy: Policy;
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
  const live = KEY_ACTIONS.filter((action) => worksOn(action, key) !== 'no');
  for (const subject of subjectsOf([...one.statements, ...other.statements], scope))
    for (const action of live) {
      if (isOutside(subject, action, scope)) continue;
      for (const route of ['direct', 'any'] as const) {
        const [was, is] = [one, other].map((side) => decisionOf(side, subject, action, route));
        if (was === is) continue;
        if (subject.is === 'named' && !subject.iam && granted(subject.text, action.id)) continue;
        return `${action.id} would not be answered to ${nameOf(subject)} as before`;
      }
    }
  return undefined;
}

function sideOf(policy: Policy, scope: PolicyScope): Side | undefined {
  const reading = readStatements(policy, scope);
  if (reading.is === 'refused') return undefined;
  const { document } = policy;
  const value = document.is === 'known' ? parsed(document.value) : undefined;
  const contents = items(member(value, 'Statement')).map((item) =>
    JSON.stringify(item, (name, inner: unknown) => (name === 'at' ? undefined : inner)),
  );
  return { policy, statements: reading.statements, prepared: prepare(reading.statements, scope), contents };
}

/** The answer, and where it is open the statements that it hangs on. */
function decisionOf({ prepared, contents }: Side, subject: Subject, action: Action, route: Route): string {
  const decision = decideFor(prepared, subject, action, route);
  if (decision.answer !== 'unknown') return decision.answer;
  const hits = (list: Decision['allows']): readonly string[] =>
    list.map(({ statement }) => contents[statement.index] ?? String(statement.index)).sort();
  return JSON.stringify([hits(decision.allows), hits(decision.denies)]);
}

function subjectsOf(statements: readonly Statement[], scope: PolicyScope): readonly Subject[] {
  const named = namedPrincipals(statements, scope);
  const services = new Map<string, Text>();
  for (const { principals } of statements)
    for (const who of principals) if (who.is === 'service') services.set(textKey(who.text), who.text);
  return [
    { is: 'own', who: 'any' },
    { is: 'own', who: 'root' },
    STRANGERS,
    ...namedAccounts(statements, scope).map((account): Subject => ({ is: 'foreign', account })),
    ...named,
    ...named.map((subject): Subject => ({ ...subject, iam: false })),
    ...[...services.values(), FRESH].map((name): Subject => ({ is: 'service', name })),
  ];
}

/** Some actions never work from another account, whatever the policy says. */
function isOutside(subject: Subject, { crossAccount }: Action, scope: PolicyScope): boolean {
  return (
    (subject.is === 'foreign' || subject.is === 'named') &&
    crossAccount === 'no' &&
    sameAccount(subject.account, scope.env.account) === 'no'
  );
}

function nameOf(subject: Subject): string {
  switch (subject.is) {
    case 'own':
      return subject.who === 'root' ? 'the root user' : "the account's IAM policies";
    case 'foreign':
      return 'another account';
    case 'named':
      return printText(subject.text);
    case 'service':
      return subject.name === FRESH ? 'a service' : printText(subject.name);
  }
}
