/** The requests that principals of other accounts can make: they choose much of what a request carries, so a guard holds only if no choice passes it. */
import { arnOf, literal, onlySymbol, text } from '../cfn/text.js';
import { isMultiValued, type Action } from '../reference/actions.js';
import type { Answer, Text } from '../types.js';
import { holds, type Lookup, type Slot, type Test } from './conditions.js';
import { namesService, ofSubject, request } from './context.js';
import { actionAnswer } from './action-element.js';
import { concerning, decide, representatives, type Concern, type Decision, type Prepared } from './evaluate.js';
import type { Subject } from './principals.js';
import { FRESH, sameAccount, STRANGER, type PolicyScope } from './scope.js';
import type { Statement } from './statement.js';
import { hasVariables, substitute } from './variables.js';

/** One thing that a request can carry. bound: only some known organisation or network has it; sure: such principals exist. */
interface Choice {
  readonly slot: Slot;
  readonly bound: boolean;
  readonly sure: boolean;
}
const MOST_REQUESTS = 512;

/** Guards that tie a principal to an organisation: its members exist. */
const ORGANISATION = new Set(['aws:principalorgid', 'aws:principalorgpaths']);
/** Guards that tie a request to a network or to one session: whether a foreign principal is there, nobody knows. */
const NETWORK = new Set([
  'aws:sourceip',
  'aws:vpcsourceip',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourcevpcarn',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'aws:userid',
  'aws:ec2instancesourcevpc',
  'aws:ec2instancesourceprivateipv4',
]);
/** What a stranger has that no policy names, in the form in which AWS makes it up: a pattern that matches it is open to strangers. */
const STRANGE: Readonly<Record<string, Text>> = {
  'aws:principalorgid': ['o-zzkmslint0'],
  'aws:principalorgpaths': ['o-zzkmslint0/r-zz00/ou-zz00-zzkmslint/'],
  'aws:vpceorgid': ['o-zzkmslint0'],
  'aws:vpceorgpaths': ['o-zzkmslint0/r-zz00/ou-zz00-zzkmslint/'],
  'aws:userid': ['AROAZZKMSLINTSTRANGER:zzkmslint'],
  'aws:sourcevpc': ['vpc-0zzkmslint0000000'],
  'aws:sourcevpce': ['vpce-0zzkmslint000000'],
};
/** What a caller, or the administrator of its account, chooses. */
const FREE =
  /^(kms:(?!calleraccount$|keyspec$|keyusage$|keyorigin$|multiregion|resourcealiases$|customermasterkey)|aws:(principaltag\/|principaltype$|multifactorauth|calledvia|viaawsservice$|useragent$|referer$|username$|tokenissuetime$|sourceidentity$|federatedprovider$|requesttag\/|tagkeys$))/;

/** In every request of an IAM principal, so that nobody can leave them out (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html). */
const ALWAYS = new Set(['aws:principaltype', 'aws:useragent', 'aws:userid', 'aws:viaawsservice']);

/** A text that a pattern matches, with an unlikely word for each wildcard. */
const instance = (pattern: Text): Text =>
  pattern.map((part) => (typeof part === 'string' ? part.replaceAll('*', 'kms-lint').replaceAll('?', 'q') : part));
/** An organisation that a pattern matches: every id begins with o- (https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html). */
const organisation = (pattern: Text): Text =>
  instance(pattern.map((part, i) => (i === 0 && typeof part === 'string' ? part.replace(/^\*/, 'o-*') : part)));
const isOrganisation = ([start]: Text): boolean => typeof start === 'string' && start.startsWith('o-');
const yes = (...values: readonly Text[]): Slot => ({ present: 'yes', values });
const free = (slot: Slot): Choice => ({ slot, bound: false, sure: true });
const absent = (key: string): readonly Choice[] => (ALWAYS.has(key) ? [] : [free({ present: 'no' })]);

