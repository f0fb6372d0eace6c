/** The requests that principals of other accounts can make: they choose much of what a request carries, so a guard holds only if no choice passes it. */
import { arnOf, literal, onlySymbol, text } from '../cfn/text.js';
import { isMultiValued, type Action } from '../reference/actions.js';
import type { Answer, Text } from '../types.js';
import { and, or } from '../answer.js';
import { holds, type Lookup, type Slot, type Test } from './conditions.js';
import { ofSubject, request } from './context.js';
import type { Statement } from './document.js';
import { actionAnswer, decide, signatures, type Decision, type Prepared } from './evaluate.js';
import { covers, type Subject } from './principals.js';
import { FRESH, sameAccount, STRANGER, type PolicyScope } from './scope.js';

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
/** What a caller, or the administrator of its account, chooses. */
const FREE =
  /^(kms:(?!calleraccount$|keyspec$|keyusage$|keyorigin$|multiregion|resourcealiases$|customermasterkey)|aws:(principaltag\/|principaltype$|multifactorauth|calledvia|viaawsservice$|useragent$|referer$|username$|tokenissuetime$|sourceidentity$|federatedprovider$|requesttag\/|tagkeys$))/;

/** A text that a pattern matches, with an unlikely word for each wildcard. */
const instance = (pattern: Text): Text =>
  pattern.map((part) => (typeof part === 'string' ? part.replaceAll('*', 'kms-lint').replaceAll('?', 'q') : part));
const yes = (...values: readonly Text[]): Slot => ({ present: 'yes', values });
const free = (slot: Slot): Choice => ({ slot, bound: false, sure: true });
const ABSENT = free({ present: 'no' });

/** What a request can carry under a key that the policy's conditions read; undefined where the caller has no choice. */
function choicesOf(
  key: string,
  tests: readonly Test[],
  subject: Subject & { is: 'foreign' | 'named' },
  scope: PolicyScope,
): readonly Choice[] | undefined {
  const values = tests
    .flatMap((test) => (test.base === 'null' ? [] : test.values))
    .filter((value) => !value.some((part) => typeof part === 'string' && part.includes('${')));
  const stranger = subject.is === 'foreign' && sameAccount(subject.account, STRANGER) === 'yes';
  if (key === 'aws:principalarn') {
    if (subject.is === 'named') return undefined;
    const inside = values.flatMap((value) => {
      const arn = arnOf(value);
      // A name that is written out is asked for by itself: see namedPrincipals.
      const written = !value.some((part) => typeof part === 'string' && /[*?]/.test(part));
      return arn && !written && (literal(arn.account)?.includes('*') || sameAccount(arn.account, subject.account) === 'yes')
        ? [text('arn:', scope.env.partition, ':iam::', subject.account, ':', instance(arn.resource))]
        : [];
    });
    return [text('arn:', scope.env.partition, ':iam::', subject.account, ':role/', FRESH), ...inside].map((value) => free(yes(value)));
  }
  if (ORGANISATION.has(key) || NETWORK.has(key)) {
    if (!stranger) return undefined;
    const mentioned = values.map((value): Choice => ({
      slot: yes(instance(value)),
      bound: true,
      sure: ORGANISATION.has(key) && onlySymbol(value) === undefined,
    }));
    return [ABSENT, free(yes(key === 'aws:principalorgid' || key === 'aws:vpceorgid' ? text('o-', FRESH) : FRESH)), ...mentioned];
  }
  if (!FREE.test(key)) return undefined;
  const known = [...new Set(tests.some((test) => test.base === 'bool') ? ['true', 'false'] : [])].map((value): Text => [value]);
  const near = tests
    .flatMap((test) => (test.base === 'numeric' ? test.values : []))
    .flatMap((value) => {
      const n = Number(literal(value));
      return Number.isNaN(n) ? [] : [[String(n - 1)], [String(n + 1)]];
    });
  const singles = [...known, ...near, ...values.map(instance), ...(known.length > 0 || near.length > 0 ? [] : [FRESH])];
  const several = isMultiValued(key) && values.length > 1 ? [yes(...values.map(instance))] : [];
  // What a parameter or an import stands for may be nothing that anybody can choose; what no policy writes can be chosen.
  const choosable = (value: Text): boolean => value === FRESH || (onlySymbol(value)?.of ?? 'pseudo') === 'pseudo';
  const choice = (slot: Slot): Choice => ({ slot, bound: false, sure: slot.values?.every(choosable) ?? true });
  return [ABSENT, ...singles.map((value) => choice(yes(value))), ...several.map(choice)];
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
  const { scope, statements } = prepared;
  const concerns = (effect: 'Allow' | 'Deny'): Prepared['statements'] =>
    statements.filter(
      ({ statement }) =>
        (statement.effect === effect || statement.effect === 'unknown') &&
        covers(statement.principals, statement.notPrincipal, subject, effect, scope) !== 'no',
    );
  const allows = concerns('Allow');
  if (allows.length === 0) return { found: [], cut: false };
  const denies = concerns('Deny'),
    found: Attempt[] = [];
  let cut = false;
  for (const allow of allows) {
    const tried = tryOne({ scope, statements: [allow, ...denies.filter((deny) => deny !== allow)] }, allow.statement, subject, actions);
    found.push(...tried.found);
    cut ||= tried.cut;
    if (tried.found.some(({ answer, bound }) => answer === 'yes' && !bound)) break;
  }
  return { found, cut };
}

function tryOne(
  prepared: Prepared,
  allow: Statement,
  subject: Subject & { is: 'foreign' | 'named' },
  actions: readonly Action[],
): ReturnType<typeof attempts> {
  const base = ofSubject(subject, prepared.scope, 'any'),
    signature = signatures(prepared),
    found: Attempt[] = [],
    done = new Set<string>();
  const all = prepared.statements.flatMap(({ statement }) => statement.conditions.map((test) => ({ statement, test })));
  let cut = false;
  for (const action of actions) {
    const alike = signature(action);
    if (done.has(alike)) continue;
    done.add(alike);
    if (actionAnswer(allow, action) === 'no') continue;
    const plain = request(base, action);
    const tests = all.flatMap(({ statement, test }) =>
      actionAnswer(statement, action) === 'no' || plain(test.key).present === 'no' ? [] : [test],
    );
    const open = [...new Set(tests.map((test) => test.key))].flatMap((key) => {
      const choices = choicesOf(
        key,
        tests.filter((test) => test.key === key),
        subject,
        prepared.scope,
      );
      return choices ? [{ key, choices: choices.filter(({ slot }) => passes(allow, key, slot, plain)) }] : [];
    });
    if (open.reduce((product, { choices }) => product * choices.length, 1) > MOST_REQUESTS) cut = true;
    let tried = 0;
    for (const chosen of combinations(open)) {
      if (tried++ >= MOST_REQUESTS) break;
      if (!consistent(chosen.slots)) continue;
      const decision = decide(
        prepared,
        subject,
        action,
        request((key) => chosen.slots.get(key) ?? base(key), action),
      );
      const answer = chosen.sure ? decision.answer : and(decision.answer, 'unknown');
      if (answer !== 'no') found.push({ action, bound: chosen.bound, answer, decision });
      if (answer === 'yes' && !chosen.bound) return { found, cut };
    }
  }
  return { found, cut };
}

/** Whether the Allow statement's own tests of a key leave room for a choice: most choices end here. */
function passes(allow: Statement, key: string, slot: Slot, plain: Lookup): boolean {
  return allow.conditions.every(
    (test) =>
      test.key !== key ||
      test.values.some((value) => value.some((part) => typeof part === 'string' && part.includes('${'))) ||
      holds(test, (name) => (name === key ? slot : plain(name))) !== 'no',
  );
}

/** A call through a service carries kms:ViaService and aws:ViaAWSService together. */
function consistent(slots: Chosen['slots']): boolean {
  const via = slots.get('kms:viaservice'),
    service = slots.get('aws:viaawsservice');
  return !via || !service?.values || (via.present === 'yes') === (literal(service.values[0] ?? []) === 'true');
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
  const fit = result.found.filter((attempt) => !unboundOnly || !attempt.bound);
  const answer = or(...fit.map((attempt) => attempt.answer), result.cut ? 'unknown' : 'no');
  return { answer, attempt: fit.find((attempt) => attempt.answer === answer) };
}