/** What a request can carry under a key that the policy's conditions read; undefined where the caller has no choice. */
function choicesOf(
  key: string,
  tests: readonly Test[],
  subject: Subject & { is: 'foreign' | 'named' },
  scope: PolicyScope,
  plain: Lookup,
): readonly Choice[] | undefined {
  const values = tests.flatMap((test) => test.values);
  // What a policy variable stands for can be chosen too: `${aws:PrincipalAccount}` is the caller's own account.
  const filled = values.filter(hasVariables).map((value) => substitute(value, plain, false)?.text ?? []);
  const isRoot = subject.is === 'foreign' && subject.root;
  const stranger = subject.is === 'foreign' && sameAccount(subject.account, STRANGER) === 'yes';
  if (key === 'aws:principalarn') {
    if (isRoot || subject.is === 'named') return undefined;
    const arn = (resource: Text, service = 'iam'): Text =>
      text('arn:', scope.env.partition, `:${service}::`, subject.account, ':', resource);
    const inside = [...values, ...filled].flatMap((value) => {
      const written = arnOf(value);
      // A name that is written out is asked for by itself: see namedPrincipals.
      const isPattern = value.some((part) => typeof part === 'string' && /[*?]/.test(part));
      return written && isPattern ? [arn(instance(written.resource))] : [];
    });
    const fresh = [arn(text('role/', FRESH)), arn(text('user/', FRESH)), arn(['root']), arn(text('federated-user/', FRESH), 'sts')];
    return [...fresh, ...inside].map((value) => free(yes(value)));
  }
  if (ORGANISATION.has(key) || NETWORK.has(key)) {
    if (!stranger) return undefined;
    const mentioned = values.map((value): Choice => {
      const meant = ORGANISATION.has(key) ? organisation(value) : instance(value);
      return { slot: yes(meant), bound: true, sure: ORGANISATION.has(key) && isOrganisation(meant) };
    });
    return [...absent(key), free(yes(STRANGE[key] ?? FRESH)), ...mentioned];
  }
  if (!FREE.test(key) || (isRoot && key === 'aws:principaltype')) return undefined;
  const known = tests.some((test) => test.base === 'bool') ? [['true'], ['false']] : [];
  const near = tests
    .flatMap((test) => (test.base === 'numeric' ? test.values : []))
    .flatMap((value) => {
      const n = Number(literal(value));
      return Number.isNaN(n) ? [] : [[String(n - 1)], [String(n + 1)]];
    });
  const singles = [...known, ...near, ...values.map(instance), ...(known.length > 0 || near.length > 0 ? [] : [FRESH])];
  const several = isMultiValued(key) && values.length > 1 ? [values.map(instance)] : [];
  // What a parameter or an import stands for may be nothing that anybody can choose; what no policy writes can be chosen.
  const choosable = (value: Text): boolean => value === FRESH || (onlySymbol(value)?.of ?? 'pseudo') === 'pseudo';
  const choice = (chosen: readonly Text[]): Choice => ({ slot: yes(...chosen), bound: false, sure: chosen.every(choosable) });
  return [
    ...absent(key),
    ...[...singles.map((value) => [value]), ...several].map(choice),
    // It may stand for something else by what the caller chooses besides: then nothing is certain.
    ...filled.flatMap((value) => [free(yes(instance(value))), free({ present: 'yes' })]),
  ];
}

/** A way in which a foreign principal asks, and what comes of it. */
export interface Attempt {
  readonly action: Action;
  readonly bound: boolean;
  readonly answer: Answer;
  readonly decision: Decision;
}

/**
 * What a foreign principal can do at most: for each action the attempts that do not fail. One Allow statement is enough for a success, so each is tried by itself
 * with the Deny statements. A first certain and unbound success ends the search. cut: there were too many requests to try, so a failure is not certain.
 */
export function attempts(
  prepared: Prepared,
  subject: Subject & { is: 'foreign' | 'named' },
  actions: readonly Action[],
): { readonly found: readonly Attempt[]; readonly cut: boolean } {
  const concerns = concerning(prepared, subject),
    denies = concerns.filter(({ effect }) => effect === 'Deny'),
    found: Attempt[] = [];
  let cut = false;
  for (const allow of concerns) {
    if (allow.effect !== 'Allow') continue;
    const tried = tryOne([allow, ...denies], allow.statement, subject, actions, prepared.scope);
    found.push(...tried.found);
    cut ||= tried.cut;
    if (tried.found.some(({ answer, bound }) => answer === 'yes' && !bound)) break;
  }
  return { found, cut };
}

function tryOne(
  concerns: readonly Concern[],
  allow: Statement,
  subject: Subject & { is: 'foreign' | 'named' },
  actions: readonly Action[],
  scope: PolicyScope,
): ReturnType<typeof attempts> {
  const base = ofSubject(subject, scope, 'any'),
    found: Attempt[] = [];
  let cut = false;
  for (const action of representatives(concerns, actions)) {
    if (actionAnswer(allow, action) === 'no') continue;
    const plain = request(base, action);
    const tests = concerns.flatMap(({ statement }) =>
      actionAnswer(statement, action) === 'no' ? [] : statement.conditions.filter((test) => plain(test.key).present !== 'no'),
    );
    const open = [...new Set(tests.map((test) => test.key))].flatMap((key) => {
      const choices = choicesOf(
        key,
        tests.filter((test) => test.key === key),
        subject,
        scope,
        plain,
      );
      return choices ? [{ key, choices: choices.filter(({ slot }) => passes(allow, key, slot, plain)) }] : [];
    });
    if (open.reduce((product, { choices }) => product * choices.length, 1) > MOST_REQUESTS) cut = true;
    let tried = 0;
    for (const chosen of combinations(open)) {
      if (tried++ >= MOST_REQUESTS) break;
      if (!consistent(chosen.slots)) continue;
      const made = decide(
        concerns,
        action,
        request((key) => chosen.slots.get(key) ?? base(key), action),
      );
      const decision = chosen.sure || made.answer !== 'yes' ? made : doubtful(made),
        { answer } = decision;
      if (answer !== 'no') found.push({ action, bound: chosen.bound, answer, decision });
      if (answer === 'yes' && !chosen.bound) return { found, cut };
    }
  }
  return { found, cut };
}

/** The decision on a request of which nobody knows whether it can be made. */
const doubtful = (made: Decision): Decision => ({
  ...made,
  answer: 'unknown',
  allows: made.allows.map((hit) => ({ ...hit, answer: 'unknown', unsure: 'condition' })),
});

/** Whether the Allow statement's own tests of a key leave room for a choice: most choices end here. */
function passes(allow: Statement, key: string, slot: Slot, plain: Lookup): boolean {
  return allow.conditions.every((test) => test.key !== key || holds(test, (name) => (name === key ? slot : plain(name))) !== 'no');
}

/** A call that carries the name of a service was made by a service. */
function consistent(slots: Chosen['slots']): boolean {
  const byService = slots.get('aws:viaawsservice')?.values?.[0];
  return (
    byService === undefined ||
    literal(byService) === 'true' ||
    ![...slots].some(([key, { present }]) => namesService(key) && present === 'yes')
  );
}

interface Chosen {
  readonly slots: ReadonlyMap<string, Slot>;
  readonly bound: boolean;
  readonly sure: boolean;
}
function* combinations(
  open: readonly { readonly key: string; readonly choices: readonly Choice[] }[],
  at = 0,
  chosen: Chosen = { slots: new Map(), bound: false, sure: true },
): Generator<Chosen> {
  const next = open[at];
  if (!next) {
    yield chosen;
    return;
  }
  for (const { slot, bound, sure } of next.choices)
    yield* combinations(open, at + 1, {
      slots: new Map(chosen.slots).set(next.key, slot),
      bound: chosen.bound || bound,
      sure: chosen.sure && sure,
    });
}

/** The best of the attempts: of all, or of those that anybody could make. */
export function best(
  result: ReturnType<typeof attempts>,
  unboundOnly: boolean,
): { readonly answer: Answer; readonly attempt: Attempt | undefined } {
  let answer: Answer = result.cut ? 'unknown' : 'no',
    attempt: Attempt | undefined;
  for (const one of result.found) {
    if (answer === 'yes' || (unboundOnly && one.bound)) continue;
    if (one.answer === 'yes' || attempt === undefined) attempt = one;
    answer = one.answer;
  }
  return { answer, attempt };
}
